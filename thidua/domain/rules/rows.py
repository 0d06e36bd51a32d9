"""Dòng nhập: the rows of one criterion as they are offered to a person, and as they come back."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from thidua.domain.ground.finding import Findings
from thidua.domain.ground.points import number_problem, parse_number, vi_number
from thidua.domain.ground.text import Written, clean, folded
from thidua.domain.rules.entry import Event, Field, LineState

NOT_ASSIGNED_WORD = "Không giao"
LEFT_BLANK_WORD = "Để trống"
STATES_TYPED = {
    NOT_ASSIGNED_WORD: LineState.NOT_ASSIGNED,
    LEFT_BLANK_WORD: LineState.LEFT_BLANK,
}
"""Tình trạng ghi ở cột Mức, in place of any input."""


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
    name: str = ""
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
        return next((word for word in STATES_TYPED if folded(word) == folded(self.choice)), None)

    @property
    def is_blank(self) -> bool:
        """Dòng trống: no input in it; a note alone is not an input."""
        cells = (self.target, self.actual, self.count, self.choice, self.points, self.name)
        return all(cell is None or cell == "" for cell in cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRow:
    """Dòng của biểu mẫu: `kind` is preprinted, `asked` are the cells to fill in.

    `choices` are offered in column Mức. The first row of a criterion carries its notes.
    """

    label: str
    hint: str
    kind: str = ""
    asked: tuple[Field, ...] = ()
    choices: tuple[str, ...] = ()
    target: Decimal | None = None
    actual: Decimal | None = None
    count: Decimal | None = None
    choice: str = ""
    points: Decimal | None = None
    name: str = ""
    explanation: str = ""
    evidence: str = ""
    is_first: bool = field(default=False)

    def number(self, name: Field) -> Decimal | None:
        """Số đã có ở một ô."""
        numbers = {
            Field.TARGET: self.target,
            Field.ACTUAL: self.actual,
            Field.COUNT: self.count,
            Field.POINTS: self.points,
        }
        return numbers.get(name)


def stray_rows(events: Sequence[Event]) -> list[FormRow]:
    """Lượt mà cách chấm hiện nay không có, kept in sight so that importing them is refused."""
    hint = "Loại này không có trong giao ước; xóa số lượt nếu không dùng"
    return [
        FormRow(
            label=event.kind or "",
            hint=hint,
            kind=event.kind or "",
            asked=(Field.COUNT,),
            count=event.count,
            name=event.name,
        )
        for event in events
    ]


_LASTS = re.compile(r"\d ?(ngày|buổi|giờ|phút|tuần|tháng)(?!\w)")
_COUNTED = re.compile(r"\d ?(lượt|lần|ngày|báo cáo)\.?$")
_SCORED = re.compile(r"\d ?(điểm|đ|%)\.?$")
_LATE = re.compile(r"(?<!\w)(?:trễ|chậm|muộn|quá hạn)(?!\w)")


def _other_measure(row: InputRow, name: Field, written: str) -> str:
    """Số đo điều khác: a share where points belong, how late where it is asked how often."""
    said = folded(written)
    if name is Field.POINTS and "%" in said:
        return f"«{clean(written)}» là tỷ lệ phần trăm, ô này ghi số điểm; hãy ghi số điểm"
    if name is Field.POINTS and (counted := _COUNTED.search(said)):
        return f"«{clean(written)}» là số {counted[1]}, ô này ghi số điểm; hãy ghi số điểm"
    if name is Field.COUNT and _SCORED.search(said):
        return f"«{clean(written)}» không phải số lượt; ô này ghi mấy lượt, hãy ghi số lượt"
    kind, lasts = folded(row.kind or row.choice), _LASTS.search(said)
    if name is Field.COUNT and lasts and _LATE.search(kind) and lasts[1] not in kind:
        return (
            f"«{clean(written)}» là thời gian, ô này ghi «{clean(row.kind or row.choice)}» mấy "
            "lượt; hãy ghi số lượt"
        )
    return ""


class RowReader:
    """Người đọc dòng nhập: the rows of one criterion, and every fault found in them."""

    def __init__(self, code: str, rows: Sequence[InputRow]) -> None:
        self.code, self.rows = code, rows
        self.filled = [row for row in rows if not row.is_blank]
        self.findings = Findings()

    def refuse(self, code: str, message: str, place: str) -> None:
        """Lỗi ở một ô."""
        self.findings.error(code, f"{self.code}: {message}", place)

    def warn(self, code: str, message: str, place: str) -> None:
        """Cảnh báo ở một ô."""
        self.findings.warning(code, f"{self.code}: {message}", place)

    def number(self, row: InputRow, name: Field, value: Written) -> Decimal | None:
        """Số ở một ô; what was typed as text is told as it was understood."""
        if isinstance(value, Decimal) or value is None or not value.strip():
            return value if isinstance(value, Decimal) else None
        found = parse_number(value)
        other = "" if found is None else _other_measure(row, name, value)
        if found is None:
            self.refuse("not_a_number", number_problem(value), row.where(name))
        elif other:
            self.refuse("other_measure", other, row.where(name))
            return None
        else:
            message = f"{self.code}: «{clean(value)}» được đọc là {vi_number(found)}"
            self.findings.notice("number_read", message, row.where(name))
        return found
