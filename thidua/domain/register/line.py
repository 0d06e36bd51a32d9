"""Dòng sổ: one version of one row of a register, and how far it is believed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from thidua.domain.dossier.fact_file import kept_fact, value_text
from thidua.domain.dossier.facts import FactKind, FactValue

Values = Mapping[str, FactValue]
"""Các ô có nội dung, by the code of their column."""

RowKey = tuple[str, str, str]
"""Khóa của một dòng: unit, code, and what tells rows of one code apart."""


class RowState(StrEnum):
    """Trạng thái của dòng: drafted, confirmed by a second person, or withdrawn."""

    DRAFT = "draft"
    CONFIRMED = "confirmed"
    WITHDRAWN = "withdrawn"


ROW_STATE_WORDS = {
    RowState.DRAFT: "nháp",
    RowState.CONFIRMED: "đã xác nhận",
    RowState.WITHDRAWN: "đã rút",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterLine:
    """Một dòng sổ: what it says, in which state, and who wrote and confirmed it.

    `secret` is empty for whoever may not read it.
    """

    unit: str
    year: int
    code: str
    part: str = ""
    values: Values = field(default_factory=dict)
    secret: str = ""
    programme: str = ""
    evidence: str = ""
    note: str = ""
    state: RowState = RowState.DRAFT
    version: int = 0
    reason: str = ""
    entered_by: str = ""
    entered_at: datetime | None = None
    confirmed_by: str = ""
    confirmed_at: datetime | None = None

    @property
    def key(self) -> RowKey:
        """Khóa."""
        return self.unit, self.code, self.part

    @property
    def said(self) -> tuple[object, ...]:
        """Những gì dòng nói, whoever wrote it and whatever became of it."""
        return dict(self.values), self.secret, self.programme, self.evidence, self.note

    @property
    def stands(self) -> bool:
        """Còn trong sổ: not withdrawn."""
        return self.state is not RowState.WITHDRAWN

    @property
    def is_confirmed(self) -> bool:
        """Đã xác nhận."""
        return self.state is RowState.CONFIRMED


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterClosing:
    """Lần khóa sổ: whether a unit said that the register of a year is complete, and since when."""

    unit: str
    year: int
    is_closed: bool
    version: int
    day: date
    by: str
    reason: str = ""


def in_order(line: RegisterLine) -> tuple[str, str, int, str, str]:
    """Thứ tự các dòng: by unit and code, numbers at its end as numbers."""
    stem, dash, number = line.code.rpartition("-")
    is_numbered = bool(dash) and number.isdecimal()
    place = (stem, int(number)) if is_numbered else (line.code, 0)
    return line.unit, *place, line.code, line.part


def content_text(values: Values) -> str:
    """Các ô thành chữ, the same text for the same values."""
    kept = {code: value_text(value) for code, value in values.items()}
    return json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def content_values(content: str, kinds: Mapping[str, FactKind]) -> dict[str, FactValue]:
    """Các ô từ chữ đã lưu; what the register of today does not understand is left out."""
    found: dict[str, FactValue] = {}
    for code, said in json.loads(content).items():
        fact = None if code not in kinds else kept_fact(kinds[code], said)
        if fact is not None:
            found[code] = fact.value
    return found
