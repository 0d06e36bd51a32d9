"""Sổ địa bàn và sổ mức đạt chuẩn: their columns, and a row of each as somebody wrote it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from thidua.domain.movement.place import Place
from thidua.domain.movement.standard import StandardDecision

CODE, NAME, KIND, PARENT = "Mã địa bàn", "Tên địa bàn", "Loại", "Thuộc"
BEGINS, ENDS = "Từ ngày", "Đến ngày"
LATITUDE, LONGITUDE, TILE_ROW, TILE_COLUMN = "Vĩ độ", "Kinh độ", "Dòng", "Cột"
MINORITY, HARD, DECISION = "Vùng dân tộc thiểu số", "Vùng khó khăn", "Quyết định"
PLACE_COLUMNS = (
    CODE, NAME, KIND, PARENT, BEGINS, ENDS, LATITUDE, LONGITUDE, TILE_ROW, TILE_COLUMN,
    MINORITY, HARD, DECISION,
)  # fmt: skip
PLACE_REQUIRED = (CODE, NAME, KIND)

LEVEL, NUMBER, DAY = "Mức", "Số quyết định", "Ngày quyết định"
SIGNER, REVOCATION, REVOKED_ON = "Người ký", "Số quyết định thu hồi", "Ngày thu hồi"
STANDARD_COLUMNS = (CODE, LEVEL, NUMBER, DAY, SIGNER, REVOCATION, REVOKED_ON)
STANDARD_REQUIRED = (CODE, LEVEL, NUMBER, DAY)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
    """Một dòng sổ địa bàn: `unsaid` are the columns the file has not, `at` where each cell is."""

    place: Place
    unsaid: frozenset[str] = frozenset()
    at: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardRow:
    """Một dòng sổ mức đạt chuẩn."""

    decision: StandardDecision
    unsaid: frozenset[str] = frozenset()
    at: Mapping[str, str] = field(default_factory=dict)
