"""Điều chắc chắn từ sổ: what confirmed rows prove, and what a closed register says is not there."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from thidua.domain.dossier.award_history import UsedAchievement
from thidua.domain.dossier.facts import Fact, FactValue
from thidua.domain.register.line import RegisterLine
from thidua.domain.register.register import Register, RegisterFact

_DECISION = "so_qd"


@dataclass(frozen=True, slots=True)
class GivenFact:
    """Dữ kiện từ sổ: its value, and where it comes from beside what was typed."""

    code: str
    year: int
    fact: Fact
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Điều đang có về một người: the confirmed rows, since when the register is closed, what was
    typed and what was used."""

    year: int
    lines: Sequence[RegisterLine]
    closed: date | None
    typed: Fact | None
    used: Collection[UsedAchievement] = ()


def given(register: Register, fact: RegisterFact, told: Told) -> GivenFact | None:
    """Dữ kiện mà sổ cho; None where nothing is certain.

    Rows of an open register prove at least what they show: a higher typed value stands, and the
    difference is told. A closed one says all there is.
    """
    found = fact.of(told.lines)
    if found is None and told.closed is None:
        return None
    value, shown = (fact.absent, ()) if found is None else found
    where = f"sổ «{register.name}» năm {told.year}"
    if told.closed is not None:
        where += f", khóa ngày {told.closed:%d/%m/%Y}"
    typed = told.typed
    if typed is not None and typed.value != value:
        where += f"; khác sổ: sổ {fact.said(value)}, khai {fact.said(typed.value)}"
        if told.closed is None and fact.weight(typed.value) > fact.weight(value):
            return GivenFact(fact.code, told.year, typed, f"khai; {where}")
    evidence = _evidence(fact, told, value, shown)
    return GivenFact(fact.code, told.year, Fact(value, evidence), where)


def _evidence(
    fact: RegisterFact, told: Told, value: FactValue, shown: Sequence[RegisterLine]
) -> str:
    """Mã trong sổ của thành tích, or the name under which an award took it already.

    Of several that show the same, one not used in earlier years comes first.
    """
    used = [one for one in told.used if one.what == fact.code and one.evidence]
    taken = {one.evidence for one in used}
    typed = told.typed
    if typed is not None and typed.value == value and typed.evidence in taken:
        return typed.evidence
    if fact.counts:
        return "; ".join(sorted({one.code for one in shown}))
    earlier = {one.evidence for one in used if one.for_year < told.year}
    first = min(shown, key=lambda one: (bool(_names(one) & earlier), one.code), default=None)
    if first is None:
        return ""
    return min(_names(first) & taken, default=first.code)


def _names(line: RegisterLine) -> frozenset[str]:
    """Các tên của một thành tích: its code, its decision and its evidence."""
    decision = str(line.values.get(_DECISION, ""))
    return frozenset(filter(None, (line.code, decision, line.evidence)))
