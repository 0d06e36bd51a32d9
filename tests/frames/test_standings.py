"""Bảng hiển thị của xếp hạng: what the remark says of a unit."""

from tests.builders import (
    make_covenant,
    make_criterion,
    make_group,
    ranked,
    scored,
    sheets_of,
)
from thidua.domain.covenant.covenant import ScoreAndVote, Tiebreaker, TiebreakKind
from thidua.domain.ranking.by_vote import RankingVote, VoteShare
from thidua.frames.ranking.standings import remark

TASKS = Tiebreaker(TiebreakKind.GROUP_POINTS, ("I",), "Điểm nhóm I")


def vote_of(**votes):
    """Cuộc bỏ phiếu đã kiểm: so many votes out of ten."""
    return RankingVote("Suy tôn", tuple(VoteShare(unit, n, 10) for unit, n in votes.items()))


def test_a_remark_says_better_or_worse_only_of_what_told_the_unit_apart():
    covenant = make_covenant(
        make_group("I", make_criterion("I.1", 10)),
        make_criterion("II", 10),
        score_and_vote=ScoreAndVote.VOTE_RANKS,
        tiebreakers=(TASKS,),
    )
    sheets = {
        unit: {"I.1": scored(tasks), "II": scored(rest)}
        for unit, tasks, rest in (("A", 3, 9), ("B", 5, 1), ("C", 5, 0), ("D", 9, 9))
    }
    by_vote = make_covenant(score_and_vote=ScoreAndVote.VOTE_RANKS)
    share = "{}/10 phiếu ({},00 %) trong cuộc «Suy tôn»"

    settled = ranked(covenant, sheets, vote=vote_of(A=2, B=2, C=2, D=1))
    unsettled = ranked(by_vote, sheets_of(A=9, B=8), vote=vote_of(A=2, B=2))

    assert {row.unit: remark(row) for row in settled.rows} == {
        "B": f"{share.format(2, 20)}; Điểm nhóm I: 5; bằng nhau, chưa phân định",
        "C": f"{share.format(2, 20)}; Điểm nhóm I: 5; bằng nhau, chưa phân định",
        "A": f"{share.format(2, 20)}; hơn kém nhờ Điểm nhóm I: 3",
        "D": f"hơn kém nhờ {share.format(1, 10)}",
    }
    assert {remark(row) for row in unsettled.rows} == {
        f"{share.format(2, 20)}; bằng nhau, chưa phân định"
    }
