"""Khám máy trên màn hình: asked for by a press, since it reads much and asks other servers."""

import streamlit as st

from thidua.db.engine import is_demo
from thidua.domain.upkeep.checkup import Soundness, worst
from thidua.frames import system as frames
from thidua.services.upkeep import doctor
from thidua.ui.frame.page import Context
from thidua.ui.widgets import tables
from thidua.web.heavy import heavy


def draw(ctx: Context) -> None:
    """Nút khám máy and what it found; the demo is not the installation and tells nothing of it."""
    if is_demo(ctx.work.session):
        st.info("Đang xem khối mẫu; khám máy chỉ dành cho dữ liệu thật của cơ quan.")
        return
    st.caption(
        "Cơ sở dữ liệu, ổ đĩa, đồng hồ, người quản trị, bản sao lưu, máy chủ thư, đăng nhập một "
        "lần, chứng chỉ. Lệnh «python -m thidua doctor» cho cùng kết quả, kèm mã thoát cho máy "
        "theo dõi."
    )
    if not st.button("Khám máy", icon=":material/troubleshoot:"):
        return
    with st.spinner("Đang khám từng phần…"), heavy():
        found = doctor.examined(actor=ctx.actor, now=ctx.now)
    overall = worst(found)
    if overall is Soundness.BROKEN:
        st.error("Có phần đang hỏng; làm theo cột Cách chữa.")
    elif overall is Soundness.WATCH:
        st.warning("Máy chạy được, có phần cần xem.")
    else:
        st.success("Mọi phần đều tốt.")
    tables.draw(frames.checkup_frame(found), alt="Kết quả khám máy")
