"""Di trú: a line lists its events; evidence has a level, and a page and quotation where used."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

LEVELS = ("open", "internal", "secret")
CHECK = "ck_evidence_evidencelevel"
TEXTS = (
    ("score_line", "occurrences", sa.Text()),
    ("evidence_use", "page", sa.String(length=300)),
    ("evidence_use", "quotation", sa.Text()),
    ("evidence_use", "document", sa.String(length=300)),
)


def upgrade() -> None:
    """Nâng lên: old lines list nothing, old evidence is open to whoever could open it."""
    for table, column, kind in TEXTS:
        op.add_column(table, sa.Column(column, kind, nullable=False, server_default=""))
    listed = ", ".join(f"'{level}'" for level in LEVELS)
    check = f"level IN ({listed})"
    if op.get_bind().dialect.name == "sqlite":
        # In one statement, since SQLite adds no constraint to a table that is there.
        op.execute(
            "ALTER TABLE evidence ADD COLUMN level VARCHAR(32) DEFAULT 'open' NOT NULL"
            f"\n CONSTRAINT {CHECK} CHECK ({check})"
        )
    else:
        level = sa.Column("level", sa.String(length=32), nullable=False, server_default=LEVELS[0])
        op.add_column("evidence", level)
        op.create_check_constraint(op.f(CHECK), "evidence", check)
    op.create_index(
        "ix_score_line_listed",
        "score_line",
        ["sheet_id"],
        sqlite_where=sa.text("live = 1 AND occurrences <> ''"),
        postgresql_where=sa.text("live AND occurrences <> ''"),
    )


def downgrade() -> None:
    """Hạ cấp: back to what was before."""
    op.drop_index("ix_score_line_listed", table_name="score_line")
    op.drop_column("evidence", "level")
    for table_name, column, _ in reversed(TEXTS):
        op.drop_column(table_name, column)
