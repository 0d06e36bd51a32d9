"""Giấy Word: A4, chữ Times New Roman, số trang; the same content gives the same bytes."""

import io
import zipfile
from typing import TYPE_CHECKING, Any

from thidua.later import Later

if TYPE_CHECKING:
    import docx
    from docx import oxml, shared
    from docx.enum import text as text_enum
    from docx.oxml import ns
else:
    docx, oxml, shared = Later("docx"), Later("docx.oxml"), Later("docx.shared")
    text_enum, ns = Later("docx.enum.text"), Later("docx.oxml.ns")

_MADE = (1980, 1, 1, 0, 0, 0)  # a booklet says nothing of when it was built
_FONT, SIZE, SMALL = "Times New Roman", 13, 12
PAGE = (210, 297)
MARGINS = {"top_margin": 20, "bottom_margin": 20, "left_margin": 30, "right_margin": 15}
"""Khổ giấy và lề theo Nghị định 30/2020/NĐ-CP, in millimetres."""


def new_paper() -> Any:  # noqa: ANN401 (a document of python-docx)
    """Giấy mới, with its page and styles."""
    paper = docx.Document()
    _set_page(paper)
    _set_styles(paper)
    return paper


def with_fixed_times(paper: Any) -> bytes:  # noqa: ANN401
    """Thành tệp, which says nothing of when it was built."""
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
    section.page_width, section.page_height = map(shared.Mm, PAGE)
    for name, wide in MARGINS.items():
        setattr(section, name, shared.Mm(wide))
    section.different_first_page_header_footer = True
    line = section.header.paragraphs[0]
    line.alignment = text_enum.WD_ALIGN_PARAGRAPH.CENTER
    field(line, "PAGE", "2")


def _set_styles(paper: Any) -> None:  # noqa: ANN401
    sizes = {"Normal": SIZE, "Heading 1": SIZE + 1, "Heading 2": SIZE, "Heading 3": SIZE}
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


def table(paper: Any, rows: int, columns: int) -> Any:  # noqa: ANN401
    """Bảng có kẻ; its style is named outright, since looking it up takes longer than the rest."""
    made = paper._body.add_table(rows, columns, paper._block_width)
    made._tbl.tblPr.style = "TableGrid"
    return made


def field(line: Any, words: str, shown: str, *, dirty: bool = False) -> None:  # noqa: ANN401
    """Trường của Word, with what is shown until it is renewed."""
    char(line, "begin", dirty=dirty)
    instruction(line, words)
    char(line, "separate")
    line.add_run(shown)
    char(line, "end")


def char(line: Any, kind: str, *, dirty: bool = False) -> None:  # noqa: ANN401
    """Dấu đầu, giữa, cuối của một trường."""
    mark = oxml.OxmlElement("w:fldChar")
    mark.set(ns.qn("w:fldCharType"), kind)
    if dirty:
        mark.set(ns.qn("w:dirty"), "true")
    line.add_run()._r.append(mark)


def instruction(line: Any, words: str) -> None:  # noqa: ANN401
    """Lời lệnh của một trường."""
    told = oxml.OxmlElement("w:instrText")
    told.set(ns.qn("xml:space"), "preserve")
    told.text = words
    line.add_run()._r.append(told)
