"""Kệ: values that never change for their key, kept so that they are understood only once."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

_Value = TypeVar("_Value")


class Shelf(Generic[_Value]):
    """Kệ có giới hạn: keeps the values last used, at most `size`; shared by all sessions.

    Only for values that their key determines for good (a fingerprint of the content), so that it
    can neither go stale nor show one user what belongs to another.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._values: OrderedDict[Hashable, _Value] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], _Value]) -> _Value:
        """Lấy ra, or make it and keep it."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
        value = make()
        with self._lock:
            self._values[key] = value
            while len(self._values) > self._size:
                self._values.popitem(last=False)
        return value
