"""Di trú: which units were there at each point of a meeting."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nâng lên."""
    op.add_column(
        "meeting_point", sa.Column("attending", sa.Text(), nullable=False, server_default="")
    )


def downgrade() -> None:
    """Hạ xuống."""
    op.drop_column("meeting_point", "attending")
