"""Môi trường di trú: how Alembic compares and changes a database; logging is left as it is."""

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import DateTime, String
from sqlmodel import SQLModel
from sqlmodel.sql.sqltypes import AutoString

import thidua.db.tables  # noqa: F401 (its classes fill the metadata)
from thidua.db.columns import DIGITS, ExactDecimal, UtcDateTime
from thidua.db.upgrade import migrating


def plain_type(kind: str, item: object, autogen: AutogenContext) -> str | Literal[False]:
    """Kiểu viết ra: plain SQLAlchemy, so that a migration stays true whatever our types become."""
    if kind == "type" and isinstance(item, ExactDecimal):
        return f'sa.Numeric().with_variant(sa.{String(DIGITS)!r}, "sqlite")'
    if kind == "type" and isinstance(item, UtcDateTime):
        return f"sa.{DateTime()!r}"
    if kind == "type" and isinstance(item, AutoString):
        return f"sa.{String(item.length)!r}"
    return False


with migrating(context.config.get_main_option("sqlalchemy.url", "")) as connection:
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
        render_item=plain_type,
    )
    with context.begin_transaction():
        context.run_migrations()
