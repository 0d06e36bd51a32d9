"""Kiểm tra quyết định hai người: each in force has its second hand, of another unit."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, select

from thidua.db import queries
from thidua.db.tables import Consideration, JointDecision, Unit
from thidua.domain.access.joint_decision import JOINT_WORDS, JointKind
from thidua.domain.period.consideration import CONSIDERATION_WORDS, ConsiderationState
from thidua.domain.period.period import BlockPeriod
from thidua.services.ground.audit import read_content


def faults(session: Session, only: BlockPeriod | None = None) -> Iterator[str]:
    """Quyết định thiếu người thứ hai, or with one of the first one's unit or of the unit itself.

    What was decided before two people were asked for stands as it was.
    """
    places = {one.id: one.place for one in queries.periods(session)}
    states: dict[tuple[int, int], str] = {}
    for row, unit in _done(session, only):
        place = f"{places[row.block_year_id]} · {unit} · {JOINT_WORDS[row.kind]}"
        if row.kind is JointKind.CONSIDERATION:
            states[row.block_year_id, row.unit_id] = read_content(row.content).get("state", "")
        yield from _hands(row, unit, place)
    since = session.exec(select(func.min(col(JointDecision.asked_at)))).one()
    for given, unit in _considered(session, only):
        known = states.get((given.block_year_id, given.unit_id))
        is_older = known is None and (since is None or given.set_at < since)
        is_usual = known is None and given.state is ConsiderationState.CONSIDERED
        if not (is_older or is_usual) and known != given.state.value:
            said = CONSIDERATION_WORDS[given.state]
            yield (
                f"{places[given.block_year_id]} · {unit}: tình trạng xét «{said}» không có quyết "
                "định của hai người"
            )


def _hands(row: JointDecision, unit: str, place: str) -> Iterator[str]:
    asked, done = (set(text.split("\n")) - {""} for text in (row.asked_of, row.done_of))
    if not row.done_by or row.done_by == row.asked_by:
        yield f"{place}: có hiệu lực mà không có người thứ hai"
    elif unit in asked | done:
        yield f"{place}: do người của chính đơn vị này quyết định"
    elif asked & done:
        yield f"{place}: hai người đều là người của {', '.join(sorted(asked & done))}"


def _done(session: Session, only: BlockPeriod | None) -> Any:  # noqa: ANN401 (rows)
    return session.exec(
        select(JointDecision, Unit.code)
        .join(Unit, col(Unit.id) == col(JointDecision.unit_id))
        .where(col(JointDecision.done_at).is_not(None), *_within(JointDecision, only))
        .order_by(col(JointDecision.done_at), col(JointDecision.id))
    )


def _considered(session: Session, only: BlockPeriod | None) -> Any:  # noqa: ANN401 (rows)
    return session.exec(
        select(Consideration, Unit.code)
        .join(Unit, col(Unit.id) == col(Consideration.unit_id))
        .where(*_within(Consideration, only))
        .order_by(col(Consideration.id))
    )


def _within(
    table: type[JointDecision | Consideration], only: BlockPeriod | None
) -> tuple[ColumnElement[bool], ...]:
    return () if only is None else (col(table.block_year_id) == only.id,)
