"""Đề nghị sửa dự thảo trên màn hình: a member's wish about a line, and its answer."""

from collections.abc import Collection, Sequence

import streamlit as st

from thidua.domain.covenant.drafting.lines import DraftLine
from thidua.domain.covenant.drafting.proposal import (
    CLAUSE_KIND_WORDS,
    CLAUSE_STATE_WORDS,
    ClauseProposal,
    ClauseProposalKind,
    ClauseProposalState,
)
from thidua.frames import covenant as frames
from thidua.services.covenant import clause_proposals
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.verify.draft import typed
from thidua.ui.widgets import tables


def units(ctx: Context) -> list[str]:
    """Các đơn vị mà người này được đề nghị cho."""
    return sorted(clause_proposals.own_units(ctx.work))


def ask(ctx: Context, line: DraftLine, own: Sequence[str]) -> None:
    """Gửi đề nghị: the fields as typed, a line to go, or a new one made of this one."""
    st.markdown("**Đề nghị của đơn vị**")
    st.caption("Sửa các ô ở trên cho đúng ý đơn vị, ghi lý do rồi gửi. Dự thảo chưa đổi gì.")
    unit = own[0] if len(own) == 1 else st.selectbox("Đơn vị", own, key="dt-don-vi")
    kind = st.segmented_control(
        "Đề nghị",
        list(ClauseProposalKind),
        format_func=CLAUSE_KIND_WORDS.__getitem__,
        default=ClauseProposalKind.CHANGE,
        required=True,
        key=f"dt-de-nghi-{line.key}",
    )
    if kind is ClauseProposalKind.ADD:
        st.caption("Dòng mới lấy các ô ở trên; hãy ghi cho nó một mã chưa có.")
    st.text_area("Lý do", height=80, key=f"dt-ly-do-{line.key}", persist_state="page")

    def send() -> None:
        ctx.write(
            clause_proposals.propose,
            unit=unit,
            kind=kind,
            title=line.title,
            cells=typed.cells(line),
            reason=str(st.session_state[f"dt-ly-do-{line.key}"]),
        )
        typed.forget(line)
        st.session_state[f"dt-ly-do-{line.key}"] = ""
        ctx.flash(f"Đã gửi đề nghị về dòng {line.title}.")

    ctx.button("Gửi đề nghị", send, key="dt-gui", type="primary")


def of_line(
    ctx: Context, line: DraftLine, proposed: Sequence[ClauseProposal], *, may_write: bool
) -> None:
    """Các đề nghị về dòng này, those that wait with their deeds."""
    _waiting(ctx, [one for one in proposed if one.title == line.title], may_write=may_write)


def rest(
    ctx: Context,
    proposed: Sequence[ClauseProposal],
    titles: Collection[str],
    names: dict[str, str],
    *,
    may_write: bool,
) -> None:
    """Mọi đề nghị; those about lines that the draft has not wait for their answer here."""
    if not proposed:
        st.info("Chưa có đề nghị nào.")
        return
    tables.draw(frames.proposals_frame(proposed, names), alt="Các đề nghị sửa dự thảo")
    _waiting(ctx, [one for one in proposed if one.title not in titles], may_write=may_write)


def _waiting(ctx: Context, listed: Sequence[ClauseProposal], *, may_write: bool) -> None:
    own = units(ctx)
    for one in listed:
        if one.state is not ClauseProposalState.OPEN:
            continue
        with st.container(border=True):
            kind = CLAUSE_KIND_WORDS[one.kind].lower()
            st.markdown(literal(f"{one.unit} đề nghị {kind} {one.title}: {one.reason}"))
            if one.changes:
                tables.draw(frames.cells_frame(one.changes), alt="Ô mà đề nghị sửa")
            if may_write:
                _answer(ctx, one)
            elif one.unit in own:
                ctx.button(
                    "Rút đề nghị này",
                    lambda one=one: ctx.act(  # type: ignore[misc]
                        clause_proposals.withdraw,
                        "Đã rút đề nghị.",
                        key=one.key,
                        unit=one.unit,
                    ),
                    key=f"dt-rut-{one.key}",
                )
            else:
                st.caption(CLAUSE_STATE_WORDS[one.state])


def _answer(ctx: Context, one: ClauseProposal) -> None:
    field = f"dt-tra-loi-{one.key}"
    st.text_input("Trả lời", key=field, persist_state="page")
    with st.container(horizontal=True):
        ctx.button(
            "Nhận",
            lambda: ctx.act(
                clause_proposals.take,
                f"Đã nhận đề nghị về {one.title}; dự thảo đã sửa theo.",
                key=one.key,
                answer=str(st.session_state[field]),
            ),
            key=f"dt-nhan-{one.key}",
            type="primary",
        )
        ctx.button(
            "Không nhận",
            lambda: ctx.act(
                clause_proposals.decline,
                f"Đã trả lời đề nghị về {one.title}.",
                key=one.key,
                answer=str(st.session_state[field]),
            ),
            key=f"dt-khong-nhan-{one.key}",
        )
