"""Trang «Báo cáo»: which are owed until when, handing in, receiving, what the block asks."""

import streamlit as st

from thidua.services.report import dues
from thidua.ui.document import panel as document_panel
from thidua.ui.frame import page
from thidua.ui.report import files, handing, receiving, setting, sight

with page.opened("bao_cao") as ctx:
    if not ctx.period.part.is_year:
        st.info("Báo cáo ghi ở kỳ cả năm; hãy chọn «Cả năm».", icon=":material/info:")
    else:
        found = dues.of_period(ctx.work)
        names = {one.code: one.called for one in dues.units(ctx.work)}
        st.markdown(sight.sentence(ctx, found))
        sight.draw(ctx, found, names)
        handing.draw(ctx, names)
        receiving.draw(ctx, names)
        setting.draw(ctx)
        files.draw(ctx)
    document_panel.draw(ctx, "bao-cao-don-vi", "bao-cao-khoi", "cong-van-don-doc")
