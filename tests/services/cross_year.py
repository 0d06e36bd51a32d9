"""Khối năm đơn vị đang chấm chéo: who reviews whom, written as «BA:I» for B reviews I of A."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from sqlmodel import select

from tests import noting
from tests.databases import prepared
from tests.people import PROGRAM
from tests.recorded import recorded as told
from thidua.db.engine import reading, writing
from thidua.db.tables import ScoreSheet, Unit
from thidua.domain.access.permissions import Actor, Grant, Role
from thidua.domain.covenant.draft import CovenantDraft, CriterionRow, SettingRow
from thidua.domain.period.roster import RosterRow
from thidua.domain.period.stage import Stage
from thidua.domain.review.plan import REST, Assignment
from thidua.domain.scoring.sheet import Hand, SheetStatus
from thidua.services.covenant import covenants
from thidua.services.ground.work import Work
from thidua.services.period import rosters
from thidua.services.review import assignments, recusals

NOW = datetime(2026, 3, 20, 2, 0, tzinfo=UTC)
UNITS, YEARS = "ABCDE", (2024, 2025)
HEAD = Actor("Khối trưởng (truong)", (Grant(Role.HEAD, "K1", None, 2025, ""),), "truong")
OFFICER = Actor("Cán bộ B (b)", (Grant(Role.UNIT_OFFICER, "K1", "B", 2025),), "b")
REVIEWER = Actor("Người chấm B (cb)", (Grant(Role.REVIEWER, "K1", "B", 2025),), "cb")
GROUPS = ("I", "II", REST)


def draft_of(year, combining="Trung bình", *more):
    """Giao ước hai nhóm, and one criterion outside them."""
    settings = (
        SettingRow("Khối", "K1"),
        SettingRow("Năm", str(year)),
        SettingRow("Tên giao ước", "Giao ước"),
        SettingRow("Cách tổng hợp điểm chấm chéo", combining),
        *more,
    )
    criteria = (
        CriterionRow("V", "Thưởng", Decimal(10), "Chấm mức", sign="thưởng"),
        CriterionRow("I", "Kết quả", Decimal(60)),
        CriterionRow("I.1", "Nhiệm vụ", Decimal(60), "Chấm mức"),
        CriterionRow("II", "Phong trào", Decimal(30)),
        CriterionRow("II.1", "Phong trào", Decimal(30), "Chấm mức"),
    )
    return CovenantDraft(settings, criteria)


@prepared
def settle():
    """Khối năm đơn vị in two years, and this year's period in the stage of cross-scoring."""
    rows = [
        RosterRow("K1", "Khối một", code, f"Phòng {code}", f"P. {code}", "phòng", year)
        for code in UNITS
        for year in YEARS
    ]
    with writing() as session:
        rosters.import_roster(Work(session, PROGRAM, now=NOW), rows=rows)
        for year in YEARS:
            covenants.adopt_covenant(Work(session, PROGRAM, now=NOW), draft=draft_of(year))
    move(Stage.CROSS_SCORE)


def fresh(year=2025):
    """Kỳ này as it stands now."""
    with reading() as session:
        return rosters.period(Work(session, PROGRAM), block="K1", year=year)


def move(stage, year=2025):
    """Đưa kỳ tới một giai đoạn, without what a real period is asked for."""
    noting.move(fresh(year), stage)


def do(service, actor=HEAD, now=NOW, year=2025, **named):
    """Làm một việc in a transaction of its own."""
    with writing() as session:
        return service(Work(session, actor, fresh(year), now), **named)


def seen_by(actor=PROGRAM, year=2025):
    """Cách chấm chéo as this person sees it, without its secret."""
    with reading() as session:
        return replace(assignments.plan(Work(session, actor, fresh(year))), mask="")


def rows(text, away=None):
    """Phân công: «BA:I,II» says B reviews I and II of A."""
    return tuple(
        Assignment(pair[0], pair[1], group, away or "")
        for pair, _, groups in (word.partition(":") for word in text.split())
        for group in groups.split(",")
    )


def assign(text, actor=HEAD, now=NOW, year=2025, **named):
    """Phân công như `rows` viết, over the version that stands there."""
    known = {"seed": "", "seen": seen_by(year=year).version} | named
    do(assignments.assign, actor, now, year, assignments=rows(text), **known)


def hand_in(reviewer, unit, status=SheetStatus.SUBMITTED):
    """Một phiếu chấm chéo ở tình trạng này, put there directly."""
    period = fresh()
    with noting.noting() as session:
        key = session.exec(select(Unit.id).where(Unit.code == unit)).one()
        named = {"hand": Hand.CROSS, "reviewer": reviewer, "status": status}
        if status is SheetStatus.SUBMITTED:
            named |= {"submitted_by": OFFICER.name, "submitted_at": NOW}
        session.add(ScoreSheet(block_year_id=period.id, unit_id=key, **named))


def recuse(actor=OFFICER, reviewer="B", unit="C", reason="Vợ chồng", now=NOW):
    """Từ chối chấm."""
    do(recusals.declare, actor, now, reviewer=reviewer, unit=unit, reason=reason)


def recorded(*actions):
    """Nhật ký về chấm chéo: action, unit, old, new, reason, on behalf of, by whom."""
    return [
        (one.action, one.unit, one.old, one.new, one.reason, one.on_behalf_of, one.actor)
        for one in told(*(actions or ("review.", "recusal.")))
    ]
