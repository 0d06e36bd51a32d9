"""Cách hiểu: where the plan can be read in two ways, which one holds here, and choosing another."""

import streamlit as st

from thidua.domain.access.permissions import Permission
from thidua.domain.awards.quota_states import ORDINARY
from thidua.services.access import interests
from thidua.services.awards import quotas
from thidua.services.movement.plans import MovementPlan
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.widgets.panel import panel


def draw(ctx: Context, found: MovementPlan) -> None:
    """Vẽ các chỗ có nhiều cách hiểu; choosing is for whoever decides on awards of the year."""
    if not found.readable:
        return
    inside = panel(
        f"Cách hiểu ({len(found.readable)} chỗ)", key="mo-cach-hieu", icon=":material/alt_route:"
    )
    if inside is None:
        return
    with inside:
        for one in found.readable:
            chosen, _ = found.chosen.get(one.code, ("", 0))
            said = one.choices.get(chosen, ORDINARY)
            others = "; ".join(words for code, words in one.choices.items() if code != chosen)
            st.markdown(
                f"- {literal(one.code)} {literal(one.text)}: **{literal(said)}**. Cũng có thể: "
                f"{literal(others) if others else ORDINARY}."
            )
        if ctx.period.part.is_year and ctx.allows(Permission.DECIDE_AWARD):
            _choose(ctx, found)


def _choose(ctx: Context, found: MovementPlan) -> None:
    fault = interests.block_fault(ctx.work)
    if fault:
        st.caption(fault)
        return
    by_code = {one.code: one for one in found.readable}
    code = st.selectbox(
        "Chỗ cần chọn cách hiểu",
        list(by_code),
        format_func=lambda one: f"{one} {by_code[one].text}",
        key="cho-cach-hieu",
        persist_state="page",
    )
    chosen, version = found.chosen.get(code, ("", 0))
    codes = ["", *by_code[code].choices]
    place = f"{found.plan.code}-{code}-{version}"
    st.radio(
        "Cách hiểu áp dụng cho năm này",
        codes,
        index=codes.index(chosen) if chosen in codes else 0,
        format_func=lambda one: literal(by_code[code].choices.get(one, ORDINARY)),
        key=f"cach-hieu-{place}",
    )
    st.text_input("Lý do, văn bản làm căn cứ", key=f"ly-do-cach-hieu-{place}", persist_state="page")

    def keep() -> None:
        ctx.act(
            quotas.choose_reading,
            "Đã ghi cách hiểu.",
            programme=found.plan.code,
            code=code,
            reading=st.session_state[f"cach-hieu-{place}"],
            seen=version,
            reason=st.session_state[f"ly-do-cach-hieu-{place}"],
        )

    ctx.button("Ghi cách hiểu", keep, key="ghi-cach-hieu-phong-trao")
