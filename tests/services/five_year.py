"""Khối năm đơn vị chấm chéo nhau, through the services: the block of the acceptance tests."""

from datetime import UTC, datetime
from decimal import Decimal

from tests import noting
from tests.databases import prepared
from tests.domain.five_units import GIVEN, UNITS
from tests.people import PROGRAM
from thidua.db import queries
from thidua.db.engine import reading, writing
from thidua.domain.access.permissions import Actor, Grant, Role
from thidua.domain.covenant.draft import CovenantDraft, CriterionRow, RankingRow, SettingRow
from thidua.domain.period.roster import RosterRow
from thidua.domain.period.stage import Stage
from thidua.domain.review.plan import REST, Assignment, Blindness
from thidua.domain.rules.entry import Entry
from thidua.domain.scoring.sheet import Hand
from thidua.services.covenant import covenants
from thidua.services.ground.work import Work
from thidua.services.period import rosters
from thidua.services.ranking import standings
from thidua.services.review import assignments, reviews
from thidua.services.scoring import sheets
from thidua.services.scoring.sheets import LineEdit

NOW = datetime(2026, 3, 20, 2, 0, tzinfo=UTC)
MAXIMA = {"C1": 40, "C2": 30, "C3": 20, "C4": 10}
PAIRS = [(reviewer, unit) for unit in UNITS for reviewer in UNITS if reviewer != unit]


def of(role, unit=None, login=""):
    """Người với một vai trò trong khối này."""
    name = login or f"{role}-{unit or ''}".lower().strip("-")
    return Actor(f"Người {name} ({name})", (Grant(role, "K1", unit, 2025, ""),), name)


HEAD = of(Role.HEAD, login="truong")
SECRETARY = of(Role.SECRETARY, login="thu")
OFFICERS = {unit: of(Role.UNIT_OFFICER, unit, unit.lower()) for unit in UNITS}
LEADER = of(Role.LEADER, login="lanhdao")
AUDITOR = Actor("Người kiểm tra (kiemtra)", (Grant(Role.AUDITOR),), "kiemtra")
PEOPLE = (HEAD, SECRETARY, *OFFICERS.values(), LEADER, AUDITOR)


@prepared
def settle(combining="Trung bình", stage=Stage.CROSS_SCORE, ranking=()):
    """Khối năm đơn vị, everybody's claim at its maximum, and the period at this stage."""
    rows = [
        RosterRow("K1", "Khối năm đơn vị", code, f"Đơn vị {code}", f"ĐV {code}", "sở", 2025)
        for code in UNITS
    ]
    draft = CovenantDraft(
        (
            SettingRow("Khối", "K1"),
            SettingRow("Năm", "2025"),
            SettingRow("Tên giao ước", "Giao ước năm đơn vị"),
            SettingRow("Cách tổng hợp điểm chấm chéo", combining),
        ),
        tuple(
            CriterionRow(
                code,
                f"Tiêu chí {code}",
                Decimal(most),
                "Chấm mức",
                "bước 0,25",
                sign="thưởng" if code == "C4" else "+",
            )
            for code, most in MAXIMA.items()
        ),
        tuple(RankingRow(*row) for row in ranking),
    )
    with writing() as session:
        rosters.import_roster(Work(session, PROGRAM, now=NOW), rows=rows)
        covenants.adopt_covenant(Work(session, PROGRAM, now=NOW), draft=draft)
    move(Stage.SELF_SCORE)
    for unit in UNITS:
        edits = [
            LineEdit(code, 0, Entry(points=Decimal(most), explanation=f"Tự chấm {unit}"))
            for code, most in MAXIMA.items()
        ]
        do(sheets.save_lines, OFFICERS[unit], unit=unit, hand=Hand.SELF, edits=edits)
    move(stage)


def fresh():
    """Kỳ này as it stands now."""
    with reading() as session:
        return rosters.period(Work(session, PROGRAM), block="K1", year=2025)


def move(stage):
    """Đưa kỳ tới một giai đoạn, without what a real period is asked for."""
    noting.move(fresh(), stage)


def do(service, actor=HEAD, now=NOW, **named):
    """Làm một việc in a transaction of its own."""
    with writing() as session:
        return service(Work(session, actor, fresh(), now), **named)


def see(service, actor=HEAD, now=NOW, **named):
    """Xem, as this person."""
    with reading() as session:
        return service(Work(session, actor, fresh(), now), **named)


@prepared
def assign(pairs=PAIRS):
    """Phân công các cặp người chấm, đơn vị này."""
    rows = [Assignment(reviewer, unit, REST) for reviewer, unit in pairs]
    version = see(assignments.plan).version
    do(assignments.assign, assignments=rows, seed="", seen=version)


def blind(**hidden):
    """Đặt điều được giấu; what is not named is not hidden."""
    wanted = Blindness(**({"claim": False, "others": False, "names": False} | hidden))
    do(assignments.set_blindness, blindness=wanted, seen=see(assignments.plan).version)


def marks(reviewer, unit):
    """Điểm trong mẫu mà đơn vị này chấm cho đơn vị kia."""
    place = [one for one in UNITS if one != unit].index(reviewer)
    return {code: Decimal(given[place]) for code, given in GIVEN[unit].items()}


def fill(reviewer, unit, given=None, actor=None):
    """Ghi một phiếu, not yet handed in."""
    edits = [
        LineEdit(code, 0, Entry(points=points, explanation=f"{reviewer} chấm {unit}"))
        for code, points in (given or marks(reviewer, unit)).items()
    ]
    place = {"unit": unit, "hand": Hand.CROSS, "reviewer": reviewer}
    do(sheets.save_lines, actor or OFFICERS[reviewer], edits=edits, **place)


def hand_in(reviewer, unit):
    """Nộp một phiếu."""
    do(reviews.hand_in, OFFICERS[reviewer], reviewer=reviewer, unit=unit)


@prepared
def review_all(pairs=PAIRS):
    """Mọi phiếu đã ghi và nộp."""
    for reviewer, unit in pairs:
        fill(reviewer, unit)
        hand_in(reviewer, unit)


def board():
    """Bảng tổng hợp hiện thời."""
    with reading() as session:
        return standings.unchecked_board(session, fresh())


def board_sheets():
    """Bảng chấm của bảng tổng hợp hiện thời."""
    with reading() as session:
        return standings.sheets_of(session, standings.unchecked_board(session, fresh()))


def places(found=None):
    """Đơn vị, hạng và tổng, as they are printed."""
    found = found or board()
    text = found.covenant.scale.text
    return [(row.unit, row.rank, text(row.total)) for row in found.standings.rows]


def plan():
    """Cách chấm chéo đang có."""
    with reading() as session:
        return queries.review_plan(session, fresh())
