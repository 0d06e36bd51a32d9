"""Dự thảo giao ước: its lines as they are typed, the versions kept of it, what members propose."""

from datetime import datetime

from sqlalchemy import Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from thidua.db.checks import at_least, check, filled, of_length, signed
from thidua.db.columns import NAME, OF_NAME, OF_PERSON, UtcDateTime, code_column
from thidua.domain.covenant.drafting.lines import DraftSheet
from thidua.domain.covenant.drafting.proposal import ClauseProposalKind, ClauseProposalState


class CovenantDraftTable(SQLModel, table=True):
    """Dự thảo giao ước of a period, of which there is one at a time; nothing of it counts.

    `shared` says that members see it and may propose changes.
    """

    __tablename__ = "covenant_draft"
    __table_args__ = filled("origin", "started_by")

    id: int | None = Field(default=None, primary_key=True)
    block_year_id: int = Field(foreign_key="block_year.id", unique=True)
    origin: str = Field(sa_type=Text)
    shared: bool = False
    started_by: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON)
    started_at: datetime = Field(sa_type=UtcDateTime)


class DraftLineTable(SQLModel, table=True):
    """Dòng của dự thảo: its cells as canonical JSON, and its place on its sheet."""

    __tablename__ = "covenant_draft_line"
    __table_args__ = (
        *at_least(0, "position"),
        *at_least(1, "version"),
        *filled("title", "cells", "set_by"),
    )

    id: int | None = Field(default=None, primary_key=True)
    block_year_id: int = Field(foreign_key="block_year.id", index=True)
    sheet: DraftSheet = Field(sa_type=code_column(DraftSheet), sa_column_kwargs=OF_NAME)
    position: int
    title: str = Field(sa_type=Text, sa_column_kwargs=OF_NAME)
    cells: str = Field(sa_type=Text)
    version: int = 1
    set_by: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON)
    set_at: datetime = Field(sa_type=UtcDateTime)


class DraftVersionTable(SQLModel, table=True):
    """Bản dự thảo đã giữ: all its lines at one moment, never changed afterwards."""

    __tablename__ = "covenant_draft_version"
    __table_args__ = (
        UniqueConstraint("block_year_id", "number"),
        *at_least(1, "number"),
        *filled("title", "lines", "kept_by"),
        of_length("fingerprint"),
    )

    id: int | None = Field(default=None, primary_key=True)
    block_year_id: int = Field(foreign_key="block_year.id")
    number: int = Field(sa_column_kwargs=OF_NAME)
    title: str = Field(max_length=NAME)
    lines: str = Field(sa_type=Text)
    fingerprint: str = Field(max_length=64)
    kept_by: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON)
    kept_at: datetime = Field(sa_type=UtcDateTime)


class ClauseProposalTable(SQLModel, table=True):
    """Đề nghị sửa dự thảo of one unit about one line of the criteria."""

    __tablename__ = "clause_proposal"
    __table_args__ = (
        *filled("title", "reason", "proposed_by"),
        signed("answered"),
        check("answered_when_over", "(state = 'open') = (answered_at IS NULL)"),
        check("declined_with_answer", "state <> 'declined' OR trim(answer) <> ''"),
    )

    id: int | None = Field(default=None, primary_key=True)
    block_year_id: int = Field(foreign_key="block_year.id", index=True)
    unit_id: int = Field(foreign_key="unit.id", index=True, sa_column_kwargs=OF_NAME)
    kind: ClauseProposalKind = Field(
        sa_type=code_column(ClauseProposalKind), sa_column_kwargs=OF_NAME
    )
    title: str = Field(sa_type=Text, sa_column_kwargs=OF_NAME)
    before: str = Field(default="{}", sa_type=Text)
    cells: str = Field(default="{}", sa_type=Text)
    reason: str = Field(sa_type=Text)
    state: ClauseProposalState = Field(
        default=ClauseProposalState.OPEN, sa_type=code_column(ClauseProposalState)
    )
    answer: str = Field(default="", sa_type=Text)
    answered_by: str = Field(default="", max_length=NAME, sa_column_kwargs=OF_PERSON)
    answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    proposed_by: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON)
    proposed_at: datetime = Field(sa_type=UtcDateTime)
