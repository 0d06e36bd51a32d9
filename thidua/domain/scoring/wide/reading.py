"""Đọc bảng rộng: from the squares of one sheet to score rows, with a meaning for every square.

Nothing is guessed: what its code, name or text does not decide is asked, and an answer holds only
where it was given for the same words.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from thidua.domain.covenant.covenant import Covenant, Criterion
from thidua.domain.ground.finding import Findings
from thidua.domain.ground.heading import Heading
from thidua.domain.ground.points import vi_number
from thidua.domain.ground.text import listed
from thidua.domain.period.period import BlockPeriod, Member
from thidua.domain.rules.entry import Field
from thidua.domain.rules.rows import InputRow
from thidua.domain.scoring.file import ScoreRow
from thidua.domain.scoring.sheet import HAND_WORDS, Hand
from thidua.domain.scoring.wide.asking import Asker
from thidua.domain.scoring.wide.columns import layout
from thidua.domain.scoring.wide.grid import Grid, Square, column_letters
from thidua.domain.scoring.wide.heading_rows import lines_known, units_known
from thidua.domain.scoring.wide.headings import EXPLAINED, PROVEN, LineRole
from thidua.domain.scoring.wide.lines import MOST_ASKED, RowKind, RowTeller, WideRow
from thidua.domain.scoring.wide.matching import (
    BY_BEGINNING,
    BY_CODE_ALONE,
    CovenantLines,
    UnitNames,
)
from thidua.domain.scoring.wide.meaning import (
    Answers,
    SheetPoints,
    SquareKind,
    Taken,
    WideReading,
)
from thidua.domain.scoring.wide.shape import Layout, WideColumn
from thidua.domain.scoring.wide.sums import check_sums
from thidua.domain.scoring.wide.taking import Taking
from thidua.domain.scoring.wide.title import title_of, told_otherwise

MOST_ROWS, MOST_COLUMNS, MOST_SQUARES = 2_000, 256, 100_000
"""Bảng lớn nhất: more than the lines of any covenant, or the units of any block."""

_NOTHING = frozenset({"-", "–", "—", "/", "...", "…"})
_FEW, _MANY = 5, 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Việc đọc: the covenant and members it is read against, whose hand, and who may be read.

    `period` is the one that is imported into, to be compared with what the sheet is called.
    """

    covenant: Covenant
    members: Sequence[Member]
    hand: Hand
    answers: Answers
    allowed: Collection[str] | None = None
    period: BlockPeriod | None = None

    def read(self, grid: Grid) -> WideReading:
        """Đọc một trang."""
        return _Reading(self, grid).read()

    def names_criteria(self, grid: Grid) -> int:
        """Trang này kể bao nhiêu dòng của giao ước, whichever way they run."""
        if not is_bearable(grid):
            return 0
        lines = CovenantLines(self.covenant)
        return max(lines_known(grid, lines)[0], lines_known(grid.turned(), lines)[0])


def is_bearable(grid: Grid) -> bool:
    """Không quá lớn."""
    return (
        len(grid.numbers) <= MOST_ROWS
        and len(grid.columns) <= MOST_COLUMNS
        and sum(map(len, grid.rows.values())) <= MOST_SQUARES
    )


@dataclass
class _Cells:
    """Các ô của một tiêu chí ở một đơn vị, as the sheet has them."""

    by_field: dict[Field | str | None, Square] = field(default_factory=dict)


class _Reading:
    def __init__(self, job: Reader, grid: Grid) -> None:
        self.job, self.sheet = job, grid
        self.ask = Asker(job.answers)
        self.findings = Findings()
        self.kinds: dict[str, SquareKind] = {}
        self.lines = CovenantLines(job.covenant)
        self.units = UnitNames(job.members)
        self.taken: list[Taken] = []
        self.points: list[SheetPoints] = []
        self._told: dict[str, list[str]] = defaultdict(list)

    def read(self) -> WideReading:
        grid = self.sheet
        if not is_bearable(grid):
            message = (
                f"bảng có {len(grid.numbers)} dòng, {len(grid.columns)} cột có nội dung; nhiều "
                f"nhất {MOST_ROWS} dòng, {MOST_COLUMNS} cột và {MOST_SQUARES} ô"
            )
            self.findings.error("wide_size", message, f"Trang {grid.title}")
            self._all(grid.numbers, grid, SquareKind.FAULTY)
            return self._made(grid, ())
        if grid.beyond:
            message = f"còn nội dung sau cột thứ {MOST_COLUMNS} nên không đọc hết; hãy chia bảng"
            self.findings.error("wide_size", message, f"Ô {grid.beyond} trang {grid.title}")
        upright, turned = self._known(grid), self._known(grid.turned())
        if turned > upright:
            grid = grid.turned()
        shape = layout(grid, self.lines, self.units, self.ask)
        if shape is None:
            message = (
                "không thấy mã hay nội dung tiêu chí nào của giao ước, cũng không thấy dòng tiêu "
                "đề; hãy kiểm tra đúng trang, đúng khối"
            )
            self.findings.error("wide_unknown", message, f"Trang {grid.title}")
            self._all(grid.numbers, grid, SquareKind.FAULTY)
            return self._made(grid, ())
        rows = self._rows_of(grid, shape)
        self._mark_heading(grid, shape)
        self._tell_columns(grid, shape)
        self._tell_rows(grid, shape, rows)
        cells = self._cells(grid, shape, rows)
        made = self._score_rows(grid, shape, cells)
        check = check_sums(
            grid, shape, rows, self.job.covenant, self.job.hand, self._called, self._is_read
        )
        self.findings += check.findings
        self._mark_rest(grid, shape, rows)
        self._tell(grid)
        self._tell_missing(grid, shape, rows)
        self._tell_title(shape)
        if not made:
            self._tell_empty(grid, shape)
        reading = self._made(grid, made)
        units = tuple(dict.fromkeys(one.unit for one in shape.values))
        return replace(reading, totals=check.totals, units=units, is_of_one_unit=bool(shape.unit))

    def _made(self, grid: Grid, rows: Sequence[ScoreRow]) -> WideReading:
        questions = tuple(self.ask.asked.values())
        return WideReading(
            grid=self.sheet,
            kinds=self.kinds,
            taken=tuple(self.taken),
            questions=questions,
            rows=tuple(rows),
            points=tuple(self.points),
            findings=(*self.ask.findings, *self.findings),
        )

    def _known(self, grid: Grid) -> int:
        return lines_known(grid, self.lines)[0] + units_known(grid, self.units)[0]

    def _rows_of(self, grid: Grid, shape: Layout) -> list[WideRow]:
        teller = RowTeller(grid, shape, self.lines, self.ask)
        rows = teller.rows()
        if teller.unknown > MOST_ASKED:
            message = (
                f"{teller.unknown} dòng không nhận ra là gì trong giao ước; bảng này có lẽ của "
                "khối khác, năm khác; hãy ghi mã tiêu chí của giao ước vào cột đầu"
            )
            self.findings.error("wide_unknown", message, f"Trang {grid.title}")
        return rows

    def _called(self, unit: str) -> str:
        return self.units.called(unit)

    def _is_read(self, column: WideColumn) -> bool:
        """Cột của đơn vị mà người này được nhập."""
        return self.job.allowed is None or column.unit in self.job.allowed

    # What squares are

    def mark(self, square: Square, kind: SquareKind) -> None:
        """Ghi ô này là gì."""
        self.kinds[square.address] = kind

    def _all(self, numbers: Sequence[int], grid: Grid, kind: SquareKind) -> None:
        for number in numbers:
            for square in grid.rows[number].values():
                self.mark(square, kind)

    def _mark_heading(self, grid: Grid, shape: Layout) -> None:
        self._all([n for n in grid.numbers if n < shape.top], grid, SquareKind.TITLE)
        heading = [n for n in grid.numbers if shape.top <= n <= shape.bottom]
        self._all(heading, grid, SquareKind.HEADING)

    def _mark_rest(self, grid: Grid, shape: Layout, rows: Sequence[WideRow]) -> None:
        """Ô còn lại: what its row or its column is."""
        by_row = {
            RowKind.GROUP: SquareKind.GROUP,
            RowKind.SUM: SquareKind.SUM,
            RowKind.RANK: SquareKind.RANK,
            RowKind.MAXIMUM: SquareKind.MAXIMUM,
            RowKind.NOTE: SquareKind.NOTE,
            RowKind.SKIPPED: SquareKind.SKIPPED,
            RowKind.ASKED: SquareKind.ASKED,
        }
        for row in rows:
            for number, square in grid.rows[row.number].items():
                if square.address in self.kinds:
                    continue
                kind = by_row.get(row.kind)
                if kind is None or row.kind is RowKind.GROUP:
                    kind = self._kind_by_column(shape, number, row, square)
                self.mark(square, kind)
                if square.fault and not square.is_computed:
                    message = f"ô {square.fault}; ô này không được đọc"
                    self.findings.warning("cell", message, grid.place(square))

    def _kind_by_column(
        self, shape: Layout, number: int, row: WideRow, square: Square
    ) -> SquareKind:
        column = shape.columns[number]
        if number in shape.labels:
            return SquareKind.GROUP if row.kind is RowKind.GROUP else SquareKind.LABEL
        if column.is_asked:
            return SquareKind.ASKED
        if column.is_skipped:
            return SquareKind.SKIPPED
        roles = {
            LineRole.MAXIMUM: SquareKind.MAXIMUM,
            LineRole.TOTAL: SquareKind.SUM,
            LineRole.RANK: SquareKind.RANK,
        }
        if column.role is not None:
            return roles.get(column.role, SquareKind.NOTE)
        if row.kind is RowKind.GROUP:
            return SquareKind.GROUP
        if not self._is_read(column):
            return SquareKind.OTHER_UNIT
        return SquareKind.UNUSED

    # What is told of rows and columns

    def _tell_columns(self, grid: Grid, shape: Layout) -> None:
        for number, column in sorted(shape.columns.items()):
            heads = [
                square
                for row in range(shape.top, shape.bottom + 1)
                if (square := grid.at(row, number)) is not None
            ]
            squares = heads or [
                square for row in grid.numbers if (square := grid.at(row, number)) is not None
            ]
            place = _line_name(squares[-1].address, is_row=grid.is_turned)
            self.taken.append(Taken(place, column.written, self._column_words(shape, column)))

    def _column_words(self, shape: Layout, column: WideColumn) -> str:
        if column.is_asked:
            return "chưa rõ"
        if column.is_skipped:
            return "không đọc, theo câu trả lời"
        if column.role is not None:
            return column.role.value
        if not column.unit:
            return LineRole.NOTE.value
        said = [f"đơn vị {self._called(column.unit)} ({column.unit})"]
        said += [str(column.field)] if column.field is not None else []
        said += [f"bản {HAND_WORDS[column.hand]}"] if column.hand is not None else []
        if not self._is_read(column):
            said.append("không nhập ở đây")
        return ", ".join(said)

    def _tell_rows(self, grid: Grid, shape: Layout, rows: Sequence[WideRow]) -> None:
        for row in rows:
            square = next(square for _, square in sorted(grid.rows[row.number].items()))
            said = row.kind.value
            if row.kind is RowKind.CRITERION:
                said = " ".join(filter(None, ["tiêu chí", row.code, row.event]))
                said += f", ô {row.field}" if row.field is not None else ""
            elif row.kind is RowKind.GROUP or (row.kind is RowKind.SUM and row.code):
                said = f"{row.kind.value} {row.code}"
            how = f" ({row.how})" if row.how else ""
            place = _line_name(square.address, is_row=not grid.is_turned)
            self.taken.append(Taken(place, row.written, f"{said}{how}"))
            if row.how == BY_BEGINNING:
                message = f"«{row.written}» được hiểu là tiêu chí {row.code}"
                self.findings.notice("wide_text", message, grid.place(square))
            if row.how == BY_CODE_ALONE:
                self.tell("differs", square.address)
            self._check_maxima(grid, shape, row)

    def _tell_missing(self, grid: Grid, shape: Layout, rows: Sequence[WideRow]) -> None:
        """Tiêu chí, đơn vị mà bảng không có: nothing was said of them, so what is stored stays."""
        if not shape.values or any(row.kind is RowKind.ASKED for row in rows):
            return
        named = {row.code for row in rows if row.kind is RowKind.CRITERION}
        lacking = [
            one
            for one in self.job.covenant.criteria.values()
            if one.code not in named and not one.rule.is_computed
        ]
        place = f"Trang {grid.title}"
        if named and lacking:
            codes = listed([one.code for one in lacking], "tiêu chí", most=_MANY)
            line = "cột" if grid.is_turned else "dòng"
            message = (
                f"bảng không có {line} của {len(lacking)} tiêu chí trong giao ước ({codes}); điểm "
                "đang lưu của các tiêu chí ấy giữ nguyên"
            )
            self.findings.warning("wide_missing", message, place)
            self.taken += [
                Taken("Không có", f"{one.code} {one.text}", "tiêu chí của giao ước, giữ nguyên")
                for one in lacking
            ]
        units = {one.unit for one in shape.columns.values()}
        absent = [one for one in self.job.members if one.code not in units]
        asked = any(one.is_asked for one in shape.columns.values())
        if absent and not (shape.unit or asked or self.job.allowed is not None):
            called = listed([self._called(one.code) for one in absent], "đơn vị", most=_MANY)
            line = "dòng" if grid.is_turned else "cột"
            message = f"bảng không có {line} của {called}; điểm đang lưu của đơn vị ấy giữ nguyên"
            self.findings.notice("wide_absent", message, place)

    def _check_maxima(self, grid: Grid, shape: Layout, row: WideRow) -> None:
        """Điểm tối đa của bảng so với giao ước."""
        if row.kind not in (RowKind.CRITERION, RowKind.GROUP) or row.event or row.field:
            return
        covenant = self.job.covenant
        node = covenant.groups.get(row.code) or covenant.criteria[row.code]
        for column in shape.of(LineRole.MAXIMUM):
            square = grid.at(row.number, column)
            most = None if square is None else square.number
            if square is not None and most is not None and abs(most) != node.max_points:
                message = (
                    f"{row.code}: bảng ghi điểm tối đa {vi_number(most)}, giao ước là "
                    f"{vi_number(node.max_points)}"
                )
                self.findings.warning("wide_maximum", message, grid.place(square))

    # From squares to score rows

    def _cells(
        self, grid: Grid, shape: Layout, rows: Sequence[WideRow]
    ) -> dict[tuple[str, str], dict[str, _Cells]]:
        """Ô điểm theo đơn vị, tiêu chí và loại lượt; squares of other hands are set aside."""
        own_hand = {(one.unit, one.field) for one in shape.values if one.hand is self.job.hand}
        read = {one.number for one in shape.values if self._left(one, own_hand) is None}
        criteria = [row for row in rows if row.kind is RowKind.CRITERION]
        merged = _merged(grid, shape, read, {row.number for row in criteria})
        for anchor, is_down in merged.items():
            where = "dòng" if is_down is not grid.is_turned else "cột"
            message = f"ô gộp nhiều {where}, không rõ số này của {where} nào; hãy bỏ gộp ô"
            self.findings.error("merged", message, grid.place(anchor))
            self.mark(anchor, SquareKind.FAULTY)
        found: dict[tuple[str, str], dict[str, _Cells]] = {}
        for row in criteria:
            for column in shape.values:
                square = grid.at(row.number, column.number)
                if square is None or square in merged:
                    continue
                left = self._left(column, own_hand)
                if left is not None:
                    self.mark(square, left)
                    continue
                held = found.setdefault((column.unit, row.code), {}).setdefault(row.event, _Cells())
                name = column.field if row.field is None else row.field
                held.by_field[name] = square
        return found

    def _left(
        self, column: WideColumn, own_hand: Collection[tuple[str, Field | str | None]]
    ) -> SquareKind | None:
        """Vì sao cột này không được nhập ở đây; None where it is."""
        if not self._is_read(column):
            return SquareKind.OTHER_UNIT
        beside = column.hand is None and (column.unit, Field.POINTS) in own_hand
        is_beside = beside and column.field in (None, Field.POINTS)
        if column.hand not in (None, self.job.hand) or is_beside:
            return SquareKind.OTHER_HAND
        return None

    def _score_rows(
        self,
        grid: Grid,
        shape: Layout,
        cells: Mapping[tuple[str, str], Mapping[str, _Cells]],
    ) -> list[ScoreRow]:
        made: list[ScoreRow] = []
        given = _fields_given(cells)
        events: dict[str, dict[str, None]] = {}
        for (_, code), by_event in cells.items():
            events.setdefault(code, {}).update(dict.fromkeys(by_event))
        for (unit, code), by_event in cells.items():
            criterion = self.job.covenant.criteria[code]
            heading = self._heading(grid, shape, given.get(unit, set()))
            rows = []
            for event in events[code]:
                held = by_event.get(event, _Cells())
                row = self._input_row(grid, criterion, unit, event, held, given[unit])
                if row is not None:
                    rows.append(row)
            if any(not row.is_blank for row in rows):
                made += [ScoreRow(unit, code, row, row.place, row.place, heading) for row in rows]
        self._tell_lacking(grid, made)
        return made

    def _tell_lacking(self, grid: Grid, made: Sequence[ScoreRow]) -> None:
        """Ô điểm để trống: of a unit and a criterion that have points elsewhere in the sheet."""
        there = {(one.unit, one.criterion) for one in made}
        units, codes = (
            (dict.fromkeys(each) for each in zip(*there, strict=True)) if there else ((), ())
        )
        names = [f"{code} của {unit}" for code in codes for unit in units]
        lacking = sorted(set(names) - {f"{code} của {unit}" for unit, code in there})
        if lacking:
            message = (
                f"{len(lacking)} ô điểm để trống hoặc ghi «-» ({listed(lacking, 'ô', most=_FEW)}); "
                "điểm đang lưu của các dòng ấy giữ nguyên"
            )
            self.findings.notice("wide_lacking", message, f"Trang {grid.title}")

    @staticmethod
    def _heading(grid: Grid, shape: Layout, given: Collection[Field | str | None]) -> Heading:
        """Cột mà bảng không có: what is stored of explanation and evidence stays then."""
        absent = frozenset(name for name in (EXPLAINED, PROVEN) if name not in given)
        return Heading(sheet=grid.title, row=shape.bottom, absent=absent)

    def _input_row(
        self,
        grid: Grid,
        criterion: Criterion,
        unit: str,
        event: str,
        held: _Cells,
        given: Collection[Field | str | None],
    ) -> InputRow | None:
        squares = {}
        for name, square in held.by_field.items():
            if square.text in _NOTHING:
                self.mark(square, SquareKind.NOTHING)
            elif square.value is not None or square.fault:
                squares[name] = square
        if not squares:
            return InputRow(kind=event, place=f"Trang {grid.title}") if event else None
        taking = Taking(self, grid, criterion, unit, event, squares, given)
        return taking.row()

    # Findings that are told once for many squares

    def tell(self, what: str, where: str) -> None:
        """Ghi nhận một điều lặp lại ở nhiều ô."""
        self._told[what].append(where)

    def _tell(self, grid: Grid) -> None:
        place = f"Trang {grid.title}"
        for what, where in self._told.items():
            if what == "formula":
                message = (
                    f"{len(where)} ô điểm là công thức, lấy kết quả đang hiện "
                    f"(ô {listed(where, 'ô', most=_FEW)}); hãy xem lại các số ấy"
                )
                self.findings.warning("wide_formula", message, place)
            elif what == "differs":
                message = (
                    f"{len(where)} dòng nhận theo mã mà nội dung ghi khác giao ước (ô "
                    f"{listed(where, 'ô', most=_FEW)}); hãy xem có đúng tiêu chí không"
                )
                self.findings.warning("wide_differs", message, place)
            elif what == "minus":
                message = (
                    f"{len(where)} ô ở tiêu chí trừ ghi dấu âm, được hiểu là trừ chừng ấy "
                    f"(ô {listed(where, 'ô', most=_FEW)})"
                )
                self.findings.notice("wide_minus", message, place)
        self._tell_kind(
            SquareKind.OTHER_HAND,
            f"ô điểm của bản chấm khác không nhập ở bản {HAND_WORDS[self.job.hand]}",
            place,
        )
        self._tell_kind(
            SquareKind.OTHER_UNIT,
            "ô điểm của đơn vị khác không nhập; bạn chỉ nhập điểm của đơn vị mình",
            place,
        )
        self._tell_kind(
            SquareKind.UNUSED, "ô không nhập vì cách chấm của tiêu chí không dùng tới", place
        )
        hidden = [
            _line_name(next(iter(self.sheet.rows[number].values())).address, is_row=True)
            for number in sorted(self.sheet.hidden_rows & self.sheet.rows.keys())
        ]
        hidden += [f"cột {column_letters(one)}" for one in sorted(self.sheet.hidden_columns)]
        if hidden:
            message = (
                f"{listed(hidden, 'chỗ', most=_FEW)} đang ẩn trong tệp nhưng vẫn được đọc; hãy xem "
                "có đúng ý không"
            )
            self.findings.warning("wide_hidden", message, place)

    def _tell_title(self, shape: Layout) -> None:
        """Tên bảng nói bên chấm, năm, kỳ khác."""
        hand, period = self.job.hand, self.job.period
        says_hand = any(column.hand is not None for column in shape.values)
        title = title_of(self.sheet)
        for message in told_otherwise(title, period, hand, columns_say_hand=says_hand):
            self.findings.warning("wide_title", message, f"Trang {self.sheet.title}")

    def _tell_empty(self, grid: Grid, shape: Layout) -> None:
        """Vì sao không có dòng điểm nào."""
        place = f"Trang {grid.title}"
        if any(column.is_asked for column in shape.columns.values()):
            return
        if not shape.values:
            message = (
                "không thấy cột của đơn vị nào; hãy ghi tên hoặc mã đơn vị ở tiêu đề cột, hay ở "
                "phía trên bảng nếu cả bảng là của một đơn vị"
            )
            self.findings.error("wide_no_unit", message, place)
        elif SquareKind.OTHER_HAND in self.kinds.values():
            message = (
                f"bảng không có điểm nào của bản {HAND_WORDS[self.job.hand]}; các cột điểm đều của "
                "bản khác"
            )
            self.findings.error("wide_other_hand", message, place)
        else:
            self.findings.warning("wide_blank", "không có ô điểm nào được nhập", place)

    def _tell_kind(self, kind: SquareKind, what: str, place: str) -> None:
        where = [address for address, one in self.kinds.items() if one is kind]
        if where:
            message = f"{len(where)} {what} (ô {listed(where, 'ô', most=_FEW)})"
            self.findings.notice("wide_left", message, place)


def _fields_given(
    cells: Mapping[tuple[str, str], Mapping[str, _Cells]],
) -> dict[str, set[Field | str | None]]:
    """Những ô nhập mà bảng có cho từng đơn vị."""
    found: dict[str, set[Field | str | None]] = defaultdict(set)
    for (unit, _), by_event in cells.items():
        for held in by_event.values():
            found[unit] |= held.by_field.keys()
    return found


def _merged(grid: Grid, shape: Layout, read: set[int], criteria: set[int]) -> dict[Square, bool]:
    """Ô gộp qua nhiều tiêu chí hay nhiều cột điểm, and whether it is several lines.

    Also where only one of them is entered here: nobody can tell whose the number is.
    """
    found: dict[Square, bool] = {}
    values = {one.number for one in shape.values}
    for span in grid.spans:
        square = grid.at(span.top, span.left)
        if square is None or span.top <= shape.bottom or span.left in shape.labels:
            continue
        covered = set(range(span.left, min(span.right, grid.columns[-1]) + 1))
        columns = values & covered
        units = {shape.columns[one].unit for one in covered & shape.columns.keys()} - {""}
        rows = criteria & set(range(span.top, min(span.bottom, grid.numbers[-1]) + 1))
        is_down = span.bottom > span.top
        is_across = len(columns) > 1 or len(units) > 1 or span.left not in columns
        if rows and columns & read and (is_down or is_across) and square.text not in _NOTHING:
            found[square] = is_down
    return found


def _line_name(address: str, *, is_row: bool) -> str:
    letters = address.rstrip("0123456789")
    return f"Dòng {address[len(letters) :]}" if is_row else f"Cột {letters}"
