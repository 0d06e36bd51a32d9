"""Suất khen thưởng theo thứ hạng: who stands within each award's places, ties never cut.

The covenant says how many places each award has; requirements of law are another matter.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from thidua.domain.covenant.covenant import Covenant
from thidua.domain.covenant.gates import GateEffect
from thidua.domain.ground.text import folded
from thidua.domain.ranking.standing import Standing, Standings


@dataclass(frozen=True, slots=True)
class Barred:
    """Đơn vị không được đề nghị: it keeps its rank and takes no place."""

    unit: str
    reason: str


@dataclass(frozen=True, slots=True)
class Undecided:
    """Cần biểu quyết: tied units of whom only `open_places` can be chosen for this award."""

    units: tuple[str, ...]
    open_places: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardPlaces:
    """Kết quả của một suất khen: who takes a place and who must be voted on.

    `places` is None where the covenant does not say for this size of block. Nobody in `undecided`
    is cut without the meeting; whoever is not chosen falls to the next award.
    """

    award: str
    places: int | None
    proposed: tuple[str, ...] = ()
    undecided: tuple[Undecided, ...] = ()
    barred: tuple[Barred, ...] = ()


def award_places(covenant: Covenant, standings: Standings, members: int) -> list[AwardPlaces]:
    """Suất khen của khối, in the covenant's order; a unit takes the first award it reaches."""
    waiting = [row for row in standings.rows if row.rank is not None]
    tied: list[Standing] = []
    left_over = 0
    results = []
    for line in covenant.award_lines:
        places = line.places_for(members)
        free = places or 0
        undecided = []
        barred = tuple(_barred(line.award, [*(tied if left_over else ()), *waiting]))
        if left_over and free:
            given = min(left_over, free)
            undecided.append(Undecided(tuple(row.unit for row in tied), given))
            left_over, free = left_over - given, free - given
        names = {entry.unit for entry in barred}
        open_to = [row for row in waiting if row.unit not in names]
        proposed, group = ([], []) if left_over else _filled(open_to, free)
        if group:
            tied = group
            undecided.append(Undecided(tuple(row.unit for row in group), free - len(proposed)))
            left_over = len(group) - (free - len(proposed))
        results.append(
            AwardPlaces(
                award=line.award,
                places=places,
                proposed=tuple(row.unit for row in proposed),
                undecided=tuple(undecided),
                barred=barred,
            )
        )
        taken = {row.unit for row in (*proposed, *group)}
        waiting = [row for row in waiting if row.unit not in taken]
    return results


def _barred(award: str, rows: Iterable[Standing]) -> Iterable[Barred]:
    for row in rows:
        hits = [
            hit
            for hit in row.score.gate_hits
            if hit.gate.effect is GateEffect.BAR_AWARD and folded(hit.gate.barred) == folded(award)
        ]
        if hits:
            yield Barred(row.unit, "; ".join(hit.reason() for hit in hits))


def _filled(rows: Sequence[Standing], places: int) -> tuple[list[Standing], list[Standing]]:
    """Lấp suất từ trên xuống; the tied group that does not fit whole is returned apart."""
    taken: list[Standing] = []
    for _, same in groupby(rows, key=lambda row: row.rank):
        group = list(same)
        if len(taken) == places:
            break
        if len(taken) + len(group) > places:
            return taken, group
        taken += group
    return taken, []


def reached_awards(places: Iterable[AwardPlaces]) -> dict[str, str]:
    """Suất khen mà hạng của mỗi đơn vị đạt tới, or that it must be voted on."""
    found: dict[str, str] = {}
    for line in places:
        for unit in line.proposed:
            found[unit] = line.award
        for group in line.undecided:
            for unit in group.units:
                found.setdefault(unit, f"{line.award}: cần biểu quyết")
    return found
