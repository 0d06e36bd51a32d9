"""Nâng cấp: brings a database to the newest shape, one process at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from thidua.db.engine import database_url, engine, make_private, normalised, sqlite_file
from thidua.domain.ground.errors import NotReady
from thidua.later import Later

if TYPE_CHECKING:
    from alembic import command, config, util
    from alembic.script import revision
else:
    command, config, util = Later("alembic.command"), Later("alembic.config"), Later("alembic.util")
    revision = Later("alembic.script.revision")

MIGRATIONS = Path(__file__).parent / "migrations"
PATIENCE = 600
"""Kiên nhẫn: how many seconds to wait while another process upgrades the same SQLite file."""

_POSTGRESQL_LOCK = 0x746869647561  # «thidua» in ASCII: a number no other program means

_CURRENT = "is_current"

_OLD_FORMS = frozenset({"0001", "0002", "0003", "0004", "0005"})

OLD_FORM = (
    "Cơ sở dữ liệu «{}» có nhật ký dạng cũ (ghi câu chữ, không ghi giá trị), bản phần mềm này "
    "không mở được. Hãy dùng bản phần mềm đã tạo ra nó để tải danh sách đơn vị, sổ giao ước, bảng "
    "điểm và gói nhật ký, giữ lại các tệp cá nhân, dữ kiện, quá trình khen thưởng đã nhập; đổi tên "
    "tệp cũ (hoặc chọn cơ sở dữ liệu khác ở THIDUA_DATABASE_URL), mở lại phần mềm để tạo cơ sở dữ "
    "liệu mới, rồi nhập các tệp đó và lập lại tài khoản."
)

_alembic_context = Lock()  # Alembic keeps the migration under way in one variable per process


def create(url: str | None = None) -> None:
    """Tạo cơ sở dữ liệu: make a SQLite file that only its owner reads, then upgrade."""
    file = sqlite_file(url or database_url())
    if file is not None:
        make_private(file)
    upgrade(url)


def upgrade(url: str | None = None) -> None:
    """Nâng cấp: every missing migration or none; other processes wait, then find nothing to do.

    NotReady when a newer version of the program made this database, or one whose record kept
    sentences, which nothing can turn into values.
    """
    if is_current(url):
        return
    with _alembic_context:
        try:
            command.upgrade(configuration(url), "head")
        except util.CommandError as problem:
            if isinstance(problem.__cause__, revision.ResolutionError):
                raise NotReady(
                    "Cơ sở dữ liệu do một phiên bản mới hơn của phần mềm tạo ra; "
                    "hãy cập nhật phần mềm rồi mở lại."
                ) from problem
            raise


def is_current(url: str | None = None) -> bool:
    """Đã nâng cấp: whether this database has exactly the newest shape; never creates a file.

    NotReady, with what to do, for one whose record kept sentences.
    """
    address = url or database_url()
    if not is_there(address):
        return False
    with engine(address).connect() as connection:
        return _is_current(connection)


def is_newer(url: str) -> bool:
    """Dạng lạ: a migration stands in it that this program does not have."""
    with engine(url).connect() as connection:
        return not _known().issuperset(_revisions(connection))


def is_blank(url: str) -> bool:
    """Chưa có gì: no database, or one in which nothing was ever made."""
    if not is_there(url):
        return True
    with engine(url).connect() as connection:
        return not _revisions(connection)


def is_there(url: str) -> bool:
    """Có tệp dữ liệu: a SQLite file exists; of a database server that is only known by asking."""
    file = sqlite_file(url)
    return file is None or file.exists()


def require_current(session: Session) -> None:
    """Yêu cầu đã nâng cấp: NotReady otherwise; an open connection is asked only once."""
    connection = session.connection()
    if not connection.info.get(_CURRENT):
        if not _is_current(connection):
            raise NotReady
        connection.info[_CURRENT] = True


def _is_current(connection: Connection) -> bool:
    revisions = _revisions(connection)
    if _OLD_FORMS.intersection(revisions):
        raise NotReady(OLD_FORM.format(connection.engine.url.database))
    return revisions == [newest()]


def _revisions(connection: Connection) -> list[str]:
    """Dạng của cơ sở dữ liệu; none where nothing was ever made in it."""
    try:
        return list(connection.scalars(text("SELECT version_num FROM alembic_version")).all())
    except DBAPIError:
        connection.rollback()
        if inspect(connection).has_table("alembic_version"):
            raise
        return []


def configuration(url: str | None = None) -> "config.Config":
    """Cấu hình Alembic of one database, without a file; what `alembic.command` works on."""
    made = config.Config()
    # A lone % would be read as the start of a placeholder.
    made.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    made.set_main_option("sqlalchemy.url", normalised(url or database_url()).replace("%", "%%"))
    made.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    return made


@contextmanager
def migrating(url: str) -> Iterator[Connection]:
    """Phiên di trú: one transaction that no other migration of this database overlaps.

    SQLite looks after foreign keys only at the end, since changing a table there means copying it.
    """
    on_sqlite = sqlite_file(url) is not None
    with engine(url).execution_options(writes=True).connect() as connection:
        if on_sqlite:
            connection.detach()  # these settings must not reach another session
            settings = connection.connection.cursor()
            settings.execute(f"PRAGMA busy_timeout={PATIENCE * 1000}")
            settings.execute("PRAGMA foreign_keys=OFF")
        with connection.begin():
            if not on_sqlite:
                lock = text("SELECT pg_advisory_xact_lock(:key)")
                connection.execute(lock, {"key": _POSTGRESQL_LOCK})
            yield connection
            if on_sqlite:
                strays = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
                if strays:
                    raise RuntimeError(f"Di trú làm đứt khóa ngoại: {strays}.")
    engine(url).dispose()  # what the open connections knew of the tables may no longer be so


def newest() -> str:
    """Dạng mới nhất, by its number."""
    return max(_known())


@cache
def _known() -> frozenset[str]:
    """Các dạng đã biết, by the names of the migrations: their files need not be read for it."""
    files = (MIGRATIONS / "versions").glob("[0-9]*.py")
    return frozenset(file.name.partition("_")[0] for file in files)
