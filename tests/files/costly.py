"""Sổ tốn sức: workbooks of a few hundred kilobytes that would take a reader very long."""

import io
import zipfile
from random import Random

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TITLES = ("Mã khối", "Tên khối", "Mã đơn vị", "Tên đơn vị", "Tên ngắn", "Loại", "Năm")


def _column(number):
    return chr(64 + number)


def _head():
    cells = "".join(
        f'<c r="{_column(place)}1" t="inlineStr"><is><t>{title}</t></is></c>'
        for place, title in enumerate(_TITLES, 1)
    )
    return f'<row r="1">{cells}</row>'


def _book(rows, *, after="", shared=""):
    there = ["sharedStrings"] if shared else []
    relations = "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/{name}" Target="{name}.xml"/>' for name in there
    )
    content = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + "".join(
            f'<Override PartName="/xl/{part}.xml" ContentType='
            f'"application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml"/>'
            for part, kind in (
                ("workbook", "sheet.main"),
                ("worksheets/sheet1", "worksheet"),
                *((name, name) for name in there),
            )
        )
        + "</Types>",
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="b" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="Đơn vị" sheetId="1" r:id="s"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="s" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f"{relations}</Relationships>",
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}"><sheetData>{_head()}{rows}'
        f"</sheetData>{after}</worksheet>",
        **{f"xl/{name}.xml": shared for name in there},
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as package:
        for name, written in content.items():
            package.writestr(name, written)
    return made.getvalue()


def long_texts():
    """Một chữ rất dài, named by a hundred thousand cells."""
    text = ("đơn vị số một " * 700)[:9_900]
    rows = "".join(
        f'<row r="{row}">'
        + "".join(f'<c r="{_column(one)}{row}" t="s"><v>0</v></c>' for one in range(1, 8))
        + "</row>"
        for row in range(2, 600)
    )
    return _book(rows, shared=f'<sst xmlns="{_MAIN}"><si><t>{text}</t></si></sst>')


def many_areas():
    """Rất nhiều vùng gộp, each of which every row has to be compared with."""
    rows = "".join(f'<row r="{row}"><c r="A{row}"><v>{row}</v></c></row>' for row in range(2, 300))
    areas = "".join(f'<mergeCell ref="A{row}:XFD{row}"/>' for row in range(2, 20_100))
    return _book(rows, after=f"<mergeCells>{areas}</mergeCells>")


def many_attributes():
    """Thẻ nói rất nhiều về mình: few tags, and millions of things to take apart."""
    said = " ".join(f'a{one}="1"' for one in range(400))
    rows = "".join(
        f'<row r="{row}" {said}><c r="A{row}"><v>1</v></c></row>' for row in range(2, 7_700)
    )
    return _book(rows)


def piled_marks():
    """Dấu chồng lên một chữ: to put them in order takes the square of their number."""
    chance, marks = Random(1), ("\u0301", "\u0323")
    piled = ("".join(chance.choices(marks, k=9_800)) for _ in range(60))
    texts = "".join(f"<si><t>a{one}</t></si>" for one in piled)
    rows = "".join(
        f'<row r="{row}"><c r="A{row}" t="s"><v>{row - 2}</v></c></row>' for row in range(2, 62)
    )
    return _book(rows, shared=f'<sst xmlns="{_MAIN}">{texts}</sst>')


def lines_of_nothing():
    """Chữ chỉ có xuống dòng: cleaned line by line, each of many different ones."""
    texts = "".join(f"<si><t>a{chr(10) * 9_900}{one}</t></si>" for one in range(2_500))
    rows = "".join(
        f'<row r="{row}"><c r="A{row}" t="s"><v>{row - 2}</v></c></row>' for row in range(2, 2_502)
    )
    return _book(rows, shared=f'<sst xmlns="{_MAIN}">{texts}</sst>')
