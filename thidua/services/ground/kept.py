"""Giữ lại: what was read stays true until the record grows, so it is read once per entry.

Every change writes its audit entry in the same transaction; the hash of the last entry therefore
names one state of one database. Writers always read afresh.
"""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

from sqlmodel import Session

from thidua.db import queries
from thidua.services.ground.shelf import Shelf

_Value = TypeVar("_Value")

_LAST = "last_recorded"
_shelf: Shelf[Any] = Shelf(256)


def kept(session: Session, key: Hashable, make: Callable[[], _Value]) -> _Value:
    """Lấy giá trị đã giữ, or make it from this session; nothing may change what is handed out.

    `key` must name everything the value depends on beside the data. Rights are asked before, since
    the shelf is shared by everybody.
    """
    if not queries.only_reads(session):
        return make()
    if _LAST not in session.info:
        note_last(session, queries.last_recorded(session))
    address = session.get_bind().engine.url
    place = (address.render_as_string(hide_password=False), session.info[_LAST], key)
    return cast(_Value, _shelf.get(place, make))


def note_last(session: Session, recorded: str) -> None:
    """Ghi nhớ dấu của mục nhật ký cuối, for a session that has just read it."""
    session.info[_LAST] = recorded
