"""Bảng màu: every colour of the product, named by what it means.

`.streamlit/config.toml` repeats them, and a test compares the two. Colours of marks (bars, dots,
cells) are mid-tones, readable on paper and at night alike, so that a meaning keeps its colour when
the room is darkened. Surfaces and ink come in two sets.
"""

PAPER = "#FBF8F1"
PANEL = "#F2ECDF"
SIDEBAR = "#F1EADB"
INK = "#221E19"
LINE = "#CFC4AF"
LACQUER = "#8C1C22"

NIGHT_PAPER = "#191714"
NIGHT_PANEL = "#26231E"
NIGHT_SIDEBAR = "#121110"
NIGHT_INK = "#ECE6DA"
NIGHT_LINE = "#4A443A"
NIGHT_LACQUER = "#C4494B"
NIGHT_LINK = "#E8918B"

RANK_FIRST = "#B07F14"
SELF_HAND = "#3A8F8B"
CROSS_HAND = "#8467A8"
VERIFIED_HAND = "#BB4846"
NEUTRAL = "#71808F"
WARNING = "#C0611C"
ELIGIBLE = "#4A8C5C"
EXCLUDED = "#BB4846"
MET_CELL = "#DDE9DF"
MISSING_CELL = "#F3E2C4"
LACKING_CELL = "#EBC9C2"

CATEGORICAL = (
    SELF_HAND,
    VERIFIED_HAND,
    CROSS_HAND,
    RANK_FIRST,
    NEUTRAL,
    "#4B7BAF",
    "#7C8440",
    "#A0714F",
)
"""Màu phân loại: for series without a meaning of their own, in this order."""

SERIES = (*CATEGORICAL, "#B0688F", "#5A9BB5", "#9A8B2F", "#6B5FA0")
"""Màu cho nhiều đường: a line each for a whole block; the names beside them tell them apart."""

SEQUENTIAL = (
    "#E3EEEA",
    "#CBE0DB",
    "#B1D2CC",
    "#96C3BC",
    "#7BB3AC",
    "#60A39C",
    "#48918B",
    "#337C77",
    "#226561",
    "#134C49",
)
"""Thang đậm dần: little to much; at night it is read from the other end."""

DIVERGING = (
    "#8C1C22",
    "#AE4742",
    "#CB7267",
    "#E29F92",
    "#F2CFC6",
    "#CBE0DB",
    "#96C3BC",
    "#60A39C",
    "#337C77",
    "#134C49",
)
"""Thang hai phía: below and above a middle, lacquer for below and teal for above."""
