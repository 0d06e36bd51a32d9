"""Đếm dòng: the few ways in which the registers count their rows."""

from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise

from thidua.domain.register.line import Values
from thidua.domain.register.register import CellFault, Lines, RegisterNumber


def number(name: str, lines: Lines, asked: Callable[[Values], bool]) -> RegisterNumber:
    """Số dòng như thế này."""
    return RegisterNumber(name, Decimal(sum(asked(one.values) for one in lines)))


def total(name: str, lines: Lines, column: str, unit: str = "") -> RegisterNumber:
    """Tổng của một cột; a cell that says nothing adds nothing."""
    said = (one.values.get(column) for one in lines)
    found = [one for one in said if isinstance(one, Decimal)]
    return RegisterNumber(name, sum(found, Decimal(0)), unit)


def in_order(values: Values, *steps: tuple[str, str]) -> list[CellFault]:
    """Các ngày phải theo thứ tự; each step is a column with its title."""
    said = [(code, title, values[code]) for code, title in steps if code in values]
    return [
        (code, f"«{title}» trước «{before}»; hãy kiểm tra lại hai ngày")
        for (_, before, day), (code, title, later) in pairwise(said)
        if str(later) < str(day)
    ]
