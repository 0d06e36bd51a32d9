"""Tệp quá trình khen thưởng: awards given before, as a workbook lists them and as they are kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from thidua.domain.dossier.award_history import OCCASION_WORDS, Occasion, PastAward
from thidua.domain.dossier.facts import Recipient

SUBJECT_CODE, AWARD, YEAR = "Mã", "Danh hiệu", "Năm"
DECISION, DAY, AUTHORITY, OCCASION = "Số quyết định", "Ngày", "Cơ quan", "Dịp khen"
AWARD_COLUMNS = (SUBJECT_CODE, AWARD, YEAR, DECISION, DAY, AUTHORITY, OCCASION)


@dataclass(frozen=True, slots=True)
class AwardRow:
    """Một dòng tệp quá trình khen thưởng; which award is meant is found in the law book.

    `unsaid` are the columns the file has not; what is stored of them stays.
    """

    subject: str
    award: str
    year: int
    decision: str = ""
    day: date | None = None
    authority: str = ""
    occasion: Occasion = Occasion.ANNUAL
    at: Mapping[str, str] = field(default_factory=dict, compare=False)
    unsaid: frozenset[str] = frozenset()

    def where(self, title: str) -> str:
        """Chỗ của ô, for findings."""
        return self.at.get(title, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedAward:
    """Lần khen đã ghi: `award` is its slug, or its name where the law book has none of it.

    `is_decided_here` tells one that came of a proposal from one that was brought in.
    """

    key: int
    recipient: Recipient
    subject: str
    award: str
    year: int
    decision: str = ""
    day: date | None = None
    authority: str = ""
    occasion: Occasion = Occasion.ANNUAL
    version: int = 1
    is_decided_here: bool = False

    @property
    def past(self) -> PastAward:
        """Như bộ luật xét nó."""
        return PastAward(
            award=self.award,
            year=self.year,
            decision=self.decision,
            day=self.day,
            authority=self.authority,
            occasion=self.occasion,
        )

    @property
    def stated(self) -> tuple[str, date | None, str, Occasion]:
        """Những gì được ghi về lần khen: which decision, when, whose, on what occasion."""
        return self.decision, self.day, self.authority, self.occasion

    def words(self, name: str) -> str:
        """Lần khen bằng lời, its award as the law book calls it."""
        return award_words(name, self.year, *self.stated)


def award_words(
    award: str, year: int, decision: str, day: date | None, authority: str, occasion: Occasion
) -> str:
    """Lần khen bằng lời: what, for which year, by which decision of whom."""
    said = [f"{award} năm {year}"]
    if decision:
        said.append(f"quyết định {decision}")
    if day is not None:
        said.append(f"ngày {day:%d/%m/%Y}")
    said += [authority] if authority else []
    said += [OCCASION_WORDS[occasion]] if occasion is not Occasion.ANNUAL else []
    return ", ".join(said)
