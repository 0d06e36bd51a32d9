"""Dòng nhập: from the cells a person filled to an entry, and from an entry to words.

The score workbook, the unit's template and the form on screen all come through here, so one input
means the same everywhere.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypedDict

from thidua.domain.covenant.covenant import Criterion
from thidua.domain.covenant.draft import Written
from thidua.domain.ground.finding import Finding, Severity, error, notice, warning
from thidua.domain.ground.points import number_problem, parse_number, vi_number
from thidua.domain.ground.text import clean, clean_lines, folded
from thidua.domain.rules import METHOD_WORDS, Field, Line, Method, StartMinus
from thidua.domain.rules.entry import Entry, Event, LineState
from thidua.domain.rules.pass_fail import FAILED, PASSED, verdict

NOT_ASSIGNED_WORD = "Không giao"
LEFT_BLANK_WORD = "Để trống"
GIVEN_WORDS = {LineState.COMBINED: "tổng hợp", LineState.AGREED: "thống nhất"}
"""Điểm cho thẳng, in words: «tổng hợp 35,75 điểm»."""


class _Notes(TypedDict):
    """Ghi chú của một tiêu chí, whatever the number of its rows."""

    explanation: str
    evidence: str


@dataclass(frozen=True, slots=True)
class InputRow:
    """Một dòng nhập: the cells as filled; `kind` is the preprinted name of an event or part.

    `at` tells where each cell stands; `place` where the row stands, for findings without a cell.
    """

    target: Written = None
    actual: Written = None
    count: Written = None
    choice: str = ""
    points: Written = None
    kind: str = ""
    explanation: str = ""
    evidence: str = ""
    at: Mapping[Field, str] = field(default_factory=dict, compare=False)
    place: str = field(default="", compare=False)

    def where(self, name: Field) -> str:
        """Chỗ ghi của một ô."""
        return self.at.get(name, self.place)

    @property
    def state_word(self) -> str | None:
        """«Không giao» hoặc «Để trống» ở cột Mức; such a row needs no other column."""
        words = (NOT_ASSIGNED_WORD, LEFT_BLANK_WORD)
        return next((word for word in words if folded(word) == folded(self.choice)), None)

    @property
    def is_blank(self) -> bool:
        """Dòng trống: no input in it; a note alone is not an input."""
        cells = (self.target, self.actual, self.count, self.choice, self.points)
        return all(cell is None or cell == "" for cell in cells)


class _Reader:
    """Đọc các ô của một tiêu chí, collecting findings."""

    def __init__(self, criterion: Criterion) -> None:
        self.criterion = criterion
        self.findings: list[Finding] = []

    def refuse(self, code: str, message: str, place: str) -> None:
        self.findings.append(error(code, f"{self.criterion.code}: {message}", place))

    def number(self, row: InputRow, name: Field, value: Written) -> Decimal | None:
        if isinstance(value, Decimal) or value is None or not value.strip():
            return value if isinstance(value, Decimal) else None
        found = parse_number(value)
        if found is None:
            self.refuse("not_a_number", number_problem(value), row.where(name))
        else:
            message = f"{self.criterion.code}: «{clean(value)}» được đọc là {vi_number(found)}"
            self.findings.append(notice("number_read", message, row.where(name)))
        return found


def read_entry(
    criterion: Criterion, rows: Sequence[InputRow]
) -> tuple[Entry | None, list[Finding]]:
    """Đọc một dòng điểm: the entry of one criterion from its rows, and every fault in them.

    None without an error finding means chưa chấm: the rows hold no input.
    """
    reader = _Reader(criterion)
    filled = [row for row in rows if not row.is_blank]
    if not filled:
        return None, []
    notes = _notes(rows)
    state = _state_of(reader, filled, notes["explanation"])
    if state is not LineState.SCORED:
        return Entry(state=state, **notes), reader.findings
    entry = _READERS.get(criterion.rule.method, _single)(reader, filled, notes)
    if criterion.rule.method is Method.PARTS:
        _warn_of_blank_parts(reader, rows)
    if entry is None:
        return None, reader.findings
    for problem in criterion.rule.problems(Line(entry, criterion.max_points)):
        make = error if problem.severity is Severity.ERROR else warning
        message = f"{criterion.code}: {problem.message}"
        reader.findings.append(make("input", message, filled[0].where(problem.field)))
    return entry, reader.findings


def _notes(rows: Sequence[InputRow]) -> _Notes:
    def joined(texts: Iterable[str]) -> str:
        return "\n".join(dict.fromkeys(text for text in map(clean_lines, texts) if text))

    return {
        "explanation": joined(row.explanation for row in rows),
        "evidence": joined(row.evidence for row in rows),
    }


def _state_of(reader: _Reader, rows: Sequence[InputRow], reason: str) -> LineState:
    for word, state in (
        (NOT_ASSIGNED_WORD, LineState.NOT_ASSIGNED),
        (LEFT_BLANK_WORD, LineState.LEFT_BLANK),
    ):
        marked = [row for row in rows if folded(row.choice) == folded(word)]
        if not marked:
            continue
        if any(row is not marked[0] for row in rows):
            message = f"đã ghi «{word}» thì không ghi thêm dòng nào khác cho tiêu chí này"
            reader.refuse("state_and_input", message, marked[0].where(Field.CHOICE))
        if not reason:
            message = f"«{word}» cần lý do ở cột Giải trình"
            place = marked[0].where(Field.CHOICE)
            if state is LineState.LEFT_BLANK:
                reader.refuse("missing_reason", message, place)
            else:
                text = f"{reader.criterion.code}: {message}"
                reader.findings.append(warning("missing_reason", text, place))
        return state
    return LineState.SCORED


def _single(reader: _Reader, rows: Sequence[InputRow], notes: _Notes) -> Entry | None:
    """Một dòng cho một tiêu chí: chấm mức, đạt/không, chọn mức, theo bậc, tỷ lệ, so với dẫn đầu."""
    row, fields = rows[0], reader.criterion.rule.fields
    if len(rows) > 1:
        message = f"tiêu chí được ghi {len(rows)} lần; chỉ giữ một dòng"
        reader.refuse("twice", message, rows[1].place or rows[1].where(fields[0]))
        return None
    entry = Entry(
        target=reader.number(row, Field.TARGET, row.target) if Field.TARGET in fields else None,
        actual=reader.number(row, Field.ACTUAL, row.actual) if Field.ACTUAL in fields else None,
        points=reader.number(row, Field.POINTS, row.points) if Field.POINTS in fields else None,
        choice=(clean(row.choice) or None) if Field.CHOICE in fields else None,
        **notes,
    )
    decisive = {
        Field.POINTS: entry.points,
        Field.CHOICE: entry.choice,
        Field.ACTUAL: entry.actual,
    }
    asked = next(name for name in decisive if name in fields)
    if decisive[asked] is None and not reader.findings:
        if entry.target is not None:
            return entry
        word = METHOD_WORDS[reader.criterion.rule.method]
        message = f"cách chấm «{word}» cần ô {asked}; các ô khác không dùng cho tiêu chí này"
        reader.refuse("wrong_column", message, row.where(asked))
        return None
    return entry


def _by_kind(reader: _Reader, rows: Sequence[InputRow], notes: _Notes) -> Entry | None:
    """Nhiều dòng, mỗi loại một dòng: theo lượt, trừ dần."""
    rule = reader.criterion.rule
    events: list[Event] = []
    choice = None
    counted = False
    for row in rows:
        kind = clean(row.kind or row.choice) or None
        if row.kind and row.choice and folded(row.kind) != folded(row.choice):
            message = f"dòng loại «{clean(row.kind)}» chỉ cần số lượt, không dùng ô Mức"
            reader.refuse("wrong_column", message, row.where(Field.CHOICE))
        if isinstance(rule, StartMinus) and rule.start_of(kind) is not None:
            if choice is not None:
                message = f"đã chọn mức khởi điểm «{choice}», không chọn thêm «{kind}»"
                reader.refuse("twice", message, row.where(Field.CHOICE))
            choice, counted = kind, True
            kind = None
            if row.count is None or row.count == "":
                continue
        count = reader.number(row, Field.COUNT, row.count)
        if count is None:
            if row.count is None or row.count == "":
                message = "cần số lượt ở cột Số lượt; không có lượt nào thì ghi 0"
                reader.refuse("wrong_column", message, row.where(Field.COUNT))
            continue
        counted = True
        if kind is not None or count:
            events.append(Event(kind, count))
    if not counted:
        return None
    return Entry(choice=choice, events=tuple(events), **notes)


def _by_part(reader: _Reader, rows: Sequence[InputRow], notes: _Notes) -> Entry | None:
    """Mỗi ý đạt một dòng; «Không đạt» alone says that no part was achieved."""
    events: list[Event] = []
    for row in rows:
        word = clean(row.choice)
        if row.kind:
            passed = verdict(word)
            if passed is None:
                message = f"ý «{row.kind}» phải ghi «{PASSED}» hoặc «{FAILED}», không phải «{word}»"
                reader.refuse("input", message, row.where(Field.CHOICE))
            elif passed:
                events.append(Event(clean(row.kind), Decimal(1)))
        elif word and verdict(word) is not False:
            events.append(Event(word, Decimal(1)))
        elif not word:
            message = "cần tên ý đạt được ở cột Mức; không ý nào đạt thì ghi «Không đạt»"
            reader.refuse("wrong_column", message, row.where(Field.CHOICE))
    return Entry(events=tuple(events), **notes)


def _warn_of_blank_parts(reader: _Reader, rows: Sequence[InputRow]) -> None:
    """Ý in sẵn còn trống cạnh ý đã ghi: said, because it counts as not achieved."""
    blank = [row for row in rows if row.kind and row.is_blank]
    if blank:
        names = ", ".join(f"«{clean(row.kind)}»" for row in blank)
        message = f"{reader.criterion.code}: ý {names} còn trống, được hiểu là không đạt"
        place = blank[0].where(Field.CHOICE)
        reader.findings.append(warning("blank_part", message, place))


_READERS = {
    Method.PER_EVENT: _by_kind,
    Method.START_MINUS: _by_kind,
    Method.PARTS: _by_part,
}


def entry_text(criterion: Criterion | None, entry: Entry | None) -> str:
    """Dòng điểm bằng lời: inputs as people read them, for previews and the record."""
    if entry is None or entry.state is LineState.CLEARED:
        return "chưa chấm"
    if entry.state is LineState.NOT_ASSIGNED:
        return "không giao"
    if entry.state is LineState.LEFT_BLANK:
        return "để trống có chủ ý"
    if entry.state in GIVEN_WORDS:
        points = "chưa có" if entry.points is None else vi_number(entry.points)
        return f"{GIVEN_WORDS[entry.state]} {points} điểm"
    parts = []
    if entry.target is not None:
        parts.append(f"kế hoạch {vi_number(entry.target)}")
    if entry.actual is not None:
        parts.append(f"kết quả {vi_number(entry.actual)}")
    if entry.choice is not None:
        parts.append(f"«{entry.choice}»")
    if entry.points is not None:
        parts.append(f"{vi_number(entry.points)} điểm")
    if criterion is not None and criterion.rule.method is Method.PARTS:
        parts.append(", ".join(event.kind or "" for event in entry.events) or "không ý nào đạt")
    elif criterion is None or criterion.rule.method in (Method.PER_EVENT, Method.START_MINUS):
        lots = [
            f"{vi_number(event.count)} lượt {event.kind or ''}".strip() for event in entry.events
        ]
        parts.append(", ".join(lots) or "0 lượt")
    return "; ".join(part for part in parts if part)
