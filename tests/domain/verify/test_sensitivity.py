"""Độ nhạy: what one reviewer and one score decide, against trying every value."""

from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest

from tests.builders import (
    NOT_ASSIGNED,
    make_covenant,
    make_criterion,
    make_entry,
    make_group,
    scored,
)
from tests.domain.five_units import CASE, COVENANT
from thidua.domain.covenant.bands import read_band
from thidua.domain.covenant.covenant import (
    AwardLine,
    Combining,
    NotAssigned,
    ScoreAndVote,
    Sign,
    Tiebreaker,
    TiebreakKind,
)
from thidua.domain.ground.points import Scale
from thidua.domain.period.consideration import ConsiderationState, UnitConsideration
from thidua.domain.ranking.by_vote import RankingVote, VoteShare
from thidua.domain.ranking.places import award_places
from thidua.domain.rules import Choice, Judgement, LeaderRelative, PassFail, Tiers
from thidua.domain.rules.bounds import Bound
from thidua.domain.rules.entry import Entry, LineState
from thidua.domain.rules.tiers import Tier
from thidua.domain.verify.case import Case, rank_case
from thidua.domain.verify.sensitivity import effects, step_of, values_of, whole_effects
from thidua.domain.verify.what_if import AgreedOn, ReviewerGives, supposing


def effect(case, unit, criterion, reviewer):
    """Ảnh hưởng của một ô."""
    key = unit, criterion, reviewer
    return next(one for one in effects(case) if (one.unit, one.criterion, one.reviewer) == key)


def test_a_score_that_decides_the_first_place_says_from_where_on():
    found = effect(CASE, "A", "C1", "E")

    assert found.raised() == "đồng hạng 1 khi từ 33 trở lên; A lên hạng 1 khi từ 33,25 trở lên"
    assert (
        found.lowered() == "đồng hạng 2 khi từ 22 trở xuống; A xuống hạng 3 khi từ 21,75 trở xuống"
    )
    assert found.nearest() == found.raised()
    assert (found.value, found.smallest) == (30, 3)


def test_a_score_that_decides_nothing_says_so_with_its_range():
    found = effect(CASE, "E", "C1", "A")

    assert found.words() == found.nearest() == "không đổi hạng trong khoảng 0–40"
    assert found.smallest is None


@pytest.mark.parametrize(("places", "step"), [(0, "1"), (1, "0.5"), (2, "0.25"), (3, "0.25")])
def test_the_usual_step_is_one_the_covenant_can_write(places, step):
    covenant = replace(COVENANT, scale=Scale(places))

    assert step_of(covenant, covenant.criteria["C1"]) == Decimal(step)


def test_a_rule_that_names_its_values_offers_no_others():
    tiers = Tiers((Tier((Bound(">=", Decimal(95)),), Decimal(10)), Tier((), Decimal(4))))
    choice = Choice((("Tốt", Decimal(8)), ("Khá", Decimal(5)), ("Yếu", Decimal(0))))

    def offered(rule):
        return [str(one) for one in values_of(COVENANT, make_criterion("I", 10, rule=rule))]

    assert offered(PassFail()) == ["0", "10"]
    assert offered(choice) == ["0", "5", "8"]
    assert offered(tiers) == ["4", "10"]
    assert offered(Judgement(Decimal(4), Decimal(2))) == ["0", "4", "8", "12"]


# --- against trying every value -----------------------------------------------------------------


def outcome(case):
    """Những gì có thể đổi: every rank, every band, everybody's award, straight from the rules."""
    standings = rank_case(case)
    lines = award_places(case.covenant, standings, len(standings.rows))
    return (
        {row.unit: (row.rank, row.band) for row in standings.rows},
        [
            (set(line.proposed), [(set(one.units), one.open_places) for one in line.undecided])
            for line in lines
        ],
    )


def changed(case, found, value):
    """Tình huống với giá trị này ở ô ấy."""
    if found.reviewer:
        one = ReviewerGives(found.unit, found.criterion, found.reviewer, value)
    else:
        one = AgreedOn(found.unit, found.criterion, value)
    return supposing(case, [one])


def turns_by_trying(case, found, values):
    """Thử từng giá trị theo một chiều: the first that changes anything, and the one after a tie."""
    turns, now = [], outcome(case)
    for value in values:
        other = changed(case, found, value)
        result = outcome(other)
        if result != now:
            turns.append(value)
            now = result
            if len(turns) > 1 or not rank_case(other).of(found.unit).tied:
                break
    return turns


def every_turn_by_trying(case, found, values):
    """Mọi giá trị mà từ đó kết quả khác với giá trị ngay trước."""
    turns, now = [], outcome(case)
    for value in values:
        result = outcome(changed(case, found, value))
        if result != now:
            turns.append(value)
            now = result
    return turns


def assert_whole_equals_trying(case, near):
    (found,) = (
        one
        for one in whole_effects(case, near.unit, near.criterion)
        if one.reviewer == near.reviewer
    )
    values = values_of(case.covenant, case.covenant.criteria[found.criterion])
    above = [value for value in values if value > found.value]
    below = [value for value in reversed(values) if value < found.value]
    assert [turn.value for turn in found.up] == every_turn_by_trying(case, found, above), found
    assert [turn.value for turn in found.down] == every_turn_by_trying(case, found, below), found
    assert found.up[: len(near.up)] == near.up
    assert found.down[: len(near.down)] == near.down


def assert_equals_trying(case, found):
    values = values_of(case.covenant, case.covenant.criteria[found.criterion])
    above = [value for value in values if value > found.value]
    below = [value for value in reversed(values) if value < found.value]
    assert [turn.value for turn in found.up] == turns_by_trying(case, found, above), found
    assert [turn.value for turn in found.down] == turns_by_trying(case, found, below), found


GATES = (
    "",
    "",
    "dưới 50% không xét",
    "0 điểm không xếp loại Tốt",
    "dưới 2 điểm không khen Cờ",
    "không đạt, không xếp loại Khá",
    "dưới 1 điểm hạ một bậc",
)


NO_ZERO = "không tiêu chí nào 0 điểm"


def random_case(random):
    """Khối ngẫu nhiên: coarse points, so that there are ties, ceilings, gates and gaps."""
    codes = ["I.1", "I.2", "II", "T.1", "T.2", "K"]
    share_of_comparing = random.choice([0, 0.1, 0.4])

    def leaf(code, sign=Sign.BASE):
        beyond = Judgement(own_bonus=Decimal(1))
        rule = random.choice([Judgement(), beyond, Judgement(Decimal("0.5")), PassFail()])
        if random.random() < share_of_comparing:
            rule = LeaderRelative()
        gate = random.choice(GATES)
        policy = random.choice([None, None, *NotAssigned])
        most = random.randint(2, 4)
        return make_criterion(code, most, rule=rule, sign=sign, gate=gate, when_not_assigned=policy)

    def ceiling(group):
        if random.random() < 0.5:
            return replace(group, is_ceiling=True, max_points=Decimal(random.randint(2, 6)))
        return group

    nodes = [
        ceiling(make_group("I", leaf("I.1"), leaf("I.2"))),
        leaf("II"),
        ceiling(make_group("T", leaf("T.1", Sign.BONUS), leaf("T.2", Sign.BONUS), sign=Sign.BONUS)),
        leaf("K", Sign.DEDUCTION),
    ]
    tiebreakers = [
        Tiebreaker(TiebreakKind.GROUP_POINTS, ("I",), "nhóm I"),
        Tiebreaker(TiebreakKind.GROUP_POINTS, ("T.1",), "T.1"),
        Tiebreaker(TiebreakKind.MORE_BONUS, (), "thưởng"),
        Tiebreaker(TiebreakKind.FEWER_DEDUCTIONS, (), "trừ"),
        Tiebreaker(TiebreakKind.GROUP_POINTS, ("K",), "K"),
    ]
    bands = [
        read_band(
            "Tốt", random.choice([">=9", ">8; điểm trừ <=1", ">=9; không tiêu chí nào 0 điểm"])
        ),
        read_band("Khá", random.choice([">=6", ">=6; đạt 1/2 I.1, II", ">=6; không giao II: >=4"])),
        read_band("Yếu", random.choice(["<6", ">=0"])),
    ]
    awards = tuple(AwardLine(award, (((), random.randint(1, 2)),)) for award in ("Cờ", "Bằng khen"))
    covenant = make_covenant(
        *nodes,
        combining=random.choice([Combining.MEAN, Combining.MEDIAN, Combining.TRIMMED_MEAN]),
        scale=Scale(random.choice([0, 1, 2, 2])),
        not_assigned=random.choice(list(NotAssigned)),
        tiebreakers=tuple(random.sample(tiebreakers, random.randint(0, 4))),
        bands=tuple(random.sample(bands, random.randint(0, 3))),
        band_cap=random.choice([None, None, Decimal(8)]),
        award_lines=random.choice([(), awards]),
    )
    units = "ABCD"[: random.randint(2, 4)]

    def entry(code):
        criterion = covenant.criteria[code]
        if isinstance(criterion.rule, LeaderRelative):
            actual, target = random.randint(0, 6), random.choice([None, 2, 3])
            return Entry(actual=Decimal(actual), target=target and Decimal(target))
        if isinstance(criterion.rule, PassFail):
            return Entry(choice=random.choice(["Đạt", "Không đạt"]))
        values = values_of(covenant, criterion)
        whole = [value for value in values if value == int(value)]
        return scored(random.choice(random.choice([values, whole, whole, whole, whole])))

    reviews = {
        unit: {
            reviewer: {code: entry(code) for code in codes if random.random() < 0.95}
            for reviewer in "ABCDEF"
            if reviewer != unit and random.random() < 0.8
        }
        for unit in units
    }
    fates = (
        entry,
        entry,
        entry,
        lambda code: Entry(points=Decimal(random.randint(0, 3)), state=LineState.AGREED),
        lambda code: NOT_ASSIGNED,
        lambda code: Entry(state=LineState.LEFT_BLANK, explanation="không phát sinh"),
        lambda code: replace(entry(code), confirmed=False),
    )
    share = random.choice([0.1, 0.2, 0.9])
    settled = {
        unit: {code: random.choice(fates)(code) for code in codes if random.random() < share}
        for unit in units
    }
    claims = {unit: {code: entry(code) for code in codes} for unit in units}
    if random.random() < 0.5:
        reviews[units[0]] = reviews[units[1]]
        settled[units[0]] = settled[units[1]]
    considerations = (
        {units[-1]: UnitConsideration(ConsiderationState.DEFERRED, "đang xem xét")}
        if random.random() < 0.2
        else {}
    )
    final = random.choice([None, frozenset(units[:1])])
    return Case(
        covenant=covenant,
        reviews=reviews,
        settled=settled,
        claims=claims,
        considerations=considerations,
        final=final,
    )


def with_votes(case, random):
    """Cùng khối, nhưng giao ước hỏi đến phiếu: few votes, so that many units have equal shares."""
    units = [unit for unit in case.settled if random.random() < 0.95]
    base = random.randint(1, 3)
    shares = tuple(VoteShare(unit, random.randint(0, base), base) for unit in units)
    floors = [Bound(">=", Decimal(4)), Bound(">=", Decimal(6)), Bound(">", Decimal(5))]
    floor = random.choice([None, *floors])
    breakers = list(case.covenant.tiebreakers)
    if random.random() < 0.3:
        share = Tiebreaker(TiebreakKind.VOTE_SHARE, (), "Tỷ lệ phiếu")
        breakers.insert(random.randint(0, len(breakers)), share)
    ways = [ScoreAndVote.VOTE_RANKS, ScoreAndVote.VOTE_RANKS, ScoreAndVote.SCORE_THEN_VOTE]
    covenant = replace(
        case.covenant,
        score_and_vote=random.choice(ways),
        vote_floor=floor,
        tiebreakers=tuple(breakers),
    )
    vote = random.choice([None, *[RankingVote("Suy tôn", shares)] * 5])
    return replace(case, covenant=covenant, vote=vote)


CELLS_TRIED = 4


@pytest.mark.parametrize("seed", range(240))
def test_the_smallest_change_is_the_one_found_by_trying_every_value(seed):
    random = Random(seed)
    case = random_case(random)
    found = effects(case)

    for one in random.sample(found, min(CELLS_TRIED, len(found))):
        assert_equals_trying(case, one)


@pytest.mark.parametrize("seed", range(1000, 1240))
def test_where_votes_rank_the_smallest_change_is_found_by_trying_too(seed):
    random = Random(seed)
    case = with_votes(random_case(random), random)
    found = effects(case)

    for one in random.sample(found, min(CELLS_TRIED, len(found))):
        assert_equals_trying(case, one)


@pytest.mark.parametrize("seed", [*range(40), *range(1000, 1040)])
def test_every_turn_as_far_as_a_value_may_go_is_found_by_trying(seed):
    random = Random(seed)
    case = random_case(random)
    case = with_votes(case, random) if seed >= 1000 else case

    for one in random.sample(effects(case), min(2, len(effects(case)))):
        assert_whole_equals_trying(case, one)


def test_random_votes_have_what_makes_the_search_hard():
    cases = []
    for seed in range(1000, 1240):
        random = Random(seed)
        cases.append(with_votes(random_case(random), random))
    standings = [rank_case(case) for case in cases]

    assert sum(one.vote is not None for one in standings) > 60
    assert sum(any(row.below_floor for row in one.rows) for one in standings) > 10
    assert sum(any(tie.of_votes and tie.decided_by for tie in one.ties) for one in standings) > 10
    assert sum(one.awaited is not None for one in standings) > 10


def test_random_blocks_have_what_makes_the_search_hard():
    """Otherwise the test above would pass without having tried anything."""
    cases = [random_case(Random(seed)) for seed in range(240)]
    standings = [rank_case(case) for case in cases]
    found = [one for case in cases for one in effects(case)]

    assert sum(any(row.tied for row in one.rows) for one in standings) > 40
    assert sum(any(row.excluded for row in one.rows) for one in standings) > 40
    assert sum(any(tie.decided_by for tie in one.ties) for one in standings) > 4
    assert sum(one.smallest is not None for one in found) > 1000
    assert sum(len(one.up) == 2 or len(one.down) == 2 for one in found) > 50
    assert sum(not one.reviewer for one in found) > 500


def test_a_score_above_a_ceiling_can_still_decide_a_tie():
    """Both have 5 from the group whatever its lines give; only the first line tells them apart."""
    group = make_group("I", make_criterion("I.1", 5), make_criterion("I.2", 5), most=5)
    breaker = Tiebreaker(TiebreakKind.GROUP_POINTS, ("I.1",), "nhiều điểm I.1 hơn")
    covenant = make_covenant(replace(group, is_ceiling=True), tiebreakers=(breaker,))
    reviews = {
        "A": {"X": {"I.1": scored(2), "I.2": scored(5)}},
        "B": {"X": {"I.1": scored(3), "I.2": scored(5)}},
    }
    case = Case(covenant=covenant, reviews=reviews, settled={"A": {}, "B": {}})

    found = effect(case, "A", "I.1", "X")

    assert found.raised() == "đồng hạng 1 khi từ 3 trở lên; A lên hạng 1 khi từ 3,25 trở lên"
    assert_equals_trying(case, found)


def test_a_settled_line_that_others_are_compared_with_moves_them_when_it_is_agreed_instead():
    """A leads the comparison; once its points are agreed on, B leads and gets the maximum."""
    covenant = make_covenant(make_criterion("I", 10, rule=LeaderRelative()), make_criterion("II"))
    settled = {
        "A": {"I": make_entry(target=10, actual=14), "II": scored(2)},
        "B": {"I": make_entry(target=10, actual=11), "II": scored(4)},
    }
    case = Case(covenant=covenant, reviews={}, settled=settled)

    found = effect(case, "A", "I", "")

    assert [row.total for row in rank_case(case).rows] == [Decimal("12.00"), Decimal("10.25")]
    assert found.lowered() == "A xuống hạng 2 khi từ 9,75 trở xuống"
    assert_equals_trying(case, found)


def test_every_cell_of_the_five_units_equals_trying_every_value():
    for one in effects(CASE):
        if one.criterion in ("C1", "C4"):
            assert_equals_trying(CASE, one)
