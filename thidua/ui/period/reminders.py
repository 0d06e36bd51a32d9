"""Nhắc việc trên màn hình: who still owes what, the text to copy or send, and who was reminded."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from thidua.domain.access.permissions import Permission
from thidua.domain.period.reminder import Reminded
from thidua.frames import reminders as frames
from thidua.services.period import rosters
from thidua.services.progress import reminders
from thidua.services.progress.reminders import DueText, Link
from thidua.ui.frame import links
from thidua.ui.frame.page import Context, flash
from thidua.ui.widgets import tables
from thidua.ui.widgets.panel import panel

_WRAPS, _ONE_LINE = 72, 70  # a table breaks lines only in rows of this height, in pixels


def draw(ctx: Context) -> None:
    """Vẽ bảng nhắc việc of the present stage, for whoever may remind."""
    if not ctx.allows(Permission.REMIND):
        return
    link = partial(links.letter_link, links.base_address(), ctx.period)
    found = reminders.due_texts(ctx.work, link=link)
    history = reminders.history(ctx.work)
    if found:
        last = {one.unit: one for one in reversed(history)}
        longest = max(len("; ".join(one.owed)) for one in found)
        reminded = sum(one.unit.code in last for one in found)
        st.markdown(
            f"**{len(found)}** đơn vị còn việc trong giai đoạn này, "
            f"**{reminded}** đã được nhắc ít nhất một lần."
        )
        tables.draw(
            frames.owed_frame([(one.unit.code, one.unit.name, one.owed) for one in found], last),
            alt="Đơn vị còn việc và lần nhắc gần nhất",
            row_height=_WRAPS if longest > _ONE_LINE else None,
            column_config={"Còn thiếu": st.column_config.TextColumn(width=560)},
        )
        _text(ctx, found, last, link)
    else:
        st.success("Không đơn vị nào còn việc phải nhắc trong giai đoạn này.")
    if history:
        _history(ctx, history)


def _text(ctx: Context, found: Sequence[DueText], last: dict[str, Reminded], link: Link) -> None:
    by_code = {one.unit.code: one for one in found}
    unit = st.selectbox(
        "Lời nhắc cho",
        list(by_code),
        format_func=lambda code: by_code[code].unit.name if code in by_code else code,
        key="nhac-don-vi",
    )
    chosen = by_code.get(unit or "", found[0])
    st.code(chosen.body, language=None, wrap_lines=True)
    row = st.container(horizontal=True)
    ctx.button(
        "Ghi là đã nhắc",
        lambda: _mark(ctx, [chosen]),
        key="da-nhac",
        place=row,
        icon=":material/done:",
    )
    if len(found) > 1:
        ctx.button(
            f"Ghi là đã nhắc cả {len(found)} đơn vị",
            lambda: _mark(ctx, found),
            key="da-nhac-ca",
            place=row,
        )
    if reminders.can_send(ctx.session):
        _mail(ctx, chosen, last.get(chosen.unit.code), link)


def _mark(ctx: Context, told: Sequence[DueText]) -> None:
    ctx.act(
        reminders.mark_reminded,
        f"Đã ghi là đã nhắc {len(told)} đơn vị.",
        bodies={one.unit.code: one.body for one in told},
    )


def _mail(ctx: Context, chosen: DueText, before: Reminded | None, link: Link) -> None:
    code = chosen.unit.code
    to = st.text_input(
        f"Địa chỉ thư của {chosen.unit.name}",
        "" if before is None else before.sent_to,
        key=f"nhac-thu-{code}",
    )
    # Not before the page is drawn, as other writes are: a letter takes seconds, and says so.
    if st.button("Gửi thư", icon=":material/mail:", disabled=not to.strip()):
        with st.spinner("Đang gửi thư…"):
            reminders.send(
                ctx.url,
                actor=ctx.actor,
                period=ctx.period,
                unit=code,
                to=to,
                link=link,
                now=ctx.now,
            )
        flash("Đã gửi thư nhắc và ghi lại.")
        st.rerun()


def _history(ctx: Context, history: Sequence[Reminded]) -> None:
    inside = panel("Các lần đã nhắc", key="mo-da-nhac", icon=":material/history:")
    if inside is None:
        return
    members = rosters.members(ctx.work)
    names = {one.code: one.name for one in members}
    with inside:
        tables.draw(frames.history_frame(history, names), alt="Các lần đã nhắc việc")
