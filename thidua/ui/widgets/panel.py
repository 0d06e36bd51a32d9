"""Khung mở ra: what stands in it is read and sent only while a person has it open."""

import streamlit as st

from thidua.web.streamlit_inside import DeltaGenerator


def panel(
    label: str, *, key: str, icon: str | None = None, is_open: bool = False
) -> DeltaGenerator | None:
    """Khung mang nhãn này, to be drawn in; None while it is shut.

    Fields in it forget what is typed when it is shut, unless they or somebody else keep that.
    `is_open` is how it begins.
    """
    if key in st.session_state:  # under another label it would be another panel, and shut
        st.session_state[key] = bool(st.session_state[key])
    drawn = st.expander(label, icon=icon, key=key, on_change="rerun", expanded=is_open)
    return drawn if drawn.open else None
