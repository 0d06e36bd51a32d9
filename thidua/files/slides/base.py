"""Khuôn tệp: the library's empty deck turned into ours, 16:9, two layouts, one font."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from thidua.files.slides import form
from thidua.files.slides.form import Place
from thidua.later import Later

if TYPE_CHECKING:
    import pptx
    from pptx import oxml, util
    from pptx.dml import color
    from pptx.opc import constants
    from pptx.opc import oxml as parts
    from pptx.oxml import ns
    from pptx.presentation import Presentation
else:
    pptx, oxml, util = Later("pptx"), Later("pptx.oxml"), Later("pptx.util")
    constants, ns = Later("pptx.opc.constants"), Later("pptx.oxml.ns")
    parts, color = Later("pptx.opc.oxml"), Later("pptx.dml.color")

COVER, CONTENT = "Bìa", "Nội dung"
MARK, LINES = 13, 14
"""Số của chỗ ghi dấu tạm tính, and of the one for large lines."""

_KEPT = {"Title Slide": COVER, "Title Only": CONTENT}
_LEFT_OUT = ("dt", "subTitle")


def empty_deck() -> "Presentation":
    """Tệp trống: no slide yet."""
    deck = pptx.Presentation()
    deck.slide_width, deck.slide_height = _cm(form.WIDTH), _cm(form.HEIGHT)
    dress(deck, _KEPT)
    for layout in deck.slide_layouts:
        _layout(layout, is_cover=layout.name == COVER)
    return deck


def dress(deck: "Presentation", names: Mapping[str, str]) -> None:
    """Đặt dáng của ta cho tệp của thư viện, and keep of its layouts those with names of ours."""
    deck.part._element.find(ns.qn("p:sldSz")).attrib.pop("type", None)  # it said 4:3
    for layout in list(deck.slide_layouts):
        if layout.name in names:
            layout.name = names[layout.name]
        else:
            deck.slide_layouts.remove(layout)
    master = deck.slide_master
    _master(master)
    recolour(master.part.part_related_by(constants.RELATIONSHIP_TYPE.THEME))
    for one in deck.part._element.iter(ns.qn("a:defRPr")):
        one.set("lang", form.LANGUAGE)


def recolour(part: Any) -> None:  # noqa: ANN401 (a part of the package)
    """Đặt phông và màu của một chủ đề: in all three scripts, so that runs need none."""
    is_tree = hasattr(part, "_element")
    theme = part._element if is_tree else oxml.parse_xml(part.blob)
    for kind in ("a:majorFont", "a:minorFont"):
        for fonts in theme.iter(ns.qn(kind)):
            for one in list(fonts):
                if one.tag == ns.qn("a:font"):
                    fonts.remove(one)
                else:
                    one.set("typeface", form.FONT)
    scheme = next(theme.iter(ns.qn("a:clrScheme")))
    for name, colour in form.THEME.items():
        slot = scheme.find(ns.qn(f"a:{name}"))
        for one in list(slot):
            slot.remove(one)
        own = slot.makeelement(ns.qn("a:srgbClr"))
        own.set("val", colour.removeprefix("#"))
        slot.append(own)
    if not is_tree:
        part.blob = parts.serialize_part_xml(theme)


def _cm(length: float) -> Any:  # noqa: ANN401 (a length of the library)
    return util.Cm(length)


def rgb(colour: str) -> Any:  # noqa: ANN401
    """Màu của thư viện."""
    make: Any = color.RGBColor
    return make(*bytes.fromhex(colour.removeprefix("#")))


def put(shape: Any, place: Place) -> None:  # noqa: ANN401
    """Đặt chỗ."""
    shape.left, shape.top = _cm(place.left), _cm(place.top)
    shape.width, shape.height = _cm(place.width), _cm(place.height)


_PLACES = {"title": form.TITLE, "ftr": form.FOOTER, "sldNum": form.NUMBER, "body": form.CONTENT}


def _kind(shape: Any) -> str:  # noqa: ANN401
    return str(shape._element.ph.get("type", "body"))


def _master(master: Any) -> None:  # noqa: ANN401
    for shape in list(master.placeholders):
        kind = _kind(shape)
        if kind in _LEFT_OUT:
            shape._element.getparent().remove(shape._element)
            continue
        put(shape, _PLACES[kind])
        if kind in ("ftr", "sldNum"):
            _set_size(shape, form.TABLE_SIZE, "l" if kind == "ftr" else "r")
    styles = master._element.find(ns.qn("p:txStyles"))
    for name, size in (("p:titleStyle", form.TITLE_SIZE), ("p:bodyStyle", form.TEXT_SIZE)):
        for level in styles.find(ns.qn(name)):
            level.set("algn", "l")
            for mark in list(level):
                if mark.tag in (ns.qn("a:buChar"), ns.qn("a:buFont"), ns.qn("a:buNone")):
                    level.remove(mark)
            level.set("marL", "0")
            level.set("indent", "0")
            run = level.find(ns.qn("a:defRPr"))
            run.set("sz", str(size * 100))
            run.set("lang", form.LANGUAGE)
            if name == "p:titleStyle":
                run.set("b", "1")
            level.insert(list(level).index(run), level.makeelement(ns.qn("a:buNone")))


def _set_size(shape: Any, size: int, align: str) -> None:  # noqa: ANN401
    for level in shape._element.iter(ns.qn("a:lvl1pPr")):
        level.set("algn", align)
        for run in level.iter(ns.qn("a:defRPr")):
            run.set("sz", str(size * 100))
            for colour in run.iter(ns.qn("a:schemeClr")):
                for tint in list(colour):
                    colour.remove(tint)


def _layout(layout: Any, *, is_cover: bool) -> None:  # noqa: ANN401
    tree = layout.shapes._spTree
    for shape in list(layout.placeholders):
        kind = _kind(shape)
        if kind in _LEFT_OUT:
            tree.remove(shape._element)
        elif is_cover and kind == "ctrTitle":
            put(shape, form.COVER_TITLE)
    last = tree[-1]
    for at, (number, name, place, run) in enumerate(_own_places(is_cover=is_cover)):
        made = _placeholder(20 + at, number, name, place, run)
        last.addprevious(made) if last.tag == ns.qn("p:extLst") else tree.append(made)


def _own_places(*, is_cover: bool) -> tuple[tuple[int, str, Place, str], ...]:
    mark = f'sz="{form.TEXT_SIZE * 100}" b="1"'
    lines = f'sz="{form.TEXT_SIZE * 100}"'
    if is_cover:
        return (
            (MARK, "Dấu", form.COVER_MARK, mark),
            (LINES, "Chữ", form.COVER_LINES, f'sz="{(form.TEXT_SIZE + 4) * 100}"'),
        )
    return (MARK, "Dấu", form.MARK, mark), (LINES, "Chữ", form.CONTENT, lines)


def area_for_text(identity: int, number: int, name: str, place: Place) -> Any:  # noqa: ANN401
    """Một vùng chữ của bố cục."""
    return _placeholder(identity, number, name, place, f'sz="{form.TEXT_SIZE * 100}"')


def _placeholder(identity: int, number: int, name: str, place: Place, run: str) -> Any:  # noqa: ANN401
    colour = "tx2" if number == MARK else "tx1"
    left, top, width, height = (int(_cm(one)) for one in place)
    return oxml.parse_xml(
        f'<p:sp xmlns:a="{ns._nsmap["a"]}" xmlns:p="{ns._nsmap["p"]}"><p:nvSpPr>'
        f'<p:cNvPr id="{identity}" name="{name}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f'<p:nvPr><p:ph type="body" sz="quarter" idx="{number}"/></p:nvPr></p:nvSpPr><p:spPr>'
        f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        f"</p:spPr><p:txBody><a:bodyPr><a:normAutofit/></a:bodyPr><a:lstStyle><a:lvl1pPr>"
        f'<a:defRPr {run}><a:solidFill><a:schemeClr val="{colour}"/></a:solidFill></a:defRPr>'
        f"</a:lvl1pPr></a:lstStyle><a:p><a:r><a:t>{name}</a:t></a:r></a:p></p:txBody></p:sp>"
    )
