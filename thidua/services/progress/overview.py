"""Tổng quan: how far a period has come, and the years before it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from thidua.db import queries
from thidua.db.tables import Account, Block, RoleGrant, Unit
from thidua.domain.access.permissions import Permission, Role, is_allowed, require, units_of
from thidua.domain.period.first_steps import FirstSteps
from thidua.domain.period.period import BlockPeriod, Member
from thidua.domain.period.progress import GroupDone, Share, UnitProgress
from thidua.domain.period.stage import Stage
from thidua.domain.review.duty import Duty
from thidua.domain.scoring.sheet import Hand, SheetStatus
from thidua.services.covenant import covenants
from thidua.services.ground import block_members
from thidua.services.ground.kept import kept
from thidua.services.ground.work import Work
from thidua.services.period import rosters, windows
from thidua.services.progress import owed
from thidua.services.ranking.standings import Board, standings
from thidua.services.review import reviews
from thidua.services.scoring import desk
from thidua.services.thread import threads

_NO_SHEET = (SheetStatus.DRAFT, 0, 0)
"""Chưa có bảng chấm."""


def progress(work: Work) -> tuple[UnitProgress, ...]:
    """Tiến độ chấm của các đơn vị người này được xem, in the order of the members."""
    require(work.actor, Permission.VIEW_PERIOD, work.period)
    allowed = units_of(work.actor, Permission.VIEW_SHEET, work.period)
    rows = unchecked_progress(work.session, work.period)
    return tuple(row for row in rows if allowed is None or row.member.code in allowed)


def unchecked_progress(session: Session, period: BlockPeriod) -> list[UnitProgress]:
    """Tiến độ của mọi đơn vị, whoever asks."""
    return kept(session, ("progress", period), lambda: _read_progress(session, period))


def _read_progress(session: Session, period: BlockPeriod) -> list[UnitProgress]:
    covenant = covenants.load(session, period)
    sheets = queries.progress_of_sheets(session, period)
    due = [
        one for one in reviews.unchecked_duties(session, period) if not (one.recused or one.absent)
    ]
    opened = Counter(one.unit for one in threads.unchecked_open(session, period))

    def read(member: Member) -> UnitProgress:
        code = member.code
        claimed, own, own_waiting = sheets.get((Hand.SELF, code), _NO_SHEET)
        checked, verified, verified_waiting = sheets.get((Hand.VERIFIED, code), _NO_SHEET)
        return UnitProgress(
            member=member,
            lines=len(covenant.asked),
            self_scored=own,
            verified=verified,
            is_verified=checked is SheetStatus.VERIFIED,
            is_claimed=claimed is SheetStatus.SUBMITTED,
            to_give=_share([one for one in due if one.reviewer == code]),
            to_get=_share([one for one in due if one.unit.code == code]),
            open_threads=opened[code],
            waiting=own_waiting + verified_waiting,
        )

    return [read(member) for member in block_members.members(session, period)]


def late(work: Work) -> tuple[str, ...]:
    """Đơn vị trễ hạn: of those this person may see, by the deadline of each."""
    ends = owed.deadlines(work)
    return tuple(
        row.member.code
        for row in progress(work)
        if row.owes(work.period.stage)
        and (end := ends.get(row.member.code, ends.get(owed.ALL))) is not None
        and work.now > end
    )


def _share(duties: Sequence[Duty]) -> Share:
    return Share(sum(one.status is SheetStatus.SUBMITTED for one in duties), len(duties))


def average(work: Work) -> int:
    """Trung bình của khối: lines a unit has scored itself, rounded down; tells of nobody."""
    require(work.actor, Permission.VIEW_PERIOD, work.period)
    rows = unchecked_progress(work.session, work.period)
    return sum(row.self_scored for row in rows) // len(rows) if rows else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockProgress:
    """Một khối ở một kỳ: its stage and deadline, and how many units have come how far."""

    period: BlockPeriod
    until: datetime | None
    units: int
    claimed: int
    verified: int
    late: int


def blocks(work: Work, *, periods: Sequence[BlockPeriod]) -> tuple[BlockProgress, ...]:
    """Tiến độ mọi khối của năm đang xem mà người này được xem trọn."""
    require(work.actor, Permission.VIEW_PERIOD, work.period)
    return tuple(
        _of_block(work.at(one))
        for one in periods
        if (one.year, one.part.code) == (work.period.year, work.period.part.code)
        and one.covenant_version is not None
        and is_allowed(work.actor, Permission.VIEW_PERIOD, one)
        and units_of(work.actor, Permission.VIEW_SHEET, one) is None
    )


def _of_block(work: Work) -> BlockProgress:
    rows = unchecked_progress(work.session, work.period)
    window = windows.windows(work).get(work.period.stage)
    return BlockProgress(
        period=work.period,
        until=None if window is None else window.hard_deadline or window.soft_deadline,
        units=len(rows),
        claimed=sum(row.is_claimed for row in rows),
        verified=sum(row.is_verified for row in rows),
        late=len(late(work)),
    )


def groups_done(work: Work, *, unit: str, hand: Hand) -> tuple[GroupDone, ...]:
    """Từng nhóm của một bảng chấm: how many criteria are scored and which are missing."""
    at = desk.desk(work, unit=unit, hand=hand)
    missing = set(at.score.missing)
    return tuple(
        GroupDone(
            code=section.code,
            text=section.text,
            done=at.done(section),
            whole=len(section.criteria),
            missing=tuple(one.code for one in section.criteria if one.code in missing),
        )
        for section in desk.sections(at.covenant)
    )


def past_boards(work: Work, *, years: int = 3) -> tuple[Board, ...]:
    """Bảng xếp hạng của kỳ này và các kỳ trước, oldest first.

    Years without covenant, and those whose ranking this person may not see yet, are left out.
    """
    same = [
        found
        for found in rosters.all_periods(work.session)
        if found.block_code == work.period.block_code
        and found.part.code == work.period.part.code
        and found.year <= work.period.year
        and found.covenant_version is not None
        and is_allowed(work.actor, Permission.VIEW_STANDINGS, found)
    ]
    return tuple(standings(work.at(found)) for found in reversed(same[:years]))


def first_steps(work: Work) -> FirstSteps:
    """Các bước đầu của kỳ này: which of them are done."""
    require(work.actor, Permission.VIEW_PERIOD, work.period)
    return kept(work.session, ("first_steps", work.period), lambda: _first_steps(work))


def _first_steps(work: Work) -> FirstSteps:
    members = {member.code for member in block_members.members(work.session, work.period)}
    ends = windows.windows(work).values()
    return FirstSteps(
        bool(members),
        work.period.covenant_version is not None,
        bool(members) and members <= _with_officer(work.session, work.period),
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


def steps_left(work: Work) -> FirstSteps | None:
    """Các bước đầu còn lại, for whoever takes one of them.

    None once all are done, or the first stage was left.
    """
    takes = is_allowed(work.actor, Permission.EDIT_ACCOUNTS) or is_allowed(
        work.actor, Permission.EDIT_WINDOWS, work.period
    )
    if work.period.stage is not Stage.PREPARE or not takes:
        return None
    found = first_steps(work)
    return None if all(found.done) else found
