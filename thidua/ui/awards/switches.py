"""Mẫu của bộ luật: samples of a sector or place, off until an office applies them by a document."""

import streamlit as st

from thidua.domain.law.law import Sample
from thidua.frames.awards import law as frames
from thidua.services.awards.eligibility import last_day
from thidua.services.law import switches
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.widgets import tables

_CODE, _DOCUMENT, _SIGNED, _START, _WHY = (
    *("mau-chon", "mau-van-ban", "mau-ky", "mau-tu"),
    "mau-ly-do",
)


def draw(ctx: Context) -> None:
    """Vẽ các mẫu và việc bật, tắt; for whoever keeps the law."""
    found = switches.samples(ctx.work)
    on = sum(one.switch is not None for one in found)
    st.header("Mẫu của ngành, địa phương", anchor=False)
    st.markdown(
        f"**{len(found)}** mẫu, đang bật **{on}**. Mẫu là quy định của một ngành hoặc một nơi; chỉ "
        "áp dụng ở đây khi có văn bản của mình, và văn bản ấy đứng cạnh mỗi kết quả xét."
    )
    if not found:
        return
    tables.draw(frames.samples_frame(found), alt="Các mẫu và văn bản áp dụng")
    by_code = {one.code: one for one in found}
    code = st.selectbox(
        "Mẫu",
        list(by_code),
        format_func=lambda code: f"{code} · {by_code[code].text}",
        key=_CODE,
    )
    _form(ctx, by_code[code])


def _form(ctx: Context, one: Sample) -> None:
    for said in one.citation.warnings(last_day(ctx.period.year)):
        st.caption(literal(f"{said[:1].upper()}{said[1:]}."))
    held = one.switch
    place = f"{one.code}-{'' if held is None else held.words}"
    first, second, third = st.columns([2, 1, 1])
    first.text_input(
        "Văn bản của mình",
        "" if held is None else held.document,
        placeholder="ví dụ Quyết định 12/QĐ-UBND",
        key=f"{_DOCUMENT}-{place}",
    )
    for column, label, key, day in (
        (second, "Ký ngày", _SIGNED, None if held is None else held.signed),
        (third, "Áp dụng từ ngày", _START, None if held is None else held.start),
    ):
        column.date_input(label, day, format="DD/MM/YYYY", key=f"{key}-{place}")
    given = {name: st.session_state[f"{name}-{place}"] for name in (_DOCUMENT, _SIGNED, _START)}
    row = st.container(horizontal=True)
    ctx.button(
        "Bật mẫu" if held is None else "Sửa văn bản áp dụng",
        lambda: ctx.act(
            switches.switch_on,
            f"Đã bật mẫu {one.code}.",
            code=one.code,
            document=st.session_state[f"{_DOCUMENT}-{place}"],
            signed=st.session_state[f"{_SIGNED}-{place}"],
            start=st.session_state[f"{_START}-{place}"],
            seen=held,
        ),
        key="bat-mau",
        place=row,
        disabled=given[_SIGNED] is None or given[_START] is None,
    )
    if held is None:
        return
    reason = st.text_input("Lý do tắt", key=f"{_WHY}-{place}")
    ctx.button(
        "Tắt mẫu",
        lambda: ctx.act(
            switches.switch_off,
            f"Đã tắt mẫu {one.code}.",
            code=one.code,
            reason=st.session_state[f"{_WHY}-{place}"],
            seen=held,
        ),
        key="tat-mau",
        disabled=not reason.strip(),
    )
