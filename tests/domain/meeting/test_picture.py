"""Hình trên màn chiếu: a line a unit, on one scale, with gaps where a year has no rank."""

from decimal import Decimal

from tests.domain.document.meeting import facts
from thidua.domain.document.deck.facts import Naming, YearRanks
from thidua.domain.document.deck.units import unit
from thidua.domain.document.deck.years import trend
from thidua.domain.meeting.picture import HEIGHT, picture_of

PAST = (
    YearRanks(2023, {"A": 3, "B": 1, "C": 2}),
    YearRanks(2024, {"A": 2, "C": 3}),
    YearRanks(2025, {"A": 1, "B": 2, "C": 3}),
)


def test_the_years_are_a_line_for_each_unit_the_first_rank_on_top():
    told = facts(past=PAST)
    found = picture_of(trend(told, Naming(told)))

    by_words = {row.words: row for row in found.rows}
    assert found.legend == ("2023 – 2025, số nhỏ ở trên",)
    [climbing] = by_words["Sở Alpha: 2023 3; 2024 2; 2025 1"].lines
    heights = [Decimal(y) for _, y in climbing]
    assert heights == sorted(heights, reverse=True)
    assert heights[0] + heights[-1] == HEIGHT
    broken = by_words["Sở Beta: 2023 1; 2024 không có; 2025 2"].lines
    assert [len(one) for one in broken] == [1, 1]


def test_a_unit_s_picture_has_what_was_given_and_taken():
    told = facts()
    slide = unit(told, Naming(told), "B")

    rows = [[cell.text for cell in row] for row in slide.tables[0].rows]
    assert rows[-2:] == [
        ["Điểm thưởng", "—", "0,00 ▼", "—", "1,33"],
        ["Điểm trừ", "—", "1,50 ▲", "—", "0,50"],
    ]
    assert [cell.tone.value for cell in slide.tables[0].rows[-1]][2] == "bad"
    assert len(picture_of(slide).rows) == len(rows)
