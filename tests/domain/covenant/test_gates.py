"""Điều kiện chặn."""

from decimal import Decimal

import pytest

from tests.builders import (
    NOT_ASSIGNED,
    covenant_of_rows,
    make_covenant,
    make_criterion,
    make_entry,
    make_ranking_row,
    make_row,
    rule_of,
    score_of,
    scored,
)
from thidua.domain.covenant.gates import Gate, GateEffect, GateHit, GateTest, read_gates
from thidua.domain.rules import Method, ParametersError


@pytest.mark.parametrize(
    ("text", "gate"),
    [
        (
            "dưới 50% không xét",
            Gate(
                text="dưới 50% không xét",
                test=GateTest.BELOW_PERCENT,
                effect=GateEffect.EXCLUDE,
                threshold=Decimal(50),
            ),
        ),
        (
            "Dưới 12,5 điểm: không xếp hạng",
            Gate(
                text="Dưới 12,5 điểm: không xếp hạng",
                test=GateTest.BELOW_POINTS,
                effect=GateEffect.EXCLUDE,
                threshold=Decimal("12.5"),
            ),
        ),
        (
            "0 điểm không xếp loại Xuất sắc",
            Gate(
                text="0 điểm không xếp loại Xuất sắc",
                test=GateTest.ZERO_POINTS,
                effect=GateEffect.BAR_BAND,
                barred="Xuất sắc",
            ),
        ),
        (
            "không đạt không khen Cờ thi đua",
            Gate(
                text="không đạt không khen Cờ thi đua",
                test=GateTest.NOT_MET,
                effect=GateEffect.BAR_AWARD,
                barred="Cờ thi đua",
            ),
        ),
        (
            "trên 8 lượt, hạ một bậc",
            Gate(
                text="trên 8 lượt, hạ một bậc",
                test=GateTest.OVER_COUNT,
                effect=GateEffect.LOWER_BAND,
                threshold=Decimal(8),
            ),
        ),
        (
            "có lượt sai quy trình hạ 1 bậc",
            Gate(
                text="có lượt sai quy trình hạ 1 bậc",
                test=GateTest.EVENT_KIND,
                effect=GateEffect.LOWER_BAND,
                subject="sai quy trình",
            ),
        ),
    ],
)
def test_gate_is_read(text, gate):
    assert read_gates(text) == (gate,)


def test_several_gates_stand_on_one_line():
    first, second = read_gates("dưới 50% không xét; 0 điểm không xếp loại Tốt")

    assert (first.effect, second.effect) == (GateEffect.EXCLUDE, GateEffect.BAR_BAND)
    assert read_gates(" ") == ()


@pytest.mark.parametrize("text", ["phải cố gắng", "dưới năm mươi % không xét", "dưới 50%"])
def test_other_wording_is_refused(text):
    with pytest.raises(ParametersError) as refused:
        read_gates(text)

    assert str(refused.value) == (
        f"không hiểu điều kiện chặn «{text}»; "
        "ví dụ đúng: «dưới 50% không xét» hoặc «0 điểm không xếp loại Xuất sắc»"
    )


def _hits(gate, entry, most=20, **changes):
    covenant = make_covenant(make_criterion("I.1", most, gate=gate, **changes))
    return score_of(covenant, {"I.1": entry}).gate_hits


@pytest.mark.parametrize(
    ("gate", "points", "hit"),
    [
        ("dưới 50% không xét", "9.99", True),
        ("dưới 50% không xét", "10", False),
        ("dưới 12,5 điểm không xét", "12.49", True),
        ("dưới 12,5 điểm không xét", "12.5", False),
        ("0 điểm không xét", "0", True),
        ("bị 0 điểm không xét", "0", True),
        ("0 điểm không xét", "0.01", False),
        ("không đạt không xét", "19.99", True),
        ("chưa đạt không xét", "20", False),
    ],
)
def test_gate_on_points_is_exact_at_its_floor(gate, points, hit):
    hits = _hits(gate, scored(points))

    assert hits == ((GateHit("I.1", read_gates(gate)[0], Decimal(points)),) if hit else ())


@pytest.mark.parametrize(
    ("gate", "events", "hit"),
    [
        ("trên 2 lượt không xét", {"đi trễ": 1, "vắng họp": 1}, False),
        ("trên 2 lượt không xét", {"đi trễ": 1, "vắng họp": 2}, True),
        ("quá 2 lần không xét", {"vắng họp": 3}, True),
        ("có lượt vắng họp không xét", {"VẮNG HỌP": 1}, True),
        ("có vắng họp không xét", {"vắng họp": 1}, True),
        ("có lượt vắng họp không xét", {"vắng họp": 0, "đi trễ": 5}, False),
    ],
)
def test_gate_on_events_counts_them(gate, events, hit):
    rule = rule_of(Method.START_MINUS, "đi trễ: 0; vắng họp: 0")

    assert bool(_hits(gate, make_entry(events=events), rule=rule)) is hit


@pytest.mark.parametrize(("actual", "hit"), [("99.9", True), ("100", False)])
def test_gate_on_being_met_asks_the_rule_not_the_points(actual, hit):
    rule = rule_of(Method.LEADER_RELATIVE)

    hits = _hits("không đạt không xét", make_entry(target=100, actual=actual), rule=rule)

    assert bool(hits) is hit


@pytest.mark.parametrize("entry", [make_entry(), NOT_ASSIGNED])
def test_gate_is_not_tried_on_a_line_without_points(entry):
    assert _hits("dưới 50% không xét; 0 điểm không xét", entry) == ()


def test_reason_names_line_points_and_the_covenants_own_words():
    (hit,) = _hits("dưới 50% không xét", scored("4.5"))

    assert hit.reason() == "I.1 được 4,5 điểm: dưới 50% không xét"


@pytest.mark.parametrize(
    "bands",
    [
        (("Xuất sắc", ">=18"), ("Tốt", ">=14"), ("Khá", ">=10"), ("Yếu", "dưới 10")),
        (("Yếu", "<10"), ("Khá", "<14"), ("Tốt", "<18"), ("Xuất sắc", "<=20")),
    ],
)
@pytest.mark.parametrize(
    ("words", "barred"),
    [
        ("Tốt trở lên", "Xuất sắc, Tốt"),
        ("từ loại khá trở lên", "Xuất sắc, Tốt, Khá"),
        ("Xuất sắc trở lên", "Xuất sắc"),
        ("Giỏi trở lên", "Giỏi trở lên"),
        ("Tốt", "Tốt"),
    ],
)
def test_a_band_and_those_above_it_are_barred(bands, words, barred):
    covenant = covenant_of_rows(
        make_row("I", 20, "Chấm mức", gate=f"0 điểm không xếp loại {words}"),
        ranking=[make_ranking_row("Xếp loại", *band, at) for at, band in enumerate(bands, 1)],
    )

    (gate,) = covenant.criteria["I"].gates
    assert gate.barred == barred


@pytest.mark.parametrize("text", ["dưới 5 lượt không xét", "dưới 3 ngày không xét"])
def test_a_threshold_of_occurrences_is_none_of_points(text):
    with pytest.raises(ParametersError, match="không hiểu điều kiện chặn"):
        read_gates(text)
