"""Dựng lại từ nhật ký: the tables as the record has them, and where they are not so.

Only values are compared, never words: what a release says of them is its own affair.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from thidua.db.rows import ADDED_LATER, Image, Recorded, all_recorded
from thidua.db.tables import AuditEntry
from thidua.domain.law_book import LawBook
from thidua.services import personal
from thidua.services.personal import ERASED, PERSON
from thidua.services.record_words.names import GONE, Names, law_in_force
from thidua.services.record_words.places import place_of, values_words
from thidua.services.record_words.told import decoded, read_content

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


def replayed(session: Session, until: int | None = None) -> Replayed:
    """Dựng lại các bảng từ mục đầu tới mục `until`, or to the last."""
    tables: Tables = {}
    faults: list[Mismatch] = []
    for position, text in _contents(session, until):
        for said in read_content(text).get("rows", ()):
            rows = tables.setdefault(said["table"], {})
            if not _apply(rows, said):
                place = f"mục {position} · {said['table']} {said['key']}"
                faults.append(Mismatch(place, "không nối với mục trước", "giá trị liền trước"))
    return Replayed(tables, tuple(faults))


def _contents(session: Session, until: int | None) -> Iterator[tuple[int, str]]:
    after = 0
    while True:
        wanted = (
            sa.select(col(AuditEntry.position), col(AuditEntry.content))
            .where(col(AuditEntry.position) > after, col(AuditEntry.content) != "{}")
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


def mismatches(session: Session) -> list[Mismatch]:
    """Dữ liệu đã bị đổi ngoài phần mềm: every value must be the one that was recorded last."""
    found = replayed(session)
    people = _People(session)
    names = Names(_ReplayedRows(session, found.tables, people.names))
    listed = [*_broken_names(session), *found.faults]
    for shape in all_recorded():
        recorded = found.tables.get(shape.table.name, {})
        listed += _of_table(session, shape, recorded, people, names)
    return listed


class _People:
    """Tên người hai chiều: the token of a stored name, the name of a recorded token."""

    def __init__(self, session: Session) -> None:
        self.names = personal.names(session)
        self._tokens = {
            personal.mark(key) if name == ERASED else name: key for key, name in self.names.items()
        }

    def recorded(self, shape: Recorded, image: Image) -> Image:
        """Dòng đang có như nhật ký ghi; a name it never heard of stays a plain text."""
        return {
            name: {PERSON: self._tokens[value]}
            if name in shape.persons and value in self._tokens
            else value
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


def _of_table(
    session: Session,
    shape: Recorded,
    recorded: dict[int, Image],
    people: _People,
    names: Names,
) -> Iterator[Mismatch]:
    table = shape.table.name
    seen: set[int] = set()
    for key, image in _stored(session, shape):
        seen.add(key)
        stored = people.recorded(shape, image) if isinstance(image, dict) else image
        told = recorded.get(key)
        if told is not None:
            told = _completed(table, told)
        if stored == told:
            continue
        place = _place(table, told if told is not None else stored, people, names)
        if not isinstance(stored, dict):
            yield Mismatch(place, f"không đọc được ({stored})", "giá trị hợp lệ")
        elif told is None:
            yield Mismatch(place, values_words(table, stored, people.names), _UNRECORDED)
        else:
            names_ = sorted(name for name in {*stored, *told} if stored.get(name) != told.get(name))
            yield Mismatch(
                place,
                values_words(table, {name: stored.get(name) for name in names_}, people.names),
                values_words(table, {name: told.get(name) for name in names_}, people.names),
            )
    for key in sorted(recorded.keys() - seen):
        told = recorded[key]
        yield Mismatch(
            _place(table, told, people, names), _ABSENT, values_words(table, told, people.names)
        )


def _completed(table: str, image: Image) -> Image:
    """Dòng ghi từ trước khi có một cột: what the column held of it."""
    later = {
        name: value
        for (of, name), value in ADDED_LATER.items()
        if of == table and name not in image
    }
    return {**later, **image}


def _place(table: str, image: Image | str | None, people: _People, names: Names) -> str:
    if not isinstance(image, dict):
        return place_of(table, GONE, names)
    try:
        return place_of(table, decoded(table, image, people.names), names)
    except (ValueError, ArithmeticError, LookupError):
        return place_of(table, GONE, names)


def _stored(session: Session, shape: Recorded) -> Iterator[tuple[int, Image | str]]:
    """Các dòng đang có; of one that cannot be read, why."""
    table = shape.table
    wanted = sa.select(table.c.id, *(table.c[name] for name in shape.names)).order_by(table.c.id)
    connection = session.connection()
    try:
        found = [
            (row["id"], shape.image(dict(row))) for row in connection.execute(wanted).mappings()
        ]
    except (ValueError, ArithmeticError, LookupError):
        yield from _one_by_one(session, shape)
        return
    yield from found


def _one_by_one(session: Session, shape: Recorded) -> Iterator[tuple[int, Image | str]]:
    table, connection = shape.table, session.connection()
    columns = [table.c[name] for name in shape.names]
    for key in connection.execute(sa.select(table.c.id).order_by(table.c.id)).scalars().all():
        try:
            row = connection.execute(sa.select(*columns).where(table.c.id == key)).mappings().one()
            yield key, shape.image(dict(row))
        except (ValueError, ArithmeticError, LookupError) as fault:
            yield key, type(fault).__name__


def _broken_names(session: Session) -> Iterator[Mismatch]:
    """Tên người phải đúng dấu của nó; one that was erased has nothing left to be wrong."""
    for fault in personal.faults(session):
        yield Mismatch("tên người trong nhật ký", fault, "đúng dấu đã niêm")
