"""Lời của đơn vị ở một tiêu chí: what it wrote beside its own points."""

import streamlit as st

from thidua.domain.rules.entry import Entry


def draw(entry: Entry | None) -> None:
    """Vẽ lời giải trình và minh chứng ghi bằng chữ; nothing where neither was written."""
    if entry is None:
        return
    if entry.explanation:
        st.caption("Lời giải trình của đơn vị")
        st.text(entry.explanation)
    if entry.evidence:
        st.caption("Minh chứng đơn vị ghi bằng chữ")
        st.text(entry.evidence)
