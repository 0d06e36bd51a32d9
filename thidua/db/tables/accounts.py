"""Tài khoản: who may come in, in which roles, and who is signed in."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from thidua.db.columns import (
    CODE,
    NAME,
    OF_NAME,
    OF_PERSON,
    OF_PERSON_NAME,
    UtcDateTime,
    code_column,
)
from thidua.domain.permissions import Role


class Account(SQLModel, table=True):
    """Tài khoản: one person's way in; the login and the full name never change.

    `failures` counts wrong passwords since the last right one; `subject` is who the person is at
    the outside sign-in service.
    """

    __tablename__ = "account"

    id: int | None = Field(default=None, primary_key=True)
    login: str = Field(max_length=CODE, unique=True, sa_column_kwargs=OF_PERSON_NAME)
    full_name: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON)
    password_hash: str = Field(default="", max_length=NAME)
    must_change: bool = True
    active: bool = True
    failures: int = 0
    locked_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    subject: str | None = Field(
        default=None, max_length=NAME, unique=True, sa_column_kwargs=OF_PERSON
    )
    created_at: datetime = Field(sa_type=UtcDateTime)
    created_by: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON)
    version: int = 1


class RoleGrant(SQLModel, table=True):
    """Vai trò được giao: to an account, for a block and year or a unit of it; ended, not erased."""

    __tablename__ = "role_grant"

    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(foreign_key="account.id", index=True)
    role: Role = Field(sa_type=code_column(Role), sa_column_kwargs=OF_NAME)
    block_id: int | None = Field(default=None, foreign_key="block.id", index=True)
    unit_id: int | None = Field(default=None, foreign_key="unit.id", index=True)
    year: int | None = Field(default=None, sa_column_kwargs=OF_NAME)
    granted_at: datetime = Field(sa_type=UtcDateTime)
    granted_by: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ended_by: str = Field(default="", max_length=NAME, sa_column_kwargs=OF_PERSON)


class SignIn(SQLModel, table=True):
    """Phiên đăng nhập: kept by the digest of its token, so that reading the table opens nothing."""

    __tablename__ = "sign_in"

    id: int | None = Field(default=None, primary_key=True)
    token_hash: str = Field(max_length=64, unique=True)
    account_id: int = Field(foreign_key="account.id", index=True)
    created_at: datetime = Field(sa_type=UtcDateTime)
    used_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    address: str = Field(default="", max_length=CODE)
