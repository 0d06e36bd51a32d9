"""Báo cáo: terms and last days, how late to the second, what the reports prove."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from tests.domain.nominees import book
from thidua.domain.movement.deadline import Bound, Deadline
from thidua.domain.movement.plan import ReportDuty, ReportKind
from thidua.domain.period.period import Member
from thidua.domain.period.windows import VIETNAM
from thidua.domain.report.duty import BlockDuty, terms_of
from thidua.domain.report.hand_in import Due, DueState, HandIn, HandInState
from thidua.domain.report.proof import facts_of

BY_15_6 = Deadline(code="6-thang", text="", day=15, month=6, bound=Bound.BY)
OFFICE = Member("VP", "Văn phòng", "Văn phòng", "Phòng")


def duty(kind=ReportKind.HALF, rule=BY_15_6, owed_by=(), **more):
    said = ReportDuty(code="bc", name="Báo cáo", kind=kind, owed_by=owed_by, to="Khối", rule=rule)
    return BlockDuty(duty=said, **more)


def at(*parts):
    return datetime(*parts, tzinfo=VIETNAM)


def due(moment=None, today=date(2025, 12, 31), *, state=HandInState.RECEIVED, of=None, **more):
    of = of or duty()
    (term, *_) = terms_of(of.duty.kind)
    found = None if moment is None else HandIn(state=state, counted_at=moment, last_at=moment)
    last = of.last_day(term, 2025)
    return Due(unit="VP", duty=of, term=term, last=last, today=today, hand_in=found, **more)


@pytest.mark.parametrize(
    ("moment", "late"),
    [
        (at(2025, 6, 15, 23, 59), 0),
        (at(2025, 6, 15, 23, 59, 59), 0),
        (at(2025, 6, 15, 23, 59, 59, 999_999), 0),
        (at(2025, 6, 16), 1),
        (at(2025, 6, 18, 8), 3),
        (datetime.fromisoformat("2025-06-15T16:59:59+00:00"), 0),
        (datetime.fromisoformat("2025-06-15T17:00:00+00:00"), 1),
    ],
)
def test_a_report_is_late_to_the_second_in_vietnam(moment, late):
    assert due(moment).days_late == late


@pytest.mark.parametrize(
    ("bound", "day", "moment", "late"),
    [
        (Bound.BY, 31, "2025-12-31T16:59:59+00:00", 0),  # 23:59:59 of the year's last day here
        (Bound.BY, 31, "2025-12-31T17:00:00+00:00", 1),  # the year has turned here, not in UTC
        (Bound.BEFORE, 31, "2025-12-30T16:59:59+00:00", 0),
        (Bound.BEFORE, 31, "2025-12-30T17:00:00+00:00", 1),
        (Bound.WITHIN, None, "2025-12-31T16:59:59+00:00", 0),
        (Bound.WITHIN, None, "2025-12-31T17:00:00+00:00", 1),
    ],
)
def test_the_year_ends_at_midnight_in_vietnam(bound, day, moment, late):
    rule = Deadline(code="nam", text="", day=day, month=12, bound=bound)
    of = duty(kind=ReportKind.YEAR, rule=rule)
    assert due(datetime.fromisoformat(moment), of=of).days_late == late


def test_a_final_report_of_a_plan_is_owed_in_its_last_year_alone():
    final = duty(kind=ReportKind.FINAL, programme="PT")
    owed = [year for year in (2024, 2025) if final.terms_in(year, (2024, 2025))]
    assert owed == [2025]


def test_before_a_day_its_eve_is_the_last_and_a_weekend_moves_only_where_it_is_said():
    before = replace(BY_15_6, bound=Bound.BEFORE)
    half = terms_of(ReportKind.HALF)[0]

    assert duty(rule=before).last_day(half, 2025) == date(2025, 6, 14)  # a Saturday
    moved = duty(rule=before, moves_to_workday=True)
    assert moved.last_day(half, 2025) == date(2025, 6, 16)


def test_a_month_and_a_quarter_fall_due_in_the_month_after_them():
    day = Deadline(code="d", text="", day=31, bound=Bound.BY)
    months = duty(ReportKind.MONTH, day)
    quarters = duty(ReportKind.QUARTER, replace(day, day=5))

    assert [months.last_day(one, 2025) for one in terms_of(ReportKind.MONTH)][:2] == [
        *(date(2025, 2, 28), date(2025, 3, 31)),
    ]
    assert [quarters.last_day(one, 2025) for one in terms_of(ReportKind.QUARTER)] == [
        *(date(2025, 4, 5), date(2025, 7, 5), date(2025, 10, 5), date(2026, 1, 5)),
    ]


def test_given_back_and_handed_in_again_the_first_time_stands_unless_it_does_not_count():
    first, again = at(2025, 6, 10, 9), at(2025, 6, 20, 9)
    stands = due(first)
    stands = replace(stands, hand_in=replace(stands.hand_in, last_at=again))
    anew = replace(stands, hand_in=replace(stands.hand_in, counted_at=again))

    assert (stands.days_late, anew.days_late) == (0, 5)
    assert stands.handed_words.endswith("nộp lại 09:00 ngày 20/06/2025")
    returned = due(first, state=HandInState.RETURNED)
    assert (returned.state, returned.days_late, returned.is_open) == (DueState.RETURNED, 0, True)
    void = replace(returned, hand_in=replace(returned.hand_in, counted_at=None))
    assert (void.state, void.words) == (DueState.LATE, "quá hạn 199 ngày (đến hôm nay)")


@pytest.mark.parametrize(
    ("today", "state", "words", "reminds"),
    [
        (date(2025, 5, 15), DueState.AHEAD, "chưa đến hạn, còn 31 ngày", False),
        (date(2025, 5, 16), DueState.AHEAD, "chưa đến hạn, còn 30 ngày", True),
        (date(2025, 6, 7), DueState.AHEAD, "chưa đến hạn, còn 8 ngày", True),
        (date(2025, 6, 8), DueState.NEAR, "sắp đến hạn, còn 7 ngày", True),
        (date(2025, 6, 15), DueState.NEAR, "sắp đến hạn, hạn hôm nay", True),
        (date(2025, 6, 16), DueState.LATE, "quá hạn 1 ngày (đến hôm nay)", True),
    ],
)
def test_what_is_still_owed_says_how_it_stands(today, state, words, reminds):
    found = due(today=today)

    assert (found.state, found.words, found.is_to_remind) == (state, words, reminds)


def test_what_comes_every_month_is_reminded_of_only_when_it_is_near():
    ahead = replace(due(), today=date(2025, 5, 20))
    monthly = replace(ahead, duty=duty(ReportKind.MONTH))
    near = replace(monthly, today=date(2025, 6, 8))

    assert [one.is_to_remind for one in (ahead, monthly, near)] == [True, False, True]
    assert not due(at(2025, 5, 20, 9), date(2025, 6, 10)).is_to_remind


def test_without_a_day_it_is_never_late_and_what_is_called_for_waits_for_a_day():
    assert due(of=duty(rule=None)).words == "chưa đặt hạn"
    assert duty(ReportKind.SUDDEN, None).terms_in(2025, ()) == ()
    assert [one.code for one in duty(ReportKind.SUDDEN).terms_in(2025, ())] == ["dot-xuat"]


def test_the_plans_of_the_law_book_say_who_owes_what_in_which_year():
    plans = book().programmes
    tay_ninh = next(
        one
        for one in plans.values()
        if any(report.owed_by == ("Văn phòng",) for report in one.reports)
    )
    own = [BlockDuty(duty=one, programme=tay_ninh.code) for one in tay_ninh.reports]
    assert all(one.is_owed_by(OFFICE) for one in own)
    assert not any(one.is_owed_by(Member("TTR", "Thanh tra", "", "Phòng")) for one in own)

    binh_phuoc = plans["binh-phuoc-nong-thon-moi"]
    reviews = {
        one.code: BlockDuty(duty=one, programme=binh_phuoc.code) for one in binh_phuoc.reports
    }
    years = binh_phuoc.years
    assert reviews["so-ket"].terms_in(2025, years) == ()
    assert [one.code for one in reviews["so-ket"].terms_in(2023, years)] == ["so-ket"]
    assert reviews["tong-ket"].last_day(terms_of(ReportKind.FINAL)[0], 2025) == date(2025, 12, 31)
    assert len(reviews["huyen-thang"].terms_in(2025, years)) == 12
    assert reviews["hang-nam"].is_owed_by(Member("STC", "Sở Tài chính", "", "Sở"))


def test_what_is_proved_and_what_stays_open():
    on_time, late = due(at(2025, 6, 15)), due(at(2025, 6, 16))
    missing, ahead = due(), due(today=date(2025, 1, 1))
    year = duty(ReportKind.YEAR)

    def told(*dues):
        return {one.code: one.value for one in facts_of(dues)}

    assert told() == told(on_time, ahead) == {}
    assert told(on_time) == {"bao_cao_dung_han": True, "du_bao_cao": True}
    assert told(on_time, late) == {"bao_cao_dung_han": False, "du_bao_cao": True}
    assert told(on_time, missing) == {"bao_cao_dung_han": False, "du_bao_cao": False}
    excused = replace(missing, hand_in=HandIn(state=HandInState.EXCUSED))
    assert told(on_time, excused) == {"bao_cao_dung_han": True, "du_bao_cao": True}
    assert told(due(at(2025, 6, 10), of=year))["co_bao_cao_tong_ket"] is True
    waiting = due(at(2025, 6, 10), of=year, state=HandInState.HANDED_IN)
    assert "co_bao_cao_tong_ket" not in told(waiting)
    assert told(due(of=year))["co_bao_cao_tong_ket"] is False
    assert told(due(of=duty(rule=None))) == {}
    assert timedelta(days=missing.days_late) == date(2025, 12, 31) - date(2025, 6, 15)
