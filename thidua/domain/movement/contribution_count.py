"""Mục tiêu tính từ đóng góp: money, quantities, works, or the places that were helped."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from thidua.domain.ground.codes import code_key
from thidua.domain.ground.text import folded
from thidua.domain.movement.contribution import Contribution, GivenBy, GivenSum, sums, total
from thidua.domain.movement.progress import TargetFigure
from thidua.domain.movement.target import Measure, Target, TargetSource

_THOUSAND = Decimal(1000)
_MILLION, _BILLION, _WORK = "triệu đồng", "tỷ đồng", "công trình"


def is_given(target: Target) -> bool:
    """Mục tiêu tính từ sổ đóng góp."""
    return target.source is TargetSource.CONTRIBUTIONS


def given_figure(
    target: Target, given: Sequence[Contribution], day: date, places: Collection[str]
) -> TargetFigure | None:
    """Số tính từ các đóng góp đã xác nhận tới ngày này; None where it cannot be counted so.

    `places` are those of the kind the target counts, in the list of the movement.
    """
    if not is_given(target):
        return None
    counted = [one for one in given if one.is_confirmed and one.day <= day]
    source = f"sổ đóng góp, {len(counted)} dòng đã xác nhận đến {day:%d/%m/%Y}"
    figure = TargetFigure(as_of=day, source=source)
    if target.measure in (Measure.SHARE, Measure.EVERY_PLACE):
        if not places:
            return None
        helped = Decimal(len(_helped(target, counted, places)))
        return replace(figure, numerator=helped, denominator=Decimal(len(places)))
    if target.measure is not Measure.COUNT:
        return None
    return replace(figure, value=_amount(target, counted, places))


def places_without(
    target: Target, given: Sequence[Contribution], day: date, places: Collection[str]
) -> list[str]:
    """Địa bàn chưa được góp đủ tới ngày này, where every place is to get so much."""
    if not is_given(target) or target.measure is not Measure.EVERY_PLACE:
        return []
    counted = [one for one in given if one.is_confirmed and one.day <= day]
    helped = set(_helped(target, counted, places))
    return [one for one in places if one not in helped]


def _helped(target: Target, given: Sequence[Contribution], places: Collection[str]) -> list[str]:
    """Địa bàn đã được góp; where every place is to get so much, those that got it."""
    least = target.low if target.measure is Measure.EVERY_PLACE else None
    found = [one for one in sums(given, GivenBy.PLACE) if one.key in places]
    return [one.key for one in found if least is None or _got(target, one) >= least]


def _got(target: Target, one: GivenSum) -> Decimal:
    """Một địa bàn được bao nhiêu, in the unit of the target; rows where that is no money."""
    unit = folded(target.unit)
    if unit == _BILLION:
        return one.value / _THOUSAND
    return one.value if unit == _MILLION else Decimal(one.count)


def _amount(target: Target, given: Sequence[Contribution], places: Collection[str]) -> Decimal:
    if target.of:
        return Decimal(len({one.place for one in given} & set(places)))
    unit = folded(target.unit)
    if unit == _MILLION:
        return total(given)
    if unit == _BILLION:
        return total(given) / _THOUSAND
    if unit == _WORK:
        return Decimal(len({(one.place, code_key(one.work)) for one in given if one.work}))
    same = [one.quantity for one in given if folded(one.measured_in) == unit]
    return sum((one for one in same if one is not None), Decimal(0))
