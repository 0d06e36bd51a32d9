"""Di trú: whose unit people are of, decisions that wait for a second person, substitutes."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nâng cấp: nobody has said yet whose unit they are of."""
    op.add_column("role_grant", sa.Column("home", sa.String(length=64), nullable=True))
    op.add_column("score_line", sa.Column("document", sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "joint_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("block_year_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "consideration",
                "line",
                "reopening",
                name="jointkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("criterion_code", sa.String(length=64), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.String(length=300), nullable=False),
        sa.Column("asked_of", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("done_by", sa.String(length=300), nullable=True),
        sa.Column("done_of", sa.Text(), nullable=False),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("difference", sa.Text(), nullable=False),
        sa.CheckConstraint("trim(reason) <> ''", name=op.f("ck_joint_decision_reason_filled")),
        sa.CheckConstraint("trim(asked_by) <> ''", name=op.f("ck_joint_decision_asked_by_filled")),
        sa.CheckConstraint(
            "(done_at IS NULL) = (done_by IS NULL)", name=op.f("ck_joint_decision_done_signed")
        ),
        sa.CheckConstraint("trim(done_by) <> ''", name=op.f("ck_joint_decision_done_by_filled")),
        sa.CheckConstraint("done_by <> asked_by", name=op.f("ck_joint_decision_two_people")),
        sa.CheckConstraint(
            "NOT withdrawn OR done_at IS NULL", name=op.f("ck_joint_decision_withdrawn_undone")
        ),
        sa.ForeignKeyConstraint(
            ["block_year_id"],
            ["block_year.id"],
            name=op.f("fk_joint_decision_block_year_id_block_year"),
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit.id"], name=op.f("fk_joint_decision_unit_id_unit")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joint_decision")),
    )
    op.create_index(op.f("ix_joint_decision_block_year_id"), "joint_decision", ["block_year_id"])
    op.create_index(op.f("ix_joint_decision_unit_id"), "joint_decision", ["unit_id"])
    op.create_table(
        "substitute",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("block_year_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("named_by", sa.String(length=300), nullable=False),
        sa.Column("named_at", sa.DateTime(), nullable=False),
        sa.Column("ended_by", sa.String(length=300), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("trim(document) <> ''", name=op.f("ck_substitute_document_filled")),
        sa.CheckConstraint("trim(named_by) <> ''", name=op.f("ck_substitute_named_by_filled")),
        sa.CheckConstraint(
            "(ended_at IS NULL) = (trim(ended_by) = '')", name=op.f("ck_substitute_ended_signed")
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_substitute_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["block_year_id"],
            ["block_year.id"],
            name=op.f("fk_substitute_block_year_id_block_year"),
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_substitute_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_substitute")),
    )
    for column in ("account_id", "block_year_id", "unit_id"):
        op.create_index(op.f(f"ix_substitute_{column}"), "substitute", [column])


def downgrade() -> None:
    """Hạ cấp: back to what was before."""
    op.drop_table("substitute")
    op.drop_table("joint_decision")
    op.drop_column("score_line", "document")
    op.drop_column("role_grant", "home")
