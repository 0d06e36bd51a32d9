"""Từ các kỳ: the mean or sum of what the periods came to, exact, rounded once by the covenant."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import make_covenant, make_criterion, make_line, rule_of
from thidua.domain.period.part import YearKind
from thidua.domain.rules import FromPeriods, Method, ParametersError
from thidua.domain.rules.rows import InputRow, RowReader
from thidua.domain.scoring.explanation import explain_line
from thidua.domain.scoring.scoring import score_unit

TWO = (("Tháng 1", Decimal("95.5")), ("Tháng 2", Decimal(96)))


def reading(parameters):
    """Cách chấm này."""
    return rule_of(Method.FROM_PERIODS, parameters)


def points(parameters, *totals, most=100):
    """Điểm trước khi làm tròn."""
    rule = reading(parameters)
    return rule.exact(make_line(rule.entry_from(totals), most))


@pytest.mark.parametrize(
    ("parameters", "rule"),
    [
        ("trung bình các tháng", FromPeriods(kind=YearKind.MONTH)),
        ("Trung bình cộng điểm 12 tháng", FromPeriods(kind=YearKind.MONTH, stated=12)),
        (
            "cộng các quý; hệ số 0,25",
            FromPeriods(kind=YearKind.QUARTER, is_mean=False, factor=Decimal("0.25")),
        ),
        (
            "trung bình các quý; hệ số 30%",
            FromPeriods(kind=YearKind.QUARTER, factor=Decimal("0.3")),
        ),
        (
            "trung bình các quý; Hệ số: 12,5 %",
            FromPeriods(kind=YearKind.QUARTER, factor=Decimal("0.125")),
        ),
        ("tổng điểm 4 quý", FromPeriods(kind=YearKind.QUARTER, is_mean=False, stated=4)),
        (
            "cộng các đợt; bỏ kỳ thiếu",
            FromPeriods(kind=YearKind.CAMPAIGN, is_mean=False, skips_missing=True),
        ),
    ],
)
def test_what_a_covenant_writes_is_read_and_written_back(parameters, rule):
    assert reading(parameters) == rule
    assert reading(rule.parameters()) == rule


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ("", "cần cách lấy điểm, ví dụ «trung bình các tháng»"),
        ("hệ số 2", "cần cách lấy điểm"),
        ("trung bình các tuần", "không hiểu «trung bình các tuần»"),
        ("cộng các quý; cộng các đợt", "chỉ ghi một cách lấy điểm từ các kỳ"),
        ("cộng các quý; hệ số 0", "hệ số phải lớn hơn 0"),
        ("cộng các quý; hệ số 0%", "hệ số phải lớn hơn 0"),
        ("cộng các quý; hệ số 3 điểm", "«hệ số 3 điểm»: hệ số phải là số"),
        ("cộng các quý; hệ số 2 lần", "«hệ số 2 lần»: hệ số phải là số"),
        ("cộng 3 đợt", "mọi đợt của năm đều được lấy; hãy ghi «cộng các đợt»"),
    ],
)
def test_what_is_not_understood_is_said(parameters, said):
    with pytest.raises(ParametersError, match=said):
        reading(parameters)


@pytest.mark.parametrize(
    ("parameters", "most", "expected"),
    [
        ("trung bình các tháng", 100, Fraction(383, 4)),
        ("trung bình các tháng; hệ số 0,1", 100, Fraction(383, 40)),
        ("cộng các tháng", 500, Decimal("191.5")),
        ("cộng các tháng", 100, Decimal(100)),
        ("cộng các tháng; hệ số 0,25", 100, Decimal("47.875")),
    ],
)
def test_the_points_are_exact_and_at_most_the_maximum(parameters, most, expected):
    assert points(parameters, *TWO, most=most) == expected


def test_a_period_without_a_total_leaves_the_line_without_points_and_is_named():
    rule = reading("trung bình các tháng")
    line = make_line(rule.entry_from((*TWO, ("Tháng 3", None), ("Tháng 4", None))), 100)

    assert rule.exact(line) is None
    assert [one.message for one in rule.problems(line)] == [
        "chưa có điểm đã thẩm định của Tháng 3, Tháng 4"
    ]


def test_a_period_without_a_total_is_left_out_where_the_covenant_says_so():
    rule = reading("trung bình các tháng; bỏ kỳ thiếu")
    line = make_line(rule.entry_from((*TWO, ("Tháng 3", None))), 100)

    assert rule.exact(line) == Fraction(383, 4)
    assert (
        rule.worked(line).formula == "(Tháng 1 95,5 + Tháng 2 96) / 2 = 95,75, bỏ kỳ thiếu Tháng 3"
    )


def test_no_period_at_all_gives_no_points():
    assert points("cộng các đợt") is None
    assert points("cộng các đợt; bỏ kỳ thiếu", ("Đợt 1", None)) is None


@given(
    st.lists(st.decimals(0, 200, places=2), min_size=1, max_size=12),
    st.decimals("0.01", 3, places=2),
    st.booleans(),
)
def test_it_is_the_sum_or_mean_of_the_totals(totals, factor, is_mean):
    rule = FromPeriods(kind=YearKind.MONTH, is_mean=is_mean, factor=factor)
    entry = rule.entry_from([(f"Tháng {at}", total) for at, total in enumerate(totals, 1)])
    whole = sum(map(Fraction, totals), Fraction(0)) * Fraction(factor)

    found = rule.exact(make_line(entry, 10_000))

    assert Fraction(found) == (whole / len(totals) if is_mean else whole)


def test_why_lists_the_total_of_each_period_and_says_what_was_rounded():
    rule = reading("trung bình các tháng; hệ số 0,1")
    criterion = make_criterion("III", 10, rule=rule)
    covenant = make_covenant(criterion)
    entry = rule.entry_from((("Tháng 1", Decimal("95.55")), ("Tháng 2", Decimal(96))))
    score = score_unit(covenant, {"III": entry}, {})

    assert score.lines == {"III": Decimal("9.58")}
    assert explain_line(covenant, criterion, entry, score.lines["III"], {}).line() == (
        "Từ các kỳ (trung bình các tháng; hệ số 0,1); "
        "(Tháng 1 95,55 + Tháng 2 96) / 2 × 0,1 = 9,5775; "
        "làm tròn nửa lên, 2 chữ số → 9,58"
    )


def test_nothing_is_asked_and_whatever_is_typed_is_refused():
    rule = reading("cộng các quý")
    (row,) = rule.form_rows(Decimal(10), None)
    reader = RowReader("III", [InputRow(points="9", place="Ô F7")])

    assert (rule.fields, row.asked) == ((), ())
    assert row.hint == "Lấy từ điểm đã thẩm định của các quý; không nhập"
    assert rule.entry_of(reader) is None
    assert [str(one) for one in reader.findings] == [
        "Ô F7: III: cách chấm «Từ các kỳ» lấy điểm từ các kỳ, không nhập; hãy để trống dòng này"
    ]


def test_the_totals_in_words():
    rule = reading("cộng các tháng")

    assert rule.events_text(rule.entry_from(TWO)) == "Tháng 1 95,5; Tháng 2 96"
