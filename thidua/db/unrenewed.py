"""Điểm chưa tính lại: of which sheets a transaction changed the lines after their score was kept.

Whoever writes lines keeps the new scores in the same transaction and says so here. What nobody
renewed is thrown away when the transaction commits, so that a kept score is right or is not there.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Delete, delete, event, not_, orm, tuple_
from sqlmodel import Session, col, select

from thidua.db import changes, stamps
from thidua.db.changes import RowChange
from thidua.db.rows import Image
from thidua.db.tables import BlockYear, ScoreSheet, SheetScore
from thidua.domain.scoring.sheet import Hand

_LINES, _MEMBERS = "score_line", "membership"
_PENDING = "scores_to_renew"
_APART = frozenset(
    {
        "entered_by",
        "on_behalf_of",
        "entered_at",
        "confirmed_at",
        "explanation",
        "evidence",
        "occurrences",
    }
)
"""Cột của dòng điểm mà điểm không tùy thuộc vào."""

_PLACE = (col(ScoreSheet.block_year_id), col(ScoreSheet.hand))


@dataclass(slots=True)
class _Pending:
    """Việc còn lại của một giao dịch.

    `sheets` have changed lines; `blocks` have other members in a year, which rules that compare
    units look at, each with the periods and hands that were looked through since. `told` are the
    tables whose changes were seen one by one.
    """

    sheets: set[int] = field(default_factory=set)
    blocks: dict[tuple[int, int], set[tuple[int, Hand]]] = field(default_factory=dict)
    told: set[str] = field(default_factory=set)


def watch(session: Session) -> None:
    """Theo dõi: from now on every sheet is known whose lines this session changes."""
    session.info[_PENDING] = _Pending()


def _pending(session: Session) -> _Pending:
    found: _Pending = session.info.get(_PENDING) or _Pending()
    return found


def _note(session: Session, change: RowChange) -> None:
    """Ghi nhận một dòng vừa đổi."""
    if change.table not in (_LINES, _MEMBERS):
        return
    pending = _pending(session)
    pending.told.add(change.table)
    images = [{**change.naming, **one} for one in (change.before, change.after) if one is not None]
    if change.table == _MEMBERS:
        pending.blocks |= {(image["block_id"], image["year"]): set() for image in images}
    elif len(images) == 1 or _counts(*images):
        pending.sheets |= {image["sheet_id"] for image in images}


changes.told.append(_note)


def _counts(before: Image, after: Image) -> bool:
    """Đổi điều mà điểm tùy thuộc vào: whether a line is signed, and not by whom."""
    differing = {name for name in {*before, *after} if before.get(name) != after.get(name)}
    if "confirmed_by" in differing and before.get("confirmed_by") and after.get("confirmed_by"):
        differing.discard("confirmed_by")
    return bool(differing - _APART)


def sheets(session: Session) -> frozenset[int]:
    """Các bảng chấm có dòng đã đổi mà chưa tính lại, by their keys."""
    return frozenset(_pending(session).sheets)


def settle(session: Session, sheets: Iterable[int]) -> None:
    """Đã tính lại các bảng này, or no score is kept of them."""
    _pending(session).sheets.difference_update(sheets)


def settle_period(session: Session, period: int, hand: Hand) -> None:
    """Đã xem lại mọi bảng của kỳ và bên chấm này, by the members there are now."""
    for seen in _pending(session).blocks.values():
        seen.add((period, hand))


def only_names(session: Session) -> None:
    """Chỉ tên người đã đổi, in statements that tell of no row: no score depends on a name."""
    _pending(session).told.update((_LINES, _MEMBERS))


@event.listens_for(orm.Session, "before_commit", insert=True)
def _throw_away(session: Any) -> None:  # noqa: ANN401 (any session)
    """Bỏ điểm đã giữ của mọi bảng cùng kỳ và cùng bên chấm mà không ai tính lại.

    Comes before the stamps of the transaction, which must tell of this too.
    """
    if session.in_nested_transaction() or not isinstance(session, Session):
        return
    session.flush()
    pending, connection = _pending(session), session.connection()
    if stamps.written(session) & {_LINES, _MEMBERS} - pending.told:
        connection.execute(delete(SheetScore))
    if pending.sheets:
        mine = select(ScoreSheet.block_year_id, ScoreSheet.hand).where(
            col(ScoreSheet.id).in_(pending.sheets)
        )
        connection.execute(_of(tuple_(*_PLACE).in_(mine)))
    for (block, year), seen in pending.blocks.items():
        years = select(BlockYear.id).where(BlockYear.block_id == block, BlockYear.year == year)
        known = tuple_(*_PLACE).in_(list(seen))
        connection.execute(_of(col(ScoreSheet.block_year_id).in_(years), not_(known)))
    watch(session)


def _of(*where: ColumnElement[bool]) -> Delete:
    """Bỏ điểm đã giữ của các bảng chấm này."""
    found = select(ScoreSheet.id).where(*where)
    return delete(SheetScore).where(col(SheetScore.sheet_id).in_(found))
