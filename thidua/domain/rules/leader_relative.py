"""So với dẫn đầu: meeting the target earns half, the unit furthest above its target earns all."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from thidua.domain.ground.points import vi_number
from thidua.domain.rules.base import Line, Method, Problem, SingleNumber
from thidua.domain.rules.entry import Entry, Field, LineState
from thidua.domain.rules.parameters import ParametersError
from thidua.domain.rules.single_row import SingleRow
from thidua.domain.rules.worked import Worked, WorkedStep


def _excess(entry: Entry) -> Fraction | None:
    """Phần vượt: the share above the target; None without target or result."""
    if not entry.target or entry.actual is None or entry.state is not LineState.SCORED:
        return None
    return Fraction(entry.actual) / Fraction(entry.target) - 1


def _above(entries: Mapping[str, Entry]) -> dict[str, Fraction]:
    """Phần vượt của những đơn vị vượt kế hoạch."""
    found = {unit: _excess(entry) for unit, entry in entries.items()}
    return {unit: one for unit, one in found.items() if one is not None and one > 0}


def _without_target(entries: Mapping[str, Entry]) -> dict[str, Decimal]:
    """Kết quả của những đơn vị không được giao kế hoạch."""
    return {
        unit: entry.actual
        for unit, entry in entries.items()
        if not entry.target and entry.actual is not None and entry.state is LineState.SCORED
    }


@dataclass(frozen=True, slots=True)
class LeaderRelative(SingleRow):
    """So với dẫn đầu: depends on the same line of the other units of the block.

    Below the target ½·max·actual/target; at it ½·max; above it ½·max + ½·max·(excess ÷ the
    leader's excess), so every unit sharing the highest excess gets max. Units without a target but
    with a result get max·actual ÷ the largest actual among such units and never lead.
    """

    method = Method.LEADER_RELATIVE
    takes = SingleNumber.AMOUNT
    starts_full = True
    compares_units = True
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

    def worked(self, line: Line) -> Worked:
        """Điểm; the steps name the leader's figure because that unit moves these points."""
        entry, most = line.entry, line.max_points
        if entry.actual is None:
            return Worked()
        excess = _excess(entry)
        if excess is None:
            largest = self._largest_without_target(line)
            share = Fraction(entry.actual) / Fraction(largest) if largest else Fraction(0)
            points = Fraction(most) * share
            phrase = "không có kế hoạch: {} × {} / {} (lớn nhất nhóm không kế hoạch) = {}"
            return Worked(points, (WorkedStep(phrase, (most, entry.actual, largest, points)),))
        if excess <= 0:
            points = Fraction(most) * (1 + excess) / 2
            step = WorkedStep("½ × {} × {} / {} = {}", (most, entry.actual, entry.target, points))
            return Worked(points, (step,))
        best = self._leading_excess(line)
        points = Fraction(most) / 2 + Fraction(most) / 2 * excess / best
        phrase = "vượt {0} % (dẫn đầu vượt {1} %): ½ × {2} + ½ × {2} × {0}/{1} = {3}"
        return Worked(points, (WorkedStep(phrase, (excess * 100, best * 100, most, points)),))

    def _leading_excess(self, line: Line) -> Fraction:
        known = (_excess(peer) for peer in (*line.peers, line.entry))
        return max(excess for excess in known if excess is not None)

    def _largest_without_target(self, line: Line) -> Decimal:
        return max(
            peer.actual
            for peer in (*line.peers, line.entry)
            if not peer.target and peer.actual is not None and peer.state is LineState.SCORED
        )

    def rests_on(self, entry: Entry, others: Mapping[str, Entry]) -> tuple[str, ...]:
        """Phụ thuộc số liệu của ai: above the target on whoever is furthest above it, without a
        target on the largest result of those without; at or below the target on nobody.
        """
        if entry.actual is None or entry.state is not LineState.SCORED:
            return ()
        own = _excess(entry)
        if own is None:
            results = _without_target(others)
            largest = max(results.values(), default=entry.actual)
            rests = entry.actual > 0 and largest >= entry.actual
            return tuple(unit for unit, one in results.items() if rests and one == largest)
        ahead = _above(others)
        best = max(ahead.values(), default=own)
        rests = own > 0 and best >= own
        return tuple(unit for unit, one in ahead.items() if rests and one == best)

    def leading(self, entries: Mapping[str, Entry]) -> Mapping[str, str]:
        """Ai dẫn đầu: furthest above the target, and of those without one who has the most."""
        ahead, results = _above(entries), _without_target(entries)
        best, largest = max(ahead.values(), default=None), max(results.values(), default=None)
        first = {
            unit: f"vượt {vi_number(one * 100)} %" for unit, one in ahead.items() if one == best
        }
        return first | {
            unit: f"không kế hoạch, kết quả {vi_number(one)}"
            for unit, one in results.items()
            if one == largest and one > 0
        }

    def is_met(self, line: Line) -> bool:
        """Đạt: the target is reached."""
        excess = _excess(line.entry)
        return excess is not None and excess >= 0

    def hint(self, most: Decimal) -> str:
        """Cách nhập."""
        return "Nhập Kế hoạch (không được giao kế hoạch thì để trống) và Kết quả"
