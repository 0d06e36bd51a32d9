"""Lấy lại giá trị trước: a new version, by the hand whose line it is, while it may be typed."""

from decimal import Decimal

import pytest

from tests.noting import noting
from tests.recorded import recorded
from tests.services.year import (
    OFFICER,
    OTHER,
    SECRETARY,
    do,
    fresh,
    save,
    settle,
    stored,
    to_self_score,
)
from thidua.db.engine import reading
from thidua.db.tables import BlockYear
from thidua.domain.ground.errors import NotFound, NotPermitted, Refused
from thidua.domain.period.stage import Stage
from thidua.domain.rules.entry import Entry
from thidua.domain.scoring.sheet import Hand
from thidua.services.ground.work import Work
from thidua.services.scoring import restoring, sheets
from thidua.services.scoring.sheets import LineEdit, LinesChanged

pytestmark = pytest.mark.usefixtures("as_recorded")


@pytest.fixture(autouse=True)
def _year(database_url):
    settle()
    to_self_score()
    save("A", OFFICER, main=80)
    save("A", OFFICER, main=60, base=1)


def back(actor=OFFICER, **changes):
    named = {
        "unit": "A", "hand": Hand.SELF, "criterion": "I", "version": 1, "base": 2,
        "reason": "Gõ nhầm số",
    }  # fmt: skip
    do(restoring.restore, actor, **named | changes)


def earlier(actor=OFFICER, unit="A", hand=Hand.SELF):
    with reading() as session:
        work = Work(session, actor, fresh())
        return restoring.earlier(work, unit=unit, hand=hand, criterion="I")


@pytest.mark.both_databases
def test_it_is_saved_again_as_a_new_version_and_the_reason_is_kept():
    back()

    line = stored("A").lines["I"]
    assert (line.entry.points, line.version) == (Decimal(80), 3)
    assert [(one.version, one.text, one.fault) for one in earlier()] == [
        (2, "60 điểm", ""),
        (1, "80 điểm", ""),
    ]
    last = recorded("score.self")[-1]
    assert (last.criterion, last.old, last.new, last.reason) == (
        "I",
        "60 điểm",
        "80 điểm",
        "Gõ nhầm số (lấy lại giá trị đã có trước)",
    )


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"reason": "  "}, "lý do"),
        ({"version": 2}, "đang dùng"),
    ],
)
def test_without_a_reason_or_an_earlier_value_nothing_is_saved(changes, told):
    with pytest.raises(Refused, match=told):
        back(**changes)
    with pytest.raises(NotFound):
        back(version=9)

    assert stored("A").lines["I"].version == 2


def test_what_stands_there_already_is_not_saved_once_more():
    back()

    with pytest.raises(Refused, match="đang dùng"):
        back(base=3)

    assert stored("A").lines["I"].version == 3


def test_a_line_somebody_saved_meanwhile_is_not_written_over():
    save("A", OFFICER, main=50, base=2)

    with pytest.raises(LinesChanged):
        back()


def test_only_the_hand_whose_line_it_is_and_only_in_its_stage():
    with pytest.raises(NotPermitted):
        back(OTHER)
    with pytest.raises(NotPermitted):
        earlier(OTHER)
    with noting() as session:
        session.get_one(BlockYear, fresh().id).stage = Stage.VERIFY
    with pytest.raises(NotPermitted, match="giai đoạn"):
        back()


def test_the_verifying_team_puts_back_its_own_value():
    save("A", SECRETARY, Hand.VERIFIED, main=70)
    save("A", SECRETARY, Hand.VERIFIED, main=65, base=1)

    back(SECRETARY, hand=Hand.VERIFIED)

    assert stored("A", Hand.VERIFIED).lines["I"].entry.points == Decimal(70)


def test_a_withdrawn_line_is_no_value_to_put_back():
    named = {"unit": "A", "hand": Hand.SELF}
    do(sheets.save_lines, OFFICER, edits=[LineEdit("I", 2, None)], **named)
    again = Entry(points=Decimal(40))
    do(sheets.save_lines, OFFICER, edits=[LineEdit("I", 3, again)], **named)

    assert [one.version for one in earlier()] == [2, 1]
    with pytest.raises(Refused, match="chưa chấm"):
        back(version=3, base=4)
