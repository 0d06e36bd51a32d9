"""Khung trang: the Streamlit script; it draws the menu and runs the chosen page."""

from contextlib import ExitStack

import streamlit as st

from thidua.domain.access.permissions import may_ever
from thidua.domain.ground.errors import ThiduaError
from thidua.ui.frame import around as frame
from thidua.ui.frame import menu, page, person
from thidua.ui.frame.literal import literal
from thidua.web import identity
from thidua.web.assets import picture_link
from thidua.web.streamlit_inside import StreamlitPage

with ExitStack() as run:
    try:
        viewing = run.enter_context(identity.viewing())
    except ThiduaError as fault:
        door = st.Page(lambda: None, title="Đăng nhập", url_path="cua-vao")
        st.navigation([door], position="hidden")
        st.error(literal(fault), icon=":material/lock:")
        page.sign_in_link()
        st.stop()
    visitor, held = viewing.known.actor, viewing.held

    sections: dict[str, list[StreamlitPage]] = {}
    for item in menu.present():
        if may_ever(visitor, item.needs):
            is_home = not sections and item is not menu.ITEMS[0]
            own = sections.setdefault(item.group, [])
            address = "" if is_home else item.address
            own.append(
                st.Page(
                    item.file,
                    title=item.title,
                    icon=item.icon,
                    url_path=address,
                    default=is_home,
                )
            )
            if is_home:
                # Streamlit knows its first page only at the root; a link names it all the same.
                own.append(
                    st.Page(
                        item.file,
                        title=item.title,
                        icon=item.icon,
                        url_path=item.address,
                        visibility="hidden",
                    )
                )
    if not sections:
        st.info("Tài khoản của bạn chưa được giao vai trò nào; hãy liên hệ người quản trị.")
        frame.draw_person(visitor, held)
        person.draw(visitor, held)
        st.stop()

    chosen = st.navigation(sections, expanded=True)
    st.set_page_config(
        page_title=f"{chosen.title} – Thi đua",
        page_icon=picture_link("bieu-tuong.svg"),
        layout="wide",
        menu_items={
            "About": "**Thi đua** – chấm điểm, xếp hạng và xét khen thưởng cho khối thi đua."
        },
    )
    st.logo(picture_link("nhan-hieu.svg"), size="large", icon_image=picture_link("bieu-tuong.svg"))

    frame.draw_person(visitor, held)
    person.draw(visitor, held)
    chosen.run()
