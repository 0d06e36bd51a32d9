"""Xếp hạng: order the units of a block by total, with ties kept visible and reasons kept."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import groupby

from thidua.domain.bands import Band, reaches
from thidua.domain.consideration import ConsiderationState, UnitConsideration
from thidua.domain.covenant import Covenant, Criterion, Sign, Tiebreaker, TiebreakKind
from thidua.domain.gates import GateEffect
from thidua.domain.points import ZERO, vi_number
from thidua.domain.scoring import Entries, UnitScore
from thidua.domain.text import folded


@dataclass(frozen=True, slots=True)
class Standing:
    """Vị thứ của một đơn vị.

    `rank` is None for a unit without a total and for one that takes no place; the reason of the
    latter is `excluded`. `tied` says that the rank is shared. `tiebreak` names what set this unit
    apart from others with the same total, None where no tie had to be broken or none could be.
    """

    unit: str
    score: UnitScore
    rank: int | None = None
    tied: bool = False
    tiebreak: str | None = None
    band: str | None = None
    state: ConsiderationState = ConsiderationState.CONSIDERED
    excluded: str | None = None

    @property
    def total(self) -> Decimal | None:
        """Tổng điểm."""
        return self.score.total


@dataclass(frozen=True, slots=True)
class TieRecord:
    """Biên bản bằng điểm: who shared a total and what each was compared by."""

    units: tuple[str, ...]
    decided_by: str | None


@dataclass(frozen=True, slots=True)
class Standings:
    """Bảng xếp hạng: ranked units first, then those without a place; ties as they were settled.

    `provisional` is True while any considered unit has no verified total.
    """

    rows: tuple[Standing, ...]
    ties: tuple[TieRecord, ...] = ()
    provisional: bool = False

    def of(self, unit: str) -> Standing:
        """Vị thứ của đơn vị này."""
        return next(row for row in self.rows if row.unit == unit)


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
) -> Standings:
    """Xếp hạng khối: highest first, equal totals share a rank (1, 2, 2, 4).

    Only the covenant's tie-breakers, in their order, set units of equal total apart; a metric that
    is missing for one of them is skipped for that tie. Nothing is ordered by name or chance as if
    it were merit: equal units share the rank and are listed by code. `final` are the units whose
    sheets are verified (all, when None).
    """
    given = considerations or {}
    rows = [_standing(covenant, unit, score, given.get(unit)) for unit, score in scores.items()]
    finals = frozenset(scores) if final is None else final
    ranked = [row for row in rows if row.excluded is None and _merit(covenant, row) is not None]
    ties: list[TieRecord] = []
    ordered: list[Standing] = []
    ranked.sort(key=lambda row: (-_known(_merit(covenant, row)), row.unit))
    for _, same in groupby(ranked, key=lambda row: _merit(covenant, row)):
        group = list(same)
        for settled in _settled(covenant, group, sheets, ties):
            rank = len(ordered) + 1
            ordered += [replace(row, rank=rank, tied=len(settled) > 1) for row in settled]
    places = {row.unit for row in ordered}
    rest = sorted((row for row in rows if row.unit not in places), key=_unplaced_order)
    waiting = any(
        row.excluded is None and (row.total is None or row.unit not in finals) for row in rows
    )
    return Standings((*ordered, *rest), tuple(ties), waiting)


def _unplaced_order(row: Standing) -> tuple[bool, str]:
    return row.excluded is not None, row.unit


def _known(value: Fraction | None) -> Fraction:
    return Fraction(0) if value is None else value


def _merit(covenant: Covenant, row: Standing) -> Fraction | None:
    return merit(covenant, row.score)


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
    return Standing(unit, score, band=band_of(covenant, score), state=state, excluded=reason)


def _settled(
    covenant: Covenant,
    group: list[Standing],
    sheets: Mapping[str, Entries],
    ties: list[TieRecord],
    position: int = 0,
) -> list[list[Standing]]:
    """Phân định một nhóm bằng điểm: the groups that remain, best first."""
    if len(group) == 1:
        return [group]
    for index in range(position, len(covenant.tiebreakers)):
        tiebreaker = covenant.tiebreakers[index]
        metric = _metric(covenant, tiebreaker, sheets)
        values = {row.unit: metric(row) for row in group}
        if None in values.values() or len(set(values.values())) == 1:
            continue
        ties.append(TieRecord(tuple(row.unit for row in group), tiebreaker.text))
        group = sorted(group, key=lambda row: (-_known(values[row.unit]), row.unit))
        settled: list[list[Standing]] = []
        for value, same in groupby(group, key=lambda row: values[row.unit]):
            shown = _shown(tiebreaker, _known(value))
            named = [replace(row, tiebreak=shown) for row in same]
            settled += _settled(covenant, named, sheets, ties, index + 1)
        return settled
    ties.append(TieRecord(tuple(row.unit for row in group), None))
    return [group]


def _shown(tiebreaker: Tiebreaker, value: Fraction) -> str:
    """Tiêu chí phụ kèm số; what is better when fewer is kept negated while comparing."""
    return f"{tiebreaker.text}: {vi_number(abs(value))}"


def _metric(
    covenant: Covenant, tiebreaker: Tiebreaker, sheets: Mapping[str, Entries]
) -> Callable[[Standing], Fraction | None]:
    """Phép so của tiêu chí phụ: more is better in every one of them."""

    def group_points(row: Standing) -> Fraction | None:
        points = [_node_points(row.score, code) for code in tiebreaker.codes]
        if any(value is None for value in points):
            return None
        total = Fraction(sum((value for value in points if value is not None), ZERO))
        if not covenant.ranks_by_ratio:
            return total
        most = sum((_node_max(covenant, row.score, code) for code in tiebreaker.codes), ZERO)
        full = sum((_full_max(covenant, code) for code in tiebreaker.codes), ZERO)
        return total * Fraction(full) / Fraction(most) if most else None

    def late_days(row: Standing) -> Fraction | None:
        entries = sheets.get(row.unit, {})
        days = [entries[code].actual if code in entries else None for code in tiebreaker.codes]
        known = [value for value in days if value is not None]
        return -Fraction(sum(known, ZERO)) if days and len(known) == len(days) else None

    def part(whole: Decimal | None, score: UnitScore) -> Fraction | None:
        """All points of the sign, or those of the codes the covenant names."""
        points = [_node_points(score, code) for code in tiebreaker.codes] or [whole]
        known = [value for value in points if value is not None]
        return Fraction(sum(known, ZERO)) if len(known) == len(points) else None

    def fewer_deductions(row: Standing) -> Fraction | None:
        points = part(row.score.deduction, row.score)
        return None if points is None else -points

    if tiebreaker.kind is TiebreakKind.GROUP_POINTS:
        return group_points
    if tiebreaker.kind is TiebreakKind.FEWER_DEDUCTIONS:
        return fewer_deductions
    if tiebreaker.kind is TiebreakKind.MORE_BONUS:
        return lambda row: part(row.score.bonus, row.score)
    if tiebreaker.kind is TiebreakKind.FEWER_LATE_DAYS:
        return late_days
    return lambda _row: None


def _node_points(score: UnitScore, code: str) -> Decimal | None:
    if code in score.unconfirmed:
        return ZERO
    return score.groups[code] if code in score.groups else score.lines.get(code)


def _node_max(covenant: Covenant, score: UnitScore, code: str) -> Decimal:
    return score.group_max[code] if code in score.group_max else _full_max(covenant, code)


def _full_max(covenant: Covenant, code: str) -> Decimal:
    node: Criterion | None = covenant.criteria.get(code)
    return covenant.groups[code].max_points if node is None else node.max_points


def band_value(covenant: Covenant, score: UnitScore, band: Band | None = None) -> Fraction | None:
    """Số dùng để xếp loại: the unrounded total, scaled up to the full maximum where criteria were
    not assigned and the band has no threshold of its own for that, at most the band ceiling."""
    if score.total is None:
        return None
    value = Fraction(score.total)
    own = band is not None and band.has_own_threshold(absent_codes(covenant, score))
    if score.not_assigned and score.assigned_max > 0 and not own:
        value = value * Fraction(covenant.base_max) / Fraction(score.assigned_max)
    return value if covenant.band_cap is None else min(value, Fraction(covenant.band_cap))


def absent_codes(covenant: Covenant, score: UnitScore) -> frozenset[str]:
    """Mã không được giao: lines, and groups of which no line was assigned."""
    absent = set(score.not_assigned)
    for group in reversed(covenant.groups.values()):
        if all(child.code in absent for child in group.children):
            absent.add(group.code)
    return frozenset(absent)


def band_of(covenant: Covenant, score: UnitScore) -> str | None:
    """Xếp loại: the first band, in the order written, whose threshold and conditions hold.

    A gate may bar a band, or lower the result by one; None without a total or a fitting band.
    """
    if score.total is None:
        return None
    absent = absent_codes(covenant, score)
    barred = {
        folded(hit.gate.barred) for hit in score.gate_hits if hit.gate.effect is GateEffect.BAR_BAND
    }
    place = next(
        (
            index
            for index, band in enumerate(covenant.bands)
            if folded(band.label) not in barred and _fits(covenant, band, score, absent)
        ),
        None,
    )
    if place is None:
        return None
    place += sum(hit.gate.effect is GateEffect.LOWER_BAND for hit in score.gate_hits)
    return covenant.bands[min(place, len(covenant.bands) - 1)].label


def _fits(covenant: Covenant, band: Band, score: UnitScore, absent: frozenset[str]) -> bool:
    value = band_value(covenant, score, band)
    if value is None or not reaches(band.bounds_for(absent), value):
        return False
    if band.no_zero and any(
        score.lines[code] == 0
        for code, criterion in covenant.criteria.items()
        if criterion.sign is Sign.BASE and criterion.max_points > 0
    ):
        return False
    return sum(code in score.met for code in band.met_codes) >= band.met_count
