"""Dòng sổ: written by one hand, confirmed by another, withdrawn with a reason; nothing erased."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from sqlmodel import Session, col

from thidua.db import register_queries
from thidua.db.changes import Row, insert_rows, update_rows
from thidua.db.tables import RegisterRow
from thidua.domain.access.permissions import Permission, require
from thidua.domain.ground.errors import NotFound, NotPermitted, Refused, StaleEdit
from thidua.domain.ground.text import LONGEST_TEXT, Written, clean_lines, length_fault
from thidua.domain.register.line import RegisterLine, RowKey, RowState
from thidua.domain.register.register import Register
from thidua.domain.register.registers import register_of
from thidua.domain.register.wish import RegisterWish
from thidua.services.access import interests
from thidua.services.ground import block_members
from thidua.services.ground.audit import Act, take_turn
from thidua.services.ground.work import Work
from thidua.services.register import authors, fitting, stored
from thidua.services.register.understanding import (
    Faults,
    Understood,
    closed_words,
    ground,
    understand,
)

SECOND_HAND = "Người nhập một dòng không tự xác nhận dòng ấy; nhờ người khác giữ việc của khối."

_ACTS = {
    RowState.DRAFT: "register.written",
    RowState.CONFIRMED: "register.confirmed",
    RowState.WITHDRAWN: "register.withdrawn",
}


def faults(work: Work, *, register: str, wish: RegisterWish) -> Faults:
    """Chỗ sai của một dòng trước khi ghi, each by the title of its column; nothing is written."""
    kind = register_of(register)
    require(work.actor, kind.view, work.period, wish.unit)
    require(work.actor, Permission.EDIT_REGISTER, work.period, wish.unit)
    return understand(ground(work, kind), wish)[1]


def write(
    work: Work,
    *,
    register: str,
    unit: str,
    code: str,
    cells: Mapping[str, Written],
    programme: str = "",
    evidence: str = "",
    note: str = "",
    seen: int = 0,
) -> None:
    """Ghi một dòng: a new one, or a new version of what stands, which is a draft again.

    `seen` is the version it was written over, 0 where there was none. Columns that `cells` does
    not name stay as they are.
    """
    kind = register_of(register)
    fresh = work.require(Permission.EDIT_REGISTER, unit)
    require(work.actor, kind.view, fresh.period, unit)
    take_turn(work.session)
    wish = RegisterWish(
        code=code,
        year=fresh.period.year,
        unit=unit,
        cells=cells,
        programme=programme,
        evidence=evidence,
        note=note,
    )
    found = ground(fresh, kind)
    one, wrong = understand(found, wish)
    if one is None:
        raise Refused(" ".join(f"{title}: {fault}." for title, fault in wrong))
    if (0 if one.before is None else one.before.version) != seen:
        raise StaleEdit("Dòng này vừa được người khác sửa; hãy xem lại.")
    if one.is_same:
        raise Refused("Không có gì để đổi.")
    own = [
        other
        for other in found.lines
        if (other.unit, other.year) == (one.line.unit, one.line.year)
        and other.key != one.line.key
        and other.stands
    ]
    loose = fitting.loosened(kind, [*own, one.line], one.line)
    confirmed = [one.before] if one.before is not None and one.before.is_confirmed else []
    authors.require_may_take(fresh, kind, [*confirmed, *loose])
    acts = keep(fresh, kind, [one])
    fresh.record(*acts, *_turned(fresh, kind, loose, RowState.DRAFT))


def keep(work: Work, register: Register, written: Sequence[Understood]) -> list[Act]:
    """Thêm phiên bản mới của những dòng này, whoever asks; the acts to be recorded."""
    ended = _end(work.session, register, [one.before for one in written if one.before])
    rows = insert_rows(
        work.session,
        RegisterRow,
        [
            {
                **stored.image_of(register, one.line),
                "version": (one.before.version if one.before else 0) + 1,
                "entered_by": work.actor.name,
                "entered_at": work.now,
            }
            for one in written
        ],
    )
    return [
        Act("register.written", one.line.unit, rows=[row, *ended.get(one.line.key, ())])
        for one, row in zip(written, rows, strict=True)
    ]


def _end(
    session: Session, register: Register, lines: Collection[RegisterLine]
) -> dict[RowKey, list[Row]]:
    """Kết thúc phiên bản đang dùng của những dòng này."""
    if not lines:
        return {}
    wanted = {one.key for one in lines}
    stand = {
        row.id: (row.unit, row.code, row.part)
        for row in register_queries.rows(
            session, registers=[register.code], units={one.unit for one in lines}
        )
        if (row.unit, row.code, row.part) in wanted
    }
    changed = update_rows(session, RegisterRow, col(RegisterRow.id).in_(stand), live=False)
    found: dict[RowKey, list[Row]] = {}
    for row in changed:
        found.setdefault(stand[row[1]], []).append(row)
    return found


def confirm(work: Work, *, register: str, rows: Sequence[tuple[RowKey, int]]) -> None:
    """Xác nhận những dòng này, each in the version that was seen; by who wrote none of them."""
    kind = register_of(register)
    if not rows:
        raise Refused("Chưa chọn dòng nào.")
    fresh = work
    for unit in sorted({key[0] for key, _ in rows}):
        fresh = interests.require_deciding(work, Permission.CONFIRM_REGISTER, unit)
        require(work.actor, kind.view, fresh.period, unit)
    take_turn(work.session)
    units = {key[0] for key, _ in rows}
    stand = {
        one.key: one for one in stored.unchecked_lines(work.session, kind, units, fresh.period.year)
    }
    closings = stored.unchecked_closings(work.session, kind, units, fresh.period.year)
    writers = _writers(work.session, kind, [key for key, _ in rows])
    for key, version in rows:
        line = stand.get(key)
        if line is None:
            raise NotFound
        if line.version != version or line.state is not RowState.DRAFT:
            raise StaleEdit(f"Dòng {line.code} vừa được người khác sửa; hãy xem lại.")
        closing = closings.get(line.unit)
        if closing is not None and closing.is_closed:
            raise Refused(f"Không xác nhận được: {closed_words(closing)}.")
        if work.actor.name in writers[key]:
            raise NotPermitted(SECOND_HAND)
    chosen = [stand[key] for key, _ in rows]
    _require_ready(kind, chosen)
    authors.require_disinterest(fresh, kind, chosen)
    fitting.require(fresh, kind, {one.key[:2] for one in chosen}, "Chưa xác nhận được")
    fresh.record(*_turned(fresh, kind, chosen, RowState.CONFIRMED))


def _require_ready(register: Register, lines: Sequence[RegisterLine]) -> None:
    """Yêu cầu đủ điều mà sổ đòi lúc xác nhận."""
    wrong = [
        f"{one.code}: «{register.column(code).title}» {fault}"
        for one in lines
        for code, fault in register.ready(one.values)
    ]
    if wrong:
        raise Refused(f"Chưa xác nhận được. {'; '.join(wrong)}.")


def _writers(
    session: Session, register: Register, keys: Collection[RowKey]
) -> dict[RowKey, set[str]]:
    """Ai đã viết từng dòng này từ lần xác nhận trước."""
    units, codes = {key[0] for key in keys}, {key[1] for key in keys}
    found: dict[RowKey, set[str]] = {}
    for row in register_queries.versions(session, register.code, units, codes):
        names = found.setdefault((row.unit, row.code, row.part), set())
        if row.state is RowState.CONFIRMED:
            names.clear()
        else:
            names.add(row.entered_by)
    return found


def _turned(
    work: Work,
    register: Register,
    lines: Sequence[RegisterLine],
    state: RowState,
    reason: str = "",
) -> list[Act]:
    """Phiên bản mới của những dòng này ở trạng thái ấy, with who wrote and who signed them.

    A draft again was signed by nobody.
    """
    if not lines:
        return []
    ended = _end(work.session, register, lines)
    rows = insert_rows(
        work.session,
        RegisterRow,
        [
            {
                **stored.image_of(register, replace(one, reason=reason)),
                "state": state,
                "version": one.version + 1,
                "entered_by": one.entered_by,
                "entered_at": one.entered_at,
                **_signature(work, one, state),
            }
            for one in lines
        ],
    )
    said = register.recorded_reason(reason)
    return [
        Act(_ACTS[state], one.unit, rows=[row, *ended.get(one.key, ())], reason=said)
        for one, row in zip(lines, rows, strict=True)
    ]


def _signature(work: Work, line: RegisterLine, state: RowState) -> dict[str, object]:
    if state is RowState.CONFIRMED:
        return {"confirmed_by": work.actor.name, "confirmed_at": work.now}
    if state is RowState.WITHDRAWN:
        return {"confirmed_by": line.confirmed_by, "confirmed_at": line.confirmed_at}
    return {}


def withdraw(work: Work, *, register: str, key: RowKey, seen: int, reason: str) -> None:
    """Rút một dòng: it counts no more, and stays where it was with the reason.

    What another wrote is withdrawn by no rival alone; rows it no longer fits are drafts again.
    """
    kind = register_of(register)
    unit = key[0]
    fresh = work.require(Permission.EDIT_REGISTER, unit)
    require(work.actor, kind.view, fresh.period, unit)
    take_turn(work.session)
    members = {one.code for one in block_members.members(work.session, fresh.period)}
    found = stored.unchecked_lines(work.session, kind, members & {unit}, fresh.period.year)
    line = next((one for one in found if one.key == key), None)
    if line is None:
        raise NotFound
    if line.version != seen or not line.stands:
        raise StaleEdit("Dòng này vừa được người khác sửa; hãy xem lại.")
    closing = stored.unchecked_closings(work.session, kind, [unit], fresh.period.year).get(unit)
    if closing is not None and closing.is_closed:
        raise Refused(f"Không rút được: {closed_words(closing)}.")
    said = clean_lines(reason)
    fault = length_fault(said, LONGEST_TEXT)
    if not said or fault:
        raise Refused(f"Lý do {fault}." if fault else "Cần ghi lý do rút dòng này.")
    left = [one for one in found if one.stands and one.key != key]
    loose = fitting.loosened(kind, left, line)
    is_others = bool(_writers(work.session, kind, [key])[key] - {work.actor.name})
    taken = [line] if line.is_confirmed or is_others else []
    authors.require_may_take(fresh, kind, [*taken, *loose])
    acts = _turned(fresh, kind, [line], RowState.WITHDRAWN, said)
    fresh.record(*acts, *_turned(fresh, kind, loose, RowState.DRAFT))
