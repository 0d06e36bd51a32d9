"""Bản thảo giao ước: a covenant in the words of its workbook, before anything is understood."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from thidua.domain.ground.heading import Heading
from thidua.domain.ground.text import Written

SETTINGS_SHEET = "Giao ước"
CRITERIA_SHEET = "Tiêu chí"
RANKING_SHEET = "Xếp hạng"

CODE, TEXT, MAX_POINTS = "Mã", "Nội dung", "Điểm tối đa"
METHOD, PARAMETERS, SIGN = "Cách chấm", "Tham số", "Dấu"
EVIDENCE, GATE, CLAUSE = "Minh chứng", "Điều kiện chặn", "Căn cứ"
QUOTATION, NOTE, SOURCE = "Trích dẫn", "Ghi chú", "Nguồn số liệu"
CRITERIA_COLUMNS = (
    CODE, TEXT, MAX_POINTS, METHOD, PARAMETERS, SIGN, EVIDENCE, GATE, CLAUSE, QUOTATION,
    NOTE, SOURCE,
)  # fmt: skip
KIND, ORDER, CONTENT, VALUE = "Loại", "Thứ tự", "Nội dung", "Giá trị"
RANKING_COLUMNS = (KIND, ORDER, CONTENT, VALUE)


@dataclass(frozen=True, slots=True)
class SettingRow:
    """Một mục của trang Giao ước."""

    name: str
    value: Written
    at: str = ""


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """Một dòng của trang Tiêu chí; `at` tells where each column stands, for findings."""

    code: str
    text: str
    max_points: Written = None
    method: str = ""
    parameters: str = ""
    sign: str = ""
    evidence: str = ""
    gate: str = ""
    clause: str = ""
    note: str = ""
    quotation: str = ""
    source: str = ""
    at: Mapping[str, str] = field(default_factory=dict, compare=False)

    @property
    def is_group(self) -> bool:
        """Là nhóm: nothing says how it is scored."""
        return not self.method.strip()

    def place(self, column: str) -> str:
        """Chỗ ghi: the cell where there is one, else the code of the line."""
        return self.at.get(column) or (f"Mã {self.code}" if self.code else "")


@dataclass(frozen=True, slots=True)
class RankingRow:
    """Một dòng của trang Xếp hạng."""

    kind: str
    order: str
    content: str
    value: str
    at: Mapping[str, str] = field(default_factory=dict, compare=False)

    def place(self, column: str) -> str:
        """Chỗ ghi."""
        return self.at.get(column) or f"{self.kind} {self.order}".strip()


@dataclass(frozen=True, slots=True)
class CovenantDraft:
    """Bản thảo giao ước: the three sheets of its workbook.

    `headings` are those of its tables by the name of the sheet, where it came from a workbook.
    """

    settings: tuple[SettingRow, ...]
    criteria: tuple[CriterionRow, ...]
    ranking: tuple[RankingRow, ...] = ()
    headings: Mapping[str, Heading] = field(default_factory=dict, compare=False)
