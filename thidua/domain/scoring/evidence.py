"""Minh chứng: what a unit shows for a score, and when a score needs it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
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


class FileLost(NotFound):
    """Tệp minh chứng này trên máy chủ bị mất hoặc bị thay đổi nên không mở được."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceItem:
    """Một minh chứng: one version of it, and where the unit uses it.

    `token` is its address, `replaces` that of the version before it; `criteria` and `threads` are
    where it is used now.
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
        is_there = code in with_file if is_attested else code in shown or bool(entry.evidence)
        if not is_there:
            found.append(code)
    return tuple(found)


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


def changed_since(
    items: Iterable[EvidenceItem], moment: datetime | None
) -> tuple[EvidenceItem, ...]:
    """Minh chứng được thay hoặc thêm sau một thời điểm; none where there is no such moment."""
    return tuple(item for item in items if moment is not None and item.added_at > moment)
