"""Di trú: evidence, cross-scoring, threads, reminders, and points settled between hands."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

OLD_STATES = ("scored", "not_assigned", "left_blank", "cleared")
NEW_STATES = ("scored", "not_assigned", "left_blank", "combined", "agreed", "cleared")
EXACT = sa.Numeric().with_variant(sa.String(48), "sqlite")
TABLES = (
    "reminder",
    "query_message",
    "evidence_use",
    "score_query",
    "evidence",
    "recusal",
    "review_assignment",
    "review_plan",
    "return_note",
)


def upgrade() -> None:
    """Nâng cấp."""
    _allow_states(NEW_STATES)
    with op.batch_alter_table("score_sheet") as table:
        table.add_column(sa.Column("blindness", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("score_sheet") as table:
        table.alter_column("blindness", server_default=None)
    _table(
        "return_note",
        _number("sheet_id"),
        _text("criterion_code", 64),
        _long("reason"),
        *_signed("returned"),
        sa.Column("live", sa.Boolean(), nullable=False),
        _key("return_note", "sheet_id", "score_sheet"),
        indexed=["sheet_id"],
    )
    _create_reviews()
    _create_evidence()
    _create_threads()


def downgrade() -> None:
    """Hạ cấp: points settled between hands cannot be told in the older shape and are refused."""
    for name in TABLES:
        op.drop_table(name)
    with op.batch_alter_table("score_sheet") as table:
        table.drop_column("blindness")
    _allow_states(OLD_STATES)


def _allow_states(states: tuple[str, ...]) -> None:
    listed = ", ".join(f"'{state}'" for state in states)
    with op.batch_alter_table("score_line") as table:
        table.drop_constraint(op.f("ck_score_line_linestate"), type_="check")
        table.create_check_constraint(op.f("ck_score_line_linestate"), f"state IN ({listed})")


def _create_reviews() -> None:
    _table(
        "review_plan",
        _number("block_year_id"),
        *(
            sa.Column(name, sa.Boolean(), nullable=False)
            for name in ("hides_claim", "hides_others", "hides_names")
        ),
        _text("seed", 64),
        _text("mask", 64),
        _number("version"),
        *_signed("set"),
        _key("review_plan", "block_year_id", "block_year"),
        sa.UniqueConstraint("block_year_id", name=op.f("uq_review_plan_block_year_id")),
    )
    _table(
        "review_assignment",
        _number("block_year_id"),
        _text("reviewer", 64),
        _number("unit_id"),
        _text("group_code", 64),
        _long("absent_reason"),
        *_signed("set"),
        _key("review_assignment", "block_year_id", "block_year"),
        _key("review_assignment", "unit_id", "unit"),
        sa.UniqueConstraint(
            "block_year_id",
            "reviewer",
            "unit_id",
            "group_code",
            name=op.f("uq_review_assignment_block_year_id_reviewer_unit_id_group_code"),
        ),
        indexed=["unit_id"],
    )
    _table(
        "recusal",
        _number("block_year_id"),
        _text("reviewer", 64),
        _number("unit_id"),
        _long("reason"),
        *_signed("declared"),
        *_ended(),
        _key("recusal", "block_year_id", "block_year"),
        _key("recusal", "unit_id", "unit"),
        indexed=["block_year_id", "unit_id"],
    )


def _create_evidence() -> None:
    _table(
        "evidence",
        _number("block_year_id"),
        _number("unit_id"),
        sa.Column("kind", _codes("evidencekind", "file", "link"), nullable=False),
        _text("title", 300),
        _long("url"),
        _text("token", 64),
        _text("stored_name", 64),
        _text("file_name", 300),
        _text("media_type", 300),
        _number("size"),
        _text("sha256", 64),
        _number("version"),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("live", sa.Boolean(), nullable=False),
        *_signed("added"),
        *_ended(),
        _key("evidence", "block_year_id", "block_year"),
        _key("evidence", "unit_id", "unit"),
        _key("evidence", "replaces_id", "evidence"),
        sa.UniqueConstraint("token", name=op.f("uq_evidence_token")),
        indexed=["block_year_id", "unit_id", "sha256", "replaces_id"],
    )


def _create_threads() -> None:
    _table(
        "score_query",
        _number("block_year_id"),
        _number("unit_id"),
        _text("criterion_code", 64),
        sa.Column("kind", _codes("querykind", "explain", "petition"), nullable=False),
        sa.Column("status", _codes("querystatus", "open", "answered", "closed"), nullable=False),
        _long("question"),
        sa.Column("due", sa.Date(), nullable=True),
        *_signed("opened"),
        sa.Column("old_points", EXACT, nullable=True),
        sa.Column("new_points", EXACT, nullable=True),
        _long("outcome"),
        _text("closed_by", 300),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        _number("version"),
        _key("score_query", "block_year_id", "block_year"),
        _key("score_query", "unit_id", "unit"),
        indexed=["block_year_id", "unit_id"],
    )
    _table(
        "evidence_use",
        _number("evidence_id"),
        _text("criterion_code", 64),
        sa.Column("query_id", sa.Integer(), nullable=True),
        *_signed("added"),
        *_ended(),
        _key("evidence_use", "evidence_id", "evidence"),
        _key("evidence_use", "query_id", "score_query"),
        indexed=["evidence_id", "query_id"],
    )
    _table(
        "query_message",
        _number("query_id"),
        _long("body"),
        _text("said_for", 64),
        *_signed("said"),
        _key("query_message", "query_id", "score_query"),
        indexed=["query_id"],
    )
    _table(
        "reminder",
        _number("block_year_id"),
        _number("unit_id"),
        _long("body"),
        _text("sent_to", 300),
        *_signed("sent"),
        _key("reminder", "block_year_id", "block_year"),
        _key("reminder", "unit_id", "unit"),
        indexed=["block_year_id", "unit_id"],
    )


def _table(name: str, *parts: Any, indexed: list[str] | None = None) -> None:  # noqa: ANN401
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        *parts,
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    )
    for column in indexed or []:
        op.create_index(op.f(f"ix_{name}_{column}"), name, [column])


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _text(name: str, length: int) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False)


def _long(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _signed(act: str) -> tuple[sa.Column[Any], sa.Column[Any]]:
    return (
        _text(f"{act}_by", 300),
        sa.Column(f"{act}_at", sa.DateTime(), nullable=False),
    )


def _ended() -> tuple[sa.Column[Any], sa.Column[Any]]:
    return _text("ended_by", 300), sa.Column("ended_at", sa.DateTime(), nullable=True)


def _codes(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def _key(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}")
    )
