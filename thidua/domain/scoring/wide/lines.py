"""Các dòng của bảng rộng: criterion, group, sum, rank or note, and what has to be asked."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from thidua.domain.covenant.covenant import Criterion, CriterionGroup, Node
from thidua.domain.rules.entry import Field
from thidua.domain.scoring.wide.asking import Asker
from thidua.domain.scoring.wide.grid import Grid, Square
from thidua.domain.scoring.wide.headings import LineRole, heading_of, key_of, plain
from thidua.domain.scoring.wide.matching import CovenantLines, Match
from thidua.domain.scoring.wide.meaning import IS_SUM, SKIP, Option
from thidua.domain.scoring.wide.shape import Layout

MOST_ASKED = 40
"""Quá số này thì không hỏi nữa: the sheet is not about this covenant."""

_SUM = re.compile(r"^(tổng|cộng)\b")
_SUM_WORDS = re.compile(r"^(tổng|cộng|số|điểm|các|mục|phần|nhóm|của)\b ?")
_RANK = re.compile(r"^(xếp hạng|hạng|thứ hạng|xếp loại|xếp thứ|vị thứ)\b")
_LEADING = re.compile(
    r"^\(?([0-9]{1,3}|[IVXLC]{1,5}|[A-Za-zđĐ])((?:[.\-][0-9A-Za-z]+)*)[.):\-\s]+(\S.*)$"
)


UNCOMPARED = "không rõ của phần nào nên không đối chiếu"
_MEANS = ("trung bình", "bình quân", "điểm trung bình", "điểm bình quân")


class RowKind(StrEnum):
    """Loại dòng của bảng rộng."""

    CRITERION = "tiêu chí"
    GROUP = "nhóm"
    SUM = "dòng cộng"
    RANK = "xếp hạng"
    MAXIMUM = "điểm tối đa"
    NOTE = "ghi chú, chữ ký"
    SKIPPED = "không đọc"
    ASKED = "chưa rõ"


@dataclass(frozen=True, slots=True, kw_only=True)
class WideRow:
    """Dòng của bảng rộng: what it is of; `event` is the kind of lượt or the part it gives.

    `field` where the row, not the column, says which input it holds. A sum is of the group `code`,
    of all where that is empty.
    """

    number: int
    written: str
    kind: RowKind
    code: str = ""
    event: str = ""
    field: Field | str | None = None
    how: str = ""


class RowTeller:
    """Người gọi tên các dòng, from the top down: the group that is open decides about numbers."""

    def __init__(self, grid: Grid, shape: Layout, lines: CovenantLines, ask: Asker) -> None:
        self._grid, self._shape, self._lines, self._ask = grid, shape, lines, ask
        body = range(shape.bottom + 1, (grid.numbers[-1] if grid.numbers else 0) + 1)
        self._covered = grid.spread(body)
        self._group: CriterionGroup | None = None
        self._criterion: Criterion | None = None
        self._taken: set[tuple[str, str, object]] = set()
        self._keys: dict[str, int] = {}
        self._last = self._last_known()
        self.unknown = 0

    def rows(self) -> list[WideRow]:
        """Các dòng dưới tiêu đề."""
        found = []
        for number in self._grid.numbers:
            if number > self._shape.bottom:
                row = self._row(number)
                if row.kind in (RowKind.CRITERION, RowKind.GROUP):
                    self._enter(row.code)
                found.append(row)
        return found

    def _enter(self, code: str) -> None:
        covenant = self._lines.covenant
        if code in covenant.groups:
            self._group, self._criterion = covenant.groups[code], None
        else:
            self._criterion = covenant.criteria[code]
            self._group = covenant.parents.get(code, self._group)

    def _last_known(self) -> int:
        """Dòng cuối còn là của giao ước: below it stand sums, notes and signatures."""
        for number in reversed(self._grid.numbers):
            for column in self._shape.labels:
                square = self._grid.at(number, column)
                if square is not None and self._lines.is_known(square.text) is not None:
                    return number
        return self._grid.numbers[-1] if self._grid.numbers else 0

    def _row(self, number: int) -> WideRow:
        code, text = self._text(number, self._shape.code), self._text(number, self._shape.text)
        others = [
            self._text(number, column)
            for column in self._shape.labels
            if column not in (self._shape.code, self._shape.text)
        ]
        field = self._field(code, text, others)
        named = next((one for one in (*others, text) if field and _field_of(one) == field), "")
        labels = [one for one in (code, text, *others) if one and one != named]
        written = " ".join(labels) or self._first_text(number)
        self._open_covering(number)
        special = self._special(number, code, text, others, written)
        if special is not None:
            return special
        if field is not None and self._criterion is not None and not labels:
            return self._criterion_row(number, written, self._criterion, "", field, "")
        others = [one for one in others if one != named]
        return self._matched(number, code, "" if text == named else text, others, written, field)

    def _text(self, number: int, column: int | None) -> str:
        square = None if column is None else self._grid.at(number, column)
        return "" if square is None else square.text

    def _first_text(self, number: int) -> str:
        squares = (square for _, square in sorted(self._grid.rows[number].items()))
        return next((one.text for one in squares if one.number is None and one.text), "")

    def _field(self, code: str, text: str, others: list[str]) -> Field | str | None:
        """Ô nhập mà dòng này gọi tên; a criterion may be called «Kết quả» and is none then."""
        free = [*others, *([text] if not code and self._lines.is_known(text) is None else [])]
        return next((found for one in free if (found := _field_of(one)) is not None), None)

    def _open_covering(self, number: int) -> None:
        """Ô gộp bên trái gọi tên nhóm hay tiêu chí đang mở."""
        for column in self._shape.labels:
            if self._grid.at(number, column) is None and (number, column) in self._covered:
                node = self._lines.is_known(self._covered[number, column].text)
                if isinstance(node, CriterionGroup):
                    self._group = node

    def _special(
        self, number: int, code: str, text: str, others: list[str], written: str
    ) -> WideRow | None:
        """Dòng cộng, dòng hạng, dòng điểm tối đa; a line of the covenant may begin so too."""
        if any(self._lines.is_known(one) is not None for one in (code, text, *others) if one):
            return None
        said = plain(next((one for one in (text, *others, code) if one), "") or written)
        meaning = heading_of(said)
        role = None if meaning is None else meaning.role
        is_free = not code or plain(code) == said

        def made(kind: RowKind, group: str = "") -> WideRow:
            return WideRow(number=number, written=written, kind=kind, code=group)

        if role is LineRole.RANK or (is_free and _RANK.match(said)):
            return made(RowKind.RANK)
        if role is LineRole.MAXIMUM:
            return made(RowKind.MAXIMUM)
        if role in (LineRole.NOTE, LineRole.CODE, LineRole.UNIT) or said.startswith(_MEANS):
            return made(RowKind.NOTE)
        if role is LineRole.TOTAL or (is_free and _SUM.match(said)):
            group = self._group_of_sum(said)
            row = made(RowKind.SUM, group or "")
            return row if group is not None else replace(row, how=UNCOMPARED)
        return None

    def _group_of_sum(self, said: str) -> str | None:
        """Nhóm mà dòng cộng nói tới; empty where it is of everything, None where it is unclear."""
        rest = said
        while rest:
            node = self._lines.is_known(rest)
            if isinstance(node, CriterionGroup):
                return node.code
            shorter = _SUM_WORDS.sub("", rest)
            if shorter == rest:
                break
            rest = shorter
        return "" if all(self._lines.coded(one) for one in rest.split()) else None

    def _matched(
        self,
        number: int,
        code: str,
        text: str,
        others: list[str],
        written: str,
        field: Field | str | None,
    ) -> WideRow:
        match = self._match(code, text, others)
        event = "" if match.node is not None else self._event(text or code)
        if event and self._criterion is not None:
            return self._criterion_row(
                number, written, self._criterion, event, field, "theo tên loại, tên ý"
            )
        if match.node is None:
            return self._unmatched(number, written, match, text or code, field)
        if isinstance(match.node, CriterionGroup):
            group = match.node.code
            return WideRow(
                number=number, written=written, kind=RowKind.GROUP, code=group, how=match.how
            )
        return self._criterion_row(number, written, match.node, "", field, match.how)

    def _match(self, code: str, text: str, others: list[str]) -> Match:
        match = self._lines.match(code, text, self._group)
        if match.node is not None:
            return match
        for one in (text, code, *others):
            if one and (split := _LEADING.match(one)):
                again = self._lines.match(split[1] + split[2], split[3], self._group)
                if again.node is not None:
                    return again
                match = match if match.candidates else again
            if one in others and one:
                again = self._lines.match("", one, self._group)
                coded = self._lines.match(one, "", self._group)
                for found in (again, coded):
                    if found.node is not None:
                        return found
        return match

    def _event(self, text: str) -> str:
        if self._criterion is None:
            return ""
        kinds = self._lines.kinds(self._criterion)
        return kinds.get(plain(text.lstrip("-–+• ")), "")

    def _criterion_row(
        self,
        number: int,
        written: str,
        criterion: Criterion,
        event: str,
        field: Field | str | None,
        how: str,
    ) -> WideRow:
        place = (criterion.code, event, field)
        if place in self._taken and self._values(number):
            match = Match(candidates=(criterion,))
            return self._unmatched(number, written, match, written, field, is_second=True)
        self._taken.add(place)
        return WideRow(
            number=number,
            written=written,
            kind=RowKind.CRITERION,
            code=criterion.code,
            event=event,
            field=field,
            how=how,
        )

    def _values(self, number: int) -> list[Square]:
        """Ô có chữ ở các cột không phải nhãn."""
        columns = self._shape.columns
        return [
            square
            for column, square in self._grid.rows[number].items()
            if column not in self._shape.labels
            and (column not in columns or columns[column].role is None)
        ]

    def _unmatched(
        self,
        number: int,
        written: str,
        match: Match,
        text: str,
        field: Field | str | None,
        *,
        is_second: bool = False,
    ) -> WideRow:
        values = self._values(number)
        is_note = number > self._last and all(one.number is None for one in values)
        if (not values or is_note) and not (match.candidates and values):
            return WideRow(number=number, written=written, kind=RowKind.NOTE)
        self.unknown += 1
        if self.unknown > MOST_ASKED:
            return WideRow(number=number, written=written, kind=RowKind.ASKED)
        answer = self._ask_row(number, written, match, text, is_second=is_second)
        if not answer:
            return WideRow(number=number, written=written, kind=RowKind.ASKED)
        if answer == SKIP:
            return WideRow(number=number, written=written, kind=RowKind.SKIPPED)
        if answer == IS_SUM:
            return WideRow(number=number, written=written, kind=RowKind.SUM)
        kind = RowKind.GROUP if answer in self._lines.covenant.groups else RowKind.CRITERION
        return WideRow(
            number=number,
            written=written,
            kind=kind,
            code=answer,
            field=field,
            how="theo câu trả lời",
        )

    def _ask_row(
        self, number: int, written: str, match: Match, text: str, *, is_second: bool
    ) -> str:
        key = key_of("dòng", written)
        times = self._keys[key] = self._keys.get(key, 0) + 1
        key = key if times == 1 else f"{key} (lần {times})"
        covenant = self._lines.covenant
        first = {one.code: one for one in (*match.candidates, *self._lines.alike(text))}
        nodes: Mapping[str, Node] = {**first, **{one.code: one for one in covenant.nodes}}
        options = [
            Option(
                one.code, f"{'Nhóm' if code in covenant.groups else 'Tiêu chí'} {code} {one.text}"
            )
            for code, one in nodes.items()
        ]
        end = [Option(IS_SUM, "Là dòng cộng"), Option(SKIP, "Không đọc dòng này")]
        label = "Cột" if self._grid.is_turned else "Dòng"
        if is_second:
            twice = f"{label} «{written}» là lần thứ hai của một tiêu chí; nó là gì?"
            options = [*end, *options]
            said = twice
        else:
            options = [*options, *end]
            said = f"{label} «{written}» là gì trong giao ước?"
        square = next(iter(square for _, square in sorted(self._grid.rows[number].items())))
        return self._ask.ask(key, said, self._grid.place(square), options)


_WORDS = {True: "Nhóm", False: "Tiêu chí"}


def _field_of(text: str) -> Field | str | None:
    meaning = heading_of(text) if text else None
    return None if meaning is None else meaning.field
