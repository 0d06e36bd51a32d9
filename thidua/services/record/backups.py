"""Sao lưu: a whole copy of the database that was opened and checked before it counts."""

import shutil
import sqlite3
import subprocess
from contextlib import closing
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from thidua import settings
from thidua.db import hold, queries, trouble
from thidua.db.engine import (
    demo_url,
    file_url,
    folder_at,
    forget_engines,
    make_private,
    normalised,
    reading,
    sqlite_file,
    writing,
)
from thidua.db.upgrade import is_current, upgrade
from thidua.domain.access.permissions import Actor, Permission, require, to_move_from
from thidua.domain.ground.errors import NotFound, Refused, ThiduaError
from thidua.domain.law.layers import LOCAL_FOLDER
from thidua.domain.period.period import BlockPeriod
from thidua.domain.record.backup import Backup, BackupCause
from thidua.files import evidence_store
from thidua.files.evidence_store import Kept
from thidua.files.whole_file import HALF, settle
from thidua.lawbook.keeping import copy_missing
from thidua.services.ground.audit import Act, Detail, record
from thidua.services.ground.leftovers import CHECKED, COPIES, tidy
from thidua.services.record import integrity
from thidua.services.record.checks import paper_checks
from thidua.services.scoring import evidence

_GUARDS = 3
"""Số chốt chặn của nhật ký: no change, no removal, no replacement."""
_NOT_OURS = "Tệp «{}» không phải bản sao lưu của phần mềm này."
_TORN = (
    "Bản sao lưu không đọc lại được: tệp «{}» hỏng. Khám máy bằng «python -m thidua doctor», rồi "
    "dùng một bản sao còn lành."
)
_ALWAYS = frozenset({"alembic_version", "audit_entry"})
"""Bảng mà bản nào của phần mềm cũng có."""

_DIGESTS = "danh-sach-sha256.txt"
_PATIENCE = 600
_TOOL = "pg_dump"
OF_DEMO = "khoi-mau-"


def folder(url: str) -> Path:
    """Thư mục sao lưu, beside this database."""
    return folder_at(url) / COPIES


def listed(url: str) -> list[Backup]:
    """Các bản sao lưu của cơ sở dữ liệu này trên máy này, latest first."""
    here = folder(url)
    if not here.is_dir():
        return []
    found = [
        Backup(file, datetime.fromtimestamp(file.stat().st_mtime, UTC), file.stat().st_size)
        for file in here.iterdir()
        if file.suffix in (".db", ".dump")
    ]
    return sorted(found, key=lambda one: (one.made_at, one.file.name), reverse=True)


def make(
    url: str, *, actor: Actor, now: datetime, why: BackupCause, to: Path | None = None
) -> Path:
    """Sao lưu ngay: writes the copy, checks it, and only then records that there is one.

    The copy is one moment of the database while others go on writing. Refused when the database
    server's own tool is not on this machine.
    """
    require(actor, Permission.BACK_UP)
    with trouble.told():
        return _make(url, actor, now, why, to)


def before_move(url: str, *, actor: Actor, period: BlockPeriod, now: datetime) -> None:
    """Sao lưu trước khi chuyển giai đoạn, for whoever may move this period on, and for that alone.

    Where no copy can be made nothing moves, and who cures it is said.
    """
    with reading(url) as session:
        fresh = queries.period_by_key(session, period.id)
    if fresh is None:
        raise NotFound
    require(actor, to_move_from(fresh.stage), fresh)
    leaving = {"block": fresh.block_name, "year": fresh.year, "stage": fresh.stage.value}
    try:
        _make(url, actor, now, BackupCause.STAGE, leaving=leaving)
    except (ThiduaError, OSError, sqlite3.Error) as fault:
        said = trouble.of(fault) or (fault if isinstance(fault, ThiduaError) else ThiduaError())
        raise Refused(_NOT_MOVED.format(str(said).rstrip("."))) from fault


_NOT_MOVED = (
    "Chưa sao lưu được nên kỳ chưa chuyển giai đoạn ({}). Quản trị xem trang Hệ thống rồi bạn bấm "
    "lại; chưa có gì thay đổi."
)


def is_possible(session: Session) -> bool:
    """Phần mềm tự sao lưu được cơ sở dữ liệu này: SQLite, or PostgreSQL with its tool at hand."""
    return session.get_bind().dialect.name == "sqlite" or shutil.which(_TOOL) is not None


def _make(
    url: str,
    actor: Actor,
    now: datetime,
    why: BackupCause,
    to: Path | None = None,
    leaving: Detail | None = None,
) -> Path:
    address = normalised(url)
    source = sqlite_file(address)
    suffix = ".dump" if source is None else ".db"
    mark = OF_DEMO if address == demo_url() else ""
    target = to or new_name(address, now, suffix, mark)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    tidy(url)
    if target.exists():
        raise Refused(f"Đã có tệp «{target}»; hãy chọn tên khác.")
    if source is None:
        dump(address, target)
    else:
        copy_file(source, target)
    law = copy_missing(folder_at(address) / LOCAL_FOLDER, law_beside(target))
    files = _keep_evidence(url, target)
    with writing(url) as session:
        detail = {"file": target.name, "why": why, "evidence": files, "law": asdict(law)}
        act = Act("backup.made", detail=detail | ({"leaving": leaving} if leaving else {}))
        record(session, actor=actor, now=now, acts=[act])
    return target


def evidence_beside(copy: Path) -> Path:
    """Thư mục tệp minh chứng của một bản sao lưu."""
    return copy.with_name(f"{copy.name}.minh-chung")


def law_beside(copy: Path) -> Path:
    """Thư mục tệp luật địa phương của một bản sao lưu."""
    return copy.with_name(f"{copy.name}.{LOCAL_FOLDER}")


def _keep_evidence(url: str, target: Path) -> dict[str, int]:
    """Giữ tệp minh chứng cạnh bản sao lưu, with a list of their digests; says how many.

    They never change once stored, so on the same disk a second name is enough.
    """
    with reading(url) as session:
        files, kept_in = stored_files(session), evidence.folder(session)
    if not files:
        return _counted(0, 0)
    beside = evidence_beside(target)
    beside.mkdir(mode=0o700, exist_ok=True)
    there = [one for one in files if evidence_store.copy(one, kept_in, beside)]
    listed = "".join(f"{one.sha256}  {one.name}\n" for one in there)
    (beside / _DIGESTS).write_text(listed, encoding="utf-8")
    return _counted(len(there), len(files))


def stored_files(session: Session) -> list[Kept]:
    """Mọi tệp phải có trong kho: evidence, and scans of papers."""
    return [*evidence.unchecked_files(session), *paper_checks.unchecked_scan_files(session)]


def _counted(there: int, wanted: int) -> dict[str, int]:
    return {"kept": there, "missing": wanted - there}


def new_name(url: str, now: datetime, suffix: str, mark: str = "") -> Path:
    """Tên chưa dùng cho một bản sao lưu of this moment."""
    stem = f"{mark}{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    names = (
        folder(url) / f"{stem}{extra}{suffix}" for extra in ("", *(f"-{n}" for n in range(2, 99)))
    )
    return next(name for name in names if not name.exists())


def copy_file(source: Path, target: Path) -> None:
    """Chép một tệp SQLite đang dùng: whole and readable, or nothing."""
    half = target.with_name(f"{target.name}{HALF}")
    half.unlink(missing_ok=True)
    try:
        make_private(half)
        with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(half)) as copied:
            live.backup(copied)
            (verdict,) = copied.execute("PRAGMA integrity_check").fetchone()
        if verdict != "ok":
            raise Refused(_TORN.format(source.name))
        half.replace(target)
        settle(target.parent)
    except BaseException:  # half a copy is no copy, and takes the room that is missing
        for extra in ("", "-journal", "-wal"):
            half.with_name(f"{half.name}{extra}").unlink(missing_ok=True)
        raise


def for_tool(address: str) -> tuple[str, dict[str, str]]:
    """Địa chỉ và môi trường cho công cụ của PostgreSQL; the password stands in none of its
    arguments, which every account of the machine can list.
    """
    there = make_url(address)
    plain = URL.create(
        "postgresql",
        username=there.username,
        host=there.host,
        port=there.port,
        database=there.database,
        query=there.query,
    )
    secret = {"PGPASSWORD": there.password} if there.password else {}
    return plain.render_as_string(), settings.around_tool(secret)


def dump(address: str, target: Path) -> None:
    """Chép một cơ sở dữ liệu PostgreSQL bằng công cụ của nó; Refused where that is missing."""
    tool = shutil.which(_TOOL)
    if tool is None:
        raise Refused(
            "Máy này không có pg_dump; hãy cài bộ công cụ PostgreSQL, hoặc sao lưu trên máy chủ cơ "
            "sở dữ liệu rồi ghi nhận ở trang Hệ thống."
        )
    plain, around = for_tool(address)
    half = target.with_name(f"{target.name}{HALF}")
    make_private(half)
    command = [tool, "--format=custom", f"--file={half}", plain]
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=_PATIENCE, env=around)
    except (subprocess.SubprocessError, OSError) as fault:
        half.unlink(missing_ok=True)
        raise Refused("Không sao lưu được: pg_dump báo lỗi.") from fault
    half.replace(target)


def note_elsewhere(url: str, *, actor: Actor, now: datetime, place: str) -> None:
    """Ghi nhận bản sao lưu làm bằng công cụ khác, and where it is."""
    require(actor, Permission.BACK_UP)
    if not place.strip():
        raise Refused("Cần ghi bản sao lưu đang ở đâu.")
    with writing(url) as session:
        detail = {"file": place.strip(), "why": BackupCause.ELSEWHERE}
        act = Act("backup.made", detail=detail)
        record(session, actor=actor, now=now, acts=[act])


def restore(file: Path, *, url: str, actor: Actor, now: datetime) -> Path | None:
    """Khôi phục một bản sao lưu SQLite; returns the copy made of what stood there before.

    The file must hold a whole record that agrees with its data; evidence and local files of law
    that are missing come back from beside it. Refused while any process has the database open, and
    none can open it meanwhile. Everybody signs in anew.
    """
    require(actor, Permission.BACK_UP)
    target = sqlite_file(normalised(url))
    if target is None:
        raise Refused("Bản sao SQLite chỉ khôi phục được vào một tệp SQLite.")
    if not file.is_file():
        raise NotFound(f"Không tìm thấy tệp «{file}».")
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    forget_engines()
    with trouble.told(), hold.alone(target, "khôi phục"):
        try:
            return _put_in_place(file, target, url, actor, now)
        finally:
            forget_engines()  # opened under the lock of this restore, and kept by none after it


def _put_in_place(file: Path, target: Path, url: str, actor: Actor, now: datetime) -> Path | None:
    checked = target.with_name(f"{target.name}{CHECKED}")
    checked.unlink(missing_ok=True)
    try:
        copy_file(file, checked)
        require_ours(checked, file.name)
    except (sqlite3.DatabaseError, DBAPIError) as fault:
        _drop(checked)
        if trouble.of(fault) and not _is_torn(fault):
            raise
        raise Refused(_NOT_OURS.format(file.name)) from fault
    except BaseException:  # what was looked at and found wanting leaves nothing behind
        _drop(checked)
        raise
    finally:
        forget_engines()
        hold.lock_file(checked).unlink(missing_ok=True)
    before = _keep_aside(target, url, now)
    for extra in ("-wal", "-shm"):
        for owner in (target, checked):
            owner.with_name(f"{owner.name}{extra}").unlink(missing_ok=True)
    checked.replace(target)
    settle(target.parent)
    with writing(url) as session:
        session.connection().exec_driver_sql("DELETE FROM sign_in")
        law = copy_missing(law_beside(file), folder_at(url) / LOCAL_FOLDER)
        detail = {
            "file": file.name,
            "before": "" if before is None else before.name,
            "evidence": bring_evidence(session, file),
            "law": asdict(law),
        }
        act = Act("backup.restored", detail=detail)
        record(session, actor=actor, now=now, acts=[act])
    return before


def _drop(checked: Path) -> None:
    for extra in ("", "-journal", "-wal", "-shm"):
        checked.with_name(f"{checked.name}{extra}").unlink(missing_ok=True)


def _keep_aside(target: Path, url: str, now: datetime) -> Path | None:
    """Giữ lại cái sắp bị thay: as a backup, or file by file where it can no longer be read."""
    if not target.exists():
        return None
    before = new_name(url, now, ".db")
    before.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        copy_file(target, before)
    except (sqlite3.DatabaseError, Refused) as fault:
        if isinstance(fault, sqlite3.DatabaseError) and not _is_torn(fault):
            raise
        before = before.with_name(f"{before.name}.hong")
        for extra in ("", "-wal"):
            broken = target.with_name(f"{target.name}{extra}")
            if broken.exists():
                make_private(before.with_name(f"{before.name}{extra}"))
                shutil.copyfile(broken, before.with_name(f"{before.name}{extra}"))
    return before


def _is_torn(fault: sqlite3.DatabaseError | DBAPIError) -> bool:
    """Tệp không đọc được, which says nothing against the disk it lies on."""
    cause = fault.orig if isinstance(fault, DBAPIError) else fault
    code = getattr(cause, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
    return code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR)


def bring_evidence(session: Session, file: Path) -> dict[str, int]:
    """Trả các tệp minh chứng bị thiếu về kho, from beside the backup; says how many are there."""
    files = stored_files(session)
    beside = evidence_beside(file)
    there = [one for one in files if evidence_store.copy(one, beside, evidence.folder(session))]
    return _counted(len(there), len(files))


def is_ours(file: Path) -> bool:
    """Có các bảng mà bản nào của phần mềm cũng có; nothing is written."""
    with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as there:
        named = {name for (name,) in there.execute("SELECT name FROM sqlite_master")}
    return named >= _ALWAYS


def require_ours(file: Path, shown: str) -> None:
    """Yêu cầu là dữ liệu của phần mềm này, whole, brought to the newest shape."""
    if not is_ours(file):  # an empty file would else become a new database, with nothing in it
        raise Refused(_NOT_OURS.format(shown))
    url = file_url(file)
    upgrade(url)
    if not is_current(url):
        raise Refused(_NOT_OURS.format(shown))
    with reading(url) as session:
        fault = integrity.first_fault(session)
    forget_engines()
    if fault:
        raise Refused(f"Bản sao lưu không toàn vẹn: {fault}.")
    with closing(sqlite3.connect(file)) as kept:
        guards = kept.execute(
            "SELECT count(*), sum(tbl_name = 'audit_entry') FROM sqlite_master "
            "WHERE type = 'trigger'"
        ).fetchone()
    if guards != (_GUARDS, _GUARDS):
        raise Refused(
            "Bản sao lưu thiếu chốt chặn của nhật ký hoặc có thêm lệnh tự chạy; đó không phải bản "
            "của phần mềm."
        )
    with closing(sqlite3.connect(file)) as left:
        left.execute("PRAGMA journal_mode=DELETE")
