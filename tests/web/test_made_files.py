"""Tệp vừa làm: made at the click, for whoever the browser stands for then, and for nobody else."""

from datetime import UTC, datetime

import pytest
from sqlmodel import select
from streamlit.runtime.media_file_storage import MediaFileKind
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

from tests.noting import noting
from tests.people import PROGRAM, make_account
from tests.recorded import recorded
from thidua.db.engine import database_url, reading, writing
from thidua.db.tables import Account
from thidua.domain.access.permissions import Grant, Permission, Role, require
from thidua.domain.ground.errors import NotPermitted, NotSignedIn
from thidua.domain.period.period import BlockPeriod
from thidua.services.access import accounts, sign_in
from thidua.services.ground.work import Work
from thidua.ui.frame import page
from thidua.ui.widgets import downloads
from thidua.web import identity, made_files
from thidua.web.identity import COOKIE, SIGN_IN_PATH, Ticket

PASSWORD = "con đường mùa thu"
NOW = datetime.now(UTC)
PERIOD = BlockPeriod(id=1, block_code="K1", block_name="Khối một", year=2025)


@pytest.fixture
def people(running):
    with writing() as session:
        make_account(session, "an", Grant(Role.STANDING_OFFICE), password=PASSWORD)
        make_account(session, "binh", Grant(Role.AUDITOR), password=PASSWORD)
    return running


def enter(client, login):
    client.cookies.clear()
    answer = client.post(SIGN_IN_PATH, data={"ten": login, "mat-khau": PASSWORD})
    assert answer.status_code == 303
    return client.cookies[COOKIE]


def secret_book(work):
    require(work.actor, Permission.EDIT_COVENANT, work.period)
    return b"PK so mat cua " + work.actor.account.encode()


def making(cookie, monkeypatch):
    """What a download button keeps until it is clicked."""
    held = Ticket(database_url(), cookie, is_demo=False)
    monkeypatch.setattr(identity, "current", lambda: held)
    with reading() as session:
        actor = sign_in.known(session, token=cookie, now=NOW).actor
        ctx = page.Context(
            session=session, actor=actor, periods=(PERIOD,), chosen=PERIOD, url=held.url
        )
        return downloads._making(secret_book, "so.xlsx", downloads._XLSX, ctx)


def test_only_who_made_a_file_may_open_it(people, monkeypatch):
    content = making(enter(people, "an"), monkeypatch)()
    storage = MemoryMediaFileStorage("/media")
    name = storage.load_and_get_id(content, downloads._XLSX, MediaFileKind.DOWNLOADABLE, "so.xlsx")
    address = f"/media/{name}.xlsx"

    assert "Không có tệp nào" not in people.get(address).text
    enter(people, "binh")
    answer = people.get(address)
    assert (answer.status_code, answer.text) == (
        404,
        "Không có tệp nào ở địa chỉ này, hoặc bạn không được xem.",
    )
    assert not made_files.is_kept_from("/media/khac.png", (database_url(), "binh"))


def test_a_file_is_made_with_the_rights_of_the_moment_it_is_asked_for(people, monkeypatch):
    make = making(enter(people, "an"), monkeypatch)
    assert make() == b"PK so mat cua an"

    with writing() as session:
        accounts.end_role(
            Work(session, PROGRAM, now=NOW), login="an", grant=Grant(Role.STANDING_OFFICE)
        )
    with pytest.raises(NotPermitted):
        make()

    (tried,) = recorded("refused")
    assert (tried.actor, tried.reason) == ("Người an (an)", "không có quyền: việc khác")


def test_no_file_is_made_for_who_was_switched_off(people, monkeypatch):
    make = making(enter(people, "an"), monkeypatch)
    assert make() == b"PK so mat cua an"

    with noting() as session:
        session.exec(select(Account).where(Account.login == "an")).one().active = False

    with pytest.raises(NotSignedIn):
        make()


def test_what_is_saved_is_saved_with_the_roles_held_at_that_moment(people, monkeypatch):
    """The page was drawn before the role was withdrawn, as when a save waits for its turn."""
    held = Ticket(database_url(), enter(people, "an"), is_demo=False)
    monkeypatch.setattr(identity, "current", lambda: held)
    monkeypatch.setattr(page.st, "rerun", lambda: None)
    with reading() as session:
        actor = sign_in.known(session, token=held.token, now=NOW).actor
        ctx = page.Context(
            session=session, actor=actor, periods=(PERIOD,), chosen=PERIOD, url=held.url
        )
    done = []

    def save(work):
        require(work.actor, Permission.EDIT_COVENANT, PERIOD)
        done.append(work.actor.account)

    ctx.act(save, "Đã lưu.")
    with writing() as session:
        grant = Grant(Role.STANDING_OFFICE)
        accounts.end_role(Work(session, PROGRAM, now=NOW), login="an", grant=grant)
    with pytest.raises(NotPermitted):
        ctx.act(save, "Đã lưu.")

    assert done == ["an"]
    (tried,) = recorded("refused")
    assert (tried.actor, tried.reason) == ("Người an (an)", "không có quyền: việc khác")
