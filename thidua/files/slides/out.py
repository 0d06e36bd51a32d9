"""Ghi bản trình chiếu thành tệp .pptx: the same deck gives the same bytes."""

import io
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from thidua.domain.document.deck.blocks import Deck
from thidua.domain.document.deck.sample import sample_deck
from thidua.domain.ground.steps import Step, silent
from thidua.files.same_bytes import APPLICATION, FileFacts, same_bytes
from thidua.files.slides import base, form, own
from thidua.files.slides.charts import draw_chart
from thidua.files.slides.form import Place
from thidua.files.slides.looks import OURS, Looks
from thidua.files.slides.own import OwnDeck
from thidua.files.slides.pages import Page, pages_of
from thidua.files.slides.tables import draw_table
from thidua.files.slides.text import written
from thidua.later import Later

if TYPE_CHECKING:
    import pptx
    from pptx import util
    from pptx.enum import text as kinds
    from pptx.opc import constants
    from pptx.oxml import ns
    from pptx.presentation import Presentation
else:
    pptx = Later("pptx")
    constants, ns = Later("pptx.opc.constants"), Later("pptx.oxml.ns")
    kinds, util = Later("pptx.enum.text"), Later("pptx.util")

DOCUMENT, FORM_VERSION, TEMPLATE = "trinh-chieu", "1", "mac-dinh"
_LIBRARY = "pptx"


def is_possible() -> bool:
    """Làm được tệp: the library is there; it is asked for only when a deck is made."""
    return find_spec(_LIBRARY) is not None


def deck_file(deck: Deck, told: Step = silent, template: OwnDeck | None = None) -> bytes:
    """Ghi bản trình chiếu; each page is `told` before it is written.

    `template` is the office's own, whose layouts, fonts and colours it then has.
    """
    made = base.empty_deck() if template is None else own.opened(template.data)
    drawn = _Ours(made) if template is None else _Theirs(made)
    pages = [
        page for slide in deck.slides for page in pages_of(slide, drawn.content(slide.is_cover))
    ]
    for place, page in enumerate(pages, start=1):
        told(place, len(pages), page.title)
        drawn.add(deck, page)
    if pages:
        base.recolour(made.notes_master.part.part_related_by(constants.RELATIONSHIP_TYPE.THEME))
    content = io.BytesIO()
    made.save(content)
    properties = {
        "thidua.document": DOCUMENT,
        "thidua.fingerprint": deck.fingerprint,
        "thidua.template": TEMPLATE if template is None else template.mark,
        "thidua.version": FORM_VERSION,
    }
    facts = FileFacts(written(deck.title), written(deck.author), deck.at, properties)
    return same_bytes(content.getvalue(), facts)


def tried(data: bytes) -> bytes | None:
    """Làm thử bản mẫu bằng tệp riêng này, and see that it opens; None where it does not."""
    try:
        made = deck_file(sample_deck(), template=OwnDeck(data, "thu"))
        require_opens(made)
    except Exception:  # the library may fail anywhere in what is bent
        return None
    return made


def require_opens(data: bytes) -> None:
    """Tệp đã điền mở được: read whole by the library, with a title on each of its slides."""
    deck = pptx.Presentation(io.BytesIO(data))
    if not all(one.shapes.title is not None for one in deck.slides):
        raise ValueError


def start_file() -> bytes:
    """Mẫu để bắt đầu: five layouts in our looks, no slide, nobody's data."""
    content = io.BytesIO()
    own.start_deck().save(content)
    at = datetime(2026, 1, 1, tzinfo=UTC)
    return same_bytes(content.getvalue(), FileFacts("Mẫu trình chiếu", APPLICATION, at))


class _Ours:
    """Trang theo khuôn của phần mềm."""

    def __init__(self, made: "Presentation") -> None:
        self._made = made

    def content(self, _is_cover: bool) -> Place:
        """Chỗ của nội dung."""
        return form.CONTENT

    def add(self, deck: Deck, page: Page) -> None:
        """Thêm một trang."""
        layouts: Any = self._made.slide_layouts
        layout = layouts.get_by_name(base.COVER if page.is_cover else base.CONTENT)
        slide: Any = self._made.slides.add_slide(layout)
        slide.shapes.title.text = written(page.title)
        places = {one.placeholder_format.idx: one for one in slide.placeholders}
        places[base.MARK].text = written(deck.mark)
        _lines(places[base.LINES], page)
        _graphics(slide, page, OURS)
        _footer(slide, layout, deck.footer, form.FONT)
        _notes(slide, page)


class _Theirs:
    """Trang theo mẫu của cơ quan: the mark stands at the top of the area that the layout gives."""

    def __init__(self, made: "Presentation") -> None:
        self._made, self._looks = made, own.looks_of(made)
        self._layouts = {one.name.strip(): one for one in made.slide_layouts}
        places = [own.content_of(self._layouts[name])[1] for name in own.LAYOUTS[1:]]
        # One place for all pages of a slide, whichever of the layouts each of them takes.
        self._content = Place(
            max(one.left for one in places),
            max(one.top for one in places),
            min(one.left + one.width for one in places) - max(one.left for one in places),
            min(one.top + one.height for one in places) - max(one.top for one in places),
        )

    def content(self, is_cover: bool) -> Place:
        """Chỗ của nội dung."""
        return own.content_of(self._layouts[base.COVER])[1] if is_cover else self._content

    def add(self, deck: Deck, page: Page) -> None:
        """Thêm một trang."""
        layout = self._layouts[_layout_of(page)]
        slide: Any = self._made.slides.add_slide(layout)
        slide.shapes.title.text = written(page.title)
        body = own.body_of(slide)
        kept = {body.shape_id, slide.shapes.title.shape_id}
        for one in [each for each in slide.placeholders if each.shape_id not in kept]:
            one._element.getparent().remove(one._element)
        mark, _ = own.content_of(layout)
        _mark(slide, mark, deck.mark)
        place = self.content(is_cover=True) if page.is_cover else page.lines_place
        _lines(body, replace(page, is_cover=False, lines_place=place))
        _graphics(slide, page, self._looks)
        _footer(slide, layout, deck.footer, None)
        _notes(slide, page)


def _layout_of(page: Page) -> str:
    if page.is_cover:
        return base.COVER
    has_chart = page.chart is not None
    if page.tables:
        return own.BOTH if has_chart else own.TABLE
    return own.CHART if has_chart else base.CONTENT


def _mark(slide: Any, place: Place, text: str) -> None:  # noqa: ANN401
    """Dấu tạm tính, in letters of the office's own."""
    box = slide.shapes.add_textbox(*(util.Cm(one) for one in place))
    frame = box.text_frame
    frame.word_wrap = True
    frame.text = written(text)
    for one in frame.paragraphs[0].runs:
        one.font.size, one.font.bold = util.Pt(form.TEXT_SIZE), True
        one._r.get_or_add_rPr().set("lang", form.LANGUAGE)


def _graphics(slide: Any, page: Page, looks: Looks) -> None:  # noqa: ANN401
    for table in page.tables:
        draw_table(slide, table, looks)
    if page.chart is not None and page.chart_place is not None:
        draw_chart(slide, page.chart, page.chart_place, looks)


def _notes(slide: Any, page: Page) -> None:  # noqa: ANN401
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


def _footer(slide: Any, layout: Any, text: str, font: str | None) -> None:  # noqa: ANN401
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
            for tag in ("a:latin", "a:ea", "a:cs") if font is not None else ():
                own_font = run.makeelement(ns.qn(tag))
                own_font.set("typeface", font)
                run.append(own_font)
