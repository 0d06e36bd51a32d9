"""Cách chấm: the rules of a covenant, one file each, and how a covenant names them."""

from collections.abc import Callable
from decimal import Decimal

from thidua.domain.ground.text import folded
from thidua.domain.rules.base import METHOD_WORDS, Line, Method, Problem, Rule, SingleNumber
from thidua.domain.rules.choice import Choice
from thidua.domain.rules.entry import Field
from thidua.domain.rules.from_periods import FromPeriods
from thidua.domain.rules.judgement import Judgement
from thidua.domain.rules.leader_relative import LeaderRelative
from thidua.domain.rules.parameters import ParametersError, parts_of
from thidua.domain.rules.parts import Parts
from thidua.domain.rules.pass_fail import PassFail
from thidua.domain.rules.per_event import PerEvent
from thidua.domain.rules.proportional import Proportional
from thidua.domain.rules.start_minus import StartMinus, without_standard
from thidua.domain.rules.tiers import Tiers

__all__ = [
    "METHOD_WORDS",
    "Choice",
    "Field",
    "FromPeriods",
    "Judgement",
    "LeaderRelative",
    "Line",
    "Method",
    "ParametersError",
    "Parts",
    "PassFail",
    "PerEvent",
    "Problem",
    "Proportional",
    "Rule",
    "SingleNumber",
    "StartMinus",
    "Tiers",
    "method_named",
    "read_rule",
]

_READERS: dict[Method, Callable[[list[str]], Rule]] = {
    Method.JUDGEMENT: Judgement.read,
    Method.PASS_FAIL: PassFail.read,
    Method.CHOICE: Choice.read,
    Method.TIERS: Tiers.read,
    Method.PROPORTIONAL: Proportional.read,
    Method.LEADER_RELATIVE: LeaderRelative.read,
    Method.PER_EVENT: PerEvent.read,
    Method.START_MINUS: StartMinus.read,
    Method.PARTS: Parts.read,
    Method.FROM_PERIODS: FromPeriods.read,
}
_WORDS = {folded(word): method for method, word in METHOD_WORDS.items()} | {
    "tỷ lệ": Method.PROPORTIONAL,
    "tỉ lệ": Method.PROPORTIONAL,
    "tỉ lệ hoàn thành": Method.PROPORTIONAL,
    "đạt/không đạt": Method.PASS_FAIL,
    "đạt / không": Method.PASS_FAIL,
    "đạt / không đạt": Method.PASS_FAIL,
    "tổng ý": Method.PARTS,
    "điểm các kỳ": Method.FROM_PERIODS,
    "từ các tháng": Method.FROM_PERIODS,
}


def method_named(word: str) -> Method | None:
    """Cách chấm theo chữ trong sổ giao ước; None when the word is unknown."""
    return _WORDS.get(folded(word))


def read_rule(method: Method, parameters: str, most: Decimal | None = None) -> Rule:
    """Đọc cách chấm: the rule of a covenant line, word by word; `Rule.as_meant` reads its signs.

    ParametersError says what is not understood.
    """
    parts = parts_of(parameters)
    if method is Method.START_MINUS:
        parts = without_standard(parts, most)
    rule = _READERS[method](parts)
    return rule if most is None else rule.for_maximum(most)
