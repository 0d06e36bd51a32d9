"""Di trú: what the lines of a sheet make is kept beside it, by whoever writes them."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nâng cấp: to revision 0008."""
    op.create_table(
        "sheet_score",
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("covenant_version", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.String(length=64), nullable=False),
        sa.Column("is_combined", sa.Boolean(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "covenant_version >= 1", name=op.f("ck_sheet_score_covenant_version_least")
        ),
        sa.CheckConstraint("trim(content) <> ''", name=op.f("ck_sheet_score_content_filled")),
        sa.CheckConstraint("trim(made_by) <> ''", name=op.f("ck_sheet_score_made_by_filled")),
        sa.ForeignKeyConstraint(
            ["sheet_id"], ["score_sheet.id"], name=op.f("fk_sheet_score_sheet_id_score_sheet")
        ),
        sa.PrimaryKeyConstraint("sheet_id", name=op.f("pk_sheet_score")),
    )
    op.create_index(
        "ix_score_line_waiting",
        "score_line",
        ["sheet_id"],
        sqlite_where=sa.text("live = 1 AND confirmed_by IS NULL"),
        postgresql_where=sa.text("live AND confirmed_by IS NULL"),
    )


def downgrade() -> None:
    """Hạ cấp: back to what was before."""
    op.drop_index("ix_score_line_waiting", table_name="score_line")
    op.drop_table("sheet_score")
