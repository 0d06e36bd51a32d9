"""Phụ lục khác biệt: what tells two covenants apart, clause by clause, to be signed with them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from thidua.domain.covenant.difference import ClauseChange, ClauseChangeKind
from thidua.files.word import plain as word
from thidua.later import Later

if TYPE_CHECKING:
    from docx import oxml, shared
    from docx.enum import text as text_enum
    from docx.text import paragraph as docx_text
else:
    oxml, shared = Later("docx.oxml"), Later("docx.shared")
    text_enum, docx_text = Later("docx.enum.text"), Later("docx.text.paragraph")

_HEADS = ("TT", "Mục", "Thay đổi", "Trước", "Nay")
_WIDTHS = (10, 30, 25, 50, 50)
_KINDS = {
    ClauseChangeKind.ADDED: "Thêm",
    ClauseChangeKind.REMOVED: "Bỏ",
    ClauseChangeKind.CHANGED: "Sửa",
}


def annex_docx(
    before: str, after: str, prints: Sequence[str], changes: Sequence[ClauseChange]
) -> bytes:
    """Viết phụ lục: `before` and `after` name both covenants, `prints` their fingerprints."""
    paper = word.new_paper()
    about = paper.core_properties
    about.title, about.author, about.last_modified_by = "Phụ lục khác biệt", "Thi đua", ""
    about.language, about.comments = "vi-VN", ""
    for words, size in (("PHỤ LỤC", word.SIZE + 2), ("KHÁC BIỆT GIỮA HAI GIAO ƯỚC", word.SIZE)):
        line = paper.add_paragraph()
        line.alignment = text_enum.WD_ALIGN_PARAGRAPH.CENTER
        run = line.add_run(words)
        run.bold, run.font.size = True, shared.Pt(size)
    for label, name, mark in zip(("Trước", "Nay"), (before, after), prints, strict=True):
        line = paper.add_paragraph()
        line.add_run(f"{label}: ").bold = True
        line.add_run(f"{name}; mã đối chiếu {mark}.")
    if not changes:
        paper.add_paragraph("Hai giao ước không khác nhau.")
    else:
        paper.add_paragraph(f"Có {len(changes)} thay đổi:")
        _rows(paper, changes)
    paper.add_paragraph()
    line = paper.add_paragraph()
    line.alignment = text_enum.WD_ALIGN_PARAGRAPH.RIGHT
    line.add_run("KHỐI TRƯỞNG XÁC NHẬN").bold = True
    return word.with_fixed_times(paper)


def _rows(paper: Any, changes: Sequence[ClauseChange]) -> None:  # noqa: ANN401
    rows = [
        _HEADS,
        *(
            (
                str(number),
                " · ".join(part for part in (one.subject, one.aspect) if part),
                _KINDS[one.kind],
                one.old or "–",
                one.new or "–",
            )
            for number, one in enumerate(changes, 1)
        ),
    ]
    table = word.table(paper, len(rows), len(_HEADS))
    for row, words in zip(table._tbl.tr_lst, rows, strict=True):
        row.get_or_add_trPr().append(oxml.OxmlElement("w:cantSplit"))
        for cell, text, wide in zip(row.tc_lst, words, _WIDTHS, strict=True):
            cell.width = shared.Mm(wide)
            run = docx_text.Paragraph(cell.p_lst[0], table).add_run(text)
            run.bold, run.font.size = words is _HEADS or None, shared.Pt(word.SMALL)
