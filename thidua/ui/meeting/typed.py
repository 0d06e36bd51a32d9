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
    present: int | None
    decided: str

    @property
    def is_touched(self) -> bool:
        """Đã gõ điều gì khác với lời đang lưu."""
        return self.present != self.base.present or clean_lines(self.decided) != self.base.decided

    def over(self, one: PointRecord) -> "Typed":
        """Điều đang gõ beside what is kept now: that, where nothing else is being typed."""
        is_same = (self.present, clean_lines(self.decided)) == (one.present, one.decided)
        if is_same or not self.is_touched:
            return Typed(one, one.present, one.decided)
        same_words = (self.base.present, self.base.decided) == (one.present, one.decided)
        return replace(self, base=one) if same_words else self

    def edit(self, seen: int) -> PointEdit:
        """Sửa theo điều đang gõ."""
        return PointEdit(
            point=self.base.point, seen=seen, present=self.present, decided=self.decided
        )


def keys(ctx: Context, point: Point) -> tuple[str, str]:
    """Khóa của hai ô: how many are there, what was decided."""
    place = f"{ctx.period.id}-{point}"
    return f"du-hop-{place}", f"quyet-dinh-{place}"


def typed(ctx: Context, one: PointRecord) -> Typed:
    """Điều đang gõ ở mục này lúc này, in its fields or as it was left."""
    place = f"dang-go-{ctx.period.id}-{one.point}"
    found: Typed = st.session_state.get(place, Typed(one, one.present, one.decided))
    present, decided = keys(ctx, one.point)
    if decided in st.session_state:
        found = replace(
            found,
            present=st.session_state.get(present),
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
    for key, value in zip(keys(ctx, one.point), (found.present, found.decided), strict=True):
        if key not in st.session_state or st.session_state[key] != value:
            st.session_state[key] = value
    return found
