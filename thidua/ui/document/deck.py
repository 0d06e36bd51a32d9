"""Bản trình chiếu PowerPoint: its options, what will be in it, and the button that makes it."""

import streamlit as st

from thidua.domain.access.permissions import Permission
from thidua.domain.document.deck.blocks import Deck
from thidua.domain.ground.errors import Refused
from thidua.services.document import deck
from thidua.ui.document import templates
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.widgets import downloads
from thidua.ui.widgets.panel import panel


def draw(ctx: Context) -> None:
    """Vẽ khung bản trình chiếu, for whoever may see the standings; read only while it is open."""
    if not ctx.allows(Permission.VIEW_STANDINGS):
        return
    inside = panel(
        "Bản trình chiếu PowerPoint", key="mo-ban-trinh-chieu", icon=":material/co_present:"
    )
    if inside is None:
        return
    with inside:
        if fault := deck.missing():
            st.info(fault, icon=":material/info:")
            return
        left, right = st.columns(2)
        hides_names = left.toggle(
            "Ẩn xếp hạng", key="an-xep-hang", help="Tên đơn vị thay bằng thứ hạng trong cả tệp."
        )
        with_units = right.toggle("Mỗi đơn vị một trang", key="moi-don-vi-mot-trang")
        try:
            found = deck.deck(ctx.work, hides_names=hides_names, with_units=with_units)
        except Refused as fault:
            st.info(str(fault), icon=":material/info:")
            return
        _contents(found)
        templates.of_deck(ctx)
        downloads.in_steps(
            downloads.slides,
            ("Làm bản trình chiếu", "Tải bản trình chiếu"),
            "trinh-chieu",
            deck.slides,
            ctx,
            hides_names=hides_names,
            with_units=with_units,
        )


def _contents(found: Deck) -> None:
    """Có gì trong tệp: a sentence a slide, and what is not there, before the click."""
    st.markdown(f"**{len(found.slides)}** trang nội dung · {literal(found.mark)}")
    st.markdown("\n".join(f"1. {literal(one.title)}" for one in found.slides))
    missing = "; ".join(f"{literal(one.name)} ({literal(one.why)})" for one in found.left_out)
    st.caption(f"Không có: {missing}.")
