"""Lời của đơn vị ở một tiêu chí: what it wrote beside its own points."""

import streamlit as st

from thidua.domain.rules.entry import Entry
from thidua.domain.scoring.sheet import Hand
from thidua.ui.frame.page import Context
from thidua.ui.scoring import events


def draw(ctx: Context, unit: str, criterion: str, entry: Entry | None) -> None:
    """Vẽ các lượt đã kê, lời giải trình và minh chứng ghi bằng chữ; nothing where none is there."""
    if entry is None:
        return
    events.show(ctx, unit, Hand.SELF, criterion, entry.occurrences)
    if entry.explanation:
        st.caption("Lời giải trình của đơn vị")
        st.text(entry.explanation)
    if entry.evidence:
        st.caption("Minh chứng đơn vị ghi bằng chữ")
        st.text(entry.evidence)
