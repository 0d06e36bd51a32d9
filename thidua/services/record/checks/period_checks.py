"""Kiểm tra kỳ: who reviewed whom, what was done after the lock, who holds which role."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, case
from sqlmodel import Session, col, select

from thidua.db import queries
from thidua.db.tables import (
    Account,
    AuditEntry,
    Recusal,
    ReviewAssignment,
    RoleGrant,
    ScoreLine,
    ScoreSheet,
    StageChange,
    Unit,
)
from thidua.domain.access.permissions import SCOPES, Grant
from thidua.domain.period.period import BlockPeriod
from thidua.domain.period.stage import CLOSED, Stage
from thidua.domain.review.assignment import group_words
from thidua.domain.scoring.sheet import Hand
from thidua.services.ground.audit import WITHIN, read_content
from thidua.services.record.checks.check_scope import PORTION, Faults, entries_of, within
from thidua.services.record.words.told import read_rows


def no_own_reviews(session: Session, only: BlockPeriod | None = None) -> Faults:
    """Chấm chéo: nothing is assigned to the unit itself or, once it has said so, to who keeps away.

    Nor was anything scored by them. A sheet filled before its recusal stays, and is not counted.
    """
    for reviewer, unit, what in session.exec(
        select(ReviewAssignment.reviewer, Unit.code, ReviewAssignment.group_code)
        .join(Unit, col(Unit.id) == col(ReviewAssignment.unit_id))
        .where(*within(ReviewAssignment, only))
    ):
        if reviewer == unit:
            yield f"{unit}: được phân công chấm {group_words(what)} của chính mình"
    own = (
        select(Unit.code)
        .join(ScoreSheet, col(ScoreSheet.unit_id) == col(Unit.id))
        .where(ScoreSheet.hand == Hand.CROSS, col(ScoreSheet.reviewer) == col(Unit.code))
        .where(*within(ScoreSheet, only))
    )
    for unit in session.exec(own):
        yield f"{unit}: có phiếu chấm chéo cho chính mình"
    kept_away = (Recusal.block_year_id, Recusal.reviewer, Recusal.unit_id)
    assigned = (
        ReviewAssignment.block_year_id,
        ReviewAssignment.reviewer,
        ReviewAssignment.unit_id,
    )
    for reviewer, unit in session.exec(
        select(Recusal.reviewer, Unit.code)
        .join(ReviewAssignment, _same(kept_away, assigned))
        .join(Unit, col(Unit.id) == col(Recusal.unit_id))
        .where(
            col(Recusal.ended_at).is_(None),
            col(ReviewAssignment.set_at) > col(Recusal.declared_at),
            *within(Recusal, only),
        )
    ):
        yield f"{reviewer}: được phân công chấm {unit} sau khi đã từ chối"
    sheet = (ScoreSheet.block_year_id, ScoreSheet.reviewer, ScoreSheet.unit_id)
    for reviewer, unit, criterion in session.exec(
        select(Recusal.reviewer, Unit.code, ScoreLine.criterion_code)
        .join(ScoreSheet, _same(kept_away, sheet))
        .join(ScoreLine, col(ScoreLine.sheet_id) == col(ScoreSheet.id))
        .join(Unit, col(Unit.id) == col(Recusal.unit_id))
        .where(
            ScoreSheet.hand == Hand.CROSS,
            col(ScoreLine.entered_at) > col(Recusal.declared_at),
            col(Recusal.ended_at).is_(None) | (col(ScoreLine.entered_at) < col(Recusal.ended_at)),
            *within(Recusal, only),
        )
    ):
        yield f"{reviewer}: chấm {criterion} của {unit} sau khi đã từ chối"


def _same(some: Sequence[Any], others: Sequence[Any]) -> ColumnElement[bool]:
    return and_(*(one == other for one, other in zip(some, others, strict=True)))


def nothing_after_the_lock(session: Session, only: BlockPeriod | None = None) -> Faults:
    """Trong thứ tự của nhật ký: between a lock and the way back nothing was scored."""
    closed: set[tuple[str, int | None, str]] = set()
    moves = col(AuditEntry.action) == "stage.moved"
    is_within = col(AuditEntry.content).like(f'%"{WITHIN}":"%')
    rows = session.connection().execute(
        queries.pick(
            AuditEntry.position,
            AuditEntry.block_code,
            AuditEntry.year,
            moves,
            case((moves | is_within, AuditEntry.content), else_=""),
        )
        .where(
            col(AuditEntry.action).startswith("score.")
            | col(AuditEntry.action).startswith("sheet.")
            | moves,
            *entries_of(only),
        )
        .order_by(col(AuditEntry.position))
        .execution_options(yield_per=PORTION)
    )
    with rows:  # whoever takes the first fault leaves the rest unread
        for position, block, year, is_move, content in rows:
            place = (block, year, read_content(content).get(WITHIN, ""))
            if is_move:
                (closed.add if _stage_in(content) in CLOSED else closed.discard)(place)
            elif place in closed:
                said = " ".join(str(one) for one in place if one)
                yield f"mục {position}: ghi vào {said} sau khi đã chốt"


def _stage_in(content: str) -> Stage | None:
    """Giai đoạn mà một mục chuyển tới."""
    for one in read_rows(read_content(content), {}):
        if one.table == "block_year":
            return one.now.get("stage")
    return None


def returns_by_two(session: Session, only: BlockPeriod | None = None) -> Faults:
    rows = session.exec(
        select(StageChange).where(col(StageChange.done_at).is_not(None), *within(StageChange, only))
    )
    order = list(Stage)
    for row in rows:
        went_back = order.index(row.new_stage) < order.index(row.old_stage)
        if went_back and (row.done_by == row.asked_by or not row.reason):
            yield f"lần lùi giai đoạn {row.id}: thiếu lý do hoặc thiếu người thứ hai"


def roles(session: Session) -> Faults:
    rows = session.exec(
        select(RoleGrant, Account.login)
        .join(Account, col(Account.id) == col(RoleGrant.account_id))
        .where(col(RoleGrant.ended_at).is_(None))
    )
    for row, login in rows:
        block = None if row.block_id is None else str(row.block_id)
        unit = None if row.unit_id is None else str(row.unit_id)
        if not Grant(row.role, block, unit, row.year).is_whole:
            yield f"{login}: vai trò {row.role} không ghi đúng phạm vi {SCOPES[row.role]}"
