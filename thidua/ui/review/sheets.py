"""Phần chấm chéo: the sheets a reviewer owes and the one that is open, run by itself.

All of the page is in here: every save changes how far each sheet is, which stands at the top.
"""

import streamlit as st

from thidua.services.review import reviews
from thidua.ui.frame import page
from thidua.ui.frame.page import Context
from thidua.ui.review import form as review_form
from thidua.ui.review import list as review_list
from thidua.ui.scoring import held as held_cells


@page.part("cham_cheo", closing=held_cells.draw_lost)
def draw(ctx: Context) -> None:
    """Vẽ các phiếu phải chấm và phiếu đang mở."""
    duties = reviews.duties(ctx.work)
    if not duties:
        review_list.nothing_yet()
        return
    is_own = bool(reviews.reviewing_units(ctx.actor, ctx.period))
    average = reviews.average_handed_in(ctx.work)
    st.markdown(review_list.sentence(duties, average, is_own=is_own))
    names = reviews.unit_names(ctx.work)
    duty = review_list.choose(duties, names)
    review_list.said(duty)
    found = reviews.desk_of(ctx.work, duty=duty)
    if found is not None:
        review_form.draw(ctx, found)
        review_list.acts(ctx, found, duty, duties)
    review_list.overview(duties, names)
