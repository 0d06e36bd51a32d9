"""Địa chỉ trang: the names of its parameters that belong to a list or a choice on the page.

Such a name is written by its widget alone; whoever else writes it stops the page.
"""

from collections.abc import Mapping

from thidua.domain.period.part import code_of
from thidua.domain.period.period import BlockPeriod

BLOCK, YEAR, WITHIN = "khoi", "nam", "ky"
"""Khóa của ô chọn khối, năm và kỳ trong năm, which are in the address of every page."""

TO_BLOCK, TO_YEAR, TO_WITHIN = "toi-khoi", "toi-nam", "toi-ky"
"""Khối, năm và kỳ mà một đường dẫn dẫn tới, by code, so that it stays short."""

TO_UNIT, TO_HAND = "toi-don-vi", "toi-bang"
"""Bảng điểm mà một đường dẫn dẫn tới: of which unit, by which hand."""


def leading_to(period: BlockPeriod) -> dict[str, str]:
    """Tham số dẫn tới một kỳ; the whole year needs no part."""
    to = {TO_BLOCK: period.block_code, TO_YEAR: str(period.year)}
    return to if period.part.is_year else to | {TO_WITHIN: period.part.code}


def is_answered(asked: Mapping[str, str], period: BlockPeriod | None) -> bool:
    """Địa chỉ này nói tới kỳ ấy, as far as it names a block, a year or a part of it."""
    if period is None:
        return True
    to = {name: asked[name] for name in (TO_BLOCK, TO_YEAR, TO_WITHIN) if name in asked}
    if to:
        return to.items() <= leading_to(period).items()
    is_block = asked.get(BLOCK, period.block_name) in (period.block_name, period.block_code)
    is_year = asked.get(YEAR, str(period.year)) == str(period.year)
    part = asked.get(WITHIN, period.part.code)
    is_titled = part == period.part.title(period.year)
    return is_block and is_year and (is_titled or code_of(part) == period.part.code)


REGISTER = "so"
"""Khóa của ô chọn sổ on the page of registers."""

PART = "phan"
"""Khóa của ô chọn phần việc on a page of several parts."""

DRAFTING = "viec"
"""Khóa của ô chọn việc với dự thảo giao ước."""
