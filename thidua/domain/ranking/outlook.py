"""Cơ hội: while scores are open, who is sure of an award's places, who may still reach them.

What is verified stands; every line that is still open may turn out anywhere between nothing and its
maximum, whatever is written there now. Ties count against being sure, and gates are not foreseen.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from thidua.domain.covenant.covenant import Covenant, Sign
from thidua.domain.ground.points import ZERO
from thidua.domain.ranking.ranking import merit
from thidua.domain.ranking.standing import Standings
from thidua.domain.ranking.still_open import StillOpen
from thidua.domain.rules.entry import Entry, LineState
from thidua.domain.scoring.scoring import Entries, peer_entries, score_unit


class Chance(StrEnum):
    """Cơ hội của một đơn vị với số suất từ trên xuống."""

    CERTAIN = "certain"
    OPEN = "open"
    IMPOSSIBLE = "impossible"


CHANCE_WORDS = {
    Chance.CERTAIN: "chắc chắn",
    Chance.OPEN: "còn cơ hội",
    Chance.IMPOSSIBLE: "không còn khả năng",
}
"""Bằng lời."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """Cơ hội của một đơn vị: `least` and `most` bound what it is ranked by.

    `most` is None where an open bonus has no limit. `chances` are in the order of the covenant's
    awards, each for this award or a higher one.
    """

    unit: str
    least: Fraction
    most: Fraction | None
    chances: tuple[Chance, ...]


@dataclass(frozen=True, slots=True)
class Prospects:
    """Triển vọng của kỳ: the awards by which it is told, and each unit's chances of them."""

    awards: tuple[str, ...]
    outlooks: tuple[Outlook, ...]


def outlooks(
    covenant: Covenant,
    sheets: Mapping[str, Entries],
    standings: Standings,
    members: int,
    still: StillOpen,
) -> tuple[Outlook, ...]:
    """Cơ hội của các đơn vị được xét, the one that may reach most first."""
    considered = [row.unit for row in standings.rows if row.excluded is None]
    peers = peer_entries(covenant, sheets)
    bounds = {
        unit: _bounds(covenant, sheets.get(unit, {}), _open_lines(covenant, still, unit), peers)
        for unit in considered
    }
    known = {unit: pair for unit, pair in bounds.items() if pair is not None}
    totals: list[int] = []
    for line in covenant.award_lines:
        totals.append((totals[-1] if totals else 0) + (line.places_for(members) or 0))
    found = [
        Outlook(unit, least, most, tuple(_chance(unit, known, places) for places in totals))
        for unit, (least, most) in known.items()
    ]
    return tuple(
        sorted(
            found, key=lambda one: (one.most is not None, -(one.most or 0), -one.least, one.unit)
        )
    )


_Bounds = tuple[Fraction, Fraction | None]
"""Từ đâu đến đâu; None where there is no upper end."""


def _chance(unit: str, bounds: Mapping[str, _Bounds], places: int) -> Chance:
    least, most = bounds[unit]
    others = [pair for other, pair in bounds.items() if other != unit]
    if sum(highest is None or highest >= least for _, highest in others) < places:
        return Chance.CERTAIN
    if most is not None and sum(lowest > most for lowest, _ in others) >= places:
        return Chance.IMPOSSIBLE
    return Chance.OPEN


def _open_lines(covenant: Covenant, still: StillOpen, unit: str) -> frozenset[str]:
    return frozenset(code for code in covenant.criteria if still.line(unit, code))


def _bounds(
    covenant: Covenant,
    entries: Entries,
    open_lines: frozenset[str],
    peers: Mapping[str, Sequence[Entry]],
) -> _Bounds | None:
    missing = set(score_unit(covenant, entries, peers).missing)
    assigned = {
        code for code, entry in entries.items() if entry.state is not LineState.NOT_ASSIGNED
    }
    moving = missing | (open_lines & (assigned | (covenant.criteria.keys() - entries.keys())))
    found = _merits(covenant, entries, moving, peers, _MUCH)
    further = found and _merits(covenant, entries, moving, peers, 2 * _MUCH)
    if not found or not further:
        return None
    least, most = found
    # a total that grows with what an open bonus might be has no upper end
    return (least, most) if (least, most) == further else (min(least, further[0]), None)


_MUCH = Decimal(10) ** 9


def _merits(
    covenant: Covenant,
    entries: Entries,
    open_codes: AbstractSet[str],
    peers: Mapping[str, Sequence[Entry]],
    much: Decimal,
) -> tuple[Fraction, Fraction] | None:
    """Thấp nhất và cao nhất, a bonus without limit taken for `much`."""
    worst, best = dict(entries), dict(entries)
    for code, criterion in covenant.criteria.items():
        entry = entries.get(code)
        is_loss = criterion.sign is Sign.DEDUCTION
        if code in open_codes:
            top = criterion.most_points
            none, full = _given(ZERO), _given(much if top is None else top)
            worst[code], best[code] = (full, none) if is_loss else (none, full)
        elif entry is not None and not entry.confirmed:
            kept, dropped = replace(entry, confirmed=True), _given(ZERO)
            worst[code], best[code] = (kept, dropped) if is_loss else (dropped, kept)
    least = merit(covenant, score_unit(covenant, worst, peers))
    most = merit(covenant, score_unit(covenant, best, peers))
    return None if least is None or most is None else (least, most)


def _given(points: Decimal) -> Entry:
    return Entry(points=points, state=LineState.AGREED)
