"""Số được đưa ra: what a source says now, and what it said when it was taken or handed in."""

from dataclasses import dataclass
from decimal import Decimal

from thidua.domain.covenant.number_source import REQUIRED, NumberSource
from thidua.domain.ground.points import vi_number


@dataclass(frozen=True, slots=True)
class SourceFigure:
    """Số của một nguồn, with what shows it; without a value that says why none is sure."""

    value: Decimal | None
    shown_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedNumber:
    """Số được đưa ra cạnh một tiêu chí, and what it was when it was last taken or handed in."""

    criterion: str
    source: NumberSource
    now: SourceFigure
    held: SourceFigure | None = None
    held_source: str = ""
    version: int = 0

    @property
    def has_changed(self) -> bool:
        """Nguồn đã đổi từ lần lấy hoặc nộp."""
        held = self.held
        if held is None or self.now.value is None:
            return False
        return held.value != self.now.value or self._is_other_source

    @property
    def _is_other_source(self) -> bool:
        """Lấy từ nguồn khác; that it must be followed since makes no other of it."""
        return _without_need(self.held_source) != _without_need(self.source.words)

    @property
    def said(self) -> str:
        """Số bây giờ bằng chữ, or that it is not certain yet."""
        return "chưa chắc" if self.now.value is None else figure_words(self.source, self.now.value)

    @property
    def change_words(self) -> str:
        """«nguồn đã đổi 3 → 4»; empty where it has not."""
        if not self.has_changed or self.held is None or self.held.value is None:
            return ""
        if self._is_other_source:
            now = _without_need(self.source.words)
            return (
                f"giao ước đổi nguồn: «{_without_need(self.held_source)}» → «{now}» = {self.said}"
            )
        return f"nguồn đã đổi {figure_words(self.source, self.held.value)} → {self.said}"


def _without_need(words: str) -> str:
    return words.removesuffix(f"; {REQUIRED}")


def figure_words(source: NumberSource, value: Decimal) -> str:
    """Số bằng chữ; of a question its answer."""
    if source.is_yes_no:
        return "có" if value else "không"
    return vi_number(value)
