"""Tổng quan theo vai: what this person sees first — the whole block, the own unit, all blocks."""

import streamlit as st

from thidua.domain.access.permissions import Permission
from thidua.services.progress import my_tasks, overview
from thidua.services.ranking import standings
from thidua.ui.frame.page import Context
from thidua.ui.period import progress as progress_panel
from thidua.ui.progress import blocks, history, own_unit, whole_block
from thidua.ui.widgets import sentences


def acts_first(ctx: Context) -> bool:
    """Người có việc thấy việc trước hình; who only reads sees the pictures first."""
    return bool(my_tasks.waiting(ctx.work))


def sentence(ctx: Context) -> None:
    """Câu đầu trang."""
    rows = overview.progress(ctx.work)
    if ctx.allows(Permission.VIEW_STANDINGS):
        st.markdown(sentences.progress(standings.standings(ctx.work), rows))
    else:
        st.markdown(sentences.own_progress(rows, overview.average(ctx.work)))


def draw(ctx: Context) -> None:
    """Vẽ các hình của vai này."""
    watches_all = ctx.allows(Permission.EDIT_UNITS)
    if watches_all:
        blocks.draw(ctx)
    own_unit.draw(ctx)
    if ctx.allows(Permission.VIEW_STANDINGS):
        whole_block.draw(ctx)
    else:
        history.draw(ctx)
    if not watches_all:
        blocks.draw(ctx)


def tables(ctx: Context) -> None:
    """Bảng tiến độ với việc tiếp theo của từng đơn vị."""
    st.header("Tiến độ từng đơn vị", anchor=False)
    progress_panel.board(ctx)
