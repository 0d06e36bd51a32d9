"""Vì sao, đầy đủ: clause, quotation, version, rounding and reviewers; and who leads whom."""

from collections.abc import Sequence

import streamlit as st

from thidua.domain.covenant.covenant import Sign
from thidua.domain.scoring.explanation import Explanation
from thidua.frames import tracking as frames
from thidua.frames.ranking import pictures as frames_of
from thidua.frames.ranking import standings as standings_frames
from thidua.services.ranking import leaders, tracking
from thidua.services.ranking.standings import Board
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.ranking import pictures
from thidua.ui.widgets import tables
from thidua.ui.widgets.once import once
from thidua.ui.widgets.panel import panel


def tree(board: Board, unit: str, found: Sequence[Explanation]) -> None:
    """Vẽ cây «vì sao»; of one part alone while a press on a picture asks for that."""
    shown = tuple(node for node in found if _is_asked(board, node))
    if shown:
        left = st.container(horizontal=True, vertical_alignment="center")
        left.caption(f"Đang xem riêng phần {', '.join(literal(node.code) for node in shown)}.")
        left.button("Xem mọi phần", on_click=_forget, key=f"moi-phan-{unit}", type="tertiary")
    tables.draw(
        once(standings_frames.explanation_frame, board.covenant, shown or tuple(found)),
        alt="Cây giải thích điểm của đơn vị",
        height="content",
    )


def _forget() -> None:
    st.session_state.pop(pictures.PART, None)


def _is_asked(board: Board, node: Explanation) -> bool:
    """Phần vừa bấm; bonuses and deductions by their sign."""
    asked = st.session_state.get(pictures.PART, "")
    sign = board.covenant.groups.get(node.code, board.covenant.criteria.get(node.code))
    kinds = {Sign.BONUS: frames_of.BONUS_CODE, Sign.DEDUCTION: frames_of.DEDUCTION_CODE}
    return bool(asked) and (
        node.code == asked or (sign is not None and kinds.get(sign.sign) == asked)
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
