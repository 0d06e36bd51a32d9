"""Di trú: own templates of papers, and scans of papers that were counted or signed."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nâng lên."""
    op.create_table(
        "paper_template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "owner",
            sa.Enum(
                "block", "unit", name="owner", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("document", sa.String(length=64), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(length=300), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "kept",
                "in_force",
                "taken_out",
                name="templatestate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("set_by", sa.String(length=300), nullable=False),
        sa.Column("set_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("trim(code) <> ''", name=op.f("ck_paper_template_code_filled")),
        sa.CheckConstraint("trim(document) <> ''", name=op.f("ck_paper_template_document_filled")),
        sa.CheckConstraint(
            "trim(file_name) <> ''", name=op.f("ck_paper_template_file_name_filled")
        ),
        sa.CheckConstraint("trim(set_by) <> ''", name=op.f("ck_paper_template_set_by_filled")),
        sa.CheckConstraint("place >= 1", name=op.f("ck_paper_template_place_least")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_paper_template_version_least")),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_paper_template_sha256_length")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_template")),
        sa.UniqueConstraint(
            "owner",
            "code",
            "document",
            "place",
            name=op.f("uq_paper_template_owner_code_document_place"),
        ),
    )
    op.create_table(
        "paper_scan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("block_year_id", sa.Integer(), nullable=False),
        sa.Column("vote_id", sa.Integer(), nullable=True),
        sa.Column("issued_id", sa.Integer(), nullable=True),
        sa.Column("stored_name", sa.String(length=64), nullable=False),
        sa.Column("file_name", sa.String(length=300), nullable=False),
        sa.Column("media_type", sa.String(length=300), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("added_by", sa.String(length=300), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("ended_by", sa.String(length=300), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "(vote_id IS NULL) = (issued_id IS NOT NULL)", name=op.f("ck_paper_scan_one_subject")
        ),
        sa.CheckConstraint(
            "trim(stored_name) <> ''", name=op.f("ck_paper_scan_stored_name_filled")
        ),
        sa.CheckConstraint("trim(file_name) <> ''", name=op.f("ck_paper_scan_file_name_filled")),
        sa.CheckConstraint("trim(media_type) <> ''", name=op.f("ck_paper_scan_media_type_filled")),
        sa.CheckConstraint("trim(added_by) <> ''", name=op.f("ck_paper_scan_added_by_filled")),
        sa.CheckConstraint("size >= 1", name=op.f("ck_paper_scan_size_least")),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_paper_scan_sha256_length")),
        sa.CheckConstraint(
            "(ended_at IS NULL) = (trim(ended_by) = '')", name=op.f("ck_paper_scan_ended_signed")
        ),
        sa.CheckConstraint(
            "ended_at IS NULL OR trim(reason) <> ''", name=op.f("ck_paper_scan_ended_with_reason")
        ),
        sa.ForeignKeyConstraint(
            ["block_year_id"],
            ["block_year.id"],
            name=op.f("fk_paper_scan_block_year_id_block_year"),
        ),
        sa.ForeignKeyConstraint(["vote_id"], ["vote.id"], name=op.f("fk_paper_scan_vote_id_vote")),
        sa.ForeignKeyConstraint(
            ["issued_id"],
            ["issued_document.id"],
            name=op.f("fk_paper_scan_issued_id_issued_document"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_scan")),
    )
    for column in ("block_year_id", "vote_id", "issued_id"):
        op.create_index(op.f(f"ix_paper_scan_{column}"), "paper_scan", [column])


def downgrade() -> None:
    """Hạ cấp: back to what was before."""
    op.drop_table("paper_scan")
    op.drop_table("paper_template")
