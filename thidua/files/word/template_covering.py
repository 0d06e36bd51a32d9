"""Hình che chữ, hàng và dòng cắt chữ: what would cover or cut off what is filled in.

A rule under a head is a thin shape, a frame without ground covers nothing, and a picture that text
flows round or over does no harm; those are let in.
"""

import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from thidua.files.word.parts import W
from thidua.files.word.template_looks import DARKEST_GROUND, level_of

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_MAIN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_VML = "{urn:schemas-microsoft-com:vml}"
_VML_WORD = "{urn:schemas-microsoft-com:office:word}"
_THIN, _THIN_POINTS = 180_000, 14.2
"""Nửa xăng-ti-mét, in the units of drawings and in points."""

_SHAPES = frozenset(
    f"{_VML}{name}" for name in ("shape", "rect", "roundrect", "oval", "polyline", "group")
)
_ROUND = frozenset({"square", "tight", "through", "topAndBottom"})
_FILLS = frozenset(
    f"{_MAIN}{name}" for name in ("solidFill", "gradFill", "blipFill", "pattFill", "grpFill")
)
_LENGTH = re.compile(r"(-?[\d.]+)(pt|in|mm|cm|px|)")
_POINTS = {"pt": 1.0, "in": 72.0, "mm": 2.835, "cm": 28.35, "px": 0.75, "": 0.75}
_ON, _OFF = ("1", "true", "on", "t"), ("0", "false", "off", "f")

COVERS = (
    "có hình nổi che chữ; hãy chọn «Square» hoặc «Behind Text» ở Wrap Text của hình ấy, hoặc bỏ "
    "màu nền của nó"
)
DARK = "có hình nền sẫm ở sau chữ; hãy dùng màu nhạt hoặc bỏ hình ấy"
CUT = "dấu nằm trong hàng bảng cao cố định; hãy bỏ «Exactly» ở chiều cao hàng"
TIGHT = "dòng có dấu giãn cố định dưới 8 pt; hãy bỏ «Exactly» ở giãn dòng"
_LEAST_LINE = 160


def covering_faults(root: Element) -> Iterator[str]:
    """Hình che chữ của một phần, each fault once."""
    anchors = list(root.iter(f"{_DRAWING}anchor"))
    if any(_covers(one) for one in anchors) or any(map(_vml_covers, root.iter())):
        yield COVERS
    if any(_is_behind(one) and _is_dark(one) for one in anchors):
        yield DARK


def _is_behind(anchor: Element) -> bool:
    return anchor.get("behindDoc", "0") in _ON


def _covers(anchor: Element) -> bool:
    if _is_behind(anchor) or anchor.find(f"{_DRAWING}wrapNone") is None:
        return False
    extent = anchor.find(f"{_DRAWING}extent")
    sides = [] if extent is None else [extent.get(name, "") for name in ("cx", "cy")]
    if sides and all(one.isdecimal() for one in sides) and min(map(int, sides)) <= _THIN:
        return False
    return _is_filled(anchor)


def _is_filled(anchor: Element) -> bool:
    if next(anchor.iter(f"{_MAIN}blip"), None) is not None:
        return True
    by_style = any(one.get("idx", "0") != "0" for one in anchor.iter(f"{_MAIN}fillRef"))
    for one in anchor.iter():
        if one.tag.rpartition("}")[2] not in ("spPr", "grpSpPr"):
            continue
        kinds = {inner.tag for inner in one}
        if kinds & _FILLS or (by_style and f"{_MAIN}noFill" not in kinds):
            return True
    return False


def _is_dark(anchor: Element) -> bool:
    """Nền sẫm, as far as its colour is written out."""
    for one in anchor.iter():
        if one.tag.rpartition("}")[2] != "spPr":
            continue
        for colour in one.findall(f"{_MAIN}solidFill/{_MAIN}srgbClr"):
            level = level_of(colour.get("val", ""))
            if level is not None and level < DARKEST_GROUND:
                return True
        for colour in one.findall(f"{_MAIN}solidFill/{_MAIN}schemeClr"):
            if colour.get("val") in ("tx1", "dk1", "tx2", "dk2"):
                return True
    return False


def _vml_covers(one: Element) -> bool:
    if one.tag not in _SHAPES:
        return False
    style = dict(
        (name.strip(), value.strip())
        for name, _, value in (part.partition(":") for part in one.get("style", "").split(";"))
    )
    if style.get("position") != "absolute" or style.get("z-index", "0").startswith("-"):
        return False
    wraps = [inner.get("type", "") for inner in one.iter(f"{_VML_WORD}wrap")]
    if any(wrap in _ROUND for wrap in wraps):
        return False
    sides = [_LENGTH.fullmatch(style.get(name, "")) for name in ("width", "height")]
    known = [float(side[1]) * _POINTS[side[2]] for side in sides if side is not None]
    if len(known) == len(sides) and min(known) <= _THIN_POINTS:
        return False
    has_picture = next(one.iter(f"{_VML}imagedata"), None) is not None
    return has_picture or one.get("filled", "t") not in _OFF


def cut_off(paragraph: Any) -> str:  # noqa: ANN401 (an element of lxml)
    """Vì sao chữ của một đoạn bị cắt; empty where all of it is seen."""
    for row in paragraph.iterancestors(f"{{{W}}}tr"):
        height = row.find(f"{{{W}}}trPr/{{{W}}}trHeight")
        if height is not None and height.get(f"{{{W}}}hRule") == "exact":
            return CUT
    return TIGHT if is_tight(paragraph.find(f"{{{W}}}pPr")) else ""


def is_tight(look: Any) -> bool:  # noqa: ANN401
    """Giãn dòng cố định quá nhỏ."""
    space = None if look is None else look.find(f"{{{W}}}spacing")
    if space is None or space.get(f"{{{W}}}lineRule") != "exact":
        return False
    line = space.get(f"{{{W}}}line", "")
    return not line.isdecimal() or int(line) < _LEAST_LINE
