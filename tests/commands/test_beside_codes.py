"""Chữ cạnh mã trong bảng điểm: a file of which one column was sorted alone is refused, not read."""

import io

import pytest
from openpyxl import Workbook
from sqlmodel import select
from typer.testing import CliRunner

from thidua.commands.app import app
from thidua.db.engine import reading
from thidua.db.tables import ScoreLine

HEAD = ("Mã đơn vị", "Tên đơn vị", "Mã tiêu chí", "Nội dung", "Điểm")
K1 = ("--block", "K1", "--year", "2026", "--hand", "verified")
TEXTS = {"I.1": "Hoàn thành nhiệm vụ chuyên môn", "I.2": "Nộp báo cáo quý I", "I.3": "Vắng họp"}
NAMES = {"A": "Phòng Ngân sách", "B": "Phòng Đầu tư"}


def run(*words):
    return CliRunner().invoke(app, list(map(str, words)))


@pytest.fixture
def save(tmp_path):
    def made(sheets):
        book = Workbook()
        book.remove(book.active)
        for title, rows in sheets.items():
            page = book.create_sheet(title)
            for row in rows:
                page.append(row)
        content = io.BytesIO()
        book.save(content)
        file = tmp_path / f"{len(list(tmp_path.iterdir()))}.xlsx"
        file.write_bytes(content.getvalue())
        return file

    return made


@pytest.fixture
def bring(sqlite_url, save):
    """`bring({trang: các dòng})` nhập điểm thẩm định."""
    units = [("Mã khối", "Tên khối", "Mã đơn vị", "Tên đơn vị", "Tên ngắn", "Loại", "Năm")]
    units += [("K1", "Khối một", code, name, "", "", 2026) for code, name in NAMES.items()]
    criteria = [
        ("Mã", "Nội dung", "Điểm tối đa", "Cách chấm", "Tham số"),
        ("I", "Chuyên môn", 30, None, None),
        ("I.1", TEXTS["I.1"], 10, "Chấm mức", None),
        ("I.2", TEXTS["I.2"], 10, "Chấm mức", None),
        ("I.3", TEXTS["I.3"], 10, "Trừ dần", "vắng không phép: 1; vắng có phép: 0,5"),
    ]
    settings = [("Khối", "K1"), ("Năm", 2026), ("Tên giao ước", "GƯ"), ("Thang điểm", 30)]
    for command, sheets in (
        ("import-units", {"Đơn vị": units}),
        ("import-covenant", {"Giao ước": settings, "Tiêu chí": criteria}),
    ):
        found = run(command, save(sheets))
        assert found.exit_code == 0, found.stderr
    return lambda sheets: run("import-scores", save(sheets), *K1)


def flat(*rows, head=HEAD):
    return {"Bảng điểm": [head, *rows]}


def row(unit="A", name=NAMES["A"], code="I.1", text=TEXTS["I.1"], points=7):
    return (unit, name, code, text, points)


def stored():
    with reading() as session:
        return len(session.exec(select(ScoreLine)).all())


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (NAMES["A"], TEXTS["I.1"]),
        ("phòng ngân sách.", "Hoàn thành  nhiệm vụ CHUYÊN MÔN;"),
        ("Phong Ngan sach", "Hoan thanh nhiem vu chuyen mon"),
        ("Ngân sách", "Hoàn thành nhiệm vụ chuyên môn được giao trong năm"),
        ("A", "I.1"),
        ("Phòng Ngân sách tỉnh", "Hoàn thành nhiệm vụ chuyen môm"),
        ("", ""),
    ],
)
def test_what_says_the_same_in_other_spelling_is_taken(bring, name, text):
    found = bring(flat(row(name=name, text=text)))

    assert (found.exit_code, stored()) == (0, 1)
    assert "mã" not in found.stderr and "khác hẳn" not in found.stderr


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (
            {"code": "I.1", "text": "Nộp báo cáo quý I"},
            "Ô D2 trang Bảng điểm: mã I.1 nhưng nội dung ghi «Nộp báo cáo quý I» là của I.2",
        ),
        (
            {"code": "I.2", "text": "Hoàn thành nhiệm vụ chuyên mon"},
            "Ô D2 trang Bảng điểm: mã I.2 nhưng nội dung ghi «Hoàn thành nhiệm vụ chuyên mon» là "
            "của I.1",
        ),
        (
            {"code": "I.2", "text": "Chuyên môn"},
            "Ô D2 trang Bảng điểm: mã I.2 nhưng nội dung ghi «Chuyên môn» là của I;",
        ),
        (
            {"unit": "A", "name": "Phòng Đầu tư"},
            "Ô B2 trang Bảng điểm: mã đơn vị «A» nhưng tên ghi «Phòng Đầu tư» là của «B»",
        ),
        (
            {"unit": "B", "name": "Ngân sách"},
            "Ô B2 trang Bảng điểm: mã đơn vị «B» nhưng tên ghi «Ngân sách» là của «A»",
        ),
    ],
)
def test_what_is_anothers_is_refused_at_its_cell(bring, given, told):
    found = bring(flat(row(**given)))

    assert (found.exit_code, stored()) == (1, 0)
    assert told in found.stderr


def test_what_is_nobodys_is_told_once_and_stored_under_its_code(bring):
    rows = [row(text="Công tác dân vận"), row("B", "Phòng Đầu tư", text="Công tác dân vận")]
    found = bring(flat(*rows))

    assert (found.exit_code, stored()) == (0, 2)
    assert found.stderr.count("khác hẳn nội dung của I.1") == 1
    found = bring(flat(row(name="Trung tâm Kỹ thuật nông nghiệp")))
    assert "Ô B2 trang Bảng điểm: tên ghi «Trung tâm Kỹ thuật nông nghiệp» khác hẳn tên của" in (
        found.stderr
    )


def test_a_kind_of_event_is_not_the_text_of_its_criterion(bring):
    head = ("Mã đơn vị", "Mã tiêu chí", "Nội dung", "Loại", "Số lượt")
    rows = [
        ("A", "I.3", "Vắng họp", "vắng không phép", 1),
        ("A", "I.3", "– vắng có phép", "vắng có phép", 2),
    ]
    found = bring(flat(*rows, head=head))

    assert (found.exit_code, stored()) == (0, 1)
    assert "khác hẳn" not in found.stderr


def test_the_name_above_the_table_of_one_unit_is_compared_too(bring):
    def sheet(name):
        return {
            "A": [
                ("Mã đơn vị", "A"),
                ("Tên đơn vị", name),
                (),
                ("Mã tiêu chí", "Nội dung", "Điểm"),
                ("I.1", TEXTS["I.1"], 7),
            ]
        }

    assert bring(sheet("Phòng Ngân sách")).exit_code == 0
    found = bring(sheet("Phòng Đầu tư"))
    assert found.exit_code == 1
    assert "Ô B2 trang A: mã đơn vị «A» nhưng tên ghi «Phòng Đầu tư» là của «B»" in found.stderr
