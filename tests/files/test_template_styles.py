"""Kiểu của mẫu riêng: the office's look is taken as far as it changes nothing that is said."""

import io
import re

import docx
import pytest

from tests.files.own_templates import LETTER, changed, parts_of, template
from tests.files.test_word import paper
from thidua.domain.document.blocks import Column, Heading, Para, Table, words
from thidua.domain.document.kinds import KINDS
from thidua.files.word.template_filling import fill
from thidua.files.word.template_tokens import read_template

OWN = template(*LETTER)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TRICKS = (
    '<w:numPr><w:numId w:val="1"/></w:numPr><w:framePr w:w="1" w:h="1"/>',
    '<w:caps/><w:strike/><w:color w:val="FFFFFF"/><w:w w:val="1"/><w:position w:val="-900"/>'
    '<w:sz w:val="2"/><w:effect w:val="sparkle"/>',
)


def styled(*styles, default=False):
    own = parts_of(OWN)["word/styles.xml"].decode()
    if default:
        own = re.sub(
            r'<w:style [^>]*w:default="1"[^>]*w:styleId="Normal">.*?</w:style>', "", own, count=1
        )
    return changed(
        OWN, {"word/styles.xml": own.replace("</w:styles>", f"{''.join(styles)}</w:styles>")}
    )


def style(name, lines="", letters="", key="TDx", more=""):
    return (
        f'<w:style w:type="paragraph" w:styleId="{key}" {more}><w:name w:val="{name}"/>'
        f"<w:pPr>{lines}</w:pPr><w:rPr>{letters}</w:rPr></w:style>"
    )


def made(data, **said):
    body = (
        Heading(1, "I. Mục"),
        Para(words("Lời")),
        Table(columns=(Column("Điểm", 1),), rows=(("91,50",),), title="Bảng", note="Ghi"),
    )
    return docx.Document(io.BytesIO(fill(data, paper(body, **said), "x")))


def looks_of(file, name):
    (found,) = [
        one for one in file.styles.element if one.tag == f"{W}style" and name in _names(one)
    ]
    return {
        one.tag.removeprefix(W): {key.removeprefix(W): value for key, value in one.items()}
        for one in found.iter()
        if one.getparent().tag in (f"{W}pPr", f"{W}rPr")
    }


def _names(one):
    return [each.get(f"{W}val") for each in one.findall(f"{W}name")]


PLAIN = {
    "numPr": {},
    "rFonts": dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), "Times New Roman"),
    **{
        name: {"val": "0"}
        for name in ("caps", "smallCaps", "strike", "dstrike", "outline", "shadow", "emboss")
    },
    **{name: {"val": "0"} for name in ("imprint", "vanish", "webHidden", "position")},
    "color": {"val": "000000"},
    "spacing": {"val": "0"},
    "w": {"val": "100"},
    "sz": {"val": "28"},
    "szCs": {"val": "28"},
    "u": {"val": "none"},
    "effect": {"val": "none"},
    "vertAlign": {"val": "baseline"},
}


@pytest.mark.parametrize("name", ["TD-Tiêu đề", "TD-Mục", "TD-Đoạn", "TD-Ô", "TD-Ghi chú"])
def test_no_style_of_a_template_changes_what_is_said(name):
    data = styled(
        style("Gốc", *TRICKS, key="Goc"),
        style(name, "<w:keepNext/>", "<w:b/>").replace(
            f'<w:name w:val="{name}"/>', f'<w:name w:val="{name}"/><w:basedOn w:val="Goc"/>'
        ),
    )
    file = made(data)

    assert [str(one) for one in read_template(data, KINDS["to-trinh"])[1]] == []
    assert looks_of(file, name) == PLAIN | {"keepNext": {}, "b": {"val": "1"}}
    assert file.styles[name].element.find(f"{W}pPr/{W}numPr/{W}numId").get(f"{W}val") == "0"
    assert file.styles[name].base_style is None


def test_the_look_that_does_no_harm_is_taken():
    letters = (
        '<w:rFonts w:ascii="Arial" w:hAnsi="Wingdings"/><w:i/><w:color w:val="002060"/>'
        '<w:sz w:val="26"/>'
    )
    lines = '<w:spacing w:before="60" w:line="300"/><w:ind w:firstLine="500"/><w:jc w:val="both"/>'
    found = looks_of(made(styled(style("TD-Đoạn", lines, letters))), "TD-Đoạn")

    assert {name: said for name, said in found.items() if PLAIN.get(name) != said} == {
        "rFonts": dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), "Arial"),
        "i": {"val": "1"},
        "color": {"val": "002060"},
        "sz": {"val": "26"},
        "szCs": {"val": "26"},
        "ind": {"firstLine": "500"},
        "jc": {"val": "both"},
    }


def test_nothing_that_the_program_writes_has_a_style_of_the_office_alone():
    names = ("Normal", "heading 1", "Table Grid", "Chỗ trống")
    file = made(styled(), is_draft=True, provisional="TẠM TÍNH – đến 14:05")
    own = {one.name for one in file.styles if one.name.startswith(("Thi đua", "TD-"))}
    cells = [each for table in file.tables for row in table.rows for each in row.cells]
    written = [
        one
        for one in (*file.paragraphs, *(each for cell in cells for each in cell.paragraphs))
        if one.text in ("DỰ THẢO", "I. MỤC", "Lời", "91,50", "Điểm", "Bảng", "Ghi", "Lê Văn An")
    ]

    assert {one.text for one in written} >= {"DỰ THẢO", "I. MỤC", "Lời", "91,50", "Điểm"}
    assert {one.style.name for one in written} <= own
    assert {one.style.name for one in file.tables} <= own
    assert not own & set(names)


def test_the_marks_carry_every_property_themselves():
    hidden = style("Normal", *TRICKS, key="Normal", more='w:default="1"')
    file = made(styled(hidden, default=True), is_draft=True, provisional="TẠM TÍNH – đến 14:05")
    marks = file.paragraphs[:2]
    look = PLAIN | {
        "b": {"val": "1"},
        "i": {"val": "0"},
        "sz": {"val": "26"},
        "szCs": {"val": "26"},
    }
    del look["numPr"]

    assert [one.text for one in marks] == ["DỰ THẢO", "TẠM TÍNH – đến 14:05"]
    assert [one.style.name for one in marks] == ["Thi đua – dấu"] * 2
    assert looks_of(file, "Thi đua – dấu") == PLAIN
    for one in marks:
        (letters,) = one._p.iter(f"{W}rPr")
        assert {
            each.tag.removeprefix(W): {key.removeprefix(W): said for key, said in each.items()}
            for each in letters
        } == look
