"""Dải tiến độ: unit × step, who is behind on top; a press says what comes next and leads there."""

import streamlit as st

from thidua import ranking_charts
from thidua.domain.period.progress import UnitProgress
from thidua.frames import overview as frames
from thidua.services.progress import overview
from thidua.ui.frame import links
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.widgets import picture
from thidua.ui.widgets.once import once

_SHOWN = "_don_vi_o_dai"


def draw(ctx: Context) -> None:
    """Vẽ dải tiến độ của các đơn vị người này được xem."""
    rows = overview.progress(ctx.work)
    pressed = picture.draw(
        once(frames.strip_said, rows),
        once(frames.strip_frame, rows),
        ranking_charts.strip_spec(),
        key="dai-tien-do",
        press=ranking_charts.BAR,
    )
    if pressed is not None:
        st.session_state[_SHOWN] = pressed["don_vi"]
    for row in rows:
        if row.member.code == st.session_state.get(_SHOWN):
            _next(ctx, row)


def _next(ctx: Context, row: UnitProgress) -> None:
    """Việc tiếp theo của đơn vị vừa bấm, and the way there."""
    act = row.next_act(ctx.period.stage)
    with st.container(horizontal=True, vertical_alignment="center", border=True):
        said = act.words if act is not None else "không còn việc nào ở giai đoạn này"
        st.markdown(f"**{literal(row.member.called)}**: {literal(said)}", width="stretch")
        if act is not None:
            links.follow(act, "Mở")
