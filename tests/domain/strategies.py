"""Dữ liệu ngẫu nhiên: rules, entries, covenants and sheets such as blocks really write them."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import TypeVar

from hypothesis import strategies as st

from tests.builders import NOT_ASSIGNED, make_criterion, make_group
from thidua.domain.covenant.covenant import Covenant, Criterion, CriterionGroup, NotAssigned, Sign
from thidua.domain.ground.points import Rounding, Scale
from thidua.domain.rules import (
    Choice,
    Judgement,
    LeaderRelative,
    Parts,
    PassFail,
    PerEvent,
    Proportional,
    Rule,
    StartMinus,
    Tiers,
)
from thidua.domain.rules.bounds import Bound
from thidua.domain.rules.entry import Entry, Event, LineState
from thidua.domain.rules.events import Price
from thidua.domain.rules.once import Once
from thidua.domain.rules.start_minus import Start
from thidua.domain.rules.tiers import Tier
from thidua.domain.scoring.scoring import Entries

T = TypeVar("T")
UNITS = ("Sở Nội vụ", "Sở Tài chính", "Sở Tư pháp", "Sở Xây dựng", "Sở Y tế")
KINDS = ("đi trễ", "thiếu báo cáo", "vắng họp", "cấp tỉnh", "cấp cơ sở")
LABELS = st.sampled_from(
    ("Xuất sắc", "Tốt", "Khá", "Đúng hạn", "Chậm 1 việc", "ý a", "Loại A: từ 95", *KINDS)
)


@cache
def amounts(least: int = 0, most: int = 2000, places: int = 2) -> st.SearchStrategy[Decimal]:
    """Số: exact, with a few decimals; drawn as whole steps, which is much the fastest way."""
    steps = st.integers(least * 10**places, most * 10**places)
    return steps.map(lambda step: Decimal(step).scaleb(-places))


@cache
def _named(least: int = 0, most: int = 2000) -> st.SearchStrategy[list[tuple[str, Decimal]]]:
    pair = st.tuples(LABELS, amounts(least, most))
    return st.lists(pair, min_size=1, max_size=4, unique_by=lambda named: named[0])


@cache
def prices(least: int = 0) -> st.SearchStrategy[tuple[Price, ...]]:
    """Đơn giá: one for every event, or one per kind."""
    several = st.lists(
        st.builds(Price, st.sampled_from(KINDS), amounts(least, 20)),
        min_size=1,
        max_size=4,
        unique_by=lambda price: price.kind,
    )
    return st.one_of(st.builds(lambda one: (Price(None, one),), amounts(0, 20)), several.map(tuple))


@st.composite
def _start_minus(draw: st.DrawFn) -> StartMinus:
    priced = draw(prices())
    kinds = [price.kind for price in priced if price.kind is not None]
    starts = []
    if kinds and draw(st.booleans()):
        for label in draw(st.permutations(("Đúng hạn", "Chậm 1 việc", "Chậm 2 việc")))[:2]:
            charged = draw(st.sampled_from([None, *kinds]))
            count = Decimal(0) if charged is None else draw(amounts(1, 3, 0))
            starts.append(Start(label, draw(amounts(0, 30)), charged, count))
    cap = draw(st.none() | amounts(0, 5))
    if not kinds or draw(st.booleans()):
        return StartMinus(priced, tuple(starts), cap)
    rewards = draw(
        st.lists(
            st.builds(Price, st.sampled_from(("sáng kiến", "giải pháp tốt")), amounts(0, 5)),
            min_size=1,
            max_size=2,
            unique_by=lambda price: price.kind,
        )
    )
    most = draw(st.none() | amounts(0, 5))
    return StartMinus(priced, tuple(starts), cap, rewards=tuple(rewards), reward_cap=most)


@cache
def _bounds() -> st.SearchStrategy[tuple[Bound, ...]]:
    one = st.builds(Bound, st.sampled_from([">=", ">", "<=", "<", "="]), amounts(-20, 2000))
    pair = st.tuples(
        st.builds(Bound, st.sampled_from([">=", ">"]), amounts(0, 50)),
        st.builds(Bound, st.sampled_from(["<=", "<"]), amounts(50, 120)),
    )
    return st.one_of(st.tuples(one), pair)


@cache
def _proportional() -> st.SearchStrategy[Proportional]:
    positive = amounts(1, 5)
    plain = st.builds(
        Proportional,
        floor=st.none() | amounts(0, 100),
        minus=st.none() | positive,
        lower_is_better=st.booleans(),
        whole=st.booleans(),
    )
    bonus = st.tuples(positive, st.none() | positive)
    return st.one_of(
        plain,
        st.builds(lambda rule, pair: replace(rule, bonus=pair[0], bonus_cap=pair[1]), plain, bonus),
    )


@cache
def priced_rules() -> st.SearchStrategy[PerEvent | StartMinus]:
    """Cách chấm đếm lượt: «theo lượt» and «trừ dần»."""
    return st.one_of(
        st.builds(
            PerEvent,
            prices(-5),
            st.none() | amounts(0, 30),
            st.booleans(),
            st.none(),
            st.none() | amounts(0, 5),
            once=st.frozensets(st.sampled_from(Once)),
        ),
        _start_minus(),
    )


@cache
def rules() -> st.SearchStrategy[Rule]:
    """Cách chấm: any of the nine."""
    return st.one_of(
        st.builds(Judgement, st.none() | amounts(1, 5), st.none() | amounts(0, 5)),
        st.just(PassFail()),
        st.builds(Choice, _named().map(tuple), amounts(0, 5)),
        st.builds(
            Tiers,
            st.lists(st.builds(Tier, _bounds(), amounts()), min_size=1, max_size=4).map(tuple),
            amounts(0, 5),
        ),
        _proportional(),
        st.just(LeaderRelative()),
        priced_rules(),
        st.builds(Parts, _named().map(tuple)),
    )


@cache
def _whole(least: int, most: int) -> st.SearchStrategy[int]:
    return st.integers(least, most)


def _coarse(draw: st.DrawFn, most: int) -> Decimal:
    """Điểm thô: few different values, so that ties happen."""
    return Decimal(draw(_whole(0, most)))


def _one_of(draw: st.DrawFn, choices: Sequence[T]) -> T:
    return choices[draw(_whole(0, len(choices) - 1))]


def _events(draw: st.DrawFn, names: Sequence[str | None]) -> tuple[Event, ...]:
    counts = [(name, draw(_whole(0, 5))) for name in names]
    return tuple(
        Event(name, Decimal(count - 1), _one_of(draw, ("", "", "Đề án A", "Đề án B")))
        for name, count in counts
        if count
    )


def entry_for(draw: st.DrawFn, rule: Rule) -> Entry:
    """Dòng điểm: the inputs that this rule asks for, valid ones, sometimes with one missing."""
    if isinstance(rule, Judgement):
        return Entry(points=_coarse(draw, 10))
    if isinstance(rule, PassFail):
        return Entry(choice=_one_of(draw, ["Đạt", "Không đạt"]))
    if isinstance(rule, Choice):
        return Entry(choice=_one_of(draw, rule.options)[0])
    if isinstance(rule, Tiers):
        return Entry(actual=_coarse(draw, 120))
    if isinstance(rule, Proportional):
        return Entry(target=_coarse(draw, 30) + 1, actual=_coarse(draw, 60))
    if isinstance(rule, LeaderRelative):
        target = _one_of(draw, (None, _coarse(draw, 9)))
        return Entry(target=target, actual=_coarse(draw, 20))
    if isinstance(rule, Parts):
        return Entry(events=_events(draw, [name for name, _ in rule.parts]))
    level = None
    if isinstance(rule, StartMinus) and rule.starts:
        level = _one_of(draw, [start.label for start in rule.starts] * 4 + [None])
    return Entry(events=_events(draw, [price.kind for price in rule.kinds]), choice=level)


_MOSTLY_BASE = (Sign.BASE, Sign.BASE, Sign.BASE, Sign.BASE, Sign.BONUS, Sign.DEDUCTION)
_POLICIES = (None, None, None, *NotAssigned)


def _node(
    draw: st.DrawFn, code: str, depth: int, sign: Sign, once: frozenset[Once], *, mixed: bool
) -> Criterion | CriterionGroup:
    """Một dòng: where `mixed`, a line may stand under a group of another sign, once on its path."""
    if depth == 0 or _one_of(draw, (True, False, False)):
        policy = _one_of(draw, _POLICIES)
        most, rule = draw(_whole(1, 10)), draw(rules())
        if isinstance(rule, PerEvent | StartMinus):
            rule = replace(rule, once_across=once, is_taken=sign is Sign.DEDUCTION)
        return make_criterion(code, most, rule=rule, sign=sign, when_not_assigned=policy)
    children = []
    for number in range(1, draw(_whole(1, 3)) + 1):
        own = _one_of(draw, (sign, sign, sign, *Sign)) if mixed else sign
        child = _node(draw, f"{code}.{number}", depth - 1, own, once, mixed=mixed and own is sign)
        children.append(child)
    group = make_group(code, *children, sign=sign)
    if _one_of(draw, (True, False)):
        return replace(group, is_ceiling=True, max_points=_coarse(draw, 12))
    return group


@st.composite
def covenants(draw: st.DrawFn) -> Covenant:
    """Giao ước: groups up to three deep, all signs, ceilings, every policy and rounding."""
    once = frozenset(_one_of(draw, ((), (), (Once.FAULT,), (Once.ACHIEVEMENT,), tuple(Once))))
    nodes = [
        _node(draw, code, 3, _one_of(draw, _MOSTLY_BASE), once, mixed=True)
        for code in ("I", "II", "III")[: draw(_whole(1, 3))]
    ]
    scale = Scale(draw(_whole(0, 3)), _one_of(draw, tuple(Rounding)))
    policy = _one_of(draw, tuple(NotAssigned))
    return Covenant(
        block="KTD-1",
        year=2025,
        title="Giao ước",
        children=tuple(nodes),
        scale=scale,
        not_assigned=policy,
        once=once,
    )


def _entries(draw: st.DrawFn, criteria: Sequence[Criterion]) -> Entries:
    """Bảng chấm của một đơn vị: most lines scored, some missing, cleared, blank, not assigned."""
    found: dict[str, Entry] = {}
    complete = _one_of(draw, (True, False))
    for criterion in criteria:
        fate = draw(_whole(0, 9))
        if fate == 0:
            found[criterion.code] = NOT_ASSIGNED
        elif fate == 1:
            found[criterion.code] = Entry(state=LineState.LEFT_BLANK, explanation="Không phát sinh")
        elif fate == 2 and not complete:
            found[criterion.code] = Entry(state=LineState.CLEARED)
        elif fate != 3 or complete:
            entry = entry_for(draw, criterion.rule)
            found[criterion.code] = replace(entry, confirmed=draw(_whole(0, 4)) > 0)
    return found


@st.composite
def blocks(draw: st.DrawFn) -> tuple[Covenant, dict[str, Entries]]:
    """Khối: a covenant and the sheets of up to five units, two of which may be the same."""
    covenant = draw(covenants())
    criteria = tuple(covenant.criteria.values())
    sheets = {unit: _entries(draw, criteria) for unit in UNITS[: draw(_whole(1, 4))]}
    if _one_of(draw, (True, False)):
        sheets[UNITS[4]] = dict(sheets[UNITS[0]])
    return covenant, sheets
