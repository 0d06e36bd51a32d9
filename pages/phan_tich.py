"""Trang «Phân tích»: what one reviewer or one score decides, and what would be if."""

import streamlit as st

from thidua.services.verify import analysis
from thidua.ui.frame import page
from thidua.ui.ranking import prospects as prospects_panel
from thidua.ui.verify import analysis as analysis_panels
from thidua.ui.verify import leniency as leniency_panel
from thidua.ui.verify import what_if as what_if_panel

with page.opened("phan_tich") as ctx:
    found = analysis.comparison(ctx.work)
    left_out = analysis.left_out(ctx.work)
    st.markdown(analysis_panels.sentence(found, left_out))
    prospects_panel.draw(ctx, found.name)
    analysis_panels.draw_left_out(found, left_out)
    analysis_panels.draw_effects(ctx, found)
    leniency_panel.draw(ctx, found)
    what_if_panel.draw(ctx, found)
