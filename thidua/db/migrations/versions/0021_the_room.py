"""Di trú: links to the screen of a meeting, where the screen stands, how each point went."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

_POINTS = (
    *("opening", "figures", "scores", "explained", "ranking"),
    *("votes", "awards", "office", "covenant", "conclusion"),
)


def _code(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def _of_period(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["block_year_id"], ["block_year.id"], name=op.f(f"fk_{table}_block_year_id_block_year")
    )


def upgrade() -> None:
    """Nâng lên."""
    op.create_table(
        "screen_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("block_year_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column("made_by", sa.String(length=300), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("ends_at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn_by", sa.String(length=300), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("length(key_hash) = 64", name=op.f("ck_screen_link_key_hash_length")),
        sa.CheckConstraint("trim(name) <> ''", name=op.f("ck_screen_link_name_filled")),
        sa.CheckConstraint("trim(made_by) <> ''", name=op.f("ck_screen_link_made_by_filled")),
        sa.CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawn_by IS NULL)",
            name=op.f("ck_screen_link_withdrawn_signed"),
        ),
        sa.CheckConstraint("made_at < ends_at", name=op.f("ck_screen_link_ends_later")),
        _of_period("screen_link"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_screen_link")),
        sa.UniqueConstraint("key_hash", name=op.f("uq_screen_link_key_hash")),
    )
    op.create_index(op.f("ix_screen_link_block_year_id"), "screen_link", ["block_year_id"])
    op.create_table(
        "screen_position",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("block_year_id", sa.Integer(), nullable=False),
        sa.Column("stop", sa.String(length=64), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("revealed", sa.Integer(), nullable=False),
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.Column("look", _code("look", "auto", "light", "dark", "plain"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("trim(stop) <> ''", name=op.f("ck_screen_position_stop_filled")),
        sa.CheckConstraint("step >= 0", name=op.f("ck_screen_position_step_least")),
        sa.CheckConstraint("revealed >= 0", name=op.f("ck_screen_position_revealed_least")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_screen_position_version_least")),
        sa.CheckConstraint("length(mark) IN (0, 64)", name=op.f("ck_screen_position_mark_length")),
        _of_period("screen_position"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_screen_position")),
        sa.UniqueConstraint("block_year_id", name=op.f("uq_screen_position_block_year_id")),
    )
    op.create_table(
        "meeting_point",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("block_year_id", sa.Integer(), nullable=False),
        sa.Column("point", _code("point", *_POINTS), nullable=False),
        sa.Column("opened_at", sa.DateTime(), nullable=True),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("present", sa.Integer(), nullable=True),
        sa.Column("decided", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("set_by", sa.String(length=300), nullable=False),
        sa.Column("set_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("present >= 0", name=op.f("ck_meeting_point_present_least")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_meeting_point_version_least")),
        sa.CheckConstraint("trim(set_by) <> ''", name=op.f("ck_meeting_point_set_by_filled")),
        sa.CheckConstraint(
            "closed_at IS NULL OR opened_at IS NOT NULL",
            name=op.f("ck_meeting_point_closed_opened"),
        ),
        sa.CheckConstraint(
            "closed_at IS NULL OR opened_at <= closed_at",
            name=op.f("ck_meeting_point_closed_later"),
        ),
        _of_period("meeting_point"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_point")),
        sa.UniqueConstraint(
            "block_year_id", "point", name=op.f("uq_meeting_point_block_year_id_point")
        ),
    )
    op.create_index(op.f("ix_meeting_point_block_year_id"), "meeting_point", ["block_year_id"])


def downgrade() -> None:
    """Hạ cấp: back to what was before."""
    op.drop_table("meeting_point")
    op.drop_table("screen_position")
    op.drop_table("screen_link")
