"""Khám máy: is this installation sound; every part is looked at, whatever the others are like.

Nothing is written but an empty file that is taken away at once, and nothing is asked of a machine
that the settings do not name.
"""

import os
import re
import shutil
import sqlite3
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from functools import partial
from importlib import metadata
from pathlib import Path

from sqlalchemy import func
from sqlalchemy import select as select_any
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, col, select

from thidua import mail, settings
from thidua.db.engine import ROOT, data_folder, database_url, reading, sqlite_file
from thidua.db.tables import AuditEntry, AuditHead
from thidua.db.upgrade import is_current, is_newer, is_there, newest
from thidua.domain.access.permissions import Actor, Permission, Role, require
from thidua.domain.ground.errors import ThiduaError, Unavailable
from thidua.domain.ground.trouble import TORN
from thidua.domain.record.backup import BackupCause
from thidua.domain.upkeep import checkup
from thidua.domain.upkeep.checkup import HEALTH_PATH, Part, Soundness, size_words
from thidua.services.access import accounts
from thidua.services.ground.audit import read_content
from thidua.services.ground.work import Work
from thidua.services.record import backups, integrity
from thidua.services.upkeep import reaching, shape

SETTINGS = "Cài đặt"
PROGRAM = "Phần mềm"
FOLDER = "Thư mục dữ liệu"
DISK = "Ổ đĩa"
DATABASE = "Cơ sở dữ liệu"
RECORD = "Nhật ký và số liệu"
CLOCK = "Đồng hồ"
PEOPLE = "Người quản trị"
COPIES = "Sao lưu"
MAIL = "Thư điện tử"
SIGN_ON = "Đăng nhập một lần"
ADDRESS = "Địa chỉ và chứng chỉ"

_PYTHONS = ((3, 11), (3, 14))
_PINNED = re.compile(r"^([A-Za-z0-9][\w.-]*)(?:\[[\w,]+\])?==([^\s;\\]+)( *;)?", re.MULTILINE)
_RESTORE = "Khôi phục bản sao lưu gần nhất bằng «python -m thidua restore TỆP»."
_RESTORE_THERE = "Khôi phục bản sao lưu gần nhất vào một cơ sở dữ liệu trống."
_MEND_PLACE = (
    "Xem thư mục dữ liệu và ổ đĩa nêu ở trên, tắt phần mềm khác đang mở tệp, rồi khám lại."
)
_TOLD_MOST = 3
_DUMP = b"PGDMP"
"""Chữ mở đầu một bản sao của pg_dump."""


def examined(*, actor: Actor, now: datetime, is_quick: bool = False) -> list[Part]:
    """Khám mọi phần, in a fixed order; `is_quick` leaves the record and the figures unread.

    Where the settings themselves are wrong nothing else can be asked.
    """
    require(actor, Permission.CHECK_SYSTEM)
    try:
        settings.read()
    except ThiduaError as fault:
        cure = "Sửa biến môi trường được nêu (docs/van-hanh/cai-dat.md)."
        return [Part(SETTINGS, Soundness.BROKEN, str(fault), cure)]
    found = [Part(SETTINGS, Soundness.GOOD, "đọc được, đủ bộ")]
    found += [_guarded(PROGRAM, _program), _guarded(FOLDER, _folder), _guarded(DISK, _disk)]
    database = _guarded(DATABASE, _database)
    found.append(database)
    with_data: dict[str, Callable[[Session], Part]] = {
        RECORD: lambda session: _record(session, actor, is_quick=is_quick),
        CLOCK: lambda session: _clock(session, now),
        PEOPLE: _people,
        COPIES: lambda session: _copies(session, now),
    }
    for name, check in with_data.items():
        if database.state is Soundness.BROKEN:
            found.append(Part(name, Soundness.UNSEEN, "chưa khám được khi cơ sở dữ liệu hỏng"))
        else:
            found.append(_guarded(name, partial(_with_session, check)))
    found.append(_guarded(MAIL, _mail))
    found.append(_guarded(SIGN_ON, partial(_sign_on, now)))
    found.append(_guarded(ADDRESS, partial(_address, now)))
    return found


def _with_session(check: Callable[[Session], Part]) -> Part:
    with reading() as session:
        return check(session)


def _guarded(name: str, check: Callable[[], Part]) -> Part:
    """Một phần, whatever befalls the check of it."""
    try:
        return check()
    except ThiduaError as fault:
        return Part(name, Soundness.BROKEN, str(fault))
    except Exception as fault:  # whatever it is, the other parts are told all the same
        said = str(getattr(fault, "orig", fault)).strip().split("\n")[0]
        kind = type(fault).__name__
        return Part(name, Soundness.BROKEN, f"không khám được ({kind}: {said[:200]})")


def _program() -> Part:
    """Phần mềm: which Python, and whether each package is the one that was tried with it."""
    python = ".".join(map(str, sys.version_info[:3]))
    low, high = _PYTHONS
    if not low <= sys.version_info[:2] < high:
        said = f"Python {python} chưa được thử với phần mềm"
        return Part(PROGRAM, Soundness.WATCH, said, "Cài Python 3.11, 3.12 hoặc 3.13.")
    other = sorted(_other_packages())
    if other:
        named = "; ".join(other[:_TOLD_MOST]) + ("; …" if len(other) > _TOLD_MOST else "")
        return Part(
            PROGRAM,
            Soundness.WATCH,
            f"Python {python}; {len(other)} gói thiếu hoặc khác bản đã thử: {named}",
            "Chạy «python -m pip install -r requirements.txt».",
        )
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    said = f"Thi đua {version}, Python {python}, mọi gói đúng bản đã thử"
    return Part(PROGRAM, Soundness.GOOD, said)


def _other_packages() -> Iterator[str]:
    """Gói thiếu hay khác bản đã khóa."""
    for name, wanted, only in _PINNED.findall(
        (ROOT / "requirements.txt").read_text(encoding="utf-8")
    ):
        try:
            there = metadata.version(name)
        except metadata.PackageNotFoundError:
            if not only:  # what is for another system or Python is not missed
                yield f"thiếu {name} {wanted}"
            continue
        if there != wanted:
            yield f"{name} {there}, bản đã thử là {wanted}"


def _folder() -> Part:
    """Thư mục dữ liệu: can be written, and on systems that know owners nobody else reads it."""
    here = data_folder()
    cure = f"Tạo thư mục và cho tài khoản chạy phần mềm quyền ghi: {here}."
    if not here.is_dir():
        return Part(FOLDER, Soundness.BROKEN, f"không có thư mục «{here}»", cure)
    try:
        with tempfile.TemporaryFile(dir=here):
            pass
    except OSError as fault:
        return Part(FOLDER, Soundness.BROKEN, f"không ghi được vào «{here}» ({fault})", cure)
    if os.name == "posix" and here.stat().st_mode & 0o077:
        said = f"«{here}»: tài khoản khác trên máy vào được"
        return Part(FOLDER, Soundness.WATCH, said, f"Chạy «chmod 700 {here}».")
    return Part(FOLDER, Soundness.GOOD, f"«{here}»")


def _disk() -> Part:
    here = data_folder()
    there = next(one for one in (here, *here.resolve().parents) if one.exists())
    file = sqlite_file(database_url())
    taken = [file, file.with_name(f"{file.name}-wal")] if file else []
    needed = sum(one.stat().st_size for one in taken if one.exists())
    return checkup.disk(DISK, free=shutil.disk_usage(there).free, needed=needed)


def _database() -> Part:
    """Cơ sở dữ liệu: there, readable, and of the shape that this program works on."""
    address = database_url()
    file = sqlite_file(address)
    kind = "PostgreSQL" if file is None else f"SQLite, «{file}»"
    if not is_there(address):
        cure = "Mở phần mềm một lần, hoặc chạy «python -m thidua init»."
        return Part(DATABASE, Soundness.BROKEN, f"{kind}: chưa có", cure)
    try:
        if file is not None and (fault := _torn(file)):
            return Part(DATABASE, Soundness.BROKEN, f"{kind}: tệp hỏng ({fault})", _RESTORE)
        if not is_current(address):
            if is_newer(address):
                cure = "Cài lại bản phần mềm mới hơn đã tạo ra nó, rồi mở lại."
                said = f"{kind}: do bản phần mềm mới hơn tạo ra"
                return Part(DATABASE, Soundness.BROKEN, said, cure)
            cure = "Tắt phần mềm rồi chạy «python -m thidua upgrade»; nó sao lưu trước."
            return Part(DATABASE, Soundness.BROKEN, f"{kind}: chưa nâng cấp", cure)
        if bent := shape.fault(address):
            said = f"{kind}: bị sửa ngoài phần mềm, {bent}"
            cure = _RESTORE if file else _RESTORE_THERE
            return Part(DATABASE, Soundness.BROKEN, said, cure)
    except (SQLAlchemyError, sqlite3.Error, Unavailable) as fault:
        cause = fault.__cause__ if isinstance(fault, Unavailable) and fault.__cause__ else fault
        said = str(getattr(cause, "orig", cause)).strip().split("\n")[0][:200]
        is_shut = isinstance(fault, Unavailable) and str(fault) != TORN
        mended = _MEND_PLACE if is_shut else _RESTORE
        cure = mended if file else "Xem máy chủ cơ sở dữ liệu và THIDUA_DATABASE_URL."
        return Part(DATABASE, Soundness.BROKEN, f"{kind}: không mở được ({said})", cure)
    size = f", {size_words(file.stat().st_size)}" if file else ""
    return Part(DATABASE, Soundness.GOOD, f"{kind}{size}, dạng dữ liệu {newest()}")


def _torn(file: Path) -> str:
    """Chỗ hỏng đầu tiên của tệp SQLite; empty where it is whole and holds something."""
    if not file.stat().st_size:
        return "tệp rỗng"
    with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as opened:
        (said,) = opened.execute("PRAGMA quick_check(1)").fetchone()
    return "" if said == "ok" else str(said)


def _torn_copy(file: Path) -> str:
    """Vì sao không phải một bản sao SQLite của phần mềm này."""
    try:
        return _torn(file) or ("" if backups.is_ours(file) else "không phải của phần mềm này")
    except (sqlite3.Error, OSError) as fault:
        return str(fault)


def _torn_dump(file: Path) -> str:
    """Vì sao không phải một bản sao PostgreSQL; whether it is whole is told by a rehearsal."""
    with file.open("rb") as opened:
        return "" if opened.read(len(_DUMP)) == _DUMP else "không phải bản do pg_dump ghi"


def _record(session: Session, actor: Actor, *, is_quick: bool) -> Part:
    if is_quick:
        return Part(RECORD, Soundness.UNSEEN, "bỏ qua vì khám nhanh")
    found = integrity.verdicts(Work(session, actor))
    broken = [one for one in found if not one.holds]
    if broken:
        first = broken[0]
        said = f"{len(broken)}/{len(found)} điều không đạt; {first.code}: {first.fault}"
        cure = "Xem trang Hệ thống, mục Kiểm tra toàn vẹn; đừng sửa gì trước khi sao lưu."
        return Part(RECORD, Soundness.BROKEN, said, cure)
    head = session.exec(select(AuditHead)).first()
    entries = 0 if head is None else head.position
    return Part(RECORD, Soundness.GOOD, f"cả {len(found)} điều đều đạt, {entries} mục nhật ký")


def _clock(session: Session, now: datetime) -> Part:
    last = session.exec(select(func.max(col(AuditEntry.at)))).one()
    other = None
    if session.get_bind().dialect.name == "postgresql":
        other = session.connection().execute(select_any(func.clock_timestamp())).scalar_one()
    return checkup.clock(CLOCK, now=now, last=last, other=other)


def _people(session: Session) -> Part:
    """Người quản trị: somebody can still come in and look after the others."""
    able = accounts.unchecked_able(session, Role.ADMINISTRATOR)
    if not able:
        cure = "Chạy «python -m thidua user add TÊN --name HỌ-TÊN --role administrator»."
        return Part(PEOPLE, Soundness.WATCH, "không tài khoản quản trị nào đang dùng được", cure)
    if able == 1:
        cure = "Thêm một tài khoản quản trị thứ hai, phòng khi người này vắng."
        return Part(PEOPLE, Soundness.WATCH, "chỉ một tài khoản đang dùng được", cure)
    return Part(PEOPLE, Soundness.GOOD, f"{able} tài khoản")


def _copies(session: Session, now: datetime) -> Part:
    """Sao lưu: how old the latest copy is, and whether a copy of this machine still opens."""
    asked = select(AuditEntry).where(AuditEntry.action == "backup.made")
    row = session.exec(asked.order_by(col(AuditEntry.position).desc()).limit(1)).first()
    judged = checkup.copies(COPIES, now=now, latest=None if row is None else row.at)
    if row is None or judged.state is not Soundness.GOOD:
        return judged
    told = read_content(row.content).get("detail", {})
    if told.get("why") == BackupCause.ELSEWHERE:
        return judged
    name = str(told.get("file", ""))
    here = next((one.file for one in backups.listed(database_url()) if one.file.name == name), None)
    if here is None:
        said = f"{judged.said}, nhưng tệp «{name}» không ở thư mục sao lưu của máy này"
        cure = "Tìm lại tệp ấy, hoặc sao lưu lại; thử khôi phục ở máy khác."
        return Part(COPIES, Soundness.WATCH, said, cure)
    fault = _torn_copy(here) if here.suffix == ".db" else _torn_dump(here)
    if fault:
        cure = "Sao lưu lại ngay và xem lại ổ đĩa."
        return Part(COPIES, Soundness.BROKEN, f"bản «{name}» không đọc lại được ({fault})", cure)
    return judged


def _mail() -> Part:
    if not mail.is_configured():
        return Part(MAIL, Soundness.GOOD, "không đặt; lời nhắc chỉ hiện trên màn hình")
    try:
        mail.greet()
    except ThiduaError as fault:
        cure = "Xem THIDUA_SMTP_URL và máy chủ thư; trong lúc ấy lời nhắc không gửi được."
        return Part(MAIL, Soundness.WATCH, str(fault), cure)
    return Part(MAIL, Soundness.GOOD, "máy chủ thư nhận tài khoản này")


def _sign_on(now: datetime) -> Part:
    here = settings.read()
    if not here.has_single_sign_on:
        return Part(SIGN_ON, Soundness.GOOD, "không đặt; đăng nhập bằng mật khẩu")
    try:
        answer = reaching.sign_on(here.oidc_issuer)
    except ThiduaError as fault:
        cure = "Xem THIDUA_OIDC_ISSUER và dịch vụ ấy; trong lúc ấy vẫn đăng nhập bằng mật khẩu."
        return Part(SIGN_ON, Soundness.WATCH, str(fault), cure)
    if answer.clock is not None:
        judged = checkup.clock(SIGN_ON, now=now, last=None, other=answer.clock)
        if judged.state is not Soundness.GOOD:
            return judged
    return Part(SIGN_ON, Soundness.GOOD, f"«{here.oidc_issuer}» trả lời")


def _address(now: datetime) -> Part:
    """Địa chỉ: the program answers where the settings say it does, and browsers trust it."""
    address = settings.read().address
    if not address:
        return Part(ADDRESS, Soundness.GOOD, "không đặt THIDUA_ADDRESS")
    cure = "Xem máy chủ đứng trước phần mềm (docs/van-hanh/https.md) và THIDUA_ADDRESS."
    try:
        judged = Part(ADDRESS, Soundness.GOOD, f"«{address}» trả lời")
        if address.startswith("https:"):
            until = reaching.trusted_until(address)
            judged = checkup.certificate(ADDRESS, now=now, until=until)
        reaching.fetched(f"{address.rstrip('/')}{HEALTH_PATH}")
    except ThiduaError as fault:
        return Part(ADDRESS, Soundness.BROKEN, str(fault), cure)
    return judged
