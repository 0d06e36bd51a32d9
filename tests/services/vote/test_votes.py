"""Cuộc bỏ phiếu qua các dịch vụ: from setting it up to its frozen result, on both databases."""

import json
import os
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from fractions import Fraction

import pytest
import sqlalchemy as sa
from sqlmodel import select

from tests.recorded import recorded
from tests.services import nine_members as nine
from tests.services.nine_members import (
    AWARD,
    COUNCIL,
    HEAD,
    NO,
    NONE,
    NOW,
    OFFICERS,
    SECRETARY,
    UNITS,
    YES,
    cast,
    close,
    do,
    fresh,
    mark,
    opened,
    see,
    view,
    write,
)
from tests.tampering import tampering
from thidua import ballot_box
from thidua.db.engine import data_folder, engine, forget_engines, reading, sqlite_file, writing
from thidua.db.tables import (
    AuditEntry,
    BallotSlip,
    OfficeHolder,
    PaperCount,
    SealedBallot,
    Vote,
    VoteOption,
    VoteRoll,
)
from thidua.domain.ground.errors import NotFound, NotPermitted, Refused, StaleEdit, ThiduaError
from thidua.domain.period.stage import Stage
from thidua.domain.vote.ballot import FoundSlip
from thidua.domain.vote.counting import BallotCount, Outcome, Tally
from thidua.domain.vote.vote import (
    Base,
    Candidate,
    Conduct,
    Electorate,
    HeldOffice,
    Office,
    OwnUnit,
    Presence,
    RollMember,
    Subject,
    Threshold,
    VoteKind,
    VoteStatus,
    turn_out,
)
from thidua.services.ground.work import Work
from thidua.services.period import offices, rosters
from thidua.services.record import backups, chained, replay
from thidua.services.vote import ballots, electors, votes
from thidua.services.vote import papers as vote_papers
from thidua.services.vote import results as vote_results
from thidua.services.vote import roll as vote_roll


@pytest.fixture
def block(database_url, tmp_path, monkeypatch):
    """Khối chín đơn vị, on each of the two databases; the record follows all that is done."""
    monkeypatch.setenv("THIDUA_DATA", str(tmp_path / "var"))
    nine.settle()
    yield
    assert_recorded()


@pytest.fixture
def on_sqlite(sqlite_url, tmp_path, monkeypatch):
    """Khối chín đơn vị, on SQLite alone; the record follows all that is done."""
    monkeypatch.setenv("THIDUA_DATA", str(tmp_path / "var"))
    nine.settle()
    yield
    assert_recorded()


def assert_recorded():
    with reading() as session:
        assert replay.mismatches(session) == []


def ruled(draft=AWARD, **changes):
    return replace(draft, rules=replace(draft.rules, **changes))


def acts(*names):
    """Nhật ký của những việc này: who, what was there, what is there now, why."""
    return [(one.actor, one.old, one.new, one.reason) for one in recorded(*names)]


def rows(table):
    with reading() as session:
        return list(session.exec(select(table)))


def test_nine_members_two_absent_in_writing_are_counted_over_all_members(block):
    vote = opened(absent=["U8", "U9"])
    for unit in UNITS[:7]:
        cast(vote, unit, YES, YES if unit < "U6" else NO)
    for absent in ("U8", "U9"):
        write(vote, absent, YES, NONE)
        write(vote, absent, YES, NONE, actor=SECRETARY)

    found = close(vote)

    assert found.lines == (
        "Đề nghị tặng Cờ thi đua.",
        "Tổng số thành viên 9; có mặt 7, vắng 2, trong đó 2 gửi ý kiến bằng văn bản.",
        "Phát ra 7 phiếu; thu về 7, không thu về 0; hợp lệ 7, không hợp lệ 0.",
        "Ngưỡng thông qua: từ 80 % tổng số thành viên (Điều 18 khoản 5 Thông tư 15/2023/TT-BKHĐT).",
        "Đơn vị U1: 7 phiếu đồng ý (0 không đồng ý, 0 không ý kiến); bằng văn bản: 2 đồng ý, "
        "0 không đồng ý, 0 không ý kiến. Cộng 9 trên tổng số thành viên 9, bằng 100,00 %; cần 8: "
        "đạt.",
        "Đơn vị U2: 5 phiếu đồng ý (2 không đồng ý, 0 không ý kiến); bằng văn bản: 0 đồng ý, "
        "0 không đồng ý, 2 không ý kiến. Cộng 5 trên tổng số thành viên 9, bằng 55,56 %; cần 8: "
        "không đạt, còn thiếu 3 phiếu.",
        "Được thông qua: Đơn vị U1.",
    )
    assert found.is_whole
    assert see(votes.listed)[0].status is VoteStatus.CLOSED
    assert acts("vote.closed") == [
        (HEAD.name, "", "\n".join([*found.lines, f"Mã đối chiếu: {found.vote.fingerprint}"]), "")
    ]


def test_the_roll_is_fixed_when_the_vote_is_opened(block):
    vote = do(votes.set_up, draft=AWARD)
    expected = see(electors.electors, electorate=Electorate.UNITS)
    do(votes.open_vote, vote=vote, seen=1)
    with writing() as session:
        nine.make_account(session, "moi", *OFFICERS["U1"].grants)

    assert view(vote).roll == expected
    assert expected[0] == RollMember(code="U1", name="Đơn vị U1", unit="U1", voters=("u1",))
    mark(vote, UNITS)
    late = replace(OFFICERS["U1"], account="moi")
    with pytest.raises(NotPermitted, match="không phải của bạn"):
        cast(vote, "U1", YES, YES, actor=late)


@pytest.mark.both_databases
def test_a_vote_may_be_held_among_some_of_the_electorate_and_nobody_else(block):
    vote = do(votes.set_up, draft=AWARD)
    with pytest.raises(Refused, match="không thuộc thành phần"):
        do(votes.open_vote, vote=vote, seen=1, members=["U1", "la"])
    with pytest.raises(Refused, match="chưa có ai"):
        do(votes.open_vote, vote=vote, seen=1, members=[])
    do(votes.open_vote, vote=vote, seen=1, members=["U1", "U3"])

    assert [one.code for one in view(vote).roll] == ["U1", "U3"]


@pytest.mark.parametrize("stage", [Stage.PREPARE, Stage.VERIFY])
def test_a_vote_on_awards_before_the_meeting_asks_why(block, stage):
    draft = replace(AWARD, subject=Subject.AWARD, award="Cờ thi đua")
    vote = do(votes.set_up, draft=draft)
    nine.move(stage)
    with pytest.raises(Refused, match="chưa tới «Bình xét»"):
        do(votes.open_vote, vote=vote, seen=1, reason=" ")
    do(votes.open_vote, vote=vote, seen=1, reason="Họp sớm theo công văn 12")

    assert [one[3] for one in acts("vote.opened")] == ["Họp sớm theo công văn 12"]


def test_a_vote_on_another_matter_is_held_in_any_stage(block):
    vote = do(votes.set_up, draft=AWARD)
    nine.move(Stage.PREPARE)
    do(votes.open_vote, vote=vote, seen=1)

    assert view(vote).status is VoteStatus.OPEN


@pytest.mark.both_databases
def test_a_draft_is_changed_by_its_version_and_discarded(block):
    vote = do(votes.set_up, draft=AWARD)
    better = replace(AWARD, title="Đề nghị tặng Bằng khen")
    do(votes.set_up, draft=better, vote=vote, seen=1)
    with pytest.raises(StaleEdit):
        do(votes.set_up, draft=AWARD, vote=vote, seen=1)

    assert view(vote).draft == better
    do(votes.discard, vote=vote, seen=2)
    assert (see(votes.listed), rows(Vote), rows(VoteOption)) == ((), [], [])
    (discarded,) = acts("vote.discarded")
    assert discarded[1].startswith("Đề nghị tặng Bằng khen\n")


@pytest.mark.both_databases
def test_what_is_wrong_with_a_draft_is_told_all_at_once(block):
    empty = replace(ruled(threshold=Threshold(Fraction(1, 2))), title=" ", candidates=())

    with pytest.raises(Refused) as told:
        do(votes.set_up, draft=empty)

    assert str(told.value) == (
        "Cần ghi tên cuộc bỏ phiếu. Cần ít nhất một phương án để bỏ phiếu. "
        "Cần ghi căn cứ của ngưỡng thông qua."
    )
    assert rows(Vote) == []


def test_an_open_vote_cannot_be_changed(block):
    vote = opened()

    for attempt in (
        lambda: do(votes.set_up, draft=AWARD, vote=vote, seen=2),
        lambda: do(votes.discard, vote=vote, seen=2),
        lambda: do(votes.open_vote, vote=vote, seen=2),
    ):
        with pytest.raises(Refused, match="đã mở"):
            attempt()


def test_only_who_is_marked_present_casts(block):
    vote = opened(present=["U1"])

    with pytest.raises(Refused, match="chưa được điểm danh"):
        cast(vote, "U2", YES, YES)
    cast(vote, "U1", YES, YES)
    assert turn_out(view(vote).roll) == (1, 1)


def test_a_second_ballot_is_refused_and_who_cast_stays_present(block):
    vote = opened()
    cast(vote, "U1", YES, NO)

    with pytest.raises(Refused, match="đã được bỏ rồi"):
        cast(vote, "U1", NO, NO)
    with pytest.raises(Refused, match="đã bỏ phiếu nên không đổi"):
        mark(vote, ["U1"], Presence.ABSENT)
    assert len(rows(SealedBallot)) == 1


@pytest.mark.both_databases
def test_many_sessions_at_once_cast_one_ballot(block):
    vote = opened()

    def attempt(_):
        try:
            cast(vote, "U1", YES, NO)
        except ThiduaError as refusal:
            return str(refusal)
        return "đã bỏ"

    with ThreadPoolExecutor(8) as pool:
        said = sorted(pool.map(attempt, range(16)))

    again = "Lá phiếu này đã được bỏ rồi; mỗi người chỉ bỏ một lần."
    assert said == [again] * 15 + ["đã bỏ"]
    assert len(rows(SealedBallot)) == 1
    assert [one.new for one in recorded("vote.cast")] == ["đã bỏ 1/9 phiếu"]


@pytest.mark.both_databases
def test_all_members_at_once_are_all_counted(block):
    vote = opened()

    with ThreadPoolExecutor(9) as pool:
        receipts = list(pool.map(lambda unit: cast(vote, unit, YES, NO), UNITS))

    assert len(set(receipts)) == 9
    said = [one.new for one in recorded("vote.cast")]
    assert said == [f"đã bỏ {number}/9 phiếu" for number in range(1, 10)]
    found = close(vote).result
    assert found.count == BallotCount(
        issued=9,
        returned=9,
        not_returned=0,
        valid=9,
        invalid=0,
        tallies={"U1": Tally(9), "U2": Tally(0, 9)},
    )


@pytest.mark.both_databases
def test_closing_while_others_cast_counts_each_ballot_whole_or_refuses_it(block):
    vote = opened()

    def attempt(unit):
        try:
            if unit is None:
                do(vote_results.close, vote=vote, seen=view(vote).version)
            else:
                cast(vote, unit, YES, YES)
        except Refused as refusal:
            return str(refusal)
        return "xong"

    with ThreadPoolExecutor(10) as pool:
        said = dict(zip([*UNITS, None], pool.map(attempt, [*UNITS, None]), strict=True))

    done = {unit for unit in UNITS if said[unit] == "xong"}
    assert said[None] == "xong"
    assert {said[unit] for unit in UNITS if unit not in done} <= {
        "Cuộc bỏ phiếu này không đang mở."
    }
    found = see(vote_results.result, vote=vote)
    assert {one.code for one in found.vote.roll if one.has_cast} == done
    assert found.result.count.tallies == {"U1": Tally(len(done)), "U2": Tally(len(done))}
    assert found.is_whole


def test_after_closing_nobody_casts_writes_or_closes_again(block):
    vote = opened()
    cast(vote, "U1", YES, YES)
    seen = view(vote).version
    close(vote)

    for attempt in (
        lambda: cast(vote, "U2", YES, YES),
        lambda: mark(vote, ["U2"], Presence.ABSENT),
        lambda: do(vote_results.close, vote=vote, seen=seen + 1),
        lambda: do(votes.reset, vote=vote, seen=seen + 1, reason="Sai"),
    ):
        with pytest.raises(Refused, match="không đang mở"):
            attempt()


def test_nothing_of_a_result_is_told_before_closing(block):
    vote = opened()
    for unit in UNITS:
        cast(vote, unit, YES, NO)

    with pytest.raises(Refused, match="chưa kiểm phiếu"):
        see(vote_results.result, vote=vote)
    with reading() as session:
        assert vote_results.unchecked_results(session, fresh()) == ()
    assert turn_out(view(vote).roll) == (9, 9)


def test_a_receipt_finds_its_own_ballot_exactly_once(block):
    vote = opened()
    said = {
        unit: (YES if place % 2 else NO, [YES, NO, NONE][place % 3])
        for place, unit in enumerate(UNITS)
    }
    receipts = {unit: cast(vote, unit, *said[unit]) for unit in UNITS}
    close(vote)

    for unit, code in receipts.items():
        found = see(ballots.check_receipt, OFFICERS[unit], vote=vote, code=code.lower())
        first, second = said[unit]
        assert sorted(found, key=lambda one: one.candidate) == [
            FoundSlip("U1", first),
            FoundSlip("U2", second),
        ]
    other = see(ballots.check_receipt, vote=vote, code=ballots.new_receipt())
    assert {one.answer for one in other} == {None}
    with pytest.raises(Refused, match="20 chữ và số"):
        see(ballots.check_receipt, vote=vote, code="ABC")


@pytest.mark.both_databases
def test_a_changed_ballot_is_found_out_by_its_receipt_and_by_the_fingerprint(block):
    vote = opened()
    codes = {unit: cast(vote, unit, YES, NO) for unit in UNITS}
    assert close(vote).is_whole
    with tampering() as session:
        row = session.exec(select(BallotSlip).where(BallotSlip.candidate == "U1").limit(1)).one()
        row.answer = NO
        session.add(row)

    with reading() as session:
        (found,) = vote_results.unchecked_results(session, fresh())
    lost = [
        unit
        for unit, code in codes.items()
        if {one.answer for one in see(ballots.check_receipt, vote=vote, code=code)} != {YES, NO}
    ]
    assert len(lost) == 1
    assert not found.is_whole


def test_the_record_tells_that_somebody_voted_and_not_who_or_what(block):
    vote = opened()
    codes = [cast(vote, unit, YES, NO) for unit in ("U3", "U1")]

    said = acts("vote.cast")
    title = AWARD.title
    assert said == [
        ("Một người trong danh sách bỏ phiếu", "", "đã bỏ 1/9 phiếu", title),
        ("Một người trong danh sách bỏ phiếu", "", "đã bỏ 2/9 phiếu", title),
    ]
    with reading() as session:
        assert chained.chain_fault(session) is None
        whole = " ".join(str(one) for one in session.exec(select(AuditEntry)))
    assert not any(code in whole for code in codes)


@pytest.mark.both_databases
def test_a_reset_clears_ballots_marks_and_receipts_and_says_so(block):
    vote = opened()
    code = cast(vote, "U1", YES, NO)
    mark(vote, ["U9"], Presence.ABSENT)
    write(vote, "U9", YES, YES)
    before = view(vote)
    with pytest.raises(Refused, match="lý do"):
        do(votes.reset, vote=vote, seen=before.version, reason=" ")
    do(votes.reset, vote=vote, seen=before.version, reason="Nhầm danh sách")

    assert view(vote) == replace(
        before,
        status=VoteStatus.DRAFT,
        version=3,
        roll=(),
        box="",
        opened_at=None,
        fingerprint="",
    )
    assert [rows(table) for table in (SealedBallot, VoteRoll, BallotSlip, PaperCount)] == [[]] * 4
    assert acts("vote.reset") == [
        (
            HEAD.name,
            "Đề nghị tặng Cờ thi đua: đã bỏ 1/8 phiếu",
            "đã xóa mọi phiếu, dấu đã bỏ, ý kiến bằng văn bản và biên nhận",
            "Nhầm danh sách",
        )
    ]
    assert ballot_box.names(data_folder() / votes.KEYS) == set()

    do(votes.open_vote, vote=vote, seen=3)
    mark(vote, UNITS)
    cast(vote, "U1", YES, YES)
    close(vote)
    assert {one.answer for one in see(ballots.check_receipt, vote=vote, code=code)} == {None}


def test_a_delegated_vote_is_cast_by_a_delegate_who_is_there(block):
    vote = opened(ruled(allows_delegation=True))
    place = {"vote": vote, "member": "U9", "to": "U1", "document": "Giấy ủy quyền số 5"}
    do(vote_roll.delegate, **place)

    with pytest.raises(Refused, match="chỉ người được ủy quyền"):
        cast(vote, "U9", YES, YES)
    assert [one.code for one in ballots.own(OFFICERS["U1"], fresh(), view(vote))] == ["U1", "U9"]
    mark(vote, ["U1"], Presence.ABSENT)
    with pytest.raises(Refused, match="chỉ người được ủy quyền"):
        cast(vote, "U9", YES, YES, actor=OFFICERS["U1"])
    mark(vote, ["U1"])
    cast(vote, "U9", YES, YES, actor=OFFICERS["U1"])
    assert turn_out(view(vote).roll) == (1, 9)
    assert acts("vote.delegated") == [
        (
            HEAD.name,
            "Đơn vị U9: có mặt",
            "ủy quyền cho Đơn vị U1 theo Giấy ủy quyền số 5",
            AWARD.title,
        )
    ]


@pytest.mark.parametrize("presence", [Presence.ABSENT, Presence.UNMARKED])
def test_a_delegated_vote_does_not_count_once_its_giver_is_marked_otherwise(block, presence):
    vote = opened(ruled(allows_delegation=True))
    do(vote_roll.delegate, vote=vote, member="U9", to="U1", document="Giấy số 5")
    mark(vote, ["U9"], presence)

    with pytest.raises(NotPermitted):
        cast(vote, "U9", YES, YES, actor=OFFICERS["U1"])
    cast(vote, "U1", YES, YES)
    assert close(vote).result.count.valid == 1


def test_a_delegation_needs_the_rules_a_document_and_another_person(block):
    plain, vote = opened(), opened(ruled(allows_delegation=True))

    def delegated(vote, member, to, document="Giấy số 5"):
        do(vote_roll.delegate, vote=vote, member=member, to=to, document=document)

    for attempt, said in (
        (lambda: delegated(plain, "U9", "U1"), "không cho ủy quyền"),
        (lambda: delegated(vote, "U9", "U9"), "chính mình"),
        (lambda: delegated(vote, "U9", "U1", " "), "văn bản ủy quyền"),
        (lambda: mark(vote, ["U9"], Presence.DELEGATED), "ủy quyền cho ai"),
    ):
        with pytest.raises(Refused, match=said):
            attempt()
    delegated(vote, "U9", "U1")
    for giver, taker in (("U1", "U2"), ("U8", "U9")):
        with pytest.raises(Refused, match="không ủy quyền tiếp"):
            delegated(vote, giver, taker)


@pytest.mark.parametrize(
    ("own_unit", "base", "needed"),
    [(OwnUnit.IN_BASE, 9, 8), (OwnUnit.OUT_OF_BASE, 8, 7)],
)
def test_nobody_votes_for_the_own_unit_where_the_rules_say_so(block, own_unit, base, needed):
    vote = opened(ruled(own_unit=own_unit))
    codes = {unit: cast(vote, unit, YES, YES) for unit in UNITS[2:]}
    codes |= {unit: cast(vote, unit, YES) for unit in UNITS[:2]}
    with pytest.raises(Refused, match="mọi phương án"):
        opened_again = opened(ruled(own_unit=own_unit))
        answers = {"U1": YES, "U2": YES}
        named = {"vote": opened_again, "member": "U1", "answers": answers}
        do(ballots.cast, OFFICERS["U1"], code=ballots.new_receipt(), **named)

    found = close(vote)
    (first, second) = found.result.candidates
    assert (first.tally, first.base, first.needed) == (Tally(8, barred=1), base, needed)
    assert first.outcome is second.outcome is Outcome.PASSED
    own = see(ballots.check_receipt, vote=vote, code=codes["U1"])
    assert {one.candidate: one.answer for one in own} == {"U1": None, "U2": YES}


def test_a_written_answer_needs_a_second_person_who_types_the_same(block):
    vote = opened(absent=["U9"])
    with pytest.raises(Refused, match="Chỉ người vắng mặt"):
        write(vote, "U1", YES, YES)
    write(vote, "U9", YES, NO)
    with pytest.raises(Refused, match="không được tự xác nhận"):
        write(vote, "U9", YES, NO)
    with pytest.raises(Refused, match="chờ người thứ hai nhập lại: Đơn vị U9"):
        close(vote)
    with pytest.raises(Refused, match=r"khác nhau ở: Đơn vị U2\."):
        write(vote, "U9", YES, YES, actor=SECRETARY)
    assert not view(vote).member("U9").has_written
    do(vote_papers.remove_answer, SECRETARY, vote=vote, member="U9")
    write(vote, "U9", YES, YES, actor=SECRETARY)
    write(vote, "U9", YES, YES)

    assert view(vote).member("U9").has_written
    assert close(vote).result.candidates[1].written == Tally(1)
    assert [one[2:] for one in acts("vote.written", "vote.written_confirmed")] == [
        ("Đơn vị U9: theo CV 12", AWARD.title),
        ("Đơn vị U9: theo CV 12", AWARD.title),
        ("Đơn vị U9: theo CV 12", f"{AWARD.title}; người nhập: {SECRETARY.name}"),
    ]


def test_a_written_answer_lies_sealed_until_the_votes_are_counted(block):
    vote = opened(absent=["U8", "U9"])
    write(vote, "U9", YES, NO)
    write(vote, "U8", NO, NONE)

    kept = [row.written for row in rows(VoteRoll) if row.written]
    assert len(kept) == 2
    assert len({len(one) for one in kept}) == 1
    assert not any(word in one for one in kept for word in ("agree", "abstain"))


def test_a_member_who_comes_after_all_votes_there_and_the_paper_goes(block):
    vote = opened(absent=["U9"])
    write(vote, "U9", YES, NO)
    write(vote, "U9", YES, NO, actor=SECRETARY)
    mark(vote, ["U9"])
    cast(vote, "U9", NO, NO)

    found = close(vote).result
    assert (found.written, found.candidates[0].tally) == (0, Tally(0, 1))
    assert acts("vote.written_removed") == [
        (HEAD.name, "Đơn vị U9: theo CV 12", "", f"{AWARD.title}; điểm danh lại")
    ]


PAPER = ruled(conduct=Conduct.PAPER)
COUNT = BallotCount(
    issued=7,
    returned=7,
    not_returned=0,
    valid=6,
    invalid=1,
    tallies={"U1": Tally(6), "U2": Tally(3, 2, 1)},
)


def test_paper_is_typed_by_one_and_confirmed_by_another(block):
    vote = opened(PAPER, absent=["U8", "U9"])
    with pytest.raises(Refused, match="bỏ phiếu giấy"):
        cast(vote, "U1", YES, YES)
    do(vote_papers.enter_count, vote=vote, count=COUNT, seen=0)
    with pytest.raises(Refused, match="không được tự xác nhận"):
        do(vote_papers.confirm_count, vote=vote, seen=1)
    with pytest.raises(Refused, match="chưa xác nhận"):
        close(vote)
    with pytest.raises(StaleEdit):
        do(vote_papers.confirm_count, SECRETARY, vote=vote, seen=2)
    do(vote_papers.confirm_count, SECRETARY, vote=vote, seen=1)
    with pytest.raises(Refused, match="trả lại trước"):
        do(vote_papers.enter_count, vote=vote, count=COUNT, seen=1)

    found = close(vote).result
    assert found.count == COUNT
    assert [(one.votes, one.missing) for one in found.candidates] == [(6, 2), (3, 5)]
    sums = "phát ra 7, thu về 7, không thu về 0, hợp lệ 6, không hợp lệ 1"
    assert acts("vote.counted", "vote.count_confirmed") == [
        (HEAD.name, "", sums, AWARD.title),
        (SECRETARY.name, "", sums, f"{AWARD.title}; người nhập: {HEAD.name}"),
    ]


@pytest.mark.both_databases
def test_a_paper_count_that_is_sent_back_is_typed_anew(block):
    vote = opened(PAPER)
    do(vote_papers.enter_count, vote=vote, count=COUNT, seen=0)
    do(vote_papers.send_back_count, SECRETARY, vote=vote, seen=1, reason="Đếm lại")

    assert rows(PaperCount) == []
    assert see(vote_papers.count, vote=vote) is None
    do(vote_papers.enter_count, SECRETARY, vote=vote, count=COUNT, seen=0)
    assert see(vote_papers.count, vote=vote) == (COUNT, 1, SECRETARY.name, "")


def test_paper_sums_that_disagree_are_refused_with_their_equations(block):
    vote = opened(PAPER, absent=["U8", "U9"])
    wrong = BallotCount(
        issued=8,
        returned=7,
        not_returned=0,
        valid=6,
        invalid=2,
        tallies={"U1": Tally(6), "U2": Tally(3, 2)},
    )

    with pytest.raises(Refused) as told:
        do(vote_papers.enter_count, vote=vote, count=wrong, seen=0)

    assert str(told.value) == (
        "Phát ra 8 phiếu nhưng mới điểm danh 7 người có mặt. "
        "Phát ra 8 ≠ thu về 7 + không thu về 0. "
        "Thu về 7 ≠ hợp lệ 6 + không hợp lệ 2. "
        "Đơn vị U2: đồng ý 3 + không đồng ý 2 + không ý kiến 0 ≠ hợp lệ 6."
    )


def test_a_paper_count_is_checked_again_when_somebody_leaves_before_closing(block):
    vote = opened(PAPER, absent=["U8", "U9"])
    do(vote_papers.enter_count, vote=vote, count=COUNT, seen=0)
    do(vote_papers.confirm_count, SECRETARY, vote=vote, seen=1)
    mark(vote, ["U7"], Presence.ABSENT)

    with pytest.raises(Refused, match="mới điểm danh 6 người"):
        close(vote)


def test_the_council_votes_on_an_initiative_with_its_quorum(block):
    draft = replace(
        ruled(electorate=Electorate.COUNCIL, quorum=Fraction(2, 3)),
        subject=Subject.INITIATIVE,
        candidates=(Candidate("sk1", "Sáng kiến một cửa"),),
    )
    small, enough = opened(draft, present=COUNCIL[:3]), opened(draft, present=COUNCIL[:5])
    for vote in (small, enough):
        for login in COUNCIL[: 3 if vote == small else 5]:
            cast(vote, login, YES)

    found = close(small)
    assert found.result.candidates[0].outcome is Outcome.NO_QUORUM
    assert found.lines[4] == (
        "Cần ít nhất 2/3 thành viên dự, tức 4 người; mới có 3 nên cuộc bỏ phiếu chưa có giá trị."
    )
    assert close(enough).result.candidates[0].outcome is Outcome.PASSED


def test_a_ballot_chooses_at_most_so_many(block):
    choice = ruled(kind=VoteKind.CHOICE, most=1, seats=1)
    vote = opened(choice)
    with pytest.raises(Refused, match="chọn 2, nhiều nhất được chọn 1"):
        cast(vote, "U1", YES, YES)
    with pytest.raises(Refused, match="không có"):
        cast(vote, "U1", YES, NONE)
    cast(vote, "U1", YES, NO)

    assert close(vote).result.count.tallies == {"U1": Tally(1), "U2": Tally(0, 1)}


@pytest.mark.both_databases
def test_a_tie_at_the_last_place_stays_a_tie(block):
    half = Threshold(Fraction(1, 3), Base.VALID, "Quy chế khối")
    units = tuple(Candidate(code, f"Đơn vị {code}", code) for code in ("U1", "U2", "U3"))
    draft = replace(ruled(kind=VoteKind.TIE, most=1, seats=1, threshold=half), candidates=units)
    vote = opened(draft)
    chosen = dict(zip(UNITS, [0, 0, 0, 0, 1, 1, 1, 1, 2], strict=True))
    for unit, place in chosen.items():
        cast(vote, unit, *(YES if place == one else NO for one in range(3)))

    found = close(vote).result
    assert [one.outcome for one in found.candidates] == [
        Outcome.TIED,
        Outcome.TIED,
        Outcome.SHORT,
    ]
    assert found.passed == ()


def test_an_election_enters_the_office_of_next_year_and_shows_the_turn(block):
    do(offices.note, year=2024, office=Office.HEAD, unit="U3", source="Biên bản 2024")
    with pytest.raises(Refused, match="đã được ghi"):
        do(offices.note, year=2024, office=Office.HEAD, unit="U3")
    draft = replace(
        ruled(threshold=Threshold(Fraction(1, 2), Base.VALID, "Quy chế khối", above=True)),
        title="Bầu khối trưởng năm 2026",
        subject=Subject.OFFICE,
        office=Office.HEAD,
    )
    vote = opened(draft)
    for unit in UNITS:
        cast(vote, unit, NO, YES)
    close(vote)

    assert see(offices.past) == (
        HeldOffice(2026, Office.HEAD, "U2", "Bầu khối trưởng năm 2026"),
        HeldOffice(2024, Office.HEAD, "U3", "Biên bản 2024"),
    )
    assert len(rows(OfficeHolder)) == 2
    assert acts("office.noted")[-1] == (
        HEAD.name,
        "",
        "Đơn vị U2: khối trưởng năm 2026",
        "Bầu khối trưởng năm 2026",
    )


def test_an_open_vote_is_known_to_whoever_closes_the_year(block):
    first, second = opened(), opened()
    close(first)

    with reading() as session:
        assert [one.key for one in votes.unchecked_open(session, fresh())] == [second]


def test_the_key_of_the_box_goes_when_the_votes_are_counted_and_not_before(block):
    vote = opened()
    box = view(vote).box
    cast(vote, "U1", YES, YES)
    assert ballot_box.names(data_folder() / votes.KEYS) == {box}
    with pytest.raises(ZeroDivisionError), writing() as session:
        work = Work(session, HEAD, fresh(), NOW)
        vote_results.close(work, vote=vote, seen=view(vote).version)
        raise ZeroDivisionError
    assert ballot_box.names(data_folder() / votes.KEYS) == {box}
    close(vote)

    assert ballot_box.names(data_folder() / votes.KEYS) == set()


def test_a_key_left_behind_by_a_stop_is_destroyed_with_the_next_opening(block, monkeypatch):
    vote = opened()
    with monkeypatch.context() as stopped:
        stopped.setattr(ballot_box, "destroy", lambda files: None)
        close(vote)
    left = view(vote).box
    assert ballot_box.names(data_folder() / votes.KEYS) == {left}
    new = view(opened()).box

    assert ballot_box.names(data_folder() / votes.KEYS) == {new}


def test_each_ballot_gives_the_box_a_new_key_and_an_undone_one_does_not(block, monkeypatch):
    vote = opened(absent=["U9"])
    write(vote, "U9", YES, NO)
    box = view(vote).box
    (first,) = ballot_box.keys(data_folder() / votes.KEYS, box)
    cast(vote, "U1", YES, YES)
    (second,) = ballot_box.keys(data_folder() / votes.KEYS, box)
    with pytest.raises(ZeroDivisionError), writing() as session:
        for unit in ("U2", "U3"):
            work = Work(session, OFFICERS[unit], fresh(), NOW)
            named = {"answers": {"U1": NO, "U2": NO}, "code": ballots.new_receipt()}
            ballots.cast(work, vote=vote, member=unit, **named)
        raise ZeroDivisionError
    with monkeypatch.context() as stopped:
        stopped.setattr(ballot_box, "destroy", lambda files: None)
        cast(vote, "U2", YES, NO)

    assert first != second and second in ballot_box.keys(data_folder() / votes.KEYS, box)
    assert (
        len(ballot_box.keys(data_folder() / votes.KEYS, box)) == 4
    )  # two undone, one left by the stop
    cast(vote, "U3", YES, NO)
    assert len(ballot_box.keys(data_folder() / votes.KEYS, box)) == 1
    write(vote, "U9", YES, NO, actor=SECRETARY)
    found = close(vote).result.candidates
    assert [one.tally for one in found] == [Tally(3), Tally(1, 2)]
    assert [one.written for one in found] == [Tally(1), Tally(0, 1)]


def test_no_key_goes_before_what_needs_it_no_more_is_written(on_sqlite, sqlite_url, monkeypatch):
    """Mất điện ngay sau khi bỏ phiếu: the database may not fall back behind a key that is gone.

    What is written is on the disk, see tests/db/test_on_disk.py.
    """
    vote = opened()
    done, before, sync, destroy = [], [], os.fsync, ballot_box.destroy
    watching = sqlite3.connect(sqlite_file(sqlite_url))

    def version():
        return watching.execute("PRAGMA data_version").fetchone()

    def synced(handle):
        done.append("key")
        before[:] = [version()]
        sync(handle)

    def destroyed(files):
        done.append("destroyed" if [version()] != before else "destroyed too early")
        destroy(files)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(ballot_box, "destroy", destroyed)
    with closing(watching):
        cast(vote, "U1", YES, YES)
        assert done == ["key", "destroyed", "key"]
        done.clear()
        before[:] = [version()]
        close(vote)
        assert done == ["destroyed", "key"]


def test_a_box_whose_key_is_lost_is_told_and_can_be_made_anew(block):
    vote = opened()
    cast(vote, "U1", YES, YES)
    ballot_box.destroy(ballot_box.keys(data_folder() / votes.KEYS, view(vote).box))

    with pytest.raises(Refused, match="phiếu chưa được bỏ"):
        cast(vote, "U2", YES, YES)
    assert turn_out(view(vote).roll) == (1, 9)
    with pytest.raises(Refused, match="không còn khóa"):
        close(vote)
    do(votes.reset, vote=vote, seen=2, reason="Mất khóa hòm phiếu")
    assert view(vote).status is VoteStatus.DRAFT


def test_a_backup_does_not_carry_what_opens_the_ballots(on_sqlite, sqlite_url, tmp_path):
    vote = opened()
    cast(vote, "U1", YES, YES)
    (key,) = (data_folder() / votes.KEYS).iterdir()
    secret = json.loads(key.read_text(encoding="utf-8"))["d"].encode()
    copy = backups.make(sqlite_url, actor=nine.PROGRAM, now=NOW, why="thử")

    copied = [file for file in copy.parent.rglob("*") if file.is_file()]
    assert copied != []
    assert not any(secret in file.read_bytes() for file in copied)
    assert key.read_bytes().count(secret) == 1


@pytest.mark.both_databases
def test_a_ballot_put_into_the_box_behind_the_program_stops_the_count(block):
    vote = opened()
    cast(vote, "U1", YES, YES)
    with tampering() as session:
        stuffed = session.exec(select(SealedBallot.sealed)).one()
        session.add(SealedBallot(vote_id=vote, sealed=stuffed))

    with pytest.raises(Refused, match="hòm có 2 phiếu, danh sách ghi 1 người đã bỏ"):
        close(vote)


def test_reading_a_vote_takes_as_many_statements_for_three_members_as_for_nine(on_sqlite):
    def statements(vote):
        forget_engines()  # and all that was kept of this database
        said = []
        sa.event.listen(engine(), "before_cursor_execute", lambda *given: said.append(given[2]))
        see(vote_results.result, vote=vote)
        see(electors.electors, electorate=Electorate.UNITS)
        return len(said)

    counted = []
    for members in (UNITS[:3], UNITS):
        vote = opened(members=members)
        for unit in members:
            cast(vote, unit, YES, NO)
        close(vote)
        counted.append(statements(vote))

    assert counted[0] == counted[1]


def test_votes_of_another_block_and_unknown_ones_are_not_found(block):
    vote = opened()
    rows_ = [nine.RosterRow("K2", "Khối hai", "X1", "Đơn vị X1", "X1", "sở", 2025)]
    with writing() as session:
        rosters.import_roster(Work(session, nine.PROGRAM, now=NOW), rows=rows_)
        other = rosters.period(Work(session, nine.PROGRAM), block="K2", year=2025)
        with pytest.raises(NotFound):
            vote_results.close(Work(session, nine.PROGRAM, other, NOW), vote=vote, seen=2)
    with pytest.raises(NotFound):
        see(vote_results.result, vote=99)
    with pytest.raises(NotFound):
        cast_named = {"vote": vote, "member": "X9", "answers": {}, "code": "x"}
        do(ballots.cast, OFFICERS["U1"], **cast_named)


def test_after_the_year_is_closed_nobody_votes(on_sqlite):
    vote = opened()
    nine.move(Stage.LOCKED)

    for attempt in (
        lambda: cast(vote, "U1", YES, YES),
        lambda: close(vote),
        lambda: do(votes.set_up, draft=AWARD),
    ):
        with pytest.raises(NotPermitted, match="Đã chốt"):
            attempt()


def test_the_head_reads_no_paper_count_that_a_voter_asks_for(on_sqlite):
    vote = opened(PAPER)
    do(vote_papers.enter_count, vote=vote, count=COUNT, seen=0)

    with pytest.raises(NotPermitted):
        see(vote_papers.count, OFFICERS["U1"], vote=vote)
    assert see(vote_papers.count, SECRETARY, vote=vote) == (COUNT, 1, HEAD.name, "")
