"""Trang «Từng lượt» trong một tệp điểm: its rows beside those of the scores, and into one entry."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from thidua.domain.covenant.covenant import Covenant, Criterion
from thidua.domain.ground.codes import code_key
from thidua.domain.ground.finding import Finding, Findings, error, warning
from thidua.domain.rules import Field
from thidua.domain.rules.entry import Entry, Occurrence
from thidua.domain.rules.rows import InputRow
from thidua.domain.scoring.file import CRITERION_CODE, UNIT_CODE, ScoreFile, ScoreRow
from thidua.domain.scoring.occurrences import (
    DOCUMENT,
    EventRow,
    is_counted,
    key_of,
    occurrence_problems,
    with_counts,
    with_occurrences,
)

Place = tuple[str, str]


@dataclass(frozen=True, slots=True)
class EventLists:
    """Danh sách lượt của một tệp, by unit and criterion as they are called here.

    `rules` says that the file was made with its lists, so a line without one has none any more.
    """

    rows: Mapping[Place, tuple[EventRow, ...]]
    rules: bool = False

    def of(self, unit: str, code: str) -> tuple[EventRow, ...] | None:
        """Các lượt của một dòng; None where the file says nothing of them."""
        return self.rows.get((unit, code), () if self.rules else None)


def take_in(
    file: ScoreFile, covenant: Covenant, members: Mapping[str, str]
) -> tuple[tuple[ScoreRow, ...], EventLists]:
    """Dòng điểm với số lượt lấy từ danh sách, and the lists themselves.

    A list whose line has no row of its own makes one, so that it is checked as any other.
    """
    if not file.events:
        return file.rows, EventLists({}, rules=file.events is not None and file.stamp is not None)
    codes = {code_key(code): code for code in covenant.criteria}
    listed: dict[Place, list[EventRow]] = {}
    for event in file.events:
        place = (
            members.get(code_key(event.unit), event.unit),
            codes.get(code_key(event.criterion), event.criterion),
        )
        listed.setdefault(place, []).append(event)
    own: dict[Place, list[int]] = {}
    rows = list(file.rows)
    for number, row in enumerate(rows):
        place = (
            members.get(code_key(row.unit), row.unit),
            codes.get(code_key(row.criterion), row.criterion),
        )
        if place in listed:
            own.setdefault(place, []).append(number)
    for place, events in listed.items():
        criterion = covenant.criteria.get(place[1])
        at = own.get(place, [])
        given = [rows[number].row for number in at]
        occurrences = _occurrences(events, [])
        if criterion is None:
            filled = given or [InputRow(count=occurrences[0].count if occurrences else None)]
        else:
            filled = with_counts(criterion, given, occurrences) or [InputRow()]
        first = rows[at[0]] if at else _made(events[0])
        for number, changed in zip(at, filled, strict=False):
            rows[number] = replace(rows[number], row=changed)
        rows += [replace(first, row=new, number=0) for new in filled[len(at) :]]
    lists = {place: tuple(events) for place, events in listed.items()}
    return tuple(rows), EventLists(lists, rules=file.stamp is not None)


def _made(event: EventRow) -> ScoreRow:
    return ScoreRow(
        event.unit,
        event.criterion,
        InputRow(),
        event.where(UNIT_CODE),
        event.where(CRITERION_CODE),
    )


def _occurrences(events: Sequence[EventRow], findings: list[Finding]) -> list[Occurrence]:
    return [one for row in events if (one := row.occurrence(findings)) is not None]


def with_list(
    criterion: Criterion,
    entry: Entry | None,
    rows: Sequence[ScoreRow],
    events: Sequence[EventRow] | None,
    stored: Entry | None,
) -> tuple[Entry | None, list[Finding]]:
    """Dòng điểm với danh sách của tệp, or with what is stored where the file has none."""
    found = Findings()
    if entry is None:
        if events:
            message = f"{criterion.code}: đã kê từng lượt nhưng chưa có điểm; hãy ghi điểm"
            found.error("events_alone", message, events[0].where(Field.COUNT))
        return None, found
    if events is None:
        kept = with_occurrences(entry, () if stored is None else stored.occurrences)
    else:
        kept = replace(entry, occurrences=tuple(_occurrences(events, found)))
        if found:
            return entry, found
    for wrong in occurrence_problems(criterion, kept):
        if wrong.number is not None and events:
            place = events[wrong.number].where(wrong.column)
        else:
            place = _cell(criterion, rows, wrong.key, wrong.column) or (
                events[0].where(wrong.column) if events else ""
            )
        found.append(error("events", f"{criterion.code}: {wrong.message}", place))
    for row in events or ():
        if not row.document and is_counted(criterion):
            message = f"{criterion.code}: lượt này chưa ghi {DOCUMENT}"
            found.append(warning("no_document", message, row.where(DOCUMENT)))
    return kept, found


def _cell(
    criterion: Criterion, rows: Sequence[ScoreRow], key: tuple[str, str] | None, column: str
) -> str:
    """Ô Số lượt của loại này trong bảng điểm."""
    if key is None:
        return ""
    for row in rows:
        kind = row.row.kind or row.row.choice
        if row.number and key_of(criterion, kind, row.row.name) == key:
            return row.row.where(Field(column))
    return ""
