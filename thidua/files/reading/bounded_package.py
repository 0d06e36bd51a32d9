"""Gói tệp trong giới hạn: a file of somebody else's, opened within bounds, never trusted."""

import io
import re
import zipfile
from collections.abc import Mapping
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from thidua.domain.document.template import LARGEST
from thidua.domain.ground.finding import Findings

_CODING = re.compile(rb"""(\xef\xbb\xbf)?<\?xml[^>]*encoding=["'](?!utf-8["'])""", re.IGNORECASE)
_END_OF_ZIP = 22
_MOST_PARTS, _MOST_UNPACKED, _MOST_RATIO = 300, 20 * 1024 * 1024, 100


def bounded_parts(data: bytes, findings: Findings, otherwise: str) -> Mapping[str, bytes]:
    """Các phần của gói; empty, with findings, where it is not to be let in.

    `otherwise` says what to do with a file that is no such package.
    """
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
            return {one.filename: _content(package, one) for one in listed}
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError, ValueError):
        findings.error("kind", otherwise)
        return {}


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


def elements_in(content: bytes) -> int:
    """Số thành phần của một phần XML, told without reading any."""
    return content.count(b"<") - content.count(b"</")


def tree_of(content: bytes) -> Element:
    """Phần XML đã đọc; all parts are in the one coding that Office writes, without entities."""
    content.decode("utf-8")
    if _CODING.match(content):
        raise LookupError
    root: Element = fromstring(content, forbid_dtd=True)
    return root
