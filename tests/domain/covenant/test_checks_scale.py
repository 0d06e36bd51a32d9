"""Kiểm tra giao ước: maxima finer than the scale, and settings written twice."""

import pytest

from tests.builders import covenant_from, make_draft, make_row
from thidua.domain.covenant.checks import check_scale
from thidua.domain.covenant.reading import read_covenant
from thidua.domain.ground.finding import warning


@pytest.mark.parametrize(("most", "places", "becomes"), [("2,555", 2, "2,56"), ("2,5", 0, "3")])
def test_a_maximum_finer_than_the_scale_is_said(most, places, becomes):
    draft = make_draft(
        make_row("I", most.replace(",", "."), "Chấm mức"), Số_chữ_số_thập_phân=str(places)
    )

    assert list(check_scale(covenant_from(draft))) == [
        warning(
            "finer_than_scale",
            f"I tối đa {most} nhưng điểm chỉ giữ {places} chữ số thập phân nên thành {becomes}; "
            "sửa điểm tối đa hoặc mục «Số chữ số thập phân»",
            "Mã I",
        )
    ]


@pytest.mark.parametrize("most", ["2.55", "2.50", "100"])
def test_a_maximum_of_the_scale_is_fine(most):
    assert list(check_scale(covenant_from(make_draft(make_row("I", most, "Chấm mức"))))) == []


@pytest.mark.parametrize(
    ("method", "parameters", "setting"),
    [
        ("Chấm mức", "bước 0,5; bước 0,25", "bước …"),
        ("Chấm mức", "thưởng tối đa 2; thưởng tối đa 3", "thưởng tối đa …"),
        ("Tỷ lệ hoàn thành", "sàn 50; sàn 60%", "sàn …"),
        ("Tỷ lệ hoàn thành", "trừ 0,5 mỗi 1%; trừ 1 mỗi 1%", "trừ …"),
        ("Tỷ lệ hoàn thành", "thưởng 1 mỗi 1%; thưởng 2 mỗi 1% tối đa 3", "thưởng …"),
        ("Theo lượt", "mỗi lượt 1; tối đa 2; không quá: 3", "tối đa …"),
        ("Trừ dần", "trễ: 1; trừ tối đa 4 lượt; tối đa 5 lượt", "tối đa … lượt"),
        ("Đạt/không", "không giao: 0 điểm; không giao: đủ điểm", "không giao …"),
    ],
)
def test_a_setting_written_twice_is_said_at_its_cell(method, parameters, setting):
    row = make_row("I", 10, method, parameters=parameters, at={"Tham số": "ô E4"})

    assert read_covenant(make_draft(row))[1] == [
        warning("repeated", f"I: «{setting}» ghi nhiều lần; chỉ lần ghi sau cùng được dùng", "ô E4")
    ]


@pytest.mark.parametrize(
    ("method", "parameters"),
    [
        ("Theo lượt", "mỗi lượt 1; tối đa 2; tối đa 4 lượt"),
        ("Trừ dần", "trừ điểm vệ sinh: 1; trừ điểm nội quy: 2"),
        ("Tổng các ý", "thưởng cấp tỉnh: 1; thưởng cấp sở: 2"),
        ("Tỷ lệ hoàn thành", "trừ 0,5 mỗi 1%; thưởng 0,2 mỗi 1% tối đa 3"),
    ],
)
def test_settings_and_names_that_only_begin_alike_are_not_twice(method, parameters):
    assert read_covenant(make_draft(make_row("I", 10, method, parameters=parameters)))[1] == []
