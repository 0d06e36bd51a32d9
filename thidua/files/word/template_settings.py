"""Cài đặt của tệp mẫu: what of them may stay, and what has to be switched off first.

Settings lay out a page, or ask, lock, track and remember; only the first are of use to a paper.
"""

from collections.abc import Iterator, Mapping
from typing import Any
from xml.etree.ElementTree import Element

from thidua.files.word.parts import W

SETTINGS = "word/settings.xml"

_NAMES = (
    "zoom mirrorMargins alignBordersAndEdges bordersDoNotSurroundHeader "
    "bordersDoNotSurroundFooter gutterAtTop defaultTabStop autoHyphenation "
    "consecutiveHyphenLimit hyphenationZone doNotHyphenateCaps evenAndOddHeaders "
    "bookFoldRevPrinting bookFoldPrinting bookFoldPrintingSheets drawingGridHorizontalSpacing "
    "drawingGridVerticalSpacing characterSpacingControl footnotePr endnotePr compat "
    "themeFontLang clrSchemeMapping decimalSymbol listSeparator noLineBreaksAfter "
    "noLineBreaksBefore strictFirstAndLastChars noPunctuationKerning displayBackgroundShape"
)
_KEPT = frozenset(_NAMES.split())
_OFF = ("0", "false", "off")
_REFUSED: Mapping[str, str] = {
    "documentProtection": "đang khóa sửa; hãy bỏ «Restrict Editing»",
    "writeProtection": "đang khóa ghi; hãy bỏ mật khẩu ghi và «Read-only Recommended»",
    "trackRevisions": "đang bật ghi vết sửa; hãy tắt «Track Changes»",
    "updateFields": "hỏi người mở có cập nhật các trường không; hãy mở bằng Word và lưu lại",
    "documentType": "mang loại thư hoặc thư điện tử; hãy lưu lại kiểu «Word Document (.docx)»",
    "formsDesign": "đang ở chế độ thiết kế biểu mẫu; hãy tắt «Design Mode»",
}


def settings_faults(root: Element) -> Iterator[str]:
    """Cài đặt phải tắt trước khi dùng làm mẫu, each once."""
    there = {
        one.tag.removeprefix(f"{{{W}}}"): one
        for one in root
        if one.get(f"{{{W}}}val", "1") not in _OFF
    }
    for name, why in _REFUSED.items():
        found = there.get(name)
        if found is None or (name == "documentProtection" and _is_let_go(found)):
            continue
        if name == "documentType" and found.get(f"{{{W}}}val") == "notSpecified":
            continue
        yield why


def _is_let_go(found: Element) -> bool:
    return found.get(f"{{{W}}}enforcement", "0") in _OFF


def kept_settings(root: Any) -> Any:  # noqa: ANN401 (an element of lxml)
    """Cài đặt của tệp đã điền: what lays out a page; what else the office's Word remembers goes."""
    for one in list(root):
        if not isinstance(one.tag, str) or one.tag.removeprefix(f"{{{W}}}") not in _KEPT:
            root.remove(one)
    return root
