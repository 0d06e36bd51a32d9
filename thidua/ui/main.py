"""Khung trang: the Streamlit script; it draws the menu and runs the chosen page."""

from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from thidua.domain.errors import ThiduaError
from thidua.domain.permissions import may_ever
from thidua.ui import frame, identity, menu, page
from thidua.ui.literal import literal
from thidua.ui.turns import turns

STATIC = Path(__file__).parent / "static"

try:
    visitor, held = identity.actor()
except ThiduaError as fault:
    st.navigation([st.Page(lambda: None, title="Đăng nhập", url_path="cua-vao")], position="hidden")
    st.error(literal(fault), icon=":material/lock:")
    page.sign_in_link()
    st.stop()

sections: dict[str, list[StreamlitPage]] = {}
for item in menu.present():
    if may_ever(visitor, item.needs):
        sections.setdefault(item.group, []).append(
            st.Page(item.file, title=item.title, icon=item.icon, url_path=item.address)
        )
if not sections:
    st.info("Tài khoản của bạn chưa được giao vai trò nào; hãy liên hệ người quản trị.")
    frame.draw_person(visitor, held)
    st.stop()

chosen = st.navigation(sections, expanded=True)
st.set_page_config(
    page_title=f"{chosen.title} – Thi đua",
    page_icon=STATIC / "bieu-tuong.svg",
    layout="wide",
    menu_items={"About": "**Thi đua** – chấm điểm, xếp hạng và xét khen thưởng cho khối thi đua."},
)
st.logo(STATIC / "nhan-hieu.svg", size="large", icon_image=STATIC / "bieu-tuong.svg")

frame.draw_person(visitor, held)

with turns():
    chosen.run()
