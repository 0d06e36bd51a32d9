"""Điều kiện khen thưởng: the twelve kinds, one file each, and how a law file names them."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from thidua.domain.dossier.facts import Catalogue
from thidua.domain.law.conditions.all_of import AllOf
from thidua.domain.law.conditions.any_of import AnyOf
from thidua.domain.law.conditions.award_held import AwardHeld
from thidua.domain.law.conditions.award_that_year import AwardThatYear
from thidua.domain.law.conditions.awards_in_run import AwardsInRun
from thidua.domain.law.conditions.base import Condition, Dossier, Run, runs_of
from thidua.domain.law.conditions.fact_comparison import FactComparison
from thidua.domain.law.conditions.fact_test import FactTest
from thidua.domain.law.conditions.meets_award import MeetsAward
from thidua.domain.law.conditions.other_way import OtherWay
from thidua.domain.law.conditions.share_test import ShareTest
from thidua.domain.law.conditions.source import Source
from thidua.domain.law.conditions.sum_in_run import SumInRun
from thidua.domain.law.conditions.year_run import YearRun
from thidua.domain.law.conditions.years_in_run import YearsInRun
from thidua.domain.law.table import Table

__all__ = [
    "AllOf",
    "AnyOf",
    "AwardHeld",
    "AwardThatYear",
    "AwardsInRun",
    "Condition",
    "Dossier",
    "FactComparison",
    "FactTest",
    "MeetsAward",
    "OtherWay",
    "Run",
    "ShareTest",
    "SumInRun",
    "YearRun",
    "YearsInRun",
    "either",
    "read_condition",
    "runs_of",
]

_KINDS: Mapping[str, Callable[[Source], Condition]] = MappingProxyType(
    {
        "fact": FactTest.read,
        "compare": FactComparison.read,
        "share": ShareTest.read,
        "held": AwardHeld.read,
        "held_in_year": AwardThatYear.read,
        "meets": MeetsAward.read,
        "run": YearRun.read,
        "awards_in_run": AwardsInRun.read,
        "years_in_run": YearsInRun.read,
        "sum_in_run": SumInRun.read,
        "all": AllOf.read,
        "any": AnyOf.read,
    }
)


def either(condition: Condition, way: Condition, reference: str) -> Condition:
    """Điều kiện, hoặc cách khác mà cùng điều luật mở ra; `reference` is where that one stands."""
    return OtherWay(condition, way, reference)


def read_condition(table: Table, catalogue: Catalogue) -> Condition:
    """Đọc một điều kiện, with all that is inside it."""
    return Source(table, catalogue, _KINDS).condition()
