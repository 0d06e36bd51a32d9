"""Vân tay của một kỳ: what stands in it, as 64 signs, and the last entry that made it so."""

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import or_
from sqlmodel import Session, col, select

from thidua.db import queries
from thidua.db.tables import AuditEntry
from thidua.domain.access.permissions import (
    Permission,
    require,
)
from thidua.domain.period.period import BlockPeriod
from thidua.services.ground import audit, record_ends
from thidua.services.ground.kept import kept
from thidua.services.ground.work import Work
from thidua.services.ranking import standings
from thidua.services.record.records import entries_of


class LastEntry(NamedTuple):
    """Mục cuối của một kỳ: where it stands in the record, when it was made, its seal."""

    position: int
    at: datetime
    hash: str


def period_fingerprint(work: Work) -> str:
    """Vân tay của một kỳ: the same covenant, standings and record give the same 64 signs."""
    require(work.actor, Permission.VIEW_STANDINGS, work.period)
    session, period = work.session, work.period
    return kept(session, ("fingerprint", period), lambda: unchecked_fingerprint(session, period))


def unchecked_fingerprint(session: Session, period: BlockPeriod) -> str:
    """Vân tay của một kỳ, whoever asks; before its covenant the record says all there is."""
    if period.covenant_version is None:
        return hashlib.sha256(_last_of(session, period).encode()).hexdigest()
    board = standings.unchecked_board(session, period)
    content = {
        "covenant": queries.covenant_versions(session, period)[0].fingerprint,
        "standings": standings.standings_values(board),
        "record": _last_of(session, period),
    }
    body = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(body.encode()).hexdigest()


def basis(work: Work) -> dict[str, object]:
    """Vân tay dựa vào gì beside the ranking: with it whoever holds the ranking makes it again."""
    require(work.actor, Permission.VIEW_STANDINGS, work.period)
    board = standings.unchecked_board(work.session, work.period)
    return {
        "covenant": queries.covenant_versions(work.session, work.period)[0].fingerprint,
        "provisional": standings.standings_values(board)["provisional"],
        "record": _last_of(work.session, work.period),
    }


def unchecked_periods_with(
    session: Session, fingerprint: str, periods: Iterable[BlockPeriod]
) -> list[BlockPeriod]:
    """Các kỳ đang có vân tay này, alone or with what movements come to, whoever asks."""
    last = unchecked_last_of_movements(session)
    found = []
    for period in periods:
        alone = unchecked_fingerprint(session, period)
        if fingerprint in (alone, with_movements(alone, last)):
            found.append(period)
    return found


def with_movements(fingerprint: str, last: LastEntry | None) -> str:
    """Vân tay của văn bản nói về phong trào: the period's, and all that movements come to."""
    if last is None:
        return fingerprint
    return hashlib.sha256(f"{fingerprint}\n{last.hash}".encode()).hexdigest()


_OF_MOVEMENTS = ("movement", "target", "place", "standard", "participation", "task", "register")
"""Việc ghi ở các phong trào và các sổ, by the beginning of its name in the record."""


def unchecked_last_of_movements(session: Session) -> LastEntry | None:
    """Mục cuối nói về phong trào, địa bàn hoặc sổ, of whichever block, whoever asks."""
    action = col(AuditEntry.action)
    found = session.exec(
        select(AuditEntry.position, AuditEntry.at, AuditEntry.hash)
        .where(or_(*(action.startswith(f"{one}.") for one in _OF_MOVEMENTS)))
        .order_by(col(AuditEntry.position).desc())
        .limit(1)
    ).first()
    return None if found is None else LastEntry(*found)


def _last_of(session: Session, period: BlockPeriod) -> str:
    """Dấu niêm cuối nói về điểm của kỳ này: moving the stage does not change it."""
    found = unchecked_last(session, period)
    return "" if found is None else found.hash


def unchecked_last(session: Session, period: BlockPeriod) -> LastEntry | None:
    """Mục cuối nói về số liệu của kỳ này, whoever asks; None where nothing was recorded of it.

    Neither moving the stage nor writing in a paper changes a number.
    """
    action = col(AuditEntry.action)
    wanted = (
        select(AuditEntry.position, AuditEntry.at, AuditEntry.hash)
        .where(*entries_of(period), audit.of_part(period))
        .where(action.not_like("stage.%"), action.not_like("document.%"))
        .order_by(col(AuditEntry.position).desc())
        .limit(1)
    )
    with record_ends.reading_of(session, period):
        found = session.exec(wanted).first()
    return None if found is None else LastEntry(*found)
