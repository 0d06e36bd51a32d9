"""Khắt khe, rộng tay: shown to those who analyse, and applied to nothing."""

import streamlit as st

from thidua.frames.review import reviews as frames
from thidua.services.verify import leniency
from thidua.services.verify.analysis import Comparison
from thidua.ui.frame.page import Context
from thidua.ui.widgets import tables
from thidua.ui.widgets.panel import panel


def draw(ctx: Context, found: Comparison) -> None:
    """Vẽ mức khắt khe, rộng tay của từng người chấm, once it is opened."""
    inside = panel("Khắt khe, rộng tay", key="mo-khat-khe", icon=":material/balance:")
    if inside is None:
        return
    with inside:
        reckoned = leniency.of_reviewers(ctx.work)
        if not reckoned:
            st.caption("Chưa có dòng nào được từ hai người trở lên chấm nên chưa so được.")
            return
        st.caption(
            "Chênh bình quân giữa điểm người này cho và trung bình của những người khác cùng chấm "
            "dòng ấy; ở điểm trừ, trừ nhiều hơn là khắt khe. Chỉ để biết: không điểm nào được sửa "
            "theo bảng này." + (" Tên người chấm đang được giấu." if found.hides_names else "")
        )
        tables.draw(
            frames.leniency_frame(reckoned, found.name),
            alt="Chênh bình quân của từng người chấm so với những người khác",
        )
