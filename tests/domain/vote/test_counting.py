"""Kiểm phiếu: every small case against plain whole-number arithmetic, and the words of it."""

from dataclasses import replace
from fractions import Fraction
from itertools import product

from thidua.domain.vote.counting import (
    BallotCount,
    Outcome,
    Tally,
    closing_warnings,
    count_faults,
    early_warnings,
    minutes,
    outstanding_warnings,
    result_of,
    secrecy_warnings,
    tallied,
)
from thidua.domain.vote.vote import (
    Answer,
    Base,
    Candidate,
    Conduct,
    OwnUnit,
    Presence,
    RollMember,
    Subject,
    Threshold,
    VoteKind,
    VoteRules,
)

RULES = VoteRules(threshold=Threshold(Fraction(4, 5), source="Quy chế"))
A, B, C = (Candidate(code, f"Sở {code}", code) for code in "ABC")


def roll_of(present, absent=0, written=0):
    """Danh sách: units a0, a1 … of whom the last are absent, some of these with a letter."""
    there = [
        RollMember(code=f"a{place}", name="", presence=Presence.PRESENT, has_cast=True)
        for place in range(present)
    ]
    away = [
        RollMember(
            code=f"b{place}",
            name="",
            presence=Presence.ABSENT,
            confirmed_by="Thư ký" if place < written else "",
        )
        for place in range(absent)
    ]
    return [*there, *away]


def counted(valid, tallies, invalid=0, not_returned=0):
    returned = valid + invalid
    return BallotCount(
        issued=returned + not_returned,
        returned=returned,
        not_returned=not_returned,
        valid=valid,
        invalid=invalid,
        tallies=tallies,
    )


def test_the_fixture_of_twelve_members_depends_on_the_base():
    """Danh sách 12, có mặt 11, thu về 11, hợp lệ 10, đồng ý 10, ngưỡng 90 %."""
    count = counted(10, {"A": Tally(10)}, invalid=1)
    found = {}
    for base in Base:
        rules = replace(RULES, threshold=Threshold(Fraction(9, 10), base, "x"))
        (one,) = result_of(rules, [A], roll_of(11, 1), count, {}).candidates
        found[base] = (one.base, one.needed, one.missing, one.outcome)

    assert found == {
        Base.MEMBERS: (12, 11, 1, Outcome.SHORT),
        Base.PRESENT: (11, 10, 0, Outcome.PASSED),
        Base.ISSUED: (11, 10, 0, Outcome.PASSED),
        Base.VALID: (10, 9, 0, Outcome.PASSED),
    }


def test_every_small_count_passes_just_when_the_whole_numbers_say_so():
    wrong = []
    shares = [Fraction(1, 2), Fraction(2, 3), Fraction(4, 5), Fraction(9, 10), Fraction(1)]
    cases = product(shares, Base, (False, True), range(6), range(4), range(4), range(3))
    for share, base, above, agree, against, invalid, absent in cases:
        if above and share == 1:
            continue
        valid = agree + against
        for written in range(absent + 1):
            count = counted(valid, {"A": Tally(agree, against)}, invalid, not_returned=1)
            roll = roll_of(valid + invalid + 1, absent, written)
            rules = replace(RULES, threshold=Threshold(share, base, "x", above))
            letters = {"A": Tally(written)}
            (one,) = result_of(rules, [A], roll, count, letters).candidates
            whole = {
                Base.MEMBERS: valid + invalid + 1 + absent,
                Base.PRESENT: valid + invalid + 1,
                Base.ISSUED: valid + invalid + 1,
                Base.VALID: valid,
            }[base]
            votes = agree + (written if base is Base.MEMBERS else 0)
            left, right = votes * share.denominator, share.numerator * whole
            ought = votes > 0 and (left > right if above else left >= right)
            if (one.has_passed, one.votes, one.base) != (ought, votes, whole):
                wrong.append((share, base, above, agree, against, invalid, absent, written))
            if ought is bool(one.missing):
                wrong.append(("còn thiếu", share, base, agree, one.missing))

    assert wrong == []


def test_missing_votes_are_just_those_that_would_be_enough():
    for share, agree, members in product(
        (Fraction(1, 2), Fraction(4, 5), Fraction(9, 10)), range(8), range(8, 13)
    ):
        rules = replace(RULES, threshold=Threshold(share, source="x"))

        def missing(votes, rules=rules, members=members):
            count = counted(votes, {"A": Tally(votes)})
            (one,) = result_of(rules, [A], roll_of(members), count, {}).candidates
            return one.missing

        lack = missing(agree)
        assert missing(agree + lack) == 0
        if lack:
            assert missing(agree + lack - 1) == 1


def test_seats_are_filled_by_the_rule_and_a_tie_at_the_last_stays_one():
    """Mọi số phiếu của ba phương án: nobody is cut where others have as many votes."""
    wrong = []
    for votes, seats, least in product(product(range(5), repeat=3), (None, 1, 2, 3), (1, 2, 3, 4)):
        rules = replace(
            RULES,
            kind=VoteKind.CHOICE,
            most=3,
            seats=seats,
            threshold=Threshold(Fraction(least, 4), Base.VALID, "x"),
        )
        tallies = {code: Tally(agree, 4 - agree) for code, agree in zip("ABC", votes, strict=True)}
        found = result_of(rules, [A, B, C], roll_of(4), counted(4, tallies), {})
        enough = [agree for agree in votes if agree >= least]
        for one, agree in zip(found.candidates, votes, strict=True):
            before = sum(other > agree for other in enough)
            same = sum(other == agree for other in enough)
            if agree < least:
                ought = Outcome.SHORT
            elif seats is None or before + same <= seats:
                ought = Outcome.PASSED
            else:
                ought = Outcome.TIED if before < seats else Outcome.NO_SEAT
            if one.outcome is not ought:
                wrong.append((votes, seats, least, one.candidate.code, one.outcome, ought))
        if seats is not None and len(found.passed) > seats:
            wrong.append((votes, seats, least, found.passed))

    assert wrong == []


def test_most_votes_alone_elect_nobody():
    rules = replace(RULES, kind=VoteKind.CHOICE, most=1, seats=1)
    tallies = {"A": Tally(5, 4), "B": Tally(4, 5)}

    found = result_of(rules, [A, B], roll_of(9), counted(9, tallies), {})

    assert [(one.outcome, one.missing) for one in found.candidates] == [
        (Outcome.SHORT, 3),
        (Outcome.SHORT, 4),
    ]


def test_without_the_quorum_nothing_is_valid():
    for present, members in product(range(10), range(1, 10)):
        if present > members:
            continue
        rules = replace(RULES, quorum=Fraction(2, 3), threshold=Threshold(Fraction(1, 2)))
        count = counted(present, {"A": Tally(present)})
        found = result_of(rules, [A], roll_of(present, members - present), count, {})

        enough = 3 * present >= 2 * members
        assert found.has_quorum is enough
        assert (found.candidates[0].outcome is Outcome.NO_QUORUM) is not enough


def test_the_own_unit_leaves_the_base_where_the_rules_say_so():
    roll = [
        RollMember(code="A", name="", unit="A", presence=Presence.PRESENT, has_cast=True),
        RollMember(code="B", name="", unit="B", presence=Presence.ABSENT),
        *roll_of(3),
    ]
    count = counted(4, {"A": Tally(3, barred=1), "B": Tally(4)})
    found = {}
    for base in Base:
        rules = replace(
            RULES,
            own_unit=OwnUnit.OUT_OF_BASE,
            threshold=Threshold(Fraction(1, 2), base, "x"),
        )
        result = result_of(rules, [A, B], roll, count, {})
        found[base] = [one.base for one in result.candidates]

    assert found == {
        Base.MEMBERS: [4, 4],
        Base.PRESENT: [3, 4],
        Base.ISSUED: [3, 4],
        Base.VALID: [3, 4],
    }


def test_the_sums_of_every_small_count_are_checked():
    wrong = []
    for numbers in product(range(3), repeat=5):
        issued, returned, not_returned, valid, invalid = numbers
        for agree, against in product(range(3), repeat=2):
            count = BallotCount(
                issued=issued,
                returned=returned,
                not_returned=not_returned,
                valid=valid,
                invalid=invalid,
                tallies={"A": Tally(agree, against)},
            )
            ought = (
                issued <= 2
                and issued == returned + not_returned
                and returned == valid + invalid
                and agree + against == valid
            )
            if (count_faults(RULES, [A], 2, count) == ()) is not ought:
                wrong.append((numbers, agree, against))

    assert wrong == []


def test_a_count_names_what_does_not_fit():
    choice = replace(RULES, kind=VoteKind.CHOICE, most=1)
    tallies = {"A": Tally(2), "B": Tally(1, 1), "X": Tally()}

    assert count_faults(
        choice,
        [A, B],
        1,
        BallotCount(issued=2, returned=2, not_returned=0, valid=2, invalid=0, tallies=tallies),
    ) == (
        "Phát ra 2 phiếu nhưng mới điểm danh 1 người có mặt.",
        "Có số phiếu của một phương án không có trong lá phiếu.",
        "Có 3 lượt chọn, nhiều hơn 1 × 2 phiếu hợp lệ.",
    )
    below = BallotCount(
        issued=0, returned=-1, not_returned=1, valid=-1, invalid=0, tallies={"A": Tally(-1)}
    )
    assert count_faults(RULES, [A], 1, below) == ("Số phiếu không được âm.",)


def test_answers_are_added_up_in_any_order():
    answers = [("A", Answer.AGREE), ("B", Answer.ABSTAIN), ("A", Answer.DISAGREE)] * 2

    expected = {"A": Tally(2, 2, 0, 1), "B": Tally(0, 0, 2)}
    assert tallied([A, B], answers, {"A": 1}) == expected
    assert tallied([A, B], answers[::-1], {"A": 1}) == expected


def test_warnings_where_a_ballot_cannot_stay_secret():
    assert [len(early_warnings(RULES, voters)) for voters in range(1, 5)] == [1, 1, 0, 0]
    assert early_warnings(replace(RULES, conduct=Conduct.PAPER), 1) == ()
    assert [len(outstanding_warnings(9 - left, 9)) for left in range(5)] == [0, 1, 1, 0, 0]

    def after(*tallies, present=9, absent=0, written=0):
        named = dict(zip("ABC", tallies, strict=False))
        valid = tallies[0].total
        roll = roll_of(present, absent, written)
        return secrecy_warnings(
            result_of(RULES, [A, B][: len(named)], roll, counted(valid, named), {})
        )

    assert after(Tally(8, 1), Tally(1, 8)) == ()
    assert after(Tally(9), Tally(8, 1)) == (
        "Mọi phiếu giống nhau ở: Sở A; ai cũng biết mọi người đã bỏ thế nào.",
    )
    assert after(Tally(8, 0, 0, 1)) == (
        "Mọi phiếu giống nhau ở: Sở A; ai cũng biết mọi người đã bỏ thế nào.",
    )
    assert after(Tally(1), present=1) == ("Chỉ có một người bỏ phiếu nên phiếu không thể kín.",)
    assert after(Tally(8, 1), absent=1, written=1) == (
        "Ý kiến bằng văn bản có tên người gửi nên không kín.",
    )


def test_before_closing_everybody_is_told_of_whose_vote_would_be_missing():
    there = RollMember(code="a", name="", presence=Presence.PRESENT)
    roll = [
        there,
        replace(there, has_cast=True),
        RollMember(code="b", name=""),
        RollMember(code="c", name="", presence=Presence.ABSENT),
        RollMember(code="d", name="", presence=Presence.ABSENT, written_by="Thư ký"),
    ]
    unmarked = "Còn 1 người chưa điểm danh; đóng bây giờ thì họ tính là vắng mặt."
    not_cast = "Còn 1 người có mặt chưa bỏ phiếu; đóng bây giờ thì phiếu ấy không có."
    silent = (
        "Còn 1 người vắng chưa có ý kiến bằng văn bản; đóng bây giờ thì họ vẫn tính vào "
        "căn cứ tính tỷ lệ mà không có phiếu."
    )
    on_paper = replace(RULES, conduct=Conduct.PAPER)
    in_the_room = replace(RULES, threshold=Threshold(Fraction(1, 2), Base.VALID, "Quy chế"))

    assert closing_warnings(RULES, roll) == (unmarked, not_cast, silent)
    assert closing_warnings(on_paper, roll) == (unmarked, silent)
    assert closing_warnings(in_the_room, roll) == (unmarked, not_cast)
    assert closing_warnings(RULES, [roll[1], roll[4]]) == ()


def test_the_text_to_read_aloud_has_every_figure():
    rules = replace(
        RULES,
        kind=VoteKind.CHOICE,
        most=1,
        seats=1,
        threshold=Threshold(Fraction(1, 2), Base.VALID, "Quy chế khối", above=True),
    )
    tallies = {"A": Tally(4, 2), "B": Tally(2, 4)}
    count = counted(6, tallies, invalid=1, not_returned=1)

    found = minutes(
        "Bầu khối trưởng",
        Subject.OFFICE,
        result_of(rules, [A, B], roll_of(8, 1, 1), count, tallies),
    )

    assert found == (
        "Bầu khối trưởng.",
        "Tổng số thành viên 9; có mặt 8, vắng 1, trong đó 1 gửi ý kiến bằng văn bản.",
        "Phát ra 8 phiếu; thu về 7, không thu về 1; hợp lệ 6, không hợp lệ 1.",
        "Ngưỡng thông qua: trên 50 % số phiếu hợp lệ (Quy chế khối).",
        "Sở A: 4 phiếu chọn; bằng văn bản: 4 chọn, 2 không chọn, không tính vào kết quả. "
        "Cộng 4 trên số phiếu hợp lệ 6, bằng 66,67 %; cần 4: đạt.",
        "Sở B: 2 phiếu chọn; bằng văn bản: 2 chọn, 4 không chọn, không tính vào kết quả. "
        "Cộng 2 trên số phiếu hợp lệ 6, bằng 33,33 %; cần 4: không đạt, còn thiếu 2 phiếu.",
        "Trúng cử: Sở A.",
    )


def test_nobody_passing_is_said_too():
    found = result_of(RULES, [A], roll_of(3), counted(3, {"A": Tally(1, 1, 1)}), {})

    assert [minutes("", subject, found)[-1] for subject in Subject] == [
        "Không phương án nào được thông qua.",
        "Chưa đơn vị nào trúng cử, cần bầu lại.",
        "Không phương án nào được thông qua.",
        "Không sáng kiến nào được công nhận.",
        "Không đơn vị nào đạt ngưỡng phiếu.",
        "Không phương án nào được thông qua.",
    ]
    assert minutes("Cờ", Subject.AWARD, found)[-2:] == (
        "Sở A: 1 phiếu đồng ý (1 không đồng ý, 1 không ý kiến). Cộng 1 trên tổng số thành viên 3, "
        "bằng 33,33 %; cần 3: không đạt, còn thiếu 2 phiếu.",
        "Không phương án nào được thông qua.",
    )
