"""Đề nghị khen thưởng: what was put forward, what it used up, how many places there are."""

from datetime import date, datetime

from sqlalchemy import Index, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from thidua.db.checks import at_least, check, filled, in_years, one_of
from thidua.db.columns import CODE, NAME, OF_NAME, OF_PERSON, UtcDateTime, code_column
from thidua.domain.awards.proposal import MOST_PLACES, STANDING, ProposalState
from thidua.domain.dossier.facts import Recipient


class Proposal(SQLModel, table=True):
    """Đề nghị khen thưởng: `standing` while it was neither withdrawn nor cut.

    `verdict` is what the law book answered on `judged_on`, kept as values. `round_code` is empty
    for the ordinary round of every year.
    """

    __tablename__ = "proposal"
    __table_args__ = (
        Index(
            "uq_proposal_standing",
            "block_year_id",
            "programme",
            "round_code",
            "group_code",
            "award",
            "recipient",
            "subject",
            unique=True,
            sqlite_where=text("standing = 1"),
            postgresql_where=text("standing"),
        ),
        *filled("award", "subject", "set_by"),
        *at_least(1, "version"),
        check("group_programme", "(programme = '') = (group_code = '')"),
        check("standing_state", f"standing = ({one_of('state', STANDING)})"),
        check("judged", "(verdict = '') = (judged_on IS NULL)"),
        # What a step rests on may be written a moment before its state, never after.
        check("voted", "state <> 'voted' OR vote_id IS NOT NULL OR trim(document) <> ''"),
        check("sent", "state <> 'sent' OR trim(document) <> ''"),
        check(
            "decided",
            "state <> 'decided' OR (trim(decision) <> '' AND trim(signer) <> ''"
            " AND day IS NOT NULL AND verdict <> '')",
        ),
        check(
            "cut",
            "state <> 'cut' OR (trim(council) <> '' AND trim(reason) <> '' AND day IS NOT NULL)",
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    block_year_id: int = Field(foreign_key="block_year.id", index=True)
    award: str = Field(max_length=CODE, sa_column_kwargs=OF_NAME)
    programme: str = Field(default="", max_length=CODE, sa_column_kwargs=OF_NAME)
    round_code: str = Field(default="", max_length=CODE, sa_column_kwargs={"server_default": ""})
    group_code: str = Field(default="", max_length=CODE, sa_column_kwargs=OF_NAME)
    recipient: Recipient = Field(sa_type=code_column(Recipient), sa_column_kwargs=OF_NAME)
    subject: str = Field(max_length=CODE, index=True, sa_column_kwargs=OF_NAME)
    state: ProposalState = Field(default=ProposalState.PROPOSED, sa_type=code_column(ProposalState))
    standing: bool = True
    reason: str = Field(default="", sa_type=Text)
    despite: str = Field(default="", sa_type=Text)
    document: str = Field(default="", sa_type=Text)
    vote_id: int | None = Field(default=None, foreign_key="vote.id", index=True)
    council: str = Field(default="", max_length=NAME)
    decision: str = Field(default="", max_length=NAME)
    day: date | None = None
    signer: str = Field(default="", max_length=NAME, sa_column_kwargs=OF_PERSON)
    authority: str = Field(default="", max_length=NAME)
    verdict: str = Field(default="", sa_type=Text)
    judged_on: date | None = None
    version: int = 1
    set_by: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON)
    set_at: datetime = Field(sa_type=UtcDateTime)


class AchievementUse(SQLModel, table=True):
    """Thành tích mà một đề nghị đã dùng: a fact or an award of one year, counted once."""

    __tablename__ = "achievement_use"
    __table_args__ = (
        UniqueConstraint("proposal_id", "what", "year"),
        *filled("what"),
        in_years(),
    )

    id: int | None = Field(default=None, primary_key=True)
    proposal_id: int = Field(foreign_key="proposal.id")
    what: str = Field(max_length=NAME, sa_column_kwargs=OF_NAME)
    year: int = Field(sa_column_kwargs=OF_NAME)
    evidence: str = Field(default="", sa_type=Text)


class QuotaSetting(SQLModel, table=True):
    """Số suất, cách hiểu của một kỳ: what the law book leaves to be decided every year.

    `code` is that of a quota, of a group of a programme or of its share of leaders.
    """

    __tablename__ = "quota_setting"
    __table_args__ = (
        UniqueConstraint("block_year_id", "programme", "code"),
        *filled("code", "reason", "set_by"),
        check("most_within", f"most BETWEEN 0 AND {MOST_PLACES}"),
        check("base_within", f"base BETWEEN 0 AND {MOST_PLACES}"),
        check("reading_programme", "reading = '' OR programme <> ''"),
        *at_least(1, "version"),
    )

    id: int | None = Field(default=None, primary_key=True)
    block_year_id: int = Field(foreign_key="block_year.id")
    programme: str = Field(default="", max_length=CODE, sa_column_kwargs=OF_NAME)
    code: str = Field(max_length=CODE, sa_column_kwargs=OF_NAME)
    most: int | None = Field(default=None, sa_column_kwargs=OF_NAME)
    base: int | None = Field(default=None, sa_column_kwargs=OF_NAME)
    reading: str = Field(default="", max_length=CODE, sa_column_kwargs=OF_NAME)
    reason: str = Field(default="", sa_type=Text)
    document: str = Field(default="", sa_type=Text, sa_column_kwargs=OF_NAME)
    version: int = 1
    set_by: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON)
    set_at: datetime = Field(sa_type=UtcDateTime)
