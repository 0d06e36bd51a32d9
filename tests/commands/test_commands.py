"""Dòng lệnh: the whole way from an empty database to the standings, and every refusal."""

import json
import sqlite3
from contextlib import closing
from io import BytesIO

import pytest
from docx import Document
from openpyxl import Workbook, load_workbook
from pptx import Presentation
from typer.testing import CliRunner

from thidua.commands import app
from thidua.db.engine import sqlite_file

UNITS = {
    "Đơn vị": [
        ["Mã khối", "Tên khối", "Mã đơn vị", "Tên đơn vị", "Tên ngắn", "Loại", "Năm"],
        ["K1", "Khối thử", "A", "Phòng A", "A", "Phòng", 2025],
        ["K1", "Khối thử", "B", "Phòng B", "B", "Phòng", 2025],
        ["K1", "Khối thử", "C", "Phòng C", "C", "Phòng", 2025],
    ]
}
COVENANT = {
    "Giao ước": [
        ["Mục", "Giá trị"],
        ["Khối", "K1"],
        ["Năm", 2025],
        ["Tên giao ước", "Giao ước thử"],
        ["Thang điểm", 100],
    ],
    "Tiêu chí": [
        ["Mã", "Nội dung", "Điểm tối đa", "Cách chấm", "Tham số", "Dấu"],
        ["I", "Chuyên môn", 100, None, None, "+"],
        ["I.1", "Chất lượng tham mưu", 40, "Chấm mức", None, None],
        ["I.2", "Chỉ tiêu kế hoạch", 60, "Tỷ lệ hoàn thành", "sàn 50", None],
        ["II", "Điểm trừ", 5, None, "trần", "-"],
        ["II.1", "Báo cáo chậm", 5, "Theo lượt", "mỗi lượt 2; tối đa 5", None],
    ],
    "Xếp hạng": [
        ["Loại", "Thứ tự", "Nội dung", "Giá trị"],
        ["Tiêu chí phụ", 1, "Điểm trừ ít hơn", None],
        ["Xếp loại", 1, "Xuất sắc", ">=90"],
        ["Xếp loại", 2, "Tốt", ">=70"],
    ],
}
SCORES = {
    "Bảng điểm": [
        ["Mã đơn vị", "Mã tiêu chí", "Kế hoạch", "Kết quả", "Số lượt", "Mức", "Điểm"],
        ["A", "I.1", None, None, None, None, 36.5],
        ["A", "I.2", 3, 2, None, None, None],
        ["A", "II.1", None, None, 0, None, None],
        ["B", "I.1", None, None, None, None, 40],
        ["B", "I.2", 10, 10, None, None, None],
        ["B", "II.1", None, None, 3, None, None],
        ["C", "I.1", None, None, None, None, 38.5],
        ["C", "I.2", 60, 40, None, None, None],
        ["C", "II.1", None, None, 1, None, None],
    ]
}


def lines(judged, judged_text, ratio, ratio_text, late, late_text):
    return {
        "I.1": {"points": judged, "explain": f"Chấm mức; {judged_text}"},
        "I.2": {"points": ratio, "explain": f"Tỷ lệ hoàn thành (sàn 50); {ratio_text}"},
        "II.1": {"points": late, "explain": f"Theo lượt (mỗi lượt 2; tối đa 5); {late_text}"},
    }


def standing(unit, **changes):
    known = {
        "unit": unit,
        "name": f"Phòng {unit}",
        "total": None,
        "base": None,
        "bonus": "0.00",
        "deduction": None,
        "assigned_max": "100.00",
        "band": None,
        "rank": None,
        "tied": False,
        "tiebreak": None,
        "excluded": None,
        "groups": {},
        "lines": {},
    }
    return known | changes


STANDINGS = {
    "block": "K1",
    "year": 2025,
    "provisional": True,
    "covenant_version": 1,
    "units": [
        standing(
            "B",
            total="95.00",
            base="100.00",
            deduction="5.00",
            band="Xuất sắc",
            rank=1,
            groups={"I": "100.00", "II": "5.00"},
            lines=lines(
                "40.00", "người chấm cho 40 trên tối đa 40",
                "60.00", "tỷ lệ 10 / 10 = 100 % → 60",
                "5.00", "3 × 2 = 6, tối đa 5",
            ),
        ),
        standing(
            "A",
            total="76.50",
            base="76.50",
            deduction="0.00",
            band="Tốt",
            rank=2,
            tiebreak="Điểm trừ ít hơn: 0",
            groups={"I": "76.50", "II": "0.00"},
            lines=lines(
                "36.50", "người chấm cho 36,5 trên tối đa 40",
                "40.00", "tỷ lệ 2 / 3 ≈ 66,666667 %; 60 × 66,666667 % ≈ 40",
                "0.00", "0 lượt = 0",
            ),
        ),
        standing(
            "C",
            total="76.50",
            base="78.50",
            deduction="2.00",
            band="Tốt",
            rank=3,
            tiebreak="Điểm trừ ít hơn: 2",
            groups={"I": "78.50", "II": "2.00"},
            lines=lines(
                "38.50", "người chấm cho 38,5 trên tối đa 40",
                "40.00", "tỷ lệ 40 / 60 ≈ 66,666667 %; 60 × 66,666667 % ≈ 40",
                "2.00", "1 × 2 = 2",
            ),
        ),
    ],
}  # fmt: skip


def workbook(content):
    """Sổ: one sheet for each title, with its rows."""
    book = Workbook()
    book.remove(book.active)
    for title, rows in content.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    return book


def run(*words):
    return CliRunner().invoke(app, [str(word) for word in words])


def dump(url):
    """Nội dung cơ sở dữ liệu, as the statements that would make it again."""
    with closing(sqlite3.connect(sqlite_file(url))) as raw:
        return list(raw.iterdump())


@pytest.fixture
def saved(tmp_path):
    """Ghi một sổ thành tệp; `change` may touch the workbook before it is saved."""

    def save(content, change=None):
        book = workbook(content)
        if change is not None:
            change(book)
        file = tmp_path / f"{next(iter(content))}.xlsx"
        book.save(file)
        return file

    return save


@pytest.fixture
def block(sqlite_url, saved):
    """Khối đã có đơn vị và giao ước; the address of its database."""
    for words in (("import-units", saved(UNITS)), ("import-covenant", saved(COVENANT))):
        done = run(*words)
        assert (done.exit_code, done.stderr) == (0, "")
    return sqlite_url


def import_scores(file, *more, hand="verified", name="K1", year=2025):
    words = ("import-scores", file, "--block", name, "--year", year, "--hand", hand, *more)
    return run(*words)


def show(*more):
    return run("standings", "--block", "K1", "--year", 2025, *more)


def test_from_nothing_to_the_standings(blank_sqlite_url, saved):
    made = run("init")
    assert made.exit_code == 0
    assert made.stdout == f"Đã có cơ sở dữ liệu: {blank_sqlite_url}\n"

    units = run("import-units", saved(UNITS))
    assert (units.exit_code, units.stderr) == (0, "")
    assert units.stdout == (
        "Đã nhập: mới 7, đổi 0, bỏ 0, giữ nguyên 0.\n"
        "4 dòng có nội dung: 3 dòng được đọc (mới 3), 1 dòng bỏ qua (1 dòng tiêu đề).\n"
    )

    covenant = run("import-covenant", saved(COVENANT))
    assert (covenant.exit_code, covenant.stderr) == (0, "")
    assert covenant.stdout == (
        "Giao ước thử: 3 tiêu chí, 2 nhóm.\n"
        "15 dòng có nội dung: 12 dòng được đọc, 3 dòng bỏ qua (3 dòng tiêu đề).\n"
        "Đã nhập giao ước.\n"
    )

    scores = import_scores(saved(SCORES))
    assert (scores.exit_code, scores.stderr) == (0, "")
    assert scores.stdout == (
        "Đã nhập: mới 9, đổi 0, bỏ 0, giữ nguyên 0.\n"
        "10 dòng có nội dung: 9 dòng được đọc (mới 9), 1 dòng bỏ qua (1 dòng tiêu đề).\n"
    )

    shown = show("--json")
    assert (shown.exit_code, shown.stderr) == (0, "")
    assert json.loads(shown.stdout) == STANDINGS


def test_the_standings_for_people(block, saved):
    import_scores(saved(SCORES))

    assert show().stdout.splitlines() == [
        "Khối thử, năm 2025, giao ước bản 1 (TẠM TÍNH)",
        "   1       95,00  Phòng B  Xuất sắc",
        "   2       76,50  Phòng A  Điểm trừ ít hơn: 0",
        "   3       76,50  Phòng C  Điểm trừ ít hơn: 2",
    ]


def test_self_scores_do_not_rank(block, saved):
    done = import_scores(saved(SCORES), hand="self")

    found = json.loads(show("--json").stdout)
    assert done.exit_code == 0
    assert found["provisional"]
    assert [unit["rank"] for unit in found["units"]] == [None, None, None]


def test_importing_again_changes_nothing(block, saved):
    file = saved(SCORES)
    import_scores(file)
    before = dump(block)

    again = import_scores(file)

    assert again.stdout == (
        "Đã nhập: mới 0, đổi 0, bỏ 0, giữ nguyên 9.\n"
        "10 dòng có nội dung: 9 dòng được đọc (giữ nguyên 9), 1 dòng bỏ qua (1 dòng tiêu đề).\n"
    )
    assert dump(block) == before


def test_check_writes_nothing(sqlite_url, saved):
    empty = dump(sqlite_url)
    assert run("import-units", saved(UNITS), "--check").stdout == (
        "Chỉ xem trước: mới 7, đổi 0, bỏ 0, giữ nguyên 0.\n"
        "4 dòng có nội dung: 3 dòng được đọc (mới 3), 1 dòng bỏ qua (1 dòng tiêu đề).\n"
    )
    assert dump(sqlite_url) == empty
    run("import-units", saved(UNITS))

    joined = dump(sqlite_url)
    checked = run("import-covenant", saved(COVENANT), "--check")
    assert checked.stdout.endswith("Chỉ xem trước, chưa ghi.\n")
    assert dump(sqlite_url) == joined
    run("import-covenant", saved(COVENANT))

    signed = dump(sqlite_url)
    checked = import_scores(saved(SCORES), "--check")
    assert checked.stdout == (
        "Chỉ xem trước: mới 9, đổi 0, bỏ 0, giữ nguyên 0.\n"
        "10 dòng có nội dung: 9 dòng được đọc (mới 9), 1 dòng bỏ qua (1 dòng tiêu đề).\n"
    )
    assert dump(sqlite_url) == signed


def cell(sheet, address, value):
    """Sửa một ô."""

    def change(book):
        book[sheet][address] = value

    return change


def merge(sheet, cells):
    """Gộp ô."""

    def change(book):
        book[sheet].merge_cells(cells)

    return change


def rename(sheet, title):
    """Đổi tên trang."""

    def change(book):
        book[sheet].title = title

    return change


FLAT = "Bảng điểm"
BROKEN_SCORES = {
    "above the maximum": (
        cell(FLAT, "G2", 41),
        "LỖI – Ô G2 trang Bảng điểm: I.1: điểm 41 vượt điểm tối đa 40",
    ),
    "a number in words": (
        cell(FLAT, "G2", "mười điểm"),
        "LỖI – Ô G2 trang Bảng điểm: I.1: «mười điểm»",
    ),
    "a dot that may mean thousands": (
        cell(FLAT, "G2", "1.234"),
        "LỖI – Ô G2 trang Bảng điểm: I.1: «1.234»",
    ),
    "a merge over two lines": (
        merge(FLAT, "G5:G6"),
        "LỖI – Ô G5 trang Bảng điểm: ô gộp từ dòng 5 đến 6",
    ),
    "no sheet of that name": (
        lambda book: (cell(FLAT, "A1", "Đơn vị")(book), rename(FLAT, "Sheet1")(book)),
        "LỖI – Trang Bảng điểm: tệp thiếu trang «Bảng điểm» (chỉ có «Sheet1»)",
    ),
    "no header": (
        cell(FLAT, "B1", "Cột lạ"),
        "LỖI – Ô B1 trang Bảng điểm: dòng tiêu đề không có cột «Mã tiêu chí»; cột «Cột lạ» (ô B1) "
        "không được đọc; hãy ghi tiêu đề đúng như tệp mẫu",
    ),
    "a criterion listed twice": (
        cell(FLAT, "B3", "I.1"),
        "LỖI – Ô C3 trang Bảng điểm: I.1: cách chấm «Chấm mức» dùng ô «Điểm»; ô «Kế hoạch» (3) "
        "không được đọc\n"
        "LỖI – Ô D3 trang Bảng điểm: I.1: cách chấm «Chấm mức» dùng ô «Điểm»; ô «Kết quả» (2) "
        "không được đọc\n"
        "LỖI – Dòng 3 trang Bảng điểm: I.1: tiêu chí được ghi 2 lần; chỉ giữ một dòng\n",
    ),
    "a formula": (
        cell(FLAT, "G2", "=30+6"),
        "LỖI – Ô G2 trang Bảng điểm: ô chứa công thức; hãy chép rồi dán giá trị",
    ),
    "somebody else's unit": (
        cell(FLAT, "A4", "XYZ"),
        "LỖI – Ô A4 trang Bảng điểm: đơn vị «XYZ» không phải thành viên của khối K1 năm 2025",
    ),
    "an unknown criterion": (
        cell(FLAT, "B4", "IX.9"),
        "LỖI – Ô B4 trang Bảng điểm: mã «IX.9» không có trong giao ước",
    ),
    "a line without the code of its criterion": (
        cell(FLAT, "B4", None),
        "LỖI – Ô B4 trang Bảng điểm: dòng 4 thiếu Mã tiêu chí",
    ),
    "a line without the code of its unit": (
        cell(FLAT, "A4", None),
        "LỖI – Ô A4 trang Bảng điểm: dòng 4 thiếu Mã đơn vị",
    ),
    "below nothing": (
        cell(FLAT, "E4", -1),
        "LỖI – Ô E4 trang Bảng điểm: II.1:",
    ),
    "points where counts are asked": (
        lambda book: (cell(FLAT, "E4", None)(book), cell(FLAT, "G4", 2)(book)),
        "LỖI – Ô G4 trang Bảng điểm: II.1: cách chấm «Theo lượt» dùng ô «Số lượt»; ô «Điểm» (2) "
        "không được đọc\n"
        "LỖI – Ô E4 trang Bảng điểm: II.1: cần số lượt ở cột Số lượt",
    ),
}


@pytest.mark.parametrize(("change", "said"), BROKEN_SCORES.values(), ids=BROKEN_SCORES)
def test_a_broken_score_book_is_refused_whole(block, saved, change, said):
    before = dump(block)

    done = import_scores(saved(SCORES, change))

    assert done.exit_code == 1
    assert done.stderr.startswith(said), done.stderr
    assert "chưa có gì được ghi" in done.stderr.casefold()
    assert done.stdout == ""
    assert dump(block) == before


READABLE = {
    "a decimal comma": (
        "2,5",
        "Lưu ý – Ô G2 trang Bảng điểm: I.1: «2,5» được đọc là 2,5\n",
    ),
    "a decimal point": (
        "2.5",
        "Lưu ý – Ô G2 trang Bảng điểm: I.1: «2.5» được đọc là 2,5\n",
    ),
    "a word after the number": (
        "2,5 điểm",
        "Lưu ý – Ô G2 trang Bảng điểm: I.1: «2,5 điểm» được đọc là 2,5\n",
    ),
}


@pytest.mark.parametrize(("written", "said"), READABLE.values(), ids=READABLE)
def test_a_number_kept_as_text_is_read_and_said(block, saved, written, said):
    done = import_scores(saved(SCORES, cell(FLAT, "G2", written)))

    unit = next(one for one in json.loads(show("--json").stdout)["units"] if one["unit"] == "A")
    assert (done.exit_code, done.stderr) == (0, said)
    assert unit["lines"]["I.1"]["points"] == "2.50"


def test_merged_unit_codes_are_filled_down_and_said(block, saved):
    done = import_scores(saved(SCORES, merge(FLAT, "A2:A4")))

    assert done.exit_code == 0
    said = "Lưu ý – Ô A2 trang Bảng điểm: ô gộp, «A» được dùng cho các dòng 2–4\n"
    assert done.stderr == said
    assert json.loads(show("--json").stdout) == STANDINGS


CRITERIA, SETTINGS, RANKING = "Tiêu chí", "Giao ước", "Xếp hạng"
BROKEN_COVENANTS = {
    "a code used twice": (
        cell(CRITERIA, "A4", "I.1"),
        "LỖI – Ô A4 trang Tiêu chí: mã I.1 bị trùng, đã dùng ở Ô A3 trang Tiêu chí",
    ),
    "a line without a code": (
        cell(CRITERIA, "A3", None),
        "LỖI – Ô A3 trang Tiêu chí: dòng «Chất lượng tham mưu» thiếu mã",
    ),
    "a group that does not add up": (
        cell(CRITERIA, "C3", 41),
        "LỖI – Ô C2 trang Tiêu chí: I ghi 100,0 nhưng các dòng cộng 101,0",
    ),
    "a maximum in words": (
        cell(CRITERIA, "C3", "bốn mươi"),
        "LỖI – Ô C3 trang Tiêu chí: «bốn mươi»",
    ),
    "a formula": (
        cell(CRITERIA, "C2", "=C3+C4"),
        "LỖI – Ô C2 trang Tiêu chí: ô chứa công thức",
    ),
    "a merge over two maxima": (
        merge(CRITERIA, "C3:C4"),
        "LỖI – Ô C3 trang Tiêu chí: ô gộp từ dòng 3 đến 4",
    ),
    "an unknown method": (
        cell(CRITERIA, "D3", "Tung đồng xu"),
        "LỖI – Ô D3 trang Tiêu chí: không có cách chấm «Tung đồng xu»",
    ),
    "no sheet of criteria": (
        rename(CRITERIA, "Sheet2"),
        "LỖI – Trang Tiêu chí: tệp thiếu trang «Tiêu chí»",
    ),
    "somebody else's block": (
        cell(SETTINGS, "B2", "KHÁC"),
        "LỖI – Ô B2 trang Giao ước: chưa có khối «KHÁC»",
    ),
    "no number of places": (
        cell(RANKING, "A4", "Hạng"),
        "LỖI – Ô A4 trang Xếp hạng: không có loại «Hạng»",
    ),
}


@pytest.mark.parametrize(("change", "said"), BROKEN_COVENANTS.values(), ids=BROKEN_COVENANTS)
def test_a_broken_covenant_is_refused_whole(block, saved, change, said):
    before = dump(block)

    done = run("import-covenant", saved(COVENANT, change))

    assert done.exit_code == 1
    assert done.stderr.startswith(said), done.stderr
    assert done.stderr.endswith("Chưa có gì được ghi.\n")
    assert done.stdout == ""
    assert dump(block) == before


BROKEN_UNITS = {
    "a unit listed twice": (
        cell("Đơn vị", "C3", "A"),
        "LỖI – Ô C3 trang Đơn vị: đơn vị A được ghi hai lần trong khối K1",
    ),
    "a unit without a code": (
        cell("Đơn vị", "C3", None),
        "LỖI – Ô C3 trang Đơn vị: thiếu «Mã đơn vị»",
    ),
    "a year in words": (
        cell("Đơn vị", "G3", "năm ngoái"),
        "LỖI – Ô G3 trang Đơn vị: năm «năm ngoái» phải là số như 2025",
    ),
    "no header": (
        cell("Đơn vị", "C1", "Cột lạ"),
        "LỖI – Ô C1 trang Đơn vị: dòng tiêu đề không có cột «Mã đơn vị»; cột «Cột lạ» (ô C1) không "
        "được đọc; hãy ghi tiêu đề đúng như tệp mẫu",
    ),
}


@pytest.mark.parametrize(("change", "said"), BROKEN_UNITS.values(), ids=BROKEN_UNITS)
def test_a_broken_unit_list_is_refused_whole(sqlite_url, saved, change, said):
    before = dump(sqlite_url)

    done = run("import-units", saved(UNITS, change))

    assert done.exit_code == 1
    assert done.stderr.startswith(said), done.stderr
    assert done.stdout == ""
    assert dump(sqlite_url) == before


@pytest.mark.parametrize("command", ["import-units", "import-covenant"])
def test_what_is_no_workbook_is_refused(block, tmp_path, command):
    text = tmp_path / "ghi-chu.xlsx"
    text.write_text("không phải sổ Excel", encoding="utf-8")

    for file, said in (
        (text, "không phải sổ Excel .xlsx"),
        (tmp_path / "x.xlsx", "Không tìm thấy"),
    ):
        done = run(command, file)
        assert (done.exit_code, done.stdout) == (1, "")
        assert said in done.stderr


def test_an_unknown_block_or_year_is_refused(block, saved):
    before = dump(block)
    file = saved(SCORES)

    for done in (
        import_scores(file, name="K9"),
        import_scores(file, year=1999),
        run("standings", "--block", "K9", "--year", 2025),
    ):
        assert (done.exit_code, done.stdout) == (1, "")
        assert "chưa có kỳ thi đua năm" in done.stderr
    assert dump(block) == before


@pytest.mark.parametrize(
    "words",
    [
        ("lenh-la",),
        ("import-units",),
        ("import-scores", "x.xlsx", "--block", "K1", "--year", "2025"),
        ("import-scores", "x.xlsx", "--block", "K1", "--year", "2025", "--hand", "cross"),
        ("standings", "--block", "K1", "--year", "năm nay"),
        ("standings", "--block", "K1", "--year", "2025", "--la"),
    ],
    ids=" ".join,
)
def test_misuse_has_exit_code_two(block, words):
    before = dump(block)

    done = run(*words)

    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr
    assert dump(block) == before


def test_commands_before_init_say_what_to_do(blank_sqlite_url, saved):
    for words in (
        ("import-units", saved(UNITS)),
        ("standings", "--block", "K1", "--year", 2025),
    ):
        done = run(*words)
        assert (done.exit_code, done.stdout) == (1, "")
        assert "python -m thidua init" in done.stderr
    assert not sqlite_file(blank_sqlite_url).exists()


def test_the_demo_is_made_once(blank_sqlite_url):
    assert run("demo").exit_code == 0
    before = dump(blank_sqlite_url)

    again = run("demo")

    assert (again.exit_code, again.stdout) == (1, "")
    assert again.stderr == "Khối mẫu «KTD-STC» đã có trong cơ sở dữ liệu; không tạo lại.\n"
    assert dump(blank_sqlite_url) == before


@pytest.mark.parametrize("kind", ["xlsx", "mau-tu-cham", "mau-tham-dinh", "giao-uoc", "don-vi"])
def test_every_kind_of_export_is_a_workbook(block, saved, tmp_path, kind):
    import_scores(saved(SCORES))
    file = tmp_path / "ra.xlsx"

    done = run("export", kind, "--block", "K1", "--year", 2025, "--to", file)

    assert (done.exit_code, done.stdout) == (0, f"Đã ghi {file}\n")
    assert load_workbook(BytesIO(file.read_bytes())).sheetnames


def test_the_tracking_sheet_is_of_one_unit(block, saved, tmp_path):
    import_scores(saved(SCORES))
    file, place = tmp_path / "phieu.xlsx", ("--block", "K1", "--year", 2025)

    done = run("export", "phieu-theo-doi", *place, "--unit", "A", "--to", file)

    assert (done.exit_code, done.stdout) == (0, f"Đã ghi {file}\n")
    assert load_workbook(BytesIO(file.read_bytes())).sheetnames == [
        *("Phiếu theo dõi", "Người chấm", "Minh chứng", "Thay đổi")
    ]
    for kind, more in (("phieu-theo-doi", ()), ("xlsx", ("--unit", "A"))):
        asked = run("export", kind, *place, *more, "--to", file)
        assert (asked.exit_code, "--unit" in asked.stderr) == (2, True)
    strange = run("export", "phieu-theo-doi", *place, "--unit", "LẠ", "--to", file)
    assert (strange.exit_code, "không phải thành viên" in strange.stderr) == (1, True)


def test_the_slides_are_exported_with_their_options(block, saved, tmp_path):
    import_scores(saved(SCORES))
    plain, hidden = tmp_path / "ra.pptx", tmp_path / "an.pptx"
    place = ("export", "pptx", "--block", "K1", "--year", 2025)

    done = run(*place, "--to", plain)
    run(*place, "--hide-ranking", "--units", "--to", hidden)

    assert (done.exit_code, done.stdout) == (0, f"Đã ghi {plain}\n")
    told = [one.shapes.title.text for one in Presentation(plain).slides]
    masked = [one.shapes.title.text for one in Presentation(hidden).slides]
    assert told[3] == "Dẫn đầu: B 95,00; hơn thứ hai 18,50 điểm"
    assert masked[3] == "Dẫn đầu: Đơn vị hạng 1 95,00; hơn thứ hai 18,50 điểm"
    assert len(masked) == len(told) + 3


def test_options_of_the_slides_go_with_nothing_else(block, tmp_path):
    done = run(
        *("export", "xlsx", "--block", "K1", "--year", 2025, "--units"),
        *("--to", tmp_path / "ra.xlsx"),
    )

    assert done.exit_code == 2
    assert "chỉ đi cùng pptx" in done.stderr


def test_slides_of_a_block_without_scores_are_refused(block, tmp_path):
    file = tmp_path / "ra.pptx"

    done = run("export", "pptx", "--block", "K1", "--year", 2025, "--to", file)

    assert (done.exit_code, done.stdout) == (1, "")
    assert "chưa có số liệu để trình chiếu" in done.stderr
    assert not file.exists()


def test_the_booklet_of_the_law_needs_no_block(sqlite_url, tmp_path):
    file, again = tmp_path / "sach.docx", tmp_path / "lai.docx"

    done = run("export", "booklet", "--out", file, "--year", 2026)
    run("export", "booklet", "--out", again, "--year", 2026)

    assert (done.exit_code, done.stdout) == (0, f"Đã ghi {file}\n")
    assert "SÁCH LUẬT KHEN THƯỞNG" in Document(file).paragraphs[0].text
    assert file.read_bytes() == again.read_bytes()


def test_what_is_of_a_block_asks_for_the_block(sqlite_url, tmp_path):
    done = run("export", "xlsx", "--out", tmp_path / "ra.xlsx")

    assert done.exit_code == 2
    assert "cần --block và --year" in done.stderr


def test_what_was_exported_can_be_imported(block, saved, tmp_path):
    import_scores(saved(SCORES))
    before = dump(block)
    file = tmp_path / "mau.xlsx"
    run("export", "mau-tham-dinh", "--block", "K1", "--year", 2025, "--to", file)

    done = import_scores(file)

    assert (done.exit_code, done.stderr) == (0, "")
    groups = "".join(
        f"  Dòng {row} trang {unit} («{code}»): nhóm\n"
        for unit in "ABC"
        for row, code in ((7, "I"), (10, "II"))
    )
    assert done.stdout == (
        "Đã nhập: mới 0, đổi 0, bỏ 0, giữ nguyên 0.\n"
        "32 dòng có nội dung: 9 dòng được đọc (giữ nguyên 9), 23 dòng bỏ qua (13 dòng trên dòng "
        f"tiêu đề, 4 dòng tiêu đề, 6 dòng nhóm).\n{groups}"
    )
    assert dump(block) == before


EVENTS = {
    "Từng lượt": [
        ["Mã đơn vị", "Mã tiêu chí", "Ngày", "Số văn bản", "Số lượt", "Minh chứng"],
        ["B", "II.1", "04/03/2025", "15/BC", 2, "Công văn nhắc"],
        ["B", "II.1", "05/04/2025", "15/BC", None, None],
    ]
}


def test_events_are_brought_in_beside_the_scores_and_told_in_the_reasons(block, saved):
    done = import_scores(saved(SCORES | EVENTS))

    assert done.exit_code == 0
    told = "số văn bản «15/BC»: kê hai lần trong đơn vị, tiêu chí II.1"
    assert f"Ô D2 trang Từng lượt: {told} (ngày 05/04/2025)" in done.stderr
    assert f"Ô D3 trang Từng lượt: {told} (ngày 04/03/2025)" in done.stderr
    assert "13 dòng có nội dung: 11 dòng được đọc (mới 11), 2 dòng bỏ qua" in done.stdout
    units = json.loads(show("--json").stdout)["units"]
    (found,) = [one for one in units if one["unit"] == "B"]
    assert found["lines"]["II.1"]["explain"].endswith(
        "; kê từng lượt: 2 lượt ngày 04/03/2025, số 15/BC, minh chứng «Công văn nhắc»; 1 lượt "
        "ngày 05/04/2025, số 15/BC"
    )


def test_events_that_do_not_add_up_to_the_count_refuse_the_whole_file(block, saved):
    before = dump(block)

    done = import_scores(saved(SCORES | EVENTS, cell("Từng lượt", "E3", 2)))

    assert done.exit_code == 1
    assert (
        "LỖI – Ô E7 trang Bảng điểm: II.1: ô Số lượt ghi 3 lượt nhưng danh sách từng lượt cộng "
        "được 4"
    ) in done.stderr
    assert dump(block) == before
