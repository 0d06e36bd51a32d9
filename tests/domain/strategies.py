"""Dữ liệu ngẫu nhiên: rules, entries, covenants and sheets such as blocks really write them."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from hypothesis import strategies as st

from tests.builders import NOT_ASSIGNED, make_criterion, make_group
from thidua.domain.covenant import Covenant, Criterion, CriterionGroup, NotAssigned, Sign
from thidua.domain.points import Rounding, Scale
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
from thidua.domain.rules.events import Price
from thidua.domain.rules.start_minus import Start
from thidua.domain.rules.tiers import Bound, Tier
from thidua.domain.scoring import Entries
from thidua.domain.sheet import Entry, Event, LineState

UNITS = ("Sở Nội vụ", "Sở Tài chính", "Sở Tư pháp", "Sở Xây dựng", "Sở Y tế")
KINDS = ("đi trễ", "thiếu báo cáo", "vắng họp", "cấp tỉnh", "cấp cơ sở")
LABELS = st.sampled_from(
    ("Xuất sắc", "Tốt", "Khá", "Đúng hạn", "Chậm 1 việc", "ý a", "Loại A: từ 95", *KINDS)
)


def amounts(least: int = 0, most: int = 2000, places: int = 2) -> st.SearchStrategy[Decimal]:
    """Số: exact, with a few decimals."""
    return st.decimals(least, most, places=places)


def _named(least: int = 0, most: int = 2000) -> st.SearchStrategy[list[tuple[str, Decimal]]]:
    pair = st.tuples(LABELS, amounts(least, most))
    return st.lists(pair, min_size=1, max_size=4, unique_by=lambda named: named[0])


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
    return StartMinus(priced, tuple(starts))


def _bounds() -> st.SearchStrategy[tuple[Bound, ...]]:
    one = st.builds(Bound, st.sampled_from([">=", ">", "<=", "<", "="]), amounts(-20, 2000))
    pair = st.tuples(
        st.builds(Bound, st.sampled_from([">=", ">"]), amounts(0, 50)),
        st.builds(Bound, st.sampled_from(["<=", "<"]), amounts(50, 120)),
    )
    return st.one_of(st.tuples(one), pair)


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
        st.builds(
            lambda rule, pair: replace(rule, bonus=pair[0], bonus_cap=pair[1]), plain, bonus
        ),
    )


def rules() -> st.SearchStrategy[Rule]:
    """Cách chấm: any of the nine."""
    return st.one_of(
        st.builds(Judgement, st.none() | amounts(1, 5), amounts(0, 5)),
        st.just(PassFail()),
        st.builds(Choice, _named().map(tuple)),
        st.builds(
            Tiers,
            st.lists(st.builds(Tier, _bounds(), amounts()), min_size=1, max_size=4).map(tuple),
        ),
        _proportional(),
        st.just(LeaderRelative()),
        st.builds(PerEvent, prices(-5), st.none() | amounts(0, 30), st.booleans()),
        _start_minus(),
        st.builds(Parts, _named().map(tuple)),
    )
