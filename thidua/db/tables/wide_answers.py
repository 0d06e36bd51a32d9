"""Câu trả lời về bảng của khối: what the words of a block's own sheets were said to mean."""

from datetime import datetime

from sqlalchemy import Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from thidua.db.checks import filled
from thidua.db.columns import NAME, OF_NAME, OF_PERSON, UtcDateTime


class WideAnswer(SQLModel, table=True):
    """Câu trả lời đã nhớ: to a question about a sheet, for the next sheet of the same form."""

    __tablename__ = "wide_answer"
    __table_args__ = (
        UniqueConstraint("block_id", "question"),
        *filled("question", "meaning", "set_by"),
    )

    id: int | None = Field(default=None, primary_key=True)
    block_id: int = Field(foreign_key="block.id")
    question: str = Field(sa_type=Text, sa_column_kwargs=OF_NAME)
    meaning: str = Field(max_length=NAME)
    set_by: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON)
    set_at: datetime = Field(sa_type=UtcDateTime)
