"""Trang «Chấm chéo»: the sheets a reviewer owes, each beside what the unit claims."""

import streamlit as st

from thidua.services import reviews
from thidua.ui import page, review_form, review_list

with page.opened("cham_cheo") as ctx:
    duties = reviews.duties(ctx.session, actor=ctx.actor, period=ctx.period)
    review_list.stop_without(duties)
    is_own = bool(reviews.reviewing_units(ctx.actor, ctx.period))
    average = reviews.average_handed_in(ctx.session, actor=ctx.actor, period=ctx.period)
    st.markdown(review_list.sentence(duties, average, is_own=is_own))
    names = reviews.unit_names(ctx.session, actor=ctx.actor, period=ctx.period)
    duty = review_list.choose(duties, names)
    review_list.said(duty)
    may_open = reviews.may_open(
        ctx.session, actor=ctx.actor, period=ctx.period, reviewer=duty.reviewer
    )
    if duty.codes and may_open:
        found = reviews.desk(
            ctx.session,
            actor=ctx.actor,
            period=ctx.period,
            reviewer=duty.reviewer,
            unit=duty.unit.code,
        )
        review_form.draw(ctx, found)
        review_list.acts(ctx, found, duty, duties)
