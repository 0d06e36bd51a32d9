"""Đóng góp: who gave what for which place in a movement, added up exactly and set beside needs."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from thidua.domain.dossier.facts import FactValue
from thidua.domain.ground.codes import code_key
from thidua.domain.register.kinds import do_dau, dong_gop
from thidua.domain.register.kinds.supporting import CRITERION, PLACE, WORK
from thidua.domain.register.line import RegisterLine

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """Một đóng góp: the unit that says so, who gave, where, in which form, worth how many million.

    `quantity` is in `measured_in`, which is empty where only the value was said.
    """

    unit: str
    code: str
    place: str
    day: date
    form: str
    value: Decimal
    giver: str = ""
    quantity: Decimal | None = None
    measured_in: str = ""
    criterion: int | None = None
    is_changed: bool = False
    work: str = ""
    source: str = ""
    is_confirmed: bool = False


def contribution_of(line: RegisterLine) -> Contribution | None:
    """Đóng góp trong một dòng sổ; None where the line lacks what every one has."""
    said = line.values
    day, value = said.get(dong_gop.DAY), said.get(dong_gop.VALUE)
    if not isinstance(day, date) or not isinstance(value, Decimal) or PLACE not in said:
        return None
    quantity = said.get(dong_gop.QUANTITY)
    return Contribution(
        unit=line.unit,
        code=line.code,
        place=_text(said.get(PLACE)),
        day=day,
        form=_text(said.get(dong_gop.FORM)),
        value=value,
        giver=_text(said.get(dong_gop.GIVER)),
        quantity=quantity if isinstance(quantity, Decimal) else None,
        measured_in=_text(said.get(dong_gop.MEASURED_IN)),
        criterion=_whole(said.get(CRITERION)),
        is_changed=said.get(dong_gop.CHANGED) is True,
        work=_text(said.get(WORK)),
        source=_text(said.get(dong_gop.SOURCE)),
        is_confirmed=line.is_confirmed,
    )


def _text(value: FactValue | None) -> str:
    return "" if value is None else str(value)


def _whole(value: FactValue | None) -> int | None:
    return int(value) if isinstance(value, Decimal) else None


def contributions_of(lines: Iterable[RegisterLine]) -> tuple[Contribution, ...]:
    """Các đóng góp của những dòng còn trong sổ, the oldest first."""
    found = [contribution_of(one) for one in lines if one.stands]
    there = [one for one in found if one is not None]
    return tuple(sorted(there, key=lambda one: (one.day, one.unit, one.code)))


def total(given: Iterable[Contribution]) -> Decimal:
    """Tổng giá trị, triệu đồng."""
    return sum((one.value for one in given), ZERO)


class GivenBy(StrEnum):
    """Cộng theo gì."""

    PLACE = "place"
    UNIT = "unit"
    FORM = "form"
    SOURCE = "source"
    YEAR = "year"


_KEYS: dict[GivenBy, Callable[[Contribution], str]] = {
    GivenBy.PLACE: lambda one: one.place,
    GivenBy.UNIT: lambda one: one.unit,
    GivenBy.FORM: lambda one: one.form,
    GivenBy.SOURCE: lambda one: one.source,
    GivenBy.YEAR: lambda one: str(one.day.year),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenSum:
    """Một tổng: of what, how many million, in how many rows."""

    key: str
    value: Decimal
    count: int


def sums(given: Sequence[Contribution], by: GivenBy) -> tuple[GivenSum, ...]:
    """Các tổng, the largest first; together they are the total to the last digit."""
    held: dict[str, list[Contribution]] = {}
    for one in given:
        held.setdefault(_KEYS[by](one), []).append(one)
    found = [GivenSum(key=key, value=total(rows), count=len(rows)) for key, rows in held.items()]
    return tuple(sorted(found, key=lambda one: (-one.value, one.key)))


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantitySum:
    """Tổng số lượng của một hình thức theo một đơn vị tính, and what that was reckoned at."""

    form: str
    measured_in: str
    quantity: Decimal
    value: Decimal


def quantities(given: Iterable[Contribution]) -> tuple[QuantitySum, ...]:
    """Tổng số lượng, apart for each form and each unit of measure; these are never added."""
    held: dict[tuple[str, str], list[Contribution]] = {}
    for one in given:
        if one.quantity is not None:
            held.setdefault((one.form, one.measured_in), []).append(one)
    return tuple(
        QuantitySum(
            form=form,
            measured_in=measured_in,
            quantity=sum((one.quantity or ZERO for one in rows), ZERO),
            value=total(rows),
        )
        for (form, measured_in), rows in sorted(held.items())
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """Nhu cầu đã ghi ở sổ đỡ đầu: of which place, for which work or criterion, how many million."""

    unit: str
    code: str
    place: str
    needed: Decimal
    work: str = ""
    name: str = ""
    criterion: int | None = None


def needs_of(lines: Iterable[RegisterLine]) -> tuple[Need, ...]:
    """Các nhu cầu đã xác nhận, by place."""
    found = []
    for one in lines:
        needed = one.values.get(do_dau.NEEDED)
        if one.is_confirmed and isinstance(needed, Decimal) and PLACE in one.values:
            found.append(
                Need(
                    unit=one.unit,
                    code=one.code,
                    place=_text(one.values.get(PLACE)),
                    needed=needed,
                    work=_text(one.values.get(WORK)),
                    name=_text(one.values.get(do_dau.NAME)),
                    criterion=_whole(one.values.get(CRITERION)),
                )
            )
    return tuple(sorted(found, key=lambda one: (one.place, one.work, one.unit, one.code)))


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedMet:
    """Nhu cầu và phần đã góp: each contribution counts for one need alone."""

    need: Need
    given: Decimal

    @property
    def left(self) -> Decimal:
        """Còn thiếu; nothing where more was given than asked."""
        return max(ZERO, self.need.needed - self.given)


def needs_met(needs: Sequence[Need], given: Sequence[Contribution]) -> tuple[NeedMet, ...]:
    """Mỗi nhu cầu đã được góp bao nhiêu: by its work, else its criterion, else its place."""
    held = dict.fromkeys((_place_of(one) for one in needs), ZERO)
    for one in given:
        place = next((key for key in _ways(one) if key in held), None)
        if place is not None:
            held[place] += one.value
    left = dict(held)
    found = []
    for number, need in enumerate(needs):
        place = _place_of(need)
        is_last = all(_place_of(one) != place for one in needs[number + 1 :])
        share = left[place] if is_last else min(need.needed, left[place])
        left[place] -= share
        found.append(NeedMet(need=need, given=share))
    return tuple(found)


_Way = tuple[str, str, int | None]


def _place_of(need: Need) -> _Way:
    return need.place, code_key(need.work), None if need.work else need.criterion


def _ways(one: Contribution) -> tuple[_Way, ...]:
    """Chỗ mà đóng góp có thể tính vào, the nearest first."""
    by_work: tuple[_Way, ...] = ((one.place, code_key(one.work), None),) if one.work else ()
    return (*by_work, (one.place, "", one.criterion), (one.place, "", None))
