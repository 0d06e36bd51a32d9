"""Lỗi: requests that cannot be done; each class docstring is its default message for people."""


class ThiduaError(Exception):
    """Không thực hiện được yêu cầu này."""

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or type(self).__doc__ or "")


class NotFound(ThiduaError):
    """Không tìm thấy dữ liệu được yêu cầu; có thể nó vừa bị xoá hoặc địa chỉ không đúng."""


class NothingYet(NotFound):
    """Chưa có dữ liệu để xem ở đây."""


class NoPeriod(NothingYet):
    """Chưa có khối thi đua nào; bắt đầu bằng danh sách đơn vị ở trang Đơn vị."""


class NoCovenant(NothingYet):
    """Kỳ này chưa có giao ước; bước tiếp theo là nhập sổ giao ước ở trang Giao ước."""


class NoMembers(NothingYet):
    """Khối chưa có đơn vị nào trong năm này; bước tiếp theo là nhập ở trang Đơn vị."""


class NotPermitted(ThiduaError):
    """Bạn không có quyền làm việc này."""


class NotSignedIn(ThiduaError):
    """Bạn cần đăng nhập để xem trang này."""


class StaleEdit(ThiduaError):
    """Dữ liệu đã được người khác sửa sau khi bạn mở; hãy xem cả hai giá trị rồi chọn."""


class Unavailable(ThiduaError):
    """Máy chủ đang không ghi hoặc đọc được dữ liệu; hãy đợi một lát rồi làm lại."""


class Refused(ThiduaError):
    """Dữ liệu đưa vào có lỗi nên chưa có gì được ghi."""


class NotReady(ThiduaError):
    """Cơ sở dữ liệu chưa được tạo hoặc chưa được nâng cấp; hãy chạy «python -m thidua upgrade»."""
