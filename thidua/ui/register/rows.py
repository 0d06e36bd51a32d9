"""Các dòng của sổ: filtered, with the numbers they give and the versions of one."""

from collections.abc import Mapping

import streamlit as st

from thidua import movement_charts
from thidua.frames.register import marks
from thidua.frames.register import rows as frames
from thidua.services.register import sights
from thidua.services.register.sights import RegisterSight
from thidua.ui.frame.page import Context
from thidua.ui.widgets import picture, tables
from thidua.ui.widgets.panel import panel


def draw(ctx: Context, found: RegisterSight) -> None:
    """Vẽ bảng các dòng."""
    register = found.register
    if not found.lines:
        st.caption("Ghi dòng đầu tiên ở «Ghi một dòng», hoặc nhập tệp ở «Nhập, xuất tệp».")
        return
    key = f"loc-{register.code}"
    if len(found.units) > 1 and found.standing:
        _picture(found, key)
    asked = st.text_input(
        "Lọc",
        key=key,
        placeholder="mã, đơn vị, trạng thái, chữ trong dòng",
    )
    shown = frames.matching(register, found.lines, asked)
    if shown:
        tables.draw(
            frames.rows(register, shown, _names(ctx, found), with_secret=found.settles),
            alt=f"Các dòng của sổ {register.name}",
        )
    else:
        st.caption("Không dòng nào có chữ này.")
    inside = panel("Số của sổ", key="mo-so-cua-so", icon=":material/calculate:")
    if inside is not None:
        inside.caption("Chỉ tính các dòng đã xác nhận.")
        numbers = sights.numbers(ctx.work, register=register.code)
        tables.draw(frames.numbers(numbers), alt="Các số của sổ", inside=inside)
    inside = panel("Các phiên bản của một dòng", key="mo-phien-ban", icon=":material/history:")
    if inside is not None:
        with inside:
            _versions(ctx, found)


def _picture(found: RegisterSight, key: str) -> None:
    """Vẽ bảng đếm; a press leaves the rows of that unit in the list below."""
    pressed = picture.draw(
        marks.registers_said(found.register, found.standing, found.units),
        marks.registers(found.standing, found.units),
        movement_charts.marks_spec(),
        key=f"dau-so-{found.register.code}",
        press=movement_charts.PRESSED,
        note="Bấm một ô để lọc bảng dưới theo đơn vị ấy.",
    )
    if pressed is not None:
        codes = {one.called: one.code for one in found.units}
        st.session_state[key] = codes.get(str(pressed["Đơn vị"]), "")


def _names(ctx: Context, found: RegisterSight) -> Mapping[str, str]:
    """Tên các địa bàn, where the register asks for one."""
    return {} if found.register.place is None else sights.places(ctx.work)


def _versions(ctx: Context, found: RegisterSight) -> None:
    register = found.register
    titles = {one.key: register.title_of(one) for one in found.lines}
    key = st.selectbox(
        "Dòng",
        list(titles),
        format_func=lambda one: f"{one[0]} · {titles[one]}",
        key=f"phien-ban-{register.code}",
    )
    every = sights.history(ctx.work, register=register.code, key=key)
    tables.draw(frames.versions(register, every), alt="Mọi phiên bản của dòng này")
