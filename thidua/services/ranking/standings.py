"""Bảng xếp hạng: one function makes the ranking; every page, file and command shows its strings."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache
from typing import Any, overload

from sqlmodel import Session

from thidua.db import queries
from thidua.domain.access.permissions import Permission, require
from thidua.domain.covenant.covenant import Combining, Covenant, Criterion
from thidua.domain.period.consideration import UnitConsideration
from thidua.domain.period.period import BlockPeriod, Member
from thidua.domain.period.stage import CLOSED
from thidua.domain.ranking.by_vote import RankingVote
from thidua.domain.ranking.distance import Distance, distance
from thidua.domain.ranking.places import AwardPlaces, award_places
from thidua.domain.ranking.ranking import to_be_voted_on
from thidua.domain.ranking.standing import Standing, Standings
from thidua.domain.ranking.still_open import StillOpen, still_open
from thidua.domain.review.combining import CombinedLine, in_force
from thidua.domain.rules.entry import LineState
from thidua.domain.scoring.explanation import Explanation, explain_line, explain_total, explain_unit
from thidua.domain.scoring.once import counted_once
from thidua.domain.scoring.scoring import (
    Entries,
    UnitScore,
    peer_entries,
    score_block,
    score_unit,
)
from thidua.domain.scoring.sheet import Hand, SheetStatus
from thidua.domain.scoring.stored import StoredLine, StoredSheet
from thidua.domain.verify.case import Case, ranked_by
from thidua.services.covenant import added, covenants, totals
from thidua.services.covenant.totals import KeptScore
from thidua.services.ground.kept import kept, kept_all
from thidua.services.ground.work import Work
from thidua.services.review import reviews
from thidua.services.scoring import peers as compared
from thidua.services.scoring import sheets
from thidua.services.scoring.sheets import require_one_hand
from thidua.services.vote import results as vote_results

_Scored = tuple[Mapping[str, UnitScore], frozenset[str], Mapping[str, Entries]]
"""Điểm của mọi đơn vị, whose lines reviewers made together, and the lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """Bảng tổng hợp của một kỳ: the covenant, the members and how they stand, without the lines.

    With the verified hand the totals are official: a unit whose sheet is not verified has none,
    unless several reviewers' sheets make one, which stays provisional until it is verified. With
    another hand every total is provisional. `statuses` has every member, a draft where nobody has
    scored. What explains the totals is read when it is asked for: `sheets_of`, `explained`.
    """

    period: BlockPeriod
    covenant: Covenant
    hand: Hand
    members: Mapping[str, Member]
    statuses: Mapping[str, SheetStatus]
    standings: Standings
    considerations: Mapping[str, UnitConsideration] = field(default_factory=dict)

    @property
    def provisional(self) -> bool:
        """Tạm tính: until the period is locked, whatever is verified already."""
        return self.standings.provisional or self.period.stage not in CLOSED

    def name(self, unit: str) -> str:
        """Tên đơn vị."""
        return self.members[unit].name

    def short_name(self, unit: str) -> str:
        """Tên ngắn, for narrow columns."""
        return self.members[unit].called

    def explain_total(self, unit: str) -> str:
        """Tổng điểm của một đơn vị, with the numbers put in."""
        return explain_total(self.covenant, self.standings.of(unit).score)

    @property
    def still(self) -> StillOpen:
        """Điều còn có thể đổi trong kỳ này."""
        units = frozenset(self.members)
        final = verified_units(self.covenant, self.statuses) if self.is_verified else frozenset()
        return still_open(
            self.covenant,
            units,
            final,
            self.considerations,
            is_closed=self.period.stage in CLOSED,
        )

    @property
    def is_verified(self) -> bool:
        """Theo điểm thẩm định."""
        return self.hand is Hand.VERIFIED

    def distance(self, unit: str) -> Distance | None:
        """Khoảng cách tới hạng trên."""
        return distance(self.covenant, self.standings, unit)

    def on_ballot(self) -> tuple[str, ...]:
        """Các đơn vị dự phiếu xếp hạng, in the order of the standings."""
        return to_be_voted_on(self.covenant, self.standings)

    def ties_awaited(self, name: Callable[[str], str]) -> tuple[str, ...]:
        """Các nhóm bằng điểm còn chờ phiếu, in words; none while the vote is to rank them all."""
        if self.standings.awaited is not None:
            return ()
        return tuple(
            f"{', '.join(map(name, tie.units))} bằng điểm mà {tie.awaits.words(name)}"
            for tie in self.standings.ties
            if tie.awaits is not None
        )

    def unconfirmed(self) -> tuple[str, ...]:
        """Các đơn vị đủ điểm mà chưa có tổng: their sheets wait to be confirmed as verified."""
        return tuple(
            row.unit
            for row in self.standings.rows
            if row.total is None
            and not (row.score.missing or row.excluded)
            and self.statuses[row.unit] is not SheetStatus.VERIFIED
        )

    def award_places(self) -> list[AwardPlaces]:
        """Suất khen theo thứ hạng."""
        return award_places(self.covenant, self.standings, len(self.members))


def standings(
    work: Work, *, hand: Hand = Hand.VERIFIED, needs: Permission = Permission.VIEW_STANDINGS
) -> Board:
    """Bảng xếp hạng của một kỳ, the same few statements whatever the number of units.

    `needs` is what the actor must hold; the projector asks for its own permission.
    """
    require(work.actor, needs, work.period)
    require_one_hand(hand)
    return unchecked_board(work.session, work.period, hand)


def all_standings(work: Work, *, periods: Sequence[BlockPeriod]) -> list[Board]:
    """Bảng xếp hạng của nhiều kỳ, the same few statements whatever the number of periods."""
    for period in periods:
        require(work.actor, Permission.VIEW_STANDINGS, period)
    found = unchecked_boards(work.session, periods)
    return [found[period.id] for period in periods]


def unchecked_board(session: Session, period: BlockPeriod, hand: Hand = Hand.VERIFIED) -> Board:
    """Bảng xếp hạng, whoever asks: for services that have asked for another right."""
    return kept(
        session, ("board", period, hand), lambda: _read_boards(session, [period], hand)[period.id]
    )


def unchecked_boards(
    session: Session, periods: Sequence[BlockPeriod], hand: Hand = Hand.VERIFIED
) -> dict[int, Board]:
    """Bảng xếp hạng của nhiều kỳ, whoever asks, by the key of the period."""
    # What adds other periods is read alone, so that it is known of which of them it was made.
    adding = {key for key, one in covenants.load_all(session, periods).items() if one.from_periods}
    known = {period.id: period for period in periods if period.id not in adding}
    found = kept_all(
        session,
        {key: ("board", period, hand) for key, period in known.items()},
        lambda missing: _read_boards(session, [known[key] for key in missing], hand),
    )
    alone = {one.id: unchecked_board(session, one, hand) for one in periods if one.id in adding}
    return {**found, **alone}


def _read_boards(session: Session, periods: Sequence[BlockPeriod], hand: Hand) -> dict[int, Board]:
    loaded = covenants.load_all(session, periods)
    members = queries.members_of(session, periods)
    given = queries.considerations_of(session, periods)
    scored = totals.of_periods(session, loaded, hand)
    open_units = {
        key: {one.unit for one in found if one.status is not SheetStatus.VERIFIED}
        | {one.code for one in members[key]} - {one.unit for one in found}
        for key, found in scored.items()
        if is_combining(loaded[key], hand)
    }
    asked = [key for key, units in open_units.items() if units]
    reviewed = queries.reviewed_units(session, asked) if asked else {}
    return {
        one.id: _Reader(
            session=session,
            period=one,
            covenant=loaded[one.id],
            hand=hand,
            members={member.code: member for member in members[one.id]},
            is_combined=bool(open_units.get(one.id, set()) & reviewed.get(one.id, set())),
        ).board(scored[one.id], given[one.id])
        for one in periods
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    """Người đọc một kỳ: its ranking from the scores that are kept, or from the lines.

    A covenant that adds other periods is computed from the lines, which no kept score has all of.

    `is_combined` says that reviewers have scored a unit whose sheet is not verified yet: what they
    make together depends on their sheets and is always computed.
    """

    session: Session
    period: BlockPeriod
    covenant: Covenant
    hand: Hand
    members: Mapping[str, Member]
    is_combined: bool

    def board(
        self, scored: Sequence[KeptScore], considerations: Mapping[str, UnitConsideration]
    ) -> Board:
        """Bảng tổng hợp: scores, then ranks.

        The vote goes with the verified hand only: by another hand units are compared by points.
        """
        own = {one.unit: one for one in scored if one.unit in self.members}
        is_verified = self.hand is Hand.VERIFIED
        statuses = {
            code: own[code].status if code in own else SheetStatus.DRAFT for code in self.members
        }
        final = verified_units(self.covenant, statuses)
        scores, combined, entries = self._kept(own) or self._from_lines()
        if is_verified:
            scores = {
                code: score if code in final or code in combined else replace(score, total=None)
                for code, score in scores.items()
            }
        vote = ranking_vote(self.session, self.period, self.covenant) if is_verified else None
        tie_votes = TieVotes(self.session, self.period) if is_verified else ()
        case = Case(
            covenant=self.covenant,
            reviews={},
            settled={},
            considerations=considerations,
            final=final,
            vote=vote,
            tie_votes=tie_votes,
        )
        return Board(
            period=self.period,
            covenant=self.covenant,
            hand=self.hand,
            members=self.members,
            statuses=statuses,
            standings=ranked_by(case, scores, entries),
            considerations=considerations,
        )

    def _kept(self, own: Mapping[str, KeptScore]) -> _Scored | None:
        """Điểm đã giữ; None where one of them is not to be believed."""
        if self.is_combined or self.covenant.from_periods:
            return None
        found = {code: one.score for code, one in own.items() if one.score is not None}
        if len(found) < len(own):
            return None
        unscored = score_unit(self.covenant, {}, {}) if len(found) < len(self.members) else None
        scores = {code: found.get(code, unscored) for code in self.members}
        whole = {code: score for code, score in scores.items() if score is not None}
        combined = frozenset(code for code, one in own.items() if one.is_combined)
        return whole, combined, _Later(self._entries)

    def _from_lines(self) -> _Scored:
        entries = self._entries()
        combined = frozenset(
            code
            for code, lines in entries.items()
            if any(entry.state is LineState.COMBINED for entry in lines.values())
        )
        return score_block(self.covenant, entries), combined, entries

    def _entries(self) -> dict[str, Entries]:
        found = _read_sheets(self.session, self.period, self.covenant, self.hand, self.members)
        return {code: sheet.entries for code, sheet in found.items()}


class _Later(Mapping[str, Entries]):
    """Dòng của mọi đơn vị, read from the database when they are first asked for."""

    def __init__(self, read: Callable[[], Mapping[str, Entries]]) -> None:
        self._read = cache(read)

    def __getitem__(self, unit: str) -> Entries:
        return self._read()[unit]

    def __iter__(self) -> Iterator[str]:
        return iter(self._read())

    def __len__(self) -> int:
        return len(self._read())


class TieVotes(Sequence[RankingVote]):
    """Các cuộc suy tôn đã kiểm của một kỳ, latest first; read only where a tie asks for them.

    So a ranking without ties does not depend on the votes, which change with every ballot.
    """

    def __init__(self, session: Session, period: BlockPeriod) -> None:
        self._read = cache(lambda: vote_results.unchecked_ties(session, period))

    @overload
    def __getitem__(self, index: int) -> RankingVote: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[RankingVote]: ...
    def __getitem__(self, index: int | slice) -> RankingVote | Sequence[RankingVote]:
        return self._read()[index]

    def __len__(self) -> int:
        return len(self._read())


def is_combining(covenant: Covenant, hand: Hand) -> bool:
    """Điểm thẩm định do nhiều phiếu chấm làm nên."""
    return hand is Hand.VERIFIED and covenant.combining is not Combining.CHAIR


def sheets_of(session: Session, board: Board) -> dict[str, StoredSheet]:
    """Bảng chấm của mọi đơn vị, an empty draft where nobody has scored."""
    return _read_sheets(session, board.period, board.covenant, board.hand, board.members)


def verified_units(covenant: Covenant, statuses: Mapping[str, SheetStatus]) -> frozenset[str]:
    """Các đơn vị đã thẩm định: of a covenant that only adds other periods nobody has a sheet to
    verify, and what it adds was verified there.
    """
    return frozenset(
        code
        for code, status in statuses.items()
        if status is SheetStatus.VERIFIED or not covenant.asked
    )


def sheet_of(session: Session, board: Board, unit: str) -> StoredSheet:
    """Bảng chấm của một đơn vị, read alone where it depends on no other."""
    if is_combining(board.covenant, board.hand):
        return sheets_of(session, board)[unit]
    return sheets.unchecked(session, board.period, unit, board.hand)


def _read_sheets(
    session: Session, period: BlockPeriod, covenant: Covenant, hand: Hand, units: Collection[str]
) -> dict[str, StoredSheet]:
    counted = added.counted_sheets(session, period, covenant, hand, units)
    if not is_combining(covenant, hand):
        return counted
    lines = reviews.unchecked_combined(session, period)
    return {
        code: _completed(sheet, lines.get(code, {}), covenant.version)
        for code, sheet in counted.items()
    }


def explained(work: Work, *, unit: str, hand: Hand = Hand.VERIFIED) -> tuple[Explanation, ...]:
    """Cây giải thích của một đơn vị."""
    require(work.actor, Permission.VIEW_STANDINGS, work.period)
    require_one_hand(hand)
    session, period = work.session, work.period

    def explain() -> tuple[Explanation, ...]:
        board = unchecked_board(session, period, hand)
        if is_combining(board.covenant, hand):
            return explanations(session, board)[unit]
        entries = sheet_of(session, board, unit).entries
        peers = compared.of_units(session, period, hand, board.members)
        return explain_unit(board.covenant, entries, board.standings.of(unit).score, peers)

    return kept(session, ("explained", period, hand, unit), explain)


def explanations(session: Session, board: Board) -> dict[str, tuple[Explanation, ...]]:
    """Cây giải thích của mọi đơn vị."""
    entries = {unit: sheet.entries for unit, sheet in sheets_of(session, board).items()}
    peers = peer_entries(board.covenant, entries)
    return {
        unit: explain_unit(board.covenant, lines, board.standings.of(unit).score, peers)
        for unit, lines in entries.items()
    }


def ranking_vote(session: Session, period: BlockPeriod, covenant: Covenant) -> RankingVote | None:
    """Phiếu mà xếp hạng hỏi đến; nothing is read where the covenant does not ask for one."""
    return vote_results.unchecked_ranking(session, period) if covenant.asks_vote else None


def _completed(
    sheet: StoredSheet, combined: Mapping[str, CombinedLine], covenant_version: int
) -> StoredSheet:
    """Bảng thẩm định đang có hiệu lực, the lines that reviewers make among the stored ones."""
    stands = sheet.status is SheetStatus.VERIFIED
    if stands or not combined:
        return sheet
    made = {
        code: StoredLine(
            entry=entry,
            version=0,
            entered_by=reviews.COMBINED,
            entered_at=None,
            covenant_version=covenant_version,
        )
        for code, entry in in_force(sheet.entries, combined, stands=stands).items()
        if entry.state is LineState.COMBINED
    }
    return replace(sheet, lines={**sheet.lines, **made})


def standings_json(session: Session, board: Board) -> dict[str, Any]:
    """Bảng xếp hạng cho máy đọc: numbers are strings at the covenant's scale, missing is null.

    Each line of a unit has its points and the sentence that explains them. `other_figures` is there
    only where a vote behind a rank was held on points that have moved since.
    """
    entries = {unit: sheet.entries for unit, sheet in sheets_of(session, board).items()}
    peers = peer_entries(board.covenant, entries)
    counted = {unit: counted_once(board.covenant, lines) for unit, lines in entries.items()}

    def line(unit: str, criterion: Criterion, points: Decimal | None) -> dict[str, str | None]:
        entry = counted[unit].entries.get(criterion.code)
        said = explain_line(board.covenant, criterion, entry, points, peers).line()
        said = "; ".join(filter(None, (said, counted[unit].taken.get(criterion.code))))
        return {"points": board.covenant.scale.text(points), "explain": said}

    moved = [one.words(board.name) for one in board.standings.other_figures]
    found = _board_json(board, line, is_provisional=board.provisional)
    return found | ({"other_figures": moved} if moved else {})


def standings_values(board: Board) -> dict[str, Any]:
    """Bảng xếp hạng chỉ bằng giá trị: without the sentences, which a later release words anew.

    A fingerprint is made of it, which locking the period may not change: it is provisional here
    only while something is missing.
    """
    found = _board_json(
        board,
        lambda _unit, _code, points: board.covenant.scale.text(points),
        is_provisional=board.standings.provisional,
    )
    for unit in found["units"]:
        unit |= {"tiebreak": unit["tiebreak"] is not None, "excluded": unit["excluded"] is not None}
    return found


def _board_json(
    board: Board,
    line: Callable[[str, Criterion, Decimal | None], object],
    *,
    is_provisional: bool,
) -> dict[str, Any]:
    return {
        "block": board.period.block_code,
        "year": board.period.year,
        **({} if board.period.part.is_year else {"period": board.period.part.code}),
        "provisional": is_provisional,
        "covenant_version": board.covenant.version,
        "units": [_unit_json(board, row, line) for row in board.standings.rows],
    }


def _unit_json(
    board: Board, row: Standing, line: Callable[[str, Criterion, Decimal | None], object]
) -> dict[str, Any]:
    score, text = row.score, board.covenant.scale.text
    return {
        "unit": row.unit,
        "name": board.name(row.unit),
        "total": text(score.total),
        "base": text(score.base),
        "bonus": text(score.bonus),
        "deduction": text(score.deduction),
        "assigned_max": text(score.assigned_max),
        "band": row.band,
        "rank": row.rank,
        "tied": row.tied,
        "tiebreak": row.decided_by,
        "excluded": row.excluded,
        "groups": {code: text(points) for code, points in score.groups.items()},
        "lines": {
            code: line(row.unit, criterion, score.lines[code])
            for code, criterion in board.covenant.criteria.items()
        },
    }
