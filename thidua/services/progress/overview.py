"""Tổng quan: how far a period has come, and the years before it."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from thidua.db import queries
from thidua.db.tables import Account, Block, RoleGrant, Unit
from thidua.domain.access.permissions import Actor, Permission, Role, is_allowed, require, units_of
from thidua.domain.period.first_steps import FirstSteps
from thidua.domain.period.period import BlockPeriod, Member
from thidua.domain.period.progress import Share, UnitProgress
from thidua.domain.period.stage import Stage
from thidua.domain.review.duty import Duty
from thidua.domain.scoring.sheet import Hand, SheetStatus
from thidua.domain.scoring.stored import StoredSheet
from thidua.services.covenant import covenants
from thidua.services.ground.kept import kept
from thidua.services.period import rosters, windows
from thidua.services.progress import owed
from thidua.services.ranking.standings import Board, standings
from thidua.services.review import reviews
from thidua.services.thread import threads


def progress(session: Session, *, actor: Actor, period: BlockPeriod) -> tuple[UnitProgress, ...]:
    """Tiến độ chấm của các đơn vị người này được xem, in the order of the members."""
    require(actor, Permission.VIEW_PERIOD, period)
    allowed = units_of(actor, Permission.VIEW_SHEET, period)
    rows = unchecked_progress(session, period)
    return tuple(row for row in rows if allowed is None or row.member.code in allowed)


def unchecked_progress(session: Session, period: BlockPeriod) -> list[UnitProgress]:
    """Tiến độ của mọi đơn vị, whoever asks."""
    return kept(session, ("progress", period), lambda: _read_progress(session, period))


def _read_progress(session: Session, period: BlockPeriod) -> list[UnitProgress]:
    covenant = covenants.load(session, period)
    own = queries.sheets(session, period, Hand.SELF)
    verified = queries.sheets(session, period, Hand.VERIFIED)
    due = [
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
            _share([one for one in due if one.reviewer == code]),
            _share([one for one in due if one.unit.code == code]),
            opened[code],
            sum(
                not line.entry.confirmed
                for sheet in (claim, checked)
                for line in sheet.lines.values()
            ),
        )

    return [read(member) for member in queries.members(session, period)]


def late(session: Session, *, actor: Actor, period: BlockPeriod, now: datetime) -> tuple[str, ...]:
    """Đơn vị trễ hạn: of those this person may see, by the deadline of each."""
    ends = owed.deadlines(session, actor=actor, period=period)
    return tuple(
        row.member.code
        for row in progress(session, actor=actor, period=period)
        if row.owes(period.stage)
        and (end := ends.get(row.member.code, ends.get(owed.ALL))) is not None
        and now > end
    )


def _share(duties: Sequence[Duty]) -> Share:
    return Share(sum(one.status is SheetStatus.SUBMITTED for one in duties), len(duties))


def average(session: Session, *, actor: Actor, period: BlockPeriod) -> int:
    """Trung bình của khối: lines a unit has scored itself, rounded down; tells of nobody."""
    require(actor, Permission.VIEW_PERIOD, period)
    rows = unchecked_progress(session, period)
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


def first_steps(session: Session, *, actor: Actor, period: BlockPeriod) -> FirstSteps:
    """Các bước đầu của kỳ này: which of them are done."""
    require(actor, Permission.VIEW_PERIOD, period)
    return kept(session, ("first_steps", period), lambda: _first_steps(session, actor, period))


def _first_steps(session: Session, actor: Actor, period: BlockPeriod) -> FirstSteps:
    members = {member.code for member in queries.members(session, period)}
    ends = windows.windows(session, actor=actor, period=period).values()
    return FirstSteps(
        bool(members),
        period.covenant_version is not None,
        bool(members) and members <= _with_officer(session, period),
        any(one.soft_deadline or one.hard_deadline for one in ends),
    )


def _with_officer(session: Session, period: BlockPeriod) -> set[str]:
    """Đơn vị có cán bộ đăng nhập được trong năm này."""
    return set(
        session.exec(
            select(Unit.code)
            .join(RoleGrant, col(RoleGrant.unit_id) == col(Unit.id))
            .join(Block, col(Block.id) == col(RoleGrant.block_id))
            .join(Account, col(Account.id) == col(RoleGrant.account_id))
            .where(
                Block.code == period.block_code,
                RoleGrant.year == period.year,
                RoleGrant.role == Role.UNIT_OFFICER,
                col(RoleGrant.ended_at).is_(None),
                col(Account.active),
            )
        )
    )


def steps_left(session: Session, *, actor: Actor, period: BlockPeriod) -> FirstSteps | None:
    """Các bước đầu còn lại, for whoever takes one of them.

    None once all are done, or the first stage was left.
    """
    takes = is_allowed(actor, Permission.EDIT_ACCOUNTS) or is_allowed(
        actor, Permission.EDIT_WINDOWS, period
    )
    if period.stage is not Stage.PREPARE or not takes:
        return None
    found = first_steps(session, actor=actor, period=period)
    return None if all(found.done) else found
