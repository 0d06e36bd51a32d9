"""Số từ nguồn: what reports, registers and movements offer beside the criteria of a unit."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from sqlmodel import Session

from thidua.db import movement_queries, report_queries
from thidua.domain.covenant.number_source import (
    ALL_ON_TIME,
    LATE_COUNT,
    LATE_DAYS,
    PLANNED,
    TASKS_DONE,
    NumberSource,
    SourceKind,
)
from thidua.domain.ground.codes import code_key
from thidua.domain.law.programme import Programme
from thidua.domain.movement.participation import ParticipationState
from thidua.domain.movement.progress import cut_value, value_words
from thidua.domain.period.period import BlockPeriod
from thidua.domain.period.windows import day_of
from thidua.domain.register.registers import REGISTERS
from thidua.domain.report.hand_in import Due
from thidua.domain.report.offered import OfferedNumber, SourceFigure
from thidua.services.covenant import covenants
from thidua.services.ground.work import Work
from thidua.services.law import law
from thidua.services.register import counted_targets, plan_tasks, stored
from thidua.services.report import dues


def unchecked(
    session: Session, period: BlockPeriod, unit: str, today: date
) -> tuple[OfferedNumber, ...]:
    """Số của các nguồn mà giao ước nêu, of one unit, whoever asks."""
    if period.covenant_version is None:
        return ()
    asked = [
        (code, one.source)
        for code, one in covenants.load(session, period).criteria.items()
        if one.source is not None
    ]
    if not asked:
        return ()
    rows = report_queries.source_numbers(session, period, unit)
    found = []
    for code, source in asked:
        held, held_source, version = rows.get(code, (None, "", 0))
        found.append(
            OfferedNumber(
                criterion=code,
                source=source,
                now=unchecked_figure(session, period, unit, source, today),
                held=held,
                held_source=held_source,
                version=version,
            )
        )
    return tuple(found)


def of_unit(work: Work, unit: str) -> tuple[OfferedNumber, ...]:
    """Như trên, for a service that has asked for the right to this unit's sheet."""
    return unchecked(work.session, work.period, unit, day_of(work.now))


def unchecked_figure(
    session: Session, period: BlockPeriod, unit: str, source: NumberSource, today: date
) -> SourceFigure:
    """Số của một nguồn cho một đơn vị tới ngày này, whoever asks."""
    if source.kind is SourceKind.REPORT:
        return _of_reports(dues.unchecked(session, period, today, {unit}), source)
    if source.kind is SourceKind.MOVEMENT:
        return _of_movement(session, period, unit, source, today)
    return _of_register(session, period, unit, source, today)


def _of_reports(owed: Sequence[Due], source: NumberSource) -> SourceFigure:
    """Số của các báo cáo; one not in yet, or still to come, may change it."""
    named = code_key(source.code)
    asked = [
        one
        for one in owed
        if not named or named in (code_key(one.duty.code), code_key(one.duty.duty.code))
    ]
    asked = [one for one in asked if not one.is_excused]
    if not asked:
        return SourceFigure(None, "đơn vị không phải nộp báo cáo này trong kỳ")
    shown = "; ".join(f"{one.title}: {one.words}" for one in asked)
    is_about_missing = source.number not in (LATE_DAYS, LATE_COUNT, ALL_ON_TIME)
    if is_about_missing:
        ahead = [one for one in asked if not one.is_in and not one.is_missing]
        count = Decimal(sum(one.is_missing for one in asked))
        return SourceFigure(None if ahead else count, shown)
    waiting = [one for one in asked if not one.is_in]
    late = sum(one.days_late for one in asked)
    if source.number == ALL_ON_TIME:
        if late:
            return SourceFigure(Decimal(0), shown)
        return SourceFigure(None if waiting else Decimal(1), shown)
    if waiting:
        return SourceFigure(None, f"còn {len(waiting)} báo cáo chưa nộp; {shown}")
    if source.number == LATE_DAYS:
        return SourceFigure(Decimal(late), shown)
    return SourceFigure(Decimal(sum(bool(one.days_late) for one in asked)), shown)


def _of_movement(
    session: Session, period: BlockPeriod, unit: str, source: NumberSource, today: date
) -> SourceFigure:
    plan = law.book(session).programmes.get(source.code)
    if plan is None:
        return SourceFigure(None, f"không có phong trào «{source.code}»")
    if source.target:
        return _of_target(session, plan, source.target, today)
    if source.number == TASKS_DONE:
        return _of_tasks(session, period, plan, unit, today)
    own = [
        one
        for one in movement_queries.participations(session, [unit], source.code)
        if one.is_for(period.year)
    ]
    if source.number == PLANNED:
        there = [one for one in own if one.content.document and one.content.document_day]
        shown = f"kế hoạch {there[0].content.document}" if there else "chưa có kế hoạch"
    else:
        there = [one for one in own if one.state is ParticipationState.RECEIVED]
        shown = "đăng ký đã được tiếp nhận" if there else "chưa có đăng ký được tiếp nhận"
    return SourceFigure(Decimal(bool(there)), f"«{plan.name}»: {shown}")


def _of_target(session: Session, plan: Programme, code: str, today: date) -> SourceFigure:
    """Số liệu đứng cuối của một mục tiêu, that of the whole movement, against what it wants."""
    target = next((one for one in plan.targets if code_key(one.code) == code_key(code)), None)
    if target is None:
        known = "; ".join(one.code for one in plan.targets) or "không có mục tiêu nào"
        return SourceFigure(None, f"«{plan.name}» không có mục tiêu «{code}»; có: {known}")
    figure = counted_targets.latest(session, plan, target, today)
    if figure is None:
        return SourceFigure(None, f"mục tiêu «{target.text}» chưa có số liệu")
    shown = f"«{plan.name}», mục tiêu «{target.text}»: {value_words(target, figure)}"
    shown += f" tính đến {figure.as_of:%d/%m/%Y}"
    return SourceFigure(cut_value(target, figure), shown, target.low)


def _of_tasks(
    session: Session, period: BlockPeriod, plan: Programme, unit: str, today: date
) -> SourceFigure:
    """Việc đã làm trên việc phải làm, those asked only if need be left out until they are done."""
    found = plan_tasks.unchecked(session, period, plan, today)
    asked = [
        cell
        for one in found
        if one.unit == unit
        for cell in one.cells
        if cell.is_done or not cell.task.is_if_needed
    ]
    if not asked:
        return SourceFigure(None, f"«{plan.name}» không giao việc nào cho đơn vị")
    done = sum(one.is_done for one in asked)
    shown = f"«{plan.name}»: đã làm {done}/{len(asked)} việc"
    return SourceFigure(Decimal(done), shown, Decimal(len(asked)))


def _of_register(
    session: Session, period: BlockPeriod, unit: str, source: NumberSource, today: date
) -> SourceFigure:
    """Số của sổ, from a closed one alone: an open one has not said all there is."""
    register = REGISTERS[source.code]
    closing = stored.unchecked_closings(session, register, [unit], period.year).get(unit)
    lines = [
        one
        for one in stored.unchecked_lines(session, register, [unit], period.year)
        if one.is_confirmed
    ]
    value = next(one.value for one in register.numbers(lines, today) if one.name == source.number)
    count = f"sổ {register.name}: {len(lines)} dòng đã xác nhận"
    if closing is None or not closing.is_closed:
        return SourceFigure(None, f"{count}, sổ năm {period.year} chưa khóa")
    shown = f"{count}, khóa ngày {closing.day:%d/%m/%Y}"
    return SourceFigure(value, shown)


def by_criterion(found: Sequence[OfferedNumber]) -> Mapping[str, OfferedNumber]:
    """Theo mã tiêu chí."""
    return {one.criterion: one for one in found}
