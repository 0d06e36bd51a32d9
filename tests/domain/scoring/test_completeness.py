"""Kiểm tra trước khi nộp: three kinds of nothing, and what stops handing in."""

from decimal import Decimal

from tests.builders import make_covenant, make_criterion, scored
from thidua.domain.covenant.covenant import EvidenceNeed, EvidencePolicy, Sign
from thidua.domain.rules.entry import Entry, LineState
from thidua.domain.scoring.completeness import GAP_WORDS, STOPPING, Gap, GapKind, gaps
from thidua.domain.scoring.scoring import score_unit

COVENANT = make_covenant(
    make_criterion("C1", 40), make_criterion("C2", 30), make_criterion("T", 5, sign=Sign.BONUS)
)


def found(entries, **named):
    return gaps(COVENANT, entries, score_unit(COVENANT, entries, {}), **named)


def test_not_scored_zero_and_left_blank_are_three_things():
    blank = Entry(state=LineState.LEFT_BLANK, explanation="Không được giao chỉ tiêu")

    assert found({"C1": scored(0), "C2": blank}) == (
        Gap(GapKind.NOT_SCORED, "T"),
        Gap(GapKind.LEFT_BLANK, "C2", "Không được giao chỉ tiêu"),
        Gap(GapKind.ZERO, "C1"),
    )


def test_a_bonus_of_nothing_is_not_pointed_out():
    assert found({"C1": scored(1), "C2": scored(1), "T": scored(0)}) == ()


def test_what_stops_comes_first_and_each_in_the_order_of_the_covenant():
    waiting = Entry(points=Decimal(3), confirmed=False)

    listed = found(
        {"C2": waiting, "T": scored(1)},
        without_evidence=["T", "C2"],
        returned={"C2": "Thiếu số liệu"},
    )

    assert listed == (
        Gap(GapKind.NOT_SCORED, "C1"),
        Gap(GapKind.NO_EVIDENCE, "C2"),
        Gap(GapKind.NO_EVIDENCE, "T"),
        Gap(GapKind.WAITS, "C2"),
        Gap(GapKind.RETURNED, "C2", "Thiếu số liệu"),
    )
    assert [gap.stops for gap in listed] == [True, True, True, True, False]


def test_a_line_that_others_must_attest_asks_for_the_signed_paper():
    attested = EvidencePolicy(EvidenceNeed.ATTESTED)
    covenant = make_covenant(make_criterion("C1", evidence=attested), make_criterion("C2"))
    entries = {"C1": scored(1), "C2": scored(1)}

    listed = gaps(covenant, entries, score_unit(covenant, entries, {}), ["C1", "C2"])

    assert listed == (Gap(GapKind.NO_EVIDENCE, "C2"), Gap(GapKind.NO_PAPER, "C1"))
    assert [gap.stops for gap in listed] == [True, True]


def test_every_kind_has_its_words_and_what_was_returned_may_be_defended():
    assert set(GAP_WORDS) == set(GapKind)
    assert GapKind.RETURNED not in STOPPING
