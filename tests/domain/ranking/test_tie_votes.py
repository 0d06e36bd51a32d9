"""Phiếu suy tôn: whom it chose stands before the others, as long as they are tied."""

from fractions import Fraction

import pytest

from tests.builders import (
    NOT_ASSIGNED,
    make_covenant,
    make_criterion,
    ranked,
    ranks,
    scored,
    sheets_of,
)
from thidua.domain.covenant.covenant import AwardLine, Tiebreaker, TiebreakKind
from thidua.domain.ranking.by_vote import (
    AwaitedVote,
    MovedSince,
    OtherFigures,
    RankingVote,
    VainVote,
    VoteShare,
)
from thidua.domain.ranking.places import Undecided, award_places
from thidua.domain.ranking.standing import POINTS_MOVED, TieRecord
from thidua.domain.ranking.tie_votes import figure, figures_of, is_tie_vote, no_longer_tied
from thidua.domain.scoring.scoring import score_block, score_unit
from thidua.domain.vote.vote import Candidate, Subject, Threshold, VoteDraft, VoteKind, VoteRules

SHARE = Tiebreaker(TiebreakKind.VOTE_SHARE, (), "Tỷ lệ phiếu")
FLAG = AwardLine("Cờ", (((), 1),))
ONE_FLAG = make_covenant(award_lines=(FLAG,))
AT_NINE = (("A", "9"), ("B", "9"))


def suy_ton(chosen, title="Suy tôn", figures=(), base=12, **votes):
    """Cuộc suy tôn đã kiểm: so many votes for each of the units asked about."""
    shares = tuple(VoteShare(unit, count, base) for unit, count in votes.items())
    return RankingVote(title, shares, tuple(chosen), figures)


ELEVEN_TO_ONE = suy_ton("A", A=11, B=1)
TIED = sheets_of(A=9, B=9, C=5)


def test_a_tie_at_the_last_place_is_settled_by_the_vote_on_it():
    before, after = ranked(ONE_FLAG, TIED), ranked(ONE_FLAG, TIED, tie_votes=(ELEVEN_TO_ONE,))

    assert award_places(ONE_FLAG, before, 3)[0].undecided == (Undecided(("A", "B"), 1),)
    assert ranks(after) == {"A": 1, "B": 2, "C": 3}
    assert [row.tied for row in after.rows] == [False, False, False]
    [line] = award_places(ONE_FLAG, after, 3)
    assert (line.proposed, line.undecided) == (("A",), ())
    assert {row.unit: row.decided_by for row in after.rows} == {
        "A": "được chọn với 11/12 phiếu (91,67 %) trong cuộc «Suy tôn»",
        "B": "không được chọn với 1/12 phiếu (8,33 %) trong cuộc «Suy tôn»",
        "C": None,
    }
    assert after.ties == (TieRecord(units=("A", "B"), decided_by="Suy tôn", by_vote=True),)
    assert after.provisional is False


def test_nothing_is_read_into_a_vote_about_the_order_of_those_it_left_together():
    sheets = sheets_of(A=9, B=9, C=9)

    standings = ranked(ONE_FLAG, sheets, tie_votes=(suy_ton("A", A=8, B=3, C=1),))

    assert {row.unit: (row.rank, row.tied) for row in standings.rows} == {
        "A": (1, False),
        "B": (2, True),
        "C": (2, True),
    }
    assert standings.ties == (
        TieRecord(units=("A", "B", "C"), decided_by="Suy tôn", by_vote=True),
        TieRecord(units=("B", "C"), decided_by=None),
    )


@pytest.mark.parametrize("is_later_first", [True, False])
def test_a_second_vote_settles_whom_the_first_left_together(is_later_first):
    first = suy_ton("A", "Lần một", A=8, B=3, C=1)
    second = suy_ton("C", "Lần hai", B=2, C=10)
    held = (second, first) if is_later_first else (first, second)

    standings = ranked(ONE_FLAG, sheets_of(A=9, B=9, C=9), tie_votes=held)

    assert ranks(standings) == {"A": 1, "C": 2, "B": 3}
    assert standings.of("B").decided_by == (
        "không được chọn với 3/12 phiếu (25,00 %) trong cuộc «Lần một»; "
        "không được chọn với 2/12 phiếu (16,67 %) trong cuộc «Lần hai»"
    )


@pytest.mark.parametrize(
    ("held", "in_vain"),
    [
        ((), None),
        ((suy_ton("", A=5, B=5),), VainVote("Suy tôn")),
        ((suy_ton("AB", A=9, B=9),), None),
        ((suy_ton("A", A=11, C=1),), None),
        ((suy_ton("", "Lần hai", A=5, B=5), ELEVEN_TO_ONE), VainVote("Lần hai")),
    ],
    ids=["none", "nobody chosen", "all chosen", "B not asked about", "the latest chose nobody"],
)
def test_a_vote_that_tells_nobody_apart_leaves_the_tie(held, in_vain):
    standings = ranked(ONE_FLAG, TIED, tie_votes=held)

    assert ranks(standings) == {"A": 1, "B": 1, "C": 3}
    assert standings.ties == (TieRecord(units=("A", "B"), decided_by=None, in_vain=in_vain),)


def test_the_covenants_own_tiebreakers_come_before_the_vote():
    criteria = [make_criterion(f"I.{number}") for number in (1, 2)]
    by_first = Tiebreaker(TiebreakKind.GROUP_POINTS, ("I.1",), "Điểm I.1")
    covenant = make_covenant(*criteria, tiebreakers=(by_first,))
    sheets = {
        "A": {"I.1": scored(1), "I.2": scored(9)},
        "B": {"I.1": scored(9), "I.2": scored(1)},
    }

    standings = ranked(covenant, sheets, tie_votes=(ELEVEN_TO_ONE,))

    assert ranks(standings) == {"B": 1, "A": 2}
    assert standings.ties == (TieRecord(units=("A", "B"), decided_by="Điểm I.1"),)


def test_a_vote_on_just_the_tied_units_gives_their_share_of_votes():
    covenant = make_covenant(tiebreakers=(SHARE,))

    awaited = ranked(covenant, TIED)
    given = ranked(covenant, TIED, tie_votes=(ELEVEN_TO_ONE,))

    assert awaited.waiting_ties == (
        TieRecord(units=("A", "B"), decided_by=None, awaits=AwaitedVote()),
    )
    assert ranks(given) == {"A": 1, "B": 2, "C": 3}
    assert given.of("A").decided_by == "Tỷ lệ phiếu: 11/12 phiếu (91,67 %)"
    assert given.provisional is False


def test_where_the_vote_on_all_leaves_a_tie_the_vote_on_it_settles_it():
    covenant = make_covenant(tiebreakers=(SHARE,))
    on_all = RankingVote("Xếp hạng", tuple(VoteShare(unit, 6, 12) for unit in "ABC"))

    standings = ranked(covenant, TIED, vote=on_all, tie_votes=(ELEVEN_TO_ONE,))

    assert ranks(standings) == {"A": 1, "B": 2, "C": 3}


@pytest.mark.parametrize(
    ("now", "moved"),
    [
        (9, ()),
        ("8.5", (MovedSince("A", "9", "8.5"), MovedSince("B", "9", "8.5"))),
    ],
)
def test_a_vote_held_on_other_points_still_decides_and_says_so(now, moved):
    vote = suy_ton("A", figures=AT_NINE, A=11, B=1)

    standings = ranked(ONE_FLAG, sheets_of(A=now, B=now, C=5), tie_votes=(vote,))

    assert ranks(standings) == {"A": 1, "B": 2, "C": 3}
    expected = (OtherFigures("Suy tôn", moved),) if moved else ()
    assert standings.other_figures == expected
    assert {row.unit: row.on_other_figures for row in standings.rows} == {
        "A": bool(moved),
        "B": bool(moved),
        "C": False,
    }
    assert (standings.of("B").decided_by or "").endswith(POINTS_MOVED) is bool(moved)


def test_a_share_of_the_votes_on_all_is_told_of_its_own_tie_only():
    covenant = make_covenant(tiebreakers=(SHARE,))
    shares = (VoteShare("A", 7, 12), VoteShare("B", 5, 12), VoteShare("C", 1, 12))
    at = (("A", "9"), ("B", "9"), ("C", "4"))
    vote = RankingVote("Xếp hạng", shares, figures=at)

    elsewhere = ranked(covenant, TIED, vote=vote)
    here = ranked(covenant, sheets_of(A=8, B=8, C=4), vote=vote)

    assert (ranks(elsewhere), elsewhere.other_figures) == ({"A": 1, "B": 2, "C": 3}, ())
    assert here.other_figures == (
        OtherFigures("Xếp hạng", (MovedSince("A", "9", "8"), MovedSince("B", "9", "8"))),
    )


def test_what_a_vote_says_of_other_figures():
    used = OtherFigures("Suy tôn", (MovedSince("A", "83.5", "84"), MovedSince("B", "83.5", "")))
    unused = OtherFigures("Suy tôn", (MovedSince("A", "9", "10"),), is_used=False)

    assert used.words(str.lower) == (
        "điểm đã đổi từ khi mở cuộc «Suy tôn» (a 83,5 → 84; b 83,5 → chưa có điểm); "
        "hạng vẫn theo phiếu ấy"
    )
    assert unused.words() == (
        "điểm đã đổi từ khi mở cuộc «Suy tôn» (A 9 → 10); các đơn vị không còn bằng điểm nên hạng "
        "không theo phiếu ấy"
    )
    overruled = OtherFigures("Suy tôn", (), is_used=False, is_overruled=True)
    assert overruled.words() == (
        "cuộc «Suy tôn»: tiêu chí phụ của giao ước nay phân định khác nên hạng không theo phiếu ấy"
    )


def test_a_vote_whose_units_are_tied_no_more_is_named():
    vote = suy_ton("A", figures=AT_NINE, A=11, B=1)
    again = suy_ton("B", "Lần hai", (("A", "8"), ("B", "8")), A=1, B=11)

    def told(votes, **now):
        return no_longer_tied(votes, now, dict.fromkeys(now, 1))

    assert told((vote,), A="9", B="9") == ()
    assert told((vote,), A="8", B="8") == ()
    turned = no_longer_tied((vote,), {"A": "9", "B": "9"}, {"A": 2, "B": 1})
    assert turned == (OtherFigures("Suy tôn", (), is_used=False, is_overruled=True),)
    assert no_longer_tied((vote,), {"A": "9", "B": "9"}, {"A": 1, "B": 2}) == ()
    assert no_longer_tied((again, vote), {"A": "8", "B": "8"}, {"A": 2, "B": 1}) == ()
    assert told((again, vote), A="8", B="8") == ()
    assert told((vote,), A="10", B="9") == (
        OtherFigures("Suy tôn", (MovedSince("A", "9", "10"),), is_used=False),
    )
    assert [one.title for one in told((again, vote), A="10", B="8")] == ["Lần hai"]
    assert no_longer_tied((vote,), {"A": "10", "B": "9"}, {"A": 1, "B": None}) == ()


def draft(*units, seats=1, kind=VoteKind.TIE, subject=Subject.AWARD):
    """Nội dung một cuộc bỏ phiếu."""
    rules = VoteRules(
        threshold=Threshold(Fraction(1, 2), source="Quy chế"),
        kind=kind,
        seats=seats,
        most=None if kind is VoteKind.APPROVAL else 1,
    )
    candidates = tuple(Candidate(unit or "pa", unit or "Ông X", unit) for unit in units)
    return VoteDraft(title="Suy tôn", rules=rules, candidates=candidates, subject=subject)


@pytest.mark.parametrize(
    ("asked", "figures", "expected"),
    [
        (draft("A", "B"), {}, True),
        (draft("A", "B", subject=Subject.OTHER), {}, True),
        (draft("A", "B", subject=Subject.OFFICE), {}, False),
        (draft("A", ""), {}, False),
        (draft("A", "B", seats=2), {}, False),
        (draft("A", "B", seats=None), {}, False),
        (draft("A", "B", kind=VoteKind.APPROVAL), {"A": "9", "B": "9"}, True),
        (draft("A", "B", kind=VoteKind.CHOICE), {"A": "9", "B": "9"}, True),
        (draft("A", "B", kind=VoteKind.CHOICE), {"A": "9", "B": "8"}, False),
        (draft("A", "B", kind=VoteKind.CHOICE), {}, False),
        (draft("A", "B", kind=VoteKind.CHOICE), {"A": "", "B": ""}, False),
        (
            draft("A", "B", kind=VoteKind.CHOICE, subject=Subject.OTHER),
            {"A": "9", "B": "9"},
            False,
        ),
    ],
)
def test_which_vote_is_one_on_tied_units(asked, figures, expected):
    assert is_tie_vote(asked, figures) is expected


def test_the_figure_of_a_unit_is_what_it_is_compared_by():
    plain = make_covenant()
    scale = make_covenant(make_criterion("I.1"), make_criterion("I.2"))
    whole = score_unit(plain, {"I.1": scored("8.50")}, {})
    part = score_unit(scale, {"I.1": scored("8.50"), "I.2": NOT_ASSIGNED}, {})

    assert figure(plain, whole) == "8.5"
    assert figure(scale, part) == "8.5/10"
    assert figure(plain, score_unit(plain, {}, {})) == ""
    assert figures_of(plain, score_block(plain, sheets_of(A=10, B=100))) == {"A": "10", "B": "100"}
