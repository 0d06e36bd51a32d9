"""Chương trình khen thưởng của một phong trào: groups, conditions, limits, deadlines, papers."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from thidua.domain.dossier.award_history import Occasion
from thidua.domain.dossier.facts import FactKind, Recipient
from thidua.domain.law.law import Citation, Requirement
from thidua.domain.law.quota import Limit


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeGroup:
    """Nhóm đối tượng: its conditions, the award it may get, and how many; no limit is None."""

    code: str
    name: str
    award: str
    recipients: frozenset[Recipient]
    requirements: tuple[Requirement, ...]
    citation: Citation
    limit: Limit | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaderLimit:
    """Tỷ lệ lãnh đạo: at most this share of those in `groups`; `choices` are the other readings.

    A reading is the list of groups that make up the denominator, under its own code.
    """

    code: str
    text: str
    fact: FactKind
    share: Fraction
    groups: tuple[str, ...]
    citation: Citation
    choices: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def with_reading(self, choice: str) -> tuple[str, ...]:
        """Mẫu số theo cách hiểu này; the ordinary one where none, or an unknown one, is chosen."""
        return dict(self.choices).get(choice, self.groups)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """Thời hạn: a day of every year, or of one; only the year may be known."""

    code: str
    text: str
    day: int | None = None
    month: int | None = None
    year: int | None = None

    def on(self, year: int) -> date | None:
        """Ngày của thời hạn trong năm này; None in other years and where the day is not said."""
        if self.day is None or self.month is None or self.year not in (None, year):
            return None
        return date(year, self.month, self.day)

    def words(self) -> str:
        """Bằng lời: «20/03 hằng năm», «tháng 7/2022», «năm 2023»; empty where nothing is said."""
        if self.month is None:
            return "" if self.year is None else f"năm {self.year}"
        day = f"tháng {self.month}" if self.day is None else f"{self.day:02}/{self.month:02}"
        return f"{day} hằng năm" if self.year is None else f"{day}/{self.year}"


@dataclass(frozen=True, slots=True)
class Target:
    """Mục tiêu của phong trào: what is to be reached by a year, as the plan writes it."""

    code: str
    text: str
    amount: str
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """Chương trình khen thưởng, whole."""

    code: str
    name: str
    citation: Citation
    first_year: int
    last_year: int
    groups: tuple[ProgrammeGroup, ...]
    occasion: Occasion = Occasion.THEMATIC
    leader_limits: tuple[LeaderLimit, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    dossier: tuple[str, ...] = ()
    duties: tuple[str, ...] = ()
    targets: tuple[Target, ...] = ()

    def group(self, code: str) -> ProgrammeGroup | None:
        """Nhóm đối tượng có mã này."""
        return next((group for group in self.groups if group.code == code), None)


def denominator_words(programme: Programme, limit: LeaderLimit, reading: str) -> str:
    """Mẫu số bằng lời: «cá nhân đề nghị ở nhóm 1.5.1, 1.5.2»."""
    codes = [group.code for group in programme.groups if group.code in limit.with_reading(reading)]
    return f"mẫu số: cá nhân đề nghị ở nhóm {', '.join(codes)}"
