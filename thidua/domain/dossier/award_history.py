"""Quá trình khen thưởng: what somebody was awarded before, and what has already been used."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Occasion(StrEnum):
    """Dịp khen: for the year's work, or at the review of one movement."""

    ANNUAL = "annual"
    THEMATIC = "thematic"


OCCASION_WORDS = {Occasion.ANNUAL: "hằng năm", Occasion.THEMATIC: "theo chuyên đề"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PastAward:
    """Một lần khen thưởng: `award` is the slug, `year` the year whose work was rewarded."""

    award: str
    year: int
    decision: str = ""
    day: date | None = None
    authority: str = ""
    occasion: Occasion = Occasion.ANNUAL


@dataclass(frozen=True, slots=True)
class AwardHistory:
    """Quá trình khen thưởng của một đối tượng.

    Only where somebody stated that the list is complete was an award that is not in it never
    given; otherwise what it does not say is missing data.
    """

    awards: tuple[PastAward, ...] = ()
    is_complete: bool = False

    def given(self, slugs: Iterable[str], occasion: Occasion | None = None) -> list[PastAward]:
        """Các lần được tặng một trong những hình thức này, the earliest first."""
        asked = set(slugs)
        found = [
            award
            for award in self.awards
            if award.award in asked and occasion in (None, award.occasion)
        ]
        return sorted(found, key=lambda award: (award.year, award.award, award.decision))


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedAchievement:
    """Thành tích đã dùng: a fact or an award of one year, and what it was already used for.

    `what` is the code of a fact or the slug of an award. Where the evidence of both is known,
    only the same evidence is the same achievement.
    """

    what: str
    year: int
    for_award: str
    for_year: int
    evidence: str = ""

    def is_of(self, what: str, year: int, evidence: str) -> bool:
        """Chính là thành tích này; number and scope of initiatives tell of the same ones."""
        if self.what != what:
            is_initiative = {self.what, what} <= _OF_INITIATIVES
            return is_initiative and bool(_names(self.evidence) & _names(evidence))
        if self.evidence and evidence:
            return self.evidence == evidence
        return self.year == year


_OF_INITIATIVES = frozenset({"so_sang_kien", "sang_kien_cap"})


def _names(evidence: str) -> frozenset[str]:
    """Các mã trong minh chứng."""
    return frozenset(filter(None, evidence.split("; ")))
