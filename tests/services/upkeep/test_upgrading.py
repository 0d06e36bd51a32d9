"""Nâng cấp dữ liệu: a copy before, a check after, and the old state back where it went wrong."""

import lzma
import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest

from tests.people import PROGRAM, acting
from tests.recorded import recorded
from tests.releases.test_releases import FOLDER, RELEASES
from thidua.db.engine import database_url, default_file, file_url, forget_engines, make_private
from thidua.db.upgrade import is_current
from thidua.domain.access.permissions import Role
from thidua.domain.ground.errors import NotPermitted, Refused
from thidua.services.record import backups
from thidua.services.upkeep import upgrading

NOW = datetime(2026, 12, 1, 2, 0, tzinfo=UTC)


@pytest.fixture
def old(tmp_path, monkeypatch):
    """Tệp dữ liệu do bản trước để lại."""
    forget_engines()
    monkeypatch.delenv("THIDUA_DATABASE_URL", raising=False)
    monkeypatch.setenv("THIDUA_DATA", str(tmp_path / "var"))
    make_private(default_file())
    content = (FOLDER / f"{RELEASES[-1]}.db.xz").read_bytes()
    default_file().write_bytes(lzma.decompress(content))
    yield default_file()
    forget_engines()


def shape(file):
    with closing(sqlite3.connect(file)) as opened:
        return opened.execute("SELECT version_num FROM alembic_version").fetchone()[0]


def bring_up(file, actor=PROGRAM):
    return upgrading.bring_up(file_url(file), actor=actor, now=NOW)


def test_it_is_copied_brought_up_checked_and_recorded_and_then_there_is_nothing_to_do(old):
    before = shape(old)

    copy = bring_up(old)

    assert (shape(copy), is_current()) == (before, True)
    (made,) = [one for one in recorded("backup.made") if one.new == copy.name]
    assert made.reason.startswith("trước khi nâng cấp")
    assert bring_up(old) is None
    assert len(backups.listed(database_url())) == 1


def test_what_went_wrong_leaves_the_data_as_they_were(old, monkeypatch):
    def half(url):
        with closing(sqlite3.connect(old)) as opened:
            opened.execute("DROP TABLE unit")
        raise RuntimeError

    before = shape(old), tables(old)
    monkeypatch.setattr(upgrading, "upgrade", half)

    with pytest.raises(Refused, match=r"dữ liệu đã trở lại như trước, bản sao ở «.*\.db»"):
        bring_up(old)

    assert (shape(old), tables(old)) == before


def tables(file):
    with closing(sqlite3.connect(file)) as opened:
        return sorted(name for (name,) in opened.execute("SELECT name FROM sqlite_master"))


def test_one_cut_off_before_its_check_is_checked_the_next_time_and_put_back_by_nobody(
    old, monkeypatch
):
    def killed(url):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(upgrading.integrity, "first_fault", killed)
        bring_up(old)
    assert is_current()
    with closing(sqlite3.connect(old)) as opened:
        opened.execute("UPDATE unit SET name = name || 'x'")
        opened.commit()

    with pytest.raises(Refused, match=r"đã ở bản hiện tại nhưng không toàn vẹn: .*sao-luu"):
        bring_up(old)

    assert (is_current(), len(backups.listed(database_url()))) == (True, 1)


def test_nothing_is_brought_up_under_a_program_that_runs_or_for_who_may_not(old):
    with closing(sqlite3.connect(old)) as running:
        running.execute("BEGIN IMMEDIATE")
        with pytest.raises(Refused, match="Hãy tắt phần mềm đang chạy"):
            bring_up(old)
    with pytest.raises(NotPermitted):
        bring_up(old, actor=acting(Role.AUDITOR))
    assert backups.listed(database_url()) == []


def test_a_program_that_starts_on_old_data_copies_them_first(old):
    before = shape(old)

    copy = upgrading.at_start(file_url(old), actor=PROGRAM, now=NOW)

    assert (shape(copy), is_current()) == (before, True)
    assert upgrading.at_start(file_url(old), actor=PROGRAM, now=NOW) is None
