"""Phân tích: what each reviewer, and each score, decides about the ranking."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from thidua.domain.ground.points import vi_number
from thidua.domain.verify.cell_effect import CellEffect
from thidua.domain.verify.left_out import LeftOut
from thidua.frames.review import disagreement as frames
from thidua.services.verify import analysis
from thidua.services.verify.analysis import Comparison
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.widgets import tables
from thidua.ui.widgets.once import once

_WRAPS, _ONE_LINE = 72, 55  # a table breaks lines only in rows of this height, in pixels


def sentence(found: Comparison, left_out: Sequence[LeftOut]) -> str:
    """Câu đầu: in how many cases leaving somebody out puts another first."""
    closed = found.still.is_closed
    if not left_out and closed:
        return "Kỳ đã chốt; không có phiếu chấm chéo nào để nhìn lại."
    if not left_out:
        return (
            "Chưa có phiếu chấm chéo nào được tính; vẫn xem được điểm thẩm định nào đổi thì đổi "
            "hạng."
        )
    changing = sum(one.changes_first for one in left_out)
    deciding = sum(point.smallest is not None for point in found.to_discuss)
    said = (
        f"Bỏ phiếu của một người bất kỳ: hạng 1 đổi trong **{changing}/{len(left_out)}** trường hợp"
    )
    if closed:
        return f"{said}. Kỳ đã chốt nên đây chỉ là nhìn lại."
    return (
        f"{said}; **{deciding}** trong {len(found.to_discuss)} điểm cần thảo luận có thể làm đổi "
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
    tables.draw(
        once(frames.left_out_frame, left_out, found.name),
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
    if found.still.is_closed:
        st.caption("Kỳ đã chốt nên không điểm nào còn đổi được.")
        return
    every = analysis.sensitivity(ctx.work)
    still = [one for one in every if found.still.line(one.unit, one.criterion)]
    deciding = [one for one in still if one.smallest is not None]
    if not every:
        st.caption("Chưa có điểm nào để xét.")
        return
    st.markdown(
        f"Xét riêng từng điểm còn đổi được, trong khoảng được cho: **{len(deciding)}** trong "
        f"{len(still)} điểm có thể làm đổi thứ hạng, xếp loại hoặc suất khen."
    )
    shown: Sequence[CellEffect] = deciding
    left, right = st.columns(2)
    is_whole = left.toggle("Cả những điểm không làm đổi gì", key="ca-diem-khong-doi")
    is_fixed = len(still) < len(every) and right.toggle(
        "Cả bảng đã thẩm định, chỉ đổi khi mở lại bảng", key="ca-bang-da-tham-dinh"
    )
    if is_whole or is_fixed:
        listed = every if is_fixed else still
        shown = [one for one in listed if is_whole or one.smallest is not None]
    tables.draw(
        once(frames.effects_frame, found.case.covenant, shown, found.name),
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
    _whole(ctx, found, shown)


def _whole(ctx: Context, found: Comparison, shown: Sequence[CellEffect]) -> None:
    """Mọi chỗ đổi của một ô, computed when it is asked for."""
    cells = list(dict.fromkeys((one.unit, one.criterion) for one in shown))
    if not cells:
        return
    if not st.toggle("Mọi chỗ đổi của một ô, không chỉ chỗ gần nhất", key="moi-cho-doi"):
        return
    unit, code = st.selectbox(
        "Ô",
        cells,
        format_func=lambda one: f"{found.name(one[0])} · {one[1]}",
        key=f"o-moi-cho-doi-{ctx.period.id}",
    )
    for one in analysis.whole_effects(ctx.work, unit=unit, criterion=code):
        who = f"Điểm của {found.name(one.reviewer)}" if one.reviewer else "Điểm thẩm định"
        st.markdown(
            f"{literal(who)}, đang là **{literal(vi_number(one.value))}**, có thể từ "
            f"{literal(vi_number(one.least))} đến {literal(vi_number(one.most))}:"
        )
        tables.draw(
            frames.turns_frame(one, found.name),
            row_height=_WRAPS,
            alt="Mọi mức điểm mà từ đó chỗ đứng của các đơn vị khác đi",
            column_config=_widths({"Khi điểm là": 120, "Chỗ đứng so với hiện nay": 560}),
        )


def _widths(columns: Mapping[str, int]) -> dict[str, Any]:
    return {name: st.column_config.TextColumn(width=width) for name, width in columns.items()}
