"""Trang «Bình xét»: votes from the question to the result, councils, and their meetings."""

import streamlit as st

from thidua.ui.council import councils, meetings
from thidua.ui.document import pack as pack_panel
from thidua.ui.document import panel as document_panel
from thidua.ui.frame import address, links, page
from thidua.ui.vote import desk as vote_desk

_VOTES, _COUNCILS = "Bỏ phiếu", "Hội đồng"

with page.opened("binh_xet") as ctx:
    part = st.segmented_control(
        "Phần",
        (_VOTES, _COUNCILS, links.MEETINGS),
        default=_VOTES,
        required=True,
        key=address.PART,
        bind="query-params",
        label_visibility="collapsed",
    )
    if part == _COUNCILS:
        councils.draw(ctx)
    elif part == links.MEETINGS:
        meetings.draw(ctx)
        document_panel.draw(ctx, "bien-ban-hoi-dong", "quyet-dinh-sang-kien")
    else:
        vote_desk.draw(ctx)
        document_panel.draw(
            ctx,
            "bien-ban-binh-xet",
            "bien-ban-kiem-phieu",
            "phieu-bau",
            "phieu-lay-y-kien",
            "giay-moi",
            "chuong-trinh",
        )
        pack_panel.draw(ctx)
