"""Tổng các ý: the sum of the parts achieved."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from thidua.domain.ground.finding import Finding, warning
from thidua.domain.ground.points import ZERO, vi_number
from thidua.domain.ground.text import clean, folded
from thidua.domain.rules.base import Line, Method, Problem, Rule
from thidua.domain.rules.checks import check_one_name, check_reach, place
from thidua.domain.rules.entry import Entry, Event, Field
from thidua.domain.rules.limits import check_level_names
from thidua.domain.rules.parameters import (
    joined,
    named_numbers,
    written,
)
from thidua.domain.rules.pass_fail import FAILED, PASSED, verdict
from thidua.domain.rules.rows import FormRow, RowReader
from thidua.domain.rules.worked import Worked, WorkedStep, within


@dataclass(frozen=True, slots=True)
class Parts(Rule):
    """Tổng các ý: every listed part is achieved or not; the sum is at most the maximum."""

    parts: tuple[tuple[str, Decimal], ...]
    method = Method.PARTS
    fields = (Field.CHOICE,)

    @classmethod
    def read(cls, parts: list[str]) -> "Parts":
        """Đọc tham số: `ý a: 2; ý b: 1,5`."""
        return cls(named_numbers(parts, "ý a: 2", "cần danh sách ý, ví dụ «ý a: 2; ý b: 1,5»"))

    def parameters(self) -> str:
        """Tham số."""
        return joined(written(name, points) for name, points in self.parts)

    def as_meant(self, *, is_deduction: bool, is_bonus: bool = False) -> "Parts":
        """Hiểu dấu trừ."""
        if not is_deduction:
            return self
        return replace(self, parts=tuple((name, abs(points)) for name, points in self.parts))

    def _achieved(self, line: Line) -> list[tuple[str, Decimal]]:
        names = {folded(event.kind or "") for event in line.entry.events if event.count > 0}
        return [(name, points) for name, points in self.parts if folded(name) in names]

    def problems(self, line: Line) -> list[Problem]:
        """Lỗi nhập: a part the covenant does not list, or one counted twice."""
        known = {folded(name) for name, _ in self.parts}
        found, seen = [], set[str]()
        for event in line.entry.events:
            name = folded(event.kind or "")
            if name not in known:
                listed = ", ".join(f"«{part}»" for part, _ in self.parts)
                message = f"không có ý «{event.kind}»; chọn trong {listed}"
                found.append(Problem(Field.CHOICE, message))
            elif name in seen:
                found.append(Problem(Field.CHOICE, f"ý «{event.kind}» được ghi hai lần"))
            seen.add(name)
        return found

    def worked(self, line: Line) -> Worked:
        """Điểm: an entry without parts says that none was achieved."""
        achieved = self._achieved(line)
        if not achieved:
            return Worked(ZERO, (WorkedStep("không ý nào đạt → 0"),))
        total = sum((points for _, points in achieved), ZERO)
        terms = WorkedStep.sum(WorkedStep("{} ({})", (points, name)) for name, points in achieved)
        return within(total, line.max_points, WorkedStep("{} = {}", (terms, total)))

    def checks(self, code: str, most: Decimal) -> Iterator[Finding]:
        """Tổng các ý so với điểm tối đa."""
        yield from check_one_name(code, (name for name, _ in self.parts))
        yield from check_level_names(code, (name for name, _ in self.parts))
        total = sum((points for _, points in self.parts if points > 0), ZERO)
        if total > most:
            top = vi_number(total)
            message = f"{code} tối đa {vi_number(most)} nhưng các ý cộng {top}; phần vượt bị bỏ"
            yield warning("above_max", message, place(code))
        yield from check_reach(code, most, total)

    def form_rows(self, most: Decimal, scored: Entry | None) -> list[FormRow]:
        """Mỗi ý một dòng, achieved or not."""
        events = () if scored is None else scored.events
        known = {folded(name) for name, _ in self.parts}
        rows = []
        for name, points in self.parts:
            hint = f"Mức: chọn «{PASSED}» ({vi_number(points)} điểm) hoặc «{FAILED}»"
            achieved = [event for event in events if folded(event.kind or "") == folded(name)]
            word = "" if scored is None else PASSED if achieved else FAILED
            spelled = (achieved[0].kind if achieved else None) or name
            rows.append(_part_row(spelled, hint, word))
            rows += [_part_row(event.kind or "", hint, PASSED) for event in achieved[1:]]
        strays = [event.kind or "" for event in events if folded(event.kind or "") not in known]
        return rows + [_part_row(kind, "Ý này không có trong giao ước", PASSED) for kind in strays]

    def zero_entry(self) -> Entry:
        """Không phát sinh: no part was achieved."""
        return Entry()

    def words_for(self, kind: str) -> tuple[str, ...]:
        """Đạt hay không ở dòng của một ý; elsewhere the name of a part, or that none was."""
        return (PASSED, FAILED) if kind else (*(name for name, _ in self.parts), FAILED)

    def entry_of(self, reader: RowReader) -> Entry:
        """Mỗi ý đạt một dòng; «Không đạt» alone says that no part was achieved."""
        events: list[Event] = []
        for row in reader.filled:
            word = clean(row.choice)
            if row.kind:
                passed = verdict(word)
                if passed is None:
                    message = (
                        f"ý «{row.kind}» phải ghi «{PASSED}» hoặc «{FAILED}», không phải «{word}»"
                    )
                    reader.refuse("input", message, row.where(Field.CHOICE))
                elif passed:
                    events.append(Event(clean(row.kind), Decimal(1)))
            elif word and verdict(word) is not False:
                events.append(Event(word, Decimal(1)))
            elif not word:
                message = "cần tên ý đạt được ở cột Mức; không ý nào đạt thì ghi «Không đạt»"
                reader.refuse("wrong_column", message, row.where(Field.CHOICE))
        self._warn_of_blank(reader)
        return Entry(events=tuple(events))

    def _warn_of_blank(self, reader: RowReader) -> None:
        """Ý in sẵn còn trống cạnh ý đã ghi: said, because it counts as not achieved."""
        blank = [row for row in reader.rows if row.kind and row.is_blank]
        if blank:
            names = ", ".join(f"«{clean(row.kind)}»" for row in blank)
            message = f"ý {names} còn trống, được hiểu là không đạt"
            reader.warn("blank_part", message, blank[0].where(Field.CHOICE))

    def events_text(self, entry: Entry) -> str:
        """Các ý đạt."""
        return ", ".join(event.kind or "" for event in entry.events) or "không ý nào đạt"


def _part_row(kind: str, hint: str, word: str) -> FormRow:
    return FormRow(
        label=kind,
        hint=hint,
        kind=kind,
        asked=(Field.CHOICE,),
        choices=(PASSED, FAILED),
        choice=word,
    )
