"""Nơi tổ chức khối trên trang «Đơn vị»: said, or still to be said, and what rests on it."""

import streamlit as st

from thidua.domain.access.permissions import Permission
from thidua.domain.period.organiser import LEVEL_WORDS, OrganiserLevel
from thidua.services.period import organisers
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.widgets.panel import panel

_LEVEL, _BODY, _DOCUMENT = "cap-to-chuc", "noi-to-chuc", "van-ban-to-chuc"


def draw(ctx: Context) -> None:
    """Vẽ nơi tổ chức khối; whoever may edit the units says it here."""
    said = organisers.of_period(ctx.work)
    if said is None:
        st.caption(
            "Khối chưa ghi nơi tổ chức; Cờ thi đua của bộ, tỉnh chỉ tặng đơn vị dẫn đầu khối do "
            "bộ, ban, ngành, tỉnh tổ chức, nên việc xét còn thiếu dữ liệu."
        )
    else:
        st.markdown(f"Nơi tổ chức khối: **{literal(said.words)}**.")
    if not ctx.allows(Permission.EDIT_UNITS):
        return
    inside = panel("Ghi nơi tổ chức khối", key="mo-to-chuc", icon=":material/account_balance:")
    if inside is None:
        return
    version = 0 if said is None else said.version
    place = f"{ctx.period.block_code}-{version}"
    with inside:
        levels = list(OrganiserLevel)
        st.selectbox(
            "Cấp tổ chức",
            levels,
            index=None if said is None else levels.index(said.level),
            format_func=LEVEL_WORDS.__getitem__,
            placeholder="Chọn cấp tổ chức khối",
            key=f"{_LEVEL}-{place}",
        )
        st.text_input(
            "Nơi tổ chức",
            "" if said is None else said.body,
            placeholder="ví dụ UBND tỉnh Tây Ninh",
            key=f"{_BODY}-{place}",
        )
        st.text_input(
            "Văn bản",
            "" if said is None else said.document,
            placeholder="số, ngày văn bản thành lập hoặc chia khối",
            key=f"{_DOCUMENT}-{place}",
        )
        ctx.button(
            "Ghi nơi tổ chức",
            lambda: ctx.act(
                organisers.state,
                "Đã ghi nơi tổ chức khối.",
                level=st.session_state[f"{_LEVEL}-{place}"],
                body=st.session_state[f"{_BODY}-{place}"],
                document=st.session_state[f"{_DOCUMENT}-{place}"],
                seen=version,
            ),
            key="ghi-to-chuc",
            disabled=st.session_state.get(f"{_LEVEL}-{place}") is None,
        )
