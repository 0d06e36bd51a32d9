"""Dòng nhập: from the cells a person filled to an entry, and from an entry to words.

The score workbook, the unit's template and the form on screen all come through here, so one input
means the same everywhere.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TypedDict

from thidua.domain.covenant.covenant import Criterion
from thidua.domain.ground.finding import Finding
from thidua.domain.ground.points import vi_number
from thidua.domain.ground.text import clean, clean_lines, folded
from thidua.domain.rules import METHOD_WORDS, Field, Line
from thidua.domain.rules.entry import Entry, LineState
from thidua.domain.rules.events import counted_text
from thidua.domain.rules.rows import STATES_TYPED, InputRow, RowReader
from thidua.domain.rules.typed_words import meant
from thidua.domain.scoring.occurrence_text import listed_text

GIVEN_WORDS = {LineState.COMBINED: "tổng hợp", LineState.AGREED: "thống nhất"}
"""Điểm cho thẳng, in words: «tổng hợp 35,75 điểm»."""


class _Notes(TypedDict):
    """Ghi chú của một tiêu chí, whatever the number of its rows."""

    explanation: str
    evidence: str


def read_entry(
    criterion: Criterion, rows: Sequence[InputRow]
) -> tuple[Entry | None, list[Finding]]:
    """Đọc một dòng điểm: the entry of one criterion from its rows, and every fault in them.

    None without an error finding means chưa chấm: the rows hold no input.
    """
    reader = RowReader(criterion.code, [_as_meant(criterion, row) for row in rows])
    if not reader.filled:
        return None, []
    notes = _notes(rows)
    state = _state_of(reader, notes["explanation"])
    if state is not LineState.SCORED:
        return Entry(state=state, **notes), reader.findings
    _tell_unused(criterion, reader)
    _refuse_twice(criterion, reader)
    entry = criterion.rule.entry_of(reader)
    if entry is None:
        return None, reader.findings
    _warn_of_names(criterion, reader)
    for problem in criterion.rule.problems(Line(entry, criterion.max_points)):
        tell = reader.refuse if problem.is_error else reader.warn
        tell("input", problem.message, reader.filled[0].where(problem.field))
    return replace(entry, **notes), reader.findings


def _as_meant(criterion: Criterion, row: InputRow) -> InputRow:
    """Dòng với chữ ở cột Mức viết đủ dấu, where what was typed can mean only one of them."""
    word = meant(row.choice, (*criterion.rule.words_for(row.kind), *STATES_TYPED))
    return row if word == row.choice else replace(row, choice=word)


def _tell_unused(criterion: Criterion, reader: RowReader) -> None:
    """Ô mà cách chấm này không đọc: told at each, an error where its row says nothing else."""
    used = criterion.rule.fields
    for row in reader.filled:
        filled = _filled(row)
        idle = [name for name in filled if name not in used]
        if len(idle) == len(filled):
            tell = reader.refuse
        elif Field.CHOICE in idle and Field.COUNT in used:
            idle.remove(Field.CHOICE)  # what is counted may be described
            tell = reader.warn
        else:
            tell = reader.warn
        for name in idle:
            needed = " và ".join(f"«{one}»" for one in used)
            message = (
                f"cách chấm «{METHOD_WORDS[criterion.rule.method]}» dùng ô {needed}; ô «{name}» "
                f"({_shown(filled[name])}) không được đọc"
            )
            tell("unused_input", message, row.where(name))


def _filled(row: InputRow) -> dict[Field, Decimal | str]:
    """Các ô đã ghi của dòng."""
    cells = {
        Field.TARGET: row.target,
        Field.ACTUAL: row.actual,
        Field.COUNT: row.count,
        Field.CHOICE: row.choice,
        Field.POINTS: row.points,
    }
    return {name: value for name, value in cells.items() if value is not None and value != ""}


def _shown(value: Decimal | str) -> str:
    return vi_number(value) if isinstance(value, Decimal) else f"«{clean(value)[:40]}»"


def _refuse_twice(criterion: Criterion, reader: RowReader) -> None:
    """Một loại ghi hai lần: a block pasted twice would count everything twice."""
    if Field.COUNT not in criterion.rule.fields:
        return  # every other rule refuses a second row by itself
    seen: dict[str, InputRow] = {}
    for row in reader.filled:
        if row.name:
            continue  # the same name twice is what «không tính trùng» is for
        kind = folded(row.kind or row.choice)
        first = seen.setdefault(kind, row)
        if first is not row:
            name = f"loại «{clean(row.kind or row.choice)}»" if kind else "tiêu chí"
            message = f"{name} được ghi hai lần, lần đầu ở {first.place}; hãy gộp vào một dòng"
            reader.refuse("twice", message, row.place or row.where(Field.COUNT))


def _warn_of_names(criterion: Criterion, reader: RowReader) -> None:
    """Tên ghi ở tiêu chí không hỏi tên: it would be left out unsaid."""
    if criterion.rule.asks_name:
        return
    for row in reader.filled:
        if row.name:
            message = f"không dùng ô {Field.NAME} («{row.name}») nên tên ấy không được lưu"
            reader.warn("name_unused", message, row.where(Field.NAME))


def _notes(rows: Sequence[InputRow]) -> _Notes:
    def joined(texts: Iterable[str]) -> str:
        return "\n".join(dict.fromkeys(text for text in map(clean_lines, texts) if text))

    return {
        "explanation": joined(row.explanation for row in rows),
        "evidence": joined(row.evidence for row in rows),
    }


def _state_of(reader: RowReader, reason: str) -> LineState:
    for word, state in STATES_TYPED.items():
        marked = [row for row in reader.filled if folded(row.choice) == folded(word)]
        if not marked:
            continue
        beside = [name for name in _filled(marked[0]) if name is not Field.CHOICE]
        for name in beside:
            message = f"đã ghi «{word}» thì để trống ô «{name}»"
            reader.refuse("state_and_input", message, marked[0].where(name))
        if any(row is not marked[0] for row in reader.filled):
            message = f"đã ghi «{word}» thì không ghi thêm dòng nào khác cho tiêu chí này"
            reader.refuse("state_and_input", message, marked[0].where(Field.CHOICE))
        if not reason:
            message = f"«{word}» cần lý do ở cột Giải trình"
            reader.refuse("missing_reason", message, marked[0].where(Field.CHOICE))
        return state
    return LineState.SCORED


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
    events = counted_text(entry.events)
    parts.append(events if criterion is None else criterion.rule.events_text(entry))
    parts.append(listed_text(entry.occurrences))
    return "; ".join(part for part in parts if part)
