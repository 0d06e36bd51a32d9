"""Thành phần của mẫu riêng: what may stand in one, and what is named when it does."""

import pytest

from tests.files.own_templates import LETTER, changed, parts_of, template
from thidua.domain.document.kinds import KINDS
from thidua.domain.document.template_sample import sample_of
from thidua.files.word import template_covering
from thidua.files.word.template_filling import fill
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


DRAWING = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
RED, EMPTY = '<a:solidFill><a:srgbClr val="{}"/></a:solidFill>', "<a:noFill/>"


def floating(ground, wrap="wrapNone", behind=0, high=900_000):
    """Hình nổi trong một đoạn."""
    return (
        f'<w:p><w:r><w:drawing><wp:anchor {DRAWING} behindDoc="{behind}"><wp:extent cx="3000000" '
        f'cy="{high}"/><wp:{wrap}/><a:graphic><a:graphicData><wps:wsp><wps:spPr>{ground}'
        "</wps:spPr></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r></w:p>"
    )


def old_shape(style, more=""):
    """Hình nổi của Word đời trước."""
    return (
        '<w:p><w:r><w:pict><v:rect xmlns:v="urn:schemas-microsoft-com:vml" '
        f'style="position:absolute;{style}"{more}/></w:pict></w:r></w:p>'
    )


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (floating(RED.format("FFFFFF")), template_covering.COVERS),
        (old_shape("width:90pt;height:2cm"), template_covering.COVERS),
        (old_shape("width:90pt;height:2cm;z-index:7"), template_covering.COVERS),
        (floating(RED.format("202020"), behind=1), template_covering.DARK),
        (floating(RED.format("FFFFFF"), behind=1), ""),
        (floating(RED.format("000000"), high=12_700), ""),
        (floating(RED.format("FFFFFF"), wrap="wrapSquare"), ""),
        (floating(EMPTY), ""),
        (old_shape("width:90pt;height:1pt"), ""),
        (old_shape("width:90pt;height:2cm;z-index:-7"), ""),
        (old_shape("width:90pt;height:2cm", ' filled="f"'), ""),
    ],
)
def test_a_shape_that_covers_what_is_filled_in_is_named(content, expected):
    assert said(in_body(content)) == ([f"{MAIN}: tệp {expected}"] if expected else [])


def row(rule):
    return (
        f'<w:tbl><w:tr><w:trPr><w:trHeight w:val="20" w:hRule="{rule}"/></w:trPr><w:tc><w:p><w:r>'
        "<w:t>{{nam}}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )


def line(rule, wide):
    look = f'<w:spacing w:line="{wide}" w:lineRule="{rule}"/>'
    return f"<w:p><w:pPr>{look}</w:pPr><w:r><w:t>{{{{nam}}}}</w:t></w:r></w:p>"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (row("exact"), template_covering.CUT),
        (row("atLeast"), ""),
        (line("exact", 20), template_covering.TIGHT),
        (line("exact", 280), ""),
        (line("auto", 20), ""),
    ],
)
def test_a_row_or_line_that_cuts_what_is_filled_in_is_named(content, expected):
    found = said(in_body(content))

    assert found == ([f"Đoạn 1: {expected}"] if expected else [])


def test_a_style_that_cuts_its_lines_is_named_where_a_token_has_it():
    own = PARTS[STYLES].decode()
    style = (
        '<w:style w:type="paragraph" w:styleId="Ep"><w:name w:val="Ép"/><w:pPr>'
        '<w:spacing w:line="20" w:lineRule="exact"/></w:pPr></w:style></w:styles>'
    )
    put_on = '<w:p><w:pPr><w:pStyle w:val="Ep"/></w:pPr><w:r><w:t>{{nam}}</w:t></w:r></w:p>'
    main = PARTS[MAIN].decode().replace("<w:body>", f"<w:body>{put_on}", 1)
    data = changed(OWN, {STYLES: own.replace("</w:styles>", style).encode(), MAIN: main.encode()})

    assert said(data) == [f"Đoạn 1: {template_covering.TIGHT}"]


SETTINGS = "word/settings.xml"


def with_settings(content):
    own = PARTS[SETTINGS].decode()
    return changed(
        OWN, {SETTINGS: own.replace("</w:settings>", f"{content}</w:settings>").encode()}
    )


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('<w:documentProtection w:edit="readOnly" w:enforcement="1"/>', "đang khóa sửa"),
        ('<w:documentProtection w:edit="readOnly" w:enforcement="0"/>', ""),
        ("<w:trackRevisions/>", "đang bật ghi vết sửa"),
        ('<w:updateFields w:val="true"/>', "hỏi người mở"),
        ('<w:updateFields w:val="false"/>', ""),
        ('<w:docVars><w:docVar w:name="a" w:val="b"/></w:docVars>', ""),
    ],
)
def test_what_locks_tracks_or_asks_is_switched_off_first(content, expected):
    found = said(with_settings(content))

    assert [one.startswith(f"{SETTINGS}: tệp {expected}") for one in found] == [True] * bool(
        expected
    )


def test_what_the_office_s_word_remembers_stays_out_of_the_paper():
    data = with_settings('<w:docVars><w:docVar w:name="a" w:val="b"/></w:docVars><w:rsids/>')

    kept = parts_of(fill(data, sample_of(KINDS["to-trinh"]), "thu"))[SETTINGS].decode()

    assert "docVar" not in kept and "rsid" not in kept and "w:compat" in kept
