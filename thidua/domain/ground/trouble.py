"""Sự cố của máy: a full disk, a folder that cannot be written, data held elsewhere, said to people.

Each sentence says what became of the work and who cures it; nothing of the system's own words is
in it.
"""

import errno

from thidua.domain.ground.errors import Unavailable

WHY = {
    errno.ENOSPC: "ổ đĩa hết chỗ",
    errno.EDQUOT: "ổ đĩa hết chỗ dành cho tài khoản chạy phần mềm",
    errno.ENOENT: "chưa có thư mục này",
    errno.ENOTDIR: "chưa có thư mục này",
    errno.EACCES: "không có quyền ghi ở đó",
    errno.EPERM: "không có quyền ghi ở đó",
    errno.EROFS: "ổ đĩa chỉ cho đọc",
    errno.EISDIR: "đó là một thư mục",
    errno.ENAMETOOLONG: "tên tệp dài quá",
}
"""Vì sao không ghi được tệp, by the number the system gives."""

_FULL_CODES = {errno.ENOSPC, errno.EDQUOT}
_CLOSED_CODES = {errno.EACCES, errno.EPERM, errno.EROFS}

FULL = (
    "Ổ đĩa chứa dữ liệu đã đầy nên chưa có gì được ghi; điều đã gõ không mất. Người quản trị máy "
    "chủ dọn chỗ trên ổ đĩa ấy, rồi hãy làm lại."
)
CLOSED = (
    "Thư mục hoặc tệp dữ liệu chỉ cho đọc nên chưa có gì được ghi; điều đã gõ không mất. Người "
    "quản trị máy chủ cho tài khoản chạy phần mềm quyền ghi vào thư mục dữ liệu, rồi hãy làm lại."
)
HELD = (
    "Dữ liệu đang bị một việc khác giữ quá lâu nên chưa có gì được ghi; điều đã gõ không mất. Hãy "
    "đợi một lát rồi làm lại; nếu vẫn vậy, người quản trị máy chủ tìm lệnh hoặc phần mềm đang mở "
    "cơ sở dữ liệu."
)
UNREAD = (
    "Không mở được cơ sở dữ liệu nên chưa đọc và chưa ghi được gì. Người quản trị máy chủ xem thư "
    "mục dữ liệu có còn đó và mở được không bằng «python -m thidua doctor», rồi hãy làm lại."
)
TORN = (
    "Tệp dữ liệu bị hỏng nên chưa có gì được ghi. Người quản trị chạy «python -m thidua doctor» và "
    "khôi phục bản sao lưu gần nhất."
)
FAILING = (
    "Ổ đĩa chứa dữ liệu đầy hoặc báo lỗi nên chưa có gì được ghi; điều đã gõ không mất. Người quản "
    "trị máy chủ xem ổ đĩa bằng «python -m thidua doctor», rồi hãy làm lại."
)
GONE = (
    "Mất liên lạc với cơ sở dữ liệu. Nếu bạn vừa ghi thì chưa chắc đã vào: hãy đợi một lát, mở lại "
    "trang xem rồi mới ghi lại; điều đã gõ không mất."
)


def of_system(fault: OSError) -> Unavailable | None:
    """Lỗi của hệ thống, as a sentence; None for one that is no trouble of the machine."""
    if fault.errno in _FULL_CODES:
        return Unavailable(FULL)
    if fault.errno in _CLOSED_CODES:
        return Unavailable(CLOSED)
    if fault.errno == errno.EIO:
        return Unavailable(FAILING)
    return None
