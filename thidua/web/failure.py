"""Lỗi ngoài dự kiến: a calm line with a code; the log holds the same code and the place."""

import secrets
import traceback

from thidua.web.streamlit_inside import get_logger

_LOG = get_logger("thidua")

FAILED = (
    "Có lỗi ngoài dự kiến nên việc dừng ở đây; việc vừa làm có thể chưa được ghi. Hãy tải lại "
    "trang. Nếu vẫn lỗi, báo người quản trị mã {}."
)


def logged(error: BaseException) -> str:
    """Mã của lỗi này, under which the log says where it was; nothing of its words, which may be
    somebody's.
    """
    code = secrets.token_hex(3).upper()
    where = traceback.extract_tb(error.__traceback__)
    place = f"{where[-1].filename}:{where[-1].lineno}" if where else "?"
    _LOG.error("Mã lỗi %s: %s, %s", code, type(error).__name__, place)
    return code
