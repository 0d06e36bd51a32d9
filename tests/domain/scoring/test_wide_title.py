"""Tên bảng rộng: what it says of hand, year and period beside those that are imported into."""

import pytest

from tests.domain.scoring.wide_sheets import sheet
from thidua.domain.period.part import YearKind, YearPart
from thidua.domain.period.period import BlockPeriod
from thidua.domain.scoring.sheet import Hand
from thidua.domain.scoring.wide.title import title_of, told_otherwise

MARCH, FIRST = YearPart(kind=YearKind.MONTH, number=3), YearPart(kind=YearKind.QUARTER, number=1)


def told(*title, part=None, hand=Hand.VERIFIED, of_columns=False, name="Sheet1"):
    """Điều tên bảng nói khác với năm 2026."""
    named = {} if part is None else {"part": part}
    period = BlockPeriod(id=1, block_code="K1", block_name="Khối", year=2026, **named)
    rows = [*([one] for one in title), ["TT", "Nội dung", "VP"], ["I.1", "Năm 2020", "tháng 9"]]
    found = title_of(sheet(rows, title=name))
    return told_otherwise(found, period, hand, columns_say_hand=of_columns)


@pytest.mark.parametrize(
    "title",
    [
        "BẢNG TỔNG HỢP ĐIỂM THI ĐUA NĂM 2026",
        "BẢNG ĐIỂM THẨM ĐỊNH NĂM 2026",
        "BẢNG ĐIỂM TỰ CHẤM VÀ THẨM ĐỊNH",
        "Năm 2026 so với năm 2025",
        "Hà Nội, ngày 05 tháng 01 năm 2027",
        "Hà Nội, ngày … tháng … năm 2027",
        "Kèm theo Quyết định số 12/2025/QĐ-UBND",
        "Từ tháng 12/2025 đến tháng 11/2026",
        "12 tháng năm 2026",
    ],
)
def test_what_says_the_same_or_nothing_is_not_remarked_on(title):
    assert told(title) == []


def test_another_hand_year_or_period_is_told():
    year = "nhưng đang nhập vào năm 2026"
    assert told("BẢNG ĐIỂM TỰ CHẤM") == ["tên bảng ghi Tự chấm nhưng đang nhập vào bản Thẩm định"]
    assert told("BẢNG ĐIỂM", "NĂM 2025") == [f"tên bảng ghi năm 2025 {year}"]
    assert told("BẢNG ĐIỂM THÁNG 3 NĂM 2026") == [f"tên bảng ghi tháng 3 {year}"]
    assert told("Bảng điểm", name="Quý II") == [f"tên bảng ghi quý II {year}"]
    assert told("BẢNG ĐIỂM THÁNG 4", part=MARCH) == [
        "tên bảng ghi tháng 4 nhưng đang nhập vào tháng 3 năm 2026"
    ]
    assert told("THÁNG 03/2026", part=MARCH) == []
    assert told("QUÝ I/2026", part=FIRST) == []


def test_columns_that_name_the_hand_say_more_than_the_title():
    assert told("BẢNG ĐIỂM TỰ CHẤM", of_columns=True) == []
    assert told("BẢNG ĐIỂM TỰ CHẤM", hand=Hand.SELF) == []
