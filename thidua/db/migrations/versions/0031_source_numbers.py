"""Di trú: from which source a criterion is offered its number, and what each source said."""

from decimal import Decimal

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def exact() -> sa.Numeric[Decimal]:
    """Số chính xác: text on SQLite, NUMERIC elsewhere."""
    return sa.Numeric().with_variant(sa.String(length=48), "sqlite")


def upgrade() -> None:
    """Nâng lên."""
    op.add_column("covenant_row", sa.Column("source", sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "source_number",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("block_year_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("criterion_code", sa.String(length=64), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("value", exact(), nullable=False),
        sa.Column("shown_by", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("set_by", sa.String(length=300), nullable=False),
        sa.Column("set_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("version >= 1", name=op.f("ck_source_number_version_least")),
        sa.CheckConstraint("trim(source) <> ''", name=op.f("ck_source_number_source_filled")),
        sa.CheckConstraint(
            "trim(criterion_code) <> ''", name=op.f("ck_source_number_criterion_code_filled")
        ),
        sa.CheckConstraint("trim(set_by) <> ''", name=op.f("ck_source_number_set_by_filled")),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit.id"], name=op.f("fk_source_number_unit_id_unit")
        ),
        sa.ForeignKeyConstraint(
            ["block_year_id"],
            ["block_year.id"],
            name=op.f("fk_source_number_block_year_id_block_year"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source_number")),
    )
    op.create_index(op.f("ix_source_number_block_year_id"), "source_number", ["block_year_id"])
    op.create_index(op.f("ix_source_number_unit_id"), "source_number", ["unit_id"])
    op.create_index(
        "uq_source_number_live",
        "source_number",
        ["block_year_id", "unit_id", "criterion_code"],
        unique=True,
        sqlite_where=sa.text("live = 1"),
        postgresql_where=sa.text("live"),
    )


def downgrade() -> None:
    """Hạ cấp: back to what was before."""
    op.drop_table("source_number")
    op.drop_column("covenant_row", "source")
