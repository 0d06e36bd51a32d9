"""Dòng tiêu đề của mọi tệp nhập: a renamed, absent or doubled column takes nothing away.

`renamed_column/` holds a block of two units, its covenant and scores, the flat sheet and the filled
template in which somebody wrote «Điểm thẩm định» over the column «Điểm».
"""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from typer.testing import CliRunner

from thidua.commands.app import app
from thidua.db.engine import sqlite_file

CASE = Path(__file__).with_name("renamed_column")
COVENANT_FILE = CASE / "giao_uoc.xlsx"
VERIFIED = ("--block", "K1", "--year", 2026, "--hand", "verified")
SELF = ("--block", "K1", "--year", 2026, "--hand", "self")
NOTHING = "chưa có gì được ghi."


def run(*words):
    return CliRunner().invoke(app, [str(word) for word in words])


def done(*words):
    found = run(*words)
    assert found.exit_code == 0, found.stderr
    return found


def dump(url):
    with closing(sqlite3.connect(sqlite_file(url))) as raw:
        return list(raw.iterdump())


def totals():
    shown = done("standings", "--block", "K1", "--year", 2026, "--json")
    return [(one["unit"], one["total"], one["rank"]) for one in json.loads(shown.stdout)["units"]]


@pytest.fixture
def url(sqlite_url):
    """Khối hai đơn vị đã có điểm thẩm định, một cá nhân, một dữ kiện và một lần khen."""
    done("import-units", CASE / "don_vi.xlsx")
    done("import-covenant", COVENANT_FILE)
    done("import-scores", CASE / "bang_diem.xlsx", *VERIFIED)
    return sqlite_url


@pytest.fixture
def made(tmp_path):
    """`made({trang: các dòng})` is a workbook; `made(file, sheet, {ô: chữ})` a changed copy."""

    def make(content, sheet="", cells=None):
        if isinstance(content, dict):
            book = Workbook()
            book.remove(book.active)
            for title, rows in content.items():
                page = book.create_sheet(title)
                for row in rows:
                    page.append(row)
        else:
            book = load_workbook(content)
            for address, text in (cells or {}).items():
                book[sheet][address] = text
        file = tmp_path / f"{len(list(tmp_path.iterdir()))}.xlsx"
        book.save(file)
        return file

    return make


def template(tmp_path):
    file = tmp_path / "mau.xlsx"
    done("export", "mau-tham-dinh", "--block", "K1", "--year", 2026, "--to", file)
    return file


STARTED = [("A", "93.00", 1), ("B", "86.00", 2)]


ACCOUNT = (
    "16 dòng có nội dung: 4 dòng được đọc ({}), 12 dòng bỏ qua (8 dòng trên dòng tiêu đề, 2 dòng "
    "tiêu đề, 2 dòng nhóm).\n  Dòng 7 trang A («I»): nhóm\n  Dòng 7 trang B («I»): nhóm\n"
)


def test_a_template_with_a_renamed_column_takes_no_points_away(url, made, tmp_path):
    assert totals() == STARTED
    renamed = made(template(tmp_path), "A", {"J6": "Điểm đã sửa"})
    before = dump(url)

    refused = run("import-scores", renamed, *VERIFIED)

    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr == (
        "LỖI – Ô J6 trang A: dòng tiêu đề không có cột «Điểm»; cột «Điểm đã sửa» (ô J6) không được "
        "đọc; hãy ghi tiêu đề đúng như tệp mẫu, có lẽ sửa «Điểm đã sửa» thành «Điểm»\n"
        f"Có 1 lỗi, {NOTHING}\n"
    )
    assert (dump(url), totals()) == (before, STARTED)


def test_the_points_of_the_hand_that_is_imported_may_say_whose_they_are(url, made, tmp_path):
    before = dump(url)

    for file in (
        made(template(tmp_path), "A", {"J6": "Điểm thẩm định"}),
        CASE / "mau_doi_ten_cot.xlsx",
    ):
        same = done("import-scores", file, *VERIFIED)

        assert same.stderr == (
            "Lưu ý – Ô J6 trang A: cột «Điểm thẩm định» được đọc là cột «Điểm»\n"
        )
        assert same.stdout == (
            "Đã nhập: mới 0, đổi 0, bỏ 0, giữ nguyên 0.\n" + ACCOUNT.format("giữ nguyên 4")
        )
    assert (dump(url), totals()) == (before, STARTED)


def test_the_points_of_another_hand_are_no_success(url):
    before = dump(url)

    refused = run("import-scores", CASE / "bang_diem_cot_khac.xlsx", *SELF)

    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr == (
        "LỖI – Ô G1 trang Bảng điểm: cột «Điểm thẩm định» không phải điểm «Tự chấm» đang nhập; "
        "hãy chọn đúng bên chấm, hoặc ghi tiêu đề «Điểm» nếu đúng là điểm ấy\n"
        "Lưu ý – Ô G1 trang Bảng điểm: cột «Điểm thẩm định» được đọc là cột «Điểm»\n"
        f"Có 1 lỗi, {NOTHING}\n"
    )
    assert dump(url) == before


def test_points_of_two_hands_side_by_side_are_refused_by_name(url, made):
    before = dump(url)
    head = ["Mã đơn vị", "Mã tiêu chí", "Điểm tự chấm", "Điểm thẩm định"]

    refused = run("import-scores", made({"Bảng điểm": [head, ("A", "I.1", 50, 40)]}), *SELF)

    assert "«Điểm tự chấm» (ô C1), «Điểm thẩm định» (ô D1) đều có nghĩa là cột «Điểm»" in (
        refused.stderr
    )
    assert (refused.exit_code, dump(url)) == (1, before)


@pytest.mark.parametrize("title", ["  ĐIỂM ", "Điểm\n", "điểm", "Đie\u0302\u0309m"])
def test_spaces_case_and_line_breaks_in_a_title_are_the_same_title(url, made, tmp_path, title):
    same = done("import-scores", made(template(tmp_path), "A", {"J6": title}), *VERIFIED)

    assert (same.stderr, same.stdout) == (
        "",
        "Đã nhập: mới 0, đổi 0, bỏ 0, giữ nguyên 0.\n" + ACCOUNT.format("giữ nguyên 4"),
    )
    assert totals() == STARTED


@pytest.mark.parametrize("title", ["Điểm", "ĐIỂM"])
def test_two_columns_of_one_title_are_refused(url, made, tmp_path, title):
    before = dump(url)

    refused = run("import-scores", made(template(tmp_path), "A", {"M6": title}), *VERIFIED)

    assert refused.stderr == (
        "LỖI – Ô M6 trang A: 2 cột cùng mang tiêu đề «Điểm» (ô J6, M6); hãy để một cột\n"
        f"Có 1 lỗi, {NOTHING}\n"
    )
    assert dump(url) == before


def test_a_title_merged_over_two_columns_is_refused_too(url, tmp_path):
    noted = Workbook()
    noted.active.title = "Bảng điểm"
    noted.active.append(["Mã đơn vị", "Mã tiêu chí", "Điểm"])
    noted.active.append(["A", "I.1", 50, 51])
    noted.active.merge_cells("C1:D1")
    noted.save(tmp_path / "gop.xlsx")
    before = dump(url)

    refused = run("import-scores", tmp_path / "gop.xlsx", *VERIFIED)

    assert refused.stderr == (
        "LỖI – Ô D1 trang Bảng điểm: 2 cột cùng mang tiêu đề «Điểm» (ô C1, D1); hãy để một cột\n"
        f"Có 1 lỗi, {NOTHING}\n"
    )
    assert dump(url) == before


def test_an_own_column_is_told_and_stops_nothing(url, made, tmp_path):
    cells = {"M6": "Ghi chú riêng", "M8": "hỏi lại", "J8": 50, "N6": "STT"}

    passed = done("import-scores", made(template(tmp_path), "A", cells), *VERIFIED)

    assert passed.stderr == (
        "Cảnh báo – Ô M6 trang A: cột «Ghi chú riêng» không được đọc; nếu là cột cần nhập thì ghi "
        "tiêu đề như tệp mẫu\n"
    )
    assert passed.stdout == (
        "Đã nhập: mới 0, đổi 1, bỏ 0, giữ nguyên 0.\n" + ACCOUNT.format("đổi 1, giữ nguyên 3")
    )
    assert totals() == [("A", "88.00", 1), ("B", "86.00", 2)]


def test_emptied_lines_are_told_before_they_go(url, made, tmp_path):
    file = made(template(tmp_path), "A", {"J8": None, "J9": None})

    checked = done("import-scores", file, *VERIFIED, "--check")

    assert checked.stderr == (
        "Cảnh báo – Đơn vị A: 2 dòng đang có điểm mà tệp để trống (I.1, I.2); nhập tệp này là bỏ "
        "điểm các dòng ấy\n"
    )
    assert checked.stdout == (
        "Chỉ xem trước: mới 0, đổi 0, bỏ 2, giữ nguyên 0.\n" + ACCOUNT.format("bỏ 2, giữ nguyên 2")
    )
    assert totals() == STARTED


def test_a_sheet_that_names_no_unit_is_not_left_out_unsaid(url, made, tmp_path):
    refused = run(
        "import-scores",
        made(template(tmp_path), "A", {"A2": "Ký hiệu phòng", "A3": "Phòng"}),
        *VERIFIED,
    )

    assert refused.exit_code == 1
    assert refused.stderr.startswith(
        "LỖI – Trang A: trang này có bảng điểm nhưng không có ô «Mã đơn vị» ghi mã bên cạnh; "
    )


NOTED = ("Mã đơn vị", "Mã tiêu chí", "Điểm", "Giải trình", "Minh chứng")


def test_a_flat_sheet_without_notes_leaves_the_notes(url, made):
    noted = {"Bảng điểm": [NOTED, ("A", "I.1", 55, "lý do", "tệp 7")]}
    done("import-scores", made(noted), *SELF)
    bare = {"Bảng điểm": [NOTED[:3], ("A", "I.1", 54)]}

    changed = done("import-scores", made(bare), *SELF)

    assert changed.stdout == (
        "Đã nhập: mới 0, đổi 1, bỏ 0, giữ nguyên 0.\n"
        "2 dòng có nội dung: 1 dòng được đọc (đổi 1), 1 dòng bỏ qua (1 dòng tiêu đề).\n"
    )
    with closing(sqlite3.connect(sqlite_file(url))) as raw:
        wanted = (
            "SELECT points, explanation, evidence FROM score_line WHERE live AND evidence <> ''"
        )
        ((points, *notes),) = raw.execute(wanted)
    assert (float(points), notes) == (54, ["lý do", "tệp 7"])
    again = done("import-scores", made(bare), *SELF)
    assert again.stdout == (
        "Đã nhập: mới 0, đổi 0, bỏ 0, giữ nguyên 1.\n"
        "2 dòng có nội dung: 1 dòng được đọc (giữ nguyên 1), 1 dòng bỏ qua (1 dòng tiêu đề).\n"
    )


UNIT_HEAD = ["Mã khối", "Tên khối", "Mã đơn vị", "Tên đơn vị", "Tên ngắn", "Loại", "Năm"]
UNITS = {"Đơn vị": [UNIT_HEAD, ["K1", "Khối phòng", "A", "Phòng Ánh", "A", "Phòng", 2026]]}
PEOPLE_HEAD = ["Mã", "Họ tên", "Mã đơn vị", "Chức vụ", "Lãnh đạo"]
PEOPLE = {"Cá nhân": [PEOPLE_HEAD, ["P1", "Trần An", "A", "Trưởng phòng", "có"]]}
FACT_HEAD = ["Mã", "Dữ kiện", "Năm", "Giá trị", "Minh chứng"]
FACTS = {"Dữ kiện": [FACT_HEAD, ["A", "so_nguoi", 2026, 42, "Danh sách"]]}
AWARD_HEAD = ["Mã", "Danh hiệu", "Năm", "Số quyết định", "Ngày", "Cơ quan"]
GIVEN = ["A", "giay-khen", 2025, "12/QĐ", "20/01/2026", "Sở"]
AWARDS = {"Khen thưởng": [AWARD_HEAD, GIVEN]}
LISTS = {
    "import-units": UNITS,
    "import-people": PEOPLE,
    "import-facts": FACTS,
    "import-awards": AWARDS,
}
NEEDED = [
    *(("import-units", title) for title in ("Mã khối", "Mã đơn vị", "Tên đơn vị", "Năm")),
    *(("import-people", title) for title in ("Mã", "Họ tên", "Mã đơn vị")),
    *(("import-facts", title) for title in ("Mã", "Dữ kiện", "Giá trị")),
    *(("import-awards", title) for title in ("Mã", "Danh hiệu", "Năm")),
]


def with_head(content, change):
    ((title, (head, *rows)),) = content.items()
    return {title: [change(list(head)), *rows]}


@pytest.mark.parametrize(("command", "title"), NEEDED)
def test_a_list_with_a_needed_column_renamed_names_both(url, made, command, title):
    before = dump(url)
    content = with_head(
        LISTS[command], lambda head: [f"{one} cũ" if one == title else one for one in head]
    )

    refused = run(command, made(content))

    ((sheet, (head, *_)),) = LISTS[command].items()
    cell = f"{'ABCDEFG'[head.index(title)]}1"
    assert refused.stderr == (
        f"LỖI – Ô {cell} trang {sheet}: dòng tiêu đề không có cột «{title}»; cột «{title} cũ» "
        f"(ô {cell}) không được đọc; hãy ghi tiêu đề đúng như tệp mẫu, có lẽ sửa «{title} cũ» "
        f"thành «{title}»\nCó 1 lỗi, {NOTHING}\n"
    )
    assert (refused.exit_code, dump(url)) == (1, before)


@pytest.mark.parametrize("command", LISTS)
def test_a_list_with_two_columns_of_one_title_is_refused(url, made, command):
    before = dump(url)

    refused = run(command, made(with_head(LISTS[command], lambda head: [*head, head[1]])))

    assert refused.exit_code == 1
    assert f"2 cột cùng mang tiêu đề «{next(iter(LISTS[command].values()))[0][1]}»" in (
        refused.stderr
    )
    assert dump(url) == before


@pytest.mark.parametrize("command", LISTS)
def test_a_list_with_an_own_column_says_so_and_is_read(url, made, command):
    done_well = done(command, made(with_head(LISTS[command], lambda head: [*head, "Ghi chú tôi"])))

    assert "cột «Ghi chú tôi» không được đọc" in done_well.stderr
    assert done_well.stdout.startswith("Đã nhập: ")


@pytest.mark.parametrize("command", LISTS)
def test_a_second_list_in_the_book_with_a_renamed_column_is_not_left_out(url, made, command):
    ((title, rows),) = LISTS[command].items()
    broken = with_head(LISTS[command], lambda head: [f"{head[0]} lạ", *head[1:]])

    refused = run(command, made({title: rows, "Trang hai": broken[title]}))

    said = {
        "import-units": "LỖI – Trang Trang hai: trang này có cùng cột với trang «Đơn vị» mà không "
    }
    told = said.get(command, "trang Trang hai: dòng tiêu đề không có cột «Mã»")
    assert (refused.exit_code, told in refused.stderr) == (1, True)


SHORTER = {
    "import-units": (UNITS, ["Tên khối", "Tên ngắn", "Loại"]),
    "import-people": (PEOPLE, ["Chức vụ", "Lãnh đạo"]),
    "import-facts": (FACTS, ["Minh chứng"]),
    "import-awards": (AWARDS, ["Số quyết định", "Ngày", "Cơ quan"]),
}


@pytest.mark.parametrize(("command", "content", "gone"), [(k, *v) for k, v in SHORTER.items()])
def test_an_absent_column_leaves_what_is_stored(url, made, command, content, gone):
    done(command, made(content))
    before = dump(url)
    ((title, (head, row)),) = content.items()
    kept = [place for place, one in enumerate(head) if one not in gone]
    shorter = {title: [[head[at] for at in kept], [row[at] for at in kept]]}

    again = done(command, made(shorter))

    assert "đổi 0, bỏ 0" in again.stdout
    assert dump(url) == before


def test_the_example_of_a_template_is_nobodys_unit(url, made):
    before = dump(url)
    head = [f"{one} mới" if one == "Tên đơn vị" else one for one in UNIT_HEAD]
    example = ["KTD-5", "Khối thi đua số 5", "SNV", "Sở Nội vụ", "Nội vụ", "Sở", 2026]

    refused = run("import-units", made({"Đơn vị": [head], "Hướng dẫn": [UNIT_HEAD, example]}))

    assert refused.exit_code == 1
    assert "không có cột «Tên đơn vị»; cột «Tên đơn vị mới» (ô D1)" in refused.stderr
    assert dump(url) == before


def covenant_with(made, sheet, cells):
    return run("import-covenant", made(COVENANT_FILE, sheet, cells))


@pytest.mark.parametrize(
    ("sheet", "cell", "title"),
    [
        *(("Tiêu chí", "A1", "Mã"), ("Tiêu chí", "C1", "Điểm tối đa")),
        *(("Tiêu chí", "D1", "Cách chấm"), ("Tiêu chí", "E1", "Tham số")),
        *(("Tiêu chí", "F1", "Dấu"), ("Tiêu chí", "H1", "Điều kiện chặn")),
        *(("Xếp hạng", "A1", "Loại"), ("Xếp hạng", "C1", "Nội dung")),
        ("Xếp hạng", "D1", "Giá trị"),
    ],
)
def test_a_covenant_with_a_deciding_column_renamed_is_refused(url, made, sheet, cell, title):
    before = dump(url)

    refused = covenant_with(made, sheet, {cell: f"{title} mới"})

    assert refused.exit_code == 1
    assert (
        f"LỖI – Ô {cell} trang {sheet}: dòng tiêu đề không có cột «{title}»; cột «{title} mới» "
        f"(ô {cell}) không được đọc; hãy ghi tiêu đề đúng như tệp mẫu, có lẽ sửa "
        f"«{title} mới» thành «{title}»\n"
    ) in refused.stderr
    assert dump(url) == before


@pytest.fixture
def revised(tmp_path):
    """`revised(change)` is the covenant in force with something taken out of its workbook."""

    def revise(change):
        book = load_workbook(COVENANT_FILE)
        book["Tiêu chí"]["I3"] = "Điều 5"
        change(book)
        book.save(tmp_path / "sua.xlsx")
        return tmp_path / "sua.xlsx"

    return revise


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            lambda book: book["Tiêu chí"].delete_cols(9),
            "LỖI – Dòng 1 trang Tiêu chí: dòng tiêu đề không có cột «Căn cứ» mà bản đang dùng có "
            "nội dung; hãy thêm cột ấy như tệp mẫu; không có gì để ghi thì để trống\n",
        ),
        (
            lambda book: book["Xếp hạng"].delete_cols(2),
            "LỖI – Dòng 1 trang Xếp hạng: dòng tiêu đề không có cột «Thứ tự» mà bản đang dùng có "
            "nội dung; hãy thêm cột ấy như tệp mẫu; không có gì để ghi thì để trống\n",
        ),
        (
            lambda book: book.remove(book["Xếp hạng"]),
            "LỖI – Trang Xếp hạng: tệp thiếu trang «Xếp hạng» mà bản đang dùng có 1 dòng; hãy thêm "
            "trang ấy, thật sự bỏ thì để trang trống\n",
        ),
        (
            lambda book: setattr(book["Xếp hạng"], "title", "Xếp hạng 2026"),
            "LỖI – Trang Xếp hạng 2026: trang này có các cột của trang «Xếp hạng» nhưng mang tên "
            "khác nên không được đọc; hãy đặt tên trang là «Xếp hạng»\n",
        ),
    ],
)
def test_a_revision_without_what_is_in_use_is_refused(url, revised, change, said):
    done("import-covenant", revised(lambda book: None))
    before = dump(url)

    refused = run("import-covenant", revised(change))

    assert refused.exit_code == 1
    assert said in refused.stderr
    assert refused.stderr.endswith("Chưa có gì được ghi.\n")
    assert dump(url) == before


def test_a_revision_may_lack_a_column_that_nothing_is_in(url, revised):
    def change(book):
        book["Tiêu chí"].delete_cols(10)
        book["Tiêu chí"]["B3"] = "Nhiệm vụ chính"

    done("import-covenant", revised(lambda book: None))

    assert done("import-covenant", revised(change)).stdout.endswith("Đã nhập giao ước.\n")


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("BẢNG ĐIỂM NĂM 2025", "tên bảng ghi năm 2025 nhưng đang nhập vào năm 2026"),
        ("Bảng tự chấm điểm quý II", "tên bảng ghi Tự chấm nhưng đang nhập vào bản Thẩm định"),
        ("Bảng điểm năm 2026, ký ngày 5/1/2027", ""),
    ],
)
def test_the_title_above_a_flat_sheet_says_whose_scores_and_of_when(url, made, title, told):
    heading = ["Mã đơn vị", "Mã tiêu chí", "Điểm"]
    rows = [[title], [], heading, ["A", "I.1", 50], ["B", "I.1", 50]]

    found = done("import-scores", made({"Bảng điểm": rows}), *VERIFIED, "--check")

    assert ("tên bảng" in found.stderr) is bool(told)
    assert told in found.stderr
