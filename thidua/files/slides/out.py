"""Ghi bản trình chiếu thành tệp .pptx: the same deck gives the same bytes."""

import io
from copy import deepcopy
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from thidua.domain.document.deck.blocks import Deck
from thidua.domain.ground.steps import Step, silent
from thidua.files.same_bytes import FileFacts, same_bytes
from thidua.files.slides import base, form
from thidua.files.slides.charts import draw_chart
from thidua.files.slides.pages import Page, pages_of
from thidua.files.slides.tables import draw_table
from thidua.files.slides.text import written
from thidua.later import Later

if TYPE_CHECKING:
    from pptx import util
    from pptx.enum import text as kinds
    from pptx.opc import constants
    from pptx.oxml import ns
    from pptx.presentation import Presentation
else:
    constants, ns = Later("pptx.opc.constants"), Later("pptx.oxml.ns")
    kinds, util = Later("pptx.enum.text"), Later("pptx.util")

DOCUMENT, FORM_VERSION, TEMPLATE = "trinh-chieu", "1", "mac-dinh"
_LIBRARY = "pptx"


def is_possible() -> bool:
    """Làm được tệp: the library is there; it is asked for only when a deck is made."""
    return find_spec(_LIBRARY) is not None


def deck_file(deck: Deck, told: Step = silent) -> bytes:
    """Ghi bản trình chiếu; each page is `told` before it is written."""
    made = base.empty_deck()
    pages = [page for slide in deck.slides for page in pages_of(slide)]
    for place, page in enumerate(pages, start=1):
        told(place, len(pages), page.title)
        _add(made, deck, page)
    if pages:
        base.recolour(made.notes_master.part.part_related_by(constants.RELATIONSHIP_TYPE.THEME))
    content = io.BytesIO()
    made.save(content)
    properties = {
        "thidua.document": DOCUMENT,
        "thidua.fingerprint": deck.fingerprint,
        "thidua.template": TEMPLATE,
        "thidua.version": FORM_VERSION,
    }
    facts = FileFacts(written(deck.title), written(deck.author), deck.at, properties)
    return same_bytes(content.getvalue(), facts)


def _add(made: "Presentation", deck: Deck, page: Page) -> None:
    layouts: Any = made.slide_layouts
    layout = layouts.get_by_name(base.COVER if page.is_cover else base.CONTENT)
    slide: Any = made.slides.add_slide(layout)
    slide.shapes.title.text = written(page.title)
    places = {one.placeholder_format.idx: one for one in slide.placeholders}
    places[base.MARK].text = written(deck.mark)
    _lines(places[base.LINES], page)
    for table in page.tables:
        draw_table(slide, table)
    if page.chart is not None and page.chart_place is not None:
        draw_chart(slide, page.chart, page.chart_place)
    _footer(slide, layout, deck.footer)
    slide.notes_slide.notes_text_frame.text = "\n".join(written(one) for one in page.notes)


def _lines(place: Any, page: Page) -> None:  # noqa: ANN401
    if page.lines_place is None:
        place._element.getparent().remove(place._element)
        return
    if not page.is_cover:
        base.put(place, page.lines_place)
    frame = place.text_frame
    for count, text in enumerate(page.lines):
        line = frame.paragraphs[0] if count == 0 else frame.add_paragraph()
        line.text = written(text)


def _footer(slide: Any, layout: Any, text: str) -> None:  # noqa: ANN401
    """Chân trang: the library leaves those of the layout out of its slides."""
    tree = slide.shapes._spTree
    for shape in layout.placeholders:
        kind = shape._element.ph.get("type")
        if kind not in ("ftr", "sldNum"):
            continue
        own = deepcopy(shape._element)
        own.nvSpPr.cNvPr.set("id", str(len(tree) + 100))
        tree.append(own)
        made = slide.shapes[-1]
        frame = made.text_frame
        if kind == "ftr":
            frame.text = written(text)
        line = frame.paragraphs[0]
        sides = kinds.PP_PARAGRAPH_ALIGNMENT
        line.alignment = sides.LEFT if kind == "ftr" else sides.RIGHT
        for one in line.runs:
            one.font.size = util.Pt(form.TABLE_SIZE)
        for run in line._p.iter(ns.qn("a:rPr")):
            run.set("sz", str(form.TABLE_SIZE * 100))
            run.set("lang", form.LANGUAGE)
            for tag in ("a:latin", "a:ea", "a:cs"):
                font = run.makeelement(ns.qn(tag))
                font.set("typeface", form.FONT)
                run.append(font)
