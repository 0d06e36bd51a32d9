"""Nạp sau: a library that is loaded when something of it is first asked for.

Loading everything takes longer than serving the first page. What only some deeds need stands in a
module like this, its import for the type checker beside it:

    if TYPE_CHECKING:
        import altair
    else:
        altair = Later("altair")

Two threads may ask first at the same time: Python itself loads a module once and lets the second
wait.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module


@contextmanager
def loading() -> Iterator[None]:
    """Đang nạp: what is loaded stays, so nothing is to be gained by looking for garbage in it."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class Later:
    """Thư viện nạp sau, in place of the module of this name."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, attribute: str) -> object:
        if attribute.startswith("__"):  # asked by tools that look a module over, not by a deed
            raise AttributeError(attribute)
        return getattr(import_module(self._name), attribute)
