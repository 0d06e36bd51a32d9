"""Lời về cách tính: whole sentences of known form are read, anything else is left to people."""

from decimal import Decimal

import pytest

from thidua.domain.covenant.covenant import Sign
from thidua.domain.covenant.scoring_words import read_scoring

TEN = Decimal(10)


def read(text, most=TEN, sign=Sign.BASE):
    found = read_scoring(text, most, sign)
    return None if found is None else (found.word, found.parameters)


@pytest.mark.parametrize(
    ("text", "word", "parameters"),
    [
        ("", "Chấm mức", ""),
        ("Chấm mức", "Chấm mức", ""),
        ("Theo mức độ hoàn thành", "Chấm mức", ""),
        ("Đạt/không đạt", "Đạt/không", ""),
        ("Đạt: 10 điểm; không đạt: 0 điểm", "Đạt/không", ""),
        ("Có 10 điểm, không 0 điểm", "Đạt/không", ""),
        ("Trừ 0,5 điểm/lần", "Trừ dần", "mỗi lượt 0,5"),
        ("Mỗi lần chậm trừ 0,5 điểm", "Trừ dần", "lần chậm: 0,5"),
        ("Nộp chậm trừ 1 điểm; thiếu trừ 2 điểm", "Trừ dần", "Nộp chậm: 1; thiếu: 2"),
        ("Trừ 1 điểm/lần, tối đa 5 điểm", "Trừ dần", "mỗi lượt 1; trừ tối đa 5"),
        ("Mỗi sáng kiến 1 điểm, tối đa 3", "Theo lượt", "sáng kiến: 1; tối đa 3"),
        ("2 điểm/mô hình", "Theo lượt", "mô hình: 2"),
        ("Đạt 100%: 10; 90–<100%: 8", "Theo bậc", ">=100: 10; >=90 <100: 8"),
        ("Từ 95% trở lên: 10 điểm\nTừ 80% đến dưới 95%: 8 điểm\nDưới 80%: 0 điểm", "Theo bậc",
         ">=95: 10; >=80 <95: 8; <80: 0"),
        ("Đúng hạn: 10; chậm 1–2 ngày: 8", "Chọn mức", "Đúng hạn: 10; chậm 1–2 ngày: 8"),
        ("Xuất sắc: 10; Tốt: 8; Khá: 5", "Chọn mức", "Xuất sắc: 10; Tốt: 8; Khá: 5"),
        ("Có kế hoạch: 4 điểm; có báo cáo: 6 điểm", "Tổng các ý", "Có kế hoạch: 4; có báo cáo: 6"),
        ("Theo bậc: >=90: 10; >=0: 0", "Theo bậc", ">=90: 10; >=0: 0"),
        ("Tỷ lệ hoàn thành: sàn 50", "Tỷ lệ hoàn thành", "sàn 50"),
    ],
)  # fmt: skip
def test_a_whole_sentence_of_known_form_is_its_rule(text, word, parameters):
    assert read(text) == (word, parameters)


@pytest.mark.parametrize(
    "text",
    [
        "Do khối xét",
        "Đạt 100%: 10; 90%: 8; 80%: 6",
        "Trừ điểm theo mức độ",
        "Không được trừ 5 điểm",
        "Trừ 0,5 điểm/lần, riêng lần đầu nhắc nhở",
        "Đạt 100%: 12; dưới 100%: 8",
        "Xuất sắc: 12; Tốt: 8",
        "Xuất sắc: 9; Tốt: 8",
        "Đạt: 8; không đạt: 0",
        "Mỗi 2 sáng kiến 1 điểm",
        "Hoàn thành kế hoạch năm được 10 điểm",
        "Vắng họp, không phép trừ 1 điểm",
        "Theo bậc: tốt",
        "Trừ (mỗi lượt): nộp chậm: 8; tổng trừ không quá: 2",
        "Cấp tỉnh: 10; cấp huyện: 5",
        "Cấp tỉnh 6 điểm; cấp huyện 4 điểm",
        "Giải nhất: 7; giải nhì: 3",
        "Mỗi bằng khen: 6; giấy khen: 4",
        "Dưới 90%: trừ 2; dưới 80%: trừ 4",
        "Thưởng tối đa 2 điểm\nTrừ tối đa 1,5 điểm",
    ],
)
def test_what_is_not_certain_is_no_rule(text):
    assert read(text) is None


def test_a_section_of_deductions_counts_what_is_taken():
    assert read("Mỗi đơn thư trừ 1 điểm", sign=Sign.DEDUCTION) == ("Theo lượt", "đơn thư: 1")
    assert read("Mỗi đơn thư trừ 1 điểm", sign=Sign.BONUS) is None


def test_without_points_no_levels_are_weighed():
    assert read("Xuất sắc: 10; Tốt: 8", most=None) is None
    assert read("Trừ 1 điểm/lần", most=None) == ("Trừ dần", "mỗi lượt 1")


@pytest.mark.parametrize("sign", [Sign.BONUS, Sign.DEDUCTION])
def test_what_is_earned_or_taken_beside_the_base_may_come_twice_and_is_no_list_of_parts(sign):
    words = "Có kế hoạch: 4 điểm; có báo cáo: 6 điểm"
    assert read(words) == ("Tổng các ý", "Có kế hoạch: 4; có báo cáo: 6")
    assert read(words, sign=sign) is None
