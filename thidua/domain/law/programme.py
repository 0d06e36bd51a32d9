"""Chương trình khen thưởng của một phong trào: groups, conditions, limits, deadlines, papers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TypeVar

from thidua.domain.dossier.award_history import Occasion
from thidua.domain.dossier.facts import FactKind, Recipient
from thidua.domain.law.law import Citation, LawDocument, Requirement
from thidua.domain.law.quota import DecidedLimit, FixedLimit, Limit
from thidua.domain.movement.deadline import Deadline
from thidua.domain.movement.plan import (
    AwardRound,
    DossierPaper,
    MovementKind,
    Phase,
    PlanForm,
    PlanTask,
    Reach,
    ReportDuty,
    RoadStep,
)
from thidua.domain.movement.reading import PlanReading, as_read
from thidua.domain.movement.target import Target
from thidua.domain.period.unit_kind import unit_kind

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeGroup:
    """Nhóm đối tượng: its conditions, the award it may get, and how many; no limit is None.

    `kinds` are the kinds of unit it takes, any where it names none. `forms` are the other awards
    the plan names for it, judged by the general law. `prefer` is encouraged and no condition.
    """

    code: str
    name: str
    award: str
    recipients: frozenset[Recipient]
    requirements: tuple[Requirement, ...]
    citation: Citation
    limit: Limit | None = None
    note: str = ""
    kinds: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    prefer: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()
    readings: tuple[PlanReading["ProgrammeGroup"], ...] = ()

    @property
    def limit_words(self) -> str:
        """Hạn mức bằng lời."""
        if self.limit is None:
            return "không giới hạn"
        if isinstance(self.limit, FixedLimit):
            return f"không quá {self.limit.most}"
        return "tính theo bảng hạn mức"

    def takes(self, kind: str) -> bool:
        """Nhận đơn vị thuộc loại này."""
        return not self.kinds or unit_kind(kind) in map(unit_kind, self.kinds)


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
class Programme:
    """Chương trình khen thưởng, whole: the plan of a movement as its document writes it.

    It runs from `first_year` to `last_year`; years before its document was in force are not judged.
    """

    code: str
    name: str
    citation: Citation
    first_year: int
    last_year: int
    groups: tuple[ProgrammeGroup, ...]
    occasion: Occasion = Occasion.THEMATIC
    leader_limits: tuple[LeaderLimit, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    dossier: tuple[DossierPaper, ...] = ()
    duties: tuple[str, ...] = ()
    targets: tuple[Target, ...] = ()
    kind: MovementKind | None = None
    theme: str = ""
    part_of: str = ""
    goes_with: tuple[str, ...] = ()
    bases: tuple[LawDocument, ...] = ()
    reach: Reach = Reach.EVERYBODY
    phases: tuple[Phase, ...] = ()
    rounds: tuple[AwardRound, ...] = ()
    forms: tuple[PlanForm, ...] = ()
    steps: tuple[RoadStep, ...] = ()
    reports: tuple[ReportDuty, ...] = ()
    tasks: tuple[PlanTask, ...] = ()
    tie_breaks: tuple[str, ...] = ()
    note: str = ""

    def group(self, code: str) -> ProgrammeGroup | None:
        """Nhóm đối tượng có mã này."""
        return next((group for group in self.groups if group.code == code), None)

    def round_of(self, code: str, year: int | None = None) -> AwardRound | None:
        """Đợt khen có mã này, of that year where one is asked."""
        return next(
            (
                one
                for one in self.rounds
                if one.code == code and (year is None or one.first_year <= year <= one.last_year)
            ),
            None,
        )

    def further_rounds(self, year: int) -> tuple[AwardRound, ...]:
        """Các đợt khác đợt hằng năm trong năm này."""
        return tuple(
            one
            for one in self.rounds
            if not one.is_ordinary and one.first_year <= year <= one.last_year
        )

    def in_round(self, code: str) -> "Programme":
        """Chương trình trong một đợt: whose limits wait for a later document where it says so.

        Neither the yearly share of leaders nor a yearly deadline says anything of such a round.
        """
        found = self.round_of(code)
        if found is None or not found.is_undecided:
            return self
        groups = tuple(replace(one, limit=DecidedLimit()) for one in self.groups)
        deadlines = tuple(one for one in self.deadlines if one.year is not None)
        return replace(self, groups=groups, leader_limits=(), deadlines=deadlines)

    @property
    def is_only_named(self) -> bool:
        """Chỉ được nêu tên trong một phong trào khác, with nothing stated of its own."""
        return bool(self.part_of) and not (self.groups or self.tasks or self.targets)

    @property
    def years(self) -> range:
        """Các năm của phong trào."""
        return range(self.first_year, self.last_year + 1)

    @property
    def first_judged(self) -> int:
        """Năm đầu được xét: no year before that of its document."""
        return max(self.first_year, self.citation.span.start.year)

    def readable(self) -> Iterator["Readable"]:
        """Những chỗ có nhiều cách hiểu, in the order of the plan."""
        for group in self.groups:
            if group.readings:
                yield Readable(group.code, group.name, _named(group.readings))
            for rule in group.requirements:
                if rule.readings:
                    yield Readable(rule.code, rule.text, _named(rule.readings))
        for limit in self.leader_limits:
            if limit.choices:
                words = {one: denominator_words(self, limit, one) for one, _ in limit.choices}
                yield Readable(limit.code, limit.text, words)
        for target in self.targets:
            if target.readings:
                yield Readable(target.code, target.text, _named(target.readings))
        for deadline in self.deadlines:
            if deadline.readings:
                yield Readable(deadline.code, deadline.text, _named(deadline.readings))

    def as_read(self, chosen: Mapping[str, str]) -> "Programme":
        """Chương trình theo những cách hiểu đã chọn, each by the code of what it reads."""
        if not chosen:
            return self
        groups = [as_read(one, one.readings, chosen, one.code) for one in self.groups]
        return replace(
            self,
            groups=tuple(
                replace(
                    group,
                    requirements=tuple(
                        as_read(one, one.readings, chosen, one.code) for one in group.requirements
                    ),
                )
                for group in groups
            ),
            targets=tuple(as_read(one, one.readings, chosen, one.code) for one in self.targets),
            deadlines=tuple(as_read(one, one.readings, chosen, one.code) for one in self.deadlines),
        )


@dataclass(frozen=True, slots=True)
class Readable:
    """Chỗ có nhiều cách hiểu: its code, its text, and the words of each other reading by code."""

    code: str
    text: str
    choices: Mapping[str, str]


def _named(readings: tuple[PlanReading[T], ...]) -> dict[str, str]:
    return {one.code: one.text for one in readings}


def denominator_words(programme: Programme, limit: LeaderLimit, reading: str) -> str:
    """Mẫu số bằng lời: «cá nhân đề nghị ở nhóm 1.5.1, 1.5.2»."""
    codes = [group.code for group in programme.groups if group.code in limit.with_reading(reading)]
    return f"mẫu số: cá nhân đề nghị ở nhóm {', '.join(codes)}"
