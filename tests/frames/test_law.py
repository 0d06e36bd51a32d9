"""Bảng hiển thị của bộ luật: what a document says beside its rules is shown with its source."""

from collections import Counter
from datetime import date

import pytest

from tests.domain.nominees import book
from thidua.domain.movement.deadline import Bound, Deadline
from thidua.frames.awards import law as frames

PLAN = "binh-phuoc-nong-thon-moi"
TO_THE_OFFICE = "trước ngày 20/03 hằng năm"
VIEW = book().at(date(2025, 12, 31))


def test_papers_deadlines_duties_and_targets_of_a_programme_are_shown_as_written():
    table = frames.programme_plan(book().programmes[PLAN], 2024)

    rows = [list(row) for row in table.to_numpy()]

    assert rows[:5] == [
        ["hồ sơ", "Tờ trình đề nghị khen thưởng", "ký, đóng dấu"],
        ["hồ sơ", "Biên bản họp xét khen thưởng của Hội đồng Thi đua - Khen thưởng", "ký"],
        [
            *("hồ sơ", "Báo cáo thành tích của tập thể, cá nhân, hộ gia đình"),
            "ký, xác nhận của cấp trình",
        ],
        [
            "thời hạn",
            "Gửi hồ sơ đề nghị khen thưởng: Các cơ quan, đơn vị, địa phương → Văn phòng Điều phối "
            "nông thôn mới tỉnh",
            "chậm nhất hết 19/03/2024",
        ],
        [
            "thời hạn",
            "Gửi hồ sơ đề nghị khen thưởng: Văn phòng Điều phối nông thôn mới tỉnh → Ban Thi đua - "
            "Khen thưởng tỉnh",
            "chậm nhất hết 14/04/2024",
        ],
    ]
    assert Counter(row[0] for row in rows) == {
        **{"hồ sơ": 3, "thời hạn": 5, "báo cáo": 10, "nhiệm vụ": 24, "mục tiêu": 8},
    }
    assert rows[8] == [
        "báo cáo",
        "Tình hình tổ chức thực hiện phong trào: sở ban ngành, mặt trận đoàn thể, huyện, thị xã, "
        "thành phố → Văn phòng Điều phối nông thôn mới tỉnh và Sở Nội vụ (Ban Thi đua - Khen "
        "thưởng tỉnh)",
        "chưa đặt hạn",
    ]
    assert rows[-8:] == [
        ["mục tiêu", "Xã đạt chuẩn nông thôn mới", "100%, năm 2025"],
        ["mục tiêu", "Thêm số huyện đạt chuẩn nông thôn mới", "5 huyện, năm 2025"],
        ["mục tiêu", "Thêm số huyện đạt chuẩn nông thôn mới nâng cao", "2 huyện, năm 2025"],
        ["mục tiêu", "Thêm số huyện đạt chuẩn nông thôn mới kiểu mẫu", "1 huyện, năm 2025"],
        ["mục tiêu", "Xã đạt chuẩn nông thôn mới nâng cao", "40-50%, năm 2025"],
        ["mục tiêu", "Xã đạt chuẩn nông thôn mới kiểu mẫu", "10 xã, năm 2025"],
        ["mục tiêu", "Khu dân cư kiểu mẫu ở mỗi xã", "ít nhất 1-2 khu, năm 2025"],
        [
            *("mục tiêu", "Thu nhập bình quân đầu người vùng nông thôn so với năm 2020"),
            "ít nhất 1,2 lần, năm 2025",
        ],
    ]


@pytest.mark.parametrize(
    ("deadline", "words"),
    [
        (Deadline(code="a", text="A", day=5, month=3), "05/03 hằng năm"),
        (Deadline(code="a", text="A", day=5, month=3, year=2024), "05/03/2024"),
        (Deadline(code="a", text="A", month=11), "tháng 11 hằng năm"),
        (Deadline(code="a", text="A", month=7, year=2022), "tháng 7/2022"),
        (Deadline(code="a", text="A", year=2023), "năm 2023"),
        (Deadline(code="a", text="A", day=20, month=3, bound=Bound.BEFORE), TO_THE_OFFICE),
        (
            Deadline(code="a", text="A", day=15, month=6, bound=Bound.BY, year_after=1),
            "chậm nhất ngày 15/06 hằng năm của năm sau năm thành tích",
        ),
        (
            Deadline(code="a", text="A", month=7, year=2022, bound=Bound.WITHIN),
            "trong tháng 7/2022",
        ),
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
