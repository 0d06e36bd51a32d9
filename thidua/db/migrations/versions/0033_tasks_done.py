"""Di trú: what a unit did of a movement's tasks, and from which day its list of places is."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nâng lên."""
    op.add_column("movement", sa.Column("listed_on", sa.Date(), nullable=True))
    op.create_table(
        "task_done",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme", sa.String(length=64), nullable=False),
        sa.Column("task", sa.String(length=64), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("document", sa.String(length=300), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("set_by", sa.String(length=300), nullable=False),
        sa.Column("set_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("year BETWEEN 1900 AND 9999", name=op.f("ck_task_done_year_known")),
        sa.CheckConstraint("trim(programme) <> ''", name=op.f("ck_task_done_programme_filled")),
        sa.CheckConstraint("trim(task) <> ''", name=op.f("ck_task_done_task_filled")),
        sa.CheckConstraint("trim(document) <> ''", name=op.f("ck_task_done_document_filled")),
        sa.CheckConstraint("trim(set_by) <> ''", name=op.f("ck_task_done_set_by_filled")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_task_done_version_least")),
        sa.CheckConstraint(
            "NOT withdrawn OR trim(reason) <> ''", name=op.f("ck_task_done_withdrawn_with_reason")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_task_done_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_done")),
        sa.UniqueConstraint(
            "programme",
            "task",
            "unit_id",
            "year",
            name=op.f("uq_task_done_programme_task_unit_id_year"),
        ),
    )
    op.create_index(op.f("ix_task_done_unit_id"), "task_done", ["unit_id"])


def downgrade() -> None:
    """Hạ xuống."""
    op.drop_table("task_done")
    op.drop_column("movement", "listed_on")
