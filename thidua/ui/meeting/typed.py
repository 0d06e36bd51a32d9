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
    planned: int

    @property
    def is_touched(self) -> bool:
        """Đã gõ điều gì khác với lời đang lưu."""
        return self.said != _said(self.base)

    @property
    def said(self) -> tuple[frozenset[str], str, int]:
        """Điều đang gõ, as it would be kept."""
        return frozenset(self.attending), clean_lines(self.decided), self.planned

    def over(self, one: PointRecord) -> "Typed":
        """Điều đang gõ beside what is kept now: that, where nothing else is being typed."""
        if self.said == _said(one) or not self.is_touched:
            return _as_kept(one)
        return replace(self, base=one) if _said(self.base) == _said(one) else self

    def edit(self, seen: int) -> PointEdit:
        """Sửa theo điều đang gõ."""
        return PointEdit(
            point=self.base.point,
            seen=seen,
            attending=self.attending,
            decided=self.decided,
            planned=self.planned,
        )


def _said(one: PointRecord) -> tuple[frozenset[str], str, int]:
    return frozenset(one.attending), one.decided, one.planned


def _as_kept(one: PointRecord) -> Typed:
    return Typed(one, one.attending, one.decided, one.planned)


def keys(ctx: Context, point: Point) -> tuple[str, str, str]:
    """Khóa của ba ô: who is there, what was decided, how many minutes are foreseen."""
    place = f"{ctx.period.id}-{point}"
    return f"du-hop-{place}", f"quyet-dinh-{place}", f"du-kien-{place}"


def typed(ctx: Context, one: PointRecord) -> Typed:
    """Điều đang gõ ở mục này lúc này, in its fields or as it was left."""
    place = f"dang-go-{ctx.period.id}-{one.point}"
    found: Typed = st.session_state.get(place, _as_kept(one))
    attending, decided, planned = keys(ctx, one.point)
    if decided in st.session_state:
        found = replace(
            found,
            attending=tuple(st.session_state.get(attending) or ()),
            decided=str(st.session_state[decided] or ""),
            planned=int(st.session_state.get(planned) or 0),
        )
    found = found.over(one)
    st.session_state[place] = found
    return found


def put(ctx: Context, one: PointRecord) -> Typed:
    """Đưa điều đang gõ vào các ô, before they are drawn.

    What they hold already is not put there again: that would undo letters the browser has not
    sent yet.
    """
    found = typed(ctx, one)
    values = (list(found.attending), found.decided, found.planned)
    for key, value in zip(keys(ctx, one.point), values, strict=True):
        if key not in st.session_state or st.session_state[key] != value:
            st.session_state[key] = value
    return found
