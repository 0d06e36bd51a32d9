"""Giả định đính kèm: what would be if, kept beside the criterion it argues about."""

from datetime import datetime

from sqlalchemy import Text
from sqlmodel import Field, SQLModel

from thidua.db.checks import at_least, filled, of_length
from thidua.db.columns import CODE, NAME, OF_NAME, OF_PERSON, UtcDateTime


class SuppositionRow(SQLModel, table=True):
    """Giả định đính kèm: its words with the figures as they were, never changed afterwards.

    `position` and `seal` are of the last entry of the record it was reckoned on.
    """

    __tablename__ = "supposition"
    __table_args__ = (
        *filled("criterion_code", "words", "hypotheses", "kept_by"),
        *at_least(1, "position"),
        of_length("seal"),
    )

    id: int | None = Field(default=None, primary_key=True)
    block_year_id: int = Field(foreign_key="block_year.id", index=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    criterion_code: str = Field(max_length=CODE, sa_column_kwargs=OF_NAME)
    hypotheses: str = Field(sa_type=Text)
    words: str = Field(sa_type=Text)
    position: int
    seal: str = Field(max_length=64)
    kept_by: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON)
    kept_at: datetime = Field(sa_type=UtcDateTime)
