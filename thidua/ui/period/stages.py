"""Bảng giai đoạn: where the period stands, what stands in its way, its deadlines."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

import streamlit as st

from thidua import labels
from thidua.domain.access.permissions import Permission, to_move_from
from thidua.domain.ground.errors import Refused
from thidua.domain.period.closing import (
    PHRASES,
    Blocker,
    passed_words,
    stopping,
    to_pass_over,
)
from thidua.domain.period.stage import CLOSED, Stage, earlier_stages
from thidua.domain.period.windows import Window, day_of, end_of, start_of, vi_moment
from thidua.frames import stages as frames
from thidua.services.access import interests
from thidua.services.ground.work import Work
from thidua.services.period import rosters, windows
from thidua.services.period.windows import GivenExtension
from thidua.services.progress import stages
from thidua.services.progress.final import Final, final
from thidua.services.progress.stages import StageView
from thidua.services.record import backups
from thidua.services.record.integrity import Checked
from thidua.ui.frame import links
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.widgets import tables
from thidua.ui.widgets.others import others
from thidua.ui.widgets.panel import panel
from thidua.web.heavy import heavy
from thidua.web.streamlit_inside import DeltaGenerator

_PHRASE, _REASON = "cong-bo-go", "chuyen-ly-do"


def draw(ctx: Context) -> None:
    """Vẽ giai đoạn, for everybody; what can be done about it for whoever may."""
    found = stages.view(ctx.work)
    known = windows.windows(ctx.work)
    given = _named(ctx, windows.extensions(ctx.work))
    st.markdown(
        sentence(found.stage, known.get(found.stage), ctx.now)
        + running(given, found.stage, ctx.now)
    )
    for one in found.passed:
        st.caption(
            f":material/assignment_late: Chuyển từ «{labels.STAGES[one.old]}» sang "
            f"«{labels.STAGES[one.new]}» khi còn việc nên xong ({passed_words(one.matters)}); "
            f"{literal(one.by)}, {vi_moment(one.at)}, lý do: {literal(one.reason)}"
        )
    if found.fingerprint:
        st.caption(f"Mã đối chiếu khi {labels.STAGES[found.stage].lower()}: {found.fingerprint}")
    with st.container():  # kept when empty, so that an open panel below stays open
        _deadlines(found.path, known, given)
    if ctx.allows(to_move_from(found.stage)):
        _advance(ctx, found)
    goes_back, sets_dates, extends = (
        ctx.allows(Permission.RETURN_STAGE),
        ctx.allows(Permission.EDIT_WINDOWS),
        ctx.allows(Permission.EXTEND_DEADLINE) or bool(interests.substituted_units(ctx.work)),
    )
    if not (goes_back or sets_dates or extends):
        return
    with others("giai-doan"):
        if goes_back:
            _go_back(ctx, found)
        if sets_dates:
            _edit_windows(ctx, found, known)
        if extends:
            _extend(ctx)


def _named(ctx: Context, given: Sequence[GivenExtension]) -> list[GivenExtension]:
    """Các lần gia hạn with the short name of the unit in place of its code."""
    members = rosters.members(ctx.work) if given else []
    names = {member.code: member.called for member in members}
    return [replace(one, unit=names.get(one.unit, one.unit)) for one in given]


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
        tables.draw(frames.windows_frame(stages_, known), alt="Thời hạn các giai đoạn")
    if given:
        rows = [(one.unit, one.stage, one.until, one.reason, one.granted_by) for one in given]
        tables.draw(frames.extensions_frame(rows), alt="Các đơn vị được gia hạn")


def still_in_the_way(ctx: Context, found: StageView, here: str = "tong_quan") -> None:
    """Vì sao chưa chuyển được: what must be done, what should be, each with whose turn it is."""
    must, should = stopping(found.blockers), to_pass_over(found.blockers)
    if must:
        st.markdown(f"**Vì sao chưa chuyển được**: còn {len(must)} việc **phải xong**.")
    else:
        st.markdown("Không còn việc gì chặn lại.")
    for one in must:
        _one(ctx, one, ":material/block:", here)
    if should:
        st.markdown(f"Còn {len(should)} việc **nên xong**; chưa xong mà chuyển thì phải ghi lý do.")
        for one in should:
            _one(ctx, one, ":material/info:", here)


def _one(ctx: Context, one: Blocker, icon: str, here: str) -> None:
    """Một việc: what it is, whose turn since when, and the way to it."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"{icon} {literal(one.message)}")
        if said := _turn(one, ctx.now):
            st.caption(said)
        if links.page_of(one.cure) != here:
            links.cure(one.cure, one.turn.about)


def _turn(one: Blocker, now: datetime) -> str:
    """Chờ ai, từ bao giờ."""
    said = [f"chờ {literal(one.turn.whose)}"] if one.turn.whose else []
    if one.turn.since is not None:
        days = (day_of(now) - day_of(one.turn.since)).days
        age = f" ({days} ngày)" if days > 0 else ""
        said.append(f"từ {vi_moment(one.turn.since)}{age}")
    return ", ".join(said)


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
        still_in_the_way(ctx, found)
        if to_pass_over(found.blockers):
            st.text_input(
                "Vì sao chuyển khi chưa xong việc nên xong", key=_REASON, persist_state="page"
            )
        shown = final(ctx.work) if found.following in PHRASES else None
        if shown is not None:
            _draw_final(shown, to)
        if found.makes_backup:
            st.caption("Bấm nút thì phần mềm sao lưu trước rồi mới chuyển.")
        fingerprint = "" if shown is None else shown.fingerprint
        ctx.button(
            f"Chuyển sang {to}",
            lambda: _move(ctx, found, to, fingerprint),
            key="chuyen-giai-doan",
            type="primary",
        )


def _draw_final(shown: Final, to: str) -> None:
    """Điều đứng yên, ai xem được, mã đối chiếu: before the phrase is typed."""
    frozen, readers = "; ".join(shown.frozen), "; ".join(shown.readers)
    undone = " hoặc ".join(shown.undone_by)
    st.warning(
        f"Chuyển sang «{to}» thì đứng yên: {literal(frozen)}. Muốn sửa phải lùi giai đoạn, do "
        f"{literal(undone)} đề nghị, có lý do và người thứ hai."
    )
    st.markdown(f"**Ai xem được kết quả:** {literal(readers)}.")
    st.markdown(f"**Mã đối chiếu:** `{shown.fingerprint}`")
    st.caption(
        "Mã này được giữ cùng lần chuyển; ai có gói nhật ký cũng tính lại được. Nếu dữ liệu đổi "
        "trước khi bấm nút, phần mềm báo lại mà không chuyển."
    )
    verb = "công bố" if shown.phrase == PHRASES[Stage.PUBLISHED] else "chốt"
    st.text_input(f"Gõ «{shown.phrase}» để {verb}", key=_PHRASE, persist_state="page")


def _move(ctx: Context, found: StageView, to: str, fingerprint: str) -> None:
    typed, reason = (st.session_state.get(key) or "" for key in (_PHRASE, _REASON))
    with ctx.anew() as work:
        now = stages.view(work)
    if now.makes_backup and _is_ready(now, typed, reason):
        _back_up(ctx, work, now)
    ctx.act(
        stages.advance,
        f"Kỳ đã chuyển sang giai đoạn {to}.",
        seen=found.stage,
        typed=typed,
        reason=reason,
        fingerprint=fingerprint,
        checked=_checked(ctx, work, now, typed, reason),
    )


def _is_ready(found: StageView, typed: str, reason: str) -> bool:
    """Không còn gì chặn lại, so that a copy is not made for a press that will be refused."""
    phrase = "" if found.following is None else PHRASES.get(found.following, "")
    is_typed = not phrase or typed.strip() == phrase
    is_said = bool(reason.strip()) or not to_pass_over(found.blockers)
    return is_typed and is_said and not stopping(found.blockers)


def _back_up(ctx: Context, work: Work, found: StageView) -> None:
    """Sao lưu trước khi chuyển; where that fails, a copy of this stage made otherwise will do."""
    try:
        with heavy():
            backups.before_move(ctx.url, actor=work.actor, period=work.period, now=work.now)
    except Refused:
        if not found.backed_up:
            raise


def _checked(ctx: Context, work: Work, found: StageView, typed: str, reason: str) -> Checked | None:
    """Kiểm tra toàn bộ trước lượt ghi, which takes long and must hold up nobody."""
    if not _is_ready(found, typed, reason):
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
        names = {
            member.code: member.name
            for member in members
            if interests.may_decide(ctx.work, Permission.EXTEND_DEADLINE, member.code)
        }
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
