"""Khung mở ra: what stands in it is read and sent only while a person has it open."""

import streamlit as st

from thidua.web.streamlit_inside import DeltaGenerator


def panel(
    label: str, *, key: str, icon: str | None = None, is_open: bool = False
) -> DeltaGenerator | None:
    """Khung mang nhãn này, to be drawn in; None while it is shut.

    Fields in it forget what is typed when it is shut, unless somebody puts that aside. The label
    must stay: under another the panel is another one, and shut. `is_open` is how it begins.
    """
    drawn = st.expander(label, icon=icon, key=key, on_change="rerun", expanded=is_open)
    return drawn if drawn.open else None
