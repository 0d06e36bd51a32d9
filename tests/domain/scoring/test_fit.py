"""Còn khớp giao ước: a kept figure is never read as something else under a new rule."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.builders import make_covenant, make_criterion, make_entry, rule_of, scored
from thidua.domain.rules import Method
from thidua.domain.rules.entry import Entry, Event
from thidua.domain.rules.once import Once
from thidua.domain.scoring.fit import codes_given_away, misfits, why_unfit
from thidua.domain.scoring.sheet import Hand, SheetStatus
from thidua.domain.scoring.stored import StoredLine, StoredSheet

RESULT = make_entry(actual=95, target=100)
OTHERWISE = "tham số mới hiểu số liệu theo nghĩa khác, cần nhập lại"


def why(old, new, entry):
    return why_unfit(make_criterion(rule=rule_of(*old)), make_criterion(rule=rule_of(*new)), entry)


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        (("proportional", ""), ("tiers", ">=90: 10; >=0: 5"), "Theo bậc"),
        (("tiers", ">=90: 10; >=0: 5"), ("proportional", ""), "Tỷ lệ hoàn thành"),
        (("proportional", ""), ("leader_relative", ""), "So với dẫn đầu"),
        (("leader_relative", ""), ("tiers", ">=90: 10; >=0: 5"), "Theo bậc"),
    ],
)
def test_figures_in_the_same_columns_are_not_taken_over_by_another_way_of_scoring(old, new, word):
    one, other = ((Method(method), said) for method, said in (old, new))

    assert why(one, other, RESULT) == f"cách chấm mới «{word}» cần nhập lại số liệu"


@pytest.mark.parametrize(
    ("old", "new", "fits"),
    [
        (">=90: 10; >=0: 5", ">=95: 10; >=90: 8; >=0: 5", True),
        (">=90: 10; >=0: 5", "<=5: 10; >5: 5", False),
        ("<=2: 10; >2: 5", "<=1: 10; <=3: 8; >3: 5", True),
        (">=90: 10; >=0: 5", ">=0,9: 10; >=0: 5", False),
        (">=90%: 10; >=0%: 5", "từ 90 điểm: 10; từ 0 điểm: 5", False),
        ("từ 90 đ: 10; từ 0 đ: 5", "từ 80 điểm: 10; từ 0 điểm: 5", True),
        (">=90%: 10; >=70%: 5", ">=90: 10; >=80: 5", True),
        (">=90: 10; >=70: 5", ">=90%: 10; >=80%: 5", True),
        (">=90%: 10; >=0%: 5", ">=80: 10; >=0: 5", False),
        (">=90%: 10; >=70%: 7", ">=20: 10; >=10: 7", False),
        (">=90%: 10; >=20%: 7", ">=20: 10; >=10: 7", False),
        (">=90: 10; >=70: 7", "từ 20 ngày: 10; từ 10 ngày: 7", False),
        (">=9,5: 10; >=8: 5", ">=90: 10; >=80: 5", False),
        (">=90: 10; >=50: 5; >=0: 0", ">=90: 10; >=50: 2; >=10: 5; >=0: 0", False),
        ("<=1: 10; <=3: 5; >3: 0", "<=1: 10; <=2: 2; <=3: 5; >3: 0", False),
        ("đến 2 ngày: 10; trên 2 ngày: 5", "đến 2 lần: 10; trên 2 lần: 5", False),
    ],
)
def test_tiers_of_another_unit_size_or_direction_ask_for_the_figure_anew(old, new, fits):
    said = why((Method.TIERS, old), (Method.TIERS, new), make_entry(actual=2))

    assert said == ("" if fits else OTHERWISE)


@pytest.mark.parametrize(
    ("old", "new", "fits"),
    [("", "sàn 50", True), ("", "càng thấp càng tốt", False)],
)
def test_a_share_that_is_better_when_it_is_less_is_another_share(old, new, fits):
    said = why((Method.PROPORTIONAL, old), (Method.PROPORTIONAL, new), RESULT)

    assert said == ("" if fits else OTHERWISE)


BOARD = ("cấp tỉnh", Decimal(2))


@pytest.mark.parametrize(
    ("method", "old", "new", "events", "fits"),
    [
        ("per_event", "cấp tỉnh: 3; cấp xã: 1", "cấp tỉnh: 5; cấp xã: 2", (BOARD,), True),
        ("per_event", "cấp tỉnh: 3; cấp xã: 1", "mỗi lượt 2", (BOARD,), False),
        ("per_event", "mỗi lượt 2", "cấp tỉnh: 3", (BOARD,), False),
        ("per_event", "mỗi lượt 2", "mỗi lượt 3; tối đa 6", ((None, Decimal(2)),), True),
        ("per_event", "cấp tỉnh: 3; nộp muộn: -1", "cấp tỉnh: 3; nộp muộn: 1",
         (("nộp muộn", Decimal(1)),), False),
        ("per_event", "cấp tỉnh: 3; nộp muộn: -1", "cấp tỉnh: 3; nộp muộn: 1", (BOARD,), True),
        ("start_minus", "muộn: 1; thưởng tối đa 3; sáng kiến: +1",
         "muộn: 1; sáng kiến: 1", (("sáng kiến", Decimal(1)),), False),
        ("parts", "ý a: 6; ý b: 4", "ý a: 5; ý b: 5", (("ý a", Decimal(1)),), True),
    ],
)  # fmt: skip
def test_an_event_is_of_the_kind_it_was_entered_as(method, old, new, events, fits):
    entry = make_entry(events=dict(events))
    said = why((Method(method), old), (Method(method), new), entry)

    assert said == ("" if fits else OTHERWISE)


def test_where_each_must_be_named_by_now_what_was_counted_without_a_name_is_asked_anew():
    plain = rule_of(Method.PER_EVENT, "cấp tỉnh: 3")
    named = replace(plain, once=frozenset({Once.ACHIEVEMENT}))
    old, new = make_criterion(rule=plain), make_criterion(rule=named)

    unnamed = Entry(events=(Event("cấp tỉnh", Decimal(1)),))
    told = Entry(events=(Event("cấp tỉnh", Decimal(1), "Giải báo chí"),))
    assert [why_unfit(old, new, one) for one in (unnamed, told)] == [OTHERWISE, ""]


LINE = StoredLine(entry=scored(8), version=1, entered_by="A", entered_at=None, covenant_version=1)


def test_a_code_that_went_to_another_criterion_takes_no_line_with_it():
    old = make_covenant(
        make_criterion("I.1", text="Sáng kiến"), make_criterion("I.2", text="Báo cáo đúng hạn")
    )
    new = make_covenant(
        make_criterion("I.1", text="Cải cách hành chính"),
        make_criterion("I.2", text="sáng  kiến"),
        make_criterion("I.3", text="Báo cáo đúng hạn, đủ"),
    )
    sheet = StoredSheet(
        unit="A",
        hand=Hand.SELF,
        status=SheetStatus.SUBMITTED,
        lines=dict.fromkeys(("I.1", "I.2"), LINE),
    )

    said = "mã I.1 nay là của tiêu chí khác, tiêu chí cũ mang mã I.2"
    assert codes_given_away(old, new) == {"I.1": said}
    assert [(one.criterion, one.why) for one in misfits(old, new, [sheet])] == [("I.1", said)]


def test_a_word_changed_leaves_a_criterion_the_same():
    old = make_covenant(make_criterion("I.1", text="Sáng kiến"))
    new = make_covenant(make_criterion("I.1", text="Sáng kiến, cải tiến"))

    assert codes_given_away(old, new) == {}
