"""Tình trạng xét: whether one unit is ranked, for whoever may say so."""

import streamlit as st

from thidua import labels
from thidua.domain.period.consideration import ConsiderationState, UnitConsideration
from thidua.services.ranking import standings
from thidua.services.ranking.standings import Board
from thidua.ui.frame.page import Context

_OWN = "Lý do khác"


def draw(ctx: Context, board: Board, unit: str) -> None:
    """Vẽ khung tình trạng xét; the covenant's own reasons stand ready to be chosen."""
    with st.expander("Tình trạng xét của đơn vị này", icon=":material/gavel:"):
        seen = board.considerations.get(unit, UnitConsideration())
        state = st.radio(
            "Tình trạng",
            list(ConsiderationState),
            index=list(ConsiderationState).index(seen.state),
            format_func=labels.CONSIDERATIONS.__getitem__,
            horizontal=True,
            key=f"tinh-trang-{unit}",
        )
        reason = _reason(board, unit, seen.reason)
        document = st.text_input("Văn bản", seen.document, key=f"van-ban-{unit}")
        if st.button("Ghi tình trạng") and state is not None:
            ctx.act(
                standings.set_consideration,
                "Đã ghi tình trạng xét.",
                unit=unit,
                state=state,
                reason=reason,
                document=document,
                seen=seen,
            )


def _reason(board: Board, unit: str, seen: str) -> str:
    """Lý do: one that the covenant names under «Không xét», or one's own words."""
    stated = [_OWN, *board.covenant.exclusions]
    chosen = _OWN
    if len(stated) > 1:
        chosen = st.selectbox(
            "Lý do giao ước nêu",
            stated,
            index=stated.index(seen) if seen in stated else 0,
            key=f"ly-do-giao-uoc-{unit}",
        )
    if chosen != _OWN:
        return chosen
    return st.text_input("Lý do", "" if seen in stated else seen, key=f"ly-do-{unit}")
