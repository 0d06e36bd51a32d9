"""Máy tính công thức: evaluates, exactly, the few functions our workbooks use; knows nothing else.

Independent of the app: it reads the finished workbook and calculates with fractions.
"""

import operator
import re
from fractions import Fraction
from io import BytesIO

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

Value = Fraction | str | bool | None
_TOKEN = re.compile(
    r"""\s*(?:
    (?P<number>\d+(?:\.\d+)?)
  | (?P<text>"(?:[^"]|"")*")
  | (?P<reference>(?:'(?:[^']|'')+'!)?\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?)
  | (?P<name>[A-Z]+)(?=\()
  | (?P<sign><=|>=|<>|[-+*/&<>=(),])
    )""",
    re.VERBOSE,
)


class Calculator:
    """Máy tính của một sổ."""

    def __init__(self, content: bytes) -> None:
        self.book = load_workbook(BytesIO(content))
        self.known: dict[tuple[str, str], Value] = {}

    def value(self, sheet: str, address: str) -> Value:
        """Giá trị của một ô, calculated where it holds a formula."""
        key = (sheet, address)
        if key not in self.known:
            cell = self.book[sheet][address]
            if cell.data_type == "f":
                self.known[key] = Formula(self, sheet, cell.value[1:]).result()
            elif isinstance(cell.value, int | float):
                self.known[key] = Fraction(repr(cell.value))
            else:
                self.known[key] = cell.value
        return self.known[key]

    def area(self, sheet: str, reference: str) -> list[Value]:
        """Giá trị của một vùng."""
        left, top, right, bottom = range_boundaries(reference)
        cells = [
            self.book[sheet].cell(row, column).coordinate
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
        ]
        return [self.value(sheet, cell) for cell in cells]


class Area(list):
    """Vùng: values that stand in cells, whose texts SUM and COUNT pass over."""


class Formula:
    """Một công thức."""

    def __init__(self, calculator: Calculator, sheet: str, text: str) -> None:
        self.calculator, self.sheet = calculator, sheet
        self.tokens, place = [], 0
        while place < len(text):
            found = _TOKEN.match(text, place)
            assert found is not None, f"không hiểu công thức {text!r} từ {place}"
            self.tokens.append((found.lastgroup, found.group(found.lastgroup)))
            place = found.end()
        self.place = 0

    def result(self) -> Value:
        value = self.comparison()
        assert self.place == len(self.tokens), self.tokens[self.place :]
        return single(value())

    def peek(self) -> str | None:
        return self.tokens[self.place][1] if self.place < len(self.tokens) else None

    def take(self) -> tuple[str, str]:
        self.place += 1
        return self.tokens[self.place - 1]

    # Each step returns a function, so that IF calculates only the side it chooses.

    def binary(self, signs, operand):
        left = operand()
        while self.peek() in signs:
            sign, first, second = self.take()[1], left, operand()

            def left(sign=sign, first=first, second=second):
                return SIGNS[sign](single(first()), single(second()))

        return left

    def comparison(self):
        return self.binary(("<", ">", "=", "<=", ">=", "<>"), self.joined)

    def joined(self):
        return self.binary(("&",), self.sum)

    def sum(self):
        return self.binary(("+", "-"), self.product)

    def product(self):
        return self.binary(("*", "/"), self.atom)

    def atom(self):
        kind, text = self.take()
        if kind == "number":
            return lambda: Fraction(text)
        if kind == "text":
            return lambda: text[1:-1].replace('""', '"')
        if kind == "reference":
            sheet, _, place = text.rpartition("!")
            title = sheet[1:-1].replace("''", "'") if sheet else self.sheet
            return lambda: Area(self.calculator.area(title, place.replace("$", "")))
        if kind == "name":
            return self.call(text)
        assert text == "(", text
        value = self.comparison()
        assert self.take()[1] == ")"
        return value

    def call(self, name: str):
        assert self.take()[1] == "("
        arguments = [self.comparison()]
        while self.peek() == ",":
            self.take()
            arguments.append(self.comparison())
        assert self.take()[1] == ")"
        if name == "IF":
            return lambda: chosen(*arguments)
        return lambda: FUNCTIONS[name](*(argument() for argument in arguments))


def single(value):
    if isinstance(value, Area):
        assert len(value) == 1
        return value[0]
    return value


def as_number(value) -> Fraction:
    assert isinstance(value, Fraction | type(None)), f"cộng trừ với chữ {value!r}"
    return value or Fraction(0)


def as_text(value) -> str:
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    return value or ""


def numbers(arguments) -> list[Fraction]:
    found = []
    for argument in arguments:
        if isinstance(argument, Area):
            found += [value for value in argument if isinstance(value, Fraction)]
        else:
            found.append(as_number(argument))
    return found


def rounded(value, places) -> Fraction:
    scaled = as_number(single(value)) * 10 ** int(places)
    whole = int(abs(scaled) + Fraction(1, 2))
    return Fraction(whole if scaled >= 0 else -whole) / 10 ** int(places)


def chosen(condition, then, otherwise):
    test = condition()
    assert isinstance(test, bool)
    return single(then() if test else otherwise())


def count_if(area: Area, test: str) -> Fraction:
    assert test.startswith(">")
    least = Fraction(test[1:])
    return Fraction(sum(isinstance(value, Fraction) and value > least for value in area))


def compared(test):
    def run(first, second):
        assert isinstance(first, Fraction) and isinstance(second, Fraction), (first, second)
        return test(first, second)

    return run


SIGNS = {
    "<": compared(operator.lt),
    ">": compared(operator.gt),
    "=": compared(operator.eq),
    "<=": compared(operator.le),
    ">=": compared(operator.ge),
    "<>": compared(operator.ne),
    "&": lambda first, second: as_text(first) + as_text(second),
    "+": lambda first, second: as_number(first) + as_number(second),
    "-": lambda first, second: as_number(first) - as_number(second),
    "*": lambda first, second: as_number(first) * as_number(second),
    "/": lambda first, second: as_number(first) / as_number(second),
}
FUNCTIONS = {
    "SUM": lambda *given: sum(numbers(given), Fraction(0)),
    "MIN": lambda *given: min(numbers(given)),
    "MAX": lambda *given: max(numbers(given)),
    "COUNT": lambda *given: Fraction(len(numbers(given))),
    "ROUND": rounded,
    "COUNTIF": count_if,
}
