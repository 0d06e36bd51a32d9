"""Tên cơ quan trên văn bản: in whose name a paper goes out, who signs it and where it goes."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Numbering(StrEnum):
    """Cách cấp số: the program gives the next number, or the clerk's number is typed."""

    OWN = "own"
    CLERK = "clerk"


NUMBERING_WORDS = {
    Numbering.OWN: "Tự đặt số",
    Numbering.CLERK: "Văn thư cấp số",
}


class Owner(StrEnum):
    """Của ai: a block or a unit."""

    BLOCK = "block"
    UNIT = "unit"


OWNER_WORDS = {Owner.BLOCK: "Khối", Owner.UNIT: "Đơn vị"}

AUTHORITIES = ("", "TM.", "KT.", "TL.", "TUQ.", "Q.")
"""Thẩm quyền ký: what stands before the signer's office; the first signs in the own name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """Tên cơ quan và người ký: what stands over and under the papers of one owner.

    What is empty is a gap on the paper. `recipients` are the lines of «Nơi nhận». With `trace` the
    fingerprint stands at the foot; minutes always have it.
    """

    parent: str = ""
    body: str = ""
    symbol: str = ""
    place: str = ""
    numbering: Numbering = Numbering.OWN
    authority: str = ""
    position: str = ""
    signer: str = ""
    addressee: str = ""
    recipients: tuple[str, ...] = ()
    trace: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedLetterhead:
    """Tên cơ quan có ngày hiệu lực: whose it is and from when until when; no end is open."""

    key: int
    owner: Owner
    code: str
    content: Letterhead
    starts: date
    ends: date | None = None
    version: int = 1

    def holds_on(self, day: date) -> bool:
        """Có hiệu lực vào ngày này."""
        return self.starts <= day and (self.ends is None or day <= self.ends)
