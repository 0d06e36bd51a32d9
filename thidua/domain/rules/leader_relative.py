"""So với dẫn đầu: meeting the target earns half, the unit furthest above its target earns all."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from thidua.domain.ground.points import ZERO, Exact, vi_number
from thidua.domain.rules.base import Field, Line, Method, Problem
from thidua.domain.rules.entry import Entry, LineState
from thidua.domain.rules.parameters import ParametersError


def _excess(entry: Entry) -> Fraction | None:
    """Phần vượt: the share above the target; None without target or result."""
    if not entry.target or entry.actual is None or entry.state is not LineState.SCORED:
        return None
    return Fraction(entry.actual) / Fraction(entry.target) - 1


@dataclass(frozen=True, slots=True)
class LeaderRelative:
    """So với dẫn đầu: depends on the same line of the other units of the block.

    Below the target ½·max·actual/target; at it ½·max; above it ½·max + ½·max·(excess ÷ the
    leader's excess), so every unit sharing the highest excess gets max. Units without a target but
    with a result get max·actual ÷ the largest actual among such units and never lead.
    """

    method = Method.LEADER_RELATIVE
    fields = (Field.TARGET, Field.ACTUAL)

    @classmethod
    def read(cls, parts: list[str]) -> "LeaderRelative":
        """Đọc tham số: this rule has none."""
        if parts:
            raise ParametersError("cách chấm So với dẫn đầu không có tham số")
        return cls()

    def parameters(self) -> str:
        """Tham số."""
        return ""

    def problems(self, line: Line) -> list[Problem]:
        """Lỗi nhập: negative numbers."""
        pairs = ((Field.TARGET, line.entry.target), (Field.ACTUAL, line.entry.actual))
        return [
            Problem(field, f"{field} {vi_number(value)} nhỏ hơn 0")
            for field, value in pairs
            if value is not None and value < 0
        ]

    def exact(self, line: Line) -> Exact | None:
        """Điểm."""
        entry, most = line.entry, Fraction(line.max_points)
        if entry.actual is None:
            return None
        excess = _excess(entry)
        if excess is None:
            largest = self._largest_without_target(line)
            return most * Fraction(entry.actual) / Fraction(largest) if largest else ZERO
        if excess <= 0:
            return most * (1 + excess) / 2
        return most / 2 + most / 2 * excess / self._leading_excess(line)

    def _leading_excess(self, line: Line) -> Fraction:
        known = (_excess(peer) for peer in (*line.peers, line.entry))
        return max(excess for excess in known if excess is not None)

    def _largest_without_target(self, line: Line) -> Decimal:
        return max(
            peer.actual
            for peer in (*line.peers, line.entry)
            if not peer.target and peer.actual is not None and peer.state is LineState.SCORED
        )

    def formula(self, line: Line) -> str:
        """Công thức; it names the leader's figure because that unit moves these points."""
        entry, exact = line.entry, self.exact(line)
        if exact is None or entry.actual is None:
            return ""
        most, result = vi_number(line.max_points), vi_number(exact)
        excess = _excess(entry)
        if excess is None or entry.target is None:
            largest = vi_number(self._largest_without_target(line))
            ratio = f"{vi_number(entry.actual)} / {largest}"
            return f"không có kế hoạch: {most} × {ratio} (lớn nhất nhóm không kế hoạch) = {result}"
        ratio = f"{vi_number(entry.actual)} / {vi_number(entry.target)}"
        if excess <= 0:
            return f"½ × {most} × {ratio} = {result}"
        own, best = vi_number(excess * 100), vi_number(self._leading_excess(line) * 100)
        half = f"½ × {most}"
        return f"vượt {own} % (dẫn đầu vượt {best} %): {half} + {half} × {own}/{best} = {result}"

    def is_met(self, line: Line) -> bool:
        """Đạt: the target is reached."""
        excess = _excess(line.entry)
        return excess is not None and excess >= 0
