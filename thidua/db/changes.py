"""Thay đổi của một giao dịch: every row that a session adds, changes or deletes, by its values.

What goes through the session's objects is seen by itself; what goes past them uses the three
statements of this file. `services/ground/audit.py` takes the changes into the record, and a
transaction that leaves one behind is refused.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event, orm
from sqlalchemy.sql.dml import ReturningInsert
from sqlmodel import Session, SQLModel

from thidua.db.rows import Image, Recorded, recorded

Row = tuple[str, int]
"""Một dòng: its table and its key."""

_PENDING = "pending_changes"


class Unrecorded(RuntimeError):
    """Thay đổi chưa ghi nhật ký: a fault of the program, never of who uses it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowChange:
    """Thay đổi một dòng: what it was and what it is, None where it was not or is no more.

    Of a row that stays only what changed is kept; `naming` says which row it is.
    """

    table: str
    key: int
    before: Image | None
    after: Image | None
    naming: Image

    @property
    def row(self) -> Row:
        """Dòng được đổi."""
        return self.table, self.key


told: list[Callable[[Session, RowChange], None]] = []
"""Ai được báo từng thay đổi, at the moment it is made, whether or not the session is watched."""


def watch(session: Session) -> None:
    """Theo dõi: from now on every change of this session is kept until it is recorded."""
    session.info[_PENDING] = []


def take(session: Session) -> list[RowChange]:
    """Lấy các thay đổi chưa ghi, one for each row that is not what it was."""
    session.flush()
    pending: list[RowChange] = session.info.get(_PENDING, [])
    merged: dict[Row, RowChange | None] = {}
    for change in pending:
        earlier = merged.get(change.row)
        merged[change.row] = change if earlier is None else _joined(earlier, change)
    pending.clear()
    return [one for one in merged.values() if one is not None]


def rows_by(
    session: Session, model: type[SQLModel], *columns: str
) -> dict[tuple[Any, ...], list[Row]]:
    """Dòng đang chờ ghi theo giá trị của các cột này, which name it or are new with it."""
    session.flush()
    table = _table(model).name
    found: dict[tuple[Any, ...], list[Row]] = {}
    for change in session.info.get(_PENDING, []):
        if change.table == table:
            image = {**(change.before or {}), **change.naming, **(change.after or {})}
            rows = found.setdefault(tuple(image.get(name) for name in columns), [])
            if change.row not in rows:
                rows.append(change.row)
    return found


def changed_rows(session: Session, model: type[SQLModel]) -> list[tuple[Row, bool]]:
    """Dòng đang chờ ghi của một bảng, in their order; whether it is new."""
    session.flush()
    table = _table(model).name
    found: dict[Row, bool] = {}
    for change in session.info.get(_PENDING, []):
        if change.table == table:
            found.setdefault(change.row, change.before is None)
    return list(found.items())


def require_recorded(session: Session) -> None:
    """Yêu cầu đã ghi nhật ký: Unrecorded when something changed and no entry says so."""
    left = take(session) if _PENDING in session.info else []
    if left:
        raise Unrecorded(f"Đổi mà không ghi nhật ký: {sorted({one.table for one in left})}")


def _joined(one: RowChange, other: RowChange) -> RowChange | None:
    """Hai thay đổi liền nhau của một dòng thành một; None where nothing is left of them."""
    if one.before is None and other.after is None:
        return None
    if one.after is None or other.before is None:  # deleted, then a row of the same key
        return _replaced(one, other)
    if one.before is None:
        after = _without_nothing({**one.after, **(other.after or {})})
        return RowChange(table=one.table, key=one.key, before=None, after=after, naming={})
    if other.after is None:
        return RowChange(
            table=one.table,
            key=one.key,
            before={**other.before, **one.before},
            after=None,
            naming={},
        )
    before = {**other.before, **one.before}
    after = {**one.after, **other.after}
    real = [name for name in before if before[name] != after[name]]
    if not real:
        return None
    return RowChange(
        table=one.table,
        key=one.key,
        before={name: before[name] for name in real},
        after={name: after[name] for name in real},
        naming=other.naming,
    )


def _replaced(one: RowChange, other: RowChange) -> RowChange | None:
    """Dòng xóa rồi thêm lại dưới cùng khóa: what of it is not as it was."""
    before, after = one.before or {}, other.after or {}
    real = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    if not real:
        return None
    return RowChange(
        table=one.table,
        key=one.key,
        before={name: before.get(name) for name in real},
        after={name: after.get(name) for name in real},
        naming={name: value for name, value in after.items() if name not in real},
    )


def _without_nothing(image: Image) -> Image:
    return {name: value for name, value in image.items() if value is not None}


def insert_rows(
    session: Session, model: type[SQLModel], rows: Sequence[Mapping[str, Any]]
) -> list[Row]:
    """Thêm các dòng in one statement; says which they are, in the same order."""
    if not rows:
        return []
    session.flush()
    table = _table(model)
    whole = [_completed(table, row) for row in rows]
    keys = [int(row[0]) for row in session.connection().execute(_insert(table), whole)]
    shape = recorded(table.name)
    if shape is not None:
        for key, row in zip(keys, whole, strict=True):
            _note(
                session,
                RowChange(
                    table=table.name, key=key, before=None, after=shape.image(row), naming={}
                ),
            )
    return [(table.name, key) for key in keys]


@cache
def _insert(table: sa.Table) -> ReturningInsert[Any]:
    return sa.insert(table).returning(table.c.id, sort_by_parameter_order=True)


def _completed(table: sa.Table, row: Mapping[str, Any]) -> dict[str, Any]:
    """Dòng đủ mọi cột: what is not given is what the class says it begins with."""
    return {
        one.name: row[one.name] if one.name in row else _default(one)
        for one in table.columns
        if not one.primary_key
    }


def _default(column: sa.Column[Any]) -> object:
    default: Any = column.default
    if default is None:
        return None
    return default.arg(None) if default.is_callable else default.arg


def update_rows(
    session: Session,
    model: type[SQLModel],
    *where: Any,  # noqa: ANN401 (a column of truth is a condition too)
    given: Mapping[str, object] | None = None,
    **values: Any,  # noqa: ANN401 (each of its column's own type)
) -> list[Row]:
    """Sửa các dòng này; says which there were, those that were so already among them.

    Conditions made once take their values from `given`.
    """
    session.flush()
    table = _table(model)
    shape = recorded(table.name)
    if shape is None:
        raise ValueError(f"Bảng {table.name} không ghi nhật ký; hãy viết thẳng.")
    told = tuple(name for name in shape.names if name in values)
    asked = _to_be_changed if given is None else _once_to_be_changed
    statement = asked(table, frozenset({*told, *shape.naming}), where)
    found = session.connection().execute(statement, given or {}).mappings().all()
    if not found:
        return []
    keys = [row["id"] for row in found]
    new = {f"{_NEW}{name}": value for name, value in values.items()}
    session.connection().execute(_update(table, frozenset(values)), {**new, _KEYS: keys})
    for row in found:
        before = {name: shape.write(name, row[name]) for name in told}
        after = {name: shape.write(name, values[name]) for name in told}
        _note_update(session, shape, row["id"], dict(row), before, after)
    _forget(session, model, set(keys))
    return [(table.name, key) for key in keys]


_NEW, _KEYS = "new_", "changed_keys"


def _to_be_changed(
    table: sa.Table, names: Collection[str], where: tuple[Any, ...]
) -> sa.Select[*tuple[Any, ...]]:
    """Câu hỏi các dòng sắp đổi, which holds them."""
    wanted = (table.c.id, *(table.c[name] for name in names))
    return sa.select(*wanted).where(*where).order_by(table.c.id).with_for_update(of=table)


_once_to_be_changed = cache(_to_be_changed)


@cache
def _update(table: sa.Table, names: Collection[str]) -> sa.Update:
    values = {name: sa.bindparam(f"{_NEW}{name}", type_=table.c[name].type) for name in names}
    keys: sa.BindParameter[int] = sa.bindparam(_KEYS, expanding=True)
    return sa.update(table).where(table.c.id.in_(keys)).values(values)


def delete_rows(
    session: Session, model: type[SQLModel], *where: sa.ColumnElement[bool]
) -> list[Row]:
    """Xóa các dòng này; says which they were."""
    session.flush()
    table = _table(model)
    shape = recorded(table.name)
    if shape is None:
        raise ValueError(f"Bảng {table.name} không ghi nhật ký; hãy viết thẳng.")
    # In the order of their keys: as they lie there, they would tell which was touched last.
    wanted = sa.select(table).where(*where).order_by(table.c.id)
    found = session.connection().execute(wanted).mappings().all()
    for row in found:
        _note(
            session,
            RowChange(
                table=table.name,
                key=row["id"],
                before=shape.image(dict(row)),
                after=None,
                naming={},
            ),
        )
    keys = [row["id"] for row in found]
    session.connection().execute(sa.delete(table).where(table.c.id.in_(keys)))
    return [(table.name, key) for key in keys]


def _table(model: type[SQLModel]) -> sa.Table:
    found = sa.inspect(model).local_table
    assert isinstance(found, sa.Table)
    return found


def _forget(session: Session, model: type[SQLModel], keys: set[int]) -> None:
    """Quên những gì phiên đã đọc of these rows, since they changed behind its objects."""
    for one in list(session.identity_map.values()):
        if isinstance(one, model) and one.id in keys:  # type: ignore[attr-defined]
            session.expire(one)


def _note(session: Session, change: RowChange) -> None:
    for tell in told:
        tell(session, change)
    if _PENDING in session.info:
        session.info[_PENDING].append(change)


def _note_update(
    session: Session,
    shape: Recorded,
    key: int,
    row: Mapping[str, Any],
    before: Image,
    after: Image,
) -> None:
    real = [name for name in before if before[name] != after[name]]
    if not real:
        return
    naming = {
        name: value
        for name in shape.naming
        if name not in real and (value := shape.write(name, row[name])) is not None
    }
    _note(
        session,
        RowChange(
            table=shape.table.name,
            key=key,
            before={name: before[name] for name in real},
            after={name: after[name] for name in real},
            naming=naming,
        ),
    )


@event.listens_for(orm.Session, "after_flush")
def _note_objects(session: Any, _context: object) -> None:  # noqa: ANN401 (any session)
    if _PENDING not in session.info:
        return
    for one in session.new:
        shape = _shape(one)
        if shape is not None:
            _note(
                session,
                RowChange(
                    table=shape.table.name,
                    key=one.id,
                    before=None,
                    after=shape.image(_values(shape, one)),
                    naming={},
                ),
            )
    for one in session.deleted:
        shape = _shape(one)
        if shape is not None:
            _note(
                session,
                RowChange(
                    table=shape.table.name,
                    key=one.id,
                    before=shape.image(_values(shape, one)),
                    after=None,
                    naming={},
                ),
            )
    for one in session.dirty:
        shape = _shape(one)
        if shape is not None:
            before, after = _changed(shape, one)
            _note_update(session, shape, one.id, _values(shape, one), before, after)


def _shape(one: object) -> Recorded | None:
    return recorded(_table(type(one)).name)  # type: ignore[arg-type]


def _values(shape: Recorded, one: object) -> dict[str, Any]:
    return {name: getattr(one, name) for name in shape.names}


def _changed(shape: Recorded, one: object) -> tuple[Image, Image]:
    attributes = orm.attributes.instance_state(one).attrs
    before: Image = {}
    after: Image = {}
    for name in shape.names:
        history = attributes[name].history
        if history.has_changes():
            if not history.deleted:
                raise Unrecorded(f"Không biết giá trị cũ của {shape.table.name}.{name}")
            before[name] = shape.write(name, history.deleted[0])
            after[name] = shape.write(name, getattr(one, name))
    return before, after


@event.listens_for(orm.Session, "before_commit")
def _refuse_unrecorded(session: Any) -> None:  # noqa: ANN401 (any session)
    if not session.in_nested_transaction():
        require_recorded(session)
