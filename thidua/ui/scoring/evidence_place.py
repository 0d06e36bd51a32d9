"""Trang, trích dẫn và mức bảo mật của một minh chứng: shown, and changed by who may."""

from collections.abc import Sequence

import streamlit as st

from thidua.domain.access.permissions import Permission
from thidua.domain.scoring.evidence import (
    EVIDENCE_LEVEL_WORDS,
    LEVEL_READERS,
    EvidenceItem,
    EvidenceLevel,
    EvidencePlace,
)
from thidua.services.scoring import evidence_changes
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context

_NONE = "Không cho riêng lượt nào"


def show(place: EvidencePlace | None) -> None:
    """Vẽ trang, lượt và trích dẫn; nothing where none was written."""
    if place is None:
        return
    said = [f"Trang {place.page}"] if place.page else []
    said += [f"cho lượt số {place.document}"] if place.document else []
    if said:
        st.caption(literal(" · ".join(said)))
    if place.quotation:
        st.caption("Trích dẫn")
        st.text(place.quotation)


def edit(ctx: Context, item: EvidenceItem, criterion: str, documents: Sequence[str]) -> None:
    """Ô ghi trang, trích dẫn và lượt."""
    place = item.place(criterion)
    if place is None:
        return
    key = f"{criterion}-{item.token}-{place.added_at.isoformat()}"
    with st.popover("Trang, trích dẫn", icon=":material/format_quote:", key=f"mo-trang-{key}"):
        page = st.text_input("Trang", place.page, max_chars=300, key=f"trang-{key}")
        quotation = st.text_area("Trích dẫn", place.quotation, key=f"trich-{key}")
        document = place.document
        choices = list(dict.fromkeys(["", *documents, place.document]))
        if len(choices) > 1:
            document = st.selectbox(
                "Chứng minh cho lượt có số văn bản",
                choices,
                index=choices.index(place.document),
                format_func=lambda one: one or _NONE,
                key=f"luot-{key}",
            )

        def keep() -> None:
            ctx.act(
                evidence_changes.describe,
                "Đã ghi trang, trích dẫn.",
                unit=item.unit,
                token=item.token,
                criterion=criterion,
                page=page,
                quotation=quotation,
                document=document,
            )

        ctx.button("Ghi", keep, key=f"bam-trang-{key}")


def level_field(key: str) -> EvidenceLevel:
    """Ô chọn mức bảo mật của minh chứng sắp thêm."""
    chosen = st.segmented_control(
        "Mức bảo mật",
        list(EvidenceLevel),
        format_func=lambda one: EVIDENCE_LEVEL_WORDS[one].capitalize(),
        default=EvidenceLevel.OPEN,
        required=True,
        key=key,
    )
    st.caption(f"Mở được: {LEVEL_READERS[chosen]}.")
    return chosen


def level(ctx: Context, item: EvidenceItem) -> None:
    """Nâng mức, or lower it with a reason for who may."""
    may_lower = ctx.allows(Permission.LOWER_EVIDENCE)
    levels = [
        one
        for one in EvidenceLevel
        if one is not item.level and (may_lower or one.height > item.level.height)
    ]
    if not levels:
        return
    key = f"{item.token}-{item.level}"
    with st.popover("Đổi mức", icon=":material/lock:", key=f"mo-muc-{key}"):
        chosen = st.radio(
            "Mức bảo mật mới",
            levels,
            format_func=lambda one: f"{EVIDENCE_LEVEL_WORDS[one].capitalize()}",
            captions=[f"Mở được: {LEVEL_READERS[one]}" for one in levels],
            key=f"muc-moi-{key}",
        )
        reason = ""
        if chosen.height < item.level.height:
            reason = st.text_input("Lý do hạ mức", key=f"ly-do-muc-{key}")

        def put() -> None:
            ctx.act(
                evidence_changes.set_level,
                f"Minh chứng này nay ở mức {EVIDENCE_LEVEL_WORDS[chosen]}.",
                unit=item.unit,
                token=item.token,
                level=chosen,
                reason=reason,
            )

        ctx.button("Đặt mức này", put, key=f"bam-muc-{key}")
