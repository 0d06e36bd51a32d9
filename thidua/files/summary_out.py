"""Viết bảng tổng hợp: a sheet for each unit and one over all, with living formulas.

The formulas add what stands on the unit sheets; each cell also keeps the number the app shows, so
that a reader who does not calculate sees the same. Ranks, bands and reasons are the app's own.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from thidua.domain.covenant.covenant import Covenant, Criterion, Sign
from thidua.domain.ground.points import Scale
from thidua.domain.period.consideration import ConsiderationState
from thidua.domain.period.period import Member
from thidua.domain.ranking.ranking import Standing, Standings, merit
from thidua.domain.scoring.entry_rows import entry_text
from thidua.domain.scoring.explanation import Explanation
from thidua.domain.scoring.scoring import Entries, UnitScore
from thidua.files.styles import BookWriter, number_format, quoted, sheet_titles
from thidua.files.summary_formulas import (
    NOT_COMPLETE,
    UnitFormulas,
    digits_of,
    line_value,
    part_max,
    part_value,
)

SUMMARY_SHEET = "Tổng hợp"
PROVISIONAL = "TẠM TÍNH"
NOT_VERIFIED = "chưa thẩm định"
RATIO_DIGITS = 10
"""Tỷ lệ % giữ đủ chữ số để hai tỷ lệ khác nhau không thành bằng nhau."""

_PART_WORDS = {Sign.BASE: "Điểm gốc", Sign.BONUS: "Điểm thưởng", Sign.DEDUCTION: "Điểm trừ"}
_SIGN_WORDS = {Sign.BASE: "gốc", Sign.BONUS: "thưởng", Sign.DEDUCTION: "trừ"}
_UNIT_COLUMNS = {
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
_MAX, _POINTS = 3, 5
_UNIT_HEADER, _SUMMARY_HEADER = 3, 3


def summary_workbook(
    covenant: Covenant,
    members: Mapping[str, Member],
    standings: Standings,
    sheets: Mapping[str, Entries],
    explanations: Mapping[str, Sequence[Explanation]],
    title: str,
) -> bytes:
    """Bảng tổng hợp: units in the order of the standings; «TẠM TÍNH» stands on every sheet."""
    mark = PROVISIONAL if standings.provisional else ""
    shown = f"{title} – {mark}" if mark else title
    book = BookWriter(shown)
    order = [row.unit for row in standings.rows]
    titles = dict(zip(order, sheet_titles(order, (SUMMARY_SHEET,)), strict=True))
    summary = book.sheet(SUMMARY_SHEET)
    places: dict[str, dict[str, int]] = {}
    for row in standings.rows:
        sheet = book.sheet(titles[row.unit], tuple(_UNIT_COLUMNS.values()))
        writer = _UnitSheet(book, sheet, covenant, row, sheets.get(row.unit, {}))
        writer.head(shown, members[row.unit])
        places[row.unit] = writer.body(explanations.get(row.unit, ()))
        book.page(sheet, _UNIT_HEADER, f"{title} · {members[row.unit].name}", mark)
    _Summary(book, summary, covenant, standings, titles, places).write(shown, members)
    book.page(summary, _SUMMARY_HEADER, title, mark)
    return book.content()


def _flat(explanations: Sequence[Explanation]) -> Iterator[Explanation]:
    for one in explanations:
        yield one
        yield from _flat(one.below)


def _formula(
    sheet: Worksheet,
    row: int,
    column: int,
    formula: str,
    style: Format,
    value: Decimal | int | str,
) -> None:
    """Ghi công thức with the app's value beside it; here the number leaves exactness."""
    kept = value if isinstance(value, str) else float(value)
    sheet.write_formula(row, column, formula, style, kept)


def _total_word(score: UnitScore) -> str:
    """Chữ thay cho tổng khi chưa có tổng."""
    return NOT_COMPLETE if score.missing else NOT_VERIFIED


class _UnitSheet:
    """Trang của một đơn vị."""

    def __init__(
        self,
        book: BookWriter,
        sheet: Worksheet,
        covenant: Covenant,
        row: Standing,
        entries: Entries,
    ) -> None:
        self.book, self.sheet, self.covenant = book, sheet, covenant
        self.score, self.entries = row.score, entries
        self.rows = {node.code: _UNIT_HEADER + 1 + i for i, node in enumerate(covenant.nodes)}
        self.formulas = UnitFormulas(
            covenant,
            row.score,
            {code: number + 1 for code, number in self.rows.items()},
            xl_col_to_name(_POINTS),
            xl_col_to_name(_MAX),
        )

    def head(self, title: str, member: Member) -> None:
        """Đầu trang."""
        self.sheet.set_row(0, 26)
        self.book.text(self.sheet, 0, 0, title, self.book.style("title"))
        name = f"{member.name} ({member.code})"
        self.book.text(self.sheet, 1, 0, name, self.book.style("subtitle"))
        self.book.header(self.sheet, _UNIT_HEADER, tuple(_UNIT_COLUMNS))
        self.sheet.freeze_panes(_UNIT_HEADER + 1, 2)

    def body(self, explanations: Sequence[Explanation]) -> dict[str, int]:
        """Các dòng và phần cộng; returns the row of every code, part and the total."""
        reasons = {one.code: one for one in _flat(explanations)}
        for code, number in self.rows.items():
            self._line(code, number, reasons.get(code))
        return self.rows | self._totals(_UNIT_HEADER + 1 + len(self.rows))

    def _line(self, code: str, number: int, reason: Explanation | None) -> None:
        book, sheet, score = self.book, self.sheet, self.score
        criterion = self.covenant.criteria.get(code)
        node = criterion or self.covenant.groups[code]
        style = "locked" if criterion else "group"
        entry = self.entries.get(code)
        texts = {
            0: code,
            1: node.text,
            2: _SIGN_WORDS[node.sign],
            4: entry_text(criterion, entry) if criterion else "",
            6: "" if reason is None else reason.line(),
            7: "" if reason is None else reason.note,
            8: "" if entry is None else entry.evidence,
        }
        for column, text in texts.items():
            book.text(sheet, number, column, text, book.style(style))
        number_style = "number" if criterion else "group_number"
        most = node.max_points if criterion else score.group_max[code]
        book.number(sheet, number, _MAX, most, book.style(number_style))
        points = line_value(score, node)
        if isinstance(node, Criterion):
            waits = code in score.unconfirmed
            shape = number_format(self.covenant.scale.places)
            kept = book.style("waiting" if waits else "number", shape)
            book.number(sheet, number, _POINTS, points, kept)
        else:
            shape = number_format(self.formulas.digits)
            formula = self.formulas.group(node)
            value = _or_word(points, NOT_COMPLETE)
            _formula(sheet, number, _POINTS, formula, book.style("group_number", shape), value)

    def _totals(self, number: int) -> dict[str, int]:
        book, sheet, score = self.book, self.sheet, self.score
        style = book.style("total_number", number_format(self.formulas.digits))
        rows: dict[Sign, int] = {}
        for sign in Sign:
            rows[sign] = number
            self._total_row(number, _PART_WORDS[sign], part_max(self.covenant, score, sign))
            value = _or_word(part_value(score, sign), NOT_COMPLETE)
            _formula(sheet, number, _POINTS, self.formulas.part(sign), style, value)
            number += 1
        self._total_row(number, "Tổng điểm", None)
        if score.total is None and not score.missing:
            book.text(sheet, number, _POINTS, NOT_VERIFIED, style)
        else:
            formula = self.formulas.total({sign: place + 1 for sign, place in rows.items()})
            _formula(sheet, number, _POINTS, formula, style, _or_word(score.total, NOT_COMPLETE))
        return {_PART_WORDS[sign]: place for sign, place in rows.items()} | {"total": number}

    def _total_row(self, number: int, label: str, most: Decimal | None) -> None:
        for column in range(len(_UNIT_COLUMNS)):
            text = label if column == 1 else ""
            self.book.text(self.sheet, number, column, text, self.book.style("total"))
        self.book.number(self.sheet, number, _MAX, most, self.book.style("total_number"))


class _Summary:
    """Trang Tổng hợp."""

    def __init__(
        self,
        book: BookWriter,
        sheet: Worksheet,
        covenant: Covenant,
        standings: Standings,
        titles: Mapping[str, str],
        places: Mapping[str, Mapping[str, int]],
    ) -> None:
        self.book, self.sheet, self.covenant = book, sheet, covenant
        self.standings, self.titles, self.places = standings, titles, places
        self.shape = number_format(digits_of(covenant))
        self.columns = self._columns()
        considered = [row for row in standings.rows if row.excluded is None]
        self.first = _SUMMARY_HEADER + 1
        self.last = self.first + len(considered) - 1
        merits = [merit(covenant, row.score) for row in considered]
        self.merits = [value for value in merits if value is not None]

    def _columns(self) -> dict[str, float]:
        nodes = {f"{node.code}. {node.text}": 14.0 for node in self.covenant.children}
        ratio = {"Tỷ lệ (%)": 11.0} if self.covenant.ranks_by_ratio else {}
        return (
            {"Hạng": 7.0, "Mã": 12.0, "Đơn vị": 34.0}
            | nodes
            | dict.fromkeys(_PART_WORDS.values(), 11.0)
            | {"Tổng điểm": 12.0, "Thang được giao": 11.0}
            | ratio
            | {"Hạng theo điểm": 9.0, "Xếp loại": 16.0, "Tình trạng, lý do": 30.0}
            | {"Tiêu chí phụ": 22.0}
        )

    def write(self, title: str, members: Mapping[str, Member]) -> None:
        """Viết trang."""
        book, sheet = self.book, self.sheet
        book.widths(sheet, tuple(self.columns.values()))
        sheet.set_row(0, 26)
        book.text(sheet, 0, 0, title, book.style("title"))
        note = (
            "Điểm nhóm, điểm gốc, thưởng, trừ và tổng là công thức lấy từ trang từng đơn vị; "
            f"{_rank_note(self.standings)}"
        )
        book.text(sheet, 1, 0, note, book.style("note"))
        book.header(sheet, _SUMMARY_HEADER, tuple(self.columns))
        sheet.freeze_panes(self.first, 3)
        for number, row in enumerate(self.standings.rows, start=self.first):
            self._unit(number, row, members[row.unit])

    def _column(self, title: str) -> int:
        return list(self.columns).index(title)

    def _unit(self, number: int, row: Standing, member: Member) -> None:
        book, sheet, score = self.book, self.sheet, row.score
        rank = None if row.rank is None else Decimal(row.rank)
        book.number(sheet, number, 0, rank, book.style("centred"))
        texts = {
            "Mã": member.code,
            "Đơn vị": member.name,
            "Xếp loại": row.band or "",
            "Tình trạng, lý do": _state(row),
            "Tiêu chí phụ": _decided(row),
        }
        for title, text in texts.items():
            book.text(sheet, number, self._column(title), text, book.style("locked"))
        for column, node in enumerate(self.covenant.children, start=3):
            self._node(number, column, row, node.code, line_value(score, node))
        for sign, title in _PART_WORDS.items():
            value = part_value(score, sign)
            self._fetched(number, self._column(title), row, title, _or_word(value, NOT_COMPLETE))
        total = self._column("Tổng điểm")
        self._fetched(number, total, row, "total", _or_word(score.total, _total_word(score)))
        assigned = self._column("Thang được giao")
        reference = self._reference(row.unit, _PART_WORDS[Sign.BASE], _MAX)
        style = book.style("number")
        _formula(sheet, number, assigned, f"={reference}", style, score.assigned_max)
        if self.covenant.ranks_by_ratio:
            self._ratio(number, score)
        self._place_by_points(number, row)

    def _reference(self, unit: str, key: str, column: int) -> str:
        place = xl_rowcol_to_cell(self.places[unit][key], column)
        return f"{quoted(self.titles[unit])}!{place}"

    def _fetched(
        self, number: int, column: int, row: Standing, key: str, value: Decimal | str
    ) -> None:
        name = "total_number" if key == "total" else "number"
        style = self.book.style(name, self.shape)
        reference = self._reference(row.unit, key, _POINTS)
        _formula(self.sheet, number, column, f"={reference}", style, value)

    def _node(
        self, number: int, column: int, row: Standing, code: str, value: Decimal | None
    ) -> None:
        if code in self.covenant.groups:
            self._fetched(number, column, row, code, _or_word(value, NOT_COMPLETE))
            return
        reference = self._reference(row.unit, code, _POINTS)
        formula = f'=IF(COUNT({reference})=0,"",{reference})'
        style = self.book.style("number", self.shape)
        _formula(self.sheet, number, column, formula, style, _or_word(value, ""))

    def _ratio(self, number: int, score: UnitScore) -> None:
        total = xl_rowcol_to_cell(number, self._column("Tổng điểm"))
        assigned = xl_rowcol_to_cell(number, self._column("Thang được giao"))
        formula = (
            f'=IF(COUNT({total},{assigned})<2,"",'
            f'IF({assigned}>0,ROUND({total}/{assigned}*100,{RATIO_DIGITS}),""))'
        )
        percent = None if score.ratio is None else Scale(RATIO_DIGITS).rounded(score.ratio * 100)
        style = self.book.style("number", number_format(4))
        column = self._column("Tỷ lệ (%)")
        _formula(self.sheet, number, column, formula, style, _or_word(percent, ""))

    def _place_by_points(self, number: int, row: Standing) -> None:
        """Hạng theo điểm: alone by the numbers, before tie-breakers, among the units considered."""
        column, style = self._column("Hạng theo điểm"), self.book.style("centred")
        if row.excluded is not None:
            self.book.text(self.sheet, number, column, "", style)
            return
        by = self._column("Tỷ lệ (%)" if self.covenant.ranks_by_ratio else "Tổng điểm")
        letter = xl_col_to_name(by)
        span = f"${letter}${self.first + 1}:${letter}${self.last + 1}"
        cell = f"{letter}{number + 1}"
        own: Fraction | None = merit(self.covenant, row.score)
        place = "" if own is None else 1 + sum(value > own for value in self.merits)
        formula = f'=IF(COUNT({cell})=0,"",COUNTIF({span},">"&{cell})+1)'
        _formula(self.sheet, number, column, formula, style, place)


def _rank_note(standings: Standings) -> str:
    """Hạng là hạng nào: by the counted vote, by points while the vote is awaited, by points."""
    if standings.vote is not None:
        return f"«Hạng» xếp theo phiếu của cuộc «{standings.vote}», dưới sàn thì theo điểm."
    if standings.awaited is not None:
        return "«Hạng» đang theo điểm, chỉ là tạm tính: theo giao ước phiếu sẽ xếp hạng."
    if standings.waiting_ties:
        return "«Hạng» chỉ là tạm tính: còn đơn vị bằng điểm chờ kết quả bỏ phiếu."
    return "«Hạng» là hạng chính thức sau tiêu chí phụ."


def _decided(row: Standing) -> str:
    """Điều đã phân định, and that a rank is shared still."""
    shared = "Đồng hạng, chờ kết quả bỏ phiếu" if row.waits else "Đồng hạng"
    if row.decided_by is None:
        return shared if row.tied else ""
    return f"{row.decided_by}; {shared[0].lower()}{shared[1:]}" if row.tied else row.decided_by


def _or_word(value: Decimal | None, word: str) -> Decimal | str:
    return word if value is None else value


def _state(row: Standing) -> str:
    """Tình trạng kèm lý do, in words."""
    score = row.score
    if row.excluded is not None:
        word = "Tạm hoãn" if row.state is ConsiderationState.DEFERRED else "Không xét"
        return f"{word}: {row.excluded}"
    said = []
    if score.missing:
        said.append(f"Còn {len(score.missing)} tiêu chí chưa chấm")
    elif score.total is None:
        said.append("Chưa thẩm định")
    if score.unconfirmed:
        said.append(f"{len(score.unconfirmed)} dòng chờ xác nhận, chưa tính")
    return "; ".join(said)
