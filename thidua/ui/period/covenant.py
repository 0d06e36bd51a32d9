"""Giao ước trên màn hình: the versions of a covenant, and what changed between two of them."""

import streamlit as st

from thidua.domain.covenant.covenant import Covenant
from thidua.domain.covenant.difference import clause_changes
from thidua.frames import covenant as covenant_frames
from thidua.frames import imports as frames
from thidua.services.covenant import covenants
from thidua.ui.frame.page import Context
from thidua.ui.widgets import tables
from thidua.ui.widgets.once import once


def other_settings(covenant: Covenant) -> None:
    """Mục khác của trang Giao ước: kept so that nothing written is lost, and used by nothing."""
    if not covenant.other_settings:
        return
    st.header("Mục khác của văn bản", anchor=False)
    st.caption("Ghi ở trang Giao ước của sổ; phần mềm giữ lại để xem và không dùng đến.")
    table = once(covenant_frames.other_settings_frame, covenant)
    tables.draw(table, alt="Mục khác của giao ước, phần mềm không dùng")


def reuse(ctx: Context) -> None:
    """Dùng giao ước này cho kỳ kế tiếp, where that has none yet."""
    following = covenants.following(ctx.work)
    if following is None:
        return
    part = following.part
    ctx.button(
        f"Dùng giao ước này cho {following.when}",
        lambda: ctx.act(
            covenants.reuse, f"{part.label} đã có giao ước; chọn kỳ ấy để xem.", part=part.code
        ),
        key="dung-cho-ky-sau",
        icon=":material/content_copy:",
    )


def versions(ctx: Context) -> None:
    """Các bản: who brought each in and when, then the clauses that differ between two."""
    listed = covenants.versions(ctx.work)
    tables.draw(frames.versions_frame(listed), alt="Các bản giao ước")
    if len(listed) < 2:
        st.info("Giao ước mới có một bản, chưa có gì để so sánh.")
        return
    numbers = [version.version for version in listed]
    left, right = st.columns(2)
    before = left.selectbox("So bản", numbers, index=1, format_func="Bản {}".format)
    after = right.selectbox("với bản", numbers, index=0, format_func="Bản {}".format)
    old, new = (covenants.draft(ctx.work, version=number) for number in (before, after))
    changes = clause_changes(old, new)
    if changes:
        st.markdown(f"Từ bản {before} sang bản {after} có **{len(changes)}** thay đổi.")
        tables.draw(frames.clauses_frame(changes), alt="Khác biệt giữa hai bản")
    else:
        st.success(f"Bản {before} và bản {after} không khác nhau.")
