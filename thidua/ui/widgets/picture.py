"""Hình: what it says above it, the drawing, and its numbers as a table for whoever wants those.

A press on a mark gives what was pressed, once, so that the lists it leads to stay free after it.
"""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from thidua.ui.frame.literal import literal
from thidua.ui.widgets import tables
from thidua.ui.widgets.panel import panel

_FOLLOWED = "_hinh_da_bam"


def draw(
    said: str,
    frame: pd.DataFrame,
    spec: dict[str, Any],
    *,
    key: str,
    numbers: Callable[[], pd.DataFrame] | None = None,
    press: str = "",
    note: str = "",
) -> Mapping[str, Any] | None:
    """Vẽ một hình; `said` is its title and its text alternative, with the number in it.

    `press` is the name of what may be pressed in it; what is newly pressed is given back.
    """
    st.markdown(f"**{literal(said)}**")
    if frame.empty:
        return None
    if press:
        event: Any = st.vega_lite_chart(
            frame, spec, alt=said, key=key, on_select="rerun", selection_mode=[press]
        )
    else:
        event = {}
        st.vega_lite_chart(frame, spec, alt=said, key=key)
    if note:
        st.caption(literal(note))
    if numbers is not None:
        inside = panel("Bảng số của hình", key=f"bang-so-{key}", icon=":material/table:")
        if inside is not None:
            with inside:
                tables.draw(numbers(), numbers=True, alt=f"Bảng số: {said}")
    marks = event.get("selection", {}).get(press, []) if press else []
    return _newly(key, marks[0] if marks else {})


def _newly(key: str, mark: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Điều vừa bấm; None where it was followed already, or nothing is pressed."""
    followed: Mapping[str, Any] = st.session_state.get(_FOLLOWED, {})
    if followed.get(key, {}) == mark:
        return None
    st.session_state[_FOLLOWED] = {**followed, key: mark}
    return mark or None
