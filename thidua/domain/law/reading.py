"""Đối chiếu lời văn: a standing office read the text of an article beside a row of the law book."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class LawReading:
    """Lần đối chiếu: with which article, on which day, by whom; the `wording` as it was read.

    `row` is the row as it stood then: once the row differs from it, it has to be read again.
    `compared_with` is the code of the document that was read.
    """

    of: str
    start: date
    compared_with: str
    article: str
    on: date
    row: str
    wording: str = ""
    by: str = ""

    def words(self) -> str:
        """Bằng lời: «đã đối chiếu với khoản 1 Điều 24, ngày 30/11/2026, Lê An»."""
        who = f", {self.by}" if self.by else ""
        return f"đã đối chiếu với {self.article}, ngày {self.on:%d/%m/%Y}{who}"


UNREAD_WORDS = "chưa đối chiếu lời văn"
"""Dấu của một điều whose wording nobody has read yet."""

CHANGED_SINCE = "dòng đã đổi sau lần đối chiếu này; cần đối chiếu lại"
