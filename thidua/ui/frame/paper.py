"""Giấy: what the printer gets lies on the page as data; `ban-in.js` makes text of it for printing.

Nothing a person typed becomes HTML or CSS here.
"""

import json
from collections.abc import Mapping

import streamlit as st

from thidua.web.streamlit_inside import DeltaGenerator

_PLACE = '<div class="chi-in" aria-hidden="true"></div>'
"""Chỗ trên giấy, with nothing in it until then."""


def lay(told: Mapping[str, object], inside: DeltaGenerator | None = None) -> None:
    """Đặt dữ liệu này cho máy in; the screen shows none of it."""
    place = inside or st
    place.html(_PLACE)
    place.text(json.dumps(told, ensure_ascii=False, separators=(",", ":")))
