"""Sống sót: what was acknowledged is there after a kill, once, and many writers lose nothing."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from sqlmodel import col, func, select

from tests.databases import prepared
from tests.people import PROGRAM
from thidua.db.engine import ROOT, reading, writing
from thidua.db.tables import AuditEntry, ScoreLine
from thidua.domain.covenant.draft import CovenantDraft, CriterionRow, SettingRow
from thidua.domain.period.roster import RosterRow
from thidua.domain.rules.entry import Entry
from thidua.domain.scoring.sheet import Hand
from thidua.services.covenant import covenants
from thidua.services.ground.work import Work
from thidua.services.period import rosters
from thidua.services.record import chained
from thidua.services.scoring import sheets
from thidua.services.scoring.sheets import LineEdit, LinesChanged

NOW = datetime(2026, 3, 20, 2, 0, tzinfo=UTC)
UNITS = [f"D{number:02}" for number in range(1, 51)]
DRAFT = CovenantDraft(
    (SettingRow("Khối", "K1"), SettingRow("Năm", "2025"), SettingRow("Tên giao ước", "Giao ước")),
    (
        CriterionRow("I", "Kết quả", Decimal(1000), "Chấm mức"),
        CriterionRow("II", "Nền nếp", Decimal(100), "Chấm mức"),
    ),
)
CHILD = """
import sys
from tests.services.record.test_survival import PROGRAM, change, period
unit, base = sys.argv[1], int(sys.argv[2])
found = period()
for number in range(base, base + 10_000):
    change(found, unit, number, number % 1000)
    print(number + 1, flush=True)
"""


@pytest.fixture(autouse=True)
def block(database_url):
    settle()


@prepared
def settle():
    rows = [RosterRow("K1", "Khối một", unit, unit, unit, "phòng", 2025) for unit in UNITS]
    with writing() as session:
        rosters.import_roster(Work(session, PROGRAM, now=NOW), rows=rows)
        covenants.adopt_covenant(Work(session, PROGRAM, now=NOW), draft=DRAFT)


def period():
    with reading() as session:
        return rosters.period(Work(session, PROGRAM), block="K1", year=2025)


def change(found, unit, base, value):
    edit = LineEdit("I", base, Entry(points=Decimal(value)))
    with writing() as session:
        sheets.save_lines(
            Work(session, PROGRAM, found, NOW),
            unit=unit,
            hand=Hand.VERIFIED,
            edits=[edit],
            document="Phiếu có ký",
        )


def versions(unit):
    with reading() as session:
        rows = session.exec(
            select(ScoreLine.version, ScoreLine.live)
            .join(sheets.ScoreSheet, col(sheets.ScoreSheet.id) == col(ScoreLine.sheet_id))
            .join(sheets.Unit, col(sheets.Unit.id) == col(sheets.ScoreSheet.unit_id))
            .where(sheets.Unit.code == unit)
            .order_by(col(ScoreLine.version))
        )
        return list(rows)


def assert_whole():
    with reading() as session:
        assert chained.chain_fault(session) is None
        assert chained.mismatches(Work(session, PROGRAM)) == []


def child(unit, base=0):
    return subprocess.Popen(
        [sys.executable, "-c", CHILD, unit, str(base)],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )


def kill_after(process, seconds):
    """Kills without warning, and gives back what it had acknowledged by then."""
    first = process.stdout.readline()
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    with process:
        rest = process.stdout.read().split("\n")
    return [int(line) for line in [first, *rest] if line.strip().isdigit()]


@pytest.mark.both_databases
def test_a_killed_process_loses_nothing_it_acknowledged_and_leaves_nothing_half(database_url):
    kept = 0
    for _ in range(3):
        acknowledged = kill_after(child("D01", kept), 0.4)
        found = versions("D01")
        numbers = [version for version, _ in found]

        assert acknowledged[-1] <= numbers[-1] <= acknowledged[-1] + 1
        assert numbers == list(range(1, numbers[-1] + 1))
        assert [live for _, live in found] == [False] * (len(found) - 1) + [True]
        assert_whole()
        kept = numbers[-1]


def test_two_processes_write_side_by_side_and_none_is_lost(database_url):
    both = [child("D01"), child("D02")]
    acknowledged = [kill_after(process, 0.6) for process in both]

    for unit, said in zip(("D01", "D02"), acknowledged, strict=True):
        numbers = [version for version, _ in versions(unit)]
        assert set(said) <= set(numbers) == set(range(1, len(numbers) + 1))
    assert_whole()


@pytest.mark.both_databases
def test_fifty_writers_at_once_lose_nothing_and_double_nothing(database_url):
    found = period()

    with ThreadPoolExecutor(50) as pool:
        list(pool.map(lambda unit: change(found, unit, 0, 7), UNITS))

    with reading() as session:
        lines = session.exec(select(func.count()).select_from(ScoreLine)).one()
        entries = session.exec(
            select(func.count()).where(AuditEntry.action == "score.verified")
        ).one()
    assert (lines, entries) == (50, 50)
    assert_whole()


@pytest.mark.both_databases
def test_of_fifty_who_save_the_same_line_one_wins_and_each_other_sees_both_values(database_url):
    found = period()
    change(found, "D01", 0, 1)

    def attempt(value):
        try:
            change(found, "D01", 1, value)
        except LinesChanged as stale:
            return stale.conflicts
        return value

    with ThreadPoolExecutor(50) as pool:
        results = list(pool.map(attempt, range(100, 150)))

    winners = [one for one in results if isinstance(one, int)]
    assert len(winners) == 1
    for place, result in enumerate(results):
        if isinstance(result, tuple) and result:
            (conflict,) = result
            assert conflict.stored == f"{winners[0]} điểm"
            assert conflict.typed == f"{100 + place} điểm"
    assert [version for version, _ in versions("D01")] == [1, 2]
    assert_whole()


def test_back_to_an_earlier_value_is_still_a_later_edit(database_url):
    found = period()
    change(found, "D01", 0, 5)
    change(found, "D01", 1, 6)
    change(found, "D01", 2, 5)

    with pytest.raises(LinesChanged):
        change(found, "D01", 1, 9)
