"""Gói của mẫu riêng: each part leads only where it may, and is what its name says."""

import io

import docx
import pytest

from tests.files.own_templates import LETTER, changed, parts_of, template
from thidua.domain.document.kinds import KINDS
from thidua.files.word.template_start import start_file
from thidua.files.word.template_tokens import read_template

LETTER_KIND = KINDS["to-trinh"]
OWN = template(*LETTER)
PARTS = parts_of(OWN)
AGAIN = "hãy mở bằng Word và lưu lại kiểu «Word Document (.docx)»"
NOT_WORD = "Tệp không phải .docx đọc được; hãy lưu lại kiểu «Word Document (.docx)»."
RELS = "word/_rels/document.xml.rels"


def said(data):
    return [str(one) for one in read_template(data, LETTER_KIND)[1]]


def swapped(name, old, new):
    content = PARTS[name].decode()
    assert old in content
    return {name: content.replace(old, new, 1).encode()}


def without(*names):
    return changed(OWN, {}, without=names)


def test_no_other_part_can_be_the_paper():
    people = {"word/people.xml": PARTS["word/document.xml"]}
    lead = swapped("_rels/.rels", "word/document.xml", "word/people.xml")
    types = swapped("[Content_Types].xml", "/word/document.xml", "/word/people.xml")

    assert said(changed(OWN, people | lead | types)) == [
        "word/document.xml: kiểu nội dung «application/xml» không phải của phần này; " + AGAIN,
        "word/people.xml: kiểu nội dung «application/vnd.openxmlformats-officedocument."
        "wordprocessingml.document.main+xml» không phải của phần này; " + AGAIN,
        "_rels/.rels: mẫu không dùng được quan hệ «officeDocument» tới «word/people.xml»; " + AGAIN,
    ]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (without(RELS), [f"{RELS}: phải có đúng một quan hệ «styles»; {AGAIN}"]),
        (without("_rels/.rels"), [NOT_WORD]),
        (without("word/header1.xml"), [f"{RELS}: không có phần «word/header1.xml»; {AGAIN}"]),
        (b"MZ" + OWN, [NOT_WORD]),
        (OWN + b"MZ", [NOT_WORD]),
        (
            changed(OWN, {"customXml/../../../../etc/cron.d/x.xml": b"<x/>"}),
            [
                "customXml/../../../../etc/cron.d/x.xml: mẫu không dùng được phần này; hãy bỏ nó "
                "khỏi tệp"
            ],
        ),
        *(
            (
                changed(OWN, swapped(RELS, '"header1.xml"', target)),
                [
                    f"{RELS}: tệp có liên kết ra ngoài (header); hãy bỏ liên kết, chèn thẳng hình "
                    "vào tệp"
                ],
            )
            for target in (
                '"http://noi.khac/a" TargetMode="external"',
                '"header1.xml" TargetMode="EXTERNAL"',
                '"file:///etc/passwd"',
                '"%2e%2e/x.xml"',
            )
        ),
        (
            changed(OWN, swapped(RELS, '"header1.xml"', '"../../etc/passwd"')),
            [
                f"{RELS}: mẫu không dùng được quan hệ «header» tới «../../etc/passwd»; {AGAIN}",
            ],
        ),
        (
            changed(OWN, swapped(RELS, "relationships/header", "relationships/hyperlink")),
            [f"{RELS}: mẫu không dùng được quan hệ «hyperlink» tới «header1.xml»; {AGAIN}"],
        ),
    ],
)
def test_a_relation_that_leads_elsewhere_is_named(data, expected):
    assert said(data) == expected


def test_a_package_that_does_not_say_what_its_parts_are_is_refused():
    empty = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    found = said(changed(OWN, {"[Content_Types].xml": empty}))
    parts = sorted(set(PARTS) - {"[Content_Types].xml"})

    assert found == [f"{name}: kiểu nội dung «» không phải của phần này; {AGAIN}" for name in parts]


def test_what_word_and_the_library_write_is_let_in():
    paper = docx.Document(io.BytesIO(OWN))
    paper.add_picture(io.BytesIO(PARTS["docProps/thumbnail.jpeg"]))
    made = io.BytesIO()
    paper.save(made)

    assert [said(one) for one in (OWN, made.getvalue(), start_file(LETTER_KIND))] == [[], [], []]
