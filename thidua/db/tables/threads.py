"""Giải trình và kiến nghị: the threads and what was said in them."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Text
from sqlmodel import Field, SQLModel

from thidua.db.checks import at_least, check, filled, signed
from thidua.db.columns import CODE, NAME, OF_NAME, OF_PERSON, ExactDecimal, UtcDateTime, code_column
from thidua.domain.thread.thread import ThreadKind, ThreadStatus


class ScoreThread(SQLModel, table=True):
    """Yêu cầu giải trình hoặc kiến nghị: one thread about one criterion of one unit.

    The two points are those of the criterion when the thread was opened and when it was closed.
    """

    __tablename__ = "score_query"
    __table_args__ = (
        *filled("criterion_code", "question", "opened_by"),
        *at_least(1, "version"),
        check("explain_due", "kind <> 'explain' OR due IS NOT NULL"),
        check("closed_status", "(status = 'closed') = (closed_at IS NOT NULL)"),
        signed("closed"),
        check("outcome_closed", "outcome = '' OR status = 'closed'"),
        check("new_points_closed", "new_points IS NULL OR status = 'closed'"),
    )

    id: int | None = Field(default=None, primary_key=True)
    block_year_id: int = Field(foreign_key="block_year.id", index=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    criterion_code: str = Field(max_length=CODE, sa_column_kwargs=OF_NAME)
    kind: ThreadKind = Field(sa_type=code_column(ThreadKind, "querykind"), sa_column_kwargs=OF_NAME)
    status: ThreadStatus = Field(
        default=ThreadStatus.OPEN, sa_type=code_column(ThreadStatus, "querystatus")
    )
    question: str = Field(sa_type=Text)
    due: date | None = Field(default=None, sa_column_kwargs=OF_NAME)
    opened_by: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON)
    opened_at: datetime = Field(sa_type=UtcDateTime)
    old_points: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    new_points: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    outcome: str = Field(default="", sa_type=Text)
    closed_by: str = Field(default="", max_length=NAME, sa_column_kwargs=OF_PERSON)
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    version: int = 1


class ThreadMessage(SQLModel, table=True):
    """Lời trong một luồng giải trình, in the order they were said."""

    __tablename__ = "query_message"
    __table_args__ = filled("body", "said_by")

    id: int | None = Field(default=None, primary_key=True)
    query_id: int = Field(foreign_key="score_query.id", index=True)
    body: str = Field(sa_type=Text)
    said_by: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON)
    said_for: str = Field(default="", max_length=CODE)
    said_at: datetime = Field(sa_type=UtcDateTime)
