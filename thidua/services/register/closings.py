"""Khóa sổ: who says that the register of a unit and year is complete, and opens it again."""

from sqlmodel import col

from thidua.db import dossier_queries
from thidua.db.changes import insert_rows, update_rows
from thidua.db.tables import RegisterClosingRow
from thidua.domain.access.permissions import Permission, require
from thidua.domain.ground.errors import NotFound, Refused, StaleEdit
from thidua.domain.ground.text import LONGEST_TEXT, clean_lines, length_fault, listed
from thidua.domain.register.line import RegisterClosing, RowState
from thidua.domain.register.register import Register
from thidua.domain.register.registers import register_of
from thidua.services.access import interests
from thidua.services.ground import block_members
from thidua.services.ground.audit import Act, take_turn
from thidua.services.ground.work import Work
from thidua.services.register import fitting, stored
from thidua.services.register.whereabouts import Whereabouts


def close(work: Work, *, register: str, unit: str, seen: int) -> None:
    """Khóa sổ năm của một đơn vị: all of it was said, so that what is not there was not.

    Refused while a draft waits, or while rows do not fit together. Where that says for certain what
    the unit or its people have not, no rival does it.
    """
    kind = register_of(register)
    work, before = _begin(work, kind, unit, seen)
    if before is not None and before.is_closed:
        raise Refused(f"Sổ này đã khóa ngày {before.day:%d/%m/%Y}.")
    held = stored.unchecked_lines(work.session, kind, [unit], work.period.year)
    drafts = [one.code for one in held if one.state is RowState.DRAFT]
    if drafts:
        raise Refused(
            f"Còn {len(drafts)} dòng nháp: {listed(sorted(set(drafts)), 'dòng')}; xác nhận hoặc "
            "rút hết rồi khóa."
        )
    fitting.require(work, kind, {(unit, one.code) for one in held}, "Chưa khóa được")
    if kind.unit_facts or (kind.facts and _has_people(work, unit)):
        interests.require_no_rival(work, unit)
    _put(work, kind, unit, before, is_closed=True)


def reopen(work: Work, *, register: str, unit: str, seen: int, reason: str) -> None:
    """Mở lại sổ đã khóa, with the reason; what it said for certain is open again."""
    kind = register_of(register)
    work, before = _begin(work, kind, unit, seen)
    if before is None or not before.is_closed:
        raise Refused("Sổ này chưa khóa.")
    said = clean_lines(reason)
    fault = length_fault(said, LONGEST_TEXT)
    if not said or fault:
        raise Refused(f"Lý do {fault}." if fault else "Cần ghi lý do mở lại sổ.")
    _put(work, kind, unit, before, is_closed=False, reason=said)


def _begin(
    work: Work, register: Register, unit: str, seen: int
) -> tuple[Work, RegisterClosing | None]:
    fresh = interests.require_deciding(work, Permission.CLOSE_REGISTER, unit)
    require(work.actor, register.view, fresh.period, unit)
    take_turn(work.session)
    if unit not in {one.code for one in block_members.members(work.session, fresh.period)}:
        raise NotFound
    found = stored.unchecked_closings(work.session, register, [unit], fresh.period.year)
    before = found.get(unit)
    if (0 if before is None else before.version) != seen:
        raise StaleEdit("Sổ này vừa được người khác khóa hoặc mở; hãy xem lại.")
    return fresh, before


def _has_people(work: Work, unit: str) -> bool:
    """Có người mà sổ này của đơn vị nói về: who works there, or did since that year began."""
    year, people = work.period.year, dossier_queries.staff(work.session)
    where = Whereabouts(work.session, people, year)
    return any(unit in where.of(one.code, year) for one in people)


def _put(
    work: Work,
    register: Register,
    unit: str,
    before: RegisterClosing | None,
    *,
    is_closed: bool,
    reason: str = "",
) -> None:
    ended = update_rows(
        work.session,
        RegisterClosingRow,
        col(RegisterClosingRow.kind) == register.code,
        col(RegisterClosingRow.unit) == unit,
        col(RegisterClosingRow.year) == work.period.year,
        col(RegisterClosingRow.live),
        live=False,
    )
    rows = insert_rows(
        work.session,
        RegisterClosingRow,
        [
            {
                "kind": register.code,
                "unit": unit,
                "year": work.period.year,
                "closed": is_closed,
                "reason": reason,
                "version": (0 if before is None else before.version) + 1,
                "set_by": work.actor.name,
                "set_at": work.now,
            }
        ],
    )
    action = "register.closed" if is_closed else "register.reopened"
    work.record(Act(action, unit, rows=[*rows, *ended], reason=reason))
