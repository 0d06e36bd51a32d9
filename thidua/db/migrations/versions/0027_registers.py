"""Di trú: rows of the registers in versions, and when a unit closed a year."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nâng lên."""
    op.create_table(
        "register_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("unit", sa.String(length=64), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("part", sa.String(length=64), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("hidden", sa.Text(), nullable=False),
        sa.Column("hidden_mark", sa.String(length=64), nullable=False),
        sa.Column("programme", sa.String(length=64), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "confirmed",
                "withdrawn",
                name="rowstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("entered_by", sa.String(length=300), nullable=False),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("confirmed_by", sa.String(length=300), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("trim(kind) <> ''", name=op.f("ck_register_row_kind_filled")),
        sa.CheckConstraint("trim(unit) <> ''", name=op.f("ck_register_row_unit_filled")),
        sa.CheckConstraint("trim(code) <> ''", name=op.f("ck_register_row_code_filled")),
        sa.CheckConstraint("trim(content) <> ''", name=op.f("ck_register_row_content_filled")),
        sa.CheckConstraint(
            "trim(entered_by) <> ''", name=op.f("ck_register_row_entered_by_filled")
        ),
        sa.CheckConstraint("year BETWEEN 1900 AND 9999", name=op.f("ck_register_row_year_known")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_register_row_version_least")),
        sa.CheckConstraint(
            "length(hidden_mark) IN (0, 64)", name=op.f("ck_register_row_hidden_mark_length")
        ),
        sa.CheckConstraint(
            "(hidden = '') = (hidden_mark = '')", name=op.f("ck_register_row_hidden_marked")
        ),
        sa.CheckConstraint(
            "(confirmed_at IS NULL) = (trim(confirmed_by) = '')",
            name=op.f("ck_register_row_confirmed_signed"),
        ),
        sa.CheckConstraint(
            "state <> 'confirmed' OR confirmed_at IS NOT NULL",
            name=op.f("ck_register_row_confirmed_by_somebody"),
        ),
        sa.CheckConstraint(
            "confirmed_by = '' OR confirmed_by <> entered_by",
            name=op.f("ck_register_row_second_person"),
        ),
        sa.CheckConstraint(
            "state <> 'withdrawn' OR trim(reason) <> ''",
            name=op.f("ck_register_row_withdrawn_with_reason"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_row")),
    )
    op.create_table(
        "register_closing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("unit", sa.String(length=64), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("set_by", sa.String(length=300), nullable=False),
        sa.Column("set_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("trim(kind) <> ''", name=op.f("ck_register_closing_kind_filled")),
        sa.CheckConstraint("trim(unit) <> ''", name=op.f("ck_register_closing_unit_filled")),
        sa.CheckConstraint("trim(set_by) <> ''", name=op.f("ck_register_closing_set_by_filled")),
        sa.CheckConstraint(
            "year BETWEEN 1900 AND 9999", name=op.f("ck_register_closing_year_known")
        ),
        sa.CheckConstraint("version >= 1", name=op.f("ck_register_closing_version_least")),
        sa.CheckConstraint(
            "closed OR trim(reason) <> ''", name=op.f("ck_register_closing_reopened_with_reason")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_closing")),
    )
    for table, columns in (
        ("register_row", ["kind", "unit", "code", "part"]),
        ("register_closing", ["kind", "unit", "year"]),
    ):
        op.create_index(
            f"uq_{table}_live",
            table,
            columns,
            unique=True,
            sqlite_where=sa.text("live = 1"),
            postgresql_where=sa.text("live"),
        )
    op.create_index(op.f("ix_register_row_year"), "register_row", ["year"])


def downgrade() -> None:
    """Hạ cấp: back to what was before."""
    op.drop_table("register_closing")
    op.drop_table("register_row")
