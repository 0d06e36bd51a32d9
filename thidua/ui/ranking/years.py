"""Hai năm cạnh nhau trên màn hình."""

import streamlit as st

from thidua.frames.ranking import years as frames
from thidua.services.ranking import years
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.widgets import tables
from thidua.ui.widgets.panel import panel

_WRAPS = 72  # a table breaks lines only in rows of this height, in pixels


def draw(ctx: Context) -> None:
    """Vẽ khung «Đặt cạnh năm trước», read only while it is open."""
    inside = panel("Đặt cạnh năm trước", key="mo-hai-nam", icon=":material/compare_arrows:")
    if inside is None:
        return
    with inside:
        before = years.earlier(ctx.work)
        if not before:
            st.info("Chưa có kỳ trước nào của khối mà bạn được xem xếp hạng.")
            return
        year = st.selectbox(
            "Năm đặt cạnh", [one.year for one in before], key=f"nam-canh-{ctx.period.id}"
        )
        found, names = years.compared(ctx.work, year=year)
        st.markdown(literal(found.words()))
        tables.draw(
            frames.years_frame(found, names),
            alt="Tổng điểm và thứ hạng hai năm, cùng phần so sánh được",
        )
        st.caption(
            "Phần so sánh được cộng các tiêu chí cùng nội dung, cùng điểm tối đa, cùng cách chấm ở "
            "hai năm (thưởng cộng, trừ bớt, không cắt theo trần nhóm); tiêu chí không giao cho đơn "
            "vị ở một năm thì bỏ ở cả hai."
        )
        if found.is_broken:
            tables.draw(
                frames.pairs_frame(found),
                row_height=_WRAPS,
                alt="Các tiêu chí không so sánh được và vì sao",
            )
