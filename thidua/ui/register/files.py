"""Nhập, xuất tệp của sổ: the same columns both ways, previewed before anything is written."""

from functools import partial

import streamlit as st

from thidua.db.engine import reading
from thidua.services.ground.work import Work
from thidua.services.register import lists
from thidua.services.register.sights import RegisterSight
from thidua.ui.frame.page import Context
from thidua.ui.widgets import downloads, imports
from thidua.ui.widgets.panel import panel


def draw(ctx: Context, found: RegisterSight) -> None:
    """Vẽ phần nhập, xuất tệp; whoever only reads may take the file."""
    inside = panel("Nhập, xuất tệp", key="mo-tep-so", icon=":material/swap_vert:")
    if inside is None:
        return
    register = found.register
    with inside:
        downloads.workbook(
            "Tải sổ này", f"so-{register.code}", lists.workbook, ctx, register=register.code
        )
        if register.kept_back:
            st.caption(f"Tệp không có nội dung {register.kept_back}, chỉ có số lượng.")
        if not found.writable:
            return
        make = partial(_template, ctx, register.code)
        downloads.template("Tải tệp mẫu của sổ", f"mau-so-{register.code}", make)
        brought = lists.RegisterList(register.code)
        imports.by_changes(
            ctx,
            key=f"tep-so-{register.code}",
            label="Tệp của sổ (.xlsx, .xls, .ods)",
            button="Nhập vào sổ",
            message="Đã nhập vào sổ; các dòng mới và đổi là dòng nháp.",
            read=brought.read,
            preview=brought.preview,
            write=brought.bring,
        )


def _template(ctx: Context, register: str) -> bytes:
    with reading(ctx.url) as session:
        return lists.template(Work(session, ctx.actor, ctx.period), register=register)
