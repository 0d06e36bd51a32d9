"""Tài khoản: what is too long is refused in words before it reaches the database."""

import unicodedata
from datetime import UTC, datetime

import pytest

from tests.noting import noting
from tests.people import PROGRAM
from thidua.db.engine import reading, writing
from thidua.db.tables import Account
from thidua.domain.access.account import LONGEST_FULL_NAME, LONGEST_LOGIN, record_name
from thidua.domain.access.permissions import Actor, Grant, Role
from thidua.domain.ground.errors import Refused
from thidua.domain.ground.text import LONGEST_NAME
from thidua.domain.period.roster import RosterRow
from thidua.services.access import accounts, logins, sign_in
from thidua.services.access.accounts import Sought
from thidua.services.ground.work import Work
from thidua.services.period import rosters

NOW = datetime(2026, 11, 1, 2, 0, tzinfo=UTC)
LOGIN = "a" * LONGEST_LOGIN


def create(login, full_name, actor=PROGRAM):
    with writing() as session:
        work = Work(session, actor, now=NOW)
        accounts.create(work, login=login, full_name=full_name, password=None)


@pytest.mark.both_databases
def test_who_has_the_longest_name_and_login_may_write(database_url):
    name = "ễ" * LONGEST_FULL_NAME
    create(LOGIN, name)
    longest = Actor(record_name(name, LOGIN), (Grant(Role.ADMINISTRATOR),), LOGIN)
    assert len(longest.name) == LONGEST_NAME

    create("b", "Người Bê", longest)


@pytest.mark.both_databases
def test_a_longer_name_or_identity_is_refused_in_words(database_url):
    with pytest.raises(Refused, match=f"Họ tên dài {LONGEST_FULL_NAME + 1} ký tự"):
        create("c", "x" * (LONGEST_FULL_NAME + 1))
    create("c", "Người Xê")
    with writing() as session, pytest.raises(Refused, match="Danh tính dài 301 ký tự"):
        work = Work(session, PROGRAM, now=NOW)
        accounts.link_subject(work, login="c", subject="s" * (LONGEST_NAME + 1))


PEOPLE = {
    "an.dao": "Đào Văn An",
    "binh.nguyen": "Nguyễn Thị Bình",
    "ca": "NGUYỄN ĐỨC CẢ",
    "phan_tram": "Người 100%",
}


@pytest.fixture
def people(database_url):
    with writing() as session:
        work = Work(session, PROGRAM, now=NOW)
        units = (("STC", "Sở Tài chính"), ("SNV", "Sở Nội vụ"))
        rows = [RosterRow("K1", "Khối 1", code, name, code, "Sở", 2026) for code, name in units]
        rosters.import_roster(work, rows=rows)
        for login, name in PEOPLE.items():
            accounts.create(work, login=login, full_name=name, password=None)
        officer = Grant(Role.UNIT_OFFICER, "K1", "STC", 2026)
        accounts.give_role(work, login="an.dao", grant=officer)
        ended = Grant(Role.UNIT_OFFICER, "K1", "SNV", 2026)
        accounts.give_role(work, login="ca", grant=ended)
        accounts.end_role(work, login="ca", grant=ended)
        accounts.set_active(work, login="ca", active=False, seen=1)


def page(words="", role=None, at=0):
    with reading() as session:
        sought = Sought(words=words, role=role)
        return accounts.page(Work(session, PROGRAM, now=NOW), sought=sought, page=at)


@pytest.mark.both_databases
@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", ["an.dao", "binh.nguyen", "ca", "phan_tram"]),
        ("nguyễn", ["binh.nguyen", "ca"]),
        ("NGUYỄN bình", ["binh.nguyen"]),
        ("đào an", ["an.dao"]),
        ("đức", ["ca"]),
        ("Binh.N", ["binh.nguyen"]),
        ("stc", ["an.dao"]),
        ("sở tài chính đào", ["an.dao"]),
        ("snv", []),
        ("%", ["phan_tram"]),
        ("_", ["phan_tram"]),
        ("không ai", []),
    ],
)
def test_accounts_are_found_by_words_of_the_name_the_login_or_the_unit(people, words, found):
    answer = page(words)

    assert [one.login for one in answer.people] == found
    assert (answer.found, answer.total, answer.active) == (len(found), 4, 3)


@pytest.mark.both_databases
def test_accounts_are_found_by_a_role_that_is_held_now(people):
    (officer,) = page(role=Role.UNIT_OFFICER).people

    assert (officer.login, officer.grants) == (
        "an.dao",
        (Grant(Role.UNIT_OFFICER, "K1", "STC", 2026),),
    )
    assert page("nguyễn", Role.UNIT_OFFICER).found == 0


def test_a_page_holds_so_many_accounts_and_the_next_goes_on(people, monkeypatch):
    monkeypatch.setattr(accounts, "PAGE", 3)

    pages = [page(at=at) for at in range(3)]

    assert [[one.login for one in answer.people] for answer in pages] == [
        ["an.dao", "binh.nguyen", "ca"],
        ["phan_tram"],
        [],
    ]
    assert {answer.found for answer in pages} == {4}


FOREIGN = ("nguyễn", "ΑΝ.lê", "Thư.Trần")


def test_a_stored_login_with_foreign_letters_stays_reachable(database_url):
    """Whatever the comparison of codes sets aside, what was given once opens."""
    with noting() as session:
        for login in FOREIGN:
            session.add(
                Account(login=login, full_name="Người cũ", created_at=NOW, created_by="Bản trước")
            )
    for login in FOREIGN:
        for typed in (login, login.upper(), unicodedata.normalize("NFD", login), f" {login} "):
            with reading() as session:
                assert logins.stored(session, typed) == login
                assert sign_in.begin(session, login=typed, now=NOW).login == login
        with writing() as session:
            work = Work(session, PROGRAM, now=NOW)
            accounts.set_active(work, login=login, active=False, seen=1)
    with reading() as session:
        assert logins.stored(session, "an.le") is None
        assert logins.stored(session, "an.lê") == "ΑΝ.lê"


def test_of_two_that_look_the_same_only_the_very_name_is_meant(database_url):
    with noting() as session:
        for login in ("lê", "LÊ"):
            session.add(
                Account(login=login, full_name="Ai đó", created_at=NOW, created_by="Bản trước")
            )
    with reading() as session:
        assert logins.stored(session, "LÊ") == "LÊ"
        assert logins.stored(session, "Lê") == "lê"
