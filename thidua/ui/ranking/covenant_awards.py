"""Suất khen theo giao ước: ranks and points against the covenant's thresholds and award lines."""

import streamlit as st

from thidua.frames.ranking import standings as frames
from thidua.services.ranking import standings
from thidua.ui.frame.page import Context
from thidua.ui.ranking import pictures, why
from thidua.ui.ranking import table as ranking_table
from thidua.ui.widgets import sentences, tables
from thidua.ui.widgets.once import once


def draw(ctx: Context) -> None:
    """Vẽ phần «Theo giao ước»."""
    board = standings.standings(ctx.work)
    places = once(board.award_places)
    st.markdown(sentences.awards(board))
    st.caption(
        "Phần này mới so điểm và hạng với giao ước; điều kiện của luật ở phần «Đủ điều kiện», "
        "nên đây chưa phải kết luận đủ điều kiện khen thưởng."
    )
    why.follow(ctx, board, pictures.totals(board, key="nguong"))
    ranking_table.draw(
        once(frames.award_frame, board.covenant, board.standings, places, board.name),
        "Từng đơn vị với xếp loại và suất khen",
    )
    if places:
        st.header("Suất khen theo giao ước", anchor=False)
        tables.draw(
            once(frames.places_frame, places, board.name),
            alt="Số suất và các đơn vị trong suất",
        )
    for said in sentences.other_figures(board):
        st.warning(said, icon=":material/history:")
    for line in places:
        if line.undecided:
            st.warning(sentences.undecided(board, line), icon=":material/how_to_vote:")
