"""Điều mới, văn bản mới: what a block adds to the law book beside what came with it."""

import streamlit as st

from thidua.domain.dossier.facts import RECIPIENT_WORDS
from thidua.domain.law.book import LawBook
from thidua.domain.period.windows import day_of
from thidua.services.law import rows
from thidua.services.law.rows import LawRow
from thidua.ui.awards import law_condition
from thidua.ui.awards.law_row_form import RowForm, RowMade, save
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context


def draw_rule(ctx: Context, book: LawBook) -> None:
    """Điều mới: its code, whom it is for, its condition, its source."""
    row = LawRow(section="requirements", code="", entries=({},), shown="")
    form = RowForm(ctx=ctx, book=book, row=row, place=0, deed="moi")
    names = {slug: kind.name for slug, kind in book.awards.items()}
    left, right = st.columns(2)
    code = left.text_input("Mã", placeholder="NOIMINH.1", key=form.key("ma")).strip()
    right.selectbox(
        "Danh hiệu", list(names), format_func=names.__getitem__, key=form.key("danh-hieu")
    )
    st.text_input("Lời", key=form.key("loi"))
    left, right = st.columns(2)
    left.selectbox(
        "Đối tượng",
        ["", *RECIPIENT_WORDS.values()],
        format_func=lambda one: one or "mọi đối tượng",
        key=form.key("doi-tuong"),
    )
    right.date_input(
        "Có hiệu lực từ ngày", day_of(ctx.now), format="DD/MM/YYYY", key=form.key("tu-ngay")
    )
    law_condition.draw(form)
    if any(one.code == code for one in book.requirements):
        st.error(f"Bộ luật đã có dòng mã «{literal(code)}»; hãy chọn dòng ấy để sửa.")
        return

    def made() -> RowMade:
        raw: dict[str, object] = {
            "code": form.typed("ma").strip(),
            "awards": [form.typed("danh-hieu")],
            "text": form.typed("loi").strip(),
            "condition": law_condition.condition(form),
            "document": form.typed("doc") or next(iter(book.documents)),
            "article": form.typed("dieu").strip(),
            "from": form.day("tu-ngay"),
            "verified": "văn bản",
        }
        if form.typed("doi-tuong"):
            raw["for"] = [form.typed("doi-tuong")]
        return RowMade([raw], raw, form.day("tu-ngay"), form.typed("ma").strip())

    save(form, made)


def draw_document(ctx: Context) -> None:
    """Văn bản mới, so that rows can cite it."""
    left, right = st.columns(2)
    left.text_input("Mã văn bản", placeholder="qd-9-2026", key="vb-ma")
    right.text_input("Số, ký hiệu", placeholder="Quyết định 9/2026/QĐ-UBND", key="vb-ten")
    st.text_input("Trích yếu", key="vb-trich-yeu")
    st.date_input("Có hiệu lực từ ngày", day_of(ctx.now), format="DD/MM/YYYY", key="vb-tu")
    ctx.button(
        "Thêm văn bản",
        lambda: ctx.act(
            rows.add_document,
            "Đã thêm văn bản vào bộ luật.",
            code=st.session_state["vb-ma"].strip(),
            name=st.session_state["vb-ten"],
            title=st.session_state["vb-trich-yeu"],
            start=st.session_state["vb-tu"],
        ),
        key="them-van-ban",
    )
