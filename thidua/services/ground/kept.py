"""Giữ lại: what was read stays true until something it was read from is written.

What a value was read from is seen in the statements that made it (`db/stamps.py`); nobody lists it.
Writers keep nothing. They take what is kept only on SQLite, where nobody else writes from the
beginning of their turn to its end, and only of tables they have not written themselves.
"""

from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import Any, TypeVar, cast
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, Pool
from sqlmodel import Session

from thidua.db import queries, stamps
from thidua.db.stamps import Rest, Source
from thidua.domain.period.period import BlockPeriod

_Value = TypeVar("_Value")

_MOST = 8192
"""Nhiều nhất: some hundred people each hold about ten values, a province some thousands."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Một giá trị đã giữ, with the stamps of all it was read from."""

    value: Any
    stamps: Mapping[Source, str]


class Store:
    """Kho giữ lại: the latest value of each key, the ones last used of them; shared by all sessions
    of one database."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._kept: OrderedDict[Hashable, Kept] = OrderedDict()
        self._making: dict[Hashable, Lock] = {}
        self._lock = Lock()

    def get(self, session: Session, key: Hashable, make: Callable[[], Any]) -> Any:  # noqa: ANN401
        """Lấy ra, or make it and keep it; whoever asks while another makes it waits for that."""
        found = self.held(session, key)
        if found is None:
            with self._alone(key):
                found = self.held(session, key) or self._make(session, key, make)
        stamps.note_sources(session, found.stamps)
        return found.value

    def get_all(
        self,
        session: Session,
        keys: Mapping[int, Hashable],
        make: Callable[[Collection[int]], Mapping[int, Any]],
    ) -> dict[int, Any]:
        """Lấy ra các giá trị của nhiều kỳ; what is missing is made together, from statements that
        ask for the keys of those periods."""
        stamps.load(session, keys)
        found = {period: self.held(session, key) for period, key in keys.items()}
        missing = [period for period, one in found.items() if one is None]
        if missing:
            with stamps.noting_reads(session, *missing) as read:
                made = make(missing)
            for period in missing:
                own = {one for one in read if _is_of(one, period)}
                found[period] = self._keep(session, keys[period], made[period], own)
        whole = {period: one for period, one in found.items() if one is not None}
        for one in whole.values():
            stamps.note_sources(session, one.stamps)
        return {period: one.value for period, one in whole.items()}

    @contextmanager
    def _alone(self, key: Hashable) -> Iterator[None]:
        """Một mình làm giá trị này; the values it needs in turn never need it."""
        with self._lock:
            making = self._making.setdefault(key, Lock())
        try:
            with making:
                yield
        finally:
            with self._lock:
                if self._making.get(key) is making and not making.locked():
                    del self._making[key]

    def held(self, session: Session, key: Hashable) -> Kept | None:
        """Đang giữ và còn đúng, as this session sees the data."""
        with self._lock:
            found = self._kept.get(key)
            if found is None:
                return None
            self._kept.move_to_end(key)
        return found if stamps.current(session, found.stamps) == found.stamps else None

    def _make(self, session: Session, key: Hashable, make: Callable[[], Any]) -> Kept:
        with stamps.noting_reads(session, _period_of(key)) as read:
            value = make()
        return self._keep(session, key, value, read)

    def _keep(
        self,
        session: Session,
        key: Hashable,
        value: Any,  # noqa: ANN401 (of the caller's kind)
        read: Iterable[Source],
    ) -> Kept:
        made = Kept(value, stamps.current(session, read))
        with self._lock:
            self._kept[key] = made
            self._kept.move_to_end(key)
            while len(self._kept) > self._size:
                self._kept.popitem(last=False)
        return made


_stores: WeakKeyDictionary[Pool, Store] = WeakKeyDictionary()
_opening = Lock()


def store(engine: Engine) -> Store:
    """Kho của cơ sở dữ liệu này, the same for who reads and who writes; it goes with its pool."""
    with _opening:
        return _stores.setdefault(engine.pool, Store(_MOST))


def kept(session: Session, key: Hashable, make: Callable[[], _Value]) -> _Value:
    """Lấy giá trị đã giữ, or make it from this session; nothing may change what is handed out.

    `key` must name everything the value depends on beside the data; a period in it says which one
    the value is about. Rights are asked before, since the store is shared by everybody.
    """
    mine = store(session.get_bind().engine)
    if queries.only_reads(session):
        return cast(_Value, mine.get(session, key, make))
    found = mine.held(session, key) if stamps.is_alone(session) else None
    if found is None or any(stamps.has_written(session, place) for place in found.stamps):
        return make()
    return cast(_Value, found.value)


def kept_all(
    session: Session,
    keys: Mapping[int, Hashable],
    make: Callable[[Collection[int]], Mapping[int, _Value]],
) -> dict[int, _Value]:
    """Lấy giá trị đã giữ của nhiều kỳ, by the key of each; the missing ones are made at once."""
    if not queries.only_reads(session):
        return dict(make(list(keys)))
    found = store(session.get_bind().engine).get_all(session, keys, make)
    return cast("dict[int, _Value]", found)


def _is_of(source: Source, period: int) -> bool:
    """Nguồn của kỳ này, or of none."""
    return isinstance(source, Rest) or source[1] in (stamps.ANY, period)


def _period_of(key: Hashable) -> int:
    """Kỳ mà giá trị này nói tới, ANY where the key names none."""
    parts: Iterable[object] = key if isinstance(key, tuple) else ()
    for one in parts:
        if isinstance(one, BlockPeriod):
            return one.id
        if isinstance(one, tuple) and (inner := _period_of(one)) != stamps.ANY:
            return inner
    return stamps.ANY
