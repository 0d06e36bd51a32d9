"""Số văn bản kê hai lần: what the one who enters and the ones who judge are told of it."""

from collections.abc import Mapping, Sequence

from sqlalchemy import literal_column
from sqlmodel import Session, col

from thidua.db import queries
from thidua.db.queries import pick, picked
from thidua.db.tables import ScoreLine, ScoreSheet, Unit
from thidua.domain.access.permissions import Permission, is_allowed
from thidua.domain.ground.finding import Finding, warning
from thidua.domain.period.period import BlockPeriod
from thidua.domain.rules.entry import Occurrence
from thidua.domain.scoring.documents import ListedEvent, by_document, repeat_words, repeated
from thidua.domain.scoring.event_rows import EventLists
from thidua.domain.scoring.occurrence_text import read_occurrences
from thidua.domain.scoring.occurrences import DOCUMENT
from thidua.domain.scoring.sheet import Hand
from thidua.services.ground.kept import kept
from thidua.services.ground.work import Work
from thidua.services.scoring import evidence, sheets
from thidua.services.scoring.sheets import LineEdit


def of_line(
    work: Work,
    *,
    unit: str,
    hand: Hand,
    criterion: str,
    occurrences: Sequence[Occurrence],
) -> tuple[str, ...]:
    """Những điều cần xem ở danh sách lượt của một dòng, one sentence a document; for who may look.

    Nothing is refused: one paper may rightly stand in two places.
    """
    evidence.require_seen(work, unit=unit)
    if not any(one.document for one in occurrences):
        return ()
    stored = sheets.unchecked(work.session, work.period, unit, hand)
    lists = {code: line.entry.occurrences for code, line in stored.lines.items()}
    own = _own(work.period, unit, hand, {**lists, criterion: tuple(occurrences)})
    mine = [one for one in own if one.criterion == criterion]
    return tuple(dict.fromkeys(said for one in mine for said in _told(work, one, own)))


def repeated_in_file(
    work: Work,
    *,
    hand: Hand,
    edits: Mapping[str, Sequence[LineEdit]],
    lists: EventLists,
) -> list[Finding]:
    """Số văn bản kê hai lần trong tệp hay ở nơi khác: warnings at their cells."""
    found = []
    stored = queries.sheets(work.session, work.period, hand) if hand is not Hand.CROSS else {}
    for unit, changed in edits.items():
        before = stored[unit].lines if unit in stored else {}
        entries = {code: line.entry.occurrences for code, line in before.items()}
        new = {
            edit.criterion: () if edit.entry is None else edit.entry.occurrences for edit in changed
        }
        own = _own(work.period, unit, hand, {**entries, **new})
        for code in new:
            rows = lists.of(unit, code) or ()
            mine = [one for one in own if one.criterion == code]
            for row, one in zip(rows, mine, strict=False):
                found += [
                    warning("same_document", said, row.where(DOCUMENT))
                    for said in _told(work, one, own)
                ]
    return found


def _own(
    period: BlockPeriod, unit: str, hand: Hand, lists: Mapping[str, Sequence[Occurrence]]
) -> list[ListedEvent]:
    return [
        ListedEvent(
            unit=unit,
            period=period.id,
            when=period.when,
            criterion=code,
            hand=hand,
            occurrence=one,
        )
        for code, listed in lists.items()
        for one in listed
    ]


def _told(work: Work, one: ListedEvent, own: Sequence[ListedEvent]) -> list[str]:
    known, periods = kept(
        work.session, ("documents", work.period), lambda: _known(work.session, work.period)
    )

    def may_name(other: ListedEvent) -> bool:
        there = periods.get(other.period, work.period)
        return is_allowed(work.actor, Permission.VIEW_SHEET, there, other.unit)

    return [
        f"số văn bản «{one.occurrence.document}»: "
        + repeat_words(one, other, may_name=may_name(other))
        for other in repeated(one, own, known)
    ]


def _known(
    session: Session, period: BlockPeriod
) -> tuple[Mapping[str, Sequence[ListedEvent]], Mapping[int, BlockPeriod]]:
    """Mọi lượt có kê của khối này theo số văn bản, and the periods they stand in."""
    periods = {
        one.id: one for one in queries.periods(session) if one.block_code == period.block_code
    }
    return by_document(_listed(session, periods)), periods


def _listed(session: Session, periods: Mapping[int, BlockPeriod]) -> list[ListedEvent]:
    """Mọi lượt có kê trong các kỳ này, whoever asks."""
    rows = picked(
        session,
        pick(
            ScoreSheet.block_year_id,
            Unit.code,
            ScoreSheet.hand,
            ScoreLine.criterion_code,
            ScoreLine.occurrences,
        )
        .join(ScoreSheet, col(ScoreSheet.id) == col(ScoreLine.sheet_id))
        .join(Unit, col(Unit.id) == col(ScoreSheet.unit_id))
        .where(
            col(ScoreLine.live),
            col(ScoreLine.occurrences) != literal_column("''"),
            col(ScoreSheet.hand) != Hand.CROSS,
            col(ScoreSheet.block_year_id).in_(list(periods)),
        )
        .order_by(col(ScoreLine.id)),
    )
    return [
        ListedEvent(
            unit=unit,
            period=key,
            when=periods[key].when,
            criterion=code,
            hand=hand,
            occurrence=one,
        )
        for key, unit, hand, code, text in rows
        for one in read_occurrences(text)
    ]
