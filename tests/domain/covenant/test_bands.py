"""Xếp loại."""

from decimal import Decimal
from fractions import Fraction

import pytest

from tests.builders import (
    NOT_ASSIGNED,
    make_covenant,
    make_criterion,
    make_entry,
    make_group,
    rule_of,
    score_of,
    scored,
)
from thidua.domain.covenant.bands import Band, reaches, read_band
from thidua.domain.covenant.covenant import NotAssigned, Sign
from thidua.domain.ranking.classification import band_of
from thidua.domain.rules import Method, ParametersError
from thidua.domain.rules.bounds import Bound

AT_LEAST_850 = (Bound(">=", Decimal(850)),)


@pytest.mark.parametrize(
    ("text", "band"),
    [
        (">=850", Band(label="Xuất sắc", bounds=AT_LEAST_850)),
        (
            ">=160 <180",
            Band(label="Xuất sắc", bounds=(Bound(">=", Decimal(160)), Bound("<", Decimal(180)))),
        ),
        (
            ">=850; đạt 3/3 A.1, A.2, A.3",
            Band(
                label="Xuất sắc", bounds=AT_LEAST_850, met_count=3, met_codes=("A.1", "A.2", "A.3")
            ),
        ),
        (
            "Đạt 2 trong A.1, A.2; >=850",
            Band(label="Xuất sắc", bounds=AT_LEAST_850, met_count=2, met_codes=("A.1", "A.2")),
        ),
        (
            ">=850; không giao IV: >=80; Không giao V: >=70",
            Band(
                label="Xuất sắc",
                bounds=AT_LEAST_850,
                without=(("IV", (Bound(">=", Decimal(80)),)), ("V", (Bound(">=", Decimal(70)),))),
            ),
        ),
        (
            ">=850; Không tiêu chí nào 0 điểm",
            Band(label="Xuất sắc", bounds=AT_LEAST_850, no_zero=True),
        ),
    ],
)
def test_band_is_read(text, band):
    assert read_band("Xuất sắc", text) == band


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "xếp loại «Tốt» cần ngưỡng điểm, ví dụ «>=850»"),
        ("đạt 3/3 A.1, A.2, A.3", "xếp loại «Tốt» cần ngưỡng điểm, ví dụ «>=850»"),
        (">=85; >=70", "không hiểu «>=70» trong xếp loại «Tốt»"),
        ("rất tốt", "không hiểu ngưỡng «rất tốt»; ví dụ đúng: «>=90»"),
    ],
)
def test_other_wording_is_refused(text, message):
    with pytest.raises(ParametersError) as refused:
        read_band("Tốt", text)

    assert str(refused.value) == message


@pytest.mark.parametrize(
    ("sign", "below", "at", "above"),
    [
        (">=", False, True, True),
        (">", False, False, True),
        ("<=", True, True, False),
        ("<", True, False, False),
        ("=", False, True, False),
    ],
)
def test_bounds_are_compared_exactly(sign, below, at, above):
    third = Fraction(1, 3)
    bounds = (Bound(sign, Decimal(90)),)

    found = [reaches(bounds, 90 + step) for step in (-third, 0 * third, third)]

    assert found == [below, at, above]


def _covenant(*wordings, **changes):
    bands = tuple(read_band(*wording) for wording in wordings)
    children = changes.pop("children", (make_criterion("I", 700), make_criterion("II", 300)))
    return make_covenant(*children, bands=bands, **changes)


GRADES = (("Xuất sắc", ">=850"), ("Tốt", ">=700"), ("Khá", ">=0"))


def _band(covenant, **entries):
    return band_of(covenant, score_of(covenant, entries))


@pytest.mark.parametrize(
    ("total", "label"),
    [(850, "Xuất sắc"), ("849.99", "Tốt"), (700, "Tốt"), ("699.99", "Khá"), (0, "Khá")],
)
def test_first_band_whose_threshold_is_reached(total, label):
    assert _band(_covenant(*GRADES), I=scored(total), II=scored(0)) == label


def test_no_band_without_a_total_or_below_every_threshold():
    assert _band(_covenant(*GRADES), I=scored(900)) is None
    assert _band(_covenant(("Tốt", ">=700")), I=scored(600), II=scored(0)) is None


def test_band_of_a_shortened_scale_is_judged_on_the_share_unrounded():
    covenant = _covenant(("Xuất sắc", ">=977,15"), ("Xuất sắc thiếu", ">=977,14"))

    assert _band(covenant, I=scored(684), II=NOT_ASSIGNED) == "Xuất sắc thiếu"


def test_second_set_of_thresholds_is_used_where_a_group_was_not_assigned():
    group = make_group("IV", make_criterion("IV.1", 15), make_criterion("IV.2", 5))
    covenant = _covenant(
        ("A", ">=95; không giao IV: >=75"),
        ("B", ">=0"),
        children=(make_criterion("I", 80), group),
    )

    with_duty = _band(covenant, I=scored(75), **{"IV.1": scored(15), "IV.2": scored(4)})
    without = _band(covenant, I=scored(75), **{"IV.1": NOT_ASSIGNED, "IV.2": NOT_ASSIGNED})
    below = _band(covenant, I=scored("74.99"), **{"IV.1": NOT_ASSIGNED, "IV.2": NOT_ASSIGNED})

    assert (with_duty, without, below) == ("B", "A", "B")


def test_band_counts_points_only_up_to_its_ceiling():
    covenant = _covenant(
        ("Không thể", ">100"),
        ("Xuất sắc", ">=100"),
        children=(make_criterion("I", 100), make_criterion("V", 10, sign=Sign.BONUS)),
        band_cap=Decimal(100),
    )

    assert _band(covenant, I=scored(97), V=scored(10)) == "Xuất sắc"


@pytest.mark.parametrize(
    ("met", "label"), [((True, True, True), "A"), ((True, False, True), "B"), ((False,) * 3, None)]
)
def test_band_asks_for_a_number_of_targets_to_be_met(met, label):
    passed = rule_of(Method.PASS_FAIL)
    targets = tuple(make_criterion(f"A.{number}", 0, rule=passed) for number in (1, 2, 3))
    covenant = _covenant(
        ("A", ">=180; đạt 3/3 A.1, A.2, A.3"),
        ("B", ">=160; đạt 2/3 A.1, A.2, A.3"),
        children=(make_criterion("I", 200), *targets),
    )
    answers = {
        f"A.{number}": make_entry(choice="Đạt" if one else "Không đạt")
        for number, one in enumerate(met, start=1)
    }

    assert _band(covenant, I=scored(190), **answers) == label


def test_band_may_forbid_a_line_at_zero_but_not_a_bonus_at_zero():
    covenant = _covenant(
        ("A", ">=90; không tiêu chí nào 0 điểm"),
        ("B", ">=0"),
        children=(
            make_criterion("I", 95),
            make_criterion("II", 5),
            make_criterion("V", 5, sign=Sign.BONUS),
        ),
    )

    at_zero = _band(covenant, I=scored(95), II=scored(0), V=scored(5))
    above = _band(covenant, I=scored(95), II=scored(1), V=scored(0))

    assert (at_zero, above) == ("B", "A")


@pytest.mark.parametrize(
    ("gate", "label"),
    [
        ("0 điểm không xếp loại Xuất sắc", "Tốt"),
        ("0 điểm không xếp loại xuất  SẮC", "Tốt"),
        ("0 điểm hạ một bậc", "Tốt"),
        ("0 điểm hạ một bậc; dưới 1 điểm hạ một bậc", "Khá"),
        ("0 điểm hạ 1 bậc; dưới 1 điểm hạ 1 bậc; dưới 2 điểm hạ 1 bậc", "Khá"),
        ("0 điểm không xét", "Xuất sắc"),
    ],
)
def test_gates_bar_a_band_or_lower_it(gate, label):
    covenant = _covenant(
        *GRADES, children=(make_criterion("I", 900), make_criterion("II", 100, gate=gate))
    )

    assert _band(covenant, I=scored(900), II=scored(0)) == label
    assert _band(covenant, I=scored(900), II=scored(2)) == "Xuất sắc"


@pytest.mark.parametrize(
    ("policy", "label"), [(NotAssigned.FULL, "Xuất sắc"), (NotAssigned.NOTHING, "Khá")]
)
def test_band_follows_the_policy_for_lines_not_assigned(policy, label):
    covenant = _covenant(*GRADES, not_assigned=policy)

    assert _band(covenant, I=scored(600), II=NOT_ASSIGNED) == label
