"""Đơn vị mình: what is scored and what is missing group by group, and the years before."""

import streamlit as st

from thidua import ranking_charts
from thidua.domain.access.permissions import Permission, units_of
from thidua.domain.scoring.sheet import Hand
from thidua.frames import own_unit as frames
from thidua.services.progress import overview
from thidua.services.ranking import considerations
from thidua.services.scoring import desk
from thidua.services.verify import joint_decisions
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.widgets import picture
from thidua.ui.widgets.once import once


def draw(ctx: Context) -> None:
    """Vẽ hình của các đơn vị người này làm thay mặt; nothing for who sees all of the block."""
    own = units_of(ctx.actor, Permission.VIEW_SHEET, ctx.period)
    if own is None:
        return
    for member in desk.members(ctx.work):
        with st.container(border=True):
            st.markdown(f"#### {literal(member.name)}")
            _decided(ctx, member.code)
            years = _years_of(ctx, member.code)
            if not years:
                _groups(ctx, member.code)
                st.caption(frames.years_said(years))
                continue
            left, right = st.columns(2, gap="medium")
            with left:
                _groups(ctx, member.code)
            with right:
                _years(member.code, years)


def _decided(ctx: Context, unit: str) -> None:
    """Điều hai người quyết định hoặc đề nghị về đơn vị: told to the unit before anything else."""
    found = [one for one in joint_decisions.listed(ctx.work) if one.unit == unit]
    said = frames.considered_said(considerations.of_unit(ctx.work, unit=unit), found)
    if said:
        st.warning(literal(said), icon=":material/gavel:")
    for one in found:
        if one.done_at is None:
            words = joint_decisions.words(ctx.work, decision=one)
            st.info(literal(frames.waiting_said(one, words)), icon=":material/hourglass_top:")


def _groups(ctx: Context, unit: str) -> None:
    groups = overview.groups_done(ctx.work, unit=unit, hand=Hand.SELF)
    said = frames.groups_said(groups)
    picture.draw(
        said,
        frames.groups_frame(groups),
        ranking_charts.groups_spec(),
        key=f"nhom-{unit}",
        numbers=lambda: frames.groups_table(groups),
    )


def _years_of(ctx: Context, unit: str) -> tuple[frames.PartYear, ...]:
    boards = overview.past_boards(ctx.work)
    return once(
        frames.part_years,
        tuple((one.period.year, one.covenant, one.standings) for one in boards),
        unit,
    )


def _years(unit: str, years: tuple[frames.PartYear, ...]) -> None:
    picture.draw(
        frames.years_said(years),
        frames.years_frame(years),
        ranking_charts.own_years_spec(),
        key=f"nam-truoc-{unit}",
        numbers=lambda: frames.years_table(years),
    )
