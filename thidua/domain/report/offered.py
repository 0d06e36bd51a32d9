"""Số được đưa ra: what a source says now, and what it said when it was taken or handed in."""

from dataclasses import dataclass
from decimal import Decimal

from thidua.domain.covenant.number_source import REQUIRED, NumberSource
from thidua.domain.ground.points import vi_number

_OF = " (trên "


@dataclass(frozen=True, slots=True)
class SourceFigure:
    """Số của một nguồn, with what shows it; without a value that says why none is sure.

    `plan` is what was to be reached, where the source says so.
    """

    value: Decimal | None
    shown_by: str
    plan: Decimal | None = None


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
    def kept_source(self) -> str:
        """Nguồn như được giữ: in words, on how many where it says so."""
        words, need = _without_need(self.source.words), self.source.is_required
        plan = "" if self.now.plan is None else f"{_OF}{vi_number(self.now.plan)})"
        return f"{words}{plan}" + (f"; {REQUIRED}" if need else "")

    @property
    def _is_other_source(self) -> bool:
        """Lấy từ nguồn khác; that it must be followed since makes no other of it."""
        return _without_need(self.held_source) != _without_need(self.kept_source)

    @property
    def said(self) -> str:
        """Số bây giờ bằng chữ, or that it is not certain yet."""
        if self.now.value is None:
            return "chưa chắc"
        plan = "" if self.now.plan is None else f"/{vi_number(self.now.plan)}"
        return f"{figure_words(self.source, self.now.value)}{plan}"

    @property
    def change_words(self) -> str:
        """«nguồn đã đổi 3 → 4»; empty where it has not."""
        if not self.has_changed or self.held is None or self.held.value is None:
            return ""
        now, (was, of, plan) = (
            _without_need(self.source.words),
            _without_need(self.held_source).partition(_OF),
        )
        if was != now:
            return f"giao ước đổi nguồn: «{was}» → «{now}» = {self.said}"
        of = f"/{plan.removesuffix(')')}" if of else ""
        return f"nguồn đã đổi {figure_words(self.source, self.held.value)}{of} → {self.said}"


def _without_need(words: str) -> str:
    return words.removesuffix(f"; {REQUIRED}")


def figure_words(source: NumberSource, value: Decimal) -> str:
    """Số bằng chữ; of a question its answer."""
    if source.is_yes_no:
        return "có" if value else "không"
    return vi_number(value)
