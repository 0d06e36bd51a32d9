"""Dấu vết của số liệu: at which entry of the record a paper read what it says."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import or_
from sqlmodel import Session, col, select

from thidua.db.tables import AuditEntry
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


_OF_MOVEMENTS = ("movement", "target", "place", "standard", "participation", "task", "register")
"""Việc ghi ở các phong trào và các sổ, by the beginning of its name in the record."""


def trace_with_movements(session: Session, trace: Trace) -> Trace:
    """Dấu vết tới mục cuối nói về phong trào, where that is later than the last of the period."""
    action = col(AuditEntry.action)
    found = session.exec(
        select(AuditEntry.position, AuditEntry.at)
        .where(or_(*(action.startswith(f"{one}.") for one in _OF_MOVEMENTS)))
        .order_by(col(AuditEntry.position).desc())
        .limit(1)
    ).first()
    if found is None or found[0] <= trace.position:
        return trace
    return replace(trace, position=found[0], moment=found[1])
