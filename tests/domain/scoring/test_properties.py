"""Tính điểm, kiểm bằng cách khác: against a second implementation, and laws that must hold."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.builders import make_criterion, make_entry, make_group, ranks
from tests.domain import independent
from tests.domain.strategies import UNITS, blocks
from thidua.domain.covenant.covenant import Covenant, CriterionGroup, Node, NotAssigned, Sign
from thidua.domain.ranking.ranking import merit, rank_units
from thidua.domain.rules import Judgement, LeaderRelative
from thidua.domain.rules.entry import LineState
from thidua.domain.scoring.scoring import Entries, UnitScore, score_block

thorough = settings(
    deadline=None, max_examples=400, suppress_health_check=[HealthCheck.large_base_example]
)
many = settings(thorough, max_examples=100)


def _exactly(score: UnitScore) -> independent.Reckoned:
    """Kết quả của chương trình, in the terms of the independent one."""

    def fractions(points: Mapping[str, Decimal | None]) -> dict[str, Fraction | None]:
        return {code: None if one is None else Fraction(one) for code, one in points.items()}

    parts = {
        "base": score.base,
        "bonus": score.bonus,
        "deduction": score.deduction,
        "total": score.total,
    }
    exact = fractions(parts)
    return independent.Reckoned(
        fractions(score.lines),
        fractions(score.groups),
        {code: Fraction(most) for code, most in score.group_max.items()},
        {sign: exact[sign.value] for sign in Sign},
        exact["total"],
        Fraction(score.assigned_max),
        score.missing,
    )


def _ranked(covenant: Covenant, sheets: Mapping[str, Entries]) -> dict[str, int | None]:
    standings = rank_units(covenant, score_block(covenant, sheets), sheets)
    return ranks(standings)


@thorough
@given(blocks())
def test_score_block_agrees_with_the_independent_reckoning(block):
    covenant, sheets = block

    scores = score_block(covenant, sheets)

    expected = independent.reckon_block(covenant, sheets)
    assert {unit: _exactly(score) for unit, score in scores.items()} == expected


@thorough
@given(blocks())
def test_ranks_agree_with_the_independent_reckoning(block):
    covenant, sheets = block
    reckoned = independent.reckon_block(covenant, sheets)
    merits = {
        unit: (result.total / result.assigned_max if result.assigned_max else None)
        if covenant.ranks_by_ratio and result.total is not None
        else result.total
        for unit, result in reckoned.items()
    }

    found = _ranked(covenant, sheets)

    assert {unit: rank for unit, rank in found.items() if rank is not None} == (
        independent.reckon_ranks(merits)
    )


@many
@given(blocks())
def test_without_ceilings_the_lines_add_up_to_the_total(block):
    covenant, sheets = block
    open_ended = _changed(covenant, _without_ceiling)

    for score in score_block(open_ended, sheets).values():
        counted = dict.fromkeys(Sign, Decimal(0))
        for code, points in score.lines.items():
            if points is not None and code not in score.unconfirmed:
                counted[covenant.criteria[code].sign] += points
        net = counted[Sign.BASE] + counted[Sign.BONUS] - counted[Sign.DEDUCTION]

        assert score.so_far == max(0, net)
        assert score.total == (None if score.missing else score.so_far)


def _changed(covenant: Covenant, change: Callable[[Node], Node]) -> Covenant:
    """Giao ước sửa đổi: every node changed, the innermost first."""

    def walked(node: Node) -> Node:
        if isinstance(node, CriterionGroup):
            inside = tuple(walked(child) for child in node.children)
            node = replace(node, children=inside)
        return change(node)

    return replace(covenant, children=tuple(walked(node) for node in covenant.children))


def _without_ceiling(node: Node) -> Node:
    if isinstance(node, CriterionGroup):
        return make_group(node.code, *node.children, sign=node.sign)
    return node


@many
@given(blocks(), st.randoms(use_true_random=False))
def test_order_of_units_and_lines_changes_nothing(block, chance):
    covenant, sheets = block
    units = list(sheets)
    chance.shuffle(units)
    mixed = {}
    for unit in units:
        codes = list(sheets[unit])
        chance.shuffle(codes)
        mixed[unit] = {code: sheets[unit][code] for code in codes}

    assert score_block(covenant, mixed) == score_block(covenant, sheets)
    assert _ranked(covenant, mixed) == _ranked(covenant, sheets)


@many
@given(blocks())
def test_ranks_share_ties_skip_after_them_and_never_exceed_the_units(block):
    covenant, sheets = block

    rows = rank_units(covenant, score_block(covenant, sheets), sheets).rows

    placed = [row.rank for row in rows if row.rank is not None]
    assert placed == sorted(placed)
    assert all(placed[rank - 1] == rank for rank in placed)
    assert all(row.tied == (placed.count(row.rank) > 1) for row in rows if row.rank is not None)
    assert all(row.rank is None for row in rows[len(placed) :])
    assert max(placed, default=1) <= len(sheets)


@many
@given(blocks())
def test_units_with_the_same_sheet_share_everything(block):
    covenant, sheets = block
    twin = {**sheets, "Sở Ngoại vụ": sheets[UNITS[0]]}

    standings = rank_units(covenant, score_block(covenant, twin), twin)

    first, other = standings.of(UNITS[0]), standings.of("Sở Ngoại vụ")
    assert replace(first, unit="") == replace(other, unit="")
    assert first.tied == (first.rank is not None)


@many
@given(blocks(), st.data())
def test_a_missing_line_is_never_a_zero(block, data):
    covenant, sheets = block
    code = data.draw(st.sampled_from(list(covenant.criteria)))
    without = {unit: dict(entries) for unit, entries in sheets.items()}
    without[UNITS[0]].pop(code, None)

    score = score_block(covenant, without)[UNITS[0]]

    assert (score.lines[code], score.total, code in score.missing) == (None, None, True)
    assert _ranked(covenant, without)[UNITS[0]] is None


def _plain(covenant: Covenant) -> bool:
    rules = [criterion.rule for criterion in covenant.criteria.values()]
    return not any(isinstance(rule, LeaderRelative) for rule in rules)


@many
@given(blocks(), st.integers(1, 5))
def test_one_more_point_never_worsens_a_rank(block, more):
    covenant, sheets = block
    assume(_plain(covenant))
    extra = make_criterion("IV", 20, rule=Judgement())
    wider = replace(covenant, children=(*covenant.children, extra))
    before = {unit: {**own, "IV": make_entry(points=3)} for unit, own in sheets.items()}
    after = before | {UNITS[0]: {**sheets[UNITS[0]], "IV": make_entry(points=3 + more)}}

    old, new = _ranked(wider, before), _ranked(wider, after)

    assert (old[UNITS[0]] is None) == (new[UNITS[0]] is None)
    if (rank := new[UNITS[0]]) is not None:
        assert rank <= old[UNITS[0]]
        assert all(new[unit] >= old[unit] for unit in sheets if unit != UNITS[0] and old[unit])


@many
@given(blocks(), st.data())
def test_a_criterion_not_assigned_leaves_points_and_maxima(block, data):
    covenant, sheets = block
    ratio = replace(covenant, not_assigned=NotAssigned.RATIO)
    code = data.draw(st.sampled_from(list(covenant.criteria)))
    criterion = covenant.criteria[code]
    assume(criterion.when_not_assigned in (None, NotAssigned.RATIO))
    everything = {
        unit: {key: one for key, one in own.items() if one.state is not LineState.NOT_ASSIGNED}
        for unit, own in sheets.items()
    }
    left_out = {
        unit: {**own, code: make_entry(state=LineState.NOT_ASSIGNED)}
        for unit, own in everything.items()
    }

    before = score_block(ratio, everything)[UNITS[0]]
    after = score_block(ratio, left_out)[UNITS[0]]

    above = [group for group in ratio.path(code) if ratio.groups[group].sign is criterion.sign]
    assert after.lines[code] is None
    assert code not in after.missing
    assert before.assigned_max == ratio.base_max
    assert after.assigned_max <= ratio.base_max
    assert all(
        after.group_max[group] == _most_without(ratio.groups[group], criterion.max_points)
        for group in above[:1]
    )


def _most_without(group: CriterionGroup, removed: Decimal) -> Decimal:
    own = [child.max_points for child in group.children if child.sign is group.sign]
    if group.is_ceiling and removed:
        return min(group.max_points, sum(own, Decimal(0)) - removed)
    return max(Decimal(0), group.max_points - removed)


@many
@given(blocks())
def test_without_bonus_nobody_earns_more_than_the_assigned_maximum(block):
    covenant, sheets = block
    fair = _changed(covenant, _judged)

    for score in score_block(fair, sheets).values():
        assert score.base is None or score.base <= score.assigned_max
        assert all(
            points is None or points <= score.group_max[code]
            for code, points in score.groups.items()
        )


def _judged(node: Node) -> Node:
    """Tiêu chí chấm mức: its entries never give more than ten points, nor does the line."""
    if isinstance(node, CriterionGroup):
        return node if node.is_ceiling else make_group(node.code, *node.children, sign=node.sign)
    return replace(node, max_points=Decimal(10), rule=Judgement())


@many
@given(blocks())
def test_merit_is_the_exact_total_or_its_exact_share(block):
    covenant, sheets = block

    for score in score_block(covenant, sheets).values():
        if score.total is not None and score.assigned_max:
            share = Fraction(score.total) / Fraction(score.assigned_max)
            expected = share if covenant.ranks_by_ratio else Fraction(score.total)

            assert merit(covenant, score) == expected
