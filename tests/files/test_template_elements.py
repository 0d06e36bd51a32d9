"""Thành phần của mẫu riêng: what may stand in one, and what is named when it does."""

import pytest

from tests.files.own_templates import LETTER, changed, parts_of, template
from thidua.domain.document.kinds import KINDS
from thidua.files.word.template_tokens import read_template

OWN = template(*LETTER)
PARTS = parts_of(OWN)
MAIN, STYLES, NUMBERING = "word/document.xml", "word/styles.xml", "word/numbering.xml"
MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
TRACKED = "tệp còn vết sửa; hãy chấp nhận hoặc bỏ hết các vết sửa"
HIDDEN = "tệp có chữ ẩn; hãy bỏ ô «Hidden» ở phông chữ của chữ và của kiểu"
LOST = "tệp gọi một hình hoặc phần không có trong tệp; hãy mở bằng Word và lưu lại"


def said(data):
    return [str(one) for one in read_template(data, KINDS["to-trinh"])[1]]


def put(name, after, content):
    own = PARTS[name].decode()
    assert after in own
    return changed(OWN, {name: own.replace(after, after + content, 1).encode()})


def in_body(content):
    return put(MAIN, "<w:body>", content)


def run(look, text="lời"):
    return f"<w:p><w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def field(instruction):
    return f"<w:p><w:fldSimple w:instr='{instruction}'/></w:p>"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        *(
            (f"<w:p><w:{name}><w:r><w:t>mới</w:t></w:r></w:{name}></w:p>", TRACKED)
            for name in ("ins", "del", "moveFrom", "moveTo")
        ),
        ('<w:p><w:pPr><w:pPrChange w:id="1"/></w:pPr></w:p>', TRACKED),
        (run('<w:rPrChange w:id="1"/>'), TRACKED),
        ('<w:p><w:moveFromRangeStart w:id="1"/></w:p>', TRACKED),
        (
            '<w:p><w:commentRangeStart w:id="1"/></w:p>',
            "tệp có ghi chú bên lề; hãy xóa các ghi chú",
        ),
        (run("<w:vanish/>"), HIDDEN),
        (run('<w:specVanish w:val="1"/>'), HIDDEN),
        (
            f"<w:p><m:oMath {MATH}><m:r><m:t>{{{{nam}}}}</m:t></m:r></m:oMath></w:p>",
            "tệp có công thức toán; hãy gõ thành chữ thường",
        ),
        (
            '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textpath '
            'string="{{nam}}"/></v:shape></w:pict></w:r></w:p>',
            "tệp có chữ nghệ thuật (WordArt); hãy gõ thành chữ thường",
        ),
        (
            '<w:p><w:hyperlink xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/'
            'relationships" r:id="rId99"/></w:p>',
            LOST,
        ),
        ("<w:moi/>", "tệp có thành phần «moi» mà mẫu không dùng được; hãy bỏ nó"),
        ('<x:p xmlns:x="urn:x"/>', "tệp có thành phần «p» mà mẫu không dùng được; hãy bỏ nó"),
        (
            field('PAGE \\# "98,5"'),
            "trường «PAGE» có phần không dùng được; hãy chèn lại số trang hoặc mục lục",
        ),
        (
            field("PAGEREF cho_khac"),
            "trường «PAGEREF» có phần không dùng được; hãy chèn lại số trang hoặc mục lục",
        ),
        (field("QUOTE 98"), "trường «QUOTE» không dùng được; chỉ có số trang và mục lục"),
    ],
)
def test_what_may_not_stand_in_a_template_is_named_with_its_cure(content, expected):
    assert said(in_body(content)) == [f"{MAIN}: {expected}"]


def test_a_style_that_hides_what_it_dresses_is_named():
    style = '<w:style w:type="paragraph" w:styleId="An"><w:name w:val="Ẩn"/><w:rPr>{}</w:rPr>'
    first = "<w:docDefaults>"
    own = PARTS[STYLES].decode()
    found = [
        said(
            changed(
                OWN,
                {STYLES: own.replace("</w:styles>", f"{style.format(look)}</w:style></w:styles>")},
            )
        )
        for look in ("<w:vanish/>", '<w:vanish w:val="0"/>')
    ]

    assert first in own
    assert found == [[f"{STYLES}: {HIDDEN}"], []]


@pytest.mark.parametrize(
    "content",
    [
        field(" PAGE "),
        field("PAGE \\* MERGEFORMAT"),
        field("NUMPAGES   \\* Arabic  \\* MERGEFORMAT"),
        field('TOC \\o "1-3" \\h \\z \\u'),
        field("PAGEREF _Toc12345 \\h"),
        '<w:p><w:bookmarkStart w:id="0" w:name="_Toc1"/><w:bookmarkEnd w:id="0"/></w:p>',
        '<w:p><w:pPr><w:framePr w:wrap="around"/></w:pPr></w:p>',
        "<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent><w:p/></w:sdtContent></w:sdt>",
    ],
)
def test_what_word_writes_by_itself_is_let_in(content):
    assert said(in_body(content)) == []


NUMBERED = "dấu đứng ngay sau số tự động; hãy gõ chữ trước dấu hoặc bỏ đánh số của đoạn"
FAINT = "chữ của đoạn có dấu quá nhạt hoặc quá nhỏ; hãy dùng chữ sẫm, cỡ từ 6 trở lên"


@pytest.mark.parametrize(
    ("lines", "letters", "before", "expected"),
    [
        ('<w:numPr><w:numId w:val="1"/></w:numPr>', "", "", [NUMBERED]),
        ('<w:pStyle w:val="ListNumber"/>', "", "", [NUMBERED]),
        ('<w:numPr><w:numId w:val="1"/></w:numPr>', "", "Năm ", []),
        ('<w:pStyle w:val="ListNumber"/><w:numPr><w:numId w:val="0"/></w:numPr>', "", "", []),
        (
            '<w:framePr w:w="1"/>',
            "",
            "",
            ["dấu nằm trong khung (Frame); hãy bỏ khung của đoạn này"],
        ),
        ("", '<w:color w:val="FFFFFF"/>', "", [FAINT]),
        ("", '<w:color w:themeColor="background1" w:val="000000"/>', "", [FAINT]),
        ("", '<w:sz w:val="2"/>', "", [FAINT]),
        ("", '<w:w w:val="1"/>', "", [FAINT]),
        ("", '<w:color w:val="C00000"/><w:sz w:val="28"/>', "", []),
    ],
)
def test_what_takes_the_place_of_a_token_is_seen_as_it_is(lines, letters, before, expected):
    line = (
        f"<w:p><w:pPr>{lines}</w:pPr><w:r><w:rPr>{letters}</w:rPr><w:t>{before}{{{{nam}}}}</w:t>"
        "</w:r></w:p>"
    )

    assert said(in_body(line)) == [f"Đoạn 1: {one}" for one in expected]
