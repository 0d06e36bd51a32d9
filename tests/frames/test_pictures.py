"""Hình của xếp hạng: exact numbers in words, lengths that begin and end where they should."""

from dataclasses import replace
from decimal import Decimal

from tests.builders import make_covenant, make_criterion, make_group, ranked, scored
from thidua.domain.covenant.bands import Band
from thidua.domain.covenant.covenant import Sign
from thidua.domain.period.period import Member
from thidua.domain.period.progress import UnitProgress
from thidua.domain.rules.bounds import Bound
from thidua.frames import overview
from thidua.frames.ranking import pictures, said
from thidua.frames.ranking.pictures import BONUS, DEDUCTION

COVENANT = make_covenant(
    make_group("I", make_criterion("I.1", 60)),
    make_group("II", make_criterion("II.1", 40)),
    make_criterion("T", 10, sign=Sign.BONUS),
    make_criterion("X", 10, sign=Sign.DEDUCTION),
)


def sheet(one, two, bonus=0, off=0):
    return {
        "I.1": scored(one),
        "II.1": scored(two),
        "T": scored(bonus, confirmed=True),
        "X": scored(off, confirmed=True),
    }


BOARD = ranked(
    COVENANT, {"A": sheet(55, 35, 5, 1), "B": sheet(55, "33.5", 4), "C": sheet(50, 30, 0, 2)}
)


def name(unit):
    return f"Phòng {unit}"


def test_gap_and_total_stand_beside_each_bar_and_the_axis_is_cut_below_the_lowest():
    frame = pictures.totals_frame(COVENANT, BOARD, name)

    assert list(frame["Nhãn"]) == ["94,00", "92,50 · cách 1,50", "78,00 · cách 14,50"]
    axis = pictures.axis_of(COVENANT, BOARD)
    assert axis.least == 70 and axis.words == "Trục từ 70 điểm"
    assert said.totals(COVENANT, BOARD, name) == (
        "Phòng A dẫn đầu với 94,00 điểm, hơn hạng 2 là 1,50 điểm; hạng cuối kém 16,00 điểm"
    )


def test_totals_far_apart_are_drawn_from_zero():
    board = ranked(COVENANT, {"A": sheet(60, 40), "B": sheet(10, 5)})

    assert pictures.axis_of(COVENANT, board).least == 0


def test_the_podium_stands_second_first_third_and_not_on_shared_steps():
    assert [row.unit for row in pictures.podium(BOARD)] == ["B", "A", "C"]
    tied = ranked(COVENANT, dict.fromkeys("ABCD", sheet(50, 30)))
    assert pictures.podium(tied) == []


def test_the_way_to_a_total_ends_at_it():
    frame = pictures.waterfall_frame(COVENANT, BOARD.of("A"))

    assert list(zip(frame["Bước"], frame["Chữ"], strict=True))[-3:] == [
        (BONUS, "+5,00"),
        (DEDUCTION, "−1,00"),
        (pictures.TOTAL, "94,00"),
    ]
    assert list(frame["Tới"]) == [55, 90, 95, 94, 94]
    assert list(frame["Từ"]) == [0, 55, 90, 95, 0]


def test_stacked_parts_follow_each_other_and_what_is_taken_off_stands_left_of_zero():
    frame = pictures.stacked_frame(COVENANT, BOARD, name)
    own = frame[frame[pictures.UNIT] == "A"]

    assert list(zip(own["Phần"], own["Từ"], own["Tới"], strict=True)) == [
        ("I", 0, 55),
        ("II", 55, 90),
        (BONUS, 90, 95),
        (DEDUCTION, -1, 0),
    ]
    assert list(own["Tổng"]) == ["94,00"] * 4
    assert said.stacked(COVENANT, BOARD).startswith("Nhóm I làm nên chênh lệch lớn nhất: 5,00")


def test_shares_are_of_the_own_maximum_and_deductions_are_points():
    frame = pictures.shares_frame(COVENANT, BOARD, name)
    own = frame[frame[pictures.UNIT] == "C"]

    assert list(zip(own["Phần"], own["Chữ"], strict=True)) == [
        ("I", "83 %"),
        ("II", "75 %"),
        (BONUS, "0 %"),
        (DEDUCTION, "−2,00"),
    ]


def test_the_name_stands_at_the_end_of_each_line_and_shared_ends_bear_both():
    years = [(2024, [("A", 1), ("B", 2), ("C", 2)]), (2025, [("A", 2), ("B", 1)])]

    frame = overview.ranks_frame(years, "B")

    ends = frame[frame["Cuối"] != ""]
    assert list(zip(ends["Năm"], ends["Cuối"], strict=True)) == [
        ("2024", "2. C"),
        ("2025", "2. A"),
        ("2025", "1. B"),
    ]
    assert said.history(years, "B") == "B lên 1 hạng so với năm 2024: 2 → 1"


def progress(code, **done):
    member = Member(code, f"Phòng {code}", f"P. {code}")
    return UnitProgress(member=member, lines=4, **done)


def test_who_is_behind_stands_on_top_of_the_strip_with_how_much():
    rows = (
        progress("A", self_scored=4, verified=4, is_verified=True, is_claimed=True),
        progress("B", self_scored=4, verified=1, is_verified=False, is_claimed=True),
        progress("C", self_scored=0, verified=0, is_verified=False),
    )

    frame = overview.strip_frame(rows)

    assert list(dict.fromkeys(frame["Đơn vị"])) == ["P. C", "P. B", "P. A"]
    assert list(frame[frame["don_vi"] == "C"]["Chữ"]) == ["0/4", "✗", "0/4"]
    assert list(frame[frame["don_vi"] == "B"]["Chữ"]) == ["✓", "✓", "1/4"]
    assert overview.strip_said(rows) == (
        "1/3 đơn vị đã thẩm định xong; còn P. B (3 tiêu chí), P. C (chưa nộp)"
    )


def test_gaps_are_not_told_where_points_do_not_rank():
    board = ranked(COVENANT, {"A": sheet(55, 35), "B": sheet(50, 30)})

    assert pictures.gap_above(board) == {"B": Decimal(10)}


def test_who_is_nearest_below_a_threshold_is_told_with_what_is_lacking():
    least = (Bound(">=", Decimal("93.6")),)
    banded = replace(
        COVENANT, bands=(Band(label="Xuất sắc", bounds=least), Band(label="Tiên tiến", bounds=()))
    )

    told = said.nearest_band(banded, BOARD, name)

    assert told == "Gần ngưỡng nhất: Phòng B, còn thiếu 1,10 điểm tới «Xuất sắc»"
    assert not said.nearest_band(COVENANT, BOARD, name)
