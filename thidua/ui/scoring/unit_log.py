"""Nhật ký của đơn vị: what was done to the scores of a unit, for its own officers."""

import streamlit as st

from thidua.domain.access.permissions import Permission
from thidua.domain.ground.points import vi_number
from thidua.frames import record as frames
from thidua.services.record import records
from thidua.ui.frame.page import Context
from thidua.ui.widgets import tables
from thidua.ui.widgets.panel import panel

_TURNED = "_nhat_ky_don_vi"


def draw(ctx: Context, unit: str) -> None:
    """Vẽ nhật ký, latest first and page by page, once it is opened."""
    if not ctx.allows(Permission.VIEW_OWN_RECORD, unit):
        return
    inside = panel("Nhật ký của đơn vị", key="mo-nhat-ky-don-vi", icon=":material/history:")
    if inside is None:
        return
    with inside:
        turned: list[int] = st.session_state.setdefault(_TURNED, {}).setdefault(unit, [])
        found = records.of_unit(ctx.work, unit=unit, before=turned[-1] if turned else None)
        if not found.entries:
            st.info("Nhật ký chưa có mục nào về đơn vị này.")
            return
        more = "hơn " if found.is_least else ""
        first = len(turned) * records.PAGE + 1
        st.caption(
            f"Mục {vi_number(first)}–{vi_number(first + len(found.entries) - 1)} trong "
            f"{more}{vi_number(found.count)}, mới nhất trước. Điểm chấm chéo, thẩm định hiện khi "
            "đơn vị được xem; tên người chấm theo quy định của kỳ."
        )
        tables.draw(
            frames.unit_frame(found.entries),
            alt="Nhật ký của đơn vị, mới nhất trước",
        )
        row = st.container(horizontal=True)
        row.button("Mới hơn", on_click=_back, args=(turned,), disabled=not turned)
        row.button(
            "Cũ hơn", on_click=turned.append, args=(found.older,), disabled=found.older is None
        )


def _back(turned: list[int]) -> None:
    turned.pop()
