"""Cột của sổ: what a cell of a register may hold, read with a sentence where it cannot."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from thidua.domain.dossier.facts import (
    EVERYBODY,
    FACT_TYPE_WORDS,
    FactKind,
    FactType,
    FactValue,
    FactWord,
)
from thidua.domain.dossier.reading import read_fact
from thidua.domain.ground.points import vi_number
from thidua.domain.ground.text import Written, length_fault

LONGEST_CELL = 2000
MILLIONS = "triệu đồng"
_FIRST_DAY = date(1990, 1, 1)
_MOST = Decimal(10) ** 15
_DONG, _WHOLE = Decimal(1_000_000), Decimal(100)


class Holds(StrEnum):
    """Ô giữ gì: plain content, or the code of a person, a place or a proposal of an award."""

    PLAIN = "plain"
    PERSON = "person"
    PLACE = "place"
    PROPOSAL = "proposal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """Một cột: its kind as that of a fact, and who says it.

    `settles` columns are filled by whoever settles the matter, a `secret` one is read by nobody
    else. `ahead` days may lie in the future. A `of_year` day lies in the year of the register, a
    `from_year` one not before it. The `hint` says what the kind of the cell does not.
    """

    kind: FactKind
    required: bool = False
    holds: Holds = Holds.PLAIN
    ahead: bool = False
    settles: bool = False
    secret: bool = False
    of_year: bool = False
    from_year: bool = False
    hint: str = ""

    @property
    def code(self) -> str:
        """Mã."""
        return self.kind.code

    @property
    def title(self) -> str:
        """Tiêu đề, on the screen and in a workbook."""
        return self.kind.name

    @property
    def help(self) -> str:
        """Ghi gì vào ô, bằng lời."""
        unit = f", {self.kind.unit}" if self.kind.unit else ""
        said = f"{FACT_TYPE_WORDS[self.kind.type]}{unit}"
        return f"{said}; {self.hint}" if self.hint else said

    def read(self, written: Written | date, today: date) -> tuple[FactValue | None, str]:
        """Đọc một ô: its value and no words, or None and what is wrong with it."""
        value, findings = read_fact(self.kind, written)
        if findings:
            return None, findings[0].message.partition("»: ")[2]
        return (None, fault) if (fault := self._fault(value, today)) else (value, "")

    def _fault(self, value: FactValue | None, today: date) -> str:
        if isinstance(value, date):
            return self._day_fault(value, today)
        if isinstance(value, str):
            return length_fault(value, LONGEST_CELL) or ""
        if isinstance(value, Decimal):
            return self._number_fault(value)
        return ""

    def _day_fault(self, day: date, today: date) -> str:
        if day < _FIRST_DAY:
            return f"ngày {day:%d/%m/%Y} trước năm 1990; hãy kiểm tra lại"
        if day > today and not self.ahead:
            return f"ngày {day:%d/%m/%Y} chưa tới; chỉ ghi việc đã có"
        return ""

    def year_fault(self, value: FactValue | None, year: int) -> str:
        """Ngày của năm khác; empty where it may stand in the register of this year."""
        if not isinstance(value, date) or value.year == year:
            return ""
        if self.of_year or (self.from_year and value.year < year):
            return f"ngày {value:%d/%m/%Y} không thuộc sổ năm {year}; ghi ở sổ năm {value.year}"
        return ""

    def _number_fault(self, value: Decimal) -> str:
        if self.kind.unit == MILLIONS and value >= _DONG:
            meant = vi_number(value / _DONG)
            return f"ghi bằng triệu đồng: có phải {meant} triệu đồng? ghi {meant}"
        if self.kind.type is FactType.PERCENT and value > _WHOLE:
            return "không quá 100 %"
        return "số quá lớn; hãy kiểm tra lại" if value > _MOST else ""


def text(code: str, title: str, *, required: bool = False) -> Column:
    """Cột chữ."""
    return Column(kind=FactKind(code, title, FactType.TEXT, EVERYBODY), required=required)


def day(code: str, title: str, *, required: bool = False, ahead: bool = False) -> Column:
    """Cột ngày."""
    kind = FactKind(code, title, FactType.DATE, EVERYBODY)
    return Column(kind=kind, required=required, ahead=ahead)


def day_of_year(code: str, title: str) -> Column:
    """Cột ngày mà việc của năm ấy có."""
    return replace(day(code, title, required=True), of_year=True)


def count(code: str, title: str, unit: str = "") -> Column:
    """Cột số đếm."""
    return Column(kind=FactKind(code, title, FactType.COUNT, EVERYBODY, unit))


def number(code: str, title: str, unit: str = "", *, required: bool = False) -> Column:
    """Cột số."""
    return Column(kind=FactKind(code, title, FactType.NUMBER, EVERYBODY, unit), required=required)


def place(code: str, title: str) -> Column:
    """Cột địa bàn, which is always asked."""
    kind = FactKind(code, title, FactType.TEXT, EVERYBODY)
    return Column(kind=kind, required=True, holds=Holds.PLACE)


def yes_no(code: str, title: str) -> Column:
    """Cột có hoặc không."""
    return Column(kind=FactKind(code, title, FactType.YES_NO, EVERYBODY))


def choice(
    code: str, title: str, words: Sequence[FactWord | str], *, required: bool = False
) -> Column:
    """Cột chọn một trong danh sách; a word alone is its own code."""
    known = tuple(one if isinstance(one, FactWord) else FactWord(one, one) for one in words)
    kind = FactKind(code, title, FactType.CHOICE, EVERYBODY, words=known)
    return Column(kind=kind, required=required)
