"""Di trú: the record is turned page by page from an index, and its entries are counted by day."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

PLACE = ("unit_code", "criterion_code")
TURNED_BY = {
    "ix_audit_entry_turn": (),
    "ix_audit_entry_actor": ("actor",),
    "ix_audit_entry_action": ("action",),
    "ix_audit_entry_unit": ("unit_code",),
    "ix_audit_entry_criterion": ("criterion_code",),
    "ix_audit_entry_place": PLACE,
}

DAYS = {
    "sqlite": "date(at, '+7 hours')",
    "postgresql": "CAST(at + interval '7 hours' AS date)",
}
"""Ngày theo giờ Việt Nam; `at` is kept as UTC without a zone."""


def upgrade() -> None:
    """Nâng lên."""
    op.drop_index("ix_audit_entry_place", table_name="audit_entry")
    for name, columns in TURNED_BY.items():
        op.create_index(
            name, "audit_entry", ["block_code", "year", *columns, "position"], unique=False
        )
    op.create_table(
        "audit_day",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("block_code", sa.String(length=64), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("first_position", sa.Integer(), nullable=False),
        sa.Column("last_position", sa.Integer(), nullable=False),
        sa.CheckConstraint("entries >= 1", name=op.f("ck_audit_day_entries_least")),
        sa.CheckConstraint("first_position >= 1", name=op.f("ck_audit_day_first_position_least")),
        sa.CheckConstraint(
            "last_position - first_position >= entries - 1", name=op.f("ck_audit_day_in_order")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_day")),
        sa.UniqueConstraint(
            "block_code", "year", "day", name=op.f("uq_audit_day_block_code_year_day")
        ),
    )
    day = DAYS[op.get_bind().dialect.name]
    op.execute(
        "INSERT INTO audit_day (block_code, year, day, entries, first_position, last_position)"
        f" SELECT block_code, coalesce(year, 0), {day}, count(*), min(position), max(position)"
        f" FROM audit_entry GROUP BY 1, 2, 3"
    )


def downgrade() -> None:
    """Hạ xuống."""
    op.drop_table("audit_day")
    for name in TURNED_BY:
        op.drop_index(name, table_name="audit_entry")
    op.create_index(
        "ix_audit_entry_place", "audit_entry", ["block_code", "year", *PLACE], unique=False
    )
