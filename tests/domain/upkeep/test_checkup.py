"""Khám máy: what is judged of a disk, a clock, copies and a certificate, to the edge."""

from datetime import UTC, datetime, timedelta

import pytest

from thidua.domain.upkeep.checkup import (
    CERTIFICATE_DAYS,
    CLOCK_SLACK,
    COPY_DAYS,
    Part,
    Soundness,
    certificate,
    clock,
    copies,
    disk,
    size_words,
    worst,
)

NOW = datetime(2026, 3, 20, 2, 0, tzinfo=UTC)
MB, GB = 1024**2, 1024**3
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("size", "said"),
    [
        (0, "0 KB"),
        (1, "1 KB"),
        (MB - 1, "1024 KB"),
        (MB, "1 MB"),
        (int(3.46 * GB), "3,4 GB"),
        (1999 * GB, "1.999 GB"),
    ],
)
def test_a_size_is_told_in_the_unit_a_person_would_use(size, said):
    assert size_words(size) == said


@pytest.mark.parametrize(
    ("free", "state"),
    [
        (300 * MB - 1, Soundness.BROKEN),
        (300 * MB, Soundness.WATCH),
        (1500 * MB - 1, Soundness.WATCH),
        (1500 * MB, Soundness.GOOD),
    ],
)
def test_a_disk_must_hold_one_more_copy_and_should_hold_five(free, state):
    assert disk("Ổ đĩa", free=free, needed=100 * MB).state is state


@pytest.mark.parametrize(
    ("last", "other", "state"),
    [
        (None, None, Soundness.GOOD),
        (NOW + CLOCK_SLACK, None, Soundness.GOOD),
        (NOW + CLOCK_SLACK + SECOND, None, Soundness.BROKEN),
        (NOW, NOW - CLOCK_SLACK - SECOND, Soundness.WATCH),
        (NOW, NOW + CLOCK_SLACK + SECOND, Soundness.WATCH),
        (NOW, NOW + CLOCK_SLACK, Soundness.GOOD),
    ],
)
def test_a_clock_stands_before_no_entry_and_near_that_of_the_other_machine(last, other, state):
    assert clock("Đồng hồ", now=NOW, last=last, other=other).state is state


@pytest.mark.parametrize(
    ("latest", "said"),
    [
        (None, "chưa có bản sao lưu nào"),
        (NOW - timedelta(days=COPY_DAYS), "bản gần nhất lúc 09:00 ngày 13/03/2026"),
        (
            NOW - timedelta(days=COPY_DAYS) - SECOND,
            "bản gần nhất lúc 08:59 ngày 13/03/2026, đã quá 7 ngày",
        ),
    ],
)
def test_a_copy_is_new_for_a_week(latest, said):
    found = copies("Sao lưu", now=NOW, latest=latest)

    assert (found.said, found.state is Soundness.GOOD) == (said, "quá" not in said and bool(latest))


@pytest.mark.parametrize(
    ("left", "state"),
    [
        (timedelta(), Soundness.BROKEN),
        (SECOND, Soundness.WATCH),
        (timedelta(days=CERTIFICATE_DAYS) - SECOND, Soundness.WATCH),
        (timedelta(days=CERTIFICATE_DAYS), Soundness.GOOD),
    ],
)
def test_a_certificate_is_renewed_three_weeks_before_it_ends(left, state):
    assert certificate("Chứng chỉ", now=NOW, until=NOW + left).state is state


def test_the_whole_is_as_its_worst_part():
    parts = [Part("a", one, "") for one in Soundness]

    assert [worst(parts[:count]) for count in range(len(parts) + 1)] == [
        Soundness.GOOD,
        Soundness.GOOD,
        Soundness.UNSEEN,
        Soundness.WATCH,
        Soundness.BROKEN,
    ]
