"""Bầu chức vụ trên màn hình: which office, and who has held it in earlier years."""

from collections.abc import Sequence

import streamlit as st

from thidua.domain.access.permissions import Permission
from thidua.domain.ground.text import listed
from thidua.domain.period.period import Member
from thidua.domain.vote.vote import OFFICE_WORDS, Office, VoteDraft
from thidua.frames import votes as frames
from thidua.services.period import offices, rosters
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.vote import long
from thidua.ui.widgets import tables
from thidua.ui.widgets.panel import panel


def choose(ctx: Context, members: Sequence[Member], old: VoteDraft | None, place: str) -> Office:
    """Chức vụ được bầu, beside who has held it before."""
    kinds = list(Office)
    office = st.radio(
        f"Chức vụ năm {ctx.period.year + 1}",
        kinds,
        index=0 if old is None or old.office is None else kinds.index(old.office),
        format_func=lambda one: OFFICE_WORDS[one].capitalize(),
        horizontal=True,
        key=f"chuc-vu-{place}",
    )
    names = {one.code: one.name for one in members}
    held = offices.past(ctx.work)
    done = {one.unit for one in held if one.office is office}
    never = [one.name for one in members if one.code not in done]
    said = literal(listed(never, "đơn vị", most=long.PAGE))
    st.caption(f"Chưa thấy ghi đã làm {OFFICE_WORDS[office]}: {said}.")
    if held:
        tables.draw(
            frames.offices_frame(held, lambda unit: names.get(unit, unit)),
            alt="Đơn vị giữ chức trong các năm",
        )
    return office


def note(ctx: Context) -> None:
    """Khung ghi ai đã giữ chức các năm trước, so that the turn is seen."""
    if not ctx.allows(Permission.SET_UP_VOTE):
        return
    inside = panel(
        "Ghi khối trưởng, khối phó các năm trước", key="mo-chuc-vu", icon=":material/history:"
    )
    if inside is None:
        return
    with inside:
        members = rosters.members(ctx.work)
        names = {one.code: one.name for one in members}
        left, middle, right = st.columns(3)
        year = left.number_input(
            "Năm giữ chức", value=ctx.period.year, max_value=ctx.period.year, step=1, format="%d"
        )
        office = middle.selectbox(
            "Chức vụ", list(Office), format_func=lambda one: OFFICE_WORDS[one].capitalize()
        )
        unit = right.selectbox("Đơn vị giữ chức", list(names), format_func=names.__getitem__)
        source = st.text_input("Theo văn bản")
        if st.button("Ghi chức vụ", disabled=unit is None) and office is not None:
            ctx.act(
                offices.note,
                "Đã ghi chức vụ.",
                year=int(year),
                office=office,
                unit=unit,
                source=source,
            )
