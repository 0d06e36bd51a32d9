"""Bảng: what the database itself refuses, whoever asks."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlmodel import SQLModel, col, select

from tests.tampering import tampering
from thidua.db.columns import ExactDecimal
from thidua.db.engine import engine, reading
from thidua.db.tables import (
    Account,
    AuditEntry,
    Block,
    BlockYear,
    Consideration,
    Covenant,
    CovenantRanking,
    CovenantRow,
    CovenantSetting,
    Extension,
    Membership,
    RoleGrant,
    ScoreLine,
    ScoreSheet,
    SignIn,
    StageChange,
    StageWindow,
    Unit,
)
from thidua.domain.access.account import LIFETIME
from thidua.domain.access.permissions import Role
from thidua.domain.period.consideration import ConsiderationState
from thidua.domain.period.part import YearKind
from thidua.domain.period.stage import Stage
from thidua.domain.rules.entry import LineState
from thidua.domain.scoring.sheet import Hand, SheetStatus

pytestmark = pytest.mark.both_databases

NOW = datetime(2025, 11, 30, 5, 0, tzinfo=UTC)


def saved(row):
    """Lưu một dòng and give it back."""
    with tampering() as session:
        session.add(row)
    return row


def make_sheet(**changes):
    """Bảng chấm điểm đã lưu, with its block, year and unit."""
    block = saved(Block(code="K1", name="Khối 1"))
    unit = saved(Unit(code="STC", name="Sở Tài chính"))
    year = saved(BlockYear(block_id=block.id, year=2025))
    return saved(
        ScoreSheet(**{"block_year_id": year.id, "unit_id": unit.id, "hand": Hand.SELF, **changes})
    )


def make_line(sheet, **changes):
    """Dòng điểm chưa lưu."""
    return ScoreLine(
        **{
            "sheet_id": sheet.id,
            "criterion_code": "A.1",
            "points": Decimal("9.75"),
            "covenant_version": 1,
            "entered_by": "An",
            "entered_at": NOW,
            **changes,
        }
    )


def make_entry(**changes):
    """Mục nhật ký đã lưu."""
    seals = {"previous_hash": "0" * 64, "hash": "1" * 64}
    usual = {"position": 1, "at": NOW, "actor": "An", "action": "sheet.saved", **seals}
    return saved(AuditEntry(**usual, **changes))


def test_every_table_keeps_its_row(database_url):
    sheet = make_sheet()
    covenant = saved(
        Covenant(
            block_year_id=sheet.block_year_id,
            title="Giao ước 2025",
            created_at=NOW,
            created_by="An",
            fingerprint="0" * 64,
        )
    )
    rows = [
        saved(row)
        for row in (
            Membership(block_id=1, unit_id=sheet.unit_id, year=2025),
            CovenantSetting(covenant_id=covenant.id, position=1, name="Thang điểm", value="1000"),
            CovenantRow(
                covenant_id=covenant.id, position=1, code="A.1", max_points=Decimal("97.355")
            ),
            CovenantRanking(covenant_id=covenant.id, position=1, kind="Xếp loại"),
            Consideration(
                block_year_id=sheet.block_year_id,
                unit_id=sheet.unit_id,
                state=ConsiderationState.DEFERRED,
                reason="Đang xem xét kỷ luật",
                set_by="An",
                set_at=NOW,
            ),
            make_line(sheet, state=LineState.SCORED, target=Decimal("0.1"), choice="Tốt"),
            make_entry(year=2025, content="{}"),
            Account(
                login="an.nguyen", full_name="Nguyễn An", created_at=NOW, created_by="Hệ thống"
            ),
            RoleGrant(
                account_id=1,
                role=Role.UNIT_OFFICER,
                block_id=1,
                unit_id=sheet.unit_id,
                year=2025,
                granted_at=NOW,
                granted_by="Hệ thống",
            ),
            SignIn(
                token_hash="0" * 64,
                account_id=1,
                created_at=NOW,
                used_at=NOW,
                expires_at=NOW + LIFETIME,
            ),
            StageWindow(
                block_year_id=sheet.block_year_id, stage=Stage.SELF_SCORE, hard_deadline=NOW
            ),
            Extension(
                block_year_id=sheet.block_year_id,
                unit_id=sheet.unit_id,
                stage=Stage.SELF_SCORE,
                until=NOW + LIFETIME,
                reason="Bão lũ",
                granted_by="An",
                granted_at=NOW,
            ),
            StageChange(
                block_year_id=sheet.block_year_id,
                old_stage=Stage.PREPARE,
                new_stage=Stage.SIGN,
                asked_by="An",
                asked_at=NOW,
                done_by="An",
                done_at=NOW,
            ),
        )
    ]

    with reading() as session:
        for row in [sheet, covenant, *rows]:
            assert session.get(type(row), row.id).model_dump() == row.model_dump()


def test_defaults_are_the_beginning_of_each_path(database_url):
    sheet = make_sheet()

    with reading() as session:
        year = session.get(BlockYear, sheet.block_year_id)
        assert (year.kind, year.stage) == (YearKind.YEAR, Stage.PREPARE)
        assert (sheet.status, sheet.version, sheet.verified_at) == (SheetStatus.DRAFT, 1, None)


def test_a_row_cannot_point_to_nothing(database_url):
    with pytest.raises(IntegrityError):
        saved(BlockYear(block_id=404, year=2025))


def test_what_others_point_to_cannot_be_removed(database_url):
    sheet = make_sheet()

    with pytest.raises(IntegrityError), tampering() as session:
        session.delete(session.get(Unit, sheet.unit_id))


def test_every_reference_is_indexed(database_url):
    inspector = sa.inspect(engine())
    for table in SQLModel.metadata.tables.values():
        leading = {index["column_names"][0] for index in inspector.get_indexes(table.name)}
        leading |= {
            unique["column_names"][0] for unique in inspector.get_unique_constraints(table.name)
        }
        leading.add(inspector.get_pk_constraint(table.name)["constrained_columns"][0])
        referring = {
            key["constrained_columns"][0] for key in inspector.get_foreign_keys(table.name)
        }
        assert referring == {c.name for c in table.columns if c.foreign_keys}
        assert referring <= leading, table.name


def test_the_database_accepts_every_code_of_every_enum_and_no_other(database_url):
    inspector = sa.inspect(engine())
    for table in SQLModel.metadata.tables.values():
        checks = {
            check["name"]: check["sqltext"] for check in inspector.get_check_constraints(table.name)
        }
        enums = [column for column in table.columns if isinstance(column.type, sa.Enum)]
        for column in enums:
            check = checks.pop(f"ck_{table.name}_{column.type.name}")
            assert column.name in check
            assert check.count("'") == 2 * len(column.type.enums)
            assert all(f"'{code}'" in check for code in column.type.enums)
        assert checks.keys() == {
            one.name for one in table.constraints if isinstance(one, sa.CheckConstraint)
        } - {f"ck_{table.name}_{column.type.name}" for column in enums}


@pytest.mark.parametrize(
    "again",
    [
        lambda sheet: Block(code="K1", name="Khối khác"),
        lambda sheet: Unit(code="STC", name="Sở khác"),
        lambda sheet: BlockYear(block_id=1, year=2025),
        lambda sheet: ScoreSheet(
            block_year_id=sheet.block_year_id, unit_id=sheet.unit_id, hand=Hand.SELF
        ),
    ],
)
def test_what_must_be_one_is_one(database_url, again):
    sheet = make_sheet()

    with pytest.raises(IntegrityError):
        saved(again(sheet))


def test_each_reviewer_has_a_sheet_of_the_same_unit(database_url):
    sheet = make_sheet()
    place = {"block_year_id": sheet.block_year_id, "unit_id": sheet.unit_id, "hand": Hand.CROSS}

    saved(ScoreSheet(**place, reviewer="SNV"))
    saved(ScoreSheet(**place, reviewer="SYT"))
    with pytest.raises(IntegrityError):
        saved(ScoreSheet(**place, reviewer="SYT"))


def test_a_criterion_has_one_live_line_and_keeps_the_earlier_ones(database_url):
    sheet = make_sheet()
    first = saved(make_line(sheet))
    with pytest.raises(IntegrityError):
        saved(make_line(sheet, version=2))

    with tampering() as session:
        session.get(ScoreLine, first.id).live = False
        session.flush()
        session.add(make_line(sheet, version=2, points=Decimal(10)))
        session.add(make_line(sheet, criterion_code="A.2"))
    with reading() as session:
        history = session.exec(
            select(ScoreLine.version, ScoreLine.live, ScoreLine.points)
            .where(ScoreLine.criterion_code == "A.1")
            .order_by(ScoreLine.version)
        )
        assert history.all() == [(1, False, Decimal("9.75")), (2, True, Decimal(10))]


def test_a_version_is_written_once(database_url):
    sheet = make_sheet()
    saved(make_line(sheet, live=False))

    with pytest.raises(IntegrityError):
        saved(make_line(sheet, live=False))


def test_live_lines_of_many_sheets_are_found_by_the_index(database_url):
    sheet = make_sheet()
    with tampering() as session:
        for number in range(200):
            for version in range(1, 6):
                session.add(
                    make_line(
                        sheet, criterion_code=f"A.{number}", version=version, live=version == 5
                    )
                )
    wanted = select(ScoreLine).where(col(ScoreLine.sheet_id).in_([1, 2, 3]), col(ScoreLine.live))
    plain = str(wanted.compile(engine(), compile_kwargs={"literal_binds": True}))
    on_sqlite = engine().dialect.name == "sqlite"

    with engine().begin() as connection:
        if not on_sqlite:  # or the planner reads so small a table from end to end
            connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
            connection.exec_driver_sql("ANALYZE score_line")
        explain = "EXPLAIN QUERY PLAN" if on_sqlite else "EXPLAIN"
        plan = connection.exec_driver_sql(f"{explain} {plain}").all()
    assert "uq_score_line_live" in str(plan)


@pytest.mark.parametrize(
    "attempt",
    [
        "UPDATE audit_entry SET reason = 'khác'",
        "UPDATE audit_entry SET hash = 'x' WHERE id = 1",
        "DELETE FROM audit_entry",
    ],
)
def test_the_record_can_only_grow(database_url, attempt):
    entry = make_entry(reason="đúng")
    with pytest.raises(DBAPIError, match="Nhật ký chỉ được ghi thêm"), tampering() as session:
        session.execute(sa.text(attempt))

    with reading() as session:
        assert session.get(AuditEntry, entry.id).reason == "đúng"


def test_the_record_cannot_be_replaced_or_emptied_by_a_side_door(database_url):
    entry = make_entry(reason="đúng")
    sqlite_way = (
        "INSERT OR REPLACE INTO audit_entry (id, position, at, actor, on_behalf_of, action,"
        " block_code, year, unit_code, criterion_code, content, reason, previous_hash, hash)"
        " SELECT 99, position, at, 'kẻ khác',"
        " on_behalf_of, action, block_code, year, unit_code, criterion_code, content, reason,"
        " previous_hash, hash"
        " FROM audit_entry"
    )
    on_sqlite = engine().dialect.name == "sqlite"
    with pytest.raises(DBAPIError, match="Nhật ký chỉ được ghi thêm"), tampering() as session:
        session.execute(sa.text(sqlite_way if on_sqlite else "TRUNCATE audit_entry"))

    with reading() as session:
        assert session.get(AuditEntry, entry.id).actor == "An"


def test_no_column_holds_a_binary_fraction():
    kinds = {type(c.type) for table in SQLModel.metadata.tables.values() for c in table.columns}

    assert not any(issubclass(kind, sa.Numeric) for kind in kinds)
    assert ExactDecimal in kinds


def test_every_table_says_its_name_in_vietnamese():
    for table in SQLModel.__subclasses__():
        assert not (table.__doc__ or "").isascii(), table
