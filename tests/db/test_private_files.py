"""Tệp riêng: what the program writes is for its own user alone, whatever the habits of the host."""

import os
import stat
from datetime import UTC, datetime

import pytest

from tests.people import PROGRAM
from thidua import ballot_box
from thidua.db.engine import data_folder, database_url, demo_url, forget_engines, writing
from thidua.db.upgrade import create
from thidua.domain.record.backup import BackupCause
from thidua.files import evidence_store
from thidua.services.access import first_run
from thidua.services.demo import fill as demo
from thidua.services.ground import store
from thidua.services.ground.work import Work
from thidua.services.record import backups

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows giữ quyền theo cách khác")

NOW = datetime(2026, 3, 20, 2, 0, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The data folder of a host where new files are everybody's to read."""
    monkeypatch.delenv("THIDUA_DATABASE_URL", raising=False)
    monkeypatch.setenv("THIDUA_DATA", str(tmp_path / "du-lieu"))
    before = os.umask(0o022)
    forget_engines()
    yield tmp_path / "du-lieu"
    forget_engines()
    os.umask(before)


def open_to_others(folder):
    """Whatever anybody but its owner may read, by its place in the folder."""
    return sorted(
        str(path.relative_to(folder.parent))
        for path in (folder, *folder.rglob("*"))
        if stat.S_IMODE(path.stat().st_mode) & 0o077
    )


def test_nobody_else_reads_the_data_its_keys_or_its_backups(folder):
    create()
    create(demo_url())
    first_run.code()
    with writing() as session:
        demo.fill(Work(session, PROGRAM, now=NOW))
    ballot_box.make(data_folder() / "hom-phieu", "1")
    copy = backups.make(database_url(), actor=PROGRAM, now=NOW, why=BackupCause.REQUEST)
    backups.restore(copy, url=database_url(), actor=PROGRAM, now=NOW)
    backups.make(
        database_url(),
        actor=PROGRAM,
        now=NOW,
        why=BackupCause.REQUEST,
        to=folder / "rieng" / "a.db",
    )

    assert open_to_others(folder) == []


def test_the_store_of_evidence_is_a_folder_nobody_else_enters(folder):
    create()
    evidence_store.keep(data_folder() / store.FILES, b"%PDF-1.7")

    assert stat.S_IMODE((data_folder() / store.FILES).stat().st_mode) == 0o700


def test_a_folder_that_was_there_stays_as_its_owner_set_it(folder):
    folder.mkdir(mode=0o750)

    create()

    assert stat.S_IMODE(folder.stat().st_mode) == 0o750
