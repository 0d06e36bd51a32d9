"""Điều đang gõ ở một mục: kept apart from its fields, which are gone while another is chosen."""

from dataclasses import dataclass, replace

import streamlit as st

from thidua.domain.ground.text import clean_lines
from thidua.domain.meeting.agenda import Point, PointRecord
from thidua.services.meeting.points import PointEdit
from thidua.ui.frame.page import Context


@dataclass(frozen=True, slots=True)
class Typed:
    """Điều đang gõ, and what was kept when it was begun."""

    base: PointRecord
    attending: tuple[str, ...]
    decided: str

    @property
    def is_touched(self) -> bool:
        """Đã gõ điều gì khác với lời đang lưu."""
        return (
            set(self.attending) != set(self.base.attending)
            or clean_lines(self.decided) != self.base.decided
        )

    def over(self, one: PointRecord) -> "Typed":
        """Điều đang gõ beside what is kept now: that, where nothing else is being typed."""
        typed_now = (set(self.attending), clean_lines(self.decided))
        if typed_now == (set(one.attending), one.decided) or not self.is_touched:
            return Typed(one, one.attending, one.decided)
        same_words = (self.base.attending, self.base.decided) == (one.attending, one.decided)
        return replace(self, base=one) if same_words else self

    def edit(self, seen: int) -> PointEdit:
        """Sửa theo điều đang gõ."""
        return PointEdit(
            point=self.base.point, seen=seen, attending=self.attending, decided=self.decided
        )


def keys(ctx: Context, point: Point) -> tuple[str, str]:
    """Khóa của hai ô: who is there, what was decided."""
    place = f"{ctx.period.id}-{point}"
    return f"du-hop-{place}", f"quyet-dinh-{place}"


def typed(ctx: Context, one: PointRecord) -> Typed:
    """Điều đang gõ ở mục này lúc này, in its fields or as it was left."""
    place = f"dang-go-{ctx.period.id}-{one.point}"
    found: Typed = st.session_state.get(place, Typed(one, one.attending, one.decided))
    attending, decided = keys(ctx, one.point)
    if decided in st.session_state:
        found = replace(
            found,
            attending=tuple(st.session_state.get(attending) or ()),
            decided=str(st.session_state[decided] or ""),
        )
    found = found.over(one)
    st.session_state[place] = found
    return found


def put(ctx: Context, one: PointRecord) -> Typed:
    """Đưa điều đang gõ vào hai ô, before they are drawn.

    What they hold already is not put there again: that would undo letters the browser has not
    sent yet.
    """
    found = typed(ctx, one)
    values = (list(found.attending), found.decided)
    for key, value in zip(keys(ctx, one.point), values, strict=True):
        if key not in st.session_state or st.session_state[key] != value:
            st.session_state[key] = value
    return found
