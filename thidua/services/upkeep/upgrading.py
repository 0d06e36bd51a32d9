"""Nâng cấp dữ liệu: copied before, checked after, and put back where it went wrong."""

import secrets
import shutil
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path

from thidua.db import hold, trouble
from thidua.db.engine import forget_engines, normalised, reading, sqlite_file, writing
from thidua.db.upgrade import create, is_blank, is_current, is_newer, upgrade
from thidua.domain.access.permissions import Actor, Permission, require
from thidua.domain.ground.errors import Refused, ThiduaError
from thidua.domain.record.backup import BackupCause
from thidua.files.whole_file import settle
from thidua.services.ground.audit import Act, record
from thidua.services.ground.leftovers import PUT_BACK
from thidua.services.record import backups, integrity


def bring_up(url: str, *, actor: Actor, now: datetime) -> Path | None:
    """Nâng cấp một mình: the copy made before, or None where there was nothing to bring up.

    What is of the newest shape already is checked all the same: an upgrade may have been cut off
    before its check. Refused while any process has the old SQLite file open. Where the new shape
    does not hold what the old one held, the file is put back as it was; on PostgreSQL a migration
    is one transaction, and what passed it but not the check is restored from the copy into another
    database.
    """
    require(actor, Permission.BACK_UP)
    url = normalised(url)
    if not _is_old(url):
        _checked_as_it_is(url)
        return None
    file = sqlite_file(url)
    forget_engines()
    with trouble.told(), nullcontext() if file is None else hold.alone(file, "nâng cấp"):
        copy = _copied(url, now)
        try:
            _checked(url)
        except Exception as fault:
            forget_engines()
            said = str(fault) if isinstance(fault, ThiduaError) else type(fault).__name__
            if file is None:
                raise Refused(
                    f"Nâng cấp không xong ({said.rstrip('.')}). Bản sao trước đó ở «{copy}»: khôi "
                    "phục nó vào một cơ sở dữ liệu trống bằng «python -m thidua restore»."
                ) from fault
            _put_back(copy, file)
            raise Refused(
                f"Nâng cấp không xong ({said.rstrip('.')}); dữ liệu đã trở lại như trước, bản sao "
                f"ở «{copy}»."
            ) from fault
        finally:
            forget_engines()
        _note(url, copy, actor, now)
        forget_engines()
    return copy


def at_start(url: str, *, actor: Actor, now: datetime) -> Path | None:
    """Nâng cấp khi phần mềm mở, others perhaps at the same time: copied before, recorded after.

    Where no copy can be made since the tool of PostgreSQL is missing, it goes on without one.
    """
    require(actor, Permission.BACK_UP)
    url = normalised(url)
    copy = None
    if _is_old(url):
        try:
            copy = _copied(url, now, mark=f"-{secrets.token_hex(3)}")
        except Refused:
            if sqlite_file(url) is not None:
                raise
    create(url)
    if copy is not None:
        _note(url, copy, actor, now)
    return copy


def _is_old(url: str) -> bool:
    """Có dữ liệu của một bản trước, that this program can bring up."""
    return not is_blank(url) and not is_current(url) and not is_newer(url)


def _copied(url: str, now: datetime, mark: str = "") -> Path:
    """Bản sao trước; `mark` keeps the names of processes apart that start at the same moment."""
    file = sqlite_file(url)
    copy = backups.new_name(url, now, f"{mark}{'.dump' if file is None else '.db'}")
    copy.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if file is None:
        backups.dump(url, copy)
    else:
        backups.copy_file(file, copy)
    return copy


def _checked(url: str) -> None:
    """Nâng cấp rồi kiểm tra toàn vẹn."""
    upgrade(url)
    if fault := _fault(url):
        raise Refused(f"Dữ liệu sau khi nâng cấp không toàn vẹn: {fault}.")


def _checked_as_it_is(url: str) -> None:
    """Kiểm tra dữ liệu đã ở bản hiện tại; nothing is put back, people may have worked since."""
    create(url)
    with trouble.told():
        fault = _fault(url)
    if fault:
        raise Refused(
            f"Cơ sở dữ liệu đã ở bản hiện tại nhưng không toàn vẹn: {fault.rstrip('.')}. Lần nâng "
            f"cấp trước bị tắt ngang thì khôi phục bản sao nó đã làm, ở «{backups.folder(url)}», "
            "bằng «python -m thidua restore»."
        )


def _fault(url: str) -> str:
    with reading(url) as session:
        return integrity.first_fault(session)


def _put_back(copy: Path, file: Path) -> None:
    half = file.with_name(f"{file.name}{PUT_BACK}")
    shutil.copyfile(copy, half)
    half.chmod(0o600)
    for extra in ("-wal", "-shm"):
        file.with_name(f"{file.name}{extra}").unlink(missing_ok=True)
    half.replace(file)
    settle(file.parent)


def _note(url: str, copy: Path, actor: Actor, now: datetime) -> None:
    with writing(url) as session:
        detail = {"file": copy.name, "why": BackupCause.UPGRADE}
        record(session, actor=actor, now=now, acts=[Act("backup.made", detail=detail)])
