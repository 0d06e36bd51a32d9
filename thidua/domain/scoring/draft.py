"""Bản gõ dở: the rows a person saw, the versions they had, and what was typed over them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from thidua.domain.covenant.covenant import Criterion
from thidua.domain.ground.finding import Finding, Findings
from thidua.domain.ground.points import Exact, vi_number
from thidua.domain.ground.text import Written, folded
from thidua.domain.rules import Field
from thidua.domain.rules.entry import Entry
from thidua.domain.rules.rows import STATES_TYPED, FormRow, InputRow
from thidua.domain.rules.typed_words import meant
from thidua.domain.scoring.entry_rows import read_entry
from thidua.domain.scoring.file import EXPLANATION
from thidua.domain.scoring.form_rows import form_rows
from thidua.domain.scoring.occurrences import count_findings, with_occurrences
from thidua.domain.scoring.sheet import Hand

Typed = Mapping[int, Mapping[str, str | None]]
"""Ô đã gõ: by position of the row, then by column title; None where a cell was emptied."""

_STATES = set(map(folded, STATES_TYPED))


@dataclass(frozen=True, slots=True)
class DraftRow:
    """Dòng của lưới: `base` is the version its criterion had when the grid was drawn."""

    criterion: Criterion
    form: FormRow
    base: int

    @property
    def code(self) -> str:
        """Mã tiêu chí."""
        return self.criterion.code


@dataclass(frozen=True, slots=True)
class Draft:
    """Bản gõ dở của một lưới: `stored` are the entries that stood there when it was drawn."""

    rows: tuple[DraftRow, ...]
    stored: Mapping[str, Entry]
    typed: Typed = field(default_factory=dict)

    @property
    def columns(self) -> tuple[str, ...]:
        """Cột nhập mà lưới này cần."""
        used = [
            name.value
            for name in Field
            if any(name in row.form.asked or _stored(row.form, name) for row in self.rows)
        ]
        return (*used, EXPLANATION)

    @property
    def bases(self) -> dict[str, int]:
        """Phiên bản lúc vẽ lưới, by criterion."""
        return {row.code: row.base for row in self.rows}

    @property
    def touched(self) -> tuple[str, ...]:
        """Mã tiêu chí có ô đã gõ."""
        return tuple(dict.fromkeys(self.rows[place].code for place in sorted(self.typed)))

    def cell(self, place: int, column: str) -> str:
        """Chữ của một ô: what was typed, else what is stored."""
        cells = self.typed.get(place, {})
        return cells[column] or "" if column in cells else _stored(self.rows[place].form, column)

    def with_typed(self, typed: Typed) -> "Draft":
        """Gõ thêm: newer cells over older ones."""
        places = {*self.typed, *typed}
        merged = {one: {**self.typed.get(one, {}), **typed.get(one, {})} for one in places}
        return replace(self, typed={one: cells for one, cells in merged.items() if cells})

    def over(self, versions: Mapping[str, int]) -> "Draft":
        """Ghi trên phiên bản khác, for the criteria named."""
        rows = tuple(replace(row, base=versions.get(row.code, row.base)) for row in self.rows)
        return replace(self, rows=rows)


def plain_number(value: Exact) -> str:
    """Số để gõ lại: without dots between thousands, which would be read as ambiguous."""
    return vi_number(value).replace(".", "")


def _stored(form: FormRow, column: str) -> str:
    if column == EXPLANATION:
        return form.explanation
    if column == Field.CHOICE:
        return form.choice
    if column == Field.NAME:
        return form.name
    value = form.number(Field(column))
    return "" if value is None else plain_number(value)


def new_draft(
    criteria: Sequence[Criterion],
    stored: Mapping[str, Entry],
    versions: Mapping[str, int],
    hand: Hand,
) -> Draft:
    """Lưới mới, with what is stored."""
    rows = [
        DraftRow(criterion, form, versions.get(criterion.code, 0))
        for criterion in criteria
        for form in form_rows(criterion, stored.get(criterion.code), hand)
    ]
    return Draft(tuple(rows), stored)


def renewed(old: Draft, fresh: Draft, kept: Sequence[str]) -> Draft:
    """Vẽ lại: fresh rows, except that the criteria `kept` stay as they were typed."""
    rows: list[DraftRow] = []
    typed: dict[int, Mapping[str, str | None]] = {}
    stored = dict(fresh.stored)
    for code in fresh.bases:
        if code not in kept:
            rows += [row for row in fresh.rows if row.code == code]
            continue
        stored.pop(code, None)
        if code in old.stored:
            stored[code] = old.stored[code]
        for place, row in enumerate(old.rows):
            if row.code == code:
                if place in old.typed:
                    typed[len(rows)] = old.typed[place]
                rows.append(row)
    return Draft(tuple(rows), stored, typed)


def taken_over(own: Draft, claim: Entry, hand: Hand) -> Draft:
    """Lấy số của đơn vị vào các ô của một tiêu chí, as if typed; the words stay one's own."""
    first = own.rows[0]
    bare = replace(claim, explanation="", evidence=first.form.evidence)
    rows = tuple(
        DraftRow(first.criterion, form, first.base)
        for form in form_rows(first.criterion, bare, hand)
    )
    claimed = Draft(rows, own.stored)
    typed: dict[int, dict[str, str | None]] = {
        place: {name: claimed.cell(place, name) for name in row.form.asked}
        for place, row in enumerate(rows)
    }
    typed[0][EXPLANATION] = own.cell(0, EXPLANATION)
    return claimed.with_typed(typed)


def read_draft(draft: Draft) -> tuple[dict[str, Entry | None], list[Finding]]:
    """Đọc bản gõ dở: the entry of every touched criterion, None where its cells were emptied."""
    entries: dict[str, Entry | None] = {}
    findings = Findings()
    for code in draft.touched:
        places = [place for place, row in enumerate(draft.rows) if row.code == code]
        findings += [one for place in places for one in _unused(draft, place)]
        rows = [_input_row(draft, place) for place in places]
        criterion = draft.rows[places[0]].criterion
        entry, read = read_entry(criterion, rows)
        findings += read
        if entry is not None and code in draft.stored:
            entry = with_occurrences(entry, draft.stored[code].occurrences)
            findings += count_findings(criterion, entry)
        if entry is None and code not in draft.stored and any(row.explanation for row in rows):
            message = f"{code}: mới có giải trình, chưa có điểm; hãy nhập thêm điểm hoặc xóa nó"
            findings.error("note_alone", message)
        entries[code] = entry
    return entries, findings


def _unused(draft: Draft, place: int) -> list[Finding]:
    """Ô gõ nhầm cột: it would be ignored, so it is refused."""
    row, found = draft.rows[place], Findings()
    for column, text in draft.typed.get(place, {}).items():
        if not (text or "").strip() or column == EXPLANATION or column in row.form.asked:
            continue
        if (
            column == Field.CHOICE
            and row.form.is_first
            and folded(meant(text or "", tuple(STATES_TYPED))) in _STATES
        ):
            continue
        used = ", ".join(row.form.asked)
        message = f"{row.code}: dòng này không dùng ô {column} («{text}»), chỉ dùng {used}"
        found.error("wrong_column", message)
    return found


def _input_row(draft: Draft, place: int) -> InputRow:
    """Dòng nhập: untouched numbers stay exact, typed ones are read as typed."""
    form = draft.rows[place].form
    cells = draft.typed.get(place, {})

    def number(name: Field) -> Written:
        return cells[name] if name in cells else form.number(name)

    return InputRow(
        target=number(Field.TARGET),
        actual=number(Field.ACTUAL),
        count=number(Field.COUNT),
        choice=draft.cell(place, Field.CHOICE),
        points=number(Field.POINTS),
        kind=form.kind,
        name=draft.cell(place, Field.NAME),
        explanation=draft.cell(place, EXPLANATION),
        evidence=form.evidence,
    )
