"""Dòng đo: what was compared, the two medians, and whether their ratio reaches its target."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_EVEN, Decimal
from enum import StrEnum

_MILLISECOND = Decimal(1_000_000)
_SHOWN = Decimal("0.001")


class Measure(StrEnum):
    """Đơn vị đo of both medians."""

    TIME = "ms"
    STATEMENTS = "câu lệnh"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Dòng đo: `ours` and `theirs` are medians, in nanoseconds or in statements.

    Both are None where nothing was measured; `skipped` or `fault` then says why.
    """

    id: str
    name: str
    target: Decimal
    compared: str
    ours: int | None = None
    theirs: int | None = None
    measure: Measure = Measure.TIME
    sizes: Mapping[str, int] = field(default_factory=dict)
    skipped: str = ""
    fault: str = ""

    def with_medians(self, ours: int, theirs: int) -> "Row":
        """Dòng đã đo."""
        return replace(self, ours=ours, theirs=theirs)

    def without(self, *, skipped: str = "", fault: str = "") -> "Row":
        """Dòng không có số: left out, or a comparison that would not have been one."""
        return replace(self, ours=None, theirs=None, skipped=skipped, fault=fault)

    @property
    def exact_ratio(self) -> Decimal | None:
        """Tỷ số, before it is shortened for showing."""
        if self.ours is None or not self.theirs:
            return None
        return Decimal(self.ours) / Decimal(self.theirs)

    @property
    def ratio(self) -> str | None:
        """Tỷ số, three decimals."""
        exact = self.exact_ratio
        return None if exact is None else f"{exact.quantize(_SHOWN, ROUND_HALF_EVEN):f}"

    @property
    def met(self) -> bool | None:
        """Đạt: judged by the ratio before it is shortened; the same number is asked of counts."""
        exact = self.exact_ratio
        if exact is None:
            return None
        if self.measure is Measure.STATEMENTS:
            return exact == self.target
        return exact <= self.target

    def median(self, value: int | None) -> str | None:
        """Trung vị: milliseconds to the nanosecond, or a count."""
        if value is None or self.measure is Measure.STATEMENTS:
            return None if value is None else str(value)
        return f"{Decimal(value) / _MILLISECOND:.6f}"

    def as_json(self) -> dict[str, object]:
        """Dòng cho máy đọc: numbers are strings, what was not measured is null."""
        return {
            "id": self.id,
            "name": self.name,
            "ratio": self.ratio,
            "numerator": self.median(self.ours),
            "denominator": self.median(self.theirs),
            "unit": self.measure.value,
            "target": f"{self.target:f}",
            "met": self.met,
            "compared": self.compared,
            "sizes": dict(self.sizes),
            "skipped": self.skipped or None,
            "fault": self.fault or None,
        }
