"""Điểm đã tính: kept beside each sheet by the transaction that writes its lines.

Whoever writes lines calls `renew` before it records; what is forgotten is thrown away
(`db/unrenewed.py`), and a row made under another version or by other rules is not believed. Readers
then compute from the lines, so that a kept score is never anything but what the lines make.
"""

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Insert, bindparam, or_
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, select

from thidua import domain
from thidua.db import queries, unrenewed
from thidua.db.queries import pick, picked
from thidua.db.tables import ScoreLine, ScoreSheet, SheetScore, Unit
from thidua.domain.covenant.covenant import Covenant
from thidua.domain.period.period import BlockPeriod
from thidua.domain.rules.entry import Entry, LineState
from thidua.domain.scoring.score_text import read_score, score_text
from thidua.domain.scoring.scoring import Entries, UnitScore, is_as_scored, score_unit
from thidua.domain.scoring.sheet import Hand, SheetStatus
from thidua.services.ground import audit, block_members

HANDS = (Hand.SELF, Hand.VERIFIED)
"""Bên chấm có điểm giữ lại: one sheet a unit, whose total is shown."""

_ROOMS = ("ground", "rules", "covenant", "scoring")
_LINES = pick(
    ScoreLine.sheet_id,
    ScoreLine.criterion_code,
    ScoreLine.state,
    ScoreLine.target,
    ScoreLine.actual,
    ScoreLine.choice,
    ScoreLine.points,
    ScoreLine.events,
    ScoreLine.confirmed_by,
).where(
    col(ScoreLine.live),
    col(ScoreLine.state) != LineState.CLEARED,
    col(ScoreLine.sheet_id).in_(bindparam("sheets", expanding=True)),
)
_UNREADABLE = (ValueError, ArithmeticError, LookupError, TypeError, AttributeError)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptScore:
    """Điểm đã giữ của một bảng chấm; `score` is None where it is missing or not to be believed."""

    unit: str
    status: SheetStatus
    score: UnitScore | None
    is_combined: bool


@cache
def made_by() -> str:
    """Dấu của cách tính: other rules, or the same rules changed, have another."""
    root = Path(domain.__file__).parent
    found = hashlib.sha256()
    for file in sorted(file for room in _ROOMS for file in (root / room).rglob("*.py")):
        found.update(file.read_bytes())
    return found.hexdigest()


def of_periods(
    session: Session, covenants: Mapping[int, Covenant], hand: Hand
) -> dict[int, list[KeptScore]]:
    """Điểm đã giữ của các kỳ này, in one statement; of every sheet, those of no member too."""
    statement = (
        pick(
            ScoreSheet.block_year_id,
            Unit.code,
            ScoreSheet.status,
            SheetScore.covenant_version,
            SheetScore.made_by,
            SheetScore.is_combined,
            SheetScore.content,
        )
        .join(Unit, col(Unit.id) == col(ScoreSheet.unit_id))
        .outerjoin(SheetScore, col(SheetScore.sheet_id) == col(ScoreSheet.id))
        .where(col(ScoreSheet.block_year_id).in_(list(covenants)), col(ScoreSheet.hand) == hand)
    )
    own = made_by()
    found: dict[int, list[KeptScore]] = {key: [] for key in covenants}
    for key, unit, status, version, maker, is_combined, content in picked(session, statement):
        is_believed = maker == own and version == covenants[key].version
        found[key].append(
            KeptScore(
                unit=unit,
                status=status,
                score=_read(content) if is_believed else None,
                is_combined=bool(is_combined),
            )
        )
    return found


def _read(content: str) -> UnitScore | None:
    try:
        return read_score(content)
    except _UNREADABLE:
        return None


def renew(session: Session, period: BlockPeriod, covenant: Covenant, hand: Hand) -> None:
    """Tính lại và giữ điểm của mọi bảng mà giao dịch này đã đổi dòng; before it records.

    So are those whose points a rule that compares units makes otherwise now, and those of this
    period and hand that have no score to be believed, as after a new release.
    """
    changed = unrenewed.sheets(session)
    if hand not in HANDS:
        unrenewed.settle(session, changed)
    elif changed:
        _renew(session, period, covenant, hand, changed)


@dataclass(frozen=True, slots=True)
class _Renewed:
    """Các bảng đã tính lại: how many, whose believed score was another, who had none."""

    sheets: int
    wrong: int
    missing: int


def renew_all(session: Session, period: BlockPeriod, covenant: Covenant) -> list[_Renewed]:
    """Tính lại và giữ điểm của mọi bảng của kỳ, hand by hand."""
    return [_renew(session, period, covenant, hand, None) for hand in HANDS]


def _renew(
    session: Session,
    period: BlockPeriod,
    covenant: Covenant,
    hand: Hand,
    changed: Collection[int] | None,
) -> _Renewed:
    # Where several write at once, each sees what those before it wrote, as the record does.
    if session.get_bind().dialect.name != "sqlite":
        audit.take_turn(session)
    compared = [code for code, one in covenant.criteria.items() if one.rule.compares_units]
    is_any = changed is None or bool(compared)
    kept = _kept(session, period, hand, None if is_any else _asked(covenant, changed or ()))
    lines = _compared_lines(session, period, hand, compared)
    peers = {code: list(entries.values()) for code, entries in lines.items()}
    wanted = {
        one.sheet
        for one in kept
        if changed is None
        or one.sheet in changed
        or not _is_believed(covenant, one)
        or not _is_as_kept(covenant, one, lines, peers)
    }
    wanted -= _held_elsewhere(
        session, {one.sheet for one in kept if one.made_by is None} & wanted - set(changed or ())
    )
    entries = _entries(session, wanted)
    rows: list[dict[str, Any]] = [
        {
            "sheet_id": one.sheet,
            "covenant_version": covenant.version,
            "made_by": made_by(),
            "is_combined": _is_combined(entries[one.sheet]),
            "content": score_text(score_unit(covenant, entries[one.sheet], peers)),
        }
        for one in kept
        if one.sheet in wanted
    ]
    _put(session, rows)
    unrenewed.settle(session, wanted)
    unrenewed.settle_period(session, period.id, hand)
    before = {
        one.sheet: (one.content, one.is_combined) for one in kept if _is_believed(covenant, one)
    }
    after = {row["sheet_id"]: (row["content"], row["is_combined"]) for row in rows}
    return _Renewed(
        len(after),
        sum(sheet in before and before[sheet] != made for sheet, made in after.items()),
        len(after.keys() - before.keys()),
    )


_ROWS = (
    pick(
        col(ScoreSheet.id).label("sheet"),
        col(Unit.code).label("unit"),
        SheetScore.covenant_version,
        SheetScore.made_by,
        SheetScore.is_combined,
        SheetScore.content,
    )
    .join(Unit, col(Unit.id) == col(ScoreSheet.unit_id))
    .outerjoin(SheetScore, col(SheetScore.sheet_id) == col(ScoreSheet.id))
    .where(
        col(ScoreSheet.block_year_id) == bindparam("block_year_id"),
        col(ScoreSheet.hand) == bindparam("hand"),
    )
    .order_by(col(ScoreSheet.id))
)
_ROWS_ASKED = _ROWS.where(
    or_(
        col(ScoreSheet.id).in_(bindparam("changed", expanding=True)),
        col(SheetScore.sheet_id).is_(None),
        col(SheetScore.covenant_version) != bindparam("version"),
        col(SheetScore.made_by) != bindparam("by"),
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    sheet: int
    unit: str
    covenant_version: int | None
    made_by: str | None
    is_combined: bool | None
    content: str | None


def _held_elsewhere(session: Session, sheets: Collection[int]) -> set[int]:
    """Các bảng người khác đang ghi: a first score put there would wait for who waits for us.

    Whoever holds one renews it in turn.
    """
    if not sheets or session.get_bind().dialect.name == "sqlite":
        return set()
    free = select(ScoreSheet.id).where(col(ScoreSheet.id).in_(sheets))
    return set(sheets) - set(
        session.exec(free.with_for_update(read=True, key_share=True, skip_locked=True))
    )


def _is_believed(covenant: Covenant, row: _Row) -> bool:
    return row.covenant_version == covenant.version and row.made_by == made_by()


def _kept(
    session: Session,
    period: BlockPeriod,
    hand: Hand,
    asked: Mapping[str, object] | None = None,
) -> list[_Row]:
    """Các bảng của kỳ và bên chấm này, with what is kept of each."""
    here = {"block_year_id": period.id, "hand": hand}
    statement = _ROWS if asked is None else _ROWS_ASKED
    return queries.made(session, _Row, statement, **here, **(asked or {}))


def _asked(covenant: Covenant, changed: Collection[int]) -> dict[str, object]:
    """Các bảng phải tính lại where no rule compares units."""
    return {"changed": list(changed), "version": covenant.version, "by": made_by()}


def _compared_lines(
    session: Session, period: BlockPeriod, hand: Hand, codes: Sequence[str]
) -> dict[str, dict[str, Entry]]:
    """Dòng của các tiêu chí so giữa các đơn vị, by criterion and unit; of members alone."""
    found: dict[str, dict[str, Entry]] = {code: {} for code in codes}
    if codes:
        members = {member.code for member in block_members.members(session, period)}
        for unit, code, entry in queries.scored_entries(session, period, hand, codes):
            if unit in members:
                found[code][unit] = entry
    return found


def _is_as_kept(
    covenant: Covenant,
    row: _Row,
    lines: Mapping[str, Mapping[str, Entry]],
    peers: Mapping[str, Sequence[Entry]],
) -> bool:
    """Các dòng so giữa các đơn vị vẫn như điểm đã giữ."""
    own = {code: entries[row.unit] for code, entries in lines.items() if row.unit in entries}
    if not own:
        return True
    score = _read(row.content or "")
    return score is not None and all(
        is_as_scored(covenant, score, code, entry, peers) for code, entry in own.items()
    )


def _entries(session: Session, sheets: Collection[int]) -> dict[int, dict[str, Entry]]:
    """Dòng đang dùng của các bảng này, with what their points depend on and no texts."""
    found: dict[int, dict[str, Entry]] = {key: {} for key in sheets}
    for key, code, state, target, actual, choice, points, events, signed in (
        picked(session, _LINES, sheets=list(found)) if found else ()
    ):
        found[key][code] = Entry(
            target=target,
            actual=actual,
            choice=choice,
            points=points,
            events=queries.read_events(events),
            state=state,
            confirmed=signed is not None,
        )
    return found


def _is_combined(entries: Entries) -> bool:
    return any(entry.state is LineState.COMBINED for entry in entries.values())


def _put(session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        session.connection().execute(_keeping(session.get_bind().dialect.name), list(rows))


@cache
def _keeping(dialect: str) -> Insert:
    insert = (sqlite if dialect == "sqlite" else postgresql).insert(SheetScore)
    kept = ("covenant_version", "made_by", "is_combined", "content")
    found: Insert = insert.on_conflict_do_update(
        index_elements=["sheet_id"], set_={name: insert.excluded[name] for name in kept}
    )
    return found


def faults(session: Session, period: BlockPeriod, covenant: Covenant) -> Iterator[tuple[str, Hand]]:
    """Bảng chấm có điểm giữ lại khác điểm tính từ các dòng, by unit and hand.

    Of what is believed: rows of another version or by other rules are shown to nobody, nor are
    those of units that are no members any more.
    """
    members = {member.code for member in block_members.members(session, period)}
    for hand in HANDS:
        compared = [code for code, one in covenant.criteria.items() if one.rule.compares_units]
        lines = _compared_lines(session, period, hand, compared)
        peers = {code: list(entries.values()) for code, entries in lines.items()}
        kept = [
            one
            for one in _kept(session, period, hand)
            if one.unit in members and _is_believed(covenant, one)
        ]
        entries = _entries(session, [one.sheet for one in kept])
        for one in kept:
            own = entries[one.sheet]
            is_same = _read(one.content or "") == score_unit(covenant, own, peers)
            if not is_same or one.is_combined != _is_combined(own):
                yield one.unit, hand
