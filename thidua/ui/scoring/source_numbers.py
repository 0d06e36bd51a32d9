"""Số từ nguồn: what reports, registers and movements offer a unit's criteria, and taking one."""

import streamlit as st

from thidua.domain.access.permissions import Permission, is_own_unit
from thidua.domain.scoring.sheet import Hand
from thidua.frames import source_numbers as frames
from thidua.services.scoring import source_numbers
from thidua.services.scoring.desk import Desk
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.widgets import tables
from thidua.ui.widgets.panel import panel


def draw(ctx: Context, desk: Desk, unit: str) -> None:
    """Vẽ số của các nguồn, where the covenant names any; a changed source stands above."""
    if not any(one.source for one in desk.covenant.criteria.values()):
        return
    found = source_numbers.offered(ctx.work, unit=unit)
    changed = [f"{one.criterion}: {one.change_words}" for one in found if one.has_changed]
    if changed:
        st.warning(literal("; ".join(changed)), icon=":material/sync_problem:")
    inside = panel(
        f"Số từ nguồn ({len(found)} tiêu chí)", key="mo-so-tu-nguon", icon=":material/database:"
    )
    if inside is None:
        return
    with inside:
        tables.draw(
            frames.offered(found, desk.covenant),
            alt="Số của báo cáo, sổ và phong trào cho từng tiêu chí",
        )
        sure = {one.criterion: one for one in found if one.now.value is not None}
        may = desk.hand is Hand.SELF and ctx.allows(Permission.SCORE_SELF, unit)
        if not sure or not may or desk.is_closed:
            return
        code = st.selectbox(
            "Tiêu chí",
            list(sure),
            format_func=lambda one: f"{one}: {sure[one].source.words} = {sure[one].said}",
            key=f"tieu-chi-nguon-{unit}",
        )
        is_own = is_own_unit(ctx.actor, ctx.period, unit)
        paper = f"van-ban-nguon-{unit}"
        if not is_own:
            st.text_input("Văn bản kèm theo, khi nhập thay đơn vị", key=paper)
        ctx.button(
            f"Lấy số {sure[code].said}",
            lambda: ctx.act(
                source_numbers.take,
                f"Đã ghi {sure[code].said} vào tiêu chí {code}.",
                unit=unit,
                criterion=code,
                seen=sure[code].version,
                document="" if is_own else st.session_state[paper],
            ),
            key="lay-so-tu-nguon",
            icon=":material/input:",
        )
