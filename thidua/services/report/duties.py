"""Chế độ báo cáo: what the plans under way and the block itself ask of the units of a period."""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session

from thidua.db import movement_queries, report_queries
from thidua.db.tables import ReportDutyRow
from thidua.domain.access.permissions import Permission, require_here
from thidua.domain.ground.codes import code_key
from thidua.domain.ground.errors import NotFound, Refused, StaleEdit
from thidua.domain.ground.text import (
    LONGEST_CODE,
    LONGEST_NAME,
    LONGEST_TEXT,
    clean,
    folded,
    length_fault,
    without_marks,
)
from thidua.domain.movement.deadline import Bound, Deadline
from thidua.domain.movement.life import MovementState
from thidua.domain.movement.plan import ReportDuty, ReportKind
from thidua.domain.period.period import BlockPeriod, Member
from thidua.domain.report.duty import CALLED, EVERY_UNIT, PERIODIC, BlockDuty
from thidua.services.access import interests
from thidua.services.ground import block_members
from thidua.services.ground.audit import Act, row_of, take_turn
from thidua.services.ground.kept import kept
from thidua.services.ground.work import Work
from thidua.services.law import law

_NOT_OWED = frozenset({None, MovementState.DRAFT, MovementState.STOPPED})
ONLY_WHOLE_YEARS = "Chế độ báo cáo ghi ở kỳ cả năm; hãy chọn kỳ cả năm của khối."


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyWish:
    """Chế độ báo cáo như người ta gõ: of the block itself, or the day of one of a plan.

    Without a day nobody is ever late; a month is said for reports that fall due once a year.
    """

    programme: str = ""
    code: str = ""
    name: str = ""
    kind: ReportKind = ReportKind.YEAR
    owed_by: tuple[str, ...] = ()
    receiver: str = ""
    day: int | None = None
    month: int | None = None
    bound: Bound = Bound.BY
    year_after: int = 0
    moves_to_workday: bool = False


def listed(work: Work) -> tuple[BlockDuty, ...]:
    """Chế độ báo cáo mà đơn vị nào đó của khối phải theo, for whoever sees a unit's reports."""
    require_here(work.actor, Permission.VIEW_REPORTS, work.period)
    members = block_members.members(work.session, work.period)
    return tuple(
        one
        for one in unchecked(work.session, work.period)
        if any(one.is_owed_by(member) for member in members)
    )


def unchecked(session: Session, period: BlockPeriod) -> tuple[BlockDuty, ...]:
    """Chế độ báo cáo của kỳ này, whoever asks; reports are owed for a whole year."""
    if not period.part.is_year:
        return ()
    return kept(
        session,
        ("report duties", period, law.local_mark(session)),
        lambda: tuple(_read(session, period)),
    )


def _read(session: Session, period: BlockPeriod) -> list[BlockDuty]:
    rows = {(row.programme, row.code): row for row in report_queries.duties(session, period)}
    states = movement_queries.movement_states(session)
    found = []
    for code, plan in law.book(session).programmes.items():
        is_on = period.year in plan.years and period.year >= plan.first_judged
        if not is_on or states.get(code) in _NOT_OWED:
            continue
        for duty in plan.reports:
            one = BlockDuty(duty=duty, programme=code, movement=plan.name)
            found.append(_with_row(one, rows.get((code, duty.code))))
    found += [_own(row) for row in rows.values() if not row.programme and not row.withdrawn]
    return found


def _with_row(found: BlockDuty, row: ReportDutyRow | None) -> BlockDuty:
    """Chế độ của kế hoạch, with the day the block set where the plan names none."""
    if row is None:
        return found
    found = replace(found, set_version=row.version)
    if row.withdrawn or found.duty.rule is not None:
        return found
    duty = replace(found.duty, rule=_rule(row))
    return replace(found, duty=duty, is_set_here=True, moves_to_workday=row.moves_to_workday)


def _own(row: ReportDutyRow) -> BlockDuty:
    duty = ReportDuty(
        code=row.code,
        name=row.name,
        kind=row.kind,
        owed_by=tuple(one for one in row.owed_by.split("\n") if one),
        to=row.receiver,
        rule=_rule(row),
    )
    return BlockDuty(
        duty=duty,
        is_set_here=True,
        set_version=row.version,
        moves_to_workday=row.moves_to_workday,
    )


def _rule(row: ReportDutyRow) -> Deadline | None:
    if row.day is None:
        return None
    return Deadline(
        code=row.code,
        text=row.name,
        day=row.day,
        month=row.month,
        bound=row.bound,
        year_after=row.year_after,
    )


def set_duty(work: Work, *, wish: DutyWish, seen: int = 0) -> None:
    """Đặt một chế độ báo cáo, or the day of a plan's; `seen` is the version looked at, 0 for none.

    One that was withdrawn is set anew under the code it had; two that look alike are one. What
    decides who is late is set by somebody whose unit does not compete.
    """
    work = _begin(work)
    wish = _cleaned(wish)
    row = _row(work, wish)
    if row is not None and not seen and not row.programme and not row.withdrawn:
        raise Refused(
            f"Đã có chế độ báo cáo «{row.name}», mã «{row.code}», trùng mã hoặc tên; hãy chọn nó "
            "để sửa, hoặc đặt tên khác."
        )
    is_again = row is not None and row.withdrawn and not seen
    if (0 if row is None or is_again else row.version) != seen:
        raise StaleEdit("Chế độ báo cáo này vừa được người khác sửa; hãy xem lại.")
    plans = {
        (one.programme, one.duty.code): one
        for one in unchecked(work.session, work.period)
        if one.programme
    }
    fault = _fault(work, wish, plans.get((wish.programme, wish.code)))
    if fault:
        raise Refused(f"{fault[:1].upper()}{fault[1:]}.")
    if wish.programme:
        of_plan = plans[wish.programme, wish.code].duty
        wish = replace(wish, name=of_plan.name, kind=of_plan.kind, owed_by=(), receiver=of_plan.to)
    row = row or ReportDutyRow(
        block_year_id=work.period.id,
        programme=wish.programme,
        code=wish.code,
        name=wish.name,
        kind=wish.kind,
        version=0,
        set_by=work.actor.name,
        set_at=work.now,
    )
    row.name, row.kind, row.receiver = wish.name, wish.kind, wish.receiver
    row.owed_by = "\n".join(wish.owed_by)
    row.day, row.month = wish.day, wish.month
    row.bound = None if wish.day is None else wish.bound
    row.year_after, row.moves_to_workday = wish.year_after, wish.moves_to_workday
    row.withdrawn, row.reason = False, ""
    _put(work, row, "report.duty_set")


def withdraw_duty(work: Work, *, code: str, programme: str = "", seen: int, reason: str) -> None:
    """Bỏ một chế độ báo cáo của khối, or the day set for a plan's, with the reason."""
    work = _begin(work)
    row = _row(work, DutyWish(programme=programme, code=code))
    if row is None or row.withdrawn:
        raise NotFound
    if row.version != seen:
        raise StaleEdit("Chế độ báo cáo này vừa được người khác sửa; hãy xem lại.")
    said = clean(reason)
    fault = length_fault(said, LONGEST_TEXT)
    if not said or fault:
        raise Refused(f"Lý do {fault}." if fault else "Cần ghi lý do bỏ chế độ báo cáo này.")
    row.withdrawn, row.reason = True, said
    _put(work, row, "report.duty_withdrawn", said)


def _begin(work: Work) -> Work:
    work = work.require(Permission.SET_REPORTS)
    interests.require_no_competitor(work)
    if not work.period.part.is_year:
        raise Refused(ONLY_WHOLE_YEARS)
    take_turn(work.session)
    return work


def _row(work: Work, wish: DutyWish) -> ReportDutyRow | None:
    asked = code_key(wish.code)
    rows = report_queries.duties(work.session, work.period)
    mine = [one for one in rows if one.programme == wish.programme]
    exact = next((one for one in mine if one.code == wish.code), None)
    return exact or next((one for one in mine if code_key(one.code) == asked), None)


def _put(work: Work, row: ReportDutyRow, action: str, reason: str = "") -> None:
    row.version += 1
    row.set_by, row.set_at = work.actor.name, work.now
    work.session.add(row)
    work.session.flush()
    work.record(Act(action, rows=[row_of(row)], reason=reason))


def _cleaned(wish: DutyWish) -> DutyWish:
    code = clean(wish.code) or without_marks(folded(wish.name)).replace(" ", "-")[:LONGEST_CODE]
    month = None if wish.kind in PERIODIC or wish.day is None else wish.month
    return replace(
        wish,
        code=code,
        name=clean(wish.name),
        receiver=clean(wish.receiver),
        month=month,
        owed_by=tuple(dict.fromkeys(clean(one) for one in wish.owed_by if clean(one))),
    )


def _fault(work: Work, wish: DutyWish, of_plan: BlockDuty | None) -> str:
    """Chỗ sai, without a stop; empty where all is well."""
    if wish.programme:
        if of_plan is None:
            return f"không có chế độ báo cáo «{wish.programme}/{wish.code}» trong kỳ này"
        if of_plan.duty.rule is not None and not of_plan.is_set_here:
            return "kế hoạch đã nêu hạn của báo cáo này nên khối không đặt hạn khác"
        wish = replace(wish, kind=of_plan.duty.kind, name=of_plan.duty.name)
        if wish.day is None:
            return "cần chọn ngày của hạn"
    if not wish.name:
        return "cần ghi tên báo cáo"
    if "/" in wish.code:
        return f"mã «{wish.code}» có dấu «/»; hãy dùng dấu «-»"
    for what, text, most in (
        ("tên báo cáo", wish.name, LONGEST_NAME),
        ("mã báo cáo", wish.code, LONGEST_CODE),
        ("nơi nhận", wish.receiver, LONGEST_NAME),
    ):
        fault = length_fault(text, most)
        if fault:
            return f"{what} {fault}"
    return _day_fault(work.period, wish) or _owed_fault(work, wish)


def _day_fault(period: BlockPeriod, wish: DutyWish) -> str:
    if wish.day is None:
        if wish.kind in CALLED:
            return "báo cáo đột xuất, theo chỉ đạo cần có ngày phải nộp"
        return ""
    if wish.bound is Bound.WITHIN:
        return "chọn «trước» hoặc «chậm nhất» cho một ngày"
    if wish.year_after not in (0, 1):
        return "hạn chỉ ở trong năm hoặc năm liền sau"
    if wish.kind in PERIODIC:
        return "" if 1 <= wish.day <= 31 else f"không có ngày {wish.day} trong tháng"
    if wish.month is None or not 1 <= wish.month <= 12:
        return "cần chọn tháng của hạn"
    most = calendar.monthrange(period.year + wish.year_after, wish.month)[1]
    if not 1 <= wish.day <= most:
        return f"không có ngày {wish.day}/{wish.month} năm {period.year + wish.year_after}"
    return ""


def _owed_fault(work: Work, wish: DutyWish) -> str:
    """Không ai phải báo cáo thì chế độ ấy vô nghĩa."""
    if wish.programme or not wish.owed_by or EVERY_UNIT in map(folded, wish.owed_by):
        return ""
    members = block_members.members(work.session, work.period)
    for said in wish.owed_by:
        if not _owing(members, said):
            return f"«{said}» không phải mã, tên hay loại của đơn vị nào trong khối"
    return ""


def _owing(members: Sequence[Member], said: str) -> bool:
    asked = ReportDuty(code="", name="", kind=ReportKind.YEAR, owed_by=(said,), to="")
    return any(BlockDuty(duty=asked).is_owed_by(one) for one in members)
