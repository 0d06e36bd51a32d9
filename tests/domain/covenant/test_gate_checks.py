"""Hai điều kiện chặn trên một tiêu chí: once is enough, and what one leaves idle is said."""

import pytest

from tests.builders import make_covenant, make_criterion
from thidua.domain.covenant.gate_checks import check_gates_together

HALF, LOWER = "dưới 50% không xét", "dưới 50% hạ một bậc"


def told(gate):
    covenant = make_covenant(make_criterion("I.1", gate=gate), make_criterion("I.2", gate=HALF))
    return [(one.severity.value, one.code, one.message) for one in check_gates_together(covenant)]


@pytest.mark.parametrize(
    "gate",
    [
        HALF,
        f"{HALF}; 0 điểm không xếp loại Tốt",
        "dưới 50% không xếp loại Tốt; dưới 50% không xếp loại Xuất sắc",
        "dưới 70% hạ một bậc; dưới 50% không xét",
        "",
    ],
)
def test_gates_of_different_conditions_or_effects_stand_together(gate):
    assert told(gate) == []


@pytest.mark.parametrize(
    ("gate", "again"),
    [
        (LOWER, "dưới 50 % hạ 1 bậc"),
        (HALF, "nếu dưới 50%, thì không xếp hạng"),
        ("0 điểm không xếp loại Tốt", "0 điểm không được xếp loại tốt"),
    ],
)
def test_one_gate_written_twice_is_refused(gate, again):
    said = f"điều kiện chặn «{gate}» và «{again}» là một điều ghi hai lần; hãy bỏ một"
    assert told(f"{gate}; {again}") == [("error", "gate_twice", said)]


def test_what_a_unit_left_out_does_not_feel_any_more_is_said():
    said = f"điều kiện chặn «{LOWER}» và «{HALF}» có cùng điều kiện; "
    said += "đã không xét thì điều còn lại thừa"
    assert told(f"{LOWER}; {HALF}") == [("warning", "gate_idle", said)]


def test_two_that_lower_by_one_lower_by_two_together_and_it_is_said():
    [(severity, code, message)] = told("dưới 70% hạ một bậc; dưới 50% hạ một bậc")
    assert (severity, code) == ("warning", "gate_lowers_twice")
    assert "dính cả hai thì hạ hai bậc" in message
