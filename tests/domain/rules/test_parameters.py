"""Tham số: the grammar that all rules share, and that what is written is read back."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.domain.strategies import LABELS, rules
from thidua.domain.rules import METHOD_WORDS, Method, ParametersError, method_named, read_rule
from thidua.domain.rules.parameters import named_number, parts_of, written


@given(rules())
def test_every_rule_reads_back_the_parameters_it_writes(rule):
    assert read_rule(rule.method, rule.parameters()) == rule


@given(rules())
def test_parameters_survive_other_spacing_and_case(rule):
    parameters = rule.parameters()
    assume(parameters.upper().casefold() == parameters.casefold())

    spaced = read_rule(rule.method, f" ; {parameters.replace('; ', ' ;  ')};")

    assert spaced == rule


@given(LABELS, st.decimals(0, 10**7, places=3))
def test_named_number_is_read_back_however_large(name, value):
    assert named_number(written(name, value), "Tốt: 8") == (name, value)


def test_parts_are_cleaned_and_empty_ones_left_out():
    assert parts_of(" >=90:  315 ;; >=0: 0; ") == [">=90: 315", ">=0: 0"]


def test_a_name_may_hold_a_colon():
    assert named_number("Loại A: từ 95: 10", "Tốt: 8") == ("Loại A: từ 95", Decimal(10))


@pytest.mark.parametrize(
    ("part", "message"),
    [
        ("Tốt 8", "phần «Tốt 8» phải có dạng «Tốt: 8»"),
        (": 8", "phần «: 8» phải có dạng «Tốt: 8»"),
        ("Tốt: tám", "phần «Tốt: tám»: «tám» phải là số, ví dụ 12,5"),
        (
            "Tốt: 1.000",
            "phần «Tốt: 1.000»: «1.000» có thể là 1000 hoặc 1,000; "
            "hãy gõ lại một trong hai cách ấy",
        ),
    ],
)
def test_a_part_that_is_not_a_name_and_a_number_is_refused(part, message):
    with pytest.raises(ParametersError) as refused:
        named_number(part, "Tốt: 8")

    assert str(refused.value) == message


@pytest.mark.parametrize("method", Method)
def test_every_method_is_found_by_its_word_in_any_case(method):
    assert method_named(f"  {METHOD_WORDS[method].upper()} ") is method


@pytest.mark.parametrize(
    ("word", "method"),
    [
        ("Tỉ lệ", Method.PROPORTIONAL),
        ("tỷ lệ", Method.PROPORTIONAL),
        ("Đạt / không đạt", Method.PASS_FAIL),
        ("Chấm điểm", None),
        ("", None),
    ],
)
def test_other_spellings_of_a_method(word, method):
    assert method_named(word) is method
