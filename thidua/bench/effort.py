"""Cỡ đo: how large the data is and how often each side runs."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """Cỡ đo of every family of rows; numbers of runs are odd, so that a median was measured."""

    runs: int = 5
    page_runs: int = 41
    starts: int = 7
    units: int = 15
    criteria: int = 60
    blocks: int = 100
    sheets: int = 100
    small_lines: int = 10_000
    big_lines: int = 1_000_000
    few_units: int = 3
    many_units: int = 30
    past_years: int = 3
    voters: int = 500
    few_entries: int = 10_000
    many_entries: int = 100_000
    many_accounts: int = 3_400


USUAL = Effort()
FULL = replace(USUAL, big_lines=10_000_000, many_entries=1_000_000)
QUICK = Effort(
    runs=1,
    page_runs=1,
    starts=1,
    units=3,
    criteria=6,
    blocks=2,
    sheets=2,
    small_lines=200,
    big_lines=1_000,
    many_units=4,
    past_years=1,
    voters=12,
    few_entries=300,
    many_entries=400,
    many_accounts=60,
)
