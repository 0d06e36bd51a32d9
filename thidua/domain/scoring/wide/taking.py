"""Lấy số của một tiêu chí ở một đơn vị: which squares are the inputs that its rule asks for."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Protocol

from thidua.domain.covenant.covenant import Criterion, Sign
from thidua.domain.ground.finding import Findings
from thidua.domain.ground.points import ZERO, Exact, vi_number
from thidua.domain.ground.text import Written, folded
from thidua.domain.rules.base import Line
from thidua.domain.rules.entry import Entry, Event, Field
from thidua.domain.rules.rows import NOT_ASSIGNED_WORD, InputRow
from thidua.domain.rules.typed_words import TICKED, TICKS
from thidua.domain.scoring.wide.asking import Asker
from thidua.domain.scoring.wide.grid import Grid, Square
from thidua.domain.scoring.wide.headings import EXPLAINED, PROVEN, plain
from thidua.domain.scoring.wide.matching import CovenantLines
from thidua.domain.scoring.wide.meaning import FROM_POINTS, SKIP, Option, SheetPoints, SquareKind

_NOT_ASSIGNED = frozenset({"kg", "không giao", "không được giao"})


class Teller(Protocol):
    """Người đọc bảng, as far as one criterion needs it: where what is found is told."""

    findings: Findings
    ask: Asker
    lines: CovenantLines
    points: list[SheetPoints]

    def mark(self, square: Square, kind: SquareKind) -> None:
        """Ghi ô này là gì."""

    def tell(self, what: str, where: str) -> None:
        """Kể một điều, once for many squares."""


class Taking:
    """Một tiêu chí ở một đơn vị: which of its squares are the inputs that its rule asks for."""

    def __init__(
        self,
        reading: Teller,
        grid: Grid,
        criterion: Criterion,
        unit: str,
        event: str,
        squares: Mapping[Field | str | None, Square],
        given: Collection[Field | str | None],
    ) -> None:
        self.reading, self.grid, self.criterion = reading, grid, criterion
        self.unit, self.event, self.squares, self.given = unit, event, squares, given
        self.at: dict[Field, str] = {}
        self.needed = criterion.rule.fields
        rows = criterion.rule.form_rows(criterion.max_points, None)
        self.choices = {plain(one): one for row in rows for one in row.choices}

    def row(self) -> InputRow | None:
        """Dòng nhập của ô này."""
        state = self._state()
        if state is not None:
            return state
        if Field.POINTS in self.needed:
            row = self._points()
        elif Field.COUNT in self.needed:
            row = self._count()
        elif Field.ACTUAL in self.needed:
            row = self._actual()
        else:
            row = self._choice()
        return replace(
            row,
            kind=self.event,
            explanation=self._note(EXPLAINED),
            evidence=self._note(PROVEN),
            at=self.at,
            place=self.grid.place(next(iter(self.squares.values()))),
        )

    def _state(self) -> InputRow | None:
        for square in self.squares.values():
            if folded(square.text) in _NOT_ASSIGNED:
                place = self.grid.place(square)
                self._mark(square, SquareKind.SCORE)
                return InputRow(
                    choice=NOT_ASSIGNED_WORD,
                    explanation=self._note(EXPLAINED),
                    at={Field.CHOICE: place},
                    place=place,
                )
        return None

    def _note(self, name: str) -> str:
        square = self.squares.get(name)
        if square is None or square.fault:
            return ""
        self._mark(square, SquareKind.SCORE)
        return square.value if isinstance(square.value, str) else square.text

    def _mark(self, square: Square, kind: SquareKind) -> None:
        self.reading.mark(square, kind)

    def _take(self, square: Square | None, name: Field) -> Written:
        """Giá trị của ô, taken as this input."""
        if square is None:
            return None
        place = self.grid.place(square)
        self.at[name] = place
        if square.fault:
            self._mark(square, SquareKind.FAULTY)
            self.reading.findings.error("cell", f"ô {square.fault}", place)
            return None
        self._mark(square, SquareKind.SCORE)
        if square.is_computed:
            self.reading.tell("formula", square.address)
        return square.value

    def _named(self, *names: Field | str | None) -> Square | None:
        return next((self.squares[one] for one in names if one in self.squares), None)

    def _points(self) -> InputRow:
        square = self._named(Field.POINTS, None)
        value = self._take(square, Field.POINTS)
        number = None if square is None or square.fault else square.number
        is_taken_away = self.criterion.sign is Sign.DEDUCTION
        if square is not None and is_taken_away and number is not None and number < 0:
            self.reading.tell("minus", square.address)
            value = -number
        return InputRow(points=value)

    def _meaning(self, options: Sequence[Option], said: str) -> str:
        """Điểm của cách chấm này không nhập thẳng được: what the bare numbers are is asked."""
        code = self.criterion.code
        square = next(iter(self.squares.values()))
        return self.reading.ask.ask(
            f"ô của tiêu chí: {code}",
            f"Tiêu chí {code} {said}; số trong bảng là gì?",
            self.grid.place(square),
            [*options, Option(SKIP, "Không đọc các ô ấy")],
        )

    def _answered(self, answer: str, wanted: str) -> bool:
        """Có được đọc không; squares that are not are marked as what they are."""
        if answer == wanted:
            return True
        kind = SquareKind.SKIPPED if answer == SKIP else SquareKind.ASKED
        for square in self.squares.values():
            self._mark(square, kind)
        return False

    def _actual(self) -> InputRow:
        named = self._named(Field.ACTUAL)
        has_target = Field.TARGET not in self.needed or Field.TARGET in self.given
        square = named or self._named(None, Field.POINTS)
        if square is None and Field.TARGET in self.squares:
            return InputRow(target=self._take(self.squares[Field.TARGET], Field.TARGET))
        if square is None:
            return InputRow()
        if named is None or not has_target:
            without = "" if has_target else ", không có kế hoạch"
            words = f"Là kết quả thực hiện{without}"
            said = "tính điểm từ Kết quả" if has_target else "tính điểm từ Kế hoạch và Kết quả"
            answer = self._meaning([Option(Field.ACTUAL.value, words)], said)
            if not self._answered(answer, Field.ACTUAL.value):
                return InputRow()
        self._keep_points(square)
        target = self.squares.get(Field.TARGET) if Field.TARGET in self.needed else None
        return InputRow(
            target=self._take(target, Field.TARGET), actual=self._take(square, Field.ACTUAL)
        )

    def _count(self) -> InputRow:
        named = self._named(Field.COUNT)
        square = named or self._named(None, Field.ACTUAL, Field.POINTS)
        if square is None:
            return InputRow()
        kinds = self.reading.lines.kinds(self.criterion)
        word = self.squares.get(Field.CHOICE)
        if named is None and not (self.event and square is self._named(None)):
            options = [Option(Field.COUNT.value, "Là số lượt")]
            is_told = len(kinds) < 2 or self.event or word is not None
            answer = self._meaning(options if is_told else [], "tính điểm từ Số lượt")
            if not self._answered(answer, Field.COUNT.value):
                return InputRow()
        self._keep_points(square)
        choice = "" if self.event else _text(self._take(word, Field.CHOICE))
        if not (choice or self.event) and len(kinds) == 1:
            choice = next(iter(kinds.values()))
        return InputRow(count=self._take(square, Field.COUNT), choice=choice)

    def _choice(self) -> InputRow:
        square = self._named(Field.CHOICE)
        if square is None:
            worded = [
                one
                for name in (Field.ACTUAL, None, Field.POINTS)
                if (one := self.squares.get(name)) is not None and self._word(one) is not None
            ]
            square = next(iter(worded), None) or self._named(None, Field.POINTS)
        if square is None:
            return InputRow()
        word = self._word(square)
        if word is None and square.number is not None:
            by_points = self._by_points()
            options = [Option(FROM_POINTS, f"Là điểm; {_spelled(by_points)}")] if by_points else []
            answer = self._meaning(options, "chọn mức, không nhập điểm")
            if not self._answered(answer, FROM_POINTS):
                return InputRow()
            word = by_points.get(abs(square.number))
            if word is None:
                place = self.grid.place(square)
                message = (
                    f"{self.criterion.code}: {vi_number(square.number)} điểm không phải điểm của "
                    f"mức nào ({_spelled(by_points)})"
                )
                self.reading.findings.error("wide_points", message, place)
                self._mark(square, SquareKind.FAULTY)
                return InputRow()
        taken = self._take(square, Field.CHOICE)
        self._keep_points(square)
        return InputRow(choice=word or _text(taken))

    def _word(self, square: Square) -> str | None:
        """Mức mà ô này ghi bằng chữ; a tick says that it is reached."""
        said = square.text.casefold()
        if said in TICKS and TICKED.casefold() in self.choices:
            return TICKED
        if square.number is not None:
            return None
        return self.choices.get(plain(square.text)) or (square.text if square.text else None)

    def _by_points(self) -> dict[Decimal, str]:
        """Mức theo điểm, where no two levels give the same and no part has a price of its own."""
        found: dict[Decimal, list[str]] = defaultdict(list)
        rule, most = self.criterion.rule, self.criterion.max_points
        if self.event:
            price = rule.exact(Line(Entry(events=(Event(self.event, Decimal(1)),)), most))
            words = list(self.choices.values())
            return {price: words[0], ZERO: words[-1]} if isinstance(price, Decimal) else {}
        if self.reading.lines.kinds(self.criterion):
            return {}
        for choice in self.choices.values():
            points = rule.exact(Line(Entry(choice=choice), most))
            if isinstance(points, Decimal):
                found[points].append(choice)
        return {points: names[0] for points, names in found.items() if len(names) == 1}

    def _keep_points(self, taken: Square) -> None:
        """Điểm ghi bên cạnh ô nhập: not imported, compared with what the rule makes."""
        for name in (Field.POINTS, None):
            square = self.squares.get(name)
            if square is None or square is taken or self.event:
                continue
            if square.number is not None:
                self.reading.points.append(
                    SheetPoints(
                        self.unit, self.criterion.code, square.number, self.grid.place(square)
                    )
                )


def _text(value: Written) -> str:
    return value if isinstance(value, str) else "" if value is None else vi_number(value)


def _spelled(by_points: Mapping[Decimal, str]) -> str:
    ordered: list[tuple[Exact, str]] = sorted(by_points.items(), reverse=True)
    return ", ".join(f"{vi_number(points)} là «{word}»" for points, word in ordered)
