"""Kiểm tra toàn vẹn trên màn hình: it reads everything, so the pages of others go on meanwhile."""

from collections.abc import Sequence

import streamlit as st

from thidua.domain.access.permissions import Permission
from thidua.domain.record.invariant import Verdict
from thidua.frames import system as frames
from thidua.services.record import integrity
from thidua.ui.frame.page import Context
from thidua.ui.widgets import tables
from thidua.ui.widgets.panel import panel
from thidua.web.heavy import heavy


def draw(ctx: Context) -> Sequence[Verdict] | None:
    """Nút kiểm tra; what it found, None while nobody has pressed it."""
    if not st.button("Kiểm tra ngay", type="primary", icon=":material/fact_check:"):
        return None
    with st.spinner("Đang kiểm tra toàn bộ dữ liệu…"), heavy():
        return integrity.verdicts(ctx.work)


def told(found: Sequence[Verdict]) -> None:
    """Vẽ kết quả kiểm tra."""
    broken = [one for one in found if not one.holds]
    if broken:
        st.error(f"Có {len(broken)} điều không đạt; xem cột Chỗ sai.")
    else:
        st.success(f"Cả {len(found)} điều kiểm tra đều đạt.")
    tables.draw(frames.verdicts_frame(found), alt="Kết quả kiểm tra toàn vẹn")


def of_period(ctx: Context) -> None:
    """Kiểm tra riêng kỳ này, for whoever leads its block; that it was done stays in the record."""
    if ctx.chosen is None or not ctx.allows(Permission.CHECK_PERIOD):
        return
    inside = panel(
        "Kiểm tra toàn vẹn của kỳ này", key="mo-kiem-tra-ky", icon=":material/fact_check:"
    )
    if inside is None:
        return
    with inside:
        st.caption(
            "Đọc lại mọi dòng điểm, phiếu, tệp và mục nhật ký của riêng kỳ này. Điều nào không đạt "
            "thì kỳ chưa chốt được."
        )
        if not st.button("Kiểm tra kỳ này", type="primary", icon=":material/fact_check:"):
            return
        with st.spinner("Đang kiểm tra dữ liệu của kỳ…"), heavy():
            found = integrity.verdicts_of_period(ctx.work)
        broken = [one.code for one in found if not one.holds]
        ctx.write(integrity.note_check, broken=broken)
        told(found)
