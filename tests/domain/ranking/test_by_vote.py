"""Phiếu xếp hạng và tỷ lệ phiếu: examples by hand, then random blocks against a second reckoning.

The second reckoning knows only whole numbers and compares shares crosswise; it shares neither a
fraction nor a sorting key with the program.
"""

from functools import cmp_to_key

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import (
    NOT_ASSIGNED,
    make_covenant,
    make_criterion,
    make_group,
    points,
    ranked,
    ranks,
    scored,
    sheets_of,
)
from thidua.domain.covenant.covenant import AwardLine, ScoreAndVote, Sign, Tiebreaker, TiebreakKind
from thidua.domain.period.consideration import ConsiderationState, UnitConsideration
from thidua.domain.ranking.by_vote import AwaitedVote, RankingVote, VoteShare
from thidua.domain.ranking.distance import Distance, distance
from thidua.domain.ranking.places import Undecided, award_places
from thidua.domain.ranking.ranking import to_be_voted_on
from thidua.domain.ranking.standing import TieRecord
from thidua.domain.rules.bounds import Bound

TASKS = Tiebreaker(TiebreakKind.GROUP_POINTS, ("I",), "Điểm nhóm I")
BONUS = Tiebreaker(TiebreakKind.MORE_BONUS, (), "Điểm thưởng")
SHARE = Tiebreaker(TiebreakKind.VOTE_SHARE, (), "Tỷ lệ phiếu")
FROM_7, OVER_7 = Bound(">=", points(7)), Bound(">", points(7))


def voting(*tiebreakers, floor=None, criteria=(), **changes):
    """Giao ước mà phiếu xếp hạng; one criterion of 10 points unless others are given."""
    return make_covenant(
        *criteria,
        score_and_vote=ScoreAndVote.VOTE_RANKS,
        vote_floor=floor,
        tiebreakers=tiebreakers,
        **changes,
    )


def vote_of(base=10, **votes):
    """Cuộc bỏ phiếu đã kiểm: so many votes of a common base."""
    return RankingVote("Suy tôn", tuple(VoteShare(unit, n, base) for unit, n in votes.items()))


def places(standings):
    """Chỗ của mọi đơn vị, with what decided it."""
    return {row.unit: (row.rank, row.tied, row.decided_by) for row in standings.rows}


SHEETS = sheets_of(SNV=9, STC=8, SYT="7", SXD=6, STP=5)
BELOW = "không dự phiếu xếp hạng vì chưa đủ sàn từ 7 điểm"


def test_before_the_vote_the_order_by_points_is_provisional_and_says_what_it_waits_for():
    standings = ranked(voting(floor=FROM_7), SHEETS)

    assert ranks(standings) == {"SNV": 1, "STC": 2, "SYT": 3, "SXD": 4, "STP": 5}
    assert {row.decided_by for row in standings.rows} == {None}
    assert (standings.vote, standings.is_unverified, standings.provisional) == (None, False, True)
    assert standings.awaited == AwaitedVote()
    assert standings.awaited.words() == "chưa có cuộc bỏ phiếu «Xếp hạng đơn vị» nào đã kiểm phiếu"


def test_the_counted_vote_ranks_those_above_the_floor_and_the_others_follow_by_points():
    standings = ranked(voting(floor=FROM_7), SHEETS, vote=vote_of(SNV=4, STC=5, SYT=8, SXD=10))

    assert places(standings) == {
        "SYT": (1, False, "8/10 phiếu (80,00 %) trong cuộc «Suy tôn»"),
        "STC": (2, False, "5/10 phiếu (50,00 %) trong cuộc «Suy tôn»"),
        "SNV": (3, False, "4/10 phiếu (40,00 %) trong cuộc «Suy tôn»"),
        "SXD": (4, False, BELOW),
        "STP": (5, False, BELOW),
    }
    assert (standings.vote, standings.awaited, standings.provisional) == ("Suy tôn", None, False)


def test_a_floor_that_has_to_be_passed_leaves_out_who_only_reaches_it():
    standings = ranked(voting(floor=OVER_7), SHEETS, vote=vote_of(SNV=4, STC=5, SYT=8))

    below = "không dự phiếu xếp hạng vì chưa đủ sàn trên 7 điểm"
    assert ranks(standings) == {"STC": 1, "SNV": 2, "SYT": 3, "SXD": 4, "STP": 5}
    assert [row.unit for row in standings.rows if row.below_floor == below] == ["SYT", "SXD", "STP"]


def test_without_a_floor_every_considered_unit_takes_part():
    vote = vote_of(SNV=1, STC=2, SYT=3, SXD=4)
    away = {"STP": UnitConsideration(ConsiderationState.DEFERRED, "đang xem xét")}

    standings = ranked(voting(), SHEETS, considerations=away, vote=vote)

    assert ranks(standings) == {"SXD": 1, "SYT": 2, "STC": 3, "SNV": 4, "STP": None}
    assert to_be_voted_on(voting(), standings) == ("SXD", "SYT", "STC", "SNV")


def test_equal_shares_share_the_rank_or_go_to_the_tiebreakers():
    covenant = make_covenant(
        make_group("I", make_criterion("I.1", 10)),
        make_criterion("II", 10),
        score_and_vote=ScoreAndVote.VOTE_RANKS,
        tiebreakers=(SHARE, TASKS),
    )
    sheets = {
        unit: {"I.1": scored(tasks), "II": scored(rest)}
        for unit, tasks, rest in (("A", 3, 9), ("B", 5, 1), ("C", 5, 0), ("D", 9, 9))
    }

    standings = ranked(covenant, sheets, vote=vote_of(A=2, B=2, C=2, D=1))

    said = "{}/10 phiếu ({},00 %) trong cuộc «Suy tôn»"
    assert places(standings) == {
        "B": (1, True, f"{said.format(2, 20)}; Điểm nhóm I: 5"),
        "C": (1, True, f"{said.format(2, 20)}; Điểm nhóm I: 5"),
        "A": (3, False, f"{said.format(2, 20)}; Điểm nhóm I: 3"),
        "D": (4, False, said.format(1, 10)),
    }
    assert standings.ties == (
        TieRecord(units=("A", "B", "C"), decided_by="Điểm nhóm I", of_votes=True),
        TieRecord(units=("B", "C"), decided_by=None, of_votes=True),
    )


def test_shares_of_different_bases_are_compared_exactly():
    """A third and 33,33 % look alike; a unit nobody could vote for has nothing."""
    shares = (VoteShare("SNV", 3333, 10000), VoteShare("STC", 1, 3), VoteShare("SYT", 0, 0))

    standings = ranked(
        voting(), sheets_of(SNV=9, STC=8, SYT=7), vote=RankingVote("Suy tôn", shares)
    )

    assert places(standings) == {
        "STC": (1, False, "1/3 phiếu (33,33 %) trong cuộc «Suy tôn»"),
        "SNV": (2, False, "3333/10000 phiếu (33,33 %) trong cuộc «Suy tôn»"),
        "SYT": (3, False, "0/0 phiếu (0,00 %) trong cuộc «Suy tôn»"),
    }


def test_a_vote_whose_ballot_left_a_unit_out_does_not_rank_and_names_it():
    standings = ranked(voting(floor=FROM_7), SHEETS, vote=vote_of(SNV=1, STC=5, STP=9))

    assert ranks(standings) == {"SNV": 1, "STC": 2, "SYT": 3, "SXD": 4, "STP": 5}
    assert (standings.vote, standings.awaited) == (None, AwaitedVote("Suy tôn", ("SYT",)))
    assert standings.awaited.words({"SYT": "Sở Y tế"}.get) == (
        "lá phiếu của cuộc «Suy tôn» không có Sở Y tế; cần bỏ phiếu lại"
    )
    assert standings.provisional


def test_nothing_is_awaited_where_nobody_reaches_the_floor():
    standings = ranked(voting(floor=Bound(">=", points(10))), SHEETS)

    assert (standings.awaited, standings.provisional) == (None, False)
    assert ranks(standings) == {"SNV": 1, "STC": 2, "SYT": 3, "SXD": 4, "STP": 5}


def test_a_total_that_is_missing_leaves_the_others_to_the_vote_and_the_whole_provisional():
    sheets = SHEETS | {"SXD": {}}

    standings = ranked(voting(floor=FROM_7), sheets, vote=vote_of(SNV=1, STC=2, SYT=3))

    assert ranks(standings) == {"SYT": 1, "STC": 2, "SNV": 3, "STP": 4, "SXD": None}
    assert (standings.is_unverified, standings.awaited) == (True, None)


def test_the_floor_is_compared_on_the_full_scale():
    """63 of 90 are 70 of 100, as a band would have it."""
    covenant = make_covenant(
        make_criterion("I", 90),
        make_criterion("II", 10),
        score_and_vote=ScoreAndVote.VOTE_RANKS,
        vote_floor=Bound(">=", points(70)),
    )
    sheets = {
        "A": {"I": scored(63), "II": NOT_ASSIGNED},
        "B": {"I": scored("62.99"), "II": NOT_ASSIGNED},
        "C": {"I": scored(63), "II": scored(6)},
        "D": {"I": scored(90), "II": scored(10)},
    }

    standings = ranked(covenant, sheets, vote=vote_of(A=5, B=9, C=9, D=1))

    assert ranks(standings) == {"A": 1, "D": 2, "B": 3, "C": 4}


@pytest.mark.parametrize("later", [(), (BONUS,)])
def test_a_tie_that_the_vote_is_to_break_stands_until_it_is_counted(later):
    """A later tie-breaker may not decide in the meantime what the vote will decide otherwise."""
    covenant = make_covenant(
        make_criterion("I", 10),
        make_criterion("III", 5, sign=Sign.BONUS),
        tiebreakers=(SHARE, *later),
    )
    sheets = {
        "A": {"I": scored(7), "III": scored(2)},
        "B": {"I": scored(8), "III": scored(1)},
        "C": {"I": scored(1), "III": scored(0)},
    }

    before = ranked(covenant, sheets)
    after = ranked(covenant, sheets, vote=vote_of(A=3, B=6, C=9))

    assert places(before) == {"A": (1, True, None), "B": (1, True, None), "C": (3, False, None)}
    assert [row.unit for row in before.rows if row.waits] == ["A", "B"]
    assert before.ties == (TieRecord(units=("A", "B"), decided_by=None, awaits=AwaitedVote()),)
    assert (before.is_unverified, before.awaited, before.provisional) == (False, None, True)
    assert places(after) == {
        "B": (1, False, "Tỷ lệ phiếu: 6/10 phiếu (60,00 %)"),
        "A": (2, False, "Tỷ lệ phiếu: 3/10 phiếu (30,00 %)"),
        "C": (3, False, None),
    }
    assert after.ties == (TieRecord(units=("A", "B"), decided_by="Tỷ lệ phiếu"),)


@pytest.mark.parametrize("later", [(), (TASKS,)])
def test_a_vote_that_did_not_ask_about_one_of_the_tied_units_breaks_no_tie_of_it(later):
    """Nor does the next tie-breaker: the tie waits for a vote on all of them."""
    covenant = make_covenant(
        make_group("I", make_criterion("I.1", 10)),
        make_criterion("II", 10),
        tiebreakers=(SHARE, *later),
    )
    sheets = {
        unit: {"I.1": scored(tasks), "II": scored(rest)}
        for unit, tasks, rest in (("A", 3, 5), ("B", 5, 3), ("C", 3, 4), ("D", 4, 3))
    }

    standings = ranked(covenant, sheets, vote=vote_of(A=3, C=1, D=2))

    assert places(standings) == {
        "A": (1, True, None),
        "B": (1, True, None),
        "D": (3, False, "Tỷ lệ phiếu: 2/10 phiếu (20,00 %)"),
        "C": (4, False, "Tỷ lệ phiếu: 1/10 phiếu (10,00 %)"),
    }
    assert [row.unit for row in standings.rows if row.waits] == ["A", "B"]
    assert standings.provisional
    assert standings.ties == (
        TieRecord(units=("A", "B"), decided_by=None, awaits=AwaitedVote("Suy tôn", ("B",))),
        TieRecord(units=("C", "D"), decided_by="Tỷ lệ phiếu"),
    )


@pytest.mark.parametrize("voted", [None, vote_of(SNV=5, STC=3, SYT=4)])
def test_units_below_the_floor_do_not_wait_for_a_vote_that_is_not_about_them(voted):
    """Nor is their tie broken by a ballot that named them though they take no part."""
    criteria = make_group("I", make_criterion("I.1", 5)), make_criterion("II", 5)
    covenant = voting(SHARE, TASKS, floor=FROM_7, criteria=criteria)
    low = {"STC": {"I.1": scored(4), "II": scored(2)}, "SYT": {"I.1": scored(3), "II": scored(3)}}
    high = {"SNV": {"I.1": scored(5), "II": scored(5)}}

    all_low = ranked(covenant, low, vote=voted)
    with_one_above = ranked(covenant, low | high, vote=voted)

    assert ranks(all_low) == {"STC": 1, "SYT": 2}
    assert (all_low.ties, all_low.provisional) == (
        (TieRecord(units=("STC", "SYT"), decided_by="Điểm nhóm I"),),
        False,
    )
    assert ranks(with_one_above) == {"SNV": 1, "STC": 2, "SYT": 3}
    assert with_one_above.ties == all_low.ties
    assert with_one_above.provisional is (voted is None)


def test_a_vote_that_cannot_rank_breaks_no_tie_either():
    standings = ranked(voting(SHARE), sheets_of(A=8, B=8, C=9), vote=vote_of(A=1, B=0))

    awaited = AwaitedVote("Suy tôn", ("C",))
    assert places(standings) == {"C": (1, False, None), "A": (2, True, None), "B": (2, True, None)}
    assert (standings.awaited, standings.ties) == (
        awaited,
        (TieRecord(units=("A", "B"), decided_by=None, awaits=awaited),),
    )


def test_awards_go_by_the_rank_that_the_vote_gave():
    flag = AwardLine("Cờ", (((), 1),))
    covenant = voting(award_lines=(flag,))

    clear = ranked(covenant, sheets_of(A=9, B=8), vote=vote_of(A=1, B=2))
    tied = ranked(covenant, sheets_of(A=9, B=8), vote=vote_of(A=2, B=2))

    assert award_places(covenant, clear, 2)[0].proposed == ("B",)
    assert award_places(covenant, tied, 2)[0].undecided == (Undecided(("A", "B"), 1),)


def test_no_points_bring_a_unit_closer_to_a_rank_that_the_vote_gives():
    covenant = voting(floor=OVER_7)
    standings = ranked(covenant, SHEETS, vote=vote_of(SNV=4, STC=5))

    found = {unit: distance(covenant, standings, unit) for unit in SHEETS}

    assert found == {
        "SNV": None,
        "STC": None,
        "SYT": Distance(None, points("0.01"), points(3), to_floor=True),
        "SXD": Distance(3, points("1.00"), points(4)),
        "STP": Distance(4, points("1.00"), points(5)),
    }


# --- against a second reckoning -----------------------------------------------------------------

UNITS = "ABCDEF"
LEFT_OUT, UNKNOWN = "không xét", "chưa có điểm"


@st.composite
def blocks(draw):
    """Khối ngẫu nhiên: few points and few votes, so that totals and shares often meet."""
    units = UNITS[: draw(st.integers(1, len(UNITS)))]
    sheets = {
        unit: {
            "tasks": draw(st.integers(0, 2)),
            "rest": draw(st.sampled_from([0, 1, 2, 3, None])),
            "bonus": draw(st.integers(0, 1)),
            "state": draw(st.sampled_from([""] * 8 + [LEFT_OUT, UNKNOWN])),
        }
        for unit in units
    }
    asked = draw(st.sampled_from([units, units, units, units[1:], units[:-1]]))
    votes = {
        unit: (draw(st.integers(0, base)), base)
        for unit in asked
        for base in [draw(st.sampled_from([0, 2, 3, 4]))]
    }
    return {
        "sheets": sheets,
        "votes": draw(st.sampled_from([votes, votes, votes, None])),
        "vote_ranks": draw(st.booleans()),
        "floor": draw(st.sampled_from([None, (">=", 2), (">", 2), (">=", 3), (">=", 9)])),
        "breakers": draw(st.lists(st.sampled_from(["I", "bonus", "vote"]), unique=True)),
    }


def reckoned(block):
    """Tính lại: (rank, tied, waits) of every unit, and who awaits which vote."""
    sheets, votes = block["sheets"], block["votes"]
    considered = [unit for unit, one in sheets.items() if one["state"] != LEFT_OUT]
    counted = [unit for unit in considered if sheets[unit]["state"] != UNKNOWN]

    def total(unit):
        one = sheets[unit]
        return one["tasks"] + (one["rest"] or 0) + one["bonus"]

    def most(unit):
        return 2 if sheets[unit]["rest"] is None else 5

    def by_total(a, b):
        return total(a) * most(b) - total(b) * most(a)

    def by_share(a, b):
        (x, m), (y, n) = votes[a], votes[b]
        return x * (n or 1) - y * (m or 1)

    def reaches_floor(unit):
        if block["floor"] is None:
            return True
        sign, value = block["floor"]
        beyond = total(unit) * 5 - value * most(unit)
        return beyond > 0 or (beyond == 0 and sign == ">=")

    def breaking(name):
        if name == "vote":
            return by_share
        key = {"I": "tasks", "bonus": "bonus"}[name]
        return lambda a, b: sheets[a][key] - sheets[b][key]

    def split(group, compare):
        """Best first, those that compare as equal together."""
        found = []
        for unit in sorted(group, key=cmp_to_key(compare), reverse=True):
            if found and compare(found[-1][0], unit) == 0:
                found[-1].append(unit)
            else:
                found.append([unit])
        return found

    def settle(group, breakers):
        if len(group) == 1 or not breakers:
            return [(group, False)]
        name, *rest = breakers
        if name == "vote":
            if block["vote_ranks"] and all(unit not in above for unit in group):
                return settle(group, rest)
            if votes is None or awaited is not None or any(unit not in votes for unit in group):
                return [(group, True)]
        return [one for part in split(group, breaking(name)) for one in settle(part, rest)]

    above = [unit for unit in counted if reaches_floor(unit)]
    awaited, by_vote = None, False
    if block["vote_ranks"] and (above or counted != considered):
        if votes is None:
            awaited = ()
        elif any(unit not in votes for unit in above):
            awaited = tuple(unit for unit in sheets if unit in above and unit not in votes)
        else:
            by_vote = True
    if by_vote:
        below = [unit for unit in counted if unit not in above]
        parts = [*split(above, by_share), *split(below, by_total)]
    else:
        parts = split(counted, by_total)
    found = dict.fromkeys(sheets, (None, False, False))
    place = 1
    for part in parts:
        for group, waits in settle(part, block["breakers"]):
            found |= dict.fromkeys(group, (place, len(group) > 1, waits))
            place += len(group)
    is_open = any(one["state"] == UNKNOWN for one in sheets.values())
    waits = any(one[2] for one in found.values())
    return found, awaited, by_vote, is_open or waits or awaited is not None


def of_program(block):
    """Phần mềm tính, from the same block."""
    tie = {"I": TASKS, "bonus": BONUS, "vote": SHARE}
    floor = block["floor"]
    covenant = make_covenant(
        make_group("I", make_criterion("I.1", 2)),
        make_criterion("II", 3),
        make_criterion("III", 1, sign=Sign.BONUS),
        score_and_vote=(
            ScoreAndVote.VOTE_RANKS if block["vote_ranks"] else ScoreAndVote.SCORE_THEN_VOTE
        ),
        vote_floor=None if floor is None else Bound(floor[0], points(floor[1])),
        tiebreakers=tuple(tie[name] for name in block["breakers"]),
    )
    sheets = {
        unit: {}
        if one["state"] == UNKNOWN
        else {
            "I.1": scored(one["tasks"]),
            "II": NOT_ASSIGNED if one["rest"] is None else scored(one["rest"]),
            "III": scored(one["bonus"]),
        }
        for unit, one in block["sheets"].items()
    }
    away = {
        unit: UnitConsideration(ConsiderationState.EXCLUDED, "chưa ký")
        for unit, one in block["sheets"].items()
        if one["state"] == LEFT_OUT
    }
    votes = block["votes"]
    vote = (
        votes
        if votes is None
        else RankingVote(
            "Suy tôn", tuple(VoteShare(unit, n, base) for unit, (n, base) in votes.items())
        )
    )
    standings = ranked(covenant, sheets, considerations=away, vote=vote)
    awaited = standings.awaited
    return (
        {row.unit: (row.rank, row.tied, row.waits) for row in standings.rows},
        None if awaited is None else awaited.left_out,
        standings.vote == "Suy tôn",
        standings.provisional,
    )


@settings(max_examples=600)
@given(blocks())
def test_random_blocks_are_ranked_as_the_second_reckoning_has_it(block):
    assert of_program(block) == reckoned(block)


def test_the_second_reckoning_sees_a_vote_that_is_not_looked_at():
    """Otherwise both could agree by looking at points alone."""
    sheets = {
        unit: {"tasks": tasks, "rest": 3, "bonus": 0, "state": ""}
        for unit, tasks in (("A", 2), ("B", 1))
    }
    block = {
        "sheets": sheets,
        "votes": {"A": (1, 3), "B": (2, 3)},
        "vote_ranks": True,
        "floor": None,
        "breakers": [],
    }

    by_points = reckoned(block | {"vote_ranks": False})
    assert by_points != reckoned(block)
    assert of_program(block) == reckoned(block)
