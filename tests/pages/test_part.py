"""Phần chạy riêng của trang Chấm điểm: one run a save, rights asked again, and nothing lost."""

from decimal import Decimal

import pytest

from tests.pages.alone import Person
from tests.pages.conftest import PAGES
from tests.people import PROGRAM, make_account, signed_in
from tests.services.year import (
    HEAD,
    NOW,
    OFFICER,
    SECRETARY,
    do,
    fresh,
    save,
    settle,
    to_self_score,
)
from thidua.bench.script_run import serving
from thidua.db import queries
from thidua.db.engine import reading, writing
from thidua.domain.scoring.sheet import Hand
from thidua.services.access import accounts, sign_in
from thidua.services.ground.work import Work
from thidua.services.scoring import submissions
from thidua.web.turns import turns

TYPED = {"0": {"Điểm": "7"}}


@pytest.fixture
def person(sqlite_url):
    """The officer of unit A on the page of scores."""
    settle()
    with writing() as session:
        for one in (HEAD, SECRETARY, OFFICER):
            make_account(session, one.account, *one.grants)
    to_self_score()
    script = PAGES / "cham_diem.py"
    token = signed_in(OFFICER.account)
    with serving(script, token) as runtime:
        found = Person(script, runtime)
        found.token = token
        yield found


def stored():
    with reading() as session:
        found = queries.sheets(session, fresh(), Hand.SELF, "A")
    return {code: entry.points for code, entry in found["A"].entries.items()} if found else {}


def test_a_save_is_one_run_that_draws_the_part_alone_and_tells_it(person):
    person.press("Lưu", TYPED)

    assert stored() == {"I": Decimal(7)}
    assert person.runs == 1
    assert {one.fragment_id != "" for one in person.came.values()} == {True}
    assert "Đã lưu 1 dòng lúc" in person.said()


def test_what_was_said_is_gone_after_the_next_press(person):
    person.press("Lưu", TYPED)
    person.press("Lưu", {"0": {"Điểm": "bảy"}})
    assert "Đã lưu" not in person.said()
    assert "Chưa lưu gì; các ô đã gõ vẫn còn" in person.said()

    person.press("Lưu", {"0": {"Điểm": "8"}})
    assert "Chưa lưu gì" not in person.said()
    assert stored() == {"I": Decimal(8)}


def test_a_right_withdrawn_meanwhile_is_told_calmly_with_what_was_typed(person):
    with writing() as session:
        work = Work(session, PROGRAM, now=NOW)
        accounts.end_role(work, login=OFFICER.account, grant=OFFICER.grants[0])

    person.press("Lưu", TYPED)

    assert stored() == {}
    assert "Trang Chấm điểm không thuộc phạm vi của bạn" in person.said()
    assert "I – Điểm: 7" in person.said()


def test_who_was_signed_out_meanwhile_is_shown_the_way_in(person):
    with writing() as session:
        sign_in.sign_out(session, token=person.token, now=NOW)

    person.press("Lưu", TYPED)

    assert stored() == {}
    assert "Bạn cần đăng nhập để xem trang này." in person.said()


def test_a_sheet_handed_in_elsewhere_is_told_with_what_was_typed(person):
    save("A", OFFICER)
    do(submissions.submit, OFFICER, unit="A")

    person.press("Lưu", TYPED)

    assert "đã nộp" in person.said()
    assert "I – Điểm: 7" in person.said()
    assert [one.label for one, _ in person.elements("button") if one.label == "Lưu"] == []


def test_a_part_takes_a_turn_of_its_own_and_gives_it_back(person):
    taken = [turns().acquire(blocking=False) for _ in range(2)]
    assert taken == [True, True]
    turns().release(2)
    person.press("Lưu", TYPED)

    assert [turns().acquire(blocking=False) for _ in range(3)] == [True, True, False]
    turns().release(2)
