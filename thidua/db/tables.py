"""Bảng: what is kept, one class each; behaviour lives in the domain and the services."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Index, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from thidua.db.columns import ExactDecimal, UtcDateTime, code_column
from thidua.domain.consideration import ConsiderationState
from thidua.domain.permissions import Role
from thidua.domain.sheet import Hand, LineState, SheetStatus
from thidua.domain.text import LONGEST_CODE, LONGEST_NAME
from thidua.domain.year import Stage, YearKind

CODE = LONGEST_CODE
NAME = LONGEST_NAME


class Block(SQLModel, table=True):
    """Khối thi đua: the units that compete with one another."""

    __tablename__ = "block"

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(max_length=CODE, unique=True)
    name: str = Field(max_length=NAME)


class Unit(SQLModel, table=True):
    """Đơn vị: whoever is scored; it may be a member of several blocks."""

    __tablename__ = "unit"

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(max_length=CODE, unique=True)
    name: str = Field(max_length=NAME)
    short_name: str = Field(default="", max_length=NAME)
    kind: str = Field(default="", max_length=NAME)


class Membership(SQLModel, table=True):
    """Thành viên: a unit belongs to a block in one year."""

    __tablename__ = "membership"
    __table_args__ = (UniqueConstraint("block_id", "unit_id", "year"),)

    id: int | None = Field(default=None, primary_key=True)
    block_id: int = Field(foreign_key="block.id")
    unit_id: int = Field(foreign_key="unit.id", index=True)
    year: int


class BlockYear(SQLModel, table=True):
    """Kỳ thi đua của khối: one run through the stages, of a whole year or its middle."""

    __tablename__ = "block_year"
    __table_args__ = (UniqueConstraint("block_id", "year", "kind"),)

    id: int | None = Field(default=None, primary_key=True)
    block_id: int = Field(foreign_key="block.id")
    year: int
    kind: YearKind = Field(default=YearKind.YEAR, sa_type=code_column(YearKind))
    stage: Stage = Field(default=Stage.PREPARE, sa_type=code_column(Stage))


class Covenant(SQLModel, table=True):
    """Giao ước thi đua: one version of it; its content is in the three tables that follow."""

    __tablename__ = "covenant"
    __table_args__ = (UniqueConstraint("block_year_id", "version"),)

    id: int | None = Field(default=None, primary_key=True)
    block_year_id: int = Field(foreign_key="block_year.id")
    version: int = 1
    title: str = Field(max_length=NAME)
    effective_from: date | None = None
    reason: str = Field(default="", sa_type=Text)
    created_at: datetime = Field(sa_type=UtcDateTime)
    created_by: str = Field(max_length=NAME)
    fingerprint: str = Field(max_length=64)


class CovenantSetting(SQLModel, table=True):
    """Thiết lập giao ước: one named value, in the words of the workbook."""

    __tablename__ = "covenant_setting"
    __table_args__ = (UniqueConstraint("covenant_id", "position"),)

    id: int | None = Field(default=None, primary_key=True)
    covenant_id: int = Field(foreign_key="covenant.id")
    position: int
    name: str = Field(max_length=NAME)
    value: str = Field(default="", sa_type=Text)


class CovenantRow(SQLModel, table=True):
    """Dòng tiêu chí: a group or a criterion, in the words of the workbook."""

    __tablename__ = "covenant_row"
    __table_args__ = (UniqueConstraint("covenant_id", "position"),)

    id: int | None = Field(default=None, primary_key=True)
    covenant_id: int = Field(foreign_key="covenant.id")
    position: int
    code: str = Field(max_length=CODE)
    text: str = Field(default="", sa_type=Text)
    max_points: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    method: str = Field(default="", max_length=NAME)
    parameters: str = Field(default="", sa_type=Text)
    sign: str = Field(default="", max_length=NAME)
    evidence: str = Field(default="", sa_type=Text)
    gate: str = Field(default="", sa_type=Text)
    clause: str = Field(default="", sa_type=Text)
    note: str = Field(default="", sa_type=Text)


class CovenantRanking(SQLModel, table=True):
    """Dòng xếp hạng: a grade, a tie rule or another step of ranking, in the workbook's words."""

    __tablename__ = "covenant_ranking"
    __table_args__ = (UniqueConstraint("covenant_id", "position"),)

    id: int | None = Field(default=None, primary_key=True)
    covenant_id: int = Field(foreign_key="covenant.id")
    position: int
    kind: str = Field(max_length=NAME)
    place: str = Field(default="", max_length=NAME)
    content: str = Field(default="", sa_type=Text)
    value: str = Field(default="", sa_type=Text)


class Consideration(SQLModel, table=True):
    """Tình trạng xét của một đơn vị: whether it is ranked this time, and which paper says so."""

    __tablename__ = "consideration"
    __table_args__ = (UniqueConstraint("block_year_id", "unit_id"),)

    id: int | None = Field(default=None, primary_key=True)
    block_year_id: int = Field(foreign_key="block_year.id")
    unit_id: int = Field(foreign_key="unit.id", index=True)
    state: ConsiderationState = Field(
        default=ConsiderationState.CONSIDERED, sa_type=code_column(ConsiderationState)
    )
    reason: str = Field(default="", sa_type=Text)
    document: str = Field(default="", sa_type=Text)
    version: int = 1
    set_by: str = Field(max_length=NAME)
    set_at: datetime = Field(sa_type=UtcDateTime)


class ScoreSheet(SQLModel, table=True):
    """Bảng chấm điểm: one hand's scores of one unit; `reviewer` is the unit that cross-scores."""

    __tablename__ = "score_sheet"
    __table_args__ = (UniqueConstraint("block_year_id", "unit_id", "hand", "reviewer"),)

    id: int | None = Field(default=None, primary_key=True)
    block_year_id: int = Field(foreign_key="block_year.id")
    unit_id: int = Field(foreign_key="unit.id", index=True)
    hand: Hand = Field(sa_type=code_column(Hand))
    reviewer: str = Field(default="", max_length=CODE)
    status: SheetStatus = Field(default=SheetStatus.DRAFT, sa_type=code_column(SheetStatus))
    version: int = 1
    verified_by: str = Field(default="", max_length=NAME)
    verified_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    submitted_by: str = Field(default="", max_length=NAME)
    submitted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    returned_reason: str = Field(default="", sa_type=Text)


class ScoreLine(SQLModel, table=True):
    """Dòng điểm: one version of one criterion on one sheet; only the latest is `live`.

    A change ends the live version and inserts the next one, so what was there stays readable.
    """

    __tablename__ = "score_line"
    __table_args__ = (
        UniqueConstraint("sheet_id", "criterion_code", "version"),
        # «live = 1» word for word as queries say it on SQLite, which otherwise passes it over.
        Index(
            "uq_score_line_live",
            "sheet_id",
            "criterion_code",
            unique=True,
            sqlite_where=text("live = 1"),
            postgresql_where=text("live"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    sheet_id: int = Field(foreign_key="score_sheet.id")
    criterion_code: str = Field(max_length=CODE)
    version: int = 1
    live: bool = True
    state: LineState = Field(default=LineState.SCORED, sa_type=code_column(LineState))
    target: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    actual: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    points: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    choice: str | None = Field(default=None, max_length=NAME)
    events: str = Field(default="", sa_type=Text)
    explanation: str = Field(default="", sa_type=Text)
    evidence: str = Field(default="", sa_type=Text)
    covenant_version: int
    entered_by: str = Field(max_length=NAME)
    on_behalf_of: str = Field(default="", max_length=NAME)
    entered_at: datetime = Field(sa_type=UtcDateTime)
    confirmed_by: str | None = Field(default=None, max_length=NAME)
    confirmed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Account(SQLModel, table=True):
    """Tài khoản: one person's way in; the login and the full name never change.

    `failures` counts wrong passwords since the last right one; `subject` is who the person is at
    the outside sign-in service.
    """

    __tablename__ = "account"

    id: int | None = Field(default=None, primary_key=True)
    login: str = Field(max_length=CODE, unique=True)
    full_name: str = Field(max_length=NAME)
    password_hash: str = Field(default="", max_length=NAME)
    must_change: bool = True
    active: bool = True
    failures: int = 0
    locked_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    subject: str | None = Field(default=None, max_length=NAME, unique=True)
    created_at: datetime = Field(sa_type=UtcDateTime)
    created_by: str = Field(max_length=NAME)
    version: int = 1


class RoleGrant(SQLModel, table=True):
    """Vai trò được giao: to an account, for a block and year or a unit of it; ended, not erased."""

    __tablename__ = "role_grant"

    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(foreign_key="account.id", index=True)
    role: Role = Field(sa_type=code_column(Role))
    block_id: int | None = Field(default=None, foreign_key="block.id", index=True)
    unit_id: int | None = Field(default=None, foreign_key="unit.id", index=True)
    year: int | None = None
    granted_at: datetime = Field(sa_type=UtcDateTime)
    granted_by: str = Field(max_length=NAME)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ended_by: str = Field(default="", max_length=NAME)


class SignIn(SQLModel, table=True):
    """Phiên đăng nhập: kept by the digest of its token, so that reading the table opens nothing."""

    __tablename__ = "sign_in"

    id: int | None = Field(default=None, primary_key=True)
    token_hash: str = Field(max_length=64, unique=True)
    account_id: int = Field(foreign_key="account.id", index=True)
    created_at: datetime = Field(sa_type=UtcDateTime)
    used_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    address: str = Field(default="", max_length=CODE)


class StageWindow(SQLModel, table=True):
    """Thời hạn của một giai đoạn: when it opens, when it should and when it must be done."""

    __tablename__ = "stage_window"
    __table_args__ = (UniqueConstraint("block_year_id", "stage"),)

    id: int | None = Field(default=None, primary_key=True)
    block_year_id: int = Field(foreign_key="block_year.id")
    stage: Stage = Field(sa_type=code_column(Stage))
    opens_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    soft_deadline: datetime | None = Field(default=None, sa_type=UtcDateTime)
    hard_deadline: datetime | None = Field(default=None, sa_type=UtcDateTime)
    version: int = 1


class Extension(SQLModel, table=True):
    """Gia hạn: until when one unit may still write in a stage, why and by whom."""

    __tablename__ = "extension"

    id: int | None = Field(default=None, primary_key=True)
    block_year_id: int = Field(foreign_key="block_year.id", index=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    stage: Stage = Field(sa_type=code_column(Stage))
    until: datetime = Field(sa_type=UtcDateTime)
    reason: str = Field(sa_type=Text)
    granted_by: str = Field(max_length=NAME)
    granted_at: datetime = Field(sa_type=UtcDateTime)


class StageChange(SQLModel, table=True):
    """Chuyển giai đoạn: a step forward is done at once, a step back waits for a second person.

    `fingerprint` is that of the record as it stood when the period was locked or published.
    """

    __tablename__ = "stage_change"

    id: int | None = Field(default=None, primary_key=True)
    block_year_id: int = Field(foreign_key="block_year.id", index=True)
    old_stage: Stage = Field(sa_type=code_column(Stage, "old_stage"))
    new_stage: Stage = Field(sa_type=code_column(Stage, "new_stage"))
    reason: str = Field(default="", sa_type=Text)
    asked_by: str = Field(max_length=NAME)
    asked_at: datetime = Field(sa_type=UtcDateTime)
    done_by: str | None = Field(default=None, max_length=NAME)
    done_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    withdrawn: bool = False
    fingerprint: str = Field(default="", max_length=64)


class AuditEntry(SQLModel, table=True):
    """Nhật ký: who did what to which value, when and why; the database lets nobody change it.

    Places are codes, not keys, so that an entry outlives what it speaks of. `position` counts the
    entries without a gap, and each `hash` covers the entry and the hash before it.
    """

    __tablename__ = "audit_entry"
    __table_args__ = (
        Index("ix_audit_entry_place", "block_code", "year", "unit_code", "criterion_code"),
    )

    id: int | None = Field(default=None, primary_key=True)
    position: int = Field(unique=True)
    at: datetime = Field(sa_type=UtcDateTime)
    actor: str = Field(max_length=NAME)
    on_behalf_of: str = Field(default="", max_length=NAME)
    action: str = Field(max_length=64)
    block_code: str = Field(default="", max_length=CODE)
    year: int | None = None
    unit_code: str = Field(default="", max_length=CODE)
    criterion_code: str = Field(default="", max_length=CODE)
    old: str = Field(default="", sa_type=Text)
    new: str = Field(default="", sa_type=Text)
    reason: str = Field(default="", sa_type=Text)
    previous_hash: str = Field(default="", max_length=64)
    hash: str = Field(default="", max_length=64)


class AuditHead(SQLModel, table=True):
    """Đầu chuỗi nhật ký: the last position and hash, the one row that writers queue for."""

    __tablename__ = "audit_head"

    id: int = Field(default=1, primary_key=True)
    position: int
    hash: str = Field(max_length=64)
