"""Gói họp: what goes into it before and after the meeting, and the page to read first."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from thidua.domain.document.document import Trace
from thidua.domain.ground.text import without_marks
from thidua.domain.period.windows import vi_moment

FIRST = "00-doc-truoc.txt"
_NAME_LENGTH = 40


class PackKind(StrEnum):
    """Gói họp lúc nào: before the meeting or after it; the words are those of the command line."""

    BEFORE = "truoc"
    AFTER = "sau"


PACK_WORDS: Mapping[PackKind, str] = MappingProxyType(
    {PackKind.BEFORE: "Trước họp", PackKind.AFTER: "Sau họp"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PackFile:
    """Một tệp của gói: `why_not` is empty where it is in the pack, `note` is said of it there."""

    file: str
    name: str
    note: str = ""
    why_not: str = ""

    @property
    def is_there(self) -> bool:
        """Có trong gói."""
        return not self.why_not

    @property
    def line(self) -> str:
        """Một dòng: the file, what it is, and what is to be known of it."""
        said = self.why_not or self.note
        return f"{self.file}: {self.name}{f' – {said}' if said else ''}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PackAbout:
    """Gói này là gói nào: of what, at which entry of the record, made for whom."""

    kind: PackKind
    subject: str
    stage: str
    made_for: str
    is_provisional: bool
    trace: Trace

    @property
    def title(self) -> str:
        """Tên gói."""
        return f"GÓI HỌP ({PACK_WORDS[self.kind].lower()}) – {self.subject}"


def first_page(about: PackAbout, files: Sequence[PackFile]) -> str:
    """Trang đọc trước: what it is, how it is verified, and what is not in it and why."""
    trace = about.trace
    moment = vi_moment(trace.moment)
    lines = [about.title]
    lines += [trace.provisional] if about.is_provisional else []
    lines += [
        f"Giai đoạn: {about.stage}.",
        f"Làm cho: {about.made_for}; chỉ có những gì vai trò này được xem.",
        f"Số liệu đến bút toán {trace.position}, lúc {moment}.",
        f"Mã đối chiếu số liệu, cùng một dấu trong mọi tệp: {trace.fingerprint}",
        "",
        "Kiểm tra gói:",
        "1. Lấy kiem_tra.py trong gói ra, chạy: python kiem_tra.py <tệp .zip này>; tệp nào bị sửa "
        "sẽ được nêu tên.",
        "2. Hỏi mã đối chiếu ở trang «Nhật ký» của phần mềm: còn đúng với số liệu hiện tại không.",
        "",
        "TRONG GÓI",
        *(f"- {one.line}" for one in files if one.is_there),
        "",
        "KHÔNG CÓ TRONG GÓI, VÌ SAO",
        *([f"- {one.line}" for one in files if not one.is_there] or ["- Không thiếu tệp nào."]),
    ]
    return "\n".join(lines) + "\n"


def plain_name(key: object, text: str) -> str:
    """Tên tệp không dấu: the key keeps it apart from every other, the words tell what it is."""
    said = re.sub(r"[^a-z0-9]+", "-", without_marks(text).lower()).strip("-")
    return f"{key}-{said[:_NAME_LENGTH].strip('-')}".strip("-")
