"""Vì sao, mở bên cạnh: what was pressed on a picture, as the way to its total and the lines of it.

What it shows was read before it opened; redrawing it reads nothing anew.
"""

from collections.abc import Sequence

import streamlit as st

from thidua import ranking_charts
from thidua.domain.covenant.covenant import Sign
from thidua.domain.scoring.explanation import Explanation
from thidua.frames.ranking import pictures as frames
from thidua.frames.ranking import standings as standings_frames
from thidua.services.ranking import standings
from thidua.services.ranking.standings import Board
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.ranking.pictures import Pressed
from thidua.ui.widgets import picture, sentences, tables
from thidua.ui.widgets.once import once

_SIGNS = {Sign.BONUS: frames.BONUS_CODE, Sign.DEDUCTION: frames.DEDUCTION_CODE}


def follow(ctx: Context, board: Board, pressed: Pressed) -> None:
    """Mở lý do của đơn vị vừa bấm; nothing where nothing was pressed."""
    if pressed is None:
        return
    unit, part = pressed[frames.UNIT], pressed.get(frames.PART, "")
    found = standings.explained(ctx.work, unit=unit, hand=board.hand)
    _show(board, unit, tuple(_of_part(board, found, part)) or found, part)


@st.dialog("Vì sao", width="large")
def _show(board: Board, unit: str, found: Sequence[Explanation], part: str) -> None:
    picture.draw(
        f"{board.name(unit)}: {board.explain_total(unit)}",
        once(frames.waterfall_frame, board.covenant, board.standings.of(unit)),
        ranking_charts.waterfall_spec(),
        key=f"thac-ben-canh-{unit}",
    )
    st.markdown(sentences.distance(board, unit))
    if part:
        told = ", ".join(node.code for node in found)
        st.caption(literal(f"Riêng phần {told}; mọi phần ở trang Xếp hạng, mục «Vì sao»."))
    tables.draw(
        once(standings_frames.reasons_frame, board.covenant, tuple(found)),
        alt=f"Vì sao {board.name(unit)} được chừng ấy điểm",
        numbers=True,
        height="content",
    )


def _of_part(board: Board, found: Sequence[Explanation], part: str) -> list[Explanation]:
    """Các dòng của phần đã bấm; bonuses and deductions by their sign."""
    signs = {node.code: node.sign for node in board.covenant.nodes}
    return [
        node
        for node in found
        if part and part in (node.code, _SIGNS.get(signs.get(node.code, Sign.BASE)))
    ]
