"""Tệp Word: opened again, it has the form of Nghị định 30/2020 and the texts it was given."""

import hashlib
import io
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import docx
import pytest
from docx.shared import Mm, Pt

from thidua.domain.document.blocks import (
    CellKind,
    Column,
    Fields,
    Gap,
    Heading,
    Items,
    Para,
    Table,
    Text,
    Tick,
    or_gap,
    with_end,
    words,
)
from thidua.domain.document.document import Document, Signature, Trace
from thidua.domain.document.kinds import KINDS
from thidua.domain.document.letterhead import Letterhead
from thidua.domain.ground.errors import Refused
from thidua.files.word.out import FORM_VERSION, word_file
from thidua.files.word.properties import read_properties

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ROOT = Path(__file__).parents[2]
TRACE = Trace(
    position=12, fingerprint="3f9c21aa7b04e5d1" * 4, moment=datetime(2026, 1, 20, 7, 5, tzinfo=UTC)
)
HEAD = Letterhead(
    parent="UBND tỉnh Tây Ninh", body="Khối thi đua số 1", symbol="KTĐ", place="Tây Ninh"
)
TABLE = Table(
    columns=(
        Column("TT", 1, CellKind.CENTER),
        Column("Đơn vị", 6),
        Column("Tổng", 2, CellKind.NUMBER),
    ),
    rows=tuple((str(place), f"Phòng <&> {place}", f"9{place},50") for place in range(1, 4)),
    title="Bảng xếp hạng",
    summary="3 đơn vị",
)


BODY = (Para(words("Nội dung")),)


def paper(body=BODY, **more):
    known = {
        "kind": KINDS["to-trinh"],
        "title": "Tờ trình",
        "subtitle": "Về việc thử",
        "letterhead": HEAD,
        "number": "08",
        "day": date(2026, 1, 5),
        "body": with_end(body) if isinstance(body[-1], Para) else tuple(body),
        "signatures": (Signature((words("TM. KHỐI"), words("KHỐI TRƯỞNG")), words("Lê An")),),
        "recipients": ("Như trên", "Lưu: VT, KTĐ"),
        "trace": TRACE,
    }
    return Document(**known | more)


def opened(document):
    return docx.Document(io.BytesIO(word_file(document)))


def part(data, name):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return ET.fromstring(package.read(name))


def texts(file):
    return [
        "".join(one.text or "" for one in line.iter(f"{W}t"))
        for line in file.element.body.iter(f"{W}p")
    ]


def test_paper_margins_font_and_language_are_those_of_the_decree():
    data = word_file(paper())
    section = docx.Document(io.BytesIO(data)).sections[0]
    defaults = part(data, "word/styles.xml").find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")

    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert [
        round(one.mm)
        for one in (
            *(section.top_margin, section.bottom_margin),
            *(section.left_margin, section.right_margin),
        )
    ] == [20, 20, 30, 15]
    assert {key.removeprefix(W): value for key, value in defaults.find(f"{W}rFonts").items()} == (
        dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), "Times New Roman")
    )
    assert defaults.find(f"{W}lang").get(f"{W}val") == "vi-VN"
    assert b"Theme=" not in b"".join(
        content for name, content in _parts(data).items() if name.startswith("word/styles")
    )


def test_no_run_asks_for_another_font():
    data = word_file(paper((Heading(1, "I. Mục"), TABLE, Para(words("Hết")))))

    fonts = [
        font
        for name in _parts(data)
        if name.endswith(".xml") and name.startswith("word/") and "theme" not in name
        for font in part(data, name).iter(f"{W}rFonts")
    ]
    assert len(fonts) == 1  # the defaults alone


def _parts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_the_head_has_number_place_and_day_and_the_country():
    said = texts(opened(paper()))

    assert {
        "UBND TỈNH TÂY NINH",
        "KHỐI THI ĐUA SỐ 1",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 08/TTr-KTĐ",
        "Tây Ninh, ngày 05 tháng 01 năm 2026",
        "TỜ TRÌNH",
        "Về việc thử",
        "Nội dung./.",
        "Nơi nhận:",
        "- Như trên;",
        "- Lưu: VT, KTĐ.",
        "TM. KHỐI",
        "KHỐI TRƯỞNG",
        "Lê An",
    } <= set(said)


def test_minutes_have_no_line_of_place_and_day():
    said = texts(opened(paper(kind=KINDS["bien-ban-binh-xet"], title="Biên bản")))

    assert not [line for line in said if "ngày" in line]


def test_page_one_has_no_number_and_the_others_have_theirs_on_top_in_the_middle():
    section = opened(paper()).sections[0]

    assert section.different_first_page_header_footer
    assert [line.text for line in section.first_page_header.paragraphs] == [""]
    (line,) = section.header.paragraphs
    assert "PAGE" in "".join(one.text or "" for one in line._p.iter(f"{W}instrText"))
    assert line._p.pPr.jc.get(f"{W}val") == "center"


def test_the_fingerprint_stands_at_the_foot_of_every_page_unless_turned_off():
    section = opened(paper()).sections[0]
    off = opened(paper(letterhead=Letterhead(body="Khối", trace=False))).sections[0]

    for foot in (section.footer, section.first_page_footer):
        assert [line.text for line in foot.paragraphs] == [TRACE.line]
        assert foot.paragraphs[0].runs[0].font.size == Pt(8)
    assert [line.text for line in off.footer.paragraphs] == [""]


def test_a_table_repeats_its_heading_splits_no_row_and_keeps_its_widths():
    file = opened(paper((TABLE, Para(words("Hết")))))
    table = next(one for one in file.tables if one.style.name == "Table Grid")
    rows = table._tbl.tr_lst

    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["TT", "Đơn vị", "Tổng"],
        ["1", "Phòng <&> 1", "91,50"],
        ["2", "Phòng <&> 2", "92,50"],
        ["3", "Phòng <&> 3", "93,50"],
    ]
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, *[False] * 3]
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    grid = [int(one.get(f"{W}w")) for one in table._tbl.tblGrid]
    cells = [
        [int(cell.find(f"{W}tcPr/{W}tcW").get(f"{W}w")) for cell in row.tc_lst] for row in rows
    ]
    assert cells == [grid] * len(rows) and sum(grid) == 9354
    assert table._tbl.tblPr.find(f"{W}tblLayout").get(f"{W}type") == "fixed"
    assert table._tbl.tblPr.find(f"{W}tblDescription").get(f"{W}val") == "3 đơn vị"
    numbers = [row.cells[2].paragraphs[0]._p.pPr.jc.get(f"{W}val") for row in table.rows[1:]]
    assert numbers == ["right"] * 3


def test_an_annex_is_a_section_of_its_own_lying_with_its_own_page_numbers():
    annex = Document(kind=KINDS["bang-tong-hop"], title="Danh sách", body=(TABLE,), trace=TRACE)
    file = opened(paper(annexes=(annex,)))
    main, lying = file.sections

    assert (round(main.page_width.mm), round(lying.page_width.mm)) == (210, 297)
    assert lying.orientation == docx.enum.section.WD_ORIENT.LANDSCAPE
    assert lying._sectPr.find(f"{W}pgNumType").get(f"{W}start") == "1"
    assert "(Kèm theo Tờ trình số 08/TTr-KTĐ ngày 05 tháng 01 năm 2026)" in texts(file)


def test_every_gap_is_yellow_and_there_are_as_many_as_the_paper_counts():
    body = (
        Text(code="a", label="nguyên nhân"),
        Fields((("Địa điểm", or_gap("", "địa điểm")),)),
        Items((words("có"), words(Gap("mục")))),
        Para(words("Hết ", Gap("giờ"))),
    )
    document = paper(body, letterhead=Letterhead())
    marks = [
        run
        for run in opened(document).element.body.iter(f"{W}r")
        if run.find(f"{W}rPr/{W}highlight") is not None
    ]

    assert len(marks) == len(document.gaps) == 5
    assert {run.find(f"{W}rPr/{W}rStyle").get(f"{W}val") for run in marks} == {"ChoTrong"}


@pytest.mark.parametrize("count", [1, 2, 7, 60])
def test_the_signature_keeps_with_the_last_two_paragraphs_and_its_row_is_whole(count):
    body = [Para(words(f"Đoạn {place}")) for place in range(count)]
    file = opened(paper(body))
    lines = [line for line in file.paragraphs if line.text.startswith("Đoạn")]
    table = file.tables[-1]

    assert [bool(line.paragraph_format.keep_with_next) for line in lines] == [
        *[False] * (count - min(2, count)),
        *[True] * min(2, count),
    ]
    (row,) = table._tbl.tr_lst
    assert row.find(f"{W}trPr/{W}cantSplit") is not None


@pytest.mark.parametrize("total", [(), ("", "Cộng", "9")])
def test_a_table_with_a_note_keeps_with_its_note_and_the_signature(total):
    noted = replace(TABLE, note="Dấu «—» là chưa có số.", total=total)
    file = opened(paper((Para(words("Nội dung")), noted)))
    note = next(line for line in file.paragraphs if line.text == noted.note)
    *_, last = file.tables[1].rows

    assert note.paragraph_format.keep_with_next
    assert all(cell.paragraphs[0].paragraph_format.keep_with_next for cell in last.cells)


def test_a_note_in_the_middle_of_a_paper_stands_with_its_table_alone():
    noted = replace(TABLE, note="Dấu «—» là chưa có số.")
    file = opened(paper((noted, *(Para(words(f"Đoạn {place}")) for place in range(5)))))
    note = next(line for line in file.paragraphs if line.text == noted.note)
    held = [
        bool(one.cells[0].paragraphs[0].paragraph_format.keep_with_next)
        for one in file.tables[1].rows[1:]
    ]

    assert held == [False, False, True]
    assert not note.paragraph_format.keep_with_next


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "{{ten_khoi}}",
        "<w:b/>&amp;",
        "a\u0000\u0008b",
        "👍🏽",
        "\u202eabc",
        "x" * 300,
        "\ud800",
    ],
)
def test_whatever_people_type_stays_text_and_the_file_opens(text):
    document = paper((Para(words(text, " hết")), TABLE, Para(words("Hết"))), title=text)
    file = opened(document)

    said = "".join(texts(file))
    kept = "".join(sign for sign in text if sign >= " " and not "\ud800" <= sign <= "\udfff")
    assert kept in said


def test_decomposed_letters_are_composed():
    file = opened(paper((Para(words("Tie\u0302\u0301ng Vie\u0323\u0302t")),)))

    assert "Tiếng Việt./." in texts(file)


def test_a_draft_and_what_is_provisional_say_so_in_text_and_title():
    document = paper(is_draft=True, provisional=TRACE.provisional)
    file = opened(document)

    assert {"DỰ THẢO", TRACE.provisional} <= set(texts(file))
    assert TRACE.provisional in file.core_properties.title
    assert "TẠM TÍNH" not in "".join(texts(opened(paper())))


def test_a_ballot_is_one_small_sheet_that_tells_nothing():
    ballot = paper(
        (Tick("Đơn vị", ("Đơn vị A", "Đơn vị B"), ("Đồng ý", "Không đồng ý")),),
        kind=KINDS["phieu-bau"],
        title="Phiếu suy tôn",
        signatures=(),
        recipients=(),
        number="",
    )
    file = opened(ballot)

    assert (file.sections[0].page_width - Mm(148)) < Mm(1)
    assert [cell.text for cell in file.tables[0].rows[1].cells] == ["1", "Đơn vị A", "☐", "☐"]
    assert "".join(line.text for line in file.sections[0].footer.paragraphs) == ""


LONG = "Sở Nông nghiệp và Môi trường tỉnh Tây Ninh, đơn vị sự nghiệp và các chi cục trực thuộc"


@pytest.mark.parametrize(
    ("names", "wide"), [(["Sở Tài chính"] * 9, 148), ([LONG] * 3, 148), ([LONG] * 9, 210)]
)
def test_a_ballot_of_many_long_names_takes_a_larger_sheet_instead_of_a_second(names, wide):
    answers = ("Đồng ý", "Không đồng ý", "Không ý kiến")
    rules = Para(words("Đánh dấu X vào một ô ở mỗi dòng."), indent=False)
    ballot = paper(
        (Tick("Đơn vị", tuple(names), answers), *[rules] * 4),
        kind=KINDS["phieu-bau"],
        title="Phiếu suy tôn",
        subtitle="",
        signatures=(),
        recipients=(),
    )

    (section,) = opened(ballot).sections
    assert round(section.page_width.mm) == wide


def test_a_lying_page_has_the_margins_of_the_decree_too():
    wide = paper(kind=KINDS["bang-tong-hop"], signatures=(), recipients=())
    (section,) = opened(wide).sections

    assert [
        round(one.mm)
        for one in (
            *(section.top_margin, section.bottom_margin),
            *(section.left_margin, section.right_margin),
        )
    ] == [20, 20, 30, 15]


def test_the_file_names_its_paper_and_the_numbers_it_was_made_of():
    assert read_properties(word_file(paper())) == {
        "thidua.document": "to-trinh",
        "thidua.fingerprint": TRACE.fingerprint,
        "thidua.template": "mac-dinh",
        "thidua.version": FORM_VERSION,
    }


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"abc" * 100])
def test_what_is_no_office_file_is_refused_in_words(data):
    with pytest.raises(Refused, match="Không đọc được tệp này"):
        read_properties(data)


def test_a_package_of_too_much_is_refused_before_it_is_unpacked():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("docProps/custom.xml", b" " * 10_000_000)

    with pytest.raises(Refused):
        read_properties(made.getvalue())


_MAKE = """
import hashlib
from tests.files.test_word import TABLE, paper
from thidua.domain.document.blocks import Para, words
from thidua.files.word.out import word_file
print(hashlib.sha256(word_file(paper((TABLE, Para(words("Hết")))))).hexdigest())
"""


def test_two_processes_with_other_hash_seeds_write_the_same_bytes():
    def made(seed):
        return subprocess.run(
            [sys.executable, "-c", _MAKE],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()

    own = hashlib.sha256(word_file(paper((TABLE, Para(words("Hết")))))).hexdigest()
    assert made("1") == made("2") == own
