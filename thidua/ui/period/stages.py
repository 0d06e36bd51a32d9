"""Bảng giai đoạn: where the period stands, what stands in its way, its deadlines."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

import streamlit as st

from thidua import labels
from thidua.domain.access.permissions import Permission, to_move_from
from thidua.domain.ground.errors import Refused
from thidua.domain.period.closing import stopping
from thidua.domain.period.stage import CLOSED, Stage, earlier_stages
from thidua.domain.period.windows import Window, day_of, end_of, start_of, vi_moment
from thidua.frames import stages as frames
from thidua.services.period import rosters, windows
from thidua.services.period.windows import GivenExtension
from thidua.services.progress import stages
from thidua.services.progress.stages import PUBLISH_PHRASE, StageView
from thidua.services.record import backups
from thidua.services.record.integrity import Checked
from thidua.ui.frame import links
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.widgets import pressed
from thidua.web.heavy import heavy
from thidua.web.streamlit_inside import DeltaGenerator

_CONFIRMED, _WITHDRAWN = "lui-xac-nhan", "lui-rut"


def draw(ctx: Context) -> None:
    """Vẽ giai đoạn, for everybody; what can be done about it for whoever may."""
    found = stages.view(ctx.work)
    known = windows.windows(ctx.work)
    given = _named(ctx, windows.extensions(ctx.work))
    st.markdown(path(found.path, found.stage))
    st.markdown(
        sentence(found.stage, known.get(found.stage), ctx.now)
        + running(given, found.stage, ctx.now)
    )
    if found.fingerprint:
        st.caption(f"Vân tay khi {labels.STAGES[found.stage].lower()}: {found.fingerprint}")
    with st.container():  # kept when empty, so that an open panel below stays open
        _deadlines(found.path, known, given)
    if ctx.allows(to_move_from(found.stage)):
        _advance(ctx, found)
    if ctx.allows(Permission.RETURN_STAGE):
        _go_back(ctx, found)
    if ctx.allows(Permission.EDIT_WINDOWS):
        _edit_windows(ctx, found, known)
    if ctx.allows(Permission.EXTEND_DEADLINE):
        _extend(ctx)


def _named(ctx: Context, given: Sequence[GivenExtension]) -> list[GivenExtension]:
    """Các lần gia hạn with the short name of the unit in place of its code."""
    members = rosters.members(ctx.work) if given else []
    names = {member.code: member.called for member in members}
    return [replace(one, unit=names.get(one.unit, one.unit)) for one in given]


def path(stages_: Sequence[Stage], present: Stage) -> str:
    """Con đường của kỳ này: what is behind it is ticked, the present stage stands out."""
    at = stages_.index(present)
    said = [f":material/check: {labels.STAGES[stage]}" for stage in stages_[:at]]
    said += [f":material/arrow_forward: **{labels.STAGES[present]}**"]
    said += [labels.STAGES[stage] for stage in stages_[at + 1 :]]
    return " · ".join(said)


def running(given: Sequence[GivenExtension], stage: Stage, now: datetime) -> str:
    """Đơn vị còn được gia hạn trong giai đoạn này, as one more sentence; empty when none is."""
    still = [
        f"{literal(one.unit)} đến {vi_moment(one.until)}"
        for one in given
        if one.stage is stage and now <= one.until
    ]
    return f" Được gia hạn: {'; '.join(still)}." if still else ""


def sentence(stage: Stage, window: Window | None, now: datetime) -> str:
    """Giai đoạn và hạn, in words."""
    said = f"Kỳ đang ở giai đoạn **{labels.STAGES[stage]}**"
    if window is not None and window.opens_at is not None and now < window.opens_at:
        said += f", mở lúc {vi_moment(window.opens_at)}"
    if window is None or window.hard_deadline is None:
        return f"{said}; chưa đặt hạn cuối."
    left = (day_of(window.hard_deadline) - day_of(now)).days
    if now > window.hard_deadline:
        return f"{said}; **đã hết hạn** lúc {vi_moment(window.hard_deadline)}."
    days = "hôm nay là ngày cuối" if left == 0 else f"còn {left} ngày"
    reminder = window.soft_deadline
    late = " Đã qua hạn nhắc." if reminder is not None and now > reminder else ""
    return f"{said}; {days}, hạn cuối {vi_moment(window.hard_deadline)}.{late}"


def _deadlines(
    stages_: Sequence[Stage], known: Mapping[Stage, Window], given: Sequence[GivenExtension]
) -> None:
    if known:
        st.dataframe(
            frames.windows_frame(stages_, known), hide_index=True, alt="Thời hạn các giai đoạn"
        )
    if given:
        rows = [(one.unit, one.stage, one.until, one.reason, one.granted_by) for one in given]
        st.dataframe(frames.extensions_frame(rows), hide_index=True, alt="Các đơn vị được gia hạn")


def still_in_the_way(found: StageView, here: str = "tong_quan") -> None:
    """Vì sao chưa chuyển được: each thing with the page to cure it on, unless that is `here`."""
    is_stopped = bool(stopping(found.blockers))
    st.markdown("**Vì sao chưa chuyển được**" if is_stopped else "Không còn việc gì chặn lại.")
    for one in found.blockers:
        icon = ":material/info:" if one.is_reminder else ":material/block:"
        with st.container(horizontal=True):
            st.markdown(f"{icon} {literal(one.message)}")
            if links.page_of(one.cure) != here:
                links.open_page(links.page_of(one.cure))


def _advance(ctx: Context, found: StageView) -> None:
    if found.following is None:
        return
    to = labels.STAGES[found.following]
    with st.expander(f"Chuyển sang giai đoạn {to}", icon=":material/arrow_forward:"):
        still_in_the_way(found)
        typed = ""
        if found.following is Stage.PUBLISHED:
            st.warning(
                "Công bố xong thì mọi điểm, hạng và nhật ký của kỳ này đứng yên; muốn sửa phải lùi "
                "giai đoạn với lý do và người thứ hai."
            )
            typed = st.text_input(f"Gõ «{PUBLISH_PHRASE}» để công bố")
        if found.makes_backup:
            st.caption("Bấm nút thì phần mềm sao lưu trước rồi mới chuyển.")
        if st.button(f"Chuyển sang {to}", type="primary"):
            if found.makes_backup and _is_ready(found, typed):
                _back_up(ctx, found)
            ctx.act(
                stages.advance,
                f"Kỳ đã chuyển sang giai đoạn {to}.",
                seen=found.stage,
                typed=typed,
                checked=_checked(ctx, found, typed),
            )


def _is_ready(found: StageView, typed: str) -> bool:
    """Không còn gì chặn lại, so that a copy is not made for a press that will be refused."""
    is_typed = found.following is not Stage.PUBLISHED or typed.strip() == PUBLISH_PHRASE
    return is_typed and not stopping(found.blockers)


def _back_up(ctx: Context, found: StageView) -> None:
    """Sao lưu trước khi chuyển; where that fails, a copy of this stage made otherwise will do."""
    try:
        with heavy():
            backups.before_move(ctx.url, actor=ctx.actor, period=ctx.period, now=ctx.now)
    except Refused:
        if not found.backed_up:
            raise


def _checked(ctx: Context, found: StageView, typed: str) -> Checked | None:
    """Kiểm tra toàn bộ trước lượt ghi, which takes long and must hold up nobody."""
    if not _is_ready(found, typed):
        return None
    with heavy():
        return stages.checked_before_move(
            ctx.url, actor=ctx.actor, period=ctx.period, seen=found.stage
        )


def _go_back(ctx: Context, found: StageView) -> None:
    _answer(ctx)
    asked = found.asked
    if asked is not None:
        st.warning(
            f"{literal(asked.asked_by)} đề nghị lùi về «{labels.STAGES[asked.to]}»: "
            f"{literal(asked.reason)}",
            icon=":material/undo:",
        )
        row = st.container(horizontal=True)
        is_own = asked.asked_by == ctx.actor.name
        pressed.button("Xác nhận lùi", _CONFIRMED, asked.key, place=row, disabled=is_own)
        pressed.button("Rút đề nghị", _WITHDRAWN, asked.key, place=row)
        return
    before = earlier_stages(found.stage)
    if not before:
        return
    with st.expander("Đề nghị lùi giai đoạn", icon=":material/undo:"):
        to = st.selectbox("Lùi về", before, format_func=labels.STAGES.__getitem__)
        reason = st.text_input("Lý do lùi giai đoạn")
        st.caption("Một người khác có quyền phải xác nhận thì kỳ mới lùi.")
        if st.button("Gửi đề nghị"):
            message = "Đã ghi đề nghị; chờ người thứ hai xác nhận."
            ctx.act(stages.ask_return, message, to=to, reason=reason)


def _answer(ctx: Context) -> None:
    """Trả lời đề nghị lùi mà người này đã thấy, even if somebody answered it before them."""
    confirmed, withdrawn = pressed.taken(_CONFIRMED, int), pressed.taken(_WITHDRAWN, int)
    if confirmed is not None:
        ctx.act(stages.confirm_return, "Kỳ đã lùi giai đoạn.", key=confirmed)
    if withdrawn is not None:
        message = "Đã rút đề nghị lùi giai đoạn."
        ctx.act(stages.withdraw_return, message, key=withdrawn)


def _edit_windows(ctx: Context, found: StageView, known: Mapping[Stage, Window]) -> None:
    with st.expander("Đặt thời hạn", icon=":material/event:"):
        ahead = found.path[found.path.index(found.stage) :]
        stage = st.selectbox(
            "Giai đoạn",
            [one for one in ahead if one not in CLOSED],
            format_func=labels.STAGES.__getitem__,
            key="giai-doan-dat-han",
        )
        window = known.get(stage, Window())
        columns, place = st.columns(3), f"{stage}-{window.version}"
        opens = _day(columns[0], "Ngày mở", window.opens_at, f"mo-{place}")
        soft = _day(columns[1], "Hạn nhắc, hết ngày", window.soft_deadline, f"nhac-{place}")
        hard = _day(columns[2], "Hạn cuối, hết ngày", window.hard_deadline, f"cuoi-{place}")
        if st.button("Ghi thời hạn"):
            ctx.act(
                windows.set_window,
                "Đã ghi thời hạn.",
                stage=stage,
                window=Window(
                    None if opens is None else start_of(opens),
                    None if soft is None else end_of(soft),
                    None if hard is None else end_of(hard),
                    window.version,
                ),
            )


def _day(column: DeltaGenerator, label: str, at: datetime | None, key: str) -> date | None:
    day = None if at is None else day_of(at)
    given = column.date_input(label, day, format="DD/MM/YYYY", key=key)
    return given if isinstance(given, date) else None


def _extend(ctx: Context) -> None:
    with st.expander("Gia hạn cho một đơn vị", icon=":material/more_time:"):
        members = rosters.members(ctx.work)
        names = {member.code: member.name for member in members}
        unit = st.selectbox("Đơn vị được gia hạn", list(names), format_func=names.__getitem__)
        day = st.date_input("Đến hết ngày", None, format="DD/MM/YYYY", key="gia-han-den")
        reason = st.text_input("Lý do gia hạn")
        if st.button("Gia hạn", disabled=not isinstance(day, date) or unit is None):
            ctx.act(
                windows.extend,
                "Đã gia hạn.",
                unit=unit,
                until=end_of(day) if isinstance(day, date) else ctx.now,
                reason=reason,
            )
