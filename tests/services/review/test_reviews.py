"""Phiếu chấm chéo: who may fill which, what is hidden from whom, and what they make together."""

import json
from dataclasses import astuple
from decimal import Decimal
from fractions import Fraction

import pytest

from tests import second_hand
from tests.noting import assert_as_recorded
from tests.recorded import recorded
from tests.services.five_year import (
    AUDITOR,
    HEAD,
    LEADER,
    MAXIMA,
    OFFICERS,
    PAIRS,
    SECRETARY,
    UNITS,
    assign,
    blind,
    board,
    board_sheets,
    do,
    fill,
    hand_in,
    marks,
    move,
    places,
    review_all,
    see,
    settle,
)
from thidua.domain.access.permissions import Actor, Grant, Role
from thidua.domain.ground.errors import NotFound, NotPermitted, Refused
from thidua.domain.period.stage import Stage
from thidua.domain.rules.entry import Entry, LineState
from thidua.domain.scoring.sheet import Hand, SheetStatus
from thidua.services.record import chained, records
from thidua.services.record.records import Wanted
from thidua.services.review import absences, recusals, reviews
from thidua.services.scoring import confirmations, sheets
from thidua.services.scoring.sheets import LineEdit
from thidua.services.verify import agreement, verification

MEAN = [
    ("B", 1, "86.50"), ("A", 2, "85.75"), ("C", 3, "83.75"), ("D", 4, "76.50"), ("E", 5, "69.25"),
]  # fmt: skip
MEDIAN = [
    ("A", 1, "87.50"), ("B", 2, "87.00"), ("C", 3, "83.00"), ("D", 4, "76.00"), ("E", 5, "69.00"),
]  # fmt: skip


@pytest.fixture(autouse=True)
def _as_recorded(request):
    request.getfixturevalue(
        "database_url" if "database_url" in request.fixturenames else "sqlite_url"
    )
    yield
    assert_as_recorded()


def desk(actor, reviewer, unit):
    return see(reviews.desk, actor, reviewer=reviewer, unit=unit)


def all_of(found):
    """Everything a page could be told, as text."""
    return json.dumps(astuple(found), default=str, ensure_ascii=False)


@pytest.mark.parametrize(
    ("combining", "expected"),
    [
        ("Trung bình", MEAN),
        ("Trung vị", MEDIAN),
        ("Trung bình bỏ cao nhất và thấp nhất", MEDIAN),
    ],
)
def test_the_sheets_rank_the_block_by_the_covenants_rule(database_url, combining, expected):
    settle(combining)
    assign()
    assert places() == [(unit, None, None) for unit in UNITS]

    review_all()

    found = board()
    assert places(found) == expected
    assert found.provisional


def test_only_sheets_that_were_handed_in_count(sqlite_url):
    settle()
    assign()
    fill("B", "A")
    fill("C", "A")
    hand_in("B", "A")

    assert board_sheets()["A"].entries["C1"].points == Decimal("38.00")


def test_a_reviewer_who_recused_or_was_absent_leaves_the_denominator(sqlite_url):
    settle()
    assign([pair for pair in PAIRS if pair[1] == "A"])
    review_all([("B", "A"), ("C", "A"), ("E", "A")])
    assert places()[0] == ("A", 1, "85.33")

    do(recusals.declare, OFFICERS["E"], reviewer="E", unit="A", reason="Vợ chồng")
    assert places()[0] == ("A", 1, "88.00")

    move(Stage.VERIFY)
    with pytest.raises(Refused, match="còn thiếu phiếu chấm chéo của D"):
        do(verification.verify_sheet, SECRETARY, unit="A")
    do(absences.mark_absent, reviewer="D", reason="Ốm dài ngày")
    do(verification.verify_sheet, SECRETARY, unit="A")
    assert places()[0] == ("A", 1, "88.00")


def test_what_is_filled_is_checked_as_everywhere(sqlite_url):
    settle()
    assign()

    with pytest.raises(Refused, match="C1: điểm 41 vượt điểm tối đa 40"):
        fill("B", "A", {"C1": Decimal(41)})
    with pytest.raises(Refused, match="C1: chỉ tổ thẩm định được ghi điểm thống nhất"):
        edits = [LineEdit("C1", 0, Entry(points=Decimal(1), state=LineState.AGREED))]
        do(sheets.save_lines, OFFICERS["B"], unit="A", hand=Hand.CROSS, reviewer="B", edits=edits)
    with pytest.raises(Refused, match="chỉ khối trưởng hoặc cơ quan thường trực"):
        edits = [LineEdit("C1", 0, Entry(state=LineState.NOT_ASSIGNED, explanation="x"))]
        do(sheets.save_lines, OFFICERS["B"], unit="A", hand=Hand.CROSS, reviewer="B", edits=edits)


def test_nobody_reviews_the_own_unit_what_was_not_assigned_or_for_another(sqlite_url):
    settle()
    assign([("B", "A"), ("C", "B")])

    with pytest.raises(NotPermitted, match="cho chính mình"):
        fill("A", "A", {"C1": Decimal(1)}, OFFICERS["A"])
    with pytest.raises(NotPermitted, match="không được phân công chấm C1, C2, C3, C4 của «B»"):
        fill("A", "B")
    for stranger in (OFFICERS["C"], LEADER, AUDITOR):
        with pytest.raises(NotPermitted):
            fill("B", "A", actor=stranger)
    for judge in (HEAD, SECRETARY):
        with pytest.raises(NotPermitted):
            fill("B", "A", actor=judge)
    fill("B", "A")
    hand_in("B", "A")
    assert places()[0] == ("A", 1, "83.00")


def test_a_recusal_is_enforced_when_saving_and_handing_in(sqlite_url):
    settle()
    assign()
    fill("B", "A")
    do(recusals.declare, OFFICERS["B"], reviewer="B", unit="A", reason="Người nhà")

    with pytest.raises(NotPermitted, match="đã từ chối chấm đơn vị «A»"):
        fill("B", "A")
    with pytest.raises(Refused, match="không còn tiêu chí nào"):
        hand_in("B", "A")


@pytest.mark.parametrize("stage", [one for one in Stage if one is not Stage.CROSS_SCORE])
def test_sheets_are_filled_and_handed_in_only_while_units_review(sqlite_url, stage):
    settle()
    assign()
    fill("B", "A")
    move(stage)

    with pytest.raises(NotPermitted, match="đang ở giai đoạn"):
        fill("C", "A")
    with pytest.raises(NotPermitted, match="đang ở giai đoạn"):
        hand_in("B", "A")


def test_an_unfinished_sheet_is_not_handed_in_a_line_left_blank_with_a_reason_is(sqlite_url):
    settle()
    assign()
    given = marks("B", "A")
    fill("B", "A", {code: given[code] for code in ("C1", "C2")})

    with pytest.raises(Refused, match=r"còn 2 tiêu chí chưa chấm \(C3, C4\)"):
        hand_in("B", "A")

    blank = Entry(state=LineState.LEFT_BLANK, explanation="Không đủ căn cứ")
    edits = [LineEdit(code, 0, blank) for code in ("C3", "C4")]
    do(sheets.save_lines, OFFICERS["B"], unit="A", hand=Hand.CROSS, reviewer="B", edits=edits)
    hand_in("B", "A")
    fill("C", "A")
    hand_in("C", "A")

    lines = board_sheets()["A"].entries
    assert {code: entry.points for code, entry in lines.items()} == {
        "C1": Decimal("37.50"),
        "C2": Decimal("27.50"),
        "C3": Decimal("18.00"),
        "C4": Decimal("5.00"),
    }
    assert lines["C3"].explanation == "trung bình của 1 người chấm: 18"


def test_a_bonus_given_by_one_alone_waits_by_two_it_counts(sqlite_url):
    settle()
    assign([("B", "A"), ("C", "A")])
    review_all([("B", "A")])
    score = board().standings.of("A").score
    assert (score.bonus, score.unconfirmed) == (Decimal(0), ("C4",))

    review_all([("C", "A")])
    score = board().standings.of("A").score
    assert (score.bonus, score.unconfirmed) == (Decimal("5.00"), ())


def test_what_is_hidden_is_not_in_what_the_reviewer_is_given(sqlite_url):
    settle()
    assign()
    review_all([("C", "A")])
    claimed, theirs = str(MAXIMA["C1"]) + "'", "C chấm A"

    blind(claim=True, others=True)
    found = desk(OFFICERS["B"], "B", "A")
    assert (found.hides_claim, found.hides_others, found.others) == (True, True, {})
    assert found.desk.own_score.lines == dict.fromkeys(MAXIMA)
    assert {line.entry.points for line in found.desk.own.lines.values()} == {None}
    assert {line.entry.explanation for line in found.desk.own.lines.values()} == {"Tự chấm A"}
    assert claimed not in all_of(found.desk.own) and theirs not in all_of(found)

    blind()
    found = desk(OFFICERS["B"], "B", "A")
    assert found.desk.own_score.lines == {code: Decimal(most) for code, most in MAXIMA.items()}
    assert found.others["C1"] == {"ĐV C": "37,00"}

    blind(claim=True, others=True)
    fill("B", "A")
    hand_in("B", "A")
    found = desk(OFFICERS["B"], "B", "A")
    assert (found.hides_claim, found.hides_others) == (False, False)
    assert found.others["C1"] == {"ĐV C": "37,00"}
    assert found.desk.own_score.lines["C1"] == Decimal(40)


def test_a_sheet_that_showed_what_was_hidden_is_not_taken_back_but_can_be_sent_back(sqlite_url):
    settle()
    assign()
    blind(others=True)
    fill("B", "A")
    hand_in("B", "A")

    with pytest.raises(Refused, match="không tự rút lại được"):
        do(reviews.take_back, OFFICERS["B"], reviewer="B", unit="A")
    with pytest.raises(Refused, match="Cần ghi lý do"):
        do(reviews.send_back, SECRETARY, reviewer="B", unit="A", reason=" ")
    with pytest.raises(NotPermitted):
        do(reviews.send_back, OFFICERS["A"], reviewer="B", unit="A", reason="Thấp quá")
    do(reviews.send_back, SECRETARY, reviewer="B", unit="A", reason="Xem lại C1")
    (duty,) = [one for one in see(reviews.duties, OFFICERS["B"]) if one.unit.code == "A"]
    assert (duty.status, duty.returned_reason) == (SheetStatus.DRAFT, "Xem lại C1")

    blind()
    hand_in("B", "A")
    do(reviews.take_back, OFFICERS["B"], reviewer="B", unit="A")
    assert places()[0] == ("A", None, None)


def test_the_record_says_what_had_been_hidden(sqlite_url):
    settle()
    assign()
    blind(claim=True, others=True)
    fill("B", "A")
    hand_in("B", "A")

    do(reviews.send_back, SECRETARY, reviewer="B", unit="A", reason="Xem lại C1")
    hand_in("B", "A")

    entries = see(records.entries, AUDITOR, wanted=Wanted(action="review.submitted")).entries

    assert [(one.unit, one.on_behalf_of, one.old, one.new, one.reason) for one in entries] == [
        ("A", "B", "Nháp", "Đã nộp", "đã giấu: điểm tự chấm, phiếu của người khác")
    ] * 2
    (back,) = recorded("review.sent_back")
    assert (back.old, back.new, back.reason) == ("Đã nộp", "Nháp", "Xem lại C1")


def test_hidden_names_are_nowhere_but_before_those_who_check(sqlite_url):
    settle()
    assign()
    review_all()
    blind(names=True)
    move(Stage.VERIFY)

    for reader in (HEAD, SECRETARY, LEADER):
        with pytest.raises(NotPermitted, match="giấu tên người chấm"):
            desk(reader, "E", "A")
        found = see(agreement.settling, reader, unit="A")
        nameless = {f"Người chấm {one}" for one in range(1, 5)}
        assert found.reviewers == {one: one for one in nameless}
        assert {name for line in found.lines for name in line.combined.values} == nameless
    entries = see(records.entries, HEAD, wanted=Wanted(action="score.cross")).entries
    assert {(one.actor, one.on_behalf_of) for one in entries} == {(records.HIDDEN_REVIEWER, "")}
    assert see(records.entries, HEAD, wanted=Wanted(person=OFFICERS["E"].name)).count == 4
    with pytest.raises(NotPermitted, match="gói nhật ký chỉ quản trị hoặc người kiểm tra"):
        see(chained.shown, HEAD)
    sealed = [one.line for one in see(chained.shown, AUDITOR) if one.line is not None]
    assert [line for line in sealed if line.action == "review.submitted"]

    assert desk(AUDITOR, "E", "A").desk.reviewer == "E"
    entries = see(records.entries, AUDITOR, wanted=Wanted(action="score.cross")).entries
    assert {one.on_behalf_of for one in entries} == set(UNITS)


def test_who_reviews_sees_the_own_duties_and_no_sheet_of_others(sqlite_url):
    settle()
    assign()
    review_all([("C", "A")])

    mine = see(reviews.duties, OFFICERS["B"])
    assert [(one.reviewer, one.unit.code, one.done, len(one.codes)) for one in mine] == [
        ("B", unit, 0, 4) for unit in "ACDE"
    ]
    assert len(see(reviews.duties, HEAD)) == 20
    for reviewer, unit in (("C", "A"), ("C", "B"), ("A", "B")):
        with pytest.raises(NotPermitted):
            desk(OFFICERS["B"], reviewer, unit)
    with pytest.raises(NotFound):
        desk(OFFICERS["B"], "B", "B")
    assert see(reviews.average_handed_in, OFFICERS["B"]) == Fraction(1, 5)


@pytest.mark.both_databases
def test_verifying_needs_every_sheet_and_writes_down_what_they_made(database_url):
    settle()
    assign()
    review_all(PAIRS[1:])
    move(Stage.VERIFY)
    with pytest.raises(Refused, match="còn thiếu phiếu chấm chéo của B"):
        do(verification.verify_sheet, SECRETARY, unit="A")

    do(absences.mark_absent, reviewer="B", reason="Nghỉ hưu")
    do(verification.verify_sheet, SECRETARY, unit="A")

    sheet = board_sheets()["A"]
    assert sheet.status is SheetStatus.VERIFIED
    assert {code: line.entry.points for code, line in sheet.lines.items()} == {
        "C1": Decimal("35.00"),
        "C2": Decimal("27.33"),
        "C3": Decimal("17.67"),
        "C4": Decimal("5.00"),
    }
    assert {line.entry.state for line in sheet.lines.values()} == {LineState.COMBINED}
    assert sheet.lines["C1"].entry.explanation == "trung bình của 3 người chấm: 30; 37; 38"


def test_nobody_verifies_the_own_unit(sqlite_url):
    settle()
    assign([("B", "A")])
    review_all([("B", "A")])
    move(Stage.VERIFY)
    both = type(SECRETARY)("Thư ký (ab)", (*SECRETARY.grants, *OFFICERS["A"].grants), "ab")

    for attempt in (
        lambda: do(verification.verify_sheet, both, unit="A"),
        lambda: do(
            agreement.agree, both, unit="A", criterion="C1", typed="40", reason="Cao hơn", base=0
        ),
    ):
        with pytest.raises(NotPermitted, match="người của đơn vị này"):
            attempt()


def test_agreed_points_stand_in_place_of_the_combined_ones_until_withdrawn(database_url):
    settle()
    assign()
    review_all()
    move(Stage.VERIFY)
    agree = {"unit": "A", "criterion": "C1"}

    for typed, reason, said in (
        ("41", "Cao", "C1: điểm thống nhất phải từ 0 đến 40"),
        ("37,5", " ", "C1: cần ghi lý do"),
        ("nhiều", "Cao", "C1: «nhiều» phải là số"),
    ):
        with pytest.raises(Refused, match=said):
            do(agreement.agree, SECRETARY, typed=typed, reason=reason, base=0, **agree)
    with pytest.raises(NotPermitted):
        do(agreement.agree, OFFICERS["A"], typed="40", reason="Của tôi", base=0, **agree)
    do(agreement.agree, SECRETARY, typed="37,5", reason="E chấm nhầm", base=0, **agree)
    assert places()[:2] == [("A", 1, "87.50"), ("B", 2, "86.50")]

    line = next(
        one for one in see(agreement.settling, unit="A").lines if one.criterion.code == "C1"
    )
    assert (line.claim, line.points, line.base) == (Decimal(40), Decimal("37.50"), 1)
    assert line.combined is not None and line.combined.points == Decimal("35.75")
    assert {how.value: points for how, points in line.others.items()} == {
        "median": Decimal("37.50"),
        "trimmed_mean": Decimal("37.50"),
    }
    do(agreement.withdraw, SECRETARY, base=1, **agree)
    assert places()[:2] == [("B", 1, "86.50"), ("A", 2, "85.75")]


def test_an_agreed_bonus_waits_for_its_second_person(sqlite_url):
    settle()
    assign()
    review_all()
    move(Stage.VERIFY)
    bonus = {"unit": "A", "criterion": "C4", "typed": "8", "reason": "Hai sáng kiến", "base": 0}

    do(agreement.agree, SECRETARY, **bonus)
    assert places()[0:2] == [("B", 1, "86.50"), ("C", 2, "83.75")]
    with pytest.raises(Refused, match="chờ người thứ hai"):
        do(verification.verify_sheet, SECRETARY, unit="A")
    (line,) = see(confirmations.waiting)
    do(confirmations.confirm, HEAD, lines=[line])

    assert places()[0] == ("A", 1, "88.75")
    do(verification.verify_sheet, SECRETARY, unit="A")
    assert board().standings.of("A").total == Decimal("88.75")


def test_what_was_written_down_gives_way_when_the_sheet_is_opened_again(sqlite_url):
    settle()
    assign()
    review_all()
    move(Stage.VERIFY)
    do(verification.verify_sheet, SECRETARY, unit="A")
    do(recusals.declare, HEAD, reviewer="E", unit="A", reason="Phát hiện liên quan")
    assert board().standings.of("A").total == Decimal("85.75")

    do(second_hand.reopen_verified, HEAD, unit="A", reason="E từ chối")
    assert board().standings.of("A").total == Decimal("87.67")
    do(verification.verify_sheet, SECRETARY, unit="A")

    assert board().standings.of("A").total == Decimal("87.67")
    (found,) = [one for one in board_sheets()["A"].lines.items() if one[0] == "C1"]
    assert found[1].version == 2


@pytest.mark.parametrize("home", ["A", None])
def test_who_is_of_the_unit_or_has_not_said_sends_back_no_review_of_it(home):
    settle()
    assign()
    review_all()
    chair = Actor("Khối trưởng mới (moi)", (Grant(Role.HEAD, "K1", None, 2025, home),), "moi")
    before = board()

    with pytest.raises((NotPermitted, Refused), match=r"của đơn vị này|Chưa khai"):
        do(reviews.send_back, chair, reviewer="B", unit="A", reason="Chấm thấp")

    assert board() == before
    do(reviews.send_back, HEAD, reviewer="B", unit="A", reason="Thiếu căn cứ")
    assert board() != before
