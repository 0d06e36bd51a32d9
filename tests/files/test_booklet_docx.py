"""Sách luật thành tệp Word: A4, Times New Roman, page numbers, contents; the same bytes twice."""

import io
import zipfile
from datetime import date
from functools import cache

import docx
import pytest
from docx.shared import Pt

from tests.domain.nominees import book
from tests.lawbook.small_book import SMALL, file
from thidua.domain.awards.booklet import booklet
from thidua.domain.law.law import LawLayer
from thidua.files.awards.booklet_docx import booklet_docx
from thidua.lawbook.loading import open_book

ON = date(2026, 12, 31)
READ = """
[[readings]]
of = "requirements/GK.1"
start = 2024-01-01
document = "qc"
article = "Điều 2"
on = 2026-01-05
row = "khác"
wording = "Được từ 80 % số phiếu.\\nPhiếu trắng không tính."
"""


@cache
def whole():
    return booklet_docx(booklet(book(), ON))


@cache
def small():
    return booklet_docx(booklet(open_book([file(SMALL), file(READ, "r", LawLayer.COPY)]), ON))


def opened(content):
    return docx.Document(io.BytesIO(content))


def said(content):
    return [one.text for one in opened(content).paragraphs]


def test_the_paper_is_a4_in_the_type_of_official_papers_with_page_numbers():
    paper = opened(whole())
    section, normal = paper.sections[0], paper.styles["Normal"]

    sizes = (section.page_width, section.page_height, section.left_margin, section.right_margin)
    assert [round(one.mm) for one in sizes] == [210, 297, 30, 15]
    assert (normal.font.name, normal.font.size) == ("Times New Roman", Pt(13))
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header.paragraphs[0]._p.xml


def test_the_same_law_gives_the_same_bytes():
    again = booklet_docx(booklet(book(), ON))

    assert again == whole()
    with zipfile.ZipFile(io.BytesIO(again)) as pack:
        assert {one.date_time for one in pack.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_contents_name_every_article_and_lead_to_it():
    told = booklet(book(), ON)
    paper = opened(whole())
    listed = [one.text.partition("\t")[0] for one in paper.paragraphs if "\t" in one.text]
    expected = [
        name
        for document in told.documents
        for name in (document.name, *(one.article for one in document.articles))
    ]
    xml = paper.element.xml

    assert listed == expected
    assert xml.count("w:bookmarkStart ") == len(expected) == xml.count("PAGEREF _Toc")
    assert [one.text for one in paper.paragraphs if one.style.name == "Heading 1"] == [
        f"{one.name} – {one.title}" for one in told.documents
    ]


def test_a_row_is_told_whole_with_its_nominees_and_the_box_for_the_pencil():
    found = said(small())
    start = found.index("GK.1 (tiêu chuẩn)")

    assert found[start : start + 9] == [
        "GK.1 (tiêu chuẩn)",
        "Đòi hỏi: Phiếu đồng ý từ 80 %",
        "Cho: Giấy khen của khối; tập thể",
        "Phần mềm hiểu: ",
        "– Tỷ lệ phiếu đồng ý: từ 80 % trở lên",
        "Hiệu lực: từ 01/01/2024, chưa có ngày hết hiệu lực",
        "Kiểm chứng: đã đối chiếu với Điều 2, ngày 05/01/2026; dòng đã đổi sau lần đối chiếu này; "
        "cần đối chiếu lại",
        "Nguồn: luat.toml, đi kèm phần mềm",
        "Ngưỡng: Tỷ lệ phiếu đồng ý: từ 80 % trở lên – xét Giấy khen của khối (tập thể).",
    ]
    assert found[start + 10].startswith("Cả dòng: ☐ đúng   ☐ sai: …")
    wording, pairs = opened(small()).tables
    assert wording.cell(0, 0).text == (
        "Lời văn của điều: \nĐược từ 80 % số phiếu.\nPhiếu trắng không tính."
    )
    assert [[cell.text for cell in row.cells][:3] for row in pairs.rows] == [
        ["Người thử", "Khác nhau ở", "Phần mềm trả lời"],
        ["vừa đủ", "Tỷ lệ phiếu đồng ý năm 2026: 80 %", "đạt; đủ điều kiện"],
        ["vừa thiếu", "Tỷ lệ phiếu đồng ý năm 2026: 79,99 %", "không đạt; chưa đủ điều kiện"],
    ]


def test_where_no_wording_is_stored_there_is_room_to_write_it():
    found = opened(booklet_docx(booklet(open_book([file(SMALL)]), ON))).tables[0].cell(0, 0).text

    assert found.splitlines() == ["Lời văn của điều: ", *["." * 100] * 3]


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        (
            '{ kind = "by_size", rows = [ { members = "<10", most = 2 }, '
            '{ members = ">=10", most = 3 } ] }',
            [("9 đơn vị của khối", "2 suất", "10 đơn vị của khối", "3 suất")],
        ),
        (
            '{ kind = "share", share = "15%", base = "don_vi_trong_khoi" }',
            [("6 đơn vị của khối", "0 suất", "7 đơn vị của khối", "1 suất")],
        ),
        ('{ kind = "fixed", most = 1 }', []),
    ],
)
def test_the_number_of_places_is_told_on_both_sides_of_where_it_changes(limit, expected):
    quota = f"""
[[quotas]]
code = "GK.SO"
award = "giay-khen-khoi"
text = "Số suất"
limit = {limit}
document = "qc"
article = "Điều 3"
verified = "văn bản"
"""
    told = booklet(open_book([file(SMALL + quota)]), ON)
    rows = [one for part in told.documents[0].articles for one in part.rows if one.code == "GK.SO"]

    assert [
        (one.below, one.below_verdict, one.above, one.above_verdict) for one in rows[0].edges
    ] == expected


def test_every_row_of_the_shipped_law_is_in_the_booklet():
    law, told = book(), booklet(book(), ON)
    codes = [row.code for one in told.documents for part in one.articles for row in part.rows]
    groups = [group for plan in law.programmes.values() for group in plan.groups]

    assert len(codes) == sum(
        map(len, (law.requirements, law.quotas, law.vote_rules, law.conferrers))
    ) + len(law.single_uses) + len(law.transitions) + sum(len(one.requirements) for one in groups)
    assert dict(told.counts)["dòng"] == len(codes)
