"""Đối chiếu dòng cộng: what the sheet says its rows add up to, and what they do."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from thidua.domain.covenant.covenant import Covenant, Sign
from thidua.domain.ground.finding import Finding, Findings
from thidua.domain.ground.points import ZERO, vi_number
from thidua.domain.scoring.sheet import Hand
from thidua.domain.scoring.wide.grid import Grid, Square
from thidua.domain.scoring.wide.lines import UNCOMPARED, RowKind, WideRow
from thidua.domain.scoring.wide.meaning import SheetTotal
from thidua.domain.scoring.wide.shape import Layout, WideColumn


@dataclass(frozen=True, slots=True)
class SumCheck:
    """Kết quả đối chiếu: each disagreement a sentence, and the totals the sheet gives to units."""

    findings: tuple[Finding, ...]
    totals: tuple[SheetTotal, ...]


def check_sums(
    grid: Grid,
    shape: Layout,
    rows: Sequence[WideRow],
    covenant: Covenant,
    hand: Hand,
    called: Callable[[str], str],
    is_read: Callable[[WideColumn], bool],
) -> SumCheck:
    """Đối chiếu: groups, sums in between and the total of each column of points."""
    findings = Findings()
    totals: list[SheetTotal] = []
    unknown: list[str] = []
    for column in shape.values:
        if not column.holds_points or not is_read(column):
            continue
        numbers = _numbers(grid, rows, column.number, covenant)
        for figure, row, codes, is_total in _figures(grid, rows, column.number, covenant):
            said = figure.number
            if said is None:
                if figure.is_computed:
                    unknown.append(figure.address)
                continue
            counted = [numbers[one] for one in codes if one in numbers]
            added = sum(counted, ZERO)
            group = covenant.groups.get(row.code)
            if group is not None and group.sign is Sign.DEDUCTION:
                said, added = abs(said), abs(added)
            if counted and said != added:
                label = row.written or row.kind.value
                message = (
                    f"dòng {label} của {called(column.unit)}: bảng ghi {vi_number(said)}, các dòng "
                    f"cộng {vi_number(added)}"
                )
                findings.warning("wide_sum", message, grid.place(figure))
            if is_total and column.hand in (None, hand):
                totals.append(SheetTotal(column.unit, said, grid.place(figure)))
    if unknown:
        message = (
            f"{len(unknown)} ô cộng là công thức mà tệp không giữ kết quả (ô {unknown[0]}…) nên "
            "chưa đối chiếu được; mở tệp bằng Excel rồi lưu lại thì đối chiếu được"
        )
        findings.notice("wide_sum_unknown", message, f"Trang {grid.title}")
    return SumCheck(tuple(findings), tuple(totals))


def _numbers(
    grid: Grid, rows: Sequence[WideRow], column: int, covenant: Covenant
) -> Mapping[int, Decimal]:
    """Số của từng dòng tiêu chí, what is taken away below zero; kinds only where no line says."""
    whole = {
        row.code
        for row in rows
        if row.kind is RowKind.CRITERION and not row.event and _number(grid, row.number, column)
    }
    found = {}
    for row in rows:
        number = _number(grid, row.number, column)
        if row.kind is not RowKind.CRITERION or number is None or row.field is not None:
            continue
        if row.event and row.code in whole:
            continue
        is_taken = covenant.criteria[row.code].sign is Sign.DEDUCTION
        found[row.number] = -abs(number) if is_taken else number
    return found


def _number(grid: Grid, row: int, column: int) -> Decimal | None:
    square = grid.at(row, column)
    return None if square is None or square.fault else square.number


def _figures(
    grid: Grid, rows: Sequence[WideRow], column: int, covenant: Covenant
) -> list[tuple[Square, WideRow, list[int], bool]]:
    """Các ô cộng của một cột: which rows each of them is about, and whether it is the total."""
    criteria = [row for row in rows if row.kind is RowKind.CRITERION]
    whole = _of_everything(rows, criteria[-1].number if criteria else 0)
    found = []
    since: list[int] = []
    for row in rows:
        if row.kind is RowKind.CRITERION:
            since.append(row.number)
        if row.kind not in (RowKind.GROUP, RowKind.SUM) or row.how == UNCOMPARED:
            continue
        is_total = row is whole
        if row.code:
            codes = [one.number for one in criteria if row.code in covenant.path(one.code)]
        elif is_total:
            codes = [one.number for one in criteria]
        else:
            codes, since = since, []
        square = grid.at(row.number, column)
        if square is not None:
            found.append((square, row, codes, is_total))
    return found


def _of_everything(rows: Sequence[WideRow], last: int) -> WideRow | None:
    """Dòng tổng của cả bảng: the last sum below all criteria, unless each part ends in the same."""
    sums = [row for row in rows if row.kind is RowKind.SUM and not row.code]
    sums = [row for row in sums if row.how != UNCOMPARED]
    if not sums or sums[-1].number < last:
        return None
    total = sums[-1]
    return None if any(row.written == total.written for row in sums[:-1]) else total
