"""Giao ước thi đua: what a block signed — criteria, points, ceilings, ties, bands and awards."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from thidua.domain.covenant.bands import Band
from thidua.domain.covenant.gates import Gate
from thidua.domain.covenant.number_source import NumberSource
from thidua.domain.ground.points import ZERO, Scale, vi_number
from thidua.domain.period.part import WHOLE_YEAR, YearPart
from thidua.domain.rules import Rule
from thidua.domain.rules.bonus import bonus_words, total_with
from thidua.domain.rules.bounds import Bound
from thidua.domain.rules.once import Once


class Sign(StrEnum):
    """Dấu: whether points count as base, as a bonus outside the base maximum, or against."""

    BASE = "base"
    BONUS = "bonus"
    DEDUCTION = "deduction"


class NotAssigned(StrEnum):
    """Điểm không giao: how totals treat a criterion that was not assigned to a unit."""

    RATIO = "ratio"
    FULL = "full"
    NOTHING = "nothing"


class Combining(StrEnum):
    """Cách tổng hợp điểm chấm chéo."""

    MEAN = "mean"
    MEDIAN = "median"
    TRIMMED_MEAN = "trimmed_mean"
    CHAIR = "chair"


class ScoreAndVote(StrEnum):
    """Điểm và phiếu: the score ranks and the vote confirms, or the vote ranks."""

    SCORE_THEN_VOTE = "score_then_vote"
    VOTE_RANKS = "vote_ranks"


class EvidenceNeed(StrEnum):
    """Khi nào phải có minh chứng."""

    NEVER = "never"
    ALWAYS = "always"
    ABOVE = "above"
    DIFFERS = "differs"
    ATTESTED = "attested"


@dataclass(frozen=True, slots=True)
class EvidencePolicy:
    """Minh chứng: when a line needs evidence; `above` is the threshold of «khi trên N điểm»."""

    need: EvidenceNeed = EvidenceNeed.NEVER
    above: Decimal = ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """Tiêu chí: a leaf that earns points by its rule."""

    code: str
    text: str
    max_points: Decimal
    rule: Rule
    sign: Sign = Sign.BASE
    evidence: EvidencePolicy = EvidencePolicy()
    gates: tuple[Gate, ...] = ()
    when_not_assigned: NotAssigned | None = None
    clause: str = ""
    note: str = ""
    quotation: str = ""
    source: NumberSource | None = None

    @property
    def most_points(self) -> Decimal | None:
        """Điểm cao nhất, with the line's own bonus; None where that has no limit."""
        return total_with(self.max_points, self.rule.own_bonus)

    def most_words(self) -> str:
        """Điểm tối đa bằng chữ, its bonus told apart: «3 + thưởng 2»."""
        return f"{vi_number(self.max_points)}{bonus_words(self.rule.own_bonus)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionGroup:
    """Nhóm tiêu chí: its children sum to its maximum, or the maximum is a ceiling (trần)."""

    code: str
    text: str
    max_points: Decimal
    is_ceiling: bool
    sign: Sign
    children: tuple["Node", ...]
    clause: str = ""
    note: str = ""
    quotation: str = ""


Node = Criterion | CriterionGroup


class TiebreakKind(StrEnum):
    """Tiêu chí phụ: what is compared between units of equal total."""

    GROUP_POINTS = "group_points"
    FEWER_DEDUCTIONS = "fewer_deductions"
    MORE_BONUS = "more_bonus"
    VOTE_SHARE = "vote_share"
    FEWER_LATE_DAYS = "fewer_late_days"


@dataclass(frozen=True, slots=True)
class Tiebreaker:
    """Tiêu chí phụ: one comparison, tried in the covenant's order."""

    kind: TiebreakKind
    codes: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class AwardLine:
    """Suất khen thưởng: how many units, from the top, may be put forward for one award.

    `places` is a fixed number, or a table by the number of member units, read in order.
    """

    award: str
    places: tuple[tuple[tuple[Bound, ...], int], ...]

    def places_for(self, members: int) -> int | None:
        """Số suất của khối có chừng này đơn vị; None when the table does not say."""
        size = Decimal(members)
        return next(
            (count for bounds, count in self.places if all(bound.holds(size) for bound in bounds)),
            None,
        )


@dataclass(frozen=True, kw_only=True)
class Covenant:
    """Giao ước thi đua: frozen once signed; an amendment is a new `version`.

    `parts` are the periods of the year it is for, several where they share one workbook.
    `vote_floor` is the total from which the vote ranks a unit, None where it ranks all of them.
    `once` is what counts once in a sheet, whatever lines name it.
    """

    block: str
    year: int
    title: str
    children: tuple[Node, ...]
    full_marks: Decimal | None = None
    scale: Scale = field(default_factory=Scale)
    combining: Combining = Combining.MEAN
    not_assigned: NotAssigned = NotAssigned.RATIO
    score_and_vote: ScoreAndVote = ScoreAndVote.SCORE_THEN_VOTE
    vote_floor: Bound | None = None
    tiebreakers: tuple[Tiebreaker, ...] = ()
    bands: tuple[Band, ...] = ()
    band_cap: Decimal | None = None
    once: frozenset[Once] = frozenset()
    exclusions: tuple[str, ...] = ()
    award_lines: tuple[AwardLine, ...] = ()
    clause: str = ""
    version: int = 1
    other_settings: tuple[tuple[str, str], ...] = field(default=())
    parts: tuple[YearPart, ...] = (WHOLE_YEAR,)

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """Mọi dòng, in the order written."""
        return tuple(_walk(self.children))

    @cached_property
    def criteria(self) -> dict[str, Criterion]:
        """Tiêu chí theo mã, in the order written."""
        return {node.code: node for node in self.nodes if isinstance(node, Criterion)}

    @cached_property
    def asked(self) -> dict[str, Criterion]:
        """Tiêu chí có người chấm, by code; the others come from the periods of the year."""
        return {code: one for code, one in self.criteria.items() if not one.rule.is_computed}

    @cached_property
    def from_periods(self) -> dict[str, Rule]:
        """Cách lấy điểm từ các kỳ, by the code of the criterion."""
        return {code: one.rule for code, one in self.criteria.items() if one.rule.is_computed}

    @cached_property
    def groups(self) -> dict[str, CriterionGroup]:
        """Nhóm tiêu chí theo mã, in the order written."""
        return {node.code: node for node in self.nodes if isinstance(node, CriterionGroup)}

    @cached_property
    def parents(self) -> dict[str, CriterionGroup]:
        """Nhóm chứa từng dòng; a line of the first level has none."""
        return {child.code: group for group in self.groups.values() for child in group.children}

    def path(self, code: str) -> list[str]:
        """Đường dẫn: the codes above this one, nearest first."""
        above: list[str] = []
        while (parent := self.parents.get(code)) is not None:
            code = parent.code
            above.append(code)
        return above

    @cached_property
    def bonus_room(self) -> Decimal | None:
        """Thưởng riêng của mọi dòng gốc và thưởng; None where one of them has no limit."""
        rooms = [
            one.rule.own_bonus for one in self.criteria.values() if one.sign is not Sign.DEDUCTION
        ]
        known = [room for room in rooms if room is not None]
        return sum(known, ZERO) if len(known) == len(rooms) else None

    def max_of(self, sign: Sign) -> Decimal:
        """Điểm tối đa của phần gốc, thưởng hoặc trừ: the outermost maxima of that sign."""
        return sum((node.max_points for node in outermost(self.children, sign)), ZERO)

    @cached_property
    def base_max(self) -> Decimal:
        """Điểm gốc tối đa."""
        return self.max_of(Sign.BASE)

    def not_assigned_policy(self, criterion: Criterion) -> NotAssigned:
        """Cách tính khi không giao tiêu chí này."""
        return criterion.when_not_assigned or self.not_assigned

    @cached_property
    def codes_to_meet(self) -> frozenset[str]:
        """Mã tiêu chí mà một xếp loại đòi phải đạt."""
        return frozenset(code for band in self.bands for code in band.met_codes)

    @cached_property
    def ranks_by_ratio(self) -> bool:
        """Xếp hạng theo tỷ lệ: whether a criterion not assigned can shrink the maximum."""
        policies = (self.not_assigned_policy(criterion) for criterion in self.criteria.values())
        return any(policy is NotAssigned.RATIO for policy in policies)

    @property
    def vote_ranks(self) -> bool:
        """Phiếu xếp hạng: a counted vote orders the units above the floor."""
        return self.score_and_vote is ScoreAndVote.VOTE_RANKS

    @cached_property
    def asks_vote(self) -> bool:
        """Có hỏi đến phiếu: the ranking depends on a counted vote, wholly or for ties."""
        return self.vote_ranks or any(
            tie.kind is TiebreakKind.VOTE_SHARE for tie in self.tiebreakers
        )


def _walk(nodes: tuple[Node, ...]) -> Iterator[Node]:
    for node in nodes:
        yield node
        if isinstance(node, CriterionGroup):
            yield from _walk(node.children)


def outermost(nodes: tuple[Node, ...], sign: Sign) -> Iterator[Node]:
    """Các dòng ngoài cùng của một dấu, whatever group they are written under."""
    for node in nodes:
        if node.sign is sign:
            yield node
        elif isinstance(node, CriterionGroup):
            yield from outermost(node.children, sign)
