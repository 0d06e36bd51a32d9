"""Cấp số trên trang: the next number, the day, what was issued before and its file."""

import streamlit as st

from thidua.domain.document.issued import IssuedDocument
from thidua.domain.document.kinds import DocumentKind
from thidua.domain.document.letterhead import Numbering
from thidua.domain.period.windows import day_of
from thidua.services.document import issuing, making, texts
from thidua.services.document.states import DocumentState
from thidua.ui.document import scans
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.widgets import downloads


def draw(ctx: Context, state: DocumentState) -> None:
    """Vẽ các lần cấp số và, where it is ready, the form for the next."""
    kind, scope = state.place.kind, state.place.scope
    symbols = {one.key: one.symbol for one in state.issued}
    for one in state.issued:
        instead = f", thay số {symbols[one.replaces]}" if one.replaces in symbols else ""
        st.markdown(f"Số {literal(one.words)}{literal(instead)}.")
        _issued(ctx, kind, one)
    if state.document is not None:
        trace = state.document.trace.fingerprint
        if any(one.is_live and one.fingerprint != trace for one in state.issued):
            st.warning("Số liệu đã đổi sau khi cấp số; tệp đã cấp vẫn giữ như lúc cấp.")
    if state.document is None or not kind.is_numbered or not texts.may_write(ctx.work, kind, scope):
        return
    if state.document.is_draft or state.document.provisional or state.document.gaps:
        st.caption("Cấp số được khi văn bản hết dự thảo, hết tạm tính và không còn chỗ trống.")
        return
    _form(ctx, state)


def _issued(ctx: Context, kind: DocumentKind, one: IssuedDocument) -> None:
    with st.container(horizontal=True):
        downloads.paper(
            f"Tải tệp số {one.number:02}",
            f"{kind.code}-so-{one.number:02}-{one.year}",
            issuing.content,
            ctx,
            key=one.key,
        )
        if one.is_live and texts.may_write(ctx.work, kind, one.scope):
            reason = f"ly-do-thu-hoi-{one.key}"
            st.text_input("Lý do thu hồi", key=reason)
            ctx.button(
                "Thu hồi",
                lambda: ctx.act(
                    issuing.withdraw,
                    "Đã thu hồi văn bản.",
                    key=one.key,
                    seen=one.version,
                    reason=st.session_state[reason] or "",
                ),
                key=f"thu-hoi-{one.key}",
            )
    scans.of_issued(ctx, one.key)


def _form(ctx: Context, state: DocumentState) -> None:
    kind, scope = state.place.kind, state.place.scope
    live = next((one for one in state.issued if one.is_live), None)
    day_key, number_key, why_key = (f"{name}-{kind.code}" for name in ("ngay-so", "so", "ly-do-so"))
    st.markdown("**Cấp số**")
    day = st.date_input("Ngày văn bản", day_of(ctx.now), format="DD/MM/YYYY", key=day_key)
    drafted = making.drafted(ctx.work, code=kind.code, scope=scope, day=day)
    is_clerk = drafted.letterhead.numbering is Numbering.CLERK
    following = issuing.next_number(ctx.work, document=kind.code, scope=scope, day=day)
    st.text_input(
        "Số văn thư cấp" if is_clerk else f"Số (để trống: lấy số {following:02})", key=number_key
    )
    if live is not None:
        st.text_input(f"Lý do thay thế văn bản số {live.symbol}", key=why_key)
    for said in issuing.warnings(state.document, day) if state.document else ():
        st.warning(said)
    ctx.button(
        "Cấp số" if live is None else "Cấp số mới, thay thế",
        lambda: ctx.act(
            issuing.issue,
            "Đã cấp số; tệp được giữ như lúc cấp.",
            document=kind.code,
            scope=scope,
            day=st.session_state[day_key],
            number=st.session_state[number_key] or "",
            replaces=None if live is None else live.key,
            reason=st.session_state.get(why_key) or "",
        ),
        key=f"cap-so-{kind.code}",
    )
