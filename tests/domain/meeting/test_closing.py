"""Khối trong hình: what the bars leave out is said where they are seen."""

import pytest

from tests.domain.document import meeting
from thidua.domain.meeting.closing import block
from thidua.domain.meeting.facts import MeetingFacts
from thidua.domain.meeting.position import Position
from thidua.domain.meeting.reveal import ranking_mark, reveal_order

SAID = "Thanh chưa trừ điểm trừ; cột «Tổng» đã trừ."


@pytest.mark.parametrize(("deduction", "is_said"), [("1.5", True), ("0", False)])
def test_bars_without_deductions_say_so_on_the_slide(deduction, is_said):
    deck = meeting.facts({"A": ("50", "30", "0", "0"), "B": ("50", "39", "0", deduction)})
    rows = deck.standings.rows
    seen = len(reveal_order(rows))
    facts = MeetingFacts(
        period=deck.period,
        covenant=deck.covenant,
        members=deck.members,
        standings=deck.standings,
        is_provisional=False,
        position=Position(revealed=seen, mark=ranking_mark(rows)),
        deck=deck,
    )

    assert (SAID in block(facts).blocks[-1].lines) is is_said
