"""Vai trò sang năm sau: the roles of one year given again in the next, but for those left out."""

import streamlit as st

from thidua.frames import accounts as frames
from thidua.services.access import carry_over
from thidua.services.access.carry_over import GOES
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.widgets import tables
from thidua.ui.widgets.panel import panel

_LEFT_OUT = "khong-chuyen-vai-tro"


def draw(ctx: Context) -> None:
    """Vẽ khung chuyển vai trò sang năm sau."""
    inside = panel("Vai trò sang năm sau", key="mo-sang-nam", icon=":material/redo:")
    if inside is None:
        return
    with inside:
        years = _years(ctx)
        if not years:
            st.info(
                "Chưa khối nào có hai năm để chuyển. Nhập danh sách đơn vị của năm mới ở trang Đơn "
                "vị trước."
            )
            return
        names = {one.block_code: one.block_name for one in ctx.periods}
        left, middle, right = st.columns([2, 1, 1])
        block = left.selectbox(
            "Khối", list(years), format_func=names.__getitem__, key="khoi-sang-nam"
        )
        old = middle.selectbox("Từ năm", years[block][1:], key=f"tu-nam-{block}")
        later = [year for year in years[block] if year > old]
        new = right.selectbox("Sang năm", later[::-1], key=f"sang-nam-{block}-{old}")
        choose(ctx, block, old, new)


def _years(ctx: Context) -> dict[str, list[int]]:
    """Các năm của từng khối, latest first, of those that have more than one."""
    found: dict[str, list[int]] = {}
    for one in ctx.periods:
        years = found.setdefault(one.block_code, [])
        if one.year not in years:
            years.append(one.year)
    return {code: sorted(years, reverse=True) for code, years in found.items() if len(years) > 1}


def count(ctx: Context, block: str, old: int, new: int) -> int:
    """Còn bao nhiêu vai trò chuyển được."""
    found = carry_over.carried(ctx.work, block=block, old=old, new=new)
    return sum(one.fate == GOES for one in found)


def choose(ctx: Context, block: str, old: int, new: int) -> None:
    """Vẽ các vai trò của năm cũ, and carry on those that are not left out."""
    found = carry_over.carried(ctx.work, block=block, old=old, new=new)
    going = {one.key: one.words for one in found if one.fate == GOES}
    held = len(found) - len(going)
    st.markdown(
        f"**{len(going)}** vai trò chuyển được sang năm {new}; **{held}** không chuyển (cột «Sang "
        "năm sau» nói vì sao). Người giữ vai trò năm cũ vẫn đọc được năm cũ."
    )
    tables.draw(frames.carried_frame(found), alt="Các vai trò và việc chuyển sang năm sau")
    if not going:
        return
    key = f"{_LEFT_OUT}-{block}-{old}-{new}"
    st.multiselect(
        "Không chuyển",
        list(going),
        format_func=going.__getitem__,
        key=key,
        placeholder="Chọn người bàn giao cho người khác",
    )

    def carry() -> None:
        without = tuple(st.session_state.get(key, ()))
        count = len(set(going) - set(without))
        ctx.act(
            carry_over.carry,
            f"Đã chuyển {count} vai trò sang năm {new}.",
            block=block,
            old=old,
            new=new,
            without=without,
        )

    ctx.button(literal(f"Chuyển sang năm {new}"), carry, key="chuyen-vai-tro", type="primary")
