"""Chỗ hiện ra: whether what takes the place of a token is seen, and seen as it is."""

import posixpath
from collections.abc import Callable, Mapping
from typing import Any

from defusedxml.ElementTree import fromstring

from thidua.files.word.parts import W
from thidua.files.word.template_covering import TIGHT, cut_off, is_tight
from thidua.files.word.template_looks import attributes, is_readable
from thidua.files.word.template_package import STYLES
from thidua.files.word.template_relations import MAIN

_RELS = "word/_rels/document.xml.rels"
_KEY = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_LONGEST_WAY = 20


def shown_first(parts: Mapping[str, bytes]) -> frozenset[str]:
    """Đầu trang và chân trang của trang đầu: a paper of one page shows no other."""
    section = next(fromstring(parts[MAIN]).iter(f"{{{W}}}sectPr"), None)
    if section is None:
        return frozenset()
    title = section.find(f"{{{W}}}titlePg")
    is_apart = title is not None and title.get(f"{{{W}}}val", "1") not in ("0", "false", "off")
    wanted = "first" if is_apart else "default"
    keys = {
        one.get(_KEY, "")
        for tag in ("headerReference", "footerReference")
        for one in section.findall(f"{{{W}}}{tag}")
        if one.get(f"{{{W}}}type", "default") == wanted
    }
    return frozenset(
        posixpath.normpath(posixpath.join("/word", one.get("Target", ""))).lstrip("/")
        for one in fromstring(parts[_RELS])
        if one.get("Id") in keys
    )


def numbered_styles(parts: Mapping[str, bytes]) -> frozenset[str]:
    """Kiểu có số tự động, by themselves or by what they rest on; the usual one also as no name."""
    return _styles_that(parts, _is_numbered)


def tight_styles(parts: Mapping[str, bytes]) -> frozenset[str]:
    """Kiểu giãn dòng cố định quá nhỏ, where nothing on the way to them says otherwise."""
    root = fromstring(parts[STYLES])
    usual = root.find(f"{{{W}}}docDefaults/{{{W}}}pPrDefault/{{{W}}}pPr")
    found = _styles_that(parts, lambda one: is_tight(one.find(f"{{{W}}}pPr")))
    if is_tight(usual):
        found |= {one.get(f"{{{W}}}styleId", "") for one in root.iter(f"{{{W}}}style")} | {""}
    return found


def _styles_that(parts: Mapping[str, bytes], test: Callable[[Any], bool]) -> frozenset[str]:
    own: set[str] = set()
    based: dict[str, str | None] = {}
    for one in fromstring(parts[STYLES]).iter(f"{{{W}}}style"):
        key, under = one.get(f"{{{W}}}styleId", ""), one.find(f"{{{W}}}basedOn")
        based[key] = None if under is None else under.get(f"{{{W}}}val")
        is_usual = one.get(f"{{{W}}}default") in ("1", "true", "on")
        if is_usual and one.get(f"{{{W}}}type") == "paragraph":
            based[""] = key
        if test(one):
            own.add(key)
    found = set(own)
    for key in based:
        way: list[str] = []
        at: str | None = key
        while at is not None and at not in way and at not in found and len(way) < _LONGEST_WAY:
            way.append(at)
            at = based.get(at)
        if at in found or len(way) == _LONGEST_WAY:
            found.update(way)
    return frozenset(found)


def _is_numbered(one: Any) -> bool:  # noqa: ANN401
    number = one.find(f"{{{W}}}pPr/{{{W}}}numPr/{{{W}}}numId")
    return number is not None and number.get(f"{{{W}}}val") != "0"


def unfit(
    paragraph: Any,  # noqa: ANN401
    text: str,
    numbered: frozenset[str],
    tight: frozenset[str],
) -> str:
    """Vì sao một đoạn có dấu không dùng được; empty where it may be used."""
    look = paragraph.find(f"{{{W}}}pPr")
    if look is not None and look.find(f"{{{W}}}framePr") is not None:
        return "dấu nằm trong khung (Frame); hãy bỏ khung của đoạn này"
    style = None if look is None else look.find(f"{{{W}}}pStyle")
    number = None if look is None else look.find(f"{{{W}}}numPr/{{{W}}}numId")
    key = "" if style is None else style.get(f"{{{W}}}val", "")
    is_numbered = _is_numbered(paragraph) if number is not None else key in numbered
    if is_numbered and text.lstrip().startswith("{"):
        return "dấu đứng ngay sau số tự động; hãy gõ chữ trước dấu hoặc bỏ đánh số của đoạn"
    if why := cut_off(paragraph):
        return why
    space = None if look is None else look.find(f"{{{W}}}spacing")
    if key in tight and (space is None or space.get(f"{{{W}}}line") is None):
        return TIGHT
    for run in paragraph.iter(f"{{{W}}}rPr"):
        said = {one.tag.rpartition("}")[2]: attributes(one) for one in run}
        if not is_readable(said):
            return "chữ của đoạn có dấu quá nhạt hoặc quá nhỏ; hãy dùng chữ sẫm, cỡ từ 6 trở lên"
    return ""
