"""Người kể: the shape of what tells one kind of entry."""

from collections.abc import Callable
from dataclasses import dataclass

from thidua.services.record.words.told import Told


@dataclass(frozen=True, slots=True)
class Words:
    """Lời của một mục: before, after, and the reason where values and not a person gave it."""

    before: str = ""
    after: str = ""
    reason: str = ""


Teller = Callable[[Told], Words]
"""Cách kể một loại việc."""
