"""Các cột của bảng rộng: where the headings end, and what each column is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from thidua.domain.rules.entry import Field
from thidua.domain.scoring.sheet import Hand
from thidua.domain.scoring.wide.asking import Asker
from thidua.domain.scoring.wide.grid import LONGEST_HEADING, Grid, Square
from thidua.domain.scoring.wide.headings import (
    LONGEST_TITLE,
    HeadingMeaning,
    LineRole,
    heading_of,
    is_numbering,
    key_of,
)
from thidua.domain.scoring.wide.matching import CovenantLines, UnitNames
from thidua.domain.scoring.wide.meaning import SKIP, Option

_LABELS = frozenset({LineRole.CODE, LineRole.TEXT})
_OPEN = "(còn hỏi)"
_FIRST_COLUMNS = 12
"""Mã và nội dung đứng trong những cột đầu."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WideColumn:
    """Cột của bảng rộng: a role, or which unit's which input by which hand.

    `field` is None for a column that only names the unit: its numbers are what the criterion takes.
    """

    number: int
    written: str
    role: LineRole | None = None
    unit: str = ""
    field: Field | str | None = None
    hand: Hand | None = None
    is_skipped: bool = False
    is_asked: bool = False

    @property
    def is_value(self) -> bool:
        """Cột điểm của một đơn vị."""
        return bool(self.unit) and self.role is None and not (self.is_skipped or self.is_asked)

    @property
    def holds_points(self) -> bool:
        """Cột ghi điểm, to be added up."""
        return self.is_value and self.field in (None, Field.POINTS)


@dataclass(frozen=True, kw_only=True)
class Layout:
    """Bố cục: the heading rows, the columns, and the columns that say what a row is."""

    top: int
    bottom: int
    columns: Mapping[int, WideColumn] = field(default_factory=dict)
    code: int | None = None
    text: int | None = None
    labels: tuple[int, ...] = ()
    unit: str = ""

    @cached_property
    def values(self) -> tuple[WideColumn, ...]:
        """Các cột điểm, from the left."""
        return tuple(one for _, one in sorted(self.columns.items()) if one.is_value)

    def of(self, role: LineRole) -> list[int]:
        """Các cột mang vai này."""
        return [number for number, one in self.columns.items() if one.role is role]


def lines_known(grid: Grid, lines: CovenantLines) -> tuple[int, int]:
    """Cột nói rõ tiêu chí nhất: how many lines of the covenant it names, and which it is."""
    best = (0, 0)
    for column in grid.columns[:_FIRST_COLUMNS]:
        named = {
            node.code
            for row in grid.numbers
            if (square := grid.at(row, column)) is not None
            and (node := lines.is_known(square.text)) is not None
        }
        best = max(best, (len(named), -column))
    return best[0], -best[1]


def units_known(grid: Grid, units: UnitNames) -> tuple[int, int]:
    """Dòng kể nhiều đơn vị nhất: how many it names, and which it is."""
    best = (0, 0)
    for row in grid.numbers[:LONGEST_HEADING]:
        named = {units.one(square.text) for square in grid.rows[row].values()} - {""}
        best = max(best, (len(named), -row))
    return best[0], -best[1]


def layout(grid: Grid, lines: CovenantLines, units: UnitNames, ask: Asker) -> Layout | None:
    """Đọc bố cục; None where no heading and no criterion can be found."""
    known, best = lines_known(grid, lines)
    many, unit_row = units_known(grid, units)
    label_row = _label_row(grid)
    first = _first_line(grid, lines, best) if known else 0
    rows = [row for row in (label_row, unit_row if many > 1 or grid.is_turned else 0) if row]
    rows = [row for row in rows if not first or row < first] or ([first - 1] if first else rows)
    if not rows:
        return None
    top, bottom = min(rows), max(rows)
    after = [row for row in grid.numbers if row > bottom]
    levels = grid.spread(range(top, bottom + 1 + LONGEST_HEADING))
    found = _label_columns(grid, levels, range(top, bottom + 1), lines, best)
    bottom = _end_of_heading(grid, levels, bottom, after, found, first)
    heads = _heads(grid, levels, top, bottom)
    shape = Layout(
        top=top,
        bottom=bottom,
        code=found.get(LineRole.CODE),
        text=found.get(LineRole.TEXT),
        labels=_labels(grid, found, heads, units),
    )
    return _with_columns(grid, shape, heads, lines, units, ask)


def _label_row(grid: Grid) -> int:
    """Dòng tiêu đề: the row that names most of what no unit gives."""
    best = (0, 0)
    for row in grid.numbers[:LONGEST_HEADING]:
        known = [heading_of(square.text) for square in grid.rows[row].values()]
        said = [one for one in known if one is not None]
        if any(one.role in _LABELS for one in said) and len(grid.rows[row]) > 1:
            best = max(best, (len(said), -row))
    return -best[1]


def _first_line(grid: Grid, lines: CovenantLines, column: int) -> int:
    return next(
        (
            row
            for row in grid.numbers
            if (square := grid.at(row, column)) is not None
            and lines.is_known(square.text) is not None
            and not _is_heading_row(grid, row)
        ),
        0,
    )


def _is_heading_row(grid: Grid, row: int) -> bool:
    known = (heading_of(square.text) for square in grid.rows[row].values())
    return any(one is not None and one.role in _LABELS for one in known)


def _label_columns(
    grid: Grid,
    levels: Mapping[tuple[int, int], Square],
    rows: range,
    lines: CovenantLines,
    best: int,
) -> dict[LineRole, int]:
    """Cột mã và cột nội dung: by their titles, else by what stands in them."""
    found: dict[LineRole, int] = {}
    for column in grid.columns:
        for row in rows:
            square = grid.at(row, column) or levels.get((row, column))
            meaning = None if square is None else heading_of(square.text)
            if meaning is not None and meaning.role in _LABELS:
                found.setdefault(meaning.role, column)
    codes = texts = 0
    if best:
        for row in grid.numbers:
            square = grid.at(row, best)
            if square is not None and (node := lines.is_known(square.text)) is not None:
                is_code = lines.coded(square.text) is node
                codes, texts = codes + is_code, texts + (not is_code)
    role = LineRole.CODE if codes > texts else LineRole.TEXT
    other = LineRole.TEXT if role is LineRole.CODE else LineRole.CODE
    if best and found.get(role) != best and found.get(other) != best:
        found[role] = best
    if best and role is LineRole.TEXT and found.get(LineRole.CODE) == best:
        found[LineRole.TEXT] = found.pop(LineRole.CODE)
    return found


def _labels(
    grid: Grid,
    found: Mapping[LineRole, int],
    heads: Mapping[int, Sequence[Square]],
    units: UnitNames,
) -> tuple[int, ...]:
    """Các cột nói dòng là gì: code, text, groups beside them, and inputs named row by row."""
    last = max(found.values(), default=0)
    labels = set(found.values())
    for column in grid.columns:
        known = [heading_of(square.text) for square in heads[column]]
        has_unit = any(units.of(square.text) for square in heads[column])
        of_table = grid.is_turned and any(
            one is not None and one.role in (*_LABELS, LineRole.UNIT) for one in known
        )
        is_beside = column < last and not has_unit and not any(known)
        if of_table or is_beside or (not has_unit and _names_inputs(grid, column)):
            labels.add(column)
    return tuple(sorted(labels))


def _names_inputs(grid: Grid, column: int) -> bool:
    """Cột kể các ô nhập: «Kế hoạch», «Kết quả», again and again."""
    squares = [square for row in grid.numbers if (square := grid.at(row, column)) is not None]
    named = sum(
        (meaning := heading_of(square.text)) is not None and meaning.field is not None
        for square in squares
    )
    return named > 1 and 2 * named >= len(squares)


def _end_of_heading(
    grid: Grid,
    levels: Mapping[tuple[int, int], Square],
    bottom: int,
    after: Iterable[int],
    labels: Mapping[LineRole, int],
    first: int,
) -> int:
    """Hết phần tiêu đề: rows below it without a label of their own, or that number the columns."""
    for row in after:
        if (first and row >= first) or row > bottom + LONGEST_HEADING:
            break
        covered = [
            column
            for column in labels.values()
            if grid.at(row, column) is None and (row, column) in levels
        ]
        texts = [square.text for square in grid.rows[row].values()]
        is_numbered = len(texts) > 2 and all(map(is_numbering, texts))
        has_label = any(grid.at(row, column) is not None for column in labels.values())
        names = [heading_of(text) for text in texts]
        is_named = any(one is not None for one in names) and not has_label
        if not (is_numbered or (covered and not has_label) or is_named):
            break
        bottom = row
    return bottom


def _heads(
    grid: Grid, levels: Mapping[tuple[int, int], Square], top: int, bottom: int
) -> dict[int, list[Square]]:
    """Tiêu đề của từng cột, from the top level down, each cell once."""
    found: dict[int, list[Square]] = {}
    rows = [row for row in range(top, bottom + 1)]
    numbered = [
        row
        for row in rows
        if row in grid.rows
        and len(grid.rows[row]) > 2
        and all(is_numbering(one.text) for one in grid.rows[row].values())
        and row != top
    ]
    for column in grid.columns:
        heads: list[Square] = []
        for row in rows:
            square = grid.at(row, column) or levels.get((row, column))
            if square is not None and row not in numbered and square not in heads:
                heads.append(square)
        found[column] = heads
    return found


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
    unit = "" if named else _unit_of_sheet(grid, shape, columns, units, ask)
    if unit == _OPEN:
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
    columns = _asked(grid, replace(shape, unit=unit), columns, heads, units, ask)
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
        for piece in _pieces(square.text, units):
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


def _pieces(text: str, units: UnitNames) -> list[str]:
    """Các phần của một ô tiêu đề: «Phòng Ánh – Tự chấm» names a unit and a field."""
    is_long = len(text) > 2 * LONGEST_TITLE
    if is_long or heading_of(text) is not None or units.of(text):
        return [text]
    for sign in ("\n", " – ", " - ", ": ", "(", "/"):
        parts = [part.strip(" )") for part in text.split(sign)]
        if len(parts) == 2 and all(parts):
            known = [heading_of(part) is not None or bool(units.of(part)) for part in parts]
            if all(known):
                return parts
    return [text]


def _unit_of_sheet(
    grid: Grid, shape: Layout, columns: Mapping[int, WideColumn], units: UnitNames, ask: Asker
) -> str:
    """Đơn vị của cả trang: named in its title rows or by its own name, else asked.

    Empty where the sheet is of no one unit, `_OPEN` while it is asked about.
    """
    named: dict[str, Square | None] = {}
    for row in grid.numbers:
        if row >= shape.top:
            break
        for square in grid.rows[row].values():
            if (one := units.one(square.text)) and square.text.strip():
                named.setdefault(one, square)
    if not named and (one := units.one(grid.title)):
        named[one] = None
    if len(named) == 1:
        return next(iter(named))
    if not any(one.field is not None and one.role is None for one in columns.values()):
        return ""
    answer = ask.ask(
        key_of("đơn vị của trang", grid.title),
        f"Trang «{grid.title}» là bảng của đơn vị nào?",
        f"Trang {grid.title}",
        _unit_options(units, named),
    )
    return answer or _OPEN


def _unit_options(units: UnitNames, first: Iterable[str] = ()) -> list[Option]:
    codes = dict.fromkeys([*first, *units.members])
    return [Option(code, f"{units.called(code)} ({code})") for code in codes]


_INPUTS = (*Field, "Giải trình", "Minh chứng")


def _asked(
    grid: Grid,
    shape: Layout,
    columns: dict[int, WideColumn],
    heads: Mapping[int, Sequence[Square]],
    units: UnitNames,
    ask: Asker,
) -> dict[int, WideColumn]:
    """Hỏi về những cột chưa rõ: whose they are, what they hold, or which of two is meant."""
    seen: set[tuple[str, object, object]] = set()
    settled: dict[int, WideColumn] = {}
    for number, column in columns.items():
        one = column
        if one.is_asked:
            pass
        elif one.role is None and _is_filled(grid, shape, number):
            if shape.unit and not one.unit:
                unsaid = [square for square in heads[number] if not heading_of(square.text)]
                one = replace(one, unit=shape.unit)
                one = _ask_field(grid, one, unsaid[-1], ask) if unsaid else one
            elif not one.unit:
                one = _ask_unit(grid, one, heads[number], units, ask)
            if one.unit and not one.is_skipped and (left := _unknown(heads[number], one, units)):
                one = _ask_field(grid, one, left, ask)
            place = (one.unit, one.field, one.hand)
            if one.unit and not (one.is_skipped or one.is_asked) and place in seen:
                one = _ask_which(grid, one, heads[number], units, ask)
            elif one.is_value:
                seen.add(place)
        elif one.role is None:
            one = replace(one, role=LineRole.NOTE)
        settled[number] = one
    return settled


def _is_filled(grid: Grid, shape: Layout, number: int) -> bool:
    """Cột có ghi gì ở dòng của tiêu chí: beside a code or a text."""
    return any(
        number in grid.rows[row] and any(label in grid.rows[row] for label in shape.labels)
        for row in grid.numbers
        if row > shape.bottom
    )


def _unknown(heads: Sequence[Square], one: WideColumn, units: UnitNames) -> Square | None:
    """Chữ dưới tên đơn vị mà không rõ là ô nhập nào."""
    below = False
    for square in heads:
        if one.unit in units.of(square.text) and not below:
            below = True
        elif below and one.field is None and heading_of(square.text) is None:
            is_known = any(heading_of(piece) for piece in _pieces(square.text, units))
            if not is_known:
                return square
    return None


def _ask_unit(
    grid: Grid, one: WideColumn, heads: Sequence[Square], units: UnitNames, ask: Asker
) -> WideColumn:
    """Cột này của đơn vị nào: asked once for all columns under one name."""
    unsaid = [square for square in heads if heading_of(square.text) is None]
    square = unsaid[0] if unsaid else (heads[-1] if heads else None)
    text = "" if square is None else square.text
    line = "dòng" if grid.is_turned else "cột"
    name = text or f"{line} không có tiêu đề ({line} {one.number})"
    place = f"Trang {grid.title}" if square is None else grid.place(square)
    answer = ask.ask(
        key_of("cột", name),
        f"«{name}» là đơn vị nào?",
        place,
        [*_unit_options(units, units.of(text)), Option(SKIP, "Không đọc cột này")],
    )
    if not answer:
        return replace(one, is_asked=True)
    return replace(one, is_skipped=True) if answer == SKIP else replace(one, unit=answer)


def _ask_field(grid: Grid, one: WideColumn, left: Square, ask: Asker) -> WideColumn:
    options = [Option(str(name), f"Là ô {name}") for name in _INPUTS]
    answer = ask.ask(
        key_of("ô nhập", left.text),
        f"Cột «{left.text}» của một đơn vị ghi gì?",
        grid.place(left),
        [*options, Option(SKIP, "Không đọc cột này")],
    )
    if not answer:
        return replace(one, is_asked=True)
    if answer == SKIP:
        return replace(one, is_skipped=True)
    fields: dict[str, Field | str] = {str(name): name for name in _INPUTS}
    return replace(one, field=fields[answer])


def _ask_which(
    grid: Grid, one: WideColumn, heads: Sequence[Square], units: UnitNames, ask: Asker
) -> WideColumn:
    """Hai cột cùng một ô nhập của một đơn vị: nobody but the writer knows which is meant."""
    place = grid.place(heads[-1]) if heads else f"Trang {grid.title}"
    answer = ask.ask(
        key_of("cột trùng", f"{one.written} {one.number}"),
        f"Cột «{one.written}» là cột thứ hai của {units.called(one.unit)}; nó là của đơn vị nào?",
        place,
        [Option(SKIP, "Không đọc cột này"), *_unit_options(units)],
    )
    if not answer:
        return replace(one, is_asked=True)
    return replace(one, is_skipped=True) if answer == SKIP else replace(one, unit=answer)
