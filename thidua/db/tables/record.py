"""Nhật ký: the chain of entries, its head, and the people whose names stand beside it."""

from datetime import date, datetime

from sqlalchemy import Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from thidua.db.checks import at_least, check, filled, in_years, of_length, signed
from thidua.db.columns import (
    CODE,
    NAME,
    OF_NAME,
    OF_PERSON,
    OF_PERSON_NAME,
    UtcDateTime,
    code_column,
)
from thidua.domain.record.personal_data import PersonalArea, RequestKind, RequestOutcome

MARK = 16
"""Độ dài của một dấu thay đổi: enough that no two entries of one database share it."""


def _turned_by(name: str, *columns: str) -> tuple[Index]:
    """Lối lật trang: whatever filters a block and year, its entries are read in their order."""
    return (Index(f"ix_audit_entry_{name}", "block_code", "year", *columns, "position"),)


class AuditEntry(SQLModel, table=True):
    """Nhật ký: who did what to which values, when and why; the database lets nobody change it.

    Places are codes, not keys, so that an entry outlives what it speaks of. `content` is canonical
    JSON: every row that was changed, before and after, by its values. People are tokens here; the
    names stand in `personal_value`. `position` counts the entries without a gap, and each `hash`
    covers the entry and the hash before it.
    """

    __tablename__ = "audit_entry"
    __table_args__ = (
        *_turned_by("turn"),
        *_turned_by("actor", "actor"),
        *_turned_by("action", "action"),
        *_turned_by("unit", "unit_code"),
        *_turned_by("criterion", "criterion_code"),
        *_turned_by("place", "unit_code", "criterion_code"),
        *at_least(1, "position"),
        *filled("actor", "action"),
        in_years(),
        of_length("previous_hash"),
        of_length("hash"),
    )

    id: int | None = Field(default=None, primary_key=True)
    position: int = Field(unique=True)
    at: datetime = Field(sa_type=UtcDateTime)
    actor: str = Field(max_length=64)
    on_behalf_of: str = Field(default="", max_length=64)
    action: str = Field(max_length=64)
    block_code: str = Field(default="", max_length=CODE)
    year: int | None = None
    unit_code: str = Field(default="", max_length=CODE)
    criterion_code: str = Field(default="", max_length=CODE)
    content: str = Field(default="", sa_type=Text)
    reason: str = Field(default="", sa_type=Text)
    previous_hash: str = Field(default="", max_length=64)
    hash: str = Field(default="", max_length=64)


class AuditDay(SQLModel, table=True):
    """Ngày của nhật ký: how many entries of one block and year a day has, and from where to where.

    Kept in the transaction that records them, so that neither a count nor a search by date reads
    the record through. `year` is 0 where entries belong to no block.
    """

    __tablename__ = "audit_day"
    __table_args__ = (
        UniqueConstraint("block_code", "year", "day"),
        *at_least(1, "entries", "first_position"),
        check("in_order", "last_position - first_position >= entries - 1"),
    )

    id: int | None = Field(default=None, primary_key=True)
    block_code: str = Field(default="", max_length=CODE)
    year: int = 0
    day: date
    entries: int
    first_position: int
    last_position: int


class AuditHead(SQLModel, table=True):
    """Đầu chuỗi nhật ký: the last position and hash, the one row that writers queue for."""

    __tablename__ = "audit_head"
    __table_args__ = (check("only_one", "id = 1"), *at_least(0, "position"), of_length("hash"))

    id: int = Field(default=1, primary_key=True)
    position: int
    hash: str = Field(max_length=64)


class PersonalValue(SQLModel, table=True):
    """Tên người của nhật ký: what a token stands for, and the salt that makes the token of it.

    One that was erased keeps its token alone, and the token of who did it, when and by whose order,
    as the entry says; `lookup` is the plain digest of the value, by which it is found again.
    """

    __tablename__ = "personal_value"
    __table_args__ = (
        of_length("token"),
        of_length("lookup"),
        check(
            "kept",
            "erased_at IS NOT NULL OR (value IS NOT NULL AND salt IS NOT NULL"
            " AND lookup IS NOT NULL AND erased_for = '')",
        ),
        check(
            "erased",
            "erased_at IS NULL OR (value IS NULL AND salt IS NULL AND lookup IS NULL"
            " AND trim(erased_for) <> '')",
        ),
        signed("erased"),
    )

    id: int | None = Field(default=None, primary_key=True)
    token: str = Field(max_length=64, unique=True)
    lookup: str | None = Field(default=None, max_length=64, unique=True)
    salt: str | None = Field(default=None, max_length=64)
    value: str | None = Field(default=None, sa_type=Text)
    erased_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    erased_by: str = Field(default="", max_length=NAME)
    erased_for: str = Field(default="", sa_type=Text)


class ChangeStamp(SQLModel, table=True):
    """Dấu thay đổi: where the hash of the entry begins that last changed a table, in a year.

    `block_year_id` is 0 for the last change in any, -1 for the last of which it is not known in
    which. It says what may still be kept; nothing is decided by it, and a row that is missing says
    that nothing was changed yet.
    """

    __tablename__ = "change_stamp"
    __table_args__ = (
        UniqueConstraint("block_year_id", "table_name"),
        *at_least(-1, "block_year_id"),
        of_length("mark", MARK),
        *filled("table_name"),
    )

    id: int | None = Field(default=None, primary_key=True)
    block_year_id: int
    table_name: str = Field(max_length=CODE)
    mark: str = Field(max_length=MARK)


class PersonalGround(SQLModel, table=True):
    """Căn cứ giữ dữ liệu cá nhân: of one kind, which law or paper asks for it and for how long."""

    __tablename__ = "personal_ground"
    __table_args__ = (
        *filled("ground", "set_by"),
        *at_least(1, "version"),
        check("years_some", "years BETWEEN 1 AND 100"),
    )

    id: int | None = Field(default=None, primary_key=True)
    area: PersonalArea = Field(
        sa_type=code_column(PersonalArea),
        sa_column_kwargs={"unique": True, **OF_NAME},
    )
    ground: str = Field(sa_type=Text)
    years: int
    version: int = 1
    set_by: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON)
    set_at: datetime = Field(sa_type=UtcDateTime)


class PersonalRequestRow(SQLModel, table=True):
    """Yêu cầu về dữ liệu cá nhân: of whom, what was asked on which day, what was answered.

    The person is called by the sign-in name or by the code of an award dossier, never by both.
    """

    __tablename__ = "personal_request"
    __table_args__ = (
        *filled("body", "entered_by"),
        *at_least(1, "version"),
        check("of_one", "(trim(login) = '') = (trim(person_code) <> '')"),
        signed("answered"),
        check("answered_whole", "(outcome IS NULL) = (answered_at IS NULL)"),
        check("answered_in_words", "outcome IS NULL OR trim(answer) <> ''"),
    )

    id: int | None = Field(default=None, primary_key=True)
    login: str = Field(default="", max_length=CODE, index=True, sa_column_kwargs=OF_PERSON_NAME)
    person_code: str = Field(default="", max_length=CODE, index=True, sa_column_kwargs=OF_NAME)
    kind: RequestKind = Field(sa_type=code_column(RequestKind), sa_column_kwargs=OF_NAME)
    asked_on: date = Field(sa_column_kwargs=OF_NAME)
    body: str = Field(sa_type=Text)
    entered_by: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON)
    entered_at: datetime = Field(sa_type=UtcDateTime)
    outcome: RequestOutcome | None = Field(default=None, sa_type=code_column(RequestOutcome))
    answer: str = Field(default="", sa_type=Text)
    answered_by: str = Field(default="", max_length=NAME, sa_column_kwargs=OF_PERSON)
    answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    version: int = 1
