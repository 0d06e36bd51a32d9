"""Danh sách dài: a page of it at a time, searched by words, and shut away where it is long."""

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from typing import TypeVar

import streamlit as st

from thidua.ui.widgets.panel import panel
from thidua.web.streamlit_inside import DeltaGenerator

_Row = TypeVar("_Row")

PAGE = 50
"""Số dòng một trang; a list of no more is shown as it is."""


def part(label: str, count: int, *, key: str, icon: str) -> DeltaGenerator | None:
    """Chỗ vẽ một danh sách: a panel where it is long; None while that is shut."""
    if count <= PAGE:
        return st.container()
    return panel(label, key=key, icon=icon)


def page_of(
    find: Callable[[str], Sequence[_Row]], count: int, *, label: str, key: str
) -> Sequence[_Row]:
    """Trang đang xem của danh sách này, as it was searched for."""
    if count <= PAGE:
        return find("")
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    rows = find(left.text_input(label, key=f"{key}-tim"))
    pages = max(1, -(-len(rows) // PAGE))
    at = right.selectbox(
        "Trang",
        range(1, pages + 1),
        format_func=lambda one: f"{one}/{pages}",
        key=f"{key}-trang-{pages}",
    )
    st.caption(f"{len(rows)} trên {count} dòng.")
    return rows[(at - 1) * PAGE : at * PAGE]


def mark(values: Iterable[object]) -> str:
    """Dấu ngắn của một danh sách, for the key of a field that is new when its choices are."""
    return sha256("\n".join(str(one) for one in values).encode()).hexdigest()[:16]
