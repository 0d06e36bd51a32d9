"""Thống nhất điểm: the hands of one unit side by side."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from thidua.domain.covenant.covenant import Combining, Covenant, Criterion
from thidua.domain.review.combining import CombinedLine
from thidua.domain.rules.entry import Entry
from thidua.domain.scoring.sheet import SheetStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class SettledLine:
    """Một tiêu chí giữa các tay chấm: the claim, what the reviewers make of it, what is in force.

    `claimed` is the claim as it was written, `reasons` what reviewers wrote beside their points.
    `others` is what other ways of combining would make of the same sheets, for information. `base`
    is the version a change of the agreed points must name.
    """

    criterion: Criterion
    claimed: Entry | None
    claim: Decimal | None
    reasons: Mapping[str, str]
    combined: CombinedLine | None
    others: Mapping[Combining, Decimal | None]
    in_force: Entry | None
    points: Decimal | None
    base: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Settling:
    """Thống nhất điểm của một đơn vị: all its criteria; `reviewers` are the names to be shown."""

    unit: str
    covenant: Covenant
    status: SheetStatus
    lines: tuple[SettledLine, ...]
    reviewers: Mapping[str, str]
    total: Decimal | None
