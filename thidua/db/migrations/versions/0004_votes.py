"""Di trú: votes with their rolls, sealed and counted ballots, paper counts, and offices by year."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TABLES = (
    "office_holder",
    "paper_count",
    "ballot_slip",
    "sealed_ballot",
    "vote_roll",
    "vote_option",
    "vote",
)


def upgrade() -> None:
    """Nâng cấp."""
    _create_vote()
    _table(
        "vote_option",
        _number("vote_id"),
        _number("position"),
        _text("code", 64),
        _text("text", 300),
        _text("unit_code", 64),
        _key("vote_option", "vote_id", "vote"),
        _unique("vote_option", "vote_id", "code"),
        _unique("vote_option", "vote_id", "position"),
    )
    _table(
        "vote_roll",
        _number("vote_id"),
        _text("code", 64),
        _text("name", 300),
        _text("unit_code", 64),
        _long("voters"),
        _codes("presence", "presence", "unmarked", "present", "absent", "delegated"),
        _text("delegate", 64),
        _long("document"),
        _flag("has_cast"),
        _long("written"),
        _text("written_by", 300),
        _text("confirmed_by", 300),
        _key("vote_roll", "vote_id", "vote"),
        _unique("vote_roll", "vote_id", "code"),
    )
    _create_ballots()
    _table(
        "paper_count",
        _number("vote_id"),
        *(_number(name) for name in ("issued", "returned", "not_returned", "valid", "invalid")),
        _long("tallies"),
        _number("version"),
        _text("entered_by", 300),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        _text("confirmed_by", 300),
        sa.Column("confirmed_at", sa.DateTime(), nullable=True),
        _key("paper_count", "vote_id", "vote"),
        _unique("paper_count", "vote_id"),
    )
    _table(
        "office_holder",
        _number("block_id"),
        _number("year"),
        _codes("office", "office", "head", "deputy"),
        _number("unit_id"),
        _long("source"),
        _text("set_by", 300),
        sa.Column("set_at", sa.DateTime(), nullable=False),
        _key("office_holder", "block_id", "block"),
        _key("office_holder", "unit_id", "unit"),
        _unique("office_holder", "block_id", "year", "office", "unit_id"),
        indexed=["unit_id"],
    )


def downgrade() -> None:
    """Hạ cấp."""
    for name in TABLES:
        op.drop_table(name)


def _create_vote() -> None:
    subjects = ("award", "office", "covenant", "initiative", "other")
    _table(
        "vote",
        _number("block_year_id"),
        _text("title", 300),
        _codes("subject", "subject", *subjects),
        _text("award", 300),
        _codes("office", "office", "head", "deputy", nullable=True),
        _codes("kind", "votekind", "approval", "choice", "tie"),
        _codes("electorate", "electorate", "units", "council"),
        _codes("conduct", "conduct", "electronic", "paper"),
        _text("share", 64),
        _flag("above"),
        _codes("base", "base", "members", "present", "issued", "valid"),
        _long("source"),
        sa.Column("most", sa.Integer(), nullable=True),
        sa.Column("seats", sa.Integer(), nullable=True),
        _text("quorum", 64),
        _codes("own_unit", "ownunit", "cast", "in_base", "out_of_base"),
        _flag("allows_delegation"),
        _codes("status", "votestatus", "draft", "open", "closed"),
        _number("version"),
        _text("box", 64),
        _long("public_key"),
        _text("set_by", 300),
        sa.Column("set_at", sa.DateTime(), nullable=False),
        _text("opened_by", 300),
        sa.Column("opened_at", sa.DateTime(), nullable=True),
        _text("closed_by", 300),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        _text("fingerprint", 64),
        _key("vote", "block_year_id", "block_year"),
        indexed=["block_year_id"],
    )


def _create_ballots() -> None:
    """Phiếu: without a number that grows, so that nothing tells which came first."""
    op.create_table(
        "sealed_ballot",
        _text("id", 64),
        _number("vote_id"),
        _long("sealed"),
        _key("sealed_ballot", "vote_id", "vote"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sealed_ballot")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "ballot_slip",
        _text("id", 64),
        _number("vote_id"),
        _text("candidate", 64),
        _codes("answer", "answer", "agree", "disagree", "abstain"),
        _text("salt", 64),
        _text("mark", 64),
        _key("ballot_slip", "vote_id", "vote"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ballot_slip")),
        sqlite_with_rowid=False,
    )
    for name in ("sealed_ballot", "ballot_slip"):
        op.create_index(op.f(f"ix_{name}_vote_id"), name, ["vote_id"])


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


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def _text(name: str, length: int) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False)


def _long(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _codes(column: str, name: str, *values: str, nullable: bool = False) -> sa.Column[Any]:
    kept = sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)
    return sa.Column(column, kept, nullable=nullable)


def _key(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}")
    )


def _unique(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=op.f(f"uq_{table}_{'_'.join(columns)}"))
