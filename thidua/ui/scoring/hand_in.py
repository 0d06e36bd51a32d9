"""Nộp, trả lại và xác nhận: what can be done with a whole sheet, and who must look at a line."""

from collections import Counter
from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from thidua import labels
from thidua.domain.access.permissions import Permission
from thidua.domain.ground.errors import Refused
from thidua.domain.scoring.sheet import Hand, SheetStatus
from thidua.services.scoring import confirmations, submissions
from thidua.services.scoring import desk as score_entry
from thidua.services.scoring.confirmations import WaitingLine
from thidua.services.scoring.desk import Desk
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.scoring import completeness
from thidua.ui.scoring import held as held_cells
from thidua.ui.widgets import tables
from thidua.ui.widgets.panel import panel


def said(desk: Desk) -> None:
    """Tình trạng của bảng: why it cannot be changed now, or why it came back."""
    status = desk.sheet.status
    if status is SheetStatus.SUBMITTED:
        st.info("Bảng tự chấm này đã nộp nên chỉ xem được.", icon=":material/lock:")
    elif status is SheetStatus.VERIFIED:
        st.info("Bảng thẩm định này đã xác nhận nên chỉ xem được.", icon=":material/lock:")
    elif desk.sheet.returned_reason:
        st.warning(
            f"Bảng này được trả lại: {literal(desk.sheet.returned_reason)}",
            icon=":material/undo:",
        )


def draw(ctx: Context, desk: Desk) -> None:
    """Nút của cả bảng, for whoever may press them."""
    status = desk.sheet.status
    if desk.hand is Hand.SELF:
        if ctx.allows(Permission.SUBMIT_SELF, desk.unit):
            if status is SheetStatus.DRAFT:
                _submit(ctx, desk)
            else:
                said = "Đã rút lại bảng tự chấm; có thể sửa tiếp."
                ctx.button(
                    "Rút lại bảng đã nộp",
                    lambda: ctx.act(submissions.take_back, said, unit=desk.unit),
                    key="rut-lai",
                    icon=":material/undo:",
                )
        if status is SheetStatus.SUBMITTED and ctx.allows(Permission.SEND_BACK):
            _send_back(ctx, desk)
    elif status is SheetStatus.VERIFIED and ctx.allows(Permission.SCORE_VERIFIED):
        with st.expander("Mở lại bảng thẩm định", icon=":material/lock_open:"):
            _reopen(ctx, desk)


def _reopen(ctx: Context, desk: Desk) -> None:
    field = f"mo-lai-{desk.unit}"
    st.text_input("Lý do mở lại", key=field)
    ctx.button(
        "Đề nghị mở lại",
        lambda: ctx.act(
            submissions.ask_reopening,
            REOPENING,
            unit=desk.unit,
            reason=st.session_state[field],
        ),
        key="mo-lai",
    )


REOPENING = (
    "Đã ghi đề nghị mở lại; bảng vẫn được tính cho tới khi người thứ hai, của đơn vị khác, xác "
    "nhận ở trang Thẩm định, phần «Người thứ hai»."
)


def _send_back(ctx: Context, desk: Desk) -> None:
    """Trả lại với lý do chung, and one for each criterion that is meant."""
    criteria, field = desk.covenant.criteria, f"tra-lai-{desk.unit}"
    which = f"tra-lai-tieu-chi-{desk.unit}"
    inside = panel("Trả lại đơn vị", key="mo-tra-lai", icon=":material/reply:")
    if inside is None:
        return

    def send_back() -> None:
        chosen = st.session_state[which]
        ctx.act(
            submissions.send_back,
            "Đã trả lại bảng tự chấm kèm lý do.",
            reason=st.session_state[field],
            notes={code: st.session_state.get(f"{field}-{code}", "") for code in chosen},
            unit=desk.unit,
        )

    with inside:
        st.text_input("Lý do trả lại", key=field, persist_state="page")
        chosen = st.multiselect(
            "Tiêu chí cần xem lại",
            list(criteria),
            format_func=lambda code: f"{code}. {criteria[code].text}",
            key=which,
            persist_state="page",
        )
        for code in chosen:
            st.text_input(f"Lý do ở tiêu chí {code}", key=f"{field}-{code}", persist_state="page")
        ctx.button("Trả lại", send_back, key="tra-lai")


def _submit(ctx: Context, desk: Desk) -> None:
    def submit() -> None:
        if held_cells.has_unsaved(desk):
            raise Refused("Còn ô đã gõ mà chưa lưu; hãy bấm Lưu trước rồi nộp.")
        ctx.act(submissions.submit, "Đã nộp bảng tự chấm.", unit=desk.unit)

    stopping = completeness.draw(ctx, desk)
    ctx.button(
        "Nộp bảng tự chấm", submit, key="nop", icon=":material/send:", disabled=bool(stopping)
    )


def waiting(ctx: Context, desk: Desk) -> None:
    """Dòng của bảng này chờ người thứ hai, and the button for who may confirm them."""
    found = confirmations.waiting(ctx.work)
    if not found:
        return
    lines = [line for line in found if (line.unit, line.hand) == (desk.unit, desk.hand)]
    st.header("Chờ người thứ hai xác nhận", anchor=False)
    if len(found) > len(lines):
        members = score_entry.members(ctx.work)
        names = {member.code: member.called for member in members}
        st.caption(elsewhere([line for line in found if line not in lines], names))
    if not lines:
        return
    mine = [line for line in lines if confirmations.may_confirm(ctx.actor, desk.period, line)]
    tables.draw(_frame(lines, mine), alt="Các dòng chờ người thứ hai xác nhận")
    if not mine:
        st.caption("Người nhập không tự xác nhận được; cần một người khác có quyền.")
        return
    field = f"xac-nhan-{desk.unit}-{desk.hand}-{len(mine)}"

    def confirm() -> None:
        wanted = st.session_state[field]
        ctx.act(
            confirmations.confirm,
            f"Đã xác nhận {len(wanted)} dòng.",
            lines=[line for line in mine if line.criterion in wanted],
        )

    chosen = st.multiselect(
        "Dòng xác nhận",
        [line.criterion for line in mine],
        default=[line.criterion for line in mine],
        key=field,
    )
    ctx.button(
        "Xác nhận các dòng đã chọn",
        confirm,
        key="xac-nhan-dong",
        icon=":material/done_all:",
        disabled=not chosen,
    )


def elsewhere(lines: Sequence[WaitingLine], names: Mapping[str, str]) -> str:
    """Bảng khác cũng có dòng chờ: which, and how many."""
    counts = Counter((line.unit, line.hand) for line in lines)
    said = [
        f"{literal(names.get(unit, unit))} – {labels.HANDS[hand].lower()}: {count} dòng"
        for (unit, hand), count in counts.items()
    ]
    return f"Bảng khác cũng có dòng chờ: {'; '.join(said)}."


def _frame(lines: Sequence[WaitingLine], mine: Sequence[WaitingLine]) -> pd.DataFrame:
    papers = [line.document for line in lines]
    return pd.DataFrame(
        {
            "Tiêu chí": [line.criterion for line in lines],
            "Nội dung nhập": [line.words for line in lines],
            "Người nhập": [line.entered_by for line in lines],
            **({"Giấy của đơn vị": papers} if any(papers) else {}),
            "Ai xác nhận": ["bạn" if line in mine else "chờ người khác" for line in lines],
        }
    )
