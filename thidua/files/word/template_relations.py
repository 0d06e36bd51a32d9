"""Quan hệ của tệp mẫu: where each part may lead, and what each part has to say it is.

All is by a list: a relation that is not on it, that leads elsewhere than its kind may, or whose
part is missing is a finding. So no part but word/document.xml can be the paper that is printed.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from thidua.domain.ground.finding import Findings

TYPES, ROOT, MAIN = "[Content_Types].xml", "_rels/.rels", "word/document.xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_MICROSOFT = "http://schemas.microsoft.com/office"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_OPEN = "application/vnd.openxmlformats"
_XML_TYPE = "application/xml"
_SAVE_AGAIN = "hãy mở bằng Word và lưu lại kiểu «Word Document (.docx)»"


@dataclass(frozen=True, slots=True)
class _Kind:
    """Một loại phần: how it is named, what it says it is, and which relation leads to it."""

    name: re.Pattern[str]
    types: frozenset[str]
    relation: str


def _kind(name: str, relation: str, *types: str) -> _Kind:
    return _Kind(re.compile(name, re.IGNORECASE), frozenset(types), relation)


_IMAGE = f"{_OFFICE}/image"
_PICTURES = ("png", "jpeg", "jpg", "gif", "bmp", "x-emf", "x-wmf", "pjpeg", "emf", "wmf")
_IN_MAIN = (
    _kind(r"word/styles\.xml", f"{_OFFICE}/styles", f"{_WORD}.styles+xml"),
    _kind(
        r"word/stylesWithEffects\.xml",
        f"{_MICROSOFT}/2007/relationships/stylesWithEffects",
        "application/vnd.ms-word.stylesWithEffects+xml",
    ),
    _kind(r"word/settings\.xml", f"{_OFFICE}/settings", f"{_WORD}.settings+xml"),
    _kind(r"word/webSettings\.xml", f"{_OFFICE}/webSettings", f"{_WORD}.webSettings+xml"),
    _kind(r"word/fontTable\.xml", f"{_OFFICE}/fontTable", f"{_WORD}.fontTable+xml"),
    _kind(r"word/numbering\.xml", f"{_OFFICE}/numbering", f"{_WORD}.numbering+xml"),
    _kind(r"word/footnotes\.xml", f"{_OFFICE}/footnotes", f"{_WORD}.footnotes+xml"),
    _kind(r"word/endnotes\.xml", f"{_OFFICE}/endnotes", f"{_WORD}.endnotes+xml"),
    _kind(r"word/people\.xml", f"{_MICROSOFT}/2011/relationships/people", f"{_WORD}.people+xml"),
    _kind(r"word/header\d*\.xml", f"{_OFFICE}/header", f"{_WORD}.header+xml"),
    _kind(r"word/footer\d*\.xml", f"{_OFFICE}/footer", f"{_WORD}.footer+xml"),
    _kind(r"word/theme/theme\d*\.xml", f"{_OFFICE}/theme", f"{_OPEN}-officedocument.theme+xml"),
    _kind(r"customXml/item\d+\.xml", f"{_OFFICE}/customXml", _XML_TYPE),
)
_PICTURE = _kind(
    r"word/media/[\w-][\w .-]*", _IMAGE, *(f"image/{one}" for one in _PICTURES), "image/x-png"
)
_IN_ROOT = (
    _kind(re.escape(MAIN), f"{_OFFICE}/officeDocument", f"{_WORD}.document.main+xml"),
    _kind(
        r"docProps/core\.xml",
        f"{_PACKAGE}/metadata/core-properties",
        f"{_OPEN}-package.core-properties+xml",
    ),
    _kind(
        r"docProps/app\.xml",
        f"{_OFFICE}/extended-properties",
        f"{_OPEN}-officedocument.extended-properties+xml",
    ),
    _kind(
        r"docProps/custom\.xml",
        f"{_OFFICE}/custom-properties",
        f"{_OPEN}-officedocument.custom-properties+xml",
    ),
    _kind(
        r"docProps/thumbnail\.\w+",
        f"{_PACKAGE}/metadata/thumbnail",
        *_PICTURE.types,
    ),
)
_CUSTOM = _kind(
    r"customXml/itemProps\d+\.xml",
    f"{_OFFICE}/customXmlProps",
    f"{_OPEN}-officedocument.customXmlProperties+xml",
)
_ALL = (*_IN_ROOT, *_IN_MAIN, _PICTURE, _CUSTOM)
_NEEDED = ((ROOT, f"{_OFFICE}/officeDocument"), (MAIN, f"{_OFFICE}/styles"))


def _source(name: str) -> str:
    """Phần có tệp quan hệ này; that of the package itself is named by its own file."""
    if name == ROOT:
        return ROOT
    folder, _, last = name.partition("_rels/")
    return folder + last.removesuffix(".rels")


def _allowed(source: str) -> tuple[_Kind, ...]:
    if source == ROOT:
        return _IN_ROOT
    if source == MAIN:
        return (*_IN_MAIN, _PICTURE)
    return (_CUSTOM,) if source.startswith("customXml/") else (_PICTURE,)


def look_at_relations(
    roots: Mapping[str, Element], names: frozenset[str], findings: Findings
) -> Mapping[str, Mapping[str, str]]:
    """Xét mọi quan hệ: of each part, the part that each of its keys leads to."""
    led: dict[str, dict[str, str]] = {}
    seen: dict[str, list[tuple[str, str]]] = {}
    for name, root in roots.items():
        if not name.endswith(".rels"):
            continue
        source = _source(name)
        if source != ROOT and source not in names:
            findings.error("relation", f"không có phần «{source}»; {_SAVE_AGAIN}", name)
        keys = led.setdefault(source, {})
        for one in root:
            target = _target(one, source, names, name, findings)
            key = one.attrib.get("Id", "")
            if not key or key in keys:
                findings.error("relation", f"mã quan hệ trống hoặc trùng; {_SAVE_AGAIN}", name)
            keys[key] = target
            seen.setdefault(source, []).append((one.attrib.get("Type", ""), target))
    for source, relation in _NEEDED:
        found = [target for kind, target in seen.get(source, []) if kind == relation]
        if len(found) != 1:
            short = relation.rpartition("/")[2]
            where = ROOT if source == ROOT else "word/_rels/document.xml.rels"
            message = f"phải có đúng một quan hệ «{short}»; {_SAVE_AGAIN}"
            findings.error("relation", message, where)
    return led


def _target(one: Element, source: str, names: frozenset[str], name: str, findings: Findings) -> str:
    """Nơi một quan hệ dẫn tới; empty, with a finding, where it may not lead there."""
    relation, said = one.attrib.get("Type", ""), one.attrib.get("Target", "")
    short = relation.rpartition("/")[2][:40]
    if one.attrib.get("TargetMode", "Internal") != "Internal" or re.search(r"[:\\%#?]", said):
        message = f"tệp có liên kết ra ngoài ({short}); hãy bỏ liên kết, chèn thẳng hình vào tệp"
        findings.error("external", message, name)
        return ""
    folder = "" if source == ROOT else posixpath.dirname(source)
    target = posixpath.normpath(said[1:] if said.startswith("/") else f"{folder}/{said}")
    target = target.lstrip("/")
    kind = next((each for each in _allowed(source) if each.relation == relation), None)
    if kind is None or not kind.name.fullmatch(target):
        message = f"mẫu không dùng được quan hệ «{short}» tới «{said[:60]}»; {_SAVE_AGAIN}"
        findings.error("relation", message, name)
        return ""
    if target not in names:
        findings.error("relation", f"không có phần «{target}»; {_SAVE_AGAIN}", name)
        return ""
    return target


def look_at_types(root: Element, names: frozenset[str], findings: Findings) -> None:
    """Xét kiểu nội dung: each part says that it is what its name says."""
    defaults: dict[str, str] = {}
    parts: dict[str, str] = {}
    for one in root:
        said = one.attrib.get("ContentType", "")
        kept, key = (
            (parts, one.attrib.get("PartName", "").lstrip("/"))
            if "PartName" in one.attrib
            else (defaults, one.attrib.get("Extension", "").lower())
        )
        if not key or key in kept:
            findings.error("type", f"kiểu nội dung trống hoặc trùng; {_SAVE_AGAIN}", TYPES)
        kept[key] = said
    for name in sorted(names - {TYPES}):
        said = parts.get(name, defaults.get(name.rpartition(".")[2].lower(), ""))
        if said.lower() not in _types_of(name):
            message = f"kiểu nội dung «{said[:80]}» không phải của phần này; {_SAVE_AGAIN}"
            findings.error("type", message, name)


def _types_of(name: str) -> Iterator[str]:
    if name.endswith(".rels"):
        yield f"{_OPEN}-package.relationships+xml"
        return
    for one in _ALL:
        if one.name.fullmatch(name):
            yield from (each.lower() for each in one.types)
