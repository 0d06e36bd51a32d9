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
from thidua.domain.law.law import COMPARED, LawLayer
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
    wording, pairs = opened(small()).tables[-2:]
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
        (
            '{ kind = "fixed", most = 1 }',
            [("đề nghị 2", "vượt hạn mức", "đề nghị 1", "trong hạn mức")],
        ),
        ('{ kind = "decided" }', []),
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

    rows = [*law.requirements, *law.quotas, *law.vote_rules, *law.single_uses, *law.transitions]
    expected = [one.code for one in [*rows, *law.ways.values()]]
    expected += [one.award for one in law.conferrers]
    expected += [*law.awards, "gop_sang_kien_de_tai"]
    expected += [rule.code for one in groups for rule in one.requirements]
    assert sorted(codes) == sorted(expected)
    assert dict(told.counts)["dòng"] == len(codes)


def test_every_document_is_in_the_booklet_and_says_so_where_no_row_cites_it():
    law, told = book(), booklet(book(), ON)
    notes = {one.name: one.note for one in told.documents if one.note}

    assert {one.name for one in told.documents} == {one.name for one in law.documents.values()}
    assert all(bool(one.articles) is not bool(one.note) for one in told.documents)
    assert notes["Nghị định 98/2023/NĐ-CP"] == (
        "chưa có dòng nào dẫn văn bản này; chưa kiểm chứng (đọc qua nguồn khác)"
    )
    assert f"Ghi chú: {notes['Nghị định 98/2023/NĐ-CP']}" in said(whole())


@pytest.mark.parametrize("day", [date(2024, 6, 30), date(2025, 12, 31), ON])
def test_every_threshold_of_the_shipped_law_has_two_nominees_in_the_booklet(day):
    told = booklet(book(), day)
    rows = [row for one in told.documents for part in one.articles for row in part.rows]
    edges = [(row.code, edge) for row in rows for edge in row.edges]

    assert [(code, edge.asked) for code, edge in edges if edge.why] == []
    assert dict(told.counts)["ngưỡng có hai người thử"] == len(edges) > len(rows)
    assert dict(told.counts)["ngưỡng chưa dựng được người thử"] == 0
    without = {row.code for row in rows if not row.edges and row.kind.startswith("tiêu chuẩn")}
    assert without == {"CSTDCS.1"}  # it only leads to the articles of another award


def test_what_else_an_article_opens_is_an_article_of_the_booklet():
    told = booklet(book(), date(2025, 12, 31))
    found = {
        row.code: (f"{one.name}, {part.article}", row)
        for one in told.documents
        for part in one.articles
        for row in part.rows
    }
    article, row = found["CCP.KHAC"]

    assert article == "Luật 06/2022/QH15, khoản 2 và khoản 3 Điều 25"
    assert row.kind == "cách khác, thay được cho CCP.1, CCP.2, CCP.3"
    assert row.scope == "Cờ thi đua của Chính phủ; tập thể"
    assert row.held == (
        (0, "một trong các điều sau:"),
        (1, "Dẫn đầu cụm, khối thi đua của trung ương: có"),
        (1, "tất cả các điều sau:"),
        (2, "Dẫn đầu phong trào thi đua theo chuyên đề: có"),
        (2, "Phong trào do Thủ tướng Chính phủ phát động: có"),
        (2, "Thời gian của phong trào thi đua: từ 5 năm trở lên"),
        (2, "một trong các điều sau:"),
        (3, "Xét khi sơ kết phong trào thi đua: có"),
        (3, "Xét khi tổng kết phong trào thi đua: có"),
    )
    five = next(one for one in row.edges if one.asked.startswith("Thời gian"))
    assert (five.above, five.below) == (
        "Thời gian của phong trào thi đua năm 2025: 5 năm",
        "Thời gian của phong trào thi đua năm 2025: 4 năm",
    )
    own = found["CCP.1"][1]
    assert (1, "cách khác ở khoản 2 và khoản 3 Điều 25") in own.held
    assert [one.asked for one in own.edges] == [
        "Dẫn đầu khối thi đua: có",
        "Khối thi đua do bộ, ban, ngành, tỉnh tổ chức: có",
    ]


def test_a_run_tells_after_what_it_counts_and_where_it_may_end():
    told = booklet(book(), date(2025, 12, 31))
    held = {
        row.code: [words for _, words in row.held]
        for one in told.documents
        for part in one.articles
        for row in part.rows
    }

    run = "Mức xếp loại từ Hoàn thành tốt nhiệm vụ trở lên: ít nhất 5 năm liên tục"
    assert held["BKTTG.CN.2"][1] == f"{run}, năm cuối là năm xét"
    assert held["HCLD.CN.2"][1] == (
        f"{run}, chỉ tính các năm sau khi được tặng Bằng khen của Thủ tướng Chính phủ, "
        "năm cuối là năm xét"
    )
    assert held["BKT.CN.1"][2] == (
        "Chiến sĩ thi đua cơ sở: ít nhất 2 năm liên tục, năm cuối là năm xét hoặc trước đó nhiều "
        "nhất 1 năm"
    )
    assert held["BKT.CN.1"][6].endswith(
        "; năm không khai số thì tính một khi «Phạm vi ảnh hưởng của sáng kiến: từ cơ sở trở lên»"
    )


def test_every_row_is_judged_on_the_day_asked_for_with_the_cautions_of_that_day():
    found = [
        {
            row.code: row.verified
            for one in booklet(book(), day).documents
            for part in one.articles
            for row in part.rows
        }
        for day in (date(2024, 12, 31), date(2025, 12, 31))
    ]

    later = "ngành tài chính nay có Thông tư 118/2025/TT-BTC, chưa đối chiếu"
    for code in ("BK.COKHOI", "CO.HANGNAM", "PHIEU.SANGKIEN", "PHIEU.HD.CSTD", "LOAI.12THANG"):
        assert [later in one[code] for one in found] == [False, True]


def test_the_first_page_says_how_many_rows_the_file_itself_calls_unread():
    law = book()
    told = booklet(law, ON)
    marked = sum(
        one.citation.verification not in COMPARED
        for one in (
            *law.requirements,
            *law.quotas,
            *law.vote_rules,
            *law.single_uses,
            *law.transitions,
            *law.conferrers,
            *law.ways.values(),
            *law.awards.values(),
            *(
                rule
                for plan in law.programmes.values()
                for group in plan.groups
                for rule in group.requirements
            ),
        )
    )

    # the way of reading stands with the row that asks it, which is marked too
    unread = "dòng mà chính tệp luật ghi là chưa đối chiếu hoặc chưa kiểm chứng"
    assert dict(told.counts)[unread] == marked + 1
