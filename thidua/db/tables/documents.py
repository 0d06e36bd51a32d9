"""Văn bản: what people wrote in them, in whose name they go out, and those that have a number."""

from datetime import date, datetime

from sqlalchemy import LargeBinary, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from thidua.db.checks import at_least, check, filled, in_years, of_length, signed
from thidua.db.columns import CODE, NAME, OF_NAME, OF_PERSON, UtcDateTime, code_column
from thidua.domain.document.issued import IssuedState
from thidua.domain.document.letterhead import Numbering, Owner
from thidua.domain.document.template import TemplateState


class DocumentText(SQLModel, table=True):
    """Lời người viết ở một mục của văn bản; `scope` is the unit, vote or proposal it is about.

    `copied_from` is the year it was taken from, until somebody touches it.
    """

    __tablename__ = "document_text"
    __table_args__ = (
        UniqueConstraint("block_year_id", "document", "scope", "field"),
        *at_least(1, "version"),
        *filled("document", "field", "set_by"),
    )

    id: int | None = Field(default=None, primary_key=True)
    block_year_id: int = Field(foreign_key="block_year.id")
    document: str = Field(max_length=CODE, sa_column_kwargs=OF_NAME)
    scope: str = Field(default="", max_length=CODE, sa_column_kwargs=OF_NAME)
    field: str = Field(max_length=CODE, sa_column_kwargs=OF_NAME)
    text: str = Field(default="", sa_type=Text)
    copied_from: int | None = None
    version: int = 1
    set_by: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON)
    set_at: datetime = Field(sa_type=UtcDateTime)


class LetterheadRow(SQLModel, table=True):
    """Tên cơ quan trên văn bản của một khối hoặc đơn vị, from a day and until one."""

    __tablename__ = "letterhead"
    __table_args__ = (
        UniqueConstraint("owner", "code", "starts"),
        check("days_follow", "ends IS NULL OR starts <= ends"),
        *at_least(1, "version"),
        *filled("code", "set_by"),
    )

    id: int | None = Field(default=None, primary_key=True)
    owner: Owner = Field(sa_type=code_column(Owner), sa_column_kwargs=OF_NAME)
    code: str = Field(max_length=CODE, sa_column_kwargs=OF_NAME)
    parent: str = Field(default="", max_length=NAME)
    body: str = Field(default="", max_length=NAME)
    symbol: str = Field(default="", max_length=CODE)
    locality: str = Field(default="", max_length=NAME)
    numbering: Numbering = Field(default=Numbering.OWN, sa_type=code_column(Numbering))
    capacity: str = Field(default="", max_length=CODE)
    office_title: str = Field(default="", max_length=NAME)
    signer: str = Field(default="", max_length=NAME, sa_column_kwargs=OF_PERSON)
    addressee: str = Field(default="", sa_type=Text)
    recipients: str = Field(default="", sa_type=Text)
    trace: bool = True
    starts: date = Field(sa_column_kwargs=OF_NAME)
    ends: date | None = None
    version: int = 1
    set_by: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON)
    set_at: datetime = Field(sa_type=UtcDateTime)


class IssuedDocumentRow(SQLModel, table=True):
    """Văn bản đã cấp số: the file as it went out, which nothing makes anew.

    A number is of one owner's series (sign and symbol) in one year, and stays used when it is
    withdrawn.
    """

    __tablename__ = "issued_document"
    __table_args__ = (
        UniqueConstraint("owner", "code", "series", "year", "number"),
        *at_least(1, "number", "version"),
        *filled("document", "code", "series", "set_by"),
        in_years(),
        of_length("fingerprint"),
        of_length("sha256"),
        check("ended_with_reason", "state = 'issued' OR trim(reason) <> ''"),
    )

    id: int | None = Field(default=None, primary_key=True)
    block_year_id: int = Field(foreign_key="block_year.id", index=True)
    document: str = Field(max_length=CODE, sa_column_kwargs=OF_NAME)
    scope: str = Field(default="", max_length=CODE, sa_column_kwargs=OF_NAME)
    owner: Owner = Field(sa_type=code_column(Owner), sa_column_kwargs=OF_NAME)
    code: str = Field(max_length=CODE, sa_column_kwargs=OF_NAME)
    series: str = Field(max_length=NAME, sa_column_kwargs=OF_NAME)
    year: int = Field(sa_column_kwargs=OF_NAME)
    number: int = Field(sa_column_kwargs=OF_NAME)
    day: date
    signer: str = Field(default="", max_length=NAME, sa_column_kwargs=OF_PERSON)
    fingerprint: str = Field(max_length=64)
    sha256: str = Field(max_length=64)
    content: bytes = Field(sa_type=LargeBinary)
    state: IssuedState = Field(
        default=IssuedState.ISSUED, sa_type=code_column(IssuedState, "issuedstate")
    )
    reason: str = Field(default="", sa_type=Text)
    replaces_id: int | None = Field(default=None, foreign_key="issued_document.id", index=True)
    version: int = 1
    set_by: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON)
    set_at: datetime = Field(sa_type=UtcDateTime)


class PaperTemplate(SQLModel, table=True):
    """Mẫu văn bản riêng của một khối hoặc đơn vị: each file that was let in, in force or not.

    `place` counts the files of one owner and paper; what was in force once stays readable.
    """

    __tablename__ = "paper_template"
    __table_args__ = (
        UniqueConstraint("owner", "code", "document", "place"),
        *at_least(1, "place", "version"),
        *filled("code", "document", "file_name", "set_by"),
        of_length("sha256"),
    )

    id: int | None = Field(default=None, primary_key=True)
    owner: Owner = Field(sa_type=code_column(Owner), sa_column_kwargs=OF_NAME)
    code: str = Field(max_length=CODE, sa_column_kwargs=OF_NAME)
    document: str = Field(max_length=CODE, sa_column_kwargs=OF_NAME)
    place: int = Field(sa_column_kwargs=OF_NAME)
    file_name: str = Field(max_length=NAME)
    sha256: str = Field(max_length=64)
    content: bytes = Field(sa_type=LargeBinary)
    state: TemplateState = Field(
        default=TemplateState.KEPT, sa_type=code_column(TemplateState, "templatestate")
    )
    version: int = 1
    set_by: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON)
    set_at: datetime = Field(sa_type=UtcDateTime)


class PaperScan(SQLModel, table=True):
    """Bản quét của một tờ giấy: of the tellers' paper of a vote, or of an issued paper as signed.

    The content lies in the store of evidence under `stored_name`. One that was ended stays.
    """

    __tablename__ = "paper_scan"
    __table_args__ = (
        check("one_subject", "(vote_id IS NULL) = (issued_id IS NOT NULL)"),
        *filled("stored_name", "file_name", "media_type", "added_by"),
        *at_least(1, "size"),
        of_length("sha256"),
        signed("ended"),
        check("ended_with_reason", "ended_at IS NULL OR trim(reason) <> ''"),
    )

    id: int | None = Field(default=None, primary_key=True)
    block_year_id: int = Field(foreign_key="block_year.id", index=True)
    vote_id: int | None = Field(default=None, foreign_key="vote.id", index=True)
    issued_id: int | None = Field(default=None, foreign_key="issued_document.id", index=True)
    stored_name: str = Field(max_length=CODE)
    file_name: str = Field(max_length=NAME, sa_column_kwargs=OF_NAME)
    media_type: str = Field(max_length=NAME)
    size: int
    sha256: str = Field(max_length=64, sa_column_kwargs=OF_NAME)
    reason: str = Field(default="", sa_type=Text)
    added_by: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON)
    added_at: datetime = Field(sa_type=UtcDateTime)
    ended_by: str = Field(default="", max_length=NAME, sa_column_kwargs=OF_PERSON)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
