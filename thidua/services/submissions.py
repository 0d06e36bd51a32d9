"""Nộp và trả lại: a unit's own sheet is handed in, taken back or sent back with a reason."""

from datetime import datetime

from sqlmodel import Session, col, select

from thidua.db import queries
from thidua.db.tables import ScoreSheet, Unit
from thidua.domain.errors import NotFound, Refused
from thidua.domain.permissions import Actor, Permission
from thidua.domain.record import BlockPeriod
from thidua.domain.scoring import score_unit
from thidua.domain.sheet import Hand, SheetStatus
from thidua.services import covenants, windows
from thidua.services.audit import Act, record
from thidua.services.rights import require_now


def submit(
    session: Session, *, actor: Actor, period: BlockPeriod, unit: str, now: datetime
) -> None:
    """Nộp bảng tự chấm: complete, and everything typed by others confirmed. Then it is closed."""
    period = require_now(session, actor, Permission.SUBMIT_SELF, period, unit)
    windows.require_in_time(session, period, unit, now)
    sheet = _sheet(session, period, unit, Hand.SELF)
    _require_status(sheet, SheetStatus.DRAFT, "Bảng tự chấm này đã nộp.")
    stored = queries.sheets(session, period, Hand.SELF, unit)[unit]
    missing = score_unit(covenants.load(session, period), stored.entries, {}).missing
    if missing:
        raise Refused(f"Chưa nộp được: còn {len(missing)} tiêu chí chưa chấm.")
    waiting = [code for code, entry in stored.entries.items() if not entry.confirmed]
    if waiting:
        raise Refused(f"Chưa nộp được: còn {len(waiting)} dòng chờ người thứ hai xác nhận.")
    sheet.submitted_by, sheet.submitted_at, sheet.returned_reason = actor.name, now, ""
    _move(session, actor, period, sheet, unit, SheetStatus.SUBMITTED, now, "sheet.submitted")


def take_back(
    session: Session, *, actor: Actor, period: BlockPeriod, unit: str, now: datetime
) -> None:
    """Rút lại bảng tự chấm đã nộp, while the unit may still hand it in again."""
    period = require_now(session, actor, Permission.SUBMIT_SELF, period, unit)
    windows.require_in_time(session, period, unit, now)
    sheet = _sheet(session, period, unit, Hand.SELF)
    _require_status(sheet, SheetStatus.SUBMITTED, "Bảng tự chấm này chưa nộp.")
    _move(session, actor, period, sheet, unit, SheetStatus.DRAFT, now, "sheet.taken_back")


def send_back(
    session: Session, *, actor: Actor, period: BlockPeriod, unit: str, reason: str, now: datetime
) -> None:
    """Trả lại bảng tự chấm: needs a reason, which the unit sees on its page."""
    period = require_now(session, actor, Permission.SEND_BACK, period, unit)
    if not reason.strip():
        raise Refused("Cần ghi lý do trả lại.")
    sheet = _sheet(session, period, unit, Hand.SELF)
    _require_status(sheet, SheetStatus.SUBMITTED, "Chỉ trả lại được bảng đã nộp.")
    sheet.returned_reason = reason.strip()
    _move(session, actor, period, sheet, unit, SheetStatus.DRAFT, now, "sheet.sent_back", reason)


def reopen_verified(
    session: Session, *, actor: Actor, period: BlockPeriod, unit: str, reason: str, now: datetime
) -> None:
    """Mở lại bảng thẩm định đã xác nhận: it stops counting until it is confirmed again."""
    period = require_now(session, actor, Permission.SCORE_VERIFIED, period, unit)
    windows.require_in_time(session, period, unit, now)
    if not reason.strip():
        raise Refused("Cần ghi lý do mở lại.")
    sheet = _sheet(session, period, unit, Hand.VERIFIED)
    _require_status(sheet, SheetStatus.VERIFIED, "Bảng thẩm định này chưa xác nhận.")
    _move(session, actor, period, sheet, unit, SheetStatus.DRAFT, now, "sheet.reopened", reason)


def _sheet(session: Session, period: BlockPeriod, unit: str, hand: Hand) -> ScoreSheet:
    found = session.exec(
        select(ScoreSheet)
        .join(Unit, col(Unit.id) == col(ScoreSheet.unit_id))
        .where(
            ScoreSheet.block_year_id == period.id,
            col(Unit.code) == unit,
            ScoreSheet.hand == hand,
            ScoreSheet.reviewer == "",
        )
        .with_for_update(of=ScoreSheet)
    ).first()
    if found is None:
        raise NotFound(f"Đơn vị «{unit}» chưa có bảng chấm nào.")
    return found


def _require_status(sheet: ScoreSheet, wanted: SheetStatus, otherwise: str) -> None:
    if sheet.status is not wanted:
        raise Refused(otherwise)


def _move(
    session: Session,
    actor: Actor,
    period: BlockPeriod,
    sheet: ScoreSheet,
    unit: str,
    status: SheetStatus,
    now: datetime,
    action: str,
    reason: str = "",
) -> None:
    old = sheet.status
    sheet.status, sheet.version = status, sheet.version + 1
    session.add(sheet)
    session.flush()
    act = Act(action, unit, "", old, status, reason.strip())
    record(session, actor=actor, now=now, acts=[act], period=period)
