"""Thuộc tính của tệp đã làm: what a file says it is, read with care since anybody may send one."""

import io
import zipfile

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from thidua.domain.ground.errors import Refused
from thidua.files.same_bytes import CUSTOM

PREFIX = "thidua."
DOCUMENT, FINGERPRINT, TEMPLATE, VERSION = (
    f"{PREFIX}{name}" for name in ("document", "fingerprint", "template", "version")
)
"""Thuộc tính trong tệp: what it is, by which numbers, in whose form, in which version of ours."""

MOST_BYTES, MOST_PARTS, MOST_PROPERTIES = 20 * 1024 * 1024, 1000, 64 * 1024
_NOT_OURS = "Không đọc được tệp này như một tệp .docx, .pptx hoặc .xlsx."


def read_properties(data: bytes) -> dict[str, str]:
    """Thuộc tính của phần mềm trong tệp; empty where it has none."""
    if len(data) > MOST_BYTES:
        raise Refused(f"Tệp lớn hơn {MOST_BYTES // 1024 // 1024} MB.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if len(package.infolist()) > MOST_PARTS:
                raise Refused(_NOT_OURS)
            if CUSTOM not in package.namelist():
                return {}
            if package.getinfo(CUSTOM).file_size > MOST_PROPERTIES:
                raise Refused(_NOT_OURS)
            with package.open(CUSTOM) as part:
                said = part.read(MOST_PROPERTIES + 1)
        root = fromstring(said[:MOST_PROPERTIES])
    except (zipfile.BadZipFile, DefusedXmlException, ParseError, OSError, RuntimeError) as fault:
        raise Refused(_NOT_OURS) from fault
    found = {}
    for one in root:
        name = one.attrib.get("name", "")
        if name.startswith(PREFIX) and len(one):
            found[name] = one[0].text or ""
    return found
