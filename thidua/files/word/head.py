"""Phần đầu văn bản: in whose name, number, place and day, the title, to whom, on what ground."""

from collections.abc import Iterator

from thidua.domain.document.blocks import Gap, Words, words
from thidua.domain.document.day_words import place_and_day
from thidua.domain.document.document import Document
from thidua.files.word import form
from thidua.files.word.parts import cell, para, pieces, row, rule, run, small, table
from thidua.files.word.widths import width_of

COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
DRAFT = "DỰ THẢO"
_DOTS = "ngày      tháng      năm"


def head(document: Document, page: form.Page) -> Iterator[str]:
    """Phần đầu của một văn bản đứng riêng."""
    yield _two_columns(document, page)
    yield small("")
    yield from title(document, page)


def _two_columns(document: Document, page: form.Page) -> str:
    """Tên cơ quan bên trái, quốc hiệu bên phải; below them the number, and place and day."""
    left = form.HEAD_LEFT + (form.HEAD_WIDER if page.width > page.height else 0)
    right = page.inner - left
    letterhead = document.letterhead
    body = document.body_name
    over = [small(run(letterhead.parent.upper(), form.AGENCY))] if letterhead.parent else []
    long = min(width_of("".join(one.text for one in body), form.AGENCY), left)
    names = "".join(
        [
            *over,
            small(pieces(body, form.AGENCY, bold=True)),
            rule(left, int(long * form.RULE_SHARE)),
        ]
    )
    motto = "".join(
        [
            small(run(COUNTRY, form.COUNTRY, bold=True)),
            small(run(MOTTO, form.MOTTO, bold=True)),
            rule(right, min(width_of(MOTTO, form.MOTTO), right)),
        ]
    )
    rows = [row([cell(names, left), cell(motto, right)])]
    numbered = _number(document) if document.kind.is_numbered else ""
    dated = "" if document.kind.is_minutes or document.kind.is_annex else _day(document)
    if numbered or dated:
        rows.append(row([cell(numbered or small(""), left), cell(dated or small(""), right)]))
    return table(rows, [left, right], is_ruled=False)


def _number(document: Document) -> str:
    said = words("Số: ", document.symbol)
    number = para(
        pieces(said, form.NUMBER), align="center", before=120, after=0, line=(240, "auto"), first=0
    )
    if not document.kind.is_letter:
        return number
    return number + small(run(document.subtitle, form.SUBJECT))


def _day(document: Document) -> str:
    place = document.letterhead.place
    if document.day is not None and place:
        said: Words = words(place_and_day(place, document.day))
    else:
        year = "" if document.day is None else f" {document.day.year}"
        said = words(place or "…………", f", {_DOTS}{year or '      '}")
    content = "".join(
        run(one.text, form.PLACE, italic=True) if not isinstance(one, Gap) else pieces((one,))
        for one in said
    )
    return para(content, align="center", before=120, after=0, line=(240, "auto"), first=0)


def title(document: Document, page: form.Page) -> Iterator[str]:
    """Tên loại, trích yếu, the line under them, what is provisional, to whom and on what ground."""
    if document.is_draft:
        yield small(run(DRAFT, form.NUMBER, bold=True), align="right", keep_next=True)
    if not document.kind.is_letter:
        yield from _named(document, page)
    if document.provisional:
        yield para("", after=0, first=0, line=(120, "exact"), keep_next=True)
        yield small(run(document.provisional, form.NUMBER, bold=True), keep_next=True)
    yield para("", after=0, first=0, line=(160, "exact"))
    yield from _addressees(document)
    yield from bases(document)


def _named(document: Document, page: form.Page) -> Iterator[str]:
    """Tên loại, trích yếu và nét gạch dưới; a letter has none of them."""
    yield para(
        run(document.title.upper(), form.TITLE, bold=True),
        align="center",
        before=120,
        after=0,
        first=0,
        line=(240, "auto"),
        keep_next=True,
    )
    if document.subtitle:
        yield small(run(document.subtitle, form.TITLE, bold=True), keep_next=True)
    if not document.kind.is_annex:
        last = document.subtitle or document.title.upper()
        long = min(width_of(last, form.TITLE), page.inner)
        yield rule(page.inner, int(long * form.RULE_SHARE), keep_next=True)


def bases(document: Document) -> Iterator[str]:
    """Các căn cứ, a line each."""
    for place, base in enumerate(document.bases, start=1):
        end = "." if place == len(document.bases) else ";"
        yield para(run(f"{base.rstrip('.; ')}{end}", italic=True), first=form.BODY_INDENT)


def _addressees(document: Document) -> Iterator[str]:
    found = document.addressees
    if not found:
        return
    if len(found) == 1:
        yield para(run("Kính gửi: ") + pieces(found[0]), align="center", first=0)
        return
    yield para(run("Kính gửi:"), left=2268, first=0, keep_next=True)
    for place, one in enumerate(found, start=1):
        end = "." if place == len(found) else ";"
        yield para(run("- ") + pieces(one) + run(end), left=2835, first=0)


def annex_head(document: Document, number: str, of: str) -> Iterator[str]:
    """Đầu phụ lục: its number where there are several, its title, of which paper it is."""
    if number:
        yield small(run(f"Phụ lục {number}", form.TITLE, bold=True), keep_next=True)
    yield from title_lines(document)
    yield small(run(of, form.NUMBER, italic=True), keep_next=True)
    if document.provisional:
        yield small(run(document.provisional, form.NUMBER, bold=True), keep_next=True)
    yield para("", after=0, first=0, line=(160, "exact"))


def title_lines(document: Document) -> Iterator[str]:
    """Tên phụ lục."""
    yield small(run(document.title.upper(), form.TITLE, bold=True), keep_next=True)
    if document.subtitle:
        yield small(run(document.subtitle, form.TITLE, bold=True), keep_next=True)
