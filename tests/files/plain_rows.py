"""Dòng viết lại từ một dòng điểm, written apart from the templates that are compared with it."""

from thidua.domain.covenant.covenant import Criterion
from thidua.domain.ground.points import ZERO
from thidua.domain.rules import Method, PassFail
from thidua.domain.rules.entry import Entry, LineState
from thidua.domain.rules.pass_fail import FAILED, PASSED, verdict
from thidua.domain.rules.rows import LEFT_BLANK_WORD, NOT_ASSIGNED_WORD, InputRow
from thidua.domain.scoring.entry_rows import GIVEN_WORDS


def plain_rows(criterion: Criterion, entry: Entry) -> list[InputRow]:
    """Viết lại thành dòng: the rows that `read_entry` reads as this same entry."""
    notes = {"explanation": entry.explanation, "evidence": entry.evidence}
    if entry.state is LineState.NOT_ASSIGNED:
        return [InputRow(choice=NOT_ASSIGNED_WORD, **notes)]
    if entry.state is LineState.LEFT_BLANK:
        return [InputRow(choice=LEFT_BLANK_WORD, **notes)]
    if entry.state is LineState.CLEARED or entry.state in GIVEN_WORDS:
        return []
    method = criterion.rule.method
    if method is Method.PARTS:
        names = [event.kind or "" for event in entry.events] or [FAILED]
        return [InputRow(choice=names[0], **notes), *(InputRow(choice=name) for name in names[1:])]
    if method in (Method.PER_EVENT, Method.START_MINUS):
        start = [] if entry.choice is None else [InputRow(choice=entry.choice)]
        rows = start + [
            InputRow(choice=event.kind or "", count=event.count) for event in entry.events
        ]
        first, *rest = rows or [InputRow(count=ZERO)]
        return [_with_notes(first, notes), *rest]
    choice = entry.choice or ""
    if isinstance(criterion.rule, PassFail) and verdict(choice) is not None:
        choice = PASSED if verdict(choice) else FAILED
    return [
        InputRow(
            target=entry.target, actual=entry.actual, choice=choice, points=entry.points, **notes
        )
    ]


def _with_notes(row: InputRow, notes: dict[str, str]) -> InputRow:
    return InputRow(count=row.count, choice=row.choice, **notes)
