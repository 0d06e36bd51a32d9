"""Trang «Hệ thống»: whether the stored data are whole, and the copies kept of them."""

import streamlit as st

from thidua.domain.access.permissions import Permission
from thidua.frames import system as frames
from thidua.services.record import backups, integrity
from thidua.ui.frame import page
from thidua.ui.record import backups as backup_panel
from thidua.ui.record import check
from thidua.ui.upkeep import doctor
from thidua.ui.widgets import tables

with page.opened("he_thong", choose_period=False) as ctx:
    st.header("Kiểm tra toàn vẹn", anchor=False)
    found = check.draw(ctx)
    if found is not None:
        check.told(found)
    with st.expander("Nhật ký không giữ những gì"):
        st.markdown(
            "Mọi giá trị khác trong cơ sở dữ liệu được so với nhật ký, từng cột của từng dòng."
        )
        st.table(frames.unrecorded_frame(integrity.unrecorded(actor=ctx.actor)))
    st.header("Sao lưu", anchor=False)
    kept = backups.listed(ctx.url)
    if kept:
        tables.draw(frames.backups_frame(kept), alt="Các bản sao lưu")
    else:
        st.info("Chưa có bản sao lưu nào trên máy này.")
    if ctx.allows(Permission.BACK_UP):
        backup_panel.draw(ctx)
    st.header("Khám máy", anchor=False)
    doctor.draw(ctx)
