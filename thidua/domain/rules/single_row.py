"""Một dòng: what the rules share whose inputs all stand in one row."""

from abc import abstractmethod
from decimal import Decimal

from thidua.domain.ground.text import clean
from thidua.domain.rules.base import METHOD_WORDS, Rule
from thidua.domain.rules.entry import Entry, Field
from thidua.domain.rules.rows import FormRow, RowReader, stray_rows


class SingleRow(Rule):
    """Cách chấm một dòng: chấm mức, đạt/không, chọn mức, theo bậc, tỷ lệ, so với dẫn đầu."""

    __slots__ = ()

    @property
    def choices(self) -> tuple[str, ...]:
        """Những chữ để chọn ở cột Mức."""
        return ()

    def words_for(self, kind: str) -> tuple[str, ...]:
        """Những chữ được ghi ở cột Mức."""
        return self.choices

    @abstractmethod
    def hint(self, most: Decimal) -> str:
        """Cách nhập, as the form says it."""

    def form_rows(self, most: Decimal, scored: Entry | None) -> list[FormRow]:
        """Dòng của biểu mẫu, with lượt of another rule kept in sight below it."""
        entry = scored or Entry()
        row = FormRow(
            label="",
            hint=self.hint(most),
            asked=self.fields,
            choices=self.choices,
            target=entry.target,
            actual=entry.actual,
            choice=entry.choice or "",
            points=entry.points,
        )
        return [row, *stray_rows(entry.events)]

    def entry_of(self, reader: RowReader) -> Entry | None:
        """Dòng điểm: of the only row, and only of the cells that this rule reads."""
        row, *more = reader.filled
        if more:
            message = f"tiêu chí được ghi {len(more) + 1} lần; chỉ giữ một dòng"
            reader.refuse("twice", message, more[0].place or more[0].where(self.fields[0]))
            return None
        numbers = {
            name: reader.number(row, name, value)
            for name, value in (
                (Field.TARGET, row.target),
                (Field.ACTUAL, row.actual),
                (Field.POINTS, row.points),
            )
            if name in self.fields
        }
        entry = Entry(
            target=numbers.get(Field.TARGET),
            actual=numbers.get(Field.ACTUAL),
            points=numbers.get(Field.POINTS),
            choice=(clean(row.choice) or None) if Field.CHOICE in self.fields else None,
        )
        asked = self.fields[-1]
        is_given = entry.choice is not None or numbers.get(asked) is not None
        if not is_given and entry.target is None and not reader.findings:
            word = METHOD_WORDS[self.method]
            message = f"cách chấm «{word}» cần ô {asked}; các ô khác không dùng cho tiêu chí này"
            reader.refuse("wrong_column", message, row.where(asked))
            return None
        return entry
