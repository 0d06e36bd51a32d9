"""Gói của tệp mẫu: opened within bounds, and refused for whatever a paper has no use for.

Only the parts named here are let in: no macros, no embedded objects, nothing that leads out of the
file. What is refused is named with the reason.
"""

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException

from thidua.domain.ground.finding import Findings
from thidua.files.reading.bounded_package import bounded_parts, elements_in, tree_of
from thidua.files.word.parts import W
from thidua.files.word.template_elements import MOST_ELEMENTS, is_too_deep, look_at_elements
from thidua.files.word.template_relations import (
    MAIN,
    ROOT,
    TYPES,
    look_at_relations,
    look_at_types,
)

STYLES = "word/styles.xml"

EDGES = re.compile(r"word/(header|footer)\d*\.xml")
"""Đầu trang và chân trang."""

_XML = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/\w+\.xml|word/_rels/[\w.]+\.xml\.rels"
    r"|word/(document|styles|stylesWithEffects|settings|webSettings|fontTable|numbering|footnotes"
    r"|endnotes|people|(header|footer)\d*)\.xml|word/theme/theme\d*\.xml"
    r"|word/theme/_rels/[\w.]+\.xml\.rels|customXml/item(Props)?\d+\.xml"
    r"|customXml/_rels/item\d+\.xml\.rels"
)
_PICTURE = re.compile(
    r"(word/media/[\w-][\w -]*|docProps/thumbnail)\.(png|jpe?g|gif|bmp|emf|wmf)", re.IGNORECASE
)
_REFUSED = (
    (re.compile(r"vba|macro", re.IGNORECASE), "có macro"),
    (re.compile(r"embeddings/|activeX|\.bin$", re.IGNORECASE), "có tệp hoặc đối tượng nhúng"),
    (re.compile(r"afchunk|\.(html?|mht|rtf|docx?)$", re.IGNORECASE), "có tài liệu khác chèn vào"),
    (re.compile(r"comments", re.IGNORECASE), "có ghi chú bên lề; hãy xóa các ghi chú"),
)
_NOT_WORD = "Tệp không phải .docx đọc được; hãy lưu lại kiểu «Word Document (.docx)»."


def unpacked(data: bytes, findings: Findings) -> Mapping[str, bytes]:
    """Các phần của tệp mẫu; empty, with findings, where the file is not to be let in."""
    parts = bounded_parts(data, findings, _NOT_WORD)
    if not parts:
        return {}
    if not {TYPES, ROOT, MAIN} <= parts.keys():
        findings.error("kind", _NOT_WORD)
        return {}
    before = len(findings)
    for name in parts:
        _look_at_name(name, findings)
    elements = sum(_elements(name, content) for name, content in parts.items())
    if elements > MOST_ELEMENTS:
        message = f"tệp có hơn {MOST_ELEMENTS} thành phần; hãy bớt nội dung, kiểu chữ không dùng"
        findings.error("bounds", message)
    if len(findings) == before:
        _look_inside(parts, findings)
    return {} if len(findings) > before else parts


def _elements(name: str, content: bytes) -> int:
    """Số thành phần, told without reading any: what is not XML has none."""
    if _PICTURE.fullmatch(name):
        return 0
    return elements_in(content)


def _look_at_name(name: str, findings: Findings) -> None:
    for asked, why in _REFUSED:
        if asked.search(name):
            findings.error("part", f"tệp {why}", name)
            return
    if not _XML.fullmatch(name) and not _PICTURE.fullmatch(name):
        findings.error("part", "mẫu không dùng được phần này; hãy bỏ nó khỏi tệp", name)


def _look_inside(parts: Mapping[str, bytes], findings: Findings) -> None:
    roots: dict[str, Element] = {}
    for name, content in parts.items():
        if _PICTURE.fullmatch(name):
            continue
        try:
            roots[name] = tree_of(content)
            if is_too_deep(roots[name]):
                findings.error("bounds", "phần này lồng nhau quá sâu", name)
        except (DefusedXmlException, ParseError, ValueError, LookupError):
            findings.error("xml", "phần này không đọc được hoặc khai báo thêm thực thể", name)
    if len(roots) < sum(not _PICTURE.fullmatch(name) for name in parts):
        return
    if roots[MAIN].find(f"{{{W}}}body") is None:
        findings.error("kind", _NOT_WORD)
        return
    names, before = frozenset(parts), len(findings)
    look_at_types(roots[TYPES], names, findings)
    led = look_at_relations(roots, names, findings)
    if len(findings) > before:
        return
    for name, root in roots.items():
        if name.startswith("word/") and not name.endswith(".rels"):
            look_at_elements(root, name, led.get(name, {}), findings)
