"""Bản sao PostgreSQL: put back into an empty database, and looked through before it counts."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import DBAPIError

from thidua.db.engine import (
    data_folder,
    engine,
    forget_engines,
    normalised,
    reading,
    sqlite_file,
    writing,
)
from thidua.db.upgrade import upgrade
from thidua.domain.access.permissions import Actor, Permission, require
from thidua.domain.ground.errors import NotFound, Refused, Unavailable
from thidua.domain.law.layers import LOCAL_FOLDER
from thidua.lawbook.keeping import copy_missing
from thidua.services.ground.audit import Act, record
from thidua.services.record import backups, integrity

_TOOL = "pg_restore"
_PATIENCE = 3600
_FUNCTIONS = text(
    "SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace "
    "AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')"
)


def restore(file: Path, *, url: str, actor: Actor, now: datetime) -> None:
    """Khôi phục một bản sao PostgreSQL vào cơ sở dữ liệu trống; everybody signs in anew.

    What stood in another database before stays there. A copy that is not whole leaves it empty.
    """
    require(actor, Permission.BACK_UP)
    with opened(file, url) as address, writing(address) as session:
        session.connection().exec_driver_sql("DELETE FROM sign_in")
        law = copy_missing(backups.law_beside(file), data_folder() / LOCAL_FOLDER)
        evidence = backups.bring_evidence(session, file)
        detail = {"file": file.name, "before": "", "evidence": evidence, "law": asdict(law)}
        record(session, actor=actor, now=now, acts=[Act("backup.restored", detail=detail)])


@contextmanager
def opened(file: Path, url: str) -> Iterator[str]:
    """Mở bản sao trong cơ sở dữ liệu trống này, whole and of the newest shape; its address.

    Whatever goes wrong inside leaves the database as empty as it was.
    """
    address = normalised(url)
    if sqlite_file(address) is not None:
        raise Refused("Đích phải là một cơ sở dữ liệu PostgreSQL trống.")
    if not file.is_file():
        raise NotFound(f"Không tìm thấy tệp «{file}».")
    _require_blank(address)
    try:
        _fill(file, address)
        upgrade(address)
        with reading(address) as session:
            fault = integrity.first_fault(session)
        if fault:
            raise Refused(f"Bản sao lưu không toàn vẹn: {fault}.")
        yield address
    except BaseException:
        empty(address)
        raise
    finally:
        forget_engines()


def empty(url: str) -> None:
    """Làm trống lại một cơ sở dữ liệu that was empty before a copy was opened in it."""
    forget_engines()
    with _asked(url) as there, there.begin() as asked:
        quote = there.dialect.identifier_preparer.quote
        for table in inspect(asked).get_table_names():
            asked.execute(text(f"DROP TABLE {quote(table)} CASCADE"))
        for function in asked.scalars(_FUNCTIONS).all():
            asked.execute(text(f"DROP FUNCTION {function} CASCADE"))


@contextmanager
def _asked(url: str) -> Iterator[Engine]:
    try:
        yield engine(url).execution_options(writes=True)
    except (DBAPIError, Unavailable) as fault:
        raise Refused(
            "Không mở được PostgreSQL ở địa chỉ đích; hãy xem tên, mật khẩu, tên cơ sở dữ liệu."
        ) from fault


def _require_blank(url: str) -> None:
    with _asked(url) as there, there.connect() as asked:
        taken = inspect(asked).get_table_names()
    if taken:
        raise Refused(
            f"Cơ sở dữ liệu đích đã có bảng ({', '.join(sorted(taken)[:3])}); hãy tạo một cơ sở dữ "
            "liệu trống rồi chỉ nó. Chưa có gì bị thay."
        )


def _fill(file: Path, url: str) -> None:
    tool = shutil.which(_TOOL)
    if tool is None:
        raise Refused("Máy này không có pg_restore; hãy cài bộ công cụ PostgreSQL.")
    plain, around = backups.for_tool(url)
    command = [tool, "--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error"]
    try:
        asked = [*command, f"--dbname={plain}", str(file)]
        subprocess.run(asked, check=True, capture_output=True, timeout=_PATIENCE, env=around)
    except (subprocess.SubprocessError, OSError) as fault:
        said = getattr(fault, "stderr", None) or b""
        why = said.decode(errors="replace").strip().split("\n")[0][:200]
        raise Refused(
            f"Không mở được bản sao «{file.name}»: pg_restore báo lỗi ({why})."
        ) from fault
