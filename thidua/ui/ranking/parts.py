"""Từng nhóm điểm: how much each part gave, in points or as what it reaches of its maximum."""

import streamlit as st

from thidua.services.ranking.standings import Board
from thidua.ui.ranking import pictures

_POINTS, _SHARES = "Điểm", "% điểm tối đa"
_PICTURES = {_POINTS: pictures.stacked, _SHARES: pictures.shares}


def draw(board: Board) -> pictures.Pressed:
    """Vẽ hình từng nhóm, in the measure chosen; what was pressed on it is given back."""
    chosen = st.segmented_control(
        "Vẽ theo", list(_PICTURES), default=_POINTS, required=True, key="ve-theo"
    )
    return _PICTURES[chosen](board)
