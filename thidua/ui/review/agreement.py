"""Đồng ý với đơn vị: its claim is given by one press, or put into the fields to be changed."""

from collections.abc import Callable

import streamlit as st

from thidua.domain.rules.entry import LineState
from thidua.domain.scoring.draft import taken_over
from thidua.services.scoring.desk import Desk
from thidua.ui.frame.page import Context
from thidua.ui.scoring import saving
from thidua.ui.scoring.held import Place, box, replace_held, typed_in


def draw(ctx: Context, desk: Desk, code: str, place: Place, go_on: Callable[[], None]) -> None:
    """Vẽ hai nút, where the unit claims something that may be seen; `go_on` follows a save."""
    line = desk.own.lines.get(code)
    if line is None or line.entry.state is not LineState.SCORED:
        return
    claim, key = line.entry, f"dong-y-{code}"

    def fill() -> None:
        held = box().get(place)
        if held is not None:  # gone when a second press comes after the first has gone on
            typed = held.draft.with_typed(typed_in(held))
            replace_held(place, taken_over(typed, claim, desk.hand))

    def agree() -> None:
        fill()
        if saving.save(ctx, desk, place, key):
            go_on()

    row = st.container(horizontal=True)
    ctx.button("Đồng ý với đơn vị", agree, key=key, place=row, icon=":material/check:")
    ctx.button("Lấy số của đơn vị để sửa", fill, key=f"lay-so-{code}", place=row)
