"""Xếp hạng: places, ties and how they were settled, and who takes no place."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import (
    NOT_ASSIGNED,
    make_covenant,
    make_criterion,
    make_entry,
    make_group,
    ranked,
    ranks,
    rule_of,
    scored,
    sheets_of,
)
from tests.domain.independent import reckon_ranks_by_keys
from thidua.domain.covenant.bands import read_band
from thidua.domain.covenant.covenant import NotAssigned, Sign, Tiebreaker, TiebreakKind
from thidua.domain.ground.points import Rounding, Scale
from thidua.domain.period.consideration import ConsiderationState, UnitConsideration
from thidua.domain.ranking.ranking import merit
from thidua.domain.ranking.standing import TieRecord
from thidua.domain.rules import Method
from thidua.domain.rules.entry import LineState

TASKS = Tiebreaker(TiebreakKind.GROUP_POINTS, ("I",), "Điểm nhóm I")
DEDUCTIONS = Tiebreaker(TiebreakKind.FEWER_DEDUCTIONS, (), "Điểm trừ ít hơn")
BONUS = Tiebreaker(TiebreakKind.MORE_BONUS, (), "Điểm thưởng")
LATE = Tiebreaker(TiebreakKind.FEWER_LATE_DAYS, ("IV",), "Ngày chậm ít hơn IV")


def _covenant(*tiebreakers, **changes):
    return make_covenant(
        make_group("I", make_criterion("I.1", 50), make_criterion("I.2", 50)),
        make_criterion("II", 100),
        make_criterion("III", 20, sign=Sign.BONUS),
        make_criterion("VI", 20, sign=Sign.DEDUCTION),
        make_criterion("IV", 2, rule=rule_of(Method.TIERS, "<=0: 2; <=5: 2; >5: 0")),
        tiebreakers=tiebreakers,
        **changes,
    )


def _two_parts():
    tasks = make_group("I", make_criterion("I.1", 50), make_criterion("I.2", 50))
    return make_covenant(tasks, make_criterion("II", 100), tiebreakers=(TASKS,))


def _sheet(tasks, rest, bonus=0, minus=0, late=0):
    return {
        "I.1": scored(tasks),
        "I.2": scored(0),
        "II": scored(rest),
        "III": scored(bonus),
        "VI": scored(minus),
        "IV": make_entry(actual=late),
    }


def _settled(standings):
    return {row.unit: (row.rank, row.tied, row.tiebreak) for row in standings.rows}


def test_highest_total_comes_first_and_ties_skip_the_next_place():
    sheets = sheets_of(STC="9.75", SNV="9", STP="9.00", SYT="8.5", SXD="9.5")

    standings = ranked(make_covenant(), sheets)

    assert ranks(standings) == {"STC": 1, "SXD": 2, "SNV": 3, "STP": 3, "SYT": 5}
    assert [row.unit for row in standings.rows if row.tied] == ["SNV", "STP"]
    assert standings.ties == (TieRecord(units=("SNV", "STP"), decided_by=None),)
    assert standings.provisional is False


def test_nobody_is_ranked_in_an_empty_block():
    standings = ranked(make_covenant(), {})

    assert (standings.rows, standings.ties, standings.provisional) == ((), (), False)


@given(st.lists(st.integers(0, 4), min_size=1, max_size=8))
def test_ranks_are_one_more_than_the_number_of_better_units(values):
    totals = {f"Đơn vị {number}": value for number, value in enumerate(values)}

    found = ranks(ranked(make_covenant(), sheets_of(**totals)))

    assert found == {
        unit: 1 + sum(other > value for other in values) for unit, value in totals.items()
    }


def test_filtering_the_rows_leaves_every_rank_as_it_was():
    sheets = sheets_of(STC=9, SNV=8, STP=8, SYT=7)

    standings = ranked(make_covenant(), sheets)

    shown = [row for row in standings.rows if row.unit in ("STP", "SYT")]
    assert [row.rank for row in shown] == [2, 4]
    assert standings.of("SYT").rank == 4


def test_totals_that_only_look_equal_when_shown_are_not_tied():
    covenant = make_covenant(make_criterion("I", 70), make_criterion("II", 30))
    sheets = {
        "SNV": {"I": scored("60.01"), "II": NOT_ASSIGNED},
        "STC": {"I": scored("55.73"), "II": scored(30)},
    }

    standings = ranked(covenant, sheets)

    shares = {row.unit: merit(covenant, row.score) for row in standings.rows}
    assert {unit: round(share, 4) for unit, share in shares.items()} == {
        "SNV": Fraction("0.8573"),
        "STC": Fraction("0.8573"),
    }
    assert _settled(standings) == {"STC": (1, False, None), "SNV": (2, False, None)}


def test_rounding_to_whole_points_happens_before_totals_and_may_tie_them():
    covenant = make_covenant(scale=Scale(0, Rounding.HALF_UP))

    standings = ranked(covenant, sheets_of(SNV="8.4", STC="7.5"))

    assert _settled(standings) == {"SNV": (1, True, None), "STC": (1, True, None)}


def test_a_missing_total_takes_no_place_and_makes_the_standings_provisional():
    sheets = sheets_of(SNV=0, STC=5) | {"SYT": {}}

    standings = ranked(make_covenant(), sheets)

    assert ranks(standings) == {"STC": 1, "SNV": 2, "SYT": None}
    assert (standings.of("SYT").total, standings.of("SYT").excluded) == (None, None)
    assert standings.provisional is True


@pytest.mark.parametrize(
    ("final", "provisional"),
    [(None, False), (frozenset({"SNV", "STC"}), False), (frozenset({"SNV"}), True)],
)
def test_standings_are_provisional_until_every_sheet_is_verified(final, provisional):
    standings = ranked(make_covenant(), sheets_of(SNV=9, STC=8), final=final)

    assert (ranks(standings), standings.provisional) == ({"SNV": 1, "STC": 2}, provisional)


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        (NotAssigned.RATIO, {"SNV": 1, "STC": 2}),
        (NotAssigned.FULL, {"SNV": 1, "STC": 2}),
        (NotAssigned.NOTHING, {"STC": 1, "SNV": 2}),
    ],
)
def test_units_with_other_maxima_are_compared_as_the_covenant_says(policy, expected):
    covenant = make_covenant(
        make_criterion("I", 700), make_criterion("II", 300), not_assigned=policy
    )
    sheets = {
        "SNV": {"I": scored(684), "II": NOT_ASSIGNED},
        "STC": {"I": scored(680), "II": scored(290)},
    }

    assert ranks(ranked(covenant, sheets)) == expected


def test_equal_shares_of_different_maxima_are_tied():
    covenant = make_covenant(make_criterion("I", 70), make_criterion("II", 30))
    sheets = {
        "SNV": {"I": scored(63), "II": NOT_ASSIGNED},
        "STC": {"I": scored(60), "II": scored(30)},
    }

    assert ranks(ranked(covenant, sheets)) == {"SNV": 1, "STC": 1}


def test_a_unit_with_nothing_assigned_has_no_scale_to_be_ranked_on():
    standings = ranked(make_covenant(), sheets_of(SNV=9) | {"STC": {"I.1": NOT_ASSIGNED}})

    row = standings.of("STC")
    assert (row.rank, row.state) == (None, ConsiderationState.EXCLUDED)
    assert row.excluded == "không được giao tiêu chí nào nên không có thang để so"


@pytest.mark.parametrize(
    ("tiebreaker", "winner", "loser", "shown"),
    [
        (TASKS, _sheet(50, 40), _sheet(45, 45), ("50", "45")),
        (DEDUCTIONS, _sheet(40, 40, minus=5), _sheet(40, 42, minus=7), ("5", "7")),
        (BONUS, _sheet(40, 40, bonus=8), _sheet(40, 45, bonus=3), ("8", "3")),
        (LATE, _sheet(40, 40, late=1), _sheet(40, 40, late=4), ("1", "4")),
    ],
)
def test_a_tiebreaker_sets_equal_totals_apart_and_is_named(tiebreaker, winner, loser, shown):
    standings = ranked(_covenant(tiebreaker), {"SNV": loser, "STC": winner})

    assert standings.of("SNV").total == standings.of("STC").total
    assert _settled(standings) == {
        "STC": (1, False, f"{tiebreaker.text}: {shown[0]}"),
        "SNV": (2, False, f"{tiebreaker.text}: {shown[1]}"),
    }
    assert standings.ties == (TieRecord(units=("SNV", "STC"), decided_by=tiebreaker.text),)


def test_tiebreakers_are_tried_in_the_covenants_order():
    more_tasks, fewer_deductions = _sheet(50, 40, minus=10), _sheet(45, 40, minus=5)
    sheets = {"SNV": more_tasks, "STC": fewer_deductions}

    by_tasks = ranked(_covenant(TASKS, DEDUCTIONS), sheets)
    by_deductions = ranked(_covenant(DEDUCTIONS, TASKS), sheets)

    assert (ranks(by_tasks), by_tasks.ties) == (
        {"SNV": 1, "STC": 2},
        (TieRecord(units=("SNV", "STC"), decided_by="Điểm nhóm I"),),
    )
    assert (ranks(by_deductions), by_deductions.ties) == (
        {"STC": 1, "SNV": 2},
        (TieRecord(units=("SNV", "STC"), decided_by="Điểm trừ ít hơn"),),
    )


def test_a_three_way_tie_is_settled_step_by_step():
    sheets = {
        "SNV": _sheet(40, 40, bonus=5),
        "STC": _sheet(45, 35, bonus=5),
        "SYT": _sheet(40, 42, bonus=3),
    }

    standings = ranked(_covenant(TASKS, BONUS), sheets)

    assert _settled(standings) == {
        "STC": (1, False, "Điểm nhóm I: 45"),
        "SNV": (2, False, "Điểm thưởng: 5"),
        "SYT": (3, False, "Điểm thưởng: 3"),
    }
    assert standings.ties == (
        TieRecord(units=("SNV", "STC", "SYT"), decided_by="Điểm nhóm I"),
        TieRecord(units=("SNV", "SYT"), decided_by="Điểm thưởng"),
    )


def test_units_that_no_tiebreaker_sets_apart_share_the_place_and_it_is_recorded():
    sheets = {
        "SNV": _sheet(40, 40),
        "STC": _sheet(45, 35),
        "SYT": _sheet(40, 40),
        "SXD": _sheet(20, 20),
    }

    standings = ranked(_covenant(TASKS, BONUS), sheets)

    assert ranks(standings) == {"STC": 1, "SNV": 2, "SYT": 2, "SXD": 4}
    assert standings.ties == (
        TieRecord(units=("SNV", "STC", "SYT"), decided_by="Điểm nhóm I"),
        TieRecord(units=("SNV", "SYT"), decided_by=None),
    )


def test_a_metric_missing_for_one_unit_is_skipped_for_that_tie_only():
    late_unknown = _sheet(40, 40, bonus=2) | {"IV": make_entry(state=LineState.LEFT_BLANK)}
    sheets = {
        "SNV": late_unknown,
        "STC": _sheet(40, 40, late=1),
        "SYT": _sheet(30, 30, late=4),
        "SXD": _sheet(30, 30, late=2),
    }

    standings = ranked(_covenant(LATE, BONUS), sheets)

    assert _settled(standings) == {
        "SNV": (1, False, "Điểm thưởng: 2"),
        "STC": (2, False, "Điểm thưởng: 0"),
        "SXD": (3, False, "Ngày chậm ít hơn IV: 2"),
        "SYT": (4, False, "Ngày chậm ít hơn IV: 4"),
    }


def test_a_group_that_was_not_assigned_to_one_unit_breaks_no_tie():
    sheets = {
        "SNV": {"I.1": NOT_ASSIGNED, "I.2": NOT_ASSIGNED, "II": scored(80)},
        "STC": {"I.1": scored(40), "I.2": scored(40), "II": scored(80)},
    }

    standings = ranked(_two_parts(), sheets)

    assert _settled(standings) == {"SNV": (1, True, None), "STC": (1, True, None)}
    assert standings.ties == (TieRecord(units=("SNV", "STC"), decided_by=None),)


def test_a_line_not_assigned_at_full_marks_is_compared_with_them():
    named = Tiebreaker(TiebreakKind.GROUP_POINTS, ("I",), "Điểm nhóm I")
    covenant = make_covenant(
        make_criterion("I", 40, when_not_assigned=NotAssigned.FULL),
        make_criterion("II", 60),
        tiebreakers=(named,),
    )
    sheets = {
        "SNV": {"I": scored(35), "II": scored(55)},
        "STC": {"I": NOT_ASSIGNED, "II": scored(50)},
    }

    assert _settled(ranked(covenant, sheets)) == {
        "STC": (1, False, "Điểm nhóm I: 40"),
        "SNV": (2, False, "Điểm nhóm I: 35"),
    }


def test_group_points_are_compared_as_shares_of_what_was_assigned():
    sheets = {
        "SNV": {"I.1": scored(40), "I.2": scored(40), "II": scored(76)},
        "STC": {"I.1": scored(45), "I.2": NOT_ASSIGNED, "II": scored(72)},
    }

    standings = ranked(_two_parts(), sheets)

    assert _settled(standings) == {
        "STC": (1, False, "Điểm nhóm I: 90"),
        "SNV": (2, False, "Điểm nhóm I: 80"),
    }


def test_unconfirmed_bonus_does_not_break_a_tie():
    named = Tiebreaker(TiebreakKind.GROUP_POINTS, ("III",), "Điểm nhóm III")
    waiting = _sheet(40, 40) | {"III": scored(10, confirmed=False)}

    standings = ranked(_covenant(named), {"SNV": _sheet(40, 40), "STC": waiting})

    assert ranks(standings) == {"SNV": 1, "STC": 1}


@pytest.mark.parametrize(
    ("state", "reason", "shown"),
    [
        (ConsiderationState.EXCLUDED, "Chưa ký giao ước", "Chưa ký giao ước"),
        (ConsiderationState.DEFERRED, "Đang chờ kết luận thanh tra", "Đang chờ kết luận thanh tra"),
        (ConsiderationState.DEFERRED, "", "chưa ghi lý do"),
    ],
)
def test_excluded_and_deferred_units_keep_their_reason_and_take_no_place(state, reason, shown):
    considerations = {"STC": UnitConsideration(state, reason, "Biên bản số 12")}

    standings = ranked(
        make_covenant(), sheets_of(SNV=8, STC=9, SYT=7), considerations=considerations
    )

    row = standings.of("STC")
    assert ranks(standings) == {"SNV": 1, "SYT": 2, "STC": None}
    assert (row.state, row.excluded, row.total) == (state, shown, 9)


def test_an_excluded_unit_without_total_does_not_keep_the_standings_provisional():
    gone = {"STC": UnitConsideration(ConsiderationState.EXCLUDED, "Đã giải thể")}

    standings = ranked(
        make_covenant(), sheets_of(SNV=8) | {"STC": {}}, considerations=gone, final={"SNV"}
    )

    assert standings.provisional is False


def test_a_gate_takes_the_place_away_with_its_reason():
    covenant = make_covenant(make_criterion("I.1", 10, gate="dưới 50% không xét"))

    standings = ranked(covenant, sheets_of(SNV=8, STC="4.5", SYT=5))

    row = standings.of("STC")
    assert ranks(standings) == {"SNV": 1, "SYT": 2, "STC": None}
    assert (row.state, row.excluded) == (
        ConsiderationState.EXCLUDED,
        "I.1 được 4,5 điểm: dưới 50% không xét",
    )


def test_units_without_a_place_are_listed_last_the_excluded_after_the_waiting():
    considerations = {"SCT": UnitConsideration(ConsiderationState.EXCLUDED, "Đã giải thể")}
    sheets = sheets_of(STC=1, SCT=9) | {"SYT": {}, "SNV": {}}

    standings = ranked(make_covenant(), sheets, considerations=considerations)

    assert list(ranks(standings)) == ["STC", "SNV", "SYT", "SCT"]


small = st.integers(0, 3)


@settings(deadline=None)
@given(st.lists(st.tuples(small, small, small, small), min_size=1, max_size=8))
def test_ranks_with_tiebreakers_equal_comparing_whole_keys(units):
    sheets = {f"Đơn vị {number}": _sheet(*values) for number, values in enumerate(units)}
    on_time = 2
    keys = {
        unit: (max(0, tasks + rest + bonus - minus + on_time), tasks, -minus)
        for unit, (tasks, rest, bonus, minus) in zip(sheets, units, strict=True)
    }

    standings = ranked(_covenant(TASKS, DEDUCTIONS), sheets)

    assert ranks(standings) == reckon_ranks_by_keys(keys)


def _several_extras(tiebreaker):
    return make_covenant(
        make_criterion("I", 100),
        make_criterion("V", 10, sign=Sign.BONUS),
        make_criterion("VI", 10, sign=Sign.BONUS),
        make_criterion("VII", 10, sign=Sign.DEDUCTION),
        make_criterion("VIII", 10, sign=Sign.DEDUCTION),
        tiebreakers=(tiebreaker,),
    )


def _extras(*values):
    codes = ("I", "V", "VI", "VII", "VIII")
    return {code: scored(value) for code, value in zip(codes, values, strict=True)}


@pytest.mark.parametrize(
    ("tiebreaker", "shown"),
    [
        (Tiebreaker(TiebreakKind.MORE_BONUS, ("VI",), "Điểm thưởng VI"), "Điểm thưởng VI: 4"),
        (
            Tiebreaker(TiebreakKind.FEWER_DEDUCTIONS, ("VIII",), "Điểm trừ ít hơn VIII"),
            "Điểm trừ ít hơn VIII: 0",
        ),
    ],
)
def test_a_tie_rule_that_names_a_group_counts_that_group_alone(tiebreaker, shown):
    """Both units have the same bonus and the same deductions altogether."""
    covenant = _several_extras(tiebreaker)
    sheets = {
        "STC": _extras(80, 1, 4, 3, 0),
        "SNV": _extras(80, 4, 1, 1, 2),
    }

    standings = ranked(covenant, sheets)

    assert ranks(standings) == {"STC": 1, "SNV": 2}
    assert standings.of("STC").tiebreak == shown


def test_the_band_without_a_zero_line_does_not_mind_a_line_worth_nothing():
    band = read_band("Xuất sắc", ">=90; không tiêu chí nào 0 điểm")
    covenant = make_covenant(
        make_criterion("I", 95), make_criterion("II", 5), make_criterion("III", 0), bands=(band,)
    )
    whole = {"I": scored(95), "II": scored(5), "III": scored(0)}

    standings = ranked(covenant, {"STC": whole, "SNV": whole | {"II": scored(0)}})

    assert {row.unit: row.band for row in standings.rows} == {"STC": "Xuất sắc", "SNV": None}
