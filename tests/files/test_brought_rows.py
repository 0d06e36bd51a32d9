"""Bảng như người ta ghi: every filled row is answered for, a cell is read as it is seen.

The workbooks are made as people make them: titles of their own words, subtotals, hidden rows, codes
that became numbers or days.
"""

import io
from datetime import date
from decimal import Decimal

import pytest
from openpyxl import Workbook

from thidua.domain.ground.finding import error, notice, warning
from thidua.domain.ground.row_account import RowAccount, SkippedRow
from thidua.files.awards.award_book import read_award_book
from thidua.files.awards.fact_book import read_fact_book
from thidua.files.awards.staff_book import read_staff_book
from thidua.files.cells import read_book
from thidua.files.covenant.book import read_covenant_book
from thidua.files.reading.any_book import read_any
from thidua.files.roster.book import read_roster_book
from thidua.files.scoring.book import read_score_book


def made(rows, title="Bảng điểm", change=None):
    book = Workbook()
    page = book.active
    page.title = title
    for row in rows:
        page.append(row)
    if change is not None:
        change(page)
    output = io.BytesIO()
    book.save(output)
    return read_book(output.getvalue())


SCORES = [
    ("BẢNG ĐIỂM KHỐI 1",),
    (),
    ("STT", "Mã đơn vị", "Mã tiêu chí", "Điểm tự chấm"),
    ("(1)", "(2)", "(3)", "(4)"),
    (1, "A", "I.1", 8),
    (2, "A", "I.2", "38,5"),
    ("Cộng điểm mục I", None, None, 46.5),
    ("STT", "Mã đơn vị", "Mã tiêu chí", "Điểm tự chấm"),
    (3, "B", "I.1", 7),
    (4, None, None, None),
    ("Tổng cộng", None, None, 53.5),
]


def test_every_filled_row_is_read_or_passed_by_with_a_reason():
    file, findings = read_score_book(made(SCORES))

    assert [(row.unit, row.criterion, row.row.points, row.number) for row in file.rows] == [
        ("A", "I.1", Decimal(8), 5), ("A", "I.2", "38,5", 6), ("B", "I.1", Decimal(7), 9),
    ]  # fmt: skip
    assert findings == [
        notice("title_read", "cột «Điểm tự chấm» được đọc là cột «Điểm»", "Ô D3 trang Bảng điểm")
    ]
    assert findings.account == RowAccount(
        filled=10,
        read=3,
        skipped=(
            SkippedRow("Bảng điểm", 1, "trên dòng tiêu đề", "BẢNG ĐIỂM KHỐI 1"),
            SkippedRow("Bảng điểm", 3, "tiêu đề", "STT"),
            SkippedRow("Bảng điểm", 4, "đánh số cột", "(1)"),
            SkippedRow("Bảng điểm", 7, "tổng cộng", "Cộng điểm mục I"),
            SkippedRow("Bảng điểm", 8, "tiêu đề", "STT"),
            SkippedRow("Bảng điểm", 10, "chỉ có chữ ở cột không đọc", "4"),
            SkippedRow("Bảng điểm", 11, "tổng cộng", "Tổng cộng"),
        ),
    )
    assert findings.account.is_balanced


@pytest.mark.parametrize(
    "row",
    [
        ("Tổng hợp báo cáo", "B", "I.2", 5),
        ("Cộng", "B", "I.2", 5),
        ("Tổng kết phong trào", None, "I.2", 5),
        ("tổng cộng", "B", None, 5),
    ],
)
def test_what_only_begins_like_a_subtotal_is_a_row(row):
    _, findings = read_score_book(made([*SCORES, row]))

    assert findings.account.read == 4


@pytest.mark.parametrize(
    ("head", "row", "read"),
    [
        (3, (1, 2, 3), 2),
        (3, ("(1)", "(2)", "(3)"), 1),
        (3, (-1, -2, -3), 1),
        (4, (1, 2, 3, 4), 1),
        (4, ("A", "B", 1, 2), 1),
        (4, ("A", "B", 1, "2=1"), 1),
        (4, ("(1)", "(2)", "(3)", "(4=2+3)"), 1),
        (4, ("A", "B", 1, "3=1+2"), 2),
        (4, (1, 2, 4, 5), 2),
    ],
)
def test_only_what_numbers_the_columns_is_no_row(head, row, read):
    titles = ("Mã đơn vị", "Mã tiêu chí", "Điểm", "Giải trình")[:head]

    _, findings = read_score_book(made([titles, row, ("A", "I.1", 8)]))

    assert findings.account.read == read


def test_a_text_merged_over_the_whole_row_names_a_group():
    def merge(page):
        page.merge_cells("A2:C2")
        page.merge_cells("B4:C4")

    rows = [HEAD, ("I. Các phòng",), ("A", "I.1", 8), ("B", "I.1")]
    file, findings = read_score_book(made(rows, change=merge))

    assert [row.unit for row in file.rows] == ["A", "B"]
    assert findings == [
        warning(
            "merged_across",
            "ô gộp chạm cột «Mã tiêu chí», «Điểm» nhưng chỉ được tính cho cột đầu của ô gộp; nếu "
            "không đúng hãy bỏ gộp ô",
            "Ô B4 trang Bảng điểm",
        )
    ]
    assert [(row.number, row.why) for row in findings.account.skipped] == [
        (1, "tiêu đề"), (2, "nhóm"),
    ]  # fmt: skip


def test_a_sheet_of_one_unit_may_name_it():
    rows = [
        ("Đơn vị:", "Phòng Ánh"),
        ("Mã tiêu chí", "Điểm thẩm định"),
        ("I.1", 8),
    ]

    file, findings = read_score_book(made(rows, "Ánh"))

    assert [(row.unit, row.criterion, row.row.points) for row in file.rows] == [
        ("Phòng Ánh", "I.1", Decimal(8))
    ]
    assert [one.code for one in findings] == ["title_read"]


LISTS = {
    "đơn vị": (
        read_roster_book,
        ("Mã khối", "Tên khối", "Mã đơn vị", "Đơn vị", "Viết tắt", "Loại hình", "Năm thi đua"),
        ("K1", "Khối 1", "A", "Phòng A", "A", "Phòng", 2026),
    ),
    "cá nhân": (
        read_staff_book,
        ("Mã cán bộ", "Họ và tên", "Đơn vị công tác", "Chức danh"),
        ("N1", "Trần An", "Phòng A", "Trưởng phòng"),
    ),
    "dữ kiện": (
        read_fact_book,
        ("Mã đơn vị", "Tên dữ kiện", "Năm", "Giá trị"),
        ("A", "so_nguoi", 2026, 42),
    ),
    "khen thưởng": (
        read_award_book,
        ("Mã đơn vị", "Hình thức khen thưởng", "Năm khen thưởng", "Số QĐ", "Ngày ký"),
        ("A", "giay-khen", 2025, "12/QĐ", "20/01/2026"),
    ),
}


@pytest.mark.parametrize(("read", "head", "row"), LISTS.values(), ids=LISTS)
def test_every_list_takes_the_usual_titles_and_answers_for_its_rows(read, head, row):
    rows, findings = read(made([("DANH SÁCH",), head, row, ("Tổng số",)], "Danh sách"))

    assert len(rows) == 1
    assert {one.code for one in findings} == {"title_read"}
    assert findings.account == RowAccount(
        filled=4,
        read=1,
        skipped=(
            SkippedRow("Danh sách", 1, "trên dòng tiêu đề", "DANH SÁCH"),
            SkippedRow("Danh sách", 2, "tiêu đề", head[0]),
            SkippedRow("Danh sách", 4, "tổng cộng", "Tổng số"),
        ),
    )


def test_a_covenant_takes_the_usual_titles_and_answers_for_its_rows():
    book = Workbook()
    settings, criteria = book.active, book.create_sheet("Tiêu chí")
    settings.title = "Giao ước"
    for row in (("Mục", "Giá trị"), ("Khối", "K1"), ("Năm", 2026)):
        settings.append(row)
    for row in (
        ("Mã số", "Nội dung thi đua", "Điểm chuẩn", "Cách tính điểm"),
        ("I", "Chuyên môn", 10, None),
        ("I.1", "Nhiệm vụ", 10, "Chấm mức"),
        (None, "Tổng cộng", 10, None),
    ):
        criteria.append(row)
    output = io.BytesIO()
    book.save(output)

    draft, findings = read_covenant_book(read_book(output.getvalue()))

    assert [(row.code, row.text, row.max_points, row.method) for row in draft.criteria] == [
        ("I", "Chuyên môn", Decimal(10), ""), ("I.1", "Nhiệm vụ", Decimal(10), "Chấm mức"),
    ]  # fmt: skip
    assert [one.code for one in findings] == ["title_read"] * 4
    assert findings.account == RowAccount(
        filled=7,
        read=4,
        skipped=(
            SkippedRow("Tiêu chí", 1, "tiêu đề", "Mã số"),
            SkippedRow("Tiêu chí", 4, "tổng cộng", "Tổng cộng"),
            SkippedRow("Giao ước", 1, "tiêu đề", "Mục"),
        ),
    )


HEAD = ("Mã đơn vị", "Mã tiêu chí", "Điểm")


def test_a_code_is_what_its_cell_shows():
    def shown(page):
        page["B2"].number_format = "0.00"
        page["A3"].number_format = "00"

    rows = [HEAD, ("A", 1.1, 8), (1, "1.2", 8), ("A", 1.1, 8), ("A", "'1.4", 8)]
    file, findings = read_score_book(made(rows, change=shown))

    assert [(row.unit, row.criterion, sorted(row.as_numbers)) for row in file.rows] == [
        ("A", "1.10", []), ("01", "1.2", []), ("A", "1.1", ["Mã tiêu chí"]), ("A", "1.4", []),
    ]  # fmt: skip
    assert findings == [notice("code_read", "mã «'1.4» được đọc là «1.4»", "Ô B5 trang Bảng điểm")]


def test_a_code_that_became_a_day_is_refused_with_the_cure():
    _, findings = read_score_book(made([HEAD, ("A", date(2026, 2, 3), 8)]))

    assert findings[0] == error(
        "cell",
        "ô cần mã mà đang là ngày 03/02/2026, có lẽ Excel đã tự đổi mã như «3.2»; hãy định dạng "
        "cột mã là Văn bản (Text) rồi gõ lại mã",
        "Ô B2 trang Bảng điểm",
    )


def test_a_day_stays_a_day_where_a_day_is_asked_for():
    head, row = LISTS["khen thưởng"][1:]

    rows, findings = read_award_book(made([head, (*row[:-1], date(2026, 1, 20))], "Danh sách"))

    assert (rows[0].day, [one for one in findings if one.is_error]) == (date(2026, 1, 20), [])


def test_hidden_parts_are_read_and_told():
    def hide(page):
        page.row_dimensions[2].hidden = page.row_dimensions[4].hidden = True
        page.column_dimensions["C"].hidden = True
        page.sheet_state = "hidden"

    rows = [HEAD, ("A", "I.1", 8), ("A", "I.2", 8), ("B", "I.1", 8)]
    book = Workbook()
    page = book.active
    page.title = "Bảng điểm"
    for row in rows:
        page.append(row)
    hide(page)
    book.create_sheet("Bìa")
    output = io.BytesIO()
    book.save(output)
    file, findings = read_score_book(read_book(output.getvalue()))

    assert len(file.rows) == 3
    assert findings == [
        notice("hidden", "trang ẩn này cũng được đọc", "Trang Bảng điểm"),
        notice("hidden", "2 dòng ẩn cũng được đọc (dòng 2, 4)", "Trang Bảng điểm"),
        notice("hidden", "cột ẩn «Điểm» cũng được đọc", "Ô C1 trang Bảng điểm"),
    ]


def test_rows_hidden_by_a_filter_are_read_and_told():
    def filter_rows(page):
        page.auto_filter.ref = "A1:C3"
        page.auto_filter.add_filter_column(0, ["A"])
        page.row_dimensions[3].hidden = True

    _, findings = read_score_book(
        made([HEAD, ("A", "I.1", 8), ("B", "I.1", 8)], change=filter_rows)
    )

    assert findings == [
        notice("hidden", "1 dòng ẩn do đang lọc cũng được đọc (dòng 3)", "Trang Bảng điểm")
    ]


def test_a_cell_past_the_last_column_stops_the_import():
    def far(page):
        page["IW2"] = 5

    _, findings = read_score_book(made([HEAD, ("A", "I.1", 8)], change=far))

    assert findings == [
        error(
            "too_wide",
            "ô này ở quá cột IV nên không được đọc; hãy xóa hoặc chia bảng thành nhiều trang",
            "Ô IW2 trang Bảng điểm",
        )
    ]


def test_a_column_nobody_knows_is_told_with_the_nearest():
    _, findings = read_score_book(made([(*HEAD, "Giải trìn", "Phòng ban"), ("A", "I.1", 8, "x")]))

    assert findings == [
        warning("unread_column", words, f"Ô {cell} trang Bảng điểm")
        for cell, words in (
            (
                "D1",
                "cột «Giải trìn» không được đọc; nếu là cột «Giải trình» thì ghi tiêu đề như vậy",
            ),
            (
                "E1",
                "cột «Phòng ban» không được đọc; nếu là cột cần nhập thì ghi tiêu đề như tệp mẫu",
            ),
        )
    ]


def test_only_the_missing_columns_are_named():
    rows, findings = read_staff_book(made([("STT", "Mã", "Tên"), (1, "N1", "An")], "Danh sách"))

    assert (list(rows), [one.message for one in findings]) == (
        [],
        [
            "dòng tiêu đề không có cột «Họ tên», «Mã đơn vị»; cột «Tên» (ô C1) không được đọc; "
            "hãy ghi tiêu đề đúng như tệp mẫu, có lẽ sửa «Tên» thành «Họ tên»"
        ],
    )


@pytest.mark.parametrize("name", ["b00.csv", "Điểm quý 3.txt"])
def test_the_only_sheet_of_a_text_file_is_the_table_whatever_its_name(name):
    content = "Mã đơn vị,Mã tiêu chí,Điểm\nA,I.1,8\nB,I.1,7\n".encode()

    file, findings = read_score_book(read_any(content, name))

    assert findings == []
    assert [(row.unit, row.criterion, row.row.points) for row in file.rows] == [
        ("A", "I.1", Decimal(8)),
        ("B", "I.1", Decimal(7)),
    ]


def test_a_text_file_without_units_is_still_refused():
    content = "Mã tiêu chí,Điểm\nI.1,8\n".encode()

    file, findings = read_score_book(read_any(content, "b00.csv"))

    assert (file, [one.code for one in findings]) == (None, ["no_sheet"])
