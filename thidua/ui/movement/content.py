"""Nội dung kế hoạch: every statement of it with its section, part by part."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from thidua.domain.law.programme import Programme
from thidua.frames.awards import law as law_frames
from thidua.frames.movement import plan as frames
from thidua.services.movement.plans import MovementPlan
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.movement import readings, tables
from thidua.ui.widgets import tables as grids
from thidua.ui.widgets.once import once
from thidua.ui.widgets.panel import panel

_Made = Callable[[Programme], pd.DataFrame]


def draw(ctx: Context, found: MovementPlan) -> None:
    """Vẽ phần «Nội dung kế hoạch»: the groups first, the rest in panels opened one by one."""
    plan = found.plan
    if plan.groups:
        _table("Nhóm đối tượng xét khen", frames.groups, plan)
        _table("Điều kiện của từng nhóm", frames.conditions, plan)
    else:
        st.markdown(
            "Kế hoạch không nêu nhóm đối tượng và điều kiện khen riêng; khen theo quy định chung."
        )
    if plan.leader_limits:
        _table("Tỷ lệ lãnh đạo", frames.leader_limits, plan)
    readings.draw(ctx, found)
    parts: tuple[tuple[str, str, _Made, bool], ...] = (
        ("Đợt khen và hạn mức", "mo-dot", frames.rounds, bool(plan.rounds)),
        ("Hình thức khen", "mo-hinh-thuc", frames.forms, bool(plan.forms)),
        ("Đường đi của hồ sơ", "mo-chang", frames.steps, bool(plan.steps)),
        ("Giấy tờ của hồ sơ", "mo-giay-to", frames.papers, bool(plan.dossier)),
        ("Chế độ báo cáo", "mo-bao-cao", frames.reports, bool(plan.reports)),
        ("Nhiệm vụ", "mo-nhiem-vu", frames.tasks, bool(plan.tasks)),
        ("Tiến độ", "mo-tien-do", frames.phases, bool(plan.phases)),
    )
    for title, key, made, is_there in parts:
        inside = panel(title, key=key) if is_there else None
        if inside is not None:
            tables.draw(once(made, plan), title, inside)
    _grounds(found)


def _table(title: str, made: _Made, plan: Programme) -> None:
    st.subheader(title, anchor=False)
    tables.draw(once(made, plan), title)


def _grounds(found: MovementPlan) -> None:
    """Căn cứ, phong trào thành phần và ưu tiên khi ngang nhau."""
    plan = found.plan
    if found.parts:
        inside = panel("Phong trào thành phần", key="mo-thanh-phan")
        if inside is not None:
            tables.draw(frames.parts(found.parts), "Phong trào thành phần", inside)
    documents = (plan.citation.document, *plan.bases)
    inside = panel("Căn cứ của kế hoạch", key="mo-can-cu")
    if inside is not None:
        grids.draw(
            once(law_frames.documents_table, documents), alt="Căn cứ của kế hoạch", inside=inside
        )
    if plan.tie_breaks:
        st.caption(literal(f"Khi ngang nhau: {'; '.join(plan.tie_breaks)}."))
    for duty in plan.duties:
        st.caption(literal(duty))
