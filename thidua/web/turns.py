"""Lượt chạy: how many page bodies work at the same time in this process."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import BoundedSemaphore, local

from thidua import settings

_ON_SQLITE = 2
_ON_POSTGRESQL = 6  # pages wait for the database server there, and a waiting page uses no processor

_mine = local()


@cache
def turns() -> BoundedSemaphore:
    """Số lượt: how many there are, in all.

    More bodies at once only share the interpreter lock, and every one of them gets slower.
    """
    url = settings.read().database_url
    return BoundedSemaphore(_ON_POSTGRESQL if url.startswith("postgres") else _ON_SQLITE)


@contextmanager
def turn() -> Iterator[None]:
    """Lượt: held while a page, a part of it or a button works, given back even when that fails.

    Whoever holds one already goes on under it: two at once would wait for each other for ever.
    It is taken before a connection of the database, so that nobody waits while holding one.
    """
    if getattr(_mine, "held", False):
        yield
        return
    turns().acquire()
    _mine.held = True
    try:
        yield
    finally:
        if _mine.held:
            _mine.held = False
            turns().release()


@contextmanager
def given_back() -> Iterator[None]:
    """Trả lượt: while only waited, others work; nobody waits here while holding a connection."""
    if not getattr(_mine, "held", False):
        yield
        return
    _mine.held = False
    turns().release()
    try:
        yield
    finally:
        turns().acquire()
        _mine.held = True


@contextmanager
def left() -> Iterator[None]:
    """Rời lượt để ghi: whoever waits to write keeps no reader waiting.

    Writers stand in a line of their own. Afterwards the turn is taken again only where one is free:
    a connection may be held here, and nobody waits for a turn while holding one.
    """
    if not getattr(_mine, "held", False):
        yield
        return
    _mine.held = False
    turns().release()
    try:
        yield
    finally:
        _mine.held = turns().acquire(blocking=False)
