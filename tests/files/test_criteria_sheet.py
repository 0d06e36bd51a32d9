"""Bảng tiêu chí như đang có: layouts of real offices, and our own covenants written as such."""

from io import BytesIO

import pytest
from openpyxl import Workbook

from tests.files.test_read_any import on_clipboard
from thidua.db.engine import ROOT
from thidua.domain.covenant import draft as words
from thidua.domain.covenant.reading import read_covenant
from thidua.domain.covenant.table import propose
from thidua.domain.covenant.tree import parents
from thidua.files.covenant.book import read_covenant_book
from thidua.files.covenant.criteria_sheet import criteria_sheets, read_criteria_sheet
from thidua.files.covenant.out import covenant_workbook
from thidua.files.reading.any_book import read_any
from thidua.files.reading.delimited import read_pasted

SAMPLES = sorted((ROOT / "data" / "covenants").glob("*.xlsx")) + sorted(
    (ROOT / "tests" / "covenants").glob("*.xlsx")
)


def proposal(rows, merges=(), titles=("Bảng",)):
    """Đề xuất từ một trang Excel of these rows."""
    book = Workbook()
    sheet = book.active
    sheet.title = titles[0]
    for row in rows:
        sheet.append(row)
    for area in merges:
        sheet.merge_cells(area)
    kept = BytesIO()
    book.save(kept)
    lines, findings = read_criteria_sheet(read_any(kept.getvalue(), "bang.xlsx"))
    return propose(lines, block="K1", year=2026, title="Giao ước"), findings


def shown(found):
    """Mỗi dòng đề xuất, shortly."""
    return [
        " | ".join(
            [
                one.row.code,
                "" if one.row.max_points is None else f"{one.row.max_points.normalize():f}",
                "nhóm" if one.is_group else one.row.method or "?",
                *([one.row.parameters] if one.row.parameters else []),
                *([one.row.sign] if one.row.sign else []),
            ]
        )
        for one in found.rows
    ]


def said(found, kind=""):
    return [str(one) for one in found.findings if one.code.startswith(kind)]


HEAD = ("TT", "Nội dung", "Điểm tối đa", "Cách tính", "Ghi chú")

LAYOUTS = {
    "số La Mã, đánh số lại trong từng mục": (
        [
            ("BẢNG ĐIỂM THI ĐUA NĂM 2026",),
            HEAD,
            ("I", "Nhiệm vụ chuyên môn", 60),
            (1, "Chỉ tiêu", 40, "Đạt 100%: 40; 90–<100%: 30; dưới 90%: 0"),
            (2, "Báo cáo", 20, "Trừ 0,5 điểm/lần"),
            ("II", "Xây dựng Đảng", 40),
            (1, "Sinh hoạt", 40, "Đạt/không đạt"),
            (None, "Tổng cộng", 100),
            (None, "Người lập bảng"),
        ],
        [
            "I | 60 | nhóm",
            "I.1 | 40 | Theo bậc | >=100: 40; >=90 <100: 30; <90: 0",
            "I.2 | 20 | Trừ dần | mỗi lượt 0,5",
            "II | 40 | nhóm",
            "II.1 | 40 | Đạt/không",
        ],
    ),
    "chữ cái, số, chữ thường có ngoặc": (
        [
            ("STT", "Tiêu chí", "Điểm chuẩn", "Phương pháp chấm"),
            ("A", "PHẦN CHUNG", None),
            ("1.", "Kỷ luật", 10),
            ("a)", "Đi đúng giờ", 4, ""),
            ("b)", "Mặc đồng phục", 6, "Có 6, không 0"),
            ("2.", "Báo cáo", 5),
            ("B", "PHẦN RIÊNG", 5),
            ("1.", "Khác", 5),
        ],
        [
            "A | 15 | nhóm",
            "A.1 | 10 | nhóm",
            "A.1.a | 4 | Chấm mức",
            "A.1.b | 6 | ?",
            "A.2 | 5 | Chấm mức",
            "B | 5 | nhóm",
            "B.1 | 5 | Chấm mức",
        ],
    ),
    "số thập phân": (
        [
            ("Số TT", "Nội dung tiêu chí", "Thang điểm"),
            ("1", "Mục một", "30 điểm"),
            ("1.1", "Ý một", "10đ"),
            ("1.2", "Ý hai", "Tối đa 20"),
            ("2", "Mục hai", "5"),
        ],
        ["1 | 30 | nhóm", "1.1 | 10 | Chấm mức", "1.2 | 20 | Chấm mức", "2 | 5 | Chấm mức"],
    ),
    "điểm nằm trong nội dung": (
        [
            ("TT", "Nội dung", "Cách chấm"),
            ("I", "Chuyên môn (30 điểm)", None),
            (1, "Hoàn thành chỉ tiêu (tối đa 20 điểm)", None),
            (2, "Báo cáo đúng hạn: 10 điểm", "Đạt/không đạt"),
        ],
        ["I | 30 | nhóm", "I.1 | 20 | Chấm mức", "I.2 | 10 | Đạt/không"],
    ),
    "điểm thưởng, điểm trừ": (
        [
            HEAD,
            ("I", "Nhiệm vụ", 10),
            (1, "Chỉ tiêu", 10),
            ("II", "ĐIỂM THƯỞNG", 5),
            (1, "Sáng kiến", "+5", "Mỗi sáng kiến 1 điểm, tối đa 5"),
            ("III", "Các trường hợp bị trừ điểm", None),
            (1, "Đơn thư", -2, "Trừ 1 điểm mỗi đơn"),
        ],
        [
            "I | 10 | nhóm",
            "I.1 | 10 | Chấm mức",
            "II | 5 | nhóm | thưởng",
            "II.1 | 5 | Theo lượt | sáng kiến: 1; tối đa 5 | thưởng",
            "III | 2 | nhóm | -",
            "III.1 | 2 | Theo lượt | đơn: 1 | -",
        ],
    ),
    "đầu mục in hoa không đánh số": (
        [
            HEAD,
            (None, "NHIỆM VỤ CHUYÊN MÔN", 10),
            (1, "Chỉ tiêu", 10),
            (None, "ĐIỂM TRỪ", 5),
            (1, "Vi phạm", 5),
        ],
        [
            "A | 10 | nhóm",
            "A.1 | 10 | Chấm mức",
            "B | 5 | nhóm | -",
            "B.1 | 5 | Chấm mức | -",
        ],
    ),
    "ý không đánh số dưới một mục": (
        [
            HEAD,
            (1, "Kỷ luật", 10),
            (None, "- Giờ giấc", 4),
            (None, "- Đồng phục", 6),
            (2, "Khác", 5),
        ],
        ["1 | 10 | nhóm", "1.1 | 4 | Chấm mức", "1.2 | 6 | Chấm mức", "2 | 5 | Chấm mức"],
    ),
    "số thứ tự nằm trong nội dung": (
        [
            ("Nội dung", "Điểm"),
            ("I. Chuyên môn", 15),
            ("1. Chỉ tiêu", 10),
            ("2. Báo cáo", 5),
        ],
        ["I | 15 | nhóm", "I.1 | 10 | Chấm mức", "I.2 | 5 | Chấm mức"],
    ),
    "cách tính viết thành nhiều dòng": (
        [
            HEAD,
            (1, "Tỷ lệ giải quyết", 10, "Từ 95% trở lên: 10 điểm"),
            (None, None, None, "Từ 80% đến dưới 95%: 8 điểm"),
            (None, None, None, "Dưới 80%: 0 điểm"),
            (2, "Báo cáo", 5),
        ],
        ["1 | 10 | Theo bậc | >=95: 10; >=80 <95: 8; <80: 0", "2 | 5 | Chấm mức"],
    ),
    "dòng đánh số cột, cột điểm tự chấm": (
        [
            ("TT", "Nội dung", "Điểm tối đa", "Điểm tự chấm", "Tài liệu minh chứng"),
            ("(1)", "(2)", "(3)", "(4)", "(5)"),
            (1, "Chỉ tiêu", 10, 9, "Báo cáo số 5"),
        ],
        ["1 | 10 | Chấm mức"],
    ),
    "chuẩn, thưởng, trừ": (
        [
            ("TT", "Nội dung", "Chuẩn", "Thưởng", "Trừ"),
            ("a", "Công tác chung", 5, None, None),
            ("a1", "Giải pháp", 3, 2, 1.5),
            ("a2", "Báo cáo", 2, None, 0),
        ],
        ["a | 5 | nhóm", "a1 | 3 | ?", "a2 | 2 | Chấm mức"],
    ),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_layout_of_a_real_office_is_understood(name):
    rows, expected = LAYOUTS[name]

    found, _ = proposal(rows)

    assert shown(found) == expected


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_workbook_to_complete_holds_what_was_proposed(name):
    found, _ = proposal(LAYOUTS[name][0])

    draft, findings = read_covenant_book(read_any(covenant_workbook(found.draft), "gu.xlsx"))

    assert draft is not None
    assert (draft.criteria, draft.ranking) == (found.draft.criteria, ())
    assert [str(one) for one in findings if one.is_error] == []
    covenant, more = read_covenant(draft)
    assert (covenant is not None) is not bool(found.open_items), [str(one) for one in more]


def test_titles_on_two_levels_and_over_several_columns_are_read():
    found, findings = proposal(
        [
            ("TT", "Nội dung", "Điểm", None, "Ghi chú"),
            (None, None, "Điểm chuẩn", "Điểm trừ", None),
            (1, "Chỉ tiêu", 10, None, "lời ghi"),
        ],
        merges=["A1:A2", "B1:B2", "C1:D1", "E1:E2"],
    )

    assert shown(found) == ["1 | 10 | Chấm mức"]
    assert found.draft.criteria[0].note == "lời ghi"
    assert findings == []


def test_what_is_not_understood_stays_word_by_word_at_its_cell():
    found, _ = proposal([HEAD, (1, "Chỉ tiêu", 10, "Do khối xét", "Quý"), (2, "Khác", "nhiều")])

    assert [str(one) for one in found.open_items] == [
        "Ô C3 trang Bảng: «nhiều» không phải là điểm tối đa; cần hoàn thiện",
        "Ô D2 trang Bảng: 1: chưa hiểu cách tính «Do khối xét»; cần hoàn thiện cách chấm",
    ]
    assert found.draft.criteria[0].note == "Do khối xét; Quý"
    assert [one.is_open for one in found.rows] == [True, True]


def test_columns_for_bonus_and_deductions_are_kept_word_by_word():
    found, findings = proposal(
        [
            (
                "STT",
                "Tiêu chuẩn",
                "Chuẩn",
                "Thưởng (mỗi lượt)",
                "Trừ (mỗi lượt)",
                "Tổng trừ không quá",
            ),
            ("a1", "Triển khai", 3, None, "chậm: 0,5; sai: 0,5", 1.5),
            ("a2", "Quy hoạch", 2, 1, None, 0),
        ]
    )

    assert findings == []
    assert [(one.row.code, one.row.note, one.is_open) for one in found.rows] == [
        ("a1", "Trừ (mỗi lượt): chậm: 0,5; sai: 0,5; Tổng trừ không quá: 1,5", True),
        ("a2", "Thưởng (mỗi lượt): 1", True),
    ]


def test_totals_and_groups_that_do_not_add_up_are_told():
    found, _ = proposal(
        [
            HEAD,
            ("I", "Chuyên môn", 30),
            (1, "Chỉ tiêu", 20),
            (2, "Báo cáo", 5),
            (None, "Cộng mục I", 25),
            (None, "Tổng cộng", 98),
        ]
    )

    assert said(found, "open") == [
        "Ô C2 trang Bảng: I ghi 30 nhưng các dòng bên trong cộng 25; cần hoàn thiện"
    ]
    assert said(found, "total") == [
        "Ô C6 trang Bảng: «Tổng cộng» ghi 98 nhưng các dòng ở trên cộng 25, nhóm I cộng 25"
    ]


def test_a_criterion_whose_text_begins_like_a_total_is_none():
    found, _ = proposal([HEAD, (1, "Tổng hợp báo cáo", 5), (2, "Cộng tác viên", 5)])

    assert shown(found) == ["1 | 5 | Chấm mức", "2 | 5 | Chấm mức"]


def test_every_other_filled_cell_is_told():
    found, findings = proposal(
        [
            (*HEAD[:3], "Điểm tự chấm"),
            (1, "Chỉ tiêu", 10, 9),
            (None, "- Lời giải thích thêm"),
            (None, "Tổng điểm", 10),
            (None, "TM. Khối thi đua"),
        ]
    )

    assert [str(one) for one in findings] == ["Ô D2 trang Bảng: cột «Điểm tự chấm» không được đọc"]
    assert said(found, "continued") == [
        "Ô B3 trang Bảng: «- Lời giải thích thêm» được hiểu là lời tiếp theo của dòng 2"
    ]
    assert said(found, "below") == [
        "Ô B5 trang Bảng: «TM. Khối thi đua» đứng dưới dòng tổng nên không được đọc"
    ]


def test_rows_of_one_code_are_to_be_completed():
    found, _ = proposal([HEAD, (1.1, "Ý một", 5), (1.1, "Ý mười", 5)])

    assert said(found, "open_code") == [
        "Ô A3 trang Bảng: mã 1.1 trùng với Ô A2 trang Bảng; cần hoàn thiện"
    ]


def test_a_formula_is_no_points_but_a_group_and_a_total_can_do_without():
    found, findings = proposal(
        [
            HEAD,
            ("I", "Chuyên môn", "=C3+C4"),
            (1, "Ý một", "=5+5"),
            (2, "Ý hai", 5, "=A1"),
            ("II", "Xây dựng", "=C6"),
            (1, "Ý ba", 5),
            (None, "Tổng cộng", "=C2"),
        ]
    )

    formula = "chứa công thức; hãy chép rồi dán giá trị"
    assert [str(one) for one in findings] == [f"Ô D4 trang Bảng: ô {formula}"]
    assert said(found, "open") == [
        f"Ô C3 trang Bảng: I.1 chưa có điểm tối đa (ô {formula}); cần hoàn thiện"
    ]
    assert said(found, "total") == [
        f"Ô C7 trang Bảng: dòng «Tổng cộng» không so được tổng: ô {formula}"
    ]
    assert shown(found) == [
        "I |  | nhóm",
        "I.1 |  | Chấm mức",
        "I.2 | 5 | Chấm mức",
        "II | 5 | nhóm",
        "II.1 | 5 | Chấm mức",
    ]


def test_a_table_longer_than_any_covenant_is_refused():
    found, _ = proposal([HEAD, *[(1, "Ý", 1)] * 1_001])

    assert found.rows == ()
    assert said(found) == ["bảng có hơn 1000 dòng tiêu chí; hãy để lại một bảng trong trang"]


def test_a_way_of_scoring_too_long_to_keep_is_cut_and_told():
    rows = [(None, None, None, "lời" * 2_000)] * 3
    found, _ = proposal([HEAD, (1, "Ý", 1, "Do khối xét"), *rows])

    assert len(found.draft.criteria[0].note) == 10_000
    assert said(found, "open_note") == [
        "Ô D2 trang Bảng: 1: lời về cách tính dài hơn 10000 ký tự nên bị cắt; cần hoàn thiện"
    ]


def test_a_file_without_such_a_table_is_refused_and_a_sheet_can_be_named():
    book = read_pasted("Tên\tTuổi\nA\t3\n")

    lines, (refused,) = read_criteria_sheet(book, "Khác")

    assert (lines, criteria_sheets(book)) == ([], [])
    assert str(refused).startswith("không tìm thấy bảng tiêu chí ở trang «Khác»; cần một dòng")


def as_table(draft, *, restarted):
    """Giao ước viết thành bảng, codes whole or each group's numbering its own."""
    above = parents([(row.code, not row.method.strip()) for row in draft.criteria])
    lines = [["TT", "Nội dung", "Điểm tối đa", "Cách chấm"]]
    for row, parent in zip(draft.criteria, above, strict=True):
        code = row.code
        if restarted and parent is not None:
            code = code.removeprefix(draft.criteria[parent].code).lstrip(".")
        points = "" if row.max_points is None else f"{row.max_points:f}".replace(".", ",")
        scored = f"{row.method}: {row.parameters}" if row.parameters else row.method
        lines.append([code, row.text, points, scored if row.method.strip() else ""])
    return "\r\n".join("\t".join(map(on_clipboard, line)) for line in lines)


def structure(rows):
    """Cấu trúc: code, text, points and whether it is a group, of every row."""
    return [(one.code, one.text, one.max_points, not one.method.strip()) for one in rows]


@pytest.mark.parametrize("restarted", [False, True])
@pytest.mark.parametrize("file", SAMPLES, ids=lambda file: file.stem)
def test_our_covenants_written_as_tables_are_read_back(file, restarted):
    draft, _ = read_covenant_book(read_any(file))
    lines, findings = read_criteria_sheet(read_pasted(as_table(draft, restarted=restarted)))

    found = propose(lines, block="K1", year=2026, title="Giao ước")

    assert findings == []
    groups = {one.row.code for one in found.rows if one.is_group}
    read = [
        (one.row.code, one.row.text, one.row.max_points, one.row.code in groups)
        for one in found.rows
    ]
    assert read == structure(draft.criteria)
    assert words.METHOD in found.rows[0].line.at


def test_a_way_of_scoring_merged_over_several_criteria_is_that_of_each():
    found, _ = proposal(
        [
            HEAD,
            ("I", "Nhiệm vụ", 60),
            (1, "a", 30, "Trừ 0,5 điểm/lần"),
            (2, "b", 20),
            (3, "c", 10),
        ],
        ["D3:D4"],
    )

    assert shown(found) == [
        "I | 60 | nhóm",
        "I.1 | 30 | Trừ dần | mỗi lượt 0,5",
        "I.2 | 20 | Trừ dần | mỗi lượt 0,5",
        "I.3 | 10 | Chấm mức",
    ]
    assert said(found) == ["Ô D4 trang Bảng: I.2: cách tính ở ô gộp được hiểu là của cả dòng này"]


def test_a_way_of_scoring_merged_from_the_group_down_is_that_of_its_criteria():
    found, _ = proposal(
        [HEAD, ("I", "Nhiệm vụ", 50, "Trừ 0,5 điểm/lần"), (1, "a", 30), (2, "b", 20)], ["D2:D4"]
    )

    assert shown(found) == [
        "I | 50 | nhóm",
        "I.1 | 30 | Trừ dần | mỗi lượt 0,5",
        "I.2 | 20 | Trừ dần | mỗi lượt 0,5",
    ]


@pytest.mark.parametrize("way", ["Trừ 0,5 điểm/lần, tối đa 5 điểm", "Đạt 100%: 30; dưới 100%: 0"])
def test_a_merged_way_that_cannot_be_that_of_each_is_still_to_be_done(way):
    found, _ = proposal([HEAD, ("I", "Nhiệm vụ", 50), (1, "a", 30, way), (2, "b", 20)], ["D3:D4"])

    assert shown(found)[2] == "I.2 | 20 | ?"
    assert said(found, "open") == [
        f"Ô D4 trang Bảng: I.2: chưa hiểu cách tính «{way}»; cần hoàn thiện cách chấm"
    ]


def test_words_of_one_criterion_broken_over_merged_rows_stay_its_own():
    found, _ = proposal(
        [HEAD, (1, "Nộp báo cáo", 10, "Trừ 0,5 điểm/lần"), (None, "đúng hạn")], ["D2:D3"]
    )

    assert shown(found) == ["1 | 10 | ?"]


def test_headings_merged_over_the_table_keep_their_numbers():
    found, _ = proposal(
        [
            HEAD,
            ("I. NHIỆM VỤ (60 điểm)",),
            (1, "a", 40),
            (2, "b", 20),
            ("II. Đảng",),
            (1, "c", 40),
        ],
        ["A2:E2", "A5:E5"],
    )

    assert shown(found) == [
        "I | 60 | nhóm",
        "I.1 | 40 | Chấm mức",
        "I.2 | 20 | Chấm mức",
        "II | 40 | nhóm",
        "II.1 | 40 | Chấm mức",
    ]
    assert [one.row.text for one in found.rows if one.is_group] == ["NHIỆM VỤ", "Đảng"]
    assert said(found, "made_code") == []


def test_the_date_and_the_signature_below_the_total_are_no_criteria():
    found, _ = proposal(
        [
            HEAD,
            (1, "a", 40),
            (None, "Tổng cộng", 40),
            (None, None, "Hà Nội, ngày 1/1/2026"),
            (None, "KHỐI TRƯỞNG"),
        ]
    )

    assert shown(found) == ["1 | 40 | Chấm mức"]
    assert found.open_items == ()
    assert said(found, "below") == [
        "Ô B4 trang Bảng: «Hà Nội, ngày 1/1/2026» đứng dưới dòng tổng nên không được đọc",
        "Ô B5 trang Bảng: «KHỐI TRƯỞNG» đứng dưới dòng tổng nên không được đọc",
    ]
