"""Mẫu trình chiếu riêng: an office's .pptx gives layouts, fonts and colours, and nothing else.

Its slides, notes and whatever else hangs on it are left behind; layouts are found by their names.
"""

import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException

from thidua.domain.ground.finding import Findings, has_errors
from thidua.files.reading.bounded_package import bounded_parts, elements_in, tree_of
from thidua.files.slides import base, form
from thidua.files.slides.form import Place
from thidua.files.slides.looks import Looks
from thidua.later import Later

if TYPE_CHECKING:
    import pptx
    from pptx import oxml, util
    from pptx.opc import constants
    from pptx.presentation import Presentation
else:
    pptx, oxml, util = Later("pptx"), Later("pptx.oxml"), Later("pptx.util")
    constants = Later("pptx.opc.constants")

TABLE, CHART, BOTH = "Bảng", "Biểu đồ", "Bảng và biểu đồ"
LAYOUTS = (base.COVER, base.CONTENT, TABLE, CHART, BOTH)
_NOT_SLIDES = "Tệp không phải .pptx đọc được; hãy lưu lại kiểu «PowerPoint Presentation (.pptx)»."
_MAIN, _TYPES = "ppt/presentation.xml", "[Content_Types].xml"
_MOST_ELEMENTS, _DEEPEST = 60_000, 60
_PARTS = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/[\w.]+|customXml/[\w./]+"
    r"|ppt/[A-Za-z]+\.xml|ppt/_rels/presentation\.xml\.rels|ppt/printerSettings/[\w.]+"
    r"|ppt/(slides|slideLayouts|slideMasters|notesMasters|notesSlides|handoutMasters|theme|tags"
    r"|changesInfos)/(_rels/)?[\w.]+\.(xml|rels)"
    r"|ppt/media/[\w -]+\.(png|jpe?g|gif|bmp|emf|wmf)",
    re.IGNORECASE,
)
_REFUSED_PARTS = (
    (re.compile(r"vba|macro", re.IGNORECASE), "có macro"),
    (
        re.compile(r"embeddings/|charts/|diagrams/|activeX", re.IGNORECASE),
        "có biểu đồ hoặc tệp nhúng; mẫu chỉ cần bố cục, hãy xóa các trang ấy",
    ),
    (re.compile(r"\.(mp[34]|wav|wm[av]|avi|mov|m4[av])$", re.IGNORECASE), "có phim hoặc tiếng"),
    (re.compile(r"fonts/", re.IGNORECASE), "có phông chữ nhúng; hãy tắt «Embed fonts in the file»"),
    (re.compile(r"comments", re.IGNORECASE), "có ghi chú của người xem; hãy xóa các ghi chú"),
)
_KEPT_PARTS = re.compile(r"ppt/(slideLayouts|slideMasters|theme)/(_rels/)?[\w.]+\.(xml|rels)")
_REFUSED_ELEMENTS = {
    "oleObj": "có đối tượng nhúng",
    "control": "có nút điều khiển",
    "hlinkClick": "có liên kết; hãy bỏ các liên kết ở bố cục",
    "hlinkHover": "có liên kết; hãy bỏ các liên kết ở bố cục",
    "videoFile": "có phim hoặc tiếng",
    "audioFile": "có phim hoặc tiếng",
    "timing": "có hiệu ứng động; hãy bỏ hiệu ứng ở bố cục",
    "transition": "có hiệu ứng chuyển trang; hãy bỏ hiệu ứng ở bố cục",
}
_LED_TO = frozenset({"slideLayout", "slideMaster", "theme", "image"})
_OF_DECK = frozenset({"slideMaster", "theme", "presProps", "viewProps", "tableStyles"})
_LISTS = ("sldMasterIdLst", "sldSz", "notesSz", "defaultTextStyle")
_LEAST, _LEAST_COVER = (20.0, 8.5), (10.0, 3.0)
_MARK_HEIGHT = 0.95
_CENTIMETRE = 360_000
_TITLES, _EDGES = ("title", "ctrTitle"), ("dt", "ftr", "sldNum")


@dataclass(frozen=True, slots=True)
class OwnDeck:
    """Mẫu đang dùng: its file, and the mark by which the properties of a deck name it."""

    data: bytes
    mark: str


def examine(data: bytes) -> Findings:
    """Xét một tệp mẫu trình chiếu: everything that is wrong, each with its place."""
    findings = Findings()
    parts = bounded_parts(data, findings, _NOT_SLIDES)
    if not parts:
        return findings
    if not {_MAIN, _TYPES} <= parts.keys():
        findings.error("kind", _NOT_SLIDES)
        return findings
    if sum(elements_in(one) for name, one in parts.items() if _is_xml(name)) > _MOST_ELEMENTS:
        findings.error("bounds", f"tệp có hơn {_MOST_ELEMENTS} thành phần; hãy bớt bố cục, trang")
        return findings
    for name, content in parts.items():
        _look_at(name, content, findings)
    if not has_errors(findings):
        _look_at_layouts(data, findings)
    return findings


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels"))


def _look_at(name: str, content: bytes, findings: Findings) -> None:
    for asked, why in _REFUSED_PARTS:
        if asked.search(name):
            findings.error("part", f"tệp {why}", name)
            return
    if not _PARTS.fullmatch(name):
        findings.error("part", "mẫu không dùng được phần này; hãy bỏ nó khỏi tệp", name)
        return
    if not _is_xml(name):
        return
    try:
        root = tree_of(content)
    except (DefusedXmlException, ParseError, ValueError, LookupError):
        findings.error("xml", "phần này không đọc được hoặc khai báo thêm thực thể", name)
        return
    if _is_too_deep(root):
        findings.error("bounds", "phần này lồng nhau quá sâu", name)
    elif name == _TYPES and b"macroEnabled" in content:
        findings.error("part", "tệp có macro", name)
    elif _KEPT_PARTS.fullmatch(name):
        for why in dict.fromkeys(_faults(root, is_relations=name.endswith(".rels"))):
            findings.error("element", f"tệp {why}", name)


def _is_too_deep(root: Element) -> bool:
    level = [root]
    for _ in range(_DEEPEST):
        level = [inner for one in level for inner in one]
    return bool(level)


def _faults(root: Element, *, is_relations: bool) -> Iterable[str]:
    for one in root.iter():
        if not is_relations:
            if why := _REFUSED_ELEMENTS.get(one.tag.rpartition("}")[2]):
                yield why
        elif one.get("TargetMode") == "External":
            yield "dẫn ra ngoài tệp; hãy chèn hình vào tệp thay cho liên kết"
        elif (kind := one.get("Type", "").rpartition("/")[2]) and kind not in _LED_TO:
            yield f"có phần «{kind[:40]}» mà mẫu không dùng được; hãy bỏ nó khỏi bố cục"


def _look_at_layouts(data: bytes, findings: Findings) -> None:
    try:
        deck: Any = pptx.Presentation(io.BytesIO(data))
        layouts = {one.name.strip(): one for one in deck.slide_layouts}
    except Exception:  # what is bent may fail anywhere in the library
        findings.error("kind", _NOT_SLIDES)
        return
    for name in LAYOUTS:
        layout = layouts.get(name)
        if layout is None:
            findings.error("layout", f"thiếu bố cục (layout) tên «{name}»")
            continue
        at = f"Bố cục «{name}»"
        kinds = [_kind(one) for one in layout.placeholders]
        if not any(one in _TITLES for one in kinds):
            findings.error("layout", "thiếu chỗ tiêu đề (Title)", at)
        for kind, words in (("ftr", "chân trang (Footer)"), ("sldNum", "số trang")):
            if kind not in kinds:
                findings.error("layout", f"thiếu chỗ {words}", at)
        _look_at_area(layout, at, findings, is_cover=name == base.COVER)


def _look_at_area(layout: Any, at: str, findings: Findings, *, is_cover: bool) -> None:  # noqa: ANN401
    place = area(layout)
    width, height = _LEAST_COVER if is_cover else _LEAST
    if place is None:
        findings.error("layout", "thiếu vùng nội dung (Content hoặc Text) có vị trí rõ", at)
    elif place.width < width or place.height < height:
        said = f"{width:g} × {height:g}".replace(".", ",")
        findings.error("layout", f"vùng nội dung nhỏ hơn {said} cm", at)


def _kind(shape: Any) -> str:  # noqa: ANN401
    return str(shape._element.ph.get("type", "body"))


def body_of(slide: Any) -> Any:  # noqa: ANN401
    """Vùng nội dung của một bố cục hay một trang: its first place that is no title and no edge."""
    kept = [one for one in slide.placeholders if _kind(one) not in (*_TITLES, *_EDGES)]
    return min(kept, key=lambda one: int(one.placeholder_format.idx), default=None)


def area(layout: Any) -> Place | None:  # noqa: ANN401
    """Vùng nội dung, in centimetres; None where it is not said."""
    body = body_of(layout)
    sides = [] if body is None else [body.left, body.top, body.width, body.height]
    if not sides or any(one is None for one in sides):
        return None
    return Place(*(int(one) / _CENTIMETRE for one in sides))


def content_of(layout: Any) -> tuple[Place, Place]:  # noqa: ANN401
    """Chỗ của dấu tạm tính và chỗ còn lại của vùng nội dung."""
    whole = area(layout) or form.CONTENT
    mark = whole._replace(height=_MARK_HEIGHT)
    rest = whole.height - _MARK_HEIGHT - 0.2
    return mark, whole._replace(top=whole.top + _MARK_HEIGHT + 0.2, height=rest)


def opened(data: bytes) -> "Presentation":
    """Mẫu đã mở: its masters and layouts alone."""
    deck = pptx.Presentation(io.BytesIO(data))
    root = deck.part._element
    for one in list(root):
        if one.tag.rpartition("}")[2] not in _LISTS:
            root.remove(one)
    for key, relation in list(deck.part.rels.items()):
        if relation.reltype.rpartition("/")[2] not in _OF_DECK:
            deck.part.rels.pop(key)
    return deck


def looks_of(deck: "Presentation") -> Looks:
    """Dáng theo chủ đề của mẫu: a heading dark enough for white letters, series by its accents."""
    part: Any = deck.slide_masters[0].part.part_related_by(constants.RELATIONSHIP_TYPE.THEME)
    theme = part._element if hasattr(part, "_element") else oxml.parse_xml(part.blob)
    found: dict[str, str] = {}
    for scheme in theme.iter(f"{{{_DRAWING}}}clrScheme"):
        for slot in scheme:
            for colour in slot:
                said = (
                    colour.get("val") if colour.tag.endswith("srgbClr") else colour.get("lastClr")
                )
                if re.fullmatch(r"[0-9A-Fa-f]{6}", said or ""):
                    found[slot.tag.rpartition("}")[2]] = f"#{said}"
        break
    accents = [found[name] for place in range(1, 7) if (name := f"accent{place}") in found]
    dark = [one for one in (*accents, found.get("dk2", "")) if one and _level(one) <= _DARK_ENOUGH]
    ours = Looks()
    return Looks(None, dark[0] if dark else ours.heading, tuple(accents) or ours.series)


_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_DARK_ENOUGH = 110


def _level(colour: str) -> int:
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return (299 * red + 587 * green + 114 * blue) // 1000


def start_deck() -> "Presentation":
    """Tệp để bắt đầu: the program's own looks in the five layouts that a template needs."""
    deck = pptx.Presentation()
    deck.slide_width, deck.slide_height = util.Cm(form.WIDTH), util.Cm(form.HEIGHT)
    names = dict(zip(_LIBRARY_LAYOUTS, LAYOUTS, strict=True))
    base.dress(deck, names)
    for layout in deck.slide_layouts:
        _five(layout, is_cover=layout.name == base.COVER)
    return deck


_LIBRARY_LAYOUTS = (
    *("Title Slide", "Title and Content", "Title Only", "Two Content", "Comparison"),
)


def _five(layout: Any, *, is_cover: bool) -> None:  # noqa: ANN401
    tree = layout.shapes._spTree
    for shape in list(layout.placeholders):
        kind = _kind(shape)
        if kind in _TITLES:
            base.put(shape, form.COVER_TITLE if is_cover else form.TITLE)
        elif kind not in ("ftr", "sldNum"):
            tree.remove(shape._element)
    place = form.COVER_LINES if is_cover else _CONTENT
    tree.append(base.area_for_text(40, base.LINES, "Nội dung", place))


_CONTENT = Place(form.EDGE, form.MARK.top, form.INNER, 14.55)
