"""Dời dữ liệu: from a SQLite file to PostgreSQL, whole, checked on both sides before it counts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, func, insert, inspect, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlmodel import SQLModel

from thidua.db import hold
from thidua.db.engine import engine, forget_engines, normalised, reading, sqlite_file, writing
from thidua.db.tables import AuditHead
from thidua.db.upgrade import create, is_current
from thidua.domain.access.permissions import Actor, Permission, require
from thidua.domain.ground.errors import NotFound, NotReady, Refused, Unavailable
from thidua.services.ground.audit import Act, record
from thidua.services.record import chained, integrity

_PORTION = 1000
_HEAD = AuditHead.__tablename__


@dataclass(frozen=True, slots=True)
class Moved:
    """Đã dời: how many rows of how many tables, and the seal at the head of the record."""

    rows: int
    tables: int
    seal: str


def move(*, source: str, target: str, actor: Actor, now: datetime) -> Moved:
    """Dời mọi bảng sang PostgreSQL; the SQLite file stays as it is, for going back.

    Refused while any process has the file open, where the target holds anything already, and where
    the record or the figures are not whole, before or after. A move that was broken off leaves the
    target empty. Evidence, ballot keys and local law are files and stay where they are.
    """
    require(actor, Permission.BACK_UP)
    source, target = normalised(source), normalised(target)
    if not target.startswith("postgresql+psycopg://"):
        raise Refused("Đích phải có dạng postgresql://tài-khoản:mật-khẩu@máy-chủ/tên.")
    file = sqlite_file(source)
    if file is None:
        raise Refused("Chỉ dời được từ tệp SQLite sang PostgreSQL.")
    if not file.is_file():
        raise NotFound(f"Không tìm thấy tệp «{file}».")
    forget_engines()
    with hold.alone(file, "dời dữ liệu"):
        try:
            return _move(source, target, actor, now, file.name)
        finally:
            forget_engines()  # opened under the lock of this move, and kept by none after it


def _move(source: str, target: str, actor: Actor, now: datetime, name: str) -> Moved:
    if not is_current(source):
        raise NotReady("Tệp nguồn chưa nâng cấp; hãy chạy «python -m thidua upgrade» trước.")
    before = _require_whole(source, "Dữ liệu nguồn")
    try:
        _require_utf8_and_ours(target)
        create(target)
    except (DBAPIError, Unavailable) as fault:
        raise Refused(
            "Không mở được PostgreSQL ở địa chỉ đích; hãy xem tên, mật khẩu, tên cơ sở dữ liệu."
        ) from fault
    tables = SQLModel.metadata.sorted_tables
    with (
        engine(source).connect() as old,
        engine(target).execution_options(writes=True).connect() as new,
        new.begin(),
    ):
        _require_empty(new, tables)
        rows = sum(_copy(old, new, one) for one in tables)
        for one in tables:
            _go_on_counting(new, one)
        for one in tables:
            if (there := _count(new, one)) != (wanted := _count(old, one)):
                raise Refused(f"Bảng {one.name} ở đích có {there} dòng, nguồn có {wanted}.")
    if _require_whole(target, "Dữ liệu ở đích") != before:
        raise Refused("Đầu chuỗi nhật ký ở đích khác nguồn; đừng dùng cơ sở dữ liệu đích.")
    with writing(target) as session:
        detail = {"file": name, "rows": rows, "seal": before[1]}
        record(session, actor=actor, now=now, acts=[Act("data.moved", detail=detail)])
    return Moved(rows, len(tables), before[1])


def _require_whole(url: str, whose: str) -> tuple[int, str]:
    """Yêu cầu toàn vẹn; the head of the record."""
    with reading(url) as session:
        fault = integrity.first_fault(session)
        if fault:
            raise Refused(f"{whose} không toàn vẹn: {fault}.")
        return chained.head(session)


def _require_utf8_and_ours(target: str) -> None:
    """Yêu cầu đích giữ được chữ Việt, and holds nobody else's tables."""
    with engine(target).connect() as asked:
        encoding = asked.execute(text("SHOW server_encoding")).scalar_one()
        if encoding != "UTF8":
            raise Refused(
                f"Cơ sở dữ liệu đích dùng bảng mã {encoding}; hãy tạo một cơ sở dữ liệu UTF8."
            )
        ours = {one.name for one in SQLModel.metadata.sorted_tables} | {"alembic_version"}
        others = sorted(set(inspect(asked).get_table_names()) - ours)
    if others:
        raise Refused(
            f"Cơ sở dữ liệu đích có bảng của phần mềm khác ({', '.join(others[:3])}); hãy chỉ một "
            "cơ sở dữ liệu trống."
        )


def _require_empty(new: Connection, tables: Sequence[Table]) -> None:
    taken = [one.name for one in tables if one.name != _HEAD and _count(new, one)]
    if taken:
        raise Refused(
            f"Cơ sở dữ liệu đích đã có dữ liệu (bảng {', '.join(taken[:3])}); hãy chỉ một cơ sở dữ "
            "liệu trống."
        )


def _count(connection: Connection, table: Table) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar_one()


def _copy(old: Connection, new: Connection, table: Table) -> int:
    """Chép một bảng in the order of its keys; how many rows."""
    count = 0
    for portion in _portions(old, table):
        if table.name == _HEAD:  # a new database has its head already
            for row in portion:
                new.execute(update(table).where(table.c.id == row["id"]).values(**row))
        else:
            new.execute(insert(table), portion)
        count += len(portion)
    return count


def _portions(old: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    (key,) = table.primary_key.columns
    last: object = None
    while True:
        wanted = select(table).order_by(key).limit(_PORTION)
        if last is not None:
            wanted = wanted.where(key > last)
        rows = [dict(row) for row in old.execute(wanted).mappings()]
        if rows:
            yield rows
            last = rows[-1][key.name]
        if len(rows) < _PORTION:
            return


def _go_on_counting(new: Connection, table: Table) -> None:
    """Số thứ tự kế tiếp follows the highest that was brought."""
    (key,) = table.primary_key.columns
    asked = text("SELECT pg_get_serial_sequence(:name, :key)")
    counter = new.execute(asked, {"name": f'"{table.name}"', "key": key.name}).scalar_one()
    highest = new.execute(select(func.max(key))).scalar_one()
    if counter is not None and highest is not None:
        new.execute(
            text("SELECT setval(:counter, :highest)"), {"counter": counter, "highest": highest}
        )
