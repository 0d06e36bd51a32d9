"""Tệp gói bàn giao: the values of a block and the packs of its record, in one .zip."""

import hashlib
import io
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

from thidua.domain.ground.errors import Refused
from thidua.domain.record.handover import Handover, read_handover
from thidua.files.check_pack import check_pack

CONTENT, READ_FIRST = "ban-giao.json", "doc-truoc.txt"
_MADE = (1980, 1, 1, 0, 0, 0)  # a pack says nothing of when it was built
_MOST_FILES, _MOST_BYTES = 300, 200_000_000
_TOLD = (
    "Gói bàn giao của khối thi đua «{}».\n\n"
    "Nhận gói: trang «Đơn vị» của phần mềm nơi nhận, hoặc lệnh «python -m thidua take-handover».\n"
    "Gói có danh sách đơn vị, chức vụ, mọi bản giao ước, quá trình khen thưởng, vai trò đang giữ,\n"
    "việc còn dở, và gói nhật ký từng kỳ trong thư mục nhat-ky (kiểm tra bằng chương trình\n"
    "kiem_tra.py nằm ngay trong gói nhật ký). Không có mật khẩu; điểm đã chấm ở trong nhật ký.\n"
)


def record_name(place: str) -> str:
    """Tên tệp của gói nhật ký một kỳ, inside the pack."""
    return f"nhat-ky/{place.replace(' ', '-')}.zip"


def handover_pack(content: Handover, records: Mapping[str, bytes]) -> bytes:
    """Đóng gói: the same content gives the same bytes."""
    files = {
        CONTENT: content.written().encode(),
        READ_FIRST: _TOLD.format(content.block_name).encode(),
        **records,
    }
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, data in sorted(files.items()):
            pack.writestr(zipfile.ZipInfo(name, _MADE), data, zipfile.ZIP_DEFLATED)
    return output.getvalue()


def read_pack(data: bytes) -> tuple[Handover, tuple[str, ...]]:
    """Mở gói: what it says, and the faults of the records in it, in words."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as pack:
            listed = pack.infolist()
            if len(listed) > _MOST_FILES or sum(one.file_size for one in listed) > _MOST_BYTES:
                raise Refused("Gói bàn giao quá lớn.")
            content = read_handover(pack.read(CONTENT).decode())
            found = {
                one.filename: pack.read(one)
                for one in listed
                if one.filename not in (CONTENT, READ_FIRST)
            }
    except (zipfile.BadZipFile, KeyError, UnicodeDecodeError, NotImplementedError) as fault:
        raise Refused("Tệp này không phải gói bàn giao, hoặc đã bị sửa hỏng.") from fault
    return content, tuple(_faults(content, found))


def _faults(content: Handover, found: Mapping[str, bytes]) -> list[str]:
    wanted = dict(content.records)
    faults = [f"gói thiếu tệp {name}" for name in wanted if name not in found]
    faults += [f"tệp {name} không có trong mục lục của gói" for name in found.keys() - wanted]
    for name in wanted.keys() & found.keys():
        if hashlib.sha256(found[name]).hexdigest() != wanted[name]:
            faults.append(f"tệp {name} đã bị sửa")
        elif said := _broken(found[name]):
            faults.append(f"nhật ký {name} không toàn vẹn: {said}")
    return sorted(faults)


def _broken(record: bytes) -> str:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "goi.zip"
        file.write_bytes(record)
        return check_pack(file) or ""
