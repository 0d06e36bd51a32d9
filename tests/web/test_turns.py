"""Lượt: one is held once, and given back for as long as its holder only waits."""

from threading import BoundedSemaphore, Event, Thread

import pytest

from thidua.web import turns as turning
from thidua.web.turns import given_back, left, turn


@pytest.fixture
def one_turn(monkeypatch):
    """Chỉ có một lượt; says whether it is free."""
    only = BoundedSemaphore(1)
    monkeypatch.setattr(turning, "turns", lambda: only)

    def is_free():
        free = only.acquire(blocking=False)
        if free:
            only.release()
        return free

    return is_free


def test_a_turn_held_twice_is_one_and_goes_back_also_after_a_fault(one_turn):
    with pytest.raises(ZeroDivisionError), turn(), turn():
        assert not one_turn()
        raise ZeroDivisionError

    assert one_turn()


def test_while_its_holder_waits_another_works_and_then_it_is_held_again(one_turn):
    done = []

    def other():
        with turn():
            done.append("xong")

    with turn():
        with given_back():
            working = Thread(target=other)
            working.start()
            working.join(10)
            assert done == ["xong"]
        assert not one_turn()

    assert one_turn()


def test_it_is_held_again_also_after_a_fault(one_turn):
    with turn():
        with pytest.raises(ZeroDivisionError), given_back():
            assert one_turn()
            raise ZeroDivisionError
        assert not one_turn()
    assert one_turn()


def test_who_holds_none_gives_none_back(one_turn):
    with given_back():
        assert one_turn()
    assert one_turn()


def test_whoever_writes_leaves_the_turn_and_takes_it_again_where_one_is_free(one_turn):
    with turn():
        with left():
            assert one_turn()
        assert not one_turn()
    assert one_turn()


def test_after_writing_nobody_waits_for_a_turn(one_turn):
    taken, over = Event(), Event()

    def other():
        with turn():
            taken.set()
            over.wait(10)

    working = Thread(target=other)
    with turn():
        with left():
            working.start()
            taken.wait(10)
        over.set()
    working.join(10)
    assert one_turn()
