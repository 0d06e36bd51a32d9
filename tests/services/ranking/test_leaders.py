"""So với dẫn đầu: read of what is stored, for whoever sees the ranking."""

from decimal import Decimal

import pytest

from tests import second_hand
from tests.people import PROGRAM
from tests.services import nine_members as nine
from thidua.db.engine import reading, writing
from thidua.domain.covenant.draft import CovenantDraft, CriterionRow, SettingRow
from thidua.domain.ground.errors import NotPermitted
from thidua.domain.period.stage import Stage
from thidua.domain.rules.entry import Entry
from thidua.domain.scoring.sheet import Hand
from thidua.domain.verify.leaders import Leading
from thidua.services.covenant import covenants
from thidua.services.ground.work import Work
from thidua.services.ranking import leaders
from thidua.services.scoring.sheets import LineEdit

FIGURES = {"U1": (10, 13), "U2": (10, 11), "U3": (10, 8), "U4": (None, 5)}


@pytest.fixture
def block(database_url):
    """Khối bốn đơn vị with one criterion that compares them, verified by the secretary."""
    nine.settle(Stage.VERIFY, tuple(FIGURES))
    named = (("Khối", "K1"), ("Năm", "2025"), ("Tên giao ước", "Giao ước"))
    chair = ("Cách tổng hợp điểm chấm chéo", "Khối trưởng quyết định")
    draft = CovenantDraft(
        tuple(SettingRow(name, value) for name, value in (*named, chair)),
        (CriterionRow("I", "Thu", Decimal(10), "So với dẫn đầu"),),
    )
    with writing() as session:
        covenants.adopt_covenant(Work(session, PROGRAM, now=nine.NOW), draft=draft)
    for unit, (target, actual) in FIGURES.items():
        entry = Entry(
            target=None if target is None else Decimal(target),
            actual=Decimal(actual),
            explanation="Giao",
        )
        edits = [LineEdit("I", 0, entry)]
        nine.do(second_hand.save_lines, nine.SECRETARY, unit=unit, hand=Hand.VERIFIED, edits=edits)


@pytest.mark.both_databases
def test_who_leads_and_whose_points_move_with_him(block):
    with reading() as session:
        found = leaders.leading(Work(session, PROGRAM, nine.fresh()))

    given = {"criterion": "I", "source": Hand.VERIFIED}
    assert found == (
        Leading(unit="U1", figure="vượt 30 %", moves=("U2",), **given),
        Leading(unit="U4", figure="không kế hoạch, kết quả 5", moves=(), **given),
    )


def test_an_officer_sees_none_of_it_before_the_ranking_opens(block):
    with reading() as session, pytest.raises(NotPermitted):
        leaders.leading(Work(session, nine.officer("U1"), nine.fresh()))
