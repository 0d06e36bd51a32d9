"""Các phiếu phải chấm: how far each is, which is chosen, and what can be done with a whole one."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

import streamlit as st

from thidua.domain.access.permissions import Permission
from thidua.domain.ground.errors import Refused
from thidua.domain.ground.points import vi_number
from thidua.domain.ground.text import listed
from thidua.domain.review.duty import Duty
from thidua.domain.scoring.sheet import SheetStatus
from thidua.frames.review import reviews as frames
from thidua.services.access import interests
from thidua.services.review import recusals, reviews
from thidua.services.review.reviews import ReviewDesk
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.scoring import held as held_cells
from thidua.ui.widgets import tables

_CHOSEN, _NEXT = "phieu", "_phieu_tiep"


def sentence(duties: Sequence[Duty], average: Fraction, *, is_own: bool) -> str:
    """Câu đầu trang: how many sheets are in, and how others stand."""
    owed = [one for one in duties if not (one.recused or one.absent)]
    done = sum(one.status is SheetStatus.SUBMITTED for one in owed)
    left = sum(len(one.codes) - one.done for one in owed if not one.is_over)
    whole = f"**{done}/{len(owed)}** phiếu"
    if not is_own:
        return f"Cả khối đã nộp {whole} chấm chéo; còn {left} tiêu chí chưa chấm."
    said = f"Bạn đã nộp {whole}; trung bình một người chấm đã nộp {vi_number(average, 1)}"
    return f"{said}. Còn {left} tiêu chí phải chấm." if left else f"{said}."


def choose(duties: Sequence[Duty], names: Mapping[str, str]) -> Duty:
    """Chọn phiếu đang mở; the first that is still owed at the beginning."""
    listed = {f"{one.reviewer}.{one.unit.code}": one for one in duties}
    reviewers = {one.reviewer for one in duties}
    following = st.session_state.pop(_NEXT, None) or _addressed()
    if following in listed:
        st.session_state[_CHOSEN] = following
    first = next((key for key, one in listed.items() if not one.is_over), next(iter(listed)))
    if st.session_state.get(_CHOSEN) not in listed:
        st.session_state[_CHOSEN] = first
    chosen = st.selectbox(
        "Phiếu đang mở",
        list(listed),
        format_func=lambda key: _label(listed[key], names, with_reviewer=len(reviewers) > 1),
        label_visibility="collapsed",
        key=_CHOSEN,
    )
    return listed[chosen]


def overview(duties: Sequence[Duty], names: Mapping[str, str]) -> None:
    """Bảng các phiếu và tiến độ, below the one that is worked on."""
    st.subheader("Các phiếu phải chấm", anchor=False)
    tables.draw(
        frames.duties_frame(duties, names, with_reviewer=len({one.reviewer for one in duties}) > 1),
        alt="Các phiếu chấm chéo và tiến độ",
    )


def _addressed() -> str | None:
    """Phiếu trong đường dẫn, followed once so that the person can go on from there."""
    wanted = st.query_params.get(_CHOSEN)
    if wanted is not None:
        del st.query_params[_CHOSEN]
    return wanted


def _label(duty: Duty, names: Mapping[str, str], *, with_reviewer: bool) -> str:
    """Tên gọi của phiếu: without its state, since a list keeps the words it was chosen by."""
    by = f"{names.get(duty.reviewer, duty.reviewer)} chấm " if with_reviewer else ""
    return f"{by}{duty.unit.name}"


def said(duty: Duty) -> None:
    """Tình trạng của phiếu: why it cannot be changed now, or why it came back."""
    if duty.recused:
        st.info(f"Đã từ chối chấm đơn vị này: {literal(duty.recused)}", icon=":material/block:")
    elif duty.absent:
        st.info(f"Được ghi vắng mặt: {literal(duty.absent)}", icon=":material/event_busy:")
    elif duty.status is SheetStatus.SUBMITTED:
        st.info("Phiếu này đã nộp nên chỉ xem được.", icon=":material/lock:")
    elif duty.returned_reason:
        st.warning(
            f"Phiếu này được trả lại: {literal(duty.returned_reason)}", icon=":material/undo:"
        )


def acts(ctx: Context, found: ReviewDesk, duty: Duty, duties: Sequence[Duty]) -> None:
    """Nút của cả phiếu, for whoever may press them."""
    reviewer, unit = duty.reviewer, duty.unit.code
    if duty.reviewer in reviews.reviewing_units(ctx.actor, ctx.period):
        if not ctx.allows(Permission.REVIEW, duty.reviewer):
            st.caption("Ghi và nộp phiếu được trong giai đoạn Chấm chéo.")
        elif not duty.is_over:
            _hand_in(ctx, found, duty, duties)
        elif duty.status is SheetStatus.SUBMITTED:
            said = "Đã rút lại phiếu; có thể sửa tiếp."
            ctx.button(
                "Rút lại phiếu đã nộp",
                lambda: ctx.act(reviews.take_back, said, reviewer=reviewer, unit=unit),
                key="rut-lai-phieu",
                icon=":material/undo:",
            )
    if duty.status is SheetStatus.SUBMITTED and interests.may_decide(
        ctx.work, Permission.SEND_BACK, unit
    ):
        field = f"tra-lai-phieu-{duty.reviewer}"
        message = "Đã trả lại phiếu chấm chéo kèm lý do."
        with st.expander("Trả lại người chấm", icon=":material/reply:"):
            st.text_input("Lý do trả lại", key=field)
            ctx.button(
                "Trả lại phiếu",
                lambda: ctx.act(
                    reviews.send_back,
                    message,
                    reviewer=reviewer,
                    unit=unit,
                    reason=st.session_state[field],
                ),
                key="tra-lai-phieu",
            )
    if not duty.is_over and duty.reviewer in reviews.reviewing_units(ctx.actor, ctx.period):
        _recuse(ctx, duty, _following(duty, duties))


def _hand_in(ctx: Context, found: ReviewDesk, duty: Duty, duties: Sequence[Duty]) -> None:
    if found.missing:
        codes = listed([literal(code) for code in found.missing], most=12)
        st.caption(f"Nộp được khi đã chấm đủ; còn {len(found.missing)} tiêu chí: {codes}")
    following = _following(duty, duties)
    label = "Nộp phiếu và sang phiếu tiếp" if following else "Nộp phiếu"

    def hand_in() -> None:
        if held_cells.has_unsaved(found.desk):
            raise Refused("Còn ô đã gõ mà chưa lưu; hãy bấm Lưu trước rồi nộp.")
        said = f"Đã nộp phiếu chấm {duty.unit.name}."
        ctx.act(reviews.hand_in, said, reviewer=duty.reviewer, unit=duty.unit.code)
        _go_to(following)

    ctx.button(
        label, hand_in, key="nop-phieu", icon=":material/send:", disabled=bool(found.missing)
    )


def _following(duty: Duty, duties: Sequence[Duty]) -> Duty | None:
    """Phiếu tiếp theo còn phải chấm."""
    return next((one for one in duties if not one.is_over and one != duty), None)


def _go_to(duty: Duty | None) -> None:
    """Sang phiếu này in the next run."""
    if duty:
        st.session_state[_NEXT] = f"{duty.reviewer}.{duty.unit.code}"


def _recuse(ctx: Context, duty: Duty, following: Duty | None) -> None:
    field = f"tu-choi-{duty.reviewer}-{duty.unit.code}"

    def recuse() -> None:
        ctx.act(
            recusals.declare,
            "Đã ghi từ chối; phiếu này không còn được tính.",
            reviewer=duty.reviewer,
            unit=duty.unit.code,
            reason=st.session_state[field],
        )
        _go_to(following)

    with st.expander("Từ chối chấm đơn vị này vì có liên quan", icon=":material/block:"):
        st.text_input("Lý do từ chối", key=field)
        ctx.button("Từ chối chấm", recuse, key="tu-choi")


def nothing_yet() -> None:
    """Chưa có phiếu nào: what comes next."""
    st.info(
        "Bạn chưa được phân công chấm chéo trong kỳ này. Khi tổ thư ký phân công, các phiếu phải "
        "chấm sẽ hiện ở đây."
    )
