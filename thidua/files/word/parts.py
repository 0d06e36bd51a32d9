"""Mảnh XML của Word: paragraphs, runs and tables as text, escaped once and here alone.

A paper of some hundred rows is made of these texts in a moment; the library would take a second for
every few thousand cells.
"""

from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape, quoteattr

from thidua.domain.document.blocks import Gap, Piece
from thidua.files.same_bytes import fit_for_xml
from thidua.files.word import form

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def written(text: str) -> str:
    """Chữ trong XML."""
    return escape(fit_for_xml(text))


def run(text: str, size: int = 0, *, bold: bool = False, italic: bool = False) -> str:
    """Đoạn chữ; a `size` of 0 is that of the style."""
    marks = ("<w:b/>" if bold else "") + ("<w:i/>" if italic else "")
    return _run(text, marks + _sized(size))


def gap(text: str, size: int = 0) -> str:
    """Chỗ trống, in its style and in yellow."""
    style = f'<w:rStyle w:val="{form.GAP_STYLE}"/>'
    return _run(text, f'{style}{_sized(size)}<w:highlight w:val="{form.HIGHLIGHT}"/>')


def _sized(size: int) -> str:
    return f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>' if size else ""


def _run(text: str, look: str) -> str:
    looks = f"<w:rPr>{look}</w:rPr>" if look else ""
    lines = "<w:br/>".join(
        f'<w:t xml:space="preserve">{written(line)}</w:t>' for line in text.split("\n")
    )
    return f"<w:r>{looks}{lines}</w:r>"


def pieces(said: Iterable[Piece], size: int = 0, *, bold: bool = False) -> str:
    """Lời thành các đoạn chữ."""
    return "".join(
        gap(one.text, size)
        if isinstance(one, Gap)
        else run(one.text, size, bold=one.bold or bold, italic=one.italic)
        for one in said
    )


def para(
    content: str,
    *,
    align: str = "",
    style: str = "",
    keep_next: bool = False,
    before: int | None = None,
    after: int | None = None,
    line: tuple[int, str] | None = None,
    left: int = 0,
    right: int = 0,
    first: int | None = None,
    rule: bool = False,
    level: int | None = None,
) -> str:
    """Một đoạn, its properties in the order that the format asks for."""
    look = f"<w:pStyle w:val={quoteattr(style)}/>" if style else ""
    look += "<w:keepNext/><w:keepLines/>" if keep_next else ""
    if rule:
        look += (
            f'<w:pBdr><w:bottom w:val="single" w:sz="{form.RULE_WEIGHT}" w:space="0" '
            'w:color="000000"/></w:pBdr>'
        )
    space = "".join(
        f' w:{name}="{value}"'
        for name, value in (("before", before), ("after", after))
        if value is not None
    )
    if line is not None:
        space += f' w:line="{line[0]}" w:lineRule="{line[1]}"'
    look += f"<w:spacing{space}/>" if space else ""
    indent = "".join(
        f' w:{name}="{value}"' for name, value in (("left", left), ("right", right)) if value
    )
    if first is not None:
        indent += f' w:firstLine="{first}"'
    look += f"<w:ind{indent}/>" if indent else ""
    look += f'<w:jc w:val="{align}"/>' if align else ""
    look += "" if level is None else f'<w:outlineLvl w:val="{level}"/>'
    return f"<w:p><w:pPr>{look}</w:pPr>{content}</w:p>"


def small(content: str, *, align: str = "center", keep_next: bool = False) -> str:
    """Dòng sát nhau, as in the head and under a signature."""
    return para(content, align=align, after=0, line=(240, "auto"), first=0, keep_next=keep_next)


def rule(width: int, long: int, *, keep_next: bool = False) -> str:
    """Đường kẻ dài chừng này ở giữa một cột."""
    side = max(0, (width - long) // 2)
    height = (form.RULE_HEIGHT, "exact")
    return para(
        "", rule=True, left=side, right=side, first=0, after=0, line=height, keep_next=keep_next
    )


def cell(content: str, width: int, *, borders: str = "") -> str:
    """Ô có bề rộng cố định."""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{borders}</w:tcPr>{content}</w:tc>'


def row(cells: Sequence[str], *, is_header: bool = False) -> str:
    """Hàng không tách qua trang; a heading row stands again on every page."""
    look = "<w:cantSplit/>" + ("<w:tblHeader/>" if is_header else "")
    return f"<w:tr><w:trPr>{look}</w:trPr>{''.join(cells)}</w:tr>"


def table(
    rows: Iterable[str],
    widths: Sequence[int],
    *,
    is_ruled: bool,
    title: str = "",
    summary: str = "",
) -> str:
    """Bảng: its grid and its cells agree on every width, so that no program changes them."""
    style = '<w:tblStyle w:val="TableGrid"/>' if is_ruled else ""
    side = form.CELL_SIDE if is_ruled else 0
    margins = (
        f'<w:tblCellMar><w:left w:w="{side}" w:type="dxa"/>'
        f'<w:right w:w="{side}" w:type="dxa"/></w:tblCellMar>'
    )
    told = f"<w:tblCaption w:val={_attribute(title)}/>" if title else ""
    told += f"<w:tblDescription w:val={_attribute(summary)}/>" if summary else ""
    header = '<w:tblLook w:val="0020" w:firstRow="1"/>' if is_ruled else ""
    grid = "".join(f'<w:gridCol w:w="{one}"/>' for one in widths)
    return (
        f'<w:tbl><w:tblPr>{style}<w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/>{margins}{header}{told}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _attribute(text: str) -> str:
    return quoteattr(fit_for_xml(text))


def shared_widths(whole: int, shares: Sequence[int]) -> list[int]:
    """Chia bề rộng theo phần; the last takes what is left, so that the sum is exact."""
    total = sum(shares)
    found = [whole * share // total for share in shares]
    found[-1] += whole - sum(found)
    return found
