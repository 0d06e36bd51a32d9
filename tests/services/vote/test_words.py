"""Nhật ký bỏ phiếu bằng lời: each step as it is read, made of values that stay as they were."""

from dataclasses import replace
from fractions import Fraction

import pytest

from tests.recorded import recorded
from tests.services import nine_members as nine
from tests.services.nine_members import (
    AWARD,
    COUNCIL,
    NO,
    SECRETARY,
    SOURCE,
    YES,
    cast,
    close,
    do,
    mark,
    opened,
    view,
    write,
)
from thidua.db.engine import reading, writing
from thidua.domain.vote.counting import BallotCount, Tally
from thidua.domain.vote.vote import (
    Base,
    Candidate,
    Conduct,
    Electorate,
    Office,
    Presence,
    Subject,
    Threshold,
    VoteKind,
)
from thidua.services.period import offices
from thidua.services.record import replay
from thidua.services.vote import ballots, votes
from thidua.services.vote import papers as vote_papers
from thidua.services.vote import roll as vote_roll
from thidua.services.vote.ballots import Casting

TITLE = AWARD.title
QUESTION = (
    "Đề nghị tặng Cờ thi đua\n"
    "Việc khác; đồng ý hoặc không đồng ý với từng phương án; từ 80 % tổng số thành viên "
    f"({SOURCE}); Các đơn vị thành viên, mỗi đơn vị một phiếu; Phiếu kín trên phần mềm; "
    "Bỏ phiếu như với đơn vị khác; không ủy quyền\n"
    "Phương án: Đơn vị U1 (U1); Đơn vị U2 (U2)"
)


@pytest.fixture(autouse=True)
def block(sqlite_url, tmp_path, monkeypatch):
    monkeypatch.setenv("THIDUA_DATA", str(tmp_path / "var"))
    nine.settle()
    yield
    with reading() as session:
        assert replay.mismatches(session) == []


def said(*actions):
    """Trước, sau và lý do của những việc này."""
    return [(one.old, one.new, one.reason) for one in recorded(*actions)]


def test_ballots_of_one_transaction_are_told_like_any_other():
    vote = opened()
    waiting = [
        Casting(
            who=lambda _, unit=unit: nine.OFFICERS[unit],
            member=unit,
            answers={"U1": YES, "U2": NO},
            code=ballots.new_receipt(),
        )
        for unit in ("U1", "U2", "U3")
    ]
    with writing() as session:
        ballots.cast_all(session, nine.fresh(), vote=vote, castings=waiting, now=nine.NOW)

    assert said("vote.cast") == [("", f"đã bỏ {done}/9 phiếu", TITLE) for done in (1, 2, 3)]


def test_a_draft_is_told_whole_and_each_change_of_it_alone():
    vote = do(votes.set_up, draft=AWARD)
    stricter = replace(
        AWARD,
        rules=replace(
            AWARD.rules,
            threshold=Threshold(Fraction(1, 2), Base.VALID, "Quy chế", above=True),
            quorum=Fraction(2, 3),
        ),
    )
    do(votes.set_up, draft=stricter, vote=vote, seen=1)
    chosen = replace(
        stricter,
        title="Bầu khối trưởng",
        subject=Subject.OFFICE,
        office=Office.HEAD,
        rules=replace(stricter.rules, kind=VoteKind.CHOICE, most=1, seats=1),
        candidates=(AWARD.candidates[1], Candidate("phuong-an-1", "Không bầu ai")),
    )
    do(votes.set_up, draft=chosen, vote=vote, seen=2)
    do(votes.set_up, draft=chosen, vote=vote, seen=3)
    do(votes.discard, vote=vote, seen=4)

    assert said("vote.set_up") == [("", QUESTION, "")]
    assert said("vote.changed") == [
        (
            "ngưỡng 80 %; đạt ngưỡng là đủ; tính trên tổng số thành viên; "
            f"căn cứ: {SOURCE}; có mặt ít nhất: không đòi hỏi",
            "ngưỡng 50 %; phải trên ngưỡng; tính trên số phiếu hợp lệ; căn cứ: Quy chế; "
            "có mặt ít nhất: 2/3",
            TITLE,
        ),
        (
            "tên «Đề nghị tặng Cờ thi đua»; Việc khác; chức vụ: không; đồng ý hoặc không đồng ý "
            "với từng phương án; chọn nhiều nhất: không giới hạn; số suất: không giới hạn\n"
            "Phương án: Đơn vị U1 (U1); Đơn vị U2 (U2)",
            "tên «Bầu khối trưởng»; Bầu khối trưởng, khối phó năm sau; chức vụ: khối trưởng; "
            "chọn trong danh sách; chọn nhiều nhất: 1; số suất: 1\n"
            "Phương án: Đơn vị U2 (U2); Không bầu ai",
            "Bầu khối trưởng",
        ),
        ("", "", "Bầu khối trưởng"),
    ]
    assert said("vote.discarded") == [
        (
            "Bầu khối trưởng\n"
            "Bầu khối trưởng, khối phó năm sau; khối trưởng; chọn trong danh sách; chọn nhiều nhất "
            "1; 1 suất; trên 50 % số phiếu hợp lệ (Quy chế); có mặt ít nhất 2/3; Các đơn vị thành "
            "viên, mỗi đơn vị một phiếu; Phiếu kín trên phần mềm; Bỏ phiếu như với đơn vị khác; "
            "không ủy quyền\n"
            "Phương án: Đơn vị U2 (U2); Không bầu ai",
            "",
            "",
        )
    ]


def test_a_vote_under_way_is_told_by_names_and_numbers_after_a_new_start_too():
    vote = opened(
        replace(AWARD, rules=replace(AWARD.rules, allows_delegation=True)),
        members=["U1", "U2", "U3"],
        absent=["U3"],
    )
    cast(vote, "U1", YES, NO)
    write(vote, "U3", YES, NO)
    named = {"vote": vote, "member": "U3", "to": "U2", "document": "Giấy số 5"}
    do(vote_roll.delegate, **named)
    do(vote_roll.delegate, **{**named, "to": "U1", "document": "Giấy số 6"})
    mark(vote, ["U3"], Presence.UNMARKED)
    do(votes.reset, vote=vote, seen=view(vote).version, reason="Nhầm danh sách")

    assert said("vote.opened") == [
        (
            "",
            f"{TITLE}\n3 người: Đơn vị U1 (U1): u1; Đơn vị U2 (U2): u2; Đơn vị U3 (U3): u3",
            "",
        )
    ]
    assert said("vote.presence") == [
        ("Đơn vị U1: chưa điểm danh", "có mặt", TITLE),
        ("Đơn vị U2: chưa điểm danh", "có mặt", TITLE),
        ("Đơn vị U3: chưa điểm danh", "vắng mặt", TITLE),
        ("Đơn vị U3: ủy quyền", "chưa điểm danh", TITLE),
    ]
    assert said("vote.cast") == [("", "đã bỏ 1/2 phiếu", TITLE)]
    assert said("vote.written", "vote.written_removed") == [
        ("", "Đơn vị U3: theo CV 12", TITLE),
        ("Đơn vị U3: theo CV 12", "", f"{TITLE}; đã ủy quyền"),
    ]
    assert said("vote.delegated") == [
        ("Đơn vị U3: vắng mặt", "ủy quyền cho Đơn vị U2 theo Giấy số 5", TITLE),
        ("Đơn vị U3: ủy quyền", "ủy quyền cho Đơn vị U1 theo Giấy số 6", TITLE),
    ]
    assert said("vote.reset") == [
        (
            f"{TITLE}: đã bỏ 1/2 phiếu",
            "đã xóa mọi phiếu, dấu đã bỏ, ý kiến bằng văn bản và biên nhận",
            "Nhầm danh sách",
        )
    ]


def test_a_vote_of_the_council_names_each_person_once():
    draft = replace(AWARD, rules=replace(AWARD.rules, electorate=Electorate.COUNCIL))
    opened(draft, members=COUNCIL[:2])

    assert said("vote.opened") == [
        ("", f"{TITLE}\n2 người: Người hd1 (hd1); Người hd2 (hd2)", ""),
    ]


def test_a_paper_count_is_told_whole_each_time_though_one_number_changed():
    vote = opened(replace(AWARD, rules=replace(AWARD.rules, conduct=Conduct.PAPER)))
    count = BallotCount(
        issued=9,
        returned=9,
        not_returned=0,
        valid=8,
        invalid=1,
        tallies={"U1": Tally(8), "U2": Tally(8)},
    )
    more = BallotCount(
        issued=9,
        returned=9,
        not_returned=0,
        valid=9,
        invalid=0,
        tallies={"U1": Tally(9), "U2": Tally(9)},
    )
    do(vote_papers.enter_count, vote=vote, count=count, seen=0)
    do(vote_papers.enter_count, vote=vote, count=more, seen=1)
    do(vote_papers.send_back_count, SECRETARY, vote=vote, seen=2, reason="Đếm lại")

    first = "phát ra 9, thu về 9, không thu về 0, hợp lệ 8, không hợp lệ 1"
    second = "phát ra 9, thu về 9, không thu về 0, hợp lệ 9, không hợp lệ 0"
    assert said("vote.counted") == [("", first, TITLE), (first, second, TITLE)]
    assert said("vote.count_returned") == [(f"{TITLE}: {second}", "", "Đếm lại")]


def test_a_result_is_told_as_it_was_read_aloud_and_an_office_with_its_unit():
    do(offices.note, year=2024, office=Office.DEPUTY, unit="U3")
    vote = opened(replace(AWARD, subject=Subject.INITIATIVE), members=["U1", "U2"])
    for unit in ("U1", "U2"):
        cast(vote, unit, YES, NO)
    found = close(vote)

    assert found.lines[-1] == "Được công nhận: Đơn vị U1."
    whole = "\n".join([*found.lines, f"Mã đối chiếu: {found.vote.fingerprint}"])
    assert said("vote.closed") == [("", whole, "")]
    assert said("office.noted") == [("", "Đơn vị U3: khối phó năm 2024", "người dùng ghi")]
