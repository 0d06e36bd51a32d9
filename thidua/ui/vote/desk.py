"""Phần «Bỏ phiếu»: a vote from its question over the ballots to the result that is read aloud."""

import streamlit as st

from thidua.domain.access.permissions import Permission
from thidua.domain.vote.vote import VoteStatus
from thidua.services.vote import votes
from thidua.ui.frame.page import Context
from thidua.ui.vote import ballot, office, papers, result, room, run, setup, tellers
from thidua.ui.vote import list as vote_list


def draw(ctx: Context) -> None:
    """Vẽ phần bỏ phiếu, all but the papers."""
    found = votes.listed(ctx.work)
    own = [one for one in found if not one.is_of_council]
    first = st.container()
    vote = vote_list.choose(found)
    closed = result.of(ctx, vote)
    first.markdown(vote_list.sentence(ctx, vote, closed))
    if vote is None and not run.may_run(ctx):
        st.info("Khi khối trưởng lập cuộc bỏ phiếu, nó hiện ở đây.")
    if vote is not None:
        ballot.receipt(vote)
        if closed is not None:
            result.draw(ctx, closed)
        else:
            vote_list.candidates(vote)
            vote_list.rules(vote)
        if vote.is_open:
            run.refresh(vote)
            ballot.draw(ctx, vote)
            if run.may_run(ctx):
                run.roll(ctx, vote)
            room.draw(ctx, vote)
            if ctx.allows(Permission.CONFIRM_COUNT):
                papers.draw(ctx, vote)
            if run.may_run(ctx):
                run.close(ctx, vote)
        if vote.status is VoteStatus.DRAFT and run.may_run(ctx):
            run.open_roll(ctx, vote)
            setup.change(ctx, own, vote)
    setup.new(ctx, own)
    tellers.draw(ctx, found)
    office.note(ctx)
