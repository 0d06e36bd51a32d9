"""Mẫu để bắt đầu: the program's own form with tokens in it, and the list of all tokens."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from thidua.domain.document import template
from thidua.domain.document.blocks import Column, Table
from thidua.domain.document.kinds import DocumentKind
from thidua.domain.document.template import Token
from thidua.files.list_book import list_book
from thidua.files.same_bytes import FileFacts, same_bytes
from thidua.files.word import form
from thidua.files.word.head import COUNTRY, MOTTO
from thidua.files.word.out import FORM_VERSION, OURS, written_file
from thidua.files.word.parts import cell, para, row, rule, run, small, table
from thidua.files.word.properties import DOCUMENT, TEMPLATE, VERSION
from thidua.files.word.template_styles import OWN_STYLES

_MADE = datetime(2026, 1, 1, tzinfo=UTC)
_AUTHOR = "Thi đua"


def start_file(kind: DocumentKind) -> bytes:
    """Mẫu để bắt đầu của một loại văn bản: it passes its own examination as it is."""
    page = form.LANDSCAPE if kind.is_wide else form.PORTRAIT
    content = "".join(_content(kind, page))
    facts = FileFacts(
        f"Mẫu: {kind.name}",
        _AUTHOR,
        _MADE,
        {DOCUMENT: kind.code, TEMPLATE: OURS, VERSION: FORM_VERSION},
    )
    return same_bytes(written_file(content, page, "{{dau_vet}}"), facts)


def _content(kind: DocumentKind, page: form.Page) -> Iterator[str]:
    left = form.HEAD_LEFT
    right = page.inner - left
    names = (
        small(run("{{chu_quan}}", form.AGENCY))
        + small(run("{{co_quan}}", form.AGENCY, bold=True))
        + rule(left, left // 3)
    )
    country = (
        small(run(COUNTRY, form.COUNTRY, bold=True))
        + small(run(MOTTO, form.MOTTO, bold=True))
        + rule(right, right // 2)
    )
    rows = [row([cell(names, left), cell(country, right)])]
    number = small(run("Số: {{so_ky_hieu}}", form.NUMBER)) if kind.is_numbered else small("")
    dated = "" if kind.is_minutes or kind.is_annex else "{{dia_danh_ngay}}"
    rows.append(row([cell(number, left), cell(small(run(dated, form.PLACE, italic=True)), right)]))
    yield table(rows, [left, right], is_ruled=False)
    yield small("")
    if not kind.is_letter:
        yield small(run("{{ten_van_ban}}", form.TITLE, bold=True))
    yield small(run("{{trich_yeu}}", form.TITLE, bold=not kind.is_letter))
    yield small("")
    for code in (template.BASES, template.BODY, template.SIGNING):
        yield para(run(f"{{{{{code}}}}}"), first=0)


def token_list(kind: DocumentKind) -> bytes:
    """Sổ danh sách dấu của một loại văn bản, with meaning and example; and the styles."""
    needed = {one[0] for one in template.required_of(kind)}
    shown = _tokens(template.tokens_of(kind), needed)
    styles = Table(
        columns=(Column("Kiểu", 6), Column("Dùng cho", 12)),
        rows=tuple(
            zip(
                OWN_STYLES,
                ("tên bảng", "đề mục", "đoạn văn", "bảng", "chữ trong ô", "ghi chú dưới bảng"),
                strict=True,
            )
        ),
    )
    return list_book(f"Dấu của mẫu: {kind.name}", _HOW, [("Dấu", shown), ("Kiểu chữ", styles)])


_HOW = "Gõ dấu liền một mạch, đúng chữ hoa, chữ thường; dấu khối đứng một mình một đoạn."


def _tokens(found: Sequence[Token], needed: set[str]) -> Table:
    return Table(
        columns=(
            Column("Dấu", 8),
            Column("Ý nghĩa", 16),
            Column("Ví dụ", 16),
            Column("Đặt ở đâu", 9),
            Column("Bắt buộc", 5),
        ),
        rows=tuple(
            (
                one.text,
                one.meaning,
                one.sample,
                "một mình một đoạn" if one.is_block else "trong dòng",
                "có" if one.code in needed else "",
            )
            for one in found
        ),
    )
