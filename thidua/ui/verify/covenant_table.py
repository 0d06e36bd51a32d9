"""Bảng tiêu chí như đang có: a table of the block's own, understood row by row and completed."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from thidua.domain.covenant.table import TableProposal
from thidua.domain.ground.errors import Refused
from thidua.domain.ground.finding import Findings
from thidua.domain.ground.text import clean
from thidua.frames import covenant as frames
from thidua.services.ground import intake
from thidua.services.ground.intake import GivenTable
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.verify import amendment
from thidua.ui.widgets import downloads, imports, tables
from thidua.ui.widgets.panel import panel

_KEY = "bang-tieu-chi"
_FILE, _PASTE = "Tải tệp lên", "Dán từ bảng"


def draw(ctx: Context) -> None:
    """Vẽ cách nhập thứ hai, beside the workbook of the template."""
    inside = panel("Bảng tiêu chí như đang có", key="mo-bang-tieu-chi", icon=":material/table:")
    if inside is None:
        return
    with inside:
        st.markdown(
            "Đưa vào bảng của khối như đang có (TT, Nội dung, Điểm tối đa, Cách tính, Ghi chú). "
            "Chỗ nào chưa hiểu chắc được giữ nguyên ở Ghi chú và nêu ra để hoàn thiện."
        )
        given = _given()
        if given is not None:
            _propose(ctx, given)


def _given() -> GivenTable | None:
    """Bảng vừa tải lên hay vừa dán."""
    way = st.segmented_control(
        "Cách đưa bảng vào", [_FILE, _PASTE], default=_FILE, required=True, key=f"{_KEY}-cach"
    )
    if way == _PASTE:
        text = st.text_area("Bảng đã chép", key=f"{_KEY}-dan", height=160)
        return _read(partial(intake.table_of_text, text)) if text.strip() else None
    turn = st.session_state.setdefault(f"{_KEY}-luot", 0)
    file = st.file_uploader(
        "Tệp có bảng tiêu chí", type=intake.ENDINGS, max_upload_size=10, key=f"{_KEY}-{turn}"
    )
    if file is None:
        return None
    return _read(partial(intake.table_of_file, file.getvalue(), file.name))


def _read(read: Callable[[], GivenTable]) -> GivenTable | None:
    try:
        return read()
    except Refused as refused:
        st.error(literal(str(refused)))
        return None


def _propose(ctx: Context, given: GivenTable) -> None:
    sheet = ""
    if len(given.sheets) > 1:
        sheet = st.selectbox("Trang", given.sheets, key=f"{_KEY}-trang")
    row = st.columns([2, 1, 4])
    block = row[0].text_input("Khối", ctx.period.block_code, key=f"{_KEY}-khoi")
    year = row[1].number_input(
        "Năm", min_value=2000, max_value=2100, value=ctx.period.year, key=f"{_KEY}-nam"
    )
    title = row[2].text_input(
        "Tên giao ước",
        f"Giao ước {ctx.period.block_name} năm {ctx.period.year}",
        key=f"{_KEY}-ten",
    )
    found = given.proposal(block=clean(block), year=int(year), title=clean(title), sheet=sheet)
    _show(found)
    if not found.rows:
        return
    downloads.template(
        "Tải sổ giao ước để hoàn thiện",
        "giao-uoc-de-hoan-thien",
        partial(intake.covenant_workbook, found.draft),
    )
    if found.open_items:
        return
    amendment.adoption(ctx, _KEY, found.draft, Findings())


def _show(found: TableProposal) -> None:
    still = len(found.open_items)
    groups = sum(one.is_group for one in found.rows)
    st.markdown(
        f"Hiểu được {groups} nhóm, {len(found.rows) - groups} tiêu chí · cần hoàn thiện {still} chỗ"
    )
    if found.open_items:
        st.info(
            "Chưa nhập được ngay: hãy tải sổ giao ước ở dưới, hoàn thiện các chỗ đã nêu rồi nhập "
            "sổ ấy."
        )
    imports.show_findings(found.findings)
    if found.rows:
        tables.draw(
            frames.proposal_frame(found.rows),
            alt="Từng dòng của bảng và điều được hiểu",
        )
