"""Đóng góp: exact sums by every way, quantities by unit, needs met once, targets counted."""

from datetime import date
from decimal import Decimal

import pytest

from thidua.domain.movement.contribution import (
    Contribution,
    GivenBy,
    Need,
    contributions_of,
    needs_met,
    needs_of,
    quantities,
    sums,
    total,
)
from thidua.domain.movement.contribution_count import given_figure
from thidua.domain.movement.target import Measure, Target, TargetSource
from thidua.domain.register.line import RegisterLine, RowState
from thidua.domain.register.register import read_row
from thidua.domain.register.registers import REGISTERS

D = Decimal
TODAY = date(2025, 12, 31)


def gift(place="1", value="0.1", form="tien", unit="A", day=date(2024, 5, 14), **more):
    return Contribution(
        unit=unit,
        code=more.pop("code", "X"),
        place=place,
        day=day,
        form=form,
        value=D(value),
        is_confirmed=more.pop("is_confirmed", True),
        **more,
    )


GIVEN = (
    gift(value="0.1", source="của đơn vị"),
    gift(value="0.2", place="2", unit="B"),
    gift(value="300", form="dat", quantity=D(600), measured_in="m²", work="DBT", criterion=2),
    gift(value="12.8", form="ngay_cong", quantity=D(40), measured_in="công", place="2"),
    gift(value="3.2", form="ngay_cong", quantity=D(10), measured_in="công", day=date(2025, 1, 2)),
)


@pytest.mark.parametrize("by", GivenBy)
def test_the_sums_of_every_way_are_the_rows_to_the_last_digit(by):
    found = sums(GIVEN, by)

    assert sum(one.value for one in found) == total(GIVEN) == D("316.3")
    assert sum(one.count for one in found) == len(GIVEN)
    assert [one.value for one in found] == sorted((one.value for one in found), reverse=True)


def test_the_sums_say_of_what_and_quantities_of_unlike_units_are_not_added():
    assert [(one.key, one.value) for one in sums(GIVEN, GivenBy.PLACE)] == [
        ("1", D("303.3")),
        ("2", D("13.0")),
    ]
    assert [(one.form, one.measured_in, one.quantity, one.value) for one in quantities(GIVEN)] == [
        ("dat", "m²", D(600), D(300)),
        ("ngay_cong", "công", D(50), D("16.0")),
    ]


def need(place="1", needed="100", work="", criterion=None, code="N"):
    return Need(unit="A", code=code, place=place, needed=D(needed), work=work, criterion=criterion)


def test_a_contribution_counts_for_one_need_its_work_first_then_criterion_then_place():
    needs = [
        need(work="DBT", needed="250"),
        need(criterion=17, needed="10"),
        need(needed="50"),
        need(place="9", needed="5"),
    ]
    given = (*GIVEN, gift(value="4", criterion=17))

    met = needs_met(needs, given)

    assert [one.given for one in met] == [D(300), D(4), D("3.3"), D(0)]
    assert [one.left for one in met] == [D(0), D(6), D("46.7"), D(5)]


def test_two_units_that_need_for_one_work_share_what_was_given_in_order():
    needs = [need(work="DBT", needed="250"), need(work="DBT", needed="250", code="M")]

    assert [one.given for one in needs_met(needs, GIVEN)] == [D(250), D(50)]


def line(register, state=RowState.CONFIRMED, **cells):
    values, faults = read_row(REGISTERS[register], cells, TODAY)
    assert faults == []
    return RegisterLine(unit="A", year=2025, code="X-1", values=values, state=state)


MONEY = {"dia_ban": "1", "ngay": "14/5/2025", "hinh_thuc": "tiền", "gia_tri": "12,5"}


def test_rows_become_contributions_and_needs_and_what_is_withdrawn_does_not():
    (one,) = contributions_of([line("dong-gop", **MONEY, tieu_chi="4", chuyen_bien="có")])

    assert (one.place, one.day, one.form, one.value) == ("1", date(2025, 5, 14), "tien", D("12.5"))
    assert (one.criterion, one.is_changed, one.is_confirmed) == (4, True, True)
    assert contributions_of([line("dong-gop", RowState.WITHDRAWN, **MONEY)]) == ()
    wanted = {"dia_ban": "1", "can": "80", "ma_cong_trinh": "DBT", "cong_trinh": "Đường"}
    (found,) = needs_of([line("do-dau", **wanted)])
    assert (found.place, found.work, found.name, found.needed) == ("1", "DBT", "Đường", D(80))
    assert needs_of([line("do-dau", RowState.DRAFT, **wanted)]) == ()


def target(unit="triệu đồng", low="300", measure=Measure.COUNT, of="", **more):
    return Target(
        code="t",
        text="Góp",
        amount=low,
        low=D(low),
        unit=unit,
        measure=measure,
        of=of,
        source=more.pop("source", TargetSource.CONTRIBUTIONS),
    )


@pytest.mark.parametrize(
    ("asked", "value"),
    [
        (target(), D("313.1")),
        (target(unit="tỷ đồng"), D("0.3131")),
        (target(unit="công trình"), D(1)),
        (target(unit="công"), D(40)),
        (target(unit="xã", of="xã"), D(2)),
    ],
)
def test_a_target_counts_money_works_quantities_or_places_until_the_day(asked, value):
    given = (*GIVEN, gift(value="99", is_confirmed=False))

    found = given_figure(asked, given, date(2024, 12, 31), ["1", "2", "3"])

    assert found.value == value
    assert found.source == "sổ đóng góp, 4 dòng đã xác nhận đến 31/12/2024"


def test_a_share_of_places_and_every_place_with_so_much():
    places = ["1", "2", "3"]
    share = given_figure(target("%", "50", Measure.SHARE, "xã"), GIVEN, TODAY, places)
    every = target("triệu đồng", "100", Measure.EVERY_PLACE, "xã")
    found = given_figure(every, GIVEN, TODAY, places)

    assert (share.numerator, share.denominator) == (D(2), D(3))
    assert (found.numerator, found.denominator) == (D(1), D(3))
    assert given_figure(every, GIVEN, TODAY, []) is None
    assert given_figure(target(source=TargetSource.TYPED), GIVEN, TODAY, places) is None
    assert given_figure(target(measure=Measure.TIMES), GIVEN, TODAY, places) is None
