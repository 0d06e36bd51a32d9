"""Người thứ hai: decisions that wait, their effect on ranks, and what was decided so."""

import streamlit as st

from thidua.domain.access.joint_decision import JointDecision, JointKind
from thidua.domain.access.permissions import Permission
from thidua.domain.ground.text import listed
from thidua.frames import joint_decisions as frames
from thidua.services.scoring import desk as score_entry
from thidua.services.verify import joint_decisions, reopening
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.verify import reopening as reopening_panel
from thidua.ui.widgets import tables
from thidua.ui.widgets.panel import panel


def draw(ctx: Context) -> None:
    """Vẽ các quyết định hai người: those waiting first, then those done."""
    found = joint_decisions.listed(ctx.work)
    waiting = [one for one in found if one.done_at is None]
    names = {member.code: member.called for member in score_entry.members(ctx.work)}
    if not waiting:
        st.info("Không có quyết định nào chờ người thứ hai.", icon=":material/check:")
    _confirm_all(ctx, waiting, names)
    for one in waiting:
        with st.container(border=True):
            _one(ctx, one, names)
    if ctx.allows(Permission.SCORE_VERIFIED):
        reopening_panel.draw(ctx, names)
    done = [one for one in reversed(found) if one.done_at is not None]
    if not done:
        return
    inside = panel("Đã quyết định bởi hai người", key="mo-hai-nguoi", icon=":material/history:")
    if inside is not None:
        frame = frames.decisions_frame(
            done,
            [joint_decisions.words(ctx.work, decision=one) for one in done],
            [joint_decisions.difference_words(one) for one in done],
            lambda unit: names.get(unit, unit),
        )
        tables.draw(frame, alt="Các quyết định hai người đã xong", inside=inside)


def _confirm_all(ctx: Context, waiting: list[JointDecision], names: dict[str, str]) -> None:
    """Xác nhận một lần mọi bảng chờ mở lại, where several wait for this person."""
    mine = [
        one
        for one in waiting
        if one.kind is JointKind.REOPENING and joint_decisions.awaits(ctx.actor, ctx.period, one)
    ]
    if len(mine) < _SEVERAL:
        return
    said = listed([names.get(one.unit, one.unit) for one in mine], "đơn vị")
    st.markdown(literal(f"{len(mine)} bảng thẩm định chờ bạn xác nhận mở lại: {said}."))
    ctx.button(
        f"Xác nhận mở lại {len(mine)} bảng",
        lambda: ctx.act(
            reopening.confirm_all,
            f"Đã mở lại {len(mine)} bảng thẩm định.",
            keys=[one.key for one in mine],
        ),
        key="mo-lai-xac-nhan",
        type="primary",
    )


_SEVERAL = 2


def _one(ctx: Context, one: JointDecision, names: dict[str, str]) -> None:
    words = joint_decisions.words(ctx.work, decision=one)
    paper = f", theo {one.document}" if one.document else ""
    st.markdown(f"**{literal(names.get(one.unit, one.unit))}** · {literal(words)}")
    st.caption(literal(f"{one.asked_by} đề nghị: {one.reason}{paper}"))
    if ctx.allows(Permission.ANALYSE):
        found = joint_decisions.effect_of(ctx.work, decision=one)
        said = frames.effect_words(found, lambda unit: names.get(unit, unit))
        st.markdown(literal(said))
    row = st.container(horizontal=True)
    if joint_decisions.awaits(ctx.actor, ctx.period, one):
        ctx.button(
            "Xác nhận",
            lambda: ctx.act(
                joint_decisions.confirm, "Đã xác nhận; quyết định có hiệu lực.", key=one.key
            ),
            key=f"hai-nguoi-{one.key}",
            place=row,
            type="primary",
        )
    else:
        row.caption("Chờ người khác, không cùng đơn vị với người đề nghị và không của đơn vị này.")
    if joint_decisions.may_withdraw(ctx.work, one):
        ctx.button(
            "Rút đề nghị",
            lambda: ctx.act(joint_decisions.withdraw, "Đã rút đề nghị.", key=one.key),
            key=f"rut-hai-nguoi-{one.key}",
            place=row,
        )
