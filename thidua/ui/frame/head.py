"""Đầu trang: the one line that says whose data a page shows, and how final they are."""

import streamlit as st

from thidua import labels
from thidua.domain.period.period import BlockPeriod
from thidua.domain.period.reminder import deadline_words
from thidua.domain.period.stage import CLOSED, STAGE_WORDS
from thidua.services.ground.work import Work
from thidua.services.period import windows
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
