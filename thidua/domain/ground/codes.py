"""Mã: two that differ only in case are one code, of a unit, a block, a criterion or a person."""

from thidua.domain.ground.finding import Finding, error
from thidua.domain.ground.text import folded

AS_TEXT = "hãy định dạng cột mã là Văn bản (Text) rồi gõ lại mã"
LOST_ZERO = f"Excel giữ mã 1.10 thành số 1,1; {AS_TEXT}"
"""Cách chữa một mã mà Excel đã đổi."""


def other_case(code: str, known: str, place: str) -> Finding | None:
    """Mã này là mã kia viết hoa, viết thường khác đi; None where it is not."""
    if code == known or folded(code) != folded(known):
        return None
    message = (
        f"mã «{code}» chỉ khác mã «{known}» ở chữ hoa, chữ thường nên không phân biệt được; hãy "
        f"ghi «{known}» nếu là một, hoặc đặt mã khác"
    )
    return error("other_case", message, place)
