"""Dấu vết của số liệu: at which entry of the record a paper read what it says."""

from datetime import UTC, datetime

from sqlmodel import Session

from thidua.domain.document.document import Trace
from thidua.domain.period.period import BlockPeriod
from thidua.services.record import fingerprints

_NEVER = datetime(1980, 1, 1, tzinfo=UTC)


def trace_of(session: Session, period: BlockPeriod) -> Trace:
    """Dấu vết của kỳ này: the same fingerprint as on every page and in the record package."""
    last = fingerprints.unchecked_last(session, period)
    return Trace(
        position=0 if last is None else last.position,
        fingerprint=fingerprints.unchecked_fingerprint(session, period),
        moment=_NEVER if last is None else last.at,
    )


def trace_with_movements(session: Session, trace: Trace) -> Trace:
    """Dấu vết của văn bản về phong trào: what is recorded beside the period makes it another."""
    last = fingerprints.unchecked_last_of_movements(session)
    if last is None:
        return trace
    is_later = last.position > trace.position
    return Trace(
        position=last.position if is_later else trace.position,
        fingerprint=fingerprints.with_movements(trace.fingerprint, last),
        moment=last.at if is_later else trace.moment,
    )
