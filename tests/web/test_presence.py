"""Hiện diện: who holds the session, that typing renews it and that looking does not."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from tests.people import PROGRAM, make_account
from thidua import passwords
from thidua.db.engine import reading, writing
from thidua.db.tables import SignIn
from thidua.domain.access.permissions import Grant, Role
from thidua.services.access import accounts
from thidua.services.ground.work import Work
from thidua.web.gate import PRESENCE_PATH
from thidua.web.identity import COOKIE, SIGN_IN_PATH, mark, ticket

PASSWORD = "con đường mùa thu"


@pytest.fixture
def officer(running):
    """A browser in which an officer has just signed in."""
    with writing() as session:
        make_account(session, "an.nguyen", Grant(Role.ADMINISTRATOR), password=PASSWORD)
    running.post(SIGN_IN_PATH, data={"ten": "an.nguyen", "mat-khau": PASSWORD})
    return running


def idle(minutes):
    """Nghỉ chừng này phút; returns when the session was last used."""
    with writing() as session:
        held = session.exec(select(SignIn)).one()
        held.used_at = datetime.now(UTC) - timedelta(minutes=minutes)
        session.add(held)
        return held.used_at


def used_at():
    with reading() as session:
        return session.exec(select(SignIn.used_at)).one()


def test_it_names_the_person_and_the_session_without_its_secret(officer):
    answer = officer.get(PRESENCE_PATH)
    token = officer.cookies[COOKIE]

    assert answer.json() == {
        "nguoi": "an.nguyen",
        "mau": False,
        "phien": mark(ticket(token)),
        "doi": False,
    }
    assert token not in answer.text
    assert answer.headers["cache-control"] == "no-store"


def test_looking_renews_nothing_and_typing_does(officer):
    before = idle(100)
    assert officer.get(PRESENCE_PATH).status_code == 200
    assert used_at() == before

    assert officer.post(PRESENCE_PATH).status_code == 200
    assert datetime.now(UTC) - used_at() < timedelta(minutes=1)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_ended_session_is_not_brought_back(officer, method):
    before = idle(121)

    answer = officer.request(method, PRESENCE_PATH)

    assert (answer.status_code, answer.json()) == (401, {"ngoai": None})
    assert used_at() == before


def test_a_stranger_learns_only_the_door(running, monkeypatch):
    monkeypatch.setenv("THIDUA_OIDC_ISSUER", "https://id.tinh.vn")
    monkeypatch.setenv("THIDUA_OIDC_CLIENT_ID", "thidua")
    monkeypatch.setenv("THIDUA_OIDC_CLIENT_SECRET", "bi-mat")
    monkeypatch.setenv("THIDUA_OIDC_LABEL", "Tài khoản của tỉnh")

    answer = running.get(PRESENCE_PATH)

    outside = {"dia-chi": "/dang-nhap-mot-lan", "ten": "Tài khoản của tỉnh"}
    assert (answer.status_code, answer.json()) == (401, {"ngoai": outside})


def test_another_site_cannot_keep_a_session_alive(officer):
    before = idle(100)

    answer = officer.post(PRESENCE_PATH, headers={"origin": "https://evil.example"})

    assert answer.status_code == 403
    assert used_at() == before


def test_a_password_to_be_changed_first_is_told(officer):
    with writing() as session:
        accounts.create(
            Work(session, PROGRAM, now=datetime.now(UTC)),
            login="binh",
            full_name="Người mới",
            password=passwords.new(PASSWORD),
            must_change=True,
        )
    officer.cookies.clear()
    officer.post(SIGN_IN_PATH, data={"ten": "binh", "mat-khau": PASSWORD})

    assert officer.get(PRESENCE_PATH).json()["doi"] is True
