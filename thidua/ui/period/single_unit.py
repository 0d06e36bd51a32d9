"""Từng đơn vị trên màn hình: added, corrected and taken out without a file."""

from collections.abc import Sequence

import streamlit as st

from thidua.domain.ground.text import LONGEST_CODE, LONGEST_NAME
from thidua.domain.period.period import Member
from thidua.domain.period.unit_kind import UNIT_KINDS
from thidua.services.period import single_units
from thidua.ui.frame.page import Context
from thidua.ui.widgets.panel import panel

_WHICH, _NEW = "dv-don-vi", ""


def draw(ctx: Context, members: Sequence[Member]) -> None:
    """Vẽ khung thêm, sửa từng đơn vị, for whoever may edit the list."""
    inside = panel("Thêm, sửa, đưa ra từng đơn vị", key="mo-tung-don-vi", icon=":material/domain:")
    if inside is None:
        return
    with inside:
        known = {one.code: one for one in members}
        code = st.selectbox(
            "Đơn vị",
            [_NEW, *known],
            format_func=lambda one: f"{known[one].name} ({one})" if one else "Đơn vị mới",
            key=_WHICH,
        )
        one = known.get(code)
        _form(ctx, one)
        if one is not None:
            _take_out(ctx, one)


def _form(ctx: Context, one: Member | None) -> None:
    place = f"{ctx.period.id}-{'' if one is None else one.code}"
    fields = {name: f"dv-{name}-{place}" for name in ("ma", "ten", "ngan", "loai")}
    if one is None:
        st.text_input("Mã đơn vị", max_chars=LONGEST_CODE, key=fields["ma"])
    st.text_input(
        "Tên đơn vị", "" if one is None else one.name, max_chars=LONGEST_NAME, key=fields["ten"]
    )
    kind = "" if one is None else one.kind
    kinds = list(dict.fromkeys(["", *UNIT_KINDS, kind]))
    with st.container(horizontal=True):
        st.text_input(
            "Tên ngắn",
            "" if one is None else one.short_name,
            max_chars=LONGEST_NAME,
            key=fields["ngan"],
        )
        st.selectbox(
            "Loại",
            kinds,
            index=kinds.index(kind),
            format_func=lambda word: word or "Không ghi",
            accept_new_options=True,
            key=fields["loai"],
        )

    def typed(name: str) -> str:
        return str(st.session_state.get(fields[name]) or "")

    def write() -> None:
        code = typed("ma") if one is None else one.code
        ctx.act(
            single_units.add if one is None else single_units.correct,
            "Đã thêm đơn vị." if one is None else f"Đã sửa đơn vị {one.code}.",
            code=code,
            name=typed("ten"),
            short_name=typed("ngan"),
            kind=typed("loai"),
        )
        for key in fields.values():
            st.session_state.pop(key, None)

    ctx.button(
        "Thêm đơn vị này" if one is None else "Lưu đơn vị này",
        write,
        key=f"dv-ghi-{place}",
        type="primary",
    )


def _take_out(ctx: Context, one: Member) -> None:
    field = f"dv-ly-do-{ctx.period.id}-{one.code}"
    st.text_input("Lý do đưa đơn vị ra khỏi khối năm này", key=field)
    ctx.button(
        "Đưa ra khỏi khối",
        lambda: ctx.act(
            single_units.take_out,
            f"{one.name} không còn là thành viên năm {ctx.period.year}.",
            code=one.code,
            reason=str(st.session_state[field]),
        ),
        key=f"dv-ra-{one.code}",
        icon=":material/domain_disabled:",
    )
