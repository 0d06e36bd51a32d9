"""Từng dòng luật trên màn hình: which rows there are, and one of them beside its text."""

from collections.abc import Mapping
from datetime import date

import streamlit as st

from thidua.domain.awards.edges import told_lines, way_as_rule
from thidua.domain.law.book import LawBook
from thidua.domain.law.law import Citation
from thidua.frames.awards import law as law_frames
from thidua.frames.awards import law_rows as frames
from thidua.services.law import law, rows
from thidua.services.law.row_fields import EDITABLE
from thidua.services.law.rows import LawRow
from thidua.ui.awards import law_new_award, law_new_row, law_row_deeds
from thidua.ui.awards.law_row_deeds import deeds_for
from thidua.ui.awards.law_row_form import ROW_KEY, RowForm
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.widgets import tables
from thidua.ui.widgets.panel import panel

_DEED = "viec-dong-luat"
_NEW, _NEW_DOCUMENT = ("", "điều mới"), ("", "văn bản mới")
_NEW_AWARD = ("", "danh hiệu, hình thức mới")


def draw(ctx: Context) -> None:
    """Vẽ phần «Từng dòng»: what a release changed beneath is said at once, the rest on demand."""
    for code, changed in rows.released(ctx.session):
        st.warning(
            literal(
                f"Bản mới của phần mềm đổi dòng {code} ở dưới bản của mình: {'; '.join(changed)}. "
                "Hãy xem lại dòng này."
            ),
            icon=":material/published_with_changes:",
        )
    inside = panel("Đối chiếu, sửa từng dòng", key="mo-dong-luat", icon=":material/fact_check:")
    if inside is not None:
        with inside:
            _choose(ctx)


def _choose(ctx: Context) -> None:
    st.caption(
        "Nơi có văn bản thì so từng dòng với lời văn: đúng thì xác nhận, sai thì sửa, kèm điều và "
        "ngày đọc. Điều ghi ở đây đè lên luật đi kèm và không bị bản phần mềm mới thay."
    )
    found = {one.key: one for one in rows.rows(ctx.work)}
    book = law.book(ctx.session)
    texts = _texts(book)
    chosen = st.selectbox(
        "Dòng",
        [*found, _NEW, _NEW_AWARD, _NEW_DOCUMENT],
        format_func=lambda key: _called(key, texts),
        key=ROW_KEY,
        persist_state="session",
    )
    if chosen == _NEW:
        law_new_row.draw_rule(ctx, book)
    elif chosen == _NEW_AWARD:
        law_new_award.draw(ctx, book)
    elif chosen == _NEW_DOCUMENT:
        law_new_row.draw_document(ctx)
    else:
        _one(ctx, book, found[chosen])


def _texts(book: LawBook) -> dict[tuple[str, str], str]:
    """Lời của từng dòng, for the list."""
    said = {("requirements", one.code): one.text for one in book.requirements}
    said |= {("exclusions", one.code): one.text for one in book.requirements}
    said |= {("quotas", one.code): one.text for one in book.quotas}
    said |= {("vote_rules", one.code): one.text for one in book.vote_rules}
    said |= {("single_uses", one.code): one.text for one in book.single_uses}
    said |= {("ways", one.code): one.text for one in book.ways.values()}
    said |= {("transitions", one.code): one.text for one in book.transitions}
    said |= {("awards", kind.slug): kind.name for kind in book.awards.values()}
    said |= {("documents", one.code): one.name for one in book.documents.values()}
    names = {slug: kind.name for slug, kind in book.awards.items()}
    return said | {
        ("conferrers", one.award): f"{names[one.award]}: {one.text}" for one in book.conferrers
    }


def _called(key: tuple[str, str], texts: Mapping[tuple[str, str], str]) -> str:
    section, code = key
    if not section:
        return f"＋ {code.capitalize()}"
    return f"{code} · {texts.get(key, '')} ({EDITABLE[section]})"


def _citations(book: LawBook, row: LawRow) -> list[tuple[Citation, str]]:
    """Các bản của dòng, as they were read into the book, in the order of the row."""
    by_section: dict[str, list[tuple[str, Citation, str]]] = {
        "requirements": [(one.code, one.citation, one.text) for one in book.requirements],
        "quotas": [(one.code, one.citation, one.text) for one in book.quotas],
        "vote_rules": [(one.code, one.citation, one.text) for one in book.vote_rules],
        "single_uses": [(one.code, one.citation, one.text) for one in book.single_uses],
        "conferrers": [(one.award, one.citation, one.text) for one in book.conferrers],
        "ways": [(one.code, one.citation, one.text) for one in book.ways.values()],
        "transitions": [(one.code, one.citation, one.text) for one in book.transitions],
        "awards": [(one.slug, one.citation, one.name) for one in book.awards.values()],
    }
    listed = by_section.get(row.section, by_section["requirements"])
    return [(citation, text) for code, citation, text in listed if code == row.code]


def _one(ctx: Context, book: LawBook, row: LawRow) -> None:
    if row.section == "documents":
        document = book.documents[row.code]
        tables.draw(law_frames.documents_table([document]), alt="Văn bản đang có")
        _deed(ctx, book, row, 0, document.span.start)
        return
    found = _citations(book, row)
    tables.draw(frames.versions_frame(found), alt="Các bản của dòng này và lần đối chiếu")
    place = len(found) - 1
    if len(found) > 1:
        starts = [f"{citation.span.start:%d/%m/%Y}" for citation, _ in found]
        picked = st.selectbox("Bản có hiệu lực từ", starts, place, key=f"ban-{row.key}")
        place = starts.index(picked)
    citation, _ = found[place]
    _held(book, row, citation)
    if citation.reading is not None and citation.reading.wording:
        st.caption(literal(f"Lời văn đã ghi: {citation.reading.wording}"))
    _deed(ctx, book, row, place, citation.span.start)


def _deed(ctx: Context, book: LawBook, row: LawRow, place: int, start: date) -> None:
    """Chọn việc rồi làm; the key is of the deeds there are, since a section may not have all."""
    deeds = deeds_for(row.section)
    deed = st.segmented_control(
        "Việc với dòng này", deeds, default=deeds[0], required=True, key=f"{_DEED}-{len(deeds)}"
    )
    form = RowForm(ctx=ctx, book=book, row=row, place=place, deed=deed)
    law_row_deeds.draw(form, start)


def _held(book: LawBook, row: LawRow, citation: Citation) -> None:
    """Phần mềm hiểu dòng này ra sao, in plain words."""
    there = [*book.requirements, *(way_as_rule(book, one) for one in book.ways.values())]
    rule = next((one for one in there if one.citation is citation and one.code == row.code), None)
    if rule is None:
        return
    lines = told_lines(book.at(citation.span.start), rule, min(rule.recipients))
    told = "\n".join(f"{'  ' * depth}- {literal(text)}" for depth, text in lines)
    st.markdown(f"Phần mềm hiểu:\n{told}")
