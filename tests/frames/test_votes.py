"""Bảng của bỏ phiếu: who is there, by which paper, and whose ballot is in the box."""

from thidua.domain.vote.vote import (
    Base,
    Conduct,
    Paper,
    Presence,
    RollMember,
    Threshold,
    VoteRules,
    parse_share,
)
from thidua.frames.votes import roll_frame

RULES = VoteRules(threshold=Threshold(parse_share("80 %"), Base.MEMBERS, "Quy chế"))
ROLL = [
    RollMember(code="A", name="Sở A", voters=("a",), presence=Presence.PRESENT, has_cast=True),
    RollMember(
        code="B", name="Sở B", voters=("b1", "b2"), presence=Presence.DELEGATED, delegate="A"
    ),
    RollMember(
        code="C", name="Sở C", presence=Presence.ABSENT, document="CV 7", written_by="Thư ký"
    ),
    RollMember(
        code="D",
        name="Sở D",
        presence=Presence.ABSENT,
        document="CV 8",
        written_by="x",
        confirmed_by="y",
    ),
    RollMember(code="E", name="Sở E", voters=("e",)),
]
NAMES = {one.code: one.name for one in ROLL}


def test_a_paper_ballot_is_told_on_the_roll_while_the_vote_is_open():
    roll = [
        RollMember(code="A", name="Sở A", presence=Presence.PRESENT, paper=Paper.GIVEN),
        RollMember(
            code="B", name="Sở B", presence=Presence.PRESENT, has_cast=True, paper=Paper.IN_BOX
        ),
    ]
    assert list(roll_frame(RULES, roll, NAMES)["Lá phiếu"]) == [
        "đang cầm phiếu giấy",
        "đã bỏ (giấy)",
    ]


def test_the_roll_says_who_is_there_and_which_paper_waits():
    assert roll_frame(RULES, ROLL, NAMES).to_dict("list") == {
        "Thành viên": ["Sở A", "Sở B", "Sở C", "Sở D", "Sở E"],
        "Điểm danh": ["Có mặt", "Ủy quyền cho Sở A", "Vắng mặt", "Vắng mặt", "Chưa điểm danh"],
        "Văn bản": ["—", "—", "CV 7 (chờ người thứ hai)", "CV 8", "—"],
        "Lá phiếu": ["đã bỏ", "chưa bỏ", "—", "—", "—"],
        "Người bỏ phiếu": ["a", "b1, b2", "—", "—", "e"],
    }


def test_on_paper_nobody_has_cast_here():
    paper = VoteRules(threshold=RULES.threshold, conduct=Conduct.PAPER)

    assert list(roll_frame(paper, ROLL, NAMES)) == ["Thành viên", "Điểm danh", "Văn bản"]
