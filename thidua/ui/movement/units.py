"""Đơn vị: who has registered with which plan, reminding those who have not, and receiving."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from thidua import movement_charts
from thidua.domain.access.permissions import Permission, units_of
from thidua.domain.movement.duties import UnitDuties
from thidua.domain.movement.participation import Participation, ParticipationState
from thidua.frames.movement import units as frames
from thidua.services.movement import duties, intake, participations
from thidua.services.movement.plans import MovementPlan
from thidua.services.progress import duty_reminders
from thidua.ui.frame import links
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.movement import registering, tasks
from thidua.ui.movement import tables as wrapped
from thidua.ui.widgets import downloads, imports, picture, tables
from thidua.ui.widgets.panel import panel

_TOLD = "dau-phong-trao-da-bam"
_ALL, _OPEN = "Mọi đơn vị", "Còn việc chưa làm"


def draw(ctx: Context, found: MovementPlan) -> None:
    """Vẽ phần «Đơn vị»."""
    own = units_of(ctx.actor, Permission.JOIN_MOVEMENT, ctx.period)
    every = _own_first(duties.of_movement(ctx.work, plan=found.plan), own)
    registered = participations.of_movement(ctx.work, code=found.plan.code)
    st.markdown(_sentence(every, own))
    chosen = st.segmented_control(
        "Xem", [_ALL, _OPEN], default=_ALL, required=True, key="loc-don-vi-phong-trao"
    )
    shown = [one for one in every if chosen == _ALL or one.open_cells]
    if shown:
        pressed = picture.draw(
            frames.said(shown),
            frames.matrix(shown),
            movement_charts.duty_matrix_spec(),
            key="dau-phong-trao",
            press=movement_charts.PRESSED,
            note=frames.key_words(),
        )
        if pressed is not None:
            st.session_state[_TOLD] = pressed["Đơn vị"]
        for one in shown:
            if one.name == st.session_state.get(_TOLD):
                words = "; ".join(cell.words for cell in one.cells)
                st.info(literal(f"{one.name}: {words}"), icon=":material/info:")
        tables.draw(frames.table(shown), alt="Việc của từng đơn vị trong phong trào")
    else:
        st.markdown("Không đơn vị nào còn việc chưa làm.")
    if ctx.allows(Permission.REMIND):
        _remind(ctx, found, shown)
    _receive(ctx, registered)
    registering.draw(ctx, found, registered, own)
    tasks.draw(ctx, found, own)
    inside = panel("Các đăng ký và sổ Excel", key="mo-so-dang-ky", icon=":material/table:")
    if inside is not None:
        with inside:
            _books(ctx, registered, may_write=own is None or bool(own))


def _own_first(found: Sequence[UnitDuties], own: frozenset[str] | None) -> tuple[UnitDuties, ...]:
    """Đơn vị của mình đứng đầu, the others in their order."""
    return tuple(sorted(found, key=lambda one: one.unit not in (own or ())))


def _sentence(every: Sequence[UnitDuties], own: frozenset[str] | None) -> str:
    mine = [one for one in every if own and one.unit in own]
    said = [
        f"**{literal(one.name)}** còn {len(one.open_cells)} việc: "
        + literal("; ".join(cell.words for cell in one.open_cells))
        if one.open_cells
        else f"**{literal(one.name)}** không còn việc nào chưa làm"
        for one in mine
    ]
    waiting = sum(bool(one.open_cells) for one in every)
    said.append(f"{waiting}/{len(every)} đơn vị còn việc chưa làm")
    return f"{'. '.join(said)}."


def _remind(ctx: Context, found: MovementPlan, shown: Sequence[UnitDuties]) -> None:
    units = [one.unit for one in shown if one.open_cells]
    if not units:
        return

    link = partial(links.letter_link, links.base_address(), ctx.period)

    inside = panel("Lời nhắc sẵn", key="mo-loi-nhac-phong-trao", icon=":material/mail:")
    if inside is not None:
        texts = duty_reminders.texts(ctx.work, plan=found.plan, units=units, link=link)
        for text in texts.values():
            inside.code(text, language=None, wrap_lines=True)
    ctx.button(
        f"Ghi đã nhắc {len(units)} đơn vị đang hiện",
        lambda: ctx.act(
            duty_reminders.remind,
            f"Đã ghi nhắc {len(units)} đơn vị.",
            plan=found.plan,
            units=units,
            link=link,
        ),
        key="nhac-phong-trao",
        icon=":material/campaign:",
    )


def _receive(ctx: Context, registered: Sequence[Participation]) -> None:
    waiting = {
        (one.unit, one.year): one for one in registered if one.state is ParticipationState.SENT
    }
    mine = {
        place: one for place, one in waiting.items() if participations.may_receive(ctx.work, one)
    }
    if not ctx.allows(Permission.RECEIVE_PARTICIPATION):
        return
    if len(waiting) > len(mine):
        st.caption(
            f"{len(waiting) - len(mine)} đăng ký chờ người khác tiếp nhận: của chính đơn vị bạn "
            "hoặc do bạn gửi."
        )
    if not mine:
        return
    st.subheader("Chờ bạn tiếp nhận", anchor=False)
    wrapped.draw(frames.participations(list(mine.values())), "Các đăng ký chờ bạn tiếp nhận")
    place = st.selectbox(
        "Đăng ký",
        list(mine),
        format_func=lambda at: f"{mine[at].unit}, {mine[at].when}",
        key="dang-ky-tiep-nhan",
    )
    one = mine[place]
    at = f"{one.movement}-{one.unit}-{one.year}-{one.version}"
    st.text_input("Lý do trả lại", key=f"ly-do-tra-{at}", persist_state="page")
    row = st.container(horizontal=True)
    ctx.button(
        "Tiếp nhận",
        lambda: ctx.act(
            participations.receive,
            "Đã tiếp nhận đăng ký.",
            code=one.movement,
            unit=one.unit,
            year=one.year,
            seen=one.version,
        ),
        key="tiep-nhan-dang-ky",
        place=row,
        type="primary",
    )
    ctx.button(
        "Trả lại",
        lambda: ctx.act(
            participations.give_back,
            "Đã trả lại đăng ký.",
            code=one.movement,
            unit=one.unit,
            year=one.year,
            seen=one.version,
            reason=st.session_state[f"ly-do-tra-{at}"],
        ),
        key="tra-lai-dang-ky",
        place=row,
    )


def _books(ctx: Context, registered: Sequence[Participation], *, may_write: bool) -> None:
    if registered:
        wrapped.draw(frames.participations(registered), "Các đăng ký tham gia")
    else:
        st.caption("Chưa có đăng ký nào.")
    downloads.workbook("Tải sổ đăng ký", "dang-ky", participations.workbook, ctx)
    if not may_write:
        return
    downloads.template("Tải tệp mẫu đăng ký", "mau-dang-ky", intake.participation_template)
    imports.by_changes(
        ctx,
        key="tep-dang-ky",
        label="Sổ đăng ký (.xlsx, .xls, .ods)",
        button="Nhập đăng ký",
        message="Đã nhập đăng ký, còn là nháp; xem lại rồi gửi.",
        read=intake.participations,
        preview=participations.preview_participations,
        write=participations.import_participations,
    )
