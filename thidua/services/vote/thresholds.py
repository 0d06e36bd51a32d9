"""Ngưỡng phiếu trong luật: the thresholds the law book names for a vote that is set up now."""

from thidua.domain.access.permissions import Permission, require
from thidua.domain.law.law import VoteRule
from thidua.domain.period.windows import day_of
from thidua.domain.vote.vote import Subject
from thidua.services.ground.work import Work
from thidua.services.law import law


def rules(work: Work, *, subject: Subject) -> tuple[VoteRule, ...]:
    """Ngưỡng phiếu về việc này, in force on the day the vote is held; the user's own come too."""
    require(work.actor, Permission.SET_UP_VOTE, work.period)
    return law.book(work.session).at(day_of(work.now)).vote_rules(subject)
