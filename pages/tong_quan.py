"""Trang «Tổng quan»: where the year stands, who is late, and the years before."""

import streamlit as st

from thidua import charts
from thidua.domain.access.permissions import Permission
from thidua.frames import overview as frames
from thidua.services.progress import overview
from thidua.services.ranking import standings
from thidua.ui.access import own_interest as own_interest_panel
from thidua.ui.frame import calm, menu, page
from thidua.ui.period import my_tasks as my_tasks_panel
from thidua.ui.period import progress as progress_panel
from thidua.ui.period import stages as stage_panel
from thidua.ui.widgets import sentences
from thidua.ui.widgets.once import once

with page.opened("tong_quan") as ctx:
    ctx.require_covenant()
    progress = overview.progress(ctx.work)
    if ctx.allows(Permission.VIEW_STANDINGS):
        board = standings.standings(ctx.work)
        st.markdown(sentences.progress(board, progress))
        with st.container(horizontal=True):
            for label, value, hint in sentences.headline(board, progress):
                st.metric(label, value, help=hint, border=True)
        for said in sentences.other_figures(board):
            st.warning(said, icon=":material/history:")
    else:
        average = overview.average(ctx.work)
        st.markdown(sentences.own_progress(progress, average))

    steps = overview.steps_left(ctx.work)
    if steps is not None:
        calm.first_steps(menu.entry("tong_quan"), steps)

    my_tasks_panel.draw(ctx)
    own_interest_panel.draw(ctx)

    st.header("Giai đoạn", anchor=False)
    stage_panel.draw(ctx)

    st.header("Tiến độ từng đơn vị", anchor=False)
    progress_panel.board(ctx)

    st.header("Thứ hạng qua các năm", anchor=False)
    past = overview.past_boards(ctx.work)
    ranks = once(sentences.ranks, past)
    drawn = once(frames.ranks_frame, ranks)
    if drawn.empty:
        st.info(
            "Chưa đơn vị nào có hạng trong các kỳ bạn được xem; bảng này hiện khi có điểm "
            "thẩm định."
            if ranks
            else "Chưa có kỳ nào mà bạn được xem xếp hạng."
        )
    else:
        if drawn["Năm"].nunique() > 1:
            st.vega_lite_chart(
                drawn,
                charts.history_spec(),
                alt="Thứ hạng của các đơn vị qua các năm",
                key="thu-hang-cac-nam",
            )
        for said in once(sentences.broken_years, past):
            st.caption(f":material/link_off: {said}")
        st.dataframe(
            once(frames.rank_table, ranks), hide_index=True, alt="Bảng thứ hạng qua các năm"
        )
