"""Công bố xếp hạng: nobody announced is left out in silence, however many share a rank."""

import pytest

from tests.domain.document import meeting
from thidua.domain.meeting.facts import MeetingFacts
from thidua.domain.meeting.position import Position
from thidua.domain.meeting.ranking import MOST_ROWS, ranking
from thidua.domain.meeting.reveal import ranking_mark, reveal_order


def slide(given, step):
    names = {unit: f"Đơn vị số {unit}" for unit in given}
    known = meeting.facts(given, names=names)
    rows = known.standings.rows
    mark = ranking_mark(rows)
    return ranking(
        MeetingFacts(
            period=known.period,
            covenant=known.covenant,
            members=known.members,
            standings=known.standings,
            is_provisional=False,
            position=Position(stop="cong-bo", step=step, revealed=step, mark=mark),
        ),
        step,
    ), len(reveal_order(rows))


def units(points):
    return {f"{place:02}": (str(one), "30", "0", "0") for place, one in enumerate(points, 1)}


def said(slide):
    return [line for block in slide.blocks if hasattr(block, "lines") for line in block.lines]


def test_of_many_at_one_rank_all_are_named_and_the_table_says_how_many_it_leaves_out():
    found, steps = slide(units([50] * 40), 1)
    first, more = said(found)

    assert steps == 1
    assert first == "Hạng 1 (đồng hạng): " + "; ".join(f"Đơn vị số {n:02}" for n in range(1, 41))
    assert more == "… và 20 đơn vị nữa, đã nêu tên khi công bố"
    assert found.tables[0].summary == "20/40 đơn vị đã công bố, hạng cao nhất là 1"


def test_a_long_ranking_says_how_many_have_no_row():
    found, _ = slide(units(range(59, 34, -1)), 25)

    assert len(found.tables[0].rows) == MOST_ROWS
    assert said(found)[-1] == "… và 5 đơn vị nữa, đã nêu tên khi công bố"
    assert "nữa" not in " ".join(said(slide(units(range(59, 39, -1)), 20)[0]))


@pytest.mark.parametrize("step", [1])
def test_a_few_at_one_rank_are_each_told_with_their_total(step):
    found, _ = slide(units([50, 50]), step)

    assert said(found)[1:] == ["Đơn vị số 01: 80,00 điểm", "Đơn vị số 02: 80,00 điểm"]
