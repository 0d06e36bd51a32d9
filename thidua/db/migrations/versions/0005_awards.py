"""Di trú: people, facts, awards given, the user's own law, proposals and what they used."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TABLES = (
    "quota_setting",
    "achievement_use",
    "given_award",
    "proposal",
    "law_text",
    "stated_fact",
    "person",
)
STATES = ("proposed", "voted", "sent", "decided", "cut", "withdrawn")


def upgrade() -> None:
    """Nâng cấp."""
    _table(
        "person",
        _text("code", 64),
        _text("full_name", 300),
        _number("unit_id"),
        _text("position", 300),
        sa.Column("is_leader", sa.Boolean(), nullable=True),
        _flag("active"),
        *_kept(),
        _key("person", "unit_id", "unit"),
        _unique("person", "code"),
        indexed=["unit_id"],
    )
    _create_facts()
    _table(
        "law_text",
        _text("name", 64),
        _long("content"),
        _number("version"),
        _flag("live"),
        _long("reason"),
        *_set(),
        _unique("law_text", "name", "version"),
    )
    _one_live("uq_law_text_live", "law_text", ["name"], "live")
    _create_proposals()


def downgrade() -> None:
    """Hạ cấp."""
    for name in TABLES:
        op.drop_table(name)


def _create_facts() -> None:
    _table(
        "stated_fact",
        _recipient(),
        _text("subject", 64),
        _text("code", 64),
        sa.Column("year", sa.Integer(), nullable=True),
        _long("value"),
        _long("evidence"),
        _number("version"),
        _flag("live"),
        _text("stated_by", 300),
        sa.Column("stated_at", sa.DateTime(), nullable=False),
        indexed=["subject"],
    )
    place = ["recipient", "subject", "code"]
    _one_live("uq_stated_fact_live", "stated_fact", [*place, "year"], "live", "year IS NOT NULL")
    _one_live("uq_stated_fact_live_standing", "stated_fact", place, "live", "year IS NULL")


def _create_proposals() -> None:
    _table(
        "proposal",
        _number("block_year_id"),
        *(_text(name, 64) for name in ("award", "programme", "group_code")),
        _recipient(),
        _text("subject", 64),
        _codes("state", "proposalstate", *STATES),
        _flag("standing"),
        *(_long(name) for name in ("reason", "despite", "document")),
        sa.Column("vote_id", sa.Integer(), nullable=True),
        *(_text(name, 300) for name in ("council", "decision")),
        sa.Column("day", sa.Date(), nullable=True),
        *(_text(name, 300) for name in ("signer", "authority")),
        _long("verdict"),
        sa.Column("judged_on", sa.Date(), nullable=True),
        *_kept(),
        _key("proposal", "block_year_id", "block_year"),
        _key("proposal", "vote_id", "vote"),
        indexed=["block_year_id", "subject", "vote_id"],
    )
    place = ["block_year_id", "programme", "group_code", "award", "recipient", "subject"]
    _one_live("uq_proposal_standing", "proposal", place, "standing")
    _table(
        "given_award",
        _recipient(),
        _text("subject", 64),
        _text("award", 300),
        _number("year"),
        _text("decision", 300),
        sa.Column("day", sa.Date(), nullable=True),
        _text("authority", 300),
        _codes("occasion", "occasion", "annual", "thematic"),
        sa.Column("proposal_id", sa.Integer(), nullable=True),
        _number("version"),
        _flag("withdrawn"),
        *_set(),
        _key("given_award", "proposal_id", "proposal"),
        _unique("given_award", "proposal_id"),
        indexed=["subject"],
    )
    _table(
        "achievement_use",
        _number("proposal_id"),
        _text("what", 300),
        _number("year"),
        _long("evidence"),
        _key("achievement_use", "proposal_id", "proposal"),
        _unique("achievement_use", "proposal_id", "what", "year"),
    )
    _table(
        "quota_setting",
        _number("block_year_id"),
        _text("programme", 64),
        _text("code", 64),
        sa.Column("most", sa.Integer(), nullable=True),
        _text("reading", 64),
        *(_long(name) for name in ("reason", "document")),
        *_kept(),
        _key("quota_setting", "block_year_id", "block_year"),
        _unique("quota_setting", "block_year_id", "programme", "code"),
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


def _one_live(name: str, table: str, columns: list[str], flag: str, *more: str) -> None:
    op.create_index(
        name,
        table,
        columns,
        unique=True,
        sqlite_where=sa.text(" AND ".join([f"{flag} = 1", *more])),
        postgresql_where=sa.text(" AND ".join([flag, *more])),
    )


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def _text(name: str, length: int) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False)


def _long(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _set() -> tuple[sa.Column[Any], ...]:
    return _text("set_by", 300), sa.Column("set_at", sa.DateTime(), nullable=False)


def _kept() -> tuple[sa.Column[Any], ...]:
    return _number("version"), *_set()


def _recipient() -> sa.Column[Any]:
    return _codes("recipient", "recipient", "collective", "individual")


def _codes(column: str, name: str, *values: str) -> sa.Column[Any]:
    kept = sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)
    return sa.Column(column, kept, nullable=False)


def _key(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}")
    )


def _unique(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=op.f(f"uq_{table}_{'_'.join(columns)}"))
