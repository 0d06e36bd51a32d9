"""Lịch sử một ô: what the record holds of one criterion of one unit."""

import streamlit as st

from thidua.domain.access.permissions import Permission
from thidua.domain.ground.points import vi_number
from thidua.frames import record as frames
from thidua.services.record import records
from thidua.services.record.records import Wanted
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.widgets import tables

_WRAPS = 72  # pixels; a table breaks lines only in rows of this height


def draw(ctx: Context, unit: str, criterion: str) -> None:
    """Vẽ lịch sử, latest first, once it is asked for; for who reads the record, or is of the unit.

    An officer sees of it what the log of the unit shows.
    """
    reads_all = ctx.allows(Permission.VIEW_RECORD)
    if not reads_all and not ctx.allows(Permission.VIEW_OWN_RECORD, unit):
        return
    if not st.toggle("Xem lịch sử của ô này", key=f"lich-su-{unit}-{criterion}"):
        return
    if reads_all:
        turned = records.entries(
            ctx.work, wanted=Wanted(unit=unit, criterion=criterion, is_of_part=True)
        )
    else:
        turned = records.of_unit(ctx.work, unit=unit, criterion=criterion)
    found = turned.entries
    if not found:
        st.caption(f"Nhật ký chưa có mục nào về tiêu chí {literal(criterion)} của đơn vị này.")
        return
    tables.draw(
        frames.history_frame(found),
        alt="Lịch sử của ô này, mới nhất trước",
        row_height=_WRAPS,
        column_config={
            name: st.column_config.TextColumn(width=width)
            for name, width in {"Lúc": 150, "Người làm": 170, "Việc": 170, "Lý do": 150}.items()
        },
    )
    if turned.older is not None:
        more = "hơn " if turned.is_least else ""
        count = f"{more}{vi_number(turned.count)}"
        st.caption(f"Đây là {len(found)} mục mới nhất trong {count}.")
