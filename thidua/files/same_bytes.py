"""Cùng nội dung thì cùng byte: an office file (.docx, .pptx, .xlsx) made free of clock and machine.

The libraries date every entry of the package, sign it with their own name, bring a picture of an
empty page and, inside a deck, one workbook per chart with clocks of its own. All of this is taken
out or written anew from what the caller knows, so that the same snapshot gives the same file.
"""

import io
import posixpath
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape, quoteattr

APPLICATION = "Thi đua"
CUSTOM = "docProps/custom.xml"
_MADE = (1980, 1, 1, 0, 0, 0)
_TYPES, _ROOT_RELS = "[Content_Types].xml", "_rels/.rels"
_CORE, _APP = "docProps/core.xml", "docProps/app.xml"
_EMBEDDED = (".xlsx", ".docx", ".pptx")
_DROPPED = re.compile(r"docProps/thumbnail\.|customXml/|.*/stylesWithEffects|.*/printerSettings/")
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_CONTENT_TYPES = {
    _CORE: "application/vnd.openxmlformats-package.core-properties+xml",
    _APP: "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    CUSTOM: "application/vnd.openxmlformats-officedocument.custom-properties+xml",
}
_RELATIONS = {
    _CORE: f"{_PACKAGE}/relationships/metadata/core-properties",
    _APP: f"{_OFFICE}/relationships/extended-properties",
    CUSTOM: f"{_OFFICE}/relationships/custom-properties",
}
_FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # fixed by the format for named properties


@dataclass(frozen=True, slots=True)
class FileFacts:
    """Thông tin tệp: title, author and moment of the snapshot, and our own named properties."""

    title: str
    author: str
    moment: datetime
    properties: Mapping[str, str] = field(default_factory=dict)


def same_bytes(package: bytes, facts: FileFacts) -> bytes:
    """Gói lại: equal content and facts give equal bytes, in any process."""
    with zipfile.ZipFile(io.BytesIO(package)) as source:
        parts = {
            name: source.read(name)
            for name in source.namelist()
            if not name.endswith("/") and not _DROPPED.match(name)
        }
    for name, content in parts.items():
        if name.endswith(_EMBEDDED):
            parts[name] = same_bytes(content, replace(facts, properties={}))
        elif name.endswith(".rels"):
            parts[name] = _relations(name, content)
    parts |= {_CORE: _core(facts), _APP: _app()}
    parts.pop(CUSTOM, None)
    if facts.properties:
        parts[CUSTOM] = _custom(facts.properties)
    own = [name for name in (_CORE, _APP, CUSTOM) if name in parts]
    parts[_ROOT_RELS] = _root_relations(parts[_ROOT_RELS], own)
    parts[_TYPES] = _content_types(parts[_TYPES], parts.keys(), own)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(parts, key=lambda one: (one != _TYPES, one != _ROOT_RELS, one)):
            place = zipfile.ZipInfo(name, _MADE)
            place.create_system = 0  # else the entry tells on which system it was made
            target.writestr(place, parts[name], zipfile.ZIP_DEFLATED)
    return made.getvalue()


def fit_for_xml(text: str) -> str:
    """Chữ được phép đứng trong XML: composed, without signs that no file of XML may hold."""
    return "".join(one for one in unicodedata.normalize("NFC", text) if _may_stand(ord(one)))


def _may_stand(code: int) -> bool:
    return code in (9, 10, 13) or 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or code > 0xFFFF


def _said(text: str) -> str:
    return escape(fit_for_xml(text))


def _relations(name: str, content: bytes) -> bytes:
    """Quan hệ của một phần, without those that lead to a part taken out."""
    folder = posixpath.dirname(posixpath.dirname(name))
    kept = [one.attrib for one in ET.fromstring(content) if not _leads_out(one.attrib, folder)]
    return _relations_text(kept)


def _leads_out(relation: Mapping[str, str], folder: str) -> bool:
    if relation.get("TargetMode") == "External":
        return False
    target = relation["Target"]
    absolute = target[1:] if target.startswith("/") else posixpath.join(folder, target)
    return bool(_DROPPED.match(posixpath.normpath(absolute)))


def _relations_text(relations: Iterable[Mapping[str, str]]) -> bytes:
    return _listing("Relationships", "relationships", (("Relationship", one) for one in relations))


def _root_relations(content: bytes, own: Iterable[str]) -> bytes:
    others = [
        one.attrib for one in ET.fromstring(content) if one.attrib["Type"] not in _OWN_RELATIONS
    ]
    taken = {one["Id"] for one in others}
    free = (f"rId{number}" for number in range(1, 100) if f"rId{number}" not in taken)
    named = [{"Id": next(free), "Type": _RELATIONS[name], "Target": name} for name in own]
    return _relations_text([*others, *named])


_OWN_RELATIONS = {*_RELATIONS.values(), f"{_PACKAGE}/relationships/metadata/thumbnail"}


def _content_types(content: bytes, names: Iterable[str], own: Iterable[str]) -> bytes:
    defaults, overrides = {}, {}
    for one in ET.fromstring(content):
        if "PartName" in one.attrib:
            overrides[one.attrib["PartName"].lstrip("/")] = one.attrib["ContentType"]
        else:
            defaults[one.attrib["Extension"]] = one.attrib["ContentType"]
    present = set(names)
    overrides = {name: kind for name, kind in overrides.items() if name in present}
    overrides |= {name: _CONTENT_TYPES[name] for name in own}
    endings = {name.rpartition(".")[2].lower() for name in present}
    rows = [
        ("Default", {"Extension": ending, "ContentType": kind})
        for ending, kind in sorted(defaults.items())
        if ending.lower() in endings
    ]
    rows += [
        ("Override", {"PartName": f"/{name}", "ContentType": kind})
        for name, kind in sorted(overrides.items())
    ]
    return _listing("Types", "content-types", rows)


def _listing(root: str, schema: str, rows: Iterable[tuple[str, Mapping[str, str]]]) -> bytes:
    said = "".join(
        f"<{tag} {' '.join(f'{key}={quoteattr(value)}' for key, value in values.items())}/>"
        for tag, values in rows
    )
    return f'{_HEAD}<{root} xmlns="{_PACKAGE}/{schema}">{said}</{root}>'.encode()


def _core(facts: FileFacts) -> bytes:
    moment = facts.moment if facts.moment.tzinfo else facts.moment.replace(tzinfo=UTC)
    when = f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    author, dated = _said(facts.author), 'xsi:type="dcterms:W3CDTF"'
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{_said(facts.title)}</dc:title><dc:creator>{author}</dc:creator>"
        f"<dc:language>vi-VN</dc:language><cp:lastModifiedBy>{author}</cp:lastModifiedBy>"
        f"<dcterms:created {dated}>{when}</dcterms:created>"
        f"<dcterms:modified {dated}>{when}</dcterms:modified></cp:coreProperties>"
    ).encode()


def _app() -> bytes:
    return (
        f'{_HEAD}<Properties xmlns="{_OFFICE}/extended-properties">'
        f"<Application>{APPLICATION}</Application></Properties>"
    ).encode()


def _custom(properties: Mapping[str, str]) -> bytes:
    said = "".join(
        f'<property fmtid="{_FORMAT_ID}" pid="{place}" name={quoteattr(name)}>'
        f"<vt:lpwstr>{_said(value)}</vt:lpwstr></property>"
        for place, (name, value) in enumerate(properties.items(), start=2)
    )
    return (
        f'{_HEAD}<Properties xmlns="{_OFFICE}/custom-properties" '
        f'xmlns:vt="{_OFFICE}/docPropsVTypes">{said}</Properties>'
    ).encode()
