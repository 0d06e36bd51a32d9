"""Di trú: suppositions kept beside a criterion, packs taken in, two rules said in SQL too."""

import re

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

CHECKS = {
    "score_query": ("new_points_closed", "new_points IS NULL OR status = 'closed'"),
    "vote_roll": ("delegate_other", "delegate = '' OR delegate <> code"),
}


def _remade(table: str, change: str, *, adds: bool) -> None:
    """Bảng chép sang dạng khác: SQLite changes no constraint of a table that is there.

    Its own words are kept, and its indexes and triggers after it, so that nothing else is lost.
    """
    bind = op.get_bind()
    written: str = bind.scalar(
        sa.text("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = :name"),
        {"name": table},
    )
    around = bind.scalars(
        sa.text(
            "SELECT sql FROM sqlite_master WHERE type <> 'table' AND tbl_name = :name"
            " AND sql IS NOT NULL ORDER BY name"
        ),
        {"name": table},
    ).all()
    is_counted = "AUTOINCREMENT" in written.upper()
    last = _last_key(table) if is_counted else None
    head, body = written.split("(", 1)
    if adds:
        body = body.rstrip()[:-1].rstrip() + f",\n\t{change}\n)"
    else:
        body = body.replace(f",\n\t{change}", "")
    new = re.sub(rf'"?\b{table}\b"?', f"{table}_new", head, count=1)
    op.execute(sa.text(f"{new}({body}".replace(":", r"\:")))
    columns = ", ".join(f'"{one["name"]}"' for one in sa.inspect(bind).get_columns(table))
    op.execute(f"INSERT INTO {table}_new ({columns}) SELECT {columns} FROM {table}")
    op.drop_table(table)
    op.rename_table(f"{table}_new", table)
    if last is not None:
        op.execute(f"DELETE FROM sqlite_sequence WHERE name = '{table}'")
        op.execute(f"INSERT INTO sqlite_sequence (name, seq) VALUES ('{table}', {last})")
    for one in around:
        op.execute(sa.text(one.replace(":", r"\:")))


def _last_key(table: str) -> int | None:
    """Khóa cuối cùng đã dùng, which is never given to another row."""
    found: int | None = op.get_bind().scalar(
        sa.text("SELECT seq FROM sqlite_sequence WHERE name = :name"), {"name": table}
    )
    return found


def _checks(*, adds: bool) -> None:
    for table, (name, said) in CHECKS.items():
        called = f"ck_{table}_{name}"
        if op.get_bind().dialect.name == "sqlite":
            _remade(table, f"CONSTRAINT {called} CHECK ({said})", adds=adds)
        elif adds:
            op.create_check_constraint(op.f(called), table, said)
        else:
            op.drop_constraint(called, table)


def upgrade() -> None:
    """Nâng lên."""
    op.create_table(
        "supposition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("block_year_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("criterion_code", sa.String(length=64), nullable=False),
        sa.Column("hypotheses", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.Column("kept_by", sa.String(length=300), nullable=False),
        sa.Column("kept_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "trim(criterion_code) <> ''", name=op.f("ck_supposition_criterion_code_filled")
        ),
        sa.CheckConstraint("trim(words) <> ''", name=op.f("ck_supposition_words_filled")),
        sa.CheckConstraint("trim(hypotheses) <> ''", name=op.f("ck_supposition_hypotheses_filled")),
        sa.CheckConstraint("trim(kept_by) <> ''", name=op.f("ck_supposition_kept_by_filled")),
        sa.CheckConstraint("position >= 1", name=op.f("ck_supposition_position_least")),
        sa.CheckConstraint("length(seal) = 64", name=op.f("ck_supposition_seal_length")),
        sa.ForeignKeyConstraint(
            ["block_year_id"],
            ["block_year.id"],
            name=op.f("fk_supposition_block_year_id_block_year"),
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_supposition_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supposition")),
    )
    op.create_index(op.f("ix_supposition_block_year_id"), "supposition", ["block_year_id"])
    op.create_index(op.f("ix_supposition_unit_id"), "supposition", ["unit_id"])
    op.create_table(
        "taken_handover",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("block_id", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("matters", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.Column("taken_by", sa.String(length=300), nullable=False),
        sa.Column("taken_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "length(fingerprint) = 64", name=op.f("ck_taken_handover_fingerprint_length")
        ),
        sa.CheckConstraint("length(seal) = 64", name=op.f("ck_taken_handover_seal_length")),
        sa.CheckConstraint("trim(matters) <> ''", name=op.f("ck_taken_handover_matters_filled")),
        sa.CheckConstraint("trim(taken_by) <> ''", name=op.f("ck_taken_handover_taken_by_filled")),
        sa.CheckConstraint("position >= 0", name=op.f("ck_taken_handover_position_least")),
        sa.ForeignKeyConstraint(
            ["block_id"], ["block.id"], name=op.f("fk_taken_handover_block_id_block")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_taken_handover")),
        sa.UniqueConstraint("fingerprint", name=op.f("uq_taken_handover_fingerprint")),
    )
    op.create_index(op.f("ix_taken_handover_block_id"), "taken_handover", ["block_id"])
    _checks(adds=True)


def downgrade() -> None:
    """Hạ cấp: back to what was before."""
    _checks(adds=False)
    op.drop_table("taken_handover")
    op.drop_table("supposition")
