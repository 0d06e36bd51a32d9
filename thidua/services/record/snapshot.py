"""Bút toán cuối của một kỳ: by what whoever holds a paper finds the numbers it was made of."""

from sqlmodel import col, select

from thidua.db.tables import AuditEntry
from thidua.domain.access.permissions import Permission, require
from thidua.domain.document.deck.facts import LastEntry
from thidua.domain.ground.errors import Refused
from thidua.services.ground import audit
from thidua.services.ground.work import Work


def last_entry(work: Work) -> LastEntry:
    """Bút toán cuối nói về kỳ này; moving the stage is none, as for the fingerprint."""
    require(work.actor, Permission.VIEW_STANDINGS, work.period)
    period = work.period
    found = work.session.exec(
        select(AuditEntry.position, AuditEntry.at)
        .where(
            col(AuditEntry.block_code) == period.block_code,
            col(AuditEntry.year) == period.year,
            audit.of_part(period),
            col(AuditEntry.action).not_like("stage.%"),
        )
        .order_by(col(AuditEntry.position).desc())
        .limit(1)
    ).first()
    if found is None:
        raise Refused(f"{period.words} chưa có bút toán nào trong nhật ký.")
    return LastEntry(*found)
