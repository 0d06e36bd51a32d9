"""Trang «Xếp hạng»: the table, the chart, and the reason behind every number."""

import streamlit as st

from thidua import labels
from thidua.domain.access.permissions import Permission
from thidua.domain.scoring.sheet import Hand
from thidua.frames.ranking import standings as frames
from thidua.services.access import interests
from thidua.services.ranking import standings
from thidua.services.record import exports
from thidua.ui.document import deck as deck_panel
from thidua.ui.document import panel as document_panel
from thidua.ui.frame import page
from thidua.ui.ranking import as_it_stood as as_it_stood_panel
from thidua.ui.ranking import consideration as consideration_panel
from thidua.ui.ranking import explained as explained_panel
from thidua.ui.ranking import parts as parts_panel
from thidua.ui.ranking import pictures, why
from thidua.ui.ranking import table as ranking_table
from thidua.ui.ranking import years as years_panel
from thidua.ui.record import tracking as tracking_panel
from thidua.ui.widgets import downloads, sentences
from thidua.ui.widgets.once import once
from thidua.ui.widgets.others import others

with page.opened("xep_hang") as ctx:
    ctx.require_covenant()
    hand = st.segmented_control(
        "Theo điểm",
        [Hand.VERIFIED, Hand.SELF],
        format_func=labels.HANDS.__getitem__,
        default=Hand.VERIFIED,
        required=True,
    )
    board = standings.standings(ctx.work, hand=hand)
    st.markdown(sentences.standing(board))
    pressed = pictures.totals(board)
    ranking_table.draw(
        once(frames.standings_frame, board.covenant, board.standings, board.name), "Bảng xếp hạng"
    )
    for tie in sentences.ties(board):
        st.warning(tie, icon=":material/balance:")
    for said in sentences.other_figures(board):
        st.warning(said, icon=":material/history:")
    if ctx.allows(Permission.VIEW_SHEET):  # of every unit, as the workbook holds them
        downloads.workbook(
            "Tải bảng tổng hợp Excel", "bang-tong-hop", exports.summary, ctx, hand=hand
        )

    st.header("Từng nhóm", anchor=False)
    pressed = parts_panel.draw(board) or pressed
    pictures.choose(pressed)

    st.header("Vì sao", anchor=False)
    unit = st.selectbox(
        "Đơn vị",
        [row.unit for row in board.standings.rows],
        format_func=board.name,
        key=pictures.UNIT,
    )
    why.follow(ctx, board, pictures.waterfall(board, unit) or pressed)
    st.markdown(sentences.distance(board, unit))
    explained_panel.tree(board, standings.explained(ctx.work, unit=unit, hand=hand))
    with others():
        explained_panel.draw(ctx, board, unit)
        tracking_panel.draw(ctx, unit)
        if ctx.allows(Permission.SET_CONSIDERATION) or unit in interests.substituted_units(
            ctx.work
        ):
            consideration_panel.draw(ctx, board, unit)
        as_it_stood_panel.draw(ctx, hand)
        years_panel.draw(ctx)
        deck_panel.draw(ctx)
        document_panel.draw(ctx, "bang-tong-hop", "thong-bao", "bao-cao-khoi", "phieu-diem")
