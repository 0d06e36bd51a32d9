"""Khối có các tháng: two units, a year that adds its months, and the months themselves."""

from datetime import UTC, datetime
from decimal import Decimal

from tests import noting, second_hand
from tests.databases import prepared
from tests.people import PROGRAM
from thidua.db.engine import reading, writing
from thidua.domain.covenant.draft import CovenantDraft, CriterionRow, SettingRow
from thidua.domain.period.roster import RosterRow
from thidua.domain.period.stage import Stage
from thidua.domain.rules.entry import Entry
from thidua.domain.scoring.sheet import Hand
from thidua.services.covenant import covenants
from thidua.services.ground.work import Work
from thidua.services.period import rosters
from thidua.services.ranking import standings
from thidua.services.scoring import sheets
from thidua.services.scoring.sheets import LineEdit
from thidua.services.verify import verification

NOW = datetime(2026, 3, 20, 2, 0, tzinfo=UTC)
UNITS = ("A", "B")


def draft_of(part="", *rows, year="2025", settings=()):
    """Sổ giao ước của một kỳ, or of several: one criterion of 100 points unless told otherwise."""
    return CovenantDraft(
        (
            SettingRow("Khối", "K1"),
            SettingRow("Năm", year),
            *([SettingRow("Kỳ", part)] if part else []),
            SettingRow("Cách tổng hợp điểm chấm chéo", "Khối trưởng quyết định"),
            *settings,
        ),
        rows or (CriterionRow("I", "Công việc", Decimal(100), "Chấm mức"),),
    )


def year_draft(parameters="trung bình các tháng", most=100):
    """Giao ước năm lấy điểm từ các kỳ, and ten points of its own."""
    return draft_of(
        "",
        CriterionRow("I", "Điểm các kỳ", Decimal(most), "Từ các kỳ", parameters),
        CriterionRow("II", "Tổng kết năm", Decimal(10), "Chấm mức"),
    )


@prepared
def settle(parameters="trung bình các tháng", most=100, parts="Tháng 1-12", month_rows=()):
    """Khối hai đơn vị: the covenant of the year, and the periods that it adds."""
    rows = [
        RosterRow("K1", "Khối một", code, f"Phòng {code}", code, "phòng", 2025) for code in UNITS
    ]
    with writing() as session:
        rosters.import_roster(Work(session, PROGRAM, now=NOW), rows=rows)
        covenants.adopt_covenant(
            Work(session, PROGRAM, now=NOW), draft=year_draft(parameters, most)
        )
        covenants.adopt_covenant(
            Work(session, PROGRAM, now=NOW), draft=draft_of(parts, *month_rows)
        )


def period(part=""):
    """Kỳ này as it stands now."""
    with reading() as session:
        return rosters.period(Work(session, PROGRAM), block="K1", year=2025, part=part)


def do(service, part="", actor=PROGRAM, /, **named):
    """Làm một việc in a transaction of its own."""
    with writing() as session:
        return service(Work(session, actor, period(part), NOW), **named)


def see(service, part="", actor=PROGRAM, /, **named):
    """Xem, as this person."""
    with reading() as session:
        return service(Work(session, actor, period(part), NOW), **named)


def verify(part, unit, *, not_assigned=(), **points):
    """Chấm thẩm định rồi xác nhận một đơn vị trong một kỳ."""
    if period(part).stage is not Stage.VERIFY:
        noting.move(period(part), Stage.VERIFY)
    stored = see_sheet(part, unit)
    edits = [
        LineEdit(code, stored.versions.get(code, 0), Entry(points=Decimal(value)))
        for code, value in points.items()
    ]
    edits += not_assigned
    do(second_hand.save_lines, part, unit=unit, hand=Hand.VERIFIED, edits=edits)
    do(verification.verify_sheet, part, unit=unit)


def see_sheet(part, unit, hand=Hand.VERIFIED):
    """Bảng chấm của một đơn vị."""
    with reading() as session:
        return sheets.read_sheet(session, period(part), unit, hand)


def board(part=""):
    """Bảng tổng hợp hiện thời, kept as the pages keep it."""
    with reading() as session:
        return standings.unchecked_board(session, period(part))


def line(unit, code="I"):
    """Điểm một dòng của năm."""
    return board().standings.of(unit).score.lines[code]


def places(part=""):
    """Đơn vị, hạng và tổng, as they are printed."""
    found = board(part)
    return [
        (row.unit, row.rank, found.covenant.scale.text(row.total)) for row in found.standings.rows
    ]
