"""Bảng xếp hạng: one function makes the ranking; every page, file and command shows its strings."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlmodel import Session, col, select

from thidua.db import queries
from thidua.db.tables import Consideration
from thidua.domain.access.permissions import Permission, require
from thidua.domain.covenant.covenant import Combining, Covenant
from thidua.domain.ground.errors import NotFound, Refused, StaleEdit
from thidua.domain.period.consideration import ConsiderationState, UnitConsideration
from thidua.domain.period.period import BlockPeriod, Member
from thidua.domain.ranking.by_vote import RankingVote
from thidua.domain.ranking.distance import Distance, distance
from thidua.domain.ranking.places import AwardPlaces, award_places
from thidua.domain.ranking.ranking import Standing, Standings, rank_units, to_be_voted_on
from thidua.domain.review.combining import CombinedLine, with_combined
from thidua.domain.rules.entry import Entry, LineState
from thidua.domain.scoring.explanation import Explanation, explain_line, explain_total, explain_unit
from thidua.domain.scoring.scoring import UnitScore, peer_entries, score_block
from thidua.domain.scoring.sheet import Hand, SheetStatus
from thidua.domain.scoring.stored import StoredLine, StoredSheet
from thidua.services.covenant import covenants
from thidua.services.ground.audit import Act
from thidua.services.ground.kept import kept
from thidua.services.ground.work import Work
from thidua.services.review import reviews
from thidua.services.scoring.sheets import require_one_hand
from thidua.services.vote import results as vote_results


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """Bảng tổng hợp của một kỳ: the covenant, the members, their sheets and the standings.

    With the verified hand the totals are official: a unit whose sheet is not verified has none,
    unless several reviewers' sheets make one, which stays provisional until it is verified. With
    another hand every total is provisional. `sheets` has every member, an empty draft where
    nobody has scored.
    """

    period: BlockPeriod
    covenant: Covenant
    hand: Hand
    members: Mapping[str, Member]
    sheets: Mapping[str, StoredSheet]
    standings: Standings
    considerations: Mapping[str, UnitConsideration] = field(default_factory=dict)
    peers: Mapping[str, Sequence[Entry]] = field(default_factory=dict)

    @property
    def provisional(self) -> bool:
        """Tạm tính: a verified total is missing yet, or a vote that ranks or breaks a tie."""
        return self.standings.provisional

    def name(self, unit: str) -> str:
        """Tên đơn vị."""
        return self.members[unit].name

    def short_name(self, unit: str) -> str:
        """Tên ngắn, for narrow columns."""
        return self.members[unit].called

    def explain(self, unit: str) -> tuple[Explanation, ...]:
        """Cây giải thích của một đơn vị."""
        entries = self.sheets[unit].entries
        return explain_unit(self.covenant, entries, self.standings.of(unit).score, self.peers)

    def explain_total(self, unit: str) -> str:
        """Tổng điểm của một đơn vị, with the numbers put in."""
        return explain_total(self.covenant, self.standings.of(unit).score)

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

    def award_places(self) -> list[AwardPlaces]:
        """Suất khen theo thứ hạng."""
        return award_places(self.covenant, self.standings, len(self.members))


def standings(
    work: Work, *, hand: Hand = Hand.VERIFIED, needs: Permission = Permission.VIEW_STANDINGS
) -> Board:
    """Bảng xếp hạng của một kỳ, four statements whatever the number of units.

    `needs` is what the actor must hold; the projector asks for its own permission.
    """
    require(work.actor, needs, work.period)
    require_one_hand(hand)
    return unchecked_board(work.session, work.period, hand)


def unchecked_board(session: Session, period: BlockPeriod, hand: Hand = Hand.VERIFIED) -> Board:
    """Bảng xếp hạng, whoever asks: for services that have asked for another right."""
    return kept(session, ("board", period, hand), lambda: _read_board(session, period, hand))


def _read_board(session: Session, period: BlockPeriod, hand: Hand) -> Board:
    covenant = covenants.load(session, period)
    members = {member.code: member for member in queries.members(session, period)}
    stored = queries.sheets(session, period, hand)
    sheets = {code: stored.get(code, StoredSheet(unit=code, hand=hand)) for code in members}
    if hand is Hand.VERIFIED and covenant.combining is not Combining.CHAIR:
        lines = reviews.unchecked_combined(session, period)
        sheets = {
            code: _completed(sheet, lines.get(code, {}), covenant.version)
            for code, sheet in sheets.items()
        }
    given = queries.considerations(session, period)
    vote = ranking_vote(session, period, covenant) if hand is Hand.VERIFIED else None
    return board(period, covenant, hand, members, sheets, given, vote)


def ranking_vote(session: Session, period: BlockPeriod, covenant: Covenant) -> RankingVote | None:
    """Phiếu mà xếp hạng hỏi đến; nothing is read where the covenant does not ask for one."""
    return vote_results.unchecked_ranking(session, period) if covenant.asks_vote else None


def _completed(
    sheet: StoredSheet, combined: Mapping[str, CombinedLine], covenant_version: int
) -> StoredSheet:
    """Bảng thẩm định đang có hiệu lực: what was settled, else what the reviewers make together.

    A verified sheet stands as it was confirmed.
    """
    if sheet.status is SheetStatus.VERIFIED or not combined:
        return sheet
    made = {
        code: StoredLine(
            entry=entry,
            version=0,
            entered_by=reviews.COMBINED,
            entered_at=None,
            covenant_version=covenant_version,
        )
        for code, entry in with_combined(sheet.entries, combined).items()
        if entry.state is LineState.COMBINED
    }
    return replace(sheet, lines={**sheet.lines, **made})


def board(
    period: BlockPeriod,
    covenant: Covenant,
    hand: Hand,
    members: Mapping[str, Member],
    sheets: Mapping[str, StoredSheet],
    considerations: Mapping[str, UnitConsideration],
    vote: RankingVote | None = None,
) -> Board:
    """Tính bảng tổng hợp from what was read: scores, then ranks.

    The vote goes with the verified hand only: by another hand units are compared by points.
    """
    entries = {code: sheet.entries for code, sheet in sheets.items()}
    scores = score_block(covenant, entries)
    final = frozenset(
        code for code, sheet in sheets.items() if sheet.status is SheetStatus.VERIFIED
    )
    if hand is Hand.VERIFIED:
        scores = {
            code: score
            if code in final or _is_combined(sheets[code])
            else replace(score, total=None)
            for code, score in scores.items()
        }
    return Board(
        period=period,
        covenant=covenant,
        hand=hand,
        members=members,
        sheets=sheets,
        standings=rank_units(covenant, scores, entries, considerations, final, vote),
        considerations=considerations,
        peers=peer_entries(covenant, entries),
    )


def _is_combined(sheet: StoredSheet) -> bool:
    """Có điểm tổng hợp: a provisional total can be told before the sheet is verified."""
    return any(entry.state is LineState.COMBINED for entry in sheet.entries.values())


def standings_json(board: Board) -> dict[str, Any]:
    """Bảng xếp hạng cho máy đọc: numbers are strings at the covenant's scale, missing is null."""
    return {
        "block": board.period.block_code,
        "year": board.period.year,
        "provisional": board.provisional,
        "covenant_version": board.covenant.version,
        "units": [_unit_json(board, row) for row in board.standings.rows],
    }


def standings_values(board: Board) -> dict[str, Any]:
    """Bảng xếp hạng chỉ bằng giá trị: without the sentences, which a later release words anew."""
    found = standings_json(board)
    for unit in found["units"]:
        unit["lines"] = {code: line["points"] for code, line in unit["lines"].items()}
        unit |= {"tiebreak": unit["tiebreak"] is not None, "excluded": unit["excluded"] is not None}
    return found


def _unit_json(board: Board, row: Standing) -> dict[str, Any]:
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
        "lines": _lines_json(board, row.unit, score),
    }


def _lines_json(board: Board, unit: str, score: UnitScore) -> dict[str, dict[str, str | None]]:
    entries = board.sheets[unit].entries
    return {
        code: {
            "points": board.covenant.scale.text(score.lines[code]),
            "explain": explain_line(
                board.covenant, criterion, entries.get(code), score.lines[code], board.peers
            ).line(),
        }
        for code, criterion in board.covenant.criteria.items()
    }


def set_consideration(
    work: Work,
    *,
    unit: str,
    state: ConsiderationState,
    reason: str = "",
    document: str = "",
    seen: UnitConsideration | None = None,
) -> None:
    """Ghi tình trạng xét của một đơn vị; excluded and deferred need a reason.

    `seen` is the state the person decided over; StaleEdit when it has changed since.
    """
    work = work.require(Permission.SET_CONSIDERATION)
    if state is not ConsiderationState.CONSIDERED and not reason.strip():
        raise Refused("Cần ghi lý do khi không xét hoặc tạm hoãn một đơn vị.")
    if unit not in {member.code for member in queries.members(work.session, work.period)}:
        raise NotFound
    before = queries.considerations(work.session, work.period).get(unit, UnitConsideration())
    if seen is not None and seen != before:
        raise StaleEdit("Tình trạng xét vừa được người khác đổi; hãy xem lại.")
    unit_id = queries.unit_key(work.session, unit)
    row = work.session.exec(
        select(Consideration).where(
            Consideration.block_year_id == work.period.id, col(Consideration.unit_id) == unit_id
        )
    ).first()
    if row is None:
        row = Consideration(
            block_year_id=work.period.id, unit_id=unit_id, set_by="", set_at=work.now
        )
    else:
        row.version += 1
    row.state, row.reason, row.document = state, reason.strip(), document.strip()
    row.set_by, row.set_at = work.actor.name, work.now
    work.session.add(row)
    act = Act("unit.consideration", unit, reason=reason.strip())
    work.record(act)
