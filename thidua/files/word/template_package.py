"""Gói của tệp mẫu: opened within bounds, and refused for whatever a paper has no use for.

Only the parts named here are let in: no macros, no embedded objects, nothing that leads out of the
file. What is refused is named with the reason.
"""

import io
import re
import zipfile
from collections.abc import Mapping
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from thidua.domain.document.template import LARGEST
from thidua.domain.ground.finding import Findings
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
_CODING = re.compile(rb"""(\xef\xbb\xbf)?<\?xml[^>]*encoding=["'](?!utf-8["'])""", re.IGNORECASE)
_END_OF_ZIP = 22
_MOST_PARTS, _MOST_UNPACKED, _MOST_RATIO = 300, 20 * 1024 * 1024, 100

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
    if len(data) > LARGEST:
        findings.error("size", f"tệp lớn hơn {LARGEST // 1024 // 1024} MB; hãy bớt hình ảnh")
        return {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _require_nothing_else(data, package)
            listed = [one for one in package.infolist() if not one.is_dir()]
            if fault := _bounds_fault(listed, len(data)):
                findings.error("bounds", fault)
                return {}
            parts = {one.filename: _content(package, one) for one in listed}
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError, ValueError):
        findings.error("kind", _NOT_WORD)
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


def _bounds_fault(listed: list[zipfile.ZipInfo], size: int) -> str:
    """Vượt giới hạn nào; empty where none."""
    whole = sum(one.file_size for one in listed)
    if len(listed) > _MOST_PARTS:
        return f"tệp có hơn {_MOST_PARTS} phần"
    if whole > _MOST_UNPACKED or whole > _MOST_RATIO * size:
        return "tệp bung ra quá lớn so với cỡ của nó"
    if len({one.filename.lower() for one in listed}) != len(listed):
        return "tệp có hai phần cùng tên"
    return ""


def _require_nothing_else(data: bytes, package: zipfile.ZipFile) -> None:
    """Không có gì trước hoặc sau gói; a file that is two things at once is none of ours."""
    end = data.rfind(b"PK\5\6")
    if not data.startswith(b"PK\3\4") or package.comment or len(data) - end != _END_OF_ZIP:
        raise zipfile.BadZipFile


def _content(package: zipfile.ZipFile, one: zipfile.ZipInfo) -> bytes:
    """Nội dung một phần, never more than it says it has."""
    with package.open(one) as part:
        found = part.read(one.file_size + 1)
    if len(found) > one.file_size:
        raise zipfile.BadZipFile
    return found


def _elements(name: str, content: bytes) -> int:
    """Số thành phần, told without reading any: what is not XML has none."""
    if _PICTURE.fullmatch(name):
        return 0
    return content.count(b"<") - content.count(b"</")


def _look_at_name(name: str, findings: Findings) -> None:
    for asked, why in _REFUSED:
        if asked.search(name):
            findings.error("part", f"tệp {why}", name)
            return
    if not _XML.fullmatch(name) and not _PICTURE.fullmatch(name):
        findings.error("part", "mẫu không dùng được phần này; hãy bỏ nó khỏi tệp", name)


def _tree(content: bytes) -> Element:
    """Phần XML đã đọc; all parts are in the one coding that Word writes."""
    content.decode("utf-8")
    if _CODING.match(content):
        raise LookupError
    root: Element = fromstring(content, forbid_dtd=True)
    return root


def _look_inside(parts: Mapping[str, bytes], findings: Findings) -> None:
    roots: dict[str, Element] = {}
    for name, content in parts.items():
        if _PICTURE.fullmatch(name):
            continue
        try:
            roots[name] = _tree(content)
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
