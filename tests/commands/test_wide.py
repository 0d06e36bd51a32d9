"""Bảng của khối như đang có: read by its own words, compared with its own sums, never guessed.

`wide/` holds a block of three units, its covenant, the summary it keeps and one unit's own sheet.
"""

import json
from pathlib import Path

import pytest
import xlsxwriter

from tests.commands.test_headings import done, dump, run

CASE = Path(__file__).with_name("wide")
VERIFIED = ("--block", "K1", "--year", 2026, "--hand", "verified", "--wide")
SELF = ("--block", "K1", "--year", 2026, "--hand", "self", "--wide")


@pytest.fixture
def url(sqlite_url):
    """Khối ba phòng và giao ước của nó."""
    done("import-units", CASE / "don_vi.xlsx")
    done("import-covenant", CASE / "giao_uoc.xlsx")
    return sqlite_url


def board():
    shown = done("standings", "--block", "K1", "--year", 2026, "--json")
    return {one["unit"]: (one["total"], one["rank"]) for one in json.loads(shown.stdout)["units"]}


def test_the_summary_a_block_keeps_is_read_as_it_is(url):
    found = done("import-scores", CASE / "bang_tong_hop_nhu_nguoi_ta_co.xlsx", *VERIFIED)

    assert board() == {"A": ("92.50", 3), "B": ("95.00", 2), "C": ("98.00", 1)}
    assert found.stdout == (
        "Trang «Bảng tổng hợp»:\n"
        "  Cột A «TT»: mã, số thứ tự\n"
        "  Cột B «Nội dung tiêu chí»: nội dung tiêu chí\n"
        "  Cột C «Điểm chuẩn»: điểm tối đa\n"
        "  Cột D «Phòng Ánh»: đơn vị Ánh (A)\n"
        "  Cột E «Phòng Bình»: đơn vị Bình (B)\n"
        "  Cột F «Phòng Cúc»: đơn vị Cúc (C)\n"
        "  Dòng 5 «I Chuyên môn»: nhóm I (theo mã)\n"
        "  Dòng 6 «I.1 Nhiệm vụ»: tiêu chí I.1 (theo mã)\n"
        "  Dòng 7 «I.2 Báo cáo»: tiêu chí I.2 (theo mã)\n"
        "  Dòng 8 «II Xây dựng Đảng»: nhóm II (theo mã)\n"
        "  Dòng 9 «II.1 Quán triệt»: tiêu chí II.1 (theo mã)\n"
        "  Dòng 10 «Tổng cộng»: dòng cộng\n"
        "  Dòng 11 «Xếp hạng»: xếp hạng\n"
        "Đã nhập: mới 9, đổi 0, bỏ 0, giữ nguyên 0.\n"
    )
    assert found.stderr == (
        "Lưu ý – Trang Bảng tổng hợp: 6 ô cộng là công thức mà tệp không giữ kết quả (ô D5…) nên "
        "chưa đối chiếu được; mở tệp bằng Excel rồi lưu lại thì đối chiếu được\n"
        "Lưu ý – Ô D6 trang Bảng tổng hợp: I.1: «38,5» được đọc là 38,5\n"
    )


def test_one_units_own_sheet_is_its_self_score(url):
    found = done("import-scores", CASE / "bang_tu_cham_mot_don_vi.xlsx", *SELF)

    assert found.stdout.endswith(
        "  Cột D «Điểm tự chấm»: đơn vị Ánh (A), Điểm, bản Tự chấm\n"
        "  Cột E «Ghi chú»: ghi chú\n"
        "  Dòng 5 «I.1 Nhiệm vụ»: tiêu chí I.1 (theo mã)\n"
        "  Dòng 6 «I.2 Báo cáo»: tiêu chí I.2 (theo mã)\n"
        "  Dòng 7 «II.1 Quán triệt»: tiêu chí II.1 (theo mã)\n"
        "Đã nhập: mới 3, đổi 0, bỏ 0, giữ nguyên 0.\n"
    )
    assert found.stderr == ""


def test_the_verified_hand_takes_nothing_from_a_self_scored_sheet(url):
    before = dump(url)

    refused = run("import-scores", CASE / "bang_tu_cham_mot_don_vi.xlsx", *VERIFIED)

    assert (refused.exit_code, dump(url)) == (1, before)
    assert refused.stderr == (
        "LỖI – Trang Phòng Ánh: bảng không có điểm nào của bản Thẩm định; các cột điểm đều của bản "
        "khác\n"
        "Lưu ý – Trang Phòng Ánh: 3 ô điểm của bản chấm khác không nhập ở bản Thẩm định (ô D5, D6, "
        "D7)\n"
        "Chưa có gì được ghi.\n"
    )


def kept(tmp_path, sheets, name="bang.xlsx"):
    """Sổ với kết quả của công thức, as Excel keeps them: {trang: các dòng}; a pair is a formula."""
    file = tmp_path / name
    book = xlsxwriter.Workbook(file)
    for title, rows in sheets.items():
        page = book.add_worksheet(title)
        for row, cells in enumerate(rows):
            for column, value in enumerate(cells):
                if isinstance(value, tuple):
                    page.write_formula(row, column, value[0], value=value[1])
                elif value is not None:
                    page.write(row, column, value)
    book.close()
    return file


HEAD = ["TT", "Nội dung", "Phòng Ánh", "Phòng Bình", "Phòng Cúc"]
ROWS = [
    HEAD,
    ["I", "Chuyên môn", ("=C3+C4", 56.5), ("=D3+D4", 58), ("=E3+E4", 60)],
    [1, "Nhiệm vụ", ("=77/2", 38.5), 39, 40],
    [2, "Báo cáo", 18, 19, 20],
    ["II", "Xây dựng Đảng"],
    [1, "Quán triệt", 36, 37, 38],
    [None, "Tổng", 92.5, 94.5, 98],
]


def test_sums_that_excel_kept_are_compared_and_the_apps_total_too(url, tmp_path):
    found = done("import-scores", kept(tmp_path, {"Điểm": ROWS}), *VERIFIED)

    assert board() == {"A": ("92.50", 3), "B": ("95.00", 2), "C": ("98.00", 1)}
    assert found.stderr == (
        "Cảnh báo – Ô D7 trang Điểm: dòng Tổng của Bình: bảng ghi 94,5, các dòng cộng 95\n"
        "Cảnh báo – Trang Điểm: 1 ô điểm là công thức, lấy kết quả đang hiện (ô C3); hãy xem lại "
        "các số ấy\n"
        "Cảnh báo – Ô D7 trang Điểm: tổng của B: bảng ghi 94,5, phần mềm tính 95\n"
    )


ASKED = [
    ["TT", "Nội dung", "Phòng Ánh", "P. Bình", "Phòng số 3"],
    ["I.1", "Nhiệm vụ", 38.5, 39, 40],
    ["I.2", "Kỷ luật nội bộ", 18, 19, 20],
    ["II.1", "Quán triệt", 36, 37, 38],
]
ANSWERS = {"cột: phòng số 3": "C", "dòng: i 2 kỷ luật nội bộ": "I.2"}


def test_what_cannot_be_decided_is_listed_and_nothing_is_written(url, tmp_path):
    file = kept(tmp_path, {"Điểm": ASKED})
    before = dump(url)

    refused = run("import-scores", file, *VERIFIED)

    assert (refused.exit_code, dump(url)) == (1, before)
    assert "  Cột E «Phòng số 3»: chưa rõ\n" in refused.stdout
    assert refused.stderr == (
        "HỎI – Ô E1 trang Điểm: «Phòng số 3» là đơn vị nào?\n"
        "  Trả lời ở khóa «cột: phòng số 3»: «A» (Ánh (A)), «B» (Bình (B)), «C» (Cúc (C)), "
        "«(không đọc)» (Không đọc cột này)\n"
        "HỎI – Ô A3 trang Điểm: Dòng «I.2 Kỷ luật nội bộ» là gì trong giao ước?\n"
        "  Trả lời ở khóa «dòng: i 2 kỷ luật nội bộ»: «I.2» (Tiêu chí I.2 Báo cáo), «I» (Nhóm "
        "I Chuyên môn), «I.1» (Tiêu chí I.1 Nhiệm vụ), «II» (Nhóm II Xây dựng Đảng), «II.1» (Tiêu "
        "chí II.1 Quán triệt), «(dòng cộng)» (Là dòng cộng), «(không đọc)» (Không đọc dòng này)\n"
        "Có 2 câu hỏi; ghi câu trả lời vào tệp JSON rồi thêm --answers.\n"
        "Chưa có gì được ghi.\n"
    )


def test_answers_are_taken_from_a_file_and_hold_for_the_next_sheet(url, tmp_path):
    answers = tmp_path / "tra_loi.json"
    answers.write_text(json.dumps(ANSWERS, ensure_ascii=False), encoding="utf-8")
    file = kept(tmp_path, {"Điểm": ASKED})
    before = dump(url)

    looked = done("import-scores", file, *VERIFIED, "--answers", answers, "--check")
    assert looked.stdout.endswith("Chỉ xem trước: mới 9, đổi 0, bỏ 0, giữ nguyên 0.\n")
    assert dump(url) == before

    done("import-scores", file, *VERIFIED, "--answers", answers)
    assert board() == {"A": ("92.50", 3), "B": ("95.00", 2), "C": ("98.00", 1)}

    again = done("import-scores", kept(tmp_path, {"Điểm": ASKED}, "nua.xlsx"), *VERIFIED)
    assert again.stdout.endswith("Đã nhập: mới 0, đổi 0, bỏ 0, giữ nguyên 9.\n")
    assert again.stderr == (
        "Lưu ý – Ô E1 trang Điểm: «Phòng số 3» là đơn vị nào? Cúc (C), theo câu trả lời lần trước\n"
        "Lưu ý – Ô A3 trang Điểm: Dòng «I.2 Kỷ luật nội bộ» là gì trong giao ước? Tiêu chí "
        "I.2 Báo cáo, theo câu trả lời lần trước\n"
    )


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("{", "Tệp trả lời «tra_loi.json» không phải JSON"),
        ('["I.1"]', "Tệp trả lời «tra_loi.json» phải là một đối tượng JSON như"),
        ('{"cột: phòng số 3": "Z"}', "câu trả lời «Z» không có trong các lựa chọn"),
        ('{"cột: khác": "A"}', "Lưu ý – Câu trả lời: không có câu hỏi «cột: khác» về bảng này"),
    ],
)
def test_a_file_of_answers_with_a_slip_in_it_writes_nothing(url, tmp_path, content, told):
    answers = tmp_path / "tra_loi.json"
    answers.write_text(content, encoding="utf-8")
    before = dump(url)

    refused = run("import-scores", kept(tmp_path, {"Điểm": ASKED}), *VERIFIED, "--answers", answers)

    assert (refused.exit_code, dump(url)) == (1, before)
    assert told in refused.stderr


def own(points):
    return [
        ["TT", "Nội dung", "Điểm tự chấm"],
        *([f"I.{n}" if n < 3 else "II.1", None, one] for n, one in enumerate(points, 1)),
    ]


def test_a_book_with_a_sheet_for_each_unit_is_read_whole(url, tmp_path):
    sheets = {"Phòng Ánh": own([38, 18, 36]), "B": own([39, 19, 37]), "Hướng dẫn": [["Xem kỹ"]]}

    found = done("import-scores", kept(tmp_path, sheets), *SELF)

    assert found.stdout.endswith("Đã nhập: mới 6, đổi 0, bỏ 0, giữ nguyên 0.\n")
    assert found.stderr == "Lưu ý – Trang Hướng dẫn: trang này không được đọc\n"


def test_of_two_sheets_that_could_be_meant_one_is_chosen(url, tmp_path):
    second = [HEAD, ["I.1", "Nhiệm vụ", 1, 2, 3], ["I.2", "Báo cáo", 4, 5, 6]]
    file = kept(tmp_path, {"Quý I": second, "Cả năm": ROWS})
    before = dump(url)

    refused = run("import-scores", file, *VERIFIED)
    assert (refused.exit_code, dump(url)) == (1, before)
    assert "HỎI – Trang Quý I: Tệp có 2 trang điểm; đọc trang nào?\n" in refused.stderr
    unknown = run("import-scores", file, *VERIFIED, "--sheet", "Quý II")
    assert unknown.stderr == "Tệp không có trang «Quý II»; tệp có «Quý I», «Cả năm».\n"

    done("import-scores", file, *VERIFIED, "--sheet", "cả năm")
    assert board() == {"A": ("92.50", 3), "B": ("95.00", 2), "C": ("98.00", 1)}


def test_options_of_wide_sheets_alone_are_misused_without_them(url):
    file = CASE / "bang_tu_cham_mot_don_vi.xlsx"

    misused = run("import-scores", file, *SELF[:-1], "--sheet", "A")

    assert misused.exit_code == 2
    assert "--sheet và --answers chỉ đi cùng --wide" in " ".join(misused.stderr.split())


def test_a_code_with_another_text_is_taken_and_said(url, tmp_path):
    rows = [HEAD, ["I.1", "Các nhiệm vụ", 1, 2, 3], ["I.2", "Báo cáo", 4, 5, 6]]

    found = done("import-scores", kept(tmp_path, {"Điểm": rows}), *SELF, "--check")

    assert found.stderr == (
        "Cảnh báo – Trang Điểm: 1 dòng nhận theo mã mà nội dung ghi khác giao ước (ô A2); hãy xem "
        "có đúng tiêu chí không\n"
        "Cảnh báo – Trang Điểm: bảng không có dòng của 1 tiêu chí trong giao ước (II.1); điểm đang "
        "lưu của các tiêu chí ấy giữ nguyên\n"
    )
    assert "  Không có «II.1 Quán triệt»: tiêu chí của giao ước, giữ nguyên\n" in found.stdout


def test_two_sheets_of_one_line_each_are_asked_about(url, tmp_path):
    rows = [HEAD, ["I.1", "Nhiệm vụ", 1, 2, 3]]

    found = run("import-scores", kept(tmp_path, {"Quý I": rows, "Quý II": rows}), *SELF, "--check")

    assert found.exit_code == 1
    assert "HỎI – Trang Quý I: Tệp có 2 trang điểm; đọc trang nào?" in found.stderr
