"""Điểm từ các kỳ: a month's verified total stands in the year at once, exact, on both databases."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlmodel import select

from tests import noting, second_hand
from tests.comparing import comparing
from tests.people import PROGRAM
from tests.services.months import (
    NOW,
    board,
    do,
    draft_of,
    line,
    period,
    places,
    see,
    see_sheet,
    settle,
    verify,
)
from tests.services.year import overtaken
from thidua.db.engine import reading, writing
from thidua.db.tables import ScoreLine
from thidua.domain.access.permissions import administrator
from thidua.domain.covenant.draft import CriterionRow, SettingRow
from thidua.domain.ground.errors import Refused
from thidua.domain.period.stage import Stage
from thidua.domain.rules.entry import Entry, LineState
from thidua.domain.scoring.sheet import Hand, SheetStatus
from thidua.services.covenant import covenants
from thidua.services.ground import audit
from thidua.services.ground.work import Work
from thidua.services.period import rosters
from thidua.services.progress import stages
from thidua.services.ranking import standings
from thidua.services.record import integrity
from thidua.services.scoring import desk, sheets, submissions
from thidua.services.scoring.sheets import LineEdit
from thidua.services.verify import verification

pytestmark = pytest.mark.both_databases
MONTHS = tuple(f"thang-{one}" for one in range(1, 13))
QUARTERS = tuple(f"quy-{one}" for one in range(1, 5))


def own_score(points, hand=Hand.SELF, code="II"):
    """Ghi điểm riêng của năm."""
    edits = [LineEdit(code, 0, Entry(points=Decimal(points)))]
    do(sheets.save_lines, unit="A", hand=hand, edits=edits, document="Phiếu có ký")


def confirm_all():
    """Đơn vị đã xác nhận điều người khác nhập thay."""
    with noting.noting() as session:
        for row in session.exec(select(ScoreLine)):
            row.confirmed_by, row.confirmed_at = "Cán bộ A", NOW


def test_every_month_counts_once_it_is_verified_and_the_year_is_right_at_once(database_url):
    settle()
    board()
    for at, part in enumerate(MONTHS):
        assert line("A") is None
        verify(part, "A", I=Decimal("80.05") + at)

    assert line("A") == Decimal("85.55")
    assert line("B") is None


def test_what_is_opened_again_in_a_quarter_leaves_the_year_at_once(database_url):
    settle(parts="Các quý", parameters="cộng các quý; hệ số 0,25")
    for at, part in enumerate(QUARTERS, 1):
        verify(part, "A", I=90 + at)
    assert line("A") == Decimal("92.50")

    do(second_hand.reopen_verified, "quy-2", unit="A", reason="chấm lại")
    assert line("A") is None

    verify("quy-2", "A", I=100)
    assert line("A") == Decimal("94.50")


def test_the_year_asked_for_together_with_its_quarters_is_right_at_once(database_url):
    settle(parts="Các quý", parameters="cộng các quý; hệ số 0,25")
    for part in QUARTERS:
        verify(part, "A", I=90)

    def of_year():
        with reading() as session:
            found = standings.all_standings(
                Work(session, PROGRAM, None, NOW), periods=rosters.all_periods(session)
            )
        (year,) = (one for one in found if one.period.part.is_year)
        return year.standings.of("A").score.lines["I"]

    assert of_year() == Decimal("90.00")
    do(second_hand.reopen_verified, "quy-2", unit="A", reason="chấm lại")
    verify("quy-2", "A", I=98)
    assert of_year() == Decimal("92.00")


def test_what_is_kept_of_the_year_is_what_would_be_read_now(database_url):
    settle(parts="Các quý", parameters="trung bình các quý; bỏ kỳ thiếu")

    def kept_now():
        """Đọc hai lần; the second time each kept value is made afresh and must be the same."""
        board()
        with comparing() as handed_out:
            board()
            see(desk.desk, unit="A", hand=Hand.VERIFIED)
        return {key[0] for key in handed_out if isinstance(key, tuple)}

    steps = [
        lambda: verify("quy-1", "A", I=90),
        lambda: verify("quy-2", "A", I=80),
        lambda: do(second_hand.reopen_verified, "quy-2", unit="A", reason="chấm lại"),
        lambda: do(covenants.adopt_covenant, draft=draft_of("Quý I", *_WIDER)),
    ]
    for step in steps:
        kept_now()
        step()
        assert kept_now() >= {"board", "added", "verified totals"}
    assert line("A") == Decimal("90.00")


_WIDER = (CriterionRow("I", "Công việc", Decimal(200), "Chấm mức"),)


def test_the_standings_of_the_year_have_ties_and_wait_for_its_own_sheet(database_url):
    settle(parts="Các quý", parameters="trung bình các quý")
    for at, part in enumerate(QUARTERS):
        verify(part, "A", I=90)
        verify(part, "B", I=88 if at % 2 else 92)
    assert [total for _, _, total in places()] == [None, None]

    verify("", "A", II=5)
    verify("", "B", II=5)

    assert places() == [("A", 1, "95.00"), ("B", 1, "95.00")]
    assert not board().standings.provisional


def test_a_year_that_only_adds_its_quarters_has_totals_and_ranks(database_url):
    settle(parts="Các quý", parameters="trung bình các quý")
    alone = draft_of("")
    added = CriterionRow("I", "Kết quả các quý", Decimal(100), "Từ các kỳ", "trung bình các quý")
    with writing() as session:
        covenants.adopt_covenant(
            Work(session, PROGRAM, now=NOW), draft=replace(alone, criteria=(added,))
        )
    for part in QUARTERS:
        verify(part, "A", I=90)
        verify(part, "B", I=80)

    assert places() == [("A", 1, "90.00"), ("B", 2, "80.00")]


def test_a_missing_month_is_named_and_holds_up_the_verified_sheet(database_url):
    settle()
    for part in MONTHS[:10]:
        verify(part, "A", I=90)
    noting.move(period(), Stage.VERIFY)
    own_score(5, Hand.VERIFIED)

    with pytest.raises(Refused, match="I chưa có điểm đã thẩm định của Tháng 11, Tháng 12"):
        do(verification.verify_sheet, unit="A")
    assert see_sheet("", "A").entries["I"].choice == "thiếu Tháng 11, Tháng 12"


def test_a_missing_period_is_left_out_where_the_covenant_says_so(database_url):
    settle(parameters="trung bình các tháng; bỏ kỳ thiếu", parts="Tháng 1-3")
    assert line("A") is None
    verify("thang-1", "A", I=80)
    verify("thang-3", "A", I=91)

    assert line("A") == Decimal("85.50")


def test_a_total_of_a_shorter_scale_counts_on_the_full_one(database_url):
    """Không giao: 72 of the 80 that were assigned is 90 of 100."""
    rows = (
        CriterionRow("I", "Công việc", Decimal(80), "Chấm mức"),
        CriterionRow("II", "Riêng", Decimal(20), "Chấm mức"),
    )
    settle(parts="Các quý", parameters="trung bình các quý", month_rows=rows)
    left_out = LineEdit("II", 0, Entry(state=LineState.NOT_ASSIGNED, explanation="không có"))
    for part in QUARTERS:
        verify(part, "A", not_assigned=[left_out], I=72)
        verify(part, "B", I=72, II=10)

    assert (line("A"), line("B")) == (Decimal("90.00"), Decimal("82.00"))


def test_campaigns_are_added_as_they_are_there(database_url):
    settle(parts="Tháng 1", parameters="cộng các đợt; hệ số 0,1")
    assert line("A") is None
    for name, first, last in (
        ("Đợt 19/5", "01/05/2025", "31/05/2025"),
        ("Đợt 2/9", "01/08/2025", "05/09/2025"),
    ):
        days = [SettingRow("Từ ngày", first), SettingRow("Đến ngày", last)]
        do(covenants.adopt_covenant, draft=draft_of(name, settings=days))
    verify("dot-19-5", "A", I=90)
    assert line("A") is None
    verify("dot-2-9", "A", I="85.5")

    assert line("A") == Decimal("17.55")


def test_a_quarter_adds_its_months_and_the_year_its_quarters(database_url):
    settle(parts="Tháng 1-12", parameters="cộng các quý; hệ số 0,25")
    adding = CriterionRow("I", "Các tháng", Decimal(90), "Từ các kỳ", "trung bình các tháng")
    own = CriterionRow("II", "Riêng", Decimal(10), "Chấm mức")
    do(covenants.adopt_covenant, draft=draft_of("Các quý", adding, own))
    for part in MONTHS:
        verify(part, "A", I=80)
    lines = board("quy-1").standings.of("A").score.lines
    assert (line("A"), lines) == (None, {"I": Decimal("80.00"), "II": None})
    for part in QUARTERS:
        verify(part, "A", II=10)
    assert line("A") == Decimal("90.00")

    do(second_hand.reopen_verified, "thang-5", unit="A", reason="chấm lại")
    assert line("A") is None


def test_the_desk_of_the_year_shows_the_line_and_nobody_types_it(database_url):
    settle(parts="Các quý", parameters="trung bình các quý")
    for part in QUARTERS:
        verify(part, "A", I=90)
    noting.move(period(), Stage.SELF_SCORE)
    found = see(desk.desk, unit="A", hand=Hand.SELF)

    assert found.score.lines == {"I": Decimal("90.00"), "II": None}
    assert [row.form.asked for row in found.draft(list(found.covenant.criteria.values())).rows] == [
        (),
        ("Điểm",),
    ]
    with pytest.raises(Refused, match=r"I: điểm lấy từ các kỳ trong năm, không ai nhập\."):
        own_score(5, code="I")


def test_a_unit_hands_in_its_own_sheet_without_waiting_for_the_months(database_url):
    settle()
    noting.move(period(), Stage.SELF_SCORE)
    own_score(0)
    confirm_all()
    do(submissions.submit, unit="A")

    assert see_sheet("", "A", Hand.SELF).status is SheetStatus.SUBMITTED


def test_the_year_is_not_locked_over_a_quarter_that_may_still_move(database_url):
    settle(parts="Các quý", parameters="trung bình các quý")
    noting.move(period("quy-1"), Stage.LOCKED)
    noting.move(period(), Stage.APPRAISE)

    stops = [one.message for one in see(stages.view).blockers]

    assert "kỳ được cộng điểm chưa chốt: Quý II, Quý III, Quý IV" in stops


def test_no_month_goes_back_or_is_opened_under_a_locked_year(database_url):
    settle(parts="Tháng 1-3", parameters="trung bình các tháng; bỏ kỳ thiếu")
    noting.move(period("thang-1"), Stage.LOCKED)
    noting.move(period(), Stage.LOCKED)

    with pytest.raises(Refused, match="Năm 2025 đã chốt và cộng điểm của tháng 1 năm 2025"):
        do(stages.ask_return, "thang-1", to=Stage.VERIFY, reason="chấm lại")
    found = see(covenants.preview_covenant, draft=draft_of("Tháng 4"))
    assert [one.message for one in found.findings if one.is_error] == [
        "Khối một năm 2025 đã chốt nên không mở thêm kỳ nào của năm này"
    ]


def test_no_month_goes_back_while_the_year_is_being_locked(database_url):
    settle(parts="Tháng 1", parameters="trung bình các tháng; bỏ kỳ thiếu")
    for unit in "AB":
        verify("thang-1", unit, I=80)
        verify("", unit, II=5)
    noting.move(period("thang-1"), Stage.LOCKED)
    noting.move(period(), Stage.APPRAISE)
    do(stages.ask_return, "thang-1", to=Stage.VERIFY, reason="chấm lại")
    key = see(stages.view, "thang-1").asked.key
    with writing() as session:
        act = audit.Act("backup.made", detail={"file": "thử"})
        audit.record(session, actor=PROGRAM, now=NOW + timedelta(hours=1), acts=[act])

    def lock(session):
        stages.advance(Work(session, PROGRAM, period(), NOW), seen=Stage.APPRAISE, typed="CHỐT")

    def go_back():
        do(stages.confirm_return, "thang-1", administrator("Quản trị khác"), key=key)

    told = overtaken(lock, go_back)

    assert str(told).startswith("Năm 2025 đã chốt và cộng điểm của tháng 1 năm 2025")
    assert [period(one).stage for one in ("", "thang-1")] == [Stage.LOCKED, Stage.LOCKED]


def test_what_is_kept_of_the_year_agrees_with_its_lines(database_url):
    settle(parts="Các quý", parameters="trung bình các quý")
    for part in QUARTERS:
        verify(part, "A", I=90)
    verify("", "A", II=5)

    assert see_sheet("", "A").status is SheetStatus.VERIFIED
    with reading() as session:
        found = integrity.verdicts(Work(session, PROGRAM, None, NOW))
    assert [(one.code, one.fault) for one in found if one.fault] == []
