"""Tính điểm: from the entries of a sheet to lines, groups and the total of one unit.

Rounding happens once, per line; sums, ceilings and ratios after it are exact. A line nobody scored
is None and makes the sums above it None: it is never taken for 0.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from thidua.domain.covenant.covenant import (
    Covenant,
    Criterion,
    CriterionGroup,
    Node,
    NotAssigned,
    Sign,
    outermost,
)
from thidua.domain.covenant.gates import GateHit
from thidua.domain.ground.points import ZERO
from thidua.domain.rules import Line
from thidua.domain.rules.entry import GIVEN, Entry, LineState
from thidua.domain.scoring.once import counted_once

Entries = Mapping[str, Entry]
"""Bảng chấm: entries by criterion code; a criterion without an entry is chưa chấm."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitScore:
    """Điểm của một đơn vị: every line and group, the three parts and the total.

    `lines` and `groups` hold rounded points, None while missing. `total` is base + bonus −
    deduction, at least 0, and None while any line is missing. `so_far` adds up what is there, for
    the running total. A line with a bonus or deduction waiting for its second person is in `lines`
    but adds nothing and is named in `unconfirmed`. `met` are the criteria that a band asks to be
    reached and that are.
    """

    lines: dict[str, Decimal | None]
    groups: dict[str, Decimal | None]
    group_max: dict[str, Decimal]
    base: Decimal | None
    bonus: Decimal | None
    deduction: Decimal | None
    total: Decimal | None
    so_far: Decimal
    assigned_max: Decimal
    missing: tuple[str, ...]
    not_assigned: tuple[str, ...] = ()
    unconfirmed: tuple[str, ...] = ()
    gate_hits: tuple[GateHit, ...] = ()
    met: frozenset[str] = frozenset()

    @property
    def ratio(self) -> Fraction | None:
        """Tỷ lệ: total over the assigned maximum, exact; None without a total or a maximum."""
        if self.total is None or self.assigned_max <= 0:
            return None
        return Fraction(self.total) / Fraction(self.assigned_max)


def score_block(covenant: Covenant, sheets: Mapping[str, Entries]) -> dict[str, UnitScore]:
    """Tính điểm cả khối: units together, because «so với dẫn đầu» compares them."""
    peers = peer_entries(covenant, sheets)
    return {unit: score_unit(covenant, entries, peers) for unit, entries in sheets.items()}


def peer_entries(covenant: Covenant, sheets: Mapping[str, Entries]) -> dict[str, list[Entry]]:
    """Dòng cùng tiêu chí của các đơn vị, for the rules that compare units."""
    codes = [code for code, one in covenant.criteria.items() if one.rule.compares_units]
    return {
        code: [
            entries[code]
            for entries in sheets.values()
            if code in entries and entries[code].state is LineState.SCORED
        ]
        for code in codes
    }


def others_of(
    covenant: Covenant, claims: Mapping[str, Entries], unit: str
) -> dict[str, list[Entry]]:
    """Dòng của các đơn vị khác, for the rules that compare units: what they claim themselves."""
    return peer_entries(covenant, {one: lines for one, lines in claims.items() if one != unit})


def line_of(criterion: Criterion, entry: Entry, peers: Mapping[str, Sequence[Entry]]) -> Line:
    """Dòng cần chấm: the entry with the maximum and the peers its rule looks at."""
    return Line(entry, criterion.max_points, peers.get(criterion.code, ()))


def needs_second_hand(criterion: Criterion, entry: Entry, points: Decimal | None) -> bool:
    """Cần người thứ hai: a bonus or deduction line, and one whose points hold a bonus."""
    if criterion.sign is not Sign.BASE:
        return True
    if entry.state is LineState.SCORED:
        return criterion.rule.has_bonus(Line(entry, criterion.max_points))
    return entry.state in GIVEN and points is not None and points > criterion.max_points


def line_points(
    covenant: Covenant, criterion: Criterion, entry: Entry, peers: Mapping[str, Sequence[Entry]]
) -> Decimal | None:
    """Điểm của một dòng: by its rule, rounded once; None while it has no points."""
    if entry.state is LineState.SCORED:
        exact = criterion.rule.exact(line_of(criterion, entry, peers))
        return None if exact is None else covenant.scale.rounded(exact)
    if entry.state in GIVEN:
        return None if entry.points is None else covenant.scale.rounded(entry.points)
    if entry.state is LineState.NOT_ASSIGNED:
        policy = covenant.not_assigned_policy(criterion)
        if policy is NotAssigned.FULL and criterion.sign is Sign.BASE:
            return covenant.scale.rounded(criterion.max_points)
        return None if policy is NotAssigned.RATIO else covenant.scale.rounded(ZERO)
    return None


@dataclass(slots=True)
class _Tally:
    """Phần cộng dồn của một dòng, by sign; `missing` says that a line below has no points."""

    points: dict[Sign, Decimal] = field(default_factory=dict)
    missing: set[Sign] = field(default_factory=set)
    removed: dict[Sign, Decimal] = field(default_factory=dict)

    def add(self, other: "_Tally") -> None:
        for sign, points in other.points.items():
            self.points[sign] = self.points.get(sign, ZERO) + points
        for sign, points in other.removed.items():
            self.removed[sign] = self.removed.get(sign, ZERO) + points
        self.missing |= other.missing


class _Scorer:
    """Người cộng: walks one covenant for one unit."""

    def __init__(
        self, covenant: Covenant, entries: Entries, peers: Mapping[str, Sequence[Entry]]
    ) -> None:
        self.covenant, self.given, self.peers = covenant, entries, peers
        self.entries = counted_once(covenant, entries).entries
        self.lines: dict[str, Decimal | None] = {}
        self.groups: dict[str, Decimal | None] = {}
        self.group_max: dict[str, Decimal] = {}
        self.missing: list[str] = []
        self.not_assigned: list[str] = []
        self.unconfirmed: list[str] = []
        self.gate_hits: list[GateHit] = []
        self.met: set[str] = set()

    def node(self, node: Node) -> _Tally:
        if isinstance(node, CriterionGroup):
            return self._group(node)
        return self._criterion(node)

    def _criterion(self, criterion: Criterion) -> _Tally:
        code, sign = criterion.code, criterion.sign
        tally = _Tally()
        entry = self.entries.get(code)
        if entry is None or entry.state is LineState.CLEARED:
            self.lines[code] = None
            self.missing.append(code)
            tally.missing.add(sign)
            return tally
        points = line_points(self.covenant, criterion, entry, self.peers)
        self.lines[code] = points
        if entry.state is LineState.NOT_ASSIGNED:
            self.not_assigned.append(code)
            if self.covenant.not_assigned_policy(criterion) is NotAssigned.RATIO:
                tally.removed[sign] = criterion.max_points
        elif points is None and entry.state is not LineState.LEFT_BLANK:
            self.missing.append(code)
            tally.missing.add(sign)
        elif points is not None:
            self._try_gates(criterion, self.given[code], points)
        if points is not None:
            if not entry.confirmed and needs_second_hand(criterion, entry, points):
                self.unconfirmed.append(code)
                points = ZERO
            tally.points[sign] = points
        return tally

    def _try_gates(self, criterion: Criterion, entry: Entry, points: Decimal) -> None:
        asked = criterion.code in self.covenant.codes_to_meet
        if not criterion.gates and not asked:
            return
        given = entry.state in GIVEN
        line = line_of(criterion, entry, self.peers)
        counted = line_of(criterion, self.entries[criterion.code], self.peers)
        is_met = points >= criterion.max_points if given else criterion.rule.is_met(counted)
        if asked and is_met:
            self.met.add(criterion.code)
        faults = criterion.rule.faults_of(entry)
        for gate in criterion.gates:
            if gate.is_hit(line, points, is_met=is_met, faults=faults):
                self.gate_hits.append(GateHit(criterion.code, gate, points))

    def _group(self, group: CriterionGroup) -> _Tally:
        tally = _Tally()
        for child in group.children:
            tally.add(self.node(child))
        sign = group.sign
        most = self._most(group, tally.removed.get(sign, ZERO))
        tally.removed[sign] = group.max_points - most
        points = tally.points.get(sign, ZERO)
        if group.is_ceiling:
            points = min(points, most)
        tally.points[sign] = points
        self.groups[group.code] = None if sign in tally.missing else points
        self.group_max[group.code] = most
        return tally

    def _most(self, group: CriterionGroup, removed: Decimal) -> Decimal:
        """Điểm tối đa còn lại: a ceiling stays while the lines left under it can still reach it."""
        if not group.is_ceiling or not removed:
            return group.max_points - min(removed, group.max_points)
        whole = sum((node.max_points for node in outermost(group.children, group.sign)), ZERO)
        return min(group.max_points, max(ZERO, whole - removed))


def score_unit(
    covenant: Covenant, entries: Entries, peers: Mapping[str, Sequence[Entry]]
) -> UnitScore:
    """Tính điểm một đơn vị; `peers` come from `peer_entries` over the whole block."""
    scorer = _Scorer(covenant, entries, peers)
    whole = _Tally()
    for node in covenant.children:
        whole.add(scorer.node(node))
    parts = {sign: None if sign in whole.missing else whole.points.get(sign, ZERO) for sign in Sign}
    so_far = _total(whole.points)
    return UnitScore(
        lines=scorer.lines,
        groups=scorer.groups,
        group_max=scorer.group_max,
        base=parts[Sign.BASE],
        bonus=parts[Sign.BONUS],
        deduction=parts[Sign.DEDUCTION],
        total=None if whole.missing else so_far,
        so_far=so_far,
        assigned_max=max(ZERO, covenant.base_max - whole.removed.get(Sign.BASE, ZERO)),
        missing=tuple(scorer.missing),
        not_assigned=tuple(scorer.not_assigned),
        unconfirmed=tuple(scorer.unconfirmed),
        gate_hits=tuple(scorer.gate_hits),
        met=frozenset(scorer.met),
    )


def is_as_scored(
    covenant: Covenant,
    score: UnitScore,
    code: str,
    entry: Entry,
    peers: Mapping[str, Sequence[Entry]],
) -> bool:
    """Dòng này vẫn như đã tính trong điểm ấy, with the other units' lines as they are now."""
    scorer = _Scorer(covenant, {code: entry}, peers)
    scorer.node(covenant.criteria[code])
    return (
        score.lines.get(code) == scorer.lines[code]
        and (code in score.missing) == bool(scorer.missing)
        and (code in score.unconfirmed) == bool(scorer.unconfirmed)
        and (code in score.met) == bool(scorer.met)
        and [hit for hit in score.gate_hits if hit.criterion == code] == scorer.gate_hits
    )


def _total(points: Mapping[Sign, Decimal]) -> Decimal:
    gained = points.get(Sign.BASE, ZERO) + points.get(Sign.BONUS, ZERO)
    return max(ZERO, gained - points.get(Sign.DEDUCTION, ZERO))
