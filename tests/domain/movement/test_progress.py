"""Kết quả của mục tiêu: exact, above, on and below its marks, with the gap in words."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from pandas import isna

from tests.domain.nominees import book
from thidua.domain.movement.progress import TargetFigure, gap_words, state_of, value_words
from thidua.domain.movement.target import Measure, Target
from thidua.frames.movement.progress import bullets

TARGETS = {one.code: one for one in book().programmes["binh-phuoc-nong-thon-moi"].targets}


def figure(text):
    part, _, whole = text.partition("/")
    if whole:
        named = {"numerator": Decimal(part), "denominator": Decimal(whole)}
        return TargetFigure(as_of=date(2025, 6, 30), **named)
    return TargetFigure(as_of=date(2025, 6, 30), value=Decimal(part))


@pytest.mark.parametrize(
    ("code", "given", "state", "value", "gap"),
    [
        ("xa-nang-cao", "43/100", "reached_low", "43/100 (43,00 %)", ""),
        ("xa-nang-cao", "50/100", "reached_high", "50/100 (50,00 %)", ""),
        ("xa-nang-cao", "399/1000", "short", "399/1.000 (39,9 %)", "còn thiếu 1 xã"),
        ("xa-nang-cao", "40/100", "reached_low", "40/100 (40,00 %)", ""),
        ("xa-nang-cao", "34/86", "short", "34/86 (39,534884 %)", "còn thiếu 1 xã"),
        ("xa-ntm", "80/86", "short", "80/86 (93,023256 %)", "còn thiếu 6 xã"),
        ("xa-ntm", "86/86", "reached", "86/86 (100,00 %)", ""),
        ("thu-nhap", "47.9/40", "short", "47,9/40 (1,1975 lần)", "còn thiếu 0,0025 lần"),
        *(
            ("thu-nhap", "47999999/40000000", "short", f"47.999.999/40.000.000 ({shown} lần)", gap)
            for shown, gap in (("1,199999", "còn thiếu chưa tới 0,000001 lần"),)
        ),
        ("xa-nang-cao", "49999/100000", "reached_low", "49.999/100.000 (49,999 %)", ""),
        (
            "xa-nang-cao",
            "39999999999/100000000000",
            *("short", "39.999.999.999/100.000.000.000 (39,999999 %)", "còn thiếu 1 xã"),
        ),
        ("thu-nhap", "48/40", "reached", "48/40 (1,20 lần)", ""),
        ("thu-nhap", "1.2", "reached", "1,2 lần", ""),
        ("khu-dan-cu", "18/20", "short", "18/20 xã", "còn thiếu 2 xã"),
        ("khu-dan-cu", "20/20", "reached_low", "20/20 xã", ""),
        ("xa-kieu-mau", "9", "short", "9 xã", "còn thiếu 1 xã"),
        ("xa-kieu-mau", "10", "reached", "10 xã", ""),
        ("huyen-ntm", "0", "short", "0 huyện", "còn thiếu 5 huyện"),
    ],
)
def test_a_value_stands_against_what_the_plan_wants(code, given, state, value, gap):
    target, found = TARGETS[code], figure(given)

    assert (
        state_of(target, found).value,
        value_words(target, found),
        gap_words(target, found),
    ) == (*(state, value, gap),)


def test_the_fewer_the_better_is_never_rounded_down_to_its_mark():
    target = Target(
        code="x", text="Tỷ lệ", amount="5 %", measure=Measure.COUNT, low=Decimal(5), unit="%",
        fewer_is_better=True,
    )  # fmt: skip
    found = TargetFigure(
        as_of=date(2025, 6, 30), numerator=Decimal(50000001), denominator=Decimal(10000000)
    )

    assert (value_words(target, found), gap_words(target, found)) == (
        "50.000.001/10.000.000 (5,000001 %)",
        "vượt chưa tới 0,000001 %",
    )


def test_every_place_without_a_band_is_reached_and_with_one_has_no_mark_that_cannot_be():
    target = TARGETS["khu-dan-cu"]
    plain = replace(target, high=None)
    whole = figure("20/20")

    assert [state_of(one, whole).value for one in (target, plain)] == ["reached_low", "reached"]
    known = {target.code: (whole,), "xa-nang-cao": (figure("43/100"),)}
    drawn = bullets([target, TARGETS["xa-nang-cao"]], known)
    assert [None if isna(one) else one for one in drawn["Mức trên"]] == [None, 125.0]


def test_no_value_is_not_nothing():
    target = TARGETS["xa-ntm"]

    assert (state_of(target, None).value, value_words(target, None), gap_words(target, None)) == (
        *("no_data", "chưa có số liệu", ""),
    )
