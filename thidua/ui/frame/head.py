"""Đầu trang: the one line that says whose data a page shows, and how final they are."""

import streamlit as st

from thidua import labels
from thidua.domain.access.permissions import Permission, is_allowed
from thidua.domain.period.period import BlockPeriod
from thidua.domain.period.reminder import deadline_words
from thidua.domain.period.stage import CLOSED, STAGE_WORDS
from thidua.services.ground.work import Work
from thidua.services.period import windows
from thidua.services.record import fingerprints
from thidua.ui.frame import paper
from thidua.ui.frame.literal import literal


def draw(work: Work, period: BlockPeriod, *, may_see_dates: bool) -> None:
    """Vẽ đầu trang: block, period, stage with what is left of it, and TẠM TÍNH until the lock."""
    due = windows.windows(work).get(period.stage) if may_see_dates else None
    until = None if due is None else due.hard_deadline or due.soft_deadline
    left = "" if until is None else f", {deadline_words(until, work.now)}"
    said = [f"**{literal(period.block_name)}**", literal(period.title)]
    said.append(f"{STAGE_WORDS[period.stage]}{literal(left)}")
    if period.stage not in CLOSED:
        said.append(f"**{labels.PROVISIONAL}**")
    st.caption(" · ".join(said))
    paper.lay(paper_head(period, _mark(work, period)))


def _mark(work: Work, period: BlockPeriod) -> str:
    """Mã đối chiếu của kỳ, where this person may see what it is made of."""
    if period.covenant_version is None:
        return ""
    if not is_allowed(work.actor, Permission.VIEW_STANDINGS, period):
        return ""
    return fingerprints.period_fingerprint(work)


def paper_head(period: BlockPeriod, fingerprint: str) -> dict[str, object]:
    """Đầu và chân của mỗi tờ giấy: block, year, TẠM TÍNH, and the fingerprint."""
    mark = "" if period.stage in CLOSED else f" · {labels.PROVISIONAL}"
    head = f"{period.block_name} · {period.title}{mark}"
    foot = f"Mã đối chiếu: {fingerprint}" if fingerprint else ""
    return {"title": head, "foot": foot}
