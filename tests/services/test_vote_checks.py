"""Bất biến của bỏ phiếu: they hold through a vote and find the fault that is planted."""

from dataclasses import replace

import pytest
from sqlmodel import select

from tests.people import PROGRAM
from tests.services import nine_members as nine
from tests.services.nine_members import (
    AWARD,
    NO,
    SECRETARY,
    UNITS,
    YES,
    cast,
    close,
    do,
    opened,
    write,
)
from thidua.db.engine import reading, writing
from thidua.db.tables import BallotSlip, PaperCount, SealedBallot, VoteRoll
from thidua.domain.vote import Conduct, OwnUnit
from thidua.domain.vote_count import BallotCount, Tally
from thidua.services import integrity, vote_papers


@pytest.fixture(autouse=True)
def block(database_url, tmp_path, monkeypatch):
    monkeypatch.setenv("THIDUA_DATA", str(tmp_path / "var"))
    nine.settle()


def faults():
    with reading() as session:
        found = integrity.verdicts(session, actor=PROGRAM)
    return {one.code: one.fault for one in found if not one.holds}


def changed(table, **values):
    """Sửa một dòng sau lưng phần mềm."""
    with writing() as session:
        row = session.exec(select(table).limit(1)).one()
        for name, value in values.items():
            setattr(row, name, value)
        session.add(row)


def a_vote(**rules):
    """Một cuộc kín có người vắng gửi văn bản."""
    vote = opened(replace(AWARD, rules=replace(AWARD.rules, **rules)), absent=["U9"])
    for unit in UNITS[:8]:
        barred = rules and unit in ("U1", "U2")
        cast(vote, unit, *([YES] if barred else [YES, NO]))
    write(vote, "U9", YES, YES)
    write(vote, "U9", YES, YES, actor=SECRETARY)
    return vote


def test_they_hold_while_a_vote_is_open_and_after_it_was_counted():
    vote, other = a_vote(), a_vote(own_unit=OwnUnit.IN_BASE)
    assert faults() == {}
    close(vote)
    close(other)

    assert faults() == {}


def test_a_ballot_too_many_in_the_box_is_found():
    vote = a_vote()
    with writing() as session:
        session.add(SealedBallot(vote_id=vote, sealed="thêm"))

    place = "K1 2025 · Đề nghị tặng Cờ thi đua"
    assert faults() == {"I12": f"{place}: hòm có 9 phiếu, danh sách ghi 8 người đã bỏ"}


def test_a_slip_taken_away_after_counting_is_found():
    close(a_vote())
    with writing() as session:
        row = session.exec(select(BallotSlip).where(BallotSlip.candidate == "U1").limit(1)).one()
        session.delete(row)

    place = "K1 2025 · Đề nghị tặng Cờ thi đua"
    assert faults() == {
        "I12": f"{place} · Đơn vị U1: có 7 phiếu, đáng lẽ 8",
        "I13": f"{place}: Đơn vị U1: đồng ý 7 + không đồng ý 0 + không ý kiến 0 ≠ hợp lệ 8.",
    }


def test_an_answer_turned_round_after_counting_is_found():
    close(a_vote())
    with writing() as session:
        slip = session.exec(select(BallotSlip)).all()[0]
        slip.answer = NO if slip.answer is YES else YES
        session.add(slip)

    found = faults()
    assert found.keys() == {"I13"}
    assert found["I13"].endswith("vân tay không khớp")


def test_a_letter_or_a_count_of_one_person_alone_is_found():
    close(a_vote())
    with writing() as session:
        row = session.exec(select(VoteRoll).where(VoteRoll.code == "U9")).one()
        row.confirmed_by = row.written_by
        session.add(row)
    assert faults()["I13"].endswith("Đơn vị U9: một người vừa nhập vừa xác nhận văn bản")

    paper = opened(replace(AWARD, rules=replace(AWARD.rules, conduct=Conduct.PAPER)))
    count = BallotCount(9, 9, 0, 9, 0, {"U1": Tally(9), "U2": Tally(9)})
    do(vote_papers.enter_count, vote=paper, count=count, seen=0)
    changed(PaperCount, confirmed_by=nine.HEAD.name)
    with writing() as session:
        row = session.exec(select(VoteRoll).where(VoteRoll.written_by != "")).one()
        row.confirmed_by = SECRETARY.name
        session.add(row)
    assert faults()["I13"].endswith("tự xác nhận số phiếu mình nhập")
