"""Số từ nguồn on the page of scoring: offered, taken by one press, told when its source moved."""

from datetime import timedelta

from tests.pages.screen import open_panel, texts
from tests.people import make_account
from tests.services.report.test_hand_ins import OFFICE
from tests.services.scoring.test_source_numbers import KEY, block, hand_report_in
from tests.services.year import NOW, do
from thidua.db.engine import writing
from thidua.domain.access.permissions import Grant, Role
from thidua.services.report import hand_ins

__all__ = ["block"]
OFFICER, LEADER = "can-bo", "lanh-dao"


def test_a_number_is_taken_by_one_press_and_a_moved_source_is_told(block, page):
    with writing() as session:
        make_account(session, OFFICER, Grant(Role.UNIT_OFFICER, "K1", "A", 2025))
        make_account(session, LEADER, Grant(Role.LEADER, "K1", None, 2025))
    hand_report_in()
    at = page("cham_diem", OFFICER).run()
    open_panel(at, "Số từ nguồn (1 tiêu chí)")
    at.button(key="lay-so-tu-nguon").click().run()
    assert not at.exception and [one.value for one in at.error] == []

    do(hand_ins.give_back, OFFICE, key=KEY, seen=1, reason="Sai biểu", counts=False)
    do(hand_ins.take_paper, OFFICE, NOW + timedelta(days=1), key=KEY, seen=2, at=NOW, reason="Sau")
    at = page("cham_diem", OFFICER).run()
    assert "nguồn đã đổi 3 → 5" in texts(at.warning)
    at = page("cham_diem", LEADER).run()
    assert not at.exception
    assert "Số từ nguồn (1 tiêu chí)" in [one.label for one in at.expander]
