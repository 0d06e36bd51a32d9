"""Di trú: votes partly on paper, who holds a paper ballot while they are open, two tellers."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nâng lên."""
    op.add_column(
        "vote",
        sa.Column("allows_paper", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.add_column(
        "vote_roll",
        sa.Column("void_by", sa.String(length=300), nullable=False, server_default=""),
    )
    op.add_column(
        "vote_roll", sa.Column("void_reason", sa.Text(), nullable=False, server_default="")
    )
    op.create_table(
        "room_paper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("vote_id", sa.Integer(), nullable=False),
        sa.Column("roll_id", sa.Integer(), nullable=False),
        sa.Column("in_box", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["vote_id"], ["vote.id"], name=op.f("fk_room_paper_vote_id_vote")),
        sa.ForeignKeyConstraint(
            ["roll_id"], ["vote_roll.id"], name=op.f("fk_room_paper_roll_id_vote_roll")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room_paper")),
        sa.UniqueConstraint("roll_id", name=op.f("uq_room_paper_roll_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_room_paper_vote_id"), "room_paper", ["vote_id"])
    op.create_table(
        "room_count",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("vote_id", sa.Integer(), nullable=False),
        sa.Column("teller_one", sa.String(length=300), nullable=False),
        sa.Column("teller_two", sa.String(length=300), nullable=False),
        sa.Column("sealed_one", sa.Text(), nullable=False),
        sa.Column("sealed_two", sa.Text(), nullable=False),
        sa.Column("recounts", sa.Integer(), nullable=False),
        sa.Column("differing", sa.Text(), nullable=False),
        sa.Column("invalid", sa.Integer(), nullable=True),
        sa.CheckConstraint("trim(teller_one) <> ''", name=op.f("ck_room_count_teller_one_filled")),
        sa.CheckConstraint("trim(teller_two) <> ''", name=op.f("ck_room_count_teller_two_filled")),
        sa.CheckConstraint("teller_one <> teller_two", name=op.f("ck_room_count_two_people")),
        sa.CheckConstraint("recounts >= 0", name=op.f("ck_room_count_recounts_least")),
        sa.CheckConstraint("invalid >= 0", name=op.f("ck_room_count_invalid_least")),
        sa.CheckConstraint(
            "invalid IS NULL OR (sealed_one = '' AND sealed_two = '')",
            name=op.f("ck_room_count_counted_unsealed"),
        ),
        sa.ForeignKeyConstraint(["vote_id"], ["vote.id"], name=op.f("fk_room_count_vote_id_vote")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room_count")),
        sa.UniqueConstraint("vote_id", name=op.f("uq_room_count_vote_id")),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    """Hạ cấp: back to what was before."""
    op.drop_table("room_count")
    op.drop_table("room_paper")
    op.drop_column("vote_roll", "void_reason")
    op.drop_column("vote_roll", "void_by")
    op.drop_column("vote", "allows_paper")
