"""Người thứ hai: what gives or takes points counts only after another person has looked."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.people import PROGRAM
from tests.recorded import recorded
from tests.services.year import (
    DEPUTY,
    DRAFT,
    HEAD,
    NOW,
    OFFICER,
    OTHER,
    SECRETARY,
    advance,
    claim_all,
    do,
    fresh,
    overtaken,
    save,
    settle,
    stored,
    to_self_score,
    to_verify,
    waiting,
)
from thidua.db.engine import reading, writing
from thidua.domain.ground.errors import NotFound, NotPermitted, Refused, StaleEdit
from thidua.domain.rules.entry import Entry, LineState
from thidua.domain.scoring.sheet import Hand
from thidua.services.covenant import covenants
from thidua.services.ground.work import Work
from thidua.services.scoring import confirmations, sheets, submissions
from thidua.services.scoring.sheets import LineEdit
from thidua.services.verify import verification


@pytest.fixture(autouse=True)
def _year(database_url):
    settle()


def test_what_was_typed_for_a_unit_waits_for_the_unit_and_names_both():
    to_self_score()
    save("A", SECRETARY)
    with pytest.raises(Refused, match="còn 2 dòng chờ người thứ hai"):
        do(submissions.submit, OFFICER, unit="A")
    with reading() as session:
        lines = confirmations.waiting(Work(session, OFFICER, fresh()))
        assert confirmations.waiting(Work(session, OTHER, fresh())) == []
    with pytest.raises(Refused, match="không được tự xác nhận"):
        do(confirmations.confirm, SECRETARY, lines=lines)
    with pytest.raises(NotPermitted):
        do(confirmations.confirm, OTHER, lines=lines)

    do(confirmations.confirm, OFFICER, lines=lines)
    do(submissions.submit, OFFICER, unit="A")

    with pytest.raises(StaleEdit):
        do(confirmations.confirm, HEAD, lines=lines)
    typed = recorded("score.self")[0]
    assert (typed.actor, typed.on_behalf_of) == (SECRETARY.name, "A")


def test_a_line_with_a_bonus_of_its_own_waits_and_its_agreed_points_may_hold_one():
    first, *rest = DRAFT.criteria
    beyond = replace(DRAFT, criteria=(replace(first, parameters="thưởng tối đa 5"), *rest))
    with writing() as session:
        work = Work(session, PROGRAM, fresh(), NOW)
        covenants.adopt_covenant(work, draft=beyond, reason="thêm thưởng")
    to_self_score()
    claim_all()
    advance()

    within, above = save("A", SECRETARY, Hand.VERIFIED), save("B", SECRETARY, Hand.VERIFIED, 92)
    assert [line.entry.confirmed for line in within.lines.values()] == [True, True]
    assert [line.entry.confirmed for line in above.lines.values()] == [False, True]

    agreed = Entry(points=Decimal(95), state=LineState.AGREED, explanation="hội đồng thống nhất")
    more = replace(agreed, points=Decimal("95.5"))
    with pytest.raises(Refused, match="từ 0 đến 90 \\+ thưởng 5"):
        do(sheets.save_lines, SECRETARY, unit="B", hand=Hand.VERIFIED, edits=[_edit(above, more)])
    do(sheets.save_lines, SECRETARY, unit="B", hand=Hand.VERIFIED, edits=[_edit(above, agreed)])
    assert [line.criterion for line in waiting(HEAD)] == ["I"]


def _edit(sheet, entry):
    return LineEdit("I", sheet.lines["I"].version, entry)


def test_a_bonus_counts_only_after_a_second_person_and_zero_needs_none():
    to_self_score()
    claim_all()
    advance()
    stored = save("A", SECRETARY, Hand.VERIFIED, bonus=5)
    assert [line.entry.confirmed for line in stored.lines.values()] == [True, False]
    with pytest.raises(Refused, match="còn 1 dòng chờ người thứ hai"):
        do(verification.verify_sheet, HEAD, unit="A")
    with reading() as session:
        lines = confirmations.waiting(Work(session, HEAD, fresh()))
    with pytest.raises(NotPermitted):
        do(confirmations.confirm, OFFICER, lines=lines)
    do(confirmations.confirm, HEAD, lines=lines)
    do(verification.verify_sheet, SECRETARY, unit="A")

    zero = save("B", SECRETARY, Hand.VERIFIED)
    assert all(line.entry.confirmed for line in zero.lines.values())


def confirmed(unit, hand=Hand.VERIFIED):
    return {code: line.entry.confirmed for code, line in stored(unit, hand).lines.items()}


def test_lines_are_confirmed_together_or_not_at_all():
    to_verify()
    save("A", SECRETARY, Hand.VERIFIED, bonus=5)
    save("B", HEAD, Hand.VERIFIED, bonus=5)
    lines = waiting(DEPUTY)

    with pytest.raises(Refused, match="B · V: người nhập không được tự xác nhận"):
        do(confirmations.confirm, HEAD, lines=lines)
    assert (confirmed("A")["V"], confirmed("B")["V"]) == (False, False)

    do(confirmations.confirm, DEPUTY, lines=lines)
    assert (confirmed("A")["V"], confirmed("B")["V"]) == (True, True)
    assert waiting(DEPUTY) == []


def test_who_typed_a_line_does_not_confirm_it_by_naming_another():
    to_verify()
    save("A", HEAD, Hand.VERIFIED, bonus=5)
    forged = [replace(line, entered_by="Ai đó") for line in waiting(HEAD)]

    with pytest.raises(Refused, match="không được tự xác nhận"):
        do(confirmations.confirm, HEAD, lines=forged)

    assert confirmed("A")["V"] is False


def test_an_administrator_does_not_confirm_their_own_line_either():
    to_verify()
    save("A", PROGRAM, Hand.VERIFIED, bonus=5)

    with pytest.raises(Refused, match="không được tự xác nhận"):
        do(confirmations.confirm, PROGRAM, lines=waiting(PROGRAM))


def test_a_line_changed_since_it_was_shown_is_not_confirmed():
    to_verify()
    save("A", SECRETARY, Hand.VERIFIED, bonus=2)
    shown = waiting(HEAD)
    save("A", SECRETARY, Hand.VERIFIED, bonus=9, base=1)

    with pytest.raises(StaleEdit, match="A · V"):
        do(confirmations.confirm, HEAD, lines=shown)

    assert confirmed("A")["V"] is False


def test_a_line_that_is_not_there_is_not_confirmed():
    to_verify()
    save("A", SECRETARY, Hand.VERIFIED, bonus=2)
    elsewhere = [replace(line, unit="B") for line in waiting(HEAD)]

    with pytest.raises(NotFound):
        do(confirmations.confirm, HEAD, lines=elsewhere)


@pytest.mark.both_databases
def test_of_two_who_confirm_at_once_one_signs_and_the_other_is_told():
    to_verify()
    save("A", SECRETARY, Hand.VERIFIED, bonus=5)
    lines = waiting(HEAD)

    told = overtaken(
        lambda session: confirmations.confirm(Work(session, HEAD, fresh(), NOW), lines=lines),
        lambda: do(confirmations.confirm, DEPUTY, lines=lines),
    )

    assert isinstance(told, StaleEdit)
    assert [one.actor for one in recorded("score.confirmed")] == [HEAD.name]


@pytest.mark.parametrize(
    ("actor", "expected"),
    [(HEAD, True), (SECRETARY, False), (DEPUTY, True), (OFFICER, False), (OTHER, False)],
    ids=lambda one: getattr(one, "account", None),
)
def test_the_page_offers_a_judged_line_to_those_the_service_takes_it_from(actor, expected):
    to_verify()
    save("A", SECRETARY, Hand.VERIFIED, bonus=5)
    (line,) = waiting(HEAD)

    assert confirmations.may_confirm(actor, fresh(), line) is expected
