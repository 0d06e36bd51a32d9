"""Di trú: wrong passwords are counted apart and shut no account, so an account counts none."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

TABLE = "account"
COLUMNS = ("\tfailures INTEGER NOT NULL", "\tlocked_until DATETIME")
CHECK = "CONSTRAINT ck_account_failures_least CHECK (failures >= 0)"


def _remade(*, without: bool) -> None:
    """Bảng chép sang dạng khác: SQLite drops no column that a constraint names.

    Its own words are kept, and its indexes and triggers after it, so that nothing else is lost.
    """
    bind = op.get_bind()
    written: str = bind.scalar(
        sa.text("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = 'account'")
    )
    around = bind.scalars(
        sa.text(
            "SELECT sql FROM sqlite_master WHERE type <> 'table' AND tbl_name = 'account'"
            " AND sql IS NOT NULL ORDER BY name"
        )
    ).all()
    before = [one["name"] for one in sa.inspect(bind).get_columns(TABLE)]
    head, body = written.split("(", 1)
    if without:
        for part in (*COLUMNS, f"\t{CHECK}"):
            body = body.replace(f"{part}, \n", "").replace(f", \n{part}", "")
    else:
        body = ", \n".join((f"\n{COLUMNS[0]}", COLUMNS[1], body.lstrip("\n")))
        body = body.rstrip()[:-1].rstrip() + f", \n\t{CHECK}\n)"
    op.execute(sa.text(f"{head.replace(TABLE, 'account_new', 1)}({body}".replace(":", r"\:")))
    gone = ("failures", "locked_until") if without else ()
    kept = ", ".join(f'"{name}"' for name in before if name not in gone)
    into = kept if without else f'{kept}, "failures"'
    values = kept if without else f"{kept}, 0"
    op.execute(f"INSERT INTO account_new ({into}) SELECT {values} FROM account")
    op.drop_table(TABLE)
    op.rename_table("account_new", TABLE)
    for one in around:
        op.execute(sa.text(one.replace(":", r"\:")))


def upgrade() -> None:
    """Nâng lên."""
    if op.get_bind().dialect.name == "sqlite":
        _remade(without=True)
        return
    op.drop_column(TABLE, "failures")
    op.drop_column(TABLE, "locked_until")


def downgrade() -> None:
    """Hạ xuống: nobody is counted to have guessed."""
    if op.get_bind().dialect.name == "sqlite":
        _remade(without=False)
        return
    op.add_column(TABLE, sa.Column("failures", sa.Integer(), server_default="0", nullable=False))
    op.alter_column(TABLE, "failures", server_default=None)
    op.add_column(TABLE, sa.Column("locked_until", sa.DateTime(), nullable=True))
    op.create_check_constraint(op.f("ck_account_failures_least"), TABLE, "failures >= 0")
