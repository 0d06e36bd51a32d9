"""Thời hạn: the last day on time as the plan words it."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from tests.domain.nominees import book
from thidua.domain.movement.deadline import Bound, Deadline, Due, falling_due
from thidua.domain.period.windows import VIETNAM

PLAN = book().programmes["binh-phuoc-nong-thon-moi"]
BEFORE_20_3 = Deadline(code="a", text="Hồ sơ", day=20, month=3, bound=Bound.BEFORE)
BY_15_6 = Deadline(code="b", text="Báo cáo", day=15, month=6, bound=Bound.BY)


def vn(*parts):
    return datetime(*parts, tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("deadline", "day"),
    [
        (BEFORE_20_3, date(2024, 3, 19)),
        (BY_15_6, date(2024, 6, 15)),
        (replace(BEFORE_20_3, day=1), date(2024, 2, 29)),
        (replace(BEFORE_20_3, day=1, month=1), date(2023, 12, 31)),
        (
            Deadline(code="c", text="C", month=2, year=2024, bound=Bound.WITHIN),
            date(2024, 2, 29),
        ),
        (Deadline(code="c", text="C", month=7, bound=Bound.WITHIN), date(2024, 7, 31)),
        (Deadline(code="c", text="C", year=2024, bound=Bound.WITHIN), date(2024, 12, 31)),
        (replace(BY_15_6, year_after=1), date(2025, 6, 15)),
        (Deadline(code="c", text="C", year=2025, bound=Bound.WITHIN), None),
        (replace(BY_15_6, bound=None), None),
    ],
)
def test_the_last_day_on_time(deadline, day):
    assert deadline.last_day(2024) == day


def test_a_deadline_of_one_year_is_none_in_others():
    once = Deadline(code="x", text="Một lần", day=29, month=2, year=2024, bound=Bound.BY)

    assert [(once.on(year), once.last_day(year)) for year in (2023, 2024)] == [
        (None, None),
        (date(2024, 2, 29), date(2024, 2, 29)),
    ]


def test_the_plan_falls_due_in_its_years_the_nearest_first():
    found = falling_due(PLAN.deadlines, PLAN.years, date(2024, 3, 19), date(2025, 12, 31))

    assert [(due.deadline.code, due.year, due.last) for due in found] == [
        ("ho-so-dieu-phoi", 2024, date(2024, 3, 19)),
        ("ho-so-ban-thi-dua", 2024, date(2024, 4, 14)),
        ("ho-so-dieu-phoi", 2025, date(2025, 3, 19)),
        ("ho-so-ban-thi-dua", 2025, date(2025, 4, 14)),
        ("tong-ket", 2025, date(2025, 12, 31)),
    ]
    assert found[0] == Due(deadline=PLAN.deadlines[0], year=2024, last=date(2024, 3, 19))
    assert found[0].days_left(date(2024, 3, 7)) == 12


def test_read_as_due_a_year_later_the_dossier_of_2024_is_due_in_2025():
    plan = PLAN.as_read({"ho-so-dieu-phoi": "nam-sau"})

    assert [one.last_day(2024) for one in plan.deadlines[:2]] == [
        date(2025, 3, 19),
        date(2024, 4, 14),
    ]
    assert plan.deadlines[0].last_day(2024) - PLAN.deadlines[0].last_day(2024) == timedelta(365)
