"""Di trú: what people write in papers, in whose name they go out, and those with a number."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nâng lên."""
    op.create_table(
        "letterhead",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "owner",
            sa.Enum(
                "block", "unit", name="owner", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("parent", sa.String(length=300), nullable=False),
        sa.Column("body", sa.String(length=300), nullable=False),
        sa.Column("symbol", sa.String(length=64), nullable=False),
        sa.Column("locality", sa.String(length=300), nullable=False),
        sa.Column(
            "numbering",
            sa.Enum(
                "own",
                "clerk",
                name="numbering",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("capacity", sa.String(length=64), nullable=False),
        sa.Column("office_title", sa.String(length=300), nullable=False),
        sa.Column("signer", sa.String(length=300), nullable=False),
        sa.Column("addressee", sa.Text(), nullable=False),
        sa.Column("recipients", sa.Text(), nullable=False),
        sa.Column("trace", sa.Boolean(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("set_by", sa.String(length=300), nullable=False),
        sa.Column("set_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("trim(code) <> ''", name=op.f("ck_letterhead_code_filled")),
        sa.CheckConstraint("trim(set_by) <> ''", name=op.f("ck_letterhead_set_by_filled")),
        sa.CheckConstraint(
            "ends IS NULL OR starts <= ends", name=op.f("ck_letterhead_days_follow")
        ),
        sa.CheckConstraint("version >= 1", name=op.f("ck_letterhead_version_least")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letterhead")),
        sa.UniqueConstraint(
            "owner", "code", "starts", name=op.f("uq_letterhead_owner_code_starts")
        ),
    )
    op.create_table(
        "document_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("block_year_id", sa.Integer(), nullable=False),
        sa.Column("document", sa.String(length=64), nullable=False),
        sa.Column("scope", sa.String(length=64), nullable=False),
        sa.Column("field", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("copied_from", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("set_by", sa.String(length=300), nullable=False),
        sa.Column("set_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("trim(document) <> ''", name=op.f("ck_document_text_document_filled")),
        sa.CheckConstraint("trim(field) <> ''", name=op.f("ck_document_text_field_filled")),
        sa.CheckConstraint("trim(set_by) <> ''", name=op.f("ck_document_text_set_by_filled")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_document_text_version_least")),
        sa.ForeignKeyConstraint(
            ["block_year_id"],
            ["block_year.id"],
            name=op.f("fk_document_text_block_year_id_block_year"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_text")),
        sa.UniqueConstraint(
            "block_year_id",
            "document",
            "scope",
            "field",
            name=op.f("uq_document_text_block_year_id_document_scope_field"),
        ),
    )
    op.create_table(
        "issued_document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("block_year_id", sa.Integer(), nullable=False),
        sa.Column("document", sa.String(length=64), nullable=False),
        sa.Column("scope", sa.String(length=64), nullable=False),
        sa.Column(
            "owner",
            sa.Enum(
                "block", "unit", name="owner", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("series", sa.String(length=300), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("signer", sa.String(length=300), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "issued",
                "replaced",
                "withdrawn",
                name="issuedstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("set_by", sa.String(length=300), nullable=False),
        sa.Column("set_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "state = 'issued' OR trim(reason) <> ''",
            name=op.f("ck_issued_document_ended_with_reason"),
        ),
        sa.CheckConstraint("trim(code) <> ''", name=op.f("ck_issued_document_code_filled")),
        sa.CheckConstraint("trim(document) <> ''", name=op.f("ck_issued_document_document_filled")),
        sa.CheckConstraint("trim(series) <> ''", name=op.f("ck_issued_document_series_filled")),
        sa.CheckConstraint("trim(set_by) <> ''", name=op.f("ck_issued_document_set_by_filled")),
        sa.CheckConstraint(
            "length(fingerprint) = 64", name=op.f("ck_issued_document_fingerprint_length")
        ),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_issued_document_sha256_length")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_issued_document_number_least")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_issued_document_version_least")),
        sa.CheckConstraint(
            "year BETWEEN 1900 AND 9999", name=op.f("ck_issued_document_year_known")
        ),
        sa.ForeignKeyConstraint(
            ["block_year_id"],
            ["block_year.id"],
            name=op.f("fk_issued_document_block_year_id_block_year"),
        ),
        sa.ForeignKeyConstraint(
            ["replaces_id"],
            ["issued_document.id"],
            name=op.f("fk_issued_document_replaces_id_issued_document"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issued_document")),
        sa.UniqueConstraint(
            "owner",
            "code",
            "series",
            "year",
            "number",
            name=op.f("uq_issued_document_owner_code_series_year_number"),
        ),
    )
    for column in ("block_year_id", "replaces_id"):
        op.create_index(op.f(f"ix_issued_document_{column}"), "issued_document", [column])


def downgrade() -> None:
    """Hạ cấp: back to what was before."""
    op.drop_table("issued_document")
    op.drop_table("document_text")
    op.drop_table("letterhead")
