"""Dựng lại từ nhật ký: the tables as the record has them, and where they are not so.

Only values are compared, never words: what a release says of them is its own affair.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, col

from thidua.db.rows import ADDED_LATER, Image, Recorded, all_recorded
from thidua.db.tables import AuditEntry
from thidua.domain.law.book import LawBook
from thidua.domain.period.period import BlockPeriod
from thidua.services.ground import personal
from thidua.services.ground.audit import read_content
from thidua.services.ground.personal import ERASED, PERSON
from thidua.services.record import belonging
from thidua.services.record.words.columns import column_words
from thidua.services.record.words.names import GONE, Names, law_in_force
from thidua.services.record.words.places import place_of, values_words
from thidua.services.record.words.told import decoded

_ABSENT, _UNRECORDED = "không có", "chưa ghi nhận"
_CHUNK = 2000

Tables = dict[str, dict[int, Image]]
"""Các bảng bằng giá trị: by table and key, as they stand in the record."""


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Chỗ dữ liệu khác nhật ký: where, what stands there, and what was recorded last."""

    place: str
    stored: str
    recorded: str


@dataclass(frozen=True, slots=True)
class Replayed:
    """Dữ liệu dựng lại: the tables, and entries that do not follow from those before them."""

    tables: Tables
    faults: tuple[Mismatch, ...] = ()


def replayed(
    session: Session,
    until: int | None = None,
    since: tuple[int, Replayed] | None = None,
    among: Sequence[sa.ColumnElement[bool]] = (),
) -> Replayed:
    """Dựng lại các bảng từ mục đầu tới mục `until`, or to the last.

    `since` is what was replayed up to a position; it goes on from there, in the same tables. With
    `among` only entries of this kind are read, for tables that no other entry changes.
    """
    after, begun = since or (0, Replayed({}))
    tables, faults = begun.tables, list(begun.faults)
    for position, text in _contents(session, until, after, among):
        content = read_content(text)
        for said in content.get("rows", ()):
            rows = tables.setdefault(said["table"], {})
            if not _apply(rows, said):
                place = f"mục {position} · {said['table']} {said['key']}"
                faults.append(Mismatch(place, "không nối với mục trước", "giá trị liền trước"))
        if corrected := personal.corrections(content):
            _correct(tables, corrected)
    return Replayed(tables, tuple(faults))


def _contents(
    session: Session, until: int | None, after: int, among: Sequence[sa.ColumnElement[bool]]
) -> Iterator[tuple[int, str]]:
    while True:
        wanted = (
            sa.select(col(AuditEntry.position), col(AuditEntry.content))
            .where(col(AuditEntry.position) > after, col(AuditEntry.content) != "{}", *among)
            .order_by(col(AuditEntry.position))
            .limit(_CHUNK)
        )
        if until is not None:
            wanted = wanted.where(col(AuditEntry.position) <= until)
        rows = session.connection().execute(wanted).all()
        yield from ((row[0], row[1]) for row in rows)
        if len(rows) < _CHUNK:
            return
        after = rows[-1][0]


def _apply(rows: dict[int, Image], said: Mapping[str, Any]) -> bool:
    """Áp một thay đổi; False where what was there is not what the entry found."""
    key, before, after = said["key"], said.get("before"), said.get("after")
    there = rows.get(key)
    if before is None:
        rows[key] = dict(after or {})
        return there is None
    if after is None:
        rows.pop(key, None)
        return bool(there == before)
    if there is None:
        rows[key] = {**said.get("naming", {}), **after}
        return False
    fits = all(there.get(name) == value for name, value in before.items())
    there.update(after)
    for name in [name for name, value in after.items() if value is None]:
        del there[name]
    return fits


def _correct(tables: Tables, corrected: Mapping[str, str]) -> None:
    """Sửa tên ở mọi dòng, as the tables were turned when the entry was made."""
    for rows in tables.values():
        for image in rows.values():
            for name, value in image.items():
                if isinstance(value, dict) and value.get(PERSON) in corrected:
                    image[name] = {PERSON: corrected[value[PERSON]]}


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Dòng khác nhật ký: as it stands and as it was recorded last, None where it is not there.

    `unread` says why a row that stands there cannot be read; `columns` are those that differ.
    """

    table: str
    key: int
    stored: Image | None
    recorded: Image | None
    unread: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """Các cột khác nhau."""
        one, other = self.stored or {}, self.recorded or {}
        return tuple(name for name in sorted({*one, *other}) if one.get(name) != other.get(name))


def differences(session: Session) -> Iterator[Difference]:
    """Mọi dòng khác nhật ký, table by table; every column of every recorded table is compared."""
    yield from _differences(session, replayed(session).tables, People(session))


def mismatches(
    session: Session, found: Replayed | None = None, only: BlockPeriod | None = None
) -> list[Mismatch]:
    """Dữ liệu đã bị đổi ngoài phần mềm: every value must be the one that was recorded last.

    `found` is the record where it was replayed already; with `only` a period, the rows of this one
    and of the units and blocks themselves are compared.
    """
    found = found or replayed(session)
    people = People(session)
    names = Names(_ReplayedRows(session, found.tables, people.names))
    listed = [*_broken_names(session), *found.faults]
    rows = None if only is None else belonging.rows_of(session, found.tables, only.id)
    listed += [
        _told(one, people, names) for one in _differences(session, found.tables, people, rows)
    ]
    return listed


def _differences(
    session: Session,
    tables: Tables,
    people: "People",
    only: Mapping[str, Set[int]] | None = None,
) -> Iterator[Difference]:
    for shape in all_recorded():
        table = shape.table.name
        recorded = tables.get(table, {})
        keys = None if only is None else only.get(table, frozenset())
        if keys is not None:
            recorded = {key: recorded[key] for key in keys if key in recorded}
        seen: set[int] = set()
        for key, image in _stored(session, shape, keys):
            seen.add(key)
            told = recorded.get(key)
            told = None if told is None else people.expected(completed(table, told))
            if isinstance(image, str):
                yield Difference(table=table, key=key, stored=None, recorded=told, unread=image)
            elif image != told:
                yield Difference(table=table, key=key, stored=image, recorded=told)
        for key in sorted(recorded.keys() - seen):
            yield Difference(
                table=table, key=key, stored=None, recorded=people.expected(recorded[key])
            )


def _told(one: Difference, people: "People", names: Names) -> Mismatch:
    place = _place(one, people, names)
    if one.unread:
        return Mismatch(place, f"không đọc được ({one.unread})", "giá trị hợp lệ")
    if one.recorded is None:
        return Mismatch(place, _words(one, one.stored, people, names), _UNRECORDED)
    if one.stored is None:
        return Mismatch(place, _ABSENT, _words(one, one.recorded, people, names))
    return Mismatch(
        place, _words(one, one.stored, people, names), _words(one, one.recorded, people, names)
    )


def _words(one: Difference, image: Image | None, people: "People", names: Names) -> str:
    said = {name: (image or {}).get(name) for name in one.columns}
    return values_words(one.table, said, people.names, names)


def _place(one: Difference, people: "People", names: Names) -> str:
    image = one.recorded if one.recorded is not None else one.stored
    try:
        return place_of(one.table, decoded(one.table, image or {}, people.names), names)
    except (ValueError, ArithmeticError, LookupError):
        return place_of(one.table, GONE, names)


class People:
    """Tên sau dấu: the name a stored column must hold, a mark where the name was erased."""

    def __init__(self, session: Session) -> None:
        self.names = personal.names(session)
        self._stored = self.names | {
            token: personal.mark(token) for token in personal.erased(session)
        }

    def expected(self, image: Image) -> Image:
        """Dòng như nó phải đứng trong bảng, names in place of tokens."""
        return {
            name: self._stored.get(value[PERSON], ERASED) if isinstance(value, dict) else value
            for name, value in image.items()
        }


class _ReplayedRows:
    """Tra trong dữ liệu dựng lại."""

    def __init__(self, session: Session, tables: Tables, people: Mapping[str, str]) -> None:
        self._session = session
        self._tables = tables
        self._people = people

    def row(self, table: str, key: int | None) -> Mapping[str, Any]:
        """Dòng như nhật ký có."""
        image = self._tables.get(table, {}).get(key or 0)
        return GONE if image is None else decoded(table, image, self._people)

    def coded(self, table: str, code: str) -> Mapping[str, Any]:
        """Dòng mang mã này như nhật ký có."""
        rows = self._tables.get(table, {})
        return self.row(table, next((key for key, one in rows.items() if one["code"] == code), 0))

    def book(self) -> LawBook | None:
        """Bộ luật đang dùng: whatever was bent, places are told in its words."""
        return law_in_force(self._session)

    def criterion(self, period: int, version: int, code: str) -> None:
        """Không tra giao ước: places are told without it."""


def completed(table: str, image: Image) -> Image:
    """Dòng ghi từ trước khi có một cột: what the column held of it."""
    later = {
        name: value
        for (of, name), value in ADDED_LATER.items()
        if of == table and name not in image
    }
    return {**later, **image}


_UNREADABLE = (ValueError, ArithmeticError, LookupError, TypeError, AttributeError, DBAPIError)


def _stored(
    session: Session, shape: Recorded, only: Set[int] | None
) -> Iterator[tuple[int, Image | str]]:
    """Các dòng đang có, or those of these keys; of one that cannot be read, or reads but is not
    written so, why.
    """
    if only is None:
        yield from _read(session, shape, "")
        return
    keys = sorted(only)
    for start in range(0, len(keys), _CHUNK):
        listed = ", ".join(str(int(key)) for key in keys[start : start + _CHUNK])
        yield from _read(session, shape, f"id IN ({listed})")


def _read(session: Session, shape: Recorded, where: str) -> Iterator[tuple[int, Image | str]]:
    table = shape.table
    connection = session.connection()
    if connection.dialect.name != "sqlite":  # its columns hold nothing but what their types allow
        typed = sa.select(table.c.id, *(table.c[name] for name in shape.names))
        typed = typed.where(sa.text(where)) if where else typed
        for one in connection.execute(typed.order_by(table.c.id)).mappings():
            yield one["id"], shape.image(dict(one))
        return
    names = ", ".join(f'"{name}"' for name in ("id", *shape.names))
    wanted = f'SELECT {names} FROM "{table.name}"'
    try:
        found = connection.exec_driver_sql(
            f"{wanted} {f'WHERE {where} ' if where else ''}ORDER BY id"
        ).all()
    except DBAPIError:
        asked = sa.select(table.c.id).order_by(table.c.id)
        keys = connection.execute(asked.where(sa.text(where)) if where else asked).scalars().all()
        for key in keys:
            yield key, _one(connection, shape, wanted, key)
        return
    forms = _forms(shape, connection.dialect)
    for row in found:
        yield row[0], _image(shape, forms, row)


def _one(connection: sa.Connection, shape: Recorded, wanted: str, key: int) -> Image | str:
    try:
        row = connection.exec_driver_sql(f"{wanted} WHERE id = {key}").one()
    except DBAPIError as fault:
        return type(fault).__name__
    return _image(shape, _forms(shape, connection.dialect), row)


@dataclass(frozen=True, slots=True)
class _Form:
    """Dạng lưu của một cột: from what stands in the file to its value, and back."""

    name: str
    read: Callable[[Any], Any]
    write: Callable[[Any], Any]


def _same(value: Any) -> Any:  # noqa: ANN401 (as the driver gives it)
    return value


def _forms(shape: Recorded, dialect: sa.Dialect) -> list[_Form]:
    forms = []
    for name in shape.names:
        kind = shape.table.c[name].type.dialect_impl(dialect)
        read = kind.result_processor(dialect, None)
        write = kind.bind_processor(dialect)
        forms.append(_Form(name, read or _same, write or _same))
    return forms


def _image(shape: Recorded, forms: list[_Form], row: Sequence[Any]) -> Image | str:
    """Dòng bằng giá trị, or why not: a value written another way than the program writes it is one
    that another reader may take for something else.
    """
    values = {}
    for form, raw in zip(forms, row[1:], strict=True):
        try:
            value = form.read(raw)
            again = form.write(value)
        except _UNREADABLE as fault:
            return f"{column_words(form.name)}: {type(fault).__name__}"
        if again != raw or (isinstance(again, bool | int | str) and str(again) != str(raw)):
            return f"{column_words(form.name)}: không đúng dạng, «{raw}»"
        values[form.name] = value
    try:
        return shape.image(values)
    except _UNREADABLE as fault:
        return type(fault).__name__


def _broken_names(session: Session) -> Iterator[Mismatch]:
    """Tên người phải đúng dấu của nó; one that was erased has nothing left to be wrong."""
    for fault in personal.faults(session):
        yield Mismatch("tên người trong nhật ký", fault, "đúng dấu đã niêm")
