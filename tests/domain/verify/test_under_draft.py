"""Năm trước theo dự thảo: reckoned beside it by hand, and never guessing what is not there."""

from dataclasses import replace
from decimal import Decimal

from tests.builders import make_covenant, make_criterion
from tests.domain.five_units import CASE
from thidua.domain.covenant.covenant import Combining, Sign
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

    assert found.lost["C1"] == "điểm 38 vượt điểm tối đa 30"
    assert found.lacking["A"] == ("C1",)
    assert isinstance(draft.criteria["C1"].rule, Judgement)


def test_a_line_copied_in_the_draft_does_not_count_the_old_points_twice():
    draft = make_covenant(
        named("C1", 40, "một"), named("C2", 30, "hai"), named("C3", 20, "ba"),
        named("C4", 10, "thưởng", sign=Sign.BONUS), named("C5", 20, "ba"),
    )  # fmt: skip

    assert "C5" not in old_codes(OLD, draft)
    assert under_draft(BEFORE, draft).lacking["A"] == ("C5",)
    assert old_codes(draft, OLD) == {code: code for code in OLD.criteria}


def test_who_had_no_total_yet_gets_none_from_the_draft():
    absent = {unit: sheets for unit, sheets in CASE.reviews.items() if unit != "E"}
    found = under_draft(replace(BEFORE, reviews=absent, final=frozenset()), OLD)

    assert [place.total for place in found.place("E")] == [None, None, None]
    assert [place.rank for place in found.place("E")] == [None, None, None]
    assert found.most["A"] == found.before["A"]


def test_another_way_of_combining_makes_other_points_of_the_same_sheets():
    found = under_draft(BEFORE, replace(OLD, combining=Combining.MEDIAN))

    # 30 37 38 38, 27 27 27 28, 17 18 18 18, 5 5 5 5
    assert found.least["A"].total == Decimal("37.5") + 27 + 18 + 5
    unread = under_draft(BEFORE, replace(OLD, combining=Combining.CHAIR))
    assert set(unread.lost) == set(OLD.criteria)
