"""Điểm các năm trước: of locked years, for the unit itself, marked where the criterion changed."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from tests.noting import noting
from tests.people import PROGRAM
from thidua.db.engine import reading, writing
from thidua.db.tables import BlockYear
from thidua.domain.access.permissions import Actor, Grant, Role
from thidua.domain.covenant.draft import CovenantDraft, CriterionRow, SettingRow
from thidua.domain.ground.errors import NotPermitted
from thidua.domain.period.roster import RosterRow
from thidua.domain.period.stage import Stage
from thidua.domain.rules.entry import Entry
from thidua.domain.scoring.past import PastPoints
from thidua.domain.scoring.sheet import Hand
from thidua.services.covenant import covenants
from thidua.services.ground.work import Work
from thidua.services.period import rosters
from thidua.services.ranking import past_points
from thidua.services.scoring import sheets
from thidua.services.scoring.sheets import LineEdit
from thidua.services.verify import verification

CUT = "giảm vì trễ hạn"
NOW = datetime(2026, 3, 20, 2, 0, tzinfo=UTC)
OFFICER = Actor("Cán bộ A (a)", (Grant(Role.UNIT_OFFICER, "K1", "A", 2025),), "a")
OTHER = Actor("Cán bộ B (b)", (Grant(Role.UNIT_OFFICER, "K1", "B", 2025),), "b")


def draft(year, maximum):
    return CovenantDraft(
        (
            SettingRow("Khối", "K1"),
            SettingRow("Năm", str(year)),
            SettingRow("Tên giao ước", "Giao ước"),
            SettingRow("Cách tổng hợp điểm chấm chéo", "Khối trưởng quyết định"),
        ),
        (
            CriterionRow("I", "Kết quả", Decimal(90), "Chấm mức"),
            CriterionRow("II", "Phong trào", Decimal(maximum), "Chấm mức"),
        ),
    )


def period(year):
    with reading() as session:
        return rosters.period(Work(session, PROGRAM), block="K1", year=year)


def score(year, own, given):
    """Một năm đã chấm và thẩm định xong, for unit A."""
    with writing() as session:
        for hand, points in ((Hand.SELF, own), (Hand.VERIFIED, given)):
            why = CUT if hand is Hand.VERIFIED else "theo báo cáo"
            edits = [
                LineEdit(code, 0, Entry(points=Decimal(value), explanation=why))
                for code, value in points.items()
            ]
            work = Work(session, PROGRAM, period(year), NOW)
            sheets.save_lines(work, unit="A", hand=hand, edits=edits, document="Phiếu có ký")
        verification.verify_sheet(Work(session, PROGRAM, period(year), NOW), unit="A")


@pytest.fixture(autouse=True)
def _years(sqlite_url):
    years = {2021: 10, 2023: 20, 2024: 10, 2025: 10}
    rows = [
        RosterRow("K1", "Khối một", code, f"Phòng {code}", code, "phòng", year)
        for code in "AB"
        for year in years
    ]
    with writing() as session:
        rosters.import_roster(Work(session, PROGRAM, now=NOW), rows=rows)
        for year, maximum in years.items():
            covenants.adopt_covenant(Work(session, PROGRAM, now=NOW), draft=draft(year, maximum))
    score(2021, {"I": 50, "II": 5}, {"I": 50, "II": 5})
    score(2023, {"I": 80, "II": 18}, {"I": 78, "II": 18})
    score(2024, {"I": 85, "II": 9}, {"I": 85, "II": 8})
    with noting() as session:
        for year in (2021, 2023, 2024):
            session.get_one(BlockYear, period(year).id).stage = Stage.PUBLISHED


def seen(actor=OFFICER):
    with reading() as session:
        return past_points.past_points(Work(session, actor, period(2025)), unit="A")


def test_three_years_back_latest_first_with_the_reason_of_the_cut():
    assert seen() == {
        "I": (
            PastPoints(
                year=2024,
                own=Decimal("85.00"),
                settled=Decimal("85.00"),
                max_points=Decimal(90),
                reason=CUT,
                is_same=True,
            ),
            PastPoints(
                year=2023,
                own=Decimal("80.00"),
                settled=Decimal("78.00"),
                max_points=Decimal(90),
                reason=CUT,
                is_same=True,
            ),
        ),
        "II": (
            PastPoints(
                year=2024,
                own=Decimal("9.00"),
                settled=Decimal("8.00"),
                max_points=Decimal(10),
                reason=CUT,
                is_same=True,
            ),
            PastPoints(
                year=2023,
                own=Decimal("18.00"),
                settled=Decimal("18.00"),
                max_points=Decimal(20),
                reason=CUT,
                is_same=False,
            ),
        ),
    }


def test_a_year_that_is_not_locked_yet_is_not_told():
    with noting() as session:
        session.get_one(BlockYear, period(2024).id).stage = Stage.APPRAISE

    assert [one.year for one in seen()["I"]] == [2023]


def test_another_unit_does_not_see_it():
    with pytest.raises(NotPermitted):
        seen(OTHER)
