"""Chờ đọc tệp: what the server gives back while a file from outside is read in another process."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from thidua.files.reading import apart


def wait_in(way: Callable[[], AbstractContextManager[None]]) -> None:
    """Chờ theo cách này, from now on and in this whole process."""
    apart.waiting = way
