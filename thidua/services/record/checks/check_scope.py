"""Phạm vi kiểm tra: one period, or all of them."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement
from sqlmodel import Session, col

from thidua.db import queries
from thidua.db.tables import (
    AuditEntry,
    Recusal,
    ReviewAssignment,
    ScoreSheet,
    StageChange,
)
from thidua.domain.covenant.covenant import Covenant
from thidua.domain.period.period import BlockPeriod
from thidua.services.covenant import covenants
from thidua.services.ground import audit

Faults = Iterator[str]

PORTION = 2000


def covenants_of(
    session: Session, only: BlockPeriod | None = None
) -> Iterator[tuple[BlockPeriod, Covenant]]:
    for period in queries.periods(session) if only is None else (only,):
        if period.covenant_version is not None:
            yield period, covenants.load(session, period)


def within(
    table: type[ReviewAssignment | Recusal | ScoreSheet | StageChange], only: BlockPeriod | None
) -> tuple[ColumnElement[bool], ...]:
    """Điều kiện of one period, none for all of them."""
    return () if only is None else (col(table.block_year_id) == only.id,)


def entries_of(only: BlockPeriod | None) -> tuple[ColumnElement[bool], ...]:
    """Điều kiện cho các mục nhật ký of one period, none for all of them."""
    if only is None:
        return ()
    block, year = col(AuditEntry.block_code), col(AuditEntry.year)
    return (block == only.block_code, year == only.year, audit.of_part(only))
