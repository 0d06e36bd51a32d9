"""Di trú: the base of a share that lies outside of the block, as the office enters it."""

from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nâng lên."""
    op.execute(  # with its check beside it, which neither database then has to copy the table for
        "ALTER TABLE quota_setting ADD COLUMN base INTEGER"
        " CONSTRAINT ck_quota_setting_base_within CHECK (base BETWEEN 0 AND 10000)"
    )


def downgrade() -> None:
    """Hạ cấp: back to what was before."""
    op.drop_column("quota_setting", "base")
