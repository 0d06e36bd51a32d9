"""Di trú: the life of a movement, and the values of its targets."""

from decimal import Decimal

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def exact() -> sa.Numeric[Decimal]:
    """Số chính xác: text on SQLite, NUMERIC elsewhere."""
    return sa.Numeric().with_variant(sa.String(length=48), "sqlite")


def upgrade() -> None:
    """Nâng lên."""
    op.create_table(
        "movement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme", sa.String(length=64), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "launched",
                "running",
                "midway",
                "final",
                "closed",
                "stopped",
                name="movementstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("launched_on", sa.Date(), nullable=True),
        sa.Column("launch_place", sa.String(length=300), nullable=False),
        sa.Column("document", sa.String(length=300), nullable=False),
        sa.Column("document_day", sa.Date(), nullable=True),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("impact", sa.Text(), nullable=False),
        sa.Column("shortcomings", sa.Text(), nullable=False),
        sa.Column("lessons", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("set_by", sa.String(length=300), nullable=False),
        sa.Column("set_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "state IN ('draft', 'stopped') OR (launched_on IS NOT NULL AND trim(document) <> '' "
            "AND document_day IS NOT NULL)",
            name=op.f("ck_movement_launched_by_document"),
        ),
        sa.CheckConstraint("trim(programme) <> ''", name=op.f("ck_movement_programme_filled")),
        sa.CheckConstraint("trim(set_by) <> ''", name=op.f("ck_movement_set_by_filled")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_movement_version_least")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_movement")),
        sa.UniqueConstraint("programme", name=op.f("uq_movement_programme")),
    )
    op.create_table(
        "target_value",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme", sa.String(length=64), nullable=False),
        sa.Column("target", sa.String(length=64), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("numerator", exact(), nullable=True),
        sa.Column("denominator", exact(), nullable=True),
        sa.Column("value", exact(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("set_by", sa.String(length=300), nullable=False),
        sa.Column("set_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "(numerator IS NULL) <> (value IS NULL)", name=op.f("ck_target_value_one_way")
        ),
        sa.CheckConstraint(
            "(numerator IS NULL) = (denominator IS NULL)",
            name=op.f("ck_target_value_parts_together"),
        ),
        sa.CheckConstraint("trim(programme) <> ''", name=op.f("ck_target_value_programme_filled")),
        sa.CheckConstraint("trim(set_by) <> ''", name=op.f("ck_target_value_set_by_filled")),
        sa.CheckConstraint("trim(source) <> ''", name=op.f("ck_target_value_source_filled")),
        sa.CheckConstraint("trim(target) <> ''", name=op.f("ck_target_value_target_filled")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_target_value_version_least")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_target_value")),
    )
    op.create_index(
        "uq_target_value_live",
        "target_value",
        ["programme", "target", "as_of"],
        unique=True,
        sqlite_where=sa.text("live = 1"),
        postgresql_where=sa.text("live"),
    )


def downgrade() -> None:
    """Hạ cấp: back to what was before."""
    op.drop_index("uq_target_value_live", table_name="target_value")
    op.drop_table("target_value")
    op.drop_table("movement")
