"""Di trú: which entry last changed each table, so that what was read can be kept."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nâng cấp: to revision 0007."""
    op.create_table(
        "change_stamp",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("block_year_id", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.String(length=64), nullable=False),
        sa.Column("mark", sa.String(length=16), nullable=False),
        sa.CheckConstraint("block_year_id >= -1", name=op.f("ck_change_stamp_block_year_id_least")),
        sa.CheckConstraint("length(mark) = 16", name=op.f("ck_change_stamp_mark_length")),
        sa.CheckConstraint(
            "trim(table_name) <> ''", name=op.f("ck_change_stamp_table_name_filled")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_stamp")),
        sa.UniqueConstraint(
            "block_year_id", "table_name", name=op.f("uq_change_stamp_block_year_id_table_name")
        ),
    )


def downgrade() -> None:
    """Hạ cấp: back to what was before."""
    op.drop_table("change_stamp")
