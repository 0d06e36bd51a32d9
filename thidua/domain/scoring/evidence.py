"""Minh chứng: what a unit shows for a score, and when a score needs it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from urllib.parse import quote, urlsplit, urlunsplit

from thidua.domain.covenant.covenant import Covenant, EvidenceNeed, EvidencePolicy
from thidua.domain.ground.errors import NotFound, Refused
from thidua.domain.ground.points import ZERO
from thidua.domain.ground.text import clean
from thidua.domain.rules.entry import GIVEN, Entry, LineState

LONGEST_LINK = 2000
LONGEST_TITLE = 200
ADDED_LATE, REPLACED_LATE = "Thêm sau khi nộp", "Thay sau khi nộp"

_SCHEMES = ("http", "https")
_HOST = re.compile(r"[a-z0-9._-]+|\[[0-9a-f:.]+\]")
_OF_ADDRESS = "/:@!$&'*+,;=~-._?%"
_WORTHLESS = frozenset({LineState.NOT_ASSIGNED, LineState.LEFT_BLANK, LineState.CLEARED})


class EvidenceKind(StrEnum):
    """Loại minh chứng: a file kept here, or a link to where it lies."""

    FILE = "file"
    LINK = "link"


EVIDENCE_KIND_WORDS = {EvidenceKind.FILE: "tệp", EvidenceKind.LINK: "đường dẫn"}
"""Loại minh chứng bằng chữ."""


class EvidenceLevel(StrEnum):
    """Mức bảo mật: who may open it; the existence of an item is hidden from nobody.

    An open one is for whoever sees the sheet. An internal one is for the own unit, the reviewer to
    whom its criterion is assigned, and the block's team; a secret one for the own unit and the
    team that verifies.
    """

    OPEN = "open"
    INTERNAL = "internal"
    SECRET = "secret"

    @property
    def height(self) -> int:
        """Độ cao: the higher, the fewer may open it."""
        return list(EvidenceLevel).index(self)


EVIDENCE_LEVEL_WORDS = {
    EvidenceLevel.OPEN: "thường",
    EvidenceLevel.INTERNAL: "nội bộ",
    EvidenceLevel.SECRET: "mật",
}
"""Mức bảo mật bằng chữ."""

LEVEL_READERS = {
    EvidenceLevel.OPEN: "mọi người xem được bảng chấm của đơn vị",
    EvidenceLevel.INTERNAL: "đơn vị, người được phân công chấm tiêu chí ấy, tổ thẩm định, "
    "khối trưởng, cơ quan thường trực và đoàn kiểm tra",
    EvidenceLevel.SECRET: "đơn vị, tổ thẩm định, khối trưởng, cơ quan thường trực và đoàn kiểm tra",
}
"""Ai mở được, theo mức."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidencePlace:
    """Chỗ dùng ở một tiêu chí: on which page, in which words, for which listed event."""

    criterion: str
    added_at: datetime
    page: str = ""
    quotation: str = ""
    document: str = ""


class FileLost(NotFound):
    """Tệp minh chứng này trên máy chủ bị mất hoặc bị thay đổi nên không mở được."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceItem:
    """Một minh chứng: one version of it, and where the unit uses it.

    `token` is its address, `replaces` that of the version before it; `criteria` and `threads` are
    where it is used now, `places` says more of the former. Of one that is `hidden` from who asks
    only that it is there is told, and how high its level is.
    """

    token: str
    unit: str
    kind: EvidenceKind
    title: str
    added_by: str
    added_at: datetime
    url: str = ""
    file_name: str = ""
    media_type: str = ""
    size: int = 0
    sha256: str = ""
    version: int = 1
    replaces: str = ""
    criteria: tuple[str, ...] = ()
    threads: tuple[int, ...] = ()
    places: tuple[EvidencePlace, ...] = ()
    level: EvidenceLevel = EvidenceLevel.OPEN
    hidden: bool = False

    def place(self, criterion: str) -> EvidencePlace | None:
        """Chỗ dùng ở tiêu chí này."""
        return next((one for one in self.places if one.criterion == criterion), None)

    def late_words(self, criterion: str, since: datetime | None) -> str:
        """Thêm hay thay sau khi nộp; empty where it stood there when the sheet was handed in."""
        if since is None:
            return ""
        if self.added_at > since:
            return REPLACED_LATE if self.replaces else ADDED_LATE
        place = self.place(criterion)
        return ADDED_LATE if place is not None and place.added_at > since else ""

    def masked(self) -> "EvidenceItem":
        """Minh chứng mà người này không được mở: that it is there, and nothing of what it says."""
        return replace(
            self,
            title=f"Minh chứng mức {EVIDENCE_LEVEL_WORDS[self.level]}",
            token="",
            url="",
            file_name="",
            media_type="",
            size=0,
            sha256="",
            places=tuple(replace(one, page="", quotation="", document="") for one in self.places),
            hidden=True,
        )

    @property
    def told(self) -> str:
        """Tên nói với mọi người: of one that is not open its level alone."""
        return self.title if self.level is EvidenceLevel.OPEN else self.masked().title

    @property
    def is_image(self) -> bool:
        """Là ảnh."""
        return self.media_type.startswith("image/")

    @property
    def is_pdf(self) -> bool:
        """Là tệp PDF."""
        return self.media_type == "application/pdf"

    def words(self) -> str:
        """Minh chứng bằng lời, for the record: enough to tell it from any other."""
        return in_words(self.kind, self.title, self.url, self.file_name, self.size, self.sha256)


def in_words(
    kind: EvidenceKind, title: str, url: str, file_name: str, size: int, sha256: str
) -> str:
    """Minh chứng bằng lời, from what is stored of it."""
    if kind is EvidenceKind.LINK:
        return f"«{title}» · liên kết {url}"
    return f"«{title}» · tệp {file_name} · {size} byte · SHA-256 {sha256}"


@dataclass(frozen=True, slots=True)
class SameFile:
    """Tệp trùng: the same content lies at another unit, or in another year."""

    unit: str
    year: int
    title: str
    level: EvidenceLevel = EvidenceLevel.OPEN


def link_address(text: str) -> str:
    """Liên kết đã chuẩn hóa; Refused unless it is a web address of bearable length."""
    typed = clean(text)
    try:
        parts = urlsplit(typed)
        host, port = parts.hostname or "", parts.port
    except ValueError as fault:
        raise Refused("Liên kết không đúng; hãy chép cả địa chỉ, bắt đầu bằng https://.") from fault
    if parts.scheme.lower() not in _SCHEMES or not host or " " in parts.netloc:
        raise Refused("Liên kết phải bắt đầu bằng https:// hoặc http:// và có tên máy chủ.")
    if parts.username is not None or parts.password is not None:
        raise Refused("Liên kết không được chứa tên đăng nhập hay mật khẩu.")
    try:
        host = host.encode("idna").decode() if ":" not in host else f"[{host}]"
    except UnicodeError:
        host = ""
    if not _HOST.fullmatch(host):
        raise Refused("Tên máy chủ trong liên kết không đúng.")
    place = host if port is None else f"{host}:{port}"
    rest = (quote(one, safe=_OF_ADDRESS) for one in (parts.path, parts.query, parts.fragment))
    address = urlunsplit((parts.scheme.lower(), place, *rest))
    if len(address) > LONGEST_LINK:
        raise Refused(f"Liên kết dài quá {LONGEST_LINK} ký tự; hãy dùng địa chỉ ngắn hơn.")
    return address


def title_of(typed: str, otherwise: str) -> str:
    """Tên gọi của minh chứng: what was typed, or the file name or address."""
    return (clean(typed) or clean(otherwise))[:LONGEST_TITLE]


def lacking(
    covenant: Covenant,
    entries: Mapping[str, Entry],
    points: Mapping[str, Decimal | None],
    items: Iterable[EvidenceItem],
    computed: Mapping[str, Decimal | None] | None = None,
) -> tuple[str, ...]:
    """Tiêu chí thiếu minh chứng theo giao ước, in its order.

    A line worth nothing, not assigned or left blank needs none, nor does what comes from other
    periods, which was shown there. A reference written in column Minh chứng, a link or a file will
    do, except where the covenant asks for a signed paper: that must be an attached file. `computed`
    is what the rule or the reviewers make of a line whose points were settled by hand; a unit's own
    sheet has none such.
    """
    listed = list(items)
    shown = {code for item in listed for code in item.criteria}
    with_file = {
        code for item in listed if item.kind is EvidenceKind.FILE for code in item.criteria
    }
    found = []
    for code, criterion in covenant.asked.items():
        entry, worth = entries.get(code), points.get(code)
        if entry is None or entry.state in _WORTHLESS or not worth:
            continue
        if not _asks(criterion.evidence, entry, worth, (computed or {}).get(code)):
            continue
        is_attested = criterion.evidence.need is EvidenceNeed.ATTESTED
        written = bool(entry.evidence) or _every_event_shown(entry)
        is_there = code in with_file if is_attested else code in shown or written
        if not is_there:
            found.append(code)
    return tuple(found)


def _every_event_shown(entry: Entry) -> bool:
    """Lượt nào cũng ghi minh chứng của nó."""
    return bool(entry.occurrences) and all(one.evidence for one in entry.occurrences)


def _asks(policy: EvidencePolicy, entry: Entry, worth: Decimal, computed: Decimal | None) -> bool:
    """Có đòi minh chứng cho dòng này không."""
    if policy.need is EvidenceNeed.ABOVE:
        return worth > policy.above
    if policy.need is EvidenceNeed.DIFFERS:
        return entry.state in GIVEN and worth != computed
    return policy.need is not EvidenceNeed.NEVER and worth != ZERO


def lacking_words(covenant: Covenant, codes: Sequence[str]) -> str:
    """Câu nói tiêu chí nào còn thiếu minh chứng; empty when none does."""
    needs = {code: covenant.criteria[code].evidence.need for code in codes}
    papers = [code for code in codes if needs[code] is EvidenceNeed.ATTESTED]
    others = [code for code in codes if code not in papers]
    said = [f"{', '.join(others)} cần minh chứng"] if others else []
    if papers:
        said.append(f"{', '.join(papers)} cần đính kèm tệp giấy xác nhận có ký")
    return "; ".join(said)
