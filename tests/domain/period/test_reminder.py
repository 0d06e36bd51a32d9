"""Lời nhắc: exactly what is missing, until when, and where to go; ready to be copied."""

from datetime import UTC, datetime, timedelta

import pytest

from thidua.domain.ground.text import listed
from thidua.domain.period.reminder import (
    OwedItem,
    criterion_words,
    deadline_words,
    reminder_text,
)

END = datetime(2026, 3, 20, 16, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (END - timedelta(days=5), "còn 5 ngày, đến 23:59 ngày 20/03/2026"),
        (
            datetime(2026, 3, 19, 16, 59, 59, tzinfo=UTC),
            "còn 1 ngày, đến 23:59 ngày 20/03/2026",
        ),
        (
            datetime(2026, 3, 19, 17, 0, tzinfo=UTC),
            "hôm nay là ngày cuối, đến 23:59 ngày 20/03/2026",
        ),
        (END, "hôm nay là ngày cuối, đến 23:59 ngày 20/03/2026"),
        (END + timedelta(seconds=1), "quá hạn 1 ngày"),
        (END + timedelta(days=2), "quá hạn 2 ngày"),
    ],
)
def test_a_deadline_is_counted_in_days_of_vietnam(now, said):
    assert deadline_words(END, now) == said


def test_a_deadline_passed_earlier_today_is_told_by_its_hour():
    end = datetime(2026, 3, 20, 5, 0, tzinfo=UTC)

    assert deadline_words(end, END) == "đã hết hạn lúc 12:00 ngày 20/03/2026"


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ("A", "A"),
        ("ABCDEF", "A, B, C, D, E, F"),
        ("ABCDEFGHI", "A, B, C, D, E, F và 3 tiêu chí khác"),
    ],
)
def test_a_long_list_is_cut_and_says_how_many_more(names, said):
    assert listed(list(names), "tiêu chí") == said


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Kết quả", "I.1 (Kết quả)"),
        ("", "I.1"),
        ("Một\nhai", "I.1 (Một hai)"),
        ("Chấp hành " * 9, f"I.1 ({'Chấp hành ' * 5}Chấp hành…)"),
    ],
)
def test_a_criterion_is_named_on_one_line(title, said):
    assert criterion_words("I.1", title) == said


def test_the_text_names_all_and_gives_each_link_once():
    scoring, answering = "https://thidua.vn/cham-diem", "https://thidua.vn/giai-trinh?luong=3"
    owed = [
        OwedItem("bảng tự chấm chưa nộp", scoring),
        OwedItem("2 tiêu chí chưa tự chấm: I, V", scoring),
        OwedItem("giải trình chưa trả lời về tiêu chí I, hạn 20/03/2026", answering),
    ]

    text = reminder_text(
        "Phòng A", "Khối một năm 2025 đang ở giai đoạn Tự chấm", "còn 5 ngày", owed
    )

    assert text == (
        "Kính gửi Phòng A,\n"
        "Khối một năm 2025 đang ở giai đoạn Tự chấm, còn 5 ngày. Đơn vị còn:\n"
        "- bảng tự chấm chưa nộp;\n"
        "- 2 tiêu chí chưa tự chấm: I, V;\n"
        "- giải trình chưa trả lời về tiêu chí I, hạn 20/03/2026.\n"
        "Mời đơn vị vào làm tiếp tại:\n"
        "https://thidua.vn/cham-diem\n"
        "https://thidua.vn/giai-trinh?luong=3\n"
        "Trân trọng cảm ơn."
    )


def test_without_a_deadline_the_text_speaks_of_none():
    text = reminder_text("Phòng A", "Khối một", "", [OwedItem("một việc", "/x")])

    assert text.splitlines()[1] == "Khối một. Đơn vị còn:"
