"""Tổng quan: where the movement stands, what the next step asks, and taking it."""

from datetime import date

import streamlit as st

from thidua import movement_charts
from thidua.domain.access.permissions import Permission
from thidua.domain.movement.life import (
    MOVEMENT_STATE_WORDS,
    CheckWeight,
    Launch,
    LifeCheck,
    MovementReview,
    MovementState,
    asks_reason,
    next_states,
)
from thidua.domain.movement.place_count import is_counted, level_years
from thidua.frames.movement import places as frames
from thidua.services.movement import life, reached
from thidua.services.movement.life import LifeStep, MovementStanding
from thidua.services.movement.plans import MovementPlan
from thidua.services.register import counted_targets
from thidua.ui.frame import links
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.movement import targets
from thidua.ui.widgets import tables
from thidua.ui.widgets.panel import panel

_S = MovementState
_ROAD = (_S.DRAFT, _S.LAUNCHED, _S.RUNNING, _S.MIDWAY, _S.FINAL, _S.CLOSED)
_PARTS = {
    "result": "Kết quả",
    "impact": "Tác động",
    "shortcomings": "Tồn tại và nguyên nhân",
    "lessons": "Bài học",
}


def draw(ctx: Context, found: MovementPlan) -> None:
    """Vẽ phần «Tổng quan»."""
    there = life.of_movement(ctx.work, code=found.plan.code)
    if found.plan.targets:
        targets.picture_of(
            found.plan.targets, reached.of_movement(ctx.work, plan=found.plan).figures
        )
    _road(there)
    _launched(there)
    forward = [step for step in there.steps if step.to in next_states(there.standing.state)]
    for step in forward:
        st.subheader(f"Bước tiếp: {MOVEMENT_STATE_WORDS[step.to]}", anchor=False)
        for one in step.checks:
            st.markdown(_check_words(one))
        if not step.checks:
            st.markdown("Không có việc gì phải xong trước.")
    _review(there)
    inside = panel("Địa bàn theo mức từng năm", key="mo-muc-tung-nam", icon=":material/grid_on:")
    if inside is not None:
        with inside:
            _levels(ctx, found)
    if not ctx.allows(Permission.EDIT_MOVEMENT):
        said = f"{links.who(Permission.EDIT_MOVEMENT)} chuyển bước của phong trào."
        st.caption(said[:1].upper() + said[1:])
        return
    inside = panel("Chuyển bước", key="mo-chuyen-buoc", icon=":material/moving:")
    if inside is not None:
        with inside:
            _move(ctx, found, there)


def _road(there: MovementStanding) -> None:
    now = there.standing.state
    words = [
        f"**{MOVEMENT_STATE_WORDS[one]}**" if one is now else MOVEMENT_STATE_WORDS[one]
        for one in _ROAD
    ]
    said = " → ".join(words)
    if now is _S.STOPPED:
        said = f"**{MOVEMENT_STATE_WORDS[now]}**: {literal(there.standing.reason)}"
    st.markdown(f"Trạng thái: {said}.")


def _launched(there: MovementStanding) -> None:
    launch = there.standing.launch
    if launch.day is None:
        return
    where = f" tại {launch.place}" if launch.place else ""
    by = ""
    if launch.document_day is not None:
        by = f" theo {launch.document} ngày {launch.document_day:%d/%m/%Y}"
    st.markdown(literal(f"Phát động ngày {launch.day:%d/%m/%Y}{where}{by}."))


def _check_words(one: LifeCheck) -> str:
    """Một việc phải xong, with a sign and a word and never by colour alone."""
    if one.is_done:
        return f"- ✓ {literal(one.text)} – xong"
    word = "thiếu" if one.weight is CheckWeight.STOPS else "chưa có"
    return f"- ✗ {literal(one.text)} – **{word}**: {literal(one.cure)}"


def _review(there: MovementStanding) -> None:
    review = there.standing.review
    for name, title in _PARTS.items():
        text = getattr(review, name)
        if text:
            st.markdown(f"**{title}**")
            st.text(text)


def _levels(ctx: Context, found: MovementPlan) -> None:
    """Số địa bàn giữ từng mức cuối mỗi năm, as a picture and as a table."""
    plan = found.plan
    book = reached.book_of(ctx.work, plan=plan)
    kinds = list(dict.fromkeys(one.of for one in plan.targets if is_counted(one)))
    kinds = [one for one in kinds if book is not None and book.of(one)]
    if book is None or not kinds:
        st.markdown(
            "Chưa có gì để đếm: phong trào chưa phát động, kế hoạch không đếm địa bàn, hoặc danh "
            "sách địa bàn của phong trào chưa có địa bàn nào."
        )
        return
    last = counted_targets.last_day(plan, found.today)
    for kind in kinds:
        counts = level_years(book, kind, plan.years, last)
        of = f"{book.listed_on:%d/%m/%Y}"
        st.markdown(f"**{len(book.of(kind))} {literal(kind)}**, theo danh sách ngày {of}")
        st.vega_lite_chart(
            frames.level_years(counts),
            movement_charts.levels_spec(),
            alt=f"Số {kind} giữ từng mức cuối mỗi năm; bảng ngay dưới có cùng số",
        )
        tables.draw(
            frames.level_table(counts),
            alt=f"Số {kind} giữ từng mức cuối mỗi năm",
        )
    st.caption(
        f"Mức cao nhất đang giữ tới hết mỗi năm, năm cuối tính tới {last:%d/%m/%Y}; chỉ đếm quyết "
        "định đã xác nhận, đã trừ quyết định bị thu hồi."
    )


def _move(ctx: Context, found: MovementPlan, there: MovementStanding) -> None:
    steps = {step.to: step for step in there.steps}
    if not steps:
        st.caption("Phong trào này không còn bước nào.")
        return
    to = st.selectbox(
        "Chuyển sang",
        list(steps),
        format_func=MOVEMENT_STATE_WORDS.__getitem__,
        key=f"buoc-{found.plan.code}-{there.standing.version}",
    )
    step, place = steps[to], f"{found.plan.code}-{there.standing.version}-{to}"
    is_launch = to is _S.LAUNCHED and not asks_reason(there.standing.state, to)
    launched = _launch_fields(there, place) if is_launch else None
    if to is _S.CLOSED:
        for name, title in _PARTS.items():
            held = getattr(there.standing.review, name)
            st.text_area(title, held, key=f"{name}-{place}", persist_state="page")
    st.text_input(_reason_label(step), key=f"ly-do-{place}", persist_state="page")

    def keep() -> None:
        ctx.act(
            life.move,
            f"Phong trào đã chuyển sang «{MOVEMENT_STATE_WORDS[to]}».",
            code=found.plan.code,
            to=to,
            seen=there.standing.version,
            reason=st.session_state[f"ly-do-{place}"],
            launch=_launch(launched, place),
            review=_typed_review(place) if to is _S.CLOSED else None,
        )

    ctx.button("Chuyển bước", keep, key="chuyen-buoc-phong-trao")


def _reason_label(step: LifeStep) -> str:
    return "Lý do (bắt buộc)" if step.needs_reason else "Lý do"


def _launch_fields(there: MovementStanding, place: str) -> tuple[date | None, date | None]:
    held = there.standing.launch
    left, right = st.columns(2)
    left.text_input("Số văn bản", held.document, key=f"van-ban-{place}", persist_state="page")
    signed = right.date_input(
        "Ngày văn bản", held.document_day, format="DD/MM/YYYY", key=f"ngay-van-ban-{place}"
    )
    day = left.date_input(
        "Ngày phát động", held.day, format="DD/MM/YYYY", key=f"ngay-phat-dong-{place}"
    )
    right.text_input("Nơi phát động", held.place, key=f"noi-{place}", persist_state="page")
    return day, signed


def _launch(days: tuple[date | None, date | None] | None, place: str) -> Launch | None:
    if days is None:
        return None
    return Launch(
        day=st.session_state.get(f"ngay-phat-dong-{place}"),
        place=st.session_state.get(f"noi-{place}", ""),
        document=st.session_state.get(f"van-ban-{place}", ""),
        document_day=st.session_state.get(f"ngay-van-ban-{place}"),
    )


def _typed_review(place: str) -> MovementReview:
    return MovementReview(**{name: st.session_state.get(f"{name}-{place}", "") for name in _PARTS})
