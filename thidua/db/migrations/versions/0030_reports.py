"""Di trú: which reports a block asks of its units, and what each unit handed in."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nâng lên."""
    op.create_table(
        "report_duty",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("block_year_id", sa.Integer(), nullable=False),
        sa.Column("programme", sa.String(length=64), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "month",
                "quarter",
                "half",
                "nine_months",
                "year",
                "midway",
                "final",
                "sudden",
                "as_told",
                name="reportkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("owed_by", sa.Text(), nullable=False),
        sa.Column("receiver", sa.String(length=300), nullable=False),
        sa.Column("day", sa.Integer(), nullable=True),
        sa.Column("month", sa.Integer(), nullable=True),
        sa.Column(
            "bound",
            sa.Enum(
                "before",
                "by",
                "within",
                name="bound",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("year_after", sa.Integer(), nullable=False),
        sa.Column("moves_to_workday", sa.Boolean(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("set_by", sa.String(length=300), nullable=False),
        sa.Column("set_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "(day IS NULL) = (bound IS NULL)", name=op.f("ck_report_duty_day_with_bound")
        ),
        sa.CheckConstraint("version >= 1", name=op.f("ck_report_duty_version_least")),
        sa.CheckConstraint("year_after >= 0", name=op.f("ck_report_duty_year_after_least")),
        sa.CheckConstraint(
            "NOT withdrawn OR trim(reason) <> ''", name=op.f("ck_report_duty_withdrawn_with_reason")
        ),
        sa.CheckConstraint("trim(set_by) <> ''", name=op.f("ck_report_duty_set_by_filled")),
        sa.CheckConstraint("day BETWEEN 1 AND 31", name=op.f("ck_report_duty_day_of_month")),
        sa.CheckConstraint("trim(name) <> ''", name=op.f("ck_report_duty_name_filled")),
        sa.CheckConstraint("month BETWEEN 1 AND 12", name=op.f("ck_report_duty_month_of_year")),
        sa.CheckConstraint("trim(code) <> ''", name=op.f("ck_report_duty_code_filled")),
        sa.CheckConstraint(
            "month IS NULL OR day IS NOT NULL", name=op.f("ck_report_duty_month_with_day")
        ),
        sa.ForeignKeyConstraint(
            ["block_year_id"],
            ["block_year.id"],
            name=op.f("fk_report_duty_block_year_id_block_year"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_duty")),
        sa.UniqueConstraint(
            "block_year_id",
            "programme",
            "code",
            name=op.f("uq_report_duty_block_year_id_programme_code"),
        ),
    )
    op.create_table(
        "report_hand_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("block_year_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("programme", sa.String(length=64), nullable=False),
        sa.Column("report", sa.String(length=64), nullable=False),
        sa.Column("term", sa.String(length=64), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "handed_in",
                "received",
                "returned",
                "excused",
                name="handinstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("counted_at", sa.DateTime(), nullable=True),
        sa.Column("last_at", sa.DateTime(), nullable=True),
        sa.Column("document", sa.String(length=300), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("on_paper", sa.Boolean(), nullable=False),
        sa.Column("stored_name", sa.String(length=64), nullable=False),
        sa.Column("file_name", sa.String(length=300), nullable=False),
        sa.Column("media_type", sa.String(length=300), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("handed_by", sa.String(length=300), nullable=False),
        sa.Column("received_by", sa.String(length=300), nullable=False),
        sa.Column("received_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("set_by", sa.String(length=300), nullable=False),
        sa.Column("set_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("trim(term) <> ''", name=op.f("ck_report_hand_in_term_filled")),
        sa.CheckConstraint(
            "state <> 'received' OR received_at IS NOT NULL",
            name=op.f("ck_report_hand_in_received_by_somebody"),
        ),
        sa.CheckConstraint(
            "(trim(stored_name) = '') = (sha256 = '')", name=op.f("ck_report_hand_in_file_known")
        ),
        sa.CheckConstraint("(sha256 = '') = (size < 1)", name=op.f("ck_report_hand_in_file_sized")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_report_hand_in_version_least")),
        sa.CheckConstraint(
            "length(sha256) IN (0, 64)", name=op.f("ck_report_hand_in_sha256_length")
        ),
        sa.CheckConstraint("trim(report) <> ''", name=op.f("ck_report_hand_in_report_filled")),
        sa.CheckConstraint("trim(set_by) <> ''", name=op.f("ck_report_hand_in_set_by_filled")),
        sa.CheckConstraint(
            "(received_at IS NULL) = (trim(received_by) = '')",
            name=op.f("ck_report_hand_in_received_signed"),
        ),
        sa.CheckConstraint(
            "state IN ('returned', 'excused') OR (counted_at IS NOT NULL AND last_at IS NOT NULL)",
            name=op.f("ck_report_hand_in_handed_in_at_some_time"),
        ),
        sa.CheckConstraint(
            "on_paper OR trim(received_by) = '' OR received_by <> handed_by",
            name=op.f("ck_report_hand_in_two_hands"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('returned', 'excused') OR trim(reason) <> ''",
            name=op.f("ck_report_hand_in_turned_with_reason"),
        ),
        sa.ForeignKeyConstraint(
            ["block_year_id"],
            ["block_year.id"],
            name=op.f("fk_report_hand_in_block_year_id_block_year"),
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit.id"], name=op.f("fk_report_hand_in_unit_id_unit")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_hand_in")),
        sa.UniqueConstraint(
            "block_year_id",
            "unit_id",
            "programme",
            "report",
            "term",
            name=op.f("uq_report_hand_in_block_year_id_unit_id_programme_report_term"),
        ),
    )
    op.create_index(op.f("ix_report_duty_block_year_id"), "report_duty", ["block_year_id"])
    op.create_index(op.f("ix_report_hand_in_block_year_id"), "report_hand_in", ["block_year_id"])
    op.create_index(op.f("ix_report_hand_in_unit_id"), "report_hand_in", ["unit_id"])


def downgrade() -> None:
    """Hạ cấp: back to what was before."""
    op.drop_table("report_hand_in")
    op.drop_table("report_duty")
