"""Mục tiêu: what the plan states, with the number it is measured by, in words."""

from decimal import Decimal

from tests.domain.nominees import book

PLAN = book().programmes["binh-phuoc-nong-thon-moi"]


def test_the_eight_targets_say_how_they_are_measured():
    assert [(one.code, one.threshold_words, one.measure_words) for one in PLAN.targets] == [
        ("xa-ntm", "từ 100 %", "tỷ lệ, trên các xã, đạt mức nông thôn mới"),
        ("huyen-ntm", "từ 5 huyện", "tăng thêm, trên các huyện, đạt mức nông thôn mới"),
        (
            *("huyen-nang-cao", "từ 2 huyện"),
            "tăng thêm, trên các huyện, đạt mức nông thôn mới nâng cao",
        ),
        (
            *("huyen-kieu-mau", "từ 1 huyện"),
            "tăng thêm, trên các huyện, đạt mức nông thôn mới kiểu mẫu",
        ),
        ("xa-nang-cao", "từ 40 đến 50 %", "tỷ lệ, trên các xã, đạt mức nông thôn mới nâng cao"),
        ("xa-kieu-mau", "từ 10 xã", "số lượng, trên các xã, đạt mức nông thôn mới kiểu mẫu"),
        ("khu-dan-cu", "từ 1 đến 2 khu", "mỗi địa bàn, trên các xã"),
        ("thu-nhap", "từ 1,2 lần", "số lần, so với năm 2020"),
    ]


def test_income_can_be_read_as_grown_by_and_not_to():
    plan = PLAN.as_read({"thu-nhap": "them-1-2-lan"})

    assert [one.low for one in (PLAN.targets[-1], plan.targets[-1])] == [
        Decimal("1.2"),
        Decimal("2.2"),
    ]
