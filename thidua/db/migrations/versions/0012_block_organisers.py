"""Di trú: which body organises a block, as the block says of itself."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nâng cấp: to revision 0013."""
    op.create_table(
        "block_organiser",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("block_id", sa.Integer(), nullable=False),
        sa.Column(
            "level",
            sa.Enum(
                "centre",
                "province",
                "below",
                name="organiserlevel",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("body", sa.String(length=300), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("set_by", sa.String(length=300), nullable=False),
        sa.Column("set_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("trim(body) <> ''", name=op.f("ck_block_organiser_body_filled")),
        sa.CheckConstraint("trim(document) <> ''", name=op.f("ck_block_organiser_document_filled")),
        sa.CheckConstraint("trim(set_by) <> ''", name=op.f("ck_block_organiser_set_by_filled")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_block_organiser_version_least")),
        sa.ForeignKeyConstraint(
            ["block_id"], ["block.id"], name=op.f("fk_block_organiser_block_id_block")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_block_organiser")),
        sa.UniqueConstraint("block_id", name=op.f("uq_block_organiser_block_id")),
    )


def downgrade() -> None:
    """Hạ cấp: back to what was before."""
    op.drop_table("block_organiser")
