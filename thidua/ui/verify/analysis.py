"""Phân tích: what each reviewer, and each score, decides about the ranking."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from thidua.domain.verify.cell_effect import CellEffect
from thidua.domain.verify.left_out import LeftOut
from thidua.frames import disagreement as frames
from thidua.services.verify import analysis
from thidua.services.verify.analysis import Comparison
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.widgets.once import once

_WRAPS, _ONE_LINE = 72, 55  # a table breaks lines only in rows of this height, in pixels


def sentence(found: Comparison, left_out: Sequence[LeftOut]) -> str:
    """Câu đầu: in how many cases leaving somebody out puts another first."""
    if not left_out:
        return (
            "Chưa có phiếu chấm chéo nào được tính; vẫn xem được điểm thẩm định nào đổi thì đổi "
            "hạng."
        )
    changing = sum(one.changes_first for one in left_out)
    deciding = sum(point.smallest is not None for point in found.to_discuss)
    return (
        f"Bỏ phiếu của một người bất kỳ: hạng 1 đổi trong **{changing}/{len(left_out)}** trường "
        f"hợp; **{deciding}** trong {len(found.to_discuss)} điểm cần thảo luận có thể làm đổi "
        "thứ hạng, xếp loại hoặc suất khen."
    )


def draw_left_out(found: Comparison, left_out: Sequence[LeftOut]) -> None:
    """Vẽ «Bỏ từng người chấm»."""
    st.header("Bỏ từng người chấm", anchor=False)
    if not left_out:
        st.caption("Khi có phiếu chấm chéo đã nộp, bảng này cho biết mỗi người chấm tác động gì.")
        return
    st.caption(
        "Bảng chỉ tính lại khi thiếu phiếu của từng người; nó không nói ai chấm đúng hay sai."
        + (" Tên người chấm đang được giấu." if found.hides_names else "")
    )
    st.dataframe(
        once(frames.left_out_frame, left_out, found.name),
        hide_index=True,
        alt="Bảng xếp hạng đổi thế nào khi bỏ phiếu của từng người chấm",
        column_config=_widths({"Hạng 1": 90, "Chỗ đứng đổi": 480, "Đơn vị của người chấm": 210}),
    )
    for one in left_out:
        said = one.consequence(found.name)
        if len(said) > _ONE_LINE:  # the table shows no more than one line
            st.markdown(f"- Bỏ phiếu của {literal(found.name(one.reviewer))}: {literal(said)}.")


def draw_effects(ctx: Context, found: Comparison) -> None:
    """Vẽ «Điểm nào đổi thì đổi hạng»."""
    st.header("Điểm nào đổi thì đổi hạng", anchor=False)
    every = analysis.sensitivity(ctx.work)
    deciding = tuple(one for one in every if one.smallest is not None)
    if not every:
        st.caption("Chưa có điểm nào để xét.")
        return
    st.markdown(
        f"Xét riêng từng điểm trong khoảng được cho: **{len(deciding)}** trong {len(every)} điểm "
        "có thể làm đổi thứ hạng, xếp loại hoặc suất khen."
    )
    shown: tuple[CellEffect, ...] = deciding
    if st.toggle("Cả những điểm không làm đổi gì", key="ca-diem-khong-doi"):
        shown = every
    st.dataframe(
        once(frames.effects_frame, found.case.covenant, shown, found.name),
        hide_index=True,
        alt="Từng điểm và giá trị gần nhất làm đổi thứ hạng",
        row_height=_WRAPS,
        column_config=_widths(
            {
                "Tiêu chí": 190,
                "Điểm của": 110,
                "Đang là": 95,
                "Đổi ít nhất": 95,
                "Khi tăng": 190,
                "Khi giảm": 190,
            }
        ),
    )


def _widths(columns: Mapping[str, int]) -> dict[str, Any]:
    return {name: st.column_config.TextColumn(width=width) for name, width in columns.items()}
