"""Kiểm tra điều kiện chặn của một tiêu chí: what two of them say together."""

from collections.abc import Iterator
from itertools import combinations

from thidua.domain.covenant.covenant import Covenant
from thidua.domain.covenant.gates import Gate, GateEffect
from thidua.domain.ground.finding import Finding, error, warning
from thidua.domain.ground.text import folded
from thidua.domain.rules.checks import place


def check_gates_together(covenant: Covenant) -> Iterator[Finding]:
    """Hai điều kiện chặn trên một tiêu chí: the same one twice, or one that the other leaves idle.

    Each gate that is hit has its own effect, so that a band lowered by the same one twice would be
    lowered by two.
    """
    for criterion in covenant.criteria.values():
        for one, other in combinations(criterion.gates, 2):
            where = place(criterion.code)
            both = f"điều kiện chặn «{one.text}» và «{other.text}»"
            if _condition(one) == _condition(other):
                if _effect(one) == _effect(other):
                    message = f"{both} là một điều ghi hai lần; hãy bỏ một"
                    yield error("gate_twice", message, where)
                elif GateEffect.EXCLUDE in (one.effect, other.effect):
                    message = f"{both} có cùng điều kiện; đã không xét thì điều còn lại thừa"
                    yield warning("gate_idle", message, where)
            elif one.effect is other.effect is GateEffect.LOWER_BAND:
                message = f"{both}: dính cả hai thì hạ hai bậc; chỉ hạ một thì bỏ một điều kiện"
                yield warning("gate_lowers_twice", message, where)


def _condition(gate: Gate) -> tuple[object, ...]:
    return gate.test, gate.threshold, folded(gate.subject)


def _effect(gate: Gate) -> tuple[object, ...]:
    return gate.effect, folded(gate.barred)
