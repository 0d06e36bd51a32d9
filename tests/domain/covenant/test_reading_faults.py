"""Đọc giao ước, phần lỗi: every fault with its place and its cure, all of them in one reading."""

import pytest

from tests.builders import make_draft, make_ranking_row, make_row
from thidua.domain.covenant.draft import CovenantDraft, SettingRow
from thidua.domain.covenant.reading import read_covenant
from thidua.domain.ground.finding import error, has_errors, warning


def _findings(*rows, **draft):
    covenant, findings = read_covenant(make_draft(*rows, **draft))
    assert (covenant is None) == has_errors(findings)
    return findings


SHEET = "Trang Giao ước"


@pytest.mark.parametrize(
    ("settings", "finding"),
    [
        (
            {"Khối": ""},
            error("missing_setting", "thiếu mục «Khối»; ghi ở cột thứ hai, cạnh chữ «Khối»", SHEET),
        ),
        (
            {"Năm": ""},
            error("missing_setting", "thiếu mục «Năm»; ghi ở cột thứ hai, cạnh chữ «Năm»", SHEET),
        ),
        (
            {"Năm": "năm nay"},
            error("not_whole", "«Năm» phải là số nguyên từ 1900 đến 9999", SHEET),
        ),
        (
            {"Năm": "2026 điểm"},
            error("not_whole", "«Năm» phải là số nguyên từ 1900 đến 9999", SHEET),
        ),
        (
            {"Số_chữ_số_thập_phân": "2%"},
            error("not_whole", "«Số chữ số thập phân» phải là số nguyên từ 0 đến 6", SHEET),
        ),
        (
            {"Số_chữ_số_thập_phân": "2,5"},
            error("not_whole", "«Số chữ số thập phân» phải là số nguyên từ 0 đến 6", SHEET),
        ),
        (
            {"Thang_điểm": "1.000"},
            error(
                "not_a_number",
                "«1.000» có thể là 1000 hoặc 1,000; hãy gõ lại một trong hai cách ấy",
                SHEET,
            ),
        ),
        (
            {"Cách_làm_tròn": "Làm tròn"},
            error(
                "unknown_word",
                "không hiểu «Làm tròn» ở mục «Cách làm tròn»; "
                "chọn một trong «Nửa lên», «Nửa về chẵn», «Cắt bỏ»",
                SHEET,
            ),
        ),
        (
            {"Kỳ": "Tháng 3/2024"},
            error("period", "«Tháng 3/2024» là của năm 2024 nhưng mục «Năm» ghi 2025", SHEET),
        ),
        (
            {"Kỳ": "Đợt 19/5", "Từ_ngày": "01/05/2025"},
            error(
                "period",
                "«Đợt 19/5» cần «Từ ngày» và «Đến ngày», ví dụ 01/05/2025",
                SHEET,
            ),
        ),
        (
            {"Kỳ": "Đợt 19/5", "Từ_ngày": "tháng 5"},
            error(
                "not_a_day",
                "«tháng 5» ở mục «Từ ngày» phải là ngày, ví dụ 01/05/2026",
                SHEET,
            ),
        ),
    ],
)
def test_faults_of_settings_are_told_with_their_cure(settings, finding):
    assert _findings(**settings) == [finding]


def test_a_finding_names_the_cell_where_there_is_one():
    rows = (SettingRow("Khối", "KTD-1"), SettingRow("Năm", "x", "trang Giao ước, ô B2"))

    _, findings = read_covenant(CovenantDraft(rows, make_draft().criteria))

    assert findings == [
        error("not_whole", "«Năm» phải là số nguyên từ 1900 đến 9999", "trang Giao ước, ô B2")
    ]


METHODS = (
    "Chấm mức, Đạt/không, Chọn mức, Theo bậc, Tỷ lệ hoàn thành, So với dẫn đầu, Theo lượt, "
    "Trừ dần, Tổng các ý, Từ các kỳ"
)


@pytest.mark.parametrize(
    ("row", "findings"),
    [
        (
            make_row("", 10, "Chấm mức", text="Có sáng kiến"),
            [error("missing_code", "dòng «Có sáng kiến» thiếu mã; ghi mã như I hoặc I.2")],
        ),
        (
            make_row("I", 10, "Chấm điểm"),
            [
                error(
                    "unknown_method",
                    f"không có cách chấm «Chấm điểm»; chọn một trong: {METHODS}",
                    "Mã I",
                )
            ],
        ),
        (
            make_row("I", None, "Chấm mức"),
            [error("missing_max", "tiêu chí I thiếu điểm tối đa, ví dụ 12,5", "Mã I")],
        ),
        (
            make_row("I", 10),
            [
                error(
                    "empty_group",
                    "dòng I không có Cách chấm nên là nhóm, nhưng bên trong không có tiêu chí "
                    "nào; ghi Cách chấm, hoặc thêm tiêu chí có mã bắt đầu bằng mã này",
                    "Mã I",
                )
            ],
        ),
        (
            make_row("I", 10, "Chấm mức", sign="±"),
            [error("unknown_sign", "không hiểu dấu «±»; ghi «+», «-» hoặc «thưởng»", "Mã I")],
        ),
        (
            make_row("I", 10, "Chấm mức", parameters="bước nhỏ"),
            [
                error(
                    "parameters",
                    "tham số của I (Chấm mức): phần «bước nhỏ»: «nhỏ» phải là số, ví dụ 12,5",
                    "Mã I",
                )
            ],
        ),
        (
            make_row("I", 10, "Chấm mức", parameters="không giao: tùy khối"),
            [
                error(
                    "not_assigned",
                    "không hiểu «không giao: tùy khối»; ghi một trong "
                    "«không giao: bỏ khỏi thang», «không giao: đủ điểm», «không giao: 0 điểm»",
                    "Mã I",
                )
            ],
        ),
        (
            make_row("I", 10, "Chấm mức", gate="cố gắng"),
            [
                error(
                    "gate",
                    "không hiểu điều kiện chặn «cố gắng»; ví dụ đúng: «dưới 50% không xét» "
                    "hoặc «0 điểm không xếp loại Xuất sắc»",
                    "Mã I",
                )
            ],
        ),
    ],
)
def test_faults_of_a_line_are_told_with_their_cure(row, findings):
    assert _findings(row) == findings


def test_duplicate_codes_name_the_first_place():
    first = make_row("I.1", 5, "Chấm mức", at={"Mã": "trang Tiêu chí, ô A3"})
    second = make_row("I.1", 5, "Chấm mức", at={"Mã": "trang Tiêu chí, ô A9"})

    assert _findings(make_row("I", 10), first, second) == [
        error(
            "duplicate_code",
            "mã I.1 bị trùng, đã dùng ở trang Tiêu chí, ô A3; mỗi dòng cần một mã riêng",
            "trang Tiêu chí, ô A9",
        )
    ]


@pytest.mark.parametrize(
    ("code", "text", "told"),
    [
        ("I.2", "I.1. Chấp hành nội quy", "I.1"),
        ("I.2", "I) Công tác chuyên môn", "I"),
        ("I.2", "2. Chấp hành nội quy", ""),
        ("I.2", "I.2. Chấp hành nội quy", ""),
        ("I.2", "II.5. Dẫn chiếu kế hoạch", ""),
        ("I.2", "100% cán bộ tham gia", ""),
        ("I.2", "A. Nội dung", ""),
    ],
)
def test_a_text_that_bears_the_number_of_another_line_is_refused(code, text, told):
    rows = (make_row("I", 10), make_row("I.1", 5, "Chấm mức"))
    found = _findings(*rows, make_row(code, 5, "Chấm mức", text=text))

    message = (
        f"mã I.2 nhưng nội dung «{text}» mang số {told} của dòng khác; hãy sửa mã hoặc nội dung "
        "cho khớp"
    )
    assert found == ([error("other_number", message, "Mã I.2")] if told else [])


def test_a_group_takes_no_other_parameter_than_the_ceiling():
    rows = (make_row("I", 10, parameters="bước 1"), make_row("I.1", 10, "Chấm mức"))

    assert _findings(*rows) == [
        error(
            "group_parameters",
            "tham số của nhóm chỉ có thể là «trần», không phải «bước 1»",
            "Mã I",
        )
    ]


def test_every_fault_is_found_in_one_reading():
    found = _findings(
        make_row("I", 10, "Chấm điểm"),
        make_row("I", None, "Chấm mức", sign="±"),
        ranking=(make_ranking_row("Xếp hạng", "Điểm nhóm", "I"),),
        Năm="",
    )

    assert [finding.code for finding in found] == [
        "duplicate_code",
        "unknown_sign",
        "unknown_method",
        "missing_max",
        "ranking",
        "missing_setting",
    ]


def test_a_covenant_without_criteria_is_refused():
    _, findings = read_covenant(CovenantDraft(make_draft().settings, ()))

    assert findings == [
        error(
            "empty",
            "chưa có tiêu chí nào; mỗi tiêu chí là một dòng có Cách chấm",
            "Trang Tiêu chí",
        )
    ]


@pytest.mark.parametrize(
    ("kind", "content", "value", "message"),
    [
        (
            "Thưởng nóng",
            "x",
            "1",
            "không có loại «Thưởng nóng»; chọn một trong: "
            "Tiêu chí phụ, Xếp loại, Trần xếp loại, Sàn phiếu xếp hạng, Không xét, Khen thưởng",
        ),
        (
            "Tiêu chí phụ",
            "Bốc thăm",
            "",
            "không có tiêu chí phụ «Bốc thăm»; chọn một trong «Điểm nhóm», «Điểm trừ ít hơn», "
            "«Điểm thưởng», «Tỷ lệ phiếu», «Ngày chậm ít hơn»",
        ),
        (
            "Tiêu chí phụ",
            "Điểm nhóm",
            "",
            "«Điểm nhóm» cần mã nhóm ở cột Giá trị, ví dụ «I»",
        ),
        ("Xếp loại", "Tốt", "cao", "không hiểu ngưỡng «cao»; ví dụ đúng: «>=90»"),
        ("Trần xếp loại", "", "trăm", "«trăm» phải là số, ví dụ 12,5"),
        *(
            (
                "Sàn phiếu xếp hạng",
                "",
                floor,
                f"sàn phiếu xếp hạng «{floor}» không đọc được; ví dụ đúng: «>=700»",
            )
            for floor in ("", "<=700", ">=700 <800")
        ),
        ("Sàn phiếu xếp hạng", "", "cao", "không hiểu ngưỡng «cao»; ví dụ đúng: «>=90»"),
        ("Khen thưởng", "Cờ", "", "«Cờ» cần số suất ở cột Giá trị, ví dụ «1»"),
        (
            "Khen thưởng",
            "Cờ",
            "1,5",
            "số suất «1,5» không đọc được; ví dụ đúng: «1» hoặc «<10 đơn vị: 2; >=10 đơn vị: 3»",
        ),
    ],
)
def test_faults_of_the_ranking_sheet_are_told_with_their_cure(kind, content, value, message):
    assert _findings(ranking=(make_ranking_row(kind, content, value),)) == [
        error("ranking", message, f"{kind} 1")
    ]


def test_a_second_floor_is_refused_and_a_second_ceiling_is_said():
    floor = make_ranking_row("Sàn phiếu xếp hạng", "", ">=700")
    cap = make_ranking_row("Trần xếp loại", "", "100", 2)

    assert _findings(ranking=(floor, floor)) == [
        error("ranking", "«Sàn phiếu xếp hạng» chỉ ghi một lần", "Sàn phiếu xếp hạng 1")
    ]
    assert _findings(ranking=(cap, cap)) == [
        warning(
            "repeated",
            "«Trần xếp loại» ghi nhiều lần; chỉ dòng sau cùng được dùng",
            "Trần xếp loại 2",
        )
    ]


def test_a_setting_written_twice_is_said_with_its_cell():
    rows = (
        SettingRow("Khối", "K1", "trang Giao ước, ô B1"),
        SettingRow("Năm", "2025", "trang Giao ước, ô B2"),
        SettingRow("NĂM", "2026", "trang Giao ước, ô B3"),
    )

    covenant, findings = read_covenant(CovenantDraft(rows, make_draft().criteria))

    assert covenant.year == 2026
    assert findings == [
        warning(
            "repeated",
            "mục «NĂM» ghi nhiều lần; chỉ dòng sau cùng được dùng",
            "trang Giao ước, ô B3",
        )
    ]


def test_a_group_is_not_called_empty_because_its_criterion_is_faulty():
    rows = (make_row("I", 3), make_row("I.1", 3, "Trừ dần", parameters="đi trễ"))

    assert _findings(*rows) == [
        error(
            "parameters",
            "tham số của I.1 (Trừ dần): phần «đi trễ» phải có dạng «đi trễ: 0,5»",
            "Mã I.1",
        )
    ]
