"""Bảng xét điều kiện: signs with words, reasons with their article, chains with their gaps."""

from datetime import date

import pytest

from tests.domain.nominees import NEW_LAW, OWN, awards, book_with, judged
from thidua import award_charts
from thidua.domain.awards.eligibility import Conclusion
from thidua.domain.dossier.facts import Recipient
from thidua.frames.awards import eligibility as frames

UNIT, PERSON = Recipient.COLLECTIVE, Recipient.INDIVIDUAL
COLLECTIVE, CHAIN = "tap-the-lao-dong-tien-tien", "chien-si-thi-dua-tinh"
WHOLE = {
    "xep_loai": "HTT",
    "tham_gia_phong_trao": "có",
    "so_nguoi": "5",
    "so_ldtt": "4",
    "so_ky_luat_canh_cao": "0",
    "doan_ket": "có",
    "guong_mau_chap_hanh": "có",
    "thang_hoat_dong": "12",
}
UNITED = (
    "Nội bộ đoàn kết, gương mẫu chấp hành chủ trương của Đảng, chính sách, pháp luật của Nhà nước"
)
NOT_DISSOLVED = "Không phải đơn vị đã giải thể sau sắp xếp tổ chức"
LAW = book_with("LOAI.12THANG", "LOAI.XEMXET")
"""Bộ luật with two samples of a sector switched on."""


def of_unit(**changed):
    return judged(COLLECTIVE, UNIT, {2025: WHOLE | changed}, law=LAW)


def without(code):
    cells = {key: WHOLE[key] for key in WHOLE if key != code}
    return judged(COLLECTIVE, UNIT, {2025: cells}, law=LAW)


def of_person(*years, **cells):
    history = awards(*(("chien-si-thi-dua-co-so", year) for year in years))
    return judged(CHAIN, PERSON, {2025: {"sang_kien_cap": "tinh"} | cells}, history, law=LAW)


def test_the_matrix_has_a_sign_and_a_word_in_every_cell():
    frame = frames.matrix_frame([of_unit(so_ldtt="3")])

    assert list(zip(frame["tieu_chuan"], frame["Dấu"], frame["Chữ"], strict=True)) == [
        ("TTLDTT.1", "✓", "đạt"),
        ("TTLDTT.2", "✓*", "đạt"),
        ("TTLDTT.3", "✗", "không đạt"),
        ("TTLDTT.4", "✓*", "đạt"),
        ("TTLDTT.5", "✓*", "đạt"),
        ("LOAI.12THANG", "✓", "đạt"),
        ("LOAI.GIAITHE", "✓*", "đạt"),
    ]
    assert list(frame["Cột"]) == list(range(7))


def test_the_table_of_the_matrix_says_the_same_with_the_conclusion_in_front():
    table = frames.matrix_table([without("doan_ket")])

    assert table.to_dict("records") == [
        {
            "Đối tượng": "Sở Tài chính",
            "Kết luận": "thiếu dữ liệu (4 tiêu chuẩn chưa đối chiếu)",
            "1. Hoàn thành tốt nhiệm vụ": "✓ đạt",
            "2. Tích cực tham gia phong trào thi đua": "✓ đạt · chưa đối chiếu lời văn",
            "3. Ít nhất 70% cá nhân đạt Lao động tiên tiến": "✓ đạt",
            "4. Không có cá nhân bị kỷ luật từ cảnh cáo trở lên": "✓ đạt · chưa đối chiếu lời văn",
            f"5. {UNITED}": "? thiếu dữ liệu · chưa đối chiếu lời văn",
            "6. Đã thành lập, hoạt động từ đủ 12 tháng": "✓ đạt",
            f"7. {NOT_DISSOLVED}": "✓ đạt · chưa đối chiếu lời văn",
        }
    ]


def test_a_column_of_the_matrix_bears_the_number_of_its_requirement():
    frame = frames.matrix_frame([of_person(2025)])

    numbers = [str(at) for at in range(1, len(frame) + 1)]
    assert list(frame["Đầu cột"]) == numbers
    assert [title.partition(".")[0] for title in frames.headings([of_person(2025)]).values()] == (
        numbers
    )


def test_the_reason_names_value_threshold_article_force_and_remedy():
    (short,) = of_unit(so_ldtt="3").wanting

    assert frames.reason(short) == {
        "Giá trị": "3/5 người (60 %)",
        "Ngưỡng": "ít nhất 70 %, tức 4/5 người",
        "Căn cứ": "Luật 06/2022/QH15, Điều 28",
        "Hiệu lực": "từ 01/01/2024 đến nay",
        "Kiểm chứng": "chưa kiểm chứng (đọc qua nguồn khác)",
        "Cần gì để đổi": "cần thêm 1 người đạt Lao động tiên tiến",
    }


def test_after_the_amendment_the_reason_says_that_nobody_compared_the_rule():
    late = judged(
        COLLECTIVE, UNIT, {2026: WHOLE | {"so_ldtt": "3"}}, year=2026, on=date(2026, 12, 31)
    )

    assert frames.reason(late.wanting[0])["Kiểm chứng"] == f"chưa kiểm chứng; {NEW_LAW}"


def test_one_step_short_is_one_failed_requirement_of_those_who_are_considered():
    found = [
        of_unit(),
        of_unit(so_ldtt="3"),
        of_unit(so_ldtt="3", doan_ket="không"),
        of_unit(thang_hoat_dong="11"),
        without("doan_ket"),
    ]

    assert frames.one_step_short(found) == [found[1]]
    assert [one.conclusion for one in found[3:]] == [Conclusion.EXCLUDED, Conclusion.MISSING_DATA]
    assert frames.wanting_frame(found[1:2]).to_dict("records") == [
        {
            "Đối tượng": "Sở Tài chính",
            "Còn thiếu": "Ít nhất 70% cá nhân đạt Lao động tiên tiến",
            "Cần làm": "cần thêm 1 người đạt Lao động tiên tiến",
            "Hiện có": "3/5 người (60 %)",
            "Ngưỡng": "ít nhất 70 %, tức 4/5 người",
            "Căn cứ": "Luật 06/2022/QH15, Điều 28",
            "Kiểm chứng": "chưa kiểm chứng (đọc qua nguồn khác)",
        }
    ]


def test_excluded_and_deferred_stand_apart_with_their_article():
    found = [
        of_unit(),
        of_unit(thang_hoat_dong="11", doan_ket="không"),
        of_person(2023, 2024, 2025, dang_bi_xem_xet="có"),
    ]

    apart = frames.apart_frame(found)

    assert list(apart["Kết luận"]) == ["không xét", "tạm hoãn"]
    assert list(apart["Hiện có"]) == ["11 tháng", "có"]
    assert list(apart["Căn cứ"]) == [
        f"Thông tư 15/2023/TT-BKHĐT, khoản 3 Điều 3{OWN}",
        f"Thông tư 15/2023/TT-BKHĐT, khoản 4 Điều 3{OWN}",
    ]


def test_a_chain_shows_every_year_and_explains_its_gap():
    found = [of_person(2022, 2023, 2025)]

    assert list(frames.chains(found)) == ["CSTDT.1"]
    frame = frames.chain_frame(found, "CSTDT.1")
    assert list(zip(frame["Đầu cột"], frame["Dấu"], frame["Giá trị"], strict=True)) == [
        ("2024", "✗", "không được tặng Chiến sĩ thi đua cơ sở"),
        ("2025", "✓", "Chiến sĩ thi đua cơ sở"),
    ]
    (row,) = frames.chain_table(found, "CSTDT.1").to_dict("records")
    assert row["Kết quả"] == "✗ không đạt"
    assert row["Chỗ đứt, chỗ thiếu"] == (
        "2024: ✗ không đạt (không được tặng Chiến sĩ thi đua cơ sở)"
    )
    assert row["Cần làm"] == "cần thêm 2 năm liên tục nữa"


def test_an_award_without_years_has_no_chain():
    assert frames.chains([of_unit()]) == {}


def test_cells_can_be_chosen_only_where_there_is_something_to_open():
    chosen = award_charts.signs_spec("doi_tuong", "tieu_chuan")

    assert [one["name"] for one in chosen["params"]] == [award_charts.SIGN_CELL]
    assert "params" not in award_charts.signs_spec()


@pytest.mark.parametrize("spec", [award_charts.slots_spec, award_charts.shares_spec])
def test_the_numbers_of_a_bar_stand_as_text_beside_it(spec):
    texts = [layer["encoding"].get("text", {}).get("field") for layer in spec()["layer"]]

    assert "Chữ" in texts
