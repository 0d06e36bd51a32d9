"""Thể thức: every measure of a page in one place, after Nghị định 30/2020/NĐ-CP, Phụ lục I.

Lengths are in twentieths of a point (1 mm is 56.7 of them), sizes of letters in half points.
"""

from typing import NamedTuple

from thidua.domain.document.blocks import Align

FONT = "Times New Roman"
LANGUAGE = "vi-VN"


class Page(NamedTuple):
    """Khổ trang và lề."""

    width: int
    height: int
    top: int
    bottom: int
    left: int
    right: int

    @property
    def inner(self) -> int:
        """Bề rộng còn lại giữa hai lề."""
        return self.width - self.left - self.right


PORTRAIT = Page(11906, 16838, 1134, 1134, 1701, 851)
LANDSCAPE = Page(16838, 11906, 1134, 1134, 1701, 851)
SMALL = Page(8391, 11906, 680, 680, 850, 680)
"""Khổ A5 của phiếu bầu."""

BALLOT = Page(11906, 16838, 1134, 1134, 1134, 851)
"""Khổ A4 của phiếu có nhiều tên hoặc tên dài."""

HEADER_MARGIN = 567
FOOTER_MARGIN = 454

BODY, TABLE, WIDE_TABLE = 28, 24, 22
BODY_INDENT = 720
BODY_AFTER, LINE = 120, 276
HEAD_LEFT, HEAD_WIDER = 3740, 1200
"""Cột trái của phần đầu: tên cơ quan, wider on a lying page; the rest is the country's name."""

AGENCY, COUNTRY, MOTTO, NUMBER, SUBJECT = 26, 24, 26, 26, 24
TITLE, PLACE = 28, 28
SIGNING, RECIPIENTS_LABEL, RECIPIENTS = 28, 24, 22
PAGE_NUMBER, TRACE, SMALL_PRINT = 26, 16, 20
SIGNING_LINES = 5
"""Số dòng trống để ký và đóng dấu."""

RULE_HEIGHT, RULE_WEIGHT = 80, 6
"""Đường kẻ dưới tên: an empty line of exact height with a border of 0.75 point."""

RULE_SHARE = 0.4
"""Đường kẻ dài một phần ba tới một nửa dòng chữ trên nó."""

CELL_SIDE = 60

HIGHLIGHT = "yellow"
GAP_STYLE, GAP_STYLE_NAME = "ChoTrong", "Chỗ trống"

ALIGN = {
    Align.JUSTIFY: "both",
    Align.LEFT: "left",
    Align.CENTER: "center",
    Align.RIGHT: "right",
}
