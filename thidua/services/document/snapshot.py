"""Dấu vết của số liệu: at which entry of the record a paper read what it says."""

import hashlib
from datetime import UTC, datetime

from sqlmodel import Session

from thidua.domain.document.document import Trace
from thidua.domain.period.period import BlockPeriod
from thidua.services.record import fingerprints

_NEVER = datetime(1980, 1, 1, tzinfo=UTC)


def trace_of(session: Session, period: BlockPeriod) -> Trace:
    """Dấu vết của kỳ này: the same fingerprint as on every page and in the record package."""
    last = fingerprints.unchecked_last(session, period)
    if period.covenant_version is None:  # nothing is scored yet, the record says all there is
        seal = "" if last is None else last.hash
        fingerprint = hashlib.sha256(seal.encode()).hexdigest()
    else:
        fingerprint = fingerprints.unchecked_fingerprint(session, period)
    return Trace(
        position=0 if last is None else last.position,
        fingerprint=fingerprint,
        moment=_NEVER if last is None else last.at,
    )
