"""Danh hiệu, hình thức mới bằng ô: what it is, who gives it, and the first thing it asks."""

import streamlit as st

from thidua.domain.dossier.facts import RECIPIENT_WORDS
from thidua.domain.law.book import LawBook
from thidua.domain.law.law import FORM_WORDS, LEVEL_WORDS
from thidua.domain.period.windows import day_of
from thidua.services.law import new_award
from thidua.services.law.new_award import NewAward
from thidua.services.law.rows import LawRow
from thidua.ui.awards import law_condition
from thidua.ui.awards.law_row_form import ROW_KEY, RowForm, read_fields, read_text
from thidua.ui.frame.page import Context
from thidua.ui.widgets import imports

_BOTH = ""
_NEEDED = ("ma", "ten", "tham-quyen", "ma-dieu", "loi")
"""Ô phải có chữ trước khi đọc thử cả bộ luật."""


def draw(ctx: Context, book: LawBook) -> None:
    """Vẽ các ô; nothing is kept before all of it holds together."""
    row = LawRow(section="awards", code="", entries=({},), shown="")
    form = RowForm(ctx=ctx, book=book, row=row, place=0, deed="danh-hieu-moi")
    _draw_award(form)
    st.markdown("**Điều đầu tiên danh hiệu này đòi hỏi** (thêm điều khác ở «Điều mới»)")
    left, right = st.columns(2)
    left.text_input("Mã tiêu chuẩn", placeholder="BKCD.1", key=form.key("ma-dieu"))
    right.text_input("Lời của tiêu chuẩn", key=form.key("loi"))
    law_condition.draw(form)
    read_fields(form, {})
    st.text_input("Lý do", key=form.key("ly-do"))
    if all(form.typed(name).strip() for name in _NEEDED):
        imports.show_findings(new_award.preview(ctx.work, new=_made(form)))
    ctx.button(
        "Thêm danh hiệu",
        lambda: _add(form),
        key="them-danh-hieu",
        type="primary",
        icon=":material/add:",
    )


def _draw_award(form: RowForm) -> None:
    left, middle, right = st.columns(3)
    left.text_input("Mã danh hiệu", placeholder="bang-khen-chuyen-de", key=form.key("ma"))
    middle.text_input("Tên", key=form.key("ten"))
    right.text_input("Tên khác, ngăn bằng «;»", key=form.key("ten-khac"))
    left, middle, right = st.columns(3)
    left.selectbox("Loại", list(FORM_WORDS.values()), key=form.key("loai"))
    middle.selectbox("Cấp", list(LEVEL_WORDS.values()), key=form.key("cap"))
    right.selectbox(
        "Tặng cho",
        [_BOTH, *RECIPIENT_WORDS.values()],
        format_func=lambda one: one or " và ".join(RECIPIENT_WORDS.values()),
        key=form.key("doi-tuong"),
    )
    left, right = st.columns(2)
    left.text_input("Ai quyết định tặng", key=form.key("tham-quyen"))
    right.date_input(
        "Có hiệu lực từ ngày", day_of(form.ctx.now), format="DD/MM/YYYY", key=form.key("tu-ngay")
    )


def _made(form: RowForm) -> NewAward:
    """Các dòng như đang gõ."""
    source = {
        "document": form.typed("doc") or next(iter(form.book.documents)),
        "article": form.typed("dieu").strip(),
        "from": form.day("tu-ngay"),
        "verified": "văn bản",
    }
    slug, asked = form.typed("ma").strip(), form.typed("doi-tuong")
    others = [one.strip() for one in form.typed("ten-khac").split(";") if one.strip()]
    return NewAward(
        award={
            "slug": slug,
            "name": form.typed("ten").strip(),
            **({"other_names": others} if others else {}),
            "form": form.typed("loai"),
            "level": form.typed("cap"),
            "for": [asked] if asked else list(RECIPIENT_WORDS.values()),
            **source,
        },
        rule={
            "code": form.typed("ma-dieu").strip(),
            "awards": [slug],
            "text": form.typed("loi").strip(),
            "condition": law_condition.condition(form),
            **source,
        },
        giver={"award": slug, "text": form.typed("tham-quyen").strip(), **source},
        start=form.day("tu-ngay"),
    )


def _add(form: RowForm) -> None:
    new = _made(form)
    form.ctx.act(
        new_award.add,
        f"Đã thêm danh hiệu {new.award['name']}.",
        new=new,
        read=read_text(form),
        reason=form.typed("ly-do"),
    )
    st.session_state[ROW_KEY] = ("awards", new.slug)
