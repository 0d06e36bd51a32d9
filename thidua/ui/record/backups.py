"""Sao lưu trên màn hình."""

import streamlit as st

from thidua.domain.ground.errors import Refused
from thidua.domain.record.backup import BackupCause
from thidua.services.record import backups
from thidua.ui.frame.page import Context, flash
from thidua.web.heavy import heavy


def draw(ctx: Context) -> None:
    """Nút sao lưu; a database server without its tool is backed up elsewhere and noted here."""
    if st.button("Sao lưu ngay", icon=":material/save:"):
        with heavy():
            made = backups.make(ctx.url, actor=ctx.actor, now=ctx.now, why=BackupCause.REQUEST)
        flash(f"Đã sao lưu ra {made.name}.")
        st.rerun()
    with st.expander("Ghi nhận bản sao lưu làm bằng công cụ khác", icon=":material/edit_note:"):
        place = st.text_input("Bản sao lưu ở đâu")
        if st.button("Ghi nhận"):
            if not place.strip():
                raise Refused("Cần ghi bản sao lưu đang ở đâu.")
            backups.note_elsewhere(ctx.url, actor=ctx.actor, now=ctx.now, place=place)
            flash("Đã ghi nhận bản sao lưu.")
            st.rerun()
    st.caption(
        "Khôi phục: tắt phần mềm rồi chạy lệnh restore với tệp .db trong thư mục sao-luu của dữ "
        "liệu; phần mềm kiểm tra nhật ký trong bản sao trước khi dùng nó."
    )
