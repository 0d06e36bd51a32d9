"""Hạng qua các năm: a line a unit, one of them followed; a press follows another."""

from collections.abc import Collection

import streamlit as st

from thidua import ranking_charts
from thidua.domain.access.permissions import Permission, units_of
from thidua.frames import overview as frames
from thidua.frames.ranking import said
from thidua.services.period import rosters
from thidua.services.progress import overview
from thidua.ui.frame.page import Context
from thidua.ui.widgets import picture, sentences, tables
from thidua.ui.widgets.once import once

_FOLLOWED = "_don_vi_theo_doi_nam"


def draw(ctx: Context) -> None:
    """Vẽ thứ hạng các năm mà người này được xem, and where the years do not compare."""
    past = overview.past_boards(ctx.work)
    years = once(sentences.ranks, past)
    names = [name for _, ranks in years for name, rank in ranks if rank is not None]
    if not names:
        st.caption(
            "Chưa đơn vị nào có hạng trong các kỳ bạn được xem; hạng các năm hiện ở đây khi có "
            "điểm thẩm định."
            if years
            else "Hạng các năm hiện ở đây khi có kỳ mà bạn được xem xếp hạng."
        )
        return
    first = _own(ctx, names) or next((name for name, rank in years[-1][1] if rank == 1), names[0])
    chosen = st.session_state.get(_FOLLOWED, first)
    followed = chosen if chosen in names else first
    if sum(any(rank for _, rank in ranks) for _, ranks in years) > 1:
        pressed = picture.draw(
            said.history(years, followed),
            once(frames.ranks_frame, years, followed),
            ranking_charts.history_spec(),
            key="thu-hang-cac-nam",
            press=ranking_charts.BAR,
            numbers=lambda: frames.rank_table(years),
        )
        if pressed is not None and pressed["Đơn vị"] != followed:
            st.session_state[_FOLLOWED] = pressed["Đơn vị"]
            st.rerun()
    else:
        tables.draw(once(frames.rank_table, years), alt="Bảng thứ hạng qua các năm")
    for broken in once(sentences.broken_years, past):
        st.caption(f":material/link_off: {broken}")


def _own(ctx: Context, names: Collection[str]) -> str:
    """Đơn vị mình, followed first by whoever acts for one."""
    own = units_of(ctx.actor, Permission.VIEW_SHEET, ctx.period)
    if own is None:
        return ""
    called = (one.called for one in rosters.members(ctx.work) if one.code in own)
    return next((name for name in called if name in names), "")
