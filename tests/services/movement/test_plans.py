"""Kế hoạch của phong trào: those of the year, read as chosen, with what falls due."""

from datetime import UTC, date, datetime

import pytest

from tests.people import PROGRAM
from tests.services.dossier_block import settled
from tests.services.year import HEAD, OFFICER, do, fresh
from thidua.db.engine import reading
from thidua.domain.access.permissions import Actor, Grant, Role
from thidua.domain.ground.errors import NotFound, NotPermitted
from thidua.services.awards import quotas
from thidua.services.ground.work import Work
from thidua.services.movement import plans

pytestmark = pytest.mark.usefixtures("as_recorded")

PLAN = "binh-phuoc-nong-thon-moi"
MARCH = datetime(2025, 3, 6, 17, 0, tzinfo=UTC)  # already 7/3 in Vietnam


def plan(code=PLAN, actor=HEAD, now=MARCH):
    with reading() as session:
        return plans.plan(Work(session, actor, fresh(), now), code=code)


def of_year(actor=HEAD):
    with reading() as session:
        return [one.code for one in plans.of_year(Work(session, actor, fresh()))]


def test_the_movements_of_a_year_are_those_that_run_in_it():
    settled()

    assert of_year() == [
        PLAN,
        "soc-trang-nong-thon-moi-2023",
        "tay-ninh-nong-thon-moi",
        "tay-ninh-thi-dua-2025",
    ]
    with pytest.raises(NotFound):
        plan("tay-ninh-thi-dua-2022")
    with pytest.raises(NotFound):
        plan("khong-co")


def test_what_comes_next_is_counted_from_today_in_vietnam():
    settled()

    found = plan()

    assert found.today == date(2025, 3, 7)
    assert [(due.deadline.code, due.days_left(found.today)) for due in found.next_dues] == [
        *(("ho-so-dieu-phoi", 12), ("ho-so-ban-thi-dua", 38), ("tong-ket", 299)),
    ]
    assert [due.last for due in found.dues_of_year] == [
        *(date(2025, 3, 19), date(2025, 4, 14), date(2025, 12, 31)),
    ]
    # The plan is of 30/6/2022: what would have fallen due before it is no debt.
    assert min(due.last for due in found.dues) == date(2022, 7, 31)
    assert found.parts == ()
    assert [plan(now=now).day_to_state for now in (MARCH, datetime(2026, 5, 1, tzinfo=UTC))] == [
        *(date(2025, 3, 7), date(2025, 12, 31)),
    ]


def test_a_reading_chosen_for_the_year_is_the_plan_of_that_year():
    settled()
    named = {"programme": PLAN, "code": "ho-so-dieu-phoi", "reading": "nam-sau"}
    do(quotas.choose_reading, HEAD, **named, seen=0, reason="hướng dẫn của Văn phòng")

    found = plan()

    assert found.chosen == {"ho-so-dieu-phoi": ("nam-sau", 1)}
    assert [one.code for one in found.readable] == [
        *("1.2", "1.2.đ", "1.4.a.4", "1.4.b", "LANHDAO", "thu-nhap", "ho-so-dieu-phoi"),
        "ho-so-ban-thi-dua",
    ]
    assert found.plan.deadlines[0].last_day(2024) == date(2025, 3, 19)


@pytest.mark.parametrize(
    ("role", "is_seen"),
    [
        *((Role.LEADER, True), (Role.COUNCIL_MEMBER, True), (Role.SECRETARY, True)),
        *((Role.REVIEWER, False), (Role.KIOSK, False)),
    ],
)
def test_who_sees_the_movements(role, is_seen):
    settled()
    unit = "A" if role is Role.REVIEWER else None
    actor = Actor("Ai đó", (Grant(role, "K1", unit, 2025),))

    if is_seen:
        assert of_year(actor) == of_year(PROGRAM) == of_year(OFFICER)
        return
    with pytest.raises(NotPermitted):
        of_year(actor)
    with pytest.raises(NotPermitted):
        plan(actor=actor)
