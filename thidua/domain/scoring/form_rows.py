"""Dòng biểu mẫu: which rows a criterion takes in a template or grid, and what stands in them.

The rows of a stored entry are read back by `read_entry` as that same entry.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from thidua.domain.covenant.covenant import Criterion
from thidua.domain.ground.points import ZERO, vi_number
from thidua.domain.ground.text import folded
from thidua.domain.rules import (
    Choice,
    Field,
    Judgement,
    LeaderRelative,
    Parts,
    PassFail,
    PerEvent,
    Proportional,
    StartMinus,
    Tiers,
)
from thidua.domain.rules.entry import Entry, Event, LineState
from thidua.domain.rules.events import Price, price_of
from thidua.domain.rules.pass_fail import FAILED, PASSED
from thidua.domain.scoring.entry_rows import LEFT_BLANK_WORD, NOT_ASSIGNED_WORD
from thidua.domain.scoring.sheet import Hand

_STATE_WORDS = {
    LineState.NOT_ASSIGNED: NOT_ASSIGNED_WORD,
    LineState.LEFT_BLANK: LEFT_BLANK_WORD,
}


@dataclass(frozen=True, slots=True)
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


def form_rows(criterion: Criterion, entry: Entry | None, hand: Hand) -> list[FormRow]:
    """Các dòng của một tiêu chí, filled with what is stored."""
    given = entry or Entry(state=LineState.CLEARED)
    scored = given if given.state is LineState.SCORED else None
    rule = criterion.rule
    if isinstance(rule, Parts):
        rows = _part_rows(rule, scored)
    elif isinstance(rule, PerEvent | StartMinus):
        rows = _event_rows(rule, scored)
    else:
        rows = _single_rows(criterion, scored)
    first, *rest = rows
    judged = hand is Hand.VERIFIED
    states = (LEFT_BLANK_WORD, NOT_ASSIGNED_WORD) if judged else (LEFT_BLANK_WORD,)
    first = replace(
        first,
        label=criterion.text,
        choices=(*first.choices, *states),
        choice=_STATE_WORDS.get(given.state, first.choice),
        explanation="" if given.state is LineState.CLEARED else given.explanation,
        evidence="" if given.state is LineState.CLEARED else given.evidence,
        is_first=True,
    )
    return [first, *rest]


def _single_rows(criterion: Criterion, scored: Entry | None) -> list[FormRow]:
    entry = scored or Entry()
    rule = criterion.rule
    choices: tuple[str, ...] = ()
    if isinstance(rule, PassFail):
        choices = (PASSED, FAILED)
    elif isinstance(rule, Choice):
        choices = tuple(label for label, _ in rule.options)
    row = FormRow(
        "",
        _single_hint(criterion),
        asked=rule.fields,
        choices=choices,
        target=entry.target,
        actual=entry.actual,
        choice=entry.choice or "",
        points=entry.points,
    )
    return [row, *_strays(entry.events)]


def _single_hint(criterion: Criterion) -> str:
    rule = criterion.rule
    most = vi_number(criterion.max_points)
    if isinstance(rule, Judgement):
        most = vi_number(criterion.max_points + rule.own_bonus)
        step = "" if rule.step is None else f", bước {vi_number(rule.step)}"
        bonus = f" (kể cả thưởng {vi_number(rule.own_bonus)})" if rule.own_bonus else ""
        return f"Điểm từ 0 đến {most}{step}{bonus}"
    if isinstance(rule, PassFail):
        return f"Mức: chọn «{PASSED}» ({most} điểm) hoặc «{FAILED}» (0 điểm)"
    if isinstance(rule, Choice):
        listed = ", ".join(f"«{label}» ({vi_number(points)})" for label, points in rule.options)
        return f"Mức: chọn {listed}"
    if isinstance(rule, Tiers):
        return f"Nhập Kết quả; bậc: điểm là {rule.parameters()}"
    if isinstance(rule, LeaderRelative):
        return "Nhập Kế hoạch (không được giao kế hoạch thì để trống) và Kết quả"
    if isinstance(rule, Proportional) and rule.parameters():
        return f"Nhập Kế hoạch và Kết quả; {rule.parameters()}"
    return "Nhập Kế hoạch và Kết quả"


def _part_rows(rule: Parts, scored: Entry | None) -> list[FormRow]:
    events = () if scored is None else scored.events
    known = {folded(name) for name, _ in rule.parts}
    rows = []
    for name, points in rule.parts:
        hint = f"Mức: chọn «{PASSED}» ({vi_number(points)} điểm) hoặc «{FAILED}»"
        achieved = [event for event in events if folded(event.kind or "") == folded(name)]
        word = "" if scored is None else PASSED if achieved else FAILED
        spelled = (achieved[0].kind if achieved else None) or name
        rows.append(_part_row(spelled, hint, word))
        rows += [_part_row(event.kind or "", hint, PASSED) for event in achieved[1:]]
    strays = [event.kind or "" for event in events if folded(event.kind or "") not in known]
    return rows + [_part_row(kind, "Ý này không có trong giao ước", PASSED) for kind in strays]


def _part_row(kind: str, hint: str, word: str) -> FormRow:
    return FormRow(kind, hint, kind, (Field.CHOICE,), (PASSED, FAILED), choice=word)


def _event_rows(rule: PerEvent | StartMinus, scored: Entry | None) -> list[FormRow]:
    events = () if scored is None else scored.events
    rows = []
    if isinstance(rule, StartMinus) and rule.starts:
        listed = ", ".join(f"«{one.label}» ({vi_number(one.points)})" for one in rule.starts)
        labels = tuple(start.label for start in rule.starts)
        hint = f"Mức khởi điểm, chọn ở cột Mức: {listed}"
        rows.append(FormRow("Mức khởi điểm", hint, asked=(Field.CHOICE,), choices=labels))
    for price in rule.prices:
        hint = _price_hint(rule, price)
        mine: list[Event | None] = [
            one for one in events if price_of(one.kind, rule.prices) == price
        ]
        for event in mine or [None]:
            kind = (None if event is None else event.kind) or price.kind or ""
            count = None if event is None else event.count
            rows.append(FormRow(kind, hint, kind, (Field.COUNT,), count=count))
    rows += _strays(tuple(one for one in events if price_of(one.kind, rule.prices) is None))
    if scored is not None and scored.choice is not None:
        rows[0] = replace(rows[0], choice=scored.choice)
    elif scored is not None and not events:
        if rows[0].asked == (Field.COUNT,) and not rows[0].kind:
            rows[0] = replace(rows[0], count=ZERO)
        else:
            none = "Không có lượt nào"
            rows.append(FormRow(none, none, asked=(Field.COUNT,), count=ZERO))
    return rows


def _price_hint(rule: PerEvent | StartMinus, price: Price) -> str:
    each = vi_number(abs(price.points))
    lost = isinstance(rule, StartMinus) or price.points < 0
    hint = f"Số lượt; mỗi lượt {'trừ ' if lost else ''}{each} điểm; không có thì ghi 0"
    if isinstance(rule, PerEvent) and rule.only_highest:
        hint += "; chỉ tính mức cao nhất"
    return hint


def _strays(events: Sequence[Event]) -> list[FormRow]:
    """Lượt mà cách chấm hiện nay không có, kept in sight so that importing them is refused."""
    hint = "Loại này không có trong giao ước; xoá số lượt nếu không dùng"
    return [
        FormRow(event.kind or "", hint, event.kind or "", (Field.COUNT,), count=event.count)
        for event in events
    ]
