"""Chép nhóm từ giao ước khác: a source, a line of it, where it goes, seen before it is copied."""

import streamlit as st

from thidua.domain.covenant.drafting.drafting import Drafting
from thidua.domain.ground.errors import NotFound, Refused
from thidua.frames import covenant as frames
from thidua.services.verify import copying, drafting
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.verify.draft import typed
from thidua.ui.widgets import tables
from thidua.ui.widgets.panel import panel

_TOP = ""


def draw(ctx: Context, found: Drafting) -> None:
    """Vẽ chỗ chép một nhóm, or one criterion, into the draft."""
    inside = panel(
        "Chép nhóm từ giao ước khác", key="dt-mo-chep-nhom", icon=":material/content_copy:"
    )
    if inside is None:
        return
    with inside:
        _choose(ctx, found)


def _choose(ctx: Context, found: Drafting) -> None:
    named = {one.key: one.name for one in copying.sources(ctx.work)}
    if not named:
        st.caption("Chưa có giao ước nào khác mà bạn được xem.")
        return
    source = st.selectbox("Từ", list(named), format_func=named.__getitem__, key="dt-chep-tu")
    other = drafting.source_outline(ctx.work, source=source)
    if not other.rows:
        st.caption("Giao ước ấy chưa có tiêu chí nào.")
        return
    words = {
        row.code: "\u2003" * other.depth(at) + f"{row.code}. {row.text}"
        for at, row in enumerate(other.rows)
    }
    first = next((row.code for row in other.rows if row.is_group), other.rows[0].code)
    code = st.selectbox(
        "Nhóm hoặc tiêu chí, cùng mọi dòng bên trong",
        list(words),
        index=list(words).index(first),
        format_func=words.__getitem__,
        key=f"dt-chep-nhom-{source}",
    )
    outline = found.outline
    groups = [_TOP, *(outline.rows[at].code for at in outline.groups())]
    group = st.selectbox(
        "Chép vào",
        groups,
        format_func=lambda one: one or "Cấp trên cùng",
        key="dt-chep-vao",
    )
    try:
        made = drafting.brought(ctx.work, source=source, code=code, group=group)
    except (Refused, NotFound) as fault:  # another line or group may still be chosen
        st.warning(literal(str(fault)))
        return
    tables.draw(frames.brought_frame(made.rows), alt="Các dòng sẽ chép vào dự thảo")
    st.caption(
        literal("Mã trong cột Tham số không tự đổi theo mã mới; hãy xem lại sau khi chép.")
        if any(row.code in row.parameters for row in other.rows if row.parameters)
        else literal(f"{len(made.rows)} dòng, nguyên lời của {made.source}.")
    )

    def bring() -> None:
        key = ctx.write(drafting.bring, source=source, code=code, group=group)
        st.session_state[typed.CHOSEN] = key
        ctx.flash(f"Đã chép {len(made.rows)} dòng; dòng đang chọn là {made.rows[0].code}.")

    ctx.button("Chép vào dự thảo", bring, key="dt-chep-vao-du-thao", type="primary")
