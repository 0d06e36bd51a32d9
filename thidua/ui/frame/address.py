"""Địa chỉ trang: the names of its parameters that belong to a list or a choice on the page.

Such a name is written by its widget alone; whoever else writes it stops the page.
"""

from thidua.domain.period.period import BlockPeriod

BLOCK, YEAR, WITHIN = "khoi", "nam", "ky"
"""Khóa của ô chọn khối, năm và kỳ trong năm, which are in the address of every page."""

TO_BLOCK, TO_YEAR, TO_WITHIN = "toi-khoi", "toi-nam", "toi-ky"
"""Khối, năm và kỳ mà một đường dẫn dẫn tới, by code, so that it stays short."""


def leading_to(period: BlockPeriod) -> dict[str, str]:
    """Tham số dẫn tới một kỳ; the whole year needs no part."""
    to = {TO_BLOCK: period.block_code, TO_YEAR: str(period.year)}
    return to if period.part.is_year else to | {TO_WITHIN: period.part.code}


PART = "phan"
"""Khóa của ô chọn phần việc on a page of several parts."""
