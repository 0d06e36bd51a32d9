"""Di trú: a line of a covenant keeps the sentence of the document that it rests on."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nâng lên."""
    op.add_column(
        "covenant_row", sa.Column("quotation", sa.Text(), nullable=False, server_default="")
    )


def downgrade() -> None:
    """Hạ cấp: back to what was before."""
    op.drop_column("covenant_row", "quotation")
