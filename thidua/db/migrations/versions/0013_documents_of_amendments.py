"""Di trú: a version of a covenant names the document that amends it."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nâng lên."""
    op.add_column("covenant", sa.Column("document", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    """Hạ cấp: back to what was before."""
    op.drop_column("covenant", "document")
