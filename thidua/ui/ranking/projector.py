"""Máy chiếu: large type, and nothing that is not yet revealed ever leaves the server."""

from collections.abc import Sequence
from itertools import groupby

import streamlit as st

from thidua import labels
from thidua.domain.period.period import BlockPeriod
from thidua.domain.ranking.ranking import Standing
from thidua.frames.standings import rank_text, shown
from thidua.services.ranking.standings import Board
from thidua.ui.frame.address import TO_BLOCK, TO_WITHIN, TO_YEAR, leading_to
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.widgets import sentences

_MODE, _ON, _STEP = "che-do", "trinh-chieu", "buoc"

_STYLE = """<style>
html { font-size: clamp(20px, 1.7vw, 40px); }
[data-testid=stHeader], [data-testid=stSidebar], [data-testid=stToolbar],
[data-testid=stExpandSidebarButton] { display: none; }
[data-testid=stMainBlockContainer] { padding: 1rem 2rem 3rem; }
[data-testid=stTable] table, [data-testid=stTable] p { font-size: 1.25rem; }
.st-key-dieu-khien { position: fixed; right: .6rem; bottom: .4rem; width: auto; opacity: .45; }
.st-key-dieu-khien:hover, .st-key-dieu-khien:focus-within { opacity: 1; }
</style>"""


def is_on() -> bool:
    """Đang chiếu: the address says so, so that a reload stays on the same step."""
    return st.query_params.get(_MODE) == _ON


def addressed(ctx: Context) -> BlockPeriod | None:
    """Kỳ được chiếu: the one in the address and no other; None where the address names none."""
    names = (TO_BLOCK, TO_YEAR, TO_WITHIN)
    named = {name: st.query_params[name] for name in names if name in st.query_params}
    return next((one for one in ctx.periods if leading_to(one) == named), None)


def start_button(period: BlockPeriod) -> None:
    """Nút bắt đầu chiếu.

    Block and year go into the address by code; the names of the two lists of the page are bound to
    them, and nothing else may write those.
    """
    if st.button("Bắt đầu trình chiếu", type="primary", icon=":material/slideshow:"):
        st.query_params.update({_MODE: _ON, _STEP: "0", **leading_to(period)})
        st.rerun()


def wrong_address() -> None:
    """Màn trống, where the address names no block and year of this person; no other is shown."""
    st.html(_STYLE)
    with st.container(key="trinh-chieu"):
        st.title("Trình chiếu", anchor=False)
        st.header("Địa chỉ này không chỉ đúng khối và năm nào bạn được chiếu.", anchor=False)
        st.markdown("Bấm **Thoát** hoặc phím **Esc**, chọn khối và năm rồi bắt đầu lại.")
    with st.container(key="dieu-khien", horizontal=True):
        _leave_button()


def reveal_order(rows: Sequence[Standing]) -> list[list[Standing]]:
    """Các bậc công bố: units of one rank together, the last rank first."""
    placed = [row for row in rows if row.rank is not None]
    steps = [list(same) for _, same in groupby(placed, key=lambda row: row.rank)]
    return steps[::-1]


def revealed(rows: Sequence[Standing], step: int) -> list[Standing]:
    """Đã công bố sau chừng này bước, best first; whatever ranks higher is not in it."""
    shown_steps = reveal_order(rows)[:step]
    return [row for same in reversed(shown_steps) for row in same]


def _step(last: int) -> int:
    text = st.query_params.get(_STEP, "0")
    return min(int(text), last) if text.isdigit() else 0


def _go(step: int) -> None:
    st.query_params[_STEP] = str(step)


def _leave() -> None:
    """Thoát; the block and year stay in the address, so that the page opens at the same period."""
    for name in (_MODE, _STEP):
        st.query_params.pop(name, None)


def _leave_button() -> None:
    st.button("Thoát", shortcut="Escape", on_click=_leave)


def draw(board: Board) -> None:
    """Vẽ một bước: title, the revealed part of the ranking, and the small control bar."""
    st.html(_STYLE)
    order = reveal_order(board.standings.rows)
    step = _step(len(order))
    with st.container(key="trinh-chieu"):
        st.title(f"Xếp hạng thi đua {board.period.when}", anchor=False)
        mark = f" – {labels.PROVISIONAL}" if board.provisional else ""
        st.markdown(f"{literal(board.period.block_name)}{mark}")
        if said := by_vote(board):
            st.markdown(said)
        if step == 0:
            ranked = sum(len(same) for same in order)
            st.header(f"{ranked} đơn vị có hạng – công bố từ dưới lên", anchor=False)
        else:
            st.table(_table(board, revealed(board.standings.rows, step)))
    _controls(step, len(order))


def by_vote(board: Board) -> str:
    """Xếp theo phiếu: by which vote, or that it is to come; empty where points rank."""
    voted = board.standings.vote
    if voted is not None:
        return f"Xếp hạng theo phiếu của cuộc «{literal(voted)}»"
    said = sentences.vote_to_come(board)
    return f"{said[:1].upper()}{said[1:]}"


def _table(board: Board, rows: Sequence[Standing]) -> dict[str, list[str]]:
    voted = {
        "Phiếu": [
            literal(row.below_floor or labels.MISSING if row.voted is None else row.voted.words())
            for row in rows
        ]
    }
    return {
        "Hạng": [literal(rank_text(row)) for row in rows],
        "Đơn vị": [literal(board.name(row.unit)) for row in rows],
        "Tổng điểm": [literal(shown(board.covenant, row.total)) for row in rows],
        "Xếp loại": [literal(row.band or labels.MISSING) for row in rows],
        **({} if board.standings.vote is None else voted),
    }


def _controls(step: int, last: int) -> None:
    with st.container(key="dieu-khien", horizontal=True):
        st.button(
            "Trước", shortcut="Left", on_click=_go, args=(max(0, step - 1),), disabled=step == 0
        )
        st.button("Tiếp", shortcut="Right", on_click=_go, args=(step + 1,), disabled=step >= last)
        _leave_button()
