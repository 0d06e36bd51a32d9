"""Bảng phân công chấm chéo: who reviews whom, drawn by lot or set by hand, seen before applied."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from secrets import randbelow

import streamlit as st

from thidua.domain.access.permissions import Permission
from thidua.domain.review.assignment import (
    MANNER_WORDS,
    Drawn,
    Lots,
    Manner,
    draw_lots,
    gaps,
    group_words,
    per_cell_of,
    renewed,
)
from thidua.domain.review.plan import Assignment, Blindness, ReviewPlan
from thidua.frames.review import assignments as frames
from thidua.services.review import assignments
from thidua.services.review.assignments import ReviewView
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.review import plan_change
from thidua.ui.review import reviewers as reviewer_panel
from thidua.ui.widgets import tables
from thidua.ui.widgets.panel import panel

_USUAL = 2
_SEEDS = 10**6
_SEEN = "_phan_cong_xem_thu"
_REASON = "Lý do đổi, cần khi bớt phiếu đã nộp"
_HEIGHT, _AT_ONCE = 220, 8
_SIDE_BY_SIDE = 2
_WIDTH, _FIRST, _NARROWEST = 940, 150, 120
_WRAPS, _LINE, _LETTER = 72, 20, 8  # a table breaks lines only in rows of this height


def draw(ctx: Context) -> None:
    """Vẽ phân công, for whoever may see it; what can be done about it for whoever assigns."""
    found = assignments.view(ctx.work)
    if not found.is_held:
        st.info(
            "Giao ước để khối trưởng quyết định điểm nên kỳ này không có chấm chéo. Muốn có thì "
            "sửa mục «Cách tổng hợp điểm chấm chéo» của giao ước.",
            icon=":material/info:",
        )
        return
    plan_change.note(ctx, found.plan.version)
    may_assign = ctx.allows(Permission.ASSIGN_REVIEWERS)
    st.markdown(sentence(found, may_assign=may_assign))
    if found.plan.assignments:
        _tables(found, found.plan, per_cell_of(found.plan))
    st.caption(_settings(found.plan))
    if may_assign:
        _draw_lots(ctx, found)
        if found.plan.assignments:
            _edit(ctx, found)
        reviewer_panel.absence_panel(ctx, found)
        reviewer_panel.recusal_panel(ctx, found)
        _blindness(ctx, found.plan)


def sentence(found: ReviewView, *, may_assign: bool) -> str:
    """Tình hình phân công trong một câu, or what to do first."""
    plan = found.plan
    if not plan.assignments:
        if not may_assign:
            return "Chưa phân công ai chấm chéo."
        return (
            "Chưa phân công ai chấm chéo. Ở «Phân công một lượt», chọn số người chấm mỗi phần chấm "
            "rồi bấm «Xem thử phân công»; chưa có gì được ghi cho tới khi áp dụng."
        )
    per_cell = per_cell_of(plan)
    said = [f"**{len(plan.pairs())}** phiếu chấm chéo, mỗi phần chấm **{per_cell}** người chấm"]
    lacking = len(gaps(plan, found.names, list(found.groups), per_cell))
    said += [f"còn **{lacking} ô thiếu** người chấm"] if lacking else []
    away = len({one.reviewer for one in plan.assignments if one.absent_reason})
    said += [f"{away} người chấm vắng"] if away else []
    said += [f"{len(plan.recusals)} cặp từ chối chấm"] if plan.recusals else []
    return f"{'; '.join(said)}."


def _settings(plan: ReviewPlan) -> str:
    seed = f" Mã của lần bốc thăm gần nhất: {literal(plan.seed)}." if plan.seed else ""
    words = plan.blindness.words()
    return f"{words[0].upper()}{words[1:]}.{seed}"


def _tables(found: ReviewView, plan: ReviewPlan, per_cell: int, title: str = "Phân công") -> None:
    cells = frames.cells_frame(plan, found.names, list(found.groups), per_cell)
    has_one = len(cells.columns) <= _SIDE_BY_SIDE
    wide, narrow = st.columns([5, 2]) if has_one else (st.container(), st.container())
    each = max(_NARROWEST, (_WIDTH - _FIRST) // max(1, len(cells.columns) - 1))
    lines = max(map(len, cells.to_numpy().flat)) * _LETTER // each + 2
    tables.draw(
        cells,
        row_height=None if has_one else max(_WRAPS, _LINE * lines),
        column_config=None
        if has_one
        else {
            name: st.column_config.TextColumn(width=each if number else _FIRST)
            for number, name in enumerate(cells.columns)
        },
        alt=f"{title}: ai chấm đơn vị nào, nhóm nào",
        inside=wide,
    )
    texts = [f"{group}: {text}" for group, text in found.groups.items() if group and text]
    if texts:
        wide.caption(literal("Một ô là một nhóm tiêu chí của một đơn vị. " + " · ".join(texts)))
    tables.draw(
        frames.loads_frame(plan, found.names, found.names),
        width="stretch" if has_one else "content",
        alt=f"{title}: khối lượng mỗi người chấm",
        inside=narrow,
    )


def _draw_lots(ctx: Context, found: ReviewView) -> None:
    plan, place = found.plan, f"{ctx.period.id}-{found.plan.version}"
    with st.expander(
        "Phân công một lượt", icon=":material/shuffle:", expanded=not plan.assignments
    ):
        most = max(1, len(found.names) - 1)
        columns = st.columns(3)
        per_cell = columns[0].number_input(
            "Số người chấm mỗi phần chấm",
            1,
            most,
            min(per_cell_of(plan) or _USUAL, most),
            key=f"so-nguoi-{ctx.period.id}",
        )
        manner = columns[1].segmented_control(
            "Cách chia việc",
            list(Manner),
            format_func=_MANNERS.__getitem__,
            default=Manner.UNIT,
            required=True,
            key=f"cach-{ctx.period.id}",
        )
        seed_key = f"hat-giong-{ctx.period.id}"
        if seed_key not in st.session_state:
            _new_seed(seed_key)
        seed = columns[2].text_input(
            "Mã bốc thăm",
            key=seed_key,
            help="Cùng mã bốc thăm và cùng điều kiện thì ai bốc lại cũng ra đúng kết quả này.",
        )
        away = {one.reviewer for one in plan.assignments if one.absent_reason}
        reviewers = st.multiselect(
            "Người chấm tham gia",
            list(found.names),
            [one for one in found.names if one not in away],
            format_func=found.names.__getitem__,
            key=f"tham-gia-{place}",
        )
        row = st.container(horizontal=True)
        wanted = (place, per_cell, manner, seed, tuple(reviewers))
        if row.button("Xem thử phân công", icon=":material/visibility:"):
            st.session_state[_SEEN] = wanted
        row.button("Đổi mã bốc thăm", on_click=_new_seed, args=(seed_key,))
        if st.session_state.get(_SEEN) != wanted:
            return
        conditions = assignments.lots(
            ctx.work, reviewers=reviewers, per_cell=per_cell, manner=manner, seed=seed.strip()
        )
        _preview(ctx, found, conditions, draw_lots(conditions, found.names))


_MANNERS = {manner: words.capitalize() for manner, words in MANNER_WORDS.items()}


def _new_seed(key: str) -> None:
    st.session_state[key] = f"{randbelow(_SEEDS):06}"


def _preview(ctx: Context, found: ReviewView, conditions: Lots, drawn: Drawn) -> None:
    for one in drawn.findings:
        show = st.error if one.is_error else st.warning
        show(literal(one.message))
    if not drawn.assignments:
        return
    st.markdown("**Xem thử: chưa có gì được ghi**")
    _tables(found, _after(found.plan, drawn.assignments), conditions.per_cell, "Xem thử")
    _effects(ctx, drawn.assignments, conditions.per_cell)
    st.text_input(_REASON, key="ly-do-phan-cong")
    ctx.button(
        "Áp dụng phân công",
        lambda: plan_change.act(
            ctx,
            found.plan.version,
            assignments.assign,
            "Đã ghi phân công chấm chéo.",
            assignments=drawn.assignments,
            seed=conditions.seed,
            seen=found.plan.version,
            reason=st.session_state["ly-do-phan-cong"],
            drawn=conditions,
        ),
        key="ap-dung-phan-cong",
        type="primary",
    )


def _after(plan: ReviewPlan, wanted: Sequence[Assignment]) -> ReviewPlan:
    return replace(plan, assignments=renewed(plan, wanted))


def _effects(ctx: Context, wanted: Sequence[Assignment], per_cell: int) -> list[str]:
    said = assignments.effects(ctx.work, assignments=wanted, per_cell=per_cell)
    st.markdown("**Hệ quả**" if said else "Không có gì đổi so với phân công đang dùng.")
    if said:
        with st.container(height=_HEIGHT if len(said) > _AT_ONCE else "content"):
            st.markdown("\n".join(f"- {literal(one)}" for one in said))
    return said


def _edit(ctx: Context, found: ReviewView) -> None:
    plan = found.plan
    inside = panel("Sửa phân công của một đơn vị", key="mo-sua-phan-cong", icon=":material/edit:")
    if inside is None:
        return
    with inside:
        unit = st.selectbox(
            "Đơn vị được chấm",
            list(found.names),
            format_func=found.names.__getitem__,
            key="sua-don-vi",
            persist_state="page",
        )
        others = [one for one in plan.assignments if one.unit != unit]
        wanted = [*others, *_chosen(found, unit)]
        if set(_after(plan, wanted).assignments) == set(plan.assignments):
            st.caption("Đổi người chấm ở trên thì hệ quả hiện ra ở đây, rồi mới ghi.")
            return
        _effects(ctx, wanted, per_cell_of(plan))
        st.text_input(_REASON, key="ly-do-sua", persist_state="page")
        ctx.button(
            "Ghi phân công của đơn vị này",
            lambda: plan_change.act(
                ctx,
                plan.version,
                assignments.assign,
                f"Đã sửa phân công chấm {found.names[unit]}.",
                assignments=wanted,
                seed=plan.seed,
                seen=plan.version,
                reason=st.session_state["ly-do-sua"],
            ),
            key="ghi-phan-cong",
            type="primary",
        )


def _chosen(found: ReviewView, unit: str) -> list[Assignment]:
    """Người chấm được chọn cho đơn vị này, group by group or the same for all.

    Who keeps away cannot be chosen, and stays where assigned before.
    """
    plan, groups = found.plan, list(found.groups)
    own = [one for one in plan.assignments if one.unit == unit]
    kept = [one for one in own if plan.recused(one.reviewer, unit)]
    now = {
        group: [one.reviewer for one in own if one.group == group and one not in kept]
        for group in groups
    }
    options = [one for one in found.names if one != unit and not plan.recused(one, unit)]
    place = f"{plan.version}-{unit}"
    is_same = st.checkbox(
        "Cùng người chấm cho mọi nhóm",
        all(set(some) == set(now[groups[0]]) for some in now.values()),
        key=f"cung-nguoi-{place}",
        persist_state="page",
    )
    if is_same:
        some = _pick("Người chấm mọi nhóm", options, now[groups[0]], found.names, f"moi-{place}")
        return [*kept, *(Assignment(one, unit, group) for one in some for group in groups)]
    return kept + [
        Assignment(one, unit, group)
        for group in groups
        for one in _pick(
            f"Người chấm nhóm {literal(group_words(group))}",
            options,
            now[group],
            found.names,
            f"nhom-{place}-{group}",
        )
    ]


def _pick(
    label: str, options: Sequence[str], now: Sequence[str], names: Mapping[str, str], key: str
) -> list[str]:
    chosen: list[str] = st.multiselect(
        label,
        options,
        [one for one in now if one in options],
        names.__getitem__,
        key=key,
        persist_state="page",
    )
    return chosen


def _blindness(ctx: Context, plan: ReviewPlan) -> None:
    now = plan.blindness
    with st.expander("Thông tin ẩn khi chấm chéo", icon=":material/visibility_off:"):
        place = f"{ctx.period.id}-{plan.version}"
        asked = {
            f"giau-tu-cham-{place}": (
                "Giấu điểm tự chấm của đơn vị, tới khi người chấm nộp phiếu",
                now.claim,
            ),
            f"giau-phieu-{place}": (
                "Giấu phiếu của những người chấm khác, tới khi người chấm nộp phiếu của mình",
                now.others,
            ),
            f"giau-ten-{place}": ("Giấu ai đã cho điểm nào, trừ với người kiểm tra", now.names),
        }
        wanted = Blindness(*(st.checkbox(*said, key=key) for key, said in asked.items()))
        ctx.button(
            "Ghi thông tin ẩn",
            lambda: plan_change.act(
                ctx,
                plan.version,
                assignments.set_blindness,
                "Đã ghi thông tin ẩn.",
                blindness=Blindness(*(st.session_state[key] for key in asked)),
                seen=plan.version,
            ),
            key="ghi-dieu-giau",
            disabled=wanted == now,
        )
