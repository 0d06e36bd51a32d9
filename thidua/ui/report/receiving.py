"""Nhận báo cáo: received, given back to be completed, on paper, or excused."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time

import streamlit as st

from thidua.domain.period.windows import VIETNAM, in_vietnam
from thidua.domain.report.hand_in import Due
from thidua.services.report import dues, hand_ins
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.widgets.panel import panel

_RECEIVE, _BACK, _PAPER, _EXCUSE, _END = (*("Nhận", "Trả lại", "Ghi bản giấy", "Miễn", "Bỏ miễn"),)


def draw(ctx: Context, names: Mapping[str, str]) -> None:
    """Vẽ phần nhận, for whoever decides on some unit's reports."""
    found = dues.to_decide(ctx.work)
    if not found:
        return
    waiting = sum(dues.is_waiting_for(ctx.work, one) for one in found)
    label = f"Nhận báo cáo ({waiting} chờ bạn nhận)" if waiting else "Nhận báo cáo"
    inside = panel(label, key="mo-nhan-bao-cao", icon=":material/inbox:")
    if inside is None:
        return
    with inside:
        fits = {
            _RECEIVE: [one for one in found if dues.is_waiting_for(ctx.work, one)],
            _BACK: [one for one in found if one.is_in],
            _PAPER: [one for one in found if one.is_open],
            _EXCUSE: [one for one in found if one.is_open],
            _END: [one for one in found if one.is_excused],
        }
        offered = [what for what, ones in fits.items() if ones]
        if not offered:
            st.caption("Không có báo cáo nào để nhận.")
            return
        what = st.segmented_control(
            "Việc", offered, default=offered[0], required=True, key="viec-bao-cao"
        )
        what = what if what in fits else offered[0]
        _one(ctx, names, what, fits[what])


def _one(ctx: Context, names: Mapping[str, str], what: str, found: Sequence[Due]) -> None:
    known = {one.key: one for one in found}
    key = st.selectbox(
        "Báo cáo",
        list(known),
        format_func=lambda one: f"{names.get(one[0], one[0])} · {known[one].title}",
        key=f"bao-cao-{what}",
    )
    due = known[key]
    said = f"Hạn {due.until}; {due.words}"
    said += f"; nộp {due.handed_words}" if due.handed_words else ""
    st.markdown(literal(f"{said}."))
    _ACTS[what](ctx, due, f"{what}-{'-'.join(due.key)}-{due.version}")


def _receive(ctx: Context, due: Due, _at: str) -> None:
    ctx.button(
        "Nhận báo cáo",
        lambda: ctx.act(hand_ins.receive, f"Đã nhận: {due.title}.", key=due.key, seen=due.version),
        key="nhan-bao-cao",
        type="primary",
        icon=":material/check:",
    )


def _give_back(ctx: Context, due: Due, at: str) -> None:
    reason = st.text_input("Cần bổ sung gì", key=f"ly-do-{at}")
    void = st.checkbox(
        "Coi như chưa nộp (số ngày chậm tính theo lần nộp lại)", key=f"chua-nop-{at}"
    )
    ctx.button(
        "Trả lại để làm cho đủ",
        lambda: ctx.act(
            hand_ins.give_back,
            f"Đã trả lại: {due.title}.",
            key=due.key,
            seen=due.version,
            reason=st.session_state[f"ly-do-{at}"],
            counts=not void,
        ),
        key="tra-lai-bao-cao",
        icon=":material/undo:",
        disabled=not reason.strip(),
    )


def _paper(ctx: Context, due: Due, at: str) -> None:
    now = in_vietnam(ctx.now)
    day, hour, document = st.columns(3)
    day.date_input("Ngày nhận", now.date(), format="DD/MM/YYYY", key=f"ngay-{at}")
    hour.time_input("Giờ nhận", time(now.hour, now.minute), step=60, key=f"gio-{at}")
    document.text_input("Số văn bản", key=f"so-{at}")
    st.text_input("Lý do, khi ngày nhận trước hôm nay", key=f"ly-do-{at}")
    ctx.button(
        "Ghi đã nhận bản giấy",
        lambda: ctx.act(
            hand_ins.take_paper,
            f"Đã ghi bản giấy: {due.title}.",
            key=due.key,
            seen=due.version,
            at=_moment(at),
            document=st.session_state[f"so-{at}"],
            reason=st.session_state[f"ly-do-{at}"],
        ),
        key="ghi-ban-giay",
        type="primary",
        icon=":material/description:",
    )


def _moment(at: str) -> datetime:
    day: date = st.session_state[f"ngay-{at}"]
    hour: time = st.session_state[f"gio-{at}"]
    return datetime.combine(day, hour, VIETNAM)


def _excuse(ctx: Context, due: Due, at: str) -> None:
    _with_reason(ctx, due, at, "Miễn báo cáo này", hand_ins.excuse, "Đã miễn")


def _end(ctx: Context, due: Due, at: str) -> None:
    _with_reason(ctx, due, at, "Bỏ miễn", hand_ins.end_excuse, "Đã bỏ miễn")


def _with_reason(
    ctx: Context, due: Due, at: str, label: str, service: Callable[..., None], done: str
) -> None:
    reason = st.text_input("Lý do", key=f"ly-do-{at}")
    ctx.button(
        label,
        lambda: ctx.act(
            service,
            f"{done}: {due.title}.",
            key=due.key,
            seen=due.version,
            reason=st.session_state[f"ly-do-{at}"],
        ),
        key="co-ly-do-bao-cao",
        disabled=not reason.strip(),
    )


_ACTS: Mapping[str, Callable[[Context, Due, str], None]] = {
    _RECEIVE: _receive,
    _BACK: _give_back,
    _PAPER: _paper,
    _EXCUSE: _excuse,
    _END: _end,
}
