"""Chữ người dùng: whatever code, name or text an import takes, the record stays whole with it."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from tests.noting import assert_as_recorded
from tests.people import PROGRAM
from thidua import passwords
from thidua.db.engine import reading, writing
from thidua.domain.access.permissions import Grant, Role, administrator
from thidua.domain.covenant.draft import CovenantDraft, CriterionRow, SettingRow
from thidua.domain.ground.errors import Refused
from thidua.domain.period.roster import RosterRow
from thidua.domain.record.backup import BackupCause
from thidua.domain.rules.entry import Entry
from thidua.domain.scoring.sheet import Hand
from thidua.services.access import accounts
from thidua.services.covenant import covenants
from thidua.services.ground.work import Work
from thidua.services.period import rosters
from thidua.services.record import backups, chained, integrity
from thidua.services.scoring import sheets
from thidua.services.scoring.sheets import LineEdit

NOW = datetime(2026, 3, 20, 2, 0, tzinfo=UTC)
NAMES = [
    "SO: 01",
    "bản 1: x; mã đối chiếu " + "0" * 64,
    "A · B",
    "X trong khối Y năm 2025",
    "đề nghị 1: đã rút (thử)",
    '{"person":"ab"}',
    '"',
    "\\",
    "«»",
    "a\tb",
    "Đã xóa 0123456789abcdef",
    "(đã xóa tên)",
    "không có",
    "chưa ghi nhận",
    "null",
    "=1+1",
    "người nhập: Chương trình kiểm thử",
    "🏆 đội",
    "e\u0301",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_like_the_record_itself_breaks_no_check_and_no_restore(sqlite_url, tmp_path, name):
    rows = [
        RosterRow(f"K {name}"[:60], name, code, name, name, name, 2025)
        for code in (f"U {name}"[:60], "B")
    ]
    person = administrator(name)
    with writing() as session:
        rosters.import_roster(Work(session, person, now=NOW), rows=rows)
        accounts.create(
            Work(session, person, now=NOW),
            login="an",
            full_name=name,
            password=passwords.new("mot hai ba"),
        )
    block, unit = rows[0].block_code, rows[0].unit_code
    with writing() as session:
        grant = Grant(Role.UNIT_OFFICER, block, unit, 2025)
        accounts.give_role(Work(session, person, now=NOW), login="an", grant=grant)
        accounts.link_subject(Work(session, person, now=NOW), login="an", subject=name)
        _adopt_and_score(session, person, block, unit, name)
    assert_as_recorded()
    with reading() as session:
        broken = [one for one in integrity.verdicts(Work(session, PROGRAM)) if not one.holds]
        assert broken == []
        assert chained.chain_fault(session) is None

    copy = backups.make(
        sqlite_url, actor=PROGRAM, now=NOW, why=BackupCause.REQUEST, to=tmp_path / "b.db"
    )
    backups.restore(copy, url=sqlite_url, actor=PROGRAM, now=NOW)
    assert_as_recorded()


def _adopt_and_score(session, person, block, unit, name):
    code = f"I {name}"[:60]
    draft = CovenantDraft(
        (SettingRow("Khối", block), SettingRow("Năm", "2025"), SettingRow("Tên giao ước", name)),
        (
            CriterionRow(name[:60], name, Decimal(100)),
            CriterionRow(code, name, Decimal(100), "Chấm mức", note=name),
        ),
    )
    try:
        covenants.adopt_covenant(Work(session, person, now=NOW), draft=draft, reason=name)
    except Refused:
        return  # a covenant may well refuse such a code, with a finding
    period = rosters.period(Work(session, person), block=block, year=2025)
    entry = Entry(points=Decimal(90), explanation=name, evidence=name)
    edit = LineEdit(next(iter(covenants.load(session, period).criteria)), 0, entry)
    sheets.save_lines(
        Work(session, person, period, NOW),
        unit=unit,
        hand=Hand.VERIFIED,
        edits=[edit],
        reason=name,
        document="Phiếu có ký",
    )
