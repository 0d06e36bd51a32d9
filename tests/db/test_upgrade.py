"""Nâng cấp: one way up from nothing, the same for everyone who tries at once."""

import io
import logging
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.script import ScriptDirectory
from sqlmodel import SQLModel

from tests.tampering import tampering
from thidua.db.engine import ROOT, engine, file_url, forget_engines, sqlite_file, writing
from thidua.db.tables import AuditEntry, Block
from thidua.db.upgrade import (
    MIGRATIONS,
    OLD_FORM,
    configuration,
    create,
    is_current,
    newest,
    upgrade,
)
from thidua.domain.ground.errors import NotReady

pytestmark = pytest.mark.both_databases

TABLES = set(SQLModel.metadata.tables)


def tables():
    """Tên các bảng trong cơ sở dữ liệu."""
    return set(sa.inspect(engine()).get_table_names()) - {"alembic_version"}


def quiet(url):
    """Cấu hình that keeps what Alembic says to itself."""
    config = configuration(url)
    config.stdout = config.output_buffer = io.StringIO()
    return config


def test_the_newest_shape_is_told_by_the_names_of_the_migrations():
    known = ScriptDirectory.from_config(configuration())

    assert newest() == known.get_current_head()
    assert {script.revision for script in known.walk_revisions()} == {
        file.name.partition("_")[0] for file in (MIGRATIONS / "versions").glob("[0-9]*.py")
    }


def test_upgrade_makes_exactly_the_tables_of_the_program(blank_url):
    upgrade(blank_url)

    assert tables() == TABLES
    command.check(quiet(blank_url))


def test_is_current_tells_whether_an_upgrade_is_due(blank_url):
    assert not is_current(blank_url)
    upgrade(blank_url)
    assert is_current(blank_url)
    assert is_current()


def test_asking_creates_no_file(blank_sqlite_url):
    is_current(blank_sqlite_url)

    assert not sqlite_file(blank_sqlite_url).exists()


def test_asking_is_one_statement(database_url):
    is_current()
    statements = []
    sa.event.listen(engine(), "before_cursor_execute", lambda *given: statements.append(given[2]))

    assert is_current()
    assert [said for said in statements if said != "BEGIN"] == [
        "SELECT version_num FROM alembic_version"
    ]


def test_upgrading_twice_changes_nothing(database_url):
    with tampering() as session:
        session.add(Block(code="K1", name="Khối 1"))
    upgrade(database_url)
    command.upgrade(quiet(database_url), "head")

    with writing() as session:
        assert session.scalars(sa.select(Block.code)).all() == ["K1"]


def test_down_to_nothing_and_up_again(database_url):
    command.downgrade(quiet(database_url), "base")
    assert tables() == set()
    assert not is_current(database_url)

    upgrade(database_url)
    assert tables() == TABLES
    command.check(quiet(database_url))


def test_the_migrations_build_what_the_tables_say(blank_sqlite_url, tmp_path):
    """Word for word, so that checks and conditions of indexes agree too, which Alembic skips."""
    straight = file_url(tmp_path / "straight.db")
    SQLModel.metadata.create_all(engine(straight))
    upgrade(blank_sqlite_url)

    def shape(url):
        statement = (
            "SELECT sql FROM sqlite_master"
            " WHERE type IN ('table', 'index') AND name <> 'alembic_version' AND sql IS NOT NULL"
        )
        with engine(url).connect() as connection:
            made = connection.scalars(sa.text(statement)).all()
        return {tuple(sorted(pieces(said))) for said in made}

    def pieces(said):
        """Columns and constraints, without how SQLite writes a copied name or an added column."""
        apart = r"\n|, (?=\w+ (?:BOOLEAN|DATETIME|DATE|VARCHAR|TEXT|INTEGER))| (?=CONSTRAINT )"
        words = re.split(apart, said.replace('"', ""))
        return [word.strip(" \t,") for word in words if word.strip(" \t,)")]

    assert shape(blank_sqlite_url) == shape(straight)


def test_create_makes_the_folder(tmp_path):
    url = file_url(tmp_path / "thi đua 100%" / "năm" / "thidua.db")
    create(url)

    assert is_current(url)
    forget_engines()


@pytest.mark.parametrize("scheme", ["postgres", "postgresql"])
def test_short_addresses_are_upgraded_too(blank_postgres_url, scheme):
    short = blank_postgres_url.replace("postgresql+psycopg", scheme)
    upgrade(short)

    assert is_current(short)


def test_a_failing_migration_leaves_nothing_behind(blank_url, monkeypatch):
    def fail(*given, **named):
        raise RuntimeError("hỏng")

    with monkeypatch.context() as broken:
        broken.setattr("alembic.operations.Operations.create_index", fail)
        with pytest.raises(RuntimeError, match="hỏng"):
            upgrade(blank_url)
    assert tables() == set()
    assert not is_current(blank_url)

    upgrade(blank_url)
    assert tables() == TABLES


def test_a_database_of_a_newer_program_is_left_alone(database_url):
    with writing() as session:
        session.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))

    assert not is_current()
    with pytest.raises(NotReady, match="phiên bản mới hơn"):
        upgrade(database_url)
    assert tables() == TABLES


def test_after_an_upgrade_foreign_keys_are_watched(blank_url):
    upgrade(blank_url)

    with pytest.raises(sa.exc.IntegrityError), writing() as session:
        session.execute(
            sa.text("INSERT INTO membership (block_id, unit_id, year) VALUES (4, 5, 2025)")
        )


def test_upgrade_leaves_logging_as_it_is(blank_url):
    root, ours = logging.getLogger(), logging.getLogger("thidua.thử")
    before = (root.level, list(root.handlers), ours.disabled)
    upgrade(blank_url)

    assert (root.level, list(root.handlers), ours.disabled) == before


def test_many_processes_upgrade_at_once(blank_url):
    program = (
        "from thidua.db import engine, upgrade\n"
        f"upgrade.upgrade({blank_url!r})\n"
        "engine.forget_engines()\n"
    )
    started = [
        subprocess.Popen(
            [sys.executable, "-W", "error", "-c", program],
            cwd=ROOT,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    said = [process.communicate(timeout=600)[1] for process in started]

    assert said == [""] * 4
    assert [process.returncode for process in started] == [0] * 4
    assert is_current(blank_url)


def test_many_threads_upgrade_at_once(blank_url):
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(upgrade, [blank_url] * 6))

    assert is_current(blank_url)


def test_a_killed_upgrade_does_not_bar_the_next(blank_sqlite_url):
    program = (
        "import os\n"
        "from thidua.db.upgrade import migrating\n"
        f"with migrating({blank_sqlite_url!r}) as connection:\n"
        "    connection.exec_driver_sql('CREATE TABLE half (id INTEGER)')\n"
        "    os._exit(9)\n"
    )
    killed = subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False)
    assert killed.returncode == 9

    upgrade(blank_sqlite_url)
    assert tables() == TABLES


def test_a_new_database_has_an_empty_record(database_url):
    with writing() as session:
        assert session.scalars(sa.select(AuditEntry)).all() == []


@pytest.mark.parametrize("revision", ["0001", "0003", "0005"])
def test_a_record_of_sentences_is_refused_with_what_to_do(blank_url, revision):
    with engine(blank_url).execution_options(writes=True).begin() as connection:
        connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32))")
        connection.exec_driver_sql(f"INSERT INTO alembic_version VALUES ('{revision}')")

    with pytest.raises(NotReady) as refused:
        upgrade(blank_url)

    assert str(refused.value) == OLD_FORM.format(engine(blank_url).url.database)
    assert tables() == set()
    with pytest.raises(NotReady, match="dạng cũ"):
        is_current(blank_url)
