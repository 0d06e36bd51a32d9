"""Ý kiến cơ quan liên quan và dư luận về một đề nghị: written, and offered as a fact."""

from datetime import date

import streamlit as st

from thidua.domain.access.permissions import Permission
from thidua.domain.awards.proposal import ProposedAward
from thidua.domain.register.kinds import y_kien
from thidua.frames.awards import road as frames
from thidua.services.awards import opinions
from thidua.services.awards.opinions import Opinions
from thidua.services.register import lines
from thidua.ui.frame import links
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.widgets import tables
from thidua.ui.widgets.panel import panel


def draw(ctx: Context, one: ProposedAward) -> None:
    """Vẽ các ý kiến về đề nghị này, for whoever sees the registers of its unit."""
    if not ctx.allows(Permission.VIEW_REGISTERS):
        return
    found = opinions.of_proposal(ctx.work, key=one.key)
    st.markdown("**Ý kiến cơ quan liên quan và dư luận**")
    if found.lines:
        tables.draw(frames.opinions_table(found.lines), alt="Các ý kiến về đề nghị này")
    else:
        st.caption("Chưa có ý kiến nào về đề nghị này.")
    _offer(ctx, one, found)
    if found.may_write and one.is_open:
        inside = panel("Ghi một ý kiến", key="mo-ghi-y-kien", icon=":material/forum:")
        if inside is not None:
            with inside:
                _write(ctx, one, found)


def _offer(ctx: Context, one: ProposedAward, found: Opinions) -> None:
    """Ý kiến có vi phạm gợi một dữ kiện; the office takes it or leaves it."""
    if not found.offered:
        return
    said = ", ".join(
        f"{line.values[y_kien.AGENCY]}: {line.values[y_kien.SAID]}" for line in found.offered
    )
    stated = " Dữ kiện «đang bị xem xét» đã ghi là có." if found.stated else ""
    st.warning(literal(f"{said}.{stated}"), icon=":material/gavel:")
    if found.may_take and not found.stated and one.is_open:
        ctx.button(
            "Ghi dữ kiện «đang bị xem xét» là có",
            lambda: ctx.act(
                opinions.take,
                "Đã ghi dữ kiện theo ý kiến; kết quả xét đổi theo.",
                key=one.key,
                seen=found.seen,
            ),
            key="ghi-dang-bi-xem-xet",
        )


def _write(ctx: Context, one: ProposedAward, found: Opinions) -> None:
    at = f"{one.key}-{len(found.lines)}"
    left, right = st.columns(2)
    left.selectbox("Cơ quan", y_kien.AGENCIES, key=f"co-quan-{at}")
    right.selectbox("Ý kiến", y_kien.OPINIONS, key=f"y-kien-{at}")
    left.date_input("Ngày hỏi", None, format="DD/MM/YYYY", key=f"ngay-hoi-{at}")
    right.date_input("Ngày trả lời", None, format="DD/MM/YYYY", key=f"tra-loi-{at}")
    st.text_input("Số, ngày văn bản", key=f"minh-chung-{at}", persist_state="page")
    st.text_input("Ghi chú", key=f"ghi-chu-{at}", persist_state="page")
    ctx.button(
        "Ghi ý kiến",
        lambda: ctx.act(
            lines.write,
            "Đã ghi ý kiến; người khác giữ việc của khối xác nhận ở trang Sổ theo dõi.",
            register=y_kien.REGISTER.code,
            unit=found.unit,
            code="",
            cells={
                y_kien.PROPOSAL: str(one.key),
                y_kien.AGENCY: st.session_state[f"co-quan-{at}"],
                y_kien.SAID: st.session_state[f"y-kien-{at}"],
                y_kien.ASKED: _day(st.session_state[f"ngay-hoi-{at}"]),
                y_kien.ANSWERED: _day(st.session_state[f"tra-loi-{at}"]),
            },
            programme=one.programme,
            evidence=st.session_state[f"minh-chung-{at}"],
            note=st.session_state[f"ghi-chu-{at}"],
        ),
        key="ghi-y-kien",
        type="primary",
    )
    links.open_page("so_theo_doi")


def _day(value: date | None) -> str:
    return "" if value is None else f"{value:%d/%m/%Y}"
