"""Kiểm tra toàn vẹn trên màn hình: it reads everything, so the pages of others go on meanwhile."""

from collections.abc import Sequence

import streamlit as st

from thidua.domain.record.invariant import Verdict
from thidua.services.record import integrity
from thidua.ui.frame.page import Context
from thidua.web.heavy import heavy


def draw(ctx: Context) -> Sequence[Verdict] | None:
    """Nút kiểm tra; what it found, None while nobody has pressed it."""
    if not st.button("Kiểm tra ngay", type="primary", icon=":material/fact_check:"):
        return None
    with st.spinner("Đang kiểm tra toàn bộ dữ liệu…"), heavy():
        return integrity.verdicts(ctx.work)
