"""Phiếu giấy trong phòng: counted as one with the ballots on the screen, so that none is apart.

The totals of the paper ballots become slips like those of the screen, which nobody can tell from
them. Who counts paper knows its part and so the rest as a sum: hence each part must be of several.
"""

from collections.abc import Mapping, Sequence

from thidua.domain.vote.counting import (
    COUNT_WORDS,
    BallotCount,
    Tally,
    count_faults,
    counted_answers,
    tallied,
    whole_tally,
)
from thidua.domain.vote.vote import (
    Answer,
    Candidate,
    OwnUnit,
    Paper,
    Presence,
    RollMember,
    VoteKind,
    VoteRules,
    barred_from,
    turn_out,
)

FEWEST = 3
"""Ít nhất bao nhiêu phiếu mỗi bên: of fewer, who counts paper would know who cast what."""

SECRECY = (
    "Phiếu giấy và phiếu trên phần mềm vào chung một kết quả, không nơi nào giữ riêng phần giấy. "
    "Hai người đếm biết phần giấy nên suy ra được tổng của phần kia, không suy ra được phiếu của "
    f"ai; vì vậy mỗi bên phải có phiếu của ít nhất {FEWEST} người, không kể người đếm."
)

OWN_SECRECY = (
    "Thể lệ không tính phiếu của đơn vị mình, nên khi có phiếu giấy không hợp lệ thì số phiếu của "
    "từng đơn vị có thể cho biết phiếu ấy có phải của đơn vị đó không"
)
"""Điều phần mềm không giấu được where nobody votes on their own unit."""


def papers_out(roll: Sequence[RollMember]) -> tuple[int, int]:
    """Số phiếu giấy đã phát, and how many of them lie in the box."""
    return (
        sum(one.paper is not Paper.NONE for one in roll),
        sum(one.paper is Paper.IN_BOX for one in roll),
    )


def _hands(roll: Sequence[RollMember], among: Sequence[RollMember], tellers: frozenset[str]) -> int:
    """Bao nhiêu người bỏ các phiếu này, beside the tellers, who know their own and take it off.

    A delegate is one person however many ballots they cast; so are those who share a sign-in name.
    """
    by_code = {one.code: one for one in roll}
    people: list[set[tuple[str, str]]] = []
    for one in among:
        who = by_code.get(one.delegate, one) if one.presence is Presence.DELEGATED else one
        mine = {("", who.code), *(("login", login) for login in who.voters)}
        same = [other for other in people if other & mine]
        people = [other for other in people if not other & mine] + [mine.union(*same)]
    own = {("login", login) for login in tellers}
    return sum(not one & own for one in people)


def sides_fault(
    roll: Sequence[RollMember], papers: Sequence[RollMember], tellers: frozenset[str]
) -> str:
    """Vì sao không chia phiếu như vậy được: so few people on one side; empty where it is well."""
    left = [one for one in roll if one.is_there and one not in papers]
    if _hands(roll, papers, tellers) < FEWEST:
        return (
            f"Phát phiếu giấy cho ít nhất {FEWEST} người một lượt, {_NOT_COUNTED}; ít hơn thì "
            "người đếm biết ai đã bỏ thế nào."
        )
    on_screen = _hands(roll, left, tellers)
    if left and on_screen < FEWEST:
        return (
            f"Phát như vậy thì chỉ còn {on_screen} người bỏ phiếu trên phần mềm, {_NOT_COUNTED}; "
            f"người đếm phiếu giấy suy ra được phiếu của họ; hãy để lại ít nhất {FEWEST} người, "
            "hoặc phát phiếu giấy cho mọi người."
        )
    return ""


_NOT_COUNTED = "không kể người đếm, người bỏ nhiều lá tính một"


def hand_out_fault(
    rules: VoteRules,
    roll: Sequence[RollMember],
    given: frozenset[str],
    tellers: frozenset[str] = frozenset(),
) -> str:
    """Vì sao không phát phiếu giấy cho những người này; empty where it may be done."""
    present = {one.code for one in roll if one.presence is Presence.PRESENT}
    for one in roll:
        if one.code not in given:
            continue
        if one.paper is not Paper.NONE:
            return f"{one.name} đã được phát phiếu giấy."
        if one.has_cast:
            return f"{one.name} đã bỏ phiếu trên phần mềm nên không phát phiếu giấy nữa."
        if not one.is_there:
            return f"{one.name} chưa được điểm danh có mặt nên chưa phát phiếu giấy được."
        is_delegated = one.presence is Presence.DELEGATED
        if is_delegated and not (rules.allows_delegation and one.delegate in present):
            return (
                f"{one.name} đã ủy quyền mà người được ủy quyền chưa được điểm danh có mặt nên "
                "chưa phát phiếu giấy được."
            )
    papers = [one for one in roll if one.code in given or one.paper is not Paper.NONE]
    return sides_fault(roll, papers, tellers)


def counting_fault(roll: Sequence[RollMember], tellers: frozenset[str] = frozenset()) -> str:
    """Vì sao chưa đếm phiếu giấy được: so few that who counts knows who cast what."""
    inside = [one for one in roll if one.paper is Paper.IN_BOX]
    if not inside or _hands(roll, inside, tellers) >= FEWEST:
        return ""
    return (
        f"Hòm phiếu giấy mới có phiếu của {_hands(roll, inside, tellers)} người, {_NOT_COUNTED}; "
        f"đếm bây giờ thì biết ai đã bỏ thế nào. Hãy chờ đủ {FEWEST} người, hoặc lấy phiếu ra, bỏ "
        "dấu đã vào hòm và hủy phiếu giấy để họ bỏ trên phần mềm."
    )


def closing_fault(roll: Sequence[RollMember], tellers: frozenset[str] = frozenset()) -> str:
    """Vì sao chưa kiểm chung được: so few on one side; empty where it may be done."""
    fault = counting_fault(roll, tellers)
    if fault or not papers_out(roll)[1]:
        return fault
    on_screen = [one for one in roll if one.has_cast and one.paper is Paper.NONE]
    hands = _hands(roll, on_screen, tellers)
    if on_screen and hands < FEWEST:
        return (
            f"Mới có phiếu của {hands} người trên phần mềm, {_NOT_COUNTED}; người đếm phiếu giấy "
            f"suy ra được phiếu của họ. Hãy chờ đủ {FEWEST} người, hoặc làm lại cuộc bỏ phiếu."
        )
    return ""


def paper_count(
    rules: VoteRules,
    roll: Sequence[RollMember],
    *,
    returned: int,
    valid: int,
    invalid: int,
    numbers: Mapping[str, Sequence[int]],
) -> BallotCount:
    """Một lần đếm phiếu giấy: what a teller counted, beside what the roll says was given out."""
    given, in_box = papers_out(roll)
    return BallotCount(
        issued=given,
        returned=returned,
        not_returned=given - in_box,
        valid=valid,
        invalid=invalid,
        tallies={code: whole_tally(rules, row, valid) for code, row in numbers.items()},
    )


def room_faults(
    rules: VoteRules,
    candidates: Sequence[Candidate],
    roll: Sequence[RollMember],
    count: BallotCount,
) -> tuple[str, ...]:
    """Chỗ một lần đếm không khớp: with the roll first, then within itself."""
    given, in_box = papers_out(roll)
    if count.returned != in_box:
        return (
            f"Đã phát {given} phiếu giấy, {given - in_box} chưa vào hòm, nên trong hòm phải có "
            f"{in_box} phiếu; bạn đếm được {count.returned}. Hãy đếm lại, hoặc báo người điều hành "
            "sửa dấu đã vào hòm.",
        )
    faults = count_faults(rules, candidates, given, count)
    return faults or _own_faults(rules, candidates, roll, count)


def own_papers(rules: VoteRules, roll: Sequence[RollMember], candidate: Candidate) -> int:
    """Số phiếu giấy trong hòm của chính đơn vị ấy, whose row for it is no opinion."""
    return sum(one.paper is Paper.IN_BOX and barred_from(rules, one, candidate) for one in roll)


def _own_faults(
    rules: VoteRules,
    candidates: Sequence[Candidate],
    roll: Sequence[RollMember],
    count: BallotCount,
) -> tuple[str, ...]:
    """Chỗ đơn vị mình được bỏ phiếu trên giấy: more opinions than papers of other units."""
    found = []
    for one in candidates:
        own = own_papers(rules, roll, one)
        tally = count.tallies.get(one.code, Tally())
        is_approval = rules.kind is VoteKind.APPROVAL
        said = tally.agree + (tally.disagree if is_approval else 0)
        most = count.valid - max(0, own - count.invalid)
        if said > most:
            found.append(
                f"{one.text}: trong hòm có {own} phiếu của chính đơn vị này, dòng ấy không tính, "
                f"nên nhiều nhất {most} phiếu có ý kiến; bạn đếm được {said}. Ý kiến thừa là của "
                f"đơn vị ấy: bớt ở «{rules.answer_words(Answer.AGREE)}» trước."
            )
    return tuple(found)


def differing(
    rules: VoteRules, candidates: Sequence[Candidate], one: BallotCount, other: BallotCount
) -> tuple[str, ...]:
    """Chỗ hai lần đếm khác nhau, by the numbers' own marks and never their values.

    So the next two counts stay as independent as the first. See `differing_words`.
    """
    found = [name for name in _COMPARED if getattr(one, name) != getattr(other, name)]
    for candidate in candidates:
        left, right = (each.tallies.get(candidate.code, Tally()) for each in (one, other))
        found += [
            f"{candidate.code}{_BETWEEN}{answer.value}"
            for answer in counted_answers(rules)
            if getattr(left, answer.value) != getattr(right, answer.value)
        ]
    return tuple(found)


_COMPARED = ("returned", "valid", "invalid")
_BETWEEN = ":"


def differing_words(
    rules: VoteRules, candidates: Sequence[Candidate], marks: Sequence[str]
) -> tuple[str, ...]:
    """Chỗ hai lần đếm khác nhau bằng lời, a candidate at a time."""
    found = [COUNT_WORDS[name] for name in _COMPARED if name in marks]
    for one in candidates:
        lines = [
            rules.answer_words(answer)
            for answer in counted_answers(rules)
            if f"{one.code}{_BETWEEN}{answer.value}" in marks
        ]
        if lines:
            found.append(f"{one.text}: {', '.join(lines)}")
    return tuple(found)


def settled(
    rules: VoteRules,
    candidates: Sequence[Candidate],
    roll: Sequence[RollMember],
    count: BallotCount,
) -> BallotCount:
    """Lần đếm đã thống nhất, with the rows of the own unit told as on the screen.

    On paper such a row is left empty and counted with those who say nothing.
    """
    tallies = {}
    for one in candidates:
        tally = count.tallies.get(one.code, Tally())
        own = own_papers(rules, roll, one)
        if rules.kind is VoteKind.APPROVAL:
            own = min(own, tally.abstain)
            tallies[one.code] = Tally(tally.agree, tally.disagree, tally.abstain - own, own)
        else:
            own = min(own, tally.disagree)
            tallies[one.code] = Tally(tally.agree, tally.disagree - own, tally.abstain, own)
    return BallotCount(
        issued=count.issued,
        returned=count.returned,
        not_returned=count.not_returned,
        valid=count.valid,
        invalid=count.invalid,
        tallies=tallies,
    )


def answers_in(count: BallotCount) -> list[tuple[str, Answer]]:
    """Ý kiến trong các phiếu giấy, one by one, as the slips of the screen are."""
    return [
        (code, answer)
        for code, tally in count.tallies.items()
        for answer in Answer
        for _ in range(getattr(tally, answer.value))
    ]


def joint_count(
    rules: VoteRules,
    candidates: Sequence[Candidate],
    roll: Sequence[RollMember],
    answers: Sequence[tuple[str, Answer]],
    invalid: int,
) -> BallotCount:
    """Số phiếu chung, of all slips together; where they come from is nowhere in it."""
    cast, there = turn_out(roll)
    valid = cast - invalid
    tallies = tallied(candidates, answers, {})
    if rules.own_unit is not OwnUnit.CAST:
        tallies = {
            code: Tally(one.agree, one.disagree, one.abstain, max(0, valid - one.total))
            for code, one in tallies.items()
        }
    return BallotCount(
        issued=there,
        returned=cast,
        not_returned=there - cast,
        valid=valid,
        invalid=invalid,
        tallies=tallies,
    )


def hands_words(tellers: tuple[str, str], recounts: int) -> str:
    """Ai đã kiểm phiếu giấy: twice, each alone, and after how many recounts both agreed."""
    again = "ngay lần đầu" if not recounts else f"sau {recounts} lần đếm lại"
    return (
        f"Phiếu giấy do {tellers[0]} và {tellers[1]} đếm hai lần độc lập, hai lần khớp nhau "
        f"{again}; kiểm chung với phiếu trên phần mềm, không ghi riêng."
    )
