"""Địa chỉ trang: the names of its parameters that belong to a list or a choice on the page.

Such a name is written by its widget alone; whoever else writes it stops the page.
"""

BLOCK, YEAR = "khoi", "nam"
"""Khóa của ô chọn khối và năm, which are in the address of every page."""

TO_BLOCK, TO_YEAR = "toi-khoi", "toi-nam"
"""Khối và năm mà một đường dẫn dẫn tới, by code, so that it stays short."""

PART = "phan"
"""Khóa của ô chọn phần việc on a page of several parts."""
