"""Danh sách đơn vị: the members of blocks by year, as a workbook lists them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from thidua.domain.period.organiser import BlockOrganiser

BLOCK_CODE, BLOCK_NAME, UNIT_CODE, UNIT_NAME = "Mã khối", "Tên khối", "Mã đơn vị", "Tên đơn vị"
SHORT_NAME, KIND, YEAR = "Tên ngắn", "Loại", "Năm"
ORGANISER_LEVEL, ORGANISER = "Cấp tổ chức khối", "Nơi tổ chức khối"
ORGANISER_DOCUMENT = "Văn bản tổ chức khối"
ORGANISER_COLUMNS = (ORGANISER_LEVEL, ORGANISER, ORGANISER_DOCUMENT)
ROSTER_COLUMNS = (
    *(BLOCK_CODE, BLOCK_NAME, UNIT_CODE, UNIT_NAME, SHORT_NAME, KIND, YEAR),
    *ORGANISER_COLUMNS,
)


@dataclass(frozen=True, slots=True)
class RosterRow:
    """Một dòng danh sách: this unit belongs to this block in this year.

    `unsaid` are the columns the list has not; what is stored of them stays. `organiser` is None
    where the line does not say who organises the block.
    """

    block_code: str
    block_name: str
    unit_code: str
    unit_name: str
    short_name: str
    kind: str
    year: int
    at: Mapping[str, str] = field(default_factory=dict, compare=False)
    unsaid: frozenset[str] = frozenset()
    organiser: BlockOrganiser | None = None
