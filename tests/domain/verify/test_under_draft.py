"""Năm trước theo dự thảo: reckoned beside it by hand, and never guessing what is not there."""

from dataclasses import replace
from decimal import Decimal

from tests.builders import make_covenant, make_criterion
from tests.domain.five_units import CASE
from thidua.domain.covenant.covenant import Sign
from thidua.domain.rules.judgement import Judgement
from thidua.domain.verify.case import places_of, rank_case
from thidua.domain.verify.under_draft import old_codes, under_draft


def named(code, most, text, **more):
    return replace(make_criterion(code, most, **more), text=text)


OLD = make_covenant(
    named("C1", 40, "một"), named("C2", 30, "hai"), named("C3", 20, "ba"),
    named("C4", 10, "thưởng", sign=Sign.BONUS),
)  # fmt: skip
BEFORE = replace(CASE, covenant=OLD)


def test_the_same_text_gives_the_same_places():
    found = under_draft(BEFORE, OLD)

    assert found.is_exact
    assert found.least == found.most == found.before == places_of(OLD, rank_case(BEFORE))


def test_lines_are_carried_by_their_words_and_the_missing_one_has_two_ends():
    draft = make_covenant(
        named("C1", 20, "ba"), named("C2", 40, "một"), named("C3", 10, "mới"),
        named("C4", 10, "thưởng", sign=Sign.BONUS),
    )  # fmt: skip
    found = under_draft(BEFORE, draft)

    assert old_codes(OLD, draft) == {"C1": "C3", "C2": "C1", "C4": "C4"}
    assert found.lost == {"C2": "dự thảo không còn tiêu chí này"}
    assert found.lacking == {unit: ("C3",) for unit in "ABCDE"}
    for unit in "ABCDE":
        by_hand = sum(CASE.combined[unit][code].points for code in ("C1", "C3", "C4"))
        _, least, most = found.place(unit)
        assert least.total == OLD.scale.rounded(by_hand)
        assert most.total - least.total == Decimal(10)


def test_a_line_whose_points_no_longer_fit_is_not_carried():
    draft = make_covenant(named("C1", 30, "một"), named("C2", 30, "hai"), named("C3", 20, "ba"))
    found = under_draft(BEFORE, draft)

    assert "vượt mức tối đa mới 30" in found.lost["C1"]
    assert found.lacking["A"] == ("C1",)
    assert isinstance(draft.criteria["C1"].rule, Judgement)
