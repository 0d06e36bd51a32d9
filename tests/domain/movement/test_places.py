"""Địa bàn và mức đạt chuẩn: which level holds when, and what a register counts for a target."""

from datetime import date
from decimal import Decimal

import pytest

from tests.domain.nominees import book
from thidua.domain.movement.duties import DutyState, cells, owes_plan, plan_due
from thidua.domain.movement.participation import Participation, ParticipationState, Registration
from thidua.domain.movement.place import Place, PlaceKind
from thidua.domain.movement.place_count import (
    LevelYear,
    PlaceBook,
    counted,
    difference,
    level_years,
)
from thidua.domain.movement.progress import TargetFigure, TargetState, state_of
from thidua.domain.movement.standard import (
    PlaceLevel,
    StandardDecision,
    level_on,
    place_level,
    reaches,
)

L = PlaceLevel
TARGETS = {one.code: one for one in book().programmes["binh-phuoc-nong-thon-moi"].targets}
TASKS = book().programmes["binh-phuoc-nong-thon-moi"].tasks
LISTED = date(2022, 6, 30)


def decided(place, level, day, revoked_on=None):
    return StandardDecision(
        place=place,
        level=level,
        number="QĐ 1",
        day=day,
        revocation="" if revoked_on is None else "QĐ 2",
        revoked_on=revoked_on,
    )


def communes(count, **levels):
    """Sổ của `count` xã, the first so many of which have reached each level."""
    places = tuple(
        Place(code=f"{n:03}", name=f"Xã {n}", kind=PlaceKind.COMMUNE) for n in range(count)
    )
    decisions = {}
    for level, reached in levels.items():
        for n in range(reached):
            one = decided(f"{n:03}", L(level), date(2023, 1, 1))
            decisions[one.place] = (*decisions.get(one.place, ()), one)
    return PlaceBook(places=places, decisions=decisions, listed_on=LISTED, first=date(2021, 1, 1))


@pytest.mark.parametrize(
    ("day", "level"),
    [
        (date(2022, 12, 31), None),
        (date(2023, 1, 1), L.NTM),
        (date(2024, 5, 5), L.KIEU_MAU),
        (date(2025, 8, 31), L.KIEU_MAU),
        (date(2025, 9, 1), L.NTM),
    ],
)
def test_the_highest_level_that_holds_on_a_day(day, level):
    decisions = [
        decided("1", L.NTM, date(2023, 1, 1)),
        decided("1", L.KIEU_MAU, date(2024, 5, 5), revoked_on=date(2025, 9, 1)),
    ]

    assert level_on(decisions, day) is level


def test_a_higher_level_reaches_the_lower_and_that_of_a_town_only_itself():
    reached = {(a, b) for a in (*L, None) for b in L if reaches(a, b)}

    assert reached == {
        *((L.NTM, L.NTM), (L.NANG_CAO, L.NTM), (L.NANG_CAO, L.NANG_CAO)),
        *((L.KIEU_MAU, L.NTM), (L.KIEU_MAU, L.NANG_CAO), (L.KIEU_MAU, L.KIEU_MAU)),
        (L.HOAN_THANH, L.HOAN_THANH),
    }


def test_a_level_is_read_however_it_is_written():
    written = ("ntm", "Nông thôn mới", "nang_cao", "Nâng cao", "KIỂU MẪU", "hoàn thành", "tốt")

    assert [place_level(one) for one in written] == [
        *(L.NTM, L.NTM, L.NANG_CAO, L.NANG_CAO, L.KIEU_MAU, L.HOAN_THANH, None),
    ]


@pytest.mark.parametrize(
    ("count", "reached", "state"),
    [
        (100, 43, TargetState.REACHED_LOW),
        (1000, 399, TargetState.SHORT),
        (100, 50, TargetState.REACHED_HIGH),
    ],
)
def test_a_share_of_the_places_of_the_list(count, reached, state):
    target = TARGETS["xa-nang-cao"]
    figure = counted(target, communes(count, nang_cao=reached), date(2025, 12, 31))

    assert (figure.numerator, figure.denominator) == (Decimal(reached), Decimal(count))
    assert state_of(target, figure) is state


def test_the_list_is_that_of_its_day_and_what_came_before_the_movement_is_not_added():
    district = Place(code="7", name="Huyện", kind=PlaceKind.DISTRICT, ends=date(2025, 6, 30))
    later = Place(code="8", name="Mới", kind=PlaceKind.DISTRICT, begins=date(2025, 7, 1))
    before = Place(code="9", name="Cũ", kind=PlaceKind.DISTRICT)
    decisions = {
        "7": (decided("7", L.NTM, date(2024, 1, 1)),),
        "8": (decided("8", L.NTM, date(2025, 8, 1)),),
        "9": (decided("9", L.NTM, date(2020, 12, 31)), decided("9", L.NANG_CAO, date(2023, 1, 1))),
    }
    there = PlaceBook(
        places=(before, later, district),
        decisions=decisions,
        listed_on=LISTED,
        first=date(2021, 1, 1),
    )
    day = date(2025, 12, 31)

    found = {
        code: counted(TARGETS[code], there, day).value
        for code in ("huyen-ntm", "huyen-nang-cao", "huyen-kieu-mau")
    }
    assert found == {"huyen-ntm": 1, "huyen-nang-cao": 1, "huyen-kieu-mau": 0}
    assert counted(TARGETS["xa-ntm"], there, day) is None
    assert counted(TARGETS["thu-nhap"], there, day) is None


def test_a_typed_value_is_compared_with_the_register_of_its_own_day():
    there = communes(20, kieu_mau=3)
    target = TARGETS["xa-kieu-mau"]

    def differing(day):
        typed = TargetFigure(as_of=day, value=Decimal(3))
        return difference(target, counted(target, there, day), typed)

    assert differing(date(2023, 1, 1)) == ""
    assert differing(date(2022, 12, 31)) == (
        "Xã đạt chuẩn nông thôn mới kiểu mẫu: tính đến 31/12/2022 sổ 0 xã, nhập 3 xã"
    )


def test_levels_year_by_year_up_to_the_last_day():
    found = level_years(communes(4, ntm=3, kieu_mau=1), "xã", range(2022, 2026), date(2023, 6, 1))

    assert [one for one in found if one.count] == [
        LevelYear(year=2022, level=None, count=4),
        LevelYear(year=2023, level=None, count=1),
        LevelYear(year=2023, level=L.NTM, count=2),
        LevelYear(year=2023, level=L.KIEU_MAU, count=1),
    ]


def test_who_owes_a_plan_and_until_when():
    assert [owes_plan(TASKS, kind) for kind in ("Sở, ngành", "huyện", "phòng", "")] == [
        *(True, True, False, False),
    ]
    assert plan_due(TASKS, "huyện", 2025) == date(2022, 7, 31)
    assert plan_due(TASKS, "doanh nghiệp", 2025) is None


@pytest.mark.parametrize(
    ("day", "today", "state", "words"),
    [
        (date(2022, 7, 31), date(2025, 1, 1), DutyState.DONE, "KH 1 ngày 31/07/2022"),
        (
            date(2022, 8, 2),
            date(2025, 1, 1),
            DutyState.LATE,
            "KH 1 ngày 02/08/2022, chậm 2 ngày",
        ),
        (None, date(2022, 7, 31), DutyState.MISSING, "chưa có kế hoạch, hạn 31/07/2022"),
        (
            None,
            date(2022, 8, 1),
            DutyState.LATE,
            "chưa có kế hoạch, hạn 31/07/2022 đã quá 1 ngày",
        ),
    ],
)
def test_the_plan_of_a_unit_by_its_day(day, today, state, words):
    content = Registration() if day is None else Registration(document="KH 1", document_day=day)
    found = Participation(
        movement="pt", unit="A", year=2022, content=content, state=ParticipationState.SENT
    )

    cell = cells(found, date(2022, 7, 31), today)[1]
    assert (cell.state, cell.words, cell.is_open) == (state, words, day is None)
