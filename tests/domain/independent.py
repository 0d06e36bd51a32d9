"""Tính lại từ đầu: points, totals and ranks worked out a second time, from the rules' wording.

Nothing here is taken from the program's own arithmetic: every number is a Fraction, every sum is
written out, and only the covenant and the entries are shared. Where both disagree one is wrong.
"""

import operator
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from thidua.domain.covenant.covenant import (
    Covenant,
    Criterion,
    CriterionGroup,
    Node,
    NotAssigned,
    Sign,
)
from thidua.domain.ground.points import Rounding, Scale
from thidua.domain.rules import (
    Choice,
    Judgement,
    LeaderRelative,
    Parts,
    PassFail,
    PerEvent,
    Proportional,
    Rule,
    StartMinus,
    Tiers,
)
from thidua.domain.rules.entry import Entry, LineState
from thidua.domain.rules.once import Once
from thidua.domain.scoring.scoring import Entries


@dataclass(frozen=True)
class Reckoned:
    """Kết quả tính lại: what one unit gets; None where a line has not been scored."""

    lines: dict[str, Fraction | None]
    groups: dict[str, Fraction | None]
    group_max: dict[str, Fraction]
    parts: dict[Sign, Fraction | None]
    total: Fraction | None
    assigned_max: Fraction
    missing: tuple[str, ...]


def rounded(value: Fraction, scale: Scale) -> Fraction:
    """Làm tròn: by counting whole steps of the scale, away from the program's own rounding."""
    if value < 0:
        return -rounded(-value, scale)
    steps = value * 10**scale.places
    whole = steps.numerator // steps.denominator
    rest = steps - whole
    half = Fraction(1, 2)
    goes_up = {
        Rounding.HALF_UP: rest >= half,
        Rounding.HALF_EVEN: rest > half or (rest == half and whole % 2 == 1),
        Rounding.CUT: False,
    }[scale.rounding]
    return Fraction(whole + goes_up, 10**scale.places)


def line_value(
    criterion: Criterion, entry: Entry, everyone: Sequence[Entry] = ()
) -> Fraction | None:
    """Điểm chưa làm tròn of a scored line; None where an input is missing or no tier fits."""
    rule, most = criterion.rule, Fraction(criterion.max_points)
    value = _by_rule(rule, most, entry, everyone)
    if value is None or isinstance(rule, Judgement | Proportional | StartMinus):
        return value
    room = getattr(rule, "own_bonus", 0)
    return max(Fraction(0), value if room is None else min(value, most + Fraction(room)))


def waits(criterion: Criterion, entry: Entry, value: Fraction | None) -> bool:
    """Cần người thứ hai: all of a bonus or deduction, and what earned more than it had to."""
    if criterion.sign is not Sign.BASE:
        return True
    if isinstance(criterion.rule, StartMinus):
        counts = {event.kind: event.count for event in entry.events}
        return any(one.points * counts.get(one.kind, 0) > 0 for one in criterion.rule.rewards)
    return value is not None and value > criterion.max_points


def _by_rule(
    rule: Rule, most: Fraction, entry: Entry, everyone: Sequence[Entry]
) -> Fraction | None:
    if isinstance(rule, Judgement):
        return _fraction(entry.points)
    if isinstance(rule, PassFail):
        return {None: None, "Đạt": most, "Không đạt": Fraction(0)}[entry.choice]
    if isinstance(rule, Choice):
        return _fraction(dict(rule.options).get(entry.choice or ""))
    if isinstance(rule, Tiers):
        return _tiers(rule, entry)
    if isinstance(rule, Proportional):
        return _proportional(rule, most, entry)
    if isinstance(rule, LeaderRelative):
        return _leader_relative(most, entry, everyone)
    counts = {event.kind: Fraction(event.count) for event in entry.events}
    if isinstance(rule, PerEvent):
        return _per_event(rule, counts)
    if isinstance(rule, StartMinus):
        return _start_minus(rule, most, entry, counts)
    assert isinstance(rule, Parts)
    achieved = [Fraction(points) for name, points in rule.parts if counts.get(name, 0) > 0]
    return min(most, sum(achieved, Fraction(0)))


def _fraction(value: object) -> Fraction | None:
    return None if value is None else Fraction(value)


def _tiers(rule: Tiers, entry: Entry) -> Fraction | None:
    if entry.actual is None:
        return None
    comparisons = {
        ">=": operator.ge,
        ">": operator.gt,
        "<=": operator.le,
        "<": operator.lt,
        "=": operator.eq,
    }
    for tier in rule.tiers:
        if all(comparisons[one.sign](entry.actual, one.value) for one in tier.bounds):
            return Fraction(tier.points)
    return None


def _proportional(rule: Proportional, most: Fraction, entry: Entry) -> Fraction | None:
    if entry.actual is None or entry.target is None or entry.target == 0:
        return None
    target, actual = Fraction(entry.target), Fraction(entry.actual)
    endless = rule.lower_is_better and actual == 0
    done, asked = (target, actual) if rule.lower_is_better else (actual, target)
    ratio = Fraction(1) if endless else done / asked
    if rule.floor is not None and ratio * 100 < Fraction(rule.floor):
        return Fraction(0)
    if ratio < 1:
        if rule.minus is None:
            return most * ratio
        missing = (1 - ratio) * 100
        if rule.whole and missing.denominator != 1:
            missing = Fraction(missing.numerator // missing.denominator + 1)
        return max(Fraction(0), most - Fraction(rule.minus) * missing)
    if rule.bonus is None:
        return most
    excess = (ratio - 1) * 100
    if rule.whole:
        excess = Fraction(excess.numerator // excess.denominator)
    extra = Fraction(rule.bonus) * excess
    if rule.bonus_cap is not None:
        extra = Fraction(rule.bonus_cap) if endless else min(extra, Fraction(rule.bonus_cap))
    return most + extra


def _leader_relative(most: Fraction, entry: Entry, everyone: Sequence[Entry]) -> Fraction | None:
    if entry.actual is None:
        return None
    with_result = [other for other in everyone if other.actual is not None]
    if not entry.target:
        rivals = [Fraction(other.actual) for other in with_result if not other.target]
        best = max(rivals)
        return most * Fraction(entry.actual) / best if best > 0 else Fraction(0)
    done = Fraction(entry.actual) / Fraction(entry.target)
    if done <= 1:
        return most * done / 2
    over = [
        Fraction(other.actual) / Fraction(other.target) - 1 for other in with_result if other.target
    ]
    return most / 2 * (1 + (done - 1) / max(over))


def _per_event(rule: PerEvent, counts: Mapping[str | None, Fraction]) -> Fraction:
    gains = [price for price in rule.prices if price.points > 0 and counts.get(price.kind, 0) > 0]
    losses = [price for price in rule.prices if price.points < 0]
    if rule.only_highest:
        total = max((Fraction(price.points) for price in gains), default=Fraction(0))
    else:
        total = sum((Fraction(price.points) * counts[price.kind] for price in gains), Fraction(0))
    total += sum(Fraction(price.points) * counts.get(price.kind, 0) for price in losses)
    if rule.cap is not None:
        total = min(total, Fraction(rule.cap))
    return total


def _start_minus(
    rule: StartMinus, most: Fraction, entry: Entry, counts: Mapping[str | None, Fraction]
) -> Fraction | None:
    points, charged = most, {}
    if rule.starts:
        level = {start.label: start for start in rule.starts}.get(entry.choice or "")
        if level is None:
            return None
        points = Fraction(level.points)
        charged = {level.charged_kind: Fraction(level.charged_count)}
    lost = Fraction(0)
    for price in rule.prices:
        faults = max(Fraction(0), counts.get(price.kind, 0) - charged.get(price.kind, 0))
        lost += abs(Fraction(price.points)) * faults
    if rule.cap is not None and lost > rule.cap:
        lost = Fraction(rule.cap)
    kept = max(Fraction(0), min(most, points - lost))
    gained = sum(Fraction(one.points) * counts.get(one.kind, 0) for one in rule.rewards)
    if rule.reward_cap is not None and gained > rule.reward_cap:
        gained = Fraction(rule.reward_cap)
    return kept + gained


def _each_named_thing_once(covenant: Covenant, entries: Entries) -> dict[str, Entry]:
    """Mỗi thành tích, mỗi lỗi có tên tính một lần: where its price is highest, as one occurrence.

    First of the whole sheet where the covenant says so, then within a line whose rule does.
    """
    found: list[tuple[str, int, Once, str, Fraction]] = []
    for code, criterion in covenant.criteria.items():
        entry, rule = entries.get(code), criterion.rule
        if entry is None or entry.state is not LineState.SCORED:
            continue
        if not isinstance(rule, PerEvent | StartMinus):
            continue
        rewards = {one.kind for one in rule.rewards} if isinstance(rule, StartMinus) else None
        prices = {one.kind: one.points for one in rule.kinds}
        for place, event in enumerate(entry.events):
            if event.name and event.count > 0:
                takes = prices[event.kind] < 0 or criterion.sign is Sign.DEDUCTION
                if rewards is not None:
                    takes = event.kind not in rewards
                once = Once.FAULT if takes else Once.ACHIEVEMENT
                price = abs(Fraction(prices[event.kind]))
                found.append((code, place, once, event.name, price))
    kept: dict[tuple[str, int], bool] = {}
    for code, place, once, name, price in found:
        rule = covenant.criteria[code].rule
        assert isinstance(rule, PerEvent | StartMinus)
        across = once in covenant.once
        if not across and once not in rule.once:
            continue
        rivals = [
            (-other_price, index)
            for index, (other, _, other_once, other_name, other_price) in enumerate(found)
            if (other_once, other_name) == (once, name) and (across or other == code)
        ]
        kept[code, place] = min(rivals) == (-price, found.index((code, place, once, name, price)))
    changed = dict(entries)
    for code in {one for one, _ in kept}:
        events = tuple(
            replace(event, count=min(event.count, Decimal(1))) if (code, place) in kept else event
            for place, event in enumerate(changed[code].events)
            if kept.get((code, place), True)
        )
        changed[code] = replace(changed[code], events=events)
    return changed


def reckon_block(covenant: Covenant, sheets: Mapping[str, Entries]) -> dict[str, Reckoned]:
    """Tính lại cả khối."""
    return {unit: _reckon(covenant, entries, sheets) for unit, entries in sheets.items()}


def _reckon(covenant: Covenant, entries: Entries, sheets: Mapping[str, Entries]) -> Reckoned:
    lines: dict[str, Fraction | None] = {}
    counted: dict[str, Fraction | None] = {}
    removed: dict[str, Fraction] = {}
    missing: list[str] = []
    entries = _each_named_thing_once(covenant, entries)
    for code, criterion in covenant.criteria.items():
        entry = entries.get(code)
        value = None
        removed[code] = counted_value = Fraction(0)
        if entry is not None and entry.state is LineState.SCORED:
            everyone = [
                sheet[code]
                for sheet in sheets.values()
                if code in sheet and sheet[code].state is LineState.SCORED
            ]
            value = line_value(criterion, entry, everyone)
            must_wait = waits(criterion, entry, value)
            value = None if value is None else rounded(value, covenant.scale)
            counted_value = value
            if value is not None and must_wait and not entry.confirmed:
                counted_value = Fraction(0)
        elif entry is not None and entry.state is LineState.NOT_ASSIGNED:
            policy = criterion.when_not_assigned or covenant.not_assigned
            if policy is NotAssigned.RATIO:
                removed[code] = Fraction(criterion.max_points)
            elif policy is NotAssigned.FULL and criterion.sign is Sign.BASE:
                value = counted_value = rounded(Fraction(criterion.max_points), covenant.scale)
            else:
                value = Fraction(0)
        elif entry is None or entry.state is not LineState.LEFT_BLANK:
            counted_value = None
        if counted_value is None:
            missing.append(code)
        lines[code], counted[code] = value, counted_value
    tree = _Tree(counted, removed)
    parts = {sign: tree.points(_firsts(covenant.children, sign)) for sign in Sign}
    base, bonus, deduction = (parts[sign] for sign in (Sign.BASE, Sign.BONUS, Sign.DEDUCTION))
    total = None
    if base is not None and bonus is not None and deduction is not None:
        total = max(Fraction(0), base + bonus - deduction)
    return Reckoned(
        lines,
        {code: tree.of(group) for code, group in covenant.groups.items()},
        {code: tree.most(group) for code, group in covenant.groups.items()},
        parts,
        total,
        sum((tree.most(node) for node in _firsts(covenant.children, Sign.BASE)), Fraction(0)),
        tuple(missing),
    )


def _firsts(nodes: Sequence[Node], sign: Sign) -> list[Node]:
    """Các dòng ngoài cùng of one sign: what counts for it, whatever group it was written under."""
    found: list[Node] = []
    for node in nodes:
        if node.sign is sign:
            found.append(node)
        elif isinstance(node, CriterionGroup):
            found += _firsts(node.children, sign)
    return found


@dataclass(frozen=True)
class _Tree:
    counted: dict[str, Fraction | None]
    removed: dict[str, Fraction]

    def points(self, nodes: Sequence[Node]) -> Fraction | None:
        values = [self.of(node) for node in nodes]
        return None if None in values else sum(values, Fraction(0))

    def of(self, node: Node) -> Fraction | None:
        if isinstance(node, Criterion):
            return self.counted[node.code]
        total = self.points([child for child in node.children if child.sign is node.sign])
        return min(total, self.most(node)) if node.is_ceiling and total is not None else total

    def most(self, node: Node) -> Fraction:
        return Fraction(node.max_points) - self._lost(node)

    def _lost(self, node: Node) -> Fraction:
        """What a maximum loses to lines not assigned: at most itself, whatever lies below."""
        if isinstance(node, Criterion):
            return self.removed[node.code]
        own = [child for child in node.children if child.sign is node.sign]
        lost = sum((self._lost(child) for child in own), Fraction(0))
        if node.is_ceiling and lost:
            left = sum((self.most(child) for child in own), Fraction(0))
            return Fraction(node.max_points) - min(Fraction(node.max_points), left)
        return min(lost, Fraction(node.max_points))


def reckon_ranks(merits: Mapping[str, Fraction | None]) -> dict[str, int]:
    """Vị thứ theo một con số: one more than how many units are better; a missing one has none."""
    known = {unit: value for unit, value in merits.items() if value is not None}
    return {
        unit: 1 + sum(other > value for other in known.values()) for unit, value in known.items()
    }


def reckon_ranks_by_keys(keys: Mapping[str, tuple[int, ...]]) -> dict[str, int]:
    """Vị thứ khi có tiêu chí phụ: keys compare from the left, the total first."""
    return {unit: 1 + sum(other > key for other in keys.values()) for unit, key in keys.items()}
