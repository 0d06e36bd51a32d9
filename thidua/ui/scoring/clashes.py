"""Dòng bị sửa cùng lúc: both values of each, and a choice for every line or for all of them."""

from collections.abc import Callable, Collection, Sequence

import pandas as pd
import streamlit as st

from thidua import labels
from thidua.domain.ground.errors import Refused
from thidua.domain.ground.text import listed
from thidua.services.scoring.sheets import Conflict
from thidua.ui.frame.page import Context
from thidua.ui.widgets import tables

_THEIRS, _MINE = "Giữ bản đã lưu", "Ghi bản của tôi"


def draw(
    ctx: Context,
    clashes: Sequence[Conflict],
    place: str,
    *,
    keep: Callable[[], None],
    write: Callable[[Collection[str]], None],
) -> None:
    """Vẽ hai bản của từng dòng: `keep` takes what is stored, `write` one's own of these codes.

    `place` is unlike that of any other grid, and another once this one is drawn anew.
    """
    st.warning(
        "Có dòng người khác đã lưu sau khi bạn mở; chưa dòng nào của bạn được ghi. "
        "Xin xem cả hai bản rồi chọn.",
        icon=":material/compare_arrows:",
    )
    tables.draw(
        pd.DataFrame(
            {
                "Mã": [one.criterion for one in clashes],
                "Đang lưu": [one.stored for one in clashes],
                "Bạn vừa gõ": [one.typed for one in clashes],
                "Người lưu": [one.entered_by or labels.MISSING for one in clashes],
            }
        ),
        alt="Hai bản của các dòng bị sửa cùng lúc",
    )
    codes = [one.criterion for one in clashes]
    every = " (mọi dòng)" if len(codes) > 1 else ""
    if every:
        _draw_choices(ctx, codes, place, write)
    row = st.container(horizontal=True)
    ctx.button(f"Giữ bản đã lưu{every}", keep, key=f"giu-{place}", place=row)
    ctx.button(
        f"Ghi đè bằng bản của tôi{every}", lambda: write(codes), key=f"de-{place}", place=row
    )


def _draw_choices(
    ctx: Context, codes: Sequence[str], place: str, write: Callable[[Collection[str]], None]
) -> None:
    """Chọn riêng từng dòng: nothing is written until there is a choice for each."""
    names = {code: f"chon-{place}-{code}" for code in codes}
    for code, name in names.items():
        st.segmented_control(f"Dòng {code}", [_THEIRS, _MINE], key=name)

    def settle() -> None:
        chosen = {code: st.session_state.get(name) for code, name in names.items()}
        left = [code for code in codes if chosen[code] is None]
        if left:
            raise Refused(f"Hãy chọn cho từng dòng; còn {listed(left)}.")
        write([code for code in codes if chosen[code] == _MINE])

    ctx.button("Ghi theo lựa chọn từng dòng", settle, key=f"chon-{place}", type="primary")
