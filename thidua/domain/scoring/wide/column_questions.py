"""Hỏi về cột của bảng rộng: whose it is, what it holds, or which of two is meant."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from thidua.domain.rules.entry import Field
from thidua.domain.scoring.wide.asking import Asker
from thidua.domain.scoring.wide.grid import Grid, Square
from thidua.domain.scoring.wide.headings import LONGEST_TITLE, LineRole, heading_of, key_of
from thidua.domain.scoring.wide.matching import UnitNames
from thidua.domain.scoring.wide.meaning import SKIP, Option
from thidua.domain.scoring.wide.shape import Layout, WideColumn

OPEN = "(còn hỏi)"
"""Đơn vị của trang khi còn hỏi."""
_INPUTS = (*Field, "Giải trình", "Minh chứng")


def pieces(text: str, units: UnitNames) -> list[str]:
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


def unit_of_sheet(
    grid: Grid, shape: Layout, columns: Mapping[int, WideColumn], units: UnitNames, ask: Asker
) -> str:
    """Đơn vị của cả trang: named in its title rows or by its own name, else asked.

    Empty where the sheet is of no one unit, `OPEN` while it is asked about.
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
    return answer or OPEN


def _unit_options(units: UnitNames, first: Iterable[str] = ()) -> list[Option]:
    codes = dict.fromkeys([*first, *units.members])
    return [Option(code, f"{units.called(code)} ({code})") for code in codes]


def settled(
    grid: Grid,
    shape: Layout,
    columns: dict[int, WideColumn],
    heads: Mapping[int, Sequence[Square]],
    units: UnitNames,
    ask: Asker,
) -> dict[int, WideColumn]:
    """Hỏi về những cột chưa rõ: whose they are, what they hold, or which of two is meant."""
    seen: set[tuple[str, object, object]] = set()
    found: dict[int, WideColumn] = {}
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
        found[number] = one
    return found


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
            is_known = any(heading_of(piece) for piece in pieces(square.text, units))
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
