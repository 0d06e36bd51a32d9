"""Các cột của bảng rộng: what each of them is, as its headings say."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from thidua.domain.scoring.wide.asking import Asker
from thidua.domain.scoring.wide.column_questions import OPEN, pieces, settled, unit_of_sheet
from thidua.domain.scoring.wide.grid import LONGEST_HEADING, Grid, Square
from thidua.domain.scoring.wide.heading_rows import (
    end_of_heading,
    first_line,
    heads_of,
    label_columns,
    label_row,
    labels_of,
    lines_known,
    units_known,
)
from thidua.domain.scoring.wide.headings import HeadingMeaning, LineRole, heading_of
from thidua.domain.scoring.wide.matching import CovenantLines, UnitNames
from thidua.domain.scoring.wide.shape import Layout, WideColumn


def layout(grid: Grid, lines: CovenantLines, units: UnitNames, ask: Asker) -> Layout | None:
    """Đọc bố cục; None where no heading and no criterion can be found."""
    known, best = lines_known(grid, lines)
    many, unit_row = units_known(grid, units)
    titled = label_row(grid)
    first = first_line(grid, lines, best) if known else 0
    rows = [row for row in (titled, unit_row if many > 1 or grid.is_turned else 0) if row]
    rows = [row for row in rows if not first or row < first] or ([first - 1] if first else rows)
    if not rows:
        return None
    top, bottom = min(rows), max(rows)
    after = [row for row in grid.numbers if row > bottom]
    levels = grid.spread(range(top, bottom + 1 + LONGEST_HEADING))
    found = label_columns(grid, levels, range(top, bottom + 1), lines, best)
    bottom = end_of_heading(grid, levels, bottom, after, found, first)
    heads = heads_of(grid, levels, top, bottom)
    shape = Layout(
        top=top,
        bottom=bottom,
        code=found.get(LineRole.CODE),
        text=found.get(LineRole.TEXT),
        labels=labels_of(grid, found, heads, units),
    )
    return _with_columns(grid, shape, heads, lines, units, ask)


def _with_columns(
    grid: Grid,
    shape: Layout,
    heads: Mapping[int, Sequence[Square]],
    lines: CovenantLines,
    units: UnitNames,
    ask: Asker,
) -> Layout:
    columns: dict[int, WideColumn] = {}
    for column in grid.columns:
        written = " / ".join(square.text for square in heads[column])
        made = _column(grid, shape, column, heads[column], written, units, ask)
        is_bare = made.role is None and not heads[column]
        if is_bare and (first := _of_maxima(grid, shape, column, lines)) is not None:
            made = replace(made, role=LineRole.MAXIMUM)
            line = "dòng" if grid.is_turned else "cột"
            message = (
                f"{line} này không có tiêu đề, ghi đúng điểm tối đa của giao ước nên được hiểu là "
                "điểm tối đa, không phải điểm của đơn vị nào"
            )
            ask.findings.notice("wide_untitled", message, grid.place(first))
        columns[column] = made
    columns = _under_the_same_unit(columns, heads)
    named = any(one.unit for one in columns.values())
    unit = "" if named else unit_of_sheet(grid, shape, columns, units, ask)
    if unit == OPEN:
        columns = {
            number: replace(one, is_asked=one.role is None and one.field is not None)
            for number, one in columns.items()
        }
        unit = ""
    elif unit:
        columns = {
            number: replace(one, unit=unit)
            if one.role is None and one.field is not None and not one.unit
            else one
            for number, one in columns.items()
        }
    columns = settled(grid, replace(shape, unit=unit), columns, heads, units, ask)
    return replace(shape, columns=columns, unit=unit)


def _of_maxima(grid: Grid, shape: Layout, number: int, lines: CovenantLines) -> Square | None:
    """Ô đầu của cột ghi điểm tối đa: beside each line that is known stands its own, and no other.

    None where the column is another.
    """
    found: list[Square] = []
    for row in grid.numbers:
        square = grid.at(row, number)
        if row <= shape.bottom or square is None:
            continue
        labels = (grid.at(row, label) for label in reversed(shape.labels))
        named = (lines.is_known(one.text) for one in labels if one is not None)
        node = next((one for one in named if one is not None), None)  # its group stands before it
        alike = [] if node is None else lines.worded_as(node)
        if alike and square.number not in {one.max_points for one in alike}:
            return None
        found += [square] if node is not None else []
    return found[0] if len(found) > 1 else None


def _under_the_same_unit(
    columns: Mapping[int, WideColumn], heads: Mapping[int, Sequence[Square]]
) -> dict[int, WideColumn]:
    """Tên đơn vị chỉ ghi ở cột đầu của nó: the other inputs beside that one are its own.

    Only where the first column says which input it is, and each input once.
    """
    found: dict[int, WideColumn] = {}
    unit, used = "", set[tuple[object, object]]()
    for number, column in sorted(columns.items()):
        one = column
        place = (one.field, one.hand)
        is_bare = all(heading_of(square.text) is not None for square in heads[number])
        if one.unit:
            used = used if one.unit == unit else set()
            unit = "" if one.field is None else one.unit
        elif unit and one.role is None and one.field and is_bare and place not in used:
            one = replace(one, unit=unit)
        else:
            unit = ""
        found[number] = one
        used.add(place)
    return found


def _column(
    grid: Grid,
    shape: Layout,
    number: int,
    heads: Sequence[Square],
    written: str,
    units: UnitNames,
    ask: Asker,
) -> WideColumn:
    """Một cột như tiêu đề nói: the unit of the topmost level that names one, the lowest field."""
    if number in shape.labels:
        labels = {shape.text: LineRole.TEXT, shape.code: LineRole.CODE}
        label = labels.get(number, LineRole.BESIDE)
        return WideColumn(number=number, written=written, role=label)
    found = HeadingMeaning()
    unit = ""
    for square in heads:
        for piece in pieces(square.text, units):
            meaning = heading_of(piece)
            named = "" if meaning is not None else units.one(piece)
            if named and not unit:
                unit = named
            elif meaning is not None:
                found = HeadingMeaning(
                    meaning.field or found.field, meaning.hand or found.hand, meaning.role
                )
    role = found.role
    if role in (LineRole.UNIT, LineRole.CODE, LineRole.TEXT) or (unit and role is LineRole.NOTE):
        role = LineRole.NOTE if role is LineRole.NOTE else None
    return WideColumn(
        number=number, written=written, role=role, unit=unit, field=found.field, hand=found.hand
    )
