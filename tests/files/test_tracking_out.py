"""Phiếu theo dõi điểm: a person reaches the total from its cells alone, whatever the covenant."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from tests.builders import make_criterion, make_entry
from tests.domain.strategies import blocks
from tests.files.pencil import reckoned
from thidua.domain.covenant.covenant import Combining, Covenant, Sign
from thidua.domain.ground.points import vi_number
from thidua.domain.period.consideration import UnitConsideration
from thidua.domain.period.period import BlockPeriod, Member
from thidua.domain.record.recorded import RecordedAct
from thidua.domain.record.tracking_sheet import TrackingSheet
from thidua.domain.review.combining import combine_reviews, with_combined
from thidua.domain.rules import LeaderRelative
from thidua.domain.rules.entry import LineState
from thidua.domain.scoring.scoring import others_of, peer_entries, score_unit
from thidua.domain.scoring.sheet import Hand
from thidua.domain.verify.tracking import Sources, exact_text, track
from thidua.files.tracking_out import CHANGES_SHEET, LINES_SHEET, tracking_workbook

NOW = datetime(2026, 3, 1, tzinfo=UTC)
HOWS = [Combining.MEAN, Combining.MEDIAN, Combining.TRIMMED_MEAN]


def sheet_of(covenant, tracked, **changes):
    """Phiếu của một đơn vị with these points."""
    given = {
        "period": BlockPeriod(id=1, block_code="K1", block_name="Khối 1", year=2025),
        "member": Member("A", "Sở A", "A"),
        "covenant": covenant,
        "tracked": tracked,
        "official": tracked.total,
        "is_provisional": True,
        "rank": 1,
        "is_tied": False,
        "band": "",
        "consideration": UnitConsideration(),
        "evidence": (),
        "changes": (),
        "is_whole": True,
        "hides_judged": False,
        "position": 9,
        "seal": "ab",
        "made_at": NOW,
    }
    return TrackingSheet(**given | changes)


def scored(covenant, entries, sheets, **more):
    """Điểm của một đơn vị and where they come from."""
    peers = peer_entries(covenant, sheets)
    score = score_unit(covenant, entries, peers)
    sources = Sources(covenant=covenant, hand=Hand.VERIFIED, entries=entries, peers=peers, **more)
    return score, track(score, sources)


@settings(deadline=None, max_examples=50)
@given(blocks())
def test_the_total_comes_out_of_the_cells_alone_under_any_covenant(block):
    covenant, sheets = block
    for entries in sheets.values():
        score, tracked = scored(covenant, entries, sheets)
        assert tracked.total == score.total
        for line in tracked.lines:
            if line.hand == "thẩm định" and line.exact is not None:
                assert vi_number(line.exact) in re.findall(r"-?\d[\d.]*(?:,\d+)?", line.formula)
        total = reckoned(tracking_workbook(sheet_of(covenant, tracked)))
        assert total == (None if score.total is None else Fraction(score.total))


@settings(deadline=None, max_examples=50)
@given(blocks(), st.sampled_from(HOWS))
def test_so_does_one_that_reviewers_make_together(block, how):
    covenant, sheets = block
    covenant = replace(covenant, combining=how)
    claims = dict(sheets)
    unit, reviews = (
        next(iter(sheets)),
        {f"Người chấm {one}": lines for one, lines in sheets.items()},
    )
    others = others_of(covenant, claims, unit)
    entries = with_combined({}, combine_reviews(covenant, reviews, others))
    score, tracked = scored(covenant, entries, {unit: entries}, reviews=reviews, others=others)

    total = reckoned(tracking_workbook(sheet_of(covenant, tracked)))

    assert total == (None if score.total is None else Fraction(score.total))


def test_the_formula_stays_beside_what_reviewers_make_together():
    covenant = Covenant(
        block="K", year=2025, title="G", children=(make_criterion("I", 10, rule=LeaderRelative()),)
    )
    reviews = {
        "B": {"I": make_entry(target="10", actual="11")},
        "C": {"I": make_entry(target="10", actual="10")},
        "D": {"I": make_entry(target="10", actual="10.7")},
    }
    others = {"I": [make_entry(target="10", actual="13")]}
    entries = with_combined({}, combine_reviews(covenant, reviews, others))

    _, tracked = scored(covenant, entries, {}, reviews=reviews, others=others)
    line = tracked.lines[0]

    assert line.formula == "trung bình: (5 + 37/6 + 20/3) / 3 = 107/18"
    assert line.rounding == "làm tròn nửa lên, 2 chữ số → 5,94"
    assert (line.hand, line.exact, line.points) == (
        "tổng hợp chấm chéo",
        Fraction(107, 18),
        Decimal("5.94"),
    )
    assert [(one.reviewer, one.formula) for one in line.given] == [
        ("B", "vượt 10 % (dẫn đầu vượt 30 %): ½ × 10 + ½ × 10 × 10/30 ≈ 6,666667"),
        ("C", "½ × 10 × 10 / 10 = 5"),
        ("D", "vượt 7 % (dẫn đầu vượt 30 %): ½ × 10 + ½ × 10 × 7/30 ≈ 6,166667"),
    ]


def test_what_was_confirmed_otherwise_is_never_told_by_a_sum_that_does_not_reach_it():
    covenant = Covenant(block="K", year=2025, title="G", children=(make_criterion("I", 10),))
    kept = {"I": make_entry(points="9", state=LineState.COMBINED)}
    reviews = {"B": {"I": make_entry(points="7")}, "C": {"I": make_entry(points="8")}}

    _, tracked = scored(covenant, kept, {}, reviews=reviews)

    line = tracked.lines[0]
    assert (line.exact, line.formula) == (Decimal(9), "tổng hợp 9 điểm")


def test_a_line_that_waits_is_not_added():
    covenant = Covenant(
        block="K",
        year=2025,
        title="G",
        children=(make_criterion("I", 10), make_criterion("V", 5, sign=Sign.BONUS)),
    )
    entries = {"I": make_entry(points="8"), "V": make_entry(points="3", confirmed=False)}

    score, tracked = scored(covenant, entries, {})

    assert [(one.points, one.counted, one.waits) for one in tracked.lines] == [
        (Decimal("8.00"), Decimal("8.00"), False),
        (Decimal("3.00"), Decimal(0), True),
    ]
    assert reckoned(tracking_workbook(sheet_of(covenant, tracked))) == score.total == 8


def test_what_people_typed_is_text_and_never_a_formula():
    covenant = Covenant(
        block="K",
        year=2025,
        title="G",
        children=(make_criterion("I", 10, text="=1+1"),),
    )
    entries = {"I": make_entry(points="8", evidence="@SUM(A1)", explanation="+2")}
    _, tracked = scored(covenant, entries, {})
    act = RecordedAct(
        position=1, at=NOW, actor="=HYPERLINK()", on_behalf_of="", action="score.self", unit="A",
        criterion="I", old="", new="-1", reason="=9",
    )  # fmt: skip
    made = tracking_workbook(sheet_of(covenant, tracked, changes=(act,), is_whole=False))

    book = load_workbook(BytesIO(made))
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert kinds <= {"s", "n"}
    assert book[CHANGES_SHEET]["C2"].value == "=HYPERLINK()"
    assert book[CHANGES_SHEET]["C3"].value == "Còn mục cũ hơn; xem ở trang Nhật ký."
    assert "=HYPERLINK()" in str(list(book[LINES_SHEET].values))


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, ""),
        (Decimal("1234.5"), "1.234,5"),
        (Fraction(28, 3), "28/3"),
        (Fraction(1, 8), "0,125"),
        (Fraction(1, 10**7), "1/10000000"),
    ],
)
def test_a_number_that_does_not_end_is_a_fraction(value, said):
    assert exact_text(value) == said
