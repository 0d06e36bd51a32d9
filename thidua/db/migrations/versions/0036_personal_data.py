"""Di trú: on which ground personal data are kept, and what people asked of theirs."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def _codes(name: str, *codes: str) -> sa.Enum:
    return sa.Enum(*codes, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    """Nâng lên."""
    op.create_table(
        "personal_ground",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "area",
            _codes("personalarea", "account", "dossier", "work", "vote", "record"),
            nullable=False,
        ),
        sa.Column("ground", sa.Text(), nullable=False),
        sa.Column("years", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("set_by", sa.String(length=300), nullable=False),
        sa.Column("set_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("trim(ground) <> ''", name=op.f("ck_personal_ground_ground_filled")),
        sa.CheckConstraint("trim(set_by) <> ''", name=op.f("ck_personal_ground_set_by_filled")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_personal_ground_version_least")),
        sa.CheckConstraint("years BETWEEN 1 AND 100", name=op.f("ck_personal_ground_years_some")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_personal_ground")),
        sa.UniqueConstraint("area", name=op.f("uq_personal_ground_area")),
    )
    op.create_table(
        "personal_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("login", sa.String(length=64), nullable=False),
        sa.Column("person_code", sa.String(length=64), nullable=False),
        sa.Column(
            "kind",
            _codes("requestkind", "copy", "correct", "erase", "restrict", "complain"),
            nullable=False,
        ),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("entered_by", sa.String(length=300), nullable=False),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("outcome", _codes("requestoutcome", "done", "partly", "refused"), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_by", sa.String(length=300), nullable=False),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("trim(body) <> ''", name=op.f("ck_personal_request_body_filled")),
        sa.CheckConstraint(
            "trim(entered_by) <> ''", name=op.f("ck_personal_request_entered_by_filled")
        ),
        sa.CheckConstraint("version >= 1", name=op.f("ck_personal_request_version_least")),
        sa.CheckConstraint(
            "(trim(login) = '') = (trim(person_code) <> '')",
            name=op.f("ck_personal_request_of_one"),
        ),
        sa.CheckConstraint(
            "(answered_at IS NULL) = (trim(answered_by) = '')",
            name=op.f("ck_personal_request_answered_signed"),
        ),
        sa.CheckConstraint(
            "(outcome IS NULL) = (answered_at IS NULL)",
            name=op.f("ck_personal_request_answered_whole"),
        ),
        sa.CheckConstraint(
            "outcome IS NULL OR trim(answer) <> ''",
            name=op.f("ck_personal_request_answered_in_words"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_personal_request")),
    )
    op.create_index(op.f("ix_personal_request_login"), "personal_request", ["login"])
    op.create_index(op.f("ix_personal_request_person_code"), "personal_request", ["person_code"])


def downgrade() -> None:
    """Hạ xuống."""
    op.drop_table("personal_request")
    op.drop_table("personal_ground")
