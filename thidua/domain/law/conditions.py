"""Điều kiện: what a requirement asks, as data; whether it holds is found by `evaluation`."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from thidua.domain.dossier.facts import FactKind, FactValue


@dataclass(frozen=True, slots=True)
class FactTest:
    """So một dữ kiện với ngưỡng; words of an ordered list compare by their place in it."""

    fact: FactKind
    operator: str
    threshold: FactValue


@dataclass(frozen=True, slots=True)
class FactComparison:
    """So hai dữ kiện của cùng một năm."""

    fact: FactKind
    operator: str
    other: FactKind


@dataclass(frozen=True, slots=True)
class ShareTest:
    """Tỷ lệ tối thiểu: `fact` is at least this share of `whole`, in whole people."""

    fact: FactKind
    whole: FactKind
    share: Fraction


@dataclass(frozen=True, slots=True)
class AwardHeld:
    """Đã được tặng một trong những hình thức này, in an earlier year."""

    awards: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AwardThatYear:
    """Được tặng trong năm: one of these, for the work of the year looked at."""

    awards: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MeetsAward:
    """Đạt tiêu chuẩn của một danh hiệu khác: it was given for the year, or its rules are met."""

    award: str


@dataclass(frozen=True, slots=True)
class YearRun:
    """Chuỗi năm liên tục: at least so many years without a gap, in each of which `each` holds.

    The last year of the run is the year judged, or lies at most `ends_within` years before it.
    With `after` only years after one of these awards count.
    """

    name: str
    each: "Condition"
    least: int
    after: tuple[str, ...] = ()
    ends_within: int = 0


@dataclass(frozen=True, slots=True)
class AwardsInRun:
    """Số lần được tặng trong chuỗi năm."""

    run: str
    awards: tuple[str, ...]
    least: int


@dataclass(frozen=True, slots=True)
class YearsInRun:
    """Số năm trong chuỗi mà điều kiện này đúng."""

    run: str
    each: "Condition"
    least: int


@dataclass(frozen=True, slots=True)
class SumInRun:
    """Tổng một dữ kiện qua các năm của chuỗi."""

    run: str
    fact: FactKind
    least: int


@dataclass(frozen=True, slots=True)
class AllOf:
    """Tất cả các điều kiện."""

    conditions: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Một trong các điều kiện."""

    conditions: tuple["Condition", ...]


Condition = (
    FactTest
    | FactComparison
    | ShareTest
    | AwardHeld
    | AwardThatYear
    | MeetsAward
    | YearRun
    | AwardsInRun
    | YearsInRun
    | SumInRun
    | AllOf
    | AnyOf
)


def parts_within(condition: Condition) -> Iterator[Condition]:
    """Mọi điều kiện bên trong, itself first."""
    yield condition
    if isinstance(condition, AllOf | AnyOf):
        for part in condition.conditions:
            yield from parts_within(part)
    elif isinstance(condition, YearRun | YearsInRun):
        yield from parts_within(condition.each)


def facts_asked(condition: Condition) -> Iterator[FactKind]:
    """Dữ kiện cần có để xét."""
    for part in parts_within(condition):
        if isinstance(part, FactTest | ShareTest | FactComparison | SumInRun):
            yield part.fact
        if isinstance(part, ShareTest):
            yield part.whole
        elif isinstance(part, FactComparison):
            yield part.other


def awards_named(condition: Condition) -> Iterator[str]:
    """Danh hiệu, hình thức được nhắc tới, by slug."""
    for part in parts_within(condition):
        if isinstance(part, AwardHeld | AwardThatYear | AwardsInRun):
            yield from part.awards
        elif isinstance(part, YearRun):
            yield from part.after
        elif isinstance(part, MeetsAward):
            yield part.award
