"""Nhật ký như người đọc thấy: the entries of some kinds, in their order."""

from sqlmodel import col, select

from thidua.db.engine import reading
from thidua.db.tables import AuditEntry
from thidua.domain.record.recorded import RecordedAct
from thidua.services.record import records


def recorded(*actions: str) -> list[RecordedAct]:
    """Các mục của những việc này, of all when none is named; «vote.» stands for all of a kind."""
    with reading() as session:
        rows = session.exec(select(AuditEntry).order_by(col(AuditEntry.position))).all()
        told = records.told(session, rows)
    return [
        one
        for one in told
        if not actions
        or any(
            one.action.startswith(action) if action.endswith(".") else one.action == action
            for action in actions
        )
    ]
