"""Kỳ trong năm: what people write is understood, and every period is called by its own name."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.domain.period.part import (
    WHOLE_YEAR,
    PartUnread,
    YearKind,
    YearPart,
    added_parts,
    all_of,
    code_of,
    label_of,
    may_add,
    month,
    quarter,
    read_parts,
    said_of,
    stored_part,
)

MIDYEAR = YearPart(kind=YearKind.MIDYEAR)
MAY = date(2026, 5, 1), date(2026, 5, 31)
CAMPAIGN = YearPart(
    kind=YearKind.CAMPAIGN,
    slug="dot-19-5",
    name="Đợt thi đua 19/5",
    begins=MAY[0],
    ends=MAY[1],
)
WITHOUT_DAYS = st.sampled_from(
    [WHOLE_YEAR, MIDYEAR, *all_of(YearKind.MONTH), *all_of(YearKind.QUARTER)]
)


@st.composite
def campaigns(draw):
    """Đợt: a name of letters and figures, and days in one year."""
    name = draw(st.text("ấBcđ 12/", min_size=1, max_size=20).filter(str.strip))
    first, last = sorted(draw(st.tuples(*[st.dates(date(2026, 1, 1), date(2026, 12, 31))] * 2)))
    (part,) = read_parts(f"Đợt x{name}", 2026, first, last)
    return part


PARTS = st.one_of(WITHOUT_DAYS, campaigns())


@given(PARTS)
def test_what_a_covenant_keeps_is_read_back(part):
    written, begins, ends = part.settings()
    days = [
        date(*(int(one) for one in reversed(day.split("/")))) if day else None
        for day in (begins, ends)
    ]

    assert read_parts(written, 2026, *days) == (part,)


@given(PARTS)
def test_what_is_stored_is_read_back(part):
    assert stored_part(part.kind, part.kept, part.name, part.begins, part.ends) == part


@given(PARTS)
def test_its_code_and_its_label_both_name_it(part):
    assert code_of(part.code) == part.code == code_of(part.label)


@given(st.lists(WITHOUT_DAYS, unique=True), st.integers(2000, 2100))
def test_periods_are_ordered_by_kind_then_by_their_days(parts, year):
    ordered = sorted(parts, key=lambda one: one.order(year))

    assert ordered == sorted(parts, key=lambda one: (list(YearKind).index(one.kind), one.number))


@given(st.integers(2000, 2100))
def test_months_and_quarters_fill_the_year(year):
    for kind in (YearKind.MONTH, YearKind.QUARTER):
        spans = [one.span(year) for one in all_of(kind)]

        assert (spans[0][0], spans[-1][1]) == WHOLE_YEAR.span(year)
        assert all((b[0] - a[1]).days == 1 for a, b in pairwise(spans))


@given(st.text(max_size=30))
def test_whatever_is_written_is_read_or_refused_in_words(written):
    try:
        parts = read_parts(written, 2026)
    except PartUnread as fault:
        assert str(fault)
    else:
        assert parts


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("", [WHOLE_YEAR]),
        ("Cả năm", [WHOLE_YEAR]),
        ("năm 2026", [WHOLE_YEAR]),
        ("6 tháng", [MIDYEAR]),
        ("6 tháng đầu năm 2026", [MIDYEAR]),
        ("Sơ kết", [MIDYEAR]),
        ("Tháng 3", [month(3)]),
        ("tháng 03/2026", [month(3)]),
        ("THÁNG 3 năm 2026", [month(3)]),
        ("thang-3", [month(3)]),
        ("Quý 2", [quarter(2)]),
        ("Quý II", [quarter(2)]),
        ("quý iv/2026", [quarter(4)]),
        ("Tháng 1-12", list(all_of(YearKind.MONTH))),
        ("các tháng", list(all_of(YearKind.MONTH))),
        ("hằng tháng", list(all_of(YearKind.MONTH))),
        ("từ tháng 3 đến tháng 5", [month(3), month(4), month(5)]),
        ("Các quý", list(all_of(YearKind.QUARTER))),
    ],
)
def test_what_people_write_is_understood(written, parts):
    assert read_parts(written, 2026) == tuple(parts)


@pytest.mark.parametrize("written", ["Đợt 19/5", "đợt thi đua 19/5", "Đợt  thi đua 19-5"])
def test_a_campaign_has_a_name_a_code_and_its_days(written):
    (part,) = read_parts(written, 2026, *MAY)

    assert (part.code, part.span(2026)) == ("dot-19-5", MAY)
    assert part.name.startswith("Đợt")


@pytest.mark.parametrize(
    ("written", "days", "said"),
    [
        ("Tháng 13", (), "không hiểu «Tháng 13» ở mục «Kỳ»; ghi"),
        ("Quý 5", (), "không hiểu «Quý 5»"),
        ("Tháng 5-3", (), "không hiểu «Tháng 5-3»"),
        ("mùa hè", (), "không hiểu «mùa hè»"),
        ("Tháng 3/2025", (), "«Tháng 3/2025» là của năm 2025 nhưng mục «Năm» ghi 2026"),
        ("Đợt 19/5", (), "«Đợt 19/5» cần «Từ ngày» và «Đến ngày», ví dụ 01/05/2026"),
        ("Đợt 19/5", MAY[::-1], "«Đợt 19/5»: «Từ ngày» phải trước «Đến ngày»"),
        (
            "Đợt 19/5",
            (date(2024, 5, 1), date(2024, 5, 2)),
            "«Đợt 19/5» không có ngày nào trong năm 2026",
        ),
        ("Tháng 3", MAY, "«Từ ngày», «Đến ngày» chỉ dùng cho một đợt; Tháng 3 có sẵn ngày của nó"),
        (f"Đợt {'x' * 80}", MAY, "tên đợt dài quá 64 ký tự; hãy rút gọn"),
    ],
)
def test_what_is_not_understood_says_how_it_is_written(written, days, said):
    with pytest.raises(PartUnread) as fault:
        read_parts(written, 2026, *days)

    assert str(fault.value).startswith(said)


@pytest.mark.parametrize(
    ("part", "title", "words"),
    [
        (WHOLE_YEAR, "Năm 2026", "năm 2026"),
        (MIDYEAR, "6 tháng đầu năm 2026", "6 tháng đầu năm 2026"),
        (month(3), "Tháng 3 năm 2026", "tháng 3 năm 2026"),
        (quarter(2), "Quý II năm 2026", "quý II năm 2026"),
        (CAMPAIGN, "Đợt thi đua 19/5 năm 2026", "đợt thi đua 19/5 năm 2026"),
    ],
)
def test_it_is_called_as_people_call_it(part, title, words):
    assert (part.title(2026), part.words(2026)) == (title, words)


def test_several_that_share_a_covenant_are_called_together():
    assert said_of([month(1), month(2), month(3)], 2026) == "tháng 1–3 năm 2026"
    assert said_of(all_of(YearKind.QUARTER), 2026) == "quý I–IV năm 2026"
    assert said_of([month(3)], 2026) == "tháng 3 năm 2026"


def test_where_only_the_code_is_known_it_still_has_a_label():
    assert [label_of(one) for one in ("", "thang-3", "quy-2", "dot-19-5")] == [
        "",
        "Tháng 3",
        "Quý II",
        "Đợt 19-5",
    ]


def test_the_next_of_its_kind():
    assert [one.following() for one in (month(3), month(12), quarter(1), WHOLE_YEAR, CAMPAIGN)] == [
        month(4),
        None,
        quarter(2),
        None,
        None,
    ]


def test_only_longer_periods_add_and_each_adds_those_in_its_days():
    there = [CAMPAIGN, month(1)]

    assert added_parts(WHOLE_YEAR, YearKind.MONTH, 2026, there) == list(all_of(YearKind.MONTH))
    assert added_parts(quarter(2), YearKind.MONTH, 2026, there) == [month(4), month(5), month(6)]
    assert added_parts(MIDYEAR, YearKind.QUARTER, 2026, there) == [quarter(1), quarter(2)]
    assert added_parts(WHOLE_YEAR, YearKind.CAMPAIGN, 2026, there) == [CAMPAIGN]
    assert added_parts(month(5), YearKind.CAMPAIGN, 2026, there) == []
    assert not any(may_add(kind, kind) for kind in YearKind)
