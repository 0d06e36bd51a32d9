"""Viết bảng tổng hợp: a sheet for each unit and one over all, with living formulas.

The formulas add what stands on the unit sheets; each cell also keeps the number the app shows, so
that a reader who does not calculate sees the same. Ranks, bands and reasons are the app's own.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from thidua.domain.covenant.covenant import Covenant, Sign
from thidua.domain.ground.points import Scale
from thidua.domain.period.consideration import ConsiderationState
from thidua.domain.period.period import Member
from thidua.domain.ranking.ranking import merit
from thidua.domain.ranking.standing import Standing, Standings
from thidua.domain.scoring.explanation import Explanation
from thidua.domain.scoring.scoring import Entries, UnitScore
from thidua.files.styles import BookWriter, number_format, quoted, sheet_titles
from thidua.files.summary.formulas import (
    NOT_COMPLETE,
    digits_of,
    line_value,
    or_word,
    part_value,
)
from thidua.files.summary.ready_rows import ReadySheet
from thidua.files.summary.units import (
    MAX_COLUMN,
    NOT_VERIFIED,
    PART_WORDS,
    POINTS_COLUMN,
    TOTAL,
    UNIT_HEADER,
    UnitSheets,
)

SUMMARY_SHEET = "Tổng hợp"
PROVISIONAL = "TẠM TÍNH"
RATIO_DIGITS = 10
"""Tỷ lệ % giữ đủ chữ số để hai tỷ lệ khác nhau không thành bằng nhau."""

_SUMMARY_HEADER = 3


def summary_workbook(
    covenant: Covenant,
    members: Mapping[str, Member],
    standings: Standings,
    sheets: Mapping[str, Entries],
    explanations: Mapping[str, Sequence[Explanation]],
    title: str,
    *,
    is_provisional: bool,
) -> bytes:
    """Bảng tổng hợp: units in the order of the standings; «TẠM TÍNH» stands on every sheet."""
    mark = PROVISIONAL if is_provisional else ""
    shown = f"{title} – {mark}" if mark else title
    book = BookWriter(shown)
    order = [row.unit for row in standings.rows]
    titles = dict(zip(order, sheet_titles(order, (SUMMARY_SHEET,)), strict=True))
    summary = book.sheet_of(ReadySheet, SUMMARY_SHEET, ())
    units = UnitSheets(book, covenant)
    for row in standings.rows:
        member, unit = members[row.unit], row.unit
        sheet = units.add(
            titles[unit], shown, member, row.score, sheets.get(unit, {}), explanations.get(unit, ())
        )
        book.page(sheet, UNIT_HEADER, f"{title} · {member.name}", mark)
    _Summary(book, summary, covenant, standings, titles, units).write(shown, members)
    book.page(summary, _SUMMARY_HEADER, title, mark)
    return book.content()


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


class _Summary:
    """Trang Tổng hợp."""

    def __init__(
        self,
        book: BookWriter,
        sheet: Worksheet,
        covenant: Covenant,
        standings: Standings,
        titles: Mapping[str, str],
        units: UnitSheets,
    ) -> None:
        self.book, self.sheet, self.covenant = book, sheet, covenant
        self.standings, self.titles, self.units = standings, titles, units
        self.shape = number_format(digits_of(covenant))
        self.columns = self._columns()
        considered = [row for row in standings.rows if row.excluded is None]
        self.first = _SUMMARY_HEADER + 1
        self.last = self.first + len(considered) - 1
        merits = [merit(covenant, row.score) for row in considered]
        self.merits = sorted(value for value in merits if value is not None)

    def _columns(self) -> dict[str, float]:
        nodes = {f"{node.code}. {node.text}": 14.0 for node in self.covenant.children}
        ratio = {"Tỷ lệ (%)": 11.0} if self.covenant.ranks_by_ratio else {}
        return (
            {"Hạng": 7.0, "Mã": 12.0, "Đơn vị": 34.0}
            | nodes
            | dict.fromkeys(PART_WORDS.values(), 11.0)
            | {TOTAL: 12.0, "Thang được giao": 11.0}
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
        for sign, title in PART_WORDS.items():
            value = part_value(score, sign)
            place = self.units.parts[sign]
            self._fetched(number, self._column(title), row, place, or_word(value, NOT_COMPLETE))
        total = self._column(TOTAL)
        word = _total_word(score)
        self._fetched(number, total, row, self.units.total, or_word(score.total, word))
        assigned = self._column("Thang được giao")
        reference = self._reference(row.unit, self.units.parts[Sign.BASE], MAX_COLUMN)
        style = book.style("number")
        _formula(sheet, number, assigned, f"={reference}", style, score.assigned_max)
        if self.covenant.ranks_by_ratio:
            self._ratio(number, score)
        self._place_by_points(number, row)

    def _reference(self, unit: str, place: int, column: int) -> str:
        return f"{quoted(self.titles[unit])}!{xl_rowcol_to_cell(place, column)}"

    def _fetched(
        self, number: int, column: int, row: Standing, place: int, value: Decimal | str
    ) -> None:
        name = "total_number" if place == self.units.total else "number"
        style = self.book.style(name, self.shape)
        reference = self._reference(row.unit, place, POINTS_COLUMN)
        _formula(self.sheet, number, column, f"={reference}", style, value)

    def _node(
        self, number: int, column: int, row: Standing, code: str, value: Decimal | None
    ) -> None:
        if code in self.covenant.groups:
            place = self.units.rows[code]
            self._fetched(number, column, row, place, or_word(value, NOT_COMPLETE))
            return
        reference = self._reference(row.unit, self.units.rows[code], POINTS_COLUMN)
        formula = f'=IF(COUNT({reference})=0,"",{reference})'
        style = self.book.style("number", self.shape)
        _formula(self.sheet, number, column, formula, style, or_word(value, ""))

    def _ratio(self, number: int, score: UnitScore) -> None:
        total = xl_rowcol_to_cell(number, self._column(TOTAL))
        assigned = xl_rowcol_to_cell(number, self._column("Thang được giao"))
        formula = (
            f'=IF(COUNT({total},{assigned})<2,"",'
            f'IF({assigned}>0,ROUND({total}/{assigned}*100,{RATIO_DIGITS}),""))'
        )
        percent = None if score.ratio is None else Scale(RATIO_DIGITS).rounded(score.ratio * 100)
        style = self.book.style("number", number_format(4))
        column = self._column("Tỷ lệ (%)")
        _formula(self.sheet, number, column, formula, style, or_word(percent, ""))

    def _place_by_points(self, number: int, row: Standing) -> None:
        """Hạng theo điểm: alone by the numbers, before tie-breakers, among the units considered."""
        column, style = self._column("Hạng theo điểm"), self.book.style("centred")
        if row.excluded is not None:
            self.book.text(self.sheet, number, column, "", style)
            return
        by = self._column("Tỷ lệ (%)" if self.covenant.ranks_by_ratio else TOTAL)
        letter = xl_col_to_name(by)
        span = f"${letter}${self.first + 1}:${letter}${self.last + 1}"
        cell = f"{letter}{number + 1}"
        own: Fraction | None = merit(self.covenant, row.score)
        place = "" if own is None else 1 + len(self.merits) - bisect_right(self.merits, own)
        formula = f'=IF(COUNT({cell})=0,"",COUNTIF({span},">"&{cell})+1)'
        _formula(self.sheet, number, column, formula, style, place)


def _rank_note(standings: Standings) -> str:
    """Hạng là hạng nào, and whether a vote behind it was held on other points."""
    moved = [one.words() for one in standings.other_figures]
    return " ".join([_ranked_by(standings), *(f"{said[0].upper()}{said[1:]}." for said in moved)])


def _ranked_by(standings: Standings) -> str:
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
