"""Truy vấn phong trào: how far a movement is, and who takes part in it."""

from collections.abc import Collection
from datetime import date

from sqlmodel import Session, col, select

from thidua.db.tables import (
    MovementLife,
    ParticipationTable,
    PledgeTable,
    TargetValue,
    TaskDone,
    Unit,
)
from thidua.domain.movement.life import MovementState
from thidua.domain.movement.participation import (
    Participation,
    ParticipationState,
    Pledge,
    Registration,
)
from thidua.domain.movement.progress import TargetFigure
from thidua.domain.movement.tasks import DoneTask


def movement_state(session: Session, code: str) -> MovementState:
    """Trạng thái của phong trào này; one of which nothing was recorded is a draft."""
    found = session.exec(select(MovementLife.state).where(MovementLife.programme == code)).first()
    return MovementState.DRAFT if found is None else MovementState(found)


def participations(
    session: Session, units: Collection[str], programme: str = ""
) -> list[Participation]:
    """Đăng ký tham gia của các đơn vị này, of one movement or of all, with what they pledge."""
    asked = select(ParticipationTable, Unit.code).join(
        Unit, col(Unit.id) == col(ParticipationTable.unit_id)
    )
    if programme:
        asked = asked.where(ParticipationTable.programme == programme)
    rows = session.exec(
        asked.where(col(Unit.code).in_(sorted(units))).order_by(
            Unit.code, col(ParticipationTable.programme), col(ParticipationTable.year)
        )
    ).all()
    pledges: dict[int, list[Pledge]] = {}
    keys = [row.id or 0 for row, _ in rows]
    for one in session.exec(
        select(PledgeTable)
        .where(col(PledgeTable.live), col(PledgeTable.participation_id).in_(keys))
        .order_by(col(PledgeTable.participation_id), col(PledgeTable.position))
    ):
        pledges.setdefault(one.participation_id, []).append(
            Pledge(
                content=one.content,
                amount=one.amount,
                unit=one.measured_in,
                place=one.place_code,
                due=one.done_by_day,
            )
        )
    return [
        Participation(
            movement=row.programme,
            unit=unit,
            year=row.year,
            content=Registration(
                document=row.document,
                document_day=row.document_day,
                in_charge=row.in_charge,
                pledges=tuple(pledges.get(row.id or 0, ())),
            ),
            state=row.state,
            version=row.version,
            sent_by=row.sent_by,
            received_by=row.received_by,
            reason=row.reason,
        )
        for row, unit in rows
    ]


def movement_states(session: Session) -> dict[str, MovementState]:
    """Trạng thái của mọi phong trào đã có bước nào, by code."""
    rows = session.exec(select(MovementLife.programme, MovementLife.state))
    return {code: MovementState(state) for code, state in rows}


def registered_years(session: Session, units: Collection[str]) -> list[tuple[str, str, int | None]]:
    """Đăng ký đã được tiếp nhận: unit, movement, and the year, None for all of its years."""
    rows = session.exec(
        select(Unit.code, ParticipationTable.programme, ParticipationTable.year)
        .join(Unit, col(Unit.id) == col(ParticipationTable.unit_id))
        .where(
            ParticipationTable.state == ParticipationState.RECEIVED,
            col(Unit.code).in_(sorted(units)),
        )
        .order_by(Unit.code, col(ParticipationTable.id))
    )
    return list(rows)


def tasks_done(session: Session, programme: str, units: Collection[str]) -> list[DoneTask]:
    """Việc đã làm của các đơn vị này trong một phong trào, those withdrawn left out."""
    rows = session.exec(
        select(TaskDone, Unit.code)
        .join(Unit, col(Unit.id) == col(TaskDone.unit_id))
        .where(
            TaskDone.programme == programme,
            col(TaskDone.withdrawn).is_(False),
            col(Unit.code).in_(sorted(units)),
        )
        .order_by(Unit.code, col(TaskDone.year), col(TaskDone.task))
    )
    return [
        DoneTask(
            task=row.task,
            unit=unit,
            year=row.year,
            done_on=row.done_on,
            document=row.document,
            note=row.note,
            version=row.version,
        )
        for row, unit in rows
    ]


def places_listed_on(session: Session, code: str) -> date | None:
    """Ngày của danh sách địa bàn của phong trào: the one chosen, else the launching day."""
    found = session.exec(select(MovementLife).where(MovementLife.programme == code)).first()
    return None if found is None else found.listed_on or found.launched_on


def figures(session: Session, code: str, *, history: bool) -> dict[str, tuple[TargetFigure, ...]]:
    """Số liệu của các mục tiêu, the oldest day first; with `history` those corrected since too."""
    asked = select(TargetValue).where(TargetValue.programme == code)
    if not history:
        asked = asked.where(col(TargetValue.live).is_(True))
    found: dict[str, list[TargetFigure]] = {}
    order = (col(TargetValue.as_of), col(TargetValue.place_code), col(TargetValue.version))
    for row in session.exec(asked.order_by(*order)):
        found.setdefault(row.target, []).append(
            TargetFigure(
                as_of=row.as_of,
                numerator=row.numerator,
                denominator=row.denominator,
                value=row.value,
                source=row.source,
                version=row.version,
                place=row.place_code,
            )
        )
    return {target: tuple(rows) for target, rows in found.items()}
