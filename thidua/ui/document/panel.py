"""Khung «Văn bản»: one for every page, drawn where the data is, made only while it is open."""

from collections import Counter

import streamlit as st

from thidua.domain.document.document import Document
from thidua.domain.ground.text import listed, without_marks
from thidua.services.document import making, scopes, states
from thidua.services.document.states import STATE_WORDS, Place
from thidua.ui.document import issuing, letterheads, preview, scans, templates, texts
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.widgets import downloads
from thidua.ui.widgets.panel import panel


def draw(ctx: Context, *codes: str, scope: str | None = None) -> None:
    """Vẽ khung văn bản of these kinds; `scope` keeps to one unit, vote, proposal or movement.

    Nothing is read while it is shut.
    """
    inside = panel("Văn bản", key=f"mo-van-ban-{codes[0]}", icon=":material/description:")
    if inside is None:
        return
    with inside:
        found = [
            one
            for one in states.places(ctx.work, codes)
            if scope is None or scopes.is_about(one.scope, scope)
        ]
        if not found:
            st.caption("Chưa có văn bản nào bạn làm được ở đây.")
            return
        known = {(one.kind.code, one.scope): one for one in found}
        chosen = st.selectbox(
            "Loại văn bản",
            list(known),
            format_func=lambda key: known[key].name,
            key=f"van-ban-{codes[0]}",
        )
        _one(ctx, known[chosen])


def _one(ctx: Context, place: Place) -> None:
    kind, scope = place.kind, place.scope
    state = states.state(ctx.work, code=kind.code, scope=scope)
    st.markdown(f"Tình trạng: **{STATE_WORDS[state.code]}**.")
    if state.document is None:
        st.info(literal(state.missing), icon=":material/info:")
    else:
        _file(ctx, place, state.document)
    issuing.draw(ctx, state)
    if kind.code == "bien-ban-kiem-phieu":
        scans.of_vote(ctx, int(scope))
    texts.draw(ctx, place)
    letterheads.within(ctx, place)
    templates.within(ctx, place)
    if state.document is not None and st.toggle("Xem trước", key=f"xem-truoc-{kind.code}"):
        with st.container(border=True):
            preview.draw(state.document)


def _file(ctx: Context, place: Place, document: Document) -> None:
    counted = Counter(one.label for one in document.gaps)
    if counted:
        named = listed(list(counted), most=12, between="; ")
        st.warning(
            f"Còn {sum(counted.values())} chỗ trống, tô vàng trong tệp: {literal(named)}.",
            icon=":material/edit_note:",
        )
    name = "-".join(filter(None, [place.kind.code, place.scope, ctx.period.place]))
    downloads.paper(
        "Tải Word",
        without_marks(name).replace(" ", "-"),
        making.word,
        ctx,
        code=place.kind.code,
        scope=place.scope,
    )
