"""Truy vấn sổ theo dõi: the rows that stand now, their versions, and which registers are closed."""

from collections.abc import Collection

from sqlmodel import Session, col, select

from thidua.db.tables import RegisterClosingRow, RegisterRow
from thidua.domain.register.line import RowState


def rows(
    session: Session,
    *,
    registers: Collection[str] | None = None,
    units: Collection[str] | None = None,
    years: Collection[int] | None = None,
    programme: str | None = None,
    state: RowState | None = None,
) -> list[RegisterRow]:
    """Các dòng đang dùng, by unit and code; None asks for all."""
    asked = select(RegisterRow).where(col(RegisterRow.live))
    for column, wanted in (
        (RegisterRow.kind, registers),
        (RegisterRow.unit, units),
        (RegisterRow.year, years),
    ):
        if wanted is not None:
            asked = asked.where(col(column).in_(wanted))
    if programme is not None:
        asked = asked.where(RegisterRow.programme == programme)
    if state is not None:
        asked = asked.where(RegisterRow.state == state)
    ordered = asked.order_by(
        col(RegisterRow.unit), col(RegisterRow.code), col(RegisterRow.part), col(RegisterRow.id)
    )
    return list(session.exec(ordered))


def proving(
    session: Session, registers: Collection[str], parts: Collection[str]
) -> list[RegisterRow]:
    """Các dòng đã xác nhận về những người này, whatever the unit and the year."""
    return list(
        session.exec(
            select(RegisterRow)
            .where(
                col(RegisterRow.live),
                RegisterRow.state == RowState.CONFIRMED,
                col(RegisterRow.kind).in_(registers),
                col(RegisterRow.part).in_(parts),
            )
            .order_by(col(RegisterRow.unit), col(RegisterRow.code), col(RegisterRow.id))
        )
    )


def versions(
    session: Session, register: str, units: Collection[str], codes: Collection[str]
) -> list[RegisterRow]:
    """Mọi phiên bản của các dòng mang những mã này, the oldest first."""
    return list(
        session.exec(
            select(RegisterRow)
            .where(
                RegisterRow.kind == register,
                col(RegisterRow.unit).in_(units),
                col(RegisterRow.code).in_(codes),
            )
            .order_by(col(RegisterRow.id))
        )
    )


def closings(
    session: Session,
    *,
    registers: Collection[str] | None = None,
    units: Collection[str] | None = None,
    years: Collection[int] | None = None,
) -> list[RegisterClosingRow]:
    """Lần khóa hoặc mở lại đang có hiệu lực."""
    asked = select(RegisterClosingRow).where(col(RegisterClosingRow.live))
    for column, wanted in (
        (RegisterClosingRow.kind, registers),
        (RegisterClosingRow.unit, units),
        (RegisterClosingRow.year, years),
    ):
        if wanted is not None:
            asked = asked.where(col(column).in_(wanted))
    return list(session.exec(asked.order_by(col(RegisterClosingRow.id))))
