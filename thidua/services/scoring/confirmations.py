"""Xác nhận của người thứ hai: bonuses, deductions and what was typed for another unit."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from thidua.db import queries
from thidua.db.changes import Row, update_rows
from thidua.db.tables import ScoreLine, ScoreSheet, Unit
from thidua.domain.access.interest import interest_of, may_judge, require_disinterest
from thidua.domain.access.permissions import (
    Actor,
    Permission,
    is_allowed,
    require,
    units_of,
)
from thidua.domain.ground.errors import NotFound, Refused, StaleEdit
from thidua.domain.period.period import BlockPeriod
from thidua.domain.scoring.entry_rows import entry_text
from thidua.domain.scoring.sheet import Hand
from thidua.services.access import interests
from thidua.services.covenant import covenants, totals
from thidua.services.ground.audit import Act
from thidua.services.ground.kept import kept
from thidua.services.ground.work import Work
from thidua.services.period import windows


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingLine:
    """Dòng chờ xác nhận: what was typed, by whom, for whom; `version` names it when confirming."""

    unit: str
    hand: Hand
    criterion: str
    words: str
    entered_by: str
    version: int
    document: str = ""


def waiting(work: Work) -> list[WaitingLine]:
    """Các dòng chờ người thứ hai that this person may see, by unit and criterion."""
    require(work.actor, Permission.VIEW_PERIOD, work.period)
    allowed = units_of(work.actor, Permission.VIEW_SHEET, work.period)
    found = kept(
        work.session, ("waiting", work.period), lambda: _waiting(work.session, work.period)
    )
    return [line for line in found if allowed is None or line.unit in allowed]


def _waiting(session: Session, period: BlockPeriod) -> list[WaitingLine]:
    criteria = covenants.load(session, period).criteria
    return [
        WaitingLine(
            unit=unit,
            hand=hand,
            criterion=code,
            words=entry_text(criteria.get(code), line.entry),
            entered_by=line.entered_by,
            version=line.version,
            document=line.document,
        )
        for hand, unit, code, line in queries.unconfirmed_lines(session, period)
    ]


def may_confirm(actor: Actor, period: BlockPeriod, line: WaitingLine) -> bool:
    """Được xác nhận: holds the right, did not type it, and is not of the unit that was judged.

    Two of the same unit are one hand: the service asks that of whoever typed it.
    """
    if line.hand is Hand.VERIFIED and not may_judge(actor, period, line.unit):
        return False
    return line.entered_by != actor.name and is_allowed(
        actor, _NEEDED[line.hand], period, line.unit
    )


# An officer of the unit confirms what others typed for it, never what others judged.
_NEEDED = {Hand.SELF: Permission.CONFIRM_LINE, Hand.VERIFIED: Permission.SCORE_VERIFIED}


def confirm(work: Work, *, lines: Sequence[WaitingLine]) -> None:
    """Xác nhận các dòng này: all or none, each still as it was shown.

    NotPermitted for whoever may not; Refused for the person who typed a line; StaleEdit when one
    was changed or confirmed since.
    """
    for line in lines:
        work = work.require(_NEEDED[line.hand], line.unit)
        if line.hand is Hand.VERIFIED:
            require_disinterest(work.actor, work.period, line.unit)
        if line.entered_by == work.actor.name:
            raise Refused(f"{line.unit} · {line.criterion}: người nhập không được tự xác nhận.")
    _require_other_units(work, [line for line in lines if line.hand is Hand.VERIFIED])
    for unit, hand in {(line.unit, line.hand) for line in lines}:
        windows.require_in_time(work.session, work.period, unit, work.now, hand)
    stored = {
        hand: queries.sheets(work.session, work.period, hand)
        for hand in {line.hand for line in lines}
    }
    for line in lines:
        sheet = stored[line.hand].get(line.unit)
        found = None if sheet is None else sheet.lines.get(line.criterion)
        if found is None:
            raise NotFound
        if found.version != line.version or found.entry.confirmed:
            raise StaleEdit(f"{line.unit} · {line.criterion} vừa được sửa hoặc xác nhận.")
        if found.entered_by == work.actor.name:
            raise Refused(f"{line.unit} · {line.criterion}: người nhập không được tự xác nhận.")
    acts = [
        Act(
            "score.confirmed",
            line.unit,
            line.criterion,
            rows=_sign(work, line),
        )
        for line in lines
    ]
    covenant = covenants.load(work.session, work.period)
    for hand in stored:
        totals.renew(work.session, work.period, covenant, hand)
    work.record(*acts)


def _require_other_units(work: Work, lines: Sequence[WaitingLine]) -> None:
    """Yêu cầu người thứ hai là người của đơn vị khác với người nhập."""
    own = interest_of(work.actor, work.period)
    names = {line.entered_by for line in lines}
    typists = interests.interests(work.session, work.period, names) if own.units else {}
    for line in lines:
        first = typists.get(line.entered_by)
        if first is not None and not own.may_second(first, line.unit):
            raise Refused(
                f"{line.unit} · {line.criterion}: người nhập là người cùng đơn vị với bạn; người "
                "của đơn vị khác hoặc cơ quan thường trực phải xác nhận."
            )


def _sign(work: Work, line: WaitingLine) -> list[Row]:
    """Ký một dòng, as it was shown; StaleEdit when it is not so any more."""
    sheet = (
        select(ScoreSheet.id)
        .join(Unit, col(Unit.id) == col(ScoreSheet.unit_id))
        .where(
            col(ScoreSheet.block_year_id) == work.period.id,
            col(Unit.code) == line.unit,
            col(ScoreSheet.hand) == line.hand,
            col(ScoreSheet.reviewer) == "",
        )
        .scalar_subquery()
    )
    signed = update_rows(
        work.session,
        ScoreLine,
        col(ScoreLine.sheet_id) == sheet,
        col(ScoreLine.criterion_code) == line.criterion,
        col(ScoreLine.version) == line.version,
        col(ScoreLine.live),
        col(ScoreLine.confirmed_by).is_(None),
        confirmed_by=work.actor.name,
        confirmed_at=work.now,
    )
    if len(signed) != 1:
        raise StaleEdit
    return signed
