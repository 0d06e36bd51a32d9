"""Xét dự thảo: what it says and what is wrong with it, each finding beside the line it is cured at.

The findings are those that taking in the same workbook would give.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from thidua.domain.covenant.checks import check_covenant
from thidua.domain.covenant.covenant import Covenant, Criterion
from thidua.domain.covenant.draft import CovenantDraft
from thidua.domain.covenant.drafting.lines import (
    CELL_WORDS,
    DraftLine,
    DraftSheet,
    draft_of,
    on_sheet,
    place,
)
from thidua.domain.covenant.places import located
from thidua.domain.covenant.reading import read_apart, read_covenant
from thidua.domain.ground.finding import Finding
from thidua.domain.ground.points import Scale


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """Dự thảo đã xét: `beside` holds the findings of single lines, by sheet and number.

    `whole` are those about no one line. `criteria` can be tried out even where the covenant as a
    whole cannot be read yet.
    """

    draft: CovenantDraft
    covenant: Covenant | None
    criteria: Mapping[str, Criterion]
    scale: Scale
    whole: tuple[Finding, ...] = ()
    beside: Mapping[tuple[DraftSheet, int], tuple[Finding, ...]] = field(default_factory=dict)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Mọi phát hiện, those of the whole first."""
        return (*self.whole, *(one for listed in self.beside.values() for one in listed))

    def of_line(self, sheet: DraftSheet, at: int) -> tuple[Finding, ...]:
        """Các phát hiện của dòng thứ mấy của một trang, counted from 0."""
        return self.beside.get((sheet, at), ())

    @property
    def base_max(self) -> Decimal | None:
        """Tổng điểm gốc; None while the whole cannot be read."""
        return None if self.covenant is None else self.covenant.base_max


def examine(lines: Sequence[DraftLine]) -> Examined:
    """Xét các dòng này."""
    draft = draft_of(lines)
    covenant, found = read_covenant(draft)
    if covenant is not None:
        found += located(check_covenant(covenant), draft)
    criteria, scale = read_apart(draft)
    places = {
        place(sheet, number + 1, name): (sheet, number)
        for sheet in DraftSheet
        for number in range(len(on_sheet(lines, sheet)))
        for name in CELL_WORDS[sheet]
    }
    beside: dict[tuple[DraftSheet, int], list[Finding]] = {}
    whole = []
    for one in found:
        line = places.get(one.place)
        if line is None:
            whole.append(one)
        else:
            beside.setdefault(line, []).append(one)
    return Examined(
        draft=draft,
        covenant=covenant,
        criteria=criteria,
        scale=scale,
        whole=tuple(whole),
        beside={line: tuple(listed) for line, listed in beside.items()},
    )
