"""Các bước của một việc lâu: told to whoever waits, how many there are and which is under way."""

from collections.abc import Callable

Step = Callable[[int, int, str], None]
"""Báo một bước: which it is, of how many, in words."""


def silent(place: int, count: int, words: str) -> None:
    """Không báo cho ai."""
