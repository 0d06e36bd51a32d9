"""Mục của cuộc họp: opened and closed, who is there, what was decided; the minutes take it."""

from collections.abc import Mapping

import streamlit as st

from thidua.domain.access.permissions import Permission
from thidua.domain.meeting.agenda import (
    LONGEST_POINT,
    POINT_WORDS,
    Point,
    PointRecord,
    planned_words,
)
from thidua.domain.period.windows import vi_clock
from thidua.services.meeting import points
from thidua.services.meeting.points import PointEdit
from thidua.services.period import rosters
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.meeting.typed import keys, put, typed
from thidua.ui.widgets.panel import panel


def draw(ctx: Context) -> None:
    """Vẽ khung các mục, for whoever writes the papers of the block."""
    if not ctx.allows(Permission.WRITE_DOCUMENT):
        return
    inside = panel("Mục của cuộc họp", key="mo-muc-hop", icon=":material/checklist:")
    if inside is None:
        return
    with inside:
        kept = {one.point: one for one in points.unchecked(ctx.session, ctx.period)}
        names = {one.code: one.name for one in rosters.members(ctx.work)}
        found = {point: kept.get(point) or PointRecord(point=point) for point in Point}
        st.markdown("\n".join(f"1. {_line(one, names)}" for one in found.values()))
        for each in found.values():
            typed(ctx, each)
        now = next((one for one in found.values() if one.is_open), None)
        place = "khong" if now is None else now.point
        point = st.selectbox(
            "Mục",
            list(Point),
            index=0 if now is None else list(Point).index(now.point),
            format_func=POINT_WORDS.__getitem__,
            key=f"muc-hop-{place}",
        )
        if point is not None:
            _one(ctx, found[point], now, names)


def _line(one: PointRecord, names: Mapping[str, str]) -> str:
    if one.opened_at is None:
        said = "chưa mở"
        if one.planned:
            said = f"{said}, {planned_words(one.planned)}"
    elif one.closed_at is None:
        said = f"**đang bàn**, từ {vi_clock(one.opened_at)}"
    else:
        said = f"{vi_clock(one.opened_at)} – {vi_clock(one.closed_at)}"
    if one.present is not None:
        said = f"{said}; {one.present}/{len(names)} đơn vị dự"
    if away := one.absent(names):
        said = f"{said}, vắng: {literal('; '.join(names[unit] for unit in away))}"
    decided = f": {literal(one.decided)}" if one.decided else ""
    return f"{POINT_WORDS[one.point]} – {said}{decided}"


def _one(ctx: Context, one: PointRecord, now: PointRecord | None, names: Mapping[str, str]) -> None:
    found = put(ctx, one)
    attending, decided, planned = keys(ctx, one.point)
    place = f"{ctx.period.id}-{one.point}"
    known = dict.fromkeys([*names, *found.attending])
    st.multiselect(
        f"Đơn vị dự ({len(found.attending)}/{len(names)})",
        list(known),
        format_func=lambda unit: names.get(unit, unit),
        key=attending,
        placeholder="Chọn đơn vị có mặt",
        help="Mục mở lần đầu mà để trống thì lấy các đơn vị đang dự mục trước.",
    )
    ctx.button(
        "Có mặt đủ mọi đơn vị",
        lambda: st.session_state.__setitem__(attending, list(names)),
        key=f"du-mat-{place}",
    )
    st.text_area("Hội nghị quyết định", key=decided)
    st.number_input(
        "Thời lượng dự kiến (phút)",
        min_value=0,
        max_value=LONGEST_POINT,
        step=5,
        key=planned,
        help="0 là không dự kiến. Hiện ở chương trình trên màn chiếu và trong bản trình chiếu.",
    )
    if found.base.version != one.version:
        st.warning(
            "Người khác vừa ghi mục này; lời của họ ở danh sách trên. Điều bạn gõ còn ở đây: "
            "ghi thì thay lời của họ.",
            icon=":material/edit_note:",
        )
    with st.container(horizontal=True):
        if one.is_open:
            ctx.button(
                "Kết thúc mục",
                lambda: ctx.act(points.end, "Đã ghi.", edit=typed(ctx, one).edit(one.version)),
                key=f"ket-thuc-{place}",
            )
        else:
            ctx.button(
                "Mở mục",
                lambda: ctx.act(
                    points.begin,
                    "Đã mở mục.",
                    edit=typed(ctx, one).edit(one.version),
                    leaving=_leaving(ctx, now),
                ),
                key=f"mo-muc-{place}",
                type="primary",
            )
        ctx.button(
            "Ghi mục này",
            lambda: ctx.act(points.note, "Đã ghi.", edit=typed(ctx, one).edit(one.version)),
            key=f"ghi-{place}",
        )


def _leaving(ctx: Context, now: PointRecord | None) -> PointEdit | None:
    """Điều gõ ở mục đang mở, which is closed with this; over the words it was typed on."""
    left = None if now is None else typed(ctx, now)
    return left.edit(left.base.version) if left is not None and left.is_touched else None
