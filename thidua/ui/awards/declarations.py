"""Khai danh sách đã đủ: for one nominee or the whole block, for which years."""

from collections.abc import Callable

import streamlit as st

from thidua.domain.period.stage import FIRST_YEAR
from thidua.services.awards.nominees import Candidacy
from thidua.services.dossier import declarations
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.widgets.panel import panel

_WHO, _FIRST, _LAST = "khai-du-ai", "khai-du-tu", "khai-du-den"
_SOURCE, _EVERY = "khai-du-can-cu", "khai-du-moi-nam"
_BLOCK = "Mọi đơn vị, cá nhân của khối mà tôi được ghi"


def draw(ctx: Context, one: Candidacy) -> None:
    """Vẽ khung khai đủ; what nobody stated is missing data until somebody says this."""
    st.caption(literal(said_of(one)))
    inside = panel("Khai danh sách đã đủ", key="mo-khai-du", icon=":material/checklist:")
    if inside is None:
        return
    year, name = ctx.period.year, f"{one.nominee.name} ({one.nominee.code})"
    with inside:
        st.caption(
            "Điều không ai ghi chỉ được tính là không có khi danh sách của năm ấy đã khai đủ: các "
            "lần khen thưởng, thành tích, đề tài, kỷ luật. Mức xếp loại vẫn phải nhập từng năm."
        )
        st.radio("Khai cho", [name, _BLOCK], key=_WHO)
        left, right = st.columns(2)
        for column, label, key, start in (
            (left, "Từ năm", _FIRST, year),
            (right, "Đến năm", _LAST, year),
        ):
            column.number_input(
                label, min_value=FIRST_YEAR, max_value=year, value=start, step=1, key=key
            )
        st.checkbox("Các lần khen thưởng của mọi năm trước cũng đã ghi đủ", key=_EVERY)
        st.text_input("Căn cứ", placeholder="ví dụ hồ sơ khen thưởng đã đối chiếu", key=_SOURCE)
        row = st.container(horizontal=True)
        for label, key, is_complete in (
            ("Khai đã đủ", "khai-du", True),
            ("Thôi khai đủ", "thoi-khai-du", False),
        ):
            ctx.button(label, _asked(ctx, one, is_complete=is_complete), key=key, place=row)


def _asked(ctx: Context, one: Candidacy, *, is_complete: bool) -> Callable[[], None]:
    def act() -> None:
        is_block = st.session_state[_WHO] == _BLOCK
        ctx.act(
            declarations.declare,
            "Đã ghi." if is_complete else "Đã thôi khai đủ.",
            subjects=[] if is_block else [one.nominee.code],
            first=int(st.session_state[_FIRST]),
            last=int(st.session_state[_LAST]),
            source=st.session_state[_SOURCE],
            every_award=st.session_state[_EVERY],
            is_complete=is_complete,
        )

    return act


def said_of(one: Candidacy) -> str:
    """Danh sách của đối tượng đã được khai đủ những năm nào."""
    years = sorted(one.nominee.declared)
    if not years:
        return (
            "Danh sách chưa được khai đủ năm nào: điều không ghi là chưa biết, không phải không có."
        )
    said = f"Danh sách đã khai đủ: {_spans(years)}"
    return f"{said}; khen thưởng đủ mọi năm." if one.nominee.history.is_complete else f"{said}."


def _spans(years: list[int]) -> str:
    """Các năm bằng lời, those in a row together: «2021–2024, 2026»."""
    spans: list[list[int]] = []
    for year in years:
        if spans and spans[-1][1] == year - 1:
            spans[-1][1] = year
        else:
            spans.append([year, year])
    return ", ".join(f"{a}–{b}" if a < b else str(a) for a, b in spans)
