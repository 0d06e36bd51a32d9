"""Trang yên: what is drawn where there is nothing to see yet — why, who does what next, and where.

Nobody did anything wrong there, so nothing is red and no page ends without a way on.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass

import streamlit as st

from thidua.domain.access.permissions import (
    OF_SYSTEM,
    Actor,
    Permission,
    is_allowed,
    is_allowed_here,
    stages_of,
)
from thidua.domain.ground.errors import NoMembers, NoPeriod, NothingYet
from thidua.domain.period.first_steps import FirstSteps
from thidua.domain.period.period import BlockPeriod
from thidua.domain.period.stage import STAGE_WORDS, Stage
from thidua.ui.frame import address, links, menu
from thidua.ui.frame.literal import literal
from thidua.ui.frame.menu import MenuItem
from thidua.web.streamlit_inside import StreamlitPageNotFoundError

_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Place:
    """Chỗ đang đứng: who looks, which periods are theirs, and which of them is chosen."""

    actor: Actor
    periods: tuple[BlockPeriod, ...]
    chosen: BlockPeriod | None

    def may_open(self, entry: MenuItem, period: BlockPeriod | None) -> bool:
        """Mở được trang này ở kỳ này."""
        if entry.needs in OF_SYSTEM or period is None:
            return is_allowed(self.actor, entry.needs)
        return is_allowed_here(self.actor, entry.needs, period)


def closed(entry: MenuItem, place: Place) -> None:
    """Chưa tới lúc, hoặc không thuộc phạm vi: when the page opens, or for whom it is."""
    period = place.chosen
    open_in = () if period is None else stages_of(place.actor, entry.needs, period)
    if period is None or not open_in:
        where = "" if period is None else f" ở {period.words}"
        st.info(
            literal(
                f"Trang {entry.title} không thuộc phạm vi của bạn{where}. "
                f"Dùng trang này: {links.who(entry.needs)}."
            ),
            icon=":material/info:",
        )
    else:
        st.info(literal(opening(entry, period, open_in)), icon=":material/schedule:")
    _meanwhile(entry, place)


def opening(entry: MenuItem, period: BlockPeriod, open_in: Sequence[Stage]) -> str:
    """Trang mở khi nào, in words."""
    present = f"{period.words} đang ở giai đoạn {STAGE_WORDS[period.stage]}"
    order = list(Stage)
    ahead = [one for one in open_in if order.index(one) > order.index(period.stage)]
    if ahead:
        return f"{entry.title} mở khi kỳ sang giai đoạn {STAGE_WORDS[ahead[0]]}. {present}."
    return f"{entry.title} chỉ mở tới hết giai đoạn {STAGE_WORDS[open_in[-1]]}. {present}."


def nothing_yet(fault: NothingYet, entry: MenuItem, place: Place, steps: FirstSteps) -> None:
    """Chưa có dữ liệu: the next step for whoever takes it, otherwise who does."""
    does = Permission.EDIT_UNITS if _is_of_units(fault) else Permission.EDIT_COVENANT
    starts = is_allowed(place.actor, does, place.chosen)
    if isinstance(fault, NoPeriod) and not starts:
        st.info("Chưa có khối thi đua nào trong phạm vi của bạn.", icon=":material/info:")
    else:
        st.info(literal(fault), icon=":material/info:")
    if starts:
        first_steps(entry, steps)
        return
    st.markdown(f"Bước tiếp theo do {links.who(does)} làm; khi đó trang này có nội dung.")
    _own_pages(place)


def _is_of_units(fault: NothingYet) -> bool:
    return isinstance(fault, (NoPeriod, NoMembers))


def first_steps(entry: MenuItem, steps: FirstSteps) -> None:
    """Bắt đầu kỳ đầu tiên: four steps in order, each with its page; what is done is ticked."""
    st.header("Bắt đầu kỳ đầu tiên", anchor=False)
    for number, (done, (page, words)) in enumerate(zip(steps.done, _STEPS, strict=True), 1):
        icon = ":material/check_circle:" if done else f"**{number}.**"
        with st.container(horizontal=True, vertical_alignment="center", border=True):
            st.markdown(f"{icon} {words}", width="stretch")
            if page != entry.name:
                links.open_page(page)


_STEPS = (
    ("don_vi", "**Đơn vị**: tải tệp mẫu, điền khối và các đơn vị, rồi nhập"),
    ("giao_uoc", "**Giao ước**: tải sổ mẫu, điền tiêu chí và cách tính, rồi nhập"),
    ("tai_khoan", "**Tài khoản**: tạo tài khoản và giao vai trò cho từng người"),
    ("tong_quan", "**Thời hạn**: đặt ngày mở và hạn cuối của từng giai đoạn"),
)


def _meanwhile(entry: MenuItem, place: Place) -> None:
    """Xem được gì trong lúc chờ: the same page of another period, then this person's own pages."""
    others = [one for one in place.periods if one != place.chosen and place.may_open(entry, one)]
    if others and entry.needs not in OF_SYSTEM:
        st.markdown("Xem được ngay:")
        with st.container(horizontal=True):
            for one in others[:_SHOWN]:
                st.button(
                    literal(one.words),
                    key=f"xem-{one.place}".replace(" ", "-"),
                    on_click=_look_at,
                    args=(one,),
                )
    _own_pages(place)


def _look_at(period: BlockPeriod) -> None:
    """Sang kỳ này, by setting the lists that say which is looked at."""
    st.session_state[address.BLOCK] = period.block_code
    st.session_state[address.YEAR] = period.year
    st.session_state[address.WITHIN] = period.part.code


def _own_pages(place: Place) -> None:
    """Những trang đang mở với người này, the first of the menu."""
    entries = [one for one in menu.present() if place.may_open(one, place.chosen)]
    with st.container(horizontal=True):
        _page_links(entries[:_SHOWN])


def _page_links(entries: Iterable[MenuItem]) -> None:
    for one in entries:
        with suppress(StreamlitPageNotFoundError):  # a page run by itself has no menu
            st.page_link(one.file, label=f"Mở {one.title}", icon=one.icon)
