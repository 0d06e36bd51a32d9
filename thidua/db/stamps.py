"""Dấu thay đổi: which tables of which period a transaction writes, and which ones a reading reads.

Both are seen in the statements themselves, so nothing has to be declared and nothing can be
forgotten. What cannot be told for one period counts for all of them.
"""

import re
import secrets
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    ExecutionContext,
    Insert,
    Select,
    String,
    bindparam,
    cast,
    event,
    func,
    orm,
)
from sqlalchemy import select as select_any
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel, col, select

from thidua.db.changes import RowChange
from thidua.db.tables import AuditHead, BlockYear, ChangeStamp
from thidua.db.tables.record import MARK

Place = tuple[str, int]
"""Chỗ: a table and a period of it, or ANY."""


@dataclass(frozen=True, slots=True)
class Rest:
    """Chỗ dựa: a short value that is asked for again and stands for the entries it was read from.

    What rests on it is made anew when it has become another, and not whenever the record grows.
    """

    key: Hashable
    ask: Callable[[Session], str] = field(compare=False)


Source = Place | Rest
"""Nguồn: what a kept value was read from."""

ANY = 0
"""Kỳ nào cũng tính: moves with every write to its table."""

_UNTOLD = -1
"""Không rõ kỳ nào: moves when it could not be told which period was written."""

HEAD: Place = ("audit_head", ANY)
"""Đầu nhật ký: moves with every entry; for what is told by the entries themselves."""

_UNSTAMPED = frozenset(
    {
        *("alembic_version", "audit_day", "audit_entry", "audit_head", "change_stamp"),
        "sign_in",
    }
)
"""Bảng không đóng dấu: they move with the head of the record, or decide no result."""

_TOUCHED, _WRITTEN = "touched", "written"
_READ, _PERIOD, _INSTEAD = "read", "read_of_period", "read_instead_of_entries"
_KEY = "block_year_id"
_KNOWN, _LOADED = "stamps", "stamped_periods"
_WRITES = re.compile(r"\s*(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+\"?(\w+)", re.IGNORECASE)
_READS = re.compile(r"(?:\bFROM|\bJOIN|,)\s+\(*\"?(\w+)\b(?!\"?\s*[.(])", re.IGNORECASE)


def watch(engine: Engine) -> None:
    """Theo dõi các câu lệnh of this engine."""
    event.listen(engine, "begin", _begin)
    event.listen(engine, "before_cursor_execute", _note)


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes") is True
    connection.info[_TOUCHED] = set() if writes else None
    connection.info[_WRITTEN] = set()
    connection.info[_READ] = None


def _note(
    connection: Connection,
    _cursor: object,
    statement: str,
    _parameters: object,
    context: ExecutionContext,
    _many: object,
) -> None:
    touched, read = connection.info.get(_TOUCHED), connection.info.get(_READ)
    if touched is not None and (table := _written(statement)):
        touched.add(table)
        connection.info[_WRITTEN].add(table)
    if read is not None:
        within, rest = connection.info[_PERIOD], connection.info.get(_INSTEAD)
        read.update(_places(statement, context, within, rest))


def written(session: Session) -> frozenset[str]:
    """Các bảng mà giao dịch này đã ghi, whoever was told of it."""
    return frozenset(session.connection().info.get(_WRITTEN, ()))


def is_alone(session: Session) -> bool:
    """Một mình ghi: no other transaction can write before this one ends."""
    options = session.connection().get_execution_options()
    return options.get("writes") is True and session.get_bind().dialect.name == "sqlite"


def has_written(session: Session, source: Source) -> bool:
    """Giao dịch này đã ghi vào nguồn ấy, or into the record where that is what it depends on."""
    if source == HEAD or isinstance(source, Rest):
        return True
    return source[0] in session.connection().info[_WRITTEN]


@lru_cache(4096)
def _written(statement: str) -> str:
    """Bảng mà câu lệnh này ghi; empty where it writes none that is stamped."""
    found = _WRITES.match(statement)
    table = found[1] if found else ""
    return table if table in SQLModel.metadata.tables.keys() - _UNSTAMPED else ""


@lru_cache(4096)
def tables_of(statement: str) -> Counter[str]:
    """Các bảng mà câu lệnh này đọc, and how often each stands in it."""
    known = SQLModel.metadata.tables
    return Counter(name for name in _READS.findall(statement) if name in known)


def _places(
    statement: str, context: ExecutionContext, periods: frozenset[int], rest: Rest | None
) -> Iterator[Source]:
    """Chỗ mà câu lệnh này đọc: of some periods only where it asks for the keys of those.

    It must ask as often as there are tables in it that could be of another period.
    """
    tables = tables_of(statement)
    given: Any = getattr(context, "compiled_parameters", None) or [{}]
    keys = [value for name, value in given[0].items() if name.startswith(_KEY)]
    asked = [set(one) if isinstance(one, list | tuple) else {one} for one in keys]
    within = [one for one in asked if one and one <= periods]
    could_be = sum(count for table, count in tables.items() if _has_key(table))
    of = set[int]().union(*within) if len(within) == could_be > 0 else {ANY}
    for table in () if "change_stamp" in tables else tables:
        if table in _UNSTAMPED:
            yield rest if rest is not None and table == "audit_entry" else HEAD
        elif has_period(table):
            yield from ((table, one) for one in of)
        else:
            yield table, ANY


def _has_key(table: str) -> bool:
    return _KEY in SQLModel.metadata.tables[table].columns


@cache
def has_period(table: str) -> bool:
    """Bảng của từng kỳ: each of its rows belongs to one block and year, by itself or its parent."""
    keys = [one for one in SQLModel.metadata.tables[table].foreign_keys if not one.parent.nullable]
    parents = {one.column.table.name for one in keys}
    return "block_year" in parents or any(has_period(one) for one in parents)


@contextmanager
def noting_reads(session: Session, *periods: int) -> Iterator[set[Source]]:
    """Ghi lại những gì được đọc meanwhile, for values about these periods, or none."""
    info = session.connection().info
    before = info.get(_READ), info.get(_PERIOD, frozenset())
    read: set[Source] = set()
    info[_READ], info[_PERIOD] = read, frozenset(periods) - {ANY}
    try:
        yield read
    finally:
        info[_READ], info[_PERIOD] = before
        if before[0] is not None:
            before[0].update(read)


@contextmanager
def resting_on(session: Session, rest: Rest) -> Iterator[None]:
    """Dựa vào giá trị này, for the entries of the record that are read meanwhile."""
    info = session.connection().info
    before = info.get(_INSTEAD)
    info[_INSTEAD] = rest
    try:
        yield
    finally:
        info[_INSTEAD] = before


def note_sources(session: Session, sources: Iterable[Source]) -> None:
    """Ghi thêm những gì một giá trị đã giữ phụ thuộc, into the reading under way."""
    read = session.connection().info.get(_READ)
    if read is not None:
        read.update(sources)


def load(session: Session, periods: Iterable[int]) -> dict[Place, str]:
    """Nạp dấu của các kỳ này, and of all years of their blocks; says all that are known.

    Asked of the database once for a reading session.
    """
    known: dict[Place, str] = session.info.setdefault(_KNOWN, {})
    loaded: set[int] = session.info.setdefault(_LOADED, set())
    if ANY not in loaded:
        note_stamps(session, {ANY}, session.connection().execute(_OF_NONE).scalar())
    wanted = set(periods) - loaded
    if wanted:
        found = session.connection().execute(_OF_BLOCKS, {"periods": sorted(wanted)})
        note_stamps(session, wanted, found.scalar())
    return known


def current(session: Session, sources: Iterable[Source]) -> dict[Source, str]:
    """Dấu hiện thời của các nguồn này; empty where nothing was ever written."""
    known = load(session, {one[1] for one in sources if not isinstance(one, Rest)})
    return {one: _stamp(session, known, one) for one in sources}


def _stamp(session: Session, known: Mapping[Place, str], source: Source) -> str:
    if isinstance(source, Rest):
        return _asked(session, source)
    if source == HEAD:
        return head(session)
    own = known.get(source, "")
    return own if source[1] == ANY else own + known.get((source[0], _UNTOLD), "")


def _asked(session: Session, rest: Rest) -> str:
    """Giá trị dựa vào, asked once for a reading session; no reading under way depends on how."""
    if rest not in session.info:
        with noting_reads(session) as read:
            session.info[rest] = rest.ask(session)
            read.clear()
    return str(session.info[rest])


def _all_said(where: ColumnElement[bool]) -> Select[str]:
    """Các dấu thành một chữ: one value is fetched sooner than fifty rows."""
    place = cast(col(ChangeStamp.block_year_id), String)
    said = place + " " + col(ChangeStamp.table_name) + " " + col(ChangeStamp.mark)
    return select_any(func.aggregate_strings(said, ",")).where(where)


_OF_NONE = _all_said(col(ChangeStamp.block_year_id) <= ANY)
_BLOCKS = select(BlockYear.block_id).where(
    col(BlockYear.id).in_(bindparam("periods", expanding=True))
)
_OF_BLOCKS = _all_said(
    col(ChangeStamp.block_year_id).in_(
        select(BlockYear.id).where(col(BlockYear.block_id).in_(_BLOCKS))
    )
)

OF_NONE = _OF_NONE.scalar_subquery()
"""Dấu không của riêng kỳ nào, as a column of a select that is made anyway."""


def note_stamps(session: Session, periods: Iterable[int], said: str | None) -> None:
    """Ghi nhớ các dấu vừa đọc, those of some periods with those of all years of their blocks."""
    known: dict[Place, str] = session.info.setdefault(_KNOWN, {})
    loaded: set[int] = session.info.setdefault(_LOADED, set())
    found = _understood(said) if said else {}
    known.update(found)
    loaded.update(period for _, period in found)
    loaded.update(periods)


@lru_cache(256)
def _understood(said: str) -> dict[Place, str]:
    """Các dấu trong một chữ, which stays the same as long as nothing is written."""
    parts = (one.split(" ") for one in said.split(","))
    return {(table, int(of_period)): mark for of_period, table, mark in parts}


def note_head(session: Session, value: str) -> None:
    """Ghi nhớ dấu của mục nhật ký cuối, for a session that has just read it."""
    session.info[HEAD] = value


def head(session: Session) -> str:
    """Dấu của mục nhật ký cuối, asked once for a reading session."""
    if HEAD not in session.info:
        note_head(session, session.connection().execute(select(AuditHead.hash)).scalar_one())
    return str(session.info[HEAD])


def mark(
    session: Session, value: str, changes: Iterable[RowChange] = (), period: int = ANY
) -> None:
    """Đóng dấu những gì giao dịch này đã ghi: the hash of its entry, by table and period.

    `period` is that of the entry, for rows that do not tell their own.
    """
    touched: set[str] = session.connection().info[_TOUCHED]
    untold = period or _UNTOLD
    told: dict[str, set[int]] = {}
    for change in changes:
        image = {**(change.before or {}), **change.naming, **(change.after or {})}
        told.setdefault(change.table, set()).add(image.get(_KEY, untold))
    places = {(table, ANY) for table in touched}
    for table in touched:
        if has_period(table):
            places |= {(table, one) for one in told.get(table, {untold})}
    touched.clear()
    if places:
        _put(session, sorted(places), value)


def _put(session: Session, places: Iterable[Place], value: str) -> None:
    rows = [{"table_name": table, _KEY: one, "mark": value[:MARK]} for table, one in places]
    session.connection().execute(_putting(session.get_bind().dialect.name), rows)


@cache
def _putting(dialect: str) -> Insert:
    insert = (sqlite if dialect == "sqlite" else postgresql).insert(ChangeStamp)
    found: Insert = insert.on_conflict_do_update(
        index_elements=[_KEY, "table_name"], set_={"mark": insert.excluded.mark}
    )
    return found


@event.listens_for(orm.Session, "before_commit")
def _mark_rest(session: Any) -> None:  # noqa: ANN401 (any session)
    """Đóng dấu phần còn lại: what was written after the last entry, or without one."""
    if session.in_nested_transaction() or not isinstance(session, Session):
        return
    session.flush()
    if session.connection().info.get(_TOUCHED):
        mark(session, secrets.token_hex(MARK // 2))
