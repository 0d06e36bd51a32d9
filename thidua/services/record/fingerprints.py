"""Vân tay của một kỳ: what stands in it, as 64 signs, and the last entry that made it so."""

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

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
    """Vân tay của một kỳ, whoever asks."""
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
    """Các kỳ đang có vân tay này, whoever asks."""
    scored = [one for one in periods if one.covenant_version is not None]
    return [one for one in scored if unchecked_fingerprint(session, one) == fingerprint]


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
