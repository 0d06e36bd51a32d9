"""Năm của một khối hai đơn vị: people, and the steps that bring it to any stage."""

from concurrent.futures import ThreadPoolExecutor, wait
from datetime import UTC, datetime
from decimal import Decimal
from threading import Event

from tests.databases import prepared
from tests.people import PROGRAM
from thidua.db import queries
from thidua.db.engine import reading, writing
from thidua.domain.access.permissions import Actor, Grant, Role
from thidua.domain.covenant.draft import CovenantDraft, CriterionRow, SettingRow
from thidua.domain.ground.errors import ThiduaError
from thidua.domain.period.closing import PHRASES
from thidua.domain.period.roster import RosterRow
from thidua.domain.period.stage import Stage
from thidua.domain.rules.entry import Entry
from thidua.domain.scoring.sheet import Hand
from thidua.services.covenant import covenants
from thidua.services.ground import audit
from thidua.services.ground.work import Work
from thidua.services.period import rosters
from thidua.services.progress import stages
from thidua.services.scoring import confirmations, sheets, submissions
from thidua.services.scoring.sheets import LineEdit
from thidua.services.verify import verification

_PATIENCE, _A_MOMENT = 5, 0.4
NOW = datetime(2026, 3, 20, 2, 0, tzinfo=UTC)
HEAD = Actor("Khối trưởng (truong)", (Grant(Role.HEAD, "K1", None, 2025, ""),), "truong")
DEPUTY = Actor("Khối phó (pho)", (Grant(Role.HEAD, "K1", None, 2025, ""),), "pho")
SECRETARY = Actor("Thư ký (thu)", (Grant(Role.SECRETARY, "K1", None, 2025, ""),), "thu")
OFFICER = Actor("Cán bộ A (a)", (Grant(Role.UNIT_OFFICER, "K1", "A", 2025),), "a")
OTHER = Actor("Cán bộ B (b)", (Grant(Role.UNIT_OFFICER, "K1", "B", 2025),), "b")
RIVAL = Actor("Khối trưởng của B (ttb)", (Grant(Role.HEAD, "K1", None, 2025, "B"),), "ttb")
"""Khối trưởng là người của B, which competes with A."""

DRAFT = CovenantDraft(
    (
        SettingRow("Khối", "K1"),
        SettingRow("Năm", "2025"),
        SettingRow("Tên giao ước", "Giao ước"),
        SettingRow("Cách tổng hợp điểm chấm chéo", "Khối trưởng quyết định"),
    ),
    (
        CriterionRow("I", "Kết quả", Decimal(90), "Chấm mức"),
        CriterionRow("V", "Thưởng", Decimal(10), "Chấm mức", sign="thưởng"),
    ),
)


@prepared
def settle():
    """Khối hai đơn vị và giao ước, where the year begins."""
    rows = [
        RosterRow("K1", "Khối một", code, f"Phòng {code}", code, "phòng", 2025) for code in "AB"
    ]
    with writing() as session:
        rosters.import_roster(Work(session, PROGRAM, now=NOW), rows=rows)
        covenants.adopt_covenant(Work(session, PROGRAM, now=NOW), draft=DRAFT)
    return fresh()


def fresh():
    """Kỳ này as it stands now."""
    with reading() as session:
        return rosters.period(Work(session, PROGRAM), block="K1", year=2025)


def do(service, actor=HEAD, now=NOW, **named):
    """Làm một việc in a transaction of its own."""
    with writing() as session:
        return service(Work(session, actor, fresh(), now), **named)


def backed_up(now=NOW):
    """Đã sao lưu, so far as the record says."""
    with writing() as session:
        act = audit.Act("backup.made", detail={"file": "thử"})
        audit.record(session, actor=PROGRAM, now=now, acts=[act])


def advance(actor=HEAD, now=NOW, **named):
    """Chuyển giai đoạn after a backup, locking by its phrase; the stage it stands at then."""
    backed_up(now)
    seen = fresh().stage
    usual = {
        "seen": seen,
        "typed": PHRASES[Stage.LOCKED] if seen is Stage.APPRAISE else "",
        "reason": "Ký trên giấy" if seen is Stage.SIGN else "",
    }
    do(stages.advance, actor, now, **{**usual, **named})
    return fresh().stage


@prepared
def to_self_score():
    """Tới giai đoạn tự chấm."""
    assert [advance(), advance()] == [Stage.SIGN, Stage.SELF_SCORE]


def save(unit, actor, hand=Hand.SELF, main=80, bonus=0, base=0, now=NOW):
    """Chấm cả hai dòng của một đơn vị."""
    edits = [
        LineEdit("I", base, Entry(points=Decimal(main))),
        LineEdit("V", base, Entry(points=Decimal(bonus))),
    ]
    do(sheets.save_lines, actor, now, unit=unit, hand=hand, edits=edits, document="Phiếu có ký")
    with reading() as session:
        return sheets.read_sheet(session, fresh(), unit, hand)


@prepared
def claim_all():
    """Mọi đơn vị đã tự chấm và nộp."""
    for unit, actor in (("A", OFFICER), ("B", OTHER)):
        save(unit, actor)
        do(submissions.submit, actor, unit=unit)


@prepared
def verify_all():
    """Mọi đơn vị đã thẩm định."""
    for unit in "AB":
        save(unit, SECRETARY, Hand.VERIFIED)
        do(verification.verify_sheet, SECRETARY, unit=unit)


@prepared
def to_verify():
    """Tới giai đoạn thẩm định."""
    to_self_score()
    claim_all()
    assert advance() is Stage.VERIFY


@prepared
def to_locked():
    """Tới khi đã chốt."""
    to_verify()
    verify_all()
    assert [advance(), advance()] == [Stage.APPRAISE, Stage.LOCKED]


def waiting(actor):
    """Các dòng chờ người thứ hai, as this person sees them."""
    with reading() as session:
        return confirmations.waiting(Work(session, actor, fresh()))


def stored(unit, hand=Hand.SELF):
    """Bảng đang lưu."""
    with reading() as session:
        return queries.sheets(session, fresh(), hand)[unit]


def overtaken(first, second):
    """Hai người cùng lúc: `second` starts while `first` has written and not yet committed.

    Returns what `second` was told, None when nothing stopped it.
    """
    has_written, may_commit = Event(), Event()

    def hold():
        with writing() as session:
            first(session)
            has_written.set()
            may_commit.wait(_PATIENCE)

    def follow():
        has_written.wait(_PATIENCE)
        try:
            second()
        except ThiduaError as fault:
            return fault
        return None

    with ThreadPoolExecutor(2) as pool:
        holding, following = pool.submit(hold), pool.submit(follow)
        has_written.wait(_PATIENCE)
        wait([following], timeout=_A_MOMENT)
        may_commit.set()
        holding.result()
        return following.result()
