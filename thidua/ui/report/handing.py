"""Nộp báo cáo: one paper for one or several duties of a unit."""

from collections.abc import Mapping, Sequence

import streamlit as st

from thidua.domain.report.hand_in import Due
from thidua.services.report import dues, hand_ins
from thidua.services.report.hand_ins import ReportFile
from thidua.ui.frame.page import Context
from thidua.ui.widgets.panel import panel


def draw(ctx: Context, names: Mapping[str, str]) -> None:
    """Vẽ phần nộp, where this person may hand in something that is still owed."""
    owed = dues.to_hand_in(ctx.work)
    if not owed:
        return
    inside = panel("Nộp báo cáo", key="mo-nop-bao-cao", icon=":material/outbox:")
    if inside is not None:
        with inside:
            _form(ctx, names, owed)


def _form(ctx: Context, names: Mapping[str, str], owed: Sequence[Due]) -> None:
    units = list(dict.fromkeys(one.unit for one in owed))
    unit = units[0]
    if len(units) > 1:
        unit = st.selectbox(
            "Đơn vị", units, format_func=lambda one: names.get(one, one), key="don-vi-nop-bao-cao"
        )
    mine = {one.key: one for one in owed if one.unit == unit}
    at = f"{unit}-{sum(one.version for one in mine.values())}-{len(mine)}"
    key = f"bao-cao-nop-{at}"
    chosen = st.multiselect(
        "Văn bản này là báo cáo",
        list(mine),
        format_func=lambda one: f"{mine[one].title} – hạn {mine[one].until}",
        placeholder="Chọn một hay nhiều báo cáo",
        key=key,
    )
    left, right = st.columns(2)
    document, note = f"so-bao-cao-{at}", f"ghi-chu-bao-cao-{at}"
    left.text_input("Số văn bản", key=document, placeholder="ví dụ 45/BC-VP")
    right.text_input("Ghi chú", key=note)
    file = st.file_uploader(
        "Tệp báo cáo (PDF, Word, ảnh …)",
        max_upload_size=hand_ins.LARGEST,
        key=f"tep-bao-cao-{at}",
    )
    for one in chosen:
        done = mine[one].hand_in
        if done is not None and done.reason:
            st.info(f"{mine[one].title}: {done.reason}", icon=":material/undo:")
    st.caption("Lúc nộp là lúc bấm nút, giờ Việt Nam. Một văn bản nộp được cho nhiều chế độ.")
    ctx.button(
        "Nộp",
        lambda: ctx.act(
            hand_ins.hand_in,
            "Đã nộp báo cáo.",
            unit=unit,
            reports=[(code, term, mine[of, code, term].version) for of, code, term in _of(key)],
            document=st.session_state[document],
            note=st.session_state[note],
            file=None if file is None else ReportFile(file.getvalue(), file.name),
        ),
        key="nop-bao-cao",
        type="primary",
        icon=":material/send:",
        disabled=not chosen,
    )


def _of(key: str) -> list[tuple[str, str, str]]:
    return [tuple(one) for one in st.session_state.get(key, ())]
