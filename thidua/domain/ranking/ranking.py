"""Xếp hạng: order the units of a block by total, with ties kept visible and reasons kept."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import groupby

from thidua.domain.covenant.bands import Band, reaches
from thidua.domain.covenant.covenant import Covenant, Criterion, Sign, Tiebreaker, TiebreakKind
from thidua.domain.covenant.gates import GateEffect
from thidua.domain.ground.points import ZERO, vi_number
from thidua.domain.period.consideration import ConsiderationState, UnitConsideration
from thidua.domain.ranking.by_vote import AwaitedVote, RankingVote, VoteShare, covering
from thidua.domain.scoring.scoring import Entries, UnitScore


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Vị thứ của một đơn vị.

    `rank` is None for a unit without a total and for one that takes no place; the reason of the
    latter is `excluded`. `tied` says that the rank is shared. `tiebreak` names what set this unit
    apart beside its total or its share: the tie-breaker with its number; None where there was none,
    or nothing could. `voted` is the share that ranked it and `by_vote` that share in words,
    `below_floor` why the vote did not; `waits` says that a vote still to come breaks its tie.
    `not_higher` is what barred the bands above `band` that the total reaches.
    """

    unit: str
    score: UnitScore
    rank: int | None = None
    tied: bool = False
    tiebreak: str | None = None
    voted: VoteShare | None = None
    by_vote: str | None = None
    below_floor: str | None = None
    waits: bool = False
    band: str | None = None
    not_higher: str = ""
    state: ConsiderationState = ConsiderationState.CONSIDERED
    excluded: str | None = None

    @property
    def total(self) -> Decimal | None:
        """Tổng điểm."""
        return self.score.total

    @property
    def decided_by(self) -> str | None:
        """Điều đã phân định ngoài tổng điểm: the floor, the vote, the tie-breaker."""
        return "; ".join(filter(None, (self.below_floor, self.by_vote, self.tiebreak))) or None


@dataclass(frozen=True, slots=True)
class TieRecord:
    """Biên bản bằng điểm: who shared a total, or a share of the vote, and what decided.

    `awaits` is the vote the covenant breaks ties by, as long as it does not decide this one.
    """

    units: tuple[str, ...]
    decided_by: str | None
    of_votes: bool = False
    awaits: AwaitedVote | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standings:
    """Bảng xếp hạng: ranked units first, then those without a place; ties as they were settled.

    `provisional` is True while any considered unit has no verified total, while the vote that
    ranks by the covenant is `awaited`, or while a tie waits for a vote; `is_unverified` is the
    first of the three. `vote` is the title of the one that ranked.
    """

    rows: tuple[Standing, ...]
    ties: tuple[TieRecord, ...] = ()
    is_unverified: bool = False
    vote: str | None = None
    awaited: AwaitedVote | None = None

    @property
    def provisional(self) -> bool:
        """Tạm tính."""
        return self.is_unverified or self.awaited is not None or bool(self.waiting_ties)

    @property
    def waiting_ties(self) -> tuple[TieRecord, ...]:
        """Các nhóm bằng điểm còn chờ phiếu."""
        return tuple(tie for tie in self.ties if tie.awaits is not None)

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
    vote: RankingVote | None = None,
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
    """
    given = considerations or {}
    rows = [_standing(covenant, unit, score, given.get(unit)) for unit, score in scores.items()]
    finals = frozenset(scores) if final is None else final
    merits = {row.unit: merit(covenant, row.score) for row in rows if row.excluded is None}
    ranked = [row for row in rows if merits.get(row.unit) is not None]
    counted, awaited = _counted(covenant, rows, vote) if covenant.vote_ranks else (None, None)
    ties = _Ties(covenant, sheets, counted if covenant.vote_ranks else vote, awaited)
    if counted is None:
        ordered = _placed(ranked, lambda row: merits[row.unit], ties.of_totals, 0)
    else:
        above, below = _by_floor(covenant, ranked, counted)
        ordered = _placed(above, lambda row: _share(counted, row.unit), ties.of_votes, 0)
        ordered += _placed(below, lambda row: merits[row.unit], ties.of_totals, len(ordered))
    places = {row.unit for row in ordered}
    rest = sorted((row for row in rows if row.unit not in places), key=_unplaced_order)
    waiting = any(
        row.excluded is None and (row.total is None or row.unit not in finals) for row in rows
    )
    return Standings(
        rows=(*ordered, *rest),
        ties=tuple(ties.found),
        is_unverified=waiting,
        vote=None if counted is None else counted.title,
        awaited=awaited,
    )


def is_above_floor(covenant: Covenant, score: UnitScore) -> bool:
    """Đủ điểm sàn: the vote ranks this unit; every unit with a total where no floor is stated.

    Like a band, the floor is compared with the total scaled up to the full maximum.
    """
    total = full_scale(covenant, score)
    return total is not None and (
        covenant.vote_floor is None or reaches((covenant.vote_floor,), total)
    )


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


def _share(vote: RankingVote | None, unit: str) -> Fraction | None:
    found = None if vote is None else vote.of(unit)
    return None if found is None else found.share


def _placed(
    rows: list[Standing],
    value: Callable[[Standing], Fraction | None],
    settle: Callable[[list[Standing]], list[list[Standing]]],
    before: int,
) -> list[Standing]:
    """Xếp theo một số, highest first, after so many who stand before."""
    ordered: list[Standing] = []
    values = {row.unit: value(row) for row in rows}
    rows = sorted(rows, key=lambda row: (-_known(values[row.unit]), row.unit))
    for _, same in groupby(rows, key=lambda row: values[row.unit]):
        for settled in settle(list(same)):
            rank = before + len(ordered) + 1
            ordered += [replace(row, rank=rank, tied=len(settled) > 1) for row in settled]
    return ordered


def _unplaced_order(row: Standing) -> tuple[bool, str]:
    return row.excluded is not None, row.unit


def _known(value: Fraction | None) -> Fraction:
    return Fraction(0) if value is None else value


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


class _Ties:
    """Phân định các nhóm bằng nhau, and the record of it."""

    def __init__(
        self,
        covenant: Covenant,
        sheets: Mapping[str, Entries],
        vote: RankingVote | None,
        awaited: AwaitedVote | None,
    ) -> None:
        self.covenant, self.sheets = covenant, sheets
        self.vote, self.awaited = vote, awaited
        self.found: list[TieRecord] = []

    def of_totals(self, group: list[Standing]) -> list[list[Standing]]:
        """Các đơn vị bằng điểm."""
        return self._settled(group, of_votes=False)

    def of_votes(self, group: list[Standing]) -> list[list[Standing]]:
        """Các đơn vị bằng tỷ lệ phiếu."""
        return self._settled(group, of_votes=True)

    def _settled(
        self, group: list[Standing], *, of_votes: bool, position: int = 0
    ) -> list[list[Standing]]:
        """Phân định một nhóm: the groups that remain, best first."""
        if len(group) == 1:
            return [group]
        units = tuple(row.unit for row in group)
        for index in range(position, len(self.covenant.tiebreakers)):
            tiebreaker = self.covenant.tiebreakers[index]
            if tiebreaker.kind is TiebreakKind.VOTE_SHARE:
                if self._takes_no_part(group):
                    continue
                awaits = self._awaits(units)
                if awaits is not None:
                    # A later metric may not decide now what the vote will decide differently.
                    self.found.append(TieRecord(units, None, of_votes, awaits))
                    return [[replace(row, waits=True) for row in group]]
            values = {row.unit: self._value(tiebreaker, row) for row in group}
            if None in values.values() or len(set(values.values())) == 1:
                continue
            self.found.append(TieRecord(units, tiebreaker.text, of_votes))
            group = sorted(group, key=lambda row: (-_known(values[row.unit]), row.unit))
            settled: list[list[Standing]] = []
            for value, same in groupby(group, key=lambda row: values[row.unit]):
                named = [
                    replace(row, tiebreak=self._shown(tiebreaker, row, _known(value)))
                    for row in same
                ]
                settled += self._settled(named, of_votes=of_votes, position=index + 1)
            return settled
        self.found.append(TieRecord(units, None, of_votes))
        return [group]

    def _takes_no_part(self, group: list[Standing]) -> bool:
        """Không dự phiếu: all below the floor, so that no vote will ever tell them apart."""
        return self.covenant.vote_ranks and not any(
            is_above_floor(self.covenant, row.score) for row in group
        )

    def _awaits(self, units: tuple[str, ...]) -> AwaitedVote | None:
        """Phiếu còn chờ để phân định; None where the counted vote asked about all of them."""
        return self.awaited or covering(self.vote, units)

    def _value(self, tiebreaker: Tiebreaker, row: Standing) -> Fraction | None:
        if tiebreaker.kind is TiebreakKind.VOTE_SHARE:
            return _share(self.vote, row.unit)
        is_of_lines = tiebreaker.kind is TiebreakKind.FEWER_LATE_DAYS
        entries = self.sheets.get(row.unit, {}) if is_of_lines else {}
        return tie_value(self.covenant, tiebreaker, row.score, entries)

    def _shown(self, tiebreaker: Tiebreaker, row: Standing, value: Fraction) -> str:
        """Tiêu chí phụ kèm số; what is better when fewer is kept negated while comparing."""
        voted = None if self.vote is None else self.vote.of(row.unit)
        is_share = tiebreaker.kind is TiebreakKind.VOTE_SHARE
        number = voted.words() if is_share and voted is not None else vi_number(abs(value))
        return f"{tiebreaker.text}: {number}"


def tie_value(
    covenant: Covenant, tiebreaker: Tiebreaker, score: UnitScore, entries: Entries
) -> Fraction | None:
    """Số so của tiêu chí phụ: more is better; None where it is not known, or is of a vote."""

    def group_points() -> Fraction | None:
        points = [_node_points(score, code) for code in tiebreaker.codes]
        if any(value is None for value in points):
            return None
        total = Fraction(sum((value for value in points if value is not None), ZERO))
        if not covenant.ranks_by_ratio:
            return total
        most = sum((_node_max(covenant, score, code) for code in tiebreaker.codes), ZERO)
        full = sum((_full_max(covenant, code) for code in tiebreaker.codes), ZERO)
        return total * Fraction(full) / Fraction(most) if most else None

    def late_days() -> Fraction | None:
        days = [entries[code].actual if code in entries else None for code in tiebreaker.codes]
        known = [value for value in days if value is not None]
        return -Fraction(sum(known, ZERO)) if days and len(known) == len(days) else None

    def part(whole: Decimal | None) -> Fraction | None:
        """All points of the sign, or those of the codes the covenant names."""
        points = [_node_points(score, code) for code in tiebreaker.codes] or [whole]
        known = [value for value in points if value is not None]
        return Fraction(sum(known, ZERO)) if len(known) == len(points) else None

    def fewer_deductions() -> Fraction | None:
        points = part(score.deduction)
        return None if points is None else -points

    if tiebreaker.kind is TiebreakKind.GROUP_POINTS:
        return group_points()
    if tiebreaker.kind is TiebreakKind.FEWER_DEDUCTIONS:
        return fewer_deductions()
    if tiebreaker.kind is TiebreakKind.MORE_BONUS:
        return part(score.bonus)
    return late_days() if tiebreaker.kind is TiebreakKind.FEWER_LATE_DAYS else None


def _node_points(score: UnitScore, code: str) -> Decimal | None:
    if code in score.unconfirmed:
        return ZERO
    return score.groups[code] if code in score.groups else score.lines.get(code)


def _node_max(covenant: Covenant, score: UnitScore, code: str) -> Decimal:
    return score.group_max[code] if code in score.group_max else _full_max(covenant, code)


def _full_max(covenant: Covenant, code: str) -> Decimal:
    node: Criterion | None = covenant.criteria.get(code)
    return covenant.groups[code].max_points if node is None else node.max_points


def full_scale(covenant: Covenant, score: UnitScore) -> Fraction | None:
    """Tổng quy về thang đủ: the unrounded total, scaled up where criteria were not assigned."""
    if score.total is None:
        return None
    value = Fraction(score.total)
    if score.not_assigned and score.assigned_max > 0:
        value = value * Fraction(covenant.base_max) / Fraction(score.assigned_max)
    return value


def band_value(covenant: Covenant, score: UnitScore, band: Band | None = None) -> Fraction | None:
    """Số dùng để xếp loại: the total on the full scale, or as it is where the band has a threshold
    of its own for criteria that were not assigned; at most the band ceiling."""
    if score.total is None:
        return None
    own = band is not None and band.has_own_threshold(absent_codes(covenant, score))
    return _capped(covenant, Fraction(score.total) if own else full_scale(covenant, score))


def _capped(covenant: Covenant, value: Fraction | None) -> Fraction | None:
    if value is None or covenant.band_cap is None:
        return value
    return min(value, Fraction(covenant.band_cap))


def absent_codes(covenant: Covenant, score: UnitScore) -> frozenset[str]:
    """Mã không được giao: lines, and groups of which no line was assigned."""
    if not score.not_assigned and all(group.children for group in covenant.groups.values()):
        return frozenset()
    absent = set(score.not_assigned)
    for group in reversed(covenant.groups.values()):
        if all(child.code in absent for child in group.children):
            absent.add(group.code)
    return frozenset(absent)


def band_of(covenant: Covenant, score: UnitScore) -> str | None:
    """Xếp loại: the first band, in the order written, whose threshold and conditions hold.

    A gate may bar a band, or lower the result by one; None without a total or a fitting band.
    """
    return classified(covenant, score)[0]


def classified(covenant: Covenant, score: UnitScore) -> tuple[str | None, str]:
    """Xếp loại và vì sao không cao hơn: what barred the bands that the total reaches."""
    if score.total is None:
        return None, ""
    absent = absent_codes(covenant, score)
    whole = _capped(covenant, full_scale(covenant, score))
    missed: list[str] = []
    place = None
    for index, band in enumerate(covenant.bands):
        value = band_value(covenant, score, band) if band.has_own_threshold(absent) else whole
        if value is None or not reaches(band.bounds_for(absent), value):
            continue
        lacking = _lacking(covenant, band, score)
        if not lacking:
            place = index
            break
        missed.append(f"không được «{band.label}»: {', '.join(lacking)}")
    if place is None:
        return None, "; ".join(missed)
    lowered = [hit for hit in score.gate_hits if hit.gate.effect is GateEffect.LOWER_BAND]
    found = covenant.bands[min(place + len(lowered), len(covenant.bands) - 1)].label
    if found != covenant.bands[place].label:
        why = ", ".join(hit.reason() for hit in lowered)
        missed.append(f"hạ từ «{covenant.bands[place].label}»: {why}")
    return found, "; ".join(missed)


def _zeros(covenant: Covenant, score: UnitScore) -> list[str]:
    """Tiêu chí gốc được 0 điểm."""
    return [
        code
        for code, criterion in covenant.criteria.items()
        if criterion.sign is Sign.BASE and criterion.max_points > 0 and score.lines[code] == 0
    ]


def _lacking(covenant: Covenant, band: Band, score: UnitScore) -> list[str]:
    """Điều kiện của một xếp loại chưa đủ, beside its threshold."""
    found = [
        hit.reason()
        for hit in score.gate_hits
        if hit.gate.effect is GateEffect.BAR_BAND and hit.gate.bars(band.label)
    ]
    taken = score.deduction or ZERO
    found += [
        f"điểm trừ {vi_number(taken, covenant.scale.places)}, phải {bound}"
        for bound in band.deductions
        if not bound.holds(taken)
    ]
    zeros = _zeros(covenant, score) if band.no_zero else []
    if zeros:
        found.append(f"{', '.join(zeros)} được 0 điểm")
    met = [code for code in band.met_codes if code in score.met]
    if len(met) < band.met_count:
        left = ", ".join(code for code in band.met_codes if code not in score.met)
        found.append(f"mới đạt {len(met)}/{band.met_count} tiêu chí bắt buộc, chưa đạt {left}")
    return found
