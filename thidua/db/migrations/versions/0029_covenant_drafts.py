"""Di trú: the draft of a covenant line by line, the versions kept of it, what members propose."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def _codes(name: str, *codes: str) -> sa.Enum:
    return sa.Enum(*codes, name=name, native_enum=False, create_constraint=True, length=32)


def _of_period(table: str) -> tuple[sa.Constraint, ...]:
    return (
        sa.ForeignKeyConstraint(
            ["block_year_id"], ["block_year.id"], name=op.f(f"fk_{table}_block_year_id_block_year")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def _filled(table: str, *columns: str) -> tuple[sa.Constraint, ...]:
    return tuple(
        sa.CheckConstraint(f"trim({one}) <> ''", name=op.f(f"ck_{table}_{one}_filled"))
        for one in columns
    )


def upgrade() -> None:
    """Nâng lên."""
    op.create_table(
        "covenant_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("block_year_id", sa.Integer(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("started_by", sa.String(length=300), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        *_filled("covenant_draft", "origin", "started_by"),
        *_of_period("covenant_draft"),
        sa.UniqueConstraint("block_year_id", name=op.f("uq_covenant_draft_block_year_id")),
    )
    op.create_table(
        "covenant_draft_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("block_year_id", sa.Integer(), nullable=False),
        sa.Column("sheet", _codes("draftsheet", "setting", "criterion", "ranking"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("cells", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("set_by", sa.String(length=300), nullable=False),
        sa.Column("set_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("position >= 0", name=op.f("ck_covenant_draft_line_position_least")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_covenant_draft_line_version_least")),
        *_filled("covenant_draft_line", "title", "cells", "set_by"),
        *_of_period("covenant_draft_line"),
    )
    op.create_index(
        op.f("ix_covenant_draft_line_block_year_id"), "covenant_draft_line", ["block_year_id"]
    )
    op.create_table(
        "covenant_draft_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("block_year_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("lines", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("kept_by", sa.String(length=300), nullable=False),
        sa.Column("kept_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_covenant_draft_version_number_least")),
        sa.CheckConstraint(
            "length(fingerprint) = 64", name=op.f("ck_covenant_draft_version_fingerprint_length")
        ),
        *_filled("covenant_draft_version", "title", "lines", "kept_by"),
        *_of_period("covenant_draft_version"),
        sa.UniqueConstraint(
            "block_year_id", "number", name=op.f("uq_covenant_draft_version_block_year_id_number")
        ),
    )
    op.create_table(
        "clause_proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("block_year_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("kind", _codes("clauseproposalkind", "change", "add", "remove"), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("cells", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column(
            "state",
            _codes("clauseproposalstate", "open", "taken", "declined", "withdrawn"),
            nullable=False,
        ),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_by", sa.String(length=300), nullable=False),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("proposed_by", sa.String(length=300), nullable=False),
        sa.Column("proposed_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "(answered_at IS NULL) = (trim(answered_by) = '')",
            name=op.f("ck_clause_proposal_answered_signed"),
        ),
        sa.CheckConstraint(
            "(state = 'open') = (answered_at IS NULL)",
            name=op.f("ck_clause_proposal_answered_when_over"),
        ),
        sa.CheckConstraint(
            "state <> 'declined' OR trim(answer) <> ''",
            name=op.f("ck_clause_proposal_declined_with_answer"),
        ),
        *_filled("clause_proposal", "title", "reason", "proposed_by"),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit.id"], name=op.f("fk_clause_proposal_unit_id_unit")
        ),
        *_of_period("clause_proposal"),
    )
    for column in ("block_year_id", "unit_id"):
        op.create_index(op.f(f"ix_clause_proposal_{column}"), "clause_proposal", [column])


def downgrade() -> None:
    """Hạ cấp: back to what was before."""
    for table in (
        *("clause_proposal", "covenant_draft_version", "covenant_draft_line", "covenant_draft"),
    ):
        op.drop_table(table)
