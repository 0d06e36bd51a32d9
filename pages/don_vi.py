"""Trang «Đơn vị»: who belongs to the block this year, and the workbook that says so."""

import streamlit as st

from thidua.domain.access.permissions import Permission
from thidua.frames import covenant as period_frames
from thidua.frames import imports as frames
from thidua.services.ground import intake
from thidua.services.period import rosters
from thidua.services.record import exports
from thidua.ui.document import letterheads, templates
from thidua.ui.frame import page
from thidua.ui.period import organiser, single_unit
from thidua.ui.record import handover
from thidua.ui.verify import next_year
from thidua.ui.widgets import downloads, imports, tables
from thidua.ui.widgets.once import once

with page.opened("don_vi") as ctx:
    if ctx.chosen is None:
        st.info("Chưa có khối nào. Tải tệp mẫu, điền danh sách đơn vị rồi nhập ở dưới.")
    else:
        members = rosters.members(ctx.work)
        st.markdown(f"Khối có **{len(members)}** đơn vị thành viên năm {ctx.period.year}.")
        tables.draw(once(frames.members_frame, members), alt="Đơn vị thành viên")
        if ctx.allows(Permission.EDIT_UNITS):
            single_unit.draw(ctx, members)
        organiser.draw(ctx)
        letterheads.draw(ctx)
        templates.draw(ctx)
        next_year.draw(ctx)
        downloads.workbook("Tải danh sách đơn vị", "don-vi", exports.roster, ctx)
        others = tuple(period for period in ctx.periods if period != ctx.chosen)
        if others:
            st.header("Các kỳ khác", anchor=False)
            tables.draw(
                once(period_frames.periods_frame, others),
                alt="Các kỳ thi đua khác",
            )
    if ctx.allows(Permission.EDIT_UNITS):
        st.header("Nhập danh sách", anchor=False)
        downloads.template("Tải tệp mẫu đơn vị", "mau-don-vi", intake.roster_template)
        imports.roster(ctx)
        handover.take(ctx)
