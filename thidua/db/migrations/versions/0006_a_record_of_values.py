"""Di trú: every table, with a record that keeps values; the form everything begins from."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = None
branch_labels = None
depends_on = None

NO_CHANGE = "Nhật ký chỉ được ghi thêm, không được sửa."
NO_REMOVAL = "Nhật ký chỉ được ghi thêm, không được xóa."

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

TABLES = (
    "given_award",
    "achievement_use",
    "vote_roll",
    "vote_option",
    "sealed_ballot",
    "score_line",
    "return_note",
    "query_message",
    "proposal",
    "paper_count",
    "evidence_use",
    "covenant_setting",
    "covenant_row",
    "covenant_ranking",
    "ballot_slip",
    "vote",
    "stage_window",
    "stage_change",
    "score_sheet",
    "score_query",
    "review_plan",
    "review_assignment",
    "reminder",
    "recusal",
    "quota_setting",
    "extension",
    "evidence",
    "covenant",
    "consideration",
    "sign_in",
    "role_grant",
    "person",
    "office_holder",
    "membership",
    "block_year",
    "unit",
    "stated_fact",
    "personal_value",
    "law_text",
    "block",
    "audit_head",
    "audit_entry",
    "account",
)
"""Các bảng, each before those it points to."""

START = "0" * 64


def upgrade() -> None:
    """Nâng cấp: from an empty database."""
    _create_account()
    _create_audit_entry()
    _create_audit_head()
    _create_block()
    _create_law_text()
    _create_personal_value()
    _create_stated_fact()
    _create_unit()
    _create_block_year()
    _create_membership()
    _create_office_holder()
    _create_person()
    _create_role_grant()
    _create_sign_in()
    _create_consideration()
    _create_covenant()
    _create_evidence()
    _create_extension()
    _create_quota_setting()
    _create_recusal()
    _create_reminder()
    _create_review_assignment()
    _create_review_plan()
    _create_score_query()
    _create_score_sheet()
    _create_stage_change()
    _create_stage_window()
    _create_vote()
    _create_ballot_slip()
    _create_covenant_ranking()
    _create_covenant_row()
    _create_covenant_setting()
    _create_evidence_use()
    _create_paper_count()
    _create_proposal()
    _create_query_message()
    _create_return_note()
    _create_score_line()
    _create_sealed_ballot()
    _create_vote_option()
    _create_vote_roll()
    _create_achievement_use()
    _create_given_award()
    op.execute(f"INSERT INTO audit_head (id, position, hash) VALUES (1, 0, '{START}')")
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for guard in SQLITE_GUARDS if on_sqlite else POSTGRESQL_GUARDS:
        op.execute(guard)


def downgrade() -> None:
    """Hạ cấp: to nothing."""
    for table in TABLES:
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION audit_entry_refuse()")


def _create_account() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("login", sa.String(length=64), nullable=False),
        sa.Column("full_name", sa.String(length=300), nullable=False),
        sa.Column("password_hash", sa.String(length=300), nullable=False),
        sa.Column("must_change", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("locked_until", sa.DateTime(), nullable=True),
        sa.Column("subject", sa.String(length=300), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.String(length=300), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("login", name=op.f("uq_account_login")),
        sa.UniqueConstraint("subject", name=op.f("uq_account_subject")),
    )


def _create_audit_entry() -> None:
    op.create_table(
        "audit_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("on_behalf_of", sa.String(length=64), nullable=False),
        sa.Column("action", sa.String(length=64), nullable=False),
        sa.Column("block_code", sa.String(length=64), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("unit_code", sa.String(length=64), nullable=False),
        sa.Column("criterion_code", sa.String(length=64), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
        sa.UniqueConstraint("position", name=op.f("uq_audit_entry_position")),
    )
    op.create_index(
        "ix_audit_entry_place",
        "audit_entry",
        ["block_code", "year", "unit_code", "criterion_code"],
        unique=False,
    )


def _create_audit_head() -> None:
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )


def _create_block() -> None:
    op.create_table(
        "block",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_block")),
        sa.UniqueConstraint("code", name=op.f("uq_block_code")),
    )


def _create_law_text() -> None:
    op.create_table(
        "law_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("set_by", sa.String(length=300), nullable=False),
        sa.Column("set_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_law_text")),
        sa.UniqueConstraint("name", "version", name=op.f("uq_law_text_name_version")),
    )
    op.create_index(
        "uq_law_text_live",
        "law_text",
        ["name"],
        unique=True,
        sqlite_where=sa.text("live = 1"),
        postgresql_where=sa.text("live"),
    )


def _create_personal_value() -> None:
    op.create_table(
        "personal_value",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("lookup", sa.String(length=64), nullable=True),
        sa.Column("salt", sa.String(length=64), nullable=True),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("erased_at", sa.DateTime(), nullable=True),
        sa.Column("erased_by", sa.String(length=300), nullable=False),
        sa.Column("erased_for", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_personal_value")),
        sa.UniqueConstraint("lookup", name=op.f("uq_personal_value_lookup")),
        sa.UniqueConstraint("token", name=op.f("uq_personal_value_token")),
    )


def _create_stated_fact() -> None:
    op.create_table(
        "stated_fact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "recipient",
            sa.Enum(
                "collective",
                "individual",
                name="recipient",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("stated_by", sa.String(length=300), nullable=False),
        sa.Column("stated_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stated_fact")),
    )
    op.create_index(op.f("ix_stated_fact_subject"), "stated_fact", ["subject"], unique=False)
    op.create_index(
        "uq_stated_fact_live",
        "stated_fact",
        ["recipient", "subject", "code", "year"],
        unique=True,
        sqlite_where=sa.text("live = 1 AND year IS NOT NULL"),
        postgresql_where=sa.text("live AND year IS NOT NULL"),
    )
    op.create_index(
        "uq_stated_fact_live_standing",
        "stated_fact",
        ["recipient", "subject", "code"],
        unique=True,
        sqlite_where=sa.text("live = 1 AND year IS NULL"),
        postgresql_where=sa.text("live AND year IS NULL"),
    )


def _create_unit() -> None:
    op.create_table(
        "unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("short_name", sa.String(length=300), nullable=False),
        sa.Column("kind", sa.String(length=300), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
        sa.UniqueConstraint("code", name=op.f("uq_unit_code")),
    )


def _create_block_year() -> None:
    op.create_table(
        "block_year",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("block_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "year",
                "midyear",
                name="yearkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "stage",
            sa.Enum(
                "prepare",
                "sign",
                "self_score",
                "cross_score",
                "verify",
                "appraise",
                "locked",
                "published",
                name="stage",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["block_id"], ["block.id"], name=op.f("fk_block_year_block_id_block")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_block_year")),
        sa.UniqueConstraint(
            "block_id", "year", "kind", name=op.f("uq_block_year_block_id_year_kind")
        ),
    )


def _create_membership() -> None:
    op.create_table(
        "membership",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("block_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["block_id"], ["block.id"], name=op.f("fk_membership_block_id_block")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_membership_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
        sa.UniqueConstraint(
            "block_id", "unit_id", "year", name=op.f("uq_membership_block_id_unit_id_year")
        ),
    )
    op.create_index(op.f("ix_membership_unit_id"), "membership", ["unit_id"], unique=False)


def _create_office_holder() -> None:
    op.create_table(
        "office_holder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("block_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column(
            "office",
            sa.Enum(
                "head",
                "deputy",
                name="office",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("set_by", sa.String(length=300), nullable=False),
        sa.Column("set_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["block_id"], ["block.id"], name=op.f("fk_office_holder_block_id_block")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit.id"], name=op.f("fk_office_holder_unit_id_unit")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_holder")),
        sa.UniqueConstraint(
            "block_id",
            "year",
            "office",
            "unit_id",
            name=op.f("uq_office_holder_block_id_year_office_unit_id"),
        ),
    )
    op.create_index(op.f("ix_office_holder_unit_id"), "office_holder", ["unit_id"], unique=False)


def _create_person() -> None:
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("full_name", sa.String(length=300), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.String(length=300), nullable=False),
        sa.Column("is_leader", sa.Boolean(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("set_by", sa.String(length=300), nullable=False),
        sa.Column("set_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_person_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("code", name=op.f("uq_person_code")),
    )
    op.create_index(op.f("ix_person_unit_id"), "person", ["unit_id"], unique=False)


def _create_role_grant() -> None:
    op.create_table(
        "role_grant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
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
                name="role",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("block_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("granted_at", sa.DateTime(), nullable=False),
        sa.Column("granted_by", sa.String(length=300), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("ended_by", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_role_grant_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["block_id"], ["block.id"], name=op.f("fk_role_grant_block_id_block")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_role_grant_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_grant")),
    )
    op.create_index(op.f("ix_role_grant_account_id"), "role_grant", ["account_id"], unique=False)
    op.create_index(op.f("ix_role_grant_block_id"), "role_grant", ["block_id"], unique=False)
    op.create_index(op.f("ix_role_grant_unit_id"), "role_grant", ["unit_id"], unique=False)


def _create_sign_in() -> None:
    op.create_table(
        "sign_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_sign_in_account_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sign_in_token_hash")),
    )
    op.create_index(op.f("ix_sign_in_account_id"), "sign_in", ["account_id"], unique=False)


def _create_consideration() -> None:
    op.create_table(
        "consideration",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("block_year_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "considered",
                "excluded",
                "deferred",
                name="considerationstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("set_by", sa.String(length=300), nullable=False),
        sa.Column("set_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["block_year_id"],
            ["block_year.id"],
            name=op.f("fk_consideration_block_year_id_block_year"),
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit.id"], name=op.f("fk_consideration_unit_id_unit")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consideration")),
        sa.UniqueConstraint(
            "block_year_id", "unit_id", name=op.f("uq_consideration_block_year_id_unit_id")
        ),
    )
    op.create_index(op.f("ix_consideration_unit_id"), "consideration", ["unit_id"], unique=False)


def _create_covenant() -> None:
    op.create_table(
        "covenant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("block_year_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.String(length=300), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["block_year_id"], ["block_year.id"], name=op.f("fk_covenant_block_year_id_block_year")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_covenant")),
        sa.UniqueConstraint(
            "block_year_id", "version", name=op.f("uq_covenant_block_year_id_version")
        ),
    )


def _create_evidence() -> None:
    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("block_year_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "file",
                "link",
                name="evidencekind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("stored_name", sa.String(length=64), nullable=False),
        sa.Column("file_name", sa.String(length=300), nullable=False),
        sa.Column("media_type", sa.String(length=300), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("added_by", sa.String(length=300), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("ended_by", sa.String(length=300), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["block_year_id"], ["block_year.id"], name=op.f("fk_evidence_block_year_id_block_year")
        ),
        sa.ForeignKeyConstraint(
            ["replaces_id"], ["evidence.id"], name=op.f("fk_evidence_replaces_id_evidence")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_evidence_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
        sa.UniqueConstraint("token", name=op.f("uq_evidence_token")),
    )
    op.create_index(op.f("ix_evidence_block_year_id"), "evidence", ["block_year_id"], unique=False)
    op.create_index(op.f("ix_evidence_replaces_id"), "evidence", ["replaces_id"], unique=False)
    op.create_index(op.f("ix_evidence_sha256"), "evidence", ["sha256"], unique=False)
    op.create_index(op.f("ix_evidence_unit_id"), "evidence", ["unit_id"], unique=False)


def _create_extension() -> None:
    op.create_table(
        "extension",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("block_year_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column(
            "stage",
            sa.Enum(
                "prepare",
                "sign",
                "self_score",
                "cross_score",
                "verify",
                "appraise",
                "locked",
                "published",
                name="stage",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("granted_by", sa.String(length=300), nullable=False),
        sa.Column("granted_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["block_year_id"], ["block_year.id"], name=op.f("fk_extension_block_year_id_block_year")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_extension_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_extension")),
    )
    op.create_index(
        op.f("ix_extension_block_year_id"), "extension", ["block_year_id"], unique=False
    )
    op.create_index(op.f("ix_extension_unit_id"), "extension", ["unit_id"], unique=False)


def _create_quota_setting() -> None:
    op.create_table(
        "quota_setting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("block_year_id", sa.Integer(), nullable=False),
        sa.Column("programme", sa.String(length=64), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("most", sa.Integer(), nullable=True),
        sa.Column("reading", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("set_by", sa.String(length=300), nullable=False),
        sa.Column("set_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["block_year_id"],
            ["block_year.id"],
            name=op.f("fk_quota_setting_block_year_id_block_year"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quota_setting")),
        sa.UniqueConstraint(
            "block_year_id",
            "programme",
            "code",
            name=op.f("uq_quota_setting_block_year_id_programme_code"),
        ),
    )


def _create_recusal() -> None:
    op.create_table(
        "recusal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("block_year_id", sa.Integer(), nullable=False),
        sa.Column("reviewer", sa.String(length=64), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("declared_by", sa.String(length=300), nullable=False),
        sa.Column("declared_at", sa.DateTime(), nullable=False),
        sa.Column("ended_by", sa.String(length=300), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["block_year_id"], ["block_year.id"], name=op.f("fk_recusal_block_year_id_block_year")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_recusal_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recusal")),
    )
    op.create_index(op.f("ix_recusal_block_year_id"), "recusal", ["block_year_id"], unique=False)
    op.create_index(op.f("ix_recusal_unit_id"), "recusal", ["unit_id"], unique=False)


def _create_reminder() -> None:
    op.create_table(
        "reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("block_year_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("sent_to", sa.String(length=300), nullable=False),
        sa.Column("sent_by", sa.String(length=300), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["block_year_id"], ["block_year.id"], name=op.f("fk_reminder_block_year_id_block_year")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_reminder_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
    )
    op.create_index(op.f("ix_reminder_block_year_id"), "reminder", ["block_year_id"], unique=False)
    op.create_index(op.f("ix_reminder_unit_id"), "reminder", ["unit_id"], unique=False)


def _create_review_assignment() -> None:
    op.create_table(
        "review_assignment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("block_year_id", sa.Integer(), nullable=False),
        sa.Column("reviewer", sa.String(length=64), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("group_code", sa.String(length=64), nullable=False),
        sa.Column("absent_reason", sa.Text(), nullable=False),
        sa.Column("set_by", sa.String(length=300), nullable=False),
        sa.Column("set_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["block_year_id"],
            ["block_year.id"],
            name=op.f("fk_review_assignment_block_year_id_block_year"),
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit.id"], name=op.f("fk_review_assignment_unit_id_unit")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_assignment")),
        sa.UniqueConstraint(
            "block_year_id",
            "reviewer",
            "unit_id",
            "group_code",
            name=op.f("uq_review_assignment_block_year_id_reviewer_unit_id_group_code"),
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_review_assignment_unit_id"), "review_assignment", ["unit_id"], unique=False
    )


def _create_review_plan() -> None:
    op.create_table(
        "review_plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("block_year_id", sa.Integer(), nullable=False),
        sa.Column("hides_claim", sa.Boolean(), nullable=False),
        sa.Column("hides_others", sa.Boolean(), nullable=False),
        sa.Column("hides_names", sa.Boolean(), nullable=False),
        sa.Column("seed", sa.String(length=64), nullable=False),
        sa.Column("mask", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("set_by", sa.String(length=300), nullable=False),
        sa.Column("set_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["block_year_id"],
            ["block_year.id"],
            name=op.f("fk_review_plan_block_year_id_block_year"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_plan")),
        sa.UniqueConstraint("block_year_id", name=op.f("uq_review_plan_block_year_id")),
    )


def _create_score_query() -> None:
    op.create_table(
        "score_query",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("block_year_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("criterion_code", sa.String(length=64), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "explain",
                "petition",
                name="querykind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Enum(
                "open",
                "answered",
                "closed",
                name="querystatus",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("opened_by", sa.String(length=300), nullable=False),
        sa.Column("opened_at", sa.DateTime(), nullable=False),
        sa.Column(
            "old_points", sa.Numeric().with_variant(sa.String(length=48), "sqlite"), nullable=True
        ),
        sa.Column(
            "new_points", sa.Numeric().with_variant(sa.String(length=48), "sqlite"), nullable=True
        ),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("closed_by", sa.String(length=300), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["block_year_id"],
            ["block_year.id"],
            name=op.f("fk_score_query_block_year_id_block_year"),
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_score_query_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_score_query")),
    )
    op.create_index(
        op.f("ix_score_query_block_year_id"), "score_query", ["block_year_id"], unique=False
    )
    op.create_index(op.f("ix_score_query_unit_id"), "score_query", ["unit_id"], unique=False)


def _create_score_sheet() -> None:
    op.create_table(
        "score_sheet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("block_year_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column(
            "hand",
            sa.Enum(
                "self",
                "cross",
                "verified",
                name="hand",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("reviewer", sa.String(length=64), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "draft",
                "submitted",
                "verified",
                name="sheetstatus",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("verified_by", sa.String(length=300), nullable=False),
        sa.Column("verified_at", sa.DateTime(), nullable=True),
        sa.Column("submitted_by", sa.String(length=300), nullable=False),
        sa.Column("submitted_at", sa.DateTime(), nullable=True),
        sa.Column("returned_reason", sa.Text(), nullable=False),
        sa.Column("blindness", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["block_year_id"],
            ["block_year.id"],
            name=op.f("fk_score_sheet_block_year_id_block_year"),
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_score_sheet_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_score_sheet")),
        sa.UniqueConstraint(
            "block_year_id",
            "unit_id",
            "hand",
            "reviewer",
            name=op.f("uq_score_sheet_block_year_id_unit_id_hand_reviewer"),
        ),
    )
    op.create_index(op.f("ix_score_sheet_unit_id"), "score_sheet", ["unit_id"], unique=False)


def _create_stage_change() -> None:
    op.create_table(
        "stage_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("block_year_id", sa.Integer(), nullable=False),
        sa.Column(
            "old_stage",
            sa.Enum(
                "prepare",
                "sign",
                "self_score",
                "cross_score",
                "verify",
                "appraise",
                "locked",
                "published",
                name="old_stage",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "new_stage",
            sa.Enum(
                "prepare",
                "sign",
                "self_score",
                "cross_score",
                "verify",
                "appraise",
                "locked",
                "published",
                name="new_stage",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.String(length=300), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("done_by", sa.String(length=300), nullable=True),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["block_year_id"],
            ["block_year.id"],
            name=op.f("fk_stage_change_block_year_id_block_year"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stage_change")),
    )
    op.create_index(
        op.f("ix_stage_change_block_year_id"), "stage_change", ["block_year_id"], unique=False
    )


def _create_stage_window() -> None:
    op.create_table(
        "stage_window",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("block_year_id", sa.Integer(), nullable=False),
        sa.Column(
            "stage",
            sa.Enum(
                "prepare",
                "sign",
                "self_score",
                "cross_score",
                "verify",
                "appraise",
                "locked",
                "published",
                name="stage",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("opens_at", sa.DateTime(), nullable=True),
        sa.Column("soft_deadline", sa.DateTime(), nullable=True),
        sa.Column("hard_deadline", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["block_year_id"],
            ["block_year.id"],
            name=op.f("fk_stage_window_block_year_id_block_year"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stage_window")),
        sa.UniqueConstraint(
            "block_year_id", "stage", name=op.f("uq_stage_window_block_year_id_stage")
        ),
    )


def _create_vote() -> None:
    op.create_table(
        "vote",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("block_year_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column(
            "subject",
            sa.Enum(
                "award",
                "office",
                "covenant",
                "initiative",
                "other",
                name="subject",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("award", sa.String(length=300), nullable=False),
        sa.Column(
            "office",
            sa.Enum(
                "head",
                "deputy",
                name="office",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column(
            "kind",
            sa.Enum(
                "approval",
                "choice",
                "tie",
                name="votekind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "electorate",
            sa.Enum(
                "units",
                "council",
                name="electorate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "conduct",
            sa.Enum(
                "electronic",
                "paper",
                name="conduct",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("share", sa.String(length=64), nullable=False),
        sa.Column("above", sa.Boolean(), nullable=False),
        sa.Column(
            "base",
            sa.Enum(
                "members",
                "present",
                "issued",
                "valid",
                name="base",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("most", sa.Integer(), nullable=True),
        sa.Column("seats", sa.Integer(), nullable=True),
        sa.Column("quorum", sa.String(length=64), nullable=False),
        sa.Column(
            "own_unit",
            sa.Enum(
                "cast",
                "in_base",
                "out_of_base",
                name="ownunit",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("allows_delegation", sa.Boolean(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "draft",
                "open",
                "closed",
                name="votestatus",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("box", sa.String(length=64), nullable=False),
        sa.Column("public_key", sa.Text(), nullable=False),
        sa.Column("set_by", sa.String(length=300), nullable=False),
        sa.Column("set_at", sa.DateTime(), nullable=False),
        sa.Column("opened_by", sa.String(length=300), nullable=False),
        sa.Column("opened_at", sa.DateTime(), nullable=True),
        sa.Column("closed_by", sa.String(length=300), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["block_year_id"], ["block_year.id"], name=op.f("fk_vote_block_year_id_block_year")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vote")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_vote_block_year_id"), "vote", ["block_year_id"], unique=False)


def _create_ballot_slip() -> None:
    op.create_table(
        "ballot_slip",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("vote_id", sa.Integer(), nullable=False),
        sa.Column("candidate", sa.String(length=64), nullable=False),
        sa.Column(
            "answer",
            sa.Enum(
                "agree",
                "disagree",
                "abstain",
                name="answer",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("salt", sa.String(length=64), nullable=False),
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["vote_id"], ["vote.id"], name=op.f("fk_ballot_slip_vote_id_vote")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ballot_slip")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_ballot_slip_vote_id"), "ballot_slip", ["vote_id"], unique=False)


def _create_covenant_ranking() -> None:
    op.create_table(
        "covenant_ranking",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("covenant_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=300), nullable=False),
        sa.Column("place", sa.String(length=300), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["covenant_id"], ["covenant.id"], name=op.f("fk_covenant_ranking_covenant_id_covenant")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_covenant_ranking")),
        sa.UniqueConstraint(
            "covenant_id", "position", name=op.f("uq_covenant_ranking_covenant_id_position")
        ),
    )


def _create_covenant_row() -> None:
    op.create_table(
        "covenant_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("covenant_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column(
            "max_points", sa.Numeric().with_variant(sa.String(length=48), "sqlite"), nullable=True
        ),
        sa.Column("method", sa.String(length=300), nullable=False),
        sa.Column("parameters", sa.Text(), nullable=False),
        sa.Column("sign", sa.String(length=300), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("gate", sa.Text(), nullable=False),
        sa.Column("clause", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["covenant_id"], ["covenant.id"], name=op.f("fk_covenant_row_covenant_id_covenant")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_covenant_row")),
        sa.UniqueConstraint(
            "covenant_id", "position", name=op.f("uq_covenant_row_covenant_id_position")
        ),
    )


def _create_covenant_setting() -> None:
    op.create_table(
        "covenant_setting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("covenant_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["covenant_id"], ["covenant.id"], name=op.f("fk_covenant_setting_covenant_id_covenant")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_covenant_setting")),
        sa.UniqueConstraint(
            "covenant_id", "position", name=op.f("uq_covenant_setting_covenant_id_position")
        ),
    )


def _create_evidence_use() -> None:
    op.create_table(
        "evidence_use",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.Column("criterion_code", sa.String(length=64), nullable=False),
        sa.Column("query_id", sa.Integer(), nullable=True),
        sa.Column("added_by", sa.String(length=300), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("ended_by", sa.String(length=300), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence.id"], name=op.f("fk_evidence_use_evidence_id_evidence")
        ),
        sa.ForeignKeyConstraint(
            ["query_id"], ["score_query.id"], name=op.f("fk_evidence_use_query_id_score_query")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_use")),
    )
    op.create_index(
        op.f("ix_evidence_use_evidence_id"), "evidence_use", ["evidence_id"], unique=False
    )
    op.create_index(op.f("ix_evidence_use_query_id"), "evidence_use", ["query_id"], unique=False)


def _create_paper_count() -> None:
    op.create_table(
        "paper_count",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("vote_id", sa.Integer(), nullable=False),
        sa.Column("issued", sa.Integer(), nullable=False),
        sa.Column("returned", sa.Integer(), nullable=False),
        sa.Column("not_returned", sa.Integer(), nullable=False),
        sa.Column("valid", sa.Integer(), nullable=False),
        sa.Column("invalid", sa.Integer(), nullable=False),
        sa.Column("tallies", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entered_by", sa.String(length=300), nullable=False),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("confirmed_by", sa.String(length=300), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["vote_id"], ["vote.id"], name=op.f("fk_paper_count_vote_id_vote")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_count")),
        sa.UniqueConstraint("vote_id", name=op.f("uq_paper_count_vote_id")),
        sqlite_autoincrement=True,
    )


def _create_proposal() -> None:
    op.create_table(
        "proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("block_year_id", sa.Integer(), nullable=False),
        sa.Column("award", sa.String(length=64), nullable=False),
        sa.Column("programme", sa.String(length=64), nullable=False),
        sa.Column("group_code", sa.String(length=64), nullable=False),
        sa.Column(
            "recipient",
            sa.Enum(
                "collective",
                "individual",
                name="recipient",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "proposed",
                "voted",
                "sent",
                "decided",
                "cut",
                "withdrawn",
                name="proposalstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("standing", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("despite", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("vote_id", sa.Integer(), nullable=True),
        sa.Column("council", sa.String(length=300), nullable=False),
        sa.Column("decision", sa.String(length=300), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("signer", sa.String(length=300), nullable=False),
        sa.Column("authority", sa.String(length=300), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("judged_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("set_by", sa.String(length=300), nullable=False),
        sa.Column("set_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["block_year_id"], ["block_year.id"], name=op.f("fk_proposal_block_year_id_block_year")
        ),
        sa.ForeignKeyConstraint(["vote_id"], ["vote.id"], name=op.f("fk_proposal_vote_id_vote")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
    )
    op.create_index(op.f("ix_proposal_block_year_id"), "proposal", ["block_year_id"], unique=False)
    op.create_index(op.f("ix_proposal_subject"), "proposal", ["subject"], unique=False)
    op.create_index(op.f("ix_proposal_vote_id"), "proposal", ["vote_id"], unique=False)
    op.create_index(
        "uq_proposal_standing",
        "proposal",
        ["block_year_id", "programme", "group_code", "award", "recipient", "subject"],
        unique=True,
        sqlite_where=sa.text("standing = 1"),
        postgresql_where=sa.text("standing"),
    )


def _create_query_message() -> None:
    op.create_table(
        "query_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("query_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("said_by", sa.String(length=300), nullable=False),
        sa.Column("said_for", sa.String(length=64), nullable=False),
        sa.Column("said_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["query_id"], ["score_query.id"], name=op.f("fk_query_message_query_id_score_query")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_query_message")),
    )
    op.create_index(op.f("ix_query_message_query_id"), "query_message", ["query_id"], unique=False)


def _create_return_note() -> None:
    op.create_table(
        "return_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("criterion_code", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("returned_by", sa.String(length=300), nullable=False),
        sa.Column("returned_at", sa.DateTime(), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["sheet_id"], ["score_sheet.id"], name=op.f("fk_return_note_sheet_id_score_sheet")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_return_note")),
    )
    op.create_index(op.f("ix_return_note_sheet_id"), "return_note", ["sheet_id"], unique=False)


def _create_score_line() -> None:
    op.create_table(
        "score_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("criterion_code", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "scored",
                "not_assigned",
                "left_blank",
                "combined",
                "agreed",
                "cleared",
                name="linestate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "target", sa.Numeric().with_variant(sa.String(length=48), "sqlite"), nullable=True
        ),
        sa.Column(
            "actual", sa.Numeric().with_variant(sa.String(length=48), "sqlite"), nullable=True
        ),
        sa.Column(
            "points", sa.Numeric().with_variant(sa.String(length=48), "sqlite"), nullable=True
        ),
        sa.Column("choice", sa.String(length=300), nullable=True),
        sa.Column("events", sa.Text(), nullable=False),
        sa.Column("explanation", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("covenant_version", sa.Integer(), nullable=False),
        sa.Column("entered_by", sa.String(length=300), nullable=False),
        sa.Column("on_behalf_of", sa.String(length=300), nullable=False),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("confirmed_by", sa.String(length=300), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["sheet_id"], ["score_sheet.id"], name=op.f("fk_score_line_sheet_id_score_sheet")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_score_line")),
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


def _create_sealed_ballot() -> None:
    op.create_table(
        "sealed_ballot",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("vote_id", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["vote_id"], ["vote.id"], name=op.f("fk_sealed_ballot_vote_id_vote")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sealed_ballot")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_sealed_ballot_vote_id"), "sealed_ballot", ["vote_id"], unique=False)


def _create_vote_option() -> None:
    op.create_table(
        "vote_option",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("vote_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("unit_code", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["vote_id"], ["vote.id"], name=op.f("fk_vote_option_vote_id_vote")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vote_option")),
        sa.UniqueConstraint("vote_id", "code", name=op.f("uq_vote_option_vote_id_code")),
        sa.UniqueConstraint("vote_id", "position", name=op.f("uq_vote_option_vote_id_position")),
        sqlite_autoincrement=True,
    )


def _create_vote_roll() -> None:
    op.create_table(
        "vote_roll",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("vote_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("unit_code", sa.String(length=64), nullable=False),
        sa.Column("voters", sa.Text(), nullable=False),
        sa.Column(
            "presence",
            sa.Enum(
                "unmarked",
                "present",
                "absent",
                "delegated",
                name="presence",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("delegate", sa.String(length=64), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("has_cast", sa.Boolean(), nullable=False),
        sa.Column("written", sa.Text(), nullable=False),
        sa.Column("written_by", sa.String(length=300), nullable=False),
        sa.Column("confirmed_by", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["vote_id"], ["vote.id"], name=op.f("fk_vote_roll_vote_id_vote")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vote_roll")),
        sa.UniqueConstraint("vote_id", "code", name=op.f("uq_vote_roll_vote_id_code")),
        sqlite_autoincrement=True,
    )


def _create_achievement_use() -> None:
    op.create_table(
        "achievement_use",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=300), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_achievement_use_proposal_id_proposal")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_achievement_use")),
        sa.UniqueConstraint(
            "proposal_id", "what", "year", name=op.f("uq_achievement_use_proposal_id_what_year")
        ),
    )


def _create_given_award() -> None:
    op.create_table(
        "given_award",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "recipient",
            sa.Enum(
                "collective",
                "individual",
                name="recipient",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("award", sa.String(length=300), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("decision", sa.String(length=300), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("authority", sa.String(length=300), nullable=False),
        sa.Column(
            "occasion",
            sa.Enum(
                "annual",
                "thematic",
                name="occasion",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("proposal_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("set_by", sa.String(length=300), nullable=False),
        sa.Column("set_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_given_award_proposal_id_proposal")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_given_award")),
        sa.UniqueConstraint("proposal_id", name=op.f("uq_given_award_proposal_id")),
    )
    op.create_index(op.f("ix_given_award_subject"), "given_award", ["subject"], unique=False)
