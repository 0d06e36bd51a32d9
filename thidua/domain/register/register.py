"""Loại sổ: the one descriptor that says what a register holds, checks, counts and proves."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from thidua.domain.access.permissions import Permission
from thidua.domain.dossier.facts import FactValue
from thidua.domain.register.column import Column, Holds
from thidua.domain.register.line import RegisterLine, Values

CellFault = tuple[str, str]
"""Chỗ sai: the code of the column, or of the rows of one code, and the sentence."""

CODE, YEAR, UNIT = "Mã", "Năm", "Mã đơn vị"
PROGRAMME, EVIDENCE, NOTE = "Mã phong trào", "Minh chứng", "Ghi chú"
BEFORE, AFTER = (CODE, YEAR, UNIT), (PROGRAMME, EVIDENCE, NOTE)
"""Cột chung của mọi sổ, before and after its own."""

KEPT_REASON = "lý do ghi trong sổ"
"""Lý do của sổ kín, which stands with its contents: it may name who sent the matter."""

Lines = Sequence[RegisterLine]


def no_faults(_values: Values, _evidence: str) -> Iterable[CellFault]:
    """Không kiểm tra gì thêm."""
    return ()


def nothing_together(_lines: Lines) -> Iterable[CellFault]:
    """Không kiểm tra gì giữa các dòng."""
    return ()


def may_be_confirmed(_values: Values) -> Iterable[CellFault]:
    """Không đòi gì thêm lúc xác nhận."""
    return ()


def exports_all(_values: Values) -> bool:
    """Mọi dòng được xuất."""
    return True


@dataclass(frozen=True, slots=True)
class RegisterNumber:
    """Một số của sổ: what is counted, and how many."""

    name: str
    value: Decimal
    unit: str = ""


class Among(StrEnum):
    """Trong những dòng nào: all, those at a place with a trait, those where the unit pledged."""

    ALL = "all"
    HARD = "hard"
    PLEDGED = "pledged"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterFact:
    """Dữ kiện mà sổ cho về một người hay một đơn vị: found in the rows of a year, and what an empty
    year says.

    `of` says the value with the rows that show it, nothing where none does; `weight` orders values.
    What `counts` rows is shown by all of them together. Only rows `among` these are looked at.
    """

    code: str
    absent: FactValue
    of: Callable[[Lines], tuple[FactValue, tuple[RegisterLine, ...]] | None]
    weight: Callable[[FactValue], Decimal]
    words: Mapping[str, str] = field(default_factory=dict)
    counts: bool = False
    among: Among = Among.ALL

    def said(self, value: FactValue) -> str:
        """Giá trị bằng chữ."""
        return self.words.get(str(value), str(value))


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """Một sổ.

    `noun` is what its rows are called and `prefix` begins the codes that are given to them; `about`
    is the column that names a row; `key` the one by which rows of one code differ. `check` looks at
    one row, `together` at all that stand in a unit and year; rows of one `twin` are one matter,
    whatever the code and the unit, `twin_words` say of what. `ready` is what a row must have to be
    confirmed. `facts` are about people, `unit_facts` about the unit that keeps the rows. Where
    `of_movement`, each row is of a movement. `view` is the right to see it and `settle` that to say
    how a matter ended.
    """

    code: str
    name: str
    noun: str
    prefix: str
    columns: tuple[Column, ...]
    about: str
    key: str = ""
    check: Callable[[Values, str], Iterable[CellFault]] = no_faults
    together: Callable[[Lines], Iterable[CellFault]] = nothing_together
    twin: Callable[[RegisterLine], str] | None = None
    twin_words: str = "trùng tên và tác giả"
    ready: Callable[[Values], Iterable[CellFault]] = may_be_confirmed
    numbers: Callable[[Lines, date], Sequence[RegisterNumber]]
    facts: tuple[RegisterFact, ...] = ()
    unit_facts: tuple[RegisterFact, ...] = ()
    of_movement: bool = False
    view: Permission = Permission.VIEW_REGISTERS
    settle: Permission | None = None
    exported: Callable[[Values], bool] = exports_all
    kept_back: str = ""

    @property
    def titles(self) -> tuple[str, ...]:
        """Tiêu đề các cột, in the order of a workbook."""
        return (*BEFORE, *(one.title for one in self.columns), *AFTER)

    @property
    def required(self) -> tuple[str, ...]:
        """Cột bắt buộc of a workbook."""
        own = [one.title for one in self.columns if one.required]
        return (YEAR, UNIT, *own, *((PROGRAMME,) if self.of_movement else ()))

    @property
    def is_hidden(self) -> bool:
        """Ít người được đọc: its rows stay out of the record that many read."""
        return self.settle is not None

    def recorded_reason(self, reason: str) -> str:
        """Lý do như nhật ký giữ: of a hidden register that there is one, since many read it."""
        return KEPT_REASON if reason and self.is_hidden else reason

    @property
    def is_of_people(self) -> bool:
        """Mỗi dòng là của một người, whose code tells rows of one code apart."""
        return bool(self.key) and self.column(self.key).holds is Holds.PERSON

    @property
    def compares_rows(self) -> bool:
        """Có dòng phải khớp với dòng khác."""
        return self.twin is not None or self.together is not nothing_together

    @property
    def place(self) -> Column | None:
        """Cột nói dòng ở địa bàn nào."""
        return next((one for one in self.columns if one.holds is Holds.PLACE), None)

    @property
    def own_day(self) -> Column | None:
        """Cột ngày của việc, which lies in the year of the register."""
        return next((one for one in self.columns if one.of_year), None)

    @property
    def secret(self) -> Column | None:
        """Cột chỉ người giải quyết được xem."""
        return next((one for one in self.columns if one.secret), None)

    def column(self, code: str) -> Column:
        """Cột có mã này."""
        return next(one for one in self.columns if one.code == code)

    def title_of(self, line: RegisterLine) -> str:
        """Tên một dòng, as a person would call it."""
        said = line.values.get(self.about)
        named = "" if said is None else self.column(self.about).kind.text(said) or ""
        part = f" · {line.part}" if line.part else ""
        return f"{line.code}{part}: {named}" if named else f"{line.code}{part}"

    def faults(self, values: Values, evidence: str) -> list[CellFault]:
        """Chỗ sai của một dòng đã đọc: what is missing, then what does not go together."""
        missing = [
            (one.code, f"thiếu «{one.title}»")
            for one in self.columns
            if one.required and one.code not in values
        ]
        return [*missing, *self.check(values, evidence)]

    def year_faults(self, values: Values, year: int) -> list[CellFault]:
        """Ngày không thuộc sổ của năm này."""
        told = [(one.code, one.year_fault(values.get(one.code), year)) for one in self.columns]
        return [(code, fault) for code, fault in told if fault]

    def twins(self, lines: Lines) -> list[tuple[RegisterLine, RegisterLine]]:
        """Các dòng của một việc mang hai mã, each beside the first that has it."""
        if self.twin is None:
            return []
        first: dict[str, RegisterLine] = {}
        beside = [(one, first.setdefault(self.twin(one), one)) for one in lines]
        return [(one, known) for one, known in beside if one.key[:2] != known.key[:2]]


def read_row(
    register: Register, written: Mapping[str, object], today: date
) -> tuple[dict[str, FactValue], list[CellFault]]:
    """Đọc các ô của một dòng, by the code of their column."""
    values: dict[str, FactValue] = {}
    faults: list[CellFault] = []
    for column in register.columns:
        cell = written.get(column.code)
        if not isinstance(cell, str | Decimal | date):
            continue
        value, fault = column.read(cell, today)
        if fault:
            faults.append((column.code, fault))
        elif value is not None:
            values[column.code] = value
    return values, faults
