"""Viết sổ giao ước: a draft as the workbook it can be read from again, and a template."""

from collections.abc import Sequence
from decimal import Decimal

from xlsxwriter.worksheet import Worksheet

from thidua.domain.covenant import draft as words
from thidua.domain.covenant.criterion_rows import EVIDENCE_WORDS, SIGN_WORDS
from thidua.domain.covenant.draft import (
    CovenantDraft,
    CriterionRow,
    RankingRow,
    SettingRow,
)
from thidua.domain.covenant.ranking_rows import RANKING_KINDS
from thidua.domain.covenant.setting_rows import (
    BLOCK,
    CLAUSE,
    COMBINING,
    COMBINING_WORDS,
    FULL_MARKS,
    NOT_ASSIGNED,
    NOT_ASSIGNED_WORDS,
    PLACES,
    ROUNDING,
    ROUNDING_WORDS,
    SCORE_AND_VOTE,
    SCORE_AND_VOTE_WORDS,
    TITLE,
    YEAR,
)
from thidua.domain.ground.text import Written, folded
from thidua.domain.rules import METHOD_WORDS
from thidua.files.covenant.guide import SECTIONS
from thidua.files.styles import GUIDE_SHEET, BookWriter

_SETTING_CHOICES = {
    folded(ROUNDING): tuple(ROUNDING_WORDS),
    folded(COMBINING): tuple(COMBINING_WORDS),
    folded(NOT_ASSIGNED): tuple(NOT_ASSIGNED_WORDS),
    folded(SCORE_AND_VOTE): tuple(SCORE_AND_VOTE_WORDS),
}
_CRITERIA_WIDTHS = (10, 46, 10, 15, 42, 9, 18, 30, 38, 48, 48, 40)
_CRITERIA_CHOICES = {
    words.METHOD: tuple(METHOD_WORDS.values()),
    words.SIGN: tuple(SIGN_WORDS),
    words.EVIDENCE: tuple(EVIDENCE_WORDS),
}
_CENTRED = (words.METHOD, words.SIGN, words.EVIDENCE)
_SPARE_ROWS = 60


def covenant_workbook(draft: CovenantDraft) -> bytes:
    """Sổ giao ước: three sheets and a guide; read again it gives an equal draft."""
    title = next((str(row.value or "") for row in draft.settings if row.name == TITLE), "")
    title = title or "Giao ước thi đua"
    book = BookWriter(title)
    _write_settings(book, draft.settings, title)
    _write_criteria(book, draft.criteria, title)
    _write_ranking(book, draft.ranking, title)
    _write_guide(book)
    return book.content()


def covenant_template() -> bytes:
    """Sổ giao ước mẫu: a small covenant that can be imported, to be overwritten."""
    return covenant_workbook(SAMPLE)


def _written(
    book: BookWriter, sheet: Worksheet, row: int, column: int, value: Written, style: str
) -> None:
    if isinstance(value, Decimal):
        book.number(sheet, row, column, value, book.style(style))
    else:
        book.text(sheet, row, column, value or "", book.style(style))


def _write_settings(book: BookWriter, rows: Sequence[SettingRow], title: str) -> None:
    sheet = book.sheet(words.SETTINGS_SHEET, (36, 90))
    book.header(sheet, 0, ("Mục", "Giá trị"))
    for number, row in enumerate(rows, start=1):
        book.text(sheet, number, 0, row.name, book.style("label"))
        _written(book, sheet, number, 1, row.value, "left")
        choices = _SETTING_CHOICES.get(folded(row.name))
        if choices:
            book.drop_down(sheet, number, 1, choices)
    sheet.freeze_panes(1, 0)
    book.page(sheet, 0, title)


def _write_criteria(book: BookWriter, rows: Sequence[CriterionRow], title: str) -> None:
    sheet = book.sheet(words.CRITERIA_SHEET, _CRITERIA_WIDTHS)
    book.header(sheet, 0, words.CRITERIA_COLUMNS)
    for number, row in enumerate(rows, start=1):
        is_group = not row.method.strip()
        values: tuple[Written, ...] = (
            row.code, row.text, row.max_points, row.method, row.parameters, row.sign,
            row.evidence, row.gate, row.clause, row.quotation, row.note, row.source,
        )  # fmt: skip
        for column, (name, value) in enumerate(zip(words.CRITERIA_COLUMNS, values, strict=True)):
            plain = "centred" if name in _CENTRED else "locked"
            if name == words.MAX_POINTS:
                style = "group_number" if is_group else "number"
            else:
                style = "group" if is_group else plain
            _written(book, sheet, number, column, value, style)
    for name, choices in _CRITERIA_CHOICES.items():
        column = words.CRITERIA_COLUMNS.index(name)
        strict = name != words.EVIDENCE  # «Khi trên 5 điểm» holds a number of its own
        book.drop_down(sheet, 1, column, choices, rows=len(rows) + _SPARE_ROWS, strict=strict)
    sheet.freeze_panes(1, 2)
    book.page(sheet, 0, title)


def _write_ranking(book: BookWriter, rows: Sequence[RankingRow], title: str) -> None:
    sheet = book.sheet(words.RANKING_SHEET, (18, 9, 60, 50))
    book.header(sheet, 0, words.RANKING_COLUMNS)
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate((row.kind, row.order, row.content, row.value)):
            style = "centred" if column == 1 else "locked"
            book.text(sheet, number, column, value, book.style(style))
    book.drop_down(sheet, 1, 0, RANKING_KINDS, rows=len(rows) + _SPARE_ROWS)
    sheet.freeze_panes(1, 0)
    book.page(sheet, 0, title)


def _write_guide(book: BookWriter) -> None:
    sheet = book.sheet(GUIDE_SHEET, (34, 62, 78))
    sheet.set_row(0, 26)
    book.text(sheet, 0, 0, "Hướng dẫn đọc và sửa sổ giao ước", book.style("title"))
    number = 1
    for heading, header, lines in SECTIONS:
        number += 1
        book.text(sheet, number, 0, heading, book.style("subtitle"))
        number += 1
        book.header(sheet, number, header)
        for line in lines:
            number += 1
            for column, text in enumerate(line):
                book.text(sheet, number, column, text, book.style("locked"))
        number += 1
    book.page(sheet, None, "Hướng dẫn sổ giao ước")


def _line(
    code: str,
    text: str,
    most: str,
    method: str = "",
    parameters: str = "",
    *,
    sign: str = "",
    evidence: str = "",
    gate: str = "",
) -> CriterionRow:
    return CriterionRow(code, text, Decimal(most), method, parameters, sign, evidence, gate)


SAMPLE = CovenantDraft(
    settings=(
        SettingRow(BLOCK, "KTD-MAU"),
        SettingRow(YEAR, Decimal(2026)),
        SettingRow(TITLE, "Giao ước thi đua mẫu (sửa lại theo khối của bạn)"),
        SettingRow(FULL_MARKS, Decimal(100)),
        SettingRow(PLACES, Decimal(2)),
        SettingRow(ROUNDING, "Nửa lên"),
        SettingRow(COMBINING, "Trung bình"),
        SettingRow(NOT_ASSIGNED, "Bỏ khỏi thang, xếp hạng theo tỷ lệ"),
        SettingRow(SCORE_AND_VOTE, "Điểm rồi phiếu"),
        SettingRow(CLAUSE, "Ghi số, ngày và tên văn bản ban hành"),
    ),
    criteria=(
        _line("I", "Thực hiện nhiệm vụ chuyên môn", "60", sign="+"),
        _line("I.1", "Hoàn thành chỉ tiêu kế hoạch", "20", "Tỷ lệ hoàn thành", "sàn 50"),
        _line("I.2", "Tỷ lệ hồ sơ giải quyết đúng hạn (%)", "15", "Theo bậc",
              ">=98: 15; >=95: 12; >=90: 8; >=0: 0", gate="0 điểm không xếp loại Xuất sắc"),
        _line("I.3", "Kết quả chuyển đổi số so với đơn vị dẫn đầu", "10", "So với dẫn đầu"),
        _line("I.4", "Chất lượng tham mưu", "15", "Chấm mức", "bước 0,25"),
        _line("II", "Tổ chức phong trào thi đua", "40"),
        _line("II.1", "Phát động và ký giao ước đúng hạn", "5", "Đạt/không"),
        _line("II.2", "Mức độ tham gia hoạt động khối", "10", "Chọn mức",
              "Tốt: 10; Khá: 8; Trung bình: 5; Không tham gia: 0"),
        _line("II.3", "Nền nếp báo cáo, hội họp", "15", "Trừ dần",
              "báo cáo chậm: 1; vắng họp: 2", gate="dưới 50% không xét"),
        _line("II.4", "Nhân rộng điển hình tiên tiến", "10", "Tổng các ý",
              "có kế hoạch: 3; có mô hình: 4; có bài tuyên truyền: 3", evidence="Luôn"),
        _line("III", "Điểm thưởng", "5", "", "trần", sign="thưởng"),
        _line("III.1", "Sáng kiến được công nhận", "5", "Theo lượt",
              "cấp tỉnh: 3; cấp cơ sở: 1", evidence="Luôn"),
        _line("IV", "Điểm trừ", "5", "", "trần", sign="-"),
        _line("IV.1", "Bị phê bình bằng văn bản", "5", "Theo lượt", "mỗi lượt 1; tối đa 5"),
    ),
    ranking=(
        RankingRow("Tiêu chí phụ", "1", "Điểm nhóm", "I"),
        RankingRow("Tiêu chí phụ", "2", "Điểm trừ ít hơn", ""),
        RankingRow("Xếp loại", "1", "Xuất sắc", ">=90"),
        RankingRow("Xếp loại", "2", "Tốt", ">=80"),
        RankingRow("Xếp loại", "3", "Hoàn thành", ">=50"),
        RankingRow("Không xét", "1", "Có tổ chức đảng hoặc lãnh đạo bị kỷ luật", ""),
        RankingRow("Khen thưởng", "1", "Cờ thi đua", "1"),
        RankingRow("Khen thưởng", "2", "Bằng khen", "<10 đơn vị: 2; >=10 đơn vị: 3"),
    ),
)  # fmt: skip
"""Giao ước mẫu: every rule once; fills the template."""
