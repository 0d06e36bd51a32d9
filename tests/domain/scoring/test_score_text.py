"""Điểm thành chữ rồi đọc lại: the very same score, to the last digit and in the same order."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import covenant_of_rows, make_row, score_of, scored
from tests.domain.strategies import blocks
from thidua.domain.covenant.gates import GateHit, read_gates
from thidua.domain.scoring.score_text import read_score, score_text
from thidua.domain.scoring.scoring import UnitScore, score_block

GATES = read_gates(
    "dưới 50% không xét; 0 điểm không xếp loại Xuất sắc; trên 2 lần hạ một bậc;"
    " có lượt vi phạm không khen Cờ thi đua"
)
CODES = st.text(max_size=6)
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False)
MAYBE = st.none() | NUMBERS
LISTS = st.lists(CODES, max_size=3).map(tuple)
SCORES = st.builds(
    UnitScore,
    lines=st.dictionaries(CODES, MAYBE, max_size=4),
    groups=st.dictionaries(CODES, MAYBE, max_size=3),
    group_max=st.dictionaries(CODES, NUMBERS, max_size=3),
    base=MAYBE,
    bonus=MAYBE,
    deduction=MAYBE,
    total=MAYBE,
    so_far=NUMBERS,
    assigned_max=NUMBERS,
    missing=LISTS,
    not_assigned=LISTS,
    unconfirmed=LISTS,
    gate_hits=st.lists(st.builds(GateHit, CODES, st.sampled_from(GATES), NUMBERS), max_size=3).map(
        tuple
    ),
    met=st.frozensets(CODES, max_size=3),
)


@settings(deadline=None)
@given(SCORES)
def test_any_score_is_read_back_with_every_digit_and_in_its_order(score):
    text = score_text(score)

    again = read_score(text)
    assert again == score
    assert score_text(again) == text
    assert repr(again.lines) == repr(score.lines)
    assert (list(again.groups), list(again.group_max)) == (
        list(score.groups),
        list(score.group_max),
    )
    assert str(again.so_far) == str(score.so_far)


@settings(deadline=None, max_examples=100)
@given(blocks())
def test_the_score_of_any_unit_is_read_back(block):
    covenant, sheets = block

    for score in score_block(covenant, sheets).values():
        assert read_score(score_text(score)) == score


def test_a_gate_that_was_hit_is_kept_whole():
    covenant = covenant_of_rows(make_row("I.1", 10, "Chấm mức", gate="dưới 50% không xét"))
    score = score_of(covenant, {"I.1": scored(Decimal("4.5"))})

    assert [hit.reason() for hit in score.gate_hits] == ["I.1 được 4,5 điểm: dưới 50% không xét"]
    assert read_score(score_text(score)) == score
