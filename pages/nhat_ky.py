"""Trang «Nhật ký»: who did what, when and why, and every value a line ever had."""

import streamlit as st

from thidua.frames import record as frames
from thidua.services.ground.work import Work
from thidua.services.record import records
from thidua.ui.frame import page
from thidua.ui.record import check, handover
from thidua.ui.record import filter as record_filter
from thidua.ui.widgets import downloads, tables

with page.opened("nhat_ky") as ctx:
    period, wanted = record_filter.draw(ctx)
    before = record_filter.before((period, wanted))
    found = records.entries(Work(ctx.session, ctx.actor, period), wanted=wanted, before=before)
    st.markdown(record_filter.sentence(found, records.PAGE))
    if found.entries:
        tables.draw(
            frames.record_frame(found.entries),
            alt="Các mục nhật ký, mới nhất trước",
        )
    else:
        st.info("Không có mục nào như vậy; hãy bỏ bớt điều kiện lọc.")
    record_filter.pages(found)
    check.of_period(ctx)
    if period is not None:
        st.caption(
            "Mỗi mục được niêm cùng mục trước nó. Gói nhật ký có kèm chương trình kiểm tra, "
            "chạy được trên máy không cài phần mềm này."
        )
        downloads.pack(ctx)
    handover.draw(ctx)
