"""Hạn mức: how many may be proposed, how many are, and what is to be removed, added or voted on."""

from collections.abc import Mapping
from typing import NamedTuple

import streamlit as st

from thidua import award_charts
from thidua.domain.access.permissions import Permission, units_of
from thidua.domain.ground.errors import Refused
from thidua.domain.ground.points import parse_whole
from thidua.domain.law.book import LawView
from thidua.domain.law.programme import Programme, denominator_words
from thidua.domain.law.quota import Limit, QuotaState, QuotaStatus, ShareLimit
from thidua.domain.movement.plan import limit_code
from thidua.frames.awards import quotas as frames
from thidua.frames.awards.quotas import QuotaRow
from thidua.services.access import interests
from thidua.services.awards import eligibility, quotas
from thidua.services.awards.eligibility import Assessment
from thidua.services.awards.quotas import QuotaChoice
from thidua.services.law import law
from thidua.ui.awards import choice as award_choice
from thidua.ui.frame import links
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.widgets import tables
from thidua.ui.widgets.panel import panel

_YEARLY = "Danh hiệu, hình thức hằng năm"
_PROPOSED, _REACH = "Đang đề nghị", "Nếu đề nghị mọi đối tượng đủ điều kiện"
_PLACE, _BASIS = "noi-han-muc", "tinh-han-muc"


class _Limited(NamedTuple):
    """Một hạn mức có thể ấn định: whose it is, its code, its words, its base outside the block."""

    programme: str
    code: str
    title: str
    base: str = ""


def draw(ctx: Context) -> None:
    """Vẽ phần «Hạn mức»."""
    first = st.container()
    if units_of(ctx.actor, Permission.VIEW_AWARDS, ctx.period) is not None:
        first.markdown("Hạn mức tính trên cả khối.")
        st.info("Chỉ người được xem hồ sơ của cả khối mới thấy hạn mức đã dùng hết bao nhiêu.")
        return
    left, right = st.columns([3, 1])
    with right:
        day = award_choice.judging_day(ctx)
    view = law.book(ctx.session).at(day)
    plans = {plan.name: plan for plan in award_choice.programmes(view, ctx.period.year)}
    is_yearly = any(view.quotas(kind.slug) for kind in view.awards)
    where = [_YEARLY, *plans] if is_yearly or not plans else [*plans, _YEARLY]
    place = left.selectbox("Hạn mức của", where, key=_PLACE, persist_state="session")
    basis = st.segmented_control(
        "Tính theo", [_PROPOSED, _REACH], default=_PROPOSED, required=True, key=_BASIS
    )
    plan = plans.get(place)
    found = _assessments(ctx, view, plan)
    rows = _rows(ctx, view, plan, found, reach=basis == _REACH)
    names = {
        code: one.nominee.name for each in found for (_, code), one in each.candidacies.items()
    }
    first.markdown(sentence(rows))
    if not rows:
        st.info("Bộ luật không đặt hạn mức nào cho ngày này; có thể thêm ở phần «Bộ luật».")
        return
    st.vega_lite_chart(
        frames.slots_frame(rows),
        award_charts.slots_spec(),
        alt="Số đề nghị so với số suất của từng hạn mức; bảng ngay dưới có cùng các số",
        key="cac-suat",
    )
    st.caption("● đã dùng · ○ còn trống · ✚ quá số suất")
    tables.draw(
        frames.quota_table(rows, lambda code: names.get(code, code)),
        alt="Từng hạn mức, số đề nghị, việc cần làm và căn cứ",
    )
    _messages(rows, names)
    if ctx.allows(Permission.DECIDE_AWARD):
        _decide(ctx, view, plan)


def _assessments(ctx: Context, view: LawView, plan: Programme | None) -> list[Assessment]:
    asked = (
        [("", plan.code)]
        if plan is not None
        else [(kind.slug, "") for kind in view.awards if view.quotas(kind.slug)]
    )
    return [
        eligibility.assess(ctx.work, award=award, programme=programme, on=view.on)
        for award, programme in asked
    ]


def _rows(
    ctx: Context,
    view: LawView,
    plan: Programme | None,
    found: list[Assessment],
    *,
    reach: bool,
) -> list[QuotaRow]:
    if plan is not None:
        states = found[0].quotas if reach else found[0].proposed
        return [*frames.programme_rows(view, plan, states, _readings(ctx, plan))]
    rows: list[QuotaRow] = []
    for each in found:
        states = each.quotas if reach else each.proposed
        of_award: Mapping[str, QuotaState] = states.get(each.award, {})
        rows += frames.award_rows(view, each.award, of_award)
    return rows


def _readings(ctx: Context, plan: Programme) -> dict[str, str]:
    """Cách hiểu mẫu số đã chọn, by limit."""
    chosen = quotas.choices(ctx.work)
    return {one.code: one.reading for one in chosen if one.programme == plan.code}


def sentence(rows: list[QuotaRow]) -> str:
    """Câu đầu: how many quotas hold, are passed, or need the meeting."""
    if not rows:
        return "Không có hạn mức nào để tính."
    statuses = [row.state.status for row in rows]
    within = sum(status in (QuotaStatus.WITHIN, QuotaStatus.UNLIMITED) for status in statuses)
    said = [f"**{within}/{len(rows)}** hạn mức không vướng"]
    parts = (
        (QuotaStatus.OVER, "vượt"),
        (QuotaStatus.NEEDS_VOTE, "cần biểu quyết"),
        (QuotaStatus.UNKNOWN, "chưa có số để tính"),
    )
    said += [f"{statuses.count(status)} {words}" for status, words in parts if status in statuses]
    return f"{', '.join(said)}."


def _messages(rows: list[QuotaRow], names: Mapping[str, str]) -> None:
    """Vượt thì bớt hoặc thêm; a tie at the line goes to the meeting."""
    over = [row for row in rows if row.state.is_over]
    for row in over:
        state = row.state
        said = literal(state.advice_with(lambda code: names.get(code, code)))
        beyond = ", ".join(names.get(code, code) for code in state.beyond)
        tail = f" Ngoài vạch suất: {literal(beyond)}." if beyond else ""
        tail += f" Hạn mức {literal(state.basis)}." if state.basis else ""
        how_many = f"({state.count}/{state.most})"
        if state.undecided is not None:
            st.warning(
                f"**{literal(row.title)}** cần biểu quyết {how_many}: {said}.{tail}",
                icon=":material/how_to_vote:",
            )
        else:
            st.error(
                f"**{literal(row.title)}** vượt hạn mức {how_many}: {said}.{tail}",
                icon=":material/error:",
            )
    if any(row.state.undecided is not None for row in over):
        links.open_page("binh_xet")


def _decide(ctx: Context, view: LawView, plan: Programme | None) -> None:
    """Ấn định số suất của năm, and the reading of the share of leaders."""
    fault = interests.block_fault(ctx.work)
    if fault:
        st.caption(fault)
        return
    chosen = {(one.programme, one.code): one for one in quotas.choices(ctx.work)}
    inside = panel("Ấn định số suất của kỳ này", key="mo-so-suat", icon=":material/tune:")
    if inside is not None:
        with inside:
            _places(ctx, _limited(view, plan, ctx.period.year), chosen)
    if plan is not None and any(limit.choices for limit in plan.leader_limits):
        with st.expander("Mẫu số của tỷ lệ lãnh đạo", icon=":material/percent:"):
            _reading(ctx, plan, chosen)


def _limited(view: LawView, plan: Programme | None, year: int) -> list[_Limited]:
    if plan is not None:
        return [
            *(
                _Limited(plan.code, one.code, f"{one.code} {one.name}", _outside(one.limit))
                for one in plan.groups
            ),
            *(_Limited(plan.code, one.code, one.text) for one in plan.leader_limits),
            *(
                _Limited(
                    plan.code,
                    limit_code(award_round.code, one.code),
                    f"{award_round.name}: {one.code} {one.name}",
                )
                for award_round in plan.further_rounds(year)
                for one in plan.groups
            ),
        ]
    return [
        _Limited(
            "",
            rule.code,
            f"{kind.name}: {rule.text}",
            _outside(rule.limit),
        )
        for kind in view.awards
        for rule in view.quotas(kind.slug)
    ]


def _outside(limit: Limit | None) -> str:
    """Số nền mà khối không đếm được, in words."""
    return limit.stated if isinstance(limit, ShareLimit) else ""


def _places(
    ctx: Context, limited: list[_Limited], chosen: Mapping[tuple[str, str], QuotaChoice]
) -> None:
    if not limited:
        st.caption("Chưa có hạn mức nào để ấn định.")
        return
    by_key = {f"{one.programme}/{one.code}": one for one in limited}
    asked = st.selectbox(
        "Hạn mức",
        list(by_key),
        format_func=lambda key: by_key[key].title,
        key="dat-han-muc",
        persist_state="page",
    )
    one = by_key[asked]
    held = chosen.get((one.programme, one.code))
    version = 0 if held is None else held.version
    before = "" if held is None or held.override is None else str(held.override.most)
    key = f"{one.programme}-{one.code}-{version}"
    most = "Số suất (để trống là theo bộ luật)"
    st.text_input(most, before, key=f"suat-{key}", persist_state="page")
    if one.base:
        said = "" if held is None or held.base is None else str(held.base.count)
        st.text_input(literal(f"Số {one.base}"), said, key=f"so-nen-{key}", persist_state="page")
    st.text_input("Lý do", key=f"ly-do-suat-{key}", persist_state="page")
    st.text_input("Văn bản", key=f"van-ban-suat-{key}", persist_state="page")

    def set_places() -> None:
        ctx.act(
            quotas.set_places,
            "Đã ghi số suất.",
            programme=one.programme,
            code=one.code,
            most=_whole(f"suat-{key}"),
            base=_whole(f"so-nen-{key}"),
            seen=version,
            reason=st.session_state[f"ly-do-suat-{key}"],
            document=st.session_state[f"van-ban-suat-{key}"],
        )

    ctx.button("Ghi số suất", set_places, key="ghi-so-suat")


def _whole(key: str) -> int | None:
    """Số nguyên gõ ở một ô; None where it is empty or not there."""
    typed = str(st.session_state.get(key, "")).strip()
    found = parse_whole(typed)
    if typed and found is None:
        raise Refused(f"«{typed}» phải là số nguyên, ví dụ 3.")
    return found


def _reading(ctx: Context, plan: Programme, chosen: Mapping[tuple[str, str], QuotaChoice]) -> None:
    limit = next(limit for limit in plan.leader_limits if limit.choices)
    held = chosen.get((plan.code, limit.code))
    version = 0 if held is None else held.version
    readings = ["", *(code for code, _ in limit.choices)]
    place = f"{limit.code}-{version}"
    st.radio(
        literal(limit.text),
        readings,
        index=readings.index(held.reading) if held and held.reading in readings else 0,
        format_func=lambda code: literal(denominator_words(plan, limit, code)),
        key=f"mau-so-{place}",
    )
    st.text_input("Lý do chọn cách hiểu", key=f"ly-do-mau-so-{place}")
    ctx.button(
        "Ghi cách hiểu",
        lambda: ctx.act(
            quotas.choose_reading,
            "Đã ghi mẫu số của tỷ lệ lãnh đạo.",
            programme=plan.code,
            code=limit.code,
            reading=st.session_state[f"mau-so-{place}"],
            seen=version,
            reason=st.session_state[f"ly-do-mau-so-{place}"],
        ),
        key="ghi-cach-hieu",
    )
