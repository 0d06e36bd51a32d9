"""Đọc điều kiện trong tệp luật; every fact must be in the catalogue and every figure fit it."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from thidua.domain.awards.fact_measures import OPERATORS
from thidua.domain.dossier.facts import NUMERIC, Catalogue, FactKind, FactType
from thidua.domain.dossier.reading import read_fact
from thidua.domain.law.conditions import (
    AllOf,
    AnyOf,
    AwardHeld,
    AwardsInRun,
    AwardThatYear,
    Condition,
    FactComparison,
    FactTest,
    MeetsAward,
    ShareTest,
    SumInRun,
    YearRun,
    YearsInRun,
)
from thidua.lawbook.table import Table

_SAME = "="


def read_condition(table: Table, catalogue: Catalogue) -> Condition:
    """Đọc một điều kiện, with all that is inside it."""
    known = {kind: kind for kind in _READERS}
    reader = _READERS[table.word("kind", known)]
    found = reader(table, catalogue)
    table.finish()
    return found


def _fact(table: Table, catalogue: Catalogue, key: str = "fact") -> FactKind:
    code = table.text(key)
    kind = catalogue.get(code)
    if kind is None:
        raise table.fault(f"không có dữ kiện «{code}» ở «{key}»; khai nó bằng bảng [[facts]]")
    return kind


def _operator(table: Table, kind: FactKind) -> str:
    sign = table.word("op", {sign: sign for sign in OPERATORS}, _SAME)
    is_measured = kind.type in NUMERIC or kind.ordered or kind.type is FactType.DATE
    if sign != _SAME and not is_measured:
        raise table.fault(f"«{kind.name}» không có thứ tự nên chỉ so được bằng «=»")
    return sign


def _counted(table: Table, catalogue: Catalogue, key: str) -> FactKind:
    kind = _fact(table, catalogue, key)
    if kind.type is not FactType.COUNT:
        raise table.fault(f"«{kind.name}» ở «{key}» phải là số đếm")
    return kind


def _fact_test(table: Table, catalogue: Catalogue) -> Condition:
    kind = _fact(table, catalogue)
    sign = _operator(table, kind)
    written = table.text("threshold")
    value, findings = read_fact(kind, written)
    if value is None:
        raise table.fault(f"«threshold» không hợp: {findings[0].message}")
    return FactTest(kind, sign, value)


def _comparison(table: Table, catalogue: Catalogue) -> Condition:
    kind = _fact(table, catalogue)
    other = _fact(table, catalogue, "other")
    if kind.type is not other.type:
        raise table.fault(f"«{kind.name}» và «{other.name}» khác kiểu nên không so được")
    return FactComparison(kind, _operator(table, kind), other)


def _share(table: Table, catalogue: Catalogue) -> Condition:
    part, whole = _counted(table, catalogue, "fact"), _counted(table, catalogue, "of")
    return ShareTest(part, whole, table.share("threshold"))


def _run(table: Table, catalogue: Catalogue) -> Condition:
    return YearRun(
        table.text("name"),
        read_condition(table.table("each"), catalogue),
        table.whole("least", 1),
        table.texts("after"),
        table.maybe_whole("ends_within") or 0,
    )


def _years_in_run(table: Table, catalogue: Catalogue) -> Condition:
    each = read_condition(table.table("each"), catalogue)
    return YearsInRun(table.text("run"), each, table.whole("least", 1))


def _sum_in_run(table: Table, catalogue: Catalogue) -> Condition:
    kind = _counted(table, catalogue, "fact")
    return SumInRun(table.text("run"), kind, table.whole("least", 1))


def _awards_in_run(table: Table, _: Catalogue) -> Condition:
    return AwardsInRun(table.text("run"), table.needed_texts("awards"), table.whole("least", 1))


def _held(table: Table, _: Catalogue) -> Condition:
    return AwardHeld(table.needed_texts("awards"))


def _that_year(table: Table, _: Catalogue) -> Condition:
    return AwardThatYear(table.needed_texts("awards"))


def _meets(table: Table, _: Catalogue) -> Condition:
    return MeetsAward(table.text("award"))


def _parts(table: Table, catalogue: Catalogue) -> tuple[Condition, ...]:
    found = tuple(read_condition(part, catalogue) for part in table.tables("of"))
    if not found:
        raise table.fault("«of» phải có ít nhất một điều kiện")
    return found


def _all(table: Table, catalogue: Catalogue) -> Condition:
    return AllOf(_parts(table, catalogue))


def _any(table: Table, catalogue: Catalogue) -> Condition:
    return AnyOf(_parts(table, catalogue))


_READERS: Mapping[str, Callable[[Table, Catalogue], Condition]] = MappingProxyType(
    {
        "fact": _fact_test,
        "compare": _comparison,
        "share": _share,
        "held": _held,
        "held_in_year": _that_year,
        "meets": _meets,
        "run": _run,
        "awards_in_run": _awards_in_run,
        "years_in_run": _years_in_run,
        "sum_in_run": _sum_in_run,
        "all": _all,
        "any": _any,
    }
)
