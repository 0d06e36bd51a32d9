"""Di trú: the round of a proposal, and the place a value of a target is of."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

PROPOSAL, VALUE = "uq_proposal_standing", "uq_target_value_live"


def _one_of(name: str, table: str, only: str, *columns: str) -> None:
    """Chỉ một dòng còn hiệu lực cho mỗi nhóm giá trị này."""
    op.drop_index(name, table_name=table)
    op.create_index(
        name,
        table,
        [*columns],
        unique=True,
        sqlite_where=sa.text(f"{only} = 1"),
        postgresql_where=sa.text(only),
    )


def upgrade() -> None:
    """Nâng lên."""
    for table, column in (("proposal", "round_code"), ("target_value", "place_code")):
        op.add_column(
            table, sa.Column(column, sa.String(length=64), nullable=False, server_default="")
        )
    own = ("block_year_id", "programme", "round_code", "group_code", "award")
    _one_of(PROPOSAL, "proposal", "standing", *own, "recipient", "subject")
    _one_of(VALUE, "target_value", "live", "programme", "target", "as_of", "place_code")


def downgrade() -> None:
    """Hạ xuống."""
    own = ("block_year_id", "programme", "group_code", "award")
    _one_of(PROPOSAL, "proposal", "standing", *own, "recipient", "subject")
    _one_of(VALUE, "target_value", "live", "programme", "target", "as_of")
    op.drop_column("proposal", "round_code")
    op.drop_column("target_value", "place_code")
