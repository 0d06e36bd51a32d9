"""Xếp hạng tại một mục nhật ký: the tables as the record had them, ranked as they are now.

Only the record of the block and year is read, with that of the lists of units: however much other
blocks did, it takes no longer. What makes the ranking is the function that makes today's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel, col, select

from thidua.db import queries, stamps
from thidua.db.engine import stand_in
from thidua.db.rows import recorded
from thidua.db.scratch import scratch
from thidua.db.tables import AuditEntry, AuditHead, BallotSlip, PersonalValue, VoteRoll
from thidua.domain.access.permissions import Permission, require
from thidua.domain.ground.errors import Refused
from thidua.domain.period.period import BlockPeriod
from thidua.domain.scoring.sheet import Hand
from thidua.services.ground.kept import kept
from thidua.services.ground.work import Work
from thidua.services.ranking import standings
from thidua.services.ranking.standings import Board
from thidua.services.record.replay import People, completed, replayed
from thidua.services.scoring.sheets import require_one_hand
from thidua.services.vote import results

MOST = 200_000
"""Nhiều nhất chừng ấy mục được đọc lại cho một lần xem."""

_SHARED = frozenset({"block", "block_organiser", "unit", "membership", "office_holder"})
_NOT_OF_LISTS = ("sign_in.%", "account.%", "role.%", "backup.%", "law.%", "refused")


@dataclass(frozen=True, kw_only=True)
class Stood:
    """Bảng xếp hạng tại một mục: which entry it stands after, and when that was recorded.

    `lost` are the counted votes whose ballots are no longer as they were counted, so that nothing
    is ranked by them here.
    """

    board: Board
    position: int
    at: datetime
    lost: tuple[str, ...]


def as_it_stood(
    work: Work,
    *,
    hand: Hand = Hand.VERIFIED,
    at: datetime | None = None,
    position: int | None = None,
) -> Stood:
    """Xếp hạng như đã đứng sau mục nhật ký `position`, or after the last one up to a moment.

    For whoever may see the ranking now, in the stage it is in now: what is hidden from a role today
    is not to be found in the past either.
    """
    require(work.actor, Permission.VIEW_STANDINGS, work.period)
    require_one_hand(hand)
    entry = _entry(work.session, work.period, at, position)
    return kept(
        work.session,
        ("as it stood", work.period, hand, entry[0]),
        lambda: _stood(work.session, work.period, hand, *entry),
    )


def _among(period: BlockPeriod) -> list[sa.ColumnElement[bool]]:
    """Các mục cần đọc: those of this block and year, and those of the lists of units."""
    own = sa.and_(
        col(AuditEntry.block_code) == period.block_code, col(AuditEntry.year) == period.year
    )
    lists = [col(AuditEntry.action).not_like(kind) for kind in _NOT_OF_LISTS]
    return [sa.or_(own, sa.and_(col(AuditEntry.year).is_(None), *lists))]


def _entry(
    session: Session, period: BlockPeriod, at: datetime | None, position: int | None
) -> tuple[int, datetime]:
    """Mục mà bảng đứng sau; Refused where nothing was recorded by then."""
    wanted = select(AuditEntry.position, AuditEntry.at).where(*_among(period))
    if at is not None:
        wanted = wanted.where(col(AuditEntry.at) <= at)
    if position is not None:
        wanted = wanted.where(col(AuditEntry.position) <= position)
    found = session.exec(wanted.order_by(col(AuditEntry.position).desc()).limit(1)).first()
    if found is None:
        raise Refused(f"Tới lúc ấy nhật ký chưa có mục nào về {period.words}.")
    count = select(sa.func.count()).where(*_among(period), col(AuditEntry.position) <= found[0])
    if session.exec(count).one() > MOST:
        raise Refused(f"Nhật ký của kỳ này dài quá {MOST} mục nên không dựng lại được ở đây.")
    return found


def _stood(session: Session, period: BlockPeriod, hand: Hand, position: int, at: datetime) -> Stood:
    with scratch(_rows(session, period, position)) as then:
        stand_in(then, session)
        found = {one.id: one for one in queries.periods(then)}.get(period.id)
        if found is None or found.covenant_version is None:
            raise Refused(
                f"Mục gần nhất tới lúc ấy là mục {position}; khi đó {period.words} chưa có giao "
                "ước nên chưa có xếp hạng."
            )
        board = standings.unchecked_board(then, found, hand)
        counted = results.unchecked_results(then, found) if board.covenant.asks_vote else ()
    lost = tuple(one.vote.draft.title for one in counted if not one.is_whole)
    return Stood(board=board, position=position, at=at, lost=lost)


def _rows(
    session: Session, period: BlockPeriod, position: int
) -> dict[str, Sequence[Mapping[str, Any]]]:
    """Các dòng như nhật ký có sau mục này, and what no entry holds of votes that were counted."""
    people = People(session)
    tables = replayed(session, position, among=_among(period)).tables
    rows: dict[str, Sequence[Mapping[str, Any]]] = {}
    for name, images in tables.items():
        shape = recorded(name)
        if shape is None or not (name in _SHARED or stamps.has_period(name) or name == _PERIODS):
            continue
        whole = {key: people.expected(completed(name, one)) for key, one in images.items()}
        rows[name] = [
            {"id": key, **{column: shape.read(column, one.get(column)) for column in shape.names}}
            for key, one in whole.items()
        ]
    return {**rows, **_unrecorded(session, rows)}


_PERIODS = "block_year"


def _unrecorded(
    session: Session, rows: Mapping[str, Sequence[Mapping[str, Any]]]
) -> dict[str, Sequence[Mapping[str, Any]]]:
    """Điều nhật ký không giữ từng dòng: counted slips, the marks of who cast, tokens of names.

    A vote's own fingerprint says whether they are still those it was counted with.
    """
    votes = [one["id"] for one in rows.get("vote", ()) if one["closed_at"] is not None]
    slips = _all(session, BallotSlip, col(BallotSlip.vote_id).in_(votes))
    marks = {one["id"]: one for one in _all(session, VoteRoll, col(VoteRoll.vote_id).in_(votes))}
    roll = [
        {
            **one,
            "has_cast": marks.get(one["id"], {}).get("has_cast", False),
            "written": marks.get(one["id"], {}).get("written", ""),
            "void_by": "",
            "void_reason": "",
        }
        for one in rows.get("vote_roll", ())
    ]
    return {
        "ballot_slip": slips,
        "vote_roll": roll,
        "personal_value": _all(session, PersonalValue) if votes else [],
        "audit_head": _all(session, AuditHead),
    }


def _all(
    session: Session, table: type[SQLModel], *where: sa.ColumnElement[bool]
) -> list[Mapping[str, Any]]:
    shape = SQLModel.metadata.tables[str(table.__tablename__)]
    found = session.connection().execute(sa.select(shape).where(*where)).mappings()
    return [dict(one) for one in found]
