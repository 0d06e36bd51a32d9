"""Thời hạn: to the last second of its day, and longer only for the unit that was given more."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests import second_hand
from tests.people import PROGRAM
from tests.services.year import (
    HEAD,
    NOW,
    OFFICER,
    OTHER,
    RIVAL,
    SECRETARY,
    advance,
    do,
    fresh,
    save,
    settle,
    stored,
    to_self_score,
    to_verify,
    waiting,
)
from thidua.db.engine import reading
from thidua.domain.ground.errors import NotPermitted, Refused, StaleEdit
from thidua.domain.period.stage import Stage
from thidua.domain.period.windows import Window, end_of, start_of
from thidua.domain.scoring.sheet import Hand, SheetStatus
from thidua.services.ground.work import Work
from thidua.services.period import windows
from thidua.services.scoring import confirmations, submissions
from thidua.services.verify import verification


@pytest.fixture(autouse=True)
def _year(database_url):
    settle()


def test_a_deadline_ends_with_its_day_and_an_extension_is_for_one_unit():
    to_self_score()
    day = datetime(2026, 3, 25, tzinfo=UTC).date()
    window = Window(start_of(day - timedelta(days=3)), None, end_of(day))
    do(windows.set_window, stage=Stage.SELF_SCORE, window=window)
    last_second = datetime(2026, 3, 25, 16, 59, 59, tzinfo=UTC)
    after = last_second + timedelta(seconds=1)

    with pytest.raises(Refused, match="mở lúc 00:00 ngày 22/03/2026"):
        save("A", OFFICER, now=NOW)
    save("A", OFFICER, now=last_second)
    with pytest.raises(Refused, match="Đã hết hạn lúc 23:59 ngày 25/03/2026"):
        save("A", OFFICER, base=1, now=after)
    with pytest.raises(Refused, match="Đã hết hạn"):
        do(submissions.submit, OFFICER, after, unit="A")

    do(windows.extend, HEAD, after, unit="A", until=after + timedelta(days=2), reason="Bão lũ")
    save("A", OFFICER, base=1, now=after)
    with pytest.raises(Refused, match="Đã hết hạn"):
        save("B", OTHER, now=after)
    with reading() as session:
        given = windows.extensions(Work(session, OTHER, fresh()))
    assert [(one.unit, one.reason, one.granted_by) for one in given] == [("A", "Bão lũ", HEAD.name)]


def test_a_deadline_of_one_stage_does_not_bind_the_team_that_verifies():
    to_self_score()
    day = datetime(2026, 3, 25, tzinfo=UTC).date()
    do(windows.set_window, stage=Stage.SELF_SCORE, window=Window(hard_deadline=end_of(day)))
    after = end_of(day) + timedelta(seconds=1)

    with pytest.raises(Refused, match="Đã hết hạn"):
        save("A", OFFICER, now=after)
    save("A", SECRETARY, Hand.VERIFIED, now=after)

    assert stored("A", Hand.VERIFIED).entries


def test_a_last_day_that_has_passed_is_asked_about():
    to_self_score()
    gone = {"stage": Stage.SELF_SCORE, "window": Window(hard_deadline=NOW - timedelta(days=1))}

    with pytest.raises(Refused, match="đã qua"):
        do(windows.set_window, **gone)
    do(windows.set_window, **gone, is_past_meant=True)

    with pytest.raises(Refused, match="Đã hết hạn"):
        save("A", OFFICER)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"reason": " "}, "lý do gia hạn"),
        ({"until": NOW - timedelta(seconds=1)}, "phía trước"),
    ],
)
def test_an_extension_needs_a_reason_and_time_to_come(changes, said):
    given = {"unit": "A", "until": NOW + timedelta(days=1), "reason": "Bão lũ"} | changes
    with pytest.raises(Refused, match=said):
        do(windows.extend, **given)


def test_of_two_who_set_a_deadline_the_later_sees_the_first():
    seen = Window()
    do(windows.set_window, stage=Stage.VERIFY, window=Window(None, None, NOW))

    with pytest.raises(StaleEdit):
        do(windows.set_window, stage=Stage.VERIFY, window=seen)
    with pytest.raises(Refused, match="Ngày mở phải trước"):
        do(
            windows.set_window,
            stage=Stage.SIGN,
            window=Window(NOW, NOW - timedelta(days=1), None),
        )


LATER = NOW + timedelta(days=2)


def shut(stage):
    do(windows.set_window, stage=stage, window=Window(None, NOW, NOW + timedelta(hours=1)))


def test_after_the_deadline_a_unit_neither_hands_in_nor_takes_back():
    to_self_score()
    save("A", OFFICER)
    save("B", OTHER)
    do(submissions.submit, OTHER, unit="B")
    shut(Stage.SELF_SCORE)

    for service, actor, unit in (
        (submissions.submit, OFFICER, "A"),
        (submissions.take_back, OTHER, "B"),
    ):
        with pytest.raises(Refused, match="Đã hết hạn"):
            do(service, actor, LATER, unit=unit)

    assert [stored(unit).status for unit in "AB"] == [SheetStatus.DRAFT, SheetStatus.SUBMITTED]


def test_after_the_deadline_nothing_begins_or_ceases_to_count():
    """Confirming a bonus, verifying and opening again change a total as much as a score does."""
    to_verify()
    save("A", SECRETARY, Hand.VERIFIED, bonus=5)
    save("B", SECRETARY, Hand.VERIFIED)
    do(verification.verify_sheet, SECRETARY, unit="B")
    shut(Stage.VERIFY)
    lines = waiting(HEAD)
    attempts = (
        lambda now: do(confirmations.confirm, HEAD, now, lines=lines),
        lambda now: do(verification.verify_sheet, SECRETARY, now, unit="A"),
        lambda now: do(second_hand.reopen_verified, HEAD, now, unit="B", reason="Rà lại"),
    )
    for attempt in attempts:
        with pytest.raises(Refused, match="Đã hết hạn"):
            attempt(LATER)

    given = {"until": LATER + timedelta(days=1), "reason": "Chờ quyết định khen"}
    do(windows.extend, HEAD, LATER, unit="A", **given)
    attempts[0](LATER)
    attempts[1](LATER)
    with pytest.raises(Refused, match="Đã hết hạn"):
        attempts[2](LATER)
    assert [stored(unit, Hand.VERIFIED).status for unit in "AB"] == [SheetStatus.VERIFIED] * 2


def test_an_extension_belongs_to_its_stage():
    to_self_score()
    do(windows.extend, HEAD, unit="A", until=LATER + timedelta(days=1), reason="Bão lũ")
    for unit, actor in (("A", OFFICER), ("B", OTHER)):
        save(unit, actor)
        do(submissions.submit, actor, unit=unit)
    assert advance() is Stage.VERIFY
    shut(Stage.VERIFY)

    with pytest.raises(Refused, match="Đã hết hạn"):
        save("A", SECRETARY, Hand.VERIFIED, now=LATER)


def test_the_soft_deadline_refuses_nothing():
    to_self_score()
    do(windows.set_window, stage=Stage.SELF_SCORE, window=Window(None, NOW, None))

    save("A", OFFICER, now=LATER)

    assert len(stored("A").lines) == 2


@pytest.mark.parametrize("who", [OFFICER, OTHER, SECRETARY])
def test_only_who_leads_gives_more_time(who):
    to_self_score()
    with pytest.raises(NotPermitted):
        do(windows.extend, who, unit="A", until=LATER, reason="Bão lũ")
    with pytest.raises(NotPermitted):
        do(windows.set_window, OFFICER, stage=Stage.SELF_SCORE, window=Window())


@pytest.mark.both_databases
def test_a_deadline_may_be_taken_away_again():
    to_self_score()
    shut(Stage.SELF_SCORE)
    do(windows.set_window, PROGRAM, stage=Stage.SELF_SCORE, window=Window(version=1))

    save("A", OFFICER, now=LATER)

    with reading() as session:
        known = windows.windows(Work(session, OTHER, fresh()))
    assert known == {Stage.SELF_SCORE: Window(version=2)}


PAST, AHEAD = Window(None, None, NOW - timedelta(days=1)), NOW + timedelta(days=9)


def put(window, actor=RIVAL, stage=Stage.SELF_SCORE, version=0):
    window = replace(window, version=version)
    do(windows.set_window, actor, stage=stage, window=window, is_past_meant=True)


def test_who_still_owes_is_shut_out_by_no_rival():
    to_self_score()
    with pytest.raises(NotPermitted, match="cùng thi đua"):
        put(PAST)
    put(Window(None, None, AHEAD))
    with pytest.raises(NotPermitted, match="cùng thi đua"):
        put(PAST, version=1)
    put(PAST, HEAD, version=1)


def test_the_own_unit_that_is_late_is_let_in_again_by_nobody_of_it():
    to_self_score()
    put(PAST, HEAD)
    with pytest.raises(NotPermitted, match=r"Đơn vị bạn \(B\) đã quá hạn"):
        put(Window(), version=1)
    put(Window(None, None, AHEAD), HEAD, version=1)


def test_where_the_own_unit_owes_nothing_others_are_let_in_again():
    to_self_score()
    save("B", OTHER)
    do(submissions.submit, OTHER, unit="B")
    put(PAST, HEAD)
    put(Window(None, None, AHEAD), version=1)


def test_who_has_not_said_whose_unit_they_are_of_shuts_nobody_out():
    to_self_score()
    unsaid = replace(RIVAL, grants=(replace(RIVAL.grants[0], home=None),))
    with pytest.raises(Refused, match="Chưa khai"):
        put(PAST, unsaid)
    put(PAST, unsaid, Stage.VERIFY)
