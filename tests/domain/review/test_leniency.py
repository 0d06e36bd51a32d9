"""Khắt khe, rộng tay: exact, against the others of the same lines, and the base is stated."""

from fractions import Fraction

from thidua.domain.covenant.covenant import Combining, Sign
from thidua.domain.review.combining import CombinedLine
from thidua.domain.review.leniency import Leniency, leniencies


def line(code, sign=Sign.BASE, unfit=(), **values):
    """Dòng tổng hợp with what each reviewer gave."""
    return CombinedLine(
        criterion=code,
        how=Combining.MEAN,
        values={one: Fraction(value) for one, value in values.items()},
        points=None,
        sign=sign,
        unfit=unfit,
    )


MOST = {"I": 10, "II": 20, "V": 5}


def test_each_is_set_beside_the_mean_of_the_others_who_scored_the_line():
    combined = {
        "A": {"I": line("I", B=9, C=8, D=6), "II": line("II", B=20)},
        "B": {"I": line("I", C=7, D=8)},
    }

    found = leniencies(combined, MOST)

    assert found == (
        Leniency(reviewer="B", mean=Fraction(2), share=Fraction(1, 5), lines=1, units=1),
        Leniency(reviewer="C", mean=Fraction(-1, 4), share=Fraction(-1, 40), lines=2, units=2),
        Leniency(reviewer="D", mean=Fraction(-3, 4), share=Fraction(-3, 40), lines=2, units=2),
    )
    assert [one.words() for one in found] == [
        "rộng tay hơn 2 điểm mỗi dòng",
        "khắt khe hơn 0,25 điểm mỗi dòng",
        "khắt khe hơn 0,75 điểm mỗi dòng",
    ]
    assert found[1].base_words() == "2 dòng của 2 đơn vị mà người khác cùng chấm"


def test_who_takes_more_off_is_strict():
    found = leniencies({"A": {"V": line("V", Sign.DEDUCTION, B=3, C=1)}}, MOST)

    assert [(one.reviewer, one.mean) for one in found] == [("B", -2), ("C", 2)]


def test_two_who_give_the_same_differ_by_nothing():
    found = leniencies({"A": {"I": line("I", B=3, C=3)}}, MOST)

    assert [one.words() for one in found] == ["bằng những người khác"] * 2


def test_lines_of_another_covenant_say_nothing():
    assert leniencies({"A": {"I": line("I", unfit=("B",), B=30, C=3)}}, MOST) == ()
