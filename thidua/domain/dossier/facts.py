"""Dữ kiện: what can be known about a nominee, with its type, its unit and its words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from thidua.domain.ground.points import vi_number

FactValue = Decimal | bool | str | date
"""Giá trị của một dữ kiện: a number, có/không, the code of a word or a text, a day."""

YES, NO = "có", "không"


class Recipient(StrEnum):
    """Đối tượng khen thưởng: a collective or an individual."""

    COLLECTIVE = "collective"
    INDIVIDUAL = "individual"


RECIPIENT_WORDS = {Recipient.COLLECTIVE: "tập thể", Recipient.INDIVIDUAL: "cá nhân"}
EVERYBODY = frozenset(Recipient)


class FactType(StrEnum):
    """Kiểu dữ kiện: whole number, number, percent, yes or no, one of a list, day, text."""

    COUNT = "count"
    NUMBER = "number"
    PERCENT = "percent"
    YES_NO = "yes_no"
    CHOICE = "choice"
    DATE = "date"
    TEXT = "text"


FACT_TYPE_WORDS = {
    FactType.COUNT: "số nguyên",
    FactType.NUMBER: "số",
    FactType.PERCENT: "tỷ lệ phần trăm",
    FactType.YES_NO: "có hoặc không",
    FactType.CHOICE: "một trong danh sách",
    FactType.DATE: "ngày",
    FactType.TEXT: "chữ",
}
NUMERIC = frozenset({FactType.COUNT, FactType.NUMBER, FactType.PERCENT})


@dataclass(frozen=True, slots=True)
class FactWord:
    """Từ chọn được: its code, what is shown, and other ways in which people write it."""

    code: str
    label: str
    spellings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FactKind:
    """Loại dữ kiện: one line of the catalogue.

    `yearly` facts hold for one year, others until they are stated anew. Words of an `ordered`
    list go from least to most. `computed` facts are filled by the program where it can. `assumed`
    stands where nothing was said about a year whose list was declared complete, for merits and
    faults that nobody states unless they exist; None means that silence is always missing data. A
    `setting` is a way of reading the law: its usual stands without any declaration. Of a `cited`
    fact «có» counts only with the document in its evidence.
    """

    code: str
    name: str
    type: FactType
    recipients: frozenset[Recipient]
    unit: str = ""
    yearly: bool = True
    words: tuple[FactWord, ...] = ()
    ordered: bool = False
    computed: bool = False
    assumed: FactValue | None = None
    setting: bool = False
    cited: bool = False

    def word(self, code: str) -> FactWord:
        """Từ có mã này."""
        return next(word for word in self.words if word.code == code)

    def text(self, value: FactValue | None) -> str | None:
        """Giá trị như người đọc thấy: «12 người», «83,3 %», «có»; None when missing."""
        if value is None:
            return None
        if isinstance(value, bool):
            return YES if value else NO
        if isinstance(value, Decimal):
            unit = "%" if self.type is FactType.PERCENT else self.unit
            return f"{vi_number(value)} {unit}".rstrip()
        if isinstance(value, date):
            return f"{value:%d/%m/%Y}"
        return self.word(value).label if self.words else value


@dataclass(frozen=True)
class Catalogue:
    """Danh mục dữ kiện, by code; the law book may add to the built-in one."""

    kinds: Mapping[str, FactKind] = field(default_factory=dict)

    def get(self, code: str) -> FactKind | None:
        """Dữ kiện có mã này; None when there is none."""
        return self.kinds.get(code)

    def __iter__(self) -> Iterator[FactKind]:
        """Lần lượt, in the order of the catalogue."""
        return iter(self.kinds.values())

    def for_recipient(self, recipient: Recipient) -> tuple[FactKind, ...]:
        """Dữ kiện của một loại đối tượng."""
        return tuple(kind for kind in self if recipient in kind.recipients)

    def with_kinds(self, kinds: Mapping[str, FactKind]) -> "Catalogue":
        """Danh mục thêm những dữ kiện này; one of the same code is replaced."""
        return Catalogue({**self.kinds, **kinds})


@dataclass(frozen=True, slots=True)
class Fact:
    """Dữ kiện đã có: its value, and the evidence by which an achievement is recognised again."""

    value: FactValue
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class NomineeFacts:
    """Dữ kiện của một đối tượng, by code and year; the year of a standing fact may be None."""

    stated: Mapping[tuple[str, int | None], Fact] = field(default_factory=dict)

    def of(self, kind: FactKind, year: int) -> Fact | None:
        """Dữ kiện của năm này; of a standing one the latest stated up to that year."""
        exact = self.stated.get((kind.code, year))
        if exact is not None or kind.yearly:
            return exact
        years = [at for code, at in self.stated if code == kind.code and at is not None]
        earlier = [at for at in years if at <= year]
        return self.stated.get((kind.code, max(earlier) if earlier else None))

    @property
    def years(self) -> frozenset[int]:
        """Những năm có dữ kiện."""
        return frozenset(year for _, year in self.stated if year is not None)
