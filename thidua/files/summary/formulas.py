"""Công thức của bảng tổng hợp: the additions of one unit, as formulas over its own sheet.

They add up what `domain/scoring/scoring.py` adds up: lines of the group's sign, a group of another
sign passing on what is below it, ceilings already reduced by what was not assigned, and nothing
for a line that waits for its second person. Results are rounded to digits no exact sum exceeds, so
that binary fractions never show.
"""

from collections.abc import Mapping
from decimal import Decimal

from thidua.domain.covenant.covenant import Covenant, Criterion, CriterionGroup, Node, Sign
from thidua.domain.scoring.scoring import UnitScore

NOT_COMPLETE = "chưa đủ"
_MOST_ARGUMENTS = 200


def digits_of(covenant: Covenant) -> int:
    """Số chữ số thập phân của các tổng: those of the scale, or of a finer maximum."""
    return max([covenant.scale.places, *(_places(node.max_points) for node in covenant.nodes)])


def _places(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent if value else 0
    return max(0, -exponent) if isinstance(exponent, int) else 0


def left_out(covenant: Covenant, score: UnitScore) -> frozenset[str]:
    """Các dòng không được cộng for this unit; units with the same have the same formulas."""
    not_scored = {code for code in covenant.criteria if score.lines[code] is None}
    return frozenset(not_scored.difference(score.missing).union(score.unconfirmed))


class UnitFormulas:
    """Công thức của một đơn vị; `rows` are the sheet rows (from 1) of each code."""

    def __init__(
        self,
        covenant: Covenant,
        left_out: frozenset[str],
        rows: Mapping[str, int],
        points_column: str,
        max_column: str,
    ) -> None:
        self._covenant, self._left_out, self._rows = covenant, left_out, rows
        self._points, self._max = points_column, max_column
        self.digits = digits_of(covenant)

    def group(self, group: CriterionGroup) -> str:
        """Điểm nhóm: the lines of its sign, at most its ceiling; «chưa đủ» while one is missing."""
        rows = [row for child in group.children for row in self._terms(child, group.sign)]
        total = self._sum(rows)
        if group.is_ceiling:
            total = f"MIN({total},{self._max}{self._rows[group.code]})"
        return self._guarded(rows, total)

    def part(self, sign: Sign) -> str:
        """Điểm gốc, thưởng hoặc trừ: everything of this sign, from the first level down."""
        rows = [row for node in self._covenant.children for row in self._terms(node, sign)]
        return self._guarded(rows, self._sum(rows))

    def total(self, rows: Mapping[Sign, int]) -> str:
        """Tổng điểm from the three parts in these rows, never below 0."""
        base, bonus, deduction = (f"{self._points}{rows[sign]}" for sign in Sign)
        total = f"MAX(0,{base}+{bonus}-{deduction})"
        return (
            f'=IF(COUNT({base},{bonus},{deduction})<3,"{NOT_COMPLETE}",'
            f"ROUND({total},{self.digits}))"
        )

    def _terms(self, node: Node, sign: Sign) -> list[int]:
        """Các dòng được cộng: their sheet rows, in order."""
        if node.sign is sign:
            return [self._rows[node.code]] if self._counts(node) else []
        if isinstance(node, CriterionGroup):
            return [row for child in node.children for row in self._terms(child, sign)]
        return []

    def _counts(self, node: Node) -> bool:
        return isinstance(node, CriterionGroup) or node.code not in self._left_out

    def _guarded(self, rows: list[int], total: str) -> str:
        rounded = f"ROUND({total},{self.digits})"
        if not rows:
            return f"={rounded}"
        return f'=IF({self._over("COUNT", rows)}<{len(rows)},"{NOT_COMPLETE}",{rounded})'

    def _sum(self, rows: list[int]) -> str:
        return self._over("SUM", rows) if rows else "0"

    def _over(self, name: str, rows: list[int]) -> str:
        """Hàm trên các dòng; in several calls where one would have more arguments than allowed."""
        ranges = self._ranges(rows)
        calls = [
            f"{name}({','.join(ranges[start : start + _MOST_ARGUMENTS])})"
            for start in range(0, len(ranges), _MOST_ARGUMENTS)
        ]
        return "+".join(calls)

    def _ranges(self, rows: list[int]) -> list[str]:
        ranges: list[tuple[int, int]] = []
        for row in rows:
            if ranges and ranges[-1][1] == row - 1:
                ranges[-1] = (ranges[-1][0], row)
            else:
                ranges.append((row, row))
        column = self._points
        return [
            f"{column}{first}" if first == last else f"{column}{first}:{column}{last}"
            for first, last in ranges
        ]


def part_value(score: UnitScore, sign: Sign) -> Decimal | None:
    """Điểm gốc, thưởng hoặc trừ của phần mềm."""
    return {
        Sign.BASE: score.base,
        Sign.BONUS: score.bonus,
        Sign.DEDUCTION: score.deduction,
    }[sign]


def part_max(covenant: Covenant, score: UnitScore, sign: Sign) -> Decimal:
    """Điểm tối đa của một phần; of the base what was assigned."""
    return score.assigned_max if sign is Sign.BASE else covenant.max_of(sign)


def line_value(score: UnitScore, node: Node) -> Decimal | None:
    """Điểm của một dòng hoặc nhóm."""
    return score.lines[node.code] if isinstance(node, Criterion) else score.groups[node.code]


def or_word(value: Decimal | None, word: str) -> Decimal | str:
    """Điểm, hoặc chữ thay cho điểm chưa có."""
    return word if value is None else value
