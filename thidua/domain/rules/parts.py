"""Tổng các ý: the sum of the parts achieved."""

from dataclasses import dataclass
from decimal import Decimal

from thidua.domain.ground.points import ZERO
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
class Parts(Rule):
    """Tổng các ý: every listed part is achieved or not; the sum is at most the maximum."""

    parts: tuple[tuple[str, Decimal], ...]
    method = Method.PARTS
    fields = (Field.CHOICE,)

    @classmethod
    def read(cls, parts: list[str]) -> "Parts":
        """Đọc tham số: `ý a: 2; ý b: 1,5`."""
        listed = tuple(named_number(part, "ý a: 2") for part in parts)
        if not listed:
            raise ParametersError("cần danh sách ý, ví dụ «ý a: 2; ý b: 1,5»")
        refuse_twice(name for name, _ in listed)
        return cls(listed)

    def parameters(self) -> str:
        """Tham số."""
        return joined(written(name, points) for name, points in self.parts)

    def _achieved(self, line: Line) -> list[tuple[str, Decimal]]:
        names = {folded(event.kind or "") for event in line.entry.events if event.count > 0}
        return [(name, points) for name, points in self.parts if folded(name) in names]

    def problems(self, line: Line) -> list[Problem]:
        """Lỗi nhập: a part the covenant does not list, or one counted twice."""
        known = {folded(name) for name, _ in self.parts}
        found, seen = [], set[str]()
        for event in line.entry.events:
            name = folded(event.kind or "")
            if name not in known:
                listed = ", ".join(f"«{part}»" for part, _ in self.parts)
                message = f"không có ý «{event.kind}»; chọn trong {listed}"
                found.append(Problem(Field.CHOICE, message))
            elif name in seen:
                found.append(Problem(Field.CHOICE, f"ý «{event.kind}» được ghi hai lần"))
            seen.add(name)
        return found

    def worked(self, line: Line) -> Worked:
        """Điểm: an entry without parts says that none was achieved."""
        achieved = self._achieved(line)
        if not achieved:
            return Worked(ZERO, (WorkedStep("không ý nào đạt → 0"),))
        total = sum((points for _, points in achieved), ZERO)
        terms = WorkedStep.sum(WorkedStep("{} ({})", (points, name)) for name, points in achieved)
        steps = [WorkedStep("{} = {}", (terms, total))]
        if total > line.max_points:
            steps.append(WorkedStep(", tối đa {}", (line.max_points,)))
        return Worked(min(total, line.max_points), tuple(steps))
