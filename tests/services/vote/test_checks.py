"""Bất biến của bỏ phiếu: they hold through a vote and find the fault that is planted."""

import json
from dataclasses import replace
from fractions import Fraction

import pytest
from sqlmodel import col, delete, select

from tests.people import PROGRAM
from tests.services import nine_members as nine
from tests.services.nine_members import (
    AWARD,
    COUNCIL,
    MEMBERS,
    NO,
    NOW,
    SECRETARY,
    UNITS,
    YES,
    cast,
    close,
    do,
    mark,
    opened,
    view,
    write,
)
from tests.tampering import tampering
from thidua import ballot_box
from thidua.db.engine import reading, writing
from thidua.db.tables import (
    Account,
    BallotSlip,
    PaperCount,
    SealedBallot,
    Vote,
    VoteOption,
    VoteRoll,
)
from thidua.domain.ground.errors import Refused
from thidua.domain.vote.counting import BallotCount, Tally
from thidua.domain.vote.vote import Conduct, Electorate, OwnUnit, Presence, VoteStatus
from thidua.services.access import accounts
from thidua.services.ground.work import Work
from thidua.services.record import erasure, integrity
from thidua.services.vote import checks as vote_checks
from thidua.services.vote import papers as vote_papers
from thidua.services.vote import results as vote_results
from thidua.services.vote import roll as vote_roll
from thidua.services.vote import seals as vote_seals
from thidua.services.vote import votes

PLACE = "K1 2025 · Đề nghị tặng Cờ thi đua"
BOX = f"{PLACE}: phiếu trong hòm, dấu đã bỏ hoặc ý kiến bằng văn bản khác lần ghi cuối"
SEAL = f"{PLACE}: dữ liệu khác lúc kiểm phiếu, mã đối chiếu không khớp"


@pytest.fixture(autouse=True)
def block(database_url, tmp_path, monkeypatch):
    monkeypatch.setenv("THIDUA_DATA", str(tmp_path / "var"))
    nine.settle()


def faults():
    with reading() as session:
        found = integrity.verdicts(Work(session, PROGRAM))
    return {one.code: one.fault for one in found if not one.holds}


def listed(check):
    """Mọi chỗ sai mà một phép kiểm thấy."""
    with reading() as session:
        return list(check(session))


def roll(session, vote, code):
    return session.exec(
        select(VoteRoll).where(VoteRoll.vote_id == vote, VoteRoll.code == code)
    ).one()


def a_vote(**rules):
    """Một cuộc kín: seven have cast, U8 has not, U9 is away and has written."""
    vote = opened(replace(AWARD, rules=replace(AWARD.rules, **rules)), absent=["U9"])
    for unit in UNITS[:7]:
        barred = "own_unit" in rules and unit in ("U1", "U2")
        cast(vote, unit, *([YES] if barred else [YES, NO]))
    write(vote, "U9", YES, NO)
    write(vote, "U9", YES, NO, actor=SECRETARY)
    return vote


@pytest.mark.both_databases
def test_they_hold_while_a_vote_is_open_and_after_it_was_counted():
    vote, other = a_vote(), a_vote(own_unit=OwnUnit.IN_BASE)
    assert faults() == {}
    close(vote)
    do(votes.reset, vote=other, seen=view(other).version, reason="Nhầm")
    assert faults() == {}
    do(votes.open_vote, vote=other, seen=view(other).version)
    mark(other, UNITS)
    cast(other, "U3", YES, NO)
    assert faults() == {}
    close(other)

    assert faults() == {}


def add_a_ballot(session, vote):
    session.add(SealedBallot(vote_id=vote, sealed="thêm"))


def take_a_chest(session, vote):
    session.delete(session.exec(select(SealedBallot)).all()[0])


def forge_a_chest(session, vote):
    """Một ngăn do người ngoài niêm: the key for that is in the database."""
    row = session.exec(select(SealedBallot)).all()[0]
    [row.sealed] = ballot_box.filled(session.get_one(Vote, vote).public_key, [b"gia"] * 7)
    session.add(row)


def add_a_mark(session, vote):
    row = roll(session, vote, "U8")
    row.has_cast = True
    session.add(row)


def move_a_mark(session, vote):
    add_a_mark(session, vote)
    row = roll(session, vote, "U1")
    row.has_cast = False
    session.add(row)


def add_a_mark_with_its_ballot(session, vote):
    add_a_mark(session, vote)
    add_a_ballot(session, vote)


def take_a_letter(session, vote):
    row = roll(session, vote, "U9")
    row.written = ""
    session.add(row)


def forge_a_letter(session, vote):
    row = roll(session, vote, "U9")
    said = json.dumps({"answers": {"U1": "disagree", "U2": "agree"}, "salt": "0" * 32})
    [row.written] = ballot_box.seal(session.get_one(Vote, vote).public_key, [said.encode()])
    session.add(row)


def slip_of(vote, answer=YES):
    return BallotSlip(vote_id=vote, candidate="U2", answer=answer, salt="0" * 32, mark="0" * 64)


def plant_a_slip(session, vote):
    session.add(slip_of(vote))


OPEN_FAULTS = {
    add_a_ballot: [f"{PLACE}: hòm có 8 phiếu, danh sách ghi 7 người đã bỏ"],
    take_a_chest: [f"{PLACE}: hòm có 0 phiếu, danh sách ghi 7 người đã bỏ"],
    forge_a_chest: [BOX],
    add_a_mark: [
        f"{PLACE}: hòm có 7 phiếu, danh sách ghi 8 người đã bỏ",
        f"{PLACE}: danh sách ghi 8 người đã bỏ, nhật ký ghi 7 lượt",
    ],
    move_a_mark: [BOX],
    add_a_mark_with_its_ballot: [
        BOX,
        f"{PLACE}: danh sách ghi 8 người đã bỏ, nhật ký ghi 7 lượt",
    ],
    take_a_letter: [f"{PLACE}: có ý kiến bằng văn bản bị xóa hoặc thêm vào"],
    forge_a_letter: [BOX],
    plant_a_slip: [
        f"{PLACE}: có 1 mảnh phiếu đã mở dù chưa kiểm phiếu",
        f"{PLACE}: có 1 mảnh phiếu đã mở mà đáng lẽ không có",
    ],
}


@pytest.mark.both_databases
@pytest.mark.parametrize("tamper", OPEN_FAULTS)
def test_what_is_changed_in_an_open_box_is_found_and_nothing_goes_on_but_a_new_start(tamper):
    """Nếu cứ bỏ phiếu tiếp, hòm được niêm lại and the change would be sealed with it."""
    vote = a_vote()
    before = view(vote)
    with tampering(checks=False) as session:
        tamper(session, vote)

    assert listed(vote_checks.ballots_and_marks) == OPEN_FAULTS[tamper]
    assert faults() == {"I12": OPEN_FAULTS[tamper][0]}
    reason = OPEN_FAULTS[tamper][0].removeprefix(f"{PLACE}: ")
    for attempt in (
        lambda: cast(vote, "U8", YES, NO),
        lambda: mark(vote, ["U8"], Presence.ABSENT),
        lambda: do(vote_papers.remove_answer, vote=vote, member="U9"),
        lambda: do(vote_results.close, vote=vote, seen=before.version),
    ):
        with pytest.raises(Refused) as told:
            attempt()
        assert reason in str(told.value)
        assert str(told.value).endswith("hãy báo khối trưởng làm lại cuộc bỏ phiếu.")
    do(votes.reset, vote=vote, seen=before.version, reason="Hòm phiếu bị đổi")
    assert faults() == {}


@pytest.mark.both_databases
def test_two_ballots_that_change_boxes_are_found_in_both():
    one, other = a_vote(), a_vote()
    with tampering() as session:
        kept = [
            session.exec(select(SealedBallot).where(SealedBallot.vote_id == vote)).all()[0]
            for vote in (one, other)
        ]
        kept[0].vote_id, kept[1].vote_id = other, one
        session.add_all(kept)

    assert listed(vote_checks.ballots_and_marks) == [BOX, BOX]


@pytest.mark.both_databases
def test_a_box_sealed_anew_by_who_changed_it_differs_from_the_record():
    vote = a_vote()
    with tampering() as session:
        add_a_mark_with_its_ballot(session, vote)
        vote_seals.renew(session, session.get_one(Vote, vote))

    found = faults()
    assert found["I06"].startswith(
        f"{PLACE.replace(' · ', ' · cuộc bỏ phiếu · ')}: đang là «mã đối chiếu: "
    )
    assert found["I12"] == f"{PLACE}: danh sách ghi 8 người đã bỏ, nhật ký ghi 7 lượt"
    mark(vote, ["U9"])  # which seals all of it anew, and does not follow from what was there
    assert faults()["I06"].endswith("nhật ký ghi «giá trị liền trước»")


RECORDED = {
    "rules": (Vote, {"share": "1/2"}, "tỷ lệ cần đạt: 1/2"),
    "status": (Vote, {"status": VoteStatus.DRAFT}, "trạng thái: đang chuẩn bị"),
    "key": (Vote, {"public_key": "khác"}, "khóa niêm phiếu: khác"),
    "option": (VoteOption, {"text": "Đơn vị khác"}, "nội dung: Đơn vị khác"),
    "presence": (VoteRoll, {"presence": Presence.ABSENT}, "có mặt: vắng mặt"),
    "voters": (VoteRoll, {"voters": "ke-la"}, "người được bỏ phiếu: ke-la"),
    "delegate": (VoteRoll, {"delegate": "U5"}, "người được ủy quyền: U5"),
    "document": (VoteRoll, {"document": "CV 13"}, "văn bản: CV 13"),
    "written_by": (VoteRoll, {"confirmed_by": "Ai đó"}, "người xác nhận: Ai đó"),
}


@pytest.mark.both_databases
@pytest.mark.parametrize("what", RECORDED)
def test_whatever_else_decides_a_vote_differs_from_the_record_once_changed(what):
    a_vote()
    table, values, said = RECORDED[what]
    with tampering(checks=False) as session:
        row = session.exec(select(table).order_by(col(table.id))).all()[0]
        for name, value in values.items():
            setattr(row, name, value)
        session.add(row)

    assert f"đang là «{said}»" in faults()["I06"]


def test_a_vote_taken_out_of_the_file_whole_is_missed():
    vote = a_vote()
    close(vote)
    with tampering() as session:
        for table in (BallotSlip, VoteRoll, VoteOption):
            session.exec(delete(table))
        session.exec(delete(Vote))

    found = faults()
    assert found.keys() == {"I06"}
    assert "đang là «không có»" in found["I06"]


def test_ballots_where_none_should_be_are_found():
    vote, draft = a_vote(), do(votes.set_up, draft=replace(AWARD, title="Cuộc khác"))
    close(vote)
    with tampering() as session:
        session.add(SealedBallot(vote_id=vote, sealed="thêm"))
        session.add(SealedBallot(vote_id=draft, sealed="thêm"))
        session.add(slip_of(draft))

    assert listed(vote_checks.ballots_and_marks) == [
        f"{PLACE}: có 1 ngăn phiếu còn niêm mà đáng lẽ không có",
        "K1 2025 · Cuộc khác: có 1 ngăn phiếu còn niêm mà đáng lẽ không có",
        "K1 2025 · Cuộc khác: có 1 mảnh phiếu đã mở mà đáng lẽ không có",
    ]


@pytest.mark.both_databases
def test_a_slip_taken_away_after_counting_is_found():
    close(a_vote())
    with tampering() as session:
        row = session.exec(select(BallotSlip).where(BallotSlip.candidate == "U1").limit(1)).one()
        session.delete(row)

    assert faults() == {
        "I12": f"{PLACE} · Đơn vị U1: có 6 phiếu, đáng lẽ 7",
        "I13": f"{PLACE}: Đơn vị U1: đồng ý 6 + không đồng ý 0 + không ý kiến 0 ≠ hợp lệ 7.",
    }


def test_an_answer_turned_round_after_counting_is_found():
    close(a_vote())
    with tampering() as session:
        slip = session.exec(select(BallotSlip)).all()[0]
        slip.answer = NO if slip.answer is YES else YES
        session.add(slip)

    assert faults() == {"I13": SEAL}
    assert listed(vote_checks.counts) == [
        SEAL,
        f"{PLACE}: kết quả khác kết quả nhật ký ghi lúc kiểm phiếu",
    ]


def test_a_result_sealed_anew_by_who_changed_it_differs_from_the_record():
    vote = a_vote()
    close(vote)
    with tampering() as session:
        slip = session.exec(select(BallotSlip)).all()[0]
        slip.answer = NO if slip.answer is YES else YES
        row = session.get_one(Vote, vote)
        row.fingerprint = ""
        session.add_all([slip, row])

    found = faults()
    assert found.keys() == {"I06", "I13"}
    assert "đang là «mã đối chiếu: trống»" in found["I06"]
    assert found["I13"] == f"{PLACE}: kết quả khác kết quả nhật ký ghi lúc kiểm phiếu"


def test_a_mark_changed_after_counting_is_found_with_its_name():
    vote = a_vote()
    close(vote)
    with tampering() as session:
        move_a_mark(session, vote)

    assert listed(vote_checks.ballots_and_marks) == [
        f"{PLACE} · Đơn vị U1: danh sách ghi chưa bỏ, lúc kiểm phiếu là đã bỏ",
        f"{PLACE} · Đơn vị U8: danh sách ghi đã bỏ, lúc kiểm phiếu là chưa bỏ",
    ]
    assert faults()["I13"] == SEAL


def test_letters_exchanged_after_counting_are_found_though_the_sums_stay():
    vote = opened(absent=["U8", "U9"])
    for unit, answers in (("U8", (YES, NO)), ("U9", (NO, YES))):
        write(vote, unit, *answers)
        write(vote, unit, *answers, actor=SECRETARY)
    close(vote)
    with tampering() as session:
        one, other = roll(session, vote, "U8"), roll(session, vote, "U9")
        one.written, other.written = other.written, one.written
        session.add_all([one, other])

    assert faults() == {"I13": SEAL}


@pytest.mark.both_databases
def test_a_paper_count_changed_after_counting_is_found():
    vote = opened(replace(AWARD, rules=replace(AWARD.rules, conduct=Conduct.PAPER)))
    count = BallotCount(
        issued=9,
        returned=9,
        not_returned=0,
        valid=9,
        invalid=0,
        tallies={"U1": Tally(9), "U2": Tally(9)},
    )
    do(vote_papers.enter_count, vote=vote, count=count, seen=0)
    do(vote_papers.confirm_count, SECRETARY, vote=vote, seen=1)
    close(vote)
    assert faults() == {}
    with tampering() as session:
        row = session.exec(select(PaperCount)).one()
        row.tallies = row.tallies.replace('"U2": [9, 0', '"U2": [8, 1')
        session.add(row)

    found = faults()
    assert found.keys() == {"I06", "I13"}
    assert found["I13"] == SEAL


@pytest.mark.both_databases
def test_a_letter_or_a_count_of_one_person_alone_is_found():
    a_vote()
    with tampering(checks=False) as session:
        row = session.exec(select(VoteRoll).where(VoteRoll.code == "U9")).one()
        row.confirmed_by = row.written_by
        session.add(row)
    assert faults()["I13"] == f"{PLACE} · Đơn vị U9: một người vừa nhập vừa xác nhận văn bản"
    with tampering(checks=False) as session:
        row.confirmed_by = SECRETARY.name
        session.add(row)
    assert faults() == {}

    paper = opened(replace(AWARD, rules=replace(AWARD.rules, conduct=Conduct.PAPER)))
    count = BallotCount(
        issued=9,
        returned=9,
        not_returned=0,
        valid=9,
        invalid=0,
        tallies={"U1": Tally(9), "U2": Tally(9)},
    )
    do(vote_papers.enter_count, vote=paper, count=count, seen=0)
    with tampering(checks=False) as session:
        kept = session.exec(select(PaperCount)).one()
        kept.confirmed_by = nine.HEAD.name
        session.add(kept)
    assert faults()["I13"] == f"{PLACE}: {nine.HEAD.name} tự xác nhận số phiếu mình nhập"


@pytest.mark.both_databases
def test_a_counted_vote_stays_whole_when_the_name_of_a_voter_is_erased():
    rules = replace(AWARD.rules, electorate=Electorate.COUNCIL, allows_delegation=True)
    draft = replace(AWARD, rules=replace(rules, quorum=Fraction(1, 2)))
    vote = opened(draft)
    do(vote_roll.delegate, vote=vote, member="hd2", to="hd1", document="Giấy số 5")
    for login in COUNCIL:
        by = MEMBERS["hd1"] if login == "hd2" else None
        cast(vote, login, YES, NO, actor=by)
    found = close(vote)
    with writing() as session:
        account = session.exec(select(Account).where(Account.login == "hd1")).one()
        work = Work(session, PROGRAM, now=NOW)
        accounts.set_active(work, login="hd1", active=False, seen=account.version)
        erasure.erase_account(work, login="hd1", order="Đơn ngày 2/4")

    assert "hd1" not in {one.code for one in view(vote).roll}
    assert view(vote).fingerprint == found.vote.fingerprint
    assert faults() == {}
