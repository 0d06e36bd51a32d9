"""Mở bỏ phiếu: on the points as they stand now; a council's on its matters as they stand now."""

from collections.abc import Sequence

from thidua.db import council_queries
from thidua.domain.access.permissions import Permission
from thidua.domain.ground.errors import NotFound
from thidua.services.council import agenda, meetings
from thidua.services.ground.work import Work
from thidua.services.ranking import opening as figures
from thidua.services.vote import votes


def open_vote(
    work: Work,
    *,
    vote: int,
    seen: int,
    members: Sequence[str] | None = None,
    reason: str = "",
) -> None:
    """Mở bỏ phiếu; see `votes.open_vote`.

    Whoever may open it need not see the standings: the points only go into what is kept. Of a
    council's vote every matter still waits and has the authors it had when it was set up, since
    who keeps out of it is read from them.
    """
    work = work.require(Permission.SET_UP_VOTE)
    _require_current(work, vote)
    now = figures.figures_now(work.session, work.period)
    votes.open_vote(work, vote=vote, seen=seen, members=members, reason=reason, figures=now)


def _require_current(work: Work, vote: int) -> None:
    held = council_queries.meeting_of_vote(work.session, vote)
    if held is None:
        return
    try:
        meeting, body = meetings.unchecked_one(work.session, work.period, held.key)
    except NotFound:
        return  # of another period: votes.open_vote says so
    agenda.require_current(work, body, [one for one in meeting.items if one.vote == vote])
