"""Danh sách địa bàn của phong trào: of which day it is, and choosing that of another day."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

import streamlit as st

from thidua.domain.movement.place import PLACE_KIND_WORDS, Place
from thidua.services.movement import life
from thidua.services.movement.plans import MovementPlan
from thidua.ui.frame.page import Context
from thidua.ui.widgets.panel import panel


def draw(ctx: Context, found: MovementPlan, there: Sequence[Place]) -> None:
    """Vẽ cách chọn danh sách; nothing before the movement is launched."""
    standing = life.of_movement(ctx.work, code=found.plan.code).standing
    now = standing.list_day
    if now is None:
        return
    inside = panel("Danh sách địa bàn để đếm", key="mo-danh-sach", icon=":material/event_note:")
    if inside is None:
        return
    with inside:
        which = "ngày phát động" if standing.listed_on is None else "ngày đã chọn"
        st.markdown(
            f"Đang đếm theo danh sách của {which} **{now:%d/%m/%Y}**: {_kinds(there, now)}."
        )
        st.caption(
            "Địa bàn thôi hoặc lập mới sau ngày ấy không vào phép đếm. Chọn ngày khác khi sắp xếp "
            "lại địa giới, để trống là ngày phát động; mọi mục tiêu đếm địa bàn được tính lại."
        )
        key = f"danh-sach-{found.plan.code}-{standing.version}"
        day = st.date_input("Theo danh sách của ngày", now, format="DD/MM/YYYY", key=f"ngay-{key}")
        if day is not None and day != now:
            st.markdown(f"Ngày {day:%d/%m/%Y}: {_kinds(there, day)}.")
        st.text_input("Lý do", key=f"ly-do-{key}", persist_state="page")
        ctx.button(
            "Dùng danh sách này",
            lambda: ctx.act(
                life.choose_list,
                "Đã chọn danh sách địa bàn.",
                code=found.plan.code,
                day=st.session_state[f"ngay-{key}"],
                seen=standing.version,
                reason=st.session_state[f"ly-do-{key}"],
            ),
            key="chon-danh-sach",
        )


def _kinds(there: Sequence[Place], day: date) -> str:
    counts = Counter(one.kind for one in there if one.is_there(day))
    said = [f"{counts[kind]} {word}" for kind, word in PLACE_KIND_WORDS.items() if counts[kind]]
    return ", ".join(said) or "không có địa bàn nào"
