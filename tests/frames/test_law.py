"""Bảng hiển thị của bộ luật: what a document says beside its rules is shown with its source."""

from datetime import date

import pytest

from tests.domain.nominees import book
from thidua.domain.law.programme import Deadline
from thidua.frames.awards import law as frames

PLAN = "binh-phuoc-nong-thon-moi"
VIEW = book().at(date(2025, 12, 31))


def test_papers_deadlines_duties_and_targets_of_a_programme_are_shown_as_written():
    table = frames.programme_plan(book().programmes[PLAN], 2024)

    assert [list(row) for row in table.to_numpy()] == [
        ["hồ sơ", "Tờ trình", ""],
        ["hồ sơ", "Biên bản họp Hội đồng Thi đua - Khen thưởng", ""],
        ["hồ sơ", "Báo cáo thành tích có xác nhận của cấp trình", ""],
        ["thời hạn", "Gửi hồ sơ tới Văn phòng Điều phối nông thôn mới", "20/03/2024"],
        ["thời hạn", "Văn phòng Điều phối gửi Ban Thi đua - Khen thưởng", "15/04/2024"],
        ["thời hạn", "Các đơn vị ban hành kế hoạch", "tháng 7/2022"],
        ["thời hạn", "Sơ kết phong trào", "năm 2023"],
        ["thời hạn", "Tổng kết phong trào", "năm 2025"],
        ["trách nhiệm", "Văn phòng Điều phối nông thôn mới phân bổ hạn mức", ""],
        [
            "trách nhiệm",
            "Đơn vị trình chịu trách nhiệm về việc chấp hành pháp luật và tính xác thực của thành "
            "tích",
            "",
        ],
        ["mục tiêu", "Xã đạt chuẩn nông thôn mới", "100%, năm 2025"],
        ["mục tiêu", "Thêm số huyện đạt chuẩn nông thôn mới", "5 huyện, năm 2025"],
        ["mục tiêu", "Huyện nông thôn mới nâng cao", "2 huyện, năm 2025"],
        ["mục tiêu", "Huyện nông thôn mới kiểu mẫu", "1 huyện, năm 2025"],
        ["mục tiêu", "Xã nông thôn mới nâng cao", "40-50%, năm 2025"],
        ["mục tiêu", "Xã nông thôn mới kiểu mẫu", "10 xã, năm 2025"],
        ["mục tiêu", "Khu dân cư kiểu mẫu ở mỗi xã", "1-2 khu, năm 2025"],
        ["mục tiêu", "Thu nhập bình quân so với năm 2020", "từ 1,2 lần, năm 2025"],
    ]


@pytest.mark.parametrize(
    ("deadline", "words"),
    [
        (Deadline(code="a", text="A", day=5, month=3), "05/03 hằng năm"),
        (Deadline(code="a", text="A", day=5, month=3, year=2024), "05/03/2024"),
        (Deadline(code="a", text="A", month=11), "tháng 11 hằng năm"),
        (Deadline(code="a", text="A", month=7, year=2022), "tháng 7/2022"),
        (Deadline(code="a", text="A", year=2023), "năm 2023"),
        (Deadline(code="a", text="A"), ""),
    ],
)
def test_a_deadline_says_what_of_it_is_known(deadline, words):
    assert deadline.words() == words


def test_the_documents_behind_an_award_stand_once_with_what_is_known_of_them():
    cited = frames.award_citations(VIEW, "tap-the-lao-dong-tien-tien")
    table = frames.documents_frame(cited)

    codes = {one.document.code for one in cited}
    assert len(table) == len(codes)
    known = {one.document.name: one.document for one in cited}
    for row in table.to_dict("records"):
        document = known[row["Văn bản"]]
        signed = "—" if document.signed is None else f"{document.signed:%d/%m/%Y}"
        assert (row["Trích yếu"], row["Ký ngày"], row["Ghi chú"]) == (
            document.title,
            signed,
            document.note,
        )
        assert row["Hiệu lực từ"] == f"{document.span.start:%d/%m/%Y}"
    assert any(document.signed for document in known.values())


def test_the_note_of_a_rule_stands_with_how_it_was_checked():
    plan = frames.programme_law(VIEW, book().programmes[PLAN])

    limit = plan[plan["Loại"] == "hạn mức"].iloc[0]
    assert limit["Kiểm chứng"] == (
        "đã kiểm chứng; Câu này đứng trong phần cán bộ, công chức, viên chức nên mẫu số có hai "
        "cách hiểu."
    )


def test_an_award_says_what_it_is_and_of_which_level():
    awards = book().awards

    assert frames.award_words(awards["tap-the-lao-dong-tien-tien"]) == (
        "danh hiệu thi đua, cấp cơ sở"
    )
    assert frames.award_words(awards["bang-khen-tinh"]) == (
        "hình thức khen thưởng, cấp bộ, ngành, tỉnh"
    )
