"""Sổ kiểm phiếu Excel: handed to tellers without the program, and taken in when they counted."""

import streamlit as st

from thidua.domain.access.permissions import Permission
from thidua.domain.vote.vote import VoteStatus
from thidua.services.vote import teller_counts
from thidua.services.vote.votes import VoteView
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.widgets import downloads, imports
from thidua.ui.widgets.panel import panel

_KEY = "so-kiem-phieu"


def draw(ctx: Context, found: tuple[VoteView, ...]) -> None:
    """Vẽ khung sổ kiểm phiếu, for whoever may count while a vote is not counted yet."""
    is_left = any(one.status is not VoteStatus.CLOSED for one in found)
    if not is_left or not ctx.allows(Permission.CONFIRM_COUNT):
        return
    inside = panel("Sổ kiểm phiếu Excel", key="mo-so-kiem-phieu", icon=":material/calculate:")
    if inside is None:
        return
    with inside:
        st.caption(
            "Mỗi cuộc bỏ phiếu chưa kiểm một trang; tổ kiểm phiếu điền rồi tải lên ở đây. Cuộc bỏ "
            "phiếu trên phần mềm chỉ đối chiếu, không nhập lại."
        )
        downloads.workbook("Tải sổ kiểm phiếu", "kiem-phieu", teller_counts.workbook, ctx)
        _take(ctx)


def _take(ctx: Context) -> None:
    chosen = imports.upload("Sổ kiểm phiếu đã điền", _KEY)
    if chosen is None:
        return
    sheets, findings = teller_counts.read(*chosen)
    shown = teller_counts.preview(ctx.work, sheets=sheets, findings=findings)
    imports.show_counts([("cuộc bỏ phiếu", len(shown.counts))], shown.findings)
    if shown.names:
        st.markdown("\n".join(f"- {literal(name)}" for name in shown.names.values()))
    ctx.button(
        "Ghi số phiếu từ sổ",
        lambda: imports.apply(
            ctx,
            _KEY,
            teller_counts.take,
            "Đã ghi số phiếu; chờ người thứ hai xác nhận.",
            sheets=sheets,
            findings=findings,
            seen=shown.seen,
        ),
        key=f"{_KEY}-nhap",
        type="primary",
        disabled=shown.is_refused,
    )
