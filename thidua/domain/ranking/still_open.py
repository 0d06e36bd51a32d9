"""Điều còn có thể đổi: the one notion of it, for chances, headroom and sensitivity alike.

A line may still change as long as the sheet of its unit is not verified, and a line that compares
units as long as that of any considered unit is not. Once the period is locked nothing may. That a
verified sheet can be opened again is a matter of its own and is foreseen nowhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from thidua.domain.covenant.covenant import Covenant
from thidua.domain.period.consideration import ConsiderationState, UnitConsideration


@dataclass(frozen=True, slots=True)
class StillOpen:
    """Điều còn có thể đổi: the codes that compare units, and the units that are not verified."""

    comparing: frozenset[str]
    unverified: frozenset[str]
    considered: frozenset[str]
    is_closed: bool = False

    @property
    def shaky(self) -> frozenset[str]:
        """Tiêu chí so sánh còn đơn vị chưa thẩm định: anybody's points on it may still move."""
        is_open = not self.is_closed and bool(self.unverified & self.considered)
        return self.comparing if is_open else frozenset()

    def line(self, unit: str, code: str) -> bool:
        """Dòng này còn có thể đổi."""
        if self.is_closed:
            return False
        return unit in self.unverified or code in self.shaky

    def unit(self, unit: str) -> bool:
        """Đơn vị này còn có thể thêm hoặc bớt điểm."""
        return not self.is_closed and (unit in self.unverified or bool(self.shaky))


def still_open(
    covenant: Covenant,
    units: frozenset[str],
    final: frozenset[str],
    considerations: Mapping[str, UnitConsideration],
    *,
    is_closed: bool,
) -> StillOpen:
    """Điều còn có thể đổi trong một kỳ; `final` are the units whose sheets are verified."""
    given = {
        unit
        for unit, one in considerations.items()
        if one.state is not ConsiderationState.CONSIDERED
    }
    comparing = (code for code, one in covenant.criteria.items() if one.rule.compares_units)
    return StillOpen(frozenset(comparing), units - final, units - given, is_closed)
