"""Sổ số liệu mục tiêu: its columns, and a row of it as somebody wrote it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

MOVEMENT, TARGET, AS_OF = "Mã phong trào", "Mã mục tiêu", "Tính đến ngày"
PLACE, NUMERATOR, DENOMINATOR, VALUE = "Mã địa bàn", "Tử số", "Mẫu số", "Giá trị"
SOURCE = "Nguồn"
FIGURE_COLUMNS = (MOVEMENT, TARGET, AS_OF, PLACE, NUMERATOR, DENOMINATOR, VALUE, SOURCE)
FIGURE_REQUIRED = (MOVEMENT, TARGET, AS_OF, SOURCE)


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """Một dòng sổ số liệu; `at` is where each cell is."""

    movement: str
    target: str
    as_of: date
    source: str
    place: str = ""
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    value: Decimal | None = None
    at: Mapping[str, str] = field(default_factory=dict)
