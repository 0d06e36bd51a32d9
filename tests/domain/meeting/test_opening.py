"""Điểm đã giải trình: nothing to add a total up from reaches the room before its rank does."""

import pytest

from tests.domain.document import meeting
from thidua.domain.document.deck.blocks import texts
from thidua.domain.meeting.facts import MeetingFacts
from thidua.domain.meeting.opening import explained
from thidua.domain.meeting.position import Position
from thidua.domain.meeting.reveal import ranking_mark, reveal_order

THREADS = (
    meeting.thread(1, "37.5", "38"),
    meeting.thread(2, "39.25", "38"),
    meeting.thread(3, "38", "38"),
    meeting.thread(4, "38", is_open=True),
)


def slide(revealed):
    known = meeting.facts()
    rows = known.standings.rows
    return explained(
        MeetingFacts(
            period=known.period,
            covenant=known.covenant,
            members=known.members,
            standings=known.standings,
            is_provisional=False,
            position=Position(revealed=revealed, mark=ranking_mark(rows)),
            threads=THREADS,
        )
    )


def column(found, name):
    [table] = found.tables
    place = [one.heading for one in table.columns].index(name)
    return [row[place].text for row in table.rows]


@pytest.mark.parametrize("revealed", [0, 2])
def test_before_the_last_rank_only_what_changed_is_told(revealed):
    found = slide(revealed)
    shown = " ".join(texts(found))

    assert column(found, "Đổi") == ["+0,50", "−1,25", "…", "0,00"]
    assert not [one for one in ("37,50", "38,00", "39,25") if one in shown]


def test_once_all_is_revealed_points_before_and_after_are_told():
    found = slide(len(reveal_order(meeting.facts().standings.rows)))

    assert column(found, "Trước → sau") == [
        *("37,50 → 38,00", "39,25 → 38,00", "38,00 → …", "38,00 → 38,00"),
    ]
