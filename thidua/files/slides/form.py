"""Khuôn trang chiếu: sizes, places and colours, in one place."""

from typing import NamedTuple

from thidua import palette

FONT, LANGUAGE = "Arial", "vi-VN"
WIDTH, HEIGHT = 33.867, 19.05
"""Khổ 16:9, in centimetres like every length here."""

TITLE_SIZE, TEXT_SIZE, TABLE_SIZE, COVER_SIZE = 28, 18, 14, 40
"""Cỡ chữ, in points."""

EDGE = 1.0
INNER = WIDTH - 2 * EDGE
GAP = 0.5
LEAST_ROW = 0.82
CELL_SIDE, CELL_TOP = 0.18, 0.08


class Place(NamedTuple):
    """Chỗ trên trang: left, top, width, height."""

    left: float
    top: float
    width: float
    height: float


TITLE = Place(EDGE, 0.5, INNER, 2.5)
MARK = Place(EDGE, 3.0, INNER, 0.95)
CONTENT = Place(EDGE, 4.2, INNER, 13.35)
FOOTER = Place(EDGE, 17.85, INNER - 3, 0.9)
NUMBER = Place(WIDTH - EDGE - 2.5, 17.85, 2.5, 0.9)
COVER_TITLE = Place(EDGE + 1.5, 4.2, INNER - 3, 5.6)
COVER_MARK = Place(EDGE + 1.5, 9.9, INNER - 3, 1.2)
COVER_LINES = Place(EDGE + 1.5, 11.3, INNER - 3, 4)

THEME = {
    "dk1": palette.INK,
    "lt1": "#FFFFFF",
    "dk2": palette.LACQUER,
    "lt2": palette.PANEL,
    **{f"accent{place}": colour for place, colour in enumerate(palette.CATEGORICAL[:6], start=1)},
    "hlink": palette.LACQUER,
    "folHlink": palette.CROSS_HAND,
}
HEADING, ODD, EVEN = palette.LACQUER, "#FFFFFF", palette.PAPER
GOOD, BAD, FIRST = "#2F6B41", palette.EXCLUDED, palette.LACQUER
"""Màu chữ của một ô, AA on both row colours; a sign stands beside each."""
