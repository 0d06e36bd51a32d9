"""Bảng chấm điểm: saves with versions on both databases; no later edit is lost silently."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from sqlmodel import func, select

from tests.databases import prepared
from tests.people import acting
from tests.recorded import recorded
from thidua.db import queries
from thidua.db.engine import reading, writing
from thidua.db.tables import ScoreLine
from thidua.domain.access.permissions import Role, administrator
from thidua.domain.covenant.draft import CovenantDraft, CriterionRow, SettingRow
from thidua.domain.ground.errors import NotFound, NotPermitted, Refused, StaleEdit
from thidua.domain.period.roster import RosterRow
from thidua.domain.rules.entry import Entry, LineState
from thidua.domain.scoring.sheet import Hand, SheetStatus
from thidua.domain.scoring.stored import StoredSheet
from thidua.services.covenant import covenants
from thidua.services.ground.work import Work
from thidua.services.period import rosters
from thidua.services.ranking import standings
from thidua.services.scoring import joint, sheets
from thidua.services.scoring.sheets import Conflict, LineEdit, LinesChanged
from thidua.services.verify import verification

NOW = datetime(2026, 3, 20, 2, 0, tzinfo=UTC)
ACTOR = administrator("Trần Thị Thư")
OTHER = administrator("Lê Văn Trưởng")
LEADER = acting(Role.LEADER, "K1", 2025)
DRAFT = CovenantDraft(
    (SettingRow("Khối", "K1"), SettingRow("Năm", "2025"), SettingRow("Tên giao ước", "Giao ước")),
    (
        CriterionRow("I", "Nhiệm vụ", Decimal(70)),
        CriterionRow("I.1", "Kết quả", Decimal(40), "Chấm mức", "bước 0,5"),
        CriterionRow("I.2", "Báo cáo", Decimal(30), "Đạt/không"),
    ),
)


@pytest.fixture
def period(database_url):
    return settle()


@prepared
def settle():
    rows = [
        RosterRow("K1", "Khối một", code, f"Phòng {code}", code, "phòng", 2025)
        for code in ("A", "B")
    ]
    with writing() as session:
        rosters.import_roster(Work(session, ACTOR, now=NOW), rows=rows)
        covenants.adopt_covenant(Work(session, ACTOR, now=NOW), draft=DRAFT)
    with reading() as session:
        return rosters.period(Work(session, ACTOR), block="K1", year=2025)


def save(period, *edits, actor=ACTOR, unit="A", hand=Hand.VERIFIED):
    with writing() as session:
        sheets.save_lines(
            Work(session, actor, period, NOW),
            unit=unit,
            hand=hand,
            edits=edits,
            document="Phiếu có ký",
        )
    return stored(period, unit, hand)


def points(value):
    return Entry(points=Decimal(value))


def stored(period, unit="A", hand=Hand.VERIFIED):
    with reading() as session:
        return queries.sheets(session, period, hand, unit).get(
            unit, StoredSheet(unit=unit, hand=hand)
        )


def test_a_save_stores_the_newest_version_and_records_old_and_new(period):
    save(period, LineEdit("I.1", 0, points("35.5")))
    returned = save(period, LineEdit("I.1", 1, points("36")))

    assert {code: (line.entry, line.version) for code, line in returned.lines.items()} == {
        "I.1": (points("36"), 2)
    }
    acts = recorded("score.verified")
    assert [(one.actor, one.unit, one.criterion, one.old, one.new) for one in acts] == [
        ("Trần Thị Thư", "A", "I.1", "chưa chấm", "35,5 điểm"),
        ("Trần Thị Thư", "A", "I.1", "35,5 điểm", "36 điểm"),
    ]


def test_a_stale_save_is_refused_whole_and_names_both_values(period):
    save(period, LineEdit("I.1", 0, points("30")))
    save(period, LineEdit("I.1", 1, points("31")), actor=OTHER)

    with pytest.raises(LinesChanged) as refused:
        save(period, LineEdit("I.1", 1, points("32")), LineEdit("I.2", 0, Entry(choice="Đạt")))

    assert refused.value.conflicts == (
        Conflict(
            unit="A", criterion="I.1", stored="31 điểm", typed="32 điểm", entered_by="Lê Văn Trưởng"
        ),
    )
    assert stored(period).entries == {"I.1": points("31")}


def test_an_a_b_a_overwrite_is_seen_by_version_not_by_value(period):
    save(period, LineEdit("I.1", 0, points("30")))
    save(period, LineEdit("I.1", 1, points("31")))
    save(period, LineEdit("I.1", 2, points("30")))

    with pytest.raises(LinesChanged):
        save(period, LineEdit("I.1", 1, points("33")))


def test_points_above_the_maximum_or_between_steps_are_refused_and_nothing_is_written(period):
    with pytest.raises(Refused, match="điểm 41 vượt điểm tối đa 40"):
        save(period, LineEdit("I.2", 0, Entry(choice="Đạt")), LineEdit("I.1", 0, points("41")))
    with pytest.raises(Refused, match="không theo bước 0,5"):
        save(period, LineEdit("I.1", 0, points("39.75")))

    assert stored(period).entries == {}


def test_a_unit_may_not_mark_its_own_criterion_as_not_assigned(period):
    marked = Entry(state=LineState.NOT_ASSIGNED, explanation="không có nhiệm vụ")
    with pytest.raises(Refused, match="chỉ khối trưởng"):
        save(period, LineEdit("I.1", 0, marked), hand=Hand.SELF)

    assert save(period, LineEdit("I.1", 0, marked)).entries == {}
    with reading() as session:
        (asked,) = joint.unchecked_waiting(session, period)
    assert (asked.criterion, joint.entry_of(asked.content["entry"])) == ("I.1", marked)


@pytest.mark.parametrize("reason", ["", "  ", "\u200b"])
def test_a_criterion_not_assigned_says_why(period, reason):
    marked = Entry(state=LineState.NOT_ASSIGNED, explanation=reason)
    with pytest.raises(Refused, match=r"^I\.1: cần ghi lý do và văn bản không giao"):
        save(period, LineEdit("I.1", 0, marked))


@pytest.mark.parametrize("reason", ["", "  ", "\u200b"])
def test_a_line_left_blank_says_why(period, reason):
    blank = Entry(state=LineState.LEFT_BLANK, explanation=reason)
    with pytest.raises(Refused, match=r"^I\.1: cần ghi lý do để trống\.$"):
        save(period, LineEdit("I.1", 0, blank))

    given = replace(blank, explanation="Không phát sinh")
    assert save(period, LineEdit("I.1", 0, given)).entries == {"I.1": given}


def test_an_agreed_score_needs_a_reason_that_can_be_seen(period):
    agreed = Entry(state=LineState.AGREED, points=Decimal(30), explanation="\u200b")
    with pytest.raises(Refused, match="cần ghi lý do của điểm thống nhất"):
        save(period, LineEdit("I.1", 0, agreed))


def test_rights_and_membership_are_asked_in_the_transaction(period):
    with pytest.raises(NotPermitted):
        save(period, LineEdit("I.1", 0, points("30")), actor=LEADER)
    with pytest.raises(NotFound, match="«Z» không phải thành viên"):
        save(period, LineEdit("I.1", 0, points("30")), unit="Z")

    assert stored(period).entries == {}


def test_a_withdrawn_line_is_unscored_again_and_keeps_its_history(period):
    save(period, LineEdit("I.1", 0, points("30")))
    save(period, LineEdit("I.1", 1, None))

    assert stored(period).entries == {}
    with reading() as session:
        assert session.exec(select(func.count()).select_from(ScoreLine)).one() == 2
    assert save(period, LineEdit("I.1", 2, points("29"))).lines["I.1"].version == 3


def test_a_total_is_official_only_after_the_sheet_is_verified(period):
    save(period, LineEdit("I.1", 0, points("30")))
    with pytest.raises(Refused, match="còn 1 tiêu chí chưa chấm"), writing() as session:
        verification.verify_sheet(Work(session, ACTOR, period, NOW), unit="A")
    save(period, LineEdit("I.2", 0, Entry(choice="Đạt")))

    def total():
        with reading() as session:
            return standings.standings(Work(session, ACTOR, period)).standings.of("A").total

    assert total() is None
    with writing() as session:
        verification.verify_sheet(Work(session, ACTOR, period, NOW), unit="A")
    assert total() == Decimal(60)
    assert stored(period).status is SheetStatus.VERIFIED


@pytest.mark.both_databases
def test_many_writers_of_one_line_leave_exactly_one_value_and_no_error_else(period):
    def attempt(number):
        try:
            save(period, LineEdit("I.1", 0, points(number)))
        except StaleEdit:
            return None
        return number

    with ThreadPoolExecutor(12) as pool:
        won = [number for number in pool.map(attempt, range(24)) if number is not None]

    assert len(won) == 1
    assert stored(period).entries == {"I.1": points(won[0])}
    assert [one.new for one in recorded("score.verified")] == [f"{won[0]} điểm"]
