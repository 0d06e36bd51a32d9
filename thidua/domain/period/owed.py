"""Việc còn phải làm: one thing, where it is done, how far it is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OwedTask:
    """Một việc: in words, the page it is done on, and the place on that page.

    `done` and `whole` say how far it is; both 0 where that cannot be counted.
    """

    words: str
    page: str
    place: tuple[tuple[str, str], ...] = ()
    done: int = 0
    whole: int = 0
