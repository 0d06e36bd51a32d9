"""Chọn mức: one label out of a list, each with its points."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from thidua.domain.ground.finding import Finding
from thidua.domain.ground.points import ZERO, vi_number
from thidua.domain.ground.text import folded
from thidua.domain.rules.base import Line, Method, Problem
from thidua.domain.rules.bonus import BonusRoom, read_level_room
from thidua.domain.rules.checks import (
    AS_DEDUCTION,
    check_levels,
    check_not_below_zero,
    check_one_name,
)
from thidua.domain.rules.entry import Field
from thidua.domain.rules.limits import check_level_names
from thidua.domain.rules.parameters import (
    joined,
    named_numbers,
    written,
)
from thidua.domain.rules.single_row import SingleRow
from thidua.domain.rules.worked import Worked, WorkedStep, within


@dataclass(frozen=True, slots=True)
class Choice(SingleRow):
    """Chọn mức: the points of the label chosen; labels compare without case and spacing.

    A level may give up to `own_bonus` more than the maximum.
    """

    options: tuple[tuple[str, Decimal], ...]
    own_bonus: Decimal = ZERO
    method = Method.CHOICE
    fields = (Field.CHOICE,)

    @classmethod
    def read(cls, parts: list[str]) -> "Choice":
        """Đọc tham số: `Xuất sắc: 10; Tốt: 8; Khá: 5`."""
        needed = "cần danh sách mức, ví dụ «Xuất sắc: 10; Tốt: 8; Khá: 5»"
        rooms = {part: room for part in parts if (room := read_level_room(part)) is not None}
        levels = [part for part in parts if part not in rooms]
        return cls(named_numbers(levels, "Tốt: 8", needed), next(iter(rooms.values()), ZERO))

    def parameters(self) -> str:
        """Tham số."""
        bonus = [str(BonusRoom(self.own_bonus))] if self.own_bonus else []
        return joined([*(written(label, points) for label, points in self.options), *bonus])

    def as_meant(self, *, is_deduction: bool, is_bonus: bool = False) -> "Choice":
        """Hiểu dấu trừ."""
        if not is_deduction:
            return self
        return replace(self, options=tuple((name, abs(points)) for name, points in self.options))

    def _points(self, label: str | None) -> Decimal | None:
        wanted = folded(label or "")
        return next((points for name, points in self.options if folded(name) == wanted), None)

    def problems(self, line: Line) -> list[Problem]:
        """Lỗi nhập: a label the covenant does not know."""
        choice = line.entry.choice
        if choice is None or self._points(choice) is not None:
            return []
        known = ", ".join(f"«{label}»" for label, _ in self.options)
        return [Problem(Field.CHOICE, f"không có mức «{choice}»; chọn một trong {known}")]

    def worked(self, line: Line) -> Worked:
        """Điểm của mức đã chọn."""
        label = line.entry.choice
        points = self._points(label)
        if points is None:
            return Worked()
        most = line.max_points + self.own_bonus
        return within(points, most, WorkedStep("mức «{}» → {}", (label, points)))

    @property
    def choices(self) -> tuple[str, ...]:
        """Các mức."""
        return tuple(label for label, _ in self.options)

    def hint(self, most: Decimal) -> str:
        """Cách nhập."""
        listed = ", ".join(f"«{label}» ({vi_number(points)})" for label, points in self.options)
        return f"Mức: chọn {listed}"

    def named_points(self, most: Decimal) -> tuple[Decimal, ...]:
        """Điểm của các mức."""
        return tuple(sorted({points for _, points in self.options}))

    def checks(self, code: str, most: Decimal) -> Iterator[Finding]:
        """Mức cao nhất, mức dưới 0."""
        yield from check_one_name(code, (name for name, _ in self.options))
        yield from check_level_names(code, (name for name, _ in self.options))
        yield from check_levels(code, most, self.named_points(most), self.own_bonus)
        yield from check_not_below_zero(code, self.options, AS_DEDUCTION)
