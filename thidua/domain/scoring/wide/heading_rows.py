"""Phần tiêu đề của bảng rộng: where it ends, which columns name the rows, what stands over each."""

from collections.abc import Iterable, Mapping, Sequence

from thidua.domain.scoring.wide.grid import LONGEST_HEADING, Grid, Square
from thidua.domain.scoring.wide.headings import LineRole, heading_of, is_numbering
from thidua.domain.scoring.wide.matching import CovenantLines, UnitNames

LABELS = frozenset({LineRole.CODE, LineRole.TEXT})
"""Vai của cột gọi tên dòng."""
_FIRST_COLUMNS = 12
"""Mã và nội dung đứng trong những cột đầu."""


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


def label_row(grid: Grid) -> int:
    """Dòng tiêu đề: the row that names most of what no unit gives."""
    best = (0, 0)
    for row in grid.numbers[:LONGEST_HEADING]:
        known = [heading_of(square.text) for square in grid.rows[row].values()]
        said = [one for one in known if one is not None]
        if any(one.role in LABELS for one in said) and len(grid.rows[row]) > 1:
            best = max(best, (len(said), -row))
    return -best[1]


def first_line(grid: Grid, lines: CovenantLines, column: int) -> int:
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
    return any(one is not None and one.role in LABELS for one in known)


def label_columns(
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
            if meaning is not None and meaning.role in LABELS:
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


def labels_of(
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
            one is not None and one.role in (*LABELS, LineRole.UNIT) for one in known
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


def end_of_heading(
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


def heads_of(
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
