"""Việc nặng: what reads everything takes no turn from the pages, and is done one at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from thidua.web.turns import given_back

_one = Lock()


@contextmanager
def heavy() -> Iterator[None]:
    """Làm việc nặng ngoài lượt: pages go on meanwhile; a second such work waits for the first."""
    with given_back(), _one:
        yield
