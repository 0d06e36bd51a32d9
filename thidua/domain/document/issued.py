"""Văn bản đã cấp số: its number stays used, its file stays as it went out."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from thidua.domain.document.letterhead import Owner
from thidua.domain.period.windows import vi_day


class IssuedState(StrEnum):
    """Tình trạng của văn bản đã cấp số."""

    ISSUED = "issued"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"


ISSUED_WORDS = {
    IssuedState.ISSUED: "đã cấp số",
    IssuedState.REPLACED: "đã thay thế",
    IssuedState.WITHDRAWN: "đã thu hồi",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedDocument:
    """Văn bản đã cấp số: which paper, under which number and day, with which content."""

    key: int
    document: str
    scope: str
    owner: Owner
    code: str
    series: str
    year: int
    number: int
    day: date
    signer: str
    fingerprint: str
    sha256: str
    state: IssuedState = IssuedState.ISSUED
    reason: str = ""
    replaces: int | None = None
    version: int = 1

    @property
    def symbol(self) -> str:
        """Số, ký hiệu: «08/TTr-KTĐ»."""
        return f"{self.number:02}/{self.series}"

    @property
    def is_live(self) -> bool:
        """Đang có hiệu lực: neither replaced nor withdrawn."""
        return self.state is IssuedState.ISSUED

    @property
    def words(self) -> str:
        """Số, ngày, tình trạng trong một dòng."""
        why = f": {self.reason}" if self.reason else ""
        return f"{self.symbol}, ngày {vi_day(self.day)}, {ISSUED_WORDS[self.state]}{why}"
