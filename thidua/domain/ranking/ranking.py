"""Xếp hạng: order the units of a block by total, with ties kept visible and reasons kept."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import groupby

from thidua.domain.covenant.covenant import Covenant
from thidua.domain.covenant.gates import GateEffect
from thidua.domain.ground.points import vi_number
from thidua.domain.period.consideration import ConsiderationState, UnitConsideration
from thidua.domain.ranking.by_vote import (
    AwaitedVote,
    RankingVote,
    covering,
)
from thidua.domain.ranking.classification import classified
from thidua.domain.ranking.standing import Standing, Standings
from thidua.domain.ranking.tie_votes import VoteUse, figures_of, other_figures
from thidua.domain.ranking.ties import Ties, is_above_floor, known_or_zero, share_of
from thidua.domain.scoring.scoring import Entries, UnitScore


def merit(covenant: Covenant, score: UnitScore) -> Fraction | None:
    """Số dùng để xếp hạng: the exact total, or its share of the assigned maximum."""
    if covenant.ranks_by_ratio:
        return score.ratio
    return None if score.total is None else Fraction(score.total)


def rank_units(
    covenant: Covenant,
    scores: Mapping[str, UnitScore],
    sheets: Mapping[str, Entries],
    considerations: Mapping[str, UnitConsideration] | None = None,
    final: frozenset[str] | None = None,
    vote: RankingVote | None = None,
    tie_votes: Sequence[RankingVote] = (),
) -> Standings:
    """Xếp hạng khối: highest first, equal totals share a rank (1, 2, 2, 4).

    Only the covenant's tie-breakers, in their order, set units of equal total apart; a metric that
    is missing for one of them is skipped for that tie. Nothing is ordered by name or chance as if
    it were merit: equal units share the rank and are listed by code. `final` are the units whose
    sheets are verified (all, when None). The lines in `sheets` are asked for only where a
    tie-breaker looks at them.

    Where the covenant lets the vote rank, the units above its floor are ordered by their share of
    the counted `vote` and the others follow by total; until that vote is there, all are by total
    and the standings are provisional. A vote that cannot rank breaks no tie either.

    What the tie-breakers leave tied is settled by the latest of the `tie_votes`, which come latest
    first, that asked about all of those units: whom it chose stand before the others, and nothing
    is read into it about their order among themselves.
    """
    given = considerations or {}
    rows = [_standing(covenant, unit, score, given.get(unit)) for unit, score in scores.items()]
    finals = frozenset(scores) if final is None else final
    merits = {row.unit: merit(covenant, row.score) for row in rows if row.excluded is None}
    ranked = [row for row in rows if merits.get(row.unit) is not None]
    counted, awaited = _counted(covenant, rows, vote) if covenant.vote_ranks else (None, None)
    ties = Ties(covenant, sheets, counted if covenant.vote_ranks else vote, awaited, tie_votes)
    above: list[Standing] = []
    if counted is None:
        ordered = _placed(ranked, lambda row: merits[row.unit], ties.of_totals, 0)
    else:
        above, below = _by_floor(covenant, ranked, counted)
        ordered = _placed(above, lambda row: share_of(counted, row.unit), ties.of_votes, 0)
        ordered += _placed(below, lambda row: merits[row.unit], ties.of_totals, len(ordered))
    places = {row.unit for row in ordered}
    rest = sorted((row for row in rows if row.unit not in places), key=_unplaced_order)
    waiting = any(
        row.excluded is None and (row.total is None or row.unit not in finals) for row in rows
    )
    uses = [*([] if counted is None else [_of_all(counted, above)]), *ties.uses]
    now = figures_of(covenant, scores) if uses else {}
    moved = {unit for use in uses if use.moved(now) for unit in use.units}
    return Standings(
        rows=(*(replace(row, on_other_figures=row.unit in moved) for row in ordered), *rest),
        ties=tuple(ties.found),
        is_unverified=waiting,
        vote=None if counted is None else counted.title,
        awaited=awaited,
        other_figures=other_figures(uses, now),
    )


def _of_all(vote: RankingVote, above: Sequence[Standing]) -> VoteUse:
    """Phiếu xếp hạng mọi đơn vị đủ sàn."""
    units = tuple(row.unit for row in above)
    return VoteUse(vote, units, units)


def to_be_voted_on(covenant: Covenant, standings: Standings) -> tuple[str, ...]:
    """Đơn vị trên lá phiếu xếp hạng: considered, with a total, and above the floor if any."""
    return tuple(
        row.unit
        for row in standings.rows
        if row.excluded is None
        and row.total is not None
        and (not covenant.vote_ranks or is_above_floor(covenant, row.score))
    )


def _counted(
    covenant: Covenant, rows: list[Standing], vote: RankingVote | None
) -> tuple[RankingVote | None, AwaitedVote | None]:
    """Phiếu dùng được để xếp hạng, or what is awaited; neither where all are below the floor."""
    considered = [row for row in rows if row.excluded is None]
    above = [row.unit for row in considered if is_above_floor(covenant, row.score)]
    if not above and all(row.total is not None for row in considered):
        return None, None
    awaited = covering(vote, above)
    return (vote, None) if awaited is None else (None, awaited)


def _by_floor(
    covenant: Covenant, ranked: list[Standing], vote: RankingVote
) -> tuple[list[Standing], list[Standing]]:
    """Các đơn vị dự phiếu và các đơn vị dưới sàn, each with what decides its place."""
    above: list[Standing] = []
    below: list[Standing] = []
    reason = f"không dự phiếu xếp hạng vì chưa đủ sàn {floor_words(covenant)}"
    for row in ranked:
        if is_above_floor(covenant, row.score):
            said = vote.words(row.unit)
            above.append(replace(row, by_vote=said, voted=vote.of(row.unit)))
        else:
            below.append(replace(row, below_floor=reason))
    return above, below


def floor_words(covenant: Covenant) -> str:
    """Sàn phiếu xếp hạng bằng lời: «từ 700 điểm»; empty where none is stated."""
    floor = covenant.vote_floor
    if floor is None:
        return ""
    return f"{'trên' if floor.sign == '>' else 'từ'} {vi_number(floor.value)} điểm"


def _placed(
    rows: list[Standing],
    value: Callable[[Standing], Fraction | None],
    settle: Callable[[list[Standing]], list[list[Standing]]],
    before: int,
) -> list[Standing]:
    """Xếp theo một số, highest first, after so many who stand before."""
    ordered: list[Standing] = []
    values = {row.unit: value(row) for row in rows}
    rows = sorted(rows, key=lambda row: (-known_or_zero(values[row.unit]), row.unit))
    for _, same in groupby(rows, key=lambda row: values[row.unit]):
        for settled in settle(list(same)):
            rank = before + len(ordered) + 1
            ordered += [replace(row, rank=rank, tied=len(settled) > 1) for row in settled]
    return ordered


def _unplaced_order(row: Standing) -> tuple[bool, str]:
    return row.excluded is not None, row.unit


def _standing(
    covenant: Covenant, unit: str, score: UnitScore, given: UnitConsideration | None
) -> Standing:
    state, reason = ConsiderationState.CONSIDERED, None
    if given is not None and given.state is not ConsiderationState.CONSIDERED:
        state, reason = given.state, given.reason or "chưa ghi lý do"
    else:
        hits = [hit for hit in score.gate_hits if hit.gate.effect is GateEffect.EXCLUDE]
        if hits:
            state = ConsiderationState.EXCLUDED
            reason = "; ".join(hit.reason() for hit in hits)
        elif score.total is not None and covenant.ranks_by_ratio and score.assigned_max <= 0:
            state = ConsiderationState.EXCLUDED
            reason = "không được giao tiêu chí nào nên không có thang để so"
    band, not_higher = classified(covenant, score)
    return Standing(
        unit=unit,
        score=score,
        band=band,
        not_higher=not_higher,
        state=state,
        excluded=reason,
    )
