"""Trang «Phong trào»: what a movement's plan asks, what falls due when, what is to be reached."""

import streamlit as st

from thidua.ui.document import panel as document_panel
from thidua.ui.frame import address, links, page
from thidua.ui.movement import (
    awards,
    choice,
    content,
    contributions,
    deadlines,
    overview,
    places,
    targets,
    units,
)

PARTS = {
    "Tổng quan": overview.draw,
    "Mục tiêu": targets.draw,
    "Đơn vị": units.draw,
    "Đóng góp": contributions.draw,
    links.MOVEMENT_AWARDS: awards.draw,
    "Địa bàn": places.draw,
    "Thời hạn": deadlines.draw,
    "Nội dung kế hoạch": content.draw,
}

with page.opened("phong_trao") as ctx:
    first = st.container()
    found = choice.choose(ctx)
    if found is not None:
        first.markdown(choice.sentence(ctx, found))
        choice.draw_standing(found)
        chosen = st.segmented_control(
            "Phần", PARTS, default="Tổng quan", required=True, key=address.PART, bind="query-params"
        )
        PARTS[chosen](ctx, found)
        document_panel.draw(ctx, "bao-cao-phong-trao", "ke-hoach", scope=found.plan.code)
