"""Bảng rộng: sheets as blocks keep them are read as they are meant, and nothing is guessed."""

from dataclasses import replace
from decimal import Decimal
from time import perf_counter

import pytest

from tests.domain.scoring.wide_sheets import OF_POINTS, inputs, lacking, points, read, said, sheet
from thidua.domain.scoring.sheet import Hand
from thidua.domain.scoring.wide.meaning import SheetPoints, SheetTotal, SquareKind

D = Decimal
SECONDS = 20
"""Mười lần thời gian đo được của trang nặng nhất, so that a busy machine fails nobody."""
LEFT = "của bản chấm khác không nhập ở bản"

SUMMARY = [
    ["KHỐI THI ĐUA SỐ 1"],
    ["TT", "Nội dung", "Điểm chuẩn", "Điểm của các đơn vị", None, None, None],
    [None, None, None, "Phòng Đấu thầu", None, "Văn phòng Sở", None],
    [None, None, None, "Tự chấm", "Thẩm định", "Tự chấm", "Thẩm định"],
    ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"],
    ["I", "Nhiệm vụ chính trị", 60, 58, 57, 50, 49],
    [1, "Tham mưu đúng hạn", 40, 38, 37, 30, 29],
    [2, "Chế độ báo cáo", 20, 20, 20, 20, 20],
    ["II", "Xây dựng tổ chức", 40, 35, 35, 38, 38],
    [1, "Họp giao ban", 30, 27, 27, 29, 29],
    [2, "Chế độ báo cáo", 10, 8, 8, 9, 9],
    [None, "Tổng cộng", 100, 93, 92, 88, 87],
    [None, "Xếp loại", None, "A", "A", "B", "B"],
    [],
    [None, "NGƯỜI LẬP BIỂU", None, None, "TRƯỞNG KHỐI"],
    [None, "Nguyễn Văn A", None, None, "Trần Văn B"],
]
MERGED = ["A1:G1", "A2:A4", "B2:B4", "C2:C4", "D2:G2", "D3:E3", "F3:G3"]
SELF_POINTS = {
    ("DT", "I.1"): D(38),
    ("VP", "I.1"): D(30),
    ("DT", "I.2"): D(20),
    ("VP", "I.2"): D(20),
    ("DT", "II.1"): D(27),
    ("VP", "II.1"): D(29),
    ("DT", "II.2"): D(8),
    ("VP", "II.2"): D(9),
}


def test_criteria_and_units_that_a_sheet_lacks_are_listed():
    found = read(
        sheet([["TT", "Nội dung", "VP"], ["I.1", "Tham mưu đúng hạn", 38], ["II.1", None, 20]]),
        OF_POINTS,
    )

    assert lacking(found) == [
        "Trang Sheet1: bảng không có dòng của 2 tiêu chí trong giao ước (I.2, II.2); điểm đang lưu "
        "của các tiêu chí ấy giữ nguyên",
        "Trang Sheet1: bảng không có cột của Đấu thầu, KT ngành; điểm đang lưu của đơn vị ấy giữ "
        "nguyên",
    ]
    assert [(one.place, one.written, one.meaning) for one in found.taken[-2:]] == [
        ("Không có", "I.2 Chế độ báo cáo", "tiêu chí của giao ước, giữ nguyên"),
        ("Không có", "II.2 Chế độ báo cáo", "tiêu chí của giao ước, giữ nguyên"),
    ]
    assert lacking(read(sheet(SUMMARY, MERGED), OF_POINTS)) == [
        "Trang Sheet1: bảng không có cột của KT ngành; điểm đang lưu của đơn vị ấy giữ nguyên"
    ]


def test_three_levels_of_headings_two_hands_and_numbers_that_start_again():
    found = read(sheet(SUMMARY, MERGED), OF_POINTS)

    assert points(found) == SELF_POINTS
    assert found.questions == ()
    assert said(found) == [
        f"Trang Sheet1: 8 ô điểm {LEFT} Tự chấm (ô E7, G7, E8, G8, E10 và 3 ô khác)"
    ]
    assert found.totals == (
        SheetTotal("DT", D(93), "Ô D12 trang Sheet1"),
        SheetTotal("VP", D(88), "Ô F12 trang Sheet1"),
    )
    assert [found.kinds[one] for one in ("A1", "D4", "E5", "D6", "D12", "D13", "E15", "E16")] == [
        SquareKind.TITLE,
        SquareKind.HEADING,
        SquareKind.HEADING,
        SquareKind.GROUP,
        SquareKind.SUM,
        SquareKind.RANK,
        SquareKind.NOTE,
        SquareKind.NOTE,
    ]


def test_the_other_hand_reads_the_columns_beside():
    found = read(sheet(SUMMARY, MERGED), OF_POINTS, hand=Hand.VERIFIED)

    assert points(found) == {
        **{("DT", "I.1"): D(37), ("VP", "I.1"): D(29), ("DT", "I.2"): D(20), ("VP", "I.2"): D(20)},
        **{("DT", "II.1"): D(27), ("VP", "II.1"): D(29), ("DT", "II.2"): D(8)},
        ("VP", "II.2"): D(9),
    }


def test_sums_that_disagree_are_told_at_their_cell_and_change_nothing():
    wrong = [list(row) for row in SUMMARY]
    wrong[5][3], wrong[11][3], wrong[11][4] = 57.5, D("87.5"), 90

    found = read(sheet(wrong, MERGED), OF_POINTS)

    assert points(found) == SELF_POINTS
    assert said(found)[:3] == [
        "Ô D6 trang Sheet1: dòng I Nhiệm vụ chính trị của Đấu thầu: bảng ghi 57,5, các dòng cộng "
        "58",
        "Ô D12 trang Sheet1: dòng Tổng cộng của Đấu thầu: bảng ghi 87,5, các dòng cộng 93",
        "Ô E12 trang Sheet1: dòng Tổng cộng của Đấu thầu: bảng ghi 90, các dòng cộng 92",
    ]


def test_units_in_rows_and_criteria_in_columns_under_two_levels():
    found = read(
        sheet(
            [
                ["BẢNG ĐIỂM NĂM 2026"],
                [
                    "STT",
                    "Đơn vị",
                    "Nhiệm vụ chính trị",
                    None,
                    "Xây dựng tổ chức",
                    None,
                    "Tổng điểm",
                ],
                [None, None, "I.1", "I.2", "II.1", "II.2", None],
                [None, "Điểm tối đa", 40, 20, 30, 10, 100],
                [1, "Phòng Đấu thầu", 38, 20, 27, 8, 94],
                [2, "KT ngành", 30, 20, 29, 9, 88],
                [3, "VP", 31, "-", 29, 9, 69],
                [None, "Cộng", 99, 40, 85, 26, None],
                [None, "Hà Nội, ngày 5 tháng 12"],
            ],
            ["A1:G1", "A2:A3", "B2:B3", "C2:D2", "E2:F2", "G2:G3"],
        ),
        OF_POINTS,
    )

    assert points(found) == {
        **{("DT", "I.1"): D(38), ("KT", "I.1"): D(30), ("VP", "I.1"): D(31)},
        **{("DT", "I.2"): D(20), ("KT", "I.2"): D(20)},
        **{("DT", "II.1"): D(27), ("KT", "II.1"): D(29), ("VP", "II.1"): D(29)},
        **{("DT", "II.2"): D(8), ("KT", "II.2"): D(9), ("VP", "II.2"): D(9)},
    }
    assert said(found) == [
        "Trang Sheet1: 1 ô điểm để trống hoặc ghi «-» (I.2 của VP); điểm đang lưu của các dòng ấy "
        "giữ nguyên",
        "Ô G5 trang Sheet1: dòng Tổng điểm của Đấu thầu: bảng ghi 94, các dòng cộng 93",
    ]
    assert found.kinds["D7"] is SquareKind.NOTHING


def test_criteria_are_known_by_their_text_alone_within_their_group():
    found = read(
        sheet(
            [
                ["Nội dung", "Phòng Đấu thầu", "KT ngành"],
                ["Nhiệm vụ chính trị"],
                ["Tham mưu đúng hạn", 38, 37],
                ["CHẾ ĐỘ BÁO CÁO.", 20, 19],
                ["Cộng", 58, 55],
                ["Xây dựng tổ chức"],
                ["Họp giao ban định kỳ hằng tháng", 27, 26],
                ["- Chế độ báo cáo", 8, 7],
                ["Cộng", 35, 33],
                ["Tổng cộng", 93, 89],
            ]
        ),
        OF_POINTS,
    )

    assert found.questions == ()
    assert points(found) == {
        **{("DT", "I.1"): D(38), ("KT", "I.1"): D(37), ("DT", "I.2"): D(20), ("KT", "I.2"): D(19)},
        **{("DT", "II.1"): D(27), ("KT", "II.1"): D(26), ("DT", "II.2"): D(8)},
        ("KT", "II.2"): D(7),
    }
    assert said(found) == [
        "Ô A7 trang Sheet1: «Họp giao ban định kỳ hằng tháng» được hiểu là tiêu chí II.1",
        "Ô C5 trang Sheet1: dòng Cộng của KT ngành: bảng ghi 55, các dòng cộng 56",
    ]


MIXED = [
    ["TT", "Tiêu chí", "Đấu thầu", None, None, None, "VP", None, None, None],
    [None, None, *["Kế hoạch", "Kết quả", "Số lượt", "Điểm"] * 2],
    ["I.1", "Tham mưu đúng hạn", None, "Tốt", None, 28, None, "Khá", None, 25],
    ["I.2", "Hồ sơ đúng hạn", None, 95, None, 20, None, 80, None, 20],
    ["I.3", "Chỉ tiêu kế hoạch", 10, 12, None, 10, 10, 8, None, 8],
    ["II.1", "Họp giao ban", None, "x", None, 20, None, "Không đạt", None, 0],
    ["II.2", "Tổ chức đảng", None, "tốt", None, 8, None, "Xuất sắc", None, 10],
    ["II.3", "Phong trào"],
    ["-", "Văn nghệ", None, "x"],
    ["-", "Thể thao", None, None, None, None, None, "X"],
    ["III.1", "Báo cáo chậm", None, None, 2, 2, None, None, 0, 0],
    ["III.2", "Vi phạm khác", None, None, None, -1, None, None, None, "KG"],
]


def test_each_way_of_scoring_takes_its_own_input():
    found = read(sheet(MIXED, ["C1:F1", "G1:J1"]))

    assert found.questions == ()
    assert inputs(found) == {
        ("DT", "I.1"): [{"points": D(28)}],
        ("VP", "I.1"): [{"points": D(25)}],
        ("DT", "I.2"): [{"actual": D(95)}],
        ("VP", "I.2"): [{"actual": D(80)}],
        ("DT", "I.3"): [{"target": D(10), "actual": D(12)}],
        ("VP", "I.3"): [{"target": D(10), "actual": D(8)}],
        ("DT", "II.1"): [{"choice": "Đạt"}],
        ("VP", "II.1"): [{"choice": "Không đạt"}],
        ("DT", "II.2"): [{"choice": "Tốt"}],
        ("VP", "II.2"): [{"choice": "Xuất sắc"}],
        ("DT", "II.3"): [{"choice": "Đạt", "kind": "Văn nghệ"}, {"kind": "Thể thao"}],
        ("VP", "II.3"): [{"kind": "Văn nghệ"}, {"choice": "Đạt", "kind": "Thể thao"}],
        ("DT", "III.1"): [{"count": D(2)}],
        ("VP", "III.1"): [{"count": D(0)}],
        ("DT", "III.2"): [{"points": D(1)}],
        ("VP", "III.2"): [{"choice": "Không giao"}],
    }
    assert SheetPoints("VP", "I.2", D(20), "Ô J4 trang Sheet1") in found.points
    assert said(found) == [
        "Trang Sheet1: 1 ô ở tiêu chí trừ ghi dấu âm, được hiểu là trừ chừng ấy (ô F12)",
        "Trang Sheet1: 12 ô không nhập vì cách chấm của tiêu chí không dùng tới (ô D3, H3, F4, J4, "
        "F5 và 7 ô khác)",
    ]


BARE = [
    ["TT", "Tiêu chí", "Đấu thầu", "VP"],
    ["I.1", "Tham mưu đúng hạn", 28, 25],
    ["I.2", "Hồ sơ đúng hạn", 20, 20],
    ["II.1", "Họp giao ban", 20, 0],
    ["II.2", "Tổ chức đảng", 8, 9],
    ["III.1", "Báo cáo chậm", 2, 0],
]


def test_a_bare_number_is_points_only_where_points_are_given():
    found = read(sheet(BARE))

    assert points(found) == {("DT", "I.1"): D(28), ("VP", "I.1"): D(25)}
    asked = {one.key: [option.meaning for option in one.options] for one in found.open_questions}
    assert asked == {
        "ô của tiêu chí: I.2": ["Kết quả", "(không đọc)"],
        "ô của tiêu chí: II.1": ["(suy từ điểm)", "(không đọc)"],
        "ô của tiêu chí: II.2": ["(suy từ điểm)", "(không đọc)"],
        "ô của tiêu chí: III.1": ["Số lượt", "(không đọc)"],
    }
    assert found.open_questions[1].words == (
        "Tiêu chí II.1 chọn mức, không nhập điểm; số trong bảng là gì?"
    )
    assert found.open_questions[1].options[0].words == "Là điểm; 20 là «Đạt», 0 là «Không đạt»"


def test_what_is_answered_is_done_and_no_more():
    answers = {
        "ô của tiêu chí: I.2": "(không đọc)",
        "ô của tiêu chí: II.1": "(suy từ điểm)",
        "ô của tiêu chí: II.2": "(suy từ điểm)",
    }

    found = read(sheet(BARE), answers=answers, recalled={"ô của tiêu chí: III.1": "Số lượt"})

    assert found.open_questions == ()
    assert [one.key for one in found.questions if one.is_recalled] == ["ô của tiêu chí: III.1"]
    assert inputs(found) == {
        ("DT", "I.1"): [{"points": D(28)}],
        ("VP", "I.1"): [{"points": D(25)}],
        ("DT", "II.1"): [{"choice": "Đạt"}],
        ("VP", "II.1"): [{"choice": "Không đạt"}],
        ("DT", "II.2"): [{"choice": "Tốt"}],
        ("DT", "III.1"): [{"count": D(2)}],
        ("VP", "III.1"): [{"count": D(0)}],
    }
    assert said(found) == [
        "Ô D5 trang Sheet1: II.2: 9 điểm không phải điểm của mức nào (10 là «Xuất sắc», 8 là "
        "«Tốt»)",
        "Trang Sheet1: 1 ô điểm để trống hoặc ghi «-» (II.2 của VP); điểm đang lưu của các dòng ấy "
        "giữ nguyên",
    ]
    assert found.kinds["C3"] is SquareKind.SKIPPED


STRANGE = [
    ["TT", "Nội dung", "P. Đấu Thầu", "Phòng Kinh tế", "Ghi chú"],
    ["I.1", "Tham mưu đúng hạn", 38, 37, "xem lại"],
    ["I.2", "Chế độ báo cáo", 20, 20],
    ["I.3", "Việc khác hẳn", 20, 20],
    ["II.1", "Họp toàn cơ quan hằng quý", 20, 20],
    [None, "Ghi chú: điểm chưa gồm thưởng"],
]


def test_what_no_code_and_no_text_decides_is_asked():
    found = read(sheet(STRANGE), OF_POINTS)

    asked = {one.key: (one.words, one.options[0].meaning) for one in found.open_questions}
    assert asked == {
        "cột: phòng kinh tế": ("«Phòng Kinh tế» là đơn vị nào?", "DT"),
        "dòng: i 3 việc khác hẳn": ("Dòng «I.3 Việc khác hẳn» là gì trong giao ước?", "I"),
        "dòng: ii 1 họp toàn cơ quan hằng quý": (
            "Dòng «II.1 Họp toàn cơ quan hằng quý» là gì trong giao ước?",
            "II.1",
        ),
    }
    assert [found.kinds[one] for one in ("D2", "C4", "E2", "B6")] == [
        SquareKind.ASKED,
        SquareKind.ASKED,
        SquareKind.NOTE,
        SquareKind.NOTE,
    ]


def test_answers_about_columns_and_rows_are_taken():
    found = read(
        sheet(STRANGE),
        OF_POINTS,
        answers={
            "cột: phòng kinh tế": "KT",
            "dòng: i 3 việc khác hẳn": "(không đọc)",
            "dòng: ii 1 họp toàn cơ quan hằng quý": "II.1",
        },
    )

    assert found.open_questions == ()
    assert points(found) == {
        **{("DT", "I.1"): D(38), ("KT", "I.1"): D(37), ("DT", "I.2"): D(20), ("KT", "I.2"): D(20)},
        **{("DT", "II.1"): D(20), ("KT", "II.1"): D(20)},
    }


def test_an_answer_that_is_no_option_is_refused():
    found = read(sheet(STRANGE), OF_POINTS, answers={"cột: phòng kinh tế": "XX"})

    assert said(found)[0] == (
        "Ô D1 trang Sheet1: câu trả lời «XX» không có trong các lựa chọn của «cột: phòng kinh tế»"
    )
    assert "cột: phòng kinh tế" in {one.key for one in found.open_questions}


def test_a_remembered_answer_that_is_no_option_any_more_is_asked_again():
    found = read(sheet(STRANGE), OF_POINTS, recalled={"cột: phòng kinh tế": "XX"})

    assert said(found) == []
    assert "cột: phòng kinh tế" in {one.key for one in found.open_questions}


def test_two_columns_of_one_unit_and_two_rows_of_one_criterion_are_asked():
    found = read(
        sheet(
            [
                ["TT", "Nội dung", "Phòng Đấu thầu", "Đấu thầu"],
                ["I.1", "Tham mưu đúng hạn", 38, 37],
                ["I.1", "Tham mưu đúng hạn", 20, 20],
            ]
        ),
        OF_POINTS,
    )

    assert [one.words for one in found.open_questions] == [
        "Cột «Đấu thầu» là cột thứ hai của Đấu thầu; nó là của đơn vị nào?",
        "Dòng «I.1 Tham mưu đúng hạn» là lần thứ hai của một tiêu chí; nó là gì?",
    ]
    assert points(found) == {("DT", "I.1"): D(38)}


def test_a_column_of_points_beside_a_bare_unit_is_nobodys_until_it_is_asked():
    found = read(
        sheet(
            [
                ["TT", "Nội dung", "Phòng Đấu thầu", "Điểm thẩm định"],
                ["I.1", "Tham mưu đúng hạn", 38, 37],
            ]
        ),
        OF_POINTS,
    )

    assert [one.words for one in found.open_questions] == ["«Điểm thẩm định» là đơn vị nào?"]
    assert points(found) == {("DT", "I.1"): D(38)}


@pytest.mark.parametrize(
    ("title", "cells"), [("PHÒNG ĐẤU THẦU", []), ("Sheet1", ["Đơn vị tự chấm: Phòng Đấu thầu"])]
)
def test_a_sheet_of_one_unit_is_known_by_its_name_or_its_title(title, cells):
    found = read(
        sheet(
            [
                ["SỞ TÀI CHÍNH"],
                cells,
                ["TT", "Nội dung", "Điểm tối đa", "Điểm tự chấm", "Lý do", "Ghi chú"],
                ["I.1", "Tham mưu đúng hạn", 40, 38, "đúng hạn cả năm", "bổ sung sau"],
                ["I.2", "Chế độ báo cáo", 25, 20],
            ],
            title=title,
        ),
        OF_POINTS,
    )

    assert inputs(found) == {
        ("DT", "I.1"): [{"points": D(38), "explanation": "đúng hạn cả năm"}],
        ("DT", "I.2"): [{"points": D(20)}],
    }
    assert found.is_of_one_unit
    assert said(found) == [f"Ô C5 trang {title}: I.2: bảng ghi điểm tối đa 25, giao ước là 20"]


def test_a_sheet_of_one_unit_that_names_none_is_asked_about():
    rows = [["TT", "Nội dung", "Điểm tự chấm"], ["I.1", "Tham mưu đúng hạn", 38]]

    found = read(sheet(rows), OF_POINTS)
    answered = read(sheet(rows), OF_POINTS, answers={"đơn vị của trang: sheet1": "KT"})

    assert [one.words for one in found.open_questions] == ["Trang «Sheet1» là bảng của đơn vị nào?"]
    assert points(answered) == {("KT", "I.1"): D(38)}


def test_who_scores_one_unit_reads_its_own_column_alone():
    found = read(
        sheet(STRANGE[:3]), OF_POINTS, allowed={"DT"}, recalled={"cột: phòng kinh tế": "KT"}
    )

    assert points(found) == {("DT", "I.1"): D(38), ("DT", "I.2"): D(20)}
    assert found.kinds["D2"] is SquareKind.OTHER_UNIT
    assert said(found) == [
        "Trang Sheet1: 2 ô điểm của đơn vị khác không nhập; bạn chỉ nhập điểm của đơn vị mình "
        "(ô D2, D3)"
    ]


def test_shown_results_of_formulas_are_taken_and_said():
    found = read(
        sheet(
            [["TT", "Nội dung", "VP"], ["I.1", "Tham mưu đúng hạn", 38], ["I.2", None, 20]],
            computed={"C2"},
        ),
        OF_POINTS,
    )

    assert points(found) == {("VP", "I.1"): D(38), ("VP", "I.2"): D(20)}
    assert said(found) == [
        "Trang Sheet1: 1 ô điểm là công thức, lấy kết quả đang hiện (ô C2); hãy xem lại các số ấy"
    ]


def test_hidden_rows_and_cells_merged_down_are_told():
    found = read(
        sheet(
            [
                ["TT", "Nội dung", "VP", "Đấu thầu"],
                ["I.1", "Tham mưu đúng hạn", 38, 30],
                ["I.2", "Chế độ báo cáo", 20],
            ],
            ["D2:D3"],
            hidden_rows=frozenset({3}),
            hidden_columns=frozenset({3}),
        ),
        OF_POINTS,
    )

    assert points(found) == {("VP", "I.1"): D(38), ("VP", "I.2"): D(20)}
    assert said(found) == [
        "Ô D2 trang Sheet1: ô gộp nhiều dòng, không rõ số này của dòng nào; hãy bỏ gộp ô",
        "Trang Sheet1: Dòng 3, cột C đang ẩn trong tệp nhưng vẫn được đọc; hãy xem có đúng ý không",
    ]


def test_kinds_named_row_by_row_and_inputs_named_row_by_row():
    found = read(
        sheet(
            [
                ["Đơn vị", "I.1", "I.3", None, "III.1"],
                [None, None, "Kế hoạch", "Kết quả", "Số lượt"],
                ["Phòng Đấu thầu", 28, 10, 12, 2],
                ["VP", 25, 10, 8, 0],
            ],
            ["A1:A2", "B1:B2", "C1:D1"],
        )
    )

    assert inputs(found) == {
        ("DT", "I.1"): [{"points": D(28)}],
        ("VP", "I.1"): [{"points": D(25)}],
        ("DT", "I.3"): [{"target": D(10), "actual": D(12)}],
        ("VP", "I.3"): [{"target": D(10), "actual": D(8)}],
        ("DT", "III.1"): [{"count": D(2)}],
        ("VP", "III.1"): [{"count": D(0)}],
    }


def test_a_sheet_of_another_covenant_is_said_to_be_one():
    rows = [["TT", "Nội dung", "VP"], *([n, f"Việc thứ {n} của nơi khác", n] for n in range(60))]

    found = read(sheet(rows), OF_POINTS)

    assert any("60 dòng không nhận ra là gì trong giao ước" in one for one in said(found))
    assert len(found.questions) == 40


@pytest.mark.parametrize(
    ("grid", "told"),
    [
        (
            sheet([["Xin chào"], ["Không có bảng"]]),
            "không thấy mã hay nội dung tiêu chí nào của giao ước",
        ),
        (
            sheet([["a"]] * 2001),
            "bảng có 2001 dòng, 1 cột có nội dung; nhiều nhất 2000 dòng, 256 cột và 100000 ô",
        ),
        (
            sheet([["TT", "Nội dung", "Điểm tối đa"], ["I.1", "Tham mưu đúng hạn", 40]]),
            "không thấy cột của đơn vị nào",
        ),
    ],
)
def test_what_is_no_sheet_of_scores_is_refused_with_the_cure(grid, told):
    found = read(grid, OF_POINTS)

    assert told in said(found)[0]
    assert found.rows == ()


def lines_of(count, line):
    return [["TT", "Nội dung", "Phòng Đấu thầu"], ["I.1", "Tham mưu đúng hạn", 1], *count * [line]]


@pytest.mark.parametrize(
    "rows",
    [
        [["TT", "Nội dung", *48 * ["Phòng Đấu thầu"]], *1990 * [["I.1", "x" * 300, *48 * [1]]]],
        lines_of(1990, [None, "a " * 4000, 1]),
        lines_of(1990, [None, "((- – : / " * 900, 1]),
        lines_of(1990, ["Tổng", "Tổng", 1]),
        [*30 * [["TT", "Nội dung", *200 * ["(( – - : / " * 800]]], ["I.1", "Tham mưu đúng hạn", 1]],
    ],
    ids=["một tiêu chí", "chữ dài", "dấu", "dòng cộng", "tiêu đề dài"],
)
def test_the_largest_sheets_are_read_within_seconds(rows):
    begun = perf_counter()

    read(sheet(rows), OF_POINTS)

    assert perf_counter() - begun < SECONDS


@pytest.mark.parametrize(
    ("merged", "hand", "said_of"),
    [
        ("C3:D3", Hand.SELF, "cột"),
        ("C3:D3", Hand.VERIFIED, "cột"),
        ("D3:E3", Hand.SELF, "cột"),
        ("D3:E3", Hand.VERIFIED, "cột"),
        ("C3:D4", Hand.SELF, "dòng"),
    ],
)
@pytest.mark.parametrize("is_turned", [False, True])
def test_a_score_merged_over_columns_or_lines_is_nobodys(merged, hand, said_of, is_turned):
    rows = [
        ["TT", "Nội dung", "VP", None, "Đấu thầu", None],
        [None, None, "Tự chấm", "Thẩm định", "Tự chấm", "Thẩm định"],
        ["I.1", "Tham mưu đúng hạn", 38, 37, 36, 35],
        ["I.2", "Chế độ báo cáo", 20, 19, 18, 17],
        ["II.1", "Họp giao ban", 27, 26, 25, 24],
    ]
    first, last = merged.split(":")
    held = [list(row) for row in rows]
    for row in range(int(first[1]), int(last[1]) + 1):
        for column in range(ord(first[0]), ord(last[0]) + 1):
            if f"{chr(column)}{row}" != first:
                held[row - 1][column - ord("A")] = None
    grid = sheet(held, ["C1:D1", "E1:F1", merged])

    if is_turned:
        grid = replace(grid.turned(), is_turned=False)
        said_of = {"dòng": "cột", "cột": "dòng"}[said_of]

    found = read(grid, OF_POINTS, hand)

    assert found.kinds[first] is SquareKind.FAULTY
    told = f"ô gộp nhiều {said_of}, không rõ số này của {said_of} nào; hãy bỏ gộp ô"
    assert f"Ô {first} trang Sheet1: {told}" in said(found)


def test_a_score_merged_over_the_columns_of_two_units_is_refused_though_one_is_else_blank():
    rows = [["TT", "Nội dung", "VP", "Đấu thầu"], ["I.1", "Tham mưu đúng hạn", 38, None]]

    found = read(sheet(rows, ["C2:D2"]), OF_POINTS)

    assert points(found) == {}
    assert said(found)[0] == (
        "Ô C2 trang Sheet1: ô gộp nhiều cột, không rõ số này của cột nào; hãy bỏ gộp ô"
    )


def test_a_merge_that_covers_one_score_alone_is_that_score():
    rows = [
        ["TT", "Nội dung", "VP", None, "Đấu thầu"],
        ["I.1", "Tham mưu đúng hạn", 38, None, 36],
        ["I.2", "Chế độ báo cáo", "–", None, None],
    ]

    found = read(sheet(rows, ["C1:D1", "C2:D2", "C3:E3"]), OF_POINTS)

    assert points(found) == {("VP", "I.1"): D(38), ("DT", "I.1"): D(36)}
    assert said(found) == []


@pytest.mark.parametrize("has_maxima", [True, False])
def test_an_untitled_row_of_maxima_is_no_unit(has_maxima):
    rows = [
        ["TT", "Đơn vị", "Nhiệm vụ chính trị", None, None, "Xây dựng tổ chức", None, None, "Tổng"],
        [
            None,
            None,
            *["Tham mưu đúng hạn", "Chế độ báo cáo", "Cộng"],
            *["Họp giao ban", "Chế độ báo cáo", "Cộng"],
        ],
        [None, None, 40 if has_maxima else 39, 20, 60, 30, 10, 40, 100],
        [1, "Phòng Đấu thầu", 38, 19, 57, 28, 9, 37, 94],
        [2, "Văn phòng Sở", 39, 18, 57, 27, 10, 37, 94],
    ]

    found = read(sheet(rows, ["C1:E1", "F1:H1"]), OF_POINTS)

    assert [one.place for one in found.questions] == ([] if has_maxima else ["Trang Sheet1"])
    if has_maxima:
        assert points(found)["VP", "II.2"] == D(10)
        assert said(found) == [
            "Ô C3 trang Sheet1: dòng này không có tiêu đề, ghi đúng điểm tối đa của giao ước nên "
            "được hiểu là điểm tối đa, không phải điểm của đơn vị nào"
        ]


def test_an_untitled_column_of_maxima_is_no_score_of_the_unit_whose_sheet_it_is():
    rows = [
        ["BẢNG CỦA PHÒNG ĐẤU THẦU"],
        ["Đơn vị: Phòng Đấu thầu"],
        ["TT", "Nội dung", None, "Điểm"],
        ["I.1", "Tham mưu đúng hạn", 40, 38],
        ["I.2", "Chế độ báo cáo", 20, 19],
    ]

    found = read(sheet(rows), OF_POINTS)

    assert points(found) == {("DT", "I.1"): D(38), ("DT", "I.2"): D(19)}
    assert found.kinds["C4"] is SquareKind.MAXIMUM
