"""Đề nghị sửa dự thảo trên màn hình: a member's wish about a line, and its answer."""

from collections.abc import Sequence

import streamlit as st

from thidua.domain.covenant.drafting.lines import DraftLine
from thidua.domain.covenant.drafting.proposal import (
    CLAUSE_KIND_WORDS,
    CLAUSE_STATE_WORDS,
    ClauseProposal,
    ClauseProposalKind,
    ClauseProposalState,
    Standing,
    standing,
)
from thidua.frames import covenant as frames
from thidua.services.covenant import clause_proposals
from thidua.services.period import rosters
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
    if typed.seen(line) != line.version:
        st.warning(
            literal(
                f"{line.set_by} đã sửa dòng này từ lúc bạn gõ. Đề nghị chỉ gồm các ô bạn đã sửa; "
                "ô khác giữ như dự thảo hôm nay."
            ),
            icon=":material/history:",
        )
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
            cells=typed.wished(line),
            reason=str(st.session_state[f"dt-ly-do-{line.key}"]),
            seen=line.version,
        )
        typed.forget(line)
        st.session_state[f"dt-ly-do-{line.key}"] = ""
        ctx.flash(f"Đã gửi đề nghị về dòng {line.title}.")

    ctx.button("Gửi đề nghị", send, key="dt-gui", type="primary")


def of_line(
    ctx: Context,
    line: DraftLine,
    lines: Sequence[DraftLine],
    proposed: Sequence[ClauseProposal],
    *,
    may_write: bool,
) -> None:
    """Các đề nghị về dòng này, those that wait with their deeds."""
    waiting = _standing(proposed, lines)
    own = [one for one in waiting if one.line is not None and one.line.key == line.key]
    _waiting(ctx, own, may_write=may_write)


def rest(
    ctx: Context,
    proposed: Sequence[ClauseProposal],
    lines: Sequence[DraftLine],
    *,
    may_write: bool,
) -> None:
    """Mọi đề nghị: those that wait for their answer first, then all there were."""
    if not proposed:
        st.info("Chưa có đề nghị nào.")
        return
    waiting = _standing(proposed, lines)
    _waiting(ctx, waiting, may_write=may_write)
    if not waiting:
        st.caption("Không đề nghị nào đang chờ.")
    tables.draw(frames.proposals_frame(proposed, _names(ctx)), alt="Các đề nghị sửa dự thảo")


def _standing(proposed: Sequence[ClauseProposal], lines: Sequence[DraftLine]) -> list[Standing]:
    is_open = ClauseProposalState.OPEN
    return [standing(one, lines) for one in proposed if one.state is is_open]


def _names(ctx: Context) -> dict[str, str]:
    return {one.code: one.called for one in rosters.members(ctx.work)}


def _waiting(ctx: Context, listed: Sequence[Standing], *, may_write: bool) -> None:
    own = units(ctx)
    names = _names(ctx) if listed else {}
    for found in listed:
        one = found.proposal
        with st.container(border=True):
            kind = CLAUSE_KIND_WORDS[one.kind].lower()
            st.markdown(
                literal(f"{names.get(one.unit, one.unit)} đề nghị {kind} {one.title}: {one.reason}")
            )
            if found.has_drifted:
                _drifted(found)
            elif one.changes:
                tables.draw(frames.cells_frame(one.changes), alt="Ô mà đề nghị sửa")
            if may_write:
                _answer(ctx, found)
            elif one.unit in own:
                _of_own(ctx, found)
            else:
                st.caption(CLAUSE_STATE_WORDS[one.state])


def _drifted(found: Standing) -> None:
    """Vì sao đề nghị không còn khớp: the three texts, where there is a line to set them on."""
    one = found.proposal
    if found.line is None:
        st.warning(literal(f"Dự thảo không còn dòng {one.title}."), icon=":material/history:")
        return
    if one.kind is ClauseProposalKind.ADD:
        said = f"Mã {one.title} nay là của một dòng khác; nếu nhận, dòng mới lấy mã kế tiếp."
    elif found.line.title != one.title:
        said = f"Dòng {one.title} đã chuyển, nay là {found.line.title}."
    else:
        said = f"{found.line.set_by} đã sửa dòng này từ lúc đơn vị đề nghị."
    st.warning(literal(said), icon=":material/history:")
    if one.kind is ClauseProposalKind.ADD:
        tables.draw(frames.cells_frame(one.changes), alt="Ô của dòng mà đơn vị đề nghị thêm")
    elif found.texts:
        tables.draw(frames.three_frame(found), alt="Dòng lúc đề nghị, hôm nay, và nếu nhận")


def _of_own(ctx: Context, found: Standing) -> None:
    """Việc của đơn vị với đề nghị của mình."""
    one, line = found.proposal, found.line
    with st.container(horizontal=True):
        if line is not None:
            ctx.button(
                "Đề nghị lại trên bản hôm nay",
                lambda: ctx.act(
                    clause_proposals.renew,
                    "Đã đề nghị lại trên bản hôm nay.",
                    key=one.key,
                    unit=one.unit,
                    seen=line.version,
                ),
                key=f"dt-lam-moi-{one.key}",
                disabled=not (found.has_drifted or one.kind is ClauseProposalKind.REMOVE),
            )
        ctx.button(
            "Rút đề nghị này",
            lambda: ctx.act(
                clause_proposals.withdraw, "Đã rút đề nghị.", key=one.key, unit=one.unit
            ),
            key=f"dt-rut-{one.key}",
        )


def _answer(ctx: Context, found: Standing) -> None:
    one = found.proposal
    field = f"dt-tra-loi-{one.key}"
    st.text_input("Trả lời", key=field, persist_state="page")
    seen = found.line.version if found.line is not None and found.has_drifted else None
    with st.container(horizontal=True):
        ctx.button(
            "Nhận" if seen is None else "Nhận vào bản hôm nay",
            lambda: ctx.act(
                clause_proposals.take,
                f"Đã nhận đề nghị về {one.title}; dự thảo đã sửa theo.",
                key=one.key,
                answer=str(st.session_state[field]),
                onto=seen,
            ),
            key=f"dt-nhan-{one.key}",
            type="primary",
            disabled=found.is_lost,
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
