"""Minh chứng: files and links, and where each is used."""

from datetime import datetime

from sqlalchemy import Text
from sqlmodel import Field, SQLModel

from thidua.db.checks import DIGEST, at_least, check, filled, signed
from thidua.db.columns import CODE, NAME, OF_NAME, OF_PERSON, UtcDateTime, code_column
from thidua.domain.scoring.evidence import EvidenceKind, EvidenceLevel

_EMPTY = {"server_default": ""}


class Evidence(SQLModel, table=True):
    """Minh chứng: one version of a file or a link of a unit; a replaced version stays readable.

    `stored_name` is where the content lies, outside every public path; `token` is its address.
    """

    __tablename__ = "evidence"
    __table_args__ = (
        check(
            "of_file",
            "kind <> 'file' OR (url = '' AND trim(stored_name) <> '' AND trim(file_name) <> ''"
            f" AND size > 0 AND length(sha256) = {DIGEST})",
        ),
        check(
            "of_link",
            "kind <> 'link' OR (trim(url) <> '' AND stored_name = '' AND file_name = ''"
            " AND size = 0 AND sha256 = '')",
        ),
        *filled("title", "token", "added_by"),
        *at_least(1, "version"),
        check("replacing", "(replaces_id IS NULL) = (version = 1)"),
        check("live_end", "live = (ended_at IS NULL)"),
        signed("ended"),
    )

    id: int | None = Field(default=None, primary_key=True)
    block_year_id: int = Field(foreign_key="block_year.id", index=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    kind: EvidenceKind = Field(sa_type=code_column(EvidenceKind))
    title: str = Field(max_length=NAME, sa_column_kwargs=OF_NAME)
    url: str = Field(default="", sa_type=Text)
    token: str = Field(max_length=64, unique=True)
    stored_name: str = Field(default="", max_length=CODE)
    file_name: str = Field(default="", max_length=NAME)
    media_type: str = Field(default="", max_length=NAME)
    size: int = 0
    sha256: str = Field(default="", max_length=64, index=True)
    level: EvidenceLevel = Field(
        default=EvidenceLevel.OPEN,
        sa_type=code_column(EvidenceLevel),
        sa_column_kwargs={"server_default": EvidenceLevel.OPEN.value},
    )
    version: int = 1
    replaces_id: int | None = Field(default=None, foreign_key="evidence.id", index=True)
    live: bool = True
    added_by: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON)
    added_at: datetime = Field(sa_type=UtcDateTime)
    ended_by: str = Field(default="", max_length=NAME, sa_column_kwargs=OF_PERSON)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class EvidenceUse(SQLModel, table=True):
    """Chỗ dùng minh chứng: on a criterion of the unit, or in a thread; ended, not erased.

    `document` is that of the listed event which it shows.
    """

    __tablename__ = "evidence_use"
    __table_args__ = (
        check("one_place", "(criterion_code = '') = (query_id IS NOT NULL)"),
        *filled("added_by"),
        signed("ended"),
    )

    id: int | None = Field(default=None, primary_key=True)
    evidence_id: int = Field(foreign_key="evidence.id", index=True)
    criterion_code: str = Field(default="", max_length=CODE, sa_column_kwargs=OF_NAME)
    query_id: int | None = Field(default=None, foreign_key="score_query.id", index=True)
    page: str = Field(default="", max_length=NAME, sa_column_kwargs=_EMPTY)
    quotation: str = Field(default="", sa_type=Text, sa_column_kwargs=_EMPTY)
    document: str = Field(default="", max_length=NAME, sa_column_kwargs=_EMPTY)
    added_by: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON)
    added_at: datetime = Field(sa_type=UtcDateTime)
    ended_by: str = Field(default="", max_length=NAME, sa_column_kwargs=OF_PERSON)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
