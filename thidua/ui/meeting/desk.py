"""Bàn điều khiển: the slide on the screen, the next one, the list, notes and the clock."""

from collections.abc import Mapping

import streamlit as st

from thidua.db.engine import reading
from thidua.domain.document.deck.blocks import Slide, SlideLines, SlideTable
from thidua.domain.meeting.agenda import POINT_WORDS, RANKING_STOP
from thidua.domain.meeting.position import LOOK_WORDS, Look
from thidua.services.meeting import leading, points
from thidua.services.meeting.leading import Desk
from thidua.ui.frame import page
from thidua.ui.frame.address import BLOCK, TO_BLOCK, TO_WITHIN, TO_YEAR, WITHIN, YEAR, is_answered
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.widgets.panel import panel

_EVERY = 2.0
"""Bao nhiêu giây hỏi một lần."""

_TO = {TO_BLOCK, TO_YEAR, TO_WITHIN}


def asked() -> dict[str, str]:
    """Địa chỉ như người mở nó gõ, before the lists of the page take its parameters over."""
    is_new = YEAR not in st.session_state
    own = {BLOCK, YEAR, WITHIN} if is_new else set[str]()
    return {name: value for name, value in st.query_params.items() if name in own | _TO}


def require_answered(ctx: Context, asked: Mapping[str, str]) -> None:
    """Yêu cầu địa chỉ nói đúng kỳ này: where it names another, no other is shown instead."""
    if is_answered(asked, ctx.chosen):
        return
    st.info(
        "Địa chỉ này không chỉ đúng khối và năm nào bạn được chiếu. "
        "Hãy chọn khối và năm ở cột bên rồi bắt đầu.",
        icon=":material/search_off:",
    )
    st.stop()


@page.part("trinh_chieu")
def draw(ctx: Context) -> None:
    """Vẽ bàn điều khiển; a press draws it alone anew."""
    desk = leading.desk(ctx.work)
    _clock(ctx)
    _buttons(ctx, desk)
    if desk.is_of_another_order:
        st.warning(
            "Thứ tự xếp hạng vừa đổi nên phần đã công bố được che lại; công bố lại từ hạng cuối.",
            icon=":material/visibility_off:",
        )
    st.header("Đang chiếu", anchor=False)
    _slide(desk.slide)
    st.markdown(f"**Kế tiếp:** {_following(desk)}")
    if desk.slide.notes:
        st.info("\n\n".join(map(literal, desk.slide.notes)), icon=":material/notes:")
    _list(ctx, desk)
    _follow(ctx, desk.position.version)


def _follow(ctx: Context, seen: int) -> None:
    """Theo người khác điều khiển: asks only where the screen stands, and draws when that is new."""
    url, period = ctx.url, ctx.period

    def ask() -> None:
        with reading(url) as session:
            is_moved = leading.position_of(session, period).version != seen
        if is_moved:
            st.rerun()

    st.fragment(ask, run_every=_EVERY)()


def _clock(ctx: Context) -> None:
    """Đồng hồ, set going by our script; how long the open point takes, where one is."""
    found = points.unchecked(ctx.session, ctx.period)
    now = next((one for one in found if one.is_open), None)
    since, name = "", ""
    if now is not None and now.opened_at is not None:
        since, name = f' title="mở lúc {int(now.opened_at.timestamp())}"', POINT_WORDS[now.point]
    st.html(f'<p class="dong-ho" role="timer"{since}></p>')
    if name:
        st.markdown(f"Đang bàn: **{name}**.")


def _buttons(ctx: Context, desk: Desk) -> None:
    seen = desk.position.version
    with st.container(horizontal=True):
        ctx.button(
            "Lùi",
            lambda: ctx.write(leading.move, forward=False, seen=seen),
            key="man-lui",
            icon=":material/arrow_back:",
        )
        ctx.button(
            "Tiếp",
            lambda: ctx.write(leading.move, forward=True, seen=seen),
            key="man-tiep",
            icon=":material/arrow_forward:",
            type="primary",
            disabled=desk.following is None,
        )
        if desk.revealed:
            ctx.button(
                "Che lại xếp hạng",
                lambda: ctx.write(leading.hide_again),
                key="man-che-lai",
                icon=":material/visibility_off:",
            )
    st.caption(
        "Phím → hoặc PageDown để tiến, ← hoặc PageUp để lùi. "
        f"Đã công bố {desk.revealed}/{desk.steps} bậc của xếp hạng."
    )


def _following(desk: Desk) -> str:
    following = desk.following
    if following is None:
        return "hết trang."
    return f"{POINT_WORDS[following.point]} – {literal(following.name)}."


def _slide(slide: Slide) -> None:
    """Trang đang chiếu, as the screen has it, in the type of a page."""
    with st.container(border=True, key="dang-chieu"):
        st.markdown(f"**{literal(slide.title)}**")
        for block in slide.blocks:
            if isinstance(block, SlideLines):
                for line in block.lines:
                    st.markdown(literal(line))
            elif isinstance(block, SlideTable):
                headings = [one.heading for one in block.columns]
                columns = zip(*block.rows, strict=True)
                st.table(
                    {
                        heading: [literal(cell.text) for cell in cells]
                        for heading, cells in zip(headings, columns, strict=False)
                    }
                )


def _list(ctx: Context, desk: Desk) -> None:
    """Danh sách trang: where to go from here; the ranking stands in it once."""
    inside = panel("Danh sách trang", key="mo-danh-sach-trang", icon=":material/list:")
    if inside is None:
        return
    with inside:
        names = {
            one.code: f"{POINT_WORDS[one.point]} – {one.name}"
            for one in desk.stops
            if one.code != RANKING_STOP or one.step == 0
        }
        here = list(names).index(desk.position.stop) if desk.position.stop in names else None
        chosen = st.selectbox(
            "Trang",
            list(names),
            index=here,
            format_func=names.__getitem__,
            key=f"toi-trang-{desk.position.version}",
            placeholder="Chọn một trang",
        )
        if chosen is not None:
            ctx.button(
                "Chiếu trang này",
                lambda: ctx.write(leading.go, code=chosen),
                key="chieu-trang-nay",
                disabled=chosen == desk.position.stop and chosen != RANKING_STOP,
            )
        look = st.selectbox(
            "Nền của màn chiếu",
            list(Look),
            index=list(Look).index(desk.position.look),
            format_func=LOOK_WORDS.__getitem__,
            key=f"nen-man-{desk.position.version}",
        )
        if look is not None:
            ctx.button("Đổi nền", lambda: ctx.write(leading.set_look, look=look), key="doi-nen-man")
