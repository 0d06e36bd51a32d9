"""Sổ lưu kiểu «Strict Open XML»: the same book, said in the names that the reader knows."""

import io
import zipfile

_STRICT = b"http://purl.oclc.org/ooxml/"
_NAMES = (
    (b"spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (b"drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
    (
        b"officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)


def as_usual(data: bytes) -> bytes:
    """Gói tệp với tên thường dùng; the same bytes where it already has them."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        if _STRICT not in package.read("xl/workbook.xml"):
            return data
        changed = io.BytesIO()
        with zipfile.ZipFile(changed, "w", zipfile.ZIP_STORED) as usual:
            for part in package.namelist():
                content = package.read(part)
                if part.endswith((".xml", ".rels")):
                    for strict, name in _NAMES:
                        content = content.replace(_STRICT + strict, name)
                usual.writestr(part, content)
    return changed.getvalue()
