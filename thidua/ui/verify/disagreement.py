"""Bất đồng điểm: the map of differences, what to discuss first, and one cell opened."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from thidua import charts
from thidua.domain.access.permissions import Permission
from thidua.domain.covenant.covenant import Combining
from thidua.domain.ground.points import vi_number
from thidua.domain.verify.disagreement import EXTENT_WORDS, Disagreement
from thidua.frames.ranking.standings import shown
from thidua.frames.review import disagreement as frames
from thidua.frames.review.disagreement import Measure
from thidua.services.verify import analysis
from thidua.services.verify.analysis import Comparison
from thidua.ui.frame import links
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.scoring import cell_history, claim_words
from thidua.ui.scoring import evidence as evidence_panel
from thidua.ui.thread import threads as threads_panel
from thidua.ui.verify import agreement as agreement_panel
from thidua.ui.widgets import tables
from thidua.ui.widgets.once import once
from thidua.ui.widgets.panel import panel

_UNIT, _CRITERION, _MAP = "don-vi-bd", "tieu-chi-bd", "nhom-bd"
_FOLLOWED = "_o-da-chon"
_WRAPS, _ONE_LINE = 72, 24  # a table breaks lines only in rows of this height, in pixels
_COLUMNS = (
    ("Tiêu chí", "Tiêu chí", 190, None),
    (Measure.DIFFERENCE, "Chênh", 100, Measure.DIFFERENCE),
    (Measure.SPREAD, "Độ lệch", 90, Measure.SPREAD),
    ("Lệch nhất", "Lệch nhất", 100, None),
    ("Đổi ít nhất", "Đổi ít nhất", 95, "Thay đổi nhỏ nhất làm đổi thứ hạng, xếp loại, suất khen"),
    ("Ảnh hưởng", "Ảnh hưởng", 240, None),
)
"""Cột của bảng điểm cần thảo luận: its label, its width in pixels, and what it means."""


def draw(ctx: Context) -> None:
    """Vẽ bất đồng điểm của cả khối, for whoever may see the reviews of all units."""
    found = analysis.comparison(ctx.work)
    st.markdown(sentence(found))
    if not any(cell.values for cell in found.cells):
        return
    _map(found)
    _to_discuss(found)
    _cell(ctx, found)


def sentence(found: Comparison) -> str:
    """Câu đầu: how much there is to discuss, and what first."""
    if not any(cell.values for cell in found.cells):
        return (
            "Chưa có phiếu chấm chéo nào được tính, nên chưa có gì để so. Bản đồ hiện khi có phiếu "
            "đầu tiên được nộp."
        )
    if not found.to_discuss:
        return "Không còn điểm nào cần thảo luận: các bên chấm khớp nhau hoặc đã thống nhất."
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
    inside = panel("Các số của bản đồ thành bảng", key="mo-so-ban-do", icon=":material/table:")
    if inside is not None:
        tables.draw(
            once(frames.heat_table, found.cells, codes, measure, found.name),
            alt="Các số của bản đồ",
            inside=inside,
        )
    chosen = event.get("selection", {}).get(charts.HEAT_CELL, [])
    if chosen:
        _follow(f"ban-do-{measure.name}-{title}", (chosen[0]["don_vi"], chosen[0]["Tiêu chí"]))


def _to_discuss(found: Comparison) -> None:
    if not found.to_discuss:
        return
    st.subheader("Điểm cần thảo luận", anchor=False)
    event: Any = tables.draw(
        once(frames.discussion_frame, found.case.covenant, found.to_discuss, found.name),
        alt="Các điểm cần thảo luận, gấp nhất ở trên",
        key="thao-luan",
        on_select="rerun",
        selection_mode="single-row",
        row_height=_WRAPS,
        column_config={
            name: st.column_config.TextColumn(label, width=width, help=told)
            for name, label, width, told in _COLUMNS
        },
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
        reasons = found.reasons(unit, code)
        tables.draw(
            once(frames.values_frame, covenant, cell, reasons, found.name),
            alt="Điểm và lý do của từng người chấm",
            row_height=_WRAPS if any(len(one) > _ONE_LINE for one in reasons.values()) else None,
            column_config={"Lý do": st.column_config.TextColumn(width=190)},
            inside=left,
        )
        tables.draw(
            once(frames.ways_frame, covenant, cell, found.other_ways(unit, code)),
            alt="Các cách tổng hợp cạnh nhau",
            row_height=_WRAPS if covenant.combining is Combining.TRIMMED_MEAN else None,
            column_config={
                "Cách tổng hợp": st.column_config.TextColumn(width=250),
                "Điểm": st.column_config.TextColumn(width=70),
            },
            inside=right,
        )
    for effect in found.effects_of(unit, code):
        whose = found.name(effect.reviewer) if effect.reviewer else "điểm thẩm định"
        st.markdown(f"- Nếu {literal(whose)} khác đi: {literal(effect.words(found.name))}.")
    claim_words.draw(ctx, unit, code, found.case.claims.get(unit, {}).get(code))
    evidence_panel.of_criterion(ctx, unit, code)
    _go_on(ctx, unit, code)
    cell_history.draw(ctx, unit, code)


def _go_on(ctx: Context, unit: str, code: str) -> None:
    """Lối đi tiếp từ ô này: to settle its points, or to ask the unit."""
    with st.container(horizontal=True, vertical_alignment="center"):
        if ctx.allows(Permission.SCORE_VERIFIED, unit):
            st.button(
                "Thống nhất điểm ô này",
                icon=":material/handshake:",
                on_click=st.session_state.update,
                args=(agreement_panel.place_of(unit, code),),
            )
        if ctx.allows(Permission.OPEN_THREAD, unit):
            place = threads_panel.place_of(unit, code)
            links.to("giai_trinh", "Yêu cầu đơn vị giải trình", place)


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
