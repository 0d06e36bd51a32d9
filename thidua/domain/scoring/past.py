"""Điểm năm trước: what a criterion brought a unit before."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class PastPoints:
    """Điểm một năm trước của một tiêu chí, and why it was settled so.

    `is_same` says that the covenant of that year had the same criterion with the same maximum;
    otherwise only the code is the same and the numbers are not to be compared.
    """

    year: int
    own: Decimal | None
    settled: Decimal | None
    max_points: Decimal
    reason: str
    is_same: bool
