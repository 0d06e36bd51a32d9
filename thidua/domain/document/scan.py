"""Bản quét: a picture of a paper that was counted or signed, known again by its SHA-256."""

from dataclasses import dataclass
from datetime import datetime

from thidua.domain.period.windows import vi_moment


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperScan:
    """Bản quét của phiếu kiểm hoặc của một văn bản đã ký; an ended one says why."""

    key: int
    file_name: str
    media_type: str
    size: int
    sha256: str
    added_by: str
    added_at: datetime
    reason: str = ""
    is_live: bool = True

    @property
    def words(self) -> str:
        """Bản quét trong một dòng, as a paper prints it."""
        return f"{self.file_name}, SHA-256 {self.sha256}"

    @property
    def told(self) -> str:
        """Ai đính kèm, lúc nào, and why it was put aside."""
        gone = "" if self.is_live else f"; đã bỏ: {self.reason}"
        return f"{self.added_by} đính kèm {vi_moment(self.added_at)}{gone}"
