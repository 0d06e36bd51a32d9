"""Sổ hồ sơ khen thưởng: people, facts and awards read from workbooks, every fault at its cell."""

import io
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest
from openpyxl import Workbook

from thidua.domain.dossier.award_file import AWARD_COLUMNS, AwardRow
from thidua.domain.dossier.award_history import Occasion
from thidua.domain.dossier.fact_file import FACT_COLUMNS, FactRow
from thidua.domain.dossier.staff import STAFF_COLUMNS, StaffRow
from thidua.files.awards.award_book import read_award_book
from thidua.files.awards.fact_book import read_fact_book
from thidua.files.awards.staff_book import read_staff_book
from thidua.files.cells import read_book


def book(columns, *rows, change=None):
    """Sổ một trang «Trang»."""
    made = Workbook()
    sheet = made.active
    sheet.title = "Trang"
    for row in (columns, *rows):
        sheet.append(row)
    if change is not None:
        change(sheet)
    output = io.BytesIO()
    made.save(output)
    return read_book(output.getvalue())


def told(findings):
    return [str(one) for one in findings]


def test_people_come_back_with_what_was_said_of_them():
    read, findings = read_staff_book(
        book(
            STAFF_COLUMNS,
            ("P1", " Trần  Văn An ", "STC", "Trưởng phòng", "Có"),
            ("P2", "Lê Thị Bình", "STC", None, "khong"),
            (7, "Ngô Chi", "STC", None, None),
            ("P4", "Vũ Dần", "STC", None, True),
        )
    )

    assert findings == []
    assert read == [
        StaffRow("P1", "Trần Văn An", "STC", "Trưởng phòng", is_leader=True),
        StaffRow("P2", "Lê Thị Bình", "STC", "", is_leader=False),
        StaffRow("7", "Ngô Chi", "STC", "", None),
        StaffRow("P4", "Vũ Dần", "STC", "", is_leader=True),
    ]


def test_only_the_first_three_columns_of_people_are_needed():
    read, findings = read_staff_book(book(("Mã", "Họ tên", "Mã đơn vị"), ("P1", "An", "STC")))

    unsaid = frozenset({"Chức vụ", "Lãnh đạo"})
    assert (read, findings) == ([StaffRow("P1", "An", "STC", unsaid=unsaid)], [])


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ((None, "An", "STC", None, None), "Ô A2 trang Trang: thiếu «Mã»"),
        (("P1", None, "STC", None, None), "Ô B2 trang Trang: thiếu «Họ tên»"),
        (("P1", "An", None, None, None), "Ô C2 trang Trang: thiếu «Mã đơn vị»"),
        (
            ("P1", "An", "STC", None, "đôi khi"),
            "Ô E2 trang Trang: «đôi khi» phải là «có» hoặc «không»; chưa rõ thì để trống",
        ),
        (
            ("P1", "An", "STC", None, "=1"),
            "Ô E2 trang Trang: ô chứa công thức; hãy chép rồi dán giá trị",
        ),
        (
            ("P" * 65, "An", "STC", None, None),
            "Ô A2 trang Trang: «Mã» dài 65 ký tự, nhiều nhất 64; hãy rút gọn",
        ),
    ],
)
def test_a_faulty_person_is_named_with_the_cell(row, said):
    _, findings = read_staff_book(book(STAFF_COLUMNS, row))

    assert told(findings) == [said]


def test_a_code_listed_twice_is_named_whatever_its_case():
    rows = (("P1", "An", "STC", None, None), ("p1", "Bình", "STC", None, None))

    _, findings = read_staff_book(book(STAFF_COLUMNS, *rows))

    assert told(findings) == ["Ô A3 trang Trang: mã p1 được ghi hai lần"]


def test_facts_come_back_with_exact_values():
    read, findings = read_fact_book(
        book(
            FACT_COLUMNS,
            ("STC", "so_nguoi", 2025, 42, "Danh sách"),
            ("STC", "Mức xếp loại", "2025", "HTXS", None),
            ("P1", "sang_kien_cap", 2025, None, None),
            ("P1", "chuc_vu_lanh_dao", None, "có", None),
            ("STC", "tong_diem", 2025, 97.35, None),
        )
    )

    assert findings == []
    assert read == [
        FactRow("STC", "so_nguoi", 2025, Decimal(42), "Danh sách"),
        FactRow("STC", "Mức xếp loại", 2025, "HTXS"),
        FactRow("P1", "sang_kien_cap", 2025, None),
        FactRow("P1", "chuc_vu_lanh_dao", None, "có"),
        FactRow("STC", "tong_diem", 2025, Decimal("97.35")),
    ]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ((None, "so_nguoi", 2025, 1, None), "Ô A2 trang Trang: thiếu «Mã»"),
        (("STC", None, 2025, 1, None), "Ô B2 trang Trang: thiếu «Dữ kiện»"),
        (
            ("STC", "so_nguoi", "năm ngoái", 1, None),
            "Ô C2 trang Trang: năm «năm ngoái» phải là số như 2025",
        ),
        (("STC", "so_nguoi", 20.25, 1, None), "Ô C2 trang Trang: năm «20.25» phải là số như 2025"),
        (
            ("STC", "so_nguoi", 2025, "=1+1", None),
            "Ô D2 trang Trang: ô chứa công thức; hãy chép rồi dán giá trị",
        ),
    ],
)
def test_a_faulty_fact_is_named_with_the_cell(row, said):
    read, findings = read_fact_book(book(FACT_COLUMNS, row))

    assert (read, told(findings)) == ([], [said])


def test_every_sheet_with_the_header_is_read_except_the_guide_of_the_template():
    made = Workbook()
    made.active.title = "Ghi chú"
    for title, code in (("Tập thể", "STC"), ("Cá nhân", "P1"), ("Hướng dẫn", "VD")):
        sheet = made.create_sheet(title)
        sheet.append(FACT_COLUMNS)
        sheet.append((code, "xep_loai", 2025, "HTXS", None))
    output = io.BytesIO()
    made.save(output)

    read, findings = read_fact_book(read_book(output.getvalue()))

    assert (read, findings) == (
        [FactRow(code, "xep_loai", 2025, "HTXS") for code in ("STC", "P1")],
        [],
    )


def test_a_merged_code_is_filled_down_and_a_merged_value_refused():
    rows = [("STC", "so_nguoi", 2025, 42, None), (None, "so_ldtt", 2025, 30, None)]

    good, notices = read_fact_book(
        book(FACT_COLUMNS, *rows, change=lambda sheet: sheet.merge_cells("A2:A3"))
    )
    _, faults = read_fact_book(
        book(FACT_COLUMNS, *rows, change=lambda sheet: sheet.merge_cells("D2:D3"))
    )

    assert [one.subject for one in good] == ["STC", "STC"]
    assert told(notices) == ["Ô A2 trang Trang: ô gộp, «STC» được dùng cho các dòng 2–3"]
    assert "ô gộp từ dòng 2 đến 3, không rõ số này của dòng nào" in told(faults)[0]


def test_awards_come_back_with_days_of_either_kind():
    read, findings = read_award_book(
        book(
            AWARD_COLUMNS,
            ("STC", "Giấy khen", 2024, "12/QĐ", datetime(2025, 1, 20), "Sở", None),  # noqa: DTZ001
            ("P1", "giay-khen", "2023", 7, "05/01/2024", None, "Theo chuyên đề"),
            ("P1", "giay-khen", 2022, None, None, None, "hang nam"),
        )
    )

    assert findings == []
    assert read == [
        AwardRow("STC", "Giấy khen", 2024, "12/QĐ", date(2025, 1, 20), "Sở"),
        AwardRow("P1", "giay-khen", 2023, "7", date(2024, 1, 5), occasion=Occasion.THEMATIC),
        AwardRow("P1", "giay-khen", 2022),
    ]


def test_the_six_columns_of_awards_are_enough():
    read, findings = read_award_book(
        book(AWARD_COLUMNS[:6], ("STC", "Giấy khen", 2024, "12/QĐ", "20/01/2025", "Sở"))
    )

    assert findings == []
    given = AwardRow("STC", "Giấy khen", 2024, "12/QĐ", date(2025, 1, 20), "Sở")
    assert read == [replace(given, unsaid=frozenset({"Dịp khen"}))]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ((None, "Giấy khen", 2024, *[None] * 4), "Ô A2 trang Trang: thiếu «Mã»"),
        (("STC", None, 2024, *[None] * 4), "Ô B2 trang Trang: thiếu «Danh hiệu»"),
        (("STC", "Giấy khen", *[None] * 5), "Ô C2 trang Trang: thiếu «Năm»"),
        (
            ("STC", "Giấy khen", 2024, None, "31/02/2025", None, None),
            "Ô E2 trang Trang: «31/02/2025» phải là ngày, ví dụ 20/03/2026",
        ),
        (
            ("STC", "Giấy khen", 2024, None, 45000, None, None),
            "Ô E2 trang Trang: «45000» phải là ngày, ví dụ 20/03/2026",
        ),
        (
            ("STC", "Giấy khen", 2024, None, None, None, "tùy hứng"),
            "Ô G2 trang Trang: «tùy hứng» phải là «hằng năm» hoặc «theo chuyên đề»",
        ),
    ],
)
def test_a_faulty_award_is_named_with_the_cell(row, said):
    read, findings = read_award_book(book(AWARD_COLUMNS, row))

    assert (read, told(findings)) == ([], [said])


@pytest.mark.parametrize("read", [read_staff_book, read_fact_book, read_award_book])
def test_a_sheet_without_the_header_or_without_a_row_says_so(read):
    columns = {
        read_staff_book: STAFF_COLUMNS,
        read_fact_book: FACT_COLUMNS,
        read_award_book: AWARD_COLUMNS,
    }[read]

    assert told(read(book(columns))[1]) == ["Trang Trang: chưa có dòng nào"]
    assert "không tìm thấy dòng tiêu đề có các cột «Mã»" in told(read(book(("Lạ",)))[1])[0]
