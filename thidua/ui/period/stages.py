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
from thidua.services.ground.work import Work
from thidua.services.period import rosters, windows
from thidua.services.period.windows import GivenExtension
from thidua.services.progress import stages
from thidua.services.progress.stages import PUBLISH_PHRASE, StageView
from thidua.services.record import backups
from thidua.services.record.integrity import Checked
from thidua.ui.frame import links
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.widgets.panel import panel
from thidua.web.heavy import heavy
from thidua.web.streamlit_inside import DeltaGenerator

_PHRASE = "cong-bo-go"


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
    label = f"Chuyển sang giai đoạn {to}"
    # Named by the stage, so that it is shut once the stage has moved: no second click moves on.
    inside = panel(label, key=f"mo-chuyen-{found.following}", icon=":material/arrow_forward:")
    if inside is None:
        return
    with inside:
        still_in_the_way(found)
        if found.following is Stage.PUBLISHED:
            st.warning(
                "Công bố xong thì mọi điểm, hạng và nhật ký của kỳ này đứng yên; muốn sửa phải lùi "
                "giai đoạn với lý do và người thứ hai."
            )
            st.text_input(f"Gõ «{PUBLISH_PHRASE}» để công bố", key=_PHRASE, persist_state="page")
        if found.makes_backup:
            st.caption("Bấm nút thì phần mềm sao lưu trước rồi mới chuyển.")
        ctx.button(
            f"Chuyển sang {to}",
            lambda: _move(ctx, found, to),
            key="chuyen-giai-doan",
            type="primary",
        )


def _move(ctx: Context, found: StageView, to: str) -> None:
    typed = st.session_state.get(_PHRASE, "")
    with ctx.anew() as work:
        now = stages.view(work)
    if now.makes_backup and _is_ready(now, typed):
        _back_up(ctx, work, now)
    ctx.act(
        stages.advance,
        f"Kỳ đã chuyển sang giai đoạn {to}.",
        seen=found.stage,
        typed=typed,
        checked=_checked(ctx, work, now, typed),
    )


def _is_ready(found: StageView, typed: str) -> bool:
    """Không còn gì chặn lại, so that a copy is not made for a press that will be refused."""
    is_typed = found.following is not Stage.PUBLISHED or typed.strip() == PUBLISH_PHRASE
    return is_typed and not stopping(found.blockers)


def _back_up(ctx: Context, work: Work, found: StageView) -> None:
    """Sao lưu trước khi chuyển; where that fails, a copy of this stage made otherwise will do."""
    try:
        with heavy():
            backups.before_move(ctx.url, actor=work.actor, period=work.period, now=work.now)
    except Refused:
        if not found.backed_up:
            raise


def _checked(ctx: Context, work: Work, found: StageView, typed: str) -> Checked | None:
    """Kiểm tra toàn bộ trước lượt ghi, which takes long and must hold up nobody."""
    if not _is_ready(found, typed):
        return None
    with heavy():
        return stages.checked_before_move(
            ctx.url, actor=work.actor, period=work.period, seen=found.stage
        )


def _go_back(ctx: Context, found: StageView) -> None:
    asked = found.asked
    if asked is not None:
        st.warning(
            f"{literal(asked.asked_by)} đề nghị lùi về «{labels.STAGES[asked.to]}»: "
            f"{literal(asked.reason)}",
            icon=":material/undo:",
        )
        row = st.container(horizontal=True)
        is_own = asked.asked_by == ctx.actor.name
        key, withdrawn = asked.key, "Đã rút đề nghị lùi giai đoạn."
        ctx.button(
            "Xác nhận lùi",
            lambda: ctx.act(stages.confirm_return, "Kỳ đã lùi giai đoạn.", key=key),
            key="lui-xac-nhan",
            place=row,
            disabled=is_own,
        )
        ctx.button(
            "Rút đề nghị",
            lambda: ctx.act(stages.withdraw_return, withdrawn, key=key),
            key="lui-rut",
            place=row,
        )
        return
    before = earlier_stages(found.stage)
    if not before:
        return
    with st.expander("Đề nghị lùi giai đoạn", icon=":material/undo:"):
        st.selectbox("Lùi về", before, format_func=labels.STAGES.__getitem__, key="lui-ve")
        st.text_input("Lý do lùi giai đoạn", key="lui-ly-do")
        st.caption("Một người khác có quyền phải xác nhận thì kỳ mới lùi.")
        ctx.button(
            "Gửi đề nghị",
            lambda: ctx.act(
                stages.ask_return,
                "Đã ghi đề nghị; chờ người thứ hai xác nhận.",
                to=st.session_state["lui-ve"],
                reason=st.session_state["lui-ly-do"],
            ),
            key="lui-gui",
        )


def _edit_windows(ctx: Context, found: StageView, known: Mapping[Stage, Window]) -> None:
    inside = panel("Đặt thời hạn", key="mo-dat-han", icon=":material/event:")
    if inside is None:
        return
    with inside:
        ahead = found.path[found.path.index(found.stage) :]
        stage = st.selectbox(
            "Giai đoạn",
            [one for one in ahead if one not in CLOSED],
            format_func=labels.STAGES.__getitem__,
            key="giai-doan-dat-han",
        )
        window = known.get(stage, Window())
        columns, place = st.columns(3), f"{stage}-{window.version}"
        _day(columns[0], "Ngày mở", window.opens_at, f"mo-{place}")
        _day(columns[1], "Hạn nhắc, hết ngày", window.soft_deadline, f"nhac-{place}")
        _day(columns[2], "Hạn cuối, hết ngày", window.hard_deadline, f"cuoi-{place}")

        def set_window() -> None:
            opens, soft, hard = (_chosen_day(f"{one}-{place}") for one in ("mo", "nhac", "cuoi"))
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
                is_past_meant=bool(st.session_state.get(f"da-qua-{place}")),
            )

        last = _chosen_day(f"cuoi-{place}")
        if last is not None and Window(hard_deadline=end_of(last)).is_past(ctx.work.now):
            st.warning(windows.PAST.format(vi_moment(ctx.work.now)))
            st.checkbox("Hạn cuối đã qua, vẫn ghi", key=f"da-qua-{place}")
        ctx.button("Ghi thời hạn", set_window, key="ghi-han")


def _day(column: DeltaGenerator, label: str, at: datetime | None, key: str) -> None:
    day = None if at is None else day_of(at)
    column.date_input(label, day, format="DD/MM/YYYY", key=key)


def _chosen_day(key: str) -> date | None:
    given = st.session_state.get(key)
    return given if isinstance(given, date) else None


def _extend(ctx: Context) -> None:
    inside = panel("Gia hạn cho một đơn vị", key="mo-gia-han", icon=":material/more_time:")
    if inside is None:
        return

    def extend() -> None:
        day = _chosen_day("gia-han-den")
        ctx.act(
            windows.extend,
            "Đã gia hạn.",
            unit=st.session_state["gia-han-don-vi"],
            until=ctx.now if day is None else end_of(day),
            reason=st.session_state["gia-han-ly-do"],
        )

    with inside:
        members = rosters.members(ctx.work)
        names = {member.code: member.name for member in members}
        unit = st.selectbox(
            "Đơn vị được gia hạn",
            list(names),
            format_func=names.__getitem__,
            key="gia-han-don-vi",
            persist_state="page",
        )
        day = st.date_input(
            "Đến hết ngày", None, format="DD/MM/YYYY", key="gia-han-den", persist_state="page"
        )
        st.text_input("Lý do gia hạn", key="gia-han-ly-do", persist_state="page")
        is_asked = isinstance(day, date) and unit is not None
        ctx.button("Gia hạn", extend, key="gia-han", disabled=not is_asked)
