"""Bảng điểm như người ta có: codes that became numbers, pasted blocks, units by their names."""

import io
import json

import pytest
from openpyxl import Workbook
from typer.testing import CliRunner

from thidua.commands.app import app

K1 = ("--block", "K1", "--year", 2026)
VERIFIED = (*K1, "--hand", "verified")
UNIT_HEAD = ("Mã khối", "Tên khối", "Mã đơn vị", "Tên đơn vị", "Tên ngắn", "Loại", "Năm")
SCORE_HEAD = ("Mã đơn vị", "Mã tiêu chí", "Kết quả", "Số lượt", "Mức", "Điểm")
CODES = "LỖI – Ô B2 trang Bảng điểm: "
AS_TEXT = "Excel giữ mã 1.10 thành số 1,1; hãy định dạng cột mã là Văn bản (Text) rồi gõ lại mã\n"
REFUSED = "Có 1 lỗi, chưa có gì được ghi.\n"


def run(*words):
    return CliRunner().invoke(app, [str(word) for word in words])


def done(*words):
    found = run(*words)
    assert found.exit_code == 0, found.stderr
    return found


def totals():
    shown = json.loads(done("standings", *K1, "--json").stdout)
    return {one["unit"]: one["total"] for one in shown["units"]}


@pytest.fixture
def save(tmp_path):
    """`save({trang: các dòng}, kiểu)`; the formats are those of cells by address."""

    def made(sheets, formats=()):
        book = Workbook()
        book.remove(book.active)
        for title, rows in sheets.items():
            page = book.create_sheet(title)
            for row in rows:
                page.append(row)
        for address, shape in dict(formats).items():
            book.worksheets[0][address].number_format = shape
        content = io.BytesIO()
        book.save(content)
        file = tmp_path / f"{len(list(tmp_path.iterdir()))}.xlsx"
        file.write_bytes(content.getvalue())
        return file

    return made


@pytest.fixture
def scores(sqlite_url, save):
    """`scores(các dòng, kiểu)` nhập điểm thẩm định của khối có các mã 1.1, 1.10, 1.2 và 1.3."""
    units = [("K1", "Khối một", code, f"Phòng {code}", "", "", 2026) for code in ("A", "B")]
    criteria = [
        ("Mã", "Nội dung", "Điểm tối đa", "Cách chấm", "Tham số"),
        ("1", "Chuyên môn", 40, None, None),
        *((f"1.{n}", f"Tiêu chí {n}", 10, "Chấm mức", None) for n in (1, 2, 10)),
        ("1.3", "Kỷ luật", 10, "Trừ dần", "đi trễ: 0,5; thiếu báo cáo: 2"),
    ]
    settings = [("Khối", "K1"), ("Năm", 2026), ("Tên giao ước", "GƯ"), ("Thang điểm", 40)]
    done("import-units", save({"Đơn vị": [UNIT_HEAD, *units]}))
    done("import-covenant", save({"Giao ước": settings, "Tiêu chí": criteria}))

    def bring(rows, formats=(), *more):
        return run(
            "import-scores", save({"Bảng điểm": [SCORE_HEAD, *rows]}, formats), *VERIFIED, *more
        )

    return bring


def points(unit, code, value):
    return (unit, code, None, None, None, value)


def events(unit, kind, count):
    return (unit, "1.3", None, count, kind, None)


def test_a_number_that_two_codes_fit_is_refused(scores):
    found = scores([points("A", 1.1, 8)])

    assert (found.exit_code, found.stdout) == (1, "")
    assert found.stderr == (f"{CODES}mã là số nên không rõ là «1.1» và «1.10»; {AS_TEXT}{REFUSED}")


@pytest.mark.parametrize(("shape", "code"), [("0.0", "1.1"), ("0.00", "1.10")])
def test_a_number_whose_cell_says_which_code_it_is_is_that_code(scores, shape, code):
    found = scores([points("A", 1.1, 8)], {"B2": shape}, "--check")

    assert (found.exit_code, found.stderr) == (0, "")
    other = scores([points("A", code, 8)], (), "--check")
    assert found.stdout == other.stdout
    assert scores([points("A", 1.1, 8)], {"B2": shape}).exit_code == 0
    same = scores([points("A", code, 8)], (), "--check")
    assert "giữ nguyên 1.\n" in same.stdout


def test_a_number_that_one_code_fits_is_that_code(scores):
    assert scores([points("A", 1.2, 8)]).exit_code == 0


def test_a_number_that_is_no_code_is_told_with_the_cure(scores):
    found = scores([points("A", 1.4, 8)])

    assert found.stderr == (
        f"{CODES}mã «1.4» không có trong giao ước; kiểm tra lại mã tiêu chí; {AS_TEXT}{REFUSED}"
    )


def test_a_unit_may_be_called_by_its_name_and_its_code_whatever_the_case(scores):
    rows = [points("phòng  a", "1.1", 8), points("b", "1.1", 7)]

    assert scores(rows).stderr == ""
    assert scores([points("A", "1.1", 8), points("B", "1.1", 7)]).stdout.startswith(
        "Đã nhập: mới 0, đổi 0, bỏ 0, giữ nguyên 2.\n"
    )


def test_a_kind_pasted_twice_is_refused_at_the_second(scores):
    found = scores([events("A", "đi trễ", 2), events("B", "đi trễ", 1), events("A", "đi trễ", 2)])

    assert found.stderr == (
        "LỖI – Dòng 4 trang Bảng điểm: 1.3: loại «đi trễ» được ghi hai lần, lần đầu ở Dòng 2 "
        "trang Bảng điểm; hãy gộp vào một dòng\n"
        "Cảnh báo – Ô B4 trang Bảng điểm: 1.3 của A đã ghi ở Ô B2 trang Bảng điểm; các dòng ấy "
        f"được tính chung, hãy xem có dán hai lần không\n{REFUSED}"
    )


def test_a_criterion_in_two_places_is_told_at_the_second(scores):
    kinds = [events("A", "đi trễ", 2), events("B", "đi trễ", 1), events("A", "thiếu báo cáo", 1)]

    found = scores(kinds)

    assert found.exit_code == 0
    assert found.stderr == (
        "Cảnh báo – Ô B4 trang Bảng điểm: 1.3 của A đã ghi ở Ô B2 trang Bảng điểm; các dòng ấy "
        "được tính chung, hãy xem có dán hai lần không\n"
    )
    together = [kinds[0], kinds[2], kinds[1]]
    assert scores(together).stderr == ""


def test_an_input_nobody_reads_is_told_and_the_others_count(scores):
    found = scores([("A", "1.1", 95, None, None, 8)])

    assert (found.exit_code, found.stderr) == (
        0,
        "Cảnh báo – Ô C2 trang Bảng điểm: 1.1: cách chấm «Chấm mức» dùng ô «Điểm»; ô «Kết quả» "
        "(95) không được đọc\n",
    )


def test_every_row_of_the_file_is_accounted_for(scores):
    rows = [
        points("A", "1", None),
        points("A", "1.1", 8),
        points("A", "1.2", None),
        points("A", "1.10", 7),
        ("Cộng", None, None, None, None, 15),
        events("B", "đi trễ", 2),
    ]
    told = (
        "7 dòng có nội dung: 3 dòng được đọc ({}), 4 dòng bỏ qua (1 dòng tiêu đề, 1 dòng nhóm, "
        "1 dòng chưa ghi gì để nhập, 1 dòng tổng cộng).\n"
        "  Dòng 2 trang Bảng điểm («1»): nhóm\n"
        "  Dòng 4 trang Bảng điểm («1.2»): chưa ghi gì để nhập\n"
        "  Dòng 6 trang Bảng điểm («Cộng»): tổng cộng\n"
    )

    first = scores(rows)
    rows[1] = points("A", "1.1", 9)
    again = scores(rows)

    assert first.stdout == ("Đã nhập: mới 3, đổi 0, bỏ 0, giữ nguyên 0.\n" + told.format("mới 3"))
    assert again.stdout == (
        "Đã nhập: mới 0, đổi 1, bỏ 0, giữ nguyên 2.\n" + told.format("đổi 1, giữ nguyên 2")
    )


@pytest.mark.parametrize(
    ("sheets", "said"),
    [
        (
            [("K1", "A", "Phòng A"), ("K1", "a", "Phòng a khác")],
            "Ô C3 trang Đơn vị: mã «a» chỉ khác mã «A»",
        ),
        ([("k1", "C", "Phòng C")], "Ô A2 trang Đơn vị: mã «k1» chỉ khác mã «K1»"),
        ([("K1", "b", "Phòng B")], "Ô C2 trang Đơn vị: mã «b» chỉ khác mã «B»"),
    ],
)
def test_a_register_with_codes_apart_only_by_case_is_refused(scores, save, sheets, said):
    rows = [(block, "Khối một", unit, name, "", "", 2026) for block, unit, name in sheets]

    found = run("import-units", save({"Đơn vị": [UNIT_HEAD, *rows]}))

    assert (found.exit_code, found.stdout) == (1, "")
    assert f"LỖI – {said} ở chữ hoa, chữ thường nên không phân biệt được" in found.stderr


@pytest.mark.parametrize(
    ("codes", "said"),
    [
        (("1.1", "1.2", "1.2"), "mã 1.2 bị trùng"),
        (("a.1", "A.1"), "mã «A.1» chỉ khác mã «a.1» ở chữ hoa, chữ thường"),
        ((1.1, 1.2, 1.1), "mã 1.1 trong ô là số; Excel giữ mã 1.10 thành số 1,1"),
    ],
)
def test_a_covenant_with_one_code_twice_is_refused(scores, save, codes, said):
    criteria = [
        ("Mã", "Nội dung", "Điểm tối đa", "Cách chấm"),
        *((code, "Việc", 10, "Chấm mức") for code in codes),
    ]
    settings = [("Khối", "K1"), ("Năm", 2026), ("Tên giao ước", "GƯ"), ("Thang điểm", 10)]

    found = run("import-covenant", save({"Giao ước": settings, "Tiêu chí": criteria}))

    assert (found.exit_code, said in found.stderr) == (1, True)


def test_a_revision_that_only_recases_a_code_is_refused(sqlite_url, save):
    def covenant(code):
        criteria = [
            ("Mã", "Nội dung", "Điểm tối đa", "Cách chấm"),
            ("I", "Chung", 10, None),
            (code, "Việc", 10, "Chấm mức"),
        ]
        settings = [("Khối", "K1"), ("Năm", 2026), ("Tên giao ước", "GƯ"), ("Thang điểm", 10)]
        return save({"Giao ước": settings, "Tiêu chí": criteria})

    done("import-units", save({"Đơn vị": [UNIT_HEAD, ("K1", "Khối", "A", "A", "", "", 2026)]}))
    done("import-covenant", covenant("I.a"))

    found = run("import-covenant", covenant("I.A"))

    assert found.exit_code == 1
    assert "Ô A3 trang Tiêu chí: mã «I.A» chỉ khác mã «I.a» ở chữ hoa" in found.stderr
