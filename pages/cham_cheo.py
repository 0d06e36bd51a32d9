"""Trang «Chấm chéo»: the sheets a reviewer owes, each beside what the unit claims."""

import streamlit as st

from thidua.services.review import reviews
from thidua.ui.frame import page
from thidua.ui.review import form as review_form
from thidua.ui.review import list as review_list

with page.opened("cham_cheo") as ctx:
    duties = reviews.duties(ctx.work)
    if not duties:
        review_list.nothing_yet()
    else:
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
