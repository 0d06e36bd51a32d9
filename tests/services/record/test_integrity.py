"""Kiểm tra toàn vẹn: each invariant holds on the demo and finds the fault planted for it."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from sqlmodel import col, select
from typer.testing import CliRunner

from tests.people import PROGRAM, acting
from tests.tampering import bend
from thidua.commands import app
from thidua.db.engine import engine, reading
from thidua.db.tables import ScoreSheet, Unit
from thidua.domain.access.permissions import Role
from thidua.domain.ground.errors import NotPermitted
from thidua.services.demo import fill as demo
from thidua.services.ground.work import Work
from thidua.services.record import integrity

NOW = datetime(2026, 3, 20, 2, 0, tzinfo=UTC)
OF_2025 = (
    "(SELECT block_year.id FROM block_year JOIN block ON block.id = block_year.block_id"
    f" WHERE year = 2025 AND code = '{demo.BLOCK_CODE}')"
)
A_LINE = (
    "(SELECT min(score_line.id) FROM score_line JOIN score_sheet ON score_sheet.id = sheet_id"
    f" WHERE block_year_id = {OF_2025} AND points IS NOT NULL AND live)"
)


@pytest.fixture(autouse=True)
def filled(demo_database_url):
    """Khối mẫu."""


def faults():
    with reading() as session:
        found = integrity.verdicts(Work(session, PROGRAM))
    return {one.code: one.fault for one in found if not one.holds}


def plant(statement):
    first = []
    if "audit_entry" in statement and engine().dialect.name == "sqlite":
        first.append("DROP TRIGGER audit_entry_no_change")
    if "INTO score_line" in statement:
        first.append("DROP INDEX uq_score_line_live")
    bend(*first, statement)


def test_every_invariant_holds_on_the_demo():
    assert faults() == {}


_COPY = (
    "INSERT INTO score_line (sheet_id, criterion_code, version, live, state, points, events,"
    " explanation, evidence, covenant_version, entered_by, on_behalf_of, entered_at, confirmed_by)"
    " SELECT sheet_id, criterion_code, 99, live, state, points, events, explanation, evidence,"
    f" covenant_version, entered_by, on_behalf_of, entered_at, confirmed_by FROM score_line"
    f" WHERE id = {A_LINE}"
)


@pytest.mark.parametrize(
    ("code", "statement"),
    [
        ("I02", f"UPDATE score_line SET points = '9999' WHERE id = {A_LINE}"),
        ("I04", _COPY),
        ("I05", f"UPDATE score_line SET covenant_version = 7 WHERE id = {A_LINE}"),
        ("I06", f"UPDATE score_line SET points = '1' WHERE id = {A_LINE}"),
        (
            "I09",
            "UPDATE audit_entry SET content = "
            '\'{"rows":[{"after":{"stage":"locked"},"key":1,"table":"block_year"}]}\''
            " WHERE position = (SELECT min(position) FROM audit_entry"
            " WHERE action = 'stage.moved')",
        ),
        (
            "I10",
            "INSERT INTO stage_change (block_year_id, old_stage, new_stage, reason, asked_by,"
            f" asked_at, done_by, done_at, withdrawn, fingerprint) SELECT {OF_2025}, 'verify',"
            " 'sign', 'x', 'An', '2026-01-01', 'An', '2026-01-01', 0 = 1, ''",
        ),
        ("I11", "UPDATE audit_entry SET reason = 'khác' WHERE position = 44"),
        (
            "I18",
            "UPDATE audit_entry SET content = "
            '\'{"rows":[{"after":{"confirmed_by":{"person":"x"}},"key":1,'
            '"naming":{"entered_by":{"person":"x"}},"table":"score_line"}]}\''
            " WHERE position = (SELECT min(position) FROM audit_entry"
            " WHERE action = 'score.confirmed')",
        ),
        ("I22", "UPDATE joint_decision SET done_of = asked_of"),
        ("I20", "UPDATE role_grant SET year = NULL WHERE role = 'head'"),
    ],
)
def test_a_planted_fault_is_found(code, statement):
    plant(statement)

    assert faults().get(code)


A_KEPT_SCORE = (
    "(SELECT min(sheet_id) FROM sheet_score JOIN score_sheet ON score_sheet.id = sheet_id"
    f" WHERE block_year_id = {OF_2025} AND hand = 'self')"
)


@pytest.mark.parametrize(
    "change",
    [
        """content = replace(content, '"so_far":"', '"so_far":"1')""",
        "content = 'không đọc được'",
        "is_combined = NOT is_combined",
    ],
)
def test_a_kept_score_that_is_not_what_the_lines_make_is_named_and_cured(change):
    plant(f"UPDATE sheet_score SET {change} WHERE sheet_id = {A_KEPT_SCORE}")
    with reading() as session:
        unit = session.exec(
            select(Unit.code)
            .join(ScoreSheet, col(ScoreSheet.unit_id) == col(Unit.id))
            .where(col(ScoreSheet.id) == session.connection().scalar(text(A_KEPT_SCORE[1:-1])))
        ).one()

    fault = (
        f"{demo.BLOCK_CODE} 2025 · {unit}: điểm tự chấm đang giữ khác điểm tính từ các dòng; "
        "chạy «python -m thidua rebuild-scores»"
    )
    assert faults() == {"I08": fault}
    with reading() as session:
        assert integrity.first_fault(session) == fault

    done = CliRunner().invoke(app, ["rebuild-scores"])

    assert "1 bảng đang giữ điểm sai, 0 bảng chưa giữ điểm" in done.stdout
    assert (done.exit_code, faults()) == (0, {})


def test_a_kept_score_that_nobody_believes_is_no_fault():
    plant(
        f"UPDATE sheet_score SET content = 'x', made_by = 'bản cũ' WHERE sheet_id = {A_KEPT_SCORE}"
    )

    assert faults() == {}


_RECUSED = (
    "INSERT INTO recusal (block_year_id, reviewer, unit_id, reason, declared_by, declared_at,"
    f" ended_by) SELECT {OF_2025}, 'VP', id, 'x', 'An', '2026-01-01', '' FROM unit"
    " WHERE code = 'TTR'"
)
_SHEET = (
    "INSERT INTO score_sheet (block_year_id, unit_id, hand, reviewer, status, version, verified_by,"
    f" submitted_by, returned_reason, blindness) SELECT {OF_2025}, id, 'cross', 'VP', 'draft', 1,"
    " '', '', '', '' FROM unit WHERE code = '{}'"
)


def _assigned(unit, day):
    return (
        "INSERT INTO review_assignment (block_year_id, reviewer, unit_id, group_code,"
        f" absent_reason, set_by, set_at) SELECT {OF_2025}, 'VP', id, 'thử', '', 'An', '{day}'"
        f" FROM unit WHERE code = '{unit}'"
    )


def _scored(day):
    return _COPY.replace("entered_at, confirmed_by FROM", f"'{day}', confirmed_by FROM").replace(
        "SELECT sheet_id",
        "SELECT (SELECT max(score_sheet.id) FROM score_sheet WHERE hand = 'cross')",
    )


@pytest.mark.parametrize(
    ("statements", "fault"),
    [
        ([_assigned("VP", "2025-12-31")], "VP: được phân công chấm thử của chính mình"),
        ([_SHEET.format("VP")], "VP: có phiếu chấm chéo cho chính mình"),
        ([_assigned("TTR", "2025-12-31"), _RECUSED], None),
        (
            [_RECUSED, _assigned("TTR", "2026-01-02")],
            "VP: được phân công chấm TTR sau khi đã từ chối",
        ),
        ([_SHEET.format("TTR"), _scored("2025-12-31"), _RECUSED], None),
        ([_RECUSED, _SHEET.format("TTR"), _scored("2026-01-02")], "của TTR sau khi đã từ chối"),
    ],
)
def test_nobody_reviews_the_own_unit_or_one_declared_a_conflict(statements, fault):
    for statement in statements:
        plant(statement)

    found = faults().get("I03")
    assert found is None if fault is None else fault in found


@pytest.mark.parametrize("role", [Role.HEAD, Role.UNIT_OFFICER, Role.LEADER, Role.KIOSK])
def test_only_who_looks_after_the_system_may_check_it(role):
    with pytest.raises(NotPermitted), reading() as session:
        integrity.verdicts(Work(session, acting(role, demo.BLOCK_CODE, 2025, "VP")))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ballot_slip SET answer = 'disagree' WHERE answer = 'agree'",
        "DELETE FROM ballot_slip",
        "UPDATE audit_entry SET reason = 'khác' WHERE position = 9",
        "UPDATE unit SET name = 'khác' WHERE code = 'DT'",
    ],
)
def test_what_no_lock_and_no_restore_may_pass_over_is_told_by_one_question(statement):
    with reading() as session:
        assert integrity.first_fault(session) == ""

    bend(
        *(
            f"DROP TRIGGER audit_entry_{guard}"
            for guard in ("no_change", "no_removal", "no_replacement")
            if engine().dialect.name == "sqlite"
        ),
        statement,
    )

    with reading() as session:
        assert integrity.first_fault(session) != ""
