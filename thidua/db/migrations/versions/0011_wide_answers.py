"""Di trú: what the words of a block's own sheets mean is remembered for the block."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nâng lên."""
    op.create_table(
        "wide_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("block_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("meaning", sa.String(length=300), nullable=False),
        sa.Column("set_by", sa.String(length=300), nullable=False),
        sa.Column("set_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("trim(meaning) <> ''", name=op.f("ck_wide_answer_meaning_filled")),
        sa.CheckConstraint("trim(question) <> ''", name=op.f("ck_wide_answer_question_filled")),
        sa.CheckConstraint("trim(set_by) <> ''", name=op.f("ck_wide_answer_set_by_filled")),
        sa.ForeignKeyConstraint(
            ["block_id"], ["block.id"], name=op.f("fk_wide_answer_block_id_block")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wide_answer")),
        sa.UniqueConstraint("block_id", "question", name=op.f("uq_wide_answer_block_id_question")),
    )


def downgrade() -> None:
    """Hạ xuống."""
    op.drop_table("wide_answer")
