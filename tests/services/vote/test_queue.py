"""Hàng bỏ phiếu: ballots that come at once go in together, each judged and told by itself."""

import json
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from time import monotonic, sleep
from unittest.mock import patch

import pytest
from sqlmodel import select

from tests.services import nine_members as nine
from tests.services.nine_members import (
    HEAD,
    NO,
    NOW,
    OFFICERS,
    UNITS,
    YES,
    close,
    do,
    fresh,
    mark,
    opened,
    view,
)
from thidua import ballot_box
from thidua.db.engine import database_url, reading, writing
from thidua.db.tables import AuditEntry, SealedBallot
from thidua.domain.access.permissions import Actor
from thidua.domain.ground.errors import NotPermitted, NotSignedIn, Refused, ThiduaError
from thidua.domain.vote.counting import Tally
from thidua.domain.vote.vote import turn_out
from thidua.services.ground import personal
from thidua.services.record import integrity, replay
from thidua.services.vote import ballots, queue, votes
from thidua.services.vote import results as vote_results
from thidua.services.vote import seals as vote_seals
from thidua.services.vote.ballots import SOMEBODY, Casting

AGAIN = "Lá phiếu này đã được bỏ rồi; mỗi người chỉ bỏ một lần."
OURS = (YES, NO)


@pytest.fixture
def block(database_url, tmp_path, monkeypatch):
    """Khối chín đơn vị; the record follows all that is done and every check holds."""
    monkeypatch.setenv("THIDUA_DATA", str(tmp_path / "var"))
    monkeypatch.setattr(queue, "_queues", {})
    nine.settle()
    yield
    with reading() as session:
        assert replay.mismatches(session) == []
        found = integrity.verdicts(nine.Work(session, nine.PROGRAM))
    assert {one.code: one.fault for one in found if not one.holds} == {}


def casting(unit, actor=None, answers=OURS, code=None):
    """Một lá phiếu chờ bỏ."""
    given = zip(("U1", "U2"), answers, strict=True)
    whose = OFFICERS[unit] if actor is None else actor
    return Casting(
        who=whose if callable(whose) else lambda _: whose,
        member=unit,
        answers=dict(given),
        code=code or ballots.new_receipt(),
    )


def put(vote, one):
    """Bỏ một lá qua hàng; what was said to its voter."""
    try:
        queue.cast(database_url(), fresh(), vote=vote, casting=one)
    except ThiduaError as refusal:
        return str(refusal)
    return "đã bỏ"


def at_once(vote, castings):
    """Bỏ cùng lúc: all wait behind somebody who is writing, then they are let go."""
    joined = []
    join = queue._Queue.join

    def noted(line, one):
        place = join(line, one)
        joined.append(place)
        return place

    with (
        patch.object(queue._Queue, "join", noted),
        ThreadPoolExecutor(len(castings)) as pool,
    ):
        with writing() as session:
            votes.held(session, fresh(), vote, None, view(vote).status)
            said = [pool.submit(put, vote, one) for one in castings]
            until = monotonic() + 20
            while len(joined) < len(castings) and monotonic() < until:
                sleep(0.01)
        assert len(joined) == len(castings)
        return [one.result() for one in said]


def entries():
    """Các mục «bỏ phiếu», in the order of the record."""
    with reading() as session:
        found = session.exec(
            select(AuditEntry).where(AuditEntry.action == "vote.cast").order_by(AuditEntry.position)
        ).all()
        names = personal.names(session)
        return [(names[one.actor], one.at, json.loads(one.content)) for one in found]


@pytest.mark.both_databases
def test_ballots_that_wait_go_in_together_with_an_entry_each(block, monkeypatch):
    vote = opened()
    made = []
    make = ballot_box.make
    monkeypatch.setattr(ballot_box, "make", lambda *given: made.append(given) or make(*given))

    assert at_once(vote, [casting(unit) for unit in UNITS]) == ["đã bỏ"] * 9
    assert len(made) <= 2  # on PostgreSQL the first may have gone ahead of the others
    told = entries()
    assert [who for who, _, _ in told] == [SOMEBODY.name] * 9
    assert [one["detail"]["done"] for *_, one in told] == list(range(1, 10))
    assert {one["detail"]["there"] for *_, one in told} == {9}
    assert sum("rows" in one for *_, one in told) == len(made)
    assert {one["detail"].get("vote", vote) for *_, one in told} == {vote}
    assert len({at for _, at, _ in told}) == len(made)
    with reading() as session:
        sealed = session.exec(select(SealedBallot.sealed)).all()
    assert [ballot_box.number(one) for one in sealed] == [9]
    result = close(vote).result
    assert [one.tally for one in result.candidates] == [Tally(9), Tally(0, 9)]


@pytest.mark.both_databases
def test_what_is_refused_refuses_only_itself(block):
    vote = opened(absent=["U9"])
    stranger = Actor("Người lạ", (), "la")
    waiting = [
        casting("U1"),
        casting("U2", actor=OFFICERS["U3"]),
        casting("U3", answers=(YES, YES)),
        casting("U4", actor=stranger),
        casting("U5", code="ngắn"),
        casting("U9"),
        casting("U6"),
    ]
    waiting.insert(2, Casting(who=lambda _: HEAD, member="U7", answers={}, code="x"))

    assert at_once(vote, waiting) == [
        "đã bỏ",
        NotPermitted.__doc__,
        NotPermitted.__doc__,
        "đã bỏ",
        NotPermitted.__doc__,
        "Mã biên nhận không đúng dạng; hãy mở lại lá phiếu.",
        "Bạn chưa được điểm danh có mặt nên chưa bỏ phiếu được; hãy báo khối trưởng.",
        "đã bỏ",
    ]
    assert {one.code for one in view(vote).roll if one.has_cast} == {"U1", "U3", "U6"}
    assert [one["detail"]["done"] for *_, one in entries()] == [1, 2, 3]


@pytest.mark.both_databases
def test_one_ballot_sent_many_times_at_once_is_cast_once(block):
    vote = opened()

    said = at_once(vote, [casting("U1") for _ in range(8)])
    assert Counter(said) == {"đã bỏ": 1, AGAIN: 7}
    assert len(entries()) == 1


@pytest.mark.both_databases
def test_who_casts_is_asked_when_its_turn_has_come(block):
    """Vai trò vừa bị thu hồi, or the session has ended, while the ballot waited."""
    vote = opened()

    def gone(_):
        raise NotSignedIn

    withdrawn = Actor("Người u1", (), "u1")
    said = at_once(
        vote,
        [
            casting("U1", actor=lambda session: withdrawn),
            casting("U2", actor=gone),
            casting("U3", actor=lambda session: OFFICERS["U3"]),
        ],
    )
    assert said == [NotPermitted.__doc__, NotSignedIn.__doc__, "đã bỏ"]


@pytest.mark.both_databases
def test_nobody_is_told_of_a_ballot_that_was_not_committed(block, monkeypatch):
    vote = opened()

    def broken(*given):
        raise ZeroDivisionError

    with monkeypatch.context() as failing:
        failing.setattr(vote_seals, "renew", broken)
        with ThreadPoolExecutor(9) as pool:
            said = [
                pool.submit(
                    queue.cast, database_url(), fresh(), vote=vote, casting=casting(unit)
                ).exception()
                for unit in UNITS
            ]

    assert {type(one) for one in said} == {ZeroDivisionError}
    assert turn_out(view(vote).roll) == (0, 9)
    assert entries() == []
    assert at_once(vote, [casting(unit) for unit in UNITS]) == ["đã bỏ"] * 9


@pytest.mark.both_databases
def test_queues_of_several_processes_do_not_disturb_one_another(block, monkeypatch):
    """Nhiều tiến trình: each has a queue of its own, and the database alone keeps them apart."""
    vote = opened()
    monkeypatch.setattr(queue, "_queue", lambda key: queue._Queue())

    with ThreadPoolExecutor(9) as pool:
        said = list(pool.map(lambda unit: put(vote, casting(unit)), UNITS))
        again = list(pool.map(lambda unit: put(vote, casting(unit)), UNITS))

    assert (said, again) == (["đã bỏ"] * 9, [AGAIN] * 9)
    assert [one["detail"]["done"] for *_, one in entries()] == list(range(1, 10))


@pytest.mark.both_databases
def test_closing_while_many_wait_takes_them_whole_or_refuses_them(block):
    vote = opened()

    def attempt(unit):
        if unit is None:
            return do(vote_results.close, vote=vote, seen=view(vote).version)
        return put(vote, casting(unit))

    with ThreadPoolExecutor(10) as pool:
        said = dict(zip([*UNITS, None], pool.map(attempt, [*UNITS, None]), strict=True))

    done = {unit for unit in UNITS if said[unit] == "đã bỏ"}
    rest = {said[unit] for unit in UNITS if unit not in done}
    assert rest <= {"Cuộc bỏ phiếu này không đang mở."}
    found = nine.see(vote_results.result, vote=vote)
    assert {one.code for one in found.vote.roll if one.has_cast} == done
    assert found.is_whole


def test_no_more_go_in_at_once_than_others_can_wait_for(block, monkeypatch):
    monkeypatch.setattr(queue, "_MOST", 4)
    vote = opened()

    assert at_once(vote, [casting(unit) for unit in UNITS]) == ["đã bỏ"] * 9
    assert sum("rows" in one for *_, one in entries()) == 3


def test_marks_of_one_transaction_are_made_in_the_order_of_the_roll(block, monkeypatch):
    """Thứ tự đến: what the database keeps of the order of its writes is not that of the ballots."""
    vote = opened()
    marked = []
    own = ballots._mark_roll

    def noted(session, found, mine):
        marked.append(mine.code)
        own(session, found, mine)

    monkeypatch.setattr(ballots, "_mark_roll", noted)
    order = ["U7", "U2", "U9", "U1"]
    with writing() as session:
        castings = [casting(unit) for unit in order]
        ballots.cast_all(session, fresh(), vote=vote, castings=castings, now=NOW)

    assert marked == sorted(order)


def test_an_unknown_vote_is_refused_to_each(block):
    vote = opened()
    mark(vote, ["U1"])
    with pytest.raises(ThiduaError):
        queue.cast(database_url(), fresh(), vote=vote + 1, casting=casting("U1"))
    do(votes.reset, vote=vote, seen=view(vote).version, reason="Nhầm")
    with pytest.raises(Refused, match="không đang mở"):
        queue.cast(database_url(), fresh(), vote=vote, casting=casting("U1"))


@pytest.mark.both_databases
@pytest.mark.parametrize("goes_on", [True, False])
def test_an_open_vote_of_an_earlier_release_is_read_and_counted(block, monkeypatch, goes_on):
    """Hòm của bản 0.2: a letter for each ballot; with the next ballot they lie in chests."""
    vote = opened()
    with monkeypatch.context() as earlier:
        earlier.setattr(
            ballot_box, "filled", lambda key, contents: sorted(ballot_box.seal(key, contents))
        )
        for unit in UNITS[:3]:
            nine.cast(vote, unit, YES, NO)
    with reading() as session:
        sealed = session.exec(select(SealedBallot.sealed)).all()
    assert [len(one.split(".")) for one in sealed] == [5, 5, 5]
    if goes_on:
        assert put(vote, casting("U4")) == "đã bỏ"
        with reading() as session:
            sealed = session.exec(select(SealedBallot.sealed)).all()
        assert [ballot_box.number(one) for one in sealed] == [4]

    done = 4 if goes_on else 3
    assert [one.tally for one in close(vote).result.candidates] == [Tally(done), Tally(0, done)]
