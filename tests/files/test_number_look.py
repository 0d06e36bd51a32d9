"""Dạng số: which per cent sign multiplies, and what a person sees of a number in a code."""

from decimal import Decimal

import pytest

from thidua.files.number_look import PLAIN, NumberLook


@pytest.mark.parametrize(
    ("code", "value", "times"),
    [
        ("0%", "0.85", 100),
        ("0.00 %", "0.85", 100),
        ("#,##0%", "-0.85", 100),
        ("[Red]0%;[Blue]0.0", "0.85", 100),
        ("0.0;0%", "-0.85", 100),
        ("0%%", "0.85", 10_000),
        ('0"%"', "85", 1),
        ("0\\%", "85", 1),
        ("0_%", "85", 1),
        ("0*%", "85", 1),
        ('0" %"', "85", 1),
        ('"%"0', "85", 1),
        ("[$%-42A]0", "85", 1),
        ("0;0%", "85", 1),
        ("0%;0.0", "-0.85", 1),
        ("0%;0%;0", "0", 1),
        ("[<=1]0%;0", "0.85", 100),
        ("[<=1]0%;0", "85", 1),
        ("0;0;0;@%", "85", 1),
        ("General", "85", 1),
        ("@", "85", 1),
        ("#,##0.00_);(#,##0.00)", "-2.5", 1),
    ],
)
def test_only_a_per_cent_sign_that_counts_multiplies(code, value, times):
    assert NumberLook.of(code).times(Decimal(value)) == times


@pytest.mark.parametrize(
    ("code", "value", "shown"),
    [
        ("0.00", "1.1", "1.10"),
        ("0.0", "1", "1.0"),
        ("00", "1", "01"),
        ("000", "1234", "1234"),
        ("0.##", "1.1", "1.1"),
        ("0.0#", "1.25", "1.25"),
        ("0.00", "1.999", "2.00"),
        ('"I."0', "3", "I.3"),
        ('0"a"', "3", "3a"),
        ("\\P0", "1", "P1"),
        ("#", "7", "7"),
        ("0_)", "7", "7"),
        ("0", "-3", "-3"),
        ("0;(0)", "-3", "(3)"),
        ("General", "1.1", None),
        ("#,##0", "1234", None),
        ("# ?/?", "1.5", None),
        ("0.00E+00", "110", None),
        ("@", "1.1", None),
    ],
)
def test_a_number_is_shown_as_its_cell_shows_it(code, value, shown):
    assert NumberLook.of(code).shown(Decimal(value)) == shown


def test_a_format_that_says_nothing_is_the_plain_one():
    assert NumberLook.of("General") is NumberLook.of("") is PLAIN
