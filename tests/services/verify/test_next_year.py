"""Sang năm sau: units, covenant, office and deadlines go on; the old year keeps its people."""

from datetime import UTC, datetime

import pytest

from tests.people import PROGRAM
from tests.services.year import HEAD, NOW, settle
from tests.tampering import bend
from thidua.db.engine import forget_engines, reading, writing
from thidua.domain.access.permissions import Actor, Grant, Role
from thidua.domain.ground.errors import NotFound, NotPermitted, Refused
from thidua.domain.period.stage import Stage
from thidua.domain.period.windows import Window
from thidua.domain.vote.vote import Office
from thidua.services.covenant import covenants, drafts
from thidua.services.ground.work import Work
from thidua.services.period import windows
from thidua.services.verify import draft_trial, next_year


@pytest.fixture
def period(sqlite_url):
    return settle()


def do(service, period, actor=PROGRAM, **named):
    with writing() as session:
        return service(Work(session, actor, period, NOW), **named)


def seen(period, actor=PROGRAM):
    with reading() as session:
        return next_year.view(Work(session, actor, period, NOW))


def test_a_block_is_carried_into_its_next_year_step_by_step(period):
    with pytest.raises(NotFound, match="chép đơn vị trước"):
        do(next_year.start_draft, period)
    assert do(next_year.carry_members, period, without=("B",)) == 1
    assert [one.code for one in seen(period).joined] == ["A"]
    assert do(next_year.carry_members, period) == 1
    with pytest.raises(Refused, match="Không còn đơn vị"):
        do(next_year.carry_members, period)

    with reading() as session:
        told = next_year.changes(Work(session, PROGRAM, period, NOW))
    assert [(one.old, one.new) for one in told] == [("2025", "2026")]
    do(next_year.start_draft, period)
    there = seen(period).period
    assert seen(period).has_draft
    with reading() as session:
        lines = drafts.view(Work(session, PROGRAM, there, NOW)).lines
        old = covenants.draft(Work(session, HEAD, period, NOW))
    assert [one.title for one in lines if one.sheet.value == "criterion"] == [
        row.code for row in old.criteria
    ]
    do(next_year.note_office, period, unit="B", office=Office.HEAD)
    assert [(one.year, one.unit) for one in seen(period).offices] == [(2026, "B")]


def test_deadlines_go_a_year_on_and_what_is_set_there_stays(period):
    leap = datetime(2028, 2, 29, 10, tzinfo=UTC)
    assert Window(hard_deadline=leap).a_year_on.hard_deadline == datetime(
        2029, 2, 28, 10, tzinfo=UTC
    )
    ends = {Stage.SELF_SCORE: 5, Stage.VERIFY: 6}
    for stage, month in ends.items():
        window = Window(hard_deadline=datetime(2026, month, 30, 16, 59, tzinfo=UTC))
        do(windows.set_window, period, stage=stage, window=window)
    do(next_year.carry_members, period)
    there = seen(period).period
    own = Window(hard_deadline=datetime(2027, 7, 1, 16, 59, tzinfo=UTC))
    do(windows.set_window, there, stage=Stage.VERIFY, window=own)

    assert do(next_year.carry_deadlines, period) == 1
    with reading() as session:
        found = windows.windows(Work(session, PROGRAM, there, NOW))
    assert {stage: one.hard_deadline.isoformat() for stage, one in found.items()} == {
        Stage.SELF_SCORE: "2027-05-30T16:59:00+00:00",
        Stage.VERIFY: "2027-07-01T16:59:00+00:00",
    }


def test_the_chair_of_the_year_that_ends_reads_it_and_has_no_say_in_the_next(period):
    with pytest.raises(NotPermitted):
        do(next_year.carry_members, period, HEAD)
    do(next_year.carry_members, period)
    for service in (next_year.start_draft, next_year.carry_deadlines):
        with pytest.raises(NotPermitted):
            do(service, period, HEAD)
    with reading() as session:
        assert covenants.draft(Work(session, HEAD, period, NOW)).criteria


@pytest.mark.parametrize(
    ("stage", "seen_by"),
    [("verify", {"thư ký cũ"}), ("appraise", {"thư ký cũ", "đơn vị"})],
)
def test_a_year_is_tried_under_the_draft_by_whom_its_ranking_is_shown(period, stage, seen_by):
    do(next_year.carry_members, period)
    do(next_year.start_draft, period)
    there = seen(period).period
    bend(f"UPDATE block_year SET stage = '{stage}' WHERE year = 2025")
    bend("UPDATE covenant_draft SET shared = TRUE")
    forget_engines()
    new, old = (Grant(Role.SECRETARY, "K1", None, year) for year in (2026, 2025))
    people = {
        "thư ký mới": Actor("Thư ký mới", (new,)),
        "thư ký cũ": Actor("Thư ký cũ", (new, old)),
        "đơn vị": Actor("A", tuple(Grant(Role.UNIT_OFFICER, "K1", "A", y) for y in (2025, 2026))),
    }
    with reading() as session:
        found = {
            name
            for name, one in people.items()
            if draft_trial.year_of(Work(session, one, there, NOW)) is not None
        }

    assert found == seen_by
