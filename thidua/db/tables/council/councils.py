"""Hội đồng: which there are and who sits in them, their meetings, and what was laid before one."""

from datetime import date, datetime

from sqlalchemy import Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from thidua.db.checks import at_least, check, filled, signed
from thidua.db.columns import (
    CODE,
    NAME,
    OF_NAME,
    OF_PERSON,
    OF_PERSON_NAME,
    UtcDateTime,
    code_column,
)
from thidua.domain.council.council import CouncilKind, CouncilLevel, CouncilPosition
from thidua.domain.council.meeting import AgendaKind, Attendance, CouncilMeetingState
from thidua.domain.vote.vote import Base


class CouncilTable(SQLModel, table=True):
    """Hội đồng; without a `share` it has set no rule of voting yet. Withdrawn, never erased."""

    __tablename__ = "council"
    __table_args__ = (
        UniqueConstraint("block_id", "code"),
        *filled("code", "name", "set_by"),
        *at_least(1, "version"),
        check("days_follow", "begins IS NULL OR ends IS NULL OR begins <= ends"),
        check("rule_whole", "(trim(share) = '') = (trim(source) = '')"),
        check("quorum_of_rule", "quorum = '' OR trim(share) <> ''"),
    )

    id: int | None = Field(default=None, primary_key=True)
    block_id: int = Field(foreign_key="block.id", index=True)
    code: str = Field(max_length=CODE, sa_column_kwargs=OF_NAME)
    name: str = Field(max_length=NAME, sa_column_kwargs=OF_NAME)
    kind: CouncilKind = Field(sa_type=code_column(CouncilKind))
    level: CouncilLevel = Field(default=CouncilLevel.BASE, sa_type=code_column(CouncilLevel))
    unit: str = Field(default="", max_length=CODE)
    decision: str = Field(default="", max_length=NAME)
    decided_on: date | None = None
    begins: date | None = None
    ends: date | None = None
    office: str = Field(default="", max_length=NAME)
    helpers: str = Field(default="", sa_type=Text, sa_column_kwargs=OF_PERSON)
    share: str = Field(default="", max_length=CODE)
    above: bool = False
    base: Base = Field(default=Base.MEMBERS, sa_type=code_column(Base))
    quorum: str = Field(default="", max_length=CODE)
    substitutes: bool = False
    source: str = Field(default="", sa_type=Text)
    withdrawn: str = Field(default="", sa_type=Text)
    version: int = 1
    set_by: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON)
    set_at: datetime = Field(sa_type=UtcDateTime)


class CouncilMemberTable(SQLModel, table=True):
    """Thành viên hội đồng; one that leaves has a last day, and stays for the meetings before."""

    __tablename__ = "council_member"
    __table_args__ = (
        *filled("name", "set_by"),
        *at_least(1, "version"),
        check("days_follow", "begins IS NULL OR ends IS NULL OR begins <= ends"),
    )

    id: int | None = Field(default=None, primary_key=True)
    council_id: int = Field(foreign_key="council.id", index=True)
    name: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON_NAME)
    position: CouncilPosition = Field(
        sa_type=code_column(CouncilPosition), sa_column_kwargs=OF_NAME
    )
    person: str = Field(default="", max_length=CODE)
    account: str = Field(default="", max_length=CODE, sa_column_kwargs=OF_PERSON)
    unit: str = Field(default="", max_length=CODE)
    begins: date | None = None
    ends: date | None = None
    version: int = 1
    set_by: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON)
    set_at: datetime = Field(sa_type=UtcDateTime)


class CouncilMeetingTable(SQLModel, table=True):
    """Phiên họp hội đồng, in the period whose matters it judges."""

    __tablename__ = "council_meeting"
    __table_args__ = (
        *filled("set_by"),
        *at_least(1, "version"),
        check("ended_later", "ended_at IS NULL OR held_at <= ended_at"),
        check("ended_closed", "(state = 'closed') = (ended_at IS NOT NULL)"),
        check("cancelled_with_reason", "state <> 'cancelled' OR trim(reason) <> ''"),
    )

    id: int | None = Field(default=None, primary_key=True)
    block_year_id: int = Field(foreign_key="block_year.id", index=True)
    council_id: int = Field(foreign_key="council.id", index=True)
    held_at: datetime = Field(sa_type=UtcDateTime, sa_column_kwargs=OF_NAME)
    place: str = Field(default="", max_length=NAME)
    in_writing: bool = False
    chair_id: int | None = Field(default=None, foreign_key="council_member.id", index=True)
    scribe_id: int | None = Field(default=None, foreign_key="council_member.id", index=True)
    guests: str = Field(default="", sa_type=Text, sa_column_kwargs=OF_PERSON)
    number: str = Field(default="", max_length=NAME)
    state: CouncilMeetingState = Field(
        default=CouncilMeetingState.PLANNED, sa_type=code_column(CouncilMeetingState)
    )
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    decision: str = Field(default="", max_length=NAME)
    decided_on: date | None = None
    signer: str = Field(default="", max_length=NAME, sa_column_kwargs=OF_PERSON)
    reason: str = Field(default="", sa_type=Text)
    version: int = 1
    set_by: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON)
    set_at: datetime = Field(sa_type=UtcDateTime)


class CouncilItemTable(SQLModel, table=True):
    """Việc của phiên họp, in the order of its agenda; `carried` once its outcome was carried on."""

    __tablename__ = "council_item"
    __table_args__ = (
        UniqueConstraint("meeting_id", "position"),
        *filled("text", "set_by"),
        *at_least(1, "position", "version"),
        check("code_of_kind", "(kind = 'other') = (code = '')"),
        signed("carried"),
    )

    id: int | None = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="council_meeting.id", index=True)
    position: int = Field(sa_column_kwargs=OF_NAME)
    kind: AgendaKind = Field(sa_type=code_column(AgendaKind))
    text: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON_NAME)
    unit: str = Field(default="", max_length=CODE)
    code: str = Field(default="", max_length=CODE)
    scope: str = Field(default="", max_length=CODE)
    subject: str = Field(default="", max_length=CODE)
    award: str = Field(default="", max_length=CODE)
    authors: str = Field(default="", sa_type=Text)
    vote_id: int | None = Field(default=None, foreign_key="vote.id", index=True)
    carried_by: str = Field(default="", max_length=NAME, sa_column_kwargs=OF_PERSON)
    carried_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    version: int = 1
    set_by: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON)
    set_at: datetime = Field(sa_type=UtcDateTime)


class CouncilAttendanceTable(SQLModel, table=True):
    """Một thành viên dự phiên họp hay không, and who was sent in their place by which paper."""

    __tablename__ = "council_attendance"
    __table_args__ = (
        UniqueConstraint("meeting_id", "member_id"),
        *at_least(1, "version"),
        *filled("set_by"),
        check(
            "substitute_with_paper",
            "attendance <> 'substitute' OR (trim(substitute) <> '' AND trim(document) <> '')",
        ),
        check(
            "substitute_named", "attendance = 'substitute' OR (substitute = '' AND account = '')"
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="council_meeting.id", index=True)
    member_id: int = Field(foreign_key="council_member.id", index=True, sa_column_kwargs=OF_NAME)
    attendance: Attendance = Field(sa_type=code_column(Attendance))
    substitute: str = Field(default="", max_length=NAME, sa_column_kwargs=OF_PERSON)
    account: str = Field(default="", max_length=CODE, sa_column_kwargs=OF_PERSON)
    document: str = Field(default="", max_length=NAME)
    version: int = 1
    set_by: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON)
    set_at: datetime = Field(sa_type=UtcDateTime)


class CouncilRecusalTable(SQLModel, table=True):
    """Thành viên không tham gia một việc, as declared, with the reason."""

    __tablename__ = "council_recusal"
    __table_args__ = (
        UniqueConstraint("item_id", "member_id"),
        *filled("reason", "set_by"),
    )

    id: int | None = Field(default=None, primary_key=True)
    item_id: int = Field(foreign_key="council_item.id", index=True, sa_column_kwargs=OF_NAME)
    member_id: int = Field(foreign_key="council_member.id", index=True, sa_column_kwargs=OF_NAME)
    reason: str = Field(sa_type=Text)
    set_by: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON)
    set_at: datetime = Field(sa_type=UtcDateTime)
