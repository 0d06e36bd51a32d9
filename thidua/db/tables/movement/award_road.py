"""Đường của khen thưởng: places of each unit, papers of a dossier, its way from hand to hand."""

from datetime import datetime

from sqlalchemy import Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from thidua.db.checks import at_least, check, filled, signed
from thidua.db.columns import CODE, NAME, OF_NAME, OF_PERSON, UtcDateTime, code_column
from thidua.domain.awards.proposal import MOST_PLACES
from thidua.domain.awards.road import PaperState, TransferResult


class QuotaShareTable(SQLModel, table=True):
    """Phân bổ chỉ tiêu: places of a group that a unit has; those from the rest need a reason."""

    __tablename__ = "quota_share"
    __table_args__ = (
        UniqueConstraint("block_year_id", "programme", "round_code", "group_code", "unit_id"),
        *filled("programme", "round_code", "group_code", "set_by"),
        *at_least(1, "version"),
        check("places_within", f"places BETWEEN 0 AND {MOST_PLACES}"),
        check("from_rest_within", f"from_rest BETWEEN 0 AND {MOST_PLACES}"),
        check("from_rest_with_reason", "from_rest = 0 OR trim(reason) <> ''"),
    )

    id: int | None = Field(default=None, primary_key=True)
    block_year_id: int = Field(foreign_key="block_year.id", index=True)
    programme: str = Field(max_length=CODE, sa_column_kwargs=OF_NAME)
    round_code: str = Field(max_length=CODE, sa_column_kwargs=OF_NAME)
    group_code: str = Field(max_length=CODE, sa_column_kwargs=OF_NAME)
    unit_id: int = Field(foreign_key="unit.id", index=True, sa_column_kwargs=OF_NAME)
    places: int = Field(default=0, sa_column_kwargs=OF_NAME)
    from_rest: int = Field(default=0, sa_column_kwargs=OF_NAME)
    reason: str = Field(default="", sa_type=Text)
    version: int = 1
    set_by: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON)
    set_at: datetime = Field(sa_type=UtcDateTime)


class ProposalPaperTable(SQLModel, table=True):
    """Giấy tờ của hồ sơ: put in by one person, confirmed by another."""

    __tablename__ = "proposal_paper"
    __table_args__ = (
        UniqueConstraint("proposal_id", "code"),
        *filled("code", "set_by"),
        *at_least(1, "version", "copies"),
        signed("there"),
        signed("confirmed"),
        check("there_with_document", "state = 'missing' OR trim(document) <> ''"),
        check("there_by_somebody", "state = 'missing' OR there_at IS NOT NULL"),
        check("confirmed_by_somebody", "(state = 'confirmed') = (confirmed_at IS NOT NULL)"),
        check("two_hands", "trim(confirmed_by) = '' OR confirmed_by <> there_by"),
    )

    id: int | None = Field(default=None, primary_key=True)
    proposal_id: int = Field(foreign_key="proposal.id", index=True, sa_column_kwargs=OF_NAME)
    code: str = Field(max_length=CODE, sa_column_kwargs=OF_NAME)
    state: PaperState = Field(sa_type=code_column(PaperState), sa_column_kwargs=OF_NAME)
    document: str = Field(default="", max_length=NAME)
    copies: int | None = None
    signed: bool = False
    reason: str = Field(default="", sa_type=Text)
    there_by: str = Field(default="", max_length=NAME, sa_column_kwargs=OF_PERSON)
    there_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    confirmed_by: str = Field(default="", max_length=NAME, sa_column_kwargs=OF_PERSON)
    confirmed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    version: int = 1
    set_by: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON)
    set_at: datetime = Field(sa_type=UtcDateTime)


class ProposalTransferTable(SQLModel, table=True):
    """Chuyển hồ sơ: one time it went by one step, and what the receiver answered."""

    __tablename__ = "proposal_transfer"
    __table_args__ = (
        *filled("step", "receiver", "sent_by", "set_by"),
        *at_least(1, "version"),
        signed("answered"),
        check("answered_by_somebody", "(result = 'waiting') = (answered_at IS NULL)"),
        check("sent_back_with_reason", "result IN ('waiting', 'received') OR trim(reason) <> ''"),
    )

    id: int | None = Field(default=None, primary_key=True)
    proposal_id: int = Field(foreign_key="proposal.id", index=True, sa_column_kwargs=OF_NAME)
    step: str = Field(max_length=CODE, sa_column_kwargs=OF_NAME)
    sent_at: datetime = Field(sa_type=UtcDateTime, sa_column_kwargs=OF_NAME)
    sent_by: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON)
    receiver: str = Field(max_length=NAME)
    document: str = Field(default="", max_length=NAME)
    on_paper: bool = False
    result: TransferResult = Field(
        default=TransferResult.WAITING,
        sa_type=code_column(TransferResult),
        sa_column_kwargs=OF_NAME,
    )
    reason: str = Field(default="", sa_type=Text)
    answered_by: str = Field(default="", max_length=NAME, sa_column_kwargs=OF_PERSON)
    answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    version: int = 1
    set_by: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON)
    set_at: datetime = Field(sa_type=UtcDateTime)
