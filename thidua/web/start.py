"""Chuẩn bị: what must be true of the data before the first person is served."""

import os
import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from thidua import settings
from thidua.db.engine import (
    database_url,
    demo_folder,
    demo_url,
    forget_engines,
    reading,
    sqlite_file,
    writing,
)
from thidua.db.trouble import told
from thidua.db.upgrade import create, is_current
from thidua.domain.access.permissions import administrator
from thidua.domain.ground.errors import NotReady, Refused, ThiduaError
from thidua.later import Later
from thidua.services.access import accounts, first_run
from thidua.services.ground import leftovers
from thidua.services.ground.work import Work
from thidua.web.doors import is_demo_offered
from thidua.web.streamlit_inside import get_logger

if TYPE_CHECKING:
    from thidua.services.demo import deadlines
    from thidua.services.demo import fill as demo
    from thidua.services.upkeep import upgrading
else:
    deadlines = Later("thidua.services.demo.deadlines")
    demo = Later("thidua.services.demo.fill")
    upgrading = Later("thidua.services.upkeep.upgrading")

_LOG = get_logger("thidua")

_STARTER = administrator("Khởi tạo")


def require_settings() -> None:
    """Đòi cài đặt đúng: the process ends with the sentence that says what to mend."""
    try:
        settings.read()
    except Refused as fault:
        sys.exit(str(fault))


def _create_demo() -> None:
    """Tạo cơ sở dữ liệu khối mẫu; one that this release cannot open is set aside and made anew."""
    file, own = sqlite_file(demo_url()), demo_folder()
    if file is not None and file.exists() and not own.is_dir():
        _set_aside(file)  # made when its files lay among the real ones
    own.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        create(demo_url())
    except NotReady:
        if file is None:
            raise
        _set_aside(file)
        create(demo_url())


def _set_aside(file: Path) -> None:
    """Giữ lại khối mẫu cũ, which is made anew."""
    forget_engines()
    for extra in ("", "-wal", "-shm"):
        old = file.with_name(f"{file.name}{extra}")
        if old.exists():
            old.replace(file.with_name(f"{file.name}.cu{extra}"))
    _LOG.warning("Khối mẫu do bản khác tạo ra được giữ lại ở %s.cu và tạo lại.", file)


def prepare_or_end() -> None:
    """Sẵn sàng dữ liệu, or end the process with the sentence that says why it cannot begin."""
    try:
        with told():
            prepare()
    except ThiduaError as fault:
        _LOG.error("Phần mềm chưa mở được. %s", fault)
        sys.stderr.flush()
        os._exit(1)  # what started the server would tell it as a failure of its own


def prepare() -> None:
    """Sẵn sàng dữ liệu: the database at its newest shape, and the demo beside it if offered.

    While nobody has an account, the log says with which code the first administrator is made. Of
    two processes that start at once the second finds the demo made and leaves it as it is.
    """
    if not is_current():  # seldom, and what it needs is loaded only then
        kept = upgrading.at_start(database_url(), actor=_STARTER, now=datetime.now(UTC))
        if kept is not None:
            _LOG.info("Dữ liệu đã nâng cấp; bản sao trước đó: %s", kept)
    leftovers.tidy(database_url())
    if is_demo_offered():
        leftovers.tidy(demo_url())
        _create_demo()
        with reading(demo_url()) as session:
            is_made = accounts.has_any(session)
        if not is_made:
            with suppress(Refused), writing(demo_url()) as session:
                demo.fill(Work(session, _STARTER, now=datetime.now(UTC)), with_files=True)
        with writing(demo_url()) as session:
            deadlines.renew(Work(session, _STARTER, now=datetime.now(UTC)))
    with reading() as session:
        is_new = not accounts.has_any(session)
    if is_new:
        _LOG.info("Chưa có tài khoản nào. Mã thiết lập lần đầu: %s", first_run.code())
