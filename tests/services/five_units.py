"""Khối năm đơn vị trong cơ sở dữ liệu: every unit scored by the other four, all handed in."""

from decimal import Decimal

from sqlmodel import col, select

from tests.databases import prepared
from tests.domain.five_units import CASE, GIVEN, REVIEWS, UNITS
from tests.noting import noting
from tests.people import PROGRAM
from tests.services.year import NOW
from thidua.db.engine import reading, writing
from thidua.db.tables import BlockYear, ReviewPlan, ScoreLine, ScoreSheet, Unit
from thidua.domain.covenant.draft import CovenantDraft, CriterionRow, SettingRow
from thidua.domain.period.roster import RosterRow
from thidua.domain.period.stage import Stage
from thidua.domain.rules.entry import LineState
from thidua.domain.scoring.sheet import Hand, SheetStatus
from thidua.services.covenant import covenants
from thidua.services.ground.work import Work
from thidua.services.period import rosters

CLAIMS = {unit: {code: max(given) for code, given in GIVEN[unit].items()} for unit in UNITS}


@prepared
def fill(stage=Stage.VERIFY, *, hides_names=False, agreed=()):
    """Khối với mọi phiếu đã nộp; every unit claims the most that anybody gives it.

    `agreed` are units and the points settled for them.
    """
    rows = [
        RosterRow("K5", "Khối năm", code, f"Phòng {code}", f"P. {code}", "phòng", 2025)
        for code in UNITS
    ]
    settings = (
        SettingRow("Khối", "K5"),
        SettingRow("Năm", "2025"),
        SettingRow("Tên giao ước", "Giao ước"),
        SettingRow("Cách tổng hợp điểm chấm chéo", "Trung bình"),
    )
    criteria = [
        CriterionRow(
            code, one.text, one.max_points, "Chấm mức", sign="thưởng" if code == "C4" else ""
        )
        for code, one in CASE.covenant.criteria.items()
    ]
    with writing() as session:
        rosters.import_roster(Work(session, PROGRAM, now=NOW), rows=rows)
        draft = CovenantDraft(settings, tuple(criteria))
        covenants.adopt_covenant(Work(session, PROGRAM, now=NOW), draft=draft)
    period = fresh()
    with noting() as session:
        session.get_one(BlockYear, period.id).stage = stage
        session.add(
            ReviewPlan(
                block_year_id=period.id,
                hides_names=hides_names,
                mask="khó đoán",
                set_by="thử",
                set_at=NOW,
            )
        )
        known = select(Unit.code, Unit.id).where(col(Unit.code).in_(list(UNITS)))
        keys = dict(session.exec(known).all())
        for unit in UNITS:
            _sheet(session, period, keys[unit], Hand.SELF, "", CLAIMS[unit])
            for reviewer, entries in REVIEWS[unit].items():
                points = {code: entry.points for code, entry in entries.items()}
                _sheet(session, period, keys[unit], Hand.CROSS, reviewer, points)
        for unit, points in agreed:
            state = LineState.AGREED
            _sheet(session, period, keys[unit], Hand.VERIFIED, "", points, state)
    return fresh()


HANDED_IN = {"status": SheetStatus.SUBMITTED, "submitted_by": "thử", "submitted_at": NOW}


def _sheet(session, period, unit_id, hand, reviewer, points, state=LineState.SCORED):
    sheet = ScoreSheet(
        block_year_id=period.id,
        unit_id=unit_id,
        hand=hand,
        reviewer=reviewer,
        **({} if hand is Hand.VERIFIED else HANDED_IN),
    )
    session.add(sheet)
    session.flush()
    for code, value in points.items():
        session.add(
            ScoreLine(
                sheet_id=sheet.id,
                criterion_code=code,
                points=Decimal(value),
                state=state,
                explanation="" if hand is Hand.SELF else f"căn cứ cho {code}",
                covenant_version=1,
                entered_by="thử",
                entered_at=NOW,
                confirmed_by="thử",
                confirmed_at=NOW,
            )
        )


def fresh():
    """Kỳ này as it stands now."""
    with reading() as session:
        return rosters.period(Work(session, PROGRAM), block="K5", year=2025)
