"""Bảng chấm điểm: a sheet of each hand, its lines version by version, what was returned."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import Index, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from thidua.db.checks import at_least, check, filled, not_negative, signed, signed_or_null
from thidua.db.columns import (
    CODE,
    NAME,
    OF_NAME,
    OF_PERSON,
    OF_PERSON_NAME,
    ExactDecimal,
    UtcDateTime,
    code_column,
)
from thidua.domain.rules.entry import LineState
from thidua.domain.scoring.sheet import Hand, SheetStatus


class ScoreSheet(SQLModel, table=True):
    """Bảng chấm điểm: one hand's scores of one unit; `reviewer` is the unit that cross-scores.

    `blindness` says what was hidden from the reviewer until it was handed in.
    """

    __tablename__ = "score_sheet"
    __table_args__ = (
        UniqueConstraint("block_year_id", "unit_id", "hand", "reviewer"),
        check("reviewer_hand", "(hand = 'cross') = (trim(reviewer) <> '')"),
        check("blindness_hand", "hand = 'cross' OR blindness = ''"),
        *at_least(1, "version"),
        signed("verified"),
        signed("submitted"),
        check(
            "verified_status",
            "status <> 'verified' OR (hand = 'verified' AND verified_at IS NOT NULL)",
        ),
        check(
            "submitted_status",
            "status <> 'submitted' OR (hand <> 'verified' AND submitted_at IS NOT NULL)",
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    block_year_id: int = Field(foreign_key="block_year.id")
    unit_id: int = Field(foreign_key="unit.id", index=True)
    hand: Hand = Field(sa_type=code_column(Hand), sa_column_kwargs=OF_NAME)
    reviewer: str = Field(default="", max_length=CODE, sa_column_kwargs=OF_NAME)
    status: SheetStatus = Field(default=SheetStatus.DRAFT, sa_type=code_column(SheetStatus))
    version: int = 1
    verified_by: str = Field(default="", max_length=NAME, sa_column_kwargs=OF_PERSON)
    verified_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    submitted_by: str = Field(default="", max_length=NAME, sa_column_kwargs=OF_PERSON)
    submitted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    returned_reason: str = Field(default="", sa_type=Text)
    blindness: str = Field(default="", sa_type=Text, sa_column_kwargs=OF_NAME)


class ScoreLine(SQLModel, table=True):
    """Dòng điểm: one version of one criterion on one sheet; only the latest is `live`.

    A change ends the live version and inserts the next one, so what was there stays readable.
    `document` is the paper by which somebody else typed it for a unit.
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
        # What waits for a second person is few among many lines.
        Index(
            "ix_score_line_waiting",
            "sheet_id",
            sqlite_where=text("live = 1 AND confirmed_by IS NULL"),
            postgresql_where=text("live AND confirmed_by IS NULL"),
        ),
        # Lines whose events are listed are few too, and are looked for by their documents.
        Index(
            "ix_score_line_listed",
            "sheet_id",
            sqlite_where=text("live = 1 AND occurrences <> ''"),
            postgresql_where=text("live AND occurrences <> ''"),
        ),
        *filled("criterion_code", "entered_by", "confirmed_by"),
        *at_least(1, "version", "covenant_version"),
        signed_or_null("confirmed"),
        check("left_blank", "state <> 'left_blank' OR trim(explanation) <> ''"),
        check("agreed", "state <> 'agreed' OR trim(explanation) <> ''"),
        check("given", "state NOT IN ('agreed', 'combined') OR points IS NOT NULL"),
        check("agreed_points_least", f"state <> 'agreed' OR {not_negative('points')}"),
        check(
            "cleared",
            "state <> 'cleared' OR (target IS NULL AND actual IS NULL AND points IS NULL"
            " AND choice IS NULL AND events = '')",
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    sheet_id: int = Field(foreign_key="score_sheet.id")
    criterion_code: str = Field(max_length=CODE, sa_column_kwargs=OF_NAME)
    version: int = Field(default=1, sa_column_kwargs=OF_NAME)
    live: bool = True
    state: LineState = Field(default=LineState.SCORED, sa_type=code_column(LineState))
    target: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    actual: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    points: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    choice: str | None = Field(default=None, max_length=NAME)
    events: str = Field(default="", sa_type=Text)
    occurrences: str = Field(default="", sa_type=Text, sa_column_kwargs={"server_default": ""})
    explanation: str = Field(default="", sa_type=Text)
    evidence: str = Field(default="", sa_type=Text)
    covenant_version: int
    entered_by: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON_NAME)
    on_behalf_of: str = Field(default="", max_length=NAME, sa_column_kwargs=OF_PERSON)
    document: str = Field(default="", sa_type=Text, sa_column_kwargs={"server_default": ""})
    entered_at: datetime = Field(sa_type=UtcDateTime)
    confirmed_by: str | None = Field(default=None, max_length=NAME, sa_column_kwargs=OF_PERSON)
    confirmed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class ReturnNote(SQLModel, table=True):
    """Lý do trả lại một tiêu chí: seen by the unit beside the line until the next handing in."""

    __tablename__ = "return_note"
    __table_args__ = filled("criterion_code", "reason", "returned_by")

    id: int | None = Field(default=None, primary_key=True)
    sheet_id: int = Field(foreign_key="score_sheet.id", index=True)
    criterion_code: str = Field(max_length=CODE, sa_column_kwargs=OF_NAME)
    reason: str = Field(sa_type=Text)
    returned_by: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON)
    returned_at: datetime = Field(sa_type=UtcDateTime)
    live: bool = True


class SheetScore(SQLModel, table=True):
    """Điểm đã tính của một bảng chấm: what its lines make, kept by whoever writes them.

    It is believed only under the covenant's version in force and the rules of this program,
    `made_by`. `is_combined` says that a line holds what reviewers made together.
    """

    __tablename__ = "sheet_score"
    __table_args__ = (*filled("made_by", "content"), *at_least(1, "covenant_version"))

    sheet_id: int = Field(primary_key=True, foreign_key="score_sheet.id")
    covenant_version: int
    made_by: str = Field(max_length=64)
    is_combined: bool
    content: str = Field(sa_type=Text)
