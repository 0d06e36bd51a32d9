"""Độ nhạy: what one reviewer, or one score, decides about ranks, bands and award lines.

Whether a score decides anything is found without trying every value. The points of a line never
fall when a value that goes into it rises, whatever the covenant's way of combining; the total of a
unit follows its line point by point between a floor and a ceiling. So what depends on the line can
only change where the total meets another unit's or the threshold of a band, or where the line
itself meets a threshold of its own, such as a gate. Between two such places all values are alike
and one of them is tried.

Two things are not of this kind. Where the total stands still, at a ceiling, level with another
unit's, tie-breakers may still move, and every step there is tried. And points agreed on in place of
a settled line of «so với dẫn đầu» leave that comparison, so the other units are reckoned anew.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from thidua.domain.case import (
    Case,
    Move,
    Name,
    Place,
    moved,
    moves,
    place_words,
    places_of,
    rank_case,
)
from thidua.domain.combining import CombinedLine, combined
from thidua.domain.consideration import ConsiderationState
from thidua.domain.covenant import Combining, Covenant, Criterion, Sign, TiebreakKind
from thidua.domain.gates import Gate, GateEffect, GateTest
from thidua.domain.points import ZERO, as_fraction, vi_number
from thidua.domain.ranking import merit, rank_units
from thidua.domain.rules import Choice, Judgement, LeaderRelative, PassFail, Tiers
from thidua.domain.scoring import UnitScore, peer_entries, score_unit
from thidua.domain.sheet import GIVEN, Entry, LineState
from thidua.domain.what_if import WithoutReviewer, agreed_entry, most_points, supposing

USUAL_STEP = Decimal("0.25")
_COARSE_STEPS = {0: Decimal(1), 1: Decimal("0.5")}
"""Bước thường dùng: a quarter of a point, or what a coarser covenant can still write."""


def step_of(covenant: Covenant, criterion: Criterion) -> Decimal:
    """Bước điểm của một tiêu chí: its rule's own, else the usual one at the covenant's scale."""
    if isinstance(criterion.rule, Judgement) and criterion.rule.step is not None:
        return criterion.rule.step
    return _COARSE_STEPS.get(covenant.scale.places, USUAL_STEP)


def values_of(covenant: Covenant, criterion: Criterion) -> tuple[Decimal, ...]:
    """Các giá trị có thể cho một tiêu chí, ascending.

    Those the rule names, where it names them (đạt/không, chọn mức, theo bậc); else every step from
    0 to the maximum with the line's own bonus.
    """
    rule = criterion.rule
    if isinstance(rule, PassFail):
        return (ZERO, criterion.max_points)
    if isinstance(rule, Choice):
        return tuple(sorted({points for _, points in rule.options}))
    if isinstance(rule, Tiers):
        return tuple(sorted({tier.points for tier in rule.tiers}))
    step = step_of(covenant, criterion)
    return tuple(step * count for count in range(int(most_points(criterion) // step) + 1))


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Khi bỏ phiếu của một người chấm: whose place becomes another.

    `changes_first` says that somebody else is first then; `own_gains` that the reviewer's own unit
    stands higher with these sheets than without them, None where it is not known which that is.
    """

    reviewer: str
    moves: tuple[Move, ...]
    changes_first: bool
    own_gains: bool | None

    def words(self, name: Name = str) -> str:
        """Bằng lời: «Bỏ người chấm E: A lên hạng 1, B xuống hạng 2»."""
        return f"Bỏ người chấm {name(self.reviewer)}: {self.consequence(name)}"

    def consequence(self, name: Name = str) -> str:
        """Chỗ đứng nào đổi: «không đổi hạng 1», and whose other place is another."""
        said = [f"{name(move.unit)} {place_words(move)}" for move in self.moves]
        if not self.changes_first:
            said.insert(0, "không đổi hạng 1")
        return ", ".join(said)


def leave_one_out(case: Case) -> tuple[LeftOut, ...]:
    """Bỏ từng người chấm: the standings without the sheets of each, by reviewer."""
    before = places_of(case.covenant, rank_case(case))
    reviewers = sorted({reviewer for sheets in case.reviews.values() for reviewer in sheets})
    found = []
    for reviewer in reviewers:
        without = supposing(case, [WithoutReviewer(reviewer)])
        after = places_of(case.covenant, rank_case(without))
        own = before.get(reviewer)
        found.append(
            LeftOut(
                reviewer,
                moved(moves(before, after)),
                _first(before) != _first(after),
                None if own is None else _order(own) < _order(after[reviewer]),
            )
        )
    return tuple(found)


def _first(places: Mapping[str, Place]) -> frozenset[str]:
    return frozenset(unit for unit, place in places.items() if place.rank == 1)


def _order(place: Place) -> tuple[bool, int, bool]:
    """Thứ tự chỗ đứng: less is better; a shared rank is worse than the same rank alone."""
    return place.rank is None, place.rank or 0, place.tied


@dataclass(frozen=True, slots=True)
class Turn:
    """Chỗ đổi: from this value on, the places of these units are others than now."""

    value: Decimal
    moves: tuple[Move, ...]

    def own(self, unit: str) -> Move | None:
        """Đơn vị của ô, if its own place is another."""
        return next((move for move in self.moves if move.unit == unit), None)


@dataclass(frozen=True, slots=True)
class CellEffect:
    """Ảnh hưởng của một ô: which values, above and below the present one, would change a place.

    `reviewer` is empty for a settled line. `up` and `down` hold the nearest such value; where it
    makes a tie for this unit, also the next that changes anything again.
    """

    unit: str
    criterion: str
    reviewer: str
    value: Fraction
    least: Decimal
    most: Decimal
    up: tuple[Turn, ...] = ()
    down: tuple[Turn, ...] = ()

    @property
    def smallest(self) -> Fraction | None:
        """Thay đổi nhỏ nhất có tác dụng, in points; None where no value changes anything."""
        sides = (turns for turns in (self.up, self.down) if turns)
        return min((abs(Fraction(turns[0].value) - self.value) for turns in sides), default=None)

    def raised(self, name: Name = str) -> str:
        """Khi tăng: «hoà hạng 1 khi ≥ 33; A lên hạng 1 khi ≥ 33,25»; empty if nothing changes."""
        return "; ".join(self._words(turn, "≥", name) for turn in self.up)

    def lowered(self, name: Name = str) -> str:
        """Khi giảm."""
        return "; ".join(self._words(turn, "≤", name) for turn in self.down)

    def nearest(self, name: Name = str) -> str:
        """Phía gần nhất: rising or falling, whichever needs the smaller change; rising if equal."""
        sides = ((self.up, self.raised(name)), (self.down, self.lowered(name)))
        known = [
            (abs(Fraction(turns[0].value) - self.value), said) for turns, said in sides if turns
        ]
        return min(known, key=lambda pair: pair[0])[1] if known else self.words(name)

    def words(self, name: Name = str) -> str:
        """Bằng lời; «không đổi hạng trong khoảng 0–40» where no value decides anything."""
        said = [text for text in (self.raised(name), self.lowered(name)) if text]
        between = f"{vi_number(self.least)}–{vi_number(self.most)}"
        return "; ".join(said) or f"không đổi hạng trong khoảng {between}"

    def _words(self, turn: Turn, sign: str, name: Name) -> str:
        own = turn.own(self.unit)
        move = turn.moves[0] if own is None else own
        said = place_words(move)
        if own is None or not move.after.tied:
            said = f"{name(move.unit)} {said}"
        return f"{said} khi {sign} {vi_number(turn.value)}"


def effects(case: Case) -> tuple[CellEffect, ...]:
    """Điểm nào đổi thì đổi hạng: every reviewer's value that counts, and every settled line.

    A reviewer's value in whose place a line was settled decides nothing and is left out.
    """
    return tuple(_effects(case))


def _effects(case: Case) -> Iterator[CellEffect]:
    block = _Block(case)
    for unit, entries in case.entries.items():
        for code, criterion in case.covenant.criteria.items():
            entry = entries.get(code)
            line = case.combined[unit].get(code)
            settled = case.settled[unit].get(code)
            if entry is None:
                continue
            if line is not None and (settled is None or settled.state is LineState.COMBINED):
                yield from _reviewed(block, unit, criterion, entry, line)
            elif settled is not None and (found := _settled(block, unit, criterion, settled)):
                yield found


def _reviewed(
    block: "_Block", unit: str, criterion: Criterion, entry: Entry, line: CombinedLine
) -> Iterator[CellEffect]:
    """Ảnh hưởng của từng người chấm trên một dòng tổng hợp."""
    covenant = block.case.covenant
    values = values_of(covenant, criterion)
    ends = (Fraction(values[0]), Fraction(values[-1]), *line.values.values())
    moved_line = _Line(
        block,
        unit,
        criterion,
        lambda points: replace(entry, points=points, confirmed=line.stands_with(points)),
        (block.step_at(min(ends)), block.step_at(max(ends))),
        None if entry.points is None else block.step_at(Fraction(entry.points)),
    )
    for reviewer, value in line.values.items():
        rest = [one for other, one in line.values.items() if other != reviewer]

        def step(given: Decimal, rest: list[Fraction] = rest) -> int:
            return block.step_at(_combined(rest, Fraction(given), line.how))

        up, down = moved_line.turns(values, step, value)
        yield CellEffect(unit, criterion.code, reviewer, value, values[0], values[-1], up, down)


def _combined(rest: Sequence[Fraction], value: Fraction, how: Combining) -> Fraction:
    found = combined([*rest, value], how)
    return Fraction(0) if found is None else found


def _settled(block: "_Block", unit: str, criterion: Criterion, settled: Entry) -> CellEffect | None:
    """Ảnh hưởng của một dòng đã thẩm định; None where it holds no points to agree on."""
    covenant = block.case.covenant
    points = block.case.scores[unit].lines[criterion.code]
    if points is None or settled.state not in (*GIVEN, LineState.SCORED):
        return None
    values = values_of(covenant, criterion)
    ends = (Fraction(values[0]), Fraction(values[-1]), Fraction(points))
    line = _Line(
        block,
        unit,
        criterion,
        lambda given: agreed_entry(settled, given),
        (block.step_at(min(ends)), block.step_at(max(ends))),
        block.step_at(Fraction(points)) if settled.state in GIVEN else None,
    )

    def step(given: Decimal) -> int:
        return block.step_at(Fraction(given))

    up, down = line.turns(values, step, Fraction(points))
    return CellEffect(unit, criterion.code, "", Fraction(points), values[0], values[-1], up, down)


class _Block:
    """Khối như đang có: what every line of it shares."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.peers = peer_entries(case.covenant, case.entries)
        self.places = places_of(case.covenant, rank_case(case))
        self.unit_of_scale = Fraction(1, 10**case.covenant.scale.places)
        self.merits = merits_of(case.covenant, case.scores)
        self.alike: dict[tuple[object, ...], Mapping[str, Place]] = {}

    def step_at(self, value: Fraction) -> int:
        """Bậc của thang: how many units of the scale the value is, rounded as lines are."""
        return int(self.case.covenant.scale.rounded(value) / self.unit)

    @cached_property
    def unit(self) -> Decimal:
        """Đơn vị của thang."""
        return Decimal(1).scaleb(-self.case.covenant.scale.places)

    @cached_property
    def band_thresholds(self) -> tuple[Fraction, ...]:
        """Mọi ngưỡng xếp loại."""
        found = {
            as_fraction(bound.value)
            for band in self.case.covenant.bands
            for bounds in (band.bounds, *(own for _, own in band.without))
            for bound in bounds
        }
        return tuple(found)

    @cached_property
    def forbids_zero(self) -> bool:
        """Có xếp loại không cho tiêu chí nào 0 điểm."""
        return any(band.no_zero for band in self.case.covenant.bands)


def merits_of(covenant: Covenant, scores: Mapping[str, UnitScore]) -> dict[str, Fraction | None]:
    """Số dùng để xếp hạng của mọi đơn vị."""
    return {unit: merit(covenant, score) for unit, score in scores.items()}


class _Line:
    """Một dòng khi điểm của nó thay đổi: the places of all units as a function of its points.

    Points are counted in units of the scale. `pieces` begin where something may change.
    """

    def __init__(
        self,
        block: _Block,
        unit: str,
        criterion: Criterion,
        entry: Callable[[Decimal], Entry],
        ends: tuple[int, int],
        present: int | None,
    ) -> None:
        self.block, self.unit, self.criterion, self.entry = block, unit, criterion, entry
        self.least, self.most = ends
        self.present = present
        self.entries = block.case.entries
        self.peers: Mapping[str, Sequence[Entry]] = block.peers
        self.scores: Mapping[str, UnitScore] = block.case.scores
        self.merits, self.alike = block.merits, block.alike
        old = self.entries[unit].get(criterion.code)
        compares = isinstance(criterion.rule, LeaderRelative)
        if compares and old is not None and old.state is LineState.SCORED:
            self._leave_comparison()
        self.scored: dict[int, UnitScore] = {}
        self.known: dict[int, Mapping[str, Place]] = {}
        if present is not None:
            self.known[self._piece(present)] = block.places

    def _leave_comparison(self) -> None:
        """Rời khỏi phép so: the other units without this line among those they compare with."""
        covenant = self.block.case.covenant
        self.entries = {**self.entries, self.unit: self._with(self.least)}
        self.peers = peer_entries(covenant, self.entries)
        self.scores = {
            unit: self._counted(unit, score_unit(covenant, entries, self.peers))
            for unit, entries in self.entries.items()
        }
        self.merits, self.alike = merits_of(covenant, self.scores), {}

    def _with(self, step: int) -> dict[str, Entry]:
        entry = self.entry(self.block.unit * step)
        return {**self.entries[self.unit], self.criterion.code: entry}

    def _counted(self, unit: str, score: UnitScore) -> UnitScore:
        return score if self.block.case.counts(unit) else replace(score, total=None)

    def _score(self, step: int) -> UnitScore:
        if step not in self.scored:
            covenant = self.block.case.covenant
            score = score_unit(covenant, self._with(step), self.peers)
            self.scored[step] = self._counted(self.unit, score)
        return self.scored[step]

    def _places(self, piece: int) -> Mapping[str, Place]:
        if piece not in self.known:
            step = self.pieces[piece]
            key = self._rank_key(self._score(step))
            if key not in self.alike:
                self.alike[key] = self._ranked(step)
            self.known[piece] = self.alike[key]
        return self.known[piece]

    def _ranked(self, step: int) -> Mapping[str, Place]:
        case = self.block.case
        scores = {**self.scores, self.unit: self._score(step)}
        entries = {**self.entries, self.unit: self._with(step)}
        standings = rank_units(case.covenant, scores, entries, case.considerations, case.final)
        return places_of(case.covenant, standings)

    def _rank_key(self, score: UnitScore) -> tuple[object, ...]:
        """Những gì của đơn vị này mà xếp hạng nhìn tới, so that lines alike are ranked once."""
        is_late_line = any(
            one.kind is TiebreakKind.FEWER_LATE_DAYS and self.criterion.code in one.codes
            for one in self.block.case.covenant.tiebreakers
        )
        zeros = tuple(code for code, points in score.lines.items() if points == 0)
        return (
            self.unit,
            score.total,
            score.gate_hits,
            score.met,
            zeros if self.block.forbids_zero else None,
            self._compared(score),
            self.criterion.code if is_late_line else None,
        )

    def _piece(self, step: int) -> int:
        return bisect_right(self.pieces, step) - 1

    @cached_property
    def pieces(self) -> tuple[int, ...]:
        """Các đoạn, by the step each begins with."""
        found = {self.least, *self._line_thresholds()}
        total = _Total(self._total, self.least, self.most, self.block.unit_of_scale)
        if total.is_known:
            rivals = self._rivals()
            for target in rivals | self._thresholds():
                found.update(total.crossings(target))
            for level in total.levels(rivals):
                if self._compared(self._score(level[0])) != self._compared(self._score(level[-1])):
                    found.update(level)
        return tuple(sorted(step for step in found if self.least <= step <= self.most))

    def _total(self, step: int) -> Fraction | None:
        total = self._score(step).total
        return None if total is None else Fraction(total)

    def _thresholds(self) -> set[Fraction]:
        """Tổng điểm của các ngưỡng xếp loại, also as they stand for a smaller maximum."""
        covenant, score = self.block.case.covenant, self._score(self.least)
        found = set(self.block.band_thresholds)
        if score.not_assigned and covenant.base_max > 0:
            share = Fraction(score.assigned_max) / Fraction(covenant.base_max)
            found |= {value * share for value in self.block.band_thresholds}
        return found

    def _rivals(self) -> set[Fraction]:
        """Tổng điểm ngang với từng đơn vị khác; none for a unit that cannot have a rank."""
        covenant, score = self.block.case.covenant, self._score(self.least)
        if not self._may_rank(score):
            return set()
        scale = Fraction(score.assigned_max) if covenant.ranks_by_ratio else Fraction(1)
        return {
            value * scale
            for unit, value in self.merits.items()
            if unit != self.unit and value is not None
        }

    def _compared(self, score: UnitScore) -> tuple[object, ...]:
        """Những gì các tiêu chí phụ nhìn tới; each of these goes one way only as the line rises."""
        tiebreakers = self.block.case.covenant.tiebreakers
        codes = [code for one in tiebreakers for code in one.codes]
        return (
            tuple(score.groups.get(code, score.lines.get(code)) for code in codes),
            (score.bonus, score.deduction) if tiebreakers else None,
        )

    def _may_rank(self, score: UnitScore) -> bool:
        """Còn có thể có hạng: nothing but this line keeps the unit out of the ranking."""
        given = self.block.case.considerations.get(self.unit)
        if given is not None and given.state is not ConsiderationState.CONSIDERED:
            return False
        return not any(
            hit.gate.effect is GateEffect.EXCLUDE and hit.criterion != self.criterion.code
            for hit in score.gate_hits
        )

    def _line_thresholds(self) -> Iterator[int]:
        """Ngưỡng của chính dòng này: its gates, what a band asks of it, and 0."""
        criterion, block = self.criterion, self.block
        most = criterion.max_points
        at = [value for gate in criterion.gates for value in _gate_values(gate, most)]
        if criterion.code in block.case.covenant.codes_to_meet:
            at.append(Fraction(most))
        if block.forbids_zero and criterion.sign is Sign.BASE:
            at.append(Fraction(0))
        for value in at:
            steps = value / block.unit_of_scale
            yield -(-steps.numerator // steps.denominator)
            yield steps.numerator // steps.denominator + 1

    def turns(
        self, values: Sequence[Decimal], step: Callable[[Decimal], int], present: Fraction
    ) -> tuple[tuple[Turn, ...], tuple[Turn, ...]]:
        """Chỗ đổi khi tăng và khi giảm a value which the line follows by `step`."""
        steps = _Steps(values, step)
        above = bisect_right(values, present)
        below = bisect_left(values, present) - 1
        return (
            self._walk(steps, above, self._next_above),
            self._walk(steps, below, self._next_below),
        )

    def _walk(
        self, steps: "_Steps", start: int, following: Callable[["_Steps", int], int | None]
    ) -> tuple[Turn, ...]:
        found: list[Turn] = []
        before = self.block.places
        now: Mapping[str, Place] = before
        at: int | None = start if 0 <= start < len(steps.values) else None
        while at is not None:
            places = self._places(self._piece(steps.at(at)))
            if places is not now and moved(moves(now, places)):
                found.append(Turn(steps.values[at], moved(moves(before, places))))
                now = places
                if len(found) > 1 or not places[self.unit].tied:
                    break
            at = following(steps, at)
        return tuple(found)

    def _next_above(self, steps: "_Steps", at: int) -> int | None:
        piece = self._piece(steps.at(at)) + 1
        if piece == len(self.pieces):
            return None
        return steps.first_at_least(self.pieces[piece], at + 1)

    def _next_below(self, steps: "_Steps", at: int) -> int | None:
        return steps.last_under(self.pieces[self._piece(steps.at(at))], at)


def _gate_values(gate: Gate, most: Decimal) -> tuple[Fraction, ...]:
    """Điểm mà điều kiện chặn bắt đầu hoặc thôi dính."""
    if gate.test is GateTest.BELOW_PERCENT:
        return (Fraction(gate.threshold) * Fraction(most) / 100,)
    if gate.test is GateTest.BELOW_POINTS:
        return (Fraction(gate.threshold),)
    if gate.test is GateTest.ZERO_POINTS:
        return (Fraction(0),)
    return (Fraction(most),) if gate.test is GateTest.NOT_MET else ()


class _Steps:
    """Giá trị và điểm của dòng: the line's points for each value, never falling."""

    def __init__(self, values: Sequence[Decimal], step: Callable[[Decimal], int]) -> None:
        self.values, self.step = values, step
        self.known: dict[int, int] = {}

    def at(self, index: int) -> int:
        if index not in self.known:
            self.known[index] = self.step(self.values[index])
        return self.known[index]

    def first_at_least(self, step: int, start: int) -> int | None:
        """Giá trị đầu tiên từ chỗ này mà dòng được chừng ấy."""
        last = len(self.values) - 1
        if start > last or self.at(last) < step:
            return None
        return bisect_left(range(last), step, lo=start, key=self.at)

    def last_under(self, step: int, end: int) -> int | None:
        """Giá trị cuối cùng trước chỗ này mà dòng được ít hơn."""
        if end == 0 or self.at(0) >= step:
            return None
        return bisect_left(range(end), step, key=self.at) - 1


class _Total:
    """Tổng điểm theo điểm của một dòng: level, then point by point, then level again.

    Ceilings and floors only ever cut a sum off, so between the two ends it goes one for one.
    """

    def __init__(
        self, at: Callable[[int], Fraction | None], least: int, most: int, unit: Fraction
    ) -> None:
        self.least, self.most, self.unit = least, most, unit
        first, last = at(least), at(most)
        self.is_known = first is not None and last is not None
        self.first, self.last = first or Fraction(0), last or Fraction(0)
        self.low, self.high = least, most
        self.sign = 1 if self.last > self.first else -1
        self.inside = self.first + self.sign * unit
        if self.first == self.last:
            self.low = most
        elif abs(self.last - self.first) != (most - least) * unit:
            steps = range(least, most)
            self.low = bisect_left(steps, True, key=lambda step: at(step) != first) + least - 1
            self.high = bisect_left(steps, True, key=lambda step: at(step) == last) + least
            inside = at(self.low + 1)
            self.inside = self.inside if inside is None else inside

    def crossings(self, target: Fraction) -> tuple[int, ...]:
        """Bậc đầu tiên mà tổng tới số này, and the first where it is beyond it."""
        near, far = sorted((self.first, self.last))
        if not near <= target <= far:
            return ()
        gap = self.sign * (target - self.inside) / self.unit
        to = self.low + 1 - (-gap.numerator // gap.denominator)
        beyond = self.low + 2 + gap.numerator // gap.denominator
        return tuple(
            min(max(step, self.low + 1), self.high)
            for step, is_there in ((to, target != self.first), (beyond, target != self.last))
            if is_there
        )

    def levels(self, targets: set[Fraction]) -> Iterator[range]:
        """Các đoạn mà tổng đứng yên ngang một trong các số này."""
        if self.first in targets and self.low > self.least:
            yield range(self.least, self.low + 1)
        if self.last in targets and self.high < self.most:
            yield range(self.high, self.most + 1)
