"""Di trú: the first tables, and a record that can only grow."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

EXACT = sa.Numeric().with_variant(sa.String(48), "sqlite")

TABLES = (
    "block",
    "unit",
    "membership",
    "block_year",
    "covenant",
    "covenant_setting",
    "covenant_row",
    "covenant_ranking",
    "consideration",
    "score_sheet",
    "score_line",
    "audit_entry",
)

NO_CHANGE = "Nhật ký chỉ được ghi thêm, không được sửa."
NO_REMOVAL = "Nhật ký chỉ được ghi thêm, không được xóa."

SQLITE_GUARDS = (
    f"""CREATE TRIGGER audit_entry_no_change BEFORE UPDATE ON audit_entry
        BEGIN SELECT RAISE(ABORT, '{NO_CHANGE}'); END""",
    f"""CREATE TRIGGER audit_entry_no_removal BEFORE DELETE ON audit_entry
        BEGIN SELECT RAISE(ABORT, '{NO_REMOVAL}'); END""",
    # INSERT OR REPLACE removes the old row without asking the trigger above.
    f"""CREATE TRIGGER audit_entry_no_replacement BEFORE INSERT ON audit_entry
        WHEN EXISTS (SELECT 1 FROM audit_entry WHERE id = NEW.id)
        BEGIN SELECT RAISE(ABORT, '{NO_CHANGE}'); END""",
)

POSTGRESQL_GUARDS = (
    f"""CREATE FUNCTION audit_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'UPDATE' THEN RAISE EXCEPTION '{NO_CHANGE}'; END IF;
            RAISE EXCEPTION '{NO_REMOVAL}';
        END $$""",
    """CREATE TRIGGER audit_entry_no_change BEFORE UPDATE OR DELETE ON audit_entry
        FOR EACH ROW EXECUTE FUNCTION audit_entry_refuse()""",
    """CREATE TRIGGER audit_entry_no_truncation BEFORE TRUNCATE ON audit_entry
        FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_refuse()""",
)


def upgrade() -> None:
    """Nâng cấp: from an empty database."""
    _create_blocks()
    _create_covenants()
    _create_scores()
    _create_record()


def downgrade() -> None:
    """Hạ cấp: to an empty database."""
    for name in reversed(TABLES):
        op.drop_table(name)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION audit_entry_refuse()")


def _codes(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def _create_blocks() -> None:
    op.create_table(
        "block",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(64), nullable=False),
        sa.Column("name", sa.String(300), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_block")),
        sa.UniqueConstraint("code", name=op.f("uq_block_code")),
    )
    op.create_table(
        "unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(64), nullable=False),
        sa.Column("name", sa.String(300), nullable=False),
        sa.Column("short_name", sa.String(300), nullable=False),
        sa.Column("kind", sa.String(300), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
        sa.UniqueConstraint("code", name=op.f("uq_unit_code")),
    )
    op.create_table(
        "membership",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("block_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
        sa.ForeignKeyConstraint(
            ["block_id"], ["block.id"], name=op.f("fk_membership_block_id_block")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_membership_unit_id_unit")),
        sa.UniqueConstraint(
            "block_id", "unit_id", "year", name=op.f("uq_membership_block_id_unit_id_year")
        ),
    )
    op.create_index(op.f("ix_membership_unit_id"), "membership", ["unit_id"])
    stages = (
        "prepare",
        "sign",
        "self_score",
        "cross_score",
        "verify",
        "appraise",
        "locked",
        "published",
    )
    op.create_table(
        "block_year",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("block_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("kind", _codes("yearkind", "year", "midyear"), nullable=False),
        sa.Column("stage", _codes("stage", *stages), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_block_year")),
        sa.ForeignKeyConstraint(
            ["block_id"], ["block.id"], name=op.f("fk_block_year_block_id_block")
        ),
        sa.UniqueConstraint(
            "block_id", "year", "kind", name=op.f("uq_block_year_block_id_year_kind")
        ),
    )


def _create_covenants() -> None:
    op.create_table(
        "covenant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("block_year_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(300), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.String(300), nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_covenant")),
        sa.ForeignKeyConstraint(
            ["block_year_id"],
            ["block_year.id"],
            name=op.f("fk_covenant_block_year_id_block_year"),
        ),
        sa.UniqueConstraint(
            "block_year_id", "version", name=op.f("uq_covenant_block_year_id_version")
        ),
    )
    _create_covenant_part(
        "covenant_setting",
        sa.Column("name", sa.String(300), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
    )
    _create_covenant_part(
        "covenant_row",
        sa.Column("code", sa.String(64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("max_points", EXACT, nullable=True),
        sa.Column("method", sa.String(300), nullable=False),
        sa.Column("parameters", sa.Text(), nullable=False),
        sa.Column("sign", sa.String(300), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("gate", sa.Text(), nullable=False),
        sa.Column("clause", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
    )
    _create_covenant_part(
        "covenant_ranking",
        sa.Column("kind", sa.String(300), nullable=False),
        sa.Column("place", sa.String(300), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
    )


def _create_covenant_part(name: str, *columns: sa.Column[object]) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("covenant_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        sa.ForeignKeyConstraint(
            ["covenant_id"], ["covenant.id"], name=op.f(f"fk_{name}_covenant_id_covenant")
        ),
        sa.UniqueConstraint(
            "covenant_id", "position", name=op.f(f"uq_{name}_covenant_id_position")
        ),
    )


def _create_scores() -> None:
    considered = _codes("considerationstate", "considered", "excluded", "deferred")
    op.create_table(
        "consideration",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("block_year_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("state", considered, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("set_by", sa.String(300), nullable=False),
        sa.Column("set_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consideration")),
        *_keys_of_unit_in_year("consideration"),
        sa.UniqueConstraint(
            "block_year_id", "unit_id", name=op.f("uq_consideration_block_year_id_unit_id")
        ),
    )
    op.create_index(op.f("ix_consideration_unit_id"), "consideration", ["unit_id"])
    op.create_table(
        "score_sheet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("block_year_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("hand", _codes("hand", "self", "cross", "verified"), nullable=False),
        sa.Column("reviewer", sa.String(64), nullable=False),
        sa.Column(
            "status", _codes("sheetstatus", "draft", "submitted", "verified"), nullable=False
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("verified_by", sa.String(300), nullable=False),
        sa.Column("verified_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_score_sheet")),
        *_keys_of_unit_in_year("score_sheet"),
        sa.UniqueConstraint(
            "block_year_id",
            "unit_id",
            "hand",
            "reviewer",
            name=op.f("uq_score_sheet_block_year_id_unit_id_hand_reviewer"),
        ),
    )
    op.create_index(op.f("ix_score_sheet_unit_id"), "score_sheet", ["unit_id"])
    states = _codes("linestate", "scored", "not_assigned", "left_blank", "cleared")
    op.create_table(
        "score_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("criterion_code", sa.String(64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("state", states, nullable=False),
        sa.Column("target", EXACT, nullable=True),
        sa.Column("actual", EXACT, nullable=True),
        sa.Column("points", EXACT, nullable=True),
        sa.Column("choice", sa.String(300), nullable=True),
        sa.Column("events", sa.Text(), nullable=False),
        sa.Column("explanation", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("covenant_version", sa.Integer(), nullable=False),
        sa.Column("entered_by", sa.String(300), nullable=False),
        sa.Column("on_behalf_of", sa.String(300), nullable=False),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("confirmed_by", sa.String(300), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_score_line")),
        sa.ForeignKeyConstraint(
            ["sheet_id"], ["score_sheet.id"], name=op.f("fk_score_line_sheet_id_score_sheet")
        ),
        sa.UniqueConstraint(
            "sheet_id",
            "criterion_code",
            "version",
            name=op.f("uq_score_line_sheet_id_criterion_code_version"),
        ),
    )
    op.create_index(
        "uq_score_line_live",
        "score_line",
        ["sheet_id", "criterion_code"],
        unique=True,
        sqlite_where=sa.text("live = 1"),
        postgresql_where=sa.text("live"),
    )


def _keys_of_unit_in_year(table: str) -> tuple[sa.ForeignKeyConstraint, sa.ForeignKeyConstraint]:
    return (
        sa.ForeignKeyConstraint(
            ["block_year_id"],
            ["block_year.id"],
            name=op.f(f"fk_{table}_block_year_id_block_year"),
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f(f"fk_{table}_unit_id_unit")),
    )


def _create_record() -> None:
    op.create_table(
        "audit_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("actor", sa.String(300), nullable=False),
        sa.Column("on_behalf_of", sa.String(300), nullable=False),
        sa.Column("action", sa.String(64), nullable=False),
        sa.Column("block_code", sa.String(64), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("unit_code", sa.String(64), nullable=False),
        sa.Column("criterion_code", sa.String(64), nullable=False),
        sa.Column("old", sa.Text(), nullable=False),
        sa.Column("new", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("previous_hash", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
    )
    op.create_index(
        "ix_audit_entry_place", "audit_entry", ["block_code", "year", "unit_code", "criterion_code"]
    )
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for guard in SQLITE_GUARDS if on_sqlite else POSTGRESQL_GUARDS:
        op.execute(guard)
