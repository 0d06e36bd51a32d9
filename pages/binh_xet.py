"""Trang «Bình xét»: a vote from its question over the ballots to the result that is read aloud."""

import streamlit as st

from thidua.domain.access.permissions import Permission
from thidua.domain.vote.vote import VoteStatus
from thidua.services.vote import votes
from thidua.ui.document import pack as pack_panel
from thidua.ui.document import panel as document_panel
from thidua.ui.frame import page
from thidua.ui.vote import ballot as vote_ballot
from thidua.ui.vote import list as vote_list
from thidua.ui.vote import office as vote_office
from thidua.ui.vote import papers as vote_papers
from thidua.ui.vote import result as vote_result
from thidua.ui.vote import room as vote_room
from thidua.ui.vote import run as vote_run
from thidua.ui.vote import setup as vote_setup
from thidua.ui.vote import tellers as vote_tellers

with page.opened("binh_xet") as ctx:
    found = votes.listed(ctx.work)
    first = st.container()
    vote = vote_list.choose(found)
    closed = vote_result.of(ctx, vote)
    first.markdown(vote_list.sentence(ctx, vote, closed))
    if vote is None and not vote_run.may_run(ctx):
        st.info("Khi khối trưởng lập cuộc bỏ phiếu, nó hiện ở đây.")
    if vote is not None:
        vote_ballot.receipt(vote)
        if closed is not None:
            vote_result.draw(ctx, closed)
        else:
            vote_list.candidates(vote)
            vote_list.rules(vote)
        if vote.is_open:
            vote_run.refresh(vote)
            vote_ballot.draw(ctx, vote)
            if vote_run.may_run(ctx):
                vote_run.roll(ctx, vote)
            vote_room.draw(ctx, vote)
            if ctx.allows(Permission.CONFIRM_COUNT):
                vote_papers.draw(ctx, vote)
            if vote_run.may_run(ctx):
                vote_run.close(ctx, vote)
        if vote.status is VoteStatus.DRAFT and vote_run.may_run(ctx):
            vote_run.open_roll(ctx, vote)
            vote_setup.change(ctx, found, vote)
    vote_setup.new(ctx, found)
    vote_tellers.draw(ctx, found)
    vote_office.note(ctx)
    document_panel.draw(
        ctx,
        "bien-ban-binh-xet",
        "bien-ban-kiem-phieu",
        "phieu-bau",
        "phieu-lay-y-kien",
        "giay-moi",
        "chuong-trinh",
    )
    pack_panel.draw(ctx)
