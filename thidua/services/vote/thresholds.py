"""Ngưỡng phiếu trong luật: the thresholds the law book names for a vote that is set up now."""

from datetime import datetime

from sqlmodel import Session

from thidua.domain.access.permissions import Actor, Permission, require
from thidua.domain.law.law import VoteRule
from thidua.domain.period.period import BlockPeriod
from thidua.domain.period.windows import day_of
from thidua.domain.vote.vote import Subject
from thidua.services.law import law


def rules(
    session: Session, *, actor: Actor, period: BlockPeriod, subject: Subject, now: datetime
) -> tuple[VoteRule, ...]:
    """Ngưỡng phiếu về việc này, in force on the day the vote is held; the user's own come too."""
    require(actor, Permission.SET_UP_VOTE, period)
    return law.book(session).at(day_of(now)).vote_rules(subject)
