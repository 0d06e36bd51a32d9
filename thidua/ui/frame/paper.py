"""Giấy: what the printer gets lies on the page as data; `ban-in.js` makes text of it for printing.

Nothing a person typed becomes HTML or CSS here.
"""

import json
from collections.abc import Mapping

import streamlit as st

from thidua.web.streamlit_inside import DeltaGenerator, keys_taken

_PLACE = '<div class="chi-in" aria-hidden="true"></div>'
"""Chỗ trên giấy, with nothing in it until then."""
_KEY = "cho-may-in"


def lay(told: Mapping[str, object], inside: DeltaGenerator | None = None) -> None:
    """Đặt dữ liệu này cho máy in; the screen shows none of it."""
    place = _unseen(inside)
    place.html(_PLACE)
    place.text(json.dumps(told, ensure_ascii=False, separators=(",", ":")))


def _unseen(inside: DeltaGenerator | None) -> DeltaGenerator:
    """Khung không ai thấy trên màn hình, from the first paint: its name is its class in the CSS.

    What is in it comes in files of its own, in any order. On one page no two have one number.
    """
    return (inside or st).container(key=f"{_KEY}-{keys_taken(_KEY)}")
