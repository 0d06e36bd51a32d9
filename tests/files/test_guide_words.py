"""Trang Hướng dẫn của sổ giao ước: every example in it is read as an example must be."""

import pytest

from thidua.domain.covenant.bands import read_band
from thidua.domain.covenant.gates import read_gates
from thidua.domain.rules import method_named, read_rule
from thidua.domain.rules.once import read_once
from thidua.files.covenant.guide import SECTIONS


def _lines(title, heading=""):
    (lines,) = (lines for name, _, lines in SECTIONS if name == title)
    for first, example, _ in lines:
        heading = first or heading
        if example:
            yield heading, example


@pytest.mark.parametrize(("word", "example"), list(_lines("Cách chấm và Tham số")))
def test_an_example_of_parameters_is_read(word, example):
    method = method_named(word)
    if method is None:
        assert (word, example) == ("Mọi cách chấm", "không giao: đủ điểm")
        return

    rule = read_rule(method, example)

    most = max(rule.named_points(0), default=0) or 30
    found = rule.checks("I", most - (rule.own_bonus or 0) if rule.named_points(0) else most)
    assert [one for one in found if one.is_error] == []
    assert read_rule(method, rule.parameters()) == rule


@pytest.mark.parametrize(("_when", "example"), list(_lines("Điều kiện chặn")))
def test_an_example_of_a_gate_is_read(_when, example):
    (gate,) = read_gates(example)

    assert gate.text == example


@pytest.mark.parametrize(
    "example", [one for kind, one in _lines("Trang «Xếp hạng»") if kind == "Xếp loại"]
)
def test_an_example_of_a_band_is_read(example):
    assert read_band("Tốt", example).bounds


@pytest.mark.parametrize(
    "example", [one for kind, one in _lines("Trang «Giao ước»") if kind == "Không tính trùng"]
)
def test_an_example_of_what_counts_once_is_read(example):
    assert read_once(example) is not None
