"""Chọn mức: one label out of a list, each with its points."""

from dataclasses import dataclass
from decimal import Decimal

from thidua.domain.ground.text import folded
from thidua.domain.rules.base import Field, Line, Method, Problem, Rule
from thidua.domain.rules.parameters import (
    ParametersError,
    joined,
    named_number,
    refuse_twice,
    written,
)
from thidua.domain.rules.worked import Worked, WorkedStep


@dataclass(frozen=True, slots=True)
class Choice(Rule):
    """Chọn mức: the points of the label chosen; labels compare without case and spacing."""

    options: tuple[tuple[str, Decimal], ...]
    method = Method.CHOICE
    fields = (Field.CHOICE,)

    @classmethod
    def read(cls, parts: list[str]) -> "Choice":
        """Đọc tham số: `Xuất sắc: 10; Tốt: 8; Khá: 5`."""
        options = tuple(named_number(part, "Tốt: 8") for part in parts)
        if not options:
            raise ParametersError("cần danh sách mức, ví dụ «Xuất sắc: 10; Tốt: 8; Khá: 5»")
        refuse_twice(label for label, _ in options)
        return cls(options)

    def parameters(self) -> str:
        """Tham số."""
        return joined(written(label, points) for label, points in self.options)

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
        return Worked(points, (WorkedStep("mức «{}» → {}", (label, points)),))
