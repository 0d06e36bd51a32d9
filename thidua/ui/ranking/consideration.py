"""Tình trạng xét: whether one unit is ranked, for whoever may say so."""

import streamlit as st

from thidua import labels
from thidua.domain.period.consideration import ConsiderationState, UnitConsideration
from thidua.services.ranking import standings
from thidua.services.ranking.standings import Board
from thidua.ui.frame.page import Context
from thidua.ui.widgets.panel import panel

_OWN = "Lý do khác"


def draw(ctx: Context, board: Board, unit: str) -> None:
    """Vẽ khung tình trạng xét; the covenant's own reasons stand ready to be chosen."""
    inside = panel("Tình trạng xét của đơn vị này", key="mo-xet", icon=":material/gavel:")
    if inside is None:
        return
    with inside:
        seen = board.considerations.get(unit, UnitConsideration())
        st.radio(
            "Tình trạng",
            list(ConsiderationState),
            index=list(ConsiderationState).index(seen.state),
            format_func=labels.CONSIDERATIONS.__getitem__,
            horizontal=True,
            key=f"tinh-trang-{unit}",
            persist_state="page",
        )
        _reason(board, unit, seen.reason)
        st.text_input("Văn bản", seen.document, key=f"van-ban-{unit}", persist_state="page")
        ctx.button(
            "Ghi tình trạng",
            lambda: ctx.act(
                standings.set_consideration,
                "Đã ghi tình trạng xét.",
                unit=unit,
                state=st.session_state[f"tinh-trang-{unit}"],
                reason=_chosen_reason(unit),
                document=st.session_state[f"van-ban-{unit}"],
                seen=seen,
            ),
            key="ghi-tinh-trang",
        )


def _chosen_reason(unit: str) -> str:
    chosen: str = st.session_state.get(f"ly-do-giao-uoc-{unit}", _OWN)
    return st.session_state.get(f"ly-do-{unit}", "") if chosen == _OWN else chosen


def _reason(board: Board, unit: str, seen: str) -> None:
    """Lý do: one that the covenant names under «Không xét», or one's own words."""
    stated = [_OWN, *board.covenant.exclusions]
    chosen = _OWN
    if len(stated) > 1:
        chosen = st.selectbox(
            "Lý do giao ước nêu",
            stated,
            index=stated.index(seen) if seen in stated else 0,
            key=f"ly-do-giao-uoc-{unit}",
            persist_state="page",
        )
    if chosen == _OWN:
        before = "" if seen in stated else seen
        st.text_input("Lý do", before, key=f"ly-do-{unit}", persist_state="page")
