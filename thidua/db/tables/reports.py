"""Báo cáo: which a block asks of its units and until when, and what each unit handed in."""

from datetime import datetime

from sqlalchemy import Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from thidua.db.checks import DIGEST, at_least, check, filled, of_length, signed
from thidua.db.columns import CODE, NAME, OF_NAME, OF_PERSON, UtcDateTime, code_column
from thidua.domain.movement.deadline import Bound
from thidua.domain.movement.plan import ReportKind
from thidua.domain.report.hand_in import HandInState


class ReportDutyRow(SQLModel, table=True):
    """Chế độ báo cáo do khối đặt; with a movement it sets the day that its plan leaves open."""

    __tablename__ = "report_duty"
    __table_args__ = (
        UniqueConstraint("block_year_id", "programme", "code"),
        *filled("code", "name", "set_by"),
        *at_least(1, "version"),
        *at_least(0, "year_after"),
        check("day_of_month", "day BETWEEN 1 AND 31"),
        check("month_of_year", "month BETWEEN 1 AND 12"),
        check("month_with_day", "month IS NULL OR day IS NOT NULL"),
        check("day_with_bound", "(day IS NULL) = (bound IS NULL)"),
        check("withdrawn_with_reason", "NOT withdrawn OR trim(reason) <> ''"),
    )

    id: int | None = Field(default=None, primary_key=True)
    block_year_id: int = Field(foreign_key="block_year.id", index=True)
    programme: str = Field(default="", max_length=CODE, sa_column_kwargs=OF_NAME)
    code: str = Field(max_length=CODE, sa_column_kwargs=OF_NAME)
    name: str = Field(max_length=NAME, sa_column_kwargs=OF_NAME)
    kind: ReportKind = Field(sa_type=code_column(ReportKind))
    owed_by: str = Field(default="", sa_type=Text)
    receiver: str = Field(default="", max_length=NAME)
    day: int | None = None
    month: int | None = None
    bound: Bound | None = Field(default=None, sa_type=code_column(Bound))
    year_after: int = 0
    moves_to_workday: bool = False
    withdrawn: bool = False
    reason: str = Field(default="", sa_type=Text)
    version: int = 1
    set_by: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON)
    set_at: datetime = Field(sa_type=UtcDateTime)


class ReportHandInRow(SQLModel, table=True):
    """Lần nộp một báo cáo: handed in here by one person and received by another, or on paper.

    Its file, where there is one, lies in the store of evidence under `stored_name`.
    """

    __tablename__ = "report_hand_in"
    __table_args__ = (
        UniqueConstraint("block_year_id", "unit_id", "programme", "report", "term"),
        *filled("report", "term", "set_by"),
        *at_least(1, "version"),
        signed("received"),
        check(
            "handed_in_at_some_time",
            "state IN ('returned', 'excused') OR (counted_at IS NOT NULL AND last_at IS NOT NULL)",
        ),
        check("received_by_somebody", "state <> 'received' OR received_at IS NOT NULL"),
        check(
            "two_hands",
            "on_paper OR trim(received_by) = '' OR received_by <> handed_by",
        ),
        of_length("sha256", optional=True),
        check("file_known", "(trim(stored_name) = '') = (sha256 = '')"),
        check("file_sized", "(sha256 = '') = (size < 1)"),
        check(
            "turned_with_reason",
            "state NOT IN ('returned', 'excused') OR trim(reason) <> ''",
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    block_year_id: int = Field(foreign_key="block_year.id", index=True)
    unit_id: int = Field(foreign_key="unit.id", index=True, sa_column_kwargs=OF_NAME)
    programme: str = Field(default="", max_length=CODE, sa_column_kwargs=OF_NAME)
    report: str = Field(max_length=CODE, sa_column_kwargs=OF_NAME)
    term: str = Field(max_length=CODE, sa_column_kwargs=OF_NAME)
    state: HandInState = Field(sa_type=code_column(HandInState), sa_column_kwargs=OF_NAME)
    counted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    last_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    document: str = Field(default="", max_length=NAME)
    note: str = Field(default="", sa_type=Text)
    reason: str = Field(default="", sa_type=Text)
    on_paper: bool = False
    stored_name: str = Field(default="", max_length=CODE)
    file_name: str = Field(default="", max_length=NAME)
    media_type: str = Field(default="", max_length=NAME)
    size: int = 0
    sha256: str = Field(default="", max_length=DIGEST)
    handed_by: str = Field(default="", max_length=NAME, sa_column_kwargs=OF_PERSON)
    received_by: str = Field(default="", max_length=NAME, sa_column_kwargs=OF_PERSON)
    received_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    version: int = 1
    set_by: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON)
    set_at: datetime = Field(sa_type=UtcDateTime)
