"""Cả khối trong một màn hình: who leads and by how much, strong and weak, progress, the years."""

import streamlit as st

from thidua.domain.access.permissions import Permission
from thidua.frames.ranking import said
from thidua.frames.ranking import standings as frames
from thidua.frames.register import marks
from thidua.services.progress import overview
from thidua.services.ranking import standings
from thidua.services.ranking.standings import Board
from thidua.services.report import dues
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.progress import history, strip
from thidua.ui.ranking import pictures, why
from thidua.ui.widgets import sentences, tables
from thidua.ui.widgets.once import once

_SIDE, _MAIN = 4, 7


def draw(ctx: Context) -> None:
    """Vẽ các hình của khối, for whoever may see the standings."""
    board = standings.standings(ctx.work)
    left, right = st.columns([_SIDE, _MAIN], gap="medium")
    with left, st.container(border=True):
        pressed = pictures.podium(board)
        _to_know(ctx, board)
    with right, st.container(border=True):
        pressed = pictures.totals(board) or pressed
        _awards(board)
    with st.container(border=True):
        pressed = pictures.shares(board) or pressed
    left, right = st.columns([1, 1], gap="medium")
    with left, st.container(border=True):
        strip.draw(ctx)
    with right, st.container(border=True):
        history.draw(ctx)
    why.follow(ctx, board, pressed)


def _to_know(ctx: Context, board: Board) -> None:
    """Cần biết: who stands apart and why, who is late, which votes no longer fit."""
    late = overview.late(ctx.work) if ctx.allows(Permission.VIEW_SHEET) else ()
    told = [literal(one) for one in once(said.to_know, board.standings, board.short_name)]
    told += [f"{literal(board.short_name(unit))}: **quá hạn**" for unit in late]
    told += sentences.other_figures(board)
    told += _reports(ctx)
    if told:
        st.markdown("**Cần biết**")
        st.markdown("\n".join(f"- {one}" for one in told))


def _reports(ctx: Context) -> list[str]:
    """Ai còn thiếu báo cáo quá hạn."""
    if not (ctx.period.part.is_year and ctx.allows(Permission.VIEW_REPORTS)):
        return []
    names = {one.code: one.called for one in dues.units(ctx.work)}
    told = marks.overdue_said(dues.of_period(ctx.work), names)
    return [f"Báo cáo {literal(told)}"] if told else []


def _awards(board: Board) -> None:
    """Suất khen theo giao ước: taken and still free, and who stands next to a threshold."""
    places = once(board.award_places)
    nearest = once(said.nearest_band, board.covenant, board.standings, board.short_name)
    if nearest:
        st.markdown(f"**{literal(nearest)}**")
    if places:
        tables.draw(
            once(frames.used_frame, places, board.short_name),
            alt="Suất khen theo giao ước: đã có người, tổng số và ai trong suất",
        )
