"""Phân định bằng điểm: tie-breakers of the covenant, then votes on just the tied units."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import groupby

from thidua.domain.covenant.bands import reaches
from thidua.domain.covenant.covenant import Covenant, Criterion, Tiebreaker, TiebreakKind
from thidua.domain.ground.points import ZERO, vi_number
from thidua.domain.ranking.by_vote import (
    AwaitedVote,
    RankingVote,
    covering,
)
from thidua.domain.ranking.classification import full_scale
from thidua.domain.ranking.standing import Standing, TieRecord
from thidua.domain.ranking.tie_votes import VoteUse, latest_covering, vain_vote
from thidua.domain.scoring.scoring import Entries, UnitScore


def is_above_floor(covenant: Covenant, score: UnitScore) -> bool:
    """Đủ điểm sàn: the vote ranks this unit; every unit with a total where no floor is stated.

    Like a band, the floor is compared with the total scaled up to the full maximum.
    """
    total = full_scale(covenant, score)
    return total is not None and (
        covenant.vote_floor is None or reaches((covenant.vote_floor,), total)
    )


def share_of(vote: RankingVote | None, unit: str) -> Fraction | None:
    """Tỷ lệ phiếu của đơn vị trong cuộc này; None without a vote or outside it."""
    found = None if vote is None else vote.of(unit)
    return None if found is None else found.share


def known_or_zero(value: Fraction | None) -> Fraction:
    """Số để xếp thứ tự: nought stands for what is not known, where it decides nothing."""
    return Fraction(0) if value is None else value


class Ties:
    """Phân định các nhóm bằng nhau, and the record of it."""

    def __init__(
        self,
        covenant: Covenant,
        sheets: Mapping[str, Entries],
        vote: RankingVote | None,
        awaited: AwaitedVote | None,
        tie_votes: Sequence[RankingVote],
    ) -> None:
        self.covenant, self.sheets = covenant, sheets
        self.vote, self.awaited, self.tie_votes = vote, awaited, tie_votes
        self.found: list[TieRecord] = []
        self.uses: list[VoteUse] = []

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
            tiebreaker, vote = self.covenant.tiebreakers[index], None
            if tiebreaker.kind is TiebreakKind.VOTE_SHARE:
                if self._takes_no_part(group):
                    continue
                vote = self._sharing(units)
                if vote is None:
                    # A later metric may not decide now what the vote will decide differently.
                    awaits = self.awaited or covering(self.vote, units)
                    self.found.append(
                        TieRecord(units=units, decided_by=None, of_votes=of_votes, awaits=awaits)
                    )
                    return [[replace(row, waits=True) for row in group]]
            values = {row.unit: self._value(tiebreaker, row, vote) for row in group}
            if None in values.values() or len(set(values.values())) == 1:
                continue
            self.found.append(TieRecord(units=units, decided_by=tiebreaker.text, of_votes=of_votes))
            if vote is not None:
                self.uses.append(VoteUse(vote, units, units))
            group = sorted(group, key=lambda row: (-known_or_zero(values[row.unit]), row.unit))
            settled: list[list[Standing]] = []
            for value, same in groupby(group, key=lambda row: values[row.unit]):
                named = [
                    replace(row, tiebreak=self._shown(tiebreaker, row, known_or_zero(value), vote))
                    for row in same
                ]
                settled += self._settled(named, of_votes=of_votes, position=index + 1)
            return settled
        return self._chosen(group, of_votes=of_votes, used=())

    def _chosen(
        self, group: list[Standing], *, of_votes: bool, used: tuple[RankingVote, ...]
    ) -> list[list[Standing]]:
        """Phân định bằng phiếu suy tôn, where the covenant's own metrics left the group tied."""
        units = tuple(row.unit for row in group)
        vote = latest_covering(self.tie_votes, units, used) if len(group) > 1 else None
        chosen = [row for row in group if vote is not None and row.unit in vote.chosen]
        others = [row for row in group if row not in chosen]
        if vote is None or not chosen or not others:
            if len(group) > 1:
                vain = vain_vote(self.tie_votes, units, used, vote)
                self.found.append(
                    TieRecord(units=units, decided_by=None, of_votes=of_votes, in_vain=vain)
                )
            return [group]
        self.uses.append(VoteUse(vote, units, tuple(one.unit for one in vote.shares)))
        self.found.append(
            TieRecord(units=units, decided_by=vote.title, of_votes=of_votes, by_vote=True)
        )
        return [
            settled
            for part in (chosen, others)
            for settled in self._chosen(
                [replace(row, chosen=_joined(row.chosen, vote, row.unit)) for row in part],
                of_votes=of_votes,
                used=(*used, vote),
            )
        ]

    def _takes_no_part(self, group: list[Standing]) -> bool:
        """Không dự phiếu: all below the floor, so that no vote will ever tell them apart."""
        return self.covenant.vote_ranks and not any(
            is_above_floor(self.covenant, row.score) for row in group
        )

    def _sharing(self, units: tuple[str, ...]) -> RankingVote | None:
        """Cuộc cho tỷ lệ phiếu của mọi đơn vị này: the one that ranks, else one on just this tie.

        None while it is awaited.
        """
        if self.awaited is not None:
            return None
        if covering(self.vote, units) is None:
            return self.vote
        vote = latest_covering(self.tie_votes, units)
        return vote if vote is not None and vote.chosen else None

    def _value(
        self, tiebreaker: Tiebreaker, row: Standing, vote: RankingVote | None
    ) -> Fraction | None:
        if tiebreaker.kind is TiebreakKind.VOTE_SHARE:
            return share_of(vote, row.unit)
        is_of_lines = tiebreaker.kind is TiebreakKind.FEWER_LATE_DAYS
        entries = self.sheets.get(row.unit, {}) if is_of_lines else {}
        return tie_value(self.covenant, tiebreaker, row.score, entries)

    def _shown(
        self, tiebreaker: Tiebreaker, row: Standing, value: Fraction, vote: RankingVote | None
    ) -> str:
        """Tiêu chí phụ kèm số; what is better when fewer is kept negated while comparing."""
        voted = None if vote is None else vote.of(row.unit)
        number = vi_number(abs(value)) if voted is None else voted.words()
        return f"{tiebreaker.text}: {number}"


def _joined(before: str | None, vote: RankingVote, unit: str) -> str:
    """Lời của các cuộc suy tôn đã phân định một đơn vị, in their order."""
    return "; ".join(filter(None, (before, vote.choice_words(unit))))


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
