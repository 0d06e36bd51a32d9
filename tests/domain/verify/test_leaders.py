"""So với dẫn đầu: exactly those units are named whose points move when the leader gets better."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import make_criterion, make_entry
from thidua.domain.covenant.covenant import Covenant
from thidua.domain.review.combining import combine_reviews, with_combined
from thidua.domain.rules import LeaderRelative, Line
from thidua.domain.scoring.scoring import others_of
from thidua.domain.scoring.sheet import Hand
from thidua.domain.verify.leaders import Leading, leaders

COVENANT = Covenant(
    block="K", year=2025, title="G", children=(make_criterion("I", 10, rule=LeaderRelative()),)
)
CRITERION = COVENANT.criteria["I"]
ENTRIES = st.builds(
    make_entry,
    target=st.sampled_from([None, "2", "4", "10"]),
    actual=st.sampled_from([None, "0", "2", "4", "6", "12"]),
)


def exact(entries):
    """Điểm chưa làm tròn của mọi đơn vị."""
    everybody = list(entries.values())
    return {
        unit: CRITERION.rule.exact(Line(entry, CRITERION.max_points, everybody))
        for unit, entry in entries.items()
    }


@settings(deadline=None, max_examples=300)
@given(st.lists(ENTRIES, min_size=1, max_size=5))
def test_those_and_no_others_move_when_the_leader_gets_better(given_entries):
    entries = {f"Đ{number}": entry for number, entry in enumerate(given_entries)}
    sheets = {unit: {"I": entry} for unit, entry in entries.items()}
    before = exact(entries)

    for one in leaders(COVENANT, Hand.VERIFIED, sheets, {}, {}):
        leader = entries[one.unit]
        better = replace(leader, actual=leader.actual + 1)
        after = exact({**entries, one.unit: better})
        moved = {unit for unit in entries if after[unit] != before[unit] and unit != one.unit}
        assert set(one.moves) == moved


def test_what_reviewers_make_rests_on_what_the_others_claim():
    claims = {
        "A": {"I": make_entry(target="10", actual="12")},
        "B": {"I": make_entry(target="10", actual="15")},
        "C": {"I": make_entry(target="10", actual="9")},
    }
    reviews = {
        "A": {"B": {"I": make_entry(target="10", actual="11")}},
        "B": {"A": {"I": make_entry(target="10", actual="14")}},
        "C": {"A": {"I": make_entry(target="10", actual="9")}},
    }
    entries = {
        unit: with_combined(
            {}, combine_reviews(COVENANT, sheets, others_of(COVENANT, claims, unit))
        )
        for unit, sheets in reviews.items()
    }

    # B stands above every claim of the others, C below its own target: only A rests on somebody.
    assert leaders(COVENANT, Hand.VERIFIED, entries, claims, reviews) == (
        Leading(criterion="I", unit="B", source=Hand.SELF, figure="vượt 50 %", moves=("A",)),
    )


def test_nothing_is_said_where_no_rule_compares():
    covenant = replace(COVENANT, children=(make_criterion("I", 10),))
    sheets = {"A": {"I": make_entry(points="4")}}

    assert leaders(covenant, Hand.VERIFIED, sheets, {}, {}) == ()
