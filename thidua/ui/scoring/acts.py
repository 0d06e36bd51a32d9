"""Việc làm hàng loạt trên bảng chấm: many lines by one press, and the word that all is checked."""

import streamlit as st

from thidua.domain.ground.errors import Refused
from thidua.domain.scoring.sheet import Hand, SheetStatus
from thidua.services.scoring import desk as score_entry
from thidua.services.scoring.desk import Desk, Section
from thidua.services.verify import verification
from thidua.ui.frame.literal import literal
from thidua.ui.frame.notices import Kind
from thidua.ui.frame.page import Context
from thidua.ui.scoring.held import has_unsaved
from thidua.ui.scoring.saving import fill, reread


def draw(ctx: Context, desk: Desk, section: Section) -> None:
    """Việc làm hàng loạt: each an explicit act over lines that are still empty."""
    row = st.container(horizontal=True)

    def zero() -> None:
        fresh = reread(ctx, desk)
        left = score_entry.not_zeroed(fresh, section)
        fill(ctx, fresh, score_entry.zero_edits(fresh, section), "không phát sinh", "ghi-0")
        if left:
            listed = ", ".join(left)
            said = f"Chưa ghi 0 được cho {listed}: cách chấm này phải chọn mức."
            ctx.say("ghi-0", Kind.TOLD, literal(said))

    def copy() -> None:
        fresh = reread(ctx, desk)
        fill(ctx, fresh, score_entry.copied_edits(fresh), "chép điểm tự chấm", "chep")

    def verify() -> None:
        if has_unsaved(desk):
            raise Refused("Còn ô đã gõ mà chưa lưu; hãy bấm Lưu trước rồi xác nhận.")
        ctx.act(verification.verify_sheet, "Đã xác nhận thẩm định bảng chấm này.", unit=desk.unit)

    if section.has_extras:
        ctx.button(
            "Không phát sinh: ghi 0 cho các dòng thưởng, trừ còn trống",
            zero,
            key="ghi-0",
            place=row,
        )
    if desk.hand is not Hand.VERIFIED:
        return
    ctx.button("Chép điểm tự chấm vào các dòng còn trống", copy, key="chep", place=row)
    if desk.sheet.status is not SheetStatus.VERIFIED:
        ctx.button(
            "Xác nhận đã thẩm định",
            verify,
            key="xac-nhan",
            place=row,
            icon=":material/verified:",
        )
