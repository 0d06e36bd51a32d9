"""Việc của một đơn vị trong phong trào: registering, its plan by the day, what it takes on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from thidua.domain.movement.participation import Participation, ParticipationState
from thidua.domain.movement.plan import PlanTask
from thidua.domain.period.unit_kind import unit_kind

PARTICIPATION_REGISTER = "dang-ky"
"""Nơi ghi của những nhiệm vụ mà một đăng ký làm xong, by the word of the plan's file."""


class UnitDuty(StrEnum):
    """Loại việc của đơn vị trong phong trào."""

    REGISTER = "register"
    PLAN = "plan"
    PLEDGE = "pledge"


DUTY_WORDS = {
    UnitDuty.REGISTER: "Đăng ký",
    UnitDuty.PLAN: "Kế hoạch",
    UnitDuty.PLEDGE: "Việc đã nhận",
}


class DutyState(StrEnum):
    """Mức của một việc."""

    DONE = "done"
    WAITING = "waiting"
    MISSING = "missing"
    LATE = "late"


DUTY_SIGNS = {
    DutyState.DONE: "✓",
    DutyState.WAITING: "…",
    DutyState.MISSING: "✗",
    DutyState.LATE: "!",
}
DUTY_STATE_WORDS = {
    DutyState.DONE: "xong",
    DutyState.WAITING: "chờ tiếp nhận",
    DutyState.MISSING: "chưa",
    DutyState.LATE: "chậm",
}
OPEN_DUTIES = frozenset({DutyState.MISSING, DutyState.LATE})
"""Mức mà đơn vị còn phải làm tiếp."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyCell:
    """Một việc của một đơn vị: how far, in words."""

    duty: UnitDuty
    state: DutyState
    words: str

    @property
    def is_open(self) -> bool:
        """Còn phải làm: missing, or late and still not there."""
        return self.state in OPEN_DUTIES and self.words.startswith("chưa")

    @property
    def said(self) -> str:
        """Dấu và lời, never a colour alone."""
        return f"{DUTY_SIGNS[self.state]} {self.words}"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitDuties:
    """Các việc của một đơn vị, in the order of the duties."""

    unit: str
    name: str
    cells: tuple[DutyCell, ...]

    @property
    def open_cells(self) -> tuple[DutyCell, ...]:
        """Việc còn phải làm."""
        return tuple(one for one in self.cells if one.is_open)


def owes_plan(tasks: Iterable[PlanTask], kind: str) -> bool:
    """Kế hoạch giao đơn vị loại này đăng ký hoặc ban hành kế hoạch."""
    return any(_asks(one.who, kind) for one in _registered(tasks))


def plan_due(tasks: Iterable[PlanTask], kind: str, year: int) -> date | None:
    """Ngày cuối ban hành kế hoạch của đơn vị loại này; None where the plan says none.

    A day stated for one year holds for the whole movement.
    """
    found = []
    for task in _registered(tasks):
        if task.rule is not None and _asks(task.who, kind):
            asked = year if task.rule.year is None else task.rule.year
            found.append(task.rule.last_day(asked))
    days = [day for day in found if day is not None]
    return min(days, default=None)


def _registered(tasks: Iterable[PlanTask]) -> list[PlanTask]:
    return [one for one in tasks if PARTICIPATION_REGISTER in one.registers]


def _asks(who: Iterable[str], kind: str) -> bool:
    asked = unit_kind(kind)
    return bool(asked) and any(unit_kind(one) in (asked, "mọi đơn vị") for one in who)


def cells(found: Participation | None, due: date | None, today: date) -> tuple[DutyCell, ...]:
    """Ba việc của một đơn vị theo đăng ký đi xa nhất của nó."""
    return (_registering(found), _planning(found, due, today), _pledging(found))


def _registering(found: Participation | None) -> DutyCell:
    def cell(state: DutyState, words: str) -> DutyCell:
        return DutyCell(duty=UnitDuty.REGISTER, state=state, words=words)

    if found is None:
        return cell(DutyState.MISSING, "chưa đăng ký")
    if found.state is ParticipationState.DRAFT:
        return cell(DutyState.MISSING, "chưa gửi, còn là nháp")
    if found.state is ParticipationState.RETURNED:
        return cell(DutyState.MISSING, f"chưa gửi lại, bị trả vì: {found.reason}")
    if found.state is ParticipationState.SENT:
        return cell(DutyState.WAITING, "đã gửi, chờ tiếp nhận")
    return cell(DutyState.DONE, "đã tiếp nhận")


def _planning(found: Participation | None, due: date | None, today: date) -> DutyCell:
    content = None if found is None else found.content
    until = "" if due is None else f", hạn {due:%d/%m/%Y}"
    if content is None or content.document_day is None or not content.document:
        is_late = due is not None and today > due
        late = f" đã quá {(today - due).days} ngày" if due is not None and is_late else ""
        state = DutyState.LATE if is_late else DutyState.MISSING
        return DutyCell(duty=UnitDuty.PLAN, state=state, words=f"chưa có kế hoạch{until}{late}")
    said = f"{content.document} ngày {content.document_day:%d/%m/%Y}"
    if due is not None and content.document_day > due:
        days = (content.document_day - due).days
        return DutyCell(duty=UnitDuty.PLAN, state=DutyState.LATE, words=f"{said}, chậm {days} ngày")
    return DutyCell(duty=UnitDuty.PLAN, state=DutyState.DONE, words=said)


def _pledging(found: Participation | None) -> DutyCell:
    count = 0 if found is None else len(found.content.pledges)
    state = DutyState.DONE if count else DutyState.MISSING
    words = f"{count} nội dung" if count else "chưa nhận nội dung nào"
    return DutyCell(duty=UnitDuty.PLEDGE, state=state, words=words)
