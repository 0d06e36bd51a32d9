"""Lời người viết bên bản xem trước: a field each, saved together over what was seen."""

import streamlit as st

from thidua.domain.document.kinds import LASTING, DocumentKind
from thidua.services.document import texts
from thidua.services.document.states import Place
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context

_MARKUP = "Chữ đậm: `**chữ**`; chữ nghiêng: `*chữ*`; dòng bắt đầu bằng «- » là một gạch đầu dòng."


def draw(ctx: Context, place: Place) -> None:
    """Vẽ các mục người viết; nothing where the paper has none or it is not theirs to write."""
    kind, scope = place.kind, place.scope
    if not kind.fields or not texts.may_write(ctx.work, kind, scope):
        return
    stored = texts.unchecked(ctx.session, ctx.period, kind.words_code, scope)
    st.markdown("**Phần người viết**")
    if not all(one.is_line for one in kind.fields):
        st.caption(_MARKUP)
    mark = f"{ctx.period.id}-{kind.code}-{scope}"
    seen: dict[str, int] = st.session_state.setdefault(f"da-thay-{mark}", {})
    for one in kind.fields:
        known = stored.get(one.code)
        version, text = (0, "") if known is None else (known.version, known.text)
        key = _key(mark, one.code)
        typed = st.session_state.get(key)
        if typed is not None and seen.get(one.code, version) != version and typed != text:
            st.warning(f"«{one.label}» đang lưu lời người khác vừa ghi: {literal(text)}")
        seen[one.code] = version
        label = one.label.capitalize()
        if one.is_line:
            st.text_input(label, text, key=key, max_chars=one.most)
        else:
            st.text_area(label, text, key=key, max_chars=one.most)
        if known is not None and known.copied_from is not None:
            st.caption(f"Chép từ năm {known.copied_from}, chưa sửa; còn tính là chỗ trống.")
    with st.container(horizontal=True):
        ctx.button(
            "Ghi các mục",
            lambda: _write(ctx, kind, scope, mark),
            key=f"ghi-{kind.code}",
            type="primary",
        )
        if kind.subject in LASTING:
            ctx.button(
                "Lấy từ năm trước",
                lambda: _copy(ctx, kind, scope, mark),
                key=f"chep-{kind.code}",
            )


def _key(mark: str, field: str) -> str:
    return f"loi-{mark}-{field}"


def _write(ctx: Context, kind: DocumentKind, scope: str, mark: str) -> None:
    typed = {
        one.code: st.session_state[_key(mark, one.code)] or ""
        for one in kind.fields
        if _key(mark, one.code) in st.session_state
    }
    ctx.act(
        texts.write,
        "Đã ghi phần người viết.",
        document=kind.code,
        scope=scope,
        texts=typed,
        seen=dict(st.session_state[f"da-thay-{mark}"]),
    )


def _copy(ctx: Context, kind: DocumentKind, scope: str, mark: str) -> None:
    ctx.write(texts.copy_last, document=kind.code, scope=scope)
    for one in kind.fields:  # so that the fields show what was taken
        st.session_state.pop(_key(mark, one.code), None)
    ctx.flash("Đã lấy lời năm trước vào các mục còn trống; hãy đọc lại và sửa.")
