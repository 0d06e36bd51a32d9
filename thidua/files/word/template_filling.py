"""Điền mẫu riêng: tokens give way to what the paper says; everything else stays as it was."""

import io
import zipfile
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from thidua.domain.document import template
from thidua.domain.document.blocks import Block, Gap, Heading, Piece, Table, Text, Tick
from thidua.domain.document.document import Document
from thidua.domain.document.markup import blocks_of
from thidua.domain.ground.errors import Refused
from thidua.domain.ground.finding import Findings
from thidua.files.same_bytes import fit_for_xml, same_bytes
from thidua.files.word import form, template_styles
from thidua.files.word.body import body
from thidua.files.word.foot import foot, recipient_lines
from thidua.files.word.head import DRAFT, bases
from thidua.files.word.out import annex_sections, facts_of
from thidua.files.word.parts import W, run, small
from thidua.files.word.template_package import EDGES, STYLES, unpacked
from thidua.files.word.template_relations import MAIN
from thidua.files.word.template_settings import SETTINGS, kept_settings
from thidua.files.word.template_tokens import Letters, Spot, is_alone, lines, parsed, said, spots
from thidua.later import Later

if TYPE_CHECKING:
    import docx
    from docx import oxml
    from docx.enum import text as text_enum
    from docx.opc import oxml as packaging
    from docx.text import run as docx_run
else:
    docx = Later("docx")
    oxml, packaging = Later("docx.oxml"), Later("docx.opc.oxml")
    text_enum, docx_run = Later("docx.enum.text"), Later("docx.text.run")

_P, _T, _LOOK, _SECTION = (f"{{{W}}}{name}" for name in ("p", "t", "rPr", "sectPr"))
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def fill(data: bytes, document: Document, mark: str) -> bytes:
    """Điền một mẫu đã xét: the same template and document give the same bytes.

    What is not final says so at the top whatever the template holds; annexes stand at the end, in
    sections of their own. `mark` names the template in the properties of the file.
    """
    findings = Findings()
    parts = dict(unpacked(data, findings))
    if not parts:
        raise Refused(f"Mẫu riêng không dùng được: {findings[0]}.")
    styles = template_styles.Styles(parsed(parts[STYLES]))
    root = parsed(parts[MAIN])
    _fill_main(root, document, styles)
    parts[MAIN] = packaging.serialize_part_xml(root)
    parts[STYLES] = packaging.serialize_part_xml(styles.root)
    if SETTINGS in parts:
        parts[SETTINGS] = packaging.serialize_part_xml(kept_settings(parsed(parts[SETTINGS])))
    for name in parts:
        if EDGES.fullmatch(name):
            edge = parsed(parts[name])
            for _, pieces in lines(edge):
                _fill_line(pieces, document)
            parts[name] = packaging.serialize_part_xml(edge)
    return same_bytes(_packed(parts), facts_of(document, mark))


def tried(data: bytes, document: Document, mark: str) -> bytes | None:
    """Điền thử, and see that it opens; None where what is bent in the file lets it not."""
    try:
        filled = fill(data, document, mark)
        require_opens(filled)
    except (Refused, SyntaxError, LookupError, ValueError, TypeError, AttributeError):
        return None
    return filled


def require_opens(data: bytes) -> None:
    """Tệp đã điền mở được: read whole by the library, with each of its headers and footers."""
    for section in docx.Document(io.BytesIO(data)).sections:
        for edge in (
            *(section.header, section.footer, section.first_page_header),
            *(section.first_page_footer, section.even_page_header, section.even_page_footer),
        ):
            if not edge.is_linked_to_previous and not edge.part.blob:
                raise ValueError


def _packed(parts: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return made.getvalue()


def _fill_main(root: Any, document: Document, styles: template_styles.Styles) -> None:  # noqa: ANN401
    whole = root.find(f"{{{W}}}body")
    written = [(paragraph, pieces, said(pieces)) for paragraph, pieces in lines(root)]
    there = [spot.code for _, _, text in written for spot in spots(text)]
    blocks = {one.code for one in template.tokens_of(document.kind) if one.is_block}
    for paragraph, pieces, text in written:
        found = spots(text)
        if found and is_alone(text) and found[0].code in blocks:
            page = _page_at(whole, paragraph)
            made = _drawn(document, found[0].code, there, page, styles)
            _put_instead(paragraph, made, styles)
        elif found:
            _fill_line(pieces, document)
    for place, one in enumerate(styles.as_mark(_elements(_marks(document)))):
        whole.insert(place, one)
    _append_annexes(whole, template.annexes_left(document, there), document, styles)


def _marks(document: Document) -> str:
    """Dự thảo, tạm tính: said even where the template has no place for it."""
    draft = small(run(DRAFT, form.NUMBER, bold=True), align="right") if document.is_draft else ""
    if not document.provisional:
        return draft
    return draft + small(run(document.provisional, form.NUMBER, bold=True))


def _elements(content: str) -> list[Any]:
    return list(parsed(f'<w:body xmlns:w="{W}">{content}</w:body>'.encode()))


def _drawn(
    document: Document,
    code: str,
    there: Sequence[str],
    page: form.Page,
    styles: template_styles.Styles,
) -> Sequence[Any]:
    """Những gì thay cho một dấu khối."""
    if code == template.BASES:
        return styles.as_body(_elements("".join(bases(document))))
    if code == template.RECIPIENTS:
        return styles.own(_elements(recipient_lines(document)))
    if code == template.SIGNING:
        with_recipients = template.RECIPIENTS not in there
        return styles.own(_elements(foot(document, page, with_recipients=with_recipients)))
    if code == template.ANNEXES:
        return []
    flat = [
        inner
        for one in template.blocks_of(document, code)
        for inner in (blocks_of(one) if isinstance(one, Text) else (one,))
    ]
    is_last = code == template.BODY and bool(document.signatures)
    return [
        one
        for place, block in enumerate(flat)
        for one in _block(block, page, styles, keeps=is_last and place >= len(flat) - 2)
    ]


def _block(
    block: Block, page: form.Page, styles: template_styles.Styles, *, keeps: bool
) -> Iterable[Any]:
    made = _elements("".join(body([block], page, keeps_end=keeps)))
    if isinstance(block, Heading):
        return styles.as_heading(made)
    if isinstance(block, Table):
        return styles.as_table(made, has_title=bool(block.title), has_note=bool(block.note))
    return styles.own(made) if isinstance(block, Tick) else styles.as_body(made)


def _put_instead(paragraph: Any, made: Sequence[Any], styles: template_styles.Styles) -> None:  # noqa: ANN401
    """Thay một đoạn; a cell keeps a paragraph at its end, as the format asks."""
    parent = paragraph.getparent()
    place = parent.index(paragraph)
    parent.remove(paragraph)
    for one in made:
        parent.insert(place, one)
        place += 1
    if parent.tag == f"{{{W}}}tc" and (len(parent) == 0 or parent[-1].tag != _P):
        parent.append(styles.own(_elements(small("")))[0])


def _page_at(whole: Any, paragraph: Any) -> form.Page:  # noqa: ANN401
    """Khổ giấy và lề của phần có đoạn này: that of the first section that ends behind it."""
    top = paragraph
    while top.getparent() is not whole:
        top = top.getparent()
    follows = False
    for one in whole:
        follows = follows or one is top
        section = one if one.tag == _SECTION else one.find(f"{{{W}}}pPr/{_SECTION}")
        if follows and section is not None:
            return _page(section)
    return form.PORTRAIT


def _page(section: Any) -> form.Page:  # noqa: ANN401
    usual = form.PORTRAIT

    def measure(tag: str, name: str, instead: int) -> int:
        one = section.find(f"{{{W}}}{tag}")
        given = "" if one is None else one.get(f"{{{W}}}{name}", "")
        return int(given) if given.isascii() and given.isdecimal() else instead

    page = form.Page(
        measure("pgSz", "w", usual.width),
        measure("pgSz", "h", usual.height),
        measure("pgMar", "top", usual.top),
        measure("pgMar", "bottom", usual.bottom),
        measure("pgMar", "left", usual.left),
        measure("pgMar", "right", usual.right),
    )
    return page if page.inner > usual.left else usual


def _append_annexes(
    whole: Any,  # noqa: ANN401
    annexes: Sequence[Document],
    of: Document,
    styles: template_styles.Styles,
) -> None:
    """Phụ lục ở cuối: the template's last section ends before them."""
    if not annexes:
        return
    last = whole[-1] if len(whole) and whole[-1].tag == _SECTION else None
    made = styles.own(_elements("".join(annex_sections(of, annexes))))
    if last is not None:
        (ended,) = _elements('<w:p><w:pPr><w:spacing w:after="0"/></w:pPr></w:p>')
        ended[0].append(deepcopy(last))
        styles.own([ended])
        whole.remove(last)
        whole.append(ended)
    for one in made:
        whole.append(one)


def _fill_line(pieces: Sequence[Letters], document: Document) -> None:
    """Thay các dấu trong một dòng; the first run's look holds for the whole of one."""
    found = spots(said(pieces))
    if not found:
        return
    _part_runs(pieces)
    starts = [0, *accumulate(len(text) for _, text in pieces)]
    for spot in reversed(found):
        _replace(pieces, starts, spot, template.value_of(document, spot.code))


def _part_runs(pieces: Sequence[Letters]) -> None:
    """Mỗi đoạn chữ một mảnh: a run of several pieces becomes as many, all with its look."""
    for one in {id(text.getparent()): text.getparent() for text, _ in pieces}.values():
        look, after = one.find(_LOOK), one
        for extra in [each for each in one if each.tag != _LOOK][1:]:
            more = oxml.OxmlElement("w:r")
            if look is not None:
                more.append(deepcopy(look))
            more.append(extra)
            after.addnext(more)
            after = more


def _replace(
    pieces: Sequence[Letters], starts: Sequence[int], spot: Spot, value: Sequence[Piece]
) -> None:
    """Thay một dấu; what stands before it in the paragraph stays where it was.

    The tokens are met from the right, so that `starts` still holds for what is left of them.
    """
    is_first = True
    place = bisect_right(starts, spot.start) - 1
    while place < len(pieces) and starts[place] < spot.end:
        element, here, past = pieces[place][0], starts[place], starts[place + 1]
        place += 1
        if past <= spot.start or element.tag != _T:
            continue
        text = element.text or ""  # cut already where another token stands to the right of this
        before = text[: max(0, spot.start - here)]
        rest = text[spot.end - here :] if spot.end < past else ""
        after = element.getparent()
        made = list(_runs(after, value)) if is_first else []
        if rest:
            made.append(_like(after, rest))
        _set(element, before)
        for one in made:
            after.addnext(one)
            after = one
        is_first = False


def _set(element: Any, text: str) -> None:  # noqa: ANN401
    element.text = text
    element.set(_SPACE, "preserve")


def _like(run_of: Any, text: str) -> Any:  # noqa: ANN401
    """Đoạn chữ cùng kiểu."""
    made = oxml.OxmlElement("w:r")
    look = run_of.find(_LOOK)
    if look is not None:
        made.append(deepcopy(look))
    for place, line in enumerate(fit_for_xml(text).split("\n")):
        if place:
            made.append(oxml.OxmlElement("w:br"))
        one = oxml.OxmlElement("w:t")
        _set(one, line)
        made.append(one)
    return made


def _runs(run_of: Any, value: Sequence[Piece]) -> Iterator[Any]:  # noqa: ANN401
    for one in value:
        made = _like(run_of, one.text)
        font = docx_run.Run(made, None).font  # type: ignore[arg-type]
        if isinstance(one, Gap):
            font.highlight_color = text_enum.WD_COLOR_INDEX.YELLOW
        else:
            font.bold, font.italic = one.bold or font.bold, one.italic or font.italic
        yield made
