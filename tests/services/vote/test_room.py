"""Phiếu giấy trong phòng: one count with the ballots of the screen, nothing left of its part."""

import itertools
import json
import re
import shutil
from dataclasses import replace
from fractions import Fraction

import pytest
import sqlalchemy as sa
from sqlmodel import col, select

from tests.people import PROGRAM, make_account
from tests.recorded import recorded
from tests.services import nine_members as nine
from tests.services.ballot_spy import moment
from tests.services.nine_members import (
    AWARD,
    HEAD,
    LEADER,
    NO,
    NONE,
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
)
from tests.tampering import tampering
from thidua import ballot_box
from thidua.db.engine import data_folder, engine, forget_engines, reading, sqlite_file, writing
from thidua.db.tables import AuditEntry, BallotSlip, RoomCount, RoomPaper, SealedBallot
from thidua.domain.access.permissions import Grant, Role
from thidua.domain.document.blocks import Fields, plain
from thidua.domain.ground.errors import NotPermitted, Refused
from thidua.domain.meeting.votes import turn_out_lines
from thidua.domain.vote.ballot import find
from thidua.domain.vote.counting import BallotCount, Tally
from thidua.domain.vote.room import hands_words
from thidua.domain.vote.vote import (
    Base,
    Candidate,
    Conduct,
    Electorate,
    OwnUnit,
    Paper,
    Presence,
    Threshold,
    VoteKind,
    draft_faults,
)
from thidua.services.access import accounts
from thidua.services.document import making
from thidua.services.ground.work import Work
from thidua.services.meeting import facts
from thidua.services.record import replay
from thidua.services.vote import checks, room_counts, room_papers, seals, votes
from thidua.services.vote import roll as vote_roll
from thidua.services.vote.room_counts import RoomState

MIXED = replace(
    AWARD,
    rules=replace(AWARD.rules, allows_paper=True),
    candidates=(Candidate("p1", "Ông An"), Candidate("p2", "Bà Bình")),
)
PAPERS, SCREENS = UNITS[:4], UNITS[4:]
TELLERS = (HEAD.name, SECRETARY.name)


@pytest.fixture
def block(sqlite_url, tmp_path, monkeypatch):
    monkeypatch.setenv("THIDUA_DATA", str(tmp_path / "var"))
    nine.settle()


@pytest.fixture
def both(database_url, tmp_path, monkeypatch):
    monkeypatch.setenv("THIDUA_DATA", str(tmp_path / "var"))
    nine.settle()


def hand_out(vote, members=PAPERS):
    do(room_papers.hand_out, vote=vote, members=members)


def put_in(vote, members=PAPERS, is_in=True):
    do(room_papers.mark_in_box, vote=vote, in_box=dict.fromkeys(members, is_in))


def tellers(vote, names=TELLERS):
    do(room_counts.name_tellers, vote=vote, tellers=names)


def count(vote, actor, *numbers, returned=4, invalid=0):
    """Một người đếm: the answers to each candidate, in the order of the ballot."""
    codes = [one.code for one in view(vote).draft.candidates]
    return do(
        room_counts.enter,
        actor,
        vote=vote,
        returned=returned,
        valid=returned - invalid,
        invalid=invalid,
        numbers=dict(zip(codes, numbers, strict=True)),
    )


def held_in_the_room(draft=MIXED, papers=PAPERS):
    """Cuộc bỏ phiếu với phiếu giấy đã phát và đã vào hòm."""
    vote = opened(draft)
    hand_out(vote, papers)
    put_in(vote, papers)
    tellers(vote)
    return vote


def sound(vote=None):
    """Kiểm tra toàn vẹn không thấy gì."""
    with reading() as session:
        assert replay.mismatches(session) == []
        assert [*checks.ballots_and_marks(session), *checks.counts(session)] == []


def paper_of(vote):
    return {one.code: one.paper for one in view(vote).roll if one.paper is not Paper.NONE}


@pytest.mark.both_databases
def test_paper_and_screen_make_one_result_that_stands_and_is_checked(both):
    vote = held_in_the_room()
    codes = [cast(vote, unit, YES, NO) for unit in SCREENS]
    assert count(vote, HEAD, (2, 1, 0), (0, 2, 1), invalid=1) is None
    assert count(vote, SECRETARY, (2, 1, 0), (0, 2, 1), invalid=1) is True
    sound()
    found = close(vote)

    assert found.result.count == BallotCount(
        issued=9,
        returned=9,
        not_returned=0,
        valid=8,
        invalid=1,
        tallies={"p1": Tally(7, 1, 0), "p2": Tally(0, 7, 1)},
    )
    assert found.is_whole
    said = hands_words(TELLERS, 0)
    assert (found.hands, found.lines[-1]) == (said, said)
    for code in codes:
        said = {one.candidate: one.answer for one in find(code, found.vote.box, found.slips)}
        assert said == {"p1": YES, "p2": NO}
    assert len(found.slips) == 2 * 8
    sound()
    with reading() as session:
        assert session.exec(select(RoomPaper)).all() == []
        row = session.exec(select(RoomCount)).one()
    assert (row.sealed_one, row.sealed_two, row.differing, row.recounts) == ("", "", "", 0)
    assert paper_of(vote) == {}


def test_two_counts_that_differ_are_told_by_line_destroyed_and_made_again(block):
    vote = held_in_the_room()
    for unit in SCREENS:
        cast(vote, unit, YES, NO)
    count(vote, HEAD, (3, 1, 0), (0, 3, 1))
    assert see(room_counts.state, LEADER, vote=vote) == RoomState(
        tellers=TELLERS, done=frozenset({HEAD.name}), recounts=0, differing=()
    )
    assert count(vote, SECRETARY, (2, 2, 0), (0, 3, 1)) is False
    state = see(room_counts.state, vote=vote)
    assert (state.done, state.recounts) == (frozenset(), 1)
    assert state.differing == ("Ông An: đồng ý, không đồng ý",)
    with pytest.raises(Refused, match="chưa có hai người đếm"):
        close(vote)

    assert count(vote, SECRETARY, (3, 1, 0), (0, 3, 1)) is None
    assert count(vote, HEAD, (3, 1, 0), (0, 3, 1)) is True
    assert see(room_counts.state, vote=vote).has_agreed
    assert close(vote).hands == hands_words(TELLERS, 1)
    assert [one.new for one in recorded("vote.room_differed")] == [
        "khác nhau ở 2 chỗ, cả hai đếm lại"
    ]
    sound()


def test_a_count_is_sealed_to_a_new_key_with_every_ballot_that_comes_in(block):
    vote = held_in_the_room()
    count(vote, HEAD, (3, 1, 0), (0, 3, 1))
    with reading() as session:
        before = session.exec(select(RoomCount.sealed_one)).one()
    for unit in SCREENS:
        cast(vote, unit, YES, NO)
    with reading() as session:
        after = session.exec(select(RoomCount.sealed_one)).one()
    assert before != after
    assert len(before) == len(after)
    public = see_public(vote)
    assert ballot_box.opened(data_folder() / votes.KEYS, view(vote).box, public, [before]) is None
    assert count(vote, SECRETARY, (3, 1, 0), (0, 3, 1)) is True
    assert close(vote).result.count.tallies["p1"] == Tally(8, 1, 0)


def see_public(vote):
    with reading() as session:
        return votes.public_key(session, vote)


def test_a_count_that_does_not_add_up_is_refused_with_the_sum(block):
    vote = opened(MIXED)
    hand_out(vote, UNITS[:5])
    put_in(vote, UNITS[:4])
    tellers(vote)
    with pytest.raises(Refused) as fault:
        count(vote, HEAD, (3, 0, 0), (0, 3, 0), returned=3)
    assert str(fault.value) == (
        "Đã phát 5 phiếu giấy, 1 chưa vào hòm, nên trong hòm phải có 4 phiếu; bạn đếm được 3. Hãy "
        "đếm lại, hoặc báo người điều hành sửa dấu đã vào hòm."
    )
    with pytest.raises(Refused) as fault:
        count(vote, HEAD, (3, 0, 0), (0, 3, 1))
    assert str(fault.value) == "Ông An: đồng ý 3 + không đồng ý 0 + không ý kiến 0 ≠ hợp lệ 4."
    with reading() as session:
        assert session.exec(select(RoomCount.sealed_one)).one() == ""


def test_of_choices_no_more_are_counted_than_the_ballots_allow(block):
    rules = replace(MIXED.rules, kind=VoteKind.CHOICE, most=1)
    vote = held_in_the_room(replace(MIXED, rules=rules))
    with pytest.raises(Refused, match="Có 5 lượt chọn, nhiều hơn 1 × 4 phiếu hợp lệ"):
        count(vote, HEAD, (3,), (2,))
    assert count(vote, HEAD, (3,), (1,)) is None


def test_whoever_has_one_kind_of_ballot_gets_no_other(block):
    vote = opened(MIXED)
    cast(vote, "U9", YES, NO)
    with pytest.raises(Refused, match="Đơn vị U9 đã bỏ phiếu trên phần mềm"):
        hand_out(vote, ("U1", "U2", "U3", "U9"))
    hand_out(vote)
    with pytest.raises(Refused, match="đã phát bằng giấy nên không bỏ trên phần mềm"):
        cast(vote, "U1", YES, NO)
    with pytest.raises(Refused, match="Đơn vị U1 đã được phát phiếu giấy"):
        hand_out(vote, ("U1",))
    with pytest.raises(Refused, match="Đơn vị U1 đang cầm phiếu giấy"):
        mark(vote, ["U1"], Presence.ABSENT)
    put_in(vote)
    with pytest.raises(Refused, match="Lá phiếu này đã được bỏ rồi"):
        cast(vote, "U1", YES, NO)
    with pytest.raises(Refused, match="Đơn vị U9 không có phiếu giấy"):
        put_in(vote, ("U9",))
    assert paper_of(vote) == dict.fromkeys(PAPERS, Paper.IN_BOX)


def test_a_paper_ballot_takes_part_only_once_it_lies_in_the_box(block):
    vote = opened(MIXED)
    hand_out(vote)
    cast(vote, "U9", YES, NO)
    turned_out = [sum(one.has_cast for one in view(vote).roll)]
    put_in(vote)
    turned_out.append(sum(one.has_cast for one in view(vote).roll))
    put_in(vote, ("U1",), is_in=False)
    turned_out.append(sum(one.has_cast for one in view(vote).roll))
    assert turned_out == [1, 5, 4]
    sound()


@pytest.mark.parametrize(
    ("members", "said"),
    [
        (("U1", "U2"), "ít nhất 3 người một lượt"),
        (UNITS[:7], "chỉ còn 2 người bỏ phiếu trên phần mềm"),
        ((), "Hãy chọn người được phát phiếu giấy"),
    ],
)
def test_so_few_on_one_side_get_no_paper(block, members, said):
    vote = opened(MIXED)
    with pytest.raises(Refused, match=said):
        hand_out(vote, members)
    assert paper_of(vote) == {}


def test_with_so_few_on_one_side_nothing_is_counted(block):
    vote = opened(MIXED)
    hand_out(vote)
    put_in(vote, PAPERS[:2])
    for unit in SCREENS:
        cast(vote, unit, YES, NO)
    tellers(vote)
    few = "Hòm phiếu giấy mới có phiếu của 2 người"
    with pytest.raises(Refused, match=few):
        count(vote, HEAD, (2, 0, 0), (0, 2, 0), returned=2)
    with pytest.raises(Refused, match=few):
        close(vote)

    other = held_in_the_room()
    cast(other, "U9", YES, NO)
    for actor in (HEAD, SECRETARY):
        count(other, actor, (4, 0, 0), (0, 4, 0))
    with pytest.raises(Refused, match="Mới có phiếu của 1 người trên phần mềm"):
        close(other)
    assert view(other).is_open


def test_all_on_paper_is_one_count_too(block):
    vote = opened(MIXED)
    hand_out(vote, UNITS)
    put_in(vote, UNITS[:8])
    tellers(vote)
    for actor in (SECRETARY, HEAD):
        count(vote, actor, (5, 2, 0), (1, 6, 0), returned=8, invalid=1)
    found = close(vote)
    assert found.result.count == BallotCount(
        issued=9,
        returned=8,
        not_returned=1,
        valid=7,
        invalid=1,
        tallies={"p1": Tally(5, 2), "p2": Tally(1, 6)},
    )
    sound()


def test_a_vote_that_allows_paper_and_has_none_is_counted_as_before(block):
    vote = opened(MIXED)
    for unit in UNITS:
        cast(vote, unit, YES, NO)
    found = close(vote)
    assert (found.hands, found.result.count.tallies["p1"]) == ("", Tally(9))
    sound()


def test_only_two_people_together_make_a_paper_ballot_void(block):
    vote = opened(MIXED)
    hand_out(vote)
    void = {"vote": vote, "member": "U1"}
    with pytest.raises(Refused, match="Cần ghi lý do"):
        do(room_papers.void, SECRETARY, **void)
    do(room_papers.void, SECRETARY, **void, reason="Gạch nhầm")
    with pytest.raises(Refused, match="cần người thứ hai"):
        do(room_papers.void, SECRETARY, **void)
    with pytest.raises(Refused, match="đang chờ hủy"):
        put_in(vote, ("U1",))
    do(room_papers.drop_void, **void)
    do(room_papers.void, SECRETARY, **void, reason="Gạch nhầm")
    do(room_papers.void, HEAD, **void)
    assert paper_of(vote) == dict.fromkeys(PAPERS[1:], Paper.GIVEN)
    cast(vote, "U1", YES, NO)
    put_in(vote, PAPERS[1:])
    with pytest.raises(Refused, match="đã ghi là vào hòm"):
        do(room_papers.void, vote=vote, member="U2", reason="Đổi ý")
    with pytest.raises(Refused, match="không có phiếu giấy"):
        do(room_papers.void, vote=vote, member="U9", reason="Đổi ý")
    with pytest.raises(Refused, match="Không có đề nghị hủy"):
        do(room_papers.drop_void, vote=vote, member="U2")
    asked = f"Đơn vị U1: phiếu giấy {SECRETARY.name} đề nghị hủy"
    told = recorded("vote.paper_void_asked", "vote.paper_void_dropped", "vote.paper_voided")
    assert [(one.old, one.new, one.reason) for one in told] == [
        ("", "", AWARD.title),
        ("", "", AWARD.title),
        ("", "", AWARD.title),
        (asked, "", f"Gạch nhầm ({AWARD.title})"),
    ]
    sound()


def test_a_void_that_is_taken_back_leaves_no_name_in_the_record(block):
    """Thôi hủy: the paper stays its holder's, and so nobody may read whose it is."""
    vote = opened(MIXED)
    hand_out(vote)
    do(room_papers.void, SECRETARY, vote=vote, member="U2", reason="Rách của U2")
    sound()
    do(room_papers.drop_void, vote=vote, member="U2")
    with reading() as session:
        asked = select(AuditEntry).where(col(AuditEntry.action).startswith("vote.paper_void"))
        found = session.exec(asked.order_by(AuditEntry.position)).all()
    assert [one.action for one in found] == ["vote.paper_void_asked", "vote.paper_void_dropped"]
    told = [json.dumps(one.model_dump(), default=str) for one in found]
    assert not any("U2" in one or "vote_roll" in one for one in told)
    sound()


def test_who_asked_to_make_a_paper_void_cannot_be_changed_behind_the_program(block):
    vote = opened(MIXED)
    hand_out(vote)
    do(room_papers.void, SECRETARY, vote=vote, member="U2", reason="Rách")
    with tampering() as session:
        session.execute(sa.text("UPDATE vote_roll SET void_by = 'Khác' WHERE code = 'U2'"))
    with pytest.raises(Refused, match="đã bị đổi ngoài phần mềm"):
        do(room_papers.void, SECRETARY, vote=vote, member="U2")
    with reading() as session:
        assert "khác lần ghi cuối" in next(iter(checks.ballots_and_marks(session)))


def test_no_guess_finds_in_the_record_who_had_paper(block):
    """Dò vân tay: all 2^9 guesses, with all that is kept once the votes are counted."""
    vote = held_in_the_room()
    for unit in SCREENS:
        cast(vote, unit, YES, NO)
    for actor in (HEAD, SECRETARY):
        count(vote, actor, (4, 0, 0), (0, 4, 0))
    close(vote)
    with reading() as session:
        entries = session.exec(select(AuditEntry.content)).all()
        roll = sorted(one.id for one in votes.roll_rows(session, vote))
        assert session.exec(select(SealedBallot)).all() == []
    kept = "\n".join(entries)
    box = view(vote).box
    guessed = []
    for size in range(len(roll) + 1):
        for held in itertools.combinations(roll, size):
            for is_in, counts in itertools.product((False, True), ([], [["", ""]])):
                marks = [(one, is_in and one in held, "", "") for one in roll]
                room = {"papers": [[one, is_in] for one in held], "counts": counts}
                guessed += [
                    seals.digest(box, [], marks, room),
                    seals.digest(box, [], marks, {**room, "voids": []}),
                ]
    assert view(vote).fingerprint in kept
    assert [one for one in guessed if one in kept] == []


def test_each_fingerprint_of_paper_has_signs_of_its_own(block):
    """Ngăn trống: with the copy of one moment no later fingerprint can be guessed."""
    vote = opened(MIXED)

    def blanks():
        with reading() as session:
            found = session.exec(select(SealedBallot.sealed)).all()
        return [one for one in found if ballot_box.number(one) == 0]

    seen = [*blanks()]
    hand_out(vote)
    seen += blanks()
    put_in(vote)
    seen += blanks()
    cast(vote, "U9", YES, NO)
    seen += blanks()
    tellers(vote)
    seen += blanks()
    assert len(set(seen)) == len(seen) == 5


@pytest.mark.both_databases
def test_after_the_count_no_row_of_the_roll_tells_when_it_was_marked(both):
    """PostgreSQL giữ với mỗi dòng giao dịch đã ghi nó: one for all, and in one order."""
    papers = ("U2", "U4", "U5", "U9")
    vote = held_in_the_room(papers=papers)
    for unit in UNITS:
        if unit not in papers:
            cast(vote, unit, YES, NO)
    for actor in (HEAD, SECRETARY):
        count(vote, actor, (4, 0, 0), (0, 4, 0))
    close(vote)
    with engine().connect() as connection:
        if connection.dialect.name == "postgresql":
            written = connection.execute(sa.text("SELECT DISTINCT xmin::text FROM vote_roll"))
            assert len(written.all()) == 1
            lying = connection.execute(sa.text("SELECT code FROM vote_roll ORDER BY ctid"))
        else:
            lying = connection.execute(sa.text("SELECT code FROM vote_roll ORDER BY rowid"))
        assert [code for (code,) in lying] == list(UNITS)
    sound()


def test_without_the_key_nobody_counts_for_nothing(block):
    vote = held_in_the_room()
    ballot_box.destroy(ballot_box.keys(data_folder() / votes.KEYS, view(vote).box))
    with pytest.raises(Refused, match=votes.NO_KEY):
        count(vote, HEAD, (4, 0, 0), (0, 4, 0))
    with reading() as session:
        assert session.exec(select(RoomCount.sealed_one)).one() == ""


def test_a_delegate_with_paper_for_another_stays_in_the_room(block):
    """Phiếu giấy của lá ủy quyền: only while its delegate is there, and then they stay."""
    vote = opened(replace(MIXED, rules=replace(MIXED.rules, allows_delegation=True)))
    do(vote_roll.delegate, vote=vote, member="U9", to="U8", document="GUQ 1")
    mark(vote, ["U8"], Presence.ABSENT)
    papers = ("U1", "U2", "U3", "U9")
    with pytest.raises(Refused, match="Đơn vị U9 đã ủy quyền mà người được ủy quyền"):
        hand_out(vote, papers)
    mark(vote, ["U8"])
    hand_out(vote, papers)
    with pytest.raises(Refused, match="Đơn vị U8 được ủy quyền phiếu giấy của Đơn vị U9"):
        mark(vote, ["U8"], Presence.ABSENT)
    with pytest.raises(Refused, match="Đơn vị U8 được ủy quyền phiếu giấy của Đơn vị U9"):
        do(vote_roll.mark, vote=vote, presences={"U8": Presence.UNMARKED})


def test_who_has_not_said_their_unit_counts_no_units(block):
    names = []
    for login in ("x1", "x2"):
        grant = Grant(Role.SECRETARY, "K1", None, 2025)
        with writing() as session:
            make_account(session, login, grant)
        names.append(f"Người {login} ({login})")
    vote = opened(replace(MIXED, candidates=AWARD.candidates))
    with pytest.raises(Refused, match="chưa khai là người của đơn vị nào") as fault:
        tellers(vote, tuple(names))
    assert all(one in str(fault.value) for one in names)
    other = opened(MIXED)
    tellers(other, tuple(names))


def test_a_teller_who_votes_is_not_one_of_those_who_hide_the_others(block):
    """Người đếm cũng bỏ phiếu: who counts takes the own ballot off."""
    with writing() as session:
        work = Work(session, PROGRAM, now=nine.NOW)
        for actor in (HEAD, SECRETARY):
            grant = Grant(Role.COUNCIL_MEMBER, "K1", None, 2025, "")
            accounts.give_role(work, login=actor.account, grant=grant)
    vote = opened(replace(MIXED, rules=replace(MIXED.rules, electorate=Electorate.COUNCIL)))
    codes = [one.code for one in view(vote).roll]
    screen = [one.code for one in view(vote).roll if {"truong", "thu"} & set(one.voters)]
    papers = [one for one in codes if one not in screen][:5]
    assert (len(codes), len(screen), len(papers)) == (8, 2, 5)
    hand_out(vote, papers)
    with pytest.raises(Refused, match="chỉ còn 1 người bỏ phiếu trên phần mềm, không kể") as fault:
        tellers(vote)
    assert str(fault.value).endswith("Hoặc cử người không bỏ phiếu kiểm phiếu.")


def test_once_counted_no_paper_is_added_however_it_is_tried(block):
    """Trừ đi lần đếm trước: a fourth paper after a count of three would be known by it."""
    vote = opened(MIXED)
    hand_out(vote)
    put_in(vote, PAPERS[:3])
    tellers(vote)
    for unit in SCREENS:
        cast(vote, unit, YES, NO)
    count(vote, HEAD, (3, 0, 0), (0, 3, 0), returned=3)
    count(vote, SECRETARY, (2, 1, 0), (0, 3, 0), returned=3)
    with pytest.raises(Refused, match="số phiếu giấy đứng yên"):
        put_in(vote, ("U4",))
    for actor in (HEAD, SECRETARY):
        count(vote, actor, (3, 0, 0), (0, 3, 0), returned=3)
    tellers(vote)
    with pytest.raises(Refused, match="số phiếu giấy đứng yên"):
        put_in(vote, ("U4",))
    assert see(room_counts.state, vote=vote).is_still
    for actor in (HEAD, SECRETARY):
        count(vote, actor, (3, 0, 0), (0, 3, 0), returned=3)
    assert close(vote).hands == hands_words(TELLERS, 2)
    sound()


def test_on_paper_the_own_unit_cannot_turn_the_result(block):
    papers = ("U1", "U3", "U4")
    vote = held_in_the_room(OWN, papers)
    for unit in UNITS:
        if unit not in papers:
            first = YES if unit in ("U5", "U6") else NO
            cast(vote, unit, first, *([] if unit == "U2" else [NO]))
    with pytest.raises(Refused, match="Đơn vị U1: trong hòm có 1 phiếu của chính đơn vị này"):
        count(vote, HEAD, (3, 0, 0), (0, 3, 0), returned=3)
    for actor in (HEAD, SECRETARY):
        count(vote, actor, (2, 0, 1), (0, 3, 0), returned=3)
    found = close(vote)
    assert found.result.count.tallies == {"U1": Tally(4, 4, 0, 1), "U2": Tally(0, 8, 0, 1)}
    with tampering() as session:
        slip = session.exec(select(BallotSlip).where(BallotSlip.candidate == "U1")).first()
        one_more = {"salt": slip.salt, "mark": slip.mark[::-1]}
        session.add(BallotSlip(vote_id=vote, candidate="U1", answer=YES, **one_more))
    with reading() as session:
        place = f"{fresh().place} · {AWARD.title}"
        assert [*checks.ballots_and_marks(session)] == [
            f"{place} · Đơn vị U1: có 9 phiếu, đáng lẽ 8"
        ]


def test_what_waits_to_be_void_holds_up_the_count(block):
    vote = opened(MIXED)
    hand_out(vote, UNITS[:5])
    put_in(vote)
    tellers(vote)
    do(room_papers.void, vote=vote, member="U5", reason="Rách")
    with pytest.raises(Refused, match="chờ người thứ hai: Đơn vị U5"):
        count(vote, HEAD, (4, 0, 0), (0, 4, 0))
    with pytest.raises(Refused, match="chờ người thứ hai: Đơn vị U5"):
        close(vote)


def test_while_somebody_has_counted_the_papers_stand_still(block):
    vote = opened(MIXED)
    hand_out(vote, UNITS[:5])
    put_in(vote)
    tellers(vote)
    count(vote, HEAD, (4, 0, 0), (0, 4, 0))
    for act, given in (
        (room_papers.hand_out, {"members": ("U6",)}),
        (room_papers.mark_in_box, {"in_box": {"U5": True}}),
        (room_papers.void, {"member": "U5", "reason": "Rách"}),
    ):
        with pytest.raises(Refused, match="số phiếu giấy đứng yên"):
            do(act, vote=vote, **given)
    tellers(vote)
    with reading() as session:
        counts = select(RoomCount.sealed_one, RoomCount.recounts)
        assert session.exec(counts).one() == ("", 1)
    sound()


def test_two_named_people_count_and_nobody_twice(block):
    vote = opened(MIXED)
    hand_out(vote)
    with pytest.raises(Refused, match="Chưa cử tổ kiểm phiếu"):
        count(vote, HEAD, (4, 0, 0), (0, 4, 0))
    with pytest.raises(Refused, match="hai người khác nhau"):
        tellers(vote, (HEAD.name, HEAD.name))
    with pytest.raises(Refused, match="Chỉ cử người giữ việc của khối"):
        tellers(vote, (HEAD.name, LEADER.name))
    tellers(vote)
    with pytest.raises(Refused, match="Chưa có phiếu giấy nào vào hòm"):
        count(vote, HEAD, (4, 0, 0), (0, 4, 0))
    put_in(vote)
    other = nine.of(HEAD.grants[0].role, login="pho")
    with pytest.raises(NotPermitted, match="Chỉ hai người trong tổ kiểm phiếu"):
        count(vote, other, (4, 0, 0), (0, 4, 0))
    count(vote, HEAD, (4, 0, 0), (0, 4, 0))
    with pytest.raises(Refused, match="Bạn đã nhập số đếm"):
        count(vote, HEAD, (4, 0, 0), (0, 4, 0))


def test_without_that_rule_nobody_gets_paper(block):
    vote = opened(AWARD)
    with pytest.raises(Refused, match="không có phiếu giấy kiểm chung"):
        hand_out(vote)
    with pytest.raises(Refused, match="không có phiếu giấy kiểm chung"):
        tellers(vote)


def test_making_the_vote_anew_leaves_no_paper_behind(block):
    vote = held_in_the_room()
    count(vote, HEAD, (4, 0, 0), (0, 4, 0))
    do(votes.reset, vote=vote, seen=view(vote).version, reason="Nhầm danh sách")
    with reading() as session:
        assert session.exec(select(RoomPaper)).all() == []
        assert session.exec(select(RoomCount)).all() == []
    sound()


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE room_count SET sealed_one = 'khác'", "khác lần ghi cuối"),
        ("UPDATE room_paper SET in_box = 0 WHERE roll_id = 1", "hòm có 0 phiếu"),
        ("DELETE FROM room_paper WHERE roll_id = 1", "hòm có 0 phiếu"),
        (
            "UPDATE vote_roll SET has_cast = (id = 9) WHERE id IN (1, 9)",
            "dấu phiếu giấy trong hòm khác danh sách",
        ),
    ],
)
def test_what_was_changed_behind_the_program_is_seen(block, statement, said):
    vote = held_in_the_room()
    count(vote, HEAD, (4, 0, 0), (0, 4, 0))
    with tampering() as session:
        session.execute(sa.text(statement))
    with reading() as session:
        assert said in next(iter(checks.ballots_and_marks(session)))
    with pytest.raises(Refused, match="đã bị đổi ngoài phần mềm"):
        cast(vote, "U9", YES, NO)


def test_a_paper_ballot_left_behind_and_a_slip_too_many_are_seen_in_a_counted_vote(block):
    vote = held_in_the_room()
    for unit in SCREENS:
        cast(vote, unit, YES, NO)
    for actor in (HEAD, SECRETARY):
        count(vote, actor, (4, 0, 0), (0, 4, 0))
    close(vote)
    with tampering() as session:
        session.add(RoomPaper(vote_id=vote, roll_id=1, in_box=True))
        session.execute(
            sa.text(
                "DELETE FROM ballot_slip WHERE candidate = 'p1' AND mark IN "
                "(SELECT min(mark) FROM ballot_slip WHERE candidate = 'p1')"
            )
        )
    with reading() as session:
        found = [*checks.ballots_and_marks(session)]
    place = f"{fresh().place} · {AWARD.title}"
    assert found == [
        f"{place}: có 1 phiếu giấy đang phát mà đáng lẽ không có",
        f"{place} · Ông An: có 8 phiếu, đáng lẽ 9",
    ]


OWN = replace(
    MIXED,
    rules=replace(
        MIXED.rules,
        own_unit=OwnUnit.IN_BASE,
        threshold=Threshold(Fraction(1, 2), Base.MEMBERS, "Q"),
    ),
    candidates=AWARD.candidates,
)


@pytest.mark.parametrize("papers", [("U1", "U3", "U4"), ("U3", "U4", "U5"), ("U1", "U2", "U9")])
def test_the_own_unit_is_told_alike_wherever_it_was_left_empty(block, papers):
    """Không bỏ cho đơn vị mình: an empty row on paper joins those of the screen that have none."""
    vote = opened(OWN)
    hand_out(vote, papers)
    do(
        room_papers.mark_in_box,
        actor=SECRETARY,
        vote=vote,
        in_box=dict.fromkeys(papers, True),
    )
    tellers(vote)
    for unit in UNITS:
        if unit not in papers:
            cast(vote, unit, *[YES] * (1 if unit in ("U1", "U2") else 2))
    empty = {code: code in papers for code in ("U1", "U2")}
    numbers = [(3 - empty[code], 0, empty[code]) for code in ("U1", "U2")]
    for actor in (HEAD, SECRETARY):
        count(vote, actor, *numbers, returned=3)
    found = close(vote)
    assert found.result.count.tallies == {"U1": Tally(8, barred=1), "U2": Tally(8, barred=1)}
    sound()


JOINT = {"p1": Tally(6, 3, 0), "p2": Tally(2, 6, 1)}
ALL = [
    *((YES, YES), (YES, YES), (YES, NO), (YES, NO), (YES, NO), (YES, NO)),
    *((NO, NO), (NO, NO), (NO, NONE)),
]
"""Chín lá phiếu làm nên kết quả chung ấy; which of them are on paper is another thing each time."""

SPLITS = [
    (PAPERS, ALL[:4]),
    (UNITS[5:], ALL[5:]),
    (("U2", "U4", "U6", "U8"), [ALL[0], ALL[3], ALL[7], ALL[8]]),
]


def test_nothing_that_is_kept_tells_what_was_on_paper(block, sqlite_url, tmp_path):
    """Chép cả cơ sở dữ liệu sau khi kiểm: the same to a sign, whoever and whatever was on paper."""
    vote = opened(MIXED)
    forget_engines()
    file = sqlite_file(sqlite_url)
    shutil.copyfile(file, tmp_path / "mau.db")
    shutil.copytree(data_folder() / votes.KEYS, tmp_path / "khoa")
    dumps = []
    for papers, said in SPLITS:
        forget_engines()
        for suffix in ("-wal", "-shm"):
            file.with_name(file.name + suffix).unlink(missing_ok=True)
        shutil.copyfile(tmp_path / "mau.db", file)
        shutil.rmtree(data_folder() / votes.KEYS, ignore_errors=True)
        shutil.copytree(tmp_path / "khoa", data_folder() / votes.KEYS)
        hold(vote, papers, list(said))
        dumps.append(dumped(moment(file, tmp_path)))

    assert dumps[0] == dumps[1] == dumps[2]
    slips = [(row["candidate"], row["answer"]) for row in dumps[0]["ballot_slip"]]
    assert len(slips) == 18
    assert dumps[0]["room_paper"] == []
    actions = {row["action"] for row in dumps[0]["audit_entry"]}
    assert {"vote.paper_given", "vote.room_agreed", "vote.room_differed", "vote.closed"} <= actions


def hold(vote, papers, on_paper):
    """Một cuộc với chừng ấy phiếu giấy: the joint result is always the same."""
    hand_out(vote, papers)
    put_in(vote, papers)
    tellers(vote)
    on_screen = list(ALL)
    for one in on_paper:
        on_screen.remove(one)
    for unit, answers in zip([one for one in UNITS if one not in papers], on_screen, strict=True):
        cast(vote, unit, *answers)
    counted = [
        tuple(sum(one[at] is answer for one in on_paper) for answer in (YES, NO, NONE))
        for at in (0, 1)
    ]
    wrong = [counted[0][::-1], counted[1]]
    count(vote, HEAD, *counted)
    count(vote, SECRETARY, *(wrong if wrong[0] != counted[0] else [(1, 2, 1), counted[1]]))
    for actor in (HEAD, SECRETARY):
        count(vote, actor, *counted)
    assert close(vote).result.count.tallies == JOINT


RANDOM = re.compile(r"[0-9a-f]{16,}|\\*\"x\\*\": \\*\"[\w-]+")


def dumped(then):
    """Mọi bảng, without random signs and hashes, in an order that says nothing."""
    return {
        name: sorted(({key: masked(value) for key, value in row.items()} for row in rows), key=repr)
        for name, rows in then.tables.items()
    }


def masked(value):
    return RANDOM.sub("…", value) if isinstance(value, str) else value


def test_the_rule_stands_only_with_ballots_on_the_screen_and_a_base_that_paper_knows():
    rules = MIXED.rules
    paper = replace(MIXED, rules=replace(rules, conduct=Conduct.PAPER))
    assert draft_faults(paper) == ("Cả cuộc đã bỏ phiếu giấy thì không có phiếu giấy kiểm chung.",)
    threshold = Threshold(Fraction(1, 2), Base.VALID, "Quy chế")
    own = replace(rules, own_unit=OwnUnit.OUT_OF_BASE, threshold=threshold)
    assert [one[:50] for one in draft_faults(replace(MIXED, rules=own))] == [
        "Phiếu giấy không cho biết phiếu nào của đơn vị nào"
    ]
    assert draft_faults(MIXED) == ()


def test_each_step_is_told_in_the_record_without_whose_paper_it_was(block):
    vote = held_in_the_room()
    tellers(vote, (SECRETARY.name, HEAD.name))
    count(vote, HEAD, (4, 0, 0), (0, 4, 0))
    count(vote, SECRETARY, (4, 0, 0), (0, 4, 0))
    told = recorded("vote.paper_given", "vote.paper_in_box", "vote.tellers_named")
    told += recorded("vote.room_counted", "vote.room_agreed")
    title = AWARD.title
    assert [(one.action, one.old, one.new, one.reason) for one in told] == [
        ("vote.paper_given", "", "đã phát 4 phiếu giấy, 0 đã vào hòm", title),
        ("vote.paper_in_box", "", "đã phát 4 phiếu giấy, 4 đã vào hòm", title),
        ("vote.tellers_named", "", "; ".join(TELLERS), title),
        ("vote.tellers_named", "; ".join(TELLERS), "; ".join(TELLERS[::-1]), title),
        ("vote.room_counted", "", "", title),
        ("vote.room_agreed", "", "", title),
    ]


def test_the_minutes_of_the_count_say_who_counted_and_only_joint_figures(block):
    vote = held_in_the_room()
    for unit in SCREENS:
        cast(vote, unit, YES, NO)
    count(vote, HEAD, (2, 2, 0), (0, 3, 1))
    for actor in (SECRETARY, HEAD, SECRETARY):
        count(vote, actor, (3, 0, 0), (0, 3, 0), invalid=1)
    close(vote)
    document = see(making.document, code="bien-ban-kiem-phieu", scope=str(vote))
    (fields,) = [one for one in document.body if isinstance(one, Fields)]
    rows = {name: plain(words) for name, words in fields.rows}
    assert rows["Hình thức"] == ("Phiếu kín trên phần mềm và phiếu giấy trong phòng, kiểm chung")
    assert [rows[name] for name in FIGURES] == ["9", "9", "0", "8", "1"]
    assert rows["Kiểm phiếu giấy"] == hands_words(TELLERS, 1)


FIGURES = (
    *("Số phiếu phát ra", "Số phiếu thu về", "Số phiếu không thu về"),
    *("Số phiếu hợp lệ", "Số phiếu không hợp lệ"),
)


def test_the_screen_of_the_room_counts_a_paper_ballot_once_it_is_in_the_box(block):
    vote = opened(MIXED)
    hand_out(vote)

    def shown():
        with reading() as session:
            work = Work(session, PROGRAM, fresh(), nine.NOW)
            return turn_out_lines(facts._vote(work, view(vote)))[0]

    told = [shown()]
    put_in(vote)
    told.append(shown())
    for unit in SCREENS[:3]:
        cast(vote, unit, YES, NO)
    told.append(shown())
    assert told == [
        "Đang bỏ phiếu: đã bỏ 0/9.",
        "Đang bỏ phiếu: đã bỏ 4/9.",
        "Đang bỏ phiếu.",
    ]


def test_the_vote_opened_before_there_was_paper_keeps_its_fingerprint(block):
    """Vân tay của cuộc không có phiếu giấy: made of what it was made of before."""
    vote = opened(AWARD)
    for unit in UNITS:
        cast(vote, unit, YES, NO)
    with reading() as session:
        cells = session.exec(select(SealedBallot.id, SealedBallot.sealed)).all()
        roll = [(row.id, row.has_cast, row.written, "") for row in votes.roll_rows(session, vote)]
    assert seals.digest(view(vote).box, sorted(cells), roll) == view(vote).fingerprint
    sound()
