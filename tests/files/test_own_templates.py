"""Mẫu riêng: what is let in, what is refused and in which words, and what a filled one says."""

import io
import re
import time
import zipfile
from dataclasses import replace

import docx
import pytest

from tests.files.own_templates import LETTER, changed, parts_of, template
from tests.files.test_word import paper, texts
from thidua.domain.document.blocks import Gap, Heading, Para, Table, Text, words
from thidua.domain.document.kinds import KINDS
from thidua.domain.document.letterhead import Letterhead
from thidua.domain.document.template import may_have, tokens_of
from thidua.domain.document.template_sample import sample_of
from thidua.domain.ground.errors import Refused
from thidua.files.reading.any_book import read_any
from thidua.files.word.properties import read_properties
from thidua.files.word.template_filling import fill
from thidua.files.word.template_start import start_file, token_list
from thidua.files.word.template_tokens import read_template

LETTER_KIND = KINDS["to-trinh"]
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OWN_KINDS = [one for one in KINDS.values() if may_have(one)]


def said(data, kind=LETTER_KIND):
    return [str(one) for one in read_template(data, kind)[1]]


def filled(*lines, document=None, **edges):
    data = template(*lines, **edges)
    return docx.Document(io.BytesIO(fill(data, document or paper(), "rieng-1")))


def test_a_sound_template_names_its_tokens_and_has_no_findings():
    there, findings = read_template(template(*LETTER, header="{{ten_khoi}}"), LETTER_KIND)

    assert (set(there), list(findings)) == (
        {
            *("chu_quan", "co_quan", "so_ky_hieu", "dia_danh_ngay", "trich_yeu", "kinh_gui"),
            *("CAN_CU", "NOI_DUNG", "CHU_KY", "ten_khoi", "dau_vet"),
        },
        [],
    )


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            ("{{ten_kho}}", *LETTER),
            ["Đoạn 1: không có «{{ten_kho}}»; có phải {{ten_khoi}}?"],
        ),
        (
            ("{{xyzxyz}}", *LETTER),
            ["Đoạn 1: không có «{{xyzxyz}}»; xem danh sách dấu"],
        ),
        (
            LETTER[:-1],
            ["thiếu dấu {{CHU_KY}}, mà «Tờ trình đề nghị khen thưởng, kèm danh sách» phải có"],
        ),
        (
            ("{{ten_", "khoi}}", *LETTER),
            [
                "Đoạn 1: dấu chưa khép hoặc bị ngắt giữa chừng: «{{ten_»; gõ liền {{…}} trong một "
                "đoạn",
                "Đoạn 2: dấu chưa khép hoặc bị ngắt giữa chừng: «khoi}}»; gõ liền {{…}} trong một "
                "đoạn",
            ],
        ),
        (
            ("{% for one in rows %}", *LETTER),
            ["Đoạn 1: mẫu không chạy lệnh: bỏ vòng lặp, điều kiện «{% … %}»; bảng đã có dấu riêng"],
        ),
        (
            ("Nội dung {{NOI_DUNG}}", *LETTER),
            ["Đoạn 1: {{NOI_DUNG}} phải đứng một mình một đoạn"],
        ),
        (
            ("{{ ten_khoi.__class__ }}", *LETTER),
            ["Đoạn 1: không có «{{ten_khoi.__class__}}»; có phải {{ten_khoi}}?"],
        ),
        *(
            (
                (line, *LETTER),
                [
                    f"Đoạn 1: dấu chưa khép hoặc bị ngắt giữa chừng: «{rest}»; gõ liền {{{{…}}}} "
                    "trong một đoạn"
                ],
            )
            for line, rest in (
                ("Năm {nam}", "Năm {nam}"),
                ("{ {nam} }", "{ {nam} }"),
                ("｛｛nam｝｝", "｛｛nam｝｝"),
                ("{{{nam}}}", "{}"),
            )
        ),
        *(
            (
                (line, *LETTER),
                ["Đoạn 1: chữ số đứng sát {{so_tap_the}}; hãy bỏ nó hoặc để một dấu cách"],
            )
            for line in (
                "9{{so_tap_the}}",
                "9,{{so_tap_the}}",
                "{{so_tap_the}}0",
                "{{so_tap_the}}.5",
            )
        ),
        (
            ("{{NOI_DUNG}}", *LETTER),
            ["Đoạn 9: {{NOI_DUNG}} đã có ở đoạn 1; chỉ đặt một lần"],
        ),
    ],
)
def test_a_faulty_token_is_named_with_its_place(lines, expected):
    assert said(template(*lines)) == expected


def test_a_block_token_belongs_into_the_body_outside_tables():
    data = template(*LETTER, header="{{CAN_CU}}")
    boxed = docx.Document(io.BytesIO(template(*LETTER)))
    boxed.add_table(1, 1).cell(0, 0).text = "{{NOI_DUNG}}"
    made = io.BytesIO()
    boxed.save(made)

    assert said(data) == ["Đầu trang, đoạn 1: {{CAN_CU}} chỉ đặt được trong thân văn bản"]
    assert said(made.getvalue()) == ["Đoạn 10: {{NOI_DUNG}} phải đặt ngoài bảng và ngoài khung chữ"]


def test_a_token_that_is_needed_stands_where_the_first_page_shows_it():
    minutes = KINDS["bien-ban-binh-xet"]
    lines = ("{{so_ky_hieu}}", "{{NOI_DUNG}}", "{{CHU_KY}}")
    sound = template(*lines)
    paper = docx.Document(io.BytesIO(sound))
    paper.sections[0].different_first_page_header_footer = True
    apart, both = io.BytesIO(), io.BytesIO()
    paper.save(apart)
    paper.sections[0].first_page_footer.paragraphs[0].text = "{{dau_vet}}"
    paper.save(both)
    cut = parts_of(sound)["word/document.xml"].decode()
    loose = re.sub(r"<w:footerReference[^>]*>", "", cut).encode()
    lacks = (
        f"thiếu dấu {{{{dau_vet}}}}, mà «{minutes.name}» phải có; {{{{dau_vet}}}} ở chỗ không hiện "
        "ra ở trang đầu"
    )

    assert [
        said(data, minutes)
        for data in (
            sound,
            both.getvalue(),
            apart.getvalue(),
            changed(sound, {"word/document.xml": loose}),
        )
    ] == [[], [], [lacks], [lacks]]


def test_a_token_outside_the_letters_of_a_line_is_named():
    mark = '<w:p><w:bookmarkStart w:id="0" w:name="{{nam}}"/></w:p>'

    assert said(changed(template(*LETTER), {"word/document.xml": body_with(mark)})) == [
        "word/document.xml: «{{nam}}» ở chỗ không điền được; chỉ đặt dấu trong đoạn chữ"
    ]


def rels_with(kind, target):
    own = parts_of(template(*LETTER))["word/_rels/document.xml.rels"].decode()
    more = (
        '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        f'relationships/{kind}" Target="{target}" TargetMode="External"/></Relationships>'
    )
    return own.replace("</Relationships>", more).encode()


def body_with(xml):
    own = parts_of(template(*LETTER))["word/document.xml"].decode()
    return own.replace("<w:body>", f"<w:body>{xml}", 1).encode()


EMPTY = "<x/>"


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"word/vbaProject.bin": b"x"}, ["word/vbaProject.bin: tệp có macro"]),
        (
            {"word/embeddings/oleObject1.bin": b"x"},
            ["word/embeddings/oleObject1.bin: tệp có tệp hoặc đối tượng nhúng"],
        ),
        (
            {"word/afchunk1.mht": b"x"},
            ["word/afchunk1.mht: tệp có tài liệu khác chèn vào"],
        ),
        (
            {"word/glossary/document.xml": b"<x/>"},
            ["word/glossary/document.xml: mẫu không dùng được phần này; hãy bỏ nó khỏi tệp"],
        ),
        (
            {"word/_rels/document.xml.rels": rels_with("image", "http://noi.khac/a.png")},
            [
                "word/_rels/document.xml.rels: tệp có liên kết ra ngoài (image); hãy bỏ liên kết, "
                "chèn thẳng hình vào tệp"
            ],
        ),
        (
            {"word/document.xml": body_with(f'<w:altChunk xmlns:w="{W}"/>')},
            ["word/document.xml: tệp có tài liệu khác chèn vào"],
        ),
        (
            {"word/document.xml": body_with("<w:p><w:ins><w:r><w:t>mới</w:t></w:r></w:ins></w:p>")},
            ["word/document.xml: tệp còn vết sửa; hãy chấp nhận hoặc bỏ hết các vết sửa"],
        ),
        (
            {
                "word/document.xml": body_with(
                    '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>INCLUDE'
                    "</w:instrText></w:r><w:r><w:instrText>TEXT c:\\x</w:instrText></w:r>"
                    '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
                )
            },
            ["word/document.xml: trường «INCLUDETEXT» không dùng được; chỉ có số trang và mục lục"],
        ),
        (
            {"word/document.xml": body_with('<w:p><w:fldSimple w:instr="DDEAUTO x"/></w:p>')},
            ["word/document.xml: trường «DDEAUTO» không dùng được; chỉ có số trang và mục lục"],
        ),
        (
            {
                "word/settings.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>',
            },
            ["word/settings.xml: phần này không đọc được hoặc khai báo thêm thực thể"],
        ),
        (
            {"word/document.xml": b"<w:document xmlns:w='http://purl.oclc.org/x'/>"},
            [
                "Tệp không phải .docx đọc được; hãy lưu lại kiểu «Word Document (.docx)».",
            ],
        ),
    ],
)
def test_what_a_paper_has_no_use_for_is_refused_with_its_reason(more, expected):
    assert said(changed(template(*LETTER), more)) == expected


def test_a_template_stays_within_bounds():
    bomb = changed(template(*LETTER), {"word/media/a.png": b"\0" * (15 * 1024 * 1024)})
    many = changed(template(*LETTER), {f"word/media/{one}.png": b"x" for one in range(301)})
    twice = io.BytesIO()
    with zipfile.ZipFile(twice, "w") as package:
        for name, content in parts_of(template(*LETTER)).items():
            package.writestr(name, content)
        package.writestr("WORD/document.xml", b"<x/>")

    assert [said(one) for one in (b"x" * (2 * 1024 * 1024 + 1), bomb, many, twice.getvalue())] == [
        ["tệp lớn hơn 2 MB; hãy bớt hình ảnh"],
        ["tệp bung ra quá lớn so với cỡ của nó"],
        ["tệp có hơn 300 phần"],
        ["tệp có hai phần cùng tên"],
    ]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 100])
def test_what_is_no_word_file_is_refused(data):
    assert said(data) == [
        "Tệp không phải .docx đọc được; hãy lưu lại kiểu «Word Document (.docx)»."
    ]
    with pytest.raises(Refused, match="Mẫu riêng không dùng được"):
        fill(data, paper(), "x")


def test_a_token_split_over_runs_is_joined_and_keeps_the_look_of_the_first():
    made = docx.Document(
        io.BytesIO(template(("Khối: {{ten", "_kh", "oi}} năm {{nam}}, hết"), *LETTER))
    )
    made.paragraphs[0].runs[0].bold = True
    data = io.BytesIO()
    made.save(data)
    document = paper(values=(("ten_khoi", "Khối <&> {{nam}}"), ("nam", "2025")))

    found = docx.Document(io.BytesIO(fill(data.getvalue(), document, "x"))).paragraphs[0]

    assert found.text == "Khối: Khối <&> {{nam}} năm 2025, hết"
    assert [(one.text, one.bold) for one in found.runs if one.text] == [
        ("Khối: ", True),
        ("Khối <&> {{nam}}", True),
        (" năm ", None),
        ("2025", None),
        (", hết", None),
    ]


def test_the_tab_stops_of_a_line_with_a_token_stay_as_they_were():
    stops = '<w:tabs><w:tab w:val="left" w:pos="900"/><w:tab w:val="right" w:pos="9000"/></w:tabs>'
    line = (
        f"<w:p><w:pPr>{stops}</w:pPr><w:r><w:t>Số: {{{{so_ky_hieu}}}}</w:t><w:tab/>"
        "<w:t>{{dia_danh_ngay}}</w:t></w:r></w:p>"
    )
    data = changed(template(*LETTER), {"word/document.xml": body_with(line)})
    found = docx.Document(io.BytesIO(fill(data, sample_of(LETTER_KIND), "x"))).paragraphs[0]

    assert said(data) == []
    assert found.text == "Số: 08/TTr-KTĐ\tTây Ninh, ngày 05 tháng 01 năm 2026"
    assert [one.position.twips for one in found.paragraph_format.tab_stops] == [900, 9000]
    assert {one.tag for one in found._p.pPr.iter()} == {
        f"{{{W}}}{name}" for name in ("pPr", "tabs", "tab")
    }


def test_a_line_of_many_runs_is_filled_in_time_that_grows_with_its_length():
    runs = "<w:r><w:t>a</w:t><w:tab/></w:r>" * 8_000
    line = f"<w:p>{runs}<w:r><w:t>{{{{nam}}}}</w:t></w:r></w:p>"
    data = changed(template(*LETTER), {"word/document.xml": body_with(line)})
    started = time.monotonic()

    filled = docx.Document(io.BytesIO(fill(data, sample_of(LETTER_KIND), "x")))
    assert filled.paragraphs[0].text == "a\t" * 8_000 + "2025"
    assert time.monotonic() - started < 20


def test_user_text_is_never_looked_through_for_tokens_or_markup():
    hostile = "{{CHU_KY}} =1+1 <w:p/> {% x %}\x07"
    document = paper(
        (Para(words(hostile)),), letterhead=Letterhead(body=hostile, place="X", symbol="KTĐ")
    )
    found = filled(*LETTER, document=document)

    assert texts(found).count("{{CHU_KY}} =1+1 <w:p/> {% x %}./.") == 1
    assert "{{CHU_KY}} =1+1 <W:P/> {% X %}" in texts(found)


def test_gaps_stay_yellow_and_what_is_provisional_says_so_at_the_top():
    document = paper(
        letterhead=Letterhead(symbol="KTĐ"),
        addressees=((Gap("nơi nhận"),),),
        is_draft=True,
        provisional="TẠM TÍNH – số liệu đến 14:05 ngày 20/01/2026",
    )
    found = filled(*LETTER, document=document)
    yellow = [
        run.text
        for paragraph in found.paragraphs
        for run in paragraph.runs
        if run.font.highlight_color is not None
    ]

    assert texts(found)[:2] == ["DỰ THẢO", "TẠM TÍNH – số liệu đến 14:05 ngày 20/01/2026"]
    assert yellow == ["[Chưa có: TÊN CƠ QUAN]", "[Chưa có: nơi nhận]"]


def test_annexes_stand_at_the_end_in_sections_of_their_own():
    annex = paper(kind=KINDS["bang-tong-hop"], title="Danh sách", signatures=(), recipients=())
    found = filled(*LETTER, document=paper(annexes=(annex,)))
    listed = filled(*LETTER, "{{DANH_SACH}}", document=paper(annexes=(annex,)))

    assert [one.orientation for one in found.sections] == [0, 1]
    assert "DANH SÁCH" in texts(found)
    assert len(listed.sections) == 1
    assert texts(listed)[-1] == "Nội dung./."


def test_a_block_takes_the_styles_that_the_office_made_for_it():
    made = docx.Document(io.BytesIO(template(*LETTER)))
    for name in ("TD-Đoạn", "TD-Mục"):
        made.styles.add_style(name, 1)
    data = io.BytesIO()
    made.save(data)
    document = paper((Heading(1, "I. Mục"), Para(words("Lời"))))
    found = docx.Document(io.BytesIO(fill(data.getvalue(), document, "x")))
    styled = {one.text: one.style.name for one in found.paragraphs}

    assert (styled["I. MỤC"], styled["Lời./."]) == ("TD-Mục", "TD-Đoạn")
    assert found.styles["Chỗ trống"] is not None


@pytest.mark.parametrize("kind", OWN_KINDS, ids=[one.code for one in OWN_KINDS])
def test_the_template_to_start_from_is_sound_and_fills_the_same_twice(kind):
    start, sample = start_file(kind), sample_of(kind)
    once, again = (fill(start, sample, "rieng-2-0a1b2c3d") for _ in range(2))

    assert said(start, kind) == []
    assert once == again
    assert not re.search(r"\{\{", "".join(texts(docx.Document(io.BytesIO(once)))))
    assert read_properties(once)["thidua.template"] == "rieng-2-0a1b2c3d"


@pytest.mark.parametrize("kind", OWN_KINDS, ids=[one.code for one in OWN_KINDS])
def test_every_token_that_is_offered_is_accepted_and_filled(kind):
    lines = [one.text for one in tokens_of(kind)]
    data = template(*lines)
    document = replace(sample_of(kind), texts=sample_of(kind).texts)

    assert said(data, kind) == []
    assert "{{" not in "".join(texts(docx.Document(io.BytesIO(fill(data, document, "x")))))


def test_the_list_of_tokens_has_all_of_them_with_meaning_and_example(tmp_path):
    kind = KINDS["bien-ban-binh-xet"]
    file = tmp_path / "dau.xlsx"
    file.write_bytes(token_list(kind))
    rows = read_any(file).sheets["Dấu"].rows
    listed = [
        said
        for cells in rows.values()
        for one in cells.values()
        if str(said := one.value).startswith("{{")
    ]

    assert listed == [one.text for one in tokens_of(kind)]


def test_a_human_field_of_several_paragraphs_takes_the_place_of_its_token():
    kind = KINDS["bien-ban-binh-xet"]
    document = replace(
        sample_of(kind),
        texts=(Text(code="thao_luan", label="ý kiến", text="Ý **một**\n- hai\n- ba"),),
    )
    data = template("{{T:thao_luan}}", "{{NOI_DUNG}}", "{{CHU_KY}}", "{{so_ky_hieu}}")
    found = texts(docx.Document(io.BytesIO(fill(data, document, "x"))))

    assert found[:3] == ["Ý một", "- hai;", "- ba."]


def test_tables_keep_the_width_of_the_page_they_stand_on():
    made = docx.Document(io.BytesIO(template(*LETTER)))
    section = made.sections[0]
    section.page_width, section.page_height = section.page_height, section.page_width
    section.left_margin = section.right_margin = 720 * 635
    data = io.BytesIO()
    made.save(data)
    found = docx.Document(io.BytesIO(fill(data.getvalue(), sample_of(LETTER_KIND), "x")))
    (table,) = [one for one in found.tables if one.style is not None and len(one.columns) == 3]

    assert sum(one.width for one in table.columns) == (
        section.page_width - section.left_margin - section.right_margin
    )
    assert isinstance(sample_of(LETTER_KIND).body[6], Table)


@pytest.mark.parametrize("styled", [False, True])
@pytest.mark.parametrize("count", [1, 2, 7])
def test_the_signature_keeps_with_the_last_two_paragraphs_in_a_template_too(count, styled):
    made = docx.Document(io.BytesIO(template(*LETTER)))
    if styled:
        made.styles.add_style("TD-Đoạn", 1)
    data = io.BytesIO()
    made.save(data)
    document = paper([Para(words(f"Đoạn {place}")) for place in range(count)])
    file = docx.Document(io.BytesIO(fill(data.getvalue(), document, "x")))
    lines = [line for line in file.paragraphs if line.text.startswith("Đoạn")]

    assert [bool(line.paragraph_format.keep_with_next) for line in lines] == [
        *[False] * (count - min(2, count)),
        *[True] * min(2, count),
    ]
    (row,) = file.tables[-1]._tbl.tr_lst
    assert row.find(f"{{{W}}}trPr/{{{W}}}cantSplit") is not None


def test_too_many_tokens_are_refused_before_any_is_looked_at():
    started = time.monotonic()

    assert "word/document.xml: mẫu có hơn 500 dấu; hãy bớt dấu lặp lại" in said(
        template("{{khong_co}}" * 20_000, *LETTER)
    )
    assert time.monotonic() - started < 20


@pytest.mark.parametrize(
    "content",
    [
        "<w:p/>" * 1_500_000,
        f"<w:p><w:r>{'<w:tab/>' * 2_000_000}</w:r></w:p>",
        f"<w:p>{'<w:r><w:t>a</w:t></w:r>' * 100_000}</w:p>",
    ],
    ids=["paragraphs", "tabs", "runs"],
)
def test_a_template_of_too_many_elements_is_refused_unread(content):
    data = changed(template(*LETTER), {"word/document.xml": body_with(content)})
    started = time.monotonic()

    assert said(data) in (
        ["tệp bung ra quá lớn so với cỡ của nó"],
        ["tệp có hơn 60000 thành phần; hãy bớt nội dung, kiểu chữ không dùng"],
    )
    assert time.monotonic() - started < 5


def test_xml_without_end_is_refused_in_bounded_time():
    deep = [b"<x>" * count + b"</x>" * count for count in (70, 30_000, 200_000)]
    started = time.monotonic()

    found = [said(changed(template(*LETTER), {"word/settings.xml": one})) for one in deep]
    assert found == [
        ["word/settings.xml: phần này lồng nhau quá sâu"],
        ["word/settings.xml: phần này lồng nhau quá sâu"],
        ["tệp có hơn 60000 thành phần; hãy bớt nội dung, kiểu chữ không dùng"],
    ]
    assert time.monotonic() - started < 20


def test_a_part_that_says_it_is_smaller_than_it_is_is_refused():
    data = bytearray(template(*LETTER))
    at = data.rindex(b"PK\x01\x02", 0, data.rindex(b"word/document.xml") + 1)
    data[at + 24 : at + 28] = (1000).to_bytes(4, "little")  # its size as the list has it

    assert said(bytes(data)) == [
        "Tệp không phải .docx đọc được; hãy lưu lại kiểu «Word Document (.docx)»."
    ]
