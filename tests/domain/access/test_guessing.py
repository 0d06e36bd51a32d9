"""Đoán mật khẩu: who guesses is slowed, who is known is not, and little of it is told."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.domain.access import guessing
from thidua.domain.access.guessing import Guesser, Guesses, Told, TooManyGuesses

NOW = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)
AN = Guesser("an", "10.0.0.1")


def seconds(found, who, now=NOW):
    """Chờ bao lâu, in seconds; None where it is not compared."""
    try:
        turn = found.turn(who, now)
    except TooManyGuesses:
        return None
    return turn.wait.total_seconds()


def wrong(found, who, times=1, now=NOW):
    """Sai chừng ấy lần, each after the wait it was given; what was told of them."""
    told = []
    for _ in range(times):
        turn = found.turn(who, now)
        now += turn.wait
        told.append(found.wrong(turn, now))
    return now, told


def right(found, who, now=NOW):
    return found.right(found.turn(who, now), now)


def test_four_mistakes_cost_nothing_and_each_after_them_twice_as_long_up_to_half_a_minute():
    found, now, waits = Guesses(), NOW, []
    for _ in range(11):
        turn = found.turn(AN, now)
        waits.append(turn.wait.total_seconds())
        now += turn.wait
        found.wrong(turn, now)

    assert waits == [0, 0, 0, 0, 2, 4, 8, 16, 30, 30, 30]


def test_the_right_one_forgets_the_mistakes_and_says_how_many_there_were():
    found = Guesses()
    now, _ = wrong(found, AN, 6)

    assert right(found, AN, now) == 6
    assert (seconds(found, AN, now), right(found, AN, now)) == (0, 0)


def test_a_clock_that_is_set_back_shuts_nobody_out():
    found = Guesses()
    wrong(found, AN, 9)

    assert seconds(found, AN, NOW - timedelta(hours=3)) == 0


def test_an_hour_later_nothing_counts():
    found = Guesses()
    now, _ = wrong(found, AN, 8)

    assert seconds(found, AN, now + guessing.FADES) == 30
    found = Guesses()
    now, _ = wrong(found, AN, 8)
    assert seconds(found, AN, now + guessing.FADES + timedelta(seconds=1)) == 0


def test_guesses_at_once_wait_for_one_another_and_too_many_are_not_compared():
    found = Guesses()

    assert [seconds(found, AN) for _ in range(10)] == [0, 0, 0, 0, 2, 6, 14, 30, None, None]


def test_whoever_goes_away_leaves_the_turn_to_the_next():
    found = Guesses()
    for _ in range(50):
        found.given_up(found.turn(AN, NOW), NOW)

    assert seconds(found, AN) == 0


def test_a_turn_is_answered_once():
    found = Guesses()
    turn, other = found.turn(AN, NOW), found.turn(AN, NOW)
    first = found.wrong(turn, NOW)

    assert first == Told(1, is_rush=False)
    assert (found.wrong(turn, NOW), found.right(turn, NOW)) == (None, 0)
    found.given_up(turn, NOW)
    assert found.right(other, NOW) == 1


def test_a_known_browser_and_another_address_wait_for_nobody_who_guesses_elsewhere():
    found = Guesses()
    now, _ = wrong(found, AN, 9)

    assert seconds(found, Guesser("an", "10.0.0.1", "quen"), now) == 0
    assert seconds(found, Guesser("an", "10.0.0.2"), now) == 0


def test_many_addresses_gain_one_guess_a_second_of_an_account():
    found, compared = Guesses(), 0
    for n in range(6000):  # a new address every tenth of a second, for ten minutes
        now = NOW + timedelta(milliseconds=100 * n)
        who = Guesser("an", f"10.{n // 250}.1.{n % 250}")
        try:
            turn = found.turn(who, now)
        except TooManyGuesses:
            continue
        compared += 1
        found.wrong(turn, now)

    assert compared < 670
    late = NOW + timedelta(minutes=10)
    assert seconds(found, Guesser("binh", "10.0.2.9"), late) == 0
    assert seconds(found, Guesser("an", "10.0.2.9", "quen"), late) == 0


def test_a_clock_read_a_moment_earlier_resets_nothing():
    found = Guesses()
    now, _ = wrong(found, AN, 12)
    found.turn(AN, now)

    assert seconds(found, AN, now - timedelta(milliseconds=1)) is None


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("10.0.0.1", "10.0.0.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("::ffff:10.0.0.1", "::ffff:10.0.0.1"),
        ("testclient", "testclient"),
        ("", ""),
    ],
)
def test_an_office_is_one_place(address, place):
    assert guessing.place_of(address) == place


def test_an_account_that_was_opened_at_an_address_does_not_pay_for_others_there():
    found = Guesses()
    right(found, Guesser("hoa", "10.0.0.1"))
    later = NOW
    for n in range(40):
        later, _ = wrong(found, Guesser(f"ten-{n}", "10.0.0.1"), now=later)

    assert seconds(found, Guesser("moi", "10.0.0.1"), later) == 4
    assert seconds(found, Guesser("hoa", "10.0.0.1"), later) == 0
    assert seconds(found, Guesser("hoa", "10.0.0.1"), NOW + guessing.REMEMBERED * 2) == 0


def test_an_office_that_comes_in_at_the_same_hour_waits_for_nobody():
    found = Guesses()
    crowd = [found.turn(Guesser(f"ten-{n}", "10.0.0.1"), NOW) for n in range(300)]
    assert {one.wait.total_seconds() for one in crowd} == {0}

    for n, one in enumerate(crowd):
        (found.wrong if n % 3 == 0 else found.right)(one, NOW)
    assert seconds(found, Guesser("moi", "10.0.0.1")) == 0


def test_of_one_address_few_are_told_and_each_is_counted_once():
    found = Guesses()
    told = [wrong(found, Guesser(f"ten-{n}", "10.0.0.1"))[1][0] for n in range(24)]

    assert [(place, one) for place, one in enumerate(told, 1) if one] == [
        (1, Told(1, is_rush=False)),
        (5, Told(4, is_rush=False)),
    ]


def test_of_a_rush_from_many_addresses_only_the_whole_is_told():
    found = Guesses()
    told = [
        wrong(found, Guesser(f"ten-{n}", f"10.0.{n // 250}.{n % 250}"))[1][0] for n in range(700)
    ]

    assert told[:25] == [Told(1, is_rush=False)] * 25
    assert [(place, one) for place, one in enumerate(told, 1) if one and place > 25] == [
        (125, Told(100, is_rush=True)),
        (625, Told(500, is_rush=True)),
    ]


def test_what_was_quiet_longest_is_forgotten_first(monkeypatch):
    monkeypatch.setattr(guessing, "MOST_LANES", 10)
    found = Guesses()
    wrong(found, AN, 4)
    for n in range(5):
        wrong(found, Guesser(f"ten-{n}", f"10.0.9.{n}"))

    assert seconds(found, AN) == 0


@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.sampled_from("xyz"), st.booleans(), st.integers(0, 90))
    )
)
def test_whatever_is_tried_nobody_waits_longer_than_the_most_and_every_turn_ends(tries):
    found, now = Guesses(), NOW
    for login, address, is_right, pause in tries:
        now += timedelta(seconds=pause)
        try:
            turn = found.turn(Guesser(login, address), now)
        except TooManyGuesses:
            continue
        assert timedelta(0) <= turn.wait <= guessing.LONGEST_WAIT
        (found.right if is_right else found.wrong)(turn, now + turn.wait)
    later = now + guessing.FADES + timedelta(minutes=2)
    assert {seconds(found, Guesser("d", "t"), later), seconds(found, AN, later)} == {0}


@pytest.mark.parametrize("count", [1, 5, 25, 125])
def test_the_steps_of_what_is_told(count):
    assert [one for one in range(1, count + 1) if guessing._is_step(one)][-1] == count
