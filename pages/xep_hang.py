"""Trang «Xếp hạng»: the table, the chart, and the reason behind every number."""

import streamlit as st

from thidua import charts, labels
from thidua.domain.access.permissions import Permission
from thidua.domain.scoring.sheet import Hand
from thidua.frames import standings as frames
from thidua.services.ranking import standings
from thidua.services.record import exports
from thidua.ui.frame import page
from thidua.ui.ranking import consideration as consideration_panel
from thidua.ui.widgets import downloads, sentences
from thidua.ui.widgets.once import once

with page.opened("xep_hang") as ctx:
    hand = st.segmented_control(
        "Theo điểm",
        [Hand.VERIFIED, Hand.SELF],
        format_func=labels.HANDS.__getitem__,
        default=Hand.VERIFIED,
        required=True,
    )
    board = standings.standings(ctx.work, hand=hand)
    st.markdown(sentences.standing(board))
    table = once(frames.standings_frame, board.covenant, board.standings, board.name)
    st.dataframe(table, hide_index=True, alt="Bảng xếp hạng")
    st.vega_lite_chart(
        once(frames.totals_frame, board.covenant, board.standings, board.name),
        charts.totals_spec(),
        alt="Biểu đồ tổng điểm theo thứ hạng",
        key="tong-diem",
    )
    for tie in sentences.ties(board):
        st.warning(tie, icon=":material/balance:")
    if ctx.allows(Permission.VIEW_SHEET):  # of every unit, as the workbook holds them
        downloads.workbook(
            "Tải bảng tổng hợp Excel", "bang-tong-hop", exports.summary, ctx, hand=hand
        )

    st.header("Vì sao", anchor=False)
    unit = st.selectbox(
        "Đơn vị", [row.unit for row in board.standings.rows], format_func=board.name, key="don-vi"
    )
    st.markdown(f"{sentences.total(board, unit)} {sentences.distance(board, unit)}")
    st.dataframe(
        once(
            frames.explanation_frame,
            board.covenant,
            standings.explained(ctx.work, unit=unit, hand=hand),
        ),
        hide_index=True,
        alt="Cây giải thích điểm của đơn vị",
        height="content",
    )

    if ctx.allows(Permission.SET_CONSIDERATION):
        consideration_panel.draw(ctx, board, unit)
