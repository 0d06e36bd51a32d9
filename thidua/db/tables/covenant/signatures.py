"""Chữ ký giao ước: who signed which version for which unit, and which signature was taken back."""

from datetime import datetime

from sqlalchemy import Text
from sqlmodel import Field, SQLModel

from thidua.db.checks import at_least, check, filled, of_length
from thidua.db.columns import CODE, NAME, OF_NAME, OF_PERSON, UtcDateTime, code_column
from thidua.domain.covenant.signature import SignatureWay


class CovenantSignatureRow(SQLModel, table=True):
    """Chữ ký giao ước of one unit; rows are only added, one that is withdrawn stays.

    The file lies in the store of evidence under `stored_name`.
    """

    __tablename__ = "covenant_signature"
    __table_args__ = (
        *at_least(1, "covenant_version"),
        *at_least(0, "size"),
        *filled("signer", "recorded_by"),
        of_length("fingerprint"),
        of_length("sha256", optional=True),
        check("file_by_way", "(way = 'press') = (trim(stored_name) = '')"),
        check("file_known", "(trim(stored_name) = '') = (sha256 = '')"),
        check("file_sized", "(sha256 = '') = (size < 1)"),
        check("behalf_by_paper", "NOT on_behalf OR (way <> 'press' AND trim(document) <> '')"),
    )

    id: int | None = Field(default=None, primary_key=True)
    block_year_id: int = Field(foreign_key="block_year.id", index=True)
    unit_id: int = Field(foreign_key="unit.id", index=True, sa_column_kwargs=OF_NAME)
    covenant_version: int = Field(sa_column_kwargs=OF_NAME)
    fingerprint: str = Field(max_length=64)
    way: SignatureWay = Field(sa_type=code_column(SignatureWay), sa_column_kwargs=OF_NAME)
    signer: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON)
    signer_office: str = Field(default="", max_length=NAME)
    document: str = Field(default="", sa_type=Text)
    on_behalf: bool = False
    stored_name: str = Field(default="", max_length=CODE)
    file_name: str = Field(default="", max_length=NAME)
    media_type: str = Field(default="", max_length=NAME)
    size: int = 0
    sha256: str = Field(default="", max_length=64)
    found: str = Field(default="", sa_type=Text, sa_column_kwargs=OF_PERSON)
    recorded_by: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON)
    recorded_at: datetime = Field(sa_type=UtcDateTime)


class SignatureWithdrawalRow(SQLModel, table=True):
    """Lần rút chữ ký: why, by whom; a signature is withdrawn once."""

    __tablename__ = "signature_withdrawal"
    __table_args__ = filled("reason", "withdrawn_by")

    id: int | None = Field(default=None, primary_key=True)
    block_year_id: int = Field(foreign_key="block_year.id", index=True)
    signature_id: int = Field(
        foreign_key="covenant_signature.id", unique=True, sa_column_kwargs=OF_NAME
    )
    reason: str = Field(sa_type=Text)
    withdrawn_by: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON)
    withdrawn_at: datetime = Field(sa_type=UtcDateTime)
