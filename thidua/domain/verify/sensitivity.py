"""Độ nhạy: which scores, of a reviewer or settled, decide about ranks, bands and award lines."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from thidua.domain.covenant.covenant import Combining, Covenant, Criterion, Sign
from thidua.domain.review.combining import CombinedLine, combined
from thidua.domain.rules.entry import GIVEN, Entry, LineState
from thidua.domain.verify.case import Case
from thidua.domain.verify.cell_effect import CellEffect
from thidua.domain.verify.moving_line import MovingLine, RankedBlock
from thidua.domain.verify.what_if import agreed_entry

USUAL_STEP = Decimal("0.25")
_COARSE_STEPS = {0: Decimal(1), 1: Decimal("0.5")}
"""Bước thường dùng: a quarter of a point, or what a coarser covenant can still write."""


def step_of(covenant: Covenant, criterion: Criterion) -> Decimal:
    """Bước điểm của một tiêu chí: its rule's own, else the usual one at the covenant's scale."""
    if criterion.rule.step is not None:
        return criterion.rule.step
    return _COARSE_STEPS.get(covenant.scale.places, USUAL_STEP)


def values_of(covenant: Covenant, criterion: Criterion) -> tuple[Decimal, ...]:
    """Các giá trị có thể cho một tiêu chí, ascending.

    Those the rule names, where it names them (đạt/không, chọn mức, theo bậc); else every step from
    0 to the maximum with the line's own bonus, where that has no limit up to a bonus as large as
    the whole base maximum.
    """
    named = criterion.rule.named_points(criterion.max_points)
    if named:
        return named
    step = step_of(covenant, criterion)
    most = criterion.most_points
    if most is None:
        most = criterion.max_points + covenant.base_max
    return tuple(step * count for count in range(int(most // step) + 1))


def effects(case: Case) -> tuple[CellEffect, ...]:
    """Điểm nào đổi thì đổi hạng: every reviewer's value that counts, and every settled line.

    A reviewer's value in whose place a line was settled decides nothing and is left out.
    """
    block = RankedBlock(case)
    return tuple(
        effect
        for unit in case.entries
        for criterion in case.covenant.criteria.values()
        for effect in _of_cell(block, unit, criterion)
    )


def whole_effects(case: Case, unit: str, criterion: str) -> tuple[CellEffect, ...]:
    """Mọi chỗ đổi của một ô: each of its scores with every turn, not the nearest alone."""
    block = RankedBlock(case)
    return tuple(_of_cell(block, unit, case.covenant.criteria[criterion], whole=True))


def _of_cell(
    block: RankedBlock, unit: str, criterion: Criterion, *, whole: bool = False
) -> Iterator[CellEffect]:
    case, code = block.case, criterion.code
    entry = case.entries[unit].get(code)
    line = case.combined[unit].get(code)
    settled = case.settled[unit].get(code)
    if entry is None:
        return
    if line is not None and (settled is None or settled.state is LineState.COMBINED):
        yield from _reviewed(block, unit, criterion, entry, line, whole=whole)
    elif settled is not None and (found := _settled(block, unit, criterion, settled, whole=whole)):
        yield found


def _reviewed(
    block: RankedBlock,
    unit: str,
    criterion: Criterion,
    entry: Entry,
    line: CombinedLine,
    *,
    whole: bool,
) -> Iterator[CellEffect]:
    """Ảnh hưởng của từng người chấm trên một dòng tổng hợp."""
    covenant = block.case.covenant
    values = values_of(covenant, criterion)
    ends = (Fraction(values[0]), Fraction(values[-1]), *line.values.values())
    moved_line = MovingLine(
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

        up, down = moved_line.turns(values, step, value, whole=whole)
        yield CellEffect(
            unit=unit,
            criterion=criterion.code,
            reviewer=reviewer,
            value=value,
            least=values[0],
            most=values[-1],
            up=up,
            down=down,
        )


def _combined(rest: Sequence[Fraction], value: Fraction, how: Combining) -> Fraction:
    found = combined([*rest, value], how)
    return Fraction(0) if found is None else found


def _settled(
    block: RankedBlock, unit: str, criterion: Criterion, settled: Entry, *, whole: bool
) -> CellEffect | None:
    """Ảnh hưởng của một dòng đã thẩm định; None where it holds no points to agree on."""
    covenant = block.case.covenant
    points = block.case.scores[unit].lines[criterion.code]
    if points is None or settled.state not in (*GIVEN, LineState.SCORED):
        return None
    stands = settled.state in GIVEN and (settled.confirmed or criterion.sign is not Sign.BASE)
    values = values_of(covenant, criterion)
    ends = (Fraction(values[0]), Fraction(values[-1]), Fraction(points))
    line = MovingLine(
        block,
        unit,
        criterion,
        lambda given: agreed_entry(criterion, settled, given),
        (block.step_at(min(ends)), block.step_at(max(ends))),
        block.step_at(Fraction(points)) if stands else None,
    )

    def step(given: Decimal) -> int:
        return block.step_at(Fraction(given))

    up, down = line.turns(values, step, Fraction(points), whole=whole)
    return CellEffect(
        unit=unit,
        criterion=criterion.code,
        reviewer="",
        value=Fraction(points),
        least=values[0],
        most=values[-1],
        up=up,
        down=down,
    )
