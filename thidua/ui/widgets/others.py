"""Việc khác: what is done seldom, in one low row under one heading; each opens on being pressed."""

import streamlit as st

from thidua.web.streamlit_inside import DeltaGenerator

_KEY = "viec-khac"


def others(place: str = "") -> DeltaGenerator:
    """Hàng «Việc khác», to be drawn in; `place` tells two of them on one page apart."""
    row = st.container(key=f"{_KEY}-{place}" if place else _KEY)
    row.caption("**Việc khác**")
    return row
