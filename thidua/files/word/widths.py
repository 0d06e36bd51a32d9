"""Bề rộng chữ: how long a line of Times New Roman is, for the rules drawn under it."""

import unicodedata

_BOLD = {
    **dict.fromkeys("ilj.,:; |!'", 278), **dict.fromkeys(" .,", 250),
    **dict.fromkeys("acesrzt", 440), **dict.fromkeys("bdghknopquvxy0123456789J$", 530),
    **dict.fromkeys("f-()", 333), **dict.fromkeys("I", 389), **dict.fromkeys("m", 833),
    **dict.fromkeys("w", 722), **dict.fromkeys("PFS", 600), **dict.fromkeys("BELTZ", 667),
    **dict.fromkeys("ACDNRUVXY", 722), **dict.fromkeys("GHKOQ", 778),
    **dict.fromkeys("M", 944), **dict.fromkeys("W", 1000),
}  # fmt: skip
_OTHER = 600


def width_of(text: str, half_points: int) -> int:
    """Bề rộng của một dòng chữ đậm, in twentieths of a point; marks add nothing to a letter."""
    letters = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    units = sum(_BOLD.get(one, _OTHER) for one in letters if not unicodedata.combining(one))
    return units * half_points * 10 // 1000
