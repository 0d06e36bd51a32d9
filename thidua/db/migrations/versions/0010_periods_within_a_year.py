"""Di trú: a block's year may have months, quarters and named đợt beside the whole of it."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

TABLE = "block_year"
OLD_KINDS = ("year", "midyear")
KINDS = (*OLD_KINDS, "quarter", "month", "campaign")
STAGES = (
    *("prepare", "sign", "self_score", "cross_score", "verify", "appraise"),
    *("locked", "published"),
)
KEPT = ("id", "block_id", "year", "kind", "stage")
CHECKS = {
    "part_named": "(kind IN ('year', 'midyear')) = (part = '')",
    "campaign_named": "(kind = 'campaign') = (trim(part_name) <> '')",
    "campaign_begins": "(kind = 'campaign') = (begins IS NOT NULL)",
    "campaign_ends": "(kind = 'campaign') = (ends IS NOT NULL)",
    "days_follow": "begins <= ends",
}


def _one_of(column: str, codes: tuple[str, ...]) -> str:
    listed = ", ".join(f"'{one}'" for one in codes)
    return f"{column} IN ({listed})"


def _added() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("part", sa.String(length=64), nullable=False),
        sa.Column("part_name", sa.String(length=300), nullable=False),
        sa.Column("begins", sa.Date(), nullable=True),
        sa.Column("ends", sa.Date(), nullable=True),
    )


def _copied(
    kinds: tuple[str, ...], unique: tuple[str, ...], *more: sa.schema.SchemaItem, into: str
) -> None:
    """Bảng chép sang dạng khác: SQLite changes no constraint of a table that is there."""
    op.create_table(
        "block_year_new",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("block_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("stage", sa.String(length=32), nullable=False),
        *more,
        sa.CheckConstraint(_one_of("kind", kinds), name=op.f("ck_block_year_yearkind")),
        sa.CheckConstraint(_one_of("stage", STAGES), name=op.f("ck_block_year_stage")),
        sa.CheckConstraint("year BETWEEN 1900 AND 9999", name=op.f("ck_block_year_year_known")),
        sa.ForeignKeyConstraint(
            ["block_id"], ["block.id"], name=op.f("fk_block_year_block_id_block")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_block_year")),
        sa.UniqueConstraint(*unique, name=op.f(f"uq_block_year_{'_'.join(unique)}")),
    )
    op.execute(f"INSERT INTO block_year_new {into}")
    op.drop_table(TABLE)
    op.rename_table("block_year_new", TABLE)


def upgrade() -> None:
    """Nâng lên: what is there stays what it was, whole years and their middles."""
    old, new = ("block_id", "year", "kind"), ("block_id", "year", "kind", "part")
    kept = ", ".join(KEPT)
    if op.get_bind().dialect.name == "sqlite":
        checks = [
            sa.CheckConstraint(said, name=op.f(f"ck_block_year_{name}"))
            for name, said in CHECKS.items()
        ]
        into = f"({kept}, part, part_name) SELECT {kept}, '', '' FROM {TABLE}"
        _copied(KINDS, new, *_added(), *checks, into=into)
        return
    for column in _added():
        default = None if column.nullable else ""
        op.add_column(TABLE, sa.Column(column.name, column.type, server_default=default))
        if not column.nullable:
            op.alter_column(TABLE, column.name, nullable=False, server_default=None)
    op.drop_constraint(f"uq_block_year_{'_'.join(old)}", TABLE)
    op.create_unique_constraint(op.f(f"uq_block_year_{'_'.join(new)}"), TABLE, list(new))
    op.drop_constraint("ck_block_year_yearkind", TABLE)
    op.create_check_constraint(op.f("ck_block_year_yearkind"), TABLE, _one_of("kind", KINDS))
    for name, said in CHECKS.items():
        op.create_check_constraint(op.f(f"ck_block_year_{name}"), TABLE, said)


def downgrade() -> None:
    """Hạ xuống: refused by the database itself where a month, quarter or đợt is there."""
    old, new = ("block_id", "year", "kind"), ("block_id", "year", "kind", "part")
    kept = ", ".join(KEPT)
    if op.get_bind().dialect.name == "sqlite":
        _copied(OLD_KINDS, old, into=f"({kept}) SELECT {kept} FROM {TABLE}")
        return
    for name in CHECKS:
        op.drop_constraint(f"ck_block_year_{name}", TABLE)
    op.drop_constraint("ck_block_year_yearkind", TABLE)
    op.create_check_constraint(op.f("ck_block_year_yearkind"), TABLE, _one_of("kind", OLD_KINDS))
    op.drop_constraint(f"uq_block_year_{'_'.join(new)}", TABLE)
    for column in _added():
        op.drop_column(TABLE, column.name)
    op.create_unique_constraint(op.f(f"uq_block_year_{'_'.join(old)}"), TABLE, list(old))
