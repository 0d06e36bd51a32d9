"""Tài khoản: what is too long is refused in words before it reaches the database."""

from datetime import UTC, datetime

import pytest

from tests.people import PROGRAM
from thidua.db.engine import writing
from thidua.domain.access.account import LONGEST_FULL_NAME, LONGEST_LOGIN, record_name
from thidua.domain.access.permissions import Actor, Grant, Role
from thidua.domain.ground.errors import Refused
from thidua.domain.ground.text import LONGEST_NAME
from thidua.services.access import accounts
from thidua.services.ground.work import Work

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
