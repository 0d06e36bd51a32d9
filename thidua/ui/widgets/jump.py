"""Nhảy tới một tiêu chí: from a list of gaps or a link to the very field that is meant."""

from collections.abc import Mapping

import streamlit as st

ADDRESSED = "tieu-chi"
"""Tham số địa chỉ of the criterion a link leads to."""

SECTION, OPEN = "nhom", "mo-tung-tieu-chi"
_NEXT = "_nhay_toi"


def field_key(section: str) -> str:
    """Khóa của ô chọn tiêu chí trong một phần."""
    return f"tieu-chi-{section}"


def is_open() -> bool:
    """Phần nhập từng tiêu chí đang mở."""
    return bool(st.session_state.get(OPEN))


def to(code: str) -> None:
    """Sang tiêu chí này, for the button that leads there."""
    st.session_state[_NEXT] = code


def land(sections: Mapping[str, str]) -> None:
    """Đặt các ô chọn trước khi vẽ; `sections` gives the part each criterion is in.

    A link is followed once, so that the person can go on from there.
    """
    code = st.session_state.pop(_NEXT, None)
    if code is None and ADDRESSED in st.query_params:
        code = st.query_params[ADDRESSED]
        del st.query_params[ADDRESSED]
    section = sections.get(code) if code is not None else None
    if code is None or section is None:
        return
    st.session_state[SECTION] = section
    st.session_state[field_key(section)] = code
    st.session_state[OPEN] = True
