"""Bảng bất đồng điểm: the numbers on the map, and marks that need no colour."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from statistics import mean

import pytest

from tests.builders import make_covenant, make_criterion, make_group, scored
from tests.domain.five_units import CASE, COVENANT, GIVEN, UNITS
from thidua import charts
from thidua.domain.verify.disagreement import disagreements, to_discuss
from thidua.domain.verify.left_out import leave_one_out
from thidua.domain.verify.sensitivity import effects
from thidua.domain.verify.what_if import ReviewerGives, what_if
from thidua.frames.review import disagreement as frames
from thidua.frames.review.disagreement import Measure

CLAIMS = {
    unit: {code: scored(max(given)) for code, given in lines.items()}
    for unit, lines in GIVEN.items()
}
CELLS = disagreements(replace(CASE, claims=CLAIMS), {("A", "C1"): 1})
MAXIMA = {"C1": 40, "C2": 30, "C3": 20, "C4": 10}


def name(code):
    return f"Phòng {code}"


def test_the_map_of_differences_equals_a_second_computation():
    frame = frames.heat_frame(CELLS, tuple(MAXIMA), Measure.DIFFERENCE, name)

    expected = {
        (unit, code): float((max(given) - Fraction(mean(map(Fraction, given)))) / MAXIMA[code])
        for unit, lines in GIVEN.items()
        for code, given in lines.items()
    }
    assert {
        (row["don_vi"], row["Tiêu chí"]): row["Tỷ lệ"] for row in frame.to_dict("records")
    } == expected
    assert list(frame["Đơn vị"]) == [name(unit) for unit in UNITS for _ in MAXIMA]


def test_the_map_of_spreads_equals_a_second_computation():
    frame = frames.heat_frame(CELLS, tuple(MAXIMA), Measure.SPREAD, name)

    assert list(frame["Tỷ lệ"]) == [
        (max(given) - min(given)) / MAXIMA[code]
        for lines in GIVEN.values()
        for code, given in lines.items()
    ]


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("35.75", "0 = ○"),
        ("36", "+0,25 ▲ ○"),
        ("39.75", "+4 ▲▲ ○"),
        ("30", "−5,75 ▼▼ ○"),
        ("27.75", "−8 ▼▼▼ ○"),
    ],
)
def test_direction_and_size_are_read_without_colour(claim, text):
    case = replace(CASE, claims={"A": {"C1": scored(claim)}})

    assert frames.cell_text(disagreements(case)[0], Measure.DIFFERENCE) == text


def test_a_cell_with_evidence_has_no_mark_and_one_without_numbers_a_dash():
    with_evidence = next(one for one in CELLS if (one.unit, one.criterion) == ("A", "C1"))

    assert frames.cell_text(with_evidence, Measure.SPREAD) == "8 ◆◆◆"
    assert frames.cell_text(disagreements(CASE)[0], Measure.DIFFERENCE) == "—"


def test_the_table_says_the_same_as_the_map():
    frame = frames.heat_frame(CELLS, ("C1", "C4"), Measure.SPREAD, name)
    table = frames.heat_table(CELLS, ("C1", "C4"), Measure.SPREAD, name)

    assert table.to_dict("records") == [
        {
            "Đơn vị": name(unit),
            **dict(zip(part["Tiêu chí"], part["Chữ"], strict=True)),
        }
        for unit, part in frame.groupby("don_vi", sort=False)
    ]
    assert list(table.columns) == ["Đơn vị", "C1", "C4"]


def test_a_long_group_is_drawn_in_several_maps():
    leaves = [make_criterion(f"I.{number}") for number in range(1, 17)]
    covenant = make_covenant(make_group("I", *leaves), make_criterion("V"))

    assert {title: len(codes) for title, codes in frames.maps_of(covenant).items()} == {
        "I. Nhóm I (I.1–I.14)": 14,
        "I. Nhóm I (I.15–I.16)": 2,
        "Tiêu chí ngoài nhóm": 1,
    }


def test_the_first_point_to_discuss_says_what_it_decides():
    points = to_discuss(CELLS, effects(CASE))

    first = frames.discussion_frame(COVENANT, points, name).to_dict("records")[0]

    assert first == {
        "Đơn vị": "Phòng A",
        "Tiêu chí": "C1. Tiêu chí C1",
        "Tự chấm": "38,00",
        "Tổng hợp": "35,75",
        "Tự chấm − tổng hợp": "+2,25 ▲",
        "Độ lệch giữa người chấm": "8 ◆◆◆",
        "Lệch nhất": "Phòng E",
        "Đổi ít nhất": "3",
        "Ảnh hưởng": (
            "Phòng E: đồng hạng 1 khi từ 33 trở lên; Phòng A lên hạng 1 khi từ 33,25 trở lên"
        ),
    }


def test_one_cell_lists_what_each_reviewer_gave_and_why():
    cell = next(one for one in CELLS if (one.unit, one.criterion) == ("A", "C1"))

    frame = frames.values_frame(COVENANT, cell, {"E": "thiếu văn bản"}, name)

    assert frame.to_dict("list") == {
        "Người chấm": ["Phòng B", "Phòng C", "Phòng D", "Phòng E"],
        "Điểm": ["38,00", "37,00", "38,00", "30,00"],
        "So với tổng hợp": ["+2,25", "+1,25", "+2,25", "−5,75"],
        "Ghi chú": ["", "", "", "lệch nhất"],
        "Lý do": ["", "", "", "thiếu văn bản"],
    }


def test_leaving_out_is_told_without_judging():
    frame = frames.left_out_frame(leave_one_out(CASE), name)

    assert frame.to_dict("records")[4] == {
        "Bỏ phiếu của": "Phòng E",
        "Hạng 1": "đổi",
        "Chỗ đứng đổi": "Phòng A lên hạng 1, Phòng B xuống hạng 2",
        "Đơn vị của người chấm": "không cao hơn",
    }


def test_a_score_that_turns_only_one_way_says_how_far_the_other_way_goes():
    found = next(
        one for one in effects(CASE) if (one.unit, one.criterion, one.reviewer) == ("C", "C1", "B")
    )

    assert frames.effects_frame(COVENANT, [found], name).to_dict("records") == [
        {
            "Đơn vị": "Phòng C",
            "Tiêu chí": "C1. Tiêu chí C1",
            "Điểm của": "Phòng B",
            "Đang là": "36",
            "Đổi ít nhất": "29",
            "Khi tăng": "không đổi hạng trong khoảng 36–40",
            "Khi giảm": (
                "đồng hạng 3 khi từ 7 trở xuống; Phòng C xuống hạng 4 khi từ 6,75 trở xuống"
            ),
        }
    ]


def test_a_supposition_shows_old_and_new_side_by_side():
    moves = what_if(CASE, [ReviewerGives("A", "C1", "E", Decimal(33))])

    assert frames.moves_frame(COVENANT, moves, name).to_dict("records")[:3] == [
        {
            "Đơn vị": "Phòng A",
            "Hạng": "2 → 1 (đồng hạng)",
            "Tổng điểm": "85,75 → 86,50",
            "Xếp loại": "—",
            "Suất khen": "—",
            "Thay đổi": "đồng hạng 1",
        },
        {
            "Đơn vị": "Phòng B",
            "Hạng": "1 → 1 (đồng hạng)",
            "Tổng điểm": "86,50",
            "Xếp loại": "—",
            "Suất khen": "—",
            "Thay đổi": "đồng hạng 1",
        },
        {
            "Đơn vị": "Phòng C",
            "Hạng": "3",
            "Tổng điểm": "83,75",
            "Xếp loại": "—",
            "Suất khen": "—",
            "Thay đổi": "không đổi",
        },
    ]


@pytest.mark.parametrize("two_sided", [True, False])
def test_the_map_asks_for_columns_the_frame_has(two_sided):
    frame = frames.heat_frame(CELLS, tuple(MAXIMA), Measure.SPREAD, name)
    spec = charts.heat_spec(two_sided=two_sided)

    fields = {
        channel["field"]
        for layer in spec["layer"]
        for channel in layer["encoding"].values()
        if isinstance(channel, dict) and "field" in channel
    }
    assert fields <= set(frame.columns)
    assert spec["params"][0]["select"]["fields"] == ["don_vi", "Tiêu chí"]
    assert "data" not in spec
