"""Công bố từng bậc: how much of a ranking the room has been told, from the last rank upwards."""

import hashlib
from collections.abc import Sequence
from itertools import groupby

from thidua.domain.ranking.standing import Standing


def reveal_order(rows: Sequence[Standing]) -> list[list[Standing]]:
    """Các bậc công bố: units of one rank together, the last rank first."""
    placed = [row for row in rows if row.rank is not None]
    steps = [list(same) for _, same in groupby(placed, key=lambda row: row.rank)]
    return steps[::-1]


def revealed(rows: Sequence[Standing], step: int) -> list[Standing]:
    """Đã công bố sau chừng này bước, best first; whatever ranks higher is not in it."""
    shown_steps = reveal_order(rows)[:step]
    return [row for same in reversed(shown_steps) for row in same]


def ranking_mark(rows: Sequence[Standing]) -> str:
    """Dấu của một thứ tự xếp hạng: another order has another, and nothing of it is revealed yet."""
    told = "\n".join(f"{row.rank} {row.unit}" for row in rows if row.rank is not None)
    return hashlib.sha256(told.encode()).hexdigest()
