"""Thành phần bỏ phiếu: who is on the roll of a vote that is opened now."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, col

from thidua.db import council_queries, queries
from thidua.db.tables import (
    Account,
    Block,
    RoleGrant,
    Unit,
)
from thidua.domain.access.account import record_name
from thidua.domain.access.permissions import Permission, Role, require
from thidua.domain.council.council import CouncilMember
from thidua.domain.council.meeting import Attendance, Attending, CouncilMeeting
from thidua.domain.period.period import BlockPeriod
from thidua.domain.vote.vote import Electorate, Presence, RollMember
from thidua.services.ground import block_members
from thidua.services.ground.kept import kept
from thidua.services.ground.work import Work


def electors(work: Work, *, electorate: Electorate, vote: int = 0) -> tuple[RollMember, ...]:
    """Danh sách dự kiến: who would be on the roll if the vote were opened now.

    One that a council holds has its members in office on the day of the meeting.
    """
    require(work.actor, Permission.SET_UP_VOTE, work.period)
    meeting = council_queries.meeting_of_vote(work.session, vote) if vote else None
    if meeting is not None:
        return of_meeting(work.session, work.period, meeting)
    return kept(
        work.session,
        ("electors", work.period, electorate),
        lambda: unchecked(work.session, work.period, electorate),
    )


def of_vote(
    session: Session, period: BlockPeriod, vote: int, electorate: Electorate
) -> tuple[RollMember, ...]:
    """Thành phần của cuộc bỏ phiếu này, whoever asks."""
    meeting = council_queries.meeting_of_vote(session, vote)
    if meeting is None:
        return unchecked(session, period, electorate)
    return of_meeting(session, period, meeting)


def of_meeting(
    session: Session, period: BlockPeriod, meeting: CouncilMeeting
) -> tuple[RollMember, ...]:
    """Thành viên đương nhiệm vào ngày họp: there or not, and what each keeps out of.

    Whoever has no account with the right to vote answers on paper or in writing.
    """
    may, names = council_queries.voters(session, period), council_queries.accounts(session)
    sitting = [
        one
        for one in council_queries.members_on(session, meeting.council)
        if one.sits_on(meeting.day)
    ]
    return tuple(
        _on_roll(one, meeting, may, names) for one in sorted(sitting, key=lambda one: one.order)
    )


def _on_roll(
    one: CouncilMember, meeting: CouncilMeeting, may: frozenset[str], names: Mapping[str, str]
) -> RollMember:
    came: Attending = meeting.of(one.key)
    known = record_name(names[one.account], one.account) if one.account in names else one.name
    login = came.account if came.substitute else one.account
    return RollMember(
        code=one.account if one.account in names else f"tv-{one.key}",
        name=f"{one.name} – {came.substitute} đi thay" if came.substitute else known,
        unit=one.unit,
        voters=(login,) if login in may else (),
        presence=_presence(meeting, came),
        document=came.document if came.substitute else "",
        kept_from=frozenset(item.candidate for item in meeting.kept_from(one)),
    )


def _presence(meeting: CouncilMeeting, came: Attending) -> Presence:
    """Có mặt hay vắng; where all are asked in writing nobody is in a room."""
    if meeting.in_writing and came.attendance is Attendance.UNMARKED:
        return Presence.ABSENT
    return came.on_roll


def unchecked(
    session: Session, period: BlockPeriod, electorate: Electorate
) -> tuple[RollMember, ...]:
    """Thành phần bỏ phiếu, whoever asks: the member units, or who has the role of a council."""
    officers, council = _people(session, period)
    if electorate is Electorate.UNITS:
        return tuple(
            RollMember(
                code=one.code,
                name=one.name,
                unit=one.code,
                voters=tuple(login for login, _ in officers.get(one.code, ())),
            )
            for one in block_members.members(session, period)
        )
    units = {login: unit for unit, people in officers.items() for login, _ in people}
    return tuple(
        RollMember(
            code=login, name=record_name(name, login), unit=units.get(login, home), voters=(login,)
        )
        for login, name, home in council
    )


def _people(
    session: Session, period: BlockPeriod
) -> tuple[dict[str, list[tuple[str, str]]], list[tuple[str, str, str]]]:
    """Cán bộ của từng đơn vị và thành viên hội đồng, whose accounts are in use.

    Of a member of the council comes the unit they are of, empty where none was said.
    """
    officers: dict[str, list[tuple[str, str]]] = {}
    council = []
    statement: Any = (
        queries.pick(RoleGrant.role, Unit.code, Account.login, Account.full_name, RoleGrant.home)
        .join(Account, col(Account.id) == col(RoleGrant.account_id))
        .join(Block, col(Block.id) == col(RoleGrant.block_id))
        .outerjoin(Unit, col(Unit.id) == col(RoleGrant.unit_id))
        .where(
            col(RoleGrant.role).in_((Role.UNIT_OFFICER, Role.COUNCIL_MEMBER)),
            col(RoleGrant.ended_at).is_(None),
            col(Account.active),
            col(Block.code) == period.block_code,
            col(RoleGrant.year) == period.year,
        )
        .order_by(col(Account.login))
    )
    for role, unit, login, name, home in queries.picked(session, statement):
        if role is Role.COUNCIL_MEMBER:
            council.append((login, name, home or ""))
        else:
            officers.setdefault(unit, []).append((login, name))
    return officers, list(dict.fromkeys(council))
