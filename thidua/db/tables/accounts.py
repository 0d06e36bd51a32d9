"""Tài khoản: who may come in, in which roles, and who is signed in."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

from thidua.db.checks import at_least, check, filled, in_years, of_length, one_of, signed
from thidua.db.columns import (
    CODE,
    NAME,
    OF_NAME,
    OF_PERSON,
    OF_PERSON_NAME,
    UtcDateTime,
    code_column,
)
from thidua.domain.access.permissions import SCOPES, Role, Scope


def _in_scope() -> Iterator[CheckConstraint]:
    """Vai trò ghi đúng phạm vi: no place, a block and year, or these and a unit."""
    places = {
        Scope.SYSTEM: "block_id IS NULL AND year IS NULL AND unit_id IS NULL",
        Scope.BLOCK: "block_id IS NOT NULL AND year IS NOT NULL AND unit_id IS NULL",
        Scope.UNIT: "block_id IS NOT NULL AND year IS NOT NULL AND unit_id IS NOT NULL",
    }
    for scope, place in places.items():
        roles = one_of("role", [role for role in Role if SCOPES[role] is scope])
        yield check(f"of_{scope}", f"NOT {roles} OR ({place})")


class Account(SQLModel, table=True):
    """Tài khoản: one person's way in; the login never changes.

    `subject` is who the person is at the outside sign-in service.
    """

    __tablename__ = "account"
    __table_args__ = (
        *filled("login", "full_name", "subject", "created_by"),
        *at_least(1, "version"),
    )

    id: int | None = Field(default=None, primary_key=True)
    login: str = Field(max_length=CODE, unique=True, sa_column_kwargs=OF_PERSON_NAME)
    full_name: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON)
    password_hash: str = Field(default="", max_length=NAME)
    must_change: bool = True
    active: bool = True
    subject: str | None = Field(
        default=None, max_length=NAME, unique=True, sa_column_kwargs=OF_PERSON
    )
    created_at: datetime = Field(sa_type=UtcDateTime)
    created_by: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON)
    version: int = 1


class RoleGrant(SQLModel, table=True):
    """Vai trò được giao: to an account, for a block and year or a unit of it; ended, not erased.

    `home` is the unit the person is of, empty for none, NULL while nobody has said.
    """

    __tablename__ = "role_grant"
    __table_args__ = (
        *_in_scope(),
        in_years(),
        *filled("granted_by"),
        signed("ended"),
    )

    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(foreign_key="account.id", index=True)
    role: Role = Field(sa_type=code_column(Role), sa_column_kwargs=OF_NAME)
    block_id: int | None = Field(default=None, foreign_key="block.id", index=True)
    unit_id: int | None = Field(default=None, foreign_key="unit.id", index=True)
    year: int | None = Field(default=None, sa_column_kwargs=OF_NAME)
    home: str | None = Field(default=None, max_length=CODE)
    granted_at: datetime = Field(sa_type=UtcDateTime)
    granted_by: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ended_by: str = Field(default="", max_length=NAME, sa_column_kwargs=OF_PERSON)


class SignIn(SQLModel, table=True):
    """Phiên đăng nhập: kept by the digest of its token, so that reading the table opens nothing."""

    __tablename__ = "sign_in"
    __table_args__ = (of_length("token_hash"), check("lifetime", "expires_at > created_at"))

    id: int | None = Field(default=None, primary_key=True)
    token_hash: str = Field(max_length=64, unique=True)
    account_id: int = Field(foreign_key="account.id", index=True)
    created_at: datetime = Field(sa_type=UtcDateTime)
    used_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    address: str = Field(default="", max_length=CODE)
