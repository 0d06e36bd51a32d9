"""Truy vấn địa bàn: the places with their traits, and the decisions about their levels."""

from collections.abc import Collection

from sqlmodel import Session, col, select

from thidua.db.tables import (
    ParticipationTable,
    PlaceStandardTable,
    PlaceTable,
    PlaceTraitTable,
    PledgeTable,
    Unit,
)
from thidua.domain.movement.place import Place, PlaceTraitKind, TraitSpan
from thidua.domain.movement.standard import PlaceStandard, StandardDecision, StandardState


def places(session: Session) -> list[Place]:
    """Các địa bàn chưa bị bỏ, by code, each with its traits."""
    traits: dict[str, list[tuple[PlaceTraitKind, TraitSpan]]] = {}
    for one in session.exec(
        select(PlaceTraitTable)
        .where(col(PlaceTraitTable.live))
        .order_by(col(PlaceTraitTable.place_code), col(PlaceTraitTable.id))
    ):
        traits.setdefault(one.place_code, []).append((one.trait, _span(one)))
    rows = session.exec(
        select(PlaceTable).where(col(PlaceTable.withdrawn).is_(False)).order_by(PlaceTable.code)
    )
    return [
        Place(
            code=row.code,
            name=row.name,
            kind=row.kind,
            parent=row.lies_in,
            begins=row.begins,
            ends=row.ends,
            latitude=row.latitude,
            longitude=row.longitude,
            tile_row=row.tile_row,
            tile_column=row.tile_column,
            traits=tuple(traits.get(row.code, ())),
            version=row.version,
        )
        for row in rows
    ]


def _span(row: PlaceTraitTable) -> TraitSpan:
    open_ = TraitSpan()
    return TraitSpan(row.begins or open_.begins, row.ends or open_.ends, row.decision)


def pledged_at(session: Session, code: str) -> list[str]:
    """Đơn vị của từng nội dung đăng ký đang ghi ở địa bàn này, by code."""
    rows = session.exec(
        select(Unit.code)
        .join(ParticipationTable, col(ParticipationTable.unit_id) == col(Unit.id))
        .join(PledgeTable, col(PledgeTable.participation_id) == col(ParticipationTable.id))
        .where(col(PledgeTable.live), PledgeTable.place_code == code)
        .order_by(Unit.code)
    )
    return list(rows)


LIVE_STATES = (StandardState.CONFIRMED, StandardState.ENTERED)
"""Tình trạng của những dòng còn nói điều gì."""


def standards(
    session: Session, states: Collection[StandardState] = LIVE_STATES
) -> list[PlaceStandard]:
    """Các dòng của sổ mức đạt chuẩn in these states, by place and day."""
    rows = session.exec(
        select(PlaceStandardTable)
        .where(col(PlaceStandardTable.state).in_(sorted(states)))
        .order_by(
            PlaceStandardTable.place_code,
            col(PlaceStandardTable.day),
            col(PlaceStandardTable.id),
        )
    )
    return [
        PlaceStandard(
            key=row.id or 0,
            decision=StandardDecision(
                place=row.place_code,
                level=row.standard,
                number=row.number,
                day=row.day,
                signer=row.signer,
                revocation=row.revocation,
                revoked_on=row.revoked_on,
            ),
            state=row.state,
            entered_by=row.entered_by,
            confirmed_by=row.confirmed_by,
        )
        for row in rows
    ]
