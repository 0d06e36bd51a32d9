"""Nộp và trả lại: a sheet handed in or verified stays shut until somebody says why not."""

from decimal import Decimal

import pytest

from tests import second_hand
from tests.services.year import (
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
    verify_all,
)
from thidua.db import queries
from thidua.db.engine import reading
from thidua.domain.ground.errors import NotFound, NotPermitted, Refused
from thidua.domain.rules.entry import Entry
from thidua.domain.scoring.sheet import Hand, SheetStatus
from thidua.services.ground.work import Work
from thidua.services.scoring import sheets, submissions
from thidua.services.scoring.sheets import LineEdit
from thidua.services.verify import verification


@pytest.fixture(autouse=True)
def _year(database_url):
    settle()


def test_a_sheet_handed_in_is_closed_until_taken_back_or_sent_back_with_a_reason():
    to_self_score()
    save("A", OFFICER)
    do(submissions.submit, OFFICER, unit="A")
    with pytest.raises(Refused, match="đã nộp"):
        save("A", OFFICER, base=1)
    with pytest.raises(Refused, match="đã nộp"):
        do(submissions.submit, OFFICER, unit="A")
    with pytest.raises(NotPermitted):
        do(submissions.send_back, OFFICER, unit="A", reason="x")
    do(submissions.send_back, HEAD, unit="A", reason="Thiếu minh chứng I")

    with reading() as session:
        stored = queries.sheets(session, fresh(), Hand.SELF)["A"]
    assert stored.returned_reason == "Thiếu minh chứng I"
    save("A", OFFICER, base=1)
    do(submissions.submit, OFFICER, unit="A")
    do(submissions.take_back, OFFICER, unit="A")
    with pytest.raises(Refused, match="chưa nộp"):
        do(submissions.take_back, OFFICER, unit="A")


def test_an_unfinished_sheet_is_not_handed_in():
    to_self_score()
    do(
        sheets.save_lines,
        OFFICER,
        unit="A",
        hand=Hand.SELF,
        edits=[LineEdit("I", 0, Entry(points=Decimal(5)))],
        document="Phiếu có ký",
    )
    with pytest.raises(Refused, match="còn 1 tiêu chí chưa chấm"):
        do(submissions.submit, OFFICER, unit="A")


def test_a_verified_sheet_is_closed_until_it_is_opened_again_with_a_reason():
    to_self_score()
    claim_all()
    advance()
    verify_all()
    with pytest.raises(Refused, match="đã xác nhận"):
        save("A", SECRETARY, Hand.VERIFIED, base=1)
    with pytest.raises(Refused, match="lý do"):
        do(second_hand.reopen_verified, SECRETARY, unit="A", reason="")
    do(second_hand.reopen_verified, SECRETARY, unit="A", reason="Kiến nghị của đơn vị")

    save("A", SECRETARY, Hand.VERIFIED, base=1, main=70)
    with pytest.raises(Refused, match="chưa thẩm định xong: A"):
        advance()


@pytest.mark.both_databases
def test_the_reason_is_shown_until_the_sheet_is_handed_in_again():
    to_self_score()
    save("A", OFFICER)
    do(submissions.submit, OFFICER, unit="A")
    do(submissions.send_back, HEAD, unit="A", reason="Thiếu minh chứng I")
    do(submissions.submit, OFFICER, unit="A")
    do(submissions.take_back, OFFICER, unit="A")

    sheet = stored("A")
    assert (sheet.status, sheet.returned_reason) == (SheetStatus.DRAFT, "")


def test_a_sheet_is_not_sent_back_without_a_reason():
    to_self_score()
    save("A", OFFICER)
    do(submissions.submit, OFFICER, unit="A")

    with pytest.raises(Refused, match="lý do"):
        do(submissions.send_back, HEAD, unit="A", reason=" \n")

    assert stored("A").status is SheetStatus.SUBMITTED


def test_nobody_hands_in_or_takes_back_for_another_unit():
    to_self_score()
    save("A", OFFICER)
    with pytest.raises(NotPermitted):
        do(submissions.submit, OTHER, unit="A")
    do(submissions.submit, OFFICER, unit="A")
    with pytest.raises(NotPermitted):
        do(submissions.take_back, OTHER, unit="A")
    with pytest.raises(NotFound):
        do(submissions.submit, OTHER, unit="B")

    assert stored("A").status is SheetStatus.SUBMITTED


def test_what_was_verified_does_not_become_a_draft_by_acts_on_the_claim():
    to_verify()
    verify_all()
    do(submissions.send_back, HEAD, unit="A", reason="Bổ sung")
    with pytest.raises(NotPermitted):
        do(submissions.submit, OFFICER, unit="A")
    do(verification.verify_sheet, SECRETARY, unit="A")

    assert stored("A", Hand.VERIFIED).status is SheetStatus.VERIFIED


@pytest.mark.both_databases
def test_a_score_typed_while_the_sheet_is_handed_in_is_refused():
    to_self_score()
    save("A", OFFICER)

    told = overtaken(
        lambda session: submissions.submit(Work(session, OFFICER, fresh(), NOW), unit="A"),
        lambda: save("A", OFFICER, main=10, base=1),
    )

    assert isinstance(told, Refused)
    assert (stored("A").status, stored("A").lines["I"].version) == (SheetStatus.SUBMITTED, 1)


@pytest.mark.both_databases
def test_a_bonus_typed_while_the_sheet_is_verified_is_not_passed_over():
    """Verifying waits for who is writing, then sees the line that has no second person yet."""
    to_verify()
    save("A", SECRETARY, Hand.VERIFIED)
    bonus = [LineEdit("V", 1, Entry(points=Decimal(5)))]

    told = overtaken(
        lambda session: sheets.save_lines(
            Work(session, SECRETARY, fresh(), NOW), unit="A", hand=Hand.VERIFIED, edits=bonus
        ),
        lambda: do(verification.verify_sheet, HEAD, unit="A"),
    )

    assert str(told) == "Chưa thể xác nhận: còn 1 dòng chờ người thứ hai (V)."
    assert stored("A", Hand.VERIFIED).status is SheetStatus.DRAFT


@pytest.mark.both_databases
def test_a_line_withdrawn_while_the_sheet_is_handed_in_is_missed():
    """Handing in waits for who is writing, then sees that a line is no longer there."""
    to_self_score()
    save("A", OFFICER)

    told = overtaken(
        lambda session: sheets.save_lines(
            Work(session, OFFICER, fresh(), NOW),
            unit="A",
            hand=Hand.SELF,
            edits=[LineEdit("I", 1, None)],
        ),
        lambda: do(submissions.submit, OFFICER, unit="A"),
    )

    assert str(told) == "Chưa nộp được: còn 1 tiêu chí chưa chấm."
    assert stored("A").status is SheetStatus.DRAFT
