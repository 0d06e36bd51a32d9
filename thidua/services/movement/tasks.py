"""Việc đã làm theo kế hoạch: each unit says what it did of the plan's tasks, and takes it back."""

from datetime import date

from sqlmodel import Session, col, select

from thidua.db.tables import TaskDone, Unit
from thidua.domain.access.permissions import Permission, require
from thidua.domain.ground.errors import NotFound, Refused, StaleEdit
from thidua.domain.ground.text import LONGEST_NAME, LONGEST_TEXT, clean, length_fault
from thidua.domain.law.programme import Programme
from thidua.domain.movement.plan import PlanTask
from thidua.domain.movement.tasks import UnitTasks, is_asked
from thidua.domain.period.period import BlockPeriod, Member
from thidua.domain.period.windows import day_of
from thidua.services.ground import block_members
from thidua.services.ground.audit import Act, row_of, take_turn
from thidua.services.ground.work import Work
from thidua.services.law import law
from thidua.services.movement import states
from thidua.services.register import plan_tasks

_FIRST_DAY = date(1990, 1, 1)


def of_movement(work: Work, *, plan: Programme) -> tuple[UnitTasks, ...]:
    """Nhiệm vụ của từng đơn vị trong khối ở năm này, in the order of the members."""
    require(work.actor, Permission.VIEW_MOVEMENTS, work.period)
    return tuple(plan_tasks.unchecked(work.session, work.period, plan, day_of(work.now)))


def mark(
    work: Work,
    *,
    code: str,
    task: str,
    unit: str,
    done_on: date | None,
    document: str,
    note: str = "",
    seen: int = 0,
) -> None:
    """Ghi một việc đã làm, or another day and document of it; the caller owns the commit.

    `seen` is the version it was written over, 0 where none stands.
    """
    fresh = work.require(Permission.JOIN_MOVEMENT, unit)
    take_turn(work.session)
    plan, asked, member = _asked(fresh, code, task, unit)
    if not is_asked(asked, member.kind):
        raise Refused(f"Kế hoạch không giao việc này cho loại của đơn vị «{unit}».")
    day = _checked_day(fresh, plan, done_on)
    said, more = clean(document), clean(note)
    if not said:
        raise Refused("Cần ghi văn bản cho thấy việc đã làm, ví dụ «Báo cáo 12/BC-VP».")
    for name, text, longest in (("Văn bản", said, LONGEST_NAME), ("Ghi chú", more, LONGEST_TEXT)):
        fault = length_fault(text, longest)
        if fault is not None:
            raise Refused(f"{name} {fault}.")
    row = _row(fresh.session, fresh.period, code, task, unit)
    stands = row is not None and not row.withdrawn
    if (row.version if row is not None and stands else 0) != seen:
        raise StaleEdit("Việc này vừa được người khác ghi hoặc rút; hãy xem lại.")
    if row is not None and stands and (row.done_on, row.document, row.note) == (day, said, more):
        raise Refused("Không có gì để đổi.")
    if row is None:
        row = TaskDone(
            programme=code,
            task=task,
            unit_id=_unit_id(fresh.session, unit),
            year=fresh.period.year,
            done_on=day,
            document=said,
            version=0,
            set_by=work.actor.name,
            set_at=work.now,
        )
    row.done_on, row.document, row.note = day, said, more
    row.withdrawn, row.reason = False, ""
    _keep(fresh, row)
    fresh.record(Act("task.done", unit, rows=[row_of(row)]))


def withdraw(work: Work, *, code: str, task: str, unit: str, seen: int, reason: str) -> None:
    """Rút một việc ghi nhầm, with the reason; the record keeps what was written."""
    fresh = work.require(Permission.JOIN_MOVEMENT, unit)
    take_turn(work.session)
    _asked(fresh, code, task, unit)
    row = _row(fresh.session, fresh.period, code, task, unit)
    if row is None or row.withdrawn:
        raise NotFound("Việc này chưa được ghi.")
    if row.version != seen:
        raise StaleEdit("Việc này vừa được người khác sửa; hãy xem lại.")
    said = clean(reason)
    fault = length_fault(said, LONGEST_TEXT)
    if not said or fault:
        raise Refused(f"Lý do {fault}." if fault else "Cần ghi lý do rút việc này.")
    row.withdrawn, row.reason = True, said
    _keep(fresh, row)
    fresh.record(Act("task.withdrawn", unit, rows=[row_of(row)], reason=said))


def _keep(work: Work, row: TaskDone) -> None:
    row.version += 1
    row.set_by, row.set_at = work.actor.name, work.now
    work.session.add(row)
    work.session.flush()


def _asked(work: Work, code: str, task: str, unit: str) -> tuple[Programme, PlanTask, Member]:
    """Nhiệm vụ này của phong trào đang thực hiện, and the unit of the block."""
    plan = law.book(work.session).programmes.get(code)
    found = next((one for one in plan.tasks if one.code == task), None) if plan else None
    members = block_members.members(work.session, work.period)
    member = next((one for one in members if one.code == unit), None)
    if plan is None or found is None or member is None:
        raise NotFound
    states.require_running(plan, states.unchecked(work.session, code).state, "việc đã làm")
    if work.period.year not in plan.years:
        raise Refused(
            f"Năm {work.period.year} ngoài các năm {plan.first_year}–{plan.last_year} của phong "
            "trào; chọn kỳ của một năm trong phong trào."
        )
    return plan, found, member


def _checked_day(work: Work, plan: Programme, day: date | None) -> date:
    if day is None:
        raise Refused("Cần ghi ngày đã làm.")
    if day < _FIRST_DAY or day > day_of(work.now):
        raise Refused(f"Ngày {day:%d/%m/%Y} chưa tới hoặc trước năm 1990; hãy kiểm tra lại.")
    if day.year != work.period.year:
        raise Refused(
            f"Ngày {day:%d/%m/%Y} không thuộc năm {work.period.year}; chọn kỳ năm {day.year} ở "
            f"đầu trang rồi ghi, nếu năm ấy thuộc {plan.first_year}–{plan.last_year}."
        )
    return day


def _unit_id(session: Session, unit: str) -> int:
    return session.exec(select(Unit.id).where(Unit.code == unit)).one() or 0


def _row(session: Session, period: BlockPeriod, code: str, task: str, unit: str) -> TaskDone | None:
    return session.exec(
        select(TaskDone)
        .join(Unit, col(Unit.id) == col(TaskDone.unit_id))
        .where(
            TaskDone.programme == code,
            TaskDone.task == task,
            TaskDone.year == period.year,
            Unit.code == unit,
        )
    ).first()
