"""Di trú: places with their traits and standards, and who takes part in a movement."""

from decimal import Decimal

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def exact() -> sa.Numeric[Decimal]:
    """Số chính xác: text on SQLite, NUMERIC elsewhere."""
    return sa.Numeric().with_variant(sa.String(length=48), "sqlite")


def upgrade() -> None:
    """Nâng lên."""
    op.create_table(
        "place",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "commune",
                "ward",
                "township",
                "district",
                "town",
                "city",
                "province",
                "hamlet",
                name="placekind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("lies_in", sa.String(length=64), nullable=False),
        sa.Column("begins", sa.Date(), nullable=True),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column("latitude", exact(), nullable=True),
        sa.Column("longitude", exact(), nullable=True),
        sa.Column("tile_row", sa.Integer(), nullable=True),
        sa.Column("tile_column", sa.Integer(), nullable=True),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("set_by", sa.String(length=300), nullable=False),
        sa.Column("set_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "NOT withdrawn OR trim(reason) <> ''", name=op.f("ck_place_withdrawn_with_reason")
        ),
        sa.CheckConstraint("trim(code) <> ''", name=op.f("ck_place_code_filled")),
        sa.CheckConstraint("trim(name) <> ''", name=op.f("ck_place_name_filled")),
        sa.CheckConstraint("trim(set_by) <> ''", name=op.f("ck_place_set_by_filled")),
        sa.CheckConstraint(
            "(latitude IS NULL) = (longitude IS NULL)", name=op.f("ck_place_on_the_map_whole")
        ),
        sa.CheckConstraint(
            "(tile_row IS NULL) = (tile_column IS NULL)", name=op.f("ck_place_tile_whole")
        ),
        sa.CheckConstraint(
            "begins IS NULL OR ends IS NULL OR begins <= ends", name=op.f("ck_place_days_in_order")
        ),
        sa.CheckConstraint("tile_column >= 1", name=op.f("ck_place_tile_column_least")),
        sa.CheckConstraint("tile_row >= 1", name=op.f("ck_place_tile_row_least")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_place_version_least")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place")),
        sa.UniqueConstraint("code", name=op.f("uq_place_code")),
    )
    op.create_table(
        "place_standard",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place_code", sa.String(length=64), nullable=False),
        sa.Column(
            "standard",
            sa.Enum(
                "ntm",
                "nang_cao",
                "kieu_mau",
                "hoan_thanh",
                name="placelevel",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("number", sa.String(length=300), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("signer", sa.String(length=300), nullable=False),
        sa.Column("revocation", sa.String(length=300), nullable=False),
        sa.Column("revoked_on", sa.Date(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "entered",
                "confirmed",
                "replaced",
                "withdrawn",
                name="standardstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("entered_by", sa.String(length=300), nullable=False),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("confirmed_by", sa.String(length=300), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "(revoked_on IS NULL) = (trim(revocation) = '')",
            name=op.f("ck_place_standard_revoked_whole"),
        ),
        sa.CheckConstraint(
            "state <> 'confirmed' OR trim(confirmed_by) <> ''",
            name=op.f("ck_place_standard_confirmed_by_somebody"),
        ),
        sa.CheckConstraint(
            "state <> 'withdrawn' OR trim(reason) <> ''",
            name=op.f("ck_place_standard_withdrawn_with_reason"),
        ),
        sa.CheckConstraint(
            "trim(entered_by) <> ''", name=op.f("ck_place_standard_entered_by_filled")
        ),
        sa.CheckConstraint("trim(number) <> ''", name=op.f("ck_place_standard_number_filled")),
        sa.CheckConstraint(
            "trim(place_code) <> ''", name=op.f("ck_place_standard_place_code_filled")
        ),
        sa.CheckConstraint(
            "trim(confirmed_by) = '' OR confirmed_by <> entered_by",
            name=op.f("ck_place_standard_two_hands"),
        ),
        sa.CheckConstraint(
            "revoked_on IS NULL OR day <= revoked_on", name=op.f("ck_place_standard_revoked_later")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place_standard")),
    )
    op.create_index(
        "uq_place_standard_confirmed",
        "place_standard",
        ["place_code", "day"],
        unique=True,
        sqlite_where=sa.text("state = 'confirmed'"),
        postgresql_where=sa.text("state = 'confirmed'"),
    )
    op.create_index(
        "uq_place_standard_entered",
        "place_standard",
        ["place_code", "day"],
        unique=True,
        sqlite_where=sa.text("state = 'entered'"),
        postgresql_where=sa.text("state = 'entered'"),
    )
    op.create_table(
        "place_trait",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place_code", sa.String(length=64), nullable=False),
        sa.Column(
            "trait",
            sa.Enum(
                "minority",
                "hard",
                name="placetraitkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("begins", sa.Date(), nullable=True),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column("decision", sa.String(length=300), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("set_by", sa.String(length=300), nullable=False),
        sa.Column("set_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("trim(place_code) <> ''", name=op.f("ck_place_trait_place_code_filled")),
        sa.CheckConstraint("trim(set_by) <> ''", name=op.f("ck_place_trait_set_by_filled")),
        sa.CheckConstraint(
            "begins IS NULL OR ends IS NULL OR begins <= ends",
            name=op.f("ck_place_trait_days_in_order"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place_trait")),
    )
    op.create_index(op.f("ix_place_trait_place_code"), "place_trait", ["place_code"], unique=False)
    op.create_table(
        "participation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme", sa.String(length=64), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "sent",
                "received",
                "returned",
                name="participationstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("document", sa.String(length=300), nullable=False),
        sa.Column("document_day", sa.Date(), nullable=True),
        sa.Column("in_charge", sa.String(length=300), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("sent_by", sa.String(length=300), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=True),
        sa.Column("received_by", sa.String(length=300), nullable=False),
        sa.Column("received_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("set_by", sa.String(length=300), nullable=False),
        sa.Column("set_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "(received_at IS NULL) = (trim(received_by) = '')",
            name=op.f("ck_participation_received_signed"),
        ),
        sa.CheckConstraint(
            "(sent_at IS NULL) = (trim(sent_by) = '')", name=op.f("ck_participation_sent_signed")
        ),
        sa.CheckConstraint(
            "sent_at IS NULL OR (trim(document) <> '' AND document_day IS NOT NULL)",
            name=op.f("ck_participation_sent_with_plan"),
        ),
        sa.CheckConstraint(
            "state <> 'returned' OR trim(reason) <> ''",
            name=op.f("ck_participation_returned_with_reason"),
        ),
        sa.CheckConstraint("trim(programme) <> ''", name=op.f("ck_participation_programme_filled")),
        sa.CheckConstraint(
            "trim(received_by) = '' OR received_by <> sent_by",
            name=op.f("ck_participation_two_hands"),
        ),
        sa.CheckConstraint("trim(set_by) <> ''", name=op.f("ck_participation_set_by_filled")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_participation_version_least")),
        sa.CheckConstraint("year BETWEEN 1900 AND 9999", name=op.f("ck_participation_year_known")),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit.id"], name=op.f("fk_participation_unit_id_unit")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participation")),
    )
    op.create_index(op.f("ix_participation_unit_id"), "participation", ["unit_id"], unique=False)
    op.create_index(
        "uq_participation_of_year",
        "participation",
        ["programme", "unit_id", "year"],
        unique=True,
        sqlite_where=sa.text("year IS NOT NULL"),
        postgresql_where=sa.text("year IS NOT NULL"),
    )
    op.create_index(
        "uq_participation_whole",
        "participation",
        ["programme", "unit_id"],
        unique=True,
        sqlite_where=sa.text("year IS NULL"),
        postgresql_where=sa.text("year IS NULL"),
    )
    op.create_table(
        "pledge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("participation_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("amount", exact(), nullable=True),
        sa.Column("measured_in", sa.String(length=64), nullable=False),
        sa.Column("place_code", sa.String(length=64), nullable=False),
        sa.Column("done_by_day", sa.Date(), nullable=True),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.CheckConstraint("trim(content) <> ''", name=op.f("ck_pledge_content_filled")),
        sa.CheckConstraint("position >= 1", name=op.f("ck_pledge_position_least")),
        sa.ForeignKeyConstraint(
            ["participation_id"],
            ["participation.id"],
            name=op.f("fk_pledge_participation_id_participation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pledge")),
    )
    op.create_index(
        op.f("ix_pledge_participation_id"), "pledge", ["participation_id"], unique=False
    )


def downgrade() -> None:
    """Lùi lại."""
    op.drop_index(op.f("ix_pledge_participation_id"), table_name="pledge")
    op.drop_table("pledge")
    op.drop_index(
        "uq_participation_whole",
        table_name="participation",
        sqlite_where=sa.text("year IS NULL"),
        postgresql_where=sa.text("year IS NULL"),
    )
    op.drop_index(
        "uq_participation_of_year",
        table_name="participation",
        sqlite_where=sa.text("year IS NOT NULL"),
        postgresql_where=sa.text("year IS NOT NULL"),
    )
    op.drop_index(op.f("ix_participation_unit_id"), table_name="participation")
    op.drop_table("participation")
    op.drop_index(op.f("ix_place_trait_place_code"), table_name="place_trait")
    op.drop_table("place_trait")
    op.drop_index(
        "uq_place_standard_entered",
        table_name="place_standard",
        sqlite_where=sa.text("state = 'entered'"),
        postgresql_where=sa.text("state = 'entered'"),
    )
    op.drop_index(
        "uq_place_standard_confirmed",
        table_name="place_standard",
        sqlite_where=sa.text("state = 'confirmed'"),
        postgresql_where=sa.text("state = 'confirmed'"),
    )
    op.drop_table("place_standard")
    op.drop_table("place")
