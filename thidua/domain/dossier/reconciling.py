"""Đối chiếu quá trình khen thưởng: what is kept here beside a list that somebody else keeps."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from thidua.domain.ground.finding import Finding


class Agreement(StrEnum):
    """Kết quả đối chiếu một lần khen."""

    AGREES = "agrees"
    DIFFERS = "differs"
    ONLY_THERE = "only_there"
    ONLY_HERE = "only_here"


AGREEMENT_WORDS = {
    Agreement.DIFFERS: "khác nhau",
    Agreement.ONLY_THERE: "chỉ có ở danh sách ngoài",
    Agreement.ONLY_HERE: "chỉ có ở đây",
    Agreement.AGREES: "khớp",
}
"""Kết quả đối chiếu bằng chữ, what needs a look first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedAward:
    """Một lần khen được đối chiếu: how it is said here and there, and what differs.

    `row` is that of the list, None for what it has not; `takes` says that taking it over completes
    or adds, where it would not, both sides are to be looked at by a person.
    """

    agreement: Agreement
    subject: str
    name: str
    award: str
    year: int
    here: str = ""
    there: str = ""
    differs: tuple[str, ...] = ()
    row: int | None = None
    takes: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciliation:
    """Bảng đối chiếu, over the years that the list has something of; None for an empty list."""

    lines: tuple[ComparedAward, ...] = ()
    years: tuple[int, int] | None = None
    findings: tuple[Finding, ...] = ()

    def count(self, agreement: Agreement) -> int:
        """Số lần khen có kết quả này."""
        return Counter(one.agreement for one in self.lines)[agreement]

    def words(self) -> str:
        """Bằng một câu: over which years, how many of each."""
        if self.years is None:
            return "Danh sách không có dòng nào đọc được."
        first, last = self.years
        over = f"năm {first}" if first == last else f"các năm {first}–{last}"
        said = ", ".join(f"{word} {self.count(one)}" for one, word in AGREEMENT_WORDS.items())
        return f"Đối chiếu {over}: {said}."

    @property
    def to_take(self) -> tuple[ComparedAward, ...]:
        """Những dòng có thể lấy về."""
        return tuple(one for one in self.lines if one.takes)
