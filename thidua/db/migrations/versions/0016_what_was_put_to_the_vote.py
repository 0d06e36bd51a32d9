"""Di trú: the points a vote was held on, and what a stage was ended without."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_ADDED = (("vote", "figures"), ("stage_change", "passed_over"))


def upgrade() -> None:
    """Nâng lên."""
    for table, column in _ADDED:
        op.add_column(table, sa.Column(column, sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    """Hạ cấp: back to what was before."""
    for table, column in _ADDED:
        op.drop_column(table, column)
