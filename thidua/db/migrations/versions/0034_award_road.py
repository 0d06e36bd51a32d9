"""Di trú: places of each unit in a movement, papers of a dossier, and its way from hand to hand."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nâng lên."""
    _shares()
    _papers()
    _transfers()
    op.create_index(op.f("ix_quota_share_block_year_id"), "quota_share", ["block_year_id"])
    op.create_index(op.f("ix_quota_share_unit_id"), "quota_share", ["unit_id"])
    for table in ("proposal_paper", "proposal_transfer"):
        op.create_index(op.f(f"ix_{table}_proposal_id"), table, ["proposal_id"])


def _shares() -> None:
    op.create_table(
        "quota_share",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("block_year_id", sa.Integer(), nullable=False),
        sa.Column("programme", sa.String(length=64), nullable=False),
        sa.Column("round_code", sa.String(length=64), nullable=False),
        sa.Column("group_code", sa.String(length=64), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("from_rest", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("set_by", sa.String(length=300), nullable=False),
        sa.Column("set_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("trim(programme) <> ''", name=op.f("ck_quota_share_programme_filled")),
        sa.CheckConstraint("trim(round_code) <> ''", name=op.f("ck_quota_share_round_code_filled")),
        sa.CheckConstraint("trim(group_code) <> ''", name=op.f("ck_quota_share_group_code_filled")),
        sa.CheckConstraint("trim(set_by) <> ''", name=op.f("ck_quota_share_set_by_filled")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_quota_share_version_least")),
        sa.CheckConstraint("places BETWEEN 0 AND 10000", name=op.f("ck_quota_share_places_within")),
        sa.CheckConstraint(
            "from_rest BETWEEN 0 AND 10000", name=op.f("ck_quota_share_from_rest_within")
        ),
        sa.CheckConstraint(
            "from_rest = 0 OR trim(reason) <> ''",
            name=op.f("ck_quota_share_from_rest_with_reason"),
        ),
        sa.ForeignKeyConstraint(
            ["block_year_id"],
            ["block_year.id"],
            name=op.f("fk_quota_share_block_year_id_block_year"),
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_quota_share_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quota_share")),
        sa.UniqueConstraint(
            "block_year_id",
            "programme",
            "round_code",
            "group_code",
            "unit_id",
            name=op.f("uq_quota_share_block_year_id_programme_round_code_group_code_unit_id"),
        ),
    )


def _papers() -> None:
    op.create_table(
        "proposal_paper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "missing",
                "there",
                "confirmed",
                name="paperstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("document", sa.String(length=300), nullable=False),
        sa.Column("copies", sa.Integer(), nullable=True),
        sa.Column("signed", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("there_by", sa.String(length=300), nullable=False),
        sa.Column("there_at", sa.DateTime(), nullable=True),
        sa.Column("confirmed_by", sa.String(length=300), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("set_by", sa.String(length=300), nullable=False),
        sa.Column("set_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("trim(code) <> ''", name=op.f("ck_proposal_paper_code_filled")),
        sa.CheckConstraint("trim(set_by) <> ''", name=op.f("ck_proposal_paper_set_by_filled")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_proposal_paper_version_least")),
        sa.CheckConstraint("copies >= 1", name=op.f("ck_proposal_paper_copies_least")),
        sa.CheckConstraint(
            "(there_at IS NULL) = (trim(there_by) = '')",
            name=op.f("ck_proposal_paper_there_signed"),
        ),
        sa.CheckConstraint(
            "(confirmed_at IS NULL) = (trim(confirmed_by) = '')",
            name=op.f("ck_proposal_paper_confirmed_signed"),
        ),
        sa.CheckConstraint(
            "state = 'missing' OR trim(document) <> ''",
            name=op.f("ck_proposal_paper_there_with_document"),
        ),
        sa.CheckConstraint(
            "state = 'missing' OR there_at IS NOT NULL",
            name=op.f("ck_proposal_paper_there_by_somebody"),
        ),
        sa.CheckConstraint(
            "(state = 'confirmed') = (confirmed_at IS NOT NULL)",
            name=op.f("ck_proposal_paper_confirmed_by_somebody"),
        ),
        sa.CheckConstraint(
            "trim(confirmed_by) = '' OR confirmed_by <> there_by",
            name=op.f("ck_proposal_paper_two_hands"),
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_proposal_paper_proposal_id_proposal")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_paper")),
        sa.UniqueConstraint("proposal_id", "code", name=op.f("uq_proposal_paper_proposal_id_code")),
    )


def _transfers() -> None:
    op.create_table(
        "proposal_transfer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=64), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=False),
        sa.Column("sent_by", sa.String(length=300), nullable=False),
        sa.Column("receiver", sa.String(length=300), nullable=False),
        sa.Column("document", sa.String(length=300), nullable=False),
        sa.Column("on_paper", sa.Boolean(), nullable=False),
        sa.Column(
            "result",
            sa.Enum(
                "waiting",
                "received",
                "returned",
                "more",
                name="transferresult",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("answered_by", sa.String(length=300), nullable=False),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("set_by", sa.String(length=300), nullable=False),
        sa.Column("set_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("trim(step) <> ''", name=op.f("ck_proposal_transfer_step_filled")),
        sa.CheckConstraint(
            "trim(receiver) <> ''", name=op.f("ck_proposal_transfer_receiver_filled")
        ),
        sa.CheckConstraint("trim(sent_by) <> ''", name=op.f("ck_proposal_transfer_sent_by_filled")),
        sa.CheckConstraint("trim(set_by) <> ''", name=op.f("ck_proposal_transfer_set_by_filled")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_proposal_transfer_version_least")),
        sa.CheckConstraint(
            "(answered_at IS NULL) = (trim(answered_by) = '')",
            name=op.f("ck_proposal_transfer_answered_signed"),
        ),
        sa.CheckConstraint(
            "(result = 'waiting') = (answered_at IS NULL)",
            name=op.f("ck_proposal_transfer_answered_by_somebody"),
        ),
        sa.CheckConstraint(
            "result IN ('waiting', 'received') OR trim(reason) <> ''",
            name=op.f("ck_proposal_transfer_sent_back_with_reason"),
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"],
            ["proposal.id"],
            name=op.f("fk_proposal_transfer_proposal_id_proposal"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_transfer")),
    )


def downgrade() -> None:
    """Hạ cấp: back to what was before."""
    op.drop_table("proposal_transfer")
    op.drop_table("proposal_paper")
    op.drop_table("quota_share")
