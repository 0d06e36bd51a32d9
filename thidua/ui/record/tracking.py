"""Phiếu theo dõi điểm: every point of one unit, on screen and as a workbook."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from thidua.domain.access.permissions import Permission
from thidua.domain.record.tracking_sheet import TrackingSheet
from thidua.frames import record as record_frames
from thidua.frames import tracking as frames
from thidua.services.record import tracking_sheets
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.widgets import downloads, tables
from thidua.ui.widgets.panel import panel

_PARTS: dict[str, Callable[[TrackingSheet], pd.DataFrame]] = {
    "Từng điểm": frames.lines_frame,
    "Người chấm": lambda found: frames.given_frame(found.tracked),
    "Minh chứng": lambda found: frames.evidence_frame(found.evidence),
    "Thay đổi": lambda found: record_frames.unit_frame(found.changes),
}


def draw(ctx: Context, unit: str) -> None:
    """Vẽ phiếu của một đơn vị, for its own officers and for those who keep the record."""
    if not may_see(ctx, unit):
        return
    inside = panel(
        "Phiếu theo dõi điểm của đơn vị", key="mo-phieu-theo-doi", icon=":material/receipt_long:"
    )
    if inside is None:
        return
    with inside:
        found = tracking_sheets.tracking_sheet(ctx.work, unit=unit)
        st.caption(
            "Đủ để cộng lại tổng điểm bằng bút: mỗi dòng có điểm trước và sau khi làm tròn, phần "
            "được cộng, trần của nhóm."
        )
        st.markdown("  \n".join(f"{name}: **{literal(said)}**" for name, said in found.facts()))
        downloads.workbook(
            "Tải phiếu theo dõi Excel",
            f"phieu-theo-doi-{unit}",
            tracking_sheets.workbook,
            ctx,
            unit=unit,
        )
        part = st.segmented_control(
            "Phần của phiếu", list(_PARTS), default="Từng điểm", required=True, key="phan-phieu"
        )
        table = _PARTS[part](found)
        if table.empty:
            st.caption("Phần này chưa có gì.")
            return
        tables.draw(table, alt=f"Phiếu theo dõi điểm: {part.lower()}")
        if part == "Thay đổi" and not found.is_whole:
            st.caption("Còn mục cũ hơn; xem ở Nhật ký của đơn vị.")


def may_see(ctx: Context, unit: str) -> bool:
    """Được xem phiếu, for deciding what to draw."""
    reads = ctx.allows(Permission.VIEW_RECORD) or ctx.allows(Permission.VIEW_OWN_RECORD, unit)
    return reads and ctx.allows(Permission.VIEW_SHEET, unit)
