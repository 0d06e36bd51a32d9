"""Phiếu trên màn chiếu: no figure where few are left, no name of a person put forward."""

from types import SimpleNamespace

import pytest

from thidua.domain.meeting.facts import RoomVote
from thidua.domain.meeting.votes import candidate_names, turn_out_lines
from thidua.domain.period.period import BlockPeriod, Member
from thidua.domain.period.stage import Stage
from thidua.domain.vote.vote import Candidate, Subject

NEED = "Thông qua khi đạt từ 80 % tổng số thành viên."
HIDDEN = ("Đang bỏ phiếu.", "Còn dưới 3 người chưa bỏ nên không nêu số.", NEED)


def vote(cast=0, there=9, subject=Subject.AWARD, **more):
    return RoomVote(
        **{"key": 1, "title": "Cờ thi đua", "subject": subject, "is_open": True},
        **({"is_paper": False} | more),
        **{"cast": cast, "there": there, "threshold": "từ 80 % tổng số thành viên"},
    )


@pytest.mark.parametrize("cast", [0, 5, 6])
def test_the_turn_out_is_told_while_three_or_more_are_left(cast):
    assert turn_out_lines(vote(cast)) == (f"Đang bỏ phiếu: đã bỏ {cast}/9.", NEED)


@pytest.mark.parametrize(("cast", "there"), [(7, 9), (8, 9), (9, 9), (0, 2), (0, 0)])
def test_no_number_is_told_once_fewer_are_left(cast, there):
    said = turn_out_lines(vote(cast, there))

    assert said == HIDDEN
    assert not any(sign in said[0] + said[1].replace("3", "") for sign in "0123456789")


def test_paper_tells_who_is_there_only_by_number():
    said = turn_out_lines(vote(0, 9, is_paper=True))

    assert said == ("Đang bỏ phiếu giấy: 9 người có mặt.", NEED)


def named(subject, *ballot):
    period = BlockPeriod(id=1, block_code="K", block_name="Khối", year=2025, stage=Stage.APPRAISE)
    facts = SimpleNamespace(members={"A": Member("A", "Sở A", "")}, period=period)
    return list(candidate_names(facts, vote(subject=subject), list(ballot)).values())


@pytest.mark.parametrize("subject", Subject)
def test_a_unit_is_told_by_name_and_words_that_may_name_somebody_by_their_place(subject):
    of_people = subject in (Subject.AWARD, Subject.INITIATIVE)
    kind = "Đối tượng {} trên phiếu" if of_people else "Phương án {}"

    assert named(
        subject,
        Candidate("A", "Sở A", "A"),
        Candidate("phuong-an-1", "ông Nguyễn Văn An (CCCD 012345678901)"),
        Candidate("nguoi-1", "bà Lê Thị Bình", "A"),
        Candidate("phuong-an-2", "đồng ý với ông An"),
    ) == ["Sở A", *map(kind.format, (2, 3, 4))]


def test_a_plain_answer_and_the_covenant_itself_are_told():
    assert named(Subject.OTHER, Candidate("1", "đồng  ý"), Candidate("2", "Không tán thành.")) == [
        "Đồng  ý",
        "Không tán thành.",
    ]
    ours = Candidate("1", "Giao ước thi đua năm 2025")
    assert named(Subject.COVENANT, ours) == ["Giao ước thi đua năm 2025"]
    assert named(Subject.OTHER, ours) == ["Phương án 1"]
