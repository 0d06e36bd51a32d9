"""Ảnh hưởng của một quyết định: places as they are and as they would be, and against whose own."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from thidua.domain.period.consideration import ConsiderationState, UnitConsideration
from thidua.domain.rules.entry import Entry, LineState
from thidua.domain.verify.case import Case, Move, Places, moved, moves, places_of, rank_case


def with_lines(case: Case, unit: str, entries: Mapping[str, Entry | None]) -> Case:
    """Tình huống khi các dòng thẩm định của đơn vị là thế này; None takes a line away."""
    lines = {
        code: entry
        for code, entry in {**case.settled[unit], **entries}.items()
        if entry is not None and entry.state is not LineState.CLEARED
    }
    return replace(case, settled={**case.settled, unit: lines})


def with_consideration(case: Case, unit: str, given: UnitConsideration) -> Case:
    """Tình huống khi tình trạng xét của đơn vị là thế này."""
    return replace(case, considerations={**case.considerations, unit: given})


def reopened(case: Case, unit: str) -> Case:
    """Tình huống khi bảng thẩm định của đơn vị được mở lại."""
    final = frozenset(case.settled) if case.final is None else case.final
    return replace(case, final=final - {unit})


def as_if_verified(case: Case) -> Case:
    """Tình huống khi mọi bảng đủ điểm đã thẩm định: what draft sheets would come to."""
    return replace(case, final=None)


def effect(before: Case, after: Case) -> tuple[Move, ...]:
    """Các đơn vị đổi chỗ đứng."""
    one, other = _places(before), _places(after)
    return moved(moves(one, other))


def _places(case: Case) -> Places:
    return places_of(case.covenant, rank_case(case))


def moves_against(before: Case, after: Case, unit: str, own: Collection[str]) -> bool:
    """Đổi chỗ của các đơn vị mình so với đơn vị khác: ahead, level or behind, or without a place.

    Not against this unit alone: where units are compared, its figures make the points of others.
    Those not scored yet stand as they claim, and an own unit that claims no total moves with every
    total of another: whichever is scored first, the same is asked.
    """
    one, other = (_as_claimed(case, unit) for case in (before, after))
    was, now = _places(one), _places(other)
    both = set(was) & set(now)
    mine = both & set(own) - {unit}
    rivals = both - set(own)
    if any(_is_open(case, own_unit) for case in (one, other) for own_unit in mine):
        return any(was[rival].total != now[rival].total for rival in rivals)
    return any(
        _order(was, rival, own_unit) != _order(now, rival, own_unit)
        for own_unit in mine
        for rival in rivals
    )


def _as_claimed(case: Case, but: str) -> Case:
    """Tình huống khi các đơn vị chưa đủ điểm được điểm tự chấm ở những dòng còn thiếu."""
    lacking = {
        unit: {
            code: replace(lines[code], confirmed=True)
            for code in case.scores[unit].missing
            if code in lines
        }
        for unit, lines in case.claims.items()
        if unit != but and unit in case.settled and case.scores[unit].total is None
    }
    filled = {unit: {**case.settled[unit], **lines} for unit, lines in lacking.items() if lines}
    return replace(case, settled={**case.settled, **filled}) if filled else case


def _is_open(case: Case, unit: str) -> bool:
    """Chưa biết đứng đâu: considered, and without a total even as it claims."""
    given = case.considerations.get(unit, UnitConsideration())
    return given.state is ConsiderationState.CONSIDERED and case.scores[unit].total is None


def _order(places: Places, unit: str, mine: str) -> int | None:
    """Đứng trên (1), bằng (0) hay dưới (-1); None where one of them has no rank."""
    rank, own = places[unit].rank, places[mine].rank
    if rank is None or own is None:
        return None
    return (own > rank) - (own < rank)
