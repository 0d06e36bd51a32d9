"""Trang «Giao ước»: what the block signed, its faults, its versions and its workbook."""

import streamlit as st

from thidua.domain.permissions import Permission
from thidua.frames import covenant as frames
from thidua.frames import imports as import_frames
from thidua.services import covenants, exports, intake
from thidua.ui import downloads, imports, page, sentences

with page.opened("giao_uoc") as ctx:
    if ctx.period.covenant_version is None:
        st.info("Kỳ này chưa có giao ước. Tải tệp mẫu, điền rồi nhập ở dưới.")
    else:
        covenant = covenants.load(ctx.session, ctx.period)
        st.markdown(sentences.covenant(covenant))
        part = st.segmented_control(
            "Phần",
            ["Tiêu chí", "Xếp hạng và khen thưởng", "Kiểm tra", "Các bản"],
            default="Tiêu chí",
            required=True,
            label_visibility="collapsed",
        )
        if part == "Tiêu chí":
            st.dataframe(
                frames.criteria_frame(covenant),
                hide_index=True,
                height="content",
                alt="Cây tiêu chí của giao ước",
            )
        elif part == "Xếp hạng và khen thưởng":
            st.dataframe(frames.ranking_frame(covenant), hide_index=True, alt="Quy tắc xếp hạng")
        elif part == "Kiểm tra":
            found = covenants.findings(covenant)
            if not found:
                st.success("Giao ước không có điểm nào cần xem lại.")
            imports.show_findings(found)
        else:
            versions = covenants.versions(ctx.session, actor=ctx.actor, period=ctx.period)
            st.dataframe(
                import_frames.versions_frame(versions), hide_index=True, alt="Các bản giao ước"
            )
            changes = covenants.last_changes(ctx.session, actor=ctx.actor, period=ctx.period)
            if changes:
                st.header("Khác biệt so với bản trước", anchor=False)
                st.dataframe(import_frames.clauses_frame(changes), hide_index=True, alt="Khác biệt")
        downloads.workbook("Tải sổ giao ước", "giao-uoc", exports.covenant, ctx)
    if ctx.allows(Permission.EDIT_COVENANT):
        st.header("Nhập giao ước hoặc bản sửa đổi", anchor=False)
        downloads.template("Tải tệp mẫu giao ước", "mau-giao-uoc", intake.covenant_template)
        imports.covenant(ctx)
