"""Viết văn bản ra tệp Word: head, body, signatures, annexes in sections of their own."""

import io
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from thidua.domain.document.day_words import day_in_words, roman
from thidua.domain.document.document import Document
from thidua.files.same_bytes import FileFacts, same_bytes
from thidua.files.word import form
from thidua.files.word.ballot_page import ballot_page
from thidua.files.word.body import body
from thidua.files.word.foot import foot
from thidua.files.word.head import annex_head, head, title
from thidua.files.word.parts import W, para, run
from thidua.files.word.properties import DOCUMENT, FINGERPRINT, TEMPLATE, VERSION
from thidua.files.word.styles import SETTINGS, STYLES
from thidua.later import Later

if TYPE_CHECKING:
    import docx
    from docx import oxml
else:
    docx, oxml = Later("docx"), Later("docx.oxml")

OURS = "mac-dinh"
"""Mẫu của phần mềm, in the properties of a file."""

FORM_VERSION = "2"
"""Bản của thể thức: moves when the same content would be set differently."""

_KEPT_PARTS = ("/styles", "/settings", "/theme", "/header", "/footer")


def word_file(document: Document) -> bytes:
    """Viết một văn bản: the same document gives the same bytes, in any process."""
    trace = document.trace.line if document.has_trace else ""
    content = "".join(_sections(document))
    return same_bytes(
        _packaged(content, trace, is_bare=document.kind.is_bare), facts_of(document, OURS)
    )


def written_file(content: str, page: form.Page, trace: str) -> bytes:
    """Gói Word của một nội dung trên một khổ giấy, with the edges that every paper has."""
    return _packaged(content + _setting(page), trace, is_bare=False)


def _packaged(content: str, trace: str, *, is_bare: bool) -> bytes:
    paper = docx.Document()
    _start_plain(paper)
    _fill_edges(paper, trace, is_bare=is_bare)
    whole = paper.element.body
    references = [one for one in whole.sectPr if one.tag.endswith("Reference")]
    made = oxml.parse_xml(f'<w:body xmlns:w="{W}">{content}</w:body>')
    first = next(made.iter(f"{{{W}}}sectPr"))
    for place, one in enumerate(references):
        first.insert(place, one)
    _replace(whole, made)
    written = io.BytesIO()
    paper.save(written)
    return written.getvalue()


def _replace(old: Any, new: Any) -> None:  # noqa: ANN401 (elements of lxml)
    for one in list(old):
        old.remove(one)
    for one in list(new):
        old.append(one)


def _start_plain(paper: Any) -> None:  # noqa: ANN401 (a document of python-docx)
    """Bỏ những gì mẫu của thư viện mang theo: its styles, lists, fonts and language."""
    _replace(paper.styles.element, oxml.parse_xml(STYLES))
    _replace(paper.settings.element, oxml.parse_xml(SETTINGS))
    relations = paper.part.rels
    for key in [key for key, one in relations.items() if not _is_kept(one.reltype)]:
        del relations[key]


def _is_kept(kind: str) -> bool:
    return kind.endswith(_KEPT_PARTS)


def _fill_edges(paper: Any, trace: str, *, is_bare: bool) -> None:  # noqa: ANN401
    """Số trang ở giữa lề trên từ trang 2, dấu vết ở chân mọi trang."""
    section = paper.sections[0]
    section.different_first_page_header_footer = True
    number = "".join(
        f'<w:r><w:rPr><w:sz w:val="{form.PAGE_NUMBER}"/></w:rPr>{inner}</w:r>'
        for inner in (
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve">PAGE</w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>2</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )
    blank = para("", style="Header", after=0, first=0)
    numbered = para(number, style="Header", align="center", after=0, first=0)
    traced = para(run(trace, form.TRACE), style="Footer", align="left", after=0, first=0)
    for edge, content in (
        (section.header, blank if is_bare else numbered),
        (section.first_page_header, blank),
        (section.footer, traced),
        (section.first_page_footer, traced),
    ):
        edge.is_linked_to_previous = False
        _replace(edge._element, oxml.parse_xml(f'<w:hdr xmlns:w="{W}">{content}</w:hdr>'))


def _sections(document: Document) -> Iterator[str]:
    """Văn bản rồi các phụ lục, each with its own paper and its own page numbers."""
    page = _page(document)
    yield "".join(_own(document, page))
    if document.annexes:
        yield _ended(page)
        yield from annex_sections(document, document.annexes)
    else:
        yield _setting(page)


def annex_sections(of: Document, annexes: Sequence[Document]) -> Iterator[str]:
    """Các phụ lục của một văn bản, each in a section of its own; the last ends the file."""
    many = len(annexes) > 1
    for place, one in enumerate(annexes, start=1):
        page = _page(one)
        yield "".join(_annex(of, one, roman(place) if many else "", page))
        yield _ended(page) if place < len(annexes) else _setting(page)


def _ended(page: form.Page) -> str:
    """Hết một phần."""
    return (
        '<w:p><w:pPr><w:spacing w:after="0" w:line="20" w:lineRule="exact"/>'
        f"{_setting(page)}</w:pPr></w:p>"
    )


def _page(document: Document) -> form.Page:
    if document.kind.is_bare:
        return ballot_page(document)
    return form.LANDSCAPE if document.kind.is_wide else form.PORTRAIT


def _setting(page: form.Page) -> str:
    turned = ' w:orient="landscape"' if page.width > page.height else ""
    return (
        '<w:sectPr><w:type w:val="nextPage"/>'
        f'<w:pgSz w:w="{page.width}" w:h="{page.height}"{turned}/>'
        f'<w:pgMar w:top="{page.top}" w:right="{page.right}" w:bottom="{page.bottom}" '
        f'w:left="{page.left}" w:header="{form.HEADER_MARGIN}" w:footer="{form.FOOTER_MARGIN}" '
        'w:gutter="0"/><w:pgNumType w:start="1"/><w:cols w:space="720"/><w:titlePg/>'
        '<w:docGrid w:type="default"/></w:sectPr>'
    )


def _own(document: Document, page: form.Page) -> Iterator[str]:
    yield from title(document, page) if document.kind.is_bare else head(document, page)
    yield from body(document.body, page, keeps_end=bool(document.signatures))
    yield foot(document, page)


def _annex(of: Document, document: Document, number: str, page: form.Page) -> Iterator[str]:
    yield from annex_head(document, number, _attached(of))
    yield from body(document.body, page, keeps_end=bool(document.signatures))
    yield foot(document, page)


def _attached(of: Document) -> str:
    """«Kèm theo» văn bản nào."""
    number = "".join(one.text for one in of.symbol).strip() if of.number else "…"
    day = "ngày … tháng … năm …" if of.day is None else day_in_words(of.day)
    return f"(Kèm theo {of.title} số {number} {day})"


def facts_of(document: Document, mark: str) -> FileFacts:
    """Thông tin của tệp; `mark` is of the template it was made with."""
    named = {
        DOCUMENT: document.kind.code,
        FINGERPRINT: document.trace.fingerprint,
        TEMPLATE: mark,
        VERSION: FORM_VERSION,
    }
    author = "".join(one.text for one in document.body_name)
    return FileFacts(document.name, author, document.trace.moment, named)
