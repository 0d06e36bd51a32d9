"""Chuỗi năm liên tục: the longest run up to the year judged, and where and why it breaks."""

from collections.abc import Callable
from dataclasses import dataclass

from thidua.domain.law.conditions.measured import (
    MET,
    MISSING,
    NOT_MET,
    Measured,
    RequirementState,
    RunYear,
)


@dataclass(frozen=True, slots=True)
class FoundRun:
    """Chuỗi tìm được: `certain` years surely belong to it, `possible` ones unless data says no.

    `seen` are all years looked at, the latest first, each with what was found there. `before` is
    the year before the possible ones where it was not looked at and could belong to them too.
    """

    certain: tuple[int, ...]
    possible: tuple[int, ...]
    seen: tuple[RunYear, ...]
    before: RunYear | None = None

    @property
    def unknown(self) -> tuple[RunYear, ...]:
        """Những năm còn thiếu dữ liệu."""
        return tuple(
            row for row in self.seen if row.measured.state is MISSING and row.year in self.possible
        )

    @property
    def gap(self) -> RunYear | None:
        """Chỗ đứt gần nhất, counted from the year judged back."""
        return next((row for row in self.seen if row.measured.state is NOT_MET), None)


def find_run(
    state_in: Callable[[int], Measured],
    year: int,
    ends_within: int,
    stated: frozenset[int],
    least: int,
) -> FoundRun:
    """Tìm chuỗi: ends at `year`, or at most so many years before it.

    A year of which nothing is `stated` is looked at only while the run could be too short: a long
    enough run is not left open by what may have been before it, but what is counted in it is.
    """
    seen: dict[int, Measured] = {}

    def look(at: int) -> RequirementState:
        if at not in seen:
            seen[at] = state_in(at)
        return seen[at].state

    certain: list[int] = []
    possible: list[int] = []
    for end in range(year, year - ends_within - 1, -1):
        sure, maybe = _back(look, end, stated, least)
        certain = max(certain, sure, key=len)
        possible = max(possible, maybe, key=len)
    rows = tuple(RunYear(at, seen[at]) for at in sorted(seen, reverse=True))
    first = min(possible, default=None)
    before = None
    if first is not None and first - 1 not in seen:
        measured = state_in(first - 1)
        before = None if measured.state is NOT_MET else RunYear(first - 1, measured)
    return FoundRun(tuple(sorted(certain)), tuple(sorted(possible)), rows, before)


def _back(
    look: Callable[[int], RequirementState], end: int, stated: frozenset[int], least: int
) -> tuple[list[int], list[int]]:
    """Lần ngược từ năm cuối."""
    sure: list[int] = []
    maybe: list[int] = []
    at, is_sure = end, True
    while at in stated or len(maybe) < least:
        state = look(at)
        if state is NOT_MET:
            break
        is_sure = is_sure and state is MET
        maybe.append(at)
        if is_sure:
            sure.append(at)
        at -= 1
    return sure, maybe


def span_words(years: tuple[int, ...]) -> str:
    """Chuỗi bằng lời: «3 năm liên tục (2023–2025)»."""
    if not years:
        return "chưa có năm nào liên tục"
    shown = f"{years[0]}–{years[-1]}" if len(years) > 1 else f"{years[0]}"
    return f"{len(years)} năm liên tục ({shown})"
