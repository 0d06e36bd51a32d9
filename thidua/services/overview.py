"""Tổng quan: how far a period has come, and the years before it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from thidua.db import queries
from thidua.domain.permissions import Actor, Permission, is_allowed, require, units_of
from thidua.domain.record import BlockPeriod, Member, StoredSheet
from thidua.domain.sheet import Hand, SheetStatus
from thidua.services import covenants, reviews, rosters, threads
from thidua.services.kept import kept
from thidua.services.reviews import Duty
from thidua.services.standings import Board, standings


@dataclass(frozen=True, slots=True)
class Share:
    """Phần đã xong: so many out of so many."""

    done: int = 0
    whole: int = 0


@dataclass(frozen=True, slots=True)
class UnitProgress:
    """Tiến độ của một đơn vị: lines scored by each hand out of those the covenant has.

    `to_give` are the cross sheets it owes others, `to_get` those others owe about it.
    `open_threads` wait for an answer or an outcome, `waiting` lines for their second person.
    """

    member: Member
    lines: int
    self_scored: int
    verified: int
    is_verified: bool
    is_claimed: bool = False
    to_give: Share = Share()
    to_get: Share = Share()
    open_threads: int = 0
    waiting: int = 0


def progress(session: Session, *, actor: Actor, period: BlockPeriod) -> tuple[UnitProgress, ...]:
    """Tiến độ chấm của các đơn vị người này được xem, in the order of the members."""
    require(actor, Permission.VIEW_PERIOD, period)
    allowed = units_of(actor, Permission.VIEW_SHEET, period)
    rows = kept(session, ("progress", period), lambda: _read_progress(session, period))
    return tuple(row for row in rows if allowed is None or row.member.code in allowed)


def _read_progress(session: Session, period: BlockPeriod) -> list[UnitProgress]:
    covenant = covenants.load(session, period)
    own = queries.sheets(session, period, Hand.SELF)
    verified = queries.sheets(session, period, Hand.VERIFIED)
    owed = [
        one for one in reviews.unchecked_duties(session, period) if not (one.recused or one.absent)
    ]
    opened = Counter(one.unit for one in threads.unchecked_open(session, period))

    def read(member: Member) -> UnitProgress:
        code = member.code
        claim = own.get(code, StoredSheet(code, Hand.SELF))
        checked = verified.get(code, StoredSheet(code, Hand.VERIFIED))
        return UnitProgress(
            member,
            len(covenant.criteria),
            len(claim.lines),
            len(checked.lines),
            checked.status is SheetStatus.VERIFIED,
            claim.status is SheetStatus.SUBMITTED,
            _share([one for one in owed if one.reviewer == code]),
            _share([one for one in owed if one.unit.code == code]),
            opened[code],
            sum(
                not line.entry.confirmed
                for sheet in (claim, checked)
                for line in sheet.lines.values()
            ),
        )

    return [read(member) for member in queries.members(session, period)]


def _share(duties: Sequence[Duty]) -> Share:
    return Share(sum(one.status is SheetStatus.SUBMITTED for one in duties), len(duties))


def average(session: Session, *, actor: Actor, period: BlockPeriod) -> int:
    """Trung bình của khối: lines a unit has scored itself, rounded down; tells of nobody."""
    require(actor, Permission.VIEW_PERIOD, period)
    rows = kept(session, ("progress", period), lambda: _read_progress(session, period))
    return sum(row.self_scored for row in rows) // len(rows) if rows else 0


def past_boards(
    session: Session, *, actor: Actor, period: BlockPeriod, years: int = 3
) -> tuple[Board, ...]:
    """Bảng xếp hạng của kỳ này và các kỳ trước, oldest first.

    Years without covenant, and those whose ranking this person may not see yet, are left out.
    """
    same = [
        found
        for found in rosters.all_periods(session)
        if found.block_code == period.block_code
        and found.kind is period.kind
        and found.year <= period.year
        and found.covenant_version is not None
        and is_allowed(actor, Permission.VIEW_STANDINGS, found)
    ]
    return tuple(standings(session, actor=actor, period=found) for found in reversed(same[:years]))
