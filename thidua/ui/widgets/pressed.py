"""Nút đã bấm: what stood beside a button at the moment a person pressed it.

The run of the click reads everything afresh and may find the button gone; only the button of the
run before still knows what the person saw.
"""

from typing import Any, TypeVar

import streamlit as st

from thidua.web.streamlit_inside import DeltaGenerator

Mark = TypeVar("Mark")


def button(
    label: str,
    key: str,
    mark: object,
    *,
    place: DeltaGenerator | None = None,
    **look: Any,  # noqa: ANN401
) -> None:
    """Nút giữ lại dấu này khi được bấm, to be taken in the next run."""
    (place or st).button(label, on_click=_keep, args=(key, mark), **look)


def taken(key: str, kind: type[Mark]) -> Mark | None:
    """Dấu của lần bấm vừa rồi, once; None where nobody pressed."""
    mark = st.session_state.pop(key, None)
    return mark if isinstance(mark, kind) else None


def _keep(key: str, mark: object) -> None:
    st.session_state[key] = mark
