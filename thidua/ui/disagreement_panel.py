"""Bất đồng điểm: the map of differences, what to discuss first, and one cell opened."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from thidua import charts
from thidua.domain.disagreement import EXTENT_WORDS, Disagreement
from thidua.domain.points import vi_number
from thidua.frames import disagreement as frames
from thidua.frames.disagreement import Measure
from thidua.frames.standings import shown
from thidua.services import analysis
from thidua.services.analysis import Comparison
from thidua.ui import evidence_panel
from thidua.ui.literal import literal
from thidua.ui.once import once
from thidua.ui.page import Context

_UNIT, _CRITERION, _MAP = "don-vi-bd", "tieu-chi-bd", "nhom-bd"
_FOLLOWED = "_o-da-chon"


def draw(ctx: Context) -> None:
    """Vẽ bất đồng điểm của cả khối, for whoever may see the reviews of all units."""
    found = analysis.comparison(ctx.session, actor=ctx.actor, period=ctx.period)
    st.markdown(sentence(found))
    if not any(cell.values or cell.claimed is not None for cell in found.cells):
        return
    _map(found)
    _to_discuss(found)
    _cell(ctx, found)


def sentence(found: Comparison) -> str:
    """Câu đầu: how much there is to discuss, and what first."""
    if not any(cell.values for cell in found.cells):
        return "Chưa có phiếu chấm chéo nào được tính, nên chưa có gì để so."
    if not found.to_discuss:
        return "Không còn điểm nào cần thảo luận: các tay chấm khớp nhau hoặc đã thống nhất."
    first = found.to_discuss[0]
    cell = first.cell
    said = (
        f"Có **{len(found.to_discuss)}** điểm cần thảo luận; trước hết là "
        f"**{literal(found.name(cell.unit))}**, tiêu chí **{literal(cell.criterion)}**"
    )
    if cell.spread:
        said += f": người chấm lệch nhau {literal(vi_number(cell.spread))} điểm"
    if cell.outlier is not None:
        said += f", lệch nhất là {literal(found.name(cell.outlier))}"
    deciding = sum(point.smallest is not None for point in found.to_discuss)
    tail = f" {deciding} điểm có thể làm đổi thứ hạng." if found.effects else ""
    return f"{said}.{tail}"


def _map(found: Comparison) -> None:
    """Bản đồ of one group at a time; a click opens the cell below."""
    maps = frames.maps_of(found.case.covenant)
    measure = st.segmented_control(
        "So", list(Measure), default=Measure.DIFFERENCE, required=True, key="so-bd"
    )
    title = (
        st.selectbox("Nhóm tiêu chí", list(maps), key=_MAP) if len(maps) > 1 else next(iter(maps))
    )
    codes = maps[title]
    event: Any = st.vega_lite_chart(
        once(frames.heat_frame, found.cells, codes, measure, found.name),
        charts.heat_spec(two_sided=measure is Measure.DIFFERENCE),
        alt=f"Bản đồ {measure.lower()} theo đơn vị và tiêu chí; bảng ngay dưới có cùng các số",
        key=f"ban-do-{measure.name}-{title}",
        on_select="rerun",
        selection_mode=[charts.HEAT_CELL],
    )
    st.caption(literal(frames.key_words()))
    with st.expander("Các số của bản đồ thành bảng", icon=":material/table:"):
        st.dataframe(
            once(frames.heat_table, found.cells, codes, measure, found.name),
            hide_index=True,
            alt="Các số của bản đồ",
        )
    chosen = event.get("selection", {}).get(charts.HEAT_CELL, [])
    if chosen:
        _follow(f"ban-do-{measure.name}-{title}", (chosen[0]["don_vi"], chosen[0]["tieu_chi"]))


def _to_discuss(found: Comparison) -> None:
    st.subheader("Điểm cần thảo luận", anchor=False)
    if not found.to_discuss:
        return
    event: Any = st.dataframe(
        once(frames.discussion_frame, found.case.covenant, found.to_discuss, found.name),
        hide_index=True,
        alt="Các điểm cần thảo luận, gấp nhất ở trên",
        key="thao-luan",
        on_select="rerun",
        selection_mode="single-row",
    )
    rows = event.get("selection", {}).get("rows", [])
    if rows and rows[0] < len(found.to_discuss):
        cell = found.to_discuss[rows[0]].cell
        _follow("thao-luan", (cell.unit, cell.criterion))


def _follow(source: str, chosen: tuple[str, str]) -> None:
    """Mở ô vừa được chọn; a choice followed once leaves the two lists below free."""
    followed: Mapping[str, tuple[str, str]] = st.session_state.get(_FOLLOWED, {})
    if followed.get(source) != chosen:
        st.session_state[_FOLLOWED] = {**followed, source: chosen}
        st.session_state[_UNIT], st.session_state[_CRITERION] = chosen


def _cell(ctx: Context, found: Comparison) -> None:
    """Một ô: every hand's points, the ways of combining, and what each score decides."""
    st.subheader("Xem một ô", anchor=False)
    covenant = found.case.covenant
    first = found.to_discuss[0].cell if found.to_discuss else found.cells[0]
    units, codes = list(found.members), list(covenant.criteria)
    if st.session_state.get(_UNIT) not in units:
        st.session_state[_UNIT] = first.unit
    if st.session_state.get(_CRITERION) not in codes:
        st.session_state[_CRITERION] = first.criterion
    left, right = st.columns(2)
    unit = left.selectbox("Đơn vị của ô", units, format_func=found.name, key=_UNIT)
    code = right.selectbox(
        "Tiêu chí của ô",
        codes,
        format_func=lambda one: f"{one}. {covenant.criteria[one].text}",
        key=_CRITERION,
    )
    cell = found.cell(unit, code)
    st.markdown(cell_sentence(found, cell))
    left, right = st.columns([3, 2])
    if cell.values:
        left.dataframe(
            once(frames.values_frame, covenant, cell, found.reasons(unit, code), found.name),
            hide_index=True,
            alt="Điểm và lý do của từng người chấm",
        )
        right.dataframe(
            once(frames.ways_frame, covenant, cell, found.other_ways(unit, code)),
            hide_index=True,
            alt="Các cách tổng hợp cạnh nhau",
        )
    evidence_panel.of_criterion(ctx, unit, code)
    for effect in found.effects_of(unit, code):
        whose = found.name(effect.reviewer) if effect.reviewer else "điểm thẩm định"
        st.markdown(f"- Nếu {literal(whose)} khác đi: {literal(effect.words(found.name))}.")


def cell_sentence(found: Comparison, cell: Disagreement) -> str:
    """Ô bằng lời: claim, combined value, difference, evidence, and what was settled."""
    covenant = found.case.covenant
    said = [f"tự chấm **{literal(shown(covenant, cell.claimed))}**"]
    said.append(f"tổng hợp **{literal(shown(covenant, cell.combined))}**")
    said.append(f"tối đa {literal(vi_number(cell.max_points))}")
    if cell.difference is not None and cell.difference_extent is not None:
        number = literal(frames.cell_text(cell, Measure.DIFFERENCE).split(" ")[0])
        said.append(f"chênh {number} ({EXTENT_WORDS[cell.difference_extent]})")
    said.append(f"{len(cell.values)} người chấm")
    said.append(f"{cell.evidence} minh chứng" if cell.evidence else "chưa có minh chứng")
    if cell.agreed is not None:
        said.append(f"đã thống nhất **{literal(shown(covenant, cell.agreed))}**")
    return f"{literal(found.name(cell.unit))}, {literal(cell.criterion)}: {'; '.join(said)}."
