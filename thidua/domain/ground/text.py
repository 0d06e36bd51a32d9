"""Chữ viết: how Vietnamese text from people is normalised, compared and ordered."""

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal

Written = str | Decimal | None
"""Ô đã ghi: what stands in a cell — text, an exact number, or nothing."""

_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u034f\u061c"
    "\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ud800-\udfff\U000e0000-\U000e0fff]"
)
LONGEST_CODE = 64
LONGEST_NAME = 300
"""Chỗ cho mã và tên: how many signs the database keeps, and so the most a file may bring."""

LONGEST_TEXT = 10_000
"""Chỗ cho một lời giải trình hay lý do, typed or brought by a file."""

_SPACES = re.compile(r"\s+")
_LONE_Y = re.compile(r"(?<=[hklmst])y\b")
_BASES = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = {"": 0, "\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}


def clean(text: str) -> str:
    """Chuẩn hóa: NFC, one line; the words are untouched.

    Control signs, direction marks, invisible spaces and halves of signs are taken out: they show
    nothing, they can make a name look like another, and some databases refuse them.
    """
    # What shows nothing goes first: a mark behind it then joins its letter.
    return _SPACES.sub(" ", unicodedata.normalize("NFC", _INVISIBLE.sub("", text))).strip()


def clean_lines(text: str) -> str:
    """Chuẩn hóa nhiều dòng: as `clean`, keeping the line breaks a person typed."""
    lines = (clean(line) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    return "\n".join(lines).strip()


def length_fault(text: str, most: int) -> str | None:
    """Chỗ quá dài: the sentence for a text of more signs than are kept; None where it fits."""
    if len(text) <= most:
        return None
    return f"dài {len(text)} ký tự, nhiều nhất {most}; hãy rút gọn"


def listed(names: Sequence[str], noun: str = "", *, most: int = 6, between: str = ", ") -> str:
    """Liệt kê có giới hạn: «A, B và 3 đơn vị khác», or «A, B …» where no noun is given."""
    more = len(names) - most
    said = between.join(names[:most])
    if more <= 0:
        return said
    return f"{said} và {more} {noun} khác" if noun else f"{said} …"


def folded(text: str) -> str:
    """Khóa so sánh: equal for two spellings that differ only in case, spaces or Unicode form."""
    return clean(text).casefold()


def without_marks(text: str) -> str:
    """Bỏ dấu: the letters without tone and shape marks, đ included; for file names."""
    flat = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in flat if not unicodedata.combining(letter))


def spoken(text: str) -> str:
    """Chữ như đọc lên: case, marks and the choice between y and i aside; «sỹ» is «sĩ»."""
    return _LONE_Y.sub("i", without_marks(folded(text)))


def mentions(words: str, *texts: str) -> bool:
    """Có mọi chữ này, each in one of the texts, however it is written; no words are in all."""
    within = "\n".join(spoken(one) for one in texts)
    return all(one in within for one in spoken(words).split())


def collation_key(text: str) -> tuple[tuple[int, ...], tuple[int, ...], str]:
    """Thứ tự chữ cái tiếng Việt: a ă â b … đ e ê …; tones decide only between equal letters."""
    letters: list[int] = []
    tones: list[int] = []
    for letter in unicodedata.normalize("NFC", text.casefold()):
        parts = unicodedata.normalize("NFD", letter)
        tone = next((mark for mark in parts[1:] if mark in _TONES), "")
        base = unicodedata.normalize("NFC", parts.replace(tone, "") if tone else parts)
        position = _BASES.find(base) if len(base) == 1 else -1
        letters.append(100 + position if position >= 0 else min(ord(base[0]), 99))
        tones.append(_TONES[tone])
    return tuple(letters), tuple(tones), text
