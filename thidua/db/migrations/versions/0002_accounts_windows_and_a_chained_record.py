"""Di trú: accounts, windows of the stages, and a record in which each entry seals the last."""

import hashlib
import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

START = "0" * 64

ROLES = (
    "administrator",
    "standing_office",
    "head",
    "secretary",
    "unit_officer",
    "reviewer",
    "council_member",
    "leader",
    "auditor",
    "kiosk",
)
STAGES = (
    "prepare",
    "sign",
    "self_score",
    "cross_score",
    "verify",
    "appraise",
    "locked",
    "published",
)

NO_CHANGE = "Nhật ký chỉ được ghi thêm, không được sửa."
NO_REMOVAL = "Nhật ký chỉ được ghi thêm, không được xóa."

# SQLite drops them with the table it copies; they come back when the entries are sealed.
SQLITE_GUARDS = (
    f"""CREATE TRIGGER audit_entry_no_change BEFORE UPDATE ON audit_entry
        BEGIN SELECT RAISE(ABORT, '{NO_CHANGE}'); END""",
    f"""CREATE TRIGGER audit_entry_no_removal BEFORE DELETE ON audit_entry
        BEGIN SELECT RAISE(ABORT, '{NO_REMOVAL}'); END""",
    # INSERT OR REPLACE removes the old row without asking the trigger above.
    f"""CREATE TRIGGER audit_entry_no_replacement BEFORE INSERT ON audit_entry
        WHEN EXISTS (
            SELECT 1 FROM audit_entry WHERE id = NEW.id OR position = NEW.position
        )
        BEGIN SELECT RAISE(ABORT, '{NO_CHANGE}'); END""",
)
OLD_REPLACEMENT_GUARD = f"""CREATE TRIGGER audit_entry_no_replacement BEFORE INSERT ON audit_entry
        WHEN EXISTS (SELECT 1 FROM audit_entry WHERE id = NEW.id)
        BEGIN SELECT RAISE(ABORT, '{NO_CHANGE}'); END"""

TABLES = ("sign_in", "role_grant", "extension", "stage_change", "stage_window", "account")


def upgrade() -> None:
    """Nâng cấp: the tables, then the record sealed from its first entry on."""
    _create_accounts()
    _create_stages()
    with op.batch_alter_table("score_line") as table:
        table.add_column(sa.Column("confirmed_at", sa.DateTime(), nullable=True))
    with op.batch_alter_table("score_sheet") as table:
        for column in (
            sa.Column("submitted_by", sa.String(300), nullable=False, server_default=""),
            sa.Column("submitted_at", sa.DateTime(), nullable=True),
            sa.Column("returned_reason", sa.Text(), nullable=False, server_default=""),
        ):
            table.add_column(column)
    with op.batch_alter_table("score_sheet") as table:
        table.alter_column("submitted_by", server_default=None)
        table.alter_column("returned_reason", server_default=None)
    _seal_record()


def _codes(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def _key(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}")
    )


def _create_accounts() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("login", sa.String(64), nullable=False),
        sa.Column("full_name", sa.String(300), nullable=False),
        sa.Column("password_hash", sa.String(300), nullable=False),
        sa.Column("must_change", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("locked_until", sa.DateTime(), nullable=True),
        sa.Column("subject", sa.String(300), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.String(300), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("login", name=op.f("uq_account_login")),
        sa.UniqueConstraint("subject", name=op.f("uq_account_subject")),
    )
    op.create_table(
        "role_grant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("role", _codes("role", ROLES), nullable=False),
        sa.Column("block_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("granted_at", sa.DateTime(), nullable=False),
        sa.Column("granted_by", sa.String(300), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("ended_by", sa.String(300), nullable=False),
        _key("role_grant", "account_id", "account"),
        _key("role_grant", "block_id", "block"),
        _key("role_grant", "unit_id", "unit"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_grant")),
    )
    for column in ("account_id", "block_id", "unit_id"):
        op.create_index(op.f(f"ix_role_grant_{column}"), "role_grant", [column])
    op.create_table(
        "sign_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("address", sa.String(64), nullable=False),
        _key("sign_in", "account_id", "account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sign_in_token_hash")),
    )
    op.create_index(op.f("ix_sign_in_account_id"), "sign_in", ["account_id"])


def _create_stages() -> None:
    op.create_table(
        "stage_window",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("block_year_id", sa.Integer(), nullable=False),
        sa.Column("stage", _codes("stage", STAGES), nullable=False),
        sa.Column("opens_at", sa.DateTime(), nullable=True),
        sa.Column("soft_deadline", sa.DateTime(), nullable=True),
        sa.Column("hard_deadline", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        _key("stage_window", "block_year_id", "block_year"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stage_window")),
        sa.UniqueConstraint(
            "block_year_id", "stage", name=op.f("uq_stage_window_block_year_id_stage")
        ),
    )
    op.create_table(
        "extension",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("block_year_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("stage", _codes("stage", STAGES), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("granted_by", sa.String(300), nullable=False),
        sa.Column("granted_at", sa.DateTime(), nullable=False),
        _key("extension", "block_year_id", "block_year"),
        _key("extension", "unit_id", "unit"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_extension")),
    )
    op.create_index(op.f("ix_extension_block_year_id"), "extension", ["block_year_id"])
    op.create_index(op.f("ix_extension_unit_id"), "extension", ["unit_id"])
    op.create_table(
        "stage_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("block_year_id", sa.Integer(), nullable=False),
        sa.Column("old_stage", _codes("old_stage", STAGES), nullable=False),
        sa.Column("new_stage", _codes("new_stage", STAGES), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.String(300), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("done_by", sa.String(300), nullable=True),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        _key("stage_change", "block_year_id", "block_year"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stage_change")),
    )
    op.create_index(op.f("ix_stage_change_block_year_id"), "stage_change", ["block_year_id"])


def _seal_record() -> None:
    connection = op.get_bind()
    on_sqlite = connection.dialect.name == "sqlite"
    if not on_sqlite:
        op.execute("ALTER TABLE audit_entry DISABLE TRIGGER USER")
    with op.batch_alter_table("audit_entry") as table:
        table.add_column(sa.Column("position", sa.Integer(), nullable=True))
    if on_sqlite:
        for guard in ("no_change", "no_removal", "no_replacement"):
            op.execute(f"DROP TRIGGER IF EXISTS audit_entry_{guard}")
    position, previous = _seal_entries(connection)
    with op.batch_alter_table("audit_entry") as table:
        table.alter_column("position", existing_type=sa.Integer(), nullable=False)
        table.create_unique_constraint(op.f("uq_audit_entry_position"), ["position"])
    if on_sqlite:
        for guard in SQLITE_GUARDS:
            op.execute(guard)
    else:
        op.execute("ALTER TABLE audit_entry ENABLE TRIGGER USER")
    head = op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )
    op.bulk_insert(head, [{"id": 1, "position": position, "hash": previous}])


def _seal_entries(connection: sa.Connection) -> tuple[int, str]:
    """Niêm các mục đã có: numbered and chained in the order they were written."""
    names = (
        "id", "at", "actor", "on_behalf_of", "action", "block_code", "year", "unit_code",
        "criterion_code", "old", "new", "reason",
    )  # fmt: skip
    entry = sa.table(
        "audit_entry",
        sa.column("at", sa.DateTime()),
        *(
            sa.column(name)
            for name in (*names, "position", "previous_hash", "hash")
            if name != "at"
        ),
    )
    position, previous = 0, START
    sealed: list[dict[str, Any]] = []
    for key, at, *rest in connection.execute(
        sa.select(*(entry.c[name] for name in names)).order_by(entry.c.id)
    ).all():
        position += 1
        content = [position, at.strftime("%Y-%m-%dT%H:%M:%S.%fZ"), *rest]
        body = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        content_digest = hashlib.sha256(body.encode()).hexdigest()
        own = hashlib.sha256(f"{previous}\n{content_digest}".encode()).hexdigest()
        sealed.append({"key": key, "place": position, "before": previous, "own": own})
        previous = own
    if sealed:
        connection.execute(
            sa.update(entry)
            .where(entry.c.id == sa.bindparam("key"))
            .values(
                position=sa.bindparam("place"),
                previous_hash=sa.bindparam("before"),
                hash=sa.bindparam("own"),
            ),
            sealed,
        )
    return position, previous


def downgrade() -> None:
    """Hạ cấp: the record stays as it is, without its numbers."""
    op.drop_table("audit_head")
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    if on_sqlite:
        for guard in ("no_change", "no_removal", "no_replacement"):
            op.execute(f"DROP TRIGGER IF EXISTS audit_entry_{guard}")
    with op.batch_alter_table("audit_entry") as table:
        table.drop_constraint(op.f("uq_audit_entry_position"), type_="unique")
        table.drop_column("position")
    if on_sqlite:
        for guard in (*SQLITE_GUARDS[:2], OLD_REPLACEMENT_GUARD):
            op.execute(guard)
    with op.batch_alter_table("score_sheet") as table:
        for column in ("returned_reason", "submitted_at", "submitted_by"):
            table.drop_column(column)
    with op.batch_alter_table("score_line") as table:
        table.drop_column("confirmed_at")
    for table_name in TABLES:
        op.drop_table(table_name)
