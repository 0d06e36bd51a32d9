"""Nhận chức: a counted election offers the role; one press gives it, by a paper, to one of them."""

from dataclasses import replace
from fractions import Fraction

import pytest

from tests.people import PROGRAM, acting, make_account
from tests.recorded import recorded
from tests.services import nine_members as nine
from tests.services.nine_members import NO, NOW, UNITS, YES, cast, close, do, fresh, opened
from tests.services.year import DRAFT
from thidua.db.engine import reading, writing
from thidua.domain.access.permissions import Grant, Permission, Role, is_allowed
from thidua.domain.covenant.copying import copied
from thidua.domain.ground.errors import NotFound, NotPermitted, Refused
from thidua.domain.period.roster import RosterRow
from thidua.domain.vote.vote import Base, Office, Subject, Threshold
from thidua.services.access import accounts
from thidua.services.covenant import covenants
from thidua.services.ground.work import Work
from thidua.services.period import offices, rosters
from thidua.services.vote import taking_office

ROLE = Grant(Role.HEAD, "K1", None, 2026)
PAPER = "Biên bản 03/BB-KTĐ ngày 20/03/2026"
OFFER = {"block": "K1", "year": 2026, "office": Office.HEAD, "unit": "U2"}


def elect(office=Office.HEAD):
    rules = replace(
        nine.AWARD.rules, threshold=Threshold(Fraction(1, 2), Base.VALID, "Quy chế", above=True)
    )
    draft = replace(
        nine.AWARD, rules=rules, title="Bầu năm 2026", subject=Subject.OFFICE, office=office
    )
    vote = opened(draft)
    for unit in UNITS:
        cast(vote, unit, NO, YES)
    close(vote)


@pytest.fixture
def elected(database_url, tmp_path, monkeypatch):
    monkeypatch.setenv("THIDUA_DATA", str(tmp_path / "var"))
    nine.settle()
    elect()


def waiting(actor=PROGRAM):
    with reading() as session:
        return taking_office.waiting(Work(session, actor))


def give(login="u2", document=PAPER, actor=PROGRAM, **changes):
    with writing() as session:
        work = Work(session, actor, now=NOW)
        taking_office.give(work, **OFFER | changes, login=login, document=document)


def grants_of(login):
    with reading() as session:
        found = accounts.one(Work(session, PROGRAM), login=login)
    return set(found.grants)


@pytest.mark.both_databases
def test_the_role_waits_for_a_person_of_the_elected_unit_and_is_given_by_a_paper(elected):
    (offer,) = waiting()
    assert (offer.block, offer.year, offer.office, offer.unit, offer.vote) == (
        *("K1", 2026, Office.HEAD, "U2", "Bầu năm 2026"),
    )
    assert list(offer.people) == ["u2"]
    before = grants_of("u2")

    give()

    assert grants_of("u2") == before | {ROLE}
    assert waiting() == ()
    assert [one.reason for one in recorded("role.given")][-1:] == [PAPER]
    with pytest.raises(NotFound):
        give()


def test_nothing_is_given_without_the_paper_to_a_stranger_or_by_who_gives_no_roles(elected):
    for document in ("", "  "):
        with pytest.raises(Refused, match="văn bản giao nhiệm vụ"):
            give(document=document)
    for login in ("u1", "truong", "khong-co"):
        with pytest.raises(Refused, match="không phải cán bộ thi đua"):
            give(login)
    with pytest.raises(NotFound):
        give("u1", unit="U1")
    for role in (Role.HEAD, Role.SECRETARY, Role.STANDING_OFFICE):
        actor = acting(role, *(() if role is Role.STANDING_OFFICE else ("K1", 2025)))
        assert not is_allowed(actor, Permission.EDIT_ACCOUNTS)
        with pytest.raises(NotPermitted):
            waiting(actor)
        with pytest.raises(NotPermitted):
            give(actor=actor)
    assert ROLE not in grants_of("u2")


def test_a_deputy_leads_in_the_same_role_and_each_office_waits_by_itself(elected):
    elect(Office.DEPUTY)

    assert [one.office for one in waiting()] == [Office.HEAD, Office.DEPUTY]
    give(office=Office.DEPUTY)
    assert waiting() == ()  # the unit's own person leads the block now, in both offices


def test_a_unit_without_a_person_is_offered_nobody_and_the_next_years_person_is_found(elected):
    with writing() as session:
        work = Work(session, PROGRAM, now=NOW)
        accounts.end_role(work, login="u2", grant=Grant(Role.UNIT_OFFICER, "K1", "U2", 2025))
    (offer,) = waiting()
    assert offer.people == {}

    with writing() as session:
        make_account(session, "moi", Grant(Role.UNIT_OFFICER, "K1", "U2", 2026))
    (offer,) = waiting()
    assert list(offer.people) == ["moi"]
    give("moi")
    assert ROLE in grants_of("moi")


def test_what_was_only_noted_and_what_is_long_past_is_not_offered(elected):
    do(offices.note, year=2025, office=Office.HEAD, unit="U3")
    do(offices.note, year=2024, office=Office.HEAD, unit="U4", source="Biên bản 2024")
    assert [one.unit for one in waiting()] == ["U2"]

    rows = [RosterRow("K1", "Khối chín", "U1", "Đơn vị U1", "U1", "sở", 2027)]
    with writing() as session:
        rosters.import_roster(Work(session, PROGRAM, now=NOW), rows=rows)
        draft = copied(DRAFT, replace(fresh(), year=2027))
        covenants.adopt_covenant(Work(session, PROGRAM, now=NOW), draft=draft)
    assert waiting() == ()
