"""Liên kết màn chiếu: made and shown once, listed, withdrawn."""

from urllib.parse import urlsplit

import streamlit as st

from thidua.db.engine import demo_url
from thidua.domain.meeting.link import LIFETIMES, LINK_WORDS, LinkState, ScreenLink
from thidua.domain.period.windows import vi_moment
from thidua.services.meeting import links
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.widgets.panel import panel
from thidua.web.screen import screen_address

_MADE = "lien-ket-vua-tao"
"""Các khóa vừa tạo, beside the key of the period; the server itself keeps only a hash of each."""


def draw(ctx: Context) -> None:
    """Vẽ khung liên kết."""
    inside = panel("Liên kết màn chiếu", key="mo-lien-ket", icon=":material/cast:")
    if inside is None:
        return
    with inside:
        st.markdown(
            "Ai có liên kết thì mở được màn chiếu: chỉ xem, không cần tài khoản. Mở ở máy nối với "
            "máy chiếu rồi bấm phím **F** để phóng toàn màn hình."
        )
        _make(ctx)
        _just_made(ctx)
        for one in links.listed(ctx.work):
            _link(ctx, one)


def _make(ctx: Context) -> None:
    left, right = st.columns([2, 1])
    left.text_input("Tên liên kết", "Màn chiếu hội trường", key="ten-lien-ket")
    right.selectbox(
        "Thời hạn", list(LIFETIMES), format_func=LIFETIMES.__getitem__, key="han-lien-ket"
    )
    ctx.button("Tạo liên kết", lambda: _made(ctx), key="tao-lien-ket", icon=":material/add_link:")


def _made(ctx: Context) -> None:
    secret = ctx.write(
        links.make,
        name=str(st.session_state["ten-lien-ket"]),
        hours=int(st.session_state["han-lien-ket"]),
    )
    st.session_state.setdefault(_MADE, []).append((ctx.period.id, secret))


def _just_made(ctx: Context) -> None:
    """Các liên kết vừa tạo; each is gone with this tab or once it opens nothing."""
    for period, secret in st.session_state.get(_MADE, []):
        if period == ctx.period.id and links.opens(ctx.work, secret=secret):
            _address_of(ctx, secret)


def _address_of(ctx: Context, secret: str) -> None:
    """Một liên kết, as text and as a picture."""
    address = _address(secret, is_demo=ctx.url == demo_url())
    st.success(
        "Đã tạo liên kết. Chép lại ngay: đóng thẻ trình duyệt này thì không xem lại được, "
        "chỉ tạo mới được.",
        icon=":material/link:",
    )
    st.code(address, language=None)
    st.link_button("Mở màn chiếu ở máy này", address, icon=":material/open_in_new:")
    st.image(
        links.picture(address),
        caption="Mã QR của liên kết",
        width=240,
        alt="Mã QR mở màn chiếu, cùng địa chỉ viết ở trên",
    )


def _address(secret: str, *, is_demo: bool) -> str:
    here = urlsplit(st.context.url or "")
    folder = here.path.rpartition("/")[0]
    origin = f"{here.scheme}://{here.netloc}" if here.netloc else ""
    return f"{origin}{folder}{screen_address(secret, is_demo=is_demo)}"


def _link(ctx: Context, one: ScreenLink) -> None:
    state = one.state(ctx.now)
    left, right = st.columns([4, 1], vertical_alignment="center")
    left.markdown(
        f"**{literal(one.name)}** – {LINK_WORDS[state]}, hạn {vi_moment(one.ends_at)}; "
        f"{literal(one.made_by)} tạo {vi_moment(one.made_at)}."
    )
    if state is LinkState.OPEN:
        ctx.button(
            "Thu hồi",
            lambda: ctx.act(links.withdraw, "Đã thu hồi liên kết.", key=one.key),
            key=f"thu-hoi-{one.key}",
            place=right,
        )
