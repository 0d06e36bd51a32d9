"""Người chấm vắng hoặc từ chối: who leaves the count, why, and how they come back."""

import streamlit as st

from thidua.frames.review import assignments as frames
from thidua.services.access import interests
from thidua.services.review import absences, recusals
from thidua.services.review.assignments import ReviewView
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.review import plan_change
from thidua.ui.widgets import tables
from thidua.ui.widgets.panel import panel


def absence_panel(ctx: Context, found: ReviewView) -> None:
    """Ghi người chấm vắng and back again."""
    plan = found.plan
    scoring = sorted({one.reviewer for one in plan.assignments if not one.absent_reason})
    away = sorted({one.reviewer for one in plan.assignments if one.absent_reason})
    if not plan.assignments:
        return
    label = _counted("Người chấm vắng", len(away))
    inside = panel(label, key="mo-nguoi-vang", icon=":material/person_off:")
    if inside is None:
        return
    with inside:
        if away:
            tables.draw(
                frames.absences_frame(plan, found.names),
                alt="Người chấm vắng và các đơn vị không chấm",
            )
        else:
            st.caption("Chưa ai vắng. Người vắng được rút khỏi mẫu số; phiếu đã nộp vẫn được tính.")
        columns = st.columns(2)
        with columns[0]:
            _absence(ctx, found, scoring, is_back=False)
        with columns[1]:
            _absence(ctx, found, away, is_back=True)


def _counted(title: str, number: int) -> str:
    return f"{title} ({number})" if number else title


def _absence(ctx: Context, found: ReviewView, listed: list[str], *, is_back: bool) -> None:
    if not listed:
        return
    place = "co-mat" if is_back else "vang"
    st.selectbox(
        "Người chấm có mặt trở lại" if is_back else "Người chấm vắng mặt",
        listed,
        format_func=lambda one: found.names.get(one, one),
        key=place,
    )
    field = f"ly-do-{place}"
    st.text_input(
        "Lý do cho chấm trở lại" if is_back else "Lý do vắng", key=field, persist_state="page"
    )

    def note() -> None:
        reviewer = st.session_state[place]
        name = found.names.get(reviewer, reviewer)
        plan_change.act(
            ctx,
            found.plan.version,
            absences.mark_present if is_back else absences.mark_absent,
            f"{name} chấm trở lại." if is_back else f"Đã ghi {name} vắng.",
            reviewer=reviewer,
            reason=st.session_state[field],
            seen=found.plan.version,
        )

    ctx.button("Cho chấm trở lại" if is_back else "Ghi vắng", note, key=f"ghi-{place}")


def recusal_panel(ctx: Context, found: ReviewView) -> None:
    """Ghi từ chối chấm thay người chấm, and end one."""
    listed = found.plan.recusals
    label = _counted("Từ chối chấm vì có liên quan", len(listed))
    inside = panel(label, key="mo-tu-choi", icon=":material/block:")
    if inside is None:
        return
    with inside:
        if listed:
            tables.draw(
                frames.recusals_frame(listed, found.names),
                alt="Các cặp từ chối chấm",
            )
        else:
            st.caption(
                "Chưa ai từ chối. Khai trước khi phân công thì bốc thăm tự tránh; khai sau thì "
                "phiếu của cặp ấy không được tính và cần người thay."
            )
        columns = st.columns(2)
        with columns[0]:
            _declare(ctx, found)
        with columns[1]:
            _end(ctx, found)


def _declare(ctx: Context, found: ReviewView) -> None:
    names = found.names
    reviewer = st.selectbox(
        "Người chấm từ chối", list(names), format_func=names.__getitem__, key="tu-choi-nguoi"
    )
    units = [one for one in names if one != reviewer and not found.plan.recused(reviewer, one)]
    unit = st.selectbox(
        "Không chấm đơn vị", units, format_func=names.__getitem__, key="tu-choi-don-vi"
    )
    why_not = "" if unit is None else interests.rival_fault(ctx.work, unit)
    if why_not:
        st.info(literal(why_not), icon=":material/group:")
        return
    st.text_input("Lý do từ chối chấm", key="tu-choi-ly-do", persist_state="page")
    st.caption("Ghi thay người chấm; nhật ký ghi cả người nhập và đơn vị từ chối.")

    def declare() -> None:
        who, whom = st.session_state["tu-choi-nguoi"], st.session_state["tu-choi-don-vi"]
        plan_change.act(
            ctx,
            found.plan.version,
            recusals.declare,
            f"{names[who]} không chấm {names[whom]} nữa.",
            reviewer=who,
            unit=whom,
            reason=st.session_state["tu-choi-ly-do"],
        )

    ctx.button("Ghi từ chối", declare, key="ghi-tu-choi", disabled=unit is None)


def _end(ctx: Context, found: ReviewView) -> None:
    names = found.names
    pairs = [(one.reviewer, one.unit) for one in found.plan.recusals]
    if not pairs:
        return
    st.selectbox(
        "Việc từ chối cần kết thúc",
        pairs,
        format_func=lambda pair: f"{names.get(pair[0], pair[0])} – {names.get(pair[1], pair[1])}",
        key="het-tu-choi",
    )
    why_not = interests.rival_fault(ctx.work, st.session_state["het-tu-choi"][1])
    if why_not:
        st.info(literal(why_not), icon=":material/group:")
        return
    st.text_input("Lý do kết thúc từ chối", key="het-tu-choi-ly-do", persist_state="page")

    def end() -> None:
        reviewer, unit = st.session_state["het-tu-choi"]
        plan_change.act(
            ctx,
            found.plan.version,
            recusals.end,
            "Đã kết thúc việc từ chối chấm.",
            reviewer=reviewer,
            unit=unit,
            reason=st.session_state["het-tu-choi-ly-do"],
            seen=found.plan.version,
        )

    ctx.button("Kết thúc từ chối", end, key="ghi-het-tu-choi")
