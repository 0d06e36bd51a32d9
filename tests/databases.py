"""Cơ sở dữ liệu của lần thử: each test has its own, a copy of one that was made once.

Making, migrating and filling take far longer than copying, and a fresh engine spends most of its
time compiling the statements the one before it had compiled already.
"""

import functools
import os
import shutil
import time
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any, Protocol, TypeVar

import psycopg
import pytest
from sqlalchemy import Dialect, Engine, create_engine, event, make_url

from thidua.db.engine import database_url, file_url, forget_engines, sqlite_file

TEMPLATE = "thidua_template"
"""Cơ sở dữ liệu mẫu trên PostgreSQL, upgraded and empty."""

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
_PATIENCE = 1200  # seconds; a browser that has to be installed takes the longest
_Function = TypeVar("_Function", bound=Callable[..., Any])


class Maker(Protocol):
    """Nơi làm cơ sở dữ liệu: copies of templates, on one of the two kinds."""

    def new(self, template: str) -> str:
        """Tạo mới: the address of a copy."""

    def renew(self, url: str, template: str) -> None:
        """Thay bằng bản sao của một mẫu khác, at the same address."""

    def keep(self, url: str) -> str:
        """Giữ làm mẫu: a template that is as this database is now."""

    def drop(self, url: str) -> None:
        """Xóa, whoever is still connected."""

    def mark(self, url: str) -> Hashable:
        """Dấu của hiện trạng: another one after anything was written."""


@dataclass(frozen=True)
class SqliteMaker:
    """SQLite: a template is a file with nothing beside it, and is named by its path.

    Copies keep the time of their template, so that `mark` tells whether one was written to.
    """

    folder: Path
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def new(self, template: str) -> str:
        """Tạo mới."""
        file = self.folder / f"{next(self.numbers)}" / "thidua.db"
        file.parent.mkdir()
        shutil.copy2(template, file)
        return file_url(file)

    def renew(self, url: str, template: str) -> None:
        """Thay bằng bản sao, once nobody has the file open any more."""
        shutil.copy2(template, _file(url))

    def keep(self, url: str) -> str:
        """Giữ làm mẫu: closing the last connection has put everything into the file."""
        kept = self.folder / f"mau-{next(self.numbers)}.db"
        shutil.copy2(_file(url), kept)
        return str(kept)

    def drop(self, url: str) -> None:
        """Xóa cả thư mục của nó."""
        shutil.rmtree(_file(url).parent, ignore_errors=True)

    def mark(self, url: str) -> Hashable:
        """Dấu của hiện trạng: when the file was written to, and what waits beside it."""
        file = _file(url)
        now, log = file.stat(), file.with_name(f"{file.name}-wal")
        return now.st_mtime_ns, now.st_size, log.stat().st_size if log.exists() else 0


def _file(url: str) -> Path:
    file = sqlite_file(url)
    assert file is not None
    return file


@dataclass(frozen=True)
class PostgresMaker:
    """PostgreSQL: one server for all workers of a run; a template is a database of its own."""

    url: str
    connection: psycopg.Connection
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def run(self, statement: str) -> list[Any]:
        """Chạy: one statement outside any test's database and any transaction."""
        answer = self.connection.execute(statement)
        return answer.fetchall() if answer.description else []

    def has(self, name: str) -> bool:
        """Đã có cơ sở dữ liệu mang tên này."""
        return bool(self.run(f"SELECT 1 FROM pg_database WHERE datname = '{name}'"))

    def url_of(self, name: str) -> str:
        """Địa chỉ of one database on this server."""
        return make_url(self.url).set(database=name).render_as_string(hide_password=False)

    def copy(self, name: str, template: str) -> None:
        """Sao thành cơ sở dữ liệu mang tên này; as files, since nobody reads it from a log."""
        self.run(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")

    def new(self, template: str) -> str:
        """Tạo mới."""
        name = f"thidua_{WORKER}_{next(self.numbers)}"
        self.copy(name, template)
        return self.url_of(name)

    def renew(self, url: str, template: str) -> None:
        """Thay bằng bản sao."""
        self.drop(url)
        self.copy(_name(url), template)

    def keep(self, url: str) -> str:
        """Giữ làm mẫu."""
        kept = f"thidua_{WORKER}_{next(self.numbers)}"
        self.copy(kept, _name(url))
        return kept

    def drop(self, url: str) -> None:
        """Xóa, whoever is still connected."""
        self.run(f"DROP DATABASE {_name(url)} WITH (FORCE)")

    def mark(self, url: str) -> Hashable:
        """Dấu của hiện trạng: whatever is written leaves an entry in the record."""
        with psycopg.connect(url.replace("+psycopg", "")) as connection:
            return connection.execute("SELECT max(position) FROM audit_entry").fetchone()


def _name(url: str) -> str:
    return str(make_url(url).database)


@dataclass
class _InUse:
    """Cơ sở dữ liệu của lần thử đang chạy: how it came to be as it is, while nothing else wrote."""

    maker: Maker
    url: str
    story: tuple[object, ...]


_in_use: list[_InUse] = []
_marks: dict[tuple[object, ...], Hashable] = {}
_prepared: dict[tuple[object, ...], tuple[str, Any]] = {}


@contextmanager
def in_use(maker: Maker, template: str, use: Callable[[str], str]) -> Iterator[str]:
    """Dùng một bản sao của mẫu này as the program's own database, and drop it afterwards."""
    url = maker.new(template)
    use(url)
    story = (type(maker), template)
    if story not in _marks:
        _marks[story] = maker.mark(url)
    _in_use.append(_InUse(maker, url, story))
    try:
        yield url
    finally:
        _in_use.pop()
        forget_engines()
        maker.drop(url)


def prepared(fill: _Function) -> _Function:
    """Dựng một lần: what this fills a database with is kept, and copied wherever it is called next.

    Only where the database came to be by such steps alone; after anything else was written there
    it runs as it stands. Its arguments tell one filling from another by how they are printed.
    """

    @functools.wraps(fill)
    def filled(*given: object, **named: object) -> object:
        now = _in_use[-1] if _in_use else None
        if now is None or database_url() != now.url or now.maker.mark(now.url) != _marks[now.story]:
            return fill(*given, **named)
        story = (*now.story, fill.__module__, fill.__qualname__, repr(given), repr(named))
        if story not in _prepared:
            made = fill(*given, **named)
            forget_engines()
            _prepared[story] = (now.maker.keep(now.url), made)
            _marks[story] = now.maker.mark(now.url)
        else:
            forget_engines()
            now.maker.renew(now.url, _prepared[story][0])
        now.story = story
        return _prepared[story][1]

    return filled  # type: ignore[return-value]


def share_compiled_statements(patch: pytest.MonkeyPatch) -> None:
    """Dịch câu lệnh một lần: every engine of the run goes on where the one before it stopped."""
    compiled: dict[Any, Any] = {}
    for module in ("thidua.db.engine", "thidua.db.scratch"):
        patch.setattr(f"{module}.create_engine", _sharing(compiled))


def _sharing(compiled: dict[Any, Any]) -> Callable[..., Engine]:
    """Mở với các câu đã dịch, of one dialect for each kind of database."""
    known: dict[str, Dialect] = {}

    def opened(address: str, **options: Any) -> Engine:
        made = create_engine(address, execution_options={"compiled_cache": compiled}, **options)
        name, own = made.dialect.name, made.dialect
        if name in known:
            made.dialect = known[name]
        else:  # shared once it has asked its database what that is, which not every engine does
            event.listen(made, "connect", lambda *_: known.setdefault(name, own))
        return made

    return opened


@contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    """Lần lượt: one worker of the run at a time; the next finds what the first has made."""
    lock, until = folder / "dang-lam", time.monotonic() + _PATIENCE
    while True:
        try:
            lock.mkdir()
            break
        except FileExistsError:
            assert time.monotonic() < until, f"{lock} không được trả lại"
            time.sleep(0.1)
    try:
        yield
    finally:
        lock.rmdir()
