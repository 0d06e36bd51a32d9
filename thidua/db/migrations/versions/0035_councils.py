"""Di trú: councils, their members and meetings; what a member has no vote on."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nâng lên."""
    op.create_table(
        "council",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("block_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "emulation",
                "initiative",
                "influence",
                "other",
                name="councilkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "level",
            sa.Enum(
                "base",
                "district",
                "commune",
                "province",
                "ministry",
                "block",
                name="councillevel",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("unit", sa.String(length=64), nullable=False),
        sa.Column("decision", sa.String(length=300), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("begins", sa.Date(), nullable=True),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column("office", sa.String(length=300), nullable=False),
        sa.Column("helpers", sa.Text(), nullable=False),
        sa.Column("share", sa.String(length=64), nullable=False),
        sa.Column("above", sa.Boolean(), nullable=False),
        sa.Column(
            "base",
            sa.Enum(
                "members",
                "present",
                "issued",
                "valid",
                name="base",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("quorum", sa.String(length=64), nullable=False),
        sa.Column("substitutes", sa.Boolean(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("withdrawn", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("set_by", sa.String(length=300), nullable=False),
        sa.Column("set_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "(trim(share) = '') = (trim(source) = '')", name=op.f("ck_council_rule_whole")
        ),
        sa.CheckConstraint(
            "quorum = '' OR trim(share) <> ''", name=op.f("ck_council_quorum_of_rule")
        ),
        sa.CheckConstraint("trim(code) <> ''", name=op.f("ck_council_code_filled")),
        sa.CheckConstraint("trim(name) <> ''", name=op.f("ck_council_name_filled")),
        sa.CheckConstraint("trim(set_by) <> ''", name=op.f("ck_council_set_by_filled")),
        sa.CheckConstraint(
            "begins IS NULL OR ends IS NULL OR begins <= ends", name=op.f("ck_council_days_follow")
        ),
        sa.CheckConstraint("version >= 1", name=op.f("ck_council_version_least")),
        sa.ForeignKeyConstraint(["block_id"], ["block.id"], name=op.f("fk_council_block_id_block")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_council")),
        sa.UniqueConstraint("block_id", "code", name=op.f("uq_council_block_id_code")),
    )
    op.create_index(op.f("ix_council_block_id"), "council", ["block_id"])
    op.create_table(
        "council_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("council_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column(
            "position",
            sa.Enum(
                "chair",
                "first_deputy",
                "standing_deputy",
                "deputy",
                "standing_member",
                "member",
                "secretary",
                name="councilposition",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("unit", sa.String(length=64), nullable=False),
        sa.Column("begins", sa.Date(), nullable=True),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("set_by", sa.String(length=300), nullable=False),
        sa.Column("set_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("trim(name) <> ''", name=op.f("ck_council_member_name_filled")),
        sa.CheckConstraint("trim(set_by) <> ''", name=op.f("ck_council_member_set_by_filled")),
        sa.CheckConstraint(
            "begins IS NULL OR ends IS NULL OR begins <= ends",
            name=op.f("ck_council_member_days_follow"),
        ),
        sa.CheckConstraint("version >= 1", name=op.f("ck_council_member_version_least")),
        sa.ForeignKeyConstraint(
            ["council_id"], ["council.id"], name=op.f("fk_council_member_council_id_council")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_council_member")),
    )
    op.create_index(op.f("ix_council_member_council_id"), "council_member", ["council_id"])
    op.create_table(
        "council_meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("block_year_id", sa.Integer(), nullable=False),
        sa.Column("council_id", sa.Integer(), nullable=False),
        sa.Column("held_at", sa.DateTime(), nullable=False),
        sa.Column("place", sa.String(length=300), nullable=False),
        sa.Column("in_writing", sa.Boolean(), nullable=False),
        sa.Column("chair_id", sa.Integer(), nullable=True),
        sa.Column("scribe_id", sa.Integer(), nullable=True),
        sa.Column("guests", sa.Text(), nullable=False),
        sa.Column("number", sa.String(length=300), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "planned",
                "invited",
                "sitting",
                "closed",
                "cancelled",
                name="councilmeetingstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("decision", sa.String(length=300), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("signer", sa.String(length=300), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("set_by", sa.String(length=300), nullable=False),
        sa.Column("set_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "(state = 'closed') = (ended_at IS NOT NULL)",
            name=op.f("ck_council_meeting_ended_closed"),
        ),
        sa.CheckConstraint(
            "state <> 'cancelled' OR trim(reason) <> ''",
            name=op.f("ck_council_meeting_cancelled_with_reason"),
        ),
        sa.CheckConstraint("trim(set_by) <> ''", name=op.f("ck_council_meeting_set_by_filled")),
        sa.CheckConstraint(
            "ended_at IS NULL OR held_at <= ended_at", name=op.f("ck_council_meeting_ended_later")
        ),
        sa.CheckConstraint("version >= 1", name=op.f("ck_council_meeting_version_least")),
        sa.ForeignKeyConstraint(
            ["block_year_id"],
            ["block_year.id"],
            name=op.f("fk_council_meeting_block_year_id_block_year"),
        ),
        sa.ForeignKeyConstraint(
            ["chair_id"],
            ["council_member.id"],
            name=op.f("fk_council_meeting_chair_id_council_member"),
        ),
        sa.ForeignKeyConstraint(
            ["council_id"], ["council.id"], name=op.f("fk_council_meeting_council_id_council")
        ),
        sa.ForeignKeyConstraint(
            ["scribe_id"],
            ["council_member.id"],
            name=op.f("fk_council_meeting_scribe_id_council_member"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_council_meeting")),
    )
    op.create_index(op.f("ix_council_meeting_block_year_id"), "council_meeting", ["block_year_id"])
    op.create_index(op.f("ix_council_meeting_council_id"), "council_meeting", ["council_id"])
    op.create_index(op.f("ix_council_meeting_chair_id"), "council_meeting", ["chair_id"])
    op.create_index(op.f("ix_council_meeting_scribe_id"), "council_meeting", ["scribe_id"])
    op.create_table(
        "council_attendance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column(
            "attendance",
            sa.Enum(
                "unmarked",
                "present",
                "excused",
                "absent",
                "substitute",
                name="attendance",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("substitute", sa.String(length=300), nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("document", sa.String(length=300), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("set_by", sa.String(length=300), nullable=False),
        sa.Column("set_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "attendance <> 'substitute' OR (trim(substitute) <> '' AND trim(document) <> '')",
            name=op.f("ck_council_attendance_substitute_with_paper"),
        ),
        sa.CheckConstraint(
            "attendance = 'substitute' OR (substitute = '' AND account = '')",
            name=op.f("ck_council_attendance_substitute_named"),
        ),
        sa.CheckConstraint("trim(set_by) <> ''", name=op.f("ck_council_attendance_set_by_filled")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_council_attendance_version_least")),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["council_meeting.id"],
            name=op.f("fk_council_attendance_meeting_id_council_meeting"),
        ),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["council_member.id"],
            name=op.f("fk_council_attendance_member_id_council_member"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_council_attendance")),
        sa.UniqueConstraint(
            "meeting_id", "member_id", name=op.f("uq_council_attendance_meeting_id_member_id")
        ),
    )
    op.create_index(op.f("ix_council_attendance_meeting_id"), "council_attendance", ["meeting_id"])
    op.create_index(op.f("ix_council_attendance_member_id"), "council_attendance", ["member_id"])
    op.create_table(
        "council_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "proposal",
                "initiative",
                "other",
                name="agendakind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("unit", sa.String(length=64), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("scope", sa.String(length=64), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("award", sa.String(length=64), nullable=False),
        sa.Column("authors", sa.Text(), nullable=False),
        sa.Column("vote_id", sa.Integer(), nullable=True),
        sa.Column("carried_by", sa.String(length=300), nullable=False),
        sa.Column("carried_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("set_by", sa.String(length=300), nullable=False),
        sa.Column("set_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "(carried_at IS NULL) = (trim(carried_by) = '')",
            name=op.f("ck_council_item_carried_signed"),
        ),
        sa.CheckConstraint(
            "(kind = 'other') = (code = '')", name=op.f("ck_council_item_code_of_kind")
        ),
        sa.CheckConstraint("trim(set_by) <> ''", name=op.f("ck_council_item_set_by_filled")),
        sa.CheckConstraint("trim(text) <> ''", name=op.f("ck_council_item_text_filled")),
        sa.CheckConstraint("position >= 1", name=op.f("ck_council_item_position_least")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_council_item_version_least")),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["council_meeting.id"],
            name=op.f("fk_council_item_meeting_id_council_meeting"),
        ),
        sa.ForeignKeyConstraint(
            ["vote_id"], ["vote.id"], name=op.f("fk_council_item_vote_id_vote")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_council_item")),
        sa.UniqueConstraint(
            "meeting_id", "position", name=op.f("uq_council_item_meeting_id_position")
        ),
    )
    op.create_index(op.f("ix_council_item_meeting_id"), "council_item", ["meeting_id"])
    op.create_index(op.f("ix_council_item_vote_id"), "council_item", ["vote_id"])
    op.create_table(
        "council_recusal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("set_by", sa.String(length=300), nullable=False),
        sa.Column("set_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("trim(reason) <> ''", name=op.f("ck_council_recusal_reason_filled")),
        sa.CheckConstraint("trim(set_by) <> ''", name=op.f("ck_council_recusal_set_by_filled")),
        sa.ForeignKeyConstraint(
            ["item_id"], ["council_item.id"], name=op.f("fk_council_recusal_item_id_council_item")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["council_member.id"],
            name=op.f("fk_council_recusal_member_id_council_member"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_council_recusal")),
        sa.UniqueConstraint(
            "item_id", "member_id", name=op.f("uq_council_recusal_item_id_member_id")
        ),
    )
    op.create_index(op.f("ix_council_recusal_item_id"), "council_recusal", ["item_id"])
    op.create_index(op.f("ix_council_recusal_member_id"), "council_recusal", ["member_id"])
    op.add_column("vote_roll", sa.Column("kept_from", sa.Text(), server_default="", nullable=False))


def downgrade() -> None:
    """Hạ xuống."""
    op.drop_column("vote_roll", "kept_from")
    for table in ("recusal", "attendance", "item", "meeting", "member"):
        op.drop_table(f"council_{table}")
    op.drop_table("council")
