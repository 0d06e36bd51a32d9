"""Tên người: whether two ways to write one are of the same person."""

import re
import unicodedata

from thidua.domain.ground.text import folded, without_marks

_TITLES = re.compile(
    r"(?:(?:ông|bà|anh|chị|đ/c|đồng chí|ths|thạc s[ĩỹ]|tskh|ts|tiến s[ĩỹ]|pgs|phó giáo sư|gs"
    r"|giáo sư|kts|ks|k[ĩỹ] sư|cn|cử nhân|bs|bác s[ĩỹ]|ds|dược s[ĩỹ]|ls|luật sư|mrs?|ms|dr)"
    r"(?:[\s.,:;]+))+"
)
_BETWEEN = re.compile(r"[\s,.;:]+")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")


def is_same_person(one: str, other: str) -> bool:
    """Cùng họ tên: word for word, whatever the case, the titles before it, the place of a tone.

    The marks are left aside only where one of the two has none at all, as in some certificates.
    """
    first, second = _words(one), _words(other)
    bare = [[without_marks(word) for word in words] for words in (first, second)]
    if not first or bare[0] != bare[1]:
        return False
    if first == bare[0] or second == bare[1]:
        return True
    return list(map(_sound, first)) == list(map(_sound, second))


def _words(name: str) -> list[str]:
    """Các chữ của họ tên, without the titles before it."""
    said = folded(name)
    titles = _TITLES.match(said)
    return [word for word in _BETWEEN.split(said[titles.end() if titles else 0 :]) if word]


def _sound(word: str) -> tuple[str, str]:
    """Chữ và dấu thanh: «hòa» and «hoà» are one."""
    signs = unicodedata.normalize("NFD", word)
    tone = "".join(sign for sign in signs if sign in _TONES)
    return "".join(sign for sign in signs if sign not in _TONES), tone
