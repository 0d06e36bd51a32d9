"""Khung trang: the Streamlit script; it draws the menu and runs the chosen page."""

from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from thidua.ui import menu
from thidua.ui.turns import turns

STATIC = Path(__file__).parent / "static"

sections: dict[str, list[StreamlitPage]] = {}
for item in menu.present():
    sections.setdefault(item.group, []).append(
        st.Page(item.file, title=item.title, icon=item.icon, url_path=item.address)
    )
if not sections:
    st.info("Chưa có trang nào được cài đặt.")
    st.stop()

chosen = st.navigation(sections, expanded=True)
st.set_page_config(
    page_title=f"{chosen.title} – Thi đua",
    page_icon=STATIC / "bieu-tuong.svg",
    layout="wide",
    menu_items={"About": "**Thi đua** – chấm điểm, xếp hạng và xét khen thưởng cho khối thi đua."},
)
st.logo(STATIC / "nhan-hieu.svg", size="large", icon_image=STATIC / "bieu-tuong.svg")

with turns():
    chosen.run()
