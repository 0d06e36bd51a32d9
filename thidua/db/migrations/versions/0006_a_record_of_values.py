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
        sa.CheckConstraint("trim(created_by) <> ''", name=op.f("ck_account_created_by_filled")),
        sa.CheckConstraint("trim(full_name) <> ''", name=op.f("ck_account_full_name_filled")),
        sa.CheckConstraint("trim(login) <> ''", name=op.f("ck_account_login_filled")),
        sa.CheckConstraint("trim(subject) <> ''", name=op.f("ck_account_subject_filled")),
        sa.CheckConstraint("failures >= 0", name=op.f("ck_account_failures_least")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_account_version_least")),
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
        sa.CheckConstraint("trim(action) <> ''", name=op.f("ck_audit_entry_action_filled")),
        sa.CheckConstraint("trim(actor) <> ''", name=op.f("ck_audit_entry_actor_filled")),
        sa.CheckConstraint("length(hash) = 64", name=op.f("ck_audit_entry_hash_length")),
        sa.CheckConstraint(
            "length(previous_hash) = 64", name=op.f("ck_audit_entry_previous_hash_length")
        ),
        sa.CheckConstraint("position >= 1", name=op.f("ck_audit_entry_position_least")),
        sa.CheckConstraint("year BETWEEN 1900 AND 9999", name=op.f("ck_audit_entry_year_known")),
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
        sa.CheckConstraint("id = 1", name=op.f("ck_audit_head_only_one")),
        sa.CheckConstraint("length(hash) = 64", name=op.f("ck_audit_head_hash_length")),
        sa.CheckConstraint("position >= 0", name=op.f("ck_audit_head_position_least")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )


def _create_block() -> None:
    op.create_table(
        "block",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.CheckConstraint("trim(code) <> ''", name=op.f("ck_block_code_filled")),
        sa.CheckConstraint("trim(name) <> ''", name=op.f("ck_block_name_filled")),
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
        sa.CheckConstraint("trim(name) <> ''", name=op.f("ck_law_text_name_filled")),
        sa.CheckConstraint("trim(set_by) <> ''", name=op.f("ck_law_text_set_by_filled")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_law_text_version_least")),
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
        sa.CheckConstraint(
            "(erased_at IS NULL) = (trim(erased_by) = '')",
            name=op.f("ck_personal_value_erased_signed"),
        ),
        sa.CheckConstraint(
            "erased_at IS NOT NULL OR (value IS NOT NULL AND salt IS NOT NULL AND lookup IS NOT"
            " NULL AND erased_for = '')",
            name=op.f("ck_personal_value_kept"),
        ),
        sa.CheckConstraint(
            "erased_at IS NULL OR (value IS NULL AND salt IS NULL AND lookup IS NULL AND"
            " trim(erased_for) <> '')",
            name=op.f("ck_personal_value_erased"),
        ),
        sa.CheckConstraint("length(lookup) = 64", name=op.f("ck_personal_value_lookup_length")),
        sa.CheckConstraint("length(token) = 64", name=op.f("ck_personal_value_token_length")),
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
        sa.CheckConstraint("trim(code) <> ''", name=op.f("ck_stated_fact_code_filled")),
        sa.CheckConstraint("trim(stated_by) <> ''", name=op.f("ck_stated_fact_stated_by_filled")),
        sa.CheckConstraint("trim(subject) <> ''", name=op.f("ck_stated_fact_subject_filled")),
        sa.CheckConstraint("trim(value) <> ''", name=op.f("ck_stated_fact_value_filled")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_stated_fact_version_least")),
        sa.CheckConstraint("year BETWEEN 1900 AND 9999", name=op.f("ck_stated_fact_year_known")),
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
        sa.CheckConstraint("trim(code) <> ''", name=op.f("ck_unit_code_filled")),
        sa.CheckConstraint("trim(name) <> ''", name=op.f("ck_unit_name_filled")),
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
        sa.CheckConstraint("year BETWEEN 1900 AND 9999", name=op.f("ck_block_year_year_known")),
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
        sa.CheckConstraint("year BETWEEN 1900 AND 9999", name=op.f("ck_membership_year_known")),
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
        sa.CheckConstraint("trim(set_by) <> ''", name=op.f("ck_office_holder_set_by_filled")),
        sa.CheckConstraint("year BETWEEN 1900 AND 10000", name=op.f("ck_office_holder_year_known")),
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
        sa.CheckConstraint("trim(code) <> ''", name=op.f("ck_person_code_filled")),
        sa.CheckConstraint("trim(full_name) <> ''", name=op.f("ck_person_full_name_filled")),
        sa.CheckConstraint("trim(set_by) <> ''", name=op.f("ck_person_set_by_filled")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_person_version_least")),
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
        sa.CheckConstraint(
            "(ended_at IS NULL) = (trim(ended_by) = '')", name=op.f("ck_role_grant_ended_signed")
        ),
        sa.CheckConstraint(
            "NOT role IN ('administrator', 'auditor', 'standing_office') OR (block_id IS NULL"
            " AND year IS NULL AND unit_id IS NULL)",
            name=op.f("ck_role_grant_of_system"),
        ),
        sa.CheckConstraint(
            "NOT role IN ('council_member', 'head', 'kiosk', 'leader', 'secretary') OR"
            " (block_id IS NOT NULL AND year IS NOT NULL AND unit_id IS NULL)",
            name=op.f("ck_role_grant_of_block"),
        ),
        sa.CheckConstraint(
            "NOT role IN ('reviewer', 'unit_officer') OR (block_id IS NOT NULL AND year IS NOT"
            " NULL AND unit_id IS NOT NULL)",
            name=op.f("ck_role_grant_of_unit"),
        ),
        sa.CheckConstraint("trim(granted_by) <> ''", name=op.f("ck_role_grant_granted_by_filled")),
        sa.CheckConstraint("year BETWEEN 1900 AND 9999", name=op.f("ck_role_grant_year_known")),
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
        sa.CheckConstraint("expires_at > created_at", name=op.f("ck_sign_in_lifetime")),
        sa.CheckConstraint("length(token_hash) = 64", name=op.f("ck_sign_in_token_hash_length")),
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
        sa.CheckConstraint(
            "state = 'considered' OR trim(reason) <> ''", name=op.f("ck_consideration_reasoned")
        ),
        sa.CheckConstraint("trim(set_by) <> ''", name=op.f("ck_consideration_set_by_filled")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_consideration_version_least")),
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
        sa.CheckConstraint("trim(created_by) <> ''", name=op.f("ck_covenant_created_by_filled")),
        sa.CheckConstraint("trim(title) <> ''", name=op.f("ck_covenant_title_filled")),
        sa.CheckConstraint("length(fingerprint) = 64", name=op.f("ck_covenant_fingerprint_length")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_covenant_version_least")),
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
        sa.CheckConstraint(
            "(ended_at IS NULL) = (trim(ended_by) = '')", name=op.f("ck_evidence_ended_signed")
        ),
        sa.CheckConstraint(
            "kind <> 'file' OR (url = '' AND trim(stored_name) <> '' AND trim(file_name) <> ''"
            " AND size > 0 AND length(sha256) = 64)",
            name=op.f("ck_evidence_of_file"),
        ),
        sa.CheckConstraint(
            "kind <> 'link' OR (trim(url) <> '' AND stored_name = '' AND file_name = '' AND"
            " size = 0 AND sha256 = '')",
            name=op.f("ck_evidence_of_link"),
        ),
        sa.CheckConstraint("trim(added_by) <> ''", name=op.f("ck_evidence_added_by_filled")),
        sa.CheckConstraint("trim(title) <> ''", name=op.f("ck_evidence_title_filled")),
        sa.CheckConstraint("trim(token) <> ''", name=op.f("ck_evidence_token_filled")),
        sa.CheckConstraint(
            "(replaces_id IS NULL) = (version = 1)", name=op.f("ck_evidence_replacing")
        ),
        sa.CheckConstraint("live = (ended_at IS NULL)", name=op.f("ck_evidence_live_end")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_evidence_version_least")),
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
        sa.CheckConstraint("trim(granted_by) <> ''", name=op.f("ck_extension_granted_by_filled")),
        sa.CheckConstraint("trim(reason) <> ''", name=op.f("ck_extension_reason_filled")),
        sa.CheckConstraint("until > granted_at", name=op.f("ck_extension_ahead")),
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
        sa.CheckConstraint(
            "reading = '' OR programme <> ''", name=op.f("ck_quota_setting_reading_programme")
        ),
        sa.CheckConstraint("trim(code) <> ''", name=op.f("ck_quota_setting_code_filled")),
        sa.CheckConstraint("trim(reason) <> ''", name=op.f("ck_quota_setting_reason_filled")),
        sa.CheckConstraint("trim(set_by) <> ''", name=op.f("ck_quota_setting_set_by_filled")),
        sa.CheckConstraint("most BETWEEN 0 AND 10000", name=op.f("ck_quota_setting_most_within")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_quota_setting_version_least")),
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
        sa.CheckConstraint(
            "(ended_at IS NULL) = (trim(ended_by) = '')", name=op.f("ck_recusal_ended_signed")
        ),
        sa.CheckConstraint("trim(declared_by) <> ''", name=op.f("ck_recusal_declared_by_filled")),
        sa.CheckConstraint("trim(reason) <> ''", name=op.f("ck_recusal_reason_filled")),
        sa.CheckConstraint("trim(reviewer) <> ''", name=op.f("ck_recusal_reviewer_filled")),
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
        sa.CheckConstraint("trim(body) <> ''", name=op.f("ck_reminder_body_filled")),
        sa.CheckConstraint("trim(sent_by) <> ''", name=op.f("ck_reminder_sent_by_filled")),
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
        sa.CheckConstraint(
            "trim(reviewer) <> ''", name=op.f("ck_review_assignment_reviewer_filled")
        ),
        sa.CheckConstraint("trim(set_by) <> ''", name=op.f("ck_review_assignment_set_by_filled")),
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
        sa.CheckConstraint("trim(mask) <> ''", name=op.f("ck_review_plan_mask_filled")),
        sa.CheckConstraint("trim(set_by) <> ''", name=op.f("ck_review_plan_set_by_filled")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_review_plan_version_least")),
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
        sa.CheckConstraint(
            "(closed_at IS NULL) = (trim(closed_by) = '')",
            name=op.f("ck_score_query_closed_signed"),
        ),
        sa.CheckConstraint(
            "(status = 'closed') = (closed_at IS NOT NULL)",
            name=op.f("ck_score_query_closed_status"),
        ),
        sa.CheckConstraint(
            "kind <> 'explain' OR due IS NOT NULL", name=op.f("ck_score_query_explain_due")
        ),
        sa.CheckConstraint(
            "outcome = '' OR status = 'closed'", name=op.f("ck_score_query_outcome_closed")
        ),
        sa.CheckConstraint(
            "trim(criterion_code) <> ''", name=op.f("ck_score_query_criterion_code_filled")
        ),
        sa.CheckConstraint("trim(opened_by) <> ''", name=op.f("ck_score_query_opened_by_filled")),
        sa.CheckConstraint("trim(question) <> ''", name=op.f("ck_score_query_question_filled")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_score_query_version_least")),
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
        sa.CheckConstraint(
            "(hand = 'cross') = (trim(reviewer) <> '')", name=op.f("ck_score_sheet_reviewer_hand")
        ),
        sa.CheckConstraint(
            "(submitted_at IS NULL) = (trim(submitted_by) = '')",
            name=op.f("ck_score_sheet_submitted_signed"),
        ),
        sa.CheckConstraint(
            "(verified_at IS NULL) = (trim(verified_by) = '')",
            name=op.f("ck_score_sheet_verified_signed"),
        ),
        sa.CheckConstraint(
            "hand = 'cross' OR blindness = ''", name=op.f("ck_score_sheet_blindness_hand")
        ),
        sa.CheckConstraint(
            "status <> 'submitted' OR (hand <> 'verified' AND submitted_at IS NOT NULL)",
            name=op.f("ck_score_sheet_submitted_status"),
        ),
        sa.CheckConstraint(
            "status <> 'verified' OR (hand = 'verified' AND verified_at IS NOT NULL)",
            name=op.f("ck_score_sheet_verified_status"),
        ),
        sa.CheckConstraint("version >= 1", name=op.f("ck_score_sheet_version_least")),
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
        sa.CheckConstraint(
            "CASE old_stage WHEN 'prepare' THEN 0 WHEN 'sign' THEN 1 WHEN 'self_score' THEN 2"
            " WHEN 'cross_score' THEN 3 WHEN 'verify' THEN 4 WHEN 'appraise' THEN 5 WHEN"
            " 'locked' THEN 6 WHEN 'published' THEN 7 END <= CASE new_stage WHEN 'prepare' THEN"
            " 0 WHEN 'sign' THEN 1 WHEN 'self_score' THEN 2 WHEN 'cross_score' THEN 3 WHEN"
            " 'verify' THEN 4 WHEN 'appraise' THEN 5 WHEN 'locked' THEN 6 WHEN 'published' THEN"
            " 7 END OR done_by <> asked_by",
            name=op.f("ck_stage_change_back_by_two"),
        ),
        sa.CheckConstraint(
            "CASE old_stage WHEN 'prepare' THEN 0 WHEN 'sign' THEN 1 WHEN 'self_score' THEN 2"
            " WHEN 'cross_score' THEN 3 WHEN 'verify' THEN 4 WHEN 'appraise' THEN 5 WHEN"
            " 'locked' THEN 6 WHEN 'published' THEN 7 END <= CASE new_stage WHEN 'prepare' THEN"
            " 0 WHEN 'sign' THEN 1 WHEN 'self_score' THEN 2 WHEN 'cross_score' THEN 3 WHEN"
            " 'verify' THEN 4 WHEN 'appraise' THEN 5 WHEN 'locked' THEN 6 WHEN 'published' THEN"
            " 7 END OR trim(reason) <> ''",
            name=op.f("ck_stage_change_back_reasoned"),
        ),
        sa.CheckConstraint(
            "CASE old_stage WHEN 'prepare' THEN 0 WHEN 'sign' THEN 1 WHEN 'self_score' THEN 2"
            " WHEN 'cross_score' THEN 3 WHEN 'verify' THEN 4 WHEN 'appraise' THEN 5 WHEN"
            " 'locked' THEN 6 WHEN 'published' THEN 7 END >= CASE new_stage WHEN 'prepare' THEN"
            " 0 WHEN 'sign' THEN 1 WHEN 'self_score' THEN 2 WHEN 'cross_score' THEN 3 WHEN"
            " 'verify' THEN 4 WHEN 'appraise' THEN 5 WHEN 'locked' THEN 6 WHEN 'published' THEN"
            " 7 END OR done_at IS NOT NULL",
            name=op.f("ck_stage_change_forward_done"),
        ),
        sa.CheckConstraint(
            "fingerprint = '' OR (new_stage IN ('locked', 'published') AND done_at IS NOT NULL)",
            name=op.f("ck_stage_change_fingerprint_closing"),
        ),
        sa.CheckConstraint("trim(asked_by) <> ''", name=op.f("ck_stage_change_asked_by_filled")),
        sa.CheckConstraint("trim(done_by) <> ''", name=op.f("ck_stage_change_done_by_filled")),
        sa.CheckConstraint(
            "(done_at IS NULL) = (done_by IS NULL)", name=op.f("ck_stage_change_done_signed")
        ),
        sa.CheckConstraint(
            "NOT withdrawn OR done_at IS NULL", name=op.f("ck_stage_change_withdrawn_undone")
        ),
        sa.CheckConstraint(
            "length(fingerprint) IN (0, 64)", name=op.f("ck_stage_change_fingerprint_length")
        ),
        sa.CheckConstraint("old_stage <> new_stage", name=op.f("ck_stage_change_moves")),
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
        sa.CheckConstraint("opens_at <= hard_deadline", name=op.f("ck_stage_window_whole_order")),
        sa.CheckConstraint("opens_at <= soft_deadline", name=op.f("ck_stage_window_soft_order")),
        sa.CheckConstraint(
            "soft_deadline <= hard_deadline", name=op.f("ck_stage_window_hard_order")
        ),
        sa.CheckConstraint("version >= 1", name=op.f("ck_stage_window_version_least")),
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
                "ranking",
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
        sa.CheckConstraint(
            "(closed_at IS NULL) = (trim(closed_by) = '')", name=op.f("ck_vote_closed_signed")
        ),
        sa.CheckConstraint("(kind = 'approval') = (most IS NULL)", name=op.f("ck_vote_most_kind")),
        sa.CheckConstraint(
            "(opened_at IS NULL) = (trim(opened_by) = '')", name=op.f("ck_vote_opened_signed")
        ),
        sa.CheckConstraint(
            "(status = 'closed') = (closed_at IS NOT NULL)", name=op.f("ck_vote_closed_status")
        ),
        sa.CheckConstraint("(status = 'draft') = (box = '')", name=op.f("ck_vote_box_status")),
        sa.CheckConstraint(
            "(status = 'draft') = (opened_at IS NULL)", name=op.f("ck_vote_opened_status")
        ),
        sa.CheckConstraint(
            "(status = 'draft') = (public_key = '')", name=op.f("ck_vote_public_key_status")
        ),
        sa.CheckConstraint(
            "(subject = 'office') = (office IS NOT NULL)", name=op.f("ck_vote_office_subject")
        ),
        sa.CheckConstraint(
            "conduct <> 'paper' OR own_unit <> 'out_of_base' OR base IN ('members', 'present')",
            name=op.f("ck_vote_own_unit_paper"),
        ),
        sa.CheckConstraint("kind <> 'tie' OR seats IS NOT NULL", name=op.f("ck_vote_seats_kind")),
        sa.CheckConstraint(
            "status <> 'draft' OR fingerprint = ''", name=op.f("ck_vote_fingerprint_status")
        ),
        sa.CheckConstraint("trim(set_by) <> ''", name=op.f("ck_vote_set_by_filled")),
        sa.CheckConstraint("trim(share) <> ''", name=op.f("ck_vote_share_filled")),
        sa.CheckConstraint("trim(source) <> ''", name=op.f("ck_vote_source_filled")),
        sa.CheckConstraint("trim(title) <> ''", name=op.f("ck_vote_title_filled")),
        sa.CheckConstraint(
            "length(fingerprint) IN (0, 64)", name=op.f("ck_vote_fingerprint_length")
        ),
        sa.CheckConstraint("most >= 1", name=op.f("ck_vote_most_least")),
        sa.CheckConstraint("seats >= 1", name=op.f("ck_vote_seats_least")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_vote_version_least")),
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
        sa.CheckConstraint("trim(candidate) <> ''", name=op.f("ck_ballot_slip_candidate_filled")),
        sa.CheckConstraint("trim(salt) <> ''", name=op.f("ck_ballot_slip_salt_filled")),
        sa.CheckConstraint("length(mark) = 64", name=op.f("ck_ballot_slip_mark_length")),
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
        sa.CheckConstraint("trim(kind) <> ''", name=op.f("ck_covenant_ranking_kind_filled")),
        sa.CheckConstraint("position >= 0", name=op.f("ck_covenant_ranking_position_least")),
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
        sa.CheckConstraint(
            "substr(CAST(max_points AS VARCHAR(64)), 1, 1) <> '-'",
            name=op.f("ck_covenant_row_max_points_least"),
        ),
        sa.CheckConstraint("trim(code) <> ''", name=op.f("ck_covenant_row_code_filled")),
        sa.CheckConstraint("position >= 0", name=op.f("ck_covenant_row_position_least")),
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
        sa.CheckConstraint("position >= 0", name=op.f("ck_covenant_setting_position_least")),
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
        sa.CheckConstraint(
            "(criterion_code = '') = (query_id IS NOT NULL)", name=op.f("ck_evidence_use_one_place")
        ),
        sa.CheckConstraint(
            "(ended_at IS NULL) = (trim(ended_by) = '')", name=op.f("ck_evidence_use_ended_signed")
        ),
        sa.CheckConstraint("trim(added_by) <> ''", name=op.f("ck_evidence_use_added_by_filled")),
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
        sa.CheckConstraint(
            "(confirmed_at IS NULL) = (trim(confirmed_by) = '')",
            name=op.f("ck_paper_count_confirmed_signed"),
        ),
        sa.CheckConstraint(
            "confirmed_by = '' OR confirmed_by <> entered_by",
            name=op.f("ck_paper_count_confirmed_second"),
        ),
        sa.CheckConstraint("trim(entered_by) <> ''", name=op.f("ck_paper_count_entered_by_filled")),
        sa.CheckConstraint("invalid >= 0", name=op.f("ck_paper_count_invalid_least")),
        sa.CheckConstraint(
            "issued = returned + not_returned", name=op.f("ck_paper_count_issued_sum")
        ),
        sa.CheckConstraint("not_returned >= 0", name=op.f("ck_paper_count_not_returned_least")),
        sa.CheckConstraint("returned = valid + invalid", name=op.f("ck_paper_count_returned_sum")),
        sa.CheckConstraint("valid >= 0", name=op.f("ck_paper_count_valid_least")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_paper_count_version_least")),
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
        sa.CheckConstraint(
            "(programme = '') = (group_code = '')", name=op.f("ck_proposal_group_programme")
        ),
        sa.CheckConstraint("(verdict = '') = (judged_on IS NULL)", name=op.f("ck_proposal_judged")),
        sa.CheckConstraint(
            "standing = (state IN ('decided', 'proposed', 'sent', 'voted'))",
            name=op.f("ck_proposal_standing_state"),
        ),
        sa.CheckConstraint(
            "state <> 'cut' OR (trim(council) <> '' AND trim(reason) <> '' AND day IS NOT NULL)",
            name=op.f("ck_proposal_cut"),
        ),
        sa.CheckConstraint(
            "state <> 'decided' OR (trim(decision) <> '' AND trim(signer) <> '' AND day IS NOT"
            " NULL AND verdict <> '')",
            name=op.f("ck_proposal_decided"),
        ),
        sa.CheckConstraint(
            "state <> 'sent' OR trim(document) <> ''", name=op.f("ck_proposal_sent")
        ),
        sa.CheckConstraint(
            "state <> 'voted' OR vote_id IS NOT NULL OR trim(document) <> ''",
            name=op.f("ck_proposal_voted"),
        ),
        sa.CheckConstraint("trim(award) <> ''", name=op.f("ck_proposal_award_filled")),
        sa.CheckConstraint("trim(set_by) <> ''", name=op.f("ck_proposal_set_by_filled")),
        sa.CheckConstraint("trim(subject) <> ''", name=op.f("ck_proposal_subject_filled")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_proposal_version_least")),
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
        sa.CheckConstraint("trim(body) <> ''", name=op.f("ck_query_message_body_filled")),
        sa.CheckConstraint("trim(said_by) <> ''", name=op.f("ck_query_message_said_by_filled")),
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
        sa.CheckConstraint(
            "trim(criterion_code) <> ''", name=op.f("ck_return_note_criterion_code_filled")
        ),
        sa.CheckConstraint("trim(reason) <> ''", name=op.f("ck_return_note_reason_filled")),
        sa.CheckConstraint(
            "trim(returned_by) <> ''", name=op.f("ck_return_note_returned_by_filled")
        ),
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
        sa.CheckConstraint(
            "state <> 'agreed' OR substr(CAST(points AS VARCHAR(64)), 1, 1) <> '-'",
            name=op.f("ck_score_line_agreed_points_least"),
        ),
        sa.CheckConstraint(
            "state <> 'agreed' OR trim(explanation) <> ''", name=op.f("ck_score_line_agreed")
        ),
        sa.CheckConstraint(
            "state <> 'cleared' OR (target IS NULL AND actual IS NULL AND points IS NULL AND"
            " choice IS NULL AND events = '')",
            name=op.f("ck_score_line_cleared"),
        ),
        sa.CheckConstraint(
            "state <> 'left_blank' OR trim(explanation) <> ''",
            name=op.f("ck_score_line_left_blank"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('agreed', 'combined') OR points IS NOT NULL",
            name=op.f("ck_score_line_given"),
        ),
        sa.CheckConstraint(
            "trim(confirmed_by) <> ''", name=op.f("ck_score_line_confirmed_by_filled")
        ),
        sa.CheckConstraint(
            "trim(criterion_code) <> ''", name=op.f("ck_score_line_criterion_code_filled")
        ),
        sa.CheckConstraint("trim(entered_by) <> ''", name=op.f("ck_score_line_entered_by_filled")),
        sa.CheckConstraint(
            "(confirmed_at IS NULL) = (confirmed_by IS NULL)",
            name=op.f("ck_score_line_confirmed_signed"),
        ),
        sa.CheckConstraint(
            "covenant_version >= 1", name=op.f("ck_score_line_covenant_version_least")
        ),
        sa.CheckConstraint("version >= 1", name=op.f("ck_score_line_version_least")),
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
        sa.CheckConstraint("trim(sealed) <> ''", name=op.f("ck_sealed_ballot_sealed_filled")),
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
        sa.CheckConstraint("trim(code) <> ''", name=op.f("ck_vote_option_code_filled")),
        sa.CheckConstraint("trim(text) <> ''", name=op.f("ck_vote_option_text_filled")),
        sa.CheckConstraint("position >= 1", name=op.f("ck_vote_option_position_least")),
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
        sa.CheckConstraint(
            "(presence = 'delegated') = (delegate <> '')",
            name=op.f("ck_vote_roll_delegate_presence"),
        ),
        sa.CheckConstraint(
            "(written = '') = (written_by = '')", name=op.f("ck_vote_roll_written_whole")
        ),
        sa.CheckConstraint(
            "NOT has_cast OR presence IN ('present', 'delegated')",
            name=op.f("ck_vote_roll_cast_presence"),
        ),
        sa.CheckConstraint(
            "confirmed_by = '' OR confirmed_by <> written_by",
            name=op.f("ck_vote_roll_confirmed_second"),
        ),
        sa.CheckConstraint(
            "confirmed_by = '' OR written_by <> ''", name=op.f("ck_vote_roll_confirmed_written")
        ),
        sa.CheckConstraint(
            "delegate = '' OR trim(document) <> ''", name=op.f("ck_vote_roll_delegate_document")
        ),
        sa.CheckConstraint("trim(code) <> ''", name=op.f("ck_vote_roll_code_filled")),
        sa.CheckConstraint("trim(name) <> ''", name=op.f("ck_vote_roll_name_filled")),
        sa.CheckConstraint(
            "written_by = '' OR presence = 'absent'", name=op.f("ck_vote_roll_written_presence")
        ),
        sa.CheckConstraint(
            "written_by = '' OR trim(document) <> ''", name=op.f("ck_vote_roll_written_document")
        ),
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
        sa.CheckConstraint("trim(what) <> ''", name=op.f("ck_achievement_use_what_filled")),
        sa.CheckConstraint(
            "year BETWEEN 1900 AND 9999", name=op.f("ck_achievement_use_year_known")
        ),
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
        sa.CheckConstraint(
            "proposal_id IS NULL OR (trim(decision) <> '' AND day IS NOT NULL)",
            name=op.f("ck_given_award_decided_here"),
        ),
        sa.CheckConstraint("trim(award) <> ''", name=op.f("ck_given_award_award_filled")),
        sa.CheckConstraint("trim(set_by) <> ''", name=op.f("ck_given_award_set_by_filled")),
        sa.CheckConstraint("trim(subject) <> ''", name=op.f("ck_given_award_subject_filled")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_given_award_version_least")),
        sa.CheckConstraint("year BETWEEN 1900 AND 9999", name=op.f("ck_given_award_year_known")),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_given_award_proposal_id_proposal")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_given_award")),
        sa.UniqueConstraint("proposal_id", name=op.f("uq_given_award_proposal_id")),
    )
    op.create_index(op.f("ix_given_award_subject"), "given_award", ["subject"], unique=False)
