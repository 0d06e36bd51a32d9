"""Vì sao, đầy đủ: clause, quotation, version, rounding and reviewers; and who leads whom."""

from collections.abc import Sequence

import streamlit as st

from thidua.domain.scoring.explanation import Explanation
from thidua.frames import tracking as frames
from thidua.frames.ranking import standings as standings_frames
from thidua.services.ranking import leaders, tracking
from thidua.services.ranking.standings import Board
from thidua.ui.frame.page import Context
from thidua.ui.widgets import tables
from thidua.ui.widgets.once import once
from thidua.ui.widgets.panel import panel


def tree(board: Board, found: Sequence[Explanation]) -> None:
    """Vẽ cây «vì sao» của một đơn vị."""
    tables.draw(
        once(standings_frames.reasons_frame, board.covenant, tuple(found)),
        alt="Cây giải thích điểm của đơn vị",
        numbers=True,
        height="content",
    )


def draw(ctx: Context, board: Board, unit: str) -> None:
    """Vẽ hai phần giải thích, each once it is opened."""
    inside = panel("Giải thích đầy đủ", key="mo-giai-thich", icon=":material/menu_book:")
    if inside is not None:
        with inside:
            found = tracking.explained_in_full(ctx.work, unit=unit, hand=board.hand)
            tables.draw(
                frames.full_frame(board.covenant, found),
                alt="Từng dòng điểm kèm căn cứ, trích dẫn, bản giao ước và bước làm tròn",
                height="content",
            )
            if any(line.given for line in found.lines):
                st.caption("Điểm từng người chấm cho, với công thức của mỗi điểm:")
                tables.draw(
                    frames.given_frame(found),
                    alt="Điểm từng người chấm cho đơn vị này",
                )
    if any(one.rule.compares_units for one in board.covenant.criteria.values()):
        _draw_leaders(ctx, board)


def _draw_leaders(ctx: Context, board: Board) -> None:
    inside = panel(
        "So với dẫn đầu: điểm của ai đổi theo ai", key="mo-dan-dau", icon=":material/moving:"
    )
    if inside is None:
        return
    with inside:
        found = leaders.leading(ctx.work, hand=board.hand)
        if not found:
            st.caption("Chưa đơn vị nào dẫn đầu: chưa ai vượt kế hoạch.")
            return
        st.caption(
            "Khi số liệu của đơn vị dẫn đầu đổi thì điểm của các đơn vị ở cột «Đổi theo» đổi, dù "
            "số liệu của chính họ không đổi."
        )
        tables.draw(
            frames.leaders_frame(found, board.name),
            alt="Đơn vị dẫn đầu từng tiêu chí và các đơn vị đổi điểm theo",
        )
