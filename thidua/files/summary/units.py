"""Trang đơn vị của bảng tổng hợp: every line of one unit, and the formulas that add them up.

All sheets have the same row for the same code, so nearly all of their cells are made once.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from thidua.domain.covenant.covenant import Covenant, Criterion, Node, Sign
from thidua.domain.period.period import Member
from thidua.domain.rules.entry import Entry
from thidua.domain.scoring.entry_rows import entry_text
from thidua.domain.scoring.explanation import Explanation
from thidua.domain.scoring.scoring import Entries, UnitScore
from thidua.files.styles import BookWriter, number_format
from thidua.files.summary.formulas import (
    NOT_COMPLETE,
    UnitFormulas,
    digits_of,
    left_out,
    line_value,
    or_word,
    part_max,
    part_value,
)
from thidua.files.summary.ready_rows import Piece, ReadyRows, ReadySheet

NOT_VERIFIED = "chưa thẩm định"
PART_WORDS = {Sign.BASE: "Điểm gốc", Sign.BONUS: "Điểm thưởng", Sign.DEDUCTION: "Điểm trừ"}
TOTAL = "Tổng điểm"
UNIT_HEADER = 3
MAX_COLUMN, POINTS_COLUMN = 3, 5

_SIGN_WORDS = {Sign.BASE: "gốc", Sign.BONUS: "thưởng", Sign.DEDUCTION: "trừ"}
_COLUMNS = {
    "Mã": 9,
    "Nội dung": 40,
    "Tính vào": 9,
    "Điểm tối đa": 10,
    "Số liệu chấm": 26,
    "Điểm": 12,
    "Cách tính": 44,
    "Giải trình, ghi chú": 30,
    "Minh chứng": 20,
}


class _Formulas(NamedTuple):
    """Công thức của một trang đơn vị."""

    groups: Mapping[str, str]
    parts: Mapping[Sign, str]
    total: str


class UnitSheets:
    """Các trang đơn vị của một sổ: where each code, each part and the total stands on them."""

    def __init__(self, book: BookWriter, covenant: Covenant) -> None:
        self._book, self._covenant = book, covenant
        self._ready = ReadyRows(book, tuple(_COLUMNS.values()))
        self.rows = {node.code: row for row, node in enumerate(covenant.nodes, UNIT_HEADER + 1)}
        below = UNIT_HEADER + 1 + len(self.rows)
        self.parts = {sign: row for row, sign in enumerate(Sign, below)}
        self.total = below + len(self.parts)
        self._formulas: dict[frozenset[str], _Formulas] = {}
        self._fixed: dict[str, tuple[Piece, Piece, Piece]] = {}
        points = number_format(covenant.scale.places)
        sums = number_format(digits_of(covenant))
        style = book.style
        self._counted, self._waiting = style("number", points), style("waiting", points)
        self._group_sum, self._sum = style("group_number", sums), style("total_number", sums)
        self._text = {True: style("locked"), False: style("group")}
        self._most = {True: style("number"), False: style("group_number")}

    def add(
        self,
        name: str,
        title: str,
        member: Member,
        score: UnitScore,
        entries: Entries,
        explanations: Sequence[Explanation],
    ) -> Worksheet:
        """Thêm trang của một đơn vị."""
        book, sheet = self._book, self._ready.sheet(name)
        sheet.set_row(0, 26)
        book.text(sheet, 0, 0, title, book.style("title"))
        book.text(sheet, 1, 0, f"{member.name} ({member.code})", book.style("subtitle"))
        sheet.freeze_panes(UNIT_HEADER + 1, 2)
        reasons = {one.code: one for one in _flat(explanations)}
        formulas = self._formulas_of(score)
        rows = [self._header(sheet)]
        for node in self._covenant.nodes:
            code = node.code
            rows.append(
                self._line(sheet, node, score, entries.get(code), reasons.get(code), formulas)
            )
        rows += self._parts(sheet, score, formulas)
        sheet.add(rows, self.total, len(_COLUMNS) - 1)
        return sheet

    def _header(self, sheet: ReadySheet) -> str:
        style = self._book.style("header")
        return self._ready.row(
            sheet,
            UNIT_HEADER,
            [
                self._ready.text(sheet, UNIT_HEADER, column, title, style)
                for column, title in enumerate(_COLUMNS)
            ],
        )

    def _line(
        self,
        sheet: ReadySheet,
        node: Node,
        score: UnitScore,
        entry: Entry | None,
        reason: Explanation | None,
        formulas: _Formulas,
    ) -> str:
        """Dòng của một tiêu chí hay một nhóm."""
        ready, code = self._ready, node.code
        row = self.rows[code]
        criterion = node if isinstance(node, Criterion) else None
        is_line = criterion is not None
        style = self._text[is_line]
        fixed = self._fixed.get(code)
        if fixed is None:
            fixed = self._fixed[code] = (
                ready.text(sheet, row, 0, code, style),
                ready.text(sheet, row, 1, node.text, style),
                ready.text(sheet, row, 2, _SIGN_WORDS[node.sign], style),
            )
        value = line_value(score, node)
        if criterion is not None:
            most, given = node.max_points, entry_text(criterion, entry)
            shown = self._waiting if code in score.unconfirmed else self._counted
            points = ready.number(sheet, row, POINTS_COLUMN, value, shown)
        else:
            most, given = score.group_max[code], ""
            points = ready.formula(
                sheet, row, POINTS_COLUMN, formulas.groups[code], self._group_sum,
                or_word(value, NOT_COMPLETE),
            )  # fmt: skip
        pieces = (
            *fixed,
            ready.number(sheet, row, MAX_COLUMN, most, self._most[is_line]),
            ready.text(sheet, row, 4, given, style),
            points,
            ready.text(sheet, row, 6, "" if reason is None else reason.line(), style),
            ready.text(sheet, row, 7, "" if reason is None else reason.note, style),
            ready.text(sheet, row, 8, "" if entry is None else entry.evidence, style),
        )
        return ready.row(sheet, row, pieces)

    def _parts(self, sheet: ReadySheet, score: UnitScore, formulas: _Formulas) -> Iterator[str]:
        """Các dòng cộng: the three parts and the total."""
        for sign, row in self.parts.items():
            most = part_max(self._covenant, score, sign)
            value = or_word(part_value(score, sign), NOT_COMPLETE)
            yield self._sum_row(sheet, row, PART_WORDS[sign], most, formulas.parts[sign], value)
        is_formula = score.total is not None or bool(score.missing)
        value = or_word(score.total, NOT_COMPLETE if is_formula else NOT_VERIFIED)
        formula = formulas.total if is_formula else ""
        yield self._sum_row(sheet, self.total, TOTAL, None, formula, value)

    def _sum_row(
        self,
        sheet: ReadySheet,
        row: int,
        word: str,
        most: Decimal | None,
        formula: str,
        value: Decimal | str,
    ) -> str:
        """Dòng cộng; without a formula only the word stands there."""
        ready, style = self._ready, self._book.style("total")
        pieces = [
            ready.text(sheet, row, column, word if column == 1 else "", style)
            for column in range(len(_COLUMNS))
        ]
        shown = self._book.style("total_number")
        pieces[MAX_COLUMN] = ready.number(sheet, row, MAX_COLUMN, most, shown)
        pieces[POINTS_COLUMN] = (
            ready.formula(sheet, row, POINTS_COLUMN, formula, self._sum, value)
            if formula
            else ready.text(sheet, row, POINTS_COLUMN, str(value), self._sum)
        )
        return ready.row(sheet, row, pieces)

    def _formulas_of(self, score: UnitScore) -> _Formulas:
        """Công thức của trang này, the same for units of which the same is left out."""
        left = left_out(self._covenant, score)
        found = self._formulas.get(left)
        if found is None:
            places = {code: row + 1 for code, row in self.rows.items()}
            points, most = xl_col_to_name(POINTS_COLUMN), xl_col_to_name(MAX_COLUMN)
            made = UnitFormulas(self._covenant, left, places, points, most)
            found = self._formulas[left] = _Formulas(
                {code: made.group(group) for code, group in self._covenant.groups.items()},
                {sign: made.part(sign) for sign in Sign},
                made.total({sign: row + 1 for sign, row in self.parts.items()}),
            )
        return found


def _flat(explanations: Sequence[Explanation]) -> Iterator[Explanation]:
    for one in explanations:
        yield one
        yield from _flat(one.below)
