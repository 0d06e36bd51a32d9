"""Nộp và trả lại: a unit's own sheet is handed in, taken back or sent back with a reason."""

from collections.abc import Mapping
from decimal import Decimal

from sqlmodel import Session, col, select

from thidua.db import queries
from thidua.db.changes import insert_rows, update_rows
from thidua.db.columns import canonical
from thidua.db.tables import ReturnNote, ScoreSheet, Unit
from thidua.domain.access.interest import require_disinterest
from thidua.domain.access.joint_decision import JointDecision, JointKind
from thidua.domain.access.permissions import Permission, require
from thidua.domain.ground.errors import NotFound, Refused
from thidua.domain.ground.text import clean_lines
from thidua.domain.period.period import BlockPeriod
from thidua.domain.scoring.completeness import Gap, gaps
from thidua.domain.scoring.evidence import lacking
from thidua.domain.scoring.scoring import UnitScore, score_unit
from thidua.domain.scoring.sheet import Hand, SheetStatus
from thidua.domain.scoring.stored import StoredSheet
from thidua.services.access import interests
from thidua.services.covenant import covenants
from thidua.services.ground.audit import Act, row_of
from thidua.services.ground.kept import kept
from thidua.services.ground.work import Work
from thidua.services.period import windows
from thidua.services.scoring import evidence, joint, peers, sheets, source_numbers
from thidua.services.scoring.joint import Asked


def submit(work: Work, *, unit: str) -> None:
    """Nộp bảng tự chấm: complete, and everything typed by others confirmed. Then it is closed."""
    work = work.require(Permission.SUBMIT_SELF, unit)
    windows.require_in_time(work.session, work.period, unit, work.now, Hand.SELF)
    sheet = _sheet(work.session, work.period, unit, Hand.SELF)
    _require_status(sheet, SheetStatus.DRAFT, "Bảng tự chấm này đã nộp.")
    stored = queries.sheets(work.session, work.period, Hand.SELF, unit)[unit]
    covenant = covenants.load(work.session, work.period)
    score = score_unit(covenant, stored.entries, {})
    missing = [code for code in score.missing if code in covenant.asked]
    if missing:
        raise Refused(f"Chưa nộp được: còn {len(missing)} tiêu chí chưa chấm.")
    waiting = [code for code, entry in stored.entries.items() if not entry.confirmed]
    if waiting:
        raise Refused(f"Chưa nộp được: còn {len(waiting)} dòng chờ người thứ hai xác nhận.")
    evidence.require_shown(work.session, work.period, unit, covenant, stored.entries, score.lines)
    source_numbers.hand_in(work, unit, covenant, stored.entries)
    sheet.submitted_by, sheet.submitted_at, sheet.returned_reason = work.actor.name, work.now, ""
    _settle_notes(work.session, sheet)
    _move(work, sheet, unit, SheetStatus.SUBMITTED, "sheet.submitted")


def take_back(work: Work, *, unit: str) -> None:
    """Rút lại bảng tự chấm đã nộp, while the unit may still hand it in again."""
    work = work.require(Permission.SUBMIT_SELF, unit)
    windows.require_in_time(work.session, work.period, unit, work.now, Hand.SELF)
    sheet = _sheet(work.session, work.period, unit, Hand.SELF)
    _require_status(sheet, SheetStatus.SUBMITTED, "Bảng tự chấm này chưa nộp.")
    _move(work, sheet, unit, SheetStatus.DRAFT, "sheet.taken_back")


def send_back(
    work: Work, *, unit: str, reason: str, notes: Mapping[str, str] | None = None
) -> None:
    """Trả lại bảng tự chấm: needs a reason, and where it helps one for each criterion.

    The unit sees them beside its lines until it hands in again.
    """
    work = interests.require_deciding(work, Permission.SEND_BACK, unit)
    if not reason.strip():
        raise Refused("Cần ghi lý do trả lại.")
    given = {code: clean_lines(text) for code, text in (notes or {}).items()}
    criteria = covenants.load(work.session, work.period).criteria if given else {}
    for code, text in given.items():
        if code not in criteria:
            raise Refused(f"Giao ước không có tiêu chí {code}.")
        if not text:
            raise Refused(f"Cần ghi lý do trả lại tiêu chí {code}.")
    sheet = _sheet(work.session, work.period, unit, Hand.SELF)
    _require_status(sheet, SheetStatus.SUBMITTED, "Chỉ trả lại được bảng đã nộp.")
    sheet.returned_reason = reason.strip()
    _settle_notes(work.session, sheet)
    notes_made = insert_rows(
        work.session,
        ReturnNote,
        [
            {
                "sheet_id": sheet.id,
                "criterion_code": code,
                "reason": text,
                "returned_by": work.actor.name,
                "returned_at": work.now,
            }
            for code, text in given.items()
        ],
    )
    _set(work.session, sheet, SheetStatus.DRAFT)
    acts = [Act("sheet.sent_back", unit, reason=reason.strip())]
    acts += [
        Act("line.sent_back", unit, code, rows=[row])
        for code, row in zip(given, notes_made, strict=True)
    ]
    work.record(*acts)


def _settle_notes(session: Session, sheet: ScoreSheet) -> None:
    """Các lý do cũ thôi hiện: they stay in the table and in the record."""
    update_rows(
        session,
        ReturnNote,
        col(ReturnNote.sheet_id) == sheet.id,
        col(ReturnNote.live),
        live=False,
    )


def returned(work: Work) -> tuple[tuple[str, str], ...]:
    """Bảng tự chấm đang được trả lại, with the reason; every member of the block may see which."""
    require(work.actor, Permission.VIEW_PERIOD, work.period)
    return kept(
        work.session, ("returned", work.period), lambda: _returned(work.session, work.period)
    )


def _returned(session: Session, period: BlockPeriod) -> tuple[tuple[str, str], ...]:
    rows = session.exec(
        select(Unit.code, ScoreSheet.returned_reason)
        .join(ScoreSheet, col(ScoreSheet.unit_id) == col(Unit.id))
        .where(
            ScoreSheet.block_year_id == period.id,
            ScoreSheet.hand == Hand.SELF,
            ScoreSheet.status == SheetStatus.DRAFT,
            col(ScoreSheet.returned_reason) != "",
        )
        .order_by(Unit.code)
    )
    return tuple((unit, reason) for unit, reason in rows)


def _notes_of(session: Session, period: BlockPeriod, unit: str) -> dict[str, str]:
    found = unchecked_return_notes(session, period)
    return {code: reason for (owner, code), reason in found.items() if owner == unit}


def unchecked_return_notes(session: Session, period: BlockPeriod) -> dict[tuple[str, str], str]:
    """Lý do trả lại, by unit and criterion, whoever asks."""
    return kept(session, ("return notes", period), lambda: _return_notes(session, period))


def _return_notes(session: Session, period: BlockPeriod) -> dict[tuple[str, str], str]:
    rows = session.exec(
        select(Unit.code, ReturnNote.criterion_code, ReturnNote.reason)
        .join(ScoreSheet, col(ScoreSheet.id) == col(ReturnNote.sheet_id))
        .join(Unit, col(Unit.id) == col(ScoreSheet.unit_id))
        .where(
            ScoreSheet.block_year_id == period.id,
            ScoreSheet.hand == Hand.SELF,
            col(ReturnNote.live),
        )
        .order_by(col(ReturnNote.id))
    )
    return {(unit, code): reason for unit, code, reason in rows}


def gaps_of(work: Work, *, unit: str) -> tuple[Gap, ...]:
    """Kiểm tra bảng tự chấm: all that is to be looked at before handing in."""
    require(work.actor, Permission.VIEW_SHEET, work.period, unit)
    return kept(
        work.session, ("gaps", work.period, unit), lambda: _gaps(work.session, work.period, unit)
    )


def _gaps(session: Session, period: BlockPeriod, unit: str) -> tuple[Gap, ...]:
    covenant = covenants.load(session, period)
    entries = sheets.unchecked(session, period, unit, Hand.SELF).entries
    score = score_unit(covenant, entries, {})
    items = evidence.unchecked_of_unit(session, period, unit)
    without = lacking(covenant, entries, score.lines, items)
    return gaps(covenant, entries, score, without, _notes_of(session, period, unit))


def ask_reopening(work: Work, *, unit: str, reason: str, document: str = "") -> None:
    """Đề nghị mở lại bảng thẩm định đã xác nhận: nothing changes before a second person."""
    work = work.require(Permission.SCORE_VERIFIED, unit)
    require_disinterest(work.actor, work.period, unit)
    windows.require_in_time(work.session, work.period, unit, work.now, Hand.VERIFIED)
    if not reason.strip():
        raise Refused("Cần ghi lý do mở lại.")
    sheet = _sheet(work.session, work.period, unit, Hand.VERIFIED)
    _require_status(sheet, SheetStatus.VERIFIED, _NOT_VERIFIED)
    asked = Asked(kind=JointKind.REOPENING, unit=unit, content={}, reason=reason, document=document)
    work.record(joint.ask(work, asked))


_NOT_VERIFIED = "Bảng thẩm định này chưa xác nhận."


def reopen(work: Work, *, decision: JointDecision) -> tuple[list[Act], dict[str, object]]:
    """Mở lại bảng thẩm định, as two people decided: it stops counting until confirmed again.

    Says what to record, and what it was verified as, to be set against what comes of it.
    """
    unit = decision.unit
    windows.require_in_time(work.session, work.period, unit, work.now, Hand.VERIFIED)
    sheet = _sheet(work.session, work.period, unit, Hand.VERIFIED)
    _require_status(sheet, SheetStatus.VERIFIED, _NOT_VERIFIED)
    stored = sheets.read_sheet(work.session, work.period, unit, Hand.VERIFIED)
    score = score_of(work.session, work.period, stored)
    _set(work.session, sheet, SheetStatus.DRAFT)
    return [Act("sheet.reopened", unit, rows=[row_of(sheet)], reason=decision.reason)], {
        "total": points_text(score.total),
        "lines": {
            code: [version, points_text(score.lines.get(code))]
            for code, version in stored.versions.items()
        },
    }


def score_of(session: Session, period: BlockPeriod, stored: StoredSheet) -> UnitScore:
    """Điểm của một bảng thẩm định among those of the block."""
    covenant = covenants.load(session, period)
    return score_unit(covenant, stored.entries, peers.of_all(session, period, stored.hand))


def points_text(points: Decimal | None) -> str:
    """Điểm như nhật ký giữ; empty while missing."""
    return "" if points is None else canonical(points)


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
    work: Work, sheet: ScoreSheet, unit: str, status: SheetStatus, action: str, reason: str = ""
) -> None:
    _set(work.session, sheet, status)
    act = Act(action, unit, reason=reason.strip())
    work.record(act)


def _set(session: Session, sheet: ScoreSheet, status: SheetStatus) -> None:
    sheet.status, sheet.version = status, sheet.version + 1
    session.add(sheet)
    session.flush()
