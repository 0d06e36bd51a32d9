"""Khóa sổ năm: which units have said all there is, and opening a register again."""

from collections import Counter

import streamlit as st

from thidua.frames.register import rows as frames
from thidua.services.register import closings, sights
from thidua.services.register.sights import RegisterSight
from thidua.ui.frame.page import Context
from thidua.ui.widgets import tables
from thidua.ui.widgets.panel import panel


def draw(ctx: Context, found: RegisterSight) -> None:
    """Vẽ phần khóa sổ; everybody sees who closed, few may close."""
    label = f"Khóa sổ năm {found.year}"
    inside = panel(label, key="mo-khoa-so", icon=":material/lock:")
    if inside is None:
        return
    with inside:
        st.caption(
            "Khóa là nói đã khai đủ: điều không có trong sổ thì chắc chắn không có. Sổ đã khóa "
            "không nhận thay đổi."
        )
        counts = Counter(one.unit for one in found.standing)
        tables.draw(
            frames.closings(found.units, counts, found.closings),
            alt="Sổ của từng đơn vị đã khóa hay chưa",
        )
        units = sights.closable(ctx.work, found)
        if units:
            _act(ctx, found, units)


def _act(ctx: Context, found: RegisterSight, units: tuple[str, ...]) -> None:
    names = {one.code: one.name for one in found.units}
    register = found.register.code
    unit = st.selectbox(
        "Đơn vị",
        units,
        format_func=names.__getitem__,
        key=f"don-vi-khoa-{register}",
    )
    before = found.closings.get(unit)
    version = 0 if before is None else before.version
    if found.closed(unit) is None:
        ctx.button(
            f"Khóa sổ năm {found.year}",
            lambda: ctx.act(
                closings.close,
                f"Đã khóa sổ của {names[unit]}.",
                register=register,
                unit=unit,
                seen=version,
            ),
            key="khoa-so",
            icon=":material/lock:",
        )
        return
    key = f"ly-do-mo-{register}-{unit}-{version}"
    warned = "không ghi tên người gửi: nhiều người đọc" if found.register.is_hidden else ""
    reason = st.text_input("Lý do mở lại", key=key, placeholder=warned)
    ctx.button(
        "Mở lại sổ",
        lambda: ctx.act(
            closings.reopen,
            f"Đã mở lại sổ của {names[unit]}.",
            register=register,
            unit=unit,
            seen=version,
            reason=st.session_state[key],
        ),
        key="mo-lai-so",
        icon=":material/lock_open:",
        disabled=not reason.strip(),
    )
