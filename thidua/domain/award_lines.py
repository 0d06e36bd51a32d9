"""Suất khen thưởng theo thứ hạng: who stands within each award's places, ties never cut.

The covenant says how many places each award has; requirements of law are another matter.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from thidua.domain.covenant import Covenant
from thidua.domain.gates import GateEffect
from thidua.domain.ranking import Standing, Standings
from thidua.domain.text import folded


@dataclass(frozen=True, slots=True)
class Barred:
    """Đơn vị không được đề nghị: it keeps its rank and takes no place."""

    unit: str
    reason: str


@dataclass(frozen=True, slots=True)
class AwardPlaces:
    """Kết quả của một suất khen: who takes a place and who must be voted on.

    `places` is None where the covenant does not say for this size of block. `undecided` are units
    tied across the line, of whom `open_places` can be chosen: nobody is cut without the meeting.
    """

    award: str
    places: int | None
    proposed: tuple[str, ...] = ()
    undecided: tuple[str, ...] = ()
    open_places: int = 0
    barred: tuple[Barred, ...] = ()


def award_places(covenant: Covenant, standings: Standings, members: int) -> list[AwardPlaces]:
    """Suất khen của khối, in the covenant's order; a unit takes the first award it reaches."""
    waiting = [row for row in standings.rows if row.rank is not None]
    carried: list[Standing] = []
    results = []
    for line in covenant.award_lines:
        places = line.places_for(members)
        barred = tuple(_barred(line.award, waiting))
        names = {entry.unit for entry in barred}
        free = (places or 0) - len(carried)
        if free < 0:
            tied = tuple(row.unit for row in carried)
            results.append(AwardPlaces(line.award, places, (), tied, places or 0, barred))
            carried = carried[: -(places or 0)] if places else carried
            continue
        proposed, undecided = _filled([row for row in waiting if row.unit not in names], free)
        unsettled = [*carried, *undecided]
        open_places = (places or 0) - len(proposed) if unsettled else 0
        results.append(
            AwardPlaces(
                line.award,
                places,
                tuple(row.unit for row in proposed),
                tuple(row.unit for row in unsettled),
                open_places,
                barred,
            )
        )
        taken = {row.unit for row in (*proposed, *undecided)}
        waiting = [row for row in waiting if row.unit not in taken]
        carried = undecided[free - len(proposed) :] if undecided else []
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
