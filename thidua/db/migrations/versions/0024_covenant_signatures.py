"""Di trú: who signed which version of a covenant for which unit, and what was taken back."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nâng lên."""
    op.create_table(
        "covenant_signature",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("block_year_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("covenant_version", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column(
            "way",
            sa.Enum(
                "press",
                "scan",
                "signed_pdf",
                name="signatureway",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("signer", sa.String(length=300), nullable=False),
        sa.Column("signer_office", sa.String(length=300), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("on_behalf", sa.Boolean(), nullable=False),
        sa.Column("stored_name", sa.String(length=64), nullable=False),
        sa.Column("file_name", sa.String(length=300), nullable=False),
        sa.Column("media_type", sa.String(length=300), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("found", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.String(length=300), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "covenant_version >= 1", name=op.f("ck_covenant_signature_covenant_version_least")
        ),
        sa.CheckConstraint("size >= 0", name=op.f("ck_covenant_signature_size_least")),
        sa.CheckConstraint("trim(signer) <> ''", name=op.f("ck_covenant_signature_signer_filled")),
        sa.CheckConstraint(
            "trim(recorded_by) <> ''", name=op.f("ck_covenant_signature_recorded_by_filled")
        ),
        sa.CheckConstraint(
            "length(fingerprint) = 64", name=op.f("ck_covenant_signature_fingerprint_length")
        ),
        sa.CheckConstraint(
            "length(sha256) IN (0, 64)", name=op.f("ck_covenant_signature_sha256_length")
        ),
        sa.CheckConstraint(
            "(way = 'press') = (trim(stored_name) = '')",
            name=op.f("ck_covenant_signature_file_by_way"),
        ),
        sa.CheckConstraint(
            "(trim(stored_name) = '') = (sha256 = '')",
            name=op.f("ck_covenant_signature_file_known"),
        ),
        sa.CheckConstraint(
            "(sha256 = '') = (size < 1)", name=op.f("ck_covenant_signature_file_sized")
        ),
        sa.CheckConstraint(
            "NOT on_behalf OR (way <> 'press' AND trim(document) <> '')",
            name=op.f("ck_covenant_signature_behalf_by_paper"),
        ),
        sa.ForeignKeyConstraint(
            ["block_year_id"],
            ["block_year.id"],
            name=op.f("fk_covenant_signature_block_year_id_block_year"),
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit.id"], name=op.f("fk_covenant_signature_unit_id_unit")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_covenant_signature")),
    )
    for column in ("block_year_id", "unit_id"):
        op.create_index(op.f(f"ix_covenant_signature_{column}"), "covenant_signature", [column])
    op.create_table(
        "signature_withdrawal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("block_year_id", sa.Integer(), nullable=False),
        sa.Column("signature_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("withdrawn_by", sa.String(length=300), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "trim(reason) <> ''", name=op.f("ck_signature_withdrawal_reason_filled")
        ),
        sa.CheckConstraint(
            "trim(withdrawn_by) <> ''", name=op.f("ck_signature_withdrawal_withdrawn_by_filled")
        ),
        sa.ForeignKeyConstraint(
            ["block_year_id"],
            ["block_year.id"],
            name=op.f("fk_signature_withdrawal_block_year_id_block_year"),
        ),
        sa.ForeignKeyConstraint(
            ["signature_id"],
            ["covenant_signature.id"],
            name=op.f("fk_signature_withdrawal_signature_id_covenant_signature"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signature_withdrawal")),
        sa.UniqueConstraint("signature_id", name=op.f("uq_signature_withdrawal_signature_id")),
    )
    op.create_index(
        op.f("ix_signature_withdrawal_block_year_id"), "signature_withdrawal", ["block_year_id"]
    )


def downgrade() -> None:
    """Hạ cấp: back to what was before."""
    op.drop_table("signature_withdrawal")
    op.drop_table("covenant_signature")
