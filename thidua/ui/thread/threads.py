"""Luồng giải trình trên màn hình: the list, one thread as it went, and what may be done next."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date, datetime

import streamlit as st

from thidua import labels
from thidua.domain.access.permissions import Permission
from thidua.domain.ground.points import vi_number
from thidua.domain.period.windows import vi_day, vi_moment
from thidua.domain.thread.thread import (
    KIND_WORDS,
    LONGEST_WORDS,
    Side,
    Step,
    Thread,
    ThreadKind,
    ThreadStatus,
    points_words,
)
from thidua.frames import threads as frames
from thidua.services.covenant import covenants
from thidua.services.period import rosters
from thidua.services.thread import threads
from thidua.ui.awards import supposed as supposed_panel
from thidua.ui.frame import links
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.thread import files as thread_files
from thidua.ui.widgets import tables
from thidua.ui.widgets.panel import panel

_CHOSEN = "luong-dang-xem"
ADDRESSED = "luong"
"""Tham số địa chỉ of the thread that is open."""

ABOUT_UNIT, ABOUT_CRITERION = "ve-don-vi", "ve-tieu-chi"
"""Tham số địa chỉ of what a new thread is to be about."""

_ANY, _SHOWN, _OPEN = "", "_luong_dang_xem", "mo-luong-moi"
_STEPS = {
    Step.ANSWER: ("Trả lời", "Lời giải trình của đơn vị", "Gửi trả lời", "Đã gửi trả lời."),
    Step.NOTE: ("Ghi thêm", "Lời ghi thêm", "Ghi vào hồ sơ", "Đã ghi thêm vào hồ sơ."),
    Step.CLOSE: ("Kết thúc", "Kết luận", "Kết thúc hồ sơ", "Đã kết thúc hồ sơ."),
    Step.ASK_AGAIN: ("Hỏi thêm", "Điều cần hỏi thêm", "Gửi câu hỏi", "Đã gửi câu hỏi thêm."),
    Step.WITHDRAW: ("Rút hồ sơ", "", "Rút hồ sơ này", "Đã rút hồ sơ."),
}
"""Chữ của từng việc: its name, what is to be written, the button, and what is said afterwards."""


def place_of(unit: str, criterion: str) -> dict[str, str]:
    """Chỗ trên trang Giải trình where a new thread about this criterion is begun."""
    return {ABOUT_UNIT: unit, ABOUT_CRITERION: criterion}


def sentence(ctx: Context, found: Sequence[Thread]) -> str:
    """Câu đầu: how much waits for this person, and what waits for others."""
    mine = [one for one in found if threads.awaits(ctx.actor, ctx.period, one)]
    answers = [one for one in mine if one.turn is Side.UNIT]
    others = [one for one in found if not one.is_closed and one not in mine]
    said = []
    if answers:
        said.append(f"Bạn có **{len(answers)}** việc cần trả lời{_late(answers, ctx.now)}")
    if len(mine) > len(answers):
        said.append(f"có **{len(mine) - len(answers)}** hồ sơ chờ bạn kết luận")
    if not mine:
        said.append("Bạn không có việc nào phải trả lời hay kết luận")
    if others:
        said.append(f"**{len(others)}** hồ sơ chờ người khác{_late(others, ctx.now)}")
    words = "; ".join(said)
    return f"{words[0].upper()}{words[1:]}."


def _late(found: Sequence[Thread], now: datetime) -> str:
    late = sum(one.days_late(now) > 0 for one in found)
    return f", **{late}** đã quá hạn" if late else ""


def choose(ctx: Context, found: Sequence[Thread]) -> Thread | None:
    """Chọn luồng: filters, the list, and the one that is open; the address carries it."""
    addressed = _addressed(found)
    if not found:
        st.info("Chưa có yêu cầu giải trình hay kiến nghị nào dành cho bạn.")
        return None
    names = _names(ctx)
    shown = _filtered(found, names)
    awaiting = [one for one in shown if threads.awaits(ctx.actor, ctx.period, one)]
    if not shown:
        st.info("Không có hồ sơ nào như vậy; hãy bỏ bớt điều kiện lọc.")
        return None
    tables.draw(
        frames.threads_frame(shown, awaiting, lambda code: names.get(code, code), ctx.now),
        alt="Các hồ sơ giải trình và kiến nghị",
    )
    calls = {one.id: _call(one, found, names) for one in shown}
    keys = list(calls)
    key = st.selectbox(
        "Hồ sơ đang xem",
        keys,
        index=next((place for place, one in enumerate(keys) if str(one) == addressed), 0),
        format_func=lambda one: calls.get(one, str(one)),
        key=_CHOSEN,
    )
    chosen = next((one for one in shown if one.id == key), shown[0])
    st.query_params[ADDRESSED] = st.session_state[_SHOWN] = str(chosen.id)
    return chosen


def _addressed(found: Sequence[Thread]) -> str | None:
    """Luồng mà đường dẫn nói tới; one that is not among these is told of and forgotten.

    Not where this page wrote it itself, before another block or year was chosen.
    """
    addressed = st.query_params.get(ADDRESSED)
    if addressed is None or addressed in {str(one.id) for one in found}:
        return addressed
    if addressed != st.session_state.get(_SHOWN):
        st.warning("Hồ sơ trong đường dẫn không có, hoặc không dành cho bạn.")
    del st.query_params[ADDRESSED]
    return None


def _names(ctx: Context) -> dict[str, str]:
    """Tên ngắn, with the code where two units share one."""
    members = rosters.members(ctx.work)
    names = {one.code: one.called for one in members}
    times = Counter(names.values())
    return {code: name if times[name] == 1 else f"{name} ({code})" for code, name in names.items()}


def _filtered(found: Sequence[Thread], names: dict[str, str]) -> list[Thread]:
    if len(found) == 1:
        return list(found)
    left, middle, right = st.columns(3)
    unit = left.selectbox(
        "Đơn vị",
        [_ANY, *sorted({one.unit for one in found})],
        format_func=lambda code: names.get(code, code) or "Mọi đơn vị",
        key="luong-don-vi",
    )
    status = middle.selectbox(
        "Tình trạng",
        [_ANY, *ThreadStatus],
        format_func=lambda code: labels.THREAD_STATUSES.get(code, "Mọi tình trạng"),
        key="luong-tinh-trang",
    )
    kind = right.selectbox(
        "Loại",
        [_ANY, *ThreadKind],
        format_func=lambda code: KIND_WORDS.get(code, "mọi loại").capitalize(),
        key="luong-loai",
    )
    return [
        one
        for one in found
        if unit in (_ANY, one.unit) and status in (_ANY, one.status) and kind in (_ANY, one.kind)
    ]


def _call(thread: Thread, found: Sequence[Thread], names: dict[str, str]) -> str:
    """Tên gọi của luồng: stays the same whatever becomes of it, and names no other."""
    same = [one.id for one in found if (one.unit, one.criterion) == (thread.unit, thread.criterion)]
    turn = sorted(same).index(thread.id) + 1
    again = f" · lần {turn}" if turn > 1 else ""
    unit = names.get(thread.unit, thread.unit)
    return f"{unit} · {thread.criterion} · {KIND_WORDS[thread.kind]}{again}"


def draw(ctx: Context, thread: Thread) -> None:
    """Vẽ một luồng: the criterion with its points, what was said, and one form for what is next."""
    covenant = covenants.load(ctx.session, ctx.period)
    criterion = covenant.criteria.get(thread.criterion)
    names = _names(ctx)
    unit = literal(names.get(thread.unit, thread.unit))
    st.header(f"{unit}: tiêu chí {literal(thread.criterion)}", anchor=False)
    if criterion is not None:
        most = literal(vi_number(criterion.max_points))
        st.markdown(f"{literal(criterion.text)} (tối đa {most} điểm)")
    state = f"{KIND_WORDS[thread.kind].capitalize()}, **{literal(thread.words(ctx.now))}**."
    points = "" if thread.is_closed else f" {literal(_points(ctx, thread))}."
    st.markdown(state + points)
    _timeline(thread)
    thread_files.draw(ctx, thread)
    supposed_panel.draw_kept(ctx, thread.unit, thread.criterion)
    _next(ctx, thread)


def _points(ctx: Context, thread: Thread) -> str:
    """Điểm lúc mở và hiện nay, while it is not settled."""
    said = f"Điểm lúc mở: {points_words(thread.old_points)}"
    if not ctx.allows(Permission.VIEW_SHEET, thread.unit):
        return said
    points = threads.points_in_force(ctx.work, unit=thread.unit, criterion=thread.criterion)
    return f"{said}; hiện nay: {points_words(points)}"


def _timeline(thread: Thread) -> None:
    asked_by_judges = thread.kind is ThreadKind.EXPLAIN
    _said(thread.opened_by, asked_by_judges, thread.opened_at, thread.question)
    for one in thread.messages:
        _said(one.said_by, not one.said_for, one.said_at, one.body)
    if thread.closed_at is not None:
        word = "Đã rút" if thread.is_withdrawn else "Kết luận"
        judges = asked_by_judges or not thread.is_withdrawn
        _said(thread.closed_by, judges, thread.closed_at, thread.outcome, word)


def _said(who: str, judges: bool, at: datetime, body: str, word: str = "") -> None:
    side = "tổ thẩm định" if judges else "đơn vị"
    mark = f"**{word}** · " if word else ""
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"{mark}**{literal(who)}** ({side}) · {literal(vi_moment(at))}")
        if body:
            st.text(body)


def _next(ctx: Context, thread: Thread) -> None:
    steps = threads.steps(ctx.actor, ctx.period, thread)
    if not steps:
        return
    _tell_of_news(ctx, thread)
    step = st.radio(
        "Việc tiếp theo",
        steps,
        format_func=lambda one: _STEPS[one][0],
        horizontal=True,
        key=f"viec-{thread.id}-{thread.status}",
    )
    _, asked, button, message = _STEPS[step]
    # What somebody was typing survives a refusal and another person's message, not one's own.
    mine = sum(one.said_by == ctx.actor.name for one in thread.messages)
    place = f"{thread.id}-{step}-{mine}"
    # The day is asked for first: its calendar stays open and would lie over the button.
    if step is Step.ASK_AGAIN:
        _day("Hạn trả lời, hết ngày", f"han-{place}")
    if asked:
        st.text_area(asked, max_chars=LONGEST_WORDS, key=f"loi-{place}")
    if step is Step.CLOSE:
        st.caption(
            "Nếu đổi điểm thì sửa ở bảng thẩm định trước: phần mềm giữ điểm lúc mở và điểm lúc "
            "kết thúc hồ sơ."
        )
        links.open_page("cham_diem")
    # A click on what was drawn before somebody wrote is not taken for the thread as it is now.
    ctx.button(
        button,
        lambda: _do(ctx, thread, step, message, place),
        key=f"nut-{thread.id}-{thread.version}",
        type="primary",
    )


def _tell_of_news(ctx: Context, thread: Thread) -> None:
    """Báo có lời mới since this person last saw the thread, in this tab."""
    place = f"_luong-{thread.id}"
    before = st.session_state.get(place)
    last = thread.messages[-1].said_by if thread.messages else thread.opened_by
    if before not in (None, thread.version) and last != ctx.actor.name:
        st.info("Hồ sơ vừa có lời mới; hãy đọc rồi viết tiếp. Chữ đang gõ vẫn còn.")
    st.session_state[place] = thread.version


def _do(ctx: Context, thread: Thread, step: Step, message: str, place: str) -> None:
    key, seen = thread.id, thread.version
    text = st.session_state.get(f"loi-{place}", "")
    if step is Step.CLOSE:
        ctx.act(threads.close, message, thread=key, seen=seen, outcome=text)
    elif step is Step.ASK_AGAIN:
        due = _chosen_day(f"han-{place}")
        ctx.act(threads.ask_again, message, thread=key, seen=seen, text=text, due=due)
    elif step is Step.WITHDRAW:
        ctx.act(threads.withdraw, message, thread=key, seen=seen)
    else:
        ctx.act(threads.answer, message, thread=key, seen=seen, text=text)


def _day(label: str, key: str) -> None:
    st.date_input(label, None, format="DD/MM/YYYY", key=key)


def _chosen_day(key: str) -> date | None:
    given = st.session_state.get(key)
    return given if isinstance(given, date) else None


def open_new(ctx: Context, found: Sequence[Thread]) -> None:
    """Mở luồng mới, for whoever may: the judges ask a unit, a unit petitions."""
    kinds = [
        kind
        for kind in ThreadKind
        if threads.opening_units(ctx.actor, ctx.period, kind) != frozenset()
    ]
    if not kinds:
        return
    _land()
    inside = panel("Mở hồ sơ mới", key=_OPEN, icon=":material/add_comment:")
    if inside is None:
        return
    with inside:
        kind = st.radio(
            "Loại hồ sơ",
            kinds,
            format_func=lambda one: KIND_WORDS[one].capitalize(),
            horizontal=True,
            key="loai-luong",
            persist_state="page",
        )
        allowed = threads.opening_units(ctx.actor, ctx.period, kind)
        members = rosters.members(ctx.work)
        names = {one.code: one.name for one in members if allowed is None or one.code in allowed}
        _keep_to(ABOUT_UNIT, names)
        st.selectbox(
            "Về đơn vị",
            list(names),
            format_func=lambda one: names.get(one, one),
            key=ABOUT_UNIT,
            persist_state="page",
        )
        criteria = covenants.load(ctx.session, ctx.period).criteria
        _keep_to(ABOUT_CRITERION, criteria)
        st.selectbox(
            "Về tiêu chí",
            list(criteria),
            format_func=lambda code: f"{code}. {criteria[code].text}" if code in criteria else code,
            key=ABOUT_CRITERION,
            persist_state="page",
        )
        place = f"{kind}-{len(found)}"
        if kind is ThreadKind.EXPLAIN:
            _day("Đơn vị trả lời đến hết ngày", f"han-moi-{place}")
        st.text_area(
            "Nội dung",
            max_chars=LONGEST_WORDS,
            key=f"noi-dung-{place}",
            persist_state="page",
        )

        def begin() -> None:
            due = _chosen_day(f"han-moi-{place}")
            said = "" if due is None else f" Hạn trả lời: {vi_day(due)}."
            ctx.act(
                threads.open_thread,
                f"Đã mở hồ sơ.{said}",
                unit=st.session_state[ABOUT_UNIT],
                criterion=st.session_state[ABOUT_CRITERION],
                kind=kind,
                question=st.session_state[f"noi-dung-{place}"],
                due=due,
            )
            with ctx.anew() as work:  # what was just opened is what one looks at next
                st.session_state[_CHOSEN] = max(one.id for one in threads.listed(work))

        ctx.button("Mở hồ sơ", begin, key="mo-luong", type="primary")


def _land() -> None:
    """Theo đường dẫn tới một luồng mới, once, so that the person can choose otherwise."""
    for name in (ABOUT_UNIT, ABOUT_CRITERION):
        if name in st.query_params:
            st.session_state[name] = st.query_params[name]
            st.session_state[_OPEN] = True
            del st.query_params[name]


def _keep_to(name: str, known: Collection[str]) -> None:
    """Quên điều đã chọn where it is not among these."""
    if st.session_state.get(name) not in known:
        st.session_state.pop(name, None)
