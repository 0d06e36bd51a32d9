"""Dòng khi điểm của nó thay đổi: from where on the places of a block are others.

That is found without trying every value. The points of a line never
fall when a value that goes into it rises, whatever the covenant's way of combining; the total of a
unit follows its line point by point between a floor and a ceiling. So what depends on the line can
only change where the total meets another unit's or the threshold of a band, or where the line
itself meets a threshold of its own, such as a gate; and where the vote ranks, where a tie-breaker
turns against a unit of as many votes. Between two such places all values are alike and one of them
is tried.

Two things are not of this kind. Where the total stands still, at a ceiling, level with another
unit's, tie-breakers may still move, and every step there is tried. And points agreed on in place of
a settled line of «so với dẫn đầu» leave that comparison, so the other units are reckoned anew.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from thidua.domain.covenant.covenant import Covenant, Criterion, Sign, Tiebreaker, TiebreakKind
from thidua.domain.covenant.gates import Gate, GateEffect, GateTest
from thidua.domain.ground.points import as_fraction
from thidua.domain.period.consideration import ConsiderationState
from thidua.domain.ranking.ranking import merit
from thidua.domain.ranking.ties import tie_value
from thidua.domain.rules.entry import Entry, LineState
from thidua.domain.scoring.scoring import UnitScore, peer_entries, score_unit
from thidua.domain.verify.case import Case, Place, moved, moves, places_of, rank_case, ranked_by
from thidua.domain.verify.cell_effect import Turn


class RankedBlock:
    """Khối như đang có: what every line of it shares."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.peers = peer_entries(case.covenant, case.entries)
        self.places = places_of(case.covenant, rank_case(case))
        self.unit_of_scale = Fraction(1, 10**case.covenant.scale.places)
        self.merits = _merits_of(case.covenant, case.scores)
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
    def deduction_limits(self) -> tuple[Fraction, ...]:
        """Mức điểm trừ nhiều nhất mà các xếp loại cho phép."""
        bands = self.case.covenant.bands
        return tuple({as_fraction(one.value) for band in bands for one in band.deductions})

    @cached_property
    def forbids_zero(self) -> bool:
        """Có xếp loại không cho tiêu chí nào 0 điểm."""
        return any(band.no_zero for band in self.case.covenant.bands)


def _merits_of(covenant: Covenant, scores: Mapping[str, UnitScore]) -> dict[str, Fraction | None]:
    """Số dùng để xếp hạng của mọi đơn vị."""
    return {unit: merit(covenant, score) for unit, score in scores.items()}


class MovingLine:
    """Một dòng khi điểm của nó thay đổi: the places of all units as a function of its points.

    Points are counted in units of the scale. `pieces` begin where something may change.
    """

    def __init__(
        self,
        block: RankedBlock,
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
        compares = criterion.rule.compares_units
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
        self.merits, self.alike = _merits_of(covenant, self.scores), {}

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
        return places_of(case.covenant, ranked_by(case, scores, entries))

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
            score.deduction if self.block.deduction_limits else None,
            self._compared(score),
            self.criterion.code if is_late_line else None,
        )

    def _piece(self, step: int) -> int:
        return bisect_right(self.pieces, step) - 1

    @cached_property
    def pieces(self) -> tuple[int, ...]:
        """Các đoạn, by the step each begins with."""
        found = {self.least, *self._line_thresholds(), *self._vote_ties()}
        if self.criterion.sign is Sign.DEDUCTION:
            for target in self.block.deduction_limits:
                found.update(self._turning_of(self._deduction, target))
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
        """Tổng điểm của các ngưỡng xếp loại và của sàn phiếu, also for a smaller maximum."""
        covenant, score = self.block.case.covenant, self._score(self.least)
        found = set(self.block.band_thresholds)
        if covenant.vote_ranks and covenant.vote_floor is not None:
            found.add(as_fraction(covenant.vote_floor.value))
        if score.not_assigned and covenant.base_max > 0:
            share = Fraction(score.assigned_max) / Fraction(covenant.base_max)
            found |= {value * share for value in found}
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

    def _vote_ties(self) -> Iterator[int]:
        """Bậc mà tiêu chí phụ đổi chiều với một đơn vị bằng phiếu, wherever their totals are."""
        case = self.block.case
        own = None if case.vote is None else case.vote.of(self.unit)
        if case.vote is None or own is None or not case.covenant.vote_ranks:
            return
        equal = [one.unit for one in case.vote.shares if one.share == own.share]
        for rival in equal:
            if rival == self.unit or rival not in self.scores:
                continue
            for tiebreaker in case.covenant.tiebreakers:
                target = tie_value(
                    case.covenant, tiebreaker, self.scores[rival], self.entries[rival]
                )
                if target is not None:
                    yield from self._turning(tiebreaker, target)

    def _turning(self, tiebreaker: Tiebreaker, target: Fraction) -> Iterator[int]:
        """Bậc đầu tiên mà số so thôi kém, và thôi bằng, or the other way round."""

        def value(step: int) -> Fraction:
            found = tie_value(
                self.block.case.covenant, tiebreaker, self._score(step), self._with(step)
            )
            return Fraction(0) if found is None else found

        yield from self._turning_of(value, target)

    def _deduction(self, step: int) -> Fraction:
        return Fraction(self._score(step).deduction or 0)

    def _turning_of(self, value: Callable[[int], Fraction], target: Fraction) -> Iterator[int]:
        steps = range(self.least, self.most + 1)
        rises = value(self.least) <= value(self.most)
        for is_beyond in (False, True):

            def has_turned(step: int, is_beyond: bool = is_beyond) -> bool:
                found = value(step)
                return (found > target if is_beyond else found >= target) is rises

            at = bisect_left(steps, True, key=has_turned)
            if at < len(steps):
                yield steps[at]

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
        self,
        values: Sequence[Decimal],
        step: Callable[[Decimal], int],
        present: Fraction,
        *,
        whole: bool = False,
    ) -> tuple[tuple[Turn, ...], tuple[Turn, ...]]:
        """Chỗ đổi khi tăng và khi giảm a value which the line follows by `step`.

        The nearest on each side, or with `whole` every one as far as the value may go.
        """
        steps = _Steps(values, step)
        above = bisect_right(values, present)
        below = bisect_left(values, present) - 1
        return (
            self._walk(steps, above, self._next_above, whole=whole),
            self._walk(steps, below, self._next_below, whole=whole),
        )

    def _walk(
        self,
        steps: "_Steps",
        start: int,
        following: Callable[["_Steps", int], int | None],
        *,
        whole: bool,
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
                if not whole and (len(found) > 1 or not places[self.unit].tied):
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
