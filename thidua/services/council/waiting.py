"""Việc còn lại ở các hội đồng: meetings to come, to be closed, outcomes to be carried on."""

from collections.abc import Iterator
from datetime import timedelta

from thidua.domain.council.meeting import CouncilMeetingState
from thidua.domain.period.windows import day_of, vi_moment
from thidua.services.council import keeping, meetings, outcomes
from thidua.services.ground.work import Work

_AHEAD = timedelta(days=30)


def of_actor(work: Work) -> Iterator[str]:
    """Việc của người này, in words: as a member whose council meets soon, or as its office."""
    held = [
        one
        for one in meetings.unchecked(work.session, work.period)
        if one.state is not CouncilMeetingState.CANCELLED
    ]
    if not held:
        return
    bodies = {one.key: one for one in keeping.unchecked(work.session, work.period)}
    may_edit = keeping.may_edit(work)
    today = day_of(work.now)
    for meeting in held:
        body = bodies[meeting.council]
        name, when = body.name, vi_moment(meeting.held_at)
        is_near = today <= meeting.day <= today + _AHEAD
        sits = work.actor.account and any(
            one.account == work.actor.account for one in body.sitting(meeting.day)
        )
        if sits and is_near and not meeting.is_over:
            yield f"dự họp {name}, {when}"
        if not may_edit:
            continue
        if meeting.day < today and not meeting.is_over:
            yield f"chốt phiên họp {name}, {when}"
        taken = outcomes.to_take(work.session, work.period, meeting)
        if taken:
            yield f"ghi kết quả {len(taken)} việc của phiên họp {name}, {when}"
