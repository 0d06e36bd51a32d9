"""Sổ đăng ký tham gia: its columns, and a row of it as somebody wrote it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from thidua.domain.movement.participation import Registration

MOVEMENT, UNIT, YEAR = "Mã phong trào", "Mã đơn vị", "Năm"
DOCUMENT, DOCUMENT_DAY, IN_CHARGE = "Số kế hoạch", "Ngày kế hoạch", "Phụ trách"
CONTENT, AMOUNT, MEASURED_IN, PLACE, DUE = (
    *("Nội dung", "Chỉ tiêu", "Đơn vị tính", "Mã địa bàn", "Hạn"),
)
PARTICIPATION_COLUMNS = (
    MOVEMENT, UNIT, YEAR, DOCUMENT, DOCUMENT_DAY, IN_CHARGE, CONTENT, AMOUNT, MEASURED_IN, PLACE,
    DUE,
)  # fmt: skip
PARTICIPATION_REQUIRED = (MOVEMENT, UNIT)


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipationRow:
    """Một dòng sổ đăng ký: a registration with at most one pledge; `at` is where each cell is."""

    movement: str
    unit: str
    year: int | None
    content: Registration
    unsaid: frozenset[str] = frozenset()
    at: Mapping[str, str] = field(default_factory=dict)
