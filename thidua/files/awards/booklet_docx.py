"""Sách luật thành tệp Word: A4, chữ Times New Roman, mục lục, số trang, ô để đánh dấu bằng bút."""

import io
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from thidua.domain.awards.booklet import (
    Booklet,
    BookletArticle,
    BookletDocument,
    BookletEdge,
    BookletRow,
)
from thidua.later import Later

if TYPE_CHECKING:
    import docx
    from docx import oxml, shared
    from docx.enum import text as text_enum
    from docx.oxml import ns
    from docx.text import paragraph as docx_text
else:
    docx, oxml, shared = Later("docx"), Later("docx.oxml"), Later("docx.shared")
    text_enum, ns = Later("docx.enum.text"), Later("docx.oxml.ns")
    docx_text = Later("docx.text.paragraph")

_MADE = (1980, 1, 1, 0, 0, 0)  # a booklet says nothing of when it was built
_FONT, _SIZE, _SMALL = "Times New Roman", 13, 12
_PAGE = (210, 297)
_MARGINS = {"top_margin": 20, "bottom_margin": 20, "left_margin": 30, "right_margin": 15}
"""Khổ giấy và lề theo Nghị định 30/2020/NĐ-CP, in millimetres."""

_BOX, _DOTS = "☐", "…" * 30
_BLANK_LINES = 3
_HEADS = ("Người thử", "Khác nhau ở", "Phần mềm trả lời", "Đánh dấu")
_WIDTHS = (22, 55, 48, 40)


def booklet_docx(content: Booklet) -> bytes:
    """Viết sách: the same booklet gives the same bytes."""
    paper = docx.Document()
    _set_page(paper)
    _set_styles(paper)
    _set_facts(paper, content)
    _title(paper, content)
    marks = _contents(paper, content)
    for document in content.documents:
        _document(paper, document, marks)
    return _with_fixed_times(paper)


def _with_fixed_times(paper: Any) -> bytes:  # noqa: ANN401 (a document of python-docx)
    made = io.BytesIO()
    paper.save(made)
    fixed = io.BytesIO()
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(fixed, "w") as target:
        for name in source.namelist():
            place = zipfile.ZipInfo(name, _MADE)
            target.writestr(place, source.read(name), zipfile.ZIP_DEFLATED)
    return fixed.getvalue()


def _set_page(paper: Any) -> None:  # noqa: ANN401
    section = paper.sections[0]
    section.page_width, section.page_height = map(shared.Mm, _PAGE)
    for name, wide in _MARGINS.items():
        setattr(section, name, shared.Mm(wide))
    section.different_first_page_header_footer = True
    line = section.header.paragraphs[0]
    line.alignment = text_enum.WD_ALIGN_PARAGRAPH.CENTER
    _field(line, "PAGE", "2")


def _set_styles(paper: Any) -> None:  # noqa: ANN401
    sizes = {"Normal": _SIZE, "Heading 1": _SIZE + 1, "Heading 2": _SIZE, "Heading 3": _SIZE}
    for name, size in sizes.items():
        style = paper.styles[name]
        style.font.name, style.font.size = _FONT, shared.Pt(size)
        style.font.color.rgb = shared.RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
            fonts.set(ns.qn(script), _FONT)
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(ns.qn(theme), None)
        style.paragraph_format.space_before = shared.Pt(0 if name == "Normal" else 6)
        style.paragraph_format.space_after = shared.Pt(3)
    paper.styles["Heading 3"].font.italic = False


def _set_facts(paper: Any, content: Booklet) -> None:  # noqa: ANN401
    about = paper.core_properties
    about.title, about.author, about.last_modified_by = "Sách luật khen thưởng", "Thi đua", ""
    about.language, about.comments = "vi-VN", ""
    day = datetime(content.on.year, content.on.month, content.on.day, tzinfo=UTC)
    about.created = about.modified = day


def _title(paper: Any, content: Booklet) -> None:  # noqa: ANN401
    for words, size in (("SÁCH LUẬT KHEN THƯỞNG", _SIZE + 3), ("để đối chiếu bằng bút", _SIZE)):
        line = paper.add_paragraph()
        line.alignment = text_enum.WD_ALIGN_PARAGRAPH.CENTER
        run = line.add_run(words)
        run.bold, run.font.size = True, shared.Pt(size)
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
    _char(first, "begin", dirty=True)
    _instruction(first, 'TOC \\o "1-2" \\h \\z')
    _char(first, "separate")
    last = first
    for depth, words, mark in entries:
        last = paper.add_paragraph()
        last.paragraph_format.left_indent = shared.Mm(8 * depth)
        last.paragraph_format.space_after = shared.Pt(0)
        last.paragraph_format.tab_stops.add_tab_stop(
            shared.Mm(_PAGE[0] - _MARGINS["left_margin"] - _MARGINS["right_margin"]),
            text_enum.WD_TAB_ALIGNMENT.RIGHT,
            text_enum.WD_TAB_LEADER.DOTS,
        )
        last.add_run(f"{words}\t")
        _field(last, f"PAGEREF {mark} \\h", " ", dirty=True)
    _char(last, "end")
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
    table = _table(paper, 1, 1)
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
    table = _table(paper, len(rows), len(_HEADS))
    for row, words in zip(table._tbl.tr_lst, rows, strict=True):
        row.get_or_add_trPr().append(oxml.OxmlElement("w:cantSplit"))
        for cell, text, wide in zip(row.tc_lst, words, _WIDTHS, strict=True):
            cell.width = shared.Mm(wide)
            run = docx_text.Paragraph(cell.p_lst[0], table).add_run(text)
            run.bold, run.font.size = words is _HEADS or None, shared.Pt(_SMALL)


def _table(paper: Any, rows: int, columns: int) -> Any:  # noqa: ANN401
    """Bảng có kẻ; its style is named outright, since looking it up takes longer than the rest."""
    made = paper._body.add_table(rows, columns, paper._block_width)
    made._tbl.tblPr.style = "TableGrid"
    return made


def _field(line: Any, words: str, shown: str, *, dirty: bool = False) -> None:  # noqa: ANN401
    _char(line, "begin", dirty=dirty)
    _instruction(line, words)
    _char(line, "separate")
    line.add_run(shown)
    _char(line, "end")


def _char(line: Any, kind: str, *, dirty: bool = False) -> None:  # noqa: ANN401
    mark = oxml.OxmlElement("w:fldChar")
    mark.set(ns.qn("w:fldCharType"), kind)
    if dirty:
        mark.set(ns.qn("w:dirty"), "true")
    line.add_run()._r.append(mark)


def _instruction(line: Any, words: str) -> None:  # noqa: ANN401
    told = oxml.OxmlElement("w:instrText")
    told.set(ns.qn("xml:space"), "preserve")
    told.text = words
    line.add_run()._r.append(told)
