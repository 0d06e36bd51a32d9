"""Viết bằng lời: thresholds and gates as people write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import covenant_from, make_draft, make_entry, make_line, make_row
from thidua.domain.covenant.bands import read_band
from thidua.domain.covenant.checks import check_codes_named
from thidua.domain.covenant.gates import Gate, GateEffect, GateTest, read_gates
from thidua.domain.ground.finding import error
from thidua.domain.rules import Method, ParametersError, read_rule
from thidua.domain.rules.bounds import Bound, read_bounds


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("từ 850", ">=850"),
        ("Từ 850 điểm", ">=850"),
        ("85 trở lên", ">=85"),
        ("từ 95% trở lên", ">=95"),
        (">= 850 điểm", ">=850"),
        ("ít nhất 70 điểm", ">=70"),
        ("không dưới 70", ">=70"),
        ("trên 8 ngày", ">8"),
        ("dưới 50%", "<50"),
        ("không quá 2 ngày", "<=2"),
        ("2 ngày trở xuống", "<=2"),
        ("90-99", ">=90 <=99"),
        ("90% – 99%", ">=90 <=99"),
        ("từ 90 đến 99 điểm", ">=90 <=99"),
        ("từ 90 đến dưới 100", ">=90 <100"),
        ("trên 80 đến 90", ">80 <=90"),
        ("từ 160 và dưới 180", ">=160 <180"),
        ("-5", "=-5"),
        (">=-5 <5", ">=-5 <5"),
    ],
)
def test_a_threshold_in_words_is_the_one_in_signs(text, bounds):
    assert " ".join(map(str, read_bounds(text))) == bounds


@pytest.mark.parametrize("text", ["tốt", "từ", "90 -", "từ 90 đến", "từ chín mươi"])
def test_other_words_are_refused(text):
    with pytest.raises(ParametersError):
        read_bounds(text)


signs = st.sampled_from([">=", ">", "<=", "<", "="])
values = st.decimals(-2000, 2000, places=2)


@given(st.lists(st.builds(Bound, signs, values), min_size=1, max_size=2))
def test_what_is_written_in_signs_keeps_its_meaning(bounds):
    if len(bounds) == 2 and any(bound.sign == "=" for bound in bounds):
        bounds = bounds[:1]

    assert read_bounds(" ".join(map(str, bounds))) == tuple(bounds)


def test_tiers_in_words_score_as_they_say():
    rule = read_rule(Method.TIERS, "Từ 95% trở lên: 10; 90-94: 8; dưới 90: 0")

    earned = [rule.exact(make_line(make_entry(actual=actual))) for actual in (95, 94, 90, 89)]
    assert earned == [10, 8, 8, 0]


@pytest.mark.parametrize("text", ["65", "từ 65", "65 trở lên", ">= 65 điểm"])
def test_the_threshold_of_a_band_is_where_it_begins(text):
    band = read_band("Khá", text)

    assert (band.bounds, band.least) == ((Bound(">=", Decimal(65)),), Decimal(65))
    assert read_band("Khá", f">=70; không giao IV: {text}").without == (("IV", band.bounds),)


@pytest.mark.parametrize(
    ("text", "gate"),
    [
        (
            "nghỉ trên 8 ngày không xét",
            Gate(
                text="nghỉ trên 8 ngày không xét",
                test=GateTest.OVER_COUNT,
                effect=GateEffect.EXCLUDE,
                threshold=Decimal(8),
                subject="nghỉ",
            ),
        ),
        (
            "dưới 50% thì không xét",
            Gate(
                text="dưới 50% thì không xét",
                test=GateTest.BELOW_PERCENT,
                effect=GateEffect.EXCLUDE,
                threshold=Decimal(50),
            ),
        ),
        (
            "Trên 2 lần, thì hạ một bậc",
            Gate(
                text="Trên 2 lần, thì hạ một bậc",
                test=GateTest.OVER_COUNT,
                effect=GateEffect.LOWER_BAND,
                threshold=Decimal(2),
            ),
        ),
    ],
)
def test_a_gate_in_words_is_read(text, gate):
    assert read_gates(text) == (gate,)


@pytest.mark.parametrize(
    ("entry", "hit"),
    [
        (make_entry(events={"Nghỉ": 9}), True),
        (make_entry(events={"nghỉ": 8, "trễ": 5}), False),
        (make_entry(events={None: 9}), True),
        (make_entry(actual=9), True),
        (make_entry(actual=8), False),
        (make_entry(), False),
    ],
)
def test_a_gate_on_one_kind_counts_that_kind_or_the_result(entry, hit):
    (gate,) = read_gates("nghỉ trên 8 ngày thì không xét")

    assert gate.is_hit(make_line(entry), Decimal(5), is_met=True) is hit


def test_a_gate_on_a_kind_that_is_not_there_is_refused():
    row = make_row("I", 10, "Trừ dần", parameters="trễ: 1", gate="nghỉ trên 8 ngày không xét")

    assert list(check_codes_named(covenant_from(make_draft(row)))) == [
        error(
            "unknown_kind",
            "điều kiện chặn «nghỉ trên 8 ngày không xét» nhắc đến loại lượt không có",
            "Mã I",
        )
    ]
