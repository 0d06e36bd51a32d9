"""Sách luật thành tệp Word: A4, chữ Times New Roman, mục lục, số trang, ô để đánh dấu bằng bút."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from thidua.domain.awards.booklet import (
    Booklet,
    BookletArticle,
    BookletDocument,
    BookletEdge,
    BookletRow,
)
from thidua.files.word import plain as word
from thidua.later import Later

if TYPE_CHECKING:
    from docx import oxml, shared
    from docx.enum import text as text_enum
    from docx.oxml import ns
    from docx.text import paragraph as docx_text
else:
    oxml, shared = Later("docx.oxml"), Later("docx.shared")
    text_enum, ns = Later("docx.enum.text"), Later("docx.oxml.ns")
    docx_text = Later("docx.text.paragraph")

_BOX, _DOTS = "☐", "…" * 30
_BLANK_LINES = 3
_HEADS = ("Người thử", "Khác nhau ở", "Phần mềm trả lời", "Đánh dấu")
_WIDTHS = (22, 55, 48, 40)


def booklet_docx(content: Booklet) -> bytes:
    """Viết sách: the same booklet gives the same bytes."""
    paper = word.new_paper()
    _set_facts(paper, content)
    _title(paper, content)
    marks = _contents(paper, content)
    for document in content.documents:
        _document(paper, document, marks)
    return word.with_fixed_times(paper)


def _set_facts(paper: Any, content: Booklet) -> None:  # noqa: ANN401
    about = paper.core_properties
    about.title, about.author, about.last_modified_by = "Sách luật khen thưởng", "Thi đua", ""
    about.language, about.comments = "vi-VN", ""
    day = datetime(content.on.year, content.on.month, content.on.day, tzinfo=UTC)
    about.created = about.modified = day


def _title(paper: Any, content: Booklet) -> None:  # noqa: ANN401
    size = word.SIZE
    for words, points in (("SÁCH LUẬT KHEN THƯỞNG", size + 3), ("để đối chiếu bằng bút", size)):
        line = paper.add_paragraph()
        line.alignment = text_enum.WD_ALIGN_PARAGRAPH.CENTER
        run = line.add_run(words)
        run.bold, run.font.size = True, shared.Pt(points)
    counted = ", ".join(f"{count} {words}" for words, count in content.counts)
    paper.add_paragraph(
        f"Làm từ dữ liệu luật của phần mềm như ngày {content.on:%d/%m/%Y}: {counted}. Lời nêu ở "
        "từng điều là lời của phần mềm, không phải nguyên văn; chỗ «Lời văn của điều» để ghi "
        "nguyên văn khi đã đọc."
    )
    paper.add_paragraph(
        "Mỗi ngưỡng có hai người thử chỉ khác nhau ở chính ngưỡng ấy, ngưỡng nào không có thì nói "
        "vì sao; câu trả lời là do phần mềm xét ra khi làm sách này, không gõ tay. Đọc văn bản, so "
        "từng dòng rồi đánh dấu."
    )
    if content.local:
        paper.add_paragraph(f"Có lớp của nơi mình đè lên: {', '.join(content.local)}.")


def _contents(paper: Any, content: Booklet) -> dict[int, str]:  # noqa: ANN401
    """Mục lục: a field that Word renews, written out already for whoever does not."""
    line = paper.add_paragraph()
    line.alignment = text_enum.WD_ALIGN_PARAGRAPH.CENTER
    line.add_run("MỤC LỤC").bold = True
    marks: dict[int, str] = {}
    entries = []
    for document in content.documents:
        entries.append((0, document.name, _mark(marks, document)))
        entries += [(1, one.article, _mark(marks, one)) for one in document.articles]
    first = paper.add_paragraph()
    word.char(first, "begin", dirty=True)
    word.instruction(first, 'TOC \\o "1-2" \\h \\z')
    word.char(first, "separate")
    last = first
    for depth, words, mark in entries:
        last = paper.add_paragraph()
        last.paragraph_format.left_indent = shared.Mm(8 * depth)
        last.paragraph_format.space_after = shared.Pt(0)
        last.paragraph_format.tab_stops.add_tab_stop(
            shared.Mm(word.PAGE[0] - word.MARGINS["left_margin"] - word.MARGINS["right_margin"]),
            text_enum.WD_TAB_ALIGNMENT.RIGHT,
            text_enum.WD_TAB_LEADER.DOTS,
        )
        last.add_run(f"{words}\t")
        word.field(last, f"PAGEREF {mark} \\h", " ", dirty=True)
    word.char(last, "end")
    paper.add_page_break()
    return marks


def _mark(marks: dict[int, str], part: BookletDocument | BookletArticle) -> str:
    marks[id(part)] = f"_Toc{len(marks) + 1:06}"
    return marks[id(part)]


def _heading(paper: Any, words: str, level: int, mark: str = "") -> None:  # noqa: ANN401
    line = paper.add_heading(words, level)
    if mark:
        start, end = oxml.OxmlElement("w:bookmarkStart"), oxml.OxmlElement("w:bookmarkEnd")
        for part in (start, end):
            part.set(ns.qn("w:id"), mark.removeprefix("_Toc").lstrip("0"))
        start.set(ns.qn("w:name"), mark)
        line._p.insert(1 if line._p.pPr is not None else 0, start)
        line._p.append(end)


def _document(paper: Any, document: BookletDocument, marks: dict[int, str]) -> None:  # noqa: ANN401
    _heading(paper, f"{document.name} – {document.title}", 1, marks[id(document)])
    _said(paper, "Hiệu lực", document.force)
    if document.cautions:
        _said(paper, "Lưu ý", "; ".join(document.cautions))
    if document.note:
        _said(paper, "Ghi chú", document.note)
    for article in document.articles:
        _heading(paper, f"{document.name}, {article.article}", 2, marks[id(article)])
        for row in article.rows:
            _row(paper, row)


def _said(paper: Any, label: str, words: str) -> None:  # noqa: ANN401
    line = paper.add_paragraph()
    line.add_run(f"{label}: ").bold = True
    line.add_run(words)


def _row(paper: Any, row: BookletRow) -> None:  # noqa: ANN401
    _heading(paper, f"{row.code} ({row.kind})", 3)
    _said(paper, "Đòi hỏi", row.text)
    _said(paper, "Cho", row.scope)
    _wording(paper, row.wording)
    _said(paper, "Phần mềm hiểu", "")
    for depth, words in row.held:
        line = paper.add_paragraph(f"– {words}")
        line.paragraph_format.left_indent = shared.Mm(6 * (depth + 1))
        line.paragraph_format.space_after = shared.Pt(0)
    _said(paper, "Hiệu lực", row.force)
    _said(paper, "Kiểm chứng", row.verified)
    _said(paper, "Nguồn", row.source)
    for edge in row.edges:
        _edge(paper, edge)
    for words in row.trials:
        _said(paper, "Người thử của dòng này", words)
    _said(paper, "Cả dòng", f"{_BOX} đúng   {_BOX} sai: {_DOTS}")


def _wording(paper: Any, wording: str) -> None:  # noqa: ANN401
    """Chỗ của lời văn: as the office put it in, else lines to write it on."""
    table = word.table(paper, 1, 1)
    cell = table.cell(0, 0)
    cell.paragraphs[0].add_run("Lời văn của điều: ").italic = True
    if wording:
        for line in wording.split("\n"):
            cell.add_paragraph(line)
        return
    for _ in range(_BLANK_LINES):
        cell.add_paragraph("." * 100).paragraph_format.space_after = shared.Pt(0)


def _edge(paper: Any, edge: BookletEdge) -> None:  # noqa: ANN401
    line = paper.add_paragraph()
    line.paragraph_format.space_before = shared.Pt(4)
    line.paragraph_format.keep_with_next = True
    line.add_run("Ngưỡng: ").bold = True
    line.add_run(f"{edge.asked}{f' – xét {edge.award}' if edge.award else ''}.")
    if edge.why:
        line.add_run(f" Không có người thử: {edge.why}.")
        return
    if edge.shared:
        paper.add_paragraph(f"Hai người cùng có: {'; '.join(edge.shared)}.")
    tick = f"{_BOX} đúng  {_BOX} sai: ………"
    rows = (
        _HEADS,
        ("vừa đủ", edge.above, edge.above_verdict, tick),
        ("vừa thiếu", edge.below, edge.below_verdict, tick),
    )
    table = word.table(paper, len(rows), len(_HEADS))
    for row, words in zip(table._tbl.tr_lst, rows, strict=True):
        row.get_or_add_trPr().append(oxml.OxmlElement("w:cantSplit"))
        for cell, text, wide in zip(row.tc_lst, words, _WIDTHS, strict=True):
            cell.width = shared.Mm(wide)
            run = docx_text.Paragraph(cell.p_lst[0], table).add_run(text)
            run.bold, run.font.size = words is _HEADS or None, shared.Pt(word.SMALL)
