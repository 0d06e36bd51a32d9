"""Bản kê dòng: every filled row of the sheets that are read, and what became of it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

ABOVE, HEADING, NUMBERING = "trên dòng tiêu đề", "tiêu đề", "đánh số cột"
SUBTOTAL, GROUP, NO_INPUT = "tổng cộng", "nhóm", "chưa ghi gì để nhập"
BESIDE = "chỉ có chữ ở cột không đọc"
"""Vì sao một dòng bị bỏ qua."""


@dataclass(frozen=True, slots=True)
class SkippedRow:
    """Dòng bỏ qua: where it stands, why nothing was taken from it, and how it begins."""

    sheet: str
    number: int
    why: str
    begins: str = ""


@dataclass(frozen=True, slots=True)
class RowAccount:
    """Bản kê dòng: `filled` rows hold something, of which so many were read, the others passed by.

    `filled` is counted in the sheet, so that a row which nobody answers for shows itself.
    """

    filled: int = 0
    read: int = 0
    skipped: tuple[SkippedRow, ...] = ()

    def __add__(self, other: "RowAccount") -> "RowAccount":
        """Cả hai trang."""
        return RowAccount(
            self.filled + other.filled, self.read + other.read, self.skipped + other.skipped
        )

    @property
    def is_balanced(self) -> bool:
        """Không dòng nào thiếu lời: what was read and what was passed by is all there is."""
        return self.filled == self.read + len(self.skipped)

    def passing(self, rows: Sequence[SkippedRow]) -> "RowAccount":
        """Thêm những dòng đã đọc mà không có gì để ghi."""
        if not self.filled:
            return self
        listed = sorted((*self.skipped, *rows), key=lambda one: (one.sheet, one.number))
        return replace(self, read=self.read - len(rows), skipped=tuple(listed))

    def words(self, fates: Sequence[tuple[str, int]] = ()) -> str:
        """Bản kê bằng một câu; `fates` are what became of the rows that were read."""
        told = ", ".join(f"{word} {count}" for word, count in fates)
        read = f"{self.read} dòng được đọc" + (f" ({told})" if told else "")
        if not self.skipped:
            return f"{self.filled} dòng có nội dung: {read}."
        reasons = Counter(one.why for one in self.skipped)
        why = ", ".join(f"{count} dòng {reason}" for reason, count in reasons.items())
        return f"{self.filled} dòng có nội dung: {read}, {len(self.skipped)} dòng bỏ qua ({why})."
