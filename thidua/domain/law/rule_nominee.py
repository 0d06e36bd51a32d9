"""Người thử của một điều: facts typed beside a rule, and what the rule must say of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from thidua.domain.dossier.award_history import PastAward
from thidua.domain.dossier.facts import Fact
from thidua.domain.law.conditions.measured import RequirementState


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleNominee:
    """Người thử: judged for `year`, what the rule it stands in must answer is `expected`.

    The awards are its whole history: what is not among them was not given.
    """

    name: str
    year: int
    expected: RequirementState
    facts: Mapping[tuple[str, int | None], Fact] = field(default_factory=dict)
    awards: tuple[PastAward, ...] = ()
