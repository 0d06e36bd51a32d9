"""Tổng quan: how far a period has come, and the years before it."""

from dataclasses import dataclass

from sqlmodel import Session

from thidua.db import queries
from thidua.domain.permissions import Actor, Permission, is_allowed, require, units_of
from thidua.domain.record import BlockPeriod, Member
from thidua.domain.sheet import Hand, SheetStatus
from thidua.services import covenants, rosters
from thidua.services.kept import kept
from thidua.services.standings import Board, standings


@dataclass(frozen=True, slots=True)
class UnitProgress:
    """Tiến độ của một đơn vị: lines scored by each hand out of those the covenant has."""

    member: Member
    lines: int
    self_scored: int
    verified: int
    is_verified: bool


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
    return [
        UnitProgress(
            member,
            len(covenant.criteria),
            len(own[member.code].lines) if member.code in own else 0,
            len(verified[member.code].lines) if member.code in verified else 0,
            member.code in verified and verified[member.code].status is SheetStatus.VERIFIED,
        )
        for member in queries.members(session, period)
    ]


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
