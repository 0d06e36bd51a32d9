"""Khối mẫu ở riêng: whatever is pressed there, the real folder stays as it was, byte by byte."""

import hashlib
import shutil
from datetime import UTC, datetime

import pytest
from sqlmodel import select
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import PAGES
from thidua.db.engine import (
    data_folder,
    database_url,
    demo_folder,
    demo_url,
    folder_of,
    forget_engines,
    reading,
    sqlite_file,
    writing,
)
from thidua.db.tables import Account
from thidua.domain.law.layers import LOCAL_FOLDER
from thidua.services.access import sign_in
from thidua.services.access.accounts import actor_of
from thidua.services.demo import people as demo_people
from thidua.services.ground.work import Work
from thidua.services.law import law
from thidua.services.period import rosters
from thidua.services.record import backups, integrity
from thidua.services.scoring import evidence, evidence_changes
from thidua.services.vote import votes
from thidua.web import identity

NOW = datetime.now(UTC)


@pytest.fixture
def both(fresh_data, tmp_path, monkeypatch):
    """Dữ liệu thật, with a file in each of its folders, and the demo beside it."""
    monkeypatch.delenv("THIDUA_DATABASE_URL", raising=False)
    monkeypatch.setenv("THIDUA_DATA", str(tmp_path / "var"))
    shutil.copytree(fresh_data, tmp_path / "var")
    for folder in ("minh-chung", "sao-luu", votes.KEYS, LOCAL_FOLDER):
        (data_folder() / folder).mkdir(exist_ok=True)
        (data_folder() / folder / "that.txt").write_text("thật", encoding="utf-8")
    yield
    forget_engines()


def real():
    """Mọi tệp thật; what SQLite shares among those who read says nothing of the data."""
    demo = sqlite_file(demo_url())
    return {
        path.relative_to(data_folder()).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in data_folder().rglob("*")
        if path.is_file()
        and demo_folder() not in path.parents
        and not path.name.startswith(demo.name)
        and not path.name.endswith("-shm")
        and not (path.name.endswith("-wal") and path.stat().st_size == 0)
    }


def acting(session, login):
    account = session.exec(select(Account).where(Account.login == login)).one()
    return actor_of(session, account)


def entered(monkeypatch, login):
    with writing(demo_url()) as session:
        token = sign_in.enter_demo(session, login=login, now=NOW)
    monkeypatch.setattr(identity, "cookie", lambda: identity.DEMO_MARK + token)


def press(at, label):
    next(one for one in at.button if one.label == label).click().run()
    assert not at.exception and [one.value for one in at.error] == []


def test_what_is_done_in_the_demo_leaves_the_real_folder_as_it_was(both, monkeypatch):
    before = real()
    assert {"thidua.db", "minh-chung/that.txt"} <= before.keys()

    entered(monkeypatch, "quan-tri")
    at = AppTest.from_file(str(PAGES / "he_thong.py"), default_timeout=60).run()
    press(at, "Sao lưu ngay")
    (copy,) = backups.listed(demo_url())
    assert copy.file.is_relative_to(demo_folder()) and backups.listed(database_url()) == []
    assert copy.file.name in at.dataframe[0].value.to_csv()

    with writing(demo_url()) as session:
        work = Work(session, acting(session, "quan-tri"), now=NOW)
        period = rosters.period(work, block="KTD-STC", year=2025)
        evidence_changes.add_file(
            work.at(period),
            unit=demo_people.OFFICERS[0].unit,
            file_name="anh.pdf",
            content=b"%PDF-1.7 mau",
        )
        law.layers(session)
        assert evidence.folder(session) == demo_folder() / "minh-chung"
        assert folder_of(session) == demo_folder()
    backups.before_move(demo_url(), actor=work.actor, period=period, now=NOW)
    for name in ("tong_quan", "cham_diem", "binh_xet", "du_lieu_ca_nhan"):
        assert not AppTest.from_file(str(PAGES / f"{name}.py"), default_timeout=60).run().exception
    with reading(demo_url()) as session:
        checked = integrity.verdicts(Work(session, work.actor))
    assert [one.fault for one in checked if not one.holds] == []

    assert real() == before


def test_a_cookie_of_the_demo_opens_nothing_real(both):
    with writing(demo_url()) as session:
        token = sign_in.enter_demo(session, login="quan-tri", now=NOW)
    before = real()

    assert identity.ticket(identity.DEMO_MARK + token).url == demo_url()
    with reading(identity.ticket(token).url) as session, pytest.raises(identity.NotSignedIn):
        identity.person(session, identity.ticket(token))
    assert real() == before


def test_a_demo_whose_files_lay_among_the_real_ones_is_made_anew(both):
    from thidua.web import start  # noqa: PLC0415 - it loads what makes the demo

    demo, mine = sqlite_file(demo_url()), data_folder() / "minh-chung" / "that.txt"
    shutil.rmtree(demo_folder())
    start._create_demo()

    assert demo.with_name(f"{demo.name}.cu").exists() and demo_folder().is_dir()
    assert mine.read_text(encoding="utf-8") == "thật"
