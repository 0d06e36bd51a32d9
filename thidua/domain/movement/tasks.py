"""Nhiệm vụ của kế hoạch theo từng đơn vị: asked or not, done by which document, late or owed."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from thidua.domain.movement.duties import DUTY_SIGNS, OPEN_DUTIES, DutyState
from thidua.domain.movement.plan import PlanTask
from thidua.domain.period.unit_kind import unit_kind

EVERYBODY = "mọi đơn vị"
BY_HAND = "viec"
"""Nơi ghi của những nhiệm vụ mà đơn vị tự ghi là đã làm, by the word of the plan's file."""

PROVED_BY: Mapping[str, tuple[str, ...]] = {"do-dau": ("do-dau", "dong-gop")}
"""Sổ nào cho thấy nhiệm vụ đã làm, where the plan's word means more than one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneTask:
    """Việc đã làm, as a unit wrote it: of one year, on which day, by which document."""

    task: str
    unit: str
    year: int
    done_on: date
    document: str
    note: str = ""
    version: int = 1

    @property
    def words(self) -> str:
        """Bằng lời."""
        more = f", {self.note}" if self.note else ""
        return f"{self.document} ngày {self.done_on:%d/%m/%Y}{more}"


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskCell:
    """Một nhiệm vụ của một đơn vị; `done` is what the unit wrote of it itself."""

    task: PlanTask
    state: DutyState
    words: str
    done: DoneTask | None = None

    @property
    def is_done(self) -> bool:
        """Đã làm, in time or late."""
        return self.done is not None or self.state is DutyState.DONE

    @property
    def is_open(self) -> bool:
        """Còn phải làm."""
        return self.state in OPEN_DUTIES and self.done is None

    @property
    def said(self) -> str:
        """Dấu và lời, never a colour alone."""
        return f"{DUTY_SIGNS[self.state]} {self.words}"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitTasks:
    """Nhiệm vụ của một đơn vị, in the order of the plan; those not asked of it are not there."""

    unit: str
    name: str
    cells: tuple[TaskCell, ...]

    @property
    def open_cells(self) -> tuple[TaskCell, ...]:
        """Nhiệm vụ còn phải làm."""
        return tuple(one for one in self.cells if one.is_open)


def is_asked(task: PlanTask, kind: str) -> bool:
    """Nhiệm vụ giao đơn vị loại này; of every unit it is asked whatever its kind."""
    asked = unit_kind(kind)
    return any(
        unit_kind(one) == EVERYBODY or (asked and unit_kind(one) == asked) for one in task.who
    )


def task_due(task: PlanTask, year: int) -> date | None:
    """Ngày cuối của nhiệm vụ; a day stated for one year holds for the whole movement."""
    if task.rule is None or task.is_if_needed:
        return None
    return task.rule.last_day(year if task.rule.year is None else task.rule.year)


def cells(
    tasks: Iterable[PlanTask],
    kind: str,
    done: Sequence[DoneTask],
    proved: Collection[str],
    *,
    year: int,
    today: date,
) -> tuple[TaskCell, ...]:
    """Các nhiệm vụ của một đơn vị; `proved` are the registers that hold a row which shows one."""
    by_code = {one.task: one for one in done}
    return tuple(
        _cell(one, by_code.get(one.code), proved, task_due(one, year), today)
        for one in tasks
        if is_asked(one, kind) or one.code in by_code
    )


def _cell(
    task: PlanTask,
    done: DoneTask | None,
    proved: Collection[str],
    due: date | None,
    today: date,
) -> TaskCell:
    if done is not None:
        late = 0 if due is None else (done.done_on - due).days
        state = DutyState.LATE if late > 0 else DutyState.DONE
        words = f"{done.words}, chậm {late} ngày" if late > 0 else done.words
        return TaskCell(task=task, state=state, words=words, done=done)
    if proving(task) & set(proved):
        return TaskCell(task=task, state=DutyState.DONE, words="đã có trong sổ")
    if task.is_if_needed:
        return TaskCell(task=task, state=DutyState.WAITING, words="khi cần thiết")
    until = "" if due is None else f", hạn {due:%d/%m/%Y}"
    if due is not None and today > due:
        words = f"chưa ghi{until} đã quá {(today - due).days} ngày"
        return TaskCell(task=task, state=DutyState.LATE, words=words)
    return TaskCell(task=task, state=DutyState.MISSING, words=f"chưa ghi{until}")


def proving(task: PlanTask) -> set[str]:
    """Các sổ mà một dòng trong đó cho thấy nhiệm vụ đã làm."""
    return {code for one in task.registers for code in PROVED_BY.get(one, (one,))}
