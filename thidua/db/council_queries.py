"""Truy vấn hội đồng: which councils a block has, their members and their meetings."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from fractions import Fraction

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from thidua.db.tables import (
    Account,
    Block,
    BlockYear,
    CouncilAttendanceTable,
    CouncilItemTable,
    CouncilMeetingTable,
    CouncilMemberTable,
    CouncilRecusalTable,
    CouncilTable,
    RoleGrant,
    Unit,
    Vote,
    VoteRoll,
)
from thidua.domain.access.permissions import Role
from thidua.domain.council.council import Council, CouncilMember, CouncilRule
from thidua.domain.council.meeting import (
    AgendaItem,
    AgendaKind,
    Attending,
    CouncilMeeting,
    CouncilMeetingState,
    CouncilRecusal,
)
from thidua.domain.period.period import BlockPeriod
from thidua.domain.period.windows import day_of
from thidua.domain.vote.vote import Threshold


def councils(session: Session, period: BlockPeriod) -> list[Council]:
    """Các hội đồng của khối, those withdrawn too, with everybody who ever sat in them."""
    of_block = col(Block.code) == period.block_code
    rows = session.exec(
        select(CouncilTable)
        .join(Block, col(Block.id) == col(CouncilTable.block_id))
        .where(of_block)
        .order_by(col(CouncilTable.id))
    ).all()
    members: dict[int, list[CouncilMember]] = {}
    for row in session.exec(
        select(CouncilMemberTable)
        .join(CouncilTable, col(CouncilTable.id) == col(CouncilMemberTable.council_id))
        .join(Block, col(Block.id) == col(CouncilTable.block_id))
        .where(of_block)
        .order_by(col(CouncilMemberTable.id))
    ):
        members.setdefault(row.council_id, []).append(member_of(row))
    return [council_of(row, members.get(row.id or 0, ())) for row in rows]


def council_of(row: CouncilTable, members: Sequence[CouncilMember]) -> Council:
    """Hội đồng của một dòng."""
    rule = None
    if row.share:
        rule = CouncilRule(
            threshold=Threshold(Fraction(row.share), row.base, row.source, row.above),
            quorum=Fraction(row.quorum) if row.quorum else None,
            substitutes=row.substitutes,
        )
    return Council(
        key=row.id or 0,
        code=row.code,
        name=row.name,
        kind=row.kind,
        level=row.level,
        unit=row.unit,
        decision=row.decision,
        decided=row.decided_on,
        begins=row.begins,
        ends=row.ends,
        office=row.office,
        helpers=row.helpers,
        rule=rule,
        members=tuple(members),
        withdrawn=row.withdrawn,
        version=row.version,
    )


def member_of(row: CouncilMemberTable) -> CouncilMember:
    """Thành viên của một dòng."""
    return CouncilMember(
        key=row.id or 0,
        name=row.name,
        position=row.position,
        person=row.person,
        account=row.account,
        unit=row.unit,
        begins=row.begins,
        ends=row.ends,
        version=row.version,
    )


def meetings(session: Session, period: BlockPeriod) -> list[CouncilMeeting]:
    """Các phiên họp của kỳ này, the latest first."""
    return _meetings(session, col(CouncilMeetingTable.block_year_id) == period.id)


def meeting_of_vote(session: Session, vote: int) -> CouncilMeeting | None:
    """Phiên họp mà cuộc bỏ phiếu này thuộc về; None for a vote of no council."""
    key = session.exec(
        select(CouncilItemTable.meeting_id).where(col(CouncilItemTable.vote_id) == vote)
    ).first()
    found = [] if key is None else _meetings(session, col(CouncilMeetingTable.id) == key)
    return found[0] if found else None


def votes(session: Session, period: BlockPeriod) -> frozenset[int]:
    """Các cuộc bỏ phiếu của hội đồng in this period."""
    found = session.exec(
        select(CouncilItemTable.vote_id)
        .join(CouncilMeetingTable, col(CouncilMeetingTable.id) == col(CouncilItemTable.meeting_id))
        .where(CouncilMeetingTable.block_year_id == period.id)
    )
    return frozenset(one for one in found if one is not None)


def _meetings(session: Session, which: ColumnElement[bool]) -> list[CouncilMeeting]:
    of_meeting = col(CouncilMeetingTable.id)
    items: dict[int, list[AgendaItem]] = {}
    for row in session.exec(
        select(CouncilItemTable)
        .join(CouncilMeetingTable, of_meeting == col(CouncilItemTable.meeting_id))
        .where(which)
        .order_by(col(CouncilItemTable.position))
    ):
        items.setdefault(row.meeting_id, []).append(item_of(row))
    attending: dict[int, dict[int, Attending]] = {}
    for one in session.exec(
        select(CouncilAttendanceTable)
        .join(CouncilMeetingTable, of_meeting == col(CouncilAttendanceTable.meeting_id))
        .where(which)
    ):
        attending.setdefault(one.meeting_id, {})[one.member_id] = Attending(
            attendance=one.attendance,
            substitute=one.substitute,
            account=one.account,
            document=one.document,
        )
    recusals: dict[int, list[CouncilRecusal]] = {}
    for meeting, each in session.exec(
        select(CouncilItemTable.meeting_id, CouncilRecusalTable)
        .join(CouncilItemTable, col(CouncilItemTable.id) == col(CouncilRecusalTable.item_id))
        .join(CouncilMeetingTable, of_meeting == col(CouncilItemTable.meeting_id))
        .where(which)
        .order_by(col(CouncilRecusalTable.id))
    ):
        found = CouncilRecusal(
            key=each.id or 0, member=each.member_id, item=each.item_id, reason=each.reason
        )
        recusals.setdefault(meeting, []).append(found)
    homes = _homes(session, which, attending) if items else {}
    rows = session.exec(
        select(CouncilMeetingTable)
        .where(which)
        .order_by(col(CouncilMeetingTable.held_at).desc(), of_meeting.desc())
    )
    return [
        CouncilMeeting(
            key=row.id or 0,
            council=row.council_id,
            held_at=row.held_at,
            place=row.place,
            in_writing=row.in_writing,
            chair=row.chair_id,
            scribe=row.scribe_id,
            guests=row.guests,
            number=row.number,
            state=row.state,
            ended_at=row.ended_at,
            decision=row.decision,
            decided=row.decided_on,
            signer=row.signer,
            reason=row.reason,
            items=tuple(items.get(row.id or 0, ())),
            attending=attending.get(row.id or 0, {}),
            recusals=tuple(recusals.get(row.id or 0, ())),
            homes=homes.get(row.id or 0, {}),
            version=row.version,
        )
        for row in rows
    ]


def _homes(
    session: Session,
    which: ColumnElement[bool],
    attending: Mapping[int, Mapping[int, Attending]],
) -> dict[int, dict[int, frozenset[str]]]:
    """Đơn vị của người dự từng phiên họp, by the roles of their accounts in the year it is of."""
    of_council = col(CouncilMemberTable.council_id) == col(CouncilMeetingTable.council_id)
    found = session.exec(
        select(
            CouncilMeetingTable.id,
            BlockYear.year,
            CouncilMemberTable.id,
            CouncilMemberTable.account,
        )
        .join(BlockYear, col(BlockYear.id) == col(CouncilMeetingTable.block_year_id))
        .join(CouncilMemberTable, of_council)
        .where(which)
    ).all()
    roles: dict[str, list[tuple[int | None, str]]] = {}
    for login, year, home, unit in session.exec(
        select(Account.login, RoleGrant.year, RoleGrant.home, Unit.code)
        .join(RoleGrant, col(RoleGrant.account_id) == col(Account.id))
        .outerjoin(Unit, col(Unit.id) == col(RoleGrant.unit_id))
        .where(col(RoleGrant.ended_at).is_(None))
    ):
        roles.setdefault(login, []).extend((year, one) for one in (home, unit) if one)
    told: dict[int, dict[int, frozenset[str]]] = {}
    for meeting, year, member, account in found:
        sent = attending.get(meeting or 0, {}).get(member or 0, Attending()).account
        units = frozenset(
            unit
            for login in (account, sent)
            for of, unit in roles.get(login, ())
            if of in (None, year)
        )
        if units:
            told.setdefault(meeting or 0, {})[member or 0] = units
    return told


def item_of(row: CouncilItemTable) -> AgendaItem:
    """Việc của một dòng."""
    return AgendaItem(
        key=row.id or 0,
        position=row.position,
        kind=row.kind,
        text=row.text,
        unit=row.unit,
        code=row.code,
        scope=row.scope,
        subject=row.subject,
        award=row.award,
        authors=tuple(row.authors.splitlines()),
        vote=row.vote_id,
        is_taken=row.carried_at is not None,
    )


def members_on(session: Session, council: int) -> list[CouncilMember]:
    """Mọi người từng là thành viên của hội đồng này."""
    rows = session.exec(
        select(CouncilMemberTable)
        .where(CouncilMemberTable.council_id == council)
        .order_by(col(CouncilMemberTable.id))
    )
    return [member_of(row) for row in rows]


def voted_on(session: Session, council: int) -> dict[date, bool]:
    """Những ngày hội đồng này đã lập cuộc bỏ phiếu, in any period: and whether one was opened."""
    found = session.exec(
        select(CouncilMeetingTable.held_at, Vote.opened_at)
        .join(CouncilItemTable, col(CouncilItemTable.meeting_id) == col(CouncilMeetingTable.id))
        .join(Vote, col(Vote.id) == col(CouncilItemTable.vote_id))
        .where(CouncilMeetingTable.council_id == council)
        .order_by(col(CouncilMeetingTable.id))
    )
    days: dict[date, bool] = {}
    for held_at, opened_at in found:
        day = day_of(held_at)
        days[day] = days.get(day, False) or opened_at is not None
    return dict(sorted(days.items()))


def under_way(session: Session, council: int) -> bool:
    """Hội đồng này còn phiên họp chưa xong hoặc kết quả chưa ghi, in any period."""
    over = (CouncilMeetingState.CLOSED, CouncilMeetingState.CANCELLED)
    meeting = col(CouncilMeetingTable.state)
    still = session.exec(
        select(CouncilMeetingTable.id)
        .where(CouncilMeetingTable.council_id == council, meeting.not_in(over))
        .limit(1)
    ).first()
    untaken = session.exec(
        select(CouncilItemTable.id)
        .join(CouncilMeetingTable, col(CouncilMeetingTable.id) == col(CouncilItemTable.meeting_id))
        .where(
            CouncilMeetingTable.council_id == council,
            col(CouncilItemTable.kind) != AgendaKind.OTHER,
            col(CouncilItemTable.vote_id).is_not(None),
            col(CouncilItemTable.carried_at).is_(None),
        )
        .limit(1)
    ).first()
    return still is not None or untaken is not None


def rolls(
    session: Session, period: BlockPeriod | None = None
) -> list[tuple[int, int, datetime, str]]:
    """Danh sách của các cuộc bỏ phiếu hội đồng: the vote, its council, the meeting, the code."""
    asked = (
        select(
            VoteRoll.vote_id,
            CouncilMeetingTable.council_id,
            CouncilMeetingTable.held_at,
            VoteRoll.code,
        )
        .join(CouncilItemTable, col(CouncilItemTable.vote_id) == col(VoteRoll.vote_id))
        .join(CouncilMeetingTable, col(CouncilMeetingTable.id) == col(CouncilItemTable.meeting_id))
        .distinct()
        .order_by(col(VoteRoll.vote_id), col(VoteRoll.code))
    )
    if period is not None:
        asked = asked.where(CouncilMeetingTable.block_year_id == period.id)
    return [(vote, council, held, code) for vote, council, held, code in session.exec(asked)]


def voters(session: Session, period: BlockPeriod) -> frozenset[str]:
    """Tài khoản bỏ phiếu hội đồng được trên phần mềm ở kỳ này, by the role held now."""
    found = session.exec(
        select(Account.login)
        .join(RoleGrant, col(RoleGrant.account_id) == col(Account.id))
        .join(Block, col(Block.id) == col(RoleGrant.block_id))
        .where(
            RoleGrant.role == Role.COUNCIL_MEMBER,
            col(RoleGrant.ended_at).is_(None),
            col(Account.active),
            col(Block.code) == period.block_code,
            col(RoleGrant.year) == period.year,
        )
    )
    return frozenset(found)


def accounts(session: Session) -> dict[str, str]:
    """Tên của các tài khoản đang dùng, by sign-in name."""
    found = session.exec(
        select(Account.login, Account.full_name)
        .where(col(Account.active))
        .order_by(col(Account.login))
    )
    return dict(found.all())
