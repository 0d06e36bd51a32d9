"""Dạng số của ô: what a person sees of a number, where that says more than the number kept."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

_PIECE = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|(?P<space>[_*].)|\[(?P<bracket>[^\]]*)\]|(?P<sign>.)',
    re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)", re.ASCII)
_MONEY = re.compile(r"\$([^-]*)")
_ZERO = Decimal(0)
_PLAIN_SIGNS = frozenset("0#?.,% -+()/:")  # what Excel shows as it stands, beside the digits
_MOST_PLACES = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class _Section:
    """Phần của dạng số: «dương; âm; không», or one with a condition of its own.

    `percents` are the signs that multiply; `before` and `after` what stands round the digits.
    `is_plain` is false where the digits are shown as nobody writes a code: grouped, as a fraction,
    with an exponent, as a date, or as the program pleases («General»).
    """

    percents: int
    whole: int
    least_places: int
    most_places: int
    before: str
    after: str
    is_plain: bool
    condition: tuple[str, Decimal] | None

    def holds(self, value: Decimal) -> bool:
        """Điều kiện của phần này đúng với số ấy."""
        if self.condition is None:
            return False
        sign, bound = self.condition
        return {
            "<": value < bound,
            ">": value > bound,
            "=": value == bound,
            "<=": value <= bound,
            ">=": value >= bound,
            "<>": value != bound,
        }[sign]

    def shown(self, value: Decimal) -> str:
        unit = Decimal(1).scaleb(-self.most_places)
        whole, _, places = f"{value.quantize(unit, ROUND_HALF_UP):f}".partition(".")
        spare = places[self.least_places :].rstrip("0")
        places = places[: self.least_places] + spare
        digits = whole.zfill(self.whole) if self.whole else whole.lstrip("0")
        return f"{self.before}{digits}{'.' if places else ''}{places}{self.after}".strip()


@dataclass(frozen=True, slots=True)
class NumberLook:
    """Dạng số: the sections of a cell's number format, and whether it shows a day."""

    sections: tuple[_Section, ...] = ()
    is_date: bool = False

    @classmethod
    def of(cls, code: str) -> "NumberLook":
        """Dạng số của chuỗi định dạng này."""
        return _look(code)

    def times(self, value: Decimal) -> int:
        """Số mà giá trị được nhân lên khi hiện: a hundred for each per cent sign that counts."""
        section = self._section(value)
        return 1 if section is None else 100**section.percents

    def shown(self, value: Decimal) -> str | None:
        """Số như ô hiện ra, with a point before its decimals; None where the format leaves it open.

        `value` is what the cell means, already multiplied.
        """
        section = self._section(value)
        if section is None or not section.is_plain:
            return None
        return section.shown(abs(value) if section is not self.sections[0] else value)

    def _section(self, value: Decimal) -> _Section | None:
        sections = self.sections
        if not sections:
            return None
        if any(one.condition is not None for one in sections):
            found = next((one for one in sections if one.holds(value)), None)
            return found or sections[-1]
        if value < 0 and len(sections) > 1:
            return sections[1]
        return sections[2] if value == 0 and len(sections) > 2 else sections[0]


PLAIN = NumberLook()
"""Không nói gì về số: a text, or a number of the format «General»."""

DAY = NumberLook(is_date=True)
"""Ô chứa ngày."""


@lru_cache(maxsize=4096)
def _look(code: str) -> NumberLook:
    if code.casefold() in ("general", "@", ""):
        return PLAIN
    return NumberLook(tuple(map(_section, _split(code))))


def _pieces(code: str) -> Iterator[tuple[str, str]]:
    for piece in _PIECE.finditer(code):
        kind = piece.lastgroup or "sign"
        yield kind, piece[kind]


def _split(code: str) -> Iterator[list[tuple[str, str]]]:
    """Các phần, cut at every semicolon that is not itself shown; the fourth is for texts."""
    section: list[tuple[str, str]] = []
    for kind, text in _pieces(code):
        if (kind, text) == ("sign", ";"):
            yield section
            section = []
        else:
            section.append((kind, text))
    yield section


def _section(pieces: list[tuple[str, str]]) -> _Section:
    before, after, digits = "", "", ""
    percents, is_plain, condition = 0, True, None
    for kind, text in pieces:
        literal = ""
        if kind in ("quoted", "escaped"):
            literal = text
        elif kind == "bracket":
            found = _CONDITION.fullmatch(text)
            condition = condition or (found and (found[1], Decimal(found[2])))
            money = _MONEY.match(text)
            literal = money[1] if money else ""
        elif kind == "sign" and text in "0#?.,":
            is_plain = is_plain and text != "," and not after.strip()
            digits += text
        elif kind == "sign":
            percents += text == "%"
            is_plain = is_plain and text in _PLAIN_SIGNS and text != "/"
            literal = text
        if digits:
            after += literal
        else:
            before += literal
    whole, point, places = digits.partition(".")
    places = places.replace(".", "")
    return _Section(
        percents=percents,
        whole=whole.count("0"),
        least_places=places.rfind("0") + 1,
        most_places=min(len(places), _MOST_PLACES),
        before=before,
        after=after,
        is_plain=is_plain and bool(whole or point) and len(places) <= _MOST_PLACES,
        condition=condition or None,
    )
