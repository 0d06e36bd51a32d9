"""Từng đơn vị: added, corrected and taken out as a list would do it, and no more than that."""

import pytest
from sqlmodel import select

from tests.noting import noting
from tests.people import PROGRAM, acting
from tests.recorded import recorded
from tests.services.year import NOW, settle
from thidua.db.engine import reading, writing
from thidua.db.tables import Unit
from thidua.domain.access.permissions import Grant, Role
from thidua.domain.ground.errors import NotPermitted, Refused
from thidua.domain.ground.finding import Severity
from thidua.domain.period.roster import RosterRow
from thidua.domain.vote.vote import Office
from thidua.services.access import accounts
from thidua.services.ground.work import Work
from thidua.services.period import offices, rosters, single_units

OFFICE = acting(Role.STANDING_OFFICE)
NEW = {"code": "C", "name": "Phòng C", "short_name": "P. C", "kind": "phòng"}


@pytest.fixture
def period(sqlite_url):
    return settle()


def do(service, period, actor=OFFICE, **named):
    with writing() as session:
        service(Work(session, actor, period, NOW), **named)


def members(period):
    with reading() as session:
        return {one.code: one.name for one in rosters.members(Work(session, PROGRAM, period))}


def test_a_unit_is_added_corrected_and_taken_out(period):
    do(single_units.add, period, **NEW)
    do(single_units.correct, period, **{**NEW, "name": "Phòng Cờ"})
    assert members(period) == {"A": "Phòng A", "B": "Phòng B", "C": "Phòng Cờ"}
    with pytest.raises(Refused, match="lý do"):
        do(single_units.take_out, period, code="C", reason="")
    do(single_units.take_out, period, code="C", reason="Ghi nhầm khối")

    assert set(members(period)) == {"A", "B"}
    told = [(one.action, one.reason) for one in recorded("roster.")[-2:]]
    assert told == [("roster.changed", ""), ("roster.removed", "Ghi nhầm khối")]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"code": ""}, "ô «Mã đơn vị»: thiếu"),
        ({"name": " "}, "thiếu «Tên đơn vị»"),
        ({"code": "a"}, "^ô «Mã đơn vị»: mã «a» chỉ khác mã «A»"),
        ({"code": "A", "name": "Phòng A"}, "đã là thành viên"),
        ({"code": "K"}, "Mã K là của «Phòng K»"),
        ({"name": "Phòng  a"}, "^Ô «Tên đơn vị»: «Phòng a» cũng là tên của A trong khối này"),
    ],
)
def test_what_a_list_would_refuse_is_refused_at_its_cell(period, cells, said):
    other = RosterRow("K9", "Khối chín", "K", "Phòng K", "K", "phòng", 2025)
    with writing() as session:
        rosters.import_roster(Work(session, PROGRAM, now=NOW), rows=[other])

    with pytest.raises(Refused, match=said):
        do(single_units.add, period, **{**NEW, **cells})
    assert set(members(period)) == {"A", "B"}


def test_a_unit_with_anything_of_the_year_stays(period):
    with writing() as session:
        work = Work(session, PROGRAM, now=NOW)
        accounts.create(work, login="b", full_name="Lê B", password=None, must_change=False)
        accounts.give_role(work, login="b", grant=Grant(Role.UNIT_OFFICER, "K1", "B", 2025))
    with pytest.raises(Refused, match="tài khoản giữ vai trò của đơn vị"):
        do(single_units.take_out, period, code="B", reason="Nhầm")


def test_a_unit_that_holds_an_office_of_the_block_stays(period):
    with writing() as session:
        work = Work(session, PROGRAM, period, NOW)
        work.record(*offices.write(work, year=2025, office=Office.HEAD, unit="B", source=""))
    with pytest.raises(Refused, match="chức vụ trong khối"):
        do(single_units.take_out, period, code="B", reason="Nhầm")


def test_only_whoever_edits_the_list_may(period):
    for service, named in (
        (single_units.add, NEW),
        (single_units.correct, {**NEW, "code": "A"}),
        (single_units.take_out, {"code": "A", "reason": "x"}),
    ):
        with pytest.raises(NotPermitted):
            do(service, period, acting(Role.HEAD, "K1", 2025), **named)


def test_two_that_bear_one_name_already_are_told_of_until_one_is_renamed(period):
    with noting() as session:
        session.exec(select(Unit).where(Unit.code == "B")).one().name = "Phòng A"
    row = RosterRow("K1", "Khối một", "B", "Phòng A", "B", "phòng", 2025)
    with writing() as session:
        preview = rosters.preview_roster(Work(session, OFFICE, period, NOW), rows=[row])

    assert [(one.code, one.severity) for one in preview.findings] == [
        ("same_name_kept", Severity.WARNING)
    ]
    do(single_units.correct, period, **{**NEW, "code": "B", "name": "Phòng Bê"})
    assert members(period) == {"A": "Phòng A", "B": "Phòng Bê"}
