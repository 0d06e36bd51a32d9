"""Di trú: how many minutes are foreseen for each point of a meeting."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

CHECK, SAID = "ck_meeting_point_planned_least", "planned >= 1"


def upgrade() -> None:
    """Nâng lên."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "ALTER TABLE meeting_point ADD COLUMN planned INTEGER"
            f"\n CONSTRAINT {CHECK} CHECK ({SAID})"
        )
        return
    op.add_column("meeting_point", sa.Column("planned", sa.Integer(), nullable=True))
    op.create_check_constraint(op.f(CHECK), "meeting_point", SAID)


def downgrade() -> None:
    """Hạ xuống."""
    if op.get_bind().dialect.name != "sqlite":
        op.drop_constraint(CHECK, "meeting_point")
    op.drop_column("meeting_point", "planned")
