"""Chỗ đo: databases of a temporary folder, so that nobody's own data is touched."""

import functools
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from thidua import settings
from thidua.db.engine import file_url, forget_engines, reading, writing
from thidua.db.upgrade import create
from thidua.domain.access.permissions import Grant, Role, administrator
from thidua.domain.ground.errors import NotSignedIn
from thidua.services.access import accounts, sign_in
from thidua.services.demo import fill as demo
from thidua.services.ground.work import Work

ACTOR = administrator("Đo hiệu năng")
_LOGIN = "do-hieu-nang"
NOW = datetime(2026, 1, 15, 2, 0, tzinfo=UTC)


@contextmanager
def own_place() -> Iterator[Path]:
    """Chỗ riêng: a folder that is gone afterwards, and the settings as they were."""
    with (
        tempfile.TemporaryDirectory(prefix="thidua-do-", ignore_cleanup_errors=True) as name,
        settings.kept(),
    ):
        folder = Path(name)
        settings.put(data=name)
        use(file_url(folder / "thidua.db"))
        try:
            yield folder
        finally:
            forget_engines()


def use(url: str) -> None:
    """Dùng cơ sở dữ liệu này from now on."""
    settings.put(database_url=url)


def new_database(folder: Path, name: str) -> str:
    """Cơ sở dữ liệu trống, upgraded."""
    url = file_url(folder / f"{name}.db")
    create(url)
    return url


def demo_database(folder: Path) -> str:
    """Cơ sở dữ liệu có khối mẫu."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "khoi-mau.db"
    file.write_bytes(_demo())
    return file_url(file)


@functools.cache
def _demo() -> bytes:
    """Tệp có khối mẫu, which takes far longer to fill than to copy."""
    with tempfile.TemporaryDirectory(prefix="thidua-do-", ignore_cleanup_errors=True) as name:
        url = new_database(Path(name), "khoi-mau")
        with writing(url) as session:
            demo.fill(Work(session, ACTOR, now=NOW))
        forget_engines()
        return (Path(name) / "khoi-mau.db").read_bytes()


def signed_in(url: str) -> str:
    """Thẻ vào of an administrator of this database, signed in as people are."""
    password = accounts.one_time_password()
    now = datetime.now(UTC)
    with writing(url) as session:
        accounts.create(
            Work(session, ACTOR, now=now),
            login=_LOGIN,
            full_name=ACTOR.name,
            password=password,
            must_change=False,
        )
        role = Grant(Role.ADMINISTRATOR)
        accounts.give_role(Work(session, ACTOR, now=now), login=_LOGIN, grant=role)
    with reading(url) as session:
        attempt = sign_in.begin(session, login=_LOGIN, now=now)
    opened = None
    if sign_in.guess(attempt, password.typed):
        with writing(url) as session:
            opened = sign_in.finish(session, attempt=attempt, now=now, address="")
    if opened is None:
        raise NotSignedIn
    return opened.token
