"""Điểm: exact numbers against whole-number arithmetic, and Vietnamese spelling both ways."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import ceil, floor

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.domain import independent
from thidua.domain.ground.points import (
    Rounding,
    Scale,
    equals,
    in_percent,
    number_problem,
    parse_number,
    parse_whole,
    share_ceiling,
    share_floor,
    signed,
    vi_number,
)

fractions = st.fractions(min_value=-2000, max_value=2000, max_denominator=5000)
decimals = st.decimals(-(10**9), 10**9, places=5)
scales = st.builds(Scale, st.integers(0, 4), st.sampled_from(Rounding))


@given(scales, fractions)
@example(Scale(2, Rounding.HALF_UP), Fraction(1, 8))
@example(Scale(2, Rounding.HALF_EVEN), Fraction(-1, 8))
def test_rounded_fraction_equals_counting_whole_steps(scale, value):
    assert Fraction(scale.rounded(value)) == independent.rounded(value, scale)


@given(scales, decimals)
@example(Scale(2, Rounding.HALF_UP), Decimal("0.125"))
@example(Scale(2, Rounding.HALF_EVEN), Decimal("0.375"))
def test_rounded_decimal_equals_counting_whole_steps(scale, value):
    assert Fraction(scale.rounded(value)) == independent.rounded(Fraction(value), scale)


@pytest.mark.parametrize(
    ("rounding", "value", "expected"),
    [
        (Rounding.HALF_UP, "0.125", "0.13"),
        (Rounding.HALF_UP, "-0.125", "-0.13"),
        (Rounding.HALF_UP, "0.1249", "0.12"),
        (Rounding.HALF_EVEN, "0.125", "0.12"),
        (Rounding.HALF_EVEN, "0.375", "0.38"),
        (Rounding.HALF_EVEN, "0.1251", "0.13"),
        (Rounding.CUT, "0.129", "0.12"),
        (Rounding.CUT, "-0.129", "-0.12"),
    ],
)
def test_rounded_follows_the_mode(rounding, value, expected):
    scale = Scale(2, rounding)

    assert scale.rounded(Decimal(value)) == Decimal(expected)
    assert scale.rounded(Fraction(value)) == Decimal(expected)


@given(scales, decimals)
@example(Scale(2), Decimal("-0.001"))
@example(Scale(0), Decimal("-0.0"))
def test_rounded_keeps_the_places_and_never_writes_minus_zero(scale, value):
    for exact in (value, Fraction(value)):
        written = scale.text(exact)

        assert len(written.partition(".")[2]) == scale.places
        assert written.startswith("-") == (scale.rounded(exact) < 0)


def test_text_of_a_missing_number_is_missing():
    assert Scale(2).text(None) is None
    assert Scale(2).text(Decimal("873.5")) == "873.50"
    assert Scale(2).text(Fraction(2, 3)) == "0.67"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        ("1.234,50", "1234.50"),
        ("1.234.567", "1234567"),
        ("1234", "1234"),
        ("0.125", "0.125"),
        ("1.2345", "1.2345"),
        ("1 234,5", "1234.5"),
        ("1\u00a0234\u00a0567", "1234567"),
        ("1\u2009234,5", "1234.5"),
        ("38,5\u202f", "38.5"),
        ("38.5\u00a0điểm", "38.5"),
        ("'8,5", "8.5"),
        ("−2,5", "-2.5"),
        ("10 điểm", "10"),
        ("0,5đ", "0.5"),
        ("97 %", "97"),
        ("97,25%", "97.25"),
        ("3 lần", "3"),
        ("2 ngày", "2"),
        ("−2,5", "-2.5"),
        ("- 2,5", "-2.5"),
        (" 7 ", "7"),
        (",5", "0.5"),
        ("0", "0"),
    ],
)
def test_parse_number_reads_what_people_write(text, expected):
    assert parse_number(text) == Decimal(expected)


@pytest.mark.parametrize(
    "text",
    [
        "", "  ", "điểm", "1.234", "-1.234", "1,234.5", "1.23.456", "1e5", "12,5,3", "mười",
        "7 5", "1 2345", "12 34", "nan", "Infinity", "5-", "5/10", "=5",
    ],
)  # fmt: skip
def test_parse_number_refuses_what_it_would_have_to_guess(text):
    assert parse_number(text) is None


def test_number_problem_names_both_readings_of_an_ambiguous_number():
    assert number_problem("1.234") == (
        "«1.234» có thể là 1234 hoặc 1,234; hãy gõ lại một trong hai cách ấy"
    )
    assert number_problem("mười") == "«mười» phải là số, ví dụ 12,5"


def test_both_ways_offered_for_an_ambiguous_number_are_read():
    assert (parse_number("1234"), parse_number("1,234")) == (Decimal(1234), Decimal("1.234"))


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        (Decimal("1234.5"), 2, "1.234,50"),
        (Decimal("1234.50"), None, "1.234,5"),
        (Decimal("-0.5"), None, "-0,5"),
        (Decimal("1E+3"), None, "1.000"),
        (Decimal("0.00"), None, "0"),
        (Decimal("-0.001"), 2, "0,00"),
        (Fraction(2, 3), None, "0,666667"),
        (Fraction(2, 3), 2, "0,67"),
        (Fraction(1, 2), None, "0,5"),
        (25, None, "25"),
        (1000000, None, "1.000.000"),
    ],
)
def test_vi_number_writes_the_vietnamese_way(value, places, expected):
    assert vi_number(value, places) == expected


def test_what_is_written_as_nothing_has_no_sign_and_a_half_per_cent_goes_up():
    wanted = {Decimal("0.255"): "+0,26", Fraction(-2, 3): "−0,67", Decimal("-0.004"): "0,00"}

    assert {one: signed(one, 2) for one in wanted} == wanted
    assert (signed(-1234), signed(Fraction(-1, 2)), signed(0)) == ("−1.234", "−0,5", "0")
    assert in_percent(Fraction(5, 8)) == "63 %"


@given(decimals)
def test_vi_number_with_decimals_is_read_back(value):
    assert parse_number(vi_number(value, 5)) == value


@given(decimals)
def test_vi_number_is_read_back_or_refused_but_never_misread(value):
    assert parse_number(vi_number(value)) in (value, None)


@pytest.mark.parametrize(
    ("percent", "count", "least", "most"),
    [
        (70, 5, 4, 3),
        (35, 180, 63, 63),
        (70, 90, 63, 63),
        (29, 100, 29, 29),
        (55, 100, 55, 55),
        (70, 10, 7, 7),
        (40, 5, 2, 2),
        (33, 0, 0, 0),
        (100, 12, 12, 12),
    ],
)
def test_shares_of_people_are_exact(percent, count, least, most):
    share = Fraction(percent, 100)

    assert (share_ceiling(share, count), share_floor(share, count)) == (least, most)


@given(st.fractions(0, 1, max_denominator=1000), st.integers(0, 100_000))
def test_shares_equal_exact_whole_number_arithmetic(share, count):
    assert share_ceiling(share, count) == ceil(share * count)
    assert share_floor(share, count) == floor(share * count)
    assert 0 <= share_ceiling(share, count) - share_floor(share, count) <= 1


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("999999999999999", "999999999999999"),
        ("97,1234567890123", "97.1234567890123"),
        ("0,000000000000001", "0.000000000000001"),
        ("1" + "0" * 14, "1" + "0" * 14),
        ("2,50000000000000000000000000", "2.5"),
    ],
)
def test_numbers_people_mean_are_read_however_they_are_padded(text, value):
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize(
    "text", ["1" + "0" * 15, "0," + "0" * 17 + "1", "9" * 14 + "," + "9" * 12, "9" * 400]
)
def test_numbers_longer_than_anybody_means_are_refused_and_said_so(text):
    assert parse_number(text) is None
    assert "dài quá 15 chữ số" in number_problem(text)


@given(st.text(max_size=60) | st.from_regex(r"-?[0-9]{0,40}[.,]?[0-9]{0,40} ?(điểm|%)?"))
def test_any_text_is_a_number_that_rounds_or_is_refused_with_a_sentence(text):
    found = parse_number(text)

    if found is None:
        assert number_problem(text)
    else:
        assert Scale(2).rounded(found) == found.quantize(Decimal("0.01"), ROUND_HALF_UP)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (" 12 ", 12),
        ("0", 0),
        ("", None),
        ("-1", None),
        ("1,5", None),
        ("٣", None),
        ("9" * 5000, None),
    ],
)
def test_a_count_is_a_short_row_of_digits(typed, read):
    assert parse_whole(typed) == read


@pytest.mark.parametrize(
    ("value", "places", "said"),
    [
        (Fraction(15, 2), None, "= 7,5"),
        (Fraction(22, 3), None, "≈ 7,333333"),
        (Fraction(22, 3), 2, "≈ 7,33"),
        (Fraction(1, 4), 2, "= 0,25"),
        (Decimal("7.125"), 2, "≈ 7,13"),
        (Decimal("0.1234567"), None, "= 0,1234567"),
        (40, 2, "= 40,00"),
    ],
)
def test_a_number_that_was_cut_short_is_never_said_to_be_equal(value, places, said):
    assert equals(value, places) == said
