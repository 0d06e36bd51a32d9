"""Lấy lại giá trị trước: an earlier version of a line, saved again as its next version.

Nothing of the history is changed by it: what stood in between stays there, and the reason is kept.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from thidua.db import queries
from thidua.db.tables import ScoreLine, ScoreSheet, Unit
from thidua.domain.access.permissions import require
from thidua.domain.covenant.covenant import Covenant
from thidua.domain.ground.errors import NotFound, Refused
from thidua.domain.period.period import BlockPeriod
from thidua.domain.rules.entry import Entry, LineState
from thidua.domain.scoring.entry_rows import entry_text
from thidua.domain.scoring.fit import why_unfit
from thidua.domain.scoring.sheet import Hand
from thidua.services.covenant import covenants
from thidua.services.ground.work import Work
from thidua.services.scoring import sheets
from thidua.services.scoring.sheets import SCORING, LineEdit, require_reviewer


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierLine:
    """Giá trị trước của một dòng: which version, what it held, and who entered it when.

    `fault` says why it cannot be put back under the covenant in force, empty where it can.
    """

    version: int
    text: str
    explanation: str
    evidence: str
    entered_by: str
    entered_at: datetime
    fault: str


def earlier(
    work: Work, *, unit: str, hand: Hand, criterion: str, reviewer: str = ""
) -> tuple[EarlierLine, ...]:
    """Các giá trị trước của một dòng, newest first, for the hand whose line it is."""
    require(work.actor, SCORING[hand], work.period, reviewer or unit)
    if hand is Hand.CROSS:
        require_reviewer(work.actor, work.period, reviewer)
    covenant = covenants.load(work.session, work.period)
    rows = _rows(work.session, work.period, unit, hand, criterion, reviewer)
    return tuple(
        EarlierLine(
            version=row.version,
            text=_text(work, row),
            explanation=row.explanation,
            evidence=row.evidence,
            entered_by=row.entered_by,
            entered_at=row.entered_at,
            fault=_fault(work, covenant, hand, row),
        )
        for row in rows
        if not row.live and row.state is not LineState.CLEARED
    )


def restore(
    work: Work,
    *,
    unit: str,
    hand: Hand,
    criterion: str,
    version: int,
    base: int,
    reason: str,
    reviewer: str = "",
    document: str = "",
) -> None:
    """Lấy lại một giá trị trước: saved over `base` as any value is, with every check of a save.

    Whoever may type the line may do it, while it may be typed; the reason is asked for, and the
    `document` where one goes with the line: that of the earlier value unless another is given.
    """
    if not reason.strip():
        raise Refused(f"{criterion}: cần ghi lý do lấy lại giá trị trước.")
    work = work.require(SCORING[hand], reviewer or unit)
    rows = _rows(work.session, work.period, unit, hand, criterion, reviewer)
    row = next((one for one in rows if one.version == version), None)
    if row is None:
        raise NotFound(f"{criterion}: không có bản {version} của dòng này.")
    if row.live:
        raise Refused(f"{criterion}: bản {version} là bản đang dùng.")
    _refuse_made(row)
    _refuse_unfit(work, covenants.load(work.session, work.period), row)
    now = {one.criterion_code: _entry(one) for one in rows if one.live}
    if sheets.unchanged(now, criterion, _entry(row)):
        raise Refused(f"{criterion}: giá trị của bản {version} chính là giá trị đang dùng.")
    sheets.save_lines(
        work,
        unit=unit,
        hand=hand,
        edits=[LineEdit(criterion, base, _entry(row))],
        reason=reason,
        reviewer=reviewer,
        document=document or row.document,
        cause="restored",
    )


def _refuse_made(row: ScoreLine) -> None:
    if row.state is LineState.CLEARED:
        raise Refused(f"{row.criterion_code}: bản {row.version} chưa chấm nên không có gì lấy lại.")
    if row.state is LineState.COMBINED:
        raise Refused(
            f"{row.criterion_code}: bản {row.version} là điểm các phiếu chấm cùng làm nên, không "
            "ai nhập; muốn dùng lại thì bỏ điểm thống nhất."
        )


def _refuse_unfit(work: Work, covenant: Covenant, row: ScoreLine) -> None:
    """Từ chối giá trị không còn khớp: it was entered under another version of the covenant."""
    code = row.criterion_code
    then = covenants.load(work.session, work.period, row.covenant_version)
    why = why_unfit(then.criteria.get(code), covenant.criteria.get(code), _entry(row))
    if why:
        raise Refused(f"{code}: bản {row.version} không còn khớp giao ước đang dùng ({why}).")


def _rows(
    session: Session, period: BlockPeriod, unit: str, hand: Hand, criterion: str, reviewer: str
) -> list[ScoreLine]:
    """Mọi bản của một dòng, newest first."""
    wanted = (
        select(ScoreLine)
        .join(ScoreSheet, col(ScoreSheet.id) == col(ScoreLine.sheet_id))
        .join(Unit, col(Unit.id) == col(ScoreSheet.unit_id))
        .where(
            col(ScoreSheet.block_year_id) == period.id,
            col(Unit.code) == unit,
            col(ScoreSheet.hand) == hand,
            col(ScoreSheet.reviewer) == reviewer,
            col(ScoreLine.criterion_code) == criterion,
        )
        .order_by(col(ScoreLine.version).desc())
    )
    return list(session.exec(wanted))


def _entry(row: ScoreLine) -> Entry:
    return queries.stored_entry(row.model_dump())


def _text(work: Work, row: ScoreLine) -> str:
    """Bản ấy bằng lời, in the words of the covenant it was entered under."""
    then = covenants.load(work.session, work.period, row.covenant_version)
    return entry_text(then.criteria.get(row.criterion_code), _entry(row))


def _fault(work: Work, covenant: Covenant, hand: Hand, row: ScoreLine) -> str:
    edit = LineEdit(row.criterion_code, 0, _entry(row))
    try:
        _refuse_made(row)
        _refuse_unfit(work, covenant, row)
        sheets.check_edit(covenant, work.actor, work.period, hand, edit)
    except Refused as fault:
        return str(fault)
    return ""
