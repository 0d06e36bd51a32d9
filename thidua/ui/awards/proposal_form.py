"""Đề nghị mới: who is put forward, with which achievements, and why where the law says no."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypedDict

import streamlit as st

from thidua.domain.access.permissions import Permission
from thidua.domain.awards.eligibility import Conclusion, Eligibility
from thidua.domain.awards.proposal import STANDING, ProposedAward
from thidua.domain.dossier.facts import Recipient
from thidua.services.awards import achievements, proposals
from thidua.services.awards.nominees import Candidacy
from thidua.ui.awards import choice as award_choice
from thidua.ui.awards.choice import AwardChoice
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context

Candidacies = Mapping[tuple[Recipient, str], Candidacy]


def draw(ctx: Context, found: Sequence[ProposedAward], known: Candidacies) -> None:
    """Vẽ đề nghị mới: a nominee with what the law book says; another answer needs a reason."""
    st.subheader("Đề nghị mới", anchor=False)
    choice = award_choice.choose(ctx)
    if choice.lacks_groups:
        award_choice.explain_lack(choice)
        return
    assessment = choice.assessment(ctx)
    rows, noun = award_choice.narrowed(choice, assessment)
    kinds = {code: recipient for recipient, code in assessment.candidacies}
    round_code = _round(choice)
    standing = [one for one in found if one.round == round_code]
    free = _free(ctx, choice, rows, standing, known, kinds)
    place = f"moi-{choice.key}-{round_code}" if round_code else f"moi-{choice.key}"
    if not free:
        st.caption(f"Không còn {noun} nào để đề nghị ở đây.")
        return
    calls = {code: f"{row.name} ({code}) · {row.word}" for code, row in free.items()}
    code = st.selectbox("Đối tượng đề nghị", list(calls), format_func=calls.__getitem__, key=place)
    row = free[code]
    aim: _Aim = {
        "recipient": kinds[code],
        "subject": code,
        "award": "" if choice.programme else choice.award,
        "programme": row.programme,
        "group": row.group,
        "on": choice.on,
    }
    used, own = f"moi-dung-{choice.key}-{row.group}-{code}", f"{choice.key}-{code}"
    _uses(ctx, aim, used)
    st.text_input("Thành tích tóm tắt", key=f"moi-tt-{own}")
    st.text_input("Văn bản đề nghị", key=f"moi-vb-{own}")
    despite = _despite(row, f"moi-vi-sao-{own}")
    is_ready = row.conclusion is Conclusion.ELIGIBLE or despite.strip()

    def propose() -> None:
        ctx.act(
            proposals.propose,
            f"Đã đề nghị {row.name}.",
            reason=st.session_state[f"moi-tt-{own}"],
            document=st.session_state[f"moi-vb-{own}"],
            despite=st.session_state.get(f"moi-vi-sao-{own}", ""),
            round_code=round_code,
            uses=st.session_state.get(used, []),
            **aim,
        )

    ctx.button(
        "Đề nghị",
        propose,
        key="de-nghi-moi",
        type="primary",
        disabled=not is_ready,
        icon=":material/add:",
    )


def _round(choice: AwardChoice) -> str:
    """Đợt khen của đề nghị mới; asked only where the plan has another than that of every year."""
    plan = choice.programme
    further = {} if plan is None else {one.code: one for one in plan.further_rounds(choice.year)}
    if plan is None or not further:
        return ""
    return st.selectbox(
        "Đợt khen",
        ["", *further],
        format_func=lambda code: literal(
            f"{further[code].name} · hạn mức {further[code].limit_words}" if code else "Hằng năm"
        ),
        key=f"moi-dot-{plan.code}",
    )


class _Aim(TypedDict):
    """Đề nghị gì cho ai: what both services are asked with."""

    recipient: Recipient
    subject: str
    award: str
    programme: str
    group: str
    on: date


def _despite(row: Eligibility, key: str) -> str:
    """Lý do vẫn đề nghị, asked with what is missing where the law book does not say eligible."""
    if row.conclusion is Conclusion.ELIGIBLE:
        return ""
    wanting = "; ".join(f"{one.requirement}: {one.word}" for one in row.wanting)
    st.warning(
        f"{literal(row.name)} {row.word}: {literal(wanting)}.",
        icon=":material/rule:",
    )
    return st.text_input("Vì sao vẫn đề nghị", key=key)


def _uses(ctx: Context, aim: "_Aim", key: str) -> None:
    """Chọn thành tích dùng cho đề nghị này, beside those that another award has used.

    What was chosen stays in sight when somebody uses it meanwhile, so that it is refused by name
    and never left out in silence.
    """
    found = {(one.what, one.year): one for one in achievements.usable(ctx.work, **aim)}
    held = st.session_state.get(key, [])
    offered = [use for use, one in found.items() if not one.used_for or use in held]
    if offered:
        st.multiselect(
            "Thành tích dùng cho đề nghị này",
            offered,
            [use for use in offered if found[use].is_needed],
            format_func=lambda use: found[use].words,
            key=key,
            placeholder="Chưa chọn thành tích nào",
            help="Mỗi thành tích chỉ được tính cho một lần khen.",
        )
    used = [
        f"- {literal(one.words)}, để xét {literal(one.used_for)}"
        for one in found.values()
        if one.used_for
    ]
    if used:
        st.markdown("\n".join(("Thành tích đã dùng cho lần khen khác:", *used)))


def _free(
    ctx: Context,
    choice: AwardChoice,
    rows: Sequence[Eligibility],
    found: Sequence[ProposedAward],
    known: Candidacies,
    kinds: Mapping[str, Recipient],
) -> dict[str, Eligibility]:
    """Những đối tượng người này được đề nghị mà chưa ai đề nghị ở đây, the eligible first."""
    place = (choice.programme.code if choice.programme else "", choice.award)
    taken = {
        (one.subject, one.group)
        for one in found
        if one.state in STANDING and (one.programme, "" if one.programme else one.award) == place
    }
    free = [
        row
        for row in rows
        if (row.code, row.group) not in taken
        and ctx.allows(Permission.PROPOSE_AWARD, known[kinds[row.code], row.code].unit)
    ]
    free.sort(key=lambda row: row.conclusion is not Conclusion.ELIGIBLE)
    return {row.code: row for row in free}
