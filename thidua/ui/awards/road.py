"""Hồ sơ và đường đi: papers of a proposal, handing it on, what the receiver says, opinions."""

from collections.abc import Sequence
from datetime import datetime, time

import streamlit as st

from thidua.domain.access.permissions import Permission, units_of
from thidua.domain.awards.proposal import PROPOSAL_WORDS, ProposalState, ProposedAward
from thidua.domain.awards.road import (
    DECLARATION,
    PAPER_STATE_WORDS,
    PaperStanding,
    PaperState,
    StepStanding,
    Transfer,
    TransferResult,
)
from thidua.domain.ground.errors import Refused
from thidua.domain.ground.points import parse_whole
from thidua.domain.law.book import LawBook
from thidua.domain.period.windows import VIETNAM, day_of
from thidua.frames.awards import road as frames
from thidua.services.awards import dossier_papers, leader_readings, road
from thidua.services.awards.road import RoadView
from thidua.ui.awards import opinions
from thidua.ui.awards.proposal_form import Candidacies
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.widgets import tables
from thidua.ui.widgets.panel import panel
from thidua.web.streamlit_inside import DeltaGenerator

_PROPOSAL = "ho-so-khen"
_TALL = 92
_WIDTHS = {
    **{"Chặng": 240, "Ai gửi": 130, "Gửi tới": 150, "Chậm nhất hết ngày": 140},
    "Đang tới đâu": 220,
}


def draw(ctx: Context, found: Sequence[ProposedAward], known: Candidacies, book: LawBook) -> None:
    """Vẽ hồ sơ của một đề nghị đang mở, those of movements first."""
    listed = [one for one in found if one.is_open or one.state is ProposalState.DECIDED]
    listed.sort(key=lambda one: (not one.is_open, not one.programme, one.key))
    if not listed:
        return
    st.subheader("Hồ sơ, ý kiến và đường đi", anchor=False)
    by_key = {one.key: one for one in listed}
    key = st.selectbox(
        "Hồ sơ của",
        list(by_key),
        format_func=lambda one: _called(by_key[one], known, book),
        key=_PROPOSAL,
    )
    one = by_key[key]
    if one.programme in book.programmes:
        view = road.of_proposal(ctx.work, key=key)
        st.markdown(_sentence(ctx, view))
        _papers(ctx, view)
        _road(ctx, view)
    else:
        st.caption("Đề nghị này không thuộc phong trào nào nên không có đường đi hồ sơ riêng.")
    opinions.draw(ctx, one)


def _called(one: ProposedAward, known: Candidacies, book: LawBook) -> str:
    who = known.get((one.recipient, one.subject))
    name = one.subject if who is None else who.nominee.name
    plan = book.programmes.get(one.programme)
    of = "" if plan is None else f" · {plan.name}, nhóm {one.group}"
    return f"{one.key} · {name}{of} · {PROPOSAL_WORDS[one.state]}"


def _sentence(ctx: Context, view: RoadView) -> str:
    """Câu đầu: which papers lack, and where the dossier is."""
    missing = sum(one.state is PaperState.MISSING for one in view.papers)
    waiting = sum(one.state is PaperState.THERE for one in view.papers)
    said = [f"Mã đề nghị **{view.proposal.key}**"]
    if view.papers:
        parts = [f"{missing} giấy tờ chưa có"] if missing else []
        parts += [f"{waiting} chờ xác nhận"] if waiting else []
        said.append(", ".join(parts) or f"đủ {len(view.papers)} giấy tờ đã xác nhận")
    step = view.next_step
    if step is None:
        said.append("hồ sơ đã qua mọi chặng" if view.steps else "kế hoạch không nêu đường đi")
    else:
        today = day_of(ctx.work.now)
        said.append(f"tới {literal(step.step.to)}: {literal(step.words(today))}")
    return f"{'; '.join(said)}."


def _papers(ctx: Context, view: RoadView) -> None:
    if not view.papers:
        return
    tables.draw(frames.papers_table(view.papers), alt="Giấy tờ của hồ sơ và mức của từng giấy tờ")
    if not view.proposal.is_open or not (view.may_put or view.may_confirm):
        return
    inside = panel("Ghi, xác nhận giấy tờ", key="mo-giay-to-ho-so", icon=":material/description:")
    if inside is None:
        return
    with inside:
        by_code = {one.asked.code: one for one in view.papers}
        code = st.selectbox(
            "Giấy tờ",
            list(by_code),
            format_func=lambda one: (
                f"{by_code[one].asked.text} · {PAPER_STATE_WORDS[by_code[one].state]}"
            ),
            key=f"giay-to-{view.proposal.key}",
        )
        if view.may_put:
            _put(ctx, view, by_code[code])
        if view.may_confirm:
            _confirm(ctx, view, by_code[code])


def _put(ctx: Context, view: RoadView, paper: PaperStanding) -> None:
    stored = paper.stored
    at = f"{view.proposal.key}-{stored.code}-{stored.version}"
    left, right = st.columns([3, 1])
    left.text_input("Số, ngày giấy tờ", stored.document, key=f"so-giay-{at}", persist_state="page")
    asked = paper.asked.copies if stored.copies is None else stored.copies
    copies = "" if asked is None else str(asked)
    right.text_input("Số bản", copies, key=f"so-ban-{at}", persist_state="page")
    st.checkbox("Đã ký, đóng dấu đủ", value=stored.signed, key=f"da-ky-{at}", persist_state="page")
    if stored.state is PaperState.CONFIRMED:
        st.caption("Giấy tờ này đã xác nhận; ghi lại thì chờ xác nhận lần nữa.")
    ctx.button(
        "Ghi giấy tờ",
        lambda: ctx.act(
            dossier_papers.put,
            "Đã ghi giấy tờ; người thứ hai xác nhận.",
            key=view.proposal.key,
            code=stored.code,
            seen=stored.version,
            document=st.session_state[f"so-giay-{at}"],
            copies=_copies(st.session_state[f"so-ban-{at}"]),
            signed=st.session_state[f"da-ky-{at}"],
        ),
        key="ghi-giay-to",
        type="primary",
    )


def _copies(typed: str) -> int | None:
    said = typed.strip()
    found = parse_whole(said)
    if said and found is None:
        raise Refused(f"«{said}» phải là số nguyên, ví dụ 1.")
    return found


def _confirm(ctx: Context, view: RoadView, paper: PaperStanding) -> None:
    stored = paper.stored
    if stored.state is PaperState.MISSING:
        return
    at = f"{view.proposal.key}-{stored.code}-{stored.version}"
    st.text_input("Lý do trả giấy tờ", key=f"ly-do-giay-{at}", persist_state="page")
    row = st.container(horizontal=True)
    if stored.state is PaperState.THERE and stored.there_by == ctx.actor.name:
        row.caption("Giấy tờ do chính bạn ghi nên người khác xác nhận.")
    elif stored.state is PaperState.THERE:
        ctx.button(
            "Xác nhận giấy tờ",
            lambda: ctx.act(
                dossier_papers.confirm,
                "Đã xác nhận giấy tờ.",
                key=view.proposal.key,
                code=stored.code,
                seen=stored.version,
            ),
            key="xac-nhan-giay-to",
            place=row,
            type="primary",
        )
    ctx.button(
        "Trả giấy tờ",
        lambda: ctx.act(
            dossier_papers.take_back,
            "Đã trả giấy tờ kèm lý do.",
            key=view.proposal.key,
            code=stored.code,
            seen=stored.version,
            reason=st.session_state[f"ly-do-giay-{at}"],
        ),
        key="tra-giay-to",
        place=row,
    )


def _road(ctx: Context, view: RoadView) -> None:
    if not view.steps:
        return
    today = day_of(ctx.work.now)
    tables.draw(
        frames.steps_table(view.steps, today),
        alt="Các chặng của hồ sơ: ai gửi tới ai, hạn, đang tới đâu",
        row_height=_TALL,
        column_config={
            name: st.column_config.TextColumn(width=width) for name, width in _WIDTHS.items()
        },
    )
    if any(one.transfers for one in view.steps):
        inside = panel("Mọi lần chuyển hồ sơ", key="mo-lan-chuyen", icon=":material/history:")
        if inside is not None:
            tables.draw(
                frames.transfers_table(view.steps), alt="Mọi lần chuyển hồ sơ", inside=inside
            )
    step = view.next_step
    if step is None or not view.proposal.is_open:
        return
    if step.is_there:
        _answer(ctx, view, step)
    else:
        _send(ctx, view, step)


def _send(ctx: Context, view: RoadView, step: StepStanding) -> None:
    """Chuyển hồ sơ ở chặng kế tiếp, for whoever does it."""
    code, key = step.step.code, view.proposal.key
    is_first_leaving = code == view.leaving and view.proposal.state is not ProposalState.SENT
    if is_first_leaving:
        st.caption("Chặng kế tiếp ghi ở «Ghi bước tiếp theo», bước «Trình cấp trên».")
        return
    may = view.may_put if code == view.unit_step else view.may_confirm
    if not may:
        return
    at = f"{key}-{code}-{len(step.transfers)}"
    st.markdown(f"**Chuyển hồ sơ tới {literal(step.step.to)}**")
    st.text_input("Số công văn", key=f"cong-van-{at}", persist_state="page")
    if view.may_take_paper:
        moment(at)
    declared = declaration(ctx, at)
    ctx.button(
        "Chuyển hồ sơ",
        lambda: ctx.act(
            road.send,
            "Đã chuyển hồ sơ.",
            key=key,
            step=code,
            declared=has_declared(at),
            document=st.session_state[f"cong-van-{at}"],
            at=stated_moment(at),
        ),
        key="chuyen-ho-so",
        type="primary",
        disabled=not declared,
    )


def declaration(ctx: Context, at: str) -> bool:
    """Ô cam đoan, ticked in the name of whoever is signed in."""
    said = f"{ctx.actor.name} cam đoan: {DECLARATION}"
    return st.checkbox(literal(said), key=f"cam-doan-{at}")


def has_declared(at: str) -> bool:
    """Lời cam đoan đã đánh dấu, when a button is pressed."""
    return bool(st.session_state.get(f"cam-doan-{at}"))


def moment(at: str) -> None:
    """Ngày giờ gửi của hồ sơ giấy; left empty it goes now."""
    left, right = st.columns(2)
    left.date_input(
        "Ngày gửi bản giấy (để trống là gửi bây giờ)", None, format="DD/MM/YYYY", key=f"ngay-{at}"
    )
    right.time_input("Giờ gửi bản giấy", time(8, 0), key=f"gio-{at}")


def stated_moment(at: str) -> datetime | None:
    """Lúc gửi đã ghi, in Vietnam time; None for now."""
    day, hour = st.session_state.get(f"ngay-{at}"), st.session_state.get(f"gio-{at}")
    return None if day is None else datetime.combine(day, hour or time(), tzinfo=VIETNAM)


def _answer(ctx: Context, view: RoadView, step: StepStanding) -> None:
    """Nơi nhận trả lời, for whoever takes dossiers."""
    sent = step.current
    if sent is None or not view.may_confirm:
        return
    at = f"{sent.key}-{sent.version}"
    st.markdown(f"**{literal(step.step.to)} trả lời**")
    st.text_input("Lý do trả, yêu cầu bổ sung", key=f"ly-do-tra-ho-so-{at}", persist_state="page")
    row = st.container(horizontal=True)
    _answering(ctx, view, sent, TransferResult.RECEIVED, row)
    _answering(ctx, view, sent, TransferResult.RETURNED, row)
    _answering(ctx, view, sent, TransferResult.MORE, row)


_ANSWERS = {
    TransferResult.RECEIVED: ("Nhận hồ sơ", "Đã nhận hồ sơ."),
    TransferResult.RETURNED: ("Trả hồ sơ", "Đã trả hồ sơ kèm lý do."),
    TransferResult.MORE: ("Yêu cầu bổ sung", "Đã yêu cầu bổ sung hồ sơ."),
}


def _answering(
    ctx: Context, view: RoadView, sent: Transfer, result: TransferResult, row: DeltaGenerator
) -> None:
    label, told = _ANSWERS[result]
    at = f"{sent.key}-{sent.version}"
    ctx.button(
        label,
        lambda: ctx.act(
            road.answer,
            told,
            key=view.proposal.key,
            transfer=sent.key,
            seen=sent.version,
            result=result,
            reason=st.session_state[f"ly-do-tra-ho-so-{at}"],
        ),
        key=f"tra-loi-{result}",
        place=row,
        type="primary" if result is TransferResult.RECEIVED else "secondary",
    )


def leaders(ctx: Context, programme: str) -> None:
    """Tỷ lệ lãnh đạo theo mọi cách hiểu; nothing for whoever sees only part of the block."""
    if units_of(ctx.actor, Permission.VIEW_AWARDS, ctx.period) is not None:
        return
    found = leader_readings.of_programme(ctx.work, code=programme)
    for limit in dict.fromkeys(one.limit for one in found):
        st.caption(literal(limit))
        tables.draw(
            frames.leaders_table(
                [(one.words, one.is_binding, one.advice) for one in found if one.limit == limit]
            ),
            alt="Tỷ lệ lãnh đạo theo từng cách hiểu, cách nào đang áp dụng",
        )
