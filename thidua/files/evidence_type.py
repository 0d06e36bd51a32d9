"""Loại tệp minh chứng: judged by what the file holds, never by its name; nothing is unpacked.

Only what an office keeps as evidence is let in. General guessers call any archive a document and do
not see macros, so the table here is short and exact: what is not in it is refused.
"""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath
from struct import Struct

from thidua.domain.ground.errors import Refused
from thidua.domain.ground.text import clean

ALLOWED = "PDF, ảnh PNG, JPEG, WEBP, tệp Word, Excel, PowerPoint hoặc OpenDocument không có macro"

_LONGEST_NAME = 150
_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_ZIP_END = Struct("<4s4H2LH")
_ZIP64 = b"PK\x06\x07"
_MOST_LISTED = 1024 * 1024  # bytes of names; the largest real documents list some hundred parts
_POWERPOINT_MACROS = b"\x1f\x00\xff\x03\x14\x00\x00\x00"


@dataclass(frozen=True, slots=True)
class FileType:
    """Loại tệp: how a browser is told, and the endings of its names, the usual one first."""

    media_type: str
    endings: tuple[str, ...]


PDF = FileType("application/pdf", (".pdf",))
PNG = FileType("image/png", (".png",))
JPEG = FileType("image/jpeg", (".jpg", ".jpeg"))
WEBP = FileType("image/webp", (".webp",))
DOCX = FileType(f"{_OFFICE}wordprocessingml.document", (".docx",))
XLSX = FileType(f"{_OFFICE}spreadsheetml.sheet", (".xlsx",))
PPTX = FileType(f"{_OFFICE}presentationml.presentation", (".pptx",))
ODT = FileType(f"{_OPEN}text", (".odt",))
ODS = FileType(f"{_OPEN}spreadsheet", (".ods",))
ODP = FileType(f"{_OPEN}presentation", (".odp",))
DOC = FileType("application/msword", (".doc",))
XLS = FileType("application/vnd.ms-excel", (".xls",))
PPT = FileType("application/vnd.ms-powerpoint", (".ppt",))

TYPES = {
    one.media_type: one
    for one in (PDF, PNG, JPEG, WEBP, DOCX, XLSX, PPTX, ODT, ODS, ODP, DOC, XLS, PPT)
}
"""Các loại được nhận, by media type."""

ENDINGS = tuple(ending.removeprefix(".") for one in TYPES.values() for ending in one.endings)
"""Đuôi tệp để người dùng chọn, without the point."""

PAPER_ENDINGS = tuple(
    ending.removeprefix(".") for one in (PDF, PNG, JPEG, WEBP) for ending in one.endings
)
"""Đuôi tệp của giấy tờ đã quét."""

INLINE = frozenset({PDF.media_type, PNG.media_type, JPEG.media_type, WEBP.media_type})
"""Loại trình duyệt cho xem tại chỗ; the rest is only handed over."""


def recognise(content: bytes, name: str) -> FileType:
    """Loại của nội dung này; Refused, naming the file, when it is none of the allowed ones."""
    if not content:
        raise Refused(f"Tệp «{name}» rỗng.")
    for begins, find in _SIGNATURES:
        if content.startswith(begins):
            found = find(content)
            if found is not None:
                return found
            break
    raise Refused(f"Tệp «{name}» không phải loại được nhận: {ALLOWED}.")


def _webp(content: bytes) -> FileType | None:
    return WEBP if content[8:12] == b"WEBP" else None


def _of_zip(content: bytes) -> FileType | None:
    """Tài liệu nén: told by the names of its parts, which stand at its end; no part is opened."""
    names = _part_names(content)
    lowered = [name.lower() for name in names]
    if any(_holds_macros(name) for name in lowered):
        return None
    if content[30:38] == b"mimetype":
        size = int.from_bytes(content[18:22], "little")
        found = TYPES.get(content[38 : 38 + size].decode("ascii", "replace"))
        return found if found in (ODT, ODS, ODP) else None
    if "[Content_Types].xml" not in names:
        return None
    for main, found in (("word/document", DOCX), ("xl/workbook", XLSX), ("ppt/presentation", PPTX)):
        if any(name.startswith(main) and name.endswith(".xml") for name in names):
            return found
    return None


def _holds_macros(part: str) -> bool:
    is_vba = part.rpartition("/")[2].startswith("vba")
    return is_vba or part.startswith(("xl/macrosheets/", "basic/", "scripts/"))


def _part_names(content: bytes) -> list[str]:
    """Tên các phần; none of an archive that is not plainly one, or that lists too many."""
    if len(content) < _ZIP_END.size:
        return []
    mark, *_, size, offset, comment = _ZIP_END.unpack(content[-_ZIP_END.size :])
    is_whole = mark == b"PK\x05\x06" and not comment
    is_alone = offset + size + _ZIP_END.size == len(content)
    is_plain = content[-_ZIP_END.size - 20 :][:4] != _ZIP64
    if not (is_whole and is_alone and is_plain and size <= _MOST_LISTED):
        return []
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, UnicodeDecodeError, NotImplementedError):
        return []


def _of_old_office(content: bytes) -> FileType | None:
    """Tài liệu Office cũ: told by the names of its streams; one with macros is none of them."""
    if _stream("_VBA_PROJECT") in content or _POWERPOINT_MACROS in content:
        return None
    streams = (("WordDocument", DOC), ("PowerPoint Document", PPT), ("Workbook", XLS))
    return next((found for name, found in streams if _stream(name) in content), None)


def _stream(name: str) -> bytes:
    return name.encode("utf-16-le")


_SIGNATURES: tuple[tuple[bytes, Callable[[bytes], FileType | None]], ...] = (
    (b"%PDF-", lambda content: PDF),
    (b"\x89PNG\r\n\x1a\n", lambda content: PNG),
    (b"\xff\xd8\xff", lambda content: JPEG),
    (b"RIFF", _webp),
    (_ZIP, _of_zip),
    (_OLD_OFFICE, _of_old_office),
)


def safe_name(name: str, of_type: FileType) -> str:
    """Tên tệp để tải về: no folder, no invisible sign, and the ending its content calls for."""
    last = clean(name.replace("\\", "/")).rpartition("/")[2].strip(" .")
    plain = "".join("_" if sign in '<>:"|?*' else sign for sign in last)
    path = PurePosixPath(plain or "minh-chung")
    ending = path.suffix.lower()
    is_known = ending.removeprefix(".") in ENDINGS
    stem = (path.stem if is_known else path.name)[:_LONGEST_NAME]
    return stem + (ending if ending in of_type.endings else of_type.endings[0])
