"""Giao vai trò sau bầu: one press for each office that a counted election has filled."""

import streamlit as st

from thidua.domain.access.permissions import Permission
from thidua.domain.vote.vote import OFFICE_WORDS
from thidua.services.vote import taking_office
from thidua.services.vote.taking_office import ElectedRole
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context


def draw(ctx: Context) -> None:
    """Vẽ các vai trò chờ giao; nothing for who does not give roles, or where none waits."""
    if not ctx.allows(Permission.EDIT_ACCOUNTS):
        return
    for one in taking_office.waiting(ctx.work):
        _offer(ctx, one)


def _offer(ctx: Context, one: ElectedRole) -> None:
    key = f"{one.block}-{one.year}-{one.office}-{one.unit}"
    with st.container(border=True):
        office = OFFICE_WORDS[one.office]
        st.markdown(
            f"**{literal(one.unit_name)}** được bầu làm {office} {literal(one.block_name)} năm "
            f"{one.year} (cuộc «{literal(one.vote)}»); chưa ai của đơn vị có vai trò ấy."
        )
        if not one.people:
            st.caption(
                "Đơn vị chưa có cán bộ thi đua nào có tài khoản trong khối; hãy lập tài khoản và "
                "giao vai trò «Cán bộ thi đua đơn vị» trước."
            )
            return
        left, right = st.columns(2)
        login = left.selectbox(
            "Giao cho",
            list(one.people),
            format_func=lambda login: f"{one.people.get(login, login)} ({login})",
            key=f"nhan-chuc-{key}",
        )
        right.text_input(
            "Văn bản giao nhiệm vụ (số, ngày)",
            key=f"van-ban-chuc-{key}",
            placeholder="Biên bản hội nghị số 03/BB-KTĐ ngày 15/01/2026",
        )
        ctx.button(
            f"Giao vai trò khối trưởng năm {one.year}",
            lambda: ctx.act(
                taking_office.give,
                "Đã giao vai trò.",
                block=one.block,
                year=one.year,
                office=one.office,
                unit=one.unit,
                login=login,
                document=str(st.session_state[f"van-ban-chuc-{key}"]),
            ),
            key=f"giao-chuc-{key}",
            icon=":material/badge:",
        )
