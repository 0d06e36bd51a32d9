"""Trang «Giao ước»: what the block signed, its faults, its versions and its workbook."""

import streamlit as st

from thidua.domain.access.permissions import Permission
from thidua.frames import covenant as frames
from thidua.services.covenant import covenants
from thidua.services.ground import intake
from thidua.services.record import exports
from thidua.ui.document import panel as document_panel
from thidua.ui.frame import address, links, page
from thidua.ui.period import covenant as covenant_view
from thidua.ui.period import signing as signing_view
from thidua.ui.verify import amendment, covenant_table
from thidua.ui.verify import copying as copy_panel
from thidua.ui.verify.draft import desk as draft_desk
from thidua.ui.widgets import downloads, imports, sentences, tables
from thidua.ui.widgets.once import once

_DRAFT, _FILES = links.DRAFT, "Nhập, xuất"

with page.opened("giao_uoc") as ctx:
    is_there = ctx.period.covenant_version is not None
    parts = ["Tiêu chí", "Xếp hạng và khen thưởng", links.SIGNING] if is_there else []
    parts += [_DRAFT] if draft_desk.is_open(ctx) else []
    parts += ["Kiểm tra", "Các bản"] if is_there else []
    parts += [_FILES]
    part = _FILES
    if is_there:
        covenant = covenants.load(ctx.session, ctx.period)
        st.markdown(sentences.covenant(covenant))
    else:
        st.info("Kỳ này chưa có giao ước. Tải tệp mẫu, điền rồi nhập ở dưới.")
    if len(parts) > 1:
        part = st.segmented_control(
            "Phần",
            parts,
            default="Tiêu chí" if is_there else _FILES,
            required=True,
            key=address.PART,
            bind="query-params",
            label_visibility="collapsed",
        )
    if part == _DRAFT:
        draft_desk.draw(ctx)
    elif part == "Tiêu chí":
        full = st.toggle("Kèm căn cứ, trích dẫn, ghi chú", key="kem-can-cu")
        tables.draw(
            once(frames.criteria_frame if full else frames.scored_frame, covenant),
            numbers=True,
            height="content",
            alt="Cây tiêu chí của giao ước",
        )
    elif part == "Xếp hạng và khen thưởng":
        tables.draw(once(frames.ranking_frame, covenant), alt="Quy tắc xếp hạng")
    elif part == links.SIGNING:
        signing_view.draw(ctx)
    elif part == "Kiểm tra":
        found = once(covenants.findings, covenant)
        if not found:
            st.success("Giao ước không có điểm nào cần xem lại.")
        imports.show_findings(found)
        covenant_view.other_settings(covenant)
    elif part == "Các bản":
        covenant_view.versions(ctx)
        copy_panel.compare(ctx)
    elif is_there:
        downloads.workbook("Tải sổ giao ước", "giao-uoc", exports.covenant, ctx)
        covenant_view.reuse(ctx)
        document_panel.draw(ctx, "giao-uoc", "bang-dang-ky")
    if part == _FILES and ctx.allows(Permission.EDIT_COVENANT):
        st.header("Nhập giao ước hoặc bản sửa đổi", anchor=False)
        downloads.template("Tải tệp mẫu giao ước", "mau-giao-uoc", intake.covenant_template)
        amendment.draw(ctx)
        amendment.draw_copy(ctx)
        covenant_table.draw(ctx)
