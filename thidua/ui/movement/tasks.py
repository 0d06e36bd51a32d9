"""Nhiệm vụ của kế hoạch: which unit has done what, and saying that one is done."""

from collections.abc import Sequence

import streamlit as st

from thidua.domain.access.permissions import Permission
from thidua.domain.movement.duties import DutyState
from thidua.domain.movement.tasks import TaskCell, UnitTasks
from thidua.frames.movement import units as frames
from thidua.services.movement import tasks
from thidua.services.movement.plans import MovementPlan
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.movement import tables as wrapped
from thidua.ui.widgets.panel import panel


def draw(ctx: Context, found: MovementPlan, own: frozenset[str] | None) -> None:
    """Vẽ nhiệm vụ của các đơn vị; `own` are the units this person may write for, None is all."""
    if not found.plan.tasks:
        return
    inside = panel("Nhiệm vụ của kế hoạch", key="mo-nhiem-vu", icon=":material/checklist:")
    if inside is None:
        return
    every = tasks.of_movement(ctx.work, plan=found.plan)
    asked = [one for one in every if one.cells]
    with inside:
        if not asked:
            st.caption(
                "Kế hoạch không giao nhiệm vụ cho loại của đơn vị nào trong khối; xem loại đơn vị "
                "ở trang Đơn vị."
            )
            return
        st.markdown(_sentence(asked))
        wrapped.draw(frames.tasks(asked), "Nhiệm vụ của từng đơn vị trong năm")
        mine = [one for one in asked if own is None or one.unit in own]
        if mine and ctx.allows(Permission.JOIN_MOVEMENT, mine[0].unit):
            _mark(ctx, found, mine)


def _sentence(asked: Sequence[UnitTasks]) -> str:
    cells = [cell for one in asked for cell in one.cells]
    left = sum(one.is_open for one in cells)
    if_needed = sum(one.state is DutyState.WAITING for one in cells)
    said = [f"{len(cells) - left - if_needed} xong", f"{left} chưa ghi"]
    said += [f"{if_needed} chỉ làm khi cần thiết"] if if_needed else []
    return f"{len(cells)} nhiệm vụ của {len(asked)} đơn vị: {', '.join(said)}."


def _mark(ctx: Context, found: MovementPlan, mine: Sequence[UnitTasks]) -> None:
    st.subheader("Ghi việc đã làm", anchor=False)
    by_unit = {one.unit: one for one in mine}
    unit = st.selectbox(
        "Đơn vị",
        list(by_unit),
        format_func=lambda one: by_unit[one].name,
        key="don-vi-nhiem-vu",
    )
    by_task = {one.task.code: one for one in by_unit[unit].cells}
    task = st.selectbox(
        "Nhiệm vụ",
        list(by_task),
        format_func=lambda one: literal(by_task[one].task.text),
        key=f"nhiem-vu-{unit}",
    )
    cell = by_task[task]
    done = cell.done
    version = 0 if done is None else done.version
    place = f"{found.plan.code}-{unit}-{task}-{version}"
    left, right = st.columns(2)
    left.date_input(
        "Ngày làm",
        None if done is None else done.done_on,
        format="DD/MM/YYYY",
        key=f"ngay-lam-{place}",
    )
    right.text_input(
        "Văn bản",
        "" if done is None else done.document,
        key=f"van-ban-lam-{place}",
        placeholder="ví dụ Báo cáo 12/BC-VP",
        persist_state="page",
    )
    st.text_input(
        "Ghi chú", "" if done is None else done.note, key=f"ghi-chu-{place}", persist_state="page"
    )
    ctx.button(
        "Ghi đã làm",
        lambda: ctx.act(
            tasks.mark,
            "Đã ghi việc này.",
            code=found.plan.code,
            task=task,
            unit=unit,
            done_on=st.session_state[f"ngay-lam-{place}"],
            document=st.session_state[f"van-ban-lam-{place}"],
            note=st.session_state[f"ghi-chu-{place}"],
            seen=version,
        ),
        key="ghi-da-lam",
        icon=":material/task_alt:",
    )
    if done is not None:
        _withdraw(ctx, found, cell, place)


def _withdraw(ctx: Context, found: MovementPlan, cell: TaskCell, place: str) -> None:
    done = cell.done
    if done is None:
        return
    reason = st.text_input("Lý do rút", key=f"ly-do-rut-{place}", persist_state="page")
    ctx.button(
        "Rút việc này",
        lambda: ctx.act(
            tasks.withdraw,
            "Đã rút; việc này lại là chưa ghi.",
            code=found.plan.code,
            task=done.task,
            unit=done.unit,
            seen=done.version,
            reason=st.session_state[f"ly-do-rut-{place}"],
        ),
        key="rut-viec-da-lam",
        icon=":material/undo:",
        disabled=not reason.strip(),
    )
