"""Trang «Sổ theo dõi»: one register of the year at a time, its rows, and whether it is closed."""

import streamlit as st

from thidua.ui.frame import page
from thidua.ui.register import choice, closing, confirming, files, form, rows

with page.opened("so_theo_doi") as ctx:
    first = st.container()
    found = choice.choose(ctx)
    first.markdown(choice.sentence(ctx, found))
    rows.draw(ctx, found)
    confirming.draw(ctx, found)
    form.draw(ctx, found)
    files.draw(ctx, found)
    closing.draw(ctx, found)
