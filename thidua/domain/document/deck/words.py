"""Lời của trang chiếu: numbers, names and counts as the fixed patterns put them in."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from thidua.domain.covenant.covenant import Covenant
from thidua.domain.document.deck.blocks import Cell
from thidua.domain.ground.points import Exact, vi_number
from thidua.domain.ranking.standing_words import MISSING

TITLE_NAME, PAIR_NAME, LABEL_NAME, BAR_NAME = 34, 24, 18, 14
"""Dài nhất của một tên in a title, alone or beside another; under a column, beside a bar."""

_LOOSE = " ,;:–-"
LONGEST_WORDS = 160
"""Lời của người viết trong một ô: cut beyond it, whole on the page it comes from."""


def points(covenant: Covenant, value: Exact | None) -> str:
    """Điểm ở thang của giao ước; a dash while missing."""
    return MISSING if value is None else vi_number(value, covenant.scale.places)


def percent(share: Fraction) -> str:
    """Phần trăm: two decimals, none where it is whole."""
    value = share * 100
    return f"{vi_number(value, 0 if value.denominator == 1 else 2)} %"


def exact(covenant: Covenant, value: Exact | None) -> Decimal | None:
    """Số cho biểu đồ: the very digits of the table."""
    return None if value is None else covenant.scale.rounded(value)


def cut(text: str, most: int) -> str:
    """Rút gọn, with a sign that something is left out."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip(_LOOSE)}…"


def joined(names: Sequence[str], *, most: int = 2) -> str:
    """Nối tên trong một câu: «A», «A và B», «A, B và 3 đơn vị khác»."""
    told = [cut(one, TITLE_NAME if len(names) == 1 else PAIR_NAME) for one in names[:most]]
    more = len(names) - len(told)
    if more:
        return f"{', '.join(told)} và {more} đơn vị khác"
    return " và ".join([", ".join(told[:-1]), told[-1]]) if len(told) > 1 else "".join(told)


def row(*texts: str | Cell) -> tuple[Cell, ...]:
    """Một dòng của bảng."""
    return tuple(one if isinstance(one, Cell) else Cell(one) for one in texts)


def capital(text: str) -> str:
    """Viết hoa chữ đầu."""
    return text[:1].upper() + text[1:]
