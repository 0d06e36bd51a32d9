"""Tệp trong luồng giải trình: what was put forward with the words, and adding to it."""

import streamlit as st

from thidua.domain.access.permissions import Permission
from thidua.domain.ground.errors import NotPermitted
from thidua.domain.period.windows import vi_moment
from thidua.domain.scoring.evidence import EvidenceItem
from thidua.domain.thread.thread import Thread
from thidua.services.scoring import evidence, evidence_changes
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.scoring import evidence as evidence_panel


def draw(ctx: Context, thread: Thread) -> None:
    """Vẽ tệp của luồng, for who may see the unit's sheet; the criterion's own ones on demand."""
    try:
        items = evidence.of_unit(ctx.work, unit=thread.unit)
    except NotPermitted:
        return
    here = [item for item in items if thread.id in item.threads]
    if here:
        st.markdown("**Đính kèm**")
    for item in here:
        st.markdown(_line(item))
    if any(thread.criterion in item.criteria for item in items) and st.toggle(
        "Xem minh chứng của tiêu chí này", key=f"luong-minh-chung-{thread.id}"
    ):
        evidence_panel.of_criterion(ctx, thread.unit, thread.criterion)
    if not thread.is_closed and ctx.allows(Permission.ADD_EVIDENCE, thread.unit):
        _add(ctx, thread, len(here))


def _line(item: EvidenceItem) -> str:
    said = f"{literal(item.added_by)}, {vi_moment(item.added_at)}"
    if item.hidden:
        return f"- :material/lock: {literal(item.title)} ({said})"
    return f"- [{literal(item.title)}]({evidence_panel.address(item)}) ({said})"


def _add(ctx: Context, thread: Thread, turn: int) -> None:
    unit, own = thread.unit, thread.id
    key = f"{thread.id}-{turn}"
    file_field, link_field = f"luong-tep-{key}", f"luong-url-{key}"

    def add_files() -> None:
        given = [(file.name, file.getvalue()) for file in st.session_state[file_field]]
        message = f"Đã đính kèm {len(given)} tệp vào hồ sơ."
        ctx.act(evidence_changes.add_files, message, unit=unit, thread=own, files=given)

    def add_link() -> None:
        message, url = "Đã đính kèm liên kết vào hồ sơ.", st.session_state[link_field]
        ctx.act(evidence_changes.add_link, message, unit=unit, thread=own, url=url)

    with st.expander("Đính kèm tệp hoặc liên kết", icon=":material/attach_file:"):
        files = st.file_uploader(
            "Tệp đính kèm",
            type=list(evidence.ENDINGS),
            accept_multiple_files=True,
            max_upload_size=evidence.LARGEST,
            key=file_field,
        )
        ctx.button("Đính kèm tệp", add_files, key=f"luong-kem-tep-{own}", disabled=not files)
        url = st.text_input("Liên kết đính kèm", placeholder="https://", key=link_field)
        ctx.button("Đính kèm liên kết", add_link, key=f"luong-kem-url-{own}", disabled=not url)
