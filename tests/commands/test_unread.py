"""Nội dung không được đọc: a second sheet, a column without a title, a cell beside a setting."""

import pytest
from openpyxl import load_workbook

from tests.commands.test_headings import (
    AWARDS,
    CASE,
    COVENANT_FILE,
    FACTS,
    NOTHING,
    PEOPLE,
    SELF,
    UNITS,
    VERIFIED,
    done,
    dump,
    made,
    run,
    template,
    url,
)

__all__ = ["made", "url"]

SCORES = {
    "Bảng điểm": [
        ["Mã đơn vị", "Mã tiêu chí", "Điểm", "Giải trình"],
        ["A", "I.1", 50, "lý do"],
        ["A", "I.2", 30, None],
    ]
}
IMPORTS = {
    "import-units": (UNITS, ()),
    "import-people": (PEOPLE, ()),
    "import-facts": (FACTS, ()),
    "import-awards": (AWARDS, ()),
    "import-scores": (SCORES, SELF),
}
SECOND = "mà không được đọc; hãy gộp vào một trang hoặc xóa trang này"
UNREAD = "có nội dung mà không được đọc; nếu là dữ liệu cần nhập thì ghi như tệp mẫu"
UNTITLED = "cột không có tiêu đề mà có nội dung nên không được đọc; hãy ghi tiêu đề hoặc xóa cột"


@pytest.fixture
def covenant(tmp_path):
    """`covenant(change)` is the covenant's workbook, changed."""

    def change_it(change):
        book = load_workbook(COVENANT_FILE)
        change(book)
        book.save(tmp_path / "giao_uoc.xlsx")
        return tmp_path / "giao_uoc.xlsx"

    return change_it


def copied(title):
    def change(book):
        book.copy_worksheet(book[title]).title = f"{title} (2)"

    return change


@pytest.mark.parametrize("name", ["(2)", ""])
@pytest.mark.parametrize("command", ["import-units", "import-scores"])
def test_a_second_sheet_of_the_form_that_is_read_is_refused(url, made, command, name):
    content, words = IMPORTS[command]
    ((title, rows),) = content.items()
    second = f"{title} {name}" if name else "Sheet2"
    before = dump(url)

    refused = run(command, made({title: rows, second: rows}), *words)

    assert (refused.exit_code, dump(url)) == (1, before)
    assert refused.stderr == (
        f"LỖI – Trang {second}: trang này có cùng cột với trang «{title}» {SECOND}\n"
        f"Có 1 lỗi, {NOTHING}\n"
    )


@pytest.mark.parametrize("command", ["import-people", "import-facts"])
def test_a_second_list_of_people_or_facts_is_read_with_the_first(url, made, command):
    ((title, (head, row)),) = IMPORTS[command][0].items()
    other = ["P2" if command == "import-people" else "B", *row[1:]]

    both = done(command, made({title: [head, row], f"{title} (2)": [head, other]}))

    assert (both.stderr, both.stdout.startswith("Đã nhập: mới 2")) == ("", True)


@pytest.mark.parametrize(
    ("title", "same"),
    [("Giao ước", "mục"), ("Tiêu chí", "cột"), ("Xếp hạng", "cột")],
)
def test_a_second_sheet_of_a_covenant_is_refused(url, covenant, title, same):
    before = dump(url)

    refused = run("import-covenant", covenant(copied(title)))

    assert (refused.exit_code, dump(url)) == (1, before)
    said = f"LỖI – Trang {title} (2): trang này có cùng {same} với trang «{title}» {SECOND}\n"
    assert said in refused.stderr


def test_a_flat_sheet_beside_unit_sheets_is_refused_and_a_unit_sheet_beside_a_flat_one(
    url, made, tmp_path
):
    def add(book):
        book.create_sheet("Bảng điểm")
        for row in SCORES["Bảng điểm"]:
            book["Bảng điểm"].append(row)

    book = load_workbook(CASE / "mau_doi_ten_cot.xlsx")
    del book["_thidua"]
    add(book)
    book.save(tmp_path / "hai_kieu.xlsx")

    refused = run("import-scores", tmp_path / "hai_kieu.xlsx", *SELF)

    assert refused.stderr == "".join(
        [
            *(
                f"LỖI – Trang {unit}: trang này có cùng cột với trang «Bảng điểm» {SECOND}\n"
                for unit in "AB"
            ),
            f"Có 2 lỗi, {NOTHING}\n",
        ]
    )


NOTES = [["Việc", "Người"], ["Gọi lại", "An"]]


@pytest.mark.parametrize("command", IMPORTS)
@pytest.mark.parametrize("at", [0, 1])
def test_a_sheet_of_notes_is_told_wherever_it_stands(url, made, command, at):
    content, words = IMPORTS[command]
    sheets = [*content.items()]
    sheets.insert(at, ("Việc riêng", NOTES))

    passed = done(command, made(dict([*sheets, ("Trống", [])])), *words)

    assert passed.stderr == f"Cảnh báo – Trang Việc riêng: trang này {UNREAD}\n"


def test_a_sheet_of_notes_beside_a_covenant_is_told_and_a_hidden_one_too(url, covenant):
    def change(book):
        for title in ("Việc riêng", "Nháp", "Hướng dẫn"):
            for row in NOTES:
                (book[title] if title in book else book.create_sheet(title)).append(row)
        book["Nháp"].sheet_state = "hidden"

    checked = run("import-covenant", covenant(change), "--check")

    told = [line for line in checked.stderr.splitlines() if "không được đọc" in line]
    assert told == [
        f"Cảnh báo – Trang Việc riêng: trang này {UNREAD}",
        f"Cảnh báo – Trang Nháp: trang ẩn này {UNREAD}",
    ]


def test_a_sheet_of_notes_beside_a_template_is_told_and_its_own_hidden_sheets_are_not(
    url, tmp_path
):
    book = load_workbook(template(tmp_path))
    for row in NOTES:
        (book["Việc riêng"] if "Việc riêng" in book else book.create_sheet("Việc riêng")).append(
            row
        )
    book.save(tmp_path / "them.xlsx")

    assert "_thidua" in book.sheetnames
    passed = done("import-scores", tmp_path / "them.xlsx", *VERIFIED)
    assert passed.stderr == f"Cảnh báo – Trang Việc riêng: trang này {UNREAD}\n"


@pytest.mark.parametrize("blank", [None, "  "])
@pytest.mark.parametrize("command", IMPORTS)
def test_a_column_without_a_title_is_told_and_stops_no_list(url, made, command, blank):
    content, words = IMPORTS[command]
    ((title, (head, first, *rest)),) = content.items()
    cell = f"{'ABCDEFGH'[len(head)]}1"

    file = made({title: [[*head, blank, blank], [*first, "gì đó", blank], *rest]})

    passed = done(command, file, *words)

    assert passed.stderr == f"Cảnh báo – Ô {cell} trang {title}: {UNTITLED}\n"
    assert passed.stdout.startswith("Đã nhập: ")


@pytest.mark.parametrize("command", IMPORTS)
def test_a_needed_column_without_a_title_is_refused_with_its_cell(url, made, command):
    content, words = IMPORTS[command]
    ((title, ((needed, *head), *rows)),) = content.items()
    before = dump(url)

    refused = run(command, made({title: [[None, *head], *rows]}), *words)

    assert refused.stderr == (
        f"LỖI – Ô A1 trang {title}: dòng tiêu đề không có cột «{needed}»; cột không có tiêu đề "
        f"(ô A1) không được đọc; hãy ghi tiêu đề đúng như tệp mẫu\nCó 1 lỗi, {NOTHING}\n"
    )
    assert dump(url) == before


def test_the_points_of_a_flat_sheet_without_a_title_are_no_success(url, made):
    head, *rows = SCORES["Bảng điểm"]

    refused = run(
        "import-scores", made({"Bảng điểm": [[*head[:2], None, head[3]], *rows]}), *VERIFIED
    )

    assert refused.exit_code == 1
    assert "LỖI – Ô C1 trang Bảng điểm: dòng tiêu đề không có cột «Điểm» mà " in refused.stderr


@pytest.mark.parametrize(
    ("sheet", "title", "value"),
    [
        *(("Tiêu chí", title, "thưởng") for title in ("Dấu", "Điều kiện chặn", "Ghi chú")),
        *(("Xếp hạng", title, "1") for title in ("Thứ tự", "Giá trị")),
        *((sheet, None, "của ai") for sheet in ("Tiêu chí", "Xếp hạng")),
    ],
)
def test_a_column_of_a_covenant_without_a_title_is_refused(url, covenant, sheet, title, value):
    before = dump(url)
    cells = []

    def change(book):
        page = book[sheet]
        head = [cell.value for cell in page[1]]
        column = head.index(title) + 1 if title else len(head) + 1
        cells.append(page.cell(1, column))
        page.cell(1, column).value = None
        page.cell(2, column).value = value

    refused = run("import-covenant", covenant(change))

    assert (refused.exit_code, dump(url)) == (1, before)
    assert f"LỖI – Ô {cells[0].coordinate} trang {sheet}: {UNTITLED}\n" in refused.stderr


def test_a_column_under_a_title_merged_over_it_has_a_title(url, made, tmp_path):
    head, first, second = SCORES["Bảng điểm"]
    rows = [[*head, "Ghi riêng", None], [*first, 1, 2], second]
    book = load_workbook(made({"Bảng điểm": rows}))
    book["Bảng điểm"].merge_cells("E1:F1")
    book.save(tmp_path / "gop.xlsx")

    passed = done("import-scores", tmp_path / "gop.xlsx", *SELF)

    assert passed.stderr == (
        "Cảnh báo – Ô E1 trang Bảng điểm: cột «Ghi riêng» không được đọc; nếu là cột cần nhập thì "
        "ghi tiêu đề như tệp mẫu\n"
    )


def test_what_stands_beside_the_value_of_a_setting_is_told(url, covenant):
    def change(book):
        page = book["Giao ước"]
        page["C1"], page["C2"], page["E3"], page["D3"] = "Giá trị 2027", "K2", 2027, "  "
        page["A20"] = 7

    checked = run("import-covenant", covenant(change), "--check")

    one = "chỉ lấy một giá trị, là ô đầu tiên sau tên mục"
    told = [line for line in checked.stderr.splitlines() if "không được đọc" in line]
    names = [load_workbook(COVENANT_FILE)["Giao ước"][cell].value for cell in ("A2", "A3")]
    assert told == [
        f"Cảnh báo – Ô C2 trang Giao ước: «K2» không được đọc; mục «{names[0]}» {one}",
        f"Cảnh báo – Ô E3 trang Giao ước: «2027» không được đọc; mục «{names[1]}» {one}",
        "Cảnh báo – Ô A20 trang Giao ước: ô đầu dòng «7» không phải tên mục nên dòng này không "
        "được đọc; hãy ghi tên mục rồi đến giá trị",
    ]
    assert checked.exit_code == 0


def test_a_setting_after_a_number_is_not_lost_unsaid(url, covenant):
    def change(book):
        page = book["Giao ước"]
        page["A20"], page["B20"], page["C20"] = 7, "Cách làm tròn", "Cắt bỏ"

    refused = run("import-covenant", covenant(change))

    assert refused.exit_code == 1
    assert (
        "LỖI – Ô A20 trang Giao ước: ô đầu dòng «7» không phải tên mục nên dòng này không được đọc"
    ) in refused.stderr
