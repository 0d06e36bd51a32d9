"""Bảng của trang chiếu: native, its first row the headings, widths and heights set by hand."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from thidua import palette
from thidua.domain.document.deck.blocks import Cell, Tone
from thidua.files.slides import form
from thidua.files.slides.looks import Looks
from thidua.files.slides.pages import PlacedTable
from thidua.files.slides.text import written
from thidua.later import Later

if TYPE_CHECKING:
    from pptx import oxml, util
else:
    oxml, util = Later("pptx.oxml"), Later("pptx.util")

_MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
_STYLE = "{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}"  # the plain one that every office program knows
_COLOURS = {Tone.GOOD: form.GOOD, Tone.BAD: form.BAD, Tone.FIRST: form.FIRST}
_ON_HEADING = "#FFFFFF"


def draw_table(slide: Any, placed: PlacedTable, looks: Looks) -> None:  # noqa: ANN401
    """Vẽ một bảng: written at once; a cell at a time takes longer than all the rest."""
    frame = slide.shapes.add_table(1, 1, *(util.Cm(one) for one in placed.place))
    described(frame, placed.table.summary)
    old = frame._element.graphic.graphicData.tbl
    old.getparent().replace(old, oxml.parse_xml(_table(placed, looks.heading)))


def _table(placed: PlacedTable, heading: str) -> str:
    table = placed.table
    headings = tuple(Cell(one.heading, Tone.FIRST) for one in table.columns)
    is_number = [one.is_number for one in table.columns]
    columns = "".join(f'<a:gridCol w="{_length(one)}"/>' for one in placed.widths)
    rows = "".join(
        _row(cells, is_number, placed.heights[place], heading if place == 0 else _ground(place))
        for place, cells in enumerate((headings, *table.rows))
    )
    return (
        f'<a:tbl xmlns:a="{_MAIN}"><a:tblPr firstRow="1"><a:tableStyleId>{_STYLE}'
        f"</a:tableStyleId></a:tblPr><a:tblGrid>{columns}</a:tblGrid>{rows}</a:tbl>"
    )


def _ground(place: int) -> str:
    return form.ODD if place % 2 else form.EVEN


def _row(cells: Sequence[Cell], is_number: Sequence[bool], height: float, ground: str) -> str:
    said = "".join(_cell(one, ground, right) for one, right in zip(cells, is_number, strict=True))
    return f'<a:tr h="{_length(height)}">{said}</a:tr>'


def _cell(cell: Cell, ground: str, is_number: bool) -> str:
    is_heading = ground not in (form.ODD, form.EVEN)
    colour = _ON_HEADING if is_heading else _COLOURS.get(cell.tone, palette.INK)
    side, top = _length(form.CELL_SIDE), _length(form.CELL_TOP)
    return (
        f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/><a:p>{_ALIGNED[is_number]}<a:r>"
        f'<a:rPr lang="{form.LANGUAGE}" sz="{form.TABLE_SIZE * 100}"'
        f"{_BOLD if cell.is_bold else ''}>{'' if colour is None else _filled(colour)}</a:rPr>"
        f"<a:t>{escape(written(cell.text))}</a:t></a:r></a:p></a:txBody>"
        f'<a:tcPr marL="{side}" marR="{side}" marT="{top}" marB="{top}" anchor="ctr">'
        f"{_filled(ground)}</a:tcPr></a:tc>"
    )


_ALIGNED = {True: '<a:pPr algn="r"/>', False: ""}
_BOLD = ' b="1"'


def _filled(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour.removeprefix("#")}"/></a:solidFill>'


def _length(centimetres: float) -> int:
    return int(util.Cm(centimetres))


def described(frame: Any, summary: str) -> None:  # noqa: ANN401
    """Chữ thay cho hình, for who does not see it."""
    frame._element.nvGraphicFramePr.cNvPr.set("descr", written(summary))
