"""Tên bảng rộng: whose scores and of when its title says they are, beside what is imported."""

import re
from collections.abc import Iterable

from thidua.domain.ground.text import folded, listed
from thidua.domain.period.part import code_of
from thidua.domain.period.period import BlockPeriod
from thidua.domain.scoring.sheet import HAND_WORDS, Hand
from thidua.domain.scoring.wide.grid import LONGEST_HEADING, Grid
from thidua.domain.scoring.wide.headings import LONGEST_TITLE

_OF_A_TABLE = 3
"""Dòng có từ chừng này ô thì đã là bảng, không còn là tên bảng."""
_HANDS = {
    Hand.SELF: re.compile(r"\btự (?:chấm|đánh giá)\b"),
    Hand.CROSS: re.compile(r"\bchấm chéo\b"),
    Hand.VERIFIED: re.compile(r"\b(?:thẩm định|phúc tra)\b"),
}
_DATED = re.compile(
    r"\bngày[\s\d.…_]*(?:tháng|[/.-])[\s\d.…_]*(?:(?:năm|[/.-])\s*\d{4})?"
    r"|\b(?:từ|đến|hết) (?:hết )?tháng \d{1,2}|\b(?:số )?\d+/20\d\d/\S+"
)
"""Ngày ký, thời gian tính và số văn bản: they are not the time of the scores."""
_YEAR = re.compile(r"\b20\d\d\b")
_PART = re.compile(r"\b(?:tháng \d{1,2}|quý (?:i{1,3}|iv|[1-4]))\b")


def title_of(grid: Grid) -> str:
    """Chữ của tên bảng, with the name of its sheet: the rows above the first with several cells."""
    said = [grid.title]
    for number in grid.numbers[:LONGEST_HEADING]:
        squares = grid.rows[number].values()
        if len(squares) >= _OF_A_TABLE:
            break
        said += [one.text[: 2 * LONGEST_TITLE] for one in squares]
    return title_text(said)


def title_text(said: Iterable[str]) -> str:
    """Chữ của tên bảng, without days and the numbers of documents."""
    return _DATED.sub(" ", folded("; ".join(said)))


def told_otherwise(
    title: str, period: BlockPeriod | None, hand: Hand, *, columns_say_hand: bool
) -> list[str]:
    """Điều tên bảng nói khác với lần nhập này, in words; nothing where it says the same too."""
    said: list[str] = []
    hands = [one for one, form in _HANDS.items() if form.search(title)]
    if hands and hand not in hands and not columns_say_hand:
        named = listed([HAND_WORDS[one] for one in hands], "bản")
        said.append(f"tên bảng ghi {named} nhưng đang nhập vào bản {HAND_WORDS[hand]}")
    if period is None:
        return said
    years = list(dict.fromkeys(_YEAR.findall(title)))
    if years and str(period.year) not in years:
        said.append(f"tên bảng ghi năm {listed(years, 'năm')} nhưng đang nhập vào {period.when}")
    parts = {code_of(one): _named(one) for one in _PART.findall(title)}
    if parts and period.part.code not in parts:
        named = listed(list(parts.values()), "kỳ")
        said.append(f"tên bảng ghi {named} nhưng đang nhập vào {period.when}")
    return said


def _named(part: str) -> str:
    word, number = part.split()
    return f"{word} {number.upper()}"
