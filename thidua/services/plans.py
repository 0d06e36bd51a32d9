"""Cách chấm chéo đang có: read once until the record grows; writers always read afresh."""

from sqlmodel import Session

from thidua.db import queries
from thidua.domain.record import BlockPeriod
from thidua.domain.review import Plan
from thidua.services.kept import kept


def review_plan(session: Session, period: BlockPeriod) -> Plan:
    """Cách chấm chéo của một kỳ, whoever asks."""
    return kept(session, ("review plan", period), lambda: queries.review_plan(session, period))
