"""Tệp dữ kiện: what is stated about units and people, as a workbook lists it and as it is kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from thidua.domain.dossier.facts import (
    EVERYBODY,
    NO,
    YES,
    Catalogue,
    Fact,
    FactKind,
    FactType,
    FactValue,
    Recipient,
)
from thidua.domain.dossier.reading import read_fact
from thidua.domain.ground.text import Written, folded, without_marks

SUBJECT_CODE, FACT, YEAR, VALUE, EVIDENCE = "Mã", "Dữ kiện", "Năm", "Giá trị", "Minh chứng"
FACT_COLUMNS = (SUBJECT_CODE, FACT, YEAR, VALUE, EVIDENCE)

LIST_COMPLETE = FactKind(
    "da_khai_du_khen_thuong",
    "Đã khai đủ các lần khen thưởng",
    FactType.YES_NO,
    EVERYBODY,
    yearly=False,
)
"""Người khai nói rằng danh sách đã đủ: an award that is not in it was never given."""

YEAR_COMPLETE = FactKind(
    "da_khai_du_nam",
    "Đã khai đủ khen thưởng, thành tích, kỷ luật của năm",
    FactType.YES_NO,
    EVERYBODY,
)
"""Danh sách của một năm đã đủ: what nobody stated of that year was not there."""

PROGRAMME_GROUP = FactKind(
    "nhom_doi_tuong",
    "Nhóm đối tượng của phong trào",
    FactType.TEXT,
    EVERYBODY,
    yearly=False,
)
"""Nhóm của phong trào mà đối tượng thuộc về, by its code; without it every group is looked at."""


def declared_years(stated: Mapping[tuple[str, int | None], Fact]) -> frozenset[int]:
    """Những năm mà danh sách được khai là đủ."""
    return frozenset(
        year
        for (code, year), fact in stated.items()
        if code == YEAR_COMPLETE.code and year is not None and fact.value is True
    )


DOSSIER_KINDS = {kind.code: kind for kind in (LIST_COMPLETE, YEAR_COMPLETE, PROGRAMME_GROUP)}
"""Dữ kiện về chính hồ sơ, beside those that the law asks about."""


@dataclass(frozen=True, slots=True)
class FactRow:
    """Một dòng tệp dữ kiện, its value as written; which fact it is, is found in the catalogue.

    `unsaid` are the columns the file has not; what is stored of them stays.
    """

    subject: str
    fact: str
    year: int | None
    value: Written
    evidence: str = ""
    at: Mapping[str, str] = field(default_factory=dict, compare=False)
    unsaid: frozenset[str] = frozenset()

    def where(self, title: str) -> str:
        """Chỗ của ô, for findings."""
        return self.at.get(title, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedFact:
    """Dữ kiện đã ghi: one version of it, its value as exact text."""

    recipient: Recipient
    subject: str
    code: str
    year: int | None
    value: str
    evidence: str = ""
    version: int = 1
    stated_by: str = ""
    stated_at: datetime | None = None

    @property
    def key(self) -> "FactKey":
        """Khóa: of whom, which, when."""
        return self.recipient, self.subject, self.code, self.year

    @property
    def said(self) -> tuple[str, str]:
        """Những gì được khai: the value and its evidence."""
        return self.value, self.evidence


FactKey = tuple[Recipient, str, str, int | None]


def fact_year(year: int | None) -> str:
    """Năm của dữ kiện bằng lời."""
    return "mọi năm" if year is None else f"năm {year}"


def kinds_named(catalogue: Catalogue, name: str) -> list[FactKind]:
    """Dữ kiện có mã hoặc tên này; several where two bear one name."""
    found = catalogue.get(name.strip().casefold())
    if found is not None:
        return [found]
    asked = folded(name)
    same = [kind for kind in catalogue if folded(kind.name) == asked]
    return same or [
        kind for kind in catalogue if without_marks(folded(kind.name)) == without_marks(asked)
    ]


def value_text(value: FactValue) -> str:
    """Giá trị thành chữ chính xác, as it is kept."""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, Decimal):
        digits = f"{value:f}"
        return digits.rstrip("0").rstrip(".") if "." in digits else digits
    return value.isoformat() if isinstance(value, date) else value


def fact_words(kind: FactKind | None, value: str, evidence: str) -> str:
    """Giá trị đã lưu bằng lời, with its evidence; as it is kept where no kind understands it."""
    fact = None if kind is None else kept_fact(kind, value)
    said = value if kind is None or fact is None else kind.text(fact.value) or value
    return f"{said} (minh chứng: {evidence})" if evidence else said


def kept_fact(kind: FactKind, text: str, evidence: str = "") -> Fact | None:
    """Dữ kiện từ chữ đã lưu; None where the catalogue of today no longer understands it."""
    if kind.type is FactType.TEXT:
        return Fact(text, evidence)
    is_number = kind.type in (FactType.COUNT, FactType.NUMBER, FactType.PERCENT)
    value, findings = read_fact(kind, Decimal(text) if is_number and _is_plain(text) else text)
    return None if findings or value is None else Fact(value, evidence)


def _is_plain(text: str) -> bool:
    return text.replace(".", "", 1).isdecimal() and text.isascii()
