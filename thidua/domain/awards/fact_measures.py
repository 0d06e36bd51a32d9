"""Đo một dữ kiện: a test, a comparison or a share, with the exact figure that is missing."""

import operator
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from thidua.domain.awards.judging import Judging
from thidua.domain.awards.measured import Measured, RequirementState
from thidua.domain.dossier.facts import NUMERIC, FactKind, FactType, FactValue
from thidua.domain.ground.points import share_ceiling, vi_number
from thidua.domain.law.conditions import FactComparison, FactTest, ShareTest
from thidua.domain.vote.vote import share_words

MET, NOT_MET, MISSING = RequirementState

OPERATORS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    ">=": operator.ge,
    ">": operator.gt,
    "<=": operator.le,
    "<": operator.lt,
    "=": operator.eq,
}
_WORDS = {
    ">=": "từ {} trở lên",
    ">": "trên {}",
    "<=": "nhiều nhất {}",
    "<": "dưới {}",
    "=": "{}",
}
_AT_LEAST = (">=", ">")


def _number(kind: FactKind, value: FactValue) -> Decimal:
    """Số để so: a word stands at its place in the ordered list."""
    if isinstance(value, bool):
        return Decimal(value)
    if isinstance(value, str):
        return Decimal([word.code for word in kind.words].index(value))
    return value if isinstance(value, Decimal) else Decimal(value.toordinal())


def ask(kind: FactKind, year: int) -> str:
    return f"cần nhập «{kind.name}» năm {year}" if kind.yearly else f"cần nhập «{kind.name}»"


def threshold_words(test: FactTest) -> str:
    """Ngưỡng bằng lời: «từ 12 tháng trở lên»."""
    return _WORDS[test.operator].format(test.fact.text(test.threshold))


def fact_test(judging: Judging, test: FactTest, year: int) -> Measured:
    kind = test.fact
    threshold = threshold_words(test)
    value, used = judging.fact(kind, year)
    if value is None:
        return Measured(MISSING, kind.name, None, threshold, ask(kind, year))
    text = kind.text(value)
    there, asked = _number(kind, value), _number(kind, test.threshold)
    holds = OPERATORS[test.operator](there, asked)
    if judging.is_silent(kind, year):
        remedy = "" if holds else f"khai «{kind.name}» nếu có"
        said = f"{text} (không khai)"
        return Measured(
            MET if holds else NOT_MET, kind.name, said, threshold, remedy, is_silent=True
        )
    if not holds:
        remedy, shortfall = _to_change(test, text or "", threshold, there, asked)
        return Measured(NOT_MET, kind.name, text, threshold, remedy, shortfall)
    if used:
        return Measured(
            NOT_MET, kind.name, f"{text}; {used}", threshold, "cần một thành tích chưa dùng"
        )
    return Measured(MET, kind.name, text, threshold)


def _to_change(
    test: FactTest, text: str, threshold: str, there: Decimal, asked: Decimal
) -> tuple[str, Decimal | None]:
    """Cần đổi gì: an exact figure where the fact is a number."""
    kind = test.fact
    if kind.type not in NUMERIC:
        return f"cần «{kind.name}»: {threshold} (hiện là {text})", None
    gap = abs(asked - there)
    is_strict = test.operator in (">", "<")
    if is_strict and kind.type is FactType.COUNT:
        gap, is_strict = gap + 1, False
    shown = f"{'hơn ' if is_strict else ''}{kind.text(gap)}"
    verb = "cần thêm" if test.operator in _AT_LEAST or there < asked else "phải bớt"
    return f"{verb} {shown} ({kind.name})", gap


def comparison(judging: Judging, test: FactComparison, year: int) -> Measured:
    left, _ = judging.fact(test.fact, year)
    right, _ = judging.fact(test.other, year)
    about = test.fact.name
    name = f"«{test.other.name}»"
    shown = name if right is None else f"{name} {test.other.text(right)}"
    threshold = _WORDS[test.operator].format(shown)
    lacking = [
        ask(kind, year) for kind, value in ((test.fact, left), (test.other, right)) if value is None
    ]
    if left is None or right is None:
        return Measured(MISSING, about, test.fact.text(left), threshold, "; ".join(lacking))
    there, asked = _number(test.fact, left), _number(test.other, right)
    if OPERATORS[test.operator](there, asked):
        return Measured(MET, about, test.fact.text(left), threshold)
    against = FactTest(test.fact, test.operator, right)
    remedy, shortfall = _to_change(against, test.fact.text(left) or "", threshold, there, asked)
    return Measured(NOT_MET, about, test.fact.text(left), threshold, remedy, shortfall)


def share_test(judging: Judging, test: ShareTest, year: int) -> Measured:
    part, _ = judging.fact(test.fact, year)
    whole, _ = judging.fact(test.whole, year)
    least = f"ít nhất {share_words(test.share)}"
    about, unit = test.fact.name, test.fact.unit
    lacking = [
        ask(kind, year) for kind, value in ((test.fact, part), (test.whole, whole)) if value is None
    ]
    if not isinstance(whole, Decimal):
        return Measured(MISSING, about, test.fact.text(part), least, "; ".join(lacking))
    needed = share_ceiling(test.share, int(whole))
    threshold = f"{least}, tức {vi_number(needed)}/{vi_number(whole)} {unit}".rstrip()
    if not isinstance(part, Decimal):
        return Measured(MISSING, about, None, threshold, "; ".join(lacking))
    if not whole or part > whole:
        fault = f"«{test.whole.name}» ({vi_number(whole)}) phải lớn hơn 0"
        if whole:
            fault = (
                f"«{about}» ({vi_number(part)}) lớn hơn «{test.whole.name}» ({vi_number(whole)})"
            )
        return Measured(MISSING, about, None, least, f"số liệu không khớp: {fault}; hãy sửa lại")
    value = f"{vi_number(part)}/{vi_number(whole)} {unit}".rstrip()
    value += f" ({_percent(Fraction(part) / Fraction(whole))})"
    short = needed - part
    if short > 0:
        remedy = f"cần thêm {vi_number(short)} {unit} ({about})"
        return Measured(NOT_MET, about, value, threshold, remedy, short)
    return Measured(MET, about, value, threshold)


def _percent(share: Fraction) -> str:
    shown = share_words(share)
    return shown if shown.endswith("%") else f"{vi_number(share * 100, 2)} %"
