"""Khen thưởng của phong trào: groups with their limits, places of each unit, leaders, funnel."""

import streamlit as st

from thidua import award_charts
from thidua.domain.access.permissions import Permission
from thidua.domain.awards.allocation import GroupAllocation, RoundAwards
from thidua.domain.ground.errors import Refused
from thidua.domain.ground.points import parse_whole
from thidua.frames.awards import quotas as quota_frames
from thidua.frames.movement import awards as frames
from thidua.services.access import interests
from thidua.services.awards import eligibility
from thidua.services.law import law
from thidua.services.movement import allocations, intake
from thidua.services.movement.allocations import AwardsOfMovement
from thidua.services.movement.plans import MovementPlan
from thidua.services.period import rosters
from thidua.ui.awards import road
from thidua.ui.frame import links
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.widgets import downloads, imports, tables
from thidua.ui.widgets.panel import panel


def draw(ctx: Context, found: MovementPlan) -> None:
    """Vẽ phần «Khen thưởng»."""
    plan = found.plan
    if not plan.groups:
        st.info(
            "Kế hoạch này không nêu nhóm xét khen và hạn mức riêng; khen theo quy định chung, ở "
            "trang Khen thưởng."
        )
        links.open_page("khen_thuong")
        return
    awards = allocations.of_movement(ctx.work, plan=plan)
    st.markdown(_sentence(awards))
    if awards.whole:
        _gauges(ctx, found)
        tables.draw(
            frames.groups_table(awards.groups),
            alt="Từng nhóm: đề nghị, đủ điều kiện, phân bổ, hạn mức, cần làm",
            column_config={"Nhóm": st.column_config.TextColumn(width=230)},
        )
        if plan.leader_limits:
            st.subheader("Tỷ lệ lãnh đạo", anchor=False)
            road.leaders(ctx, plan.code)
    else:
        tables.draw(frames.own_table(awards.groups), alt="Suất của đơn vị bạn ở từng nhóm")
    for one in awards.further:
        _round(ctx, found, one)
    _funnel(awards)
    _shares(ctx, found, awards)
    links.to("khen_thuong", "Mở hồ sơ đề nghị", {"phan": links.AWARD_PROPOSALS})


def _sentence(awards: AwardsOfMovement) -> str:
    """Câu đầu: how many are proposed and sent, what must be reduced or allocated."""
    whose = "" if awards.whole else " của đơn vị bạn"
    proposed = sum(one.proposed for one in awards.groups)
    said = [f"**{proposed}** đề nghị khen{whose} ở {len(awards.groups)} nhóm"]
    said.append(f"{sum(one.gone for one in awards.groups)} đã gửi")
    over = [one for one in awards.groups if one.most is not None and one.proposed > one.most]
    if awards.whole and over:
        said.append("; ".join(f"nhóm {one.group} {one.advice}" for one in over))
    waiting = [one.group for one in awards.groups if one.most is not None and not one.is_allocated]
    if awards.whole and waiting and awards.round:
        said.append(f"chưa phân bổ nhóm {', '.join(waiting)}")
    return f"{', '.join(said)}."


def _gauges(ctx: Context, found: MovementPlan) -> None:
    """Vạch suất của từng nhóm, as on the page of awards."""
    day = eligibility.last_day(found.year)
    states = eligibility.assess(ctx.work, programme=found.plan.code, on=day).proposed
    if not states:
        return
    view = law.book(ctx.session).at(day)
    readings = {code: reading for code, (reading, _) in found.chosen.items()}
    rows = quota_frames.programme_rows(view, found.plan, states, readings)
    st.vega_lite_chart(
        quota_frames.slots_frame(rows),
        award_charts.slots_spec(),
        alt="Số đề nghị so với số suất của từng nhóm; bảng ngay dưới có cùng các số",
        key="suat-phong-trao",
    )
    st.caption("● đã dùng · ○ còn trống · ✚ quá số suất")


def _round(ctx: Context, found: MovementPlan, one: RoundAwards) -> None:
    """Một đợt khác đợt hằng năm: its own limits, and where they are set."""
    st.subheader(literal(one.round.name), anchor=False)
    note = f" {one.round.note}" if one.round.note else ""
    st.caption(literal(f"Năm {found.year}; {one.round.article}.{note}"))
    tables.draw(frames.round_table(one), alt="Từng nhóm trong đợt: đề nghị, hạn mức, cần làm")
    if one.round.is_undecided and ctx.allows(Permission.DECIDE_AWARD):
        links.to("khen_thuong", "Ấn định số suất của đợt", {"phan": links.AWARD_QUOTAS})


def _funnel(awards: AwardsOfMovement) -> None:
    st.subheader("Từ đề nghị tới quyết định", anchor=False)
    if not awards.proposals:
        st.caption("Chưa có đề nghị khen nào của phong trào này trong năm.")
        return
    st.vega_lite_chart(
        frames.funnel(awards.proposals, awards.names),
        award_charts.funnel_spec(),
        alt="Số đề nghị, đã họp, đã trình, có quyết định; bảng ngay dưới có cùng các số",
        key="thang-phong-trao",
    )
    tables.draw(frames.funnel_table(awards.proposals, awards.names), alt="Thang đề nghị thành bảng")


def _shares(ctx: Context, found: MovementPlan, awards: AwardsOfMovement) -> None:
    """Phân bổ chỉ tiêu: what each unit has, and giving it."""
    st.subheader("Phân bổ chỉ tiêu", anchor=False)
    names = {one.code: one.name for one in rosters.members(ctx.work)}
    if any(one.shares for one in awards.groups):
        tables.draw(frames.shares_table(awards.groups, names), alt="Suất của từng đơn vị")
    else:
        st.caption("Chưa phân bổ suất nào; khi chưa phân bổ, hồ sơ chỉ theo hạn mức của nhóm.")
    if not awards.may_allocate:
        return
    limited = {one.group: one for one in awards.groups if one.most is not None}
    fault = interests.block_fault(ctx.work)
    if fault or not limited or not awards.round:
        st.caption(literal(fault) or "Năm này không có nhóm nào theo hạn mức hằng năm để phân bổ.")
        return
    inside = panel("Phân bổ cho một đơn vị", key="mo-phan-bo", icon=":material/call_split:")
    if inside is not None:
        with inside:
            _share(ctx, found, awards, limited, names)
    inside = panel("Sổ phân bổ Excel", key="mo-so-phan-bo", icon=":material/table:")
    if inside is not None:
        with inside:
            _books(ctx)


def _share(
    ctx: Context,
    found: MovementPlan,
    awards: AwardsOfMovement,
    limited: dict[str, GroupAllocation],
    names: dict[str, str],
) -> None:
    left, right = st.columns(2)
    code = left.selectbox(
        "Nhóm",
        list(limited),
        format_func=lambda one: f"{one} {limited[one].name} · chưa phân bổ {limited[one].rest}",
        key="nhom-phan-bo",
    )
    unit = right.selectbox(
        "Đơn vị", list(names), format_func=names.__getitem__, key="don-vi-phan-bo"
    )
    held = next((one for one in limited[code].shares if one.unit == unit), None)
    version = 0 if held is None else held.version
    at = f"{found.plan.code}-{code}-{unit}-{version}"
    left, right = st.columns(2)
    before = "" if held is None else str(held.places)
    left.text_input("Số suất", before, key=f"suat-{at}", persist_state="page")
    rest = "" if held is None or not held.from_rest else str(held.from_rest)
    right.text_input("Thêm từ phần chưa phân bổ", rest, key=f"them-{at}", persist_state="page")
    reason = "" if held is None else held.reason
    st.text_input(
        "Lý do (bắt buộc khi lấy từ phần chưa phân bổ)",
        reason,
        key=f"ly-do-{at}",
        persist_state="page",
    )
    ctx.button(
        "Ghi phân bổ",
        lambda: ctx.act(
            allocations.set_share,
            "Đã ghi phân bổ.",
            programme=found.plan.code,
            round_code=awards.round,
            group=code,
            unit=unit,
            places=_whole(f"suat-{at}"),
            from_rest=_whole(f"them-{at}"),
            reason=st.session_state[f"ly-do-{at}"],
            seen=version,
        ),
        key="ghi-phan-bo",
        type="primary",
    )


def _whole(key: str) -> int:
    """Số nguyên gõ ở một ô; nothing is 0."""
    typed = str(st.session_state[key]).strip()
    found = parse_whole(typed or "0")
    if found is None:
        raise Refused(f"«{typed}» phải là số nguyên từ 0, ví dụ 2.")
    return found


def _books(ctx: Context) -> None:
    downloads.workbook("Tải sổ phân bổ", "phan-bo", allocations.workbook, ctx)
    downloads.template("Tải tệp mẫu phân bổ", "mau-phan-bo", intake.allocation_template)
    imports.by_changes(
        ctx,
        key="tep-phan-bo",
        label="Sổ phân bổ (.xlsx, .xls, .ods)",
        button="Nhập phân bổ",
        message="Đã nhập phân bổ chỉ tiêu.",
        read=intake.allocations,
        preview=allocations.preview_allocations,
        write=allocations.import_allocations,
    )
