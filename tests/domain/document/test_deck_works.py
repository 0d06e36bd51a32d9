"""Phong trào, sổ, kết luận trên bản trình chiếu: told exactly, and left out with a reason."""

from datetime import date
from decimal import Decimal

from tests.domain.document.meeting import facts
from thidua.domain.document.deck.compose import compose
from thidua.domain.document.deck.facts import MovementTold, RegisterTold, ReportsTold
from thidua.domain.movement.progress import TargetFigure
from thidua.domain.movement.target import Measure, Target
from thidua.domain.register.register import RegisterNumber

SHORT = "✗ chưa đạt, còn thiếu 6 xã"
DAY = date(2025, 12, 31)
SHARE = Target(
    code="a",
    text="Xã đạt chuẩn nâng cao",
    amount="40–50 %",
    measure=Measure.SHARE,
    low=Decimal(40),
    high=Decimal(50),
    unit="%",
    of="xã",
)
COUNT = Target(
    code="b",
    text="Mô hình mới",
    amount="10",
    measure=Measure.COUNT,
    low=Decimal(10),
    unit="mô hình",
)
TOLD = MovementTold(
    name="Nông thôn mới",
    joined=7,
    targets=(
        (SHARE, TargetFigure(as_of=DAY, numerator=Decimal(34), denominator=Decimal(100))),
        (COUNT, TargetFigure(as_of=DAY, value=Decimal(12))),
    ),
)
NUMBERS = (
    RegisterNumber("sáng kiến", Decimal(12)),
    RegisterNumber("làm lợi", Decimal("1.5"), "triệu"),
)


def named(deck, name):
    return next(one for one in deck.slides if one.name.startswith(name))


def cells(slide):
    return [[cell.text for cell in row] for row in slide.tables[0].rows]


def test_each_movement_has_its_targets_against_what_the_plan_wants():
    slide = named(compose(facts(movements=(TOLD,))), "Phong trào")

    assert slide.title == "Nông thôn mới: 1/2 mục tiêu đạt; còn thiếu 6 xã"
    assert cells(slide) == [
        ["Xã đạt chuẩn nâng cao", "40–50 %", "34/100 (34 %)", "31/12/2025", SHORT],
        ["Mô hình mới", "10", "12 mô hình", "31/12/2025", "✓ đạt"],
    ]
    [chart] = slide.charts
    assert [one.values for one in chart.series] == [
        (Decimal("34.00"), None),
        (Decimal(40), None),
        (Decimal(50), None),
    ]
    assert "7 đơn vị của khối đã đăng ký" in slide.notes[0]


def test_registers_are_counted_and_those_without_rows_left_out():
    told = (RegisterTold("Sáng kiến", NUMBERS), RegisterTold("Điển hình", ()))
    slide = named(compose(facts(registers=told)), "Các sổ")

    assert slide.title == "12 sáng kiến"
    assert cells(slide) == [["Sáng kiến", "Sáng kiến", "12"], ["", "Làm lợi", "1,5 triệu"]]
    left = {one.name: one.why for one in compose(facts()).left_out}
    assert left["Các sổ theo dõi"] == ("các sổ của năm chưa có dòng nào được xác nhận")


def test_what_the_meeting_decided_is_told_but_never_where_names_are_hidden():
    told = facts(decided=(("Công bố xếp hạng", "Nhất trí; cờ cho Sở Alpha"),), when="8 giờ")

    slide = named(compose(told), "Kết luận")
    hidden = compose(told, hides_names=True)

    assert slide.title == "Hội nghị đã quyết định 1 mục"
    assert cells(slide) == [["Công bố xếp hạng", "Nhất trí; cờ cho Sở Alpha"]]
    assert compose(told).slides[0].lines == ("Ngày họp: 8 giờ", "Địa điểm: …")
    assert "Kết luận" in {one.name for one in hidden.left_out}


def test_who_may_not_see_them_is_told_so():
    left = {
        one.name: one.why
        for one in compose(facts(movements=None, registers=None, reports=None)).left_out
    }

    assert left["Phong trào"] == "người lấy tệp không được xem phong trào"
    assert left["Các sổ theo dõi"] == "người lấy tệp không được xem sổ của cả khối"
    assert left["Báo cáo đúng hạn"] == "người lấy tệp không được xem báo cáo của cả khối"


def test_reports_are_told_by_unit_and_what_is_overdue_by_a_sign():
    told = (
        ReportsTold(unit="A", owed=4, timely=2, late=1, missing=0, excused=1),
        ReportsTold(unit="B", owed=4, timely=1, late=0, missing=2),
    )
    slide = named(compose(facts(reports=told)), "Báo cáo")

    assert slide.title == "4/8 báo cáo đã nộp; 1 đơn vị còn thiếu báo cáo quá hạn"
    assert [row[1:] for row in cells(slide)] == [
        ["2", "1", "0", "0", "1"],
        ["1", "0", "✗ 2", "1", "0"],
    ]
    assert [one.name for one in slide.charts[0].series] == ["Đúng hạn", "Chậm", "Quá hạn"]
    hidden = named(compose(facts(reports=told), hides_names=True), "Báo cáo")
    assert "Alpha" not in str(hidden)
