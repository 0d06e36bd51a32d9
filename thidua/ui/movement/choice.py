"""Chọn phong trào: one of the year, and the first sentence about it."""

import streamlit as st

from thidua.domain.law.programme import Programme
from thidua.domain.movement.plan import MOVEMENT_KIND_WORDS, REACH_WORDS
from thidua.frames.movement import progress
from thidua.services.movement import plans, reached
from thidua.services.movement.plans import MovementPlan
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context

_MOVEMENT = "phong-trao"


def choose(ctx: Context) -> MovementPlan | None:
    """Chọn phong trào; None, with what to do, where the law book has none of this year."""
    found = {plan.code: plan for plan in plans.of_year(ctx.work)}
    if not found:
        st.info(
            f"Bộ luật chưa có kế hoạch phong trào nào của năm {ctx.period.year}. Chọn năm khác ở "
            "đầu trang, hoặc thêm kế hoạch vào bộ luật ở trang Khen thưởng."
        )
        return None
    if st.session_state.get(_MOVEMENT) not in found:
        st.session_state.pop(_MOVEMENT, None)
    code = st.selectbox(
        "Phong trào",
        list(found),
        format_func=lambda one: _title(found[one]),
        key=_MOVEMENT,
        persist_state="session",
    )
    return plans.plan(ctx.work, code=code)


def _title(plan: Programme) -> str:
    return f"{plan.name} ({plan.citation.document.name})"


def sentence(ctx: Context, found: MovementPlan) -> str:
    """Câu đầu: which year of the movement this is, how many targets are met, what comes next."""
    plan = found.plan
    years = len(plan.years)
    of = f" năm {found.year - plan.first_year + 1}/{years}" if years > 1 else f" năm {found.year}"
    met = _met(ctx, found)
    counts = [*met]
    counts += [
        f"{count} {word}"
        for count, word in (
            (0 if met else len(plan.targets), "mục tiêu"),
            (len(plan.tasks), "nhiệm vụ"),
            (len(plan.groups), "nhóm xét khen"),
        )
        if count
    ]
    said = f"Phong trào **«{literal(plan.name)}»**{of}: {', '.join(counts) or 'chưa ghi số'}; "
    coming = found.next_dues
    if not coming:
        return f"{said}không còn hạn nào ở phía trước."
    nearest = coming[0]
    left = nearest.days_left(found.today)
    when = "là hôm nay" if left == 0 else f"còn {left} ngày"
    return f"{said}hạn gần nhất {nearest.last:%d/%m/%Y} {when}."


def _met(ctx: Context, found: MovementPlan) -> list[str]:
    """Bao nhiêu mục tiêu đạt; nothing where none has a value yet."""
    targets = found.plan.targets
    if not targets:
        return []
    met, known = progress.met(targets, reached.of_movement(ctx.work, plan=found.plan).figures)
    if not known:
        return []
    said = [f"{met}/{len(targets)} mục tiêu đạt"]
    said += [f"{known - met} chưa đạt"] if known > met else []
    silent = len(targets) - known
    return [*said, f"{silent} chưa có số liệu"] if silent else said


def draw_standing(found: MovementPlan) -> None:
    """Vài dòng về kế hoạch: its kind and reach, its theme, and what of it does not hold yet."""
    plan = found.plan
    facts = [f"Phạm vi {REACH_WORDS[plan.reach]}", f"các năm {_years(plan)}"]
    facts += [f"phong trào {MOVEMENT_KIND_WORDS[plan.kind]}"] if plan.kind is not None else []
    facts += [f"chủ đề «{plan.theme}»"] if plan.theme else []
    facts += [f"gắn với «{one}»" for one in plan.goes_with]
    st.caption(literal(f"{'; '.join(facts)}. Theo {plan.citation.reference}."))
    if found.year < plan.first_judged:
        since = f"{plan.citation.span.start:%d/%m/%Y}"
        st.info(
            literal(
                f"Năm {found.year} chưa có hiệu lực: {plan.citation.document.name} có hiệu lực từ "
                f"{since}, nên năm này không xét khen theo kế hoạch."
            ),
            icon=":material/info:",
        )
    if plan.note:
        st.caption(literal(plan.note))


def _years(plan: Programme) -> str:
    first, last = plan.first_year, plan.last_year
    return str(first) if first == last else f"{first}–{last}"
