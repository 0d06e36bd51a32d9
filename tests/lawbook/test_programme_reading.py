"""Đọc chương trình khen thưởng: every group cites its source, every name is checked."""

from datetime import date

import pytest

from tests.domain.nominees import judged_in
from tests.lawbook.small_book import SMALL, file
from thidua.domain.awards.eligibility import Conclusion
from thidua.domain.dossier.award_history import Occasion
from thidua.domain.dossier.facts import Recipient
from thidua.lawbook.loading import read_book

PROGRAMME = """
[[programmes]]
code = "pt"
name = "Phong trào"
first_year = 2024
last_year = 2026
document = "qc"
article = "Điều 5"
verified = "văn bản"

[[programmes.groups]]
code = "1"
name = "Đơn vị"
award = "giay-khen-khoi"
for = ["tập thể"]
document = "qc"
article = "Điều 6"
verified = "văn bản"
[[programmes.groups.requirements]]
code = "1.a"
text = "Đoàn kết"
condition = { kind = "fact", fact = "doan_ket", threshold = "có" }
[[programmes.groups.requirements]]
code = "1.b"
text = "Vượt chỉ tiêu"
condition = { kind = "fact", fact = "vuot_chi_tieu", threshold = "có" }
document = "qc"
article = "Điều 7"
from = 2025-07-01
verified = "chưa"

[[programmes.leader_limits]]
code = "LD"
text = "Không quá một nửa"
fact = "chuc_vu_lanh_dao"
share = "1/2"
groups = ["1"]
document = "qc"
article = "Điều 8"
verified = "văn bản"

[[programmes.deadlines]]
code = "h"
text = "Hạn"
day = 29
month = 2
year = 2024
"""
PLACE = "tệp luat.toml, bảng [[programmes]] thứ 1 (pt)"


def test_a_condition_with_its_own_citation_holds_from_its_own_day():
    book, findings = read_book([file(SMALL + PROGRAMME)])
    before, after = (
        judged_in("pt", "1", Recipient.COLLECTIVE, {"doan_ket": "có"}, 2025, on=day, law=book)
        for day in (date(2025, 6, 30), date(2025, 7, 1))
    )

    assert findings == []
    assert book.programmes["pt"].occasion is Occasion.THEMATIC
    assert [(row.code, row.reference) for row in before.results] == [("1.a", "Quy chế 01, Điều 6")]
    assert [(row.code, row.reference) for row in after.wanting] == [("1.b", "Quy chế 01, Điều 7")]
    assert [before.conclusion, after.conclusion] == [
        *(Conclusion.ELIGIBLE, Conclusion.MISSING_DATA),
    ]


@pytest.mark.parametrize(
    ("old", "new", "place", "message"),
    [
        (
            *('groups = ["1"]', 'groups = ["2"]', f"{PLACE} › leader_limits thứ 1"),
            "không có nhóm «2» trong chương trình",
        ),
        (
            *('fact = "chuc_vu_lanh_dao"', 'fact = "so_nguoi"', f"{PLACE} › leader_limits thứ 1"),
            "«fact» phải là một dữ kiện có/không, không phải «so_nguoi»",
        ),
        (
            *("year = 2024\n", "year = 2025\n", f"{PLACE} › deadlines thứ 1"),
            "ngày, tháng của thời hạn không có thật",
        ),
        (
            *("month = 2\n", "", f"{PLACE} › deadlines thứ 1"),
            "ngày, tháng của thời hạn không có thật",
        ),
        (
            *('award = "giay-khen-khoi"', 'award = "cup"', f"{PLACE} › groups thứ 1"),
            "không có danh hiệu «cup»; khai nó bằng bảng [[awards]]",
        ),
        (
            *('article = "Điều 7"', "", f"{PLACE} › groups thứ 1 › requirements thứ 2"),
            "thiếu khóa «article»",
        ),
        (
            *('share = "1/2"', 'share = "rưỡi"', f"{PLACE} › leader_limits thứ 1"),
            '«share» phải là tỷ lệ như "70%" hoặc "2/3", không phải «rưỡi»',
        ),
        (
            *('share = "1/2"', "share = 0.5", f"{PLACE} › leader_limits thứ 1"),
            '«share» viết số 0.5 trần; hãy đặt trong ngoặc kép, ví dụ "0.5"',
        ),
    ],
)
def test_a_fault_in_a_programme_names_its_place(old, new, place, message):
    assert old in PROGRAMME

    book, findings = read_book([file(SMALL + PROGRAMME.replace(old, new))])

    assert book is None
    assert [(finding.place, finding.message) for finding in findings] == [(place, message)]


def test_two_groups_of_one_code_are_refused():
    start = PROGRAMME.index("[[programmes.groups]]")
    group = PROGRAMME[start : PROGRAMME.index("[[programmes.leader_limits]]")]

    _, findings = read_book([file(SMALL + PROGRAMME + group)])

    assert [(finding.place, finding.message) for finding in findings] == [
        (PLACE, "hai nhóm trùng mã")
    ]
