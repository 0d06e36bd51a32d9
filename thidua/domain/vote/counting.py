"""Kiểm phiếu: sums that must agree, who passed by the rule, and the figures of the minutes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from itertools import groupby
from types import MappingProxyType

from thidua.domain.ground.points import share_ceiling, vi_number
from thidua.domain.vote.vote import (
    BASE_WORDS,
    Answer,
    Base,
    Candidate,
    Conduct,
    OwnUnit,
    Paper,
    Presence,
    RollMember,
    Subject,
    VoteKind,
    VoteRules,
    barred_from,
    share_words,
)

_FEW = 3
"""Ít người: with fewer than this it can be worked out who cast what."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Số ý kiến với một phương án; `barred` are ballots that may not speak of it."""

    agree: int = 0
    disagree: int = 0
    abstain: int = 0
    barred: int = 0

    @property
    def total(self) -> int:
        """Cộng: as many as there are valid ballots."""
        return self.agree + self.disagree + self.abstain + self.barred


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotCount:
    """Số phiếu: issued, returned or not, valid or not, and what the valid ones say."""

    issued: int
    returned: int
    not_returned: int
    valid: int
    invalid: int
    tallies: Mapping[str, Tally] = field(default_factory=dict)


COUNT_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "issued": "Phát ra",
        "returned": "Thu về",
        "not_returned": "Không thu về",
        "valid": "Hợp lệ",
        "invalid": "Không hợp lệ",
    }
)
"""Các số chung của một lần kiểm phiếu, by the field that holds them."""


def counted_answers(rules: VoteRules) -> tuple[Answer, ...]:
    """Ý kiến phải đếm ở mỗi phương án; where some are chosen only how often each was."""
    return tuple(Answer) if rules.kind is VoteKind.APPROVAL else (Answer.AGREE,)


def whole_tally(rules: VoteRules, numbers: Sequence[int], valid: int) -> Tally:
    """Số ý kiến từ các số đã đếm; who did not choose a candidate is against it."""
    if rules.kind is VoteKind.APPROVAL:
        return Tally(*numbers)
    return Tally(numbers[0], valid - numbers[0])


@dataclass(frozen=True, slots=True)
class CountFault:
    """Chỗ số phiếu không khớp: `of` is the code of the candidate, or which number of the count."""

    of: str
    said: str


def count_faults(
    rules: VoteRules, candidates: Sequence[Candidate], present: int, count: BallotCount
) -> tuple[str, ...]:
    """Chỗ số phiếu không khớp, each with its equation; `present` may have been given a ballot."""
    return tuple(one.said for one in placed_faults(rules, candidates, present, count))


def placed_faults(
    rules: VoteRules, candidates: Sequence[Candidate], present: int, count: BallotCount
) -> tuple[CountFault, ...]:
    """Chỗ số phiếu không khớp, each with the number that it is about."""
    found: list[CountFault] = []

    def add(of: str, said: str) -> None:
        found.append(CountFault(of, said))

    whole = [count.issued, count.returned, count.not_returned, count.valid, count.invalid]
    whole += [
        number
        for one in count.tallies.values()
        for number in (one.agree, one.disagree, one.abstain, one.barred)
    ]
    if min(whole) < 0:
        add("issued", "Số phiếu không được âm.")
    if count.issued > present:
        add(
            "issued",
            f"Phát ra {count.issued} phiếu nhưng mới điểm danh {present} người có mặt.",
        )
    if count.issued != count.returned + count.not_returned:
        add(
            "issued",
            f"Phát ra {count.issued} ≠ thu về {count.returned} + không thu về "
            f"{count.not_returned}.",
        )
    if count.returned != count.valid + count.invalid:
        add(
            "returned",
            f"Thu về {count.returned} ≠ hợp lệ {count.valid} + không hợp lệ {count.invalid}.",
        )
    for one in candidates:
        tally = count.tallies.get(one.code, Tally())
        if tally.total != count.valid:
            add(one.code, f"{one.text}: {_equation(rules, tally)} ≠ hợp lệ {count.valid}.")
    if set(count.tallies) - {one.code for one in candidates}:
        add("valid", "Có số phiếu của một phương án không có trong lá phiếu.")
    chosen = sum(one.agree for one in count.tallies.values())
    if rules.most is not None and chosen > rules.most * count.valid:
        add(
            "valid",
            f"Có {chosen} lượt chọn, nhiều hơn {rules.most} × {count.valid} phiếu hợp lệ.",
        )
    return tuple(found)


def _equation(rules: VoteRules, tally: Tally) -> str:
    said = [
        f"{rules.answer_words(answer)} {number}"
        for answer, number in zip(Answer, (tally.agree, tally.disagree, tally.abstain), strict=True)
        if answer in rules.answers or number
    ]
    if tally.barred:
        said.append(f"{rules.barred_words.lower()} {tally.barred}")
    return " + ".join(said)


class Outcome(StrEnum):
    """Kết quả của một phương án, by the rule: the order of votes alone never decides it."""

    PASSED = "passed"
    SHORT = "short"
    TIED = "tied"
    NO_SEAT = "no_seat"
    NO_QUORUM = "no_quorum"


OUTCOME_WORDS = {
    Outcome.PASSED: "đạt",
    Outcome.SHORT: "không đạt",
    Outcome.TIED: "bằng phiếu ở suất cuối, cần bỏ phiếu lại",
    Outcome.NO_SEAT: "đủ phiếu nhưng hết suất",
    Outcome.NO_QUORUM: "chưa có giá trị vì thiếu người dự",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateResult:
    """Kết quả với một phương án: its votes in the room and in writing, and the rule put in numbers.

    `votes` are those that count against `needed`, a share of `base`.
    """

    candidate: Candidate
    tally: Tally
    written: Tally
    votes: int
    base: int
    needed: int
    outcome: Outcome

    @property
    def missing(self) -> int:
        """Còn thiếu bao nhiêu phiếu; 0 when there are enough."""
        return max(0, self.needed - self.votes)

    @property
    def has_passed(self) -> bool:
        """Đã được thông qua."""
        return self.outcome is Outcome.PASSED


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteResult:
    """Kết quả bỏ phiếu: the figures of the minutes, and each candidate's outcome.

    `written` is how many absent members answered in writing; `quorum` how many had to be there.
    """

    rules: VoteRules
    members: int
    present: int
    written: int
    quorum: int
    count: BallotCount
    candidates: tuple[CandidateResult, ...]

    @property
    def has_quorum(self) -> bool:
        """Đủ người dự."""
        return self.present >= self.quorum

    @property
    def passed(self) -> tuple[Candidate, ...]:
        """Các phương án được thông qua, in the order of the ballot."""
        return tuple(one.candidate for one in self.candidates if one.has_passed)


def result_of(
    rules: VoteRules,
    candidates: Sequence[Candidate],
    roll: Sequence[RollMember],
    count: BallotCount,
    written: Mapping[str, Tally],
) -> VoteResult:
    """Tính kết quả of a count whose sums agree; `written` are the answers of absent members."""
    present = sum(one.is_there for one in roll)
    quorum = 0 if rules.quorum is None else share_ceiling(rules.quorum, len(roll))
    rows = []
    for one in candidates:
        tally, by_letter = count.tallies.get(one.code, Tally()), written.get(one.code, Tally())
        base = _base(rules, one, roll, count, tally)
        counts_letters = rules.threshold.base is Base.MEMBERS
        votes = tally.agree + (by_letter.agree if counts_letters else 0)
        rows.append((one, tally, by_letter, votes, base, rules.threshold.needed(base)))
    outcomes = _outcomes(
        {one.code: (votes, needed) for one, _, _, votes, _, needed in rows},
        rules.seats,
        has_quorum=present >= quorum,
    )
    return VoteResult(
        rules=rules,
        members=len(roll),
        present=present,
        written=sum(one.has_written for one in roll),
        quorum=quorum,
        count=count,
        candidates=tuple(
            CandidateResult(
                candidate=candidate,
                tally=tally,
                written=by_letter,
                votes=votes,
                base=base,
                needed=needed,
                outcome=outcomes[candidate.code],
            )
            for candidate, tally, by_letter, votes, base, needed in rows
        ),
    )


def _base(
    rules: VoteRules,
    candidate: Candidate,
    roll: Sequence[RollMember],
    count: BallotCount,
    tally: Tally,
) -> int:
    base = rules.threshold.base
    whole = {
        Base.MEMBERS: len(roll),
        Base.PRESENT: sum(one.is_there for one in roll),
        Base.ISSUED: count.issued,
        Base.VALID: count.valid,
    }[base]
    if rules.own_unit is not OwnUnit.OUT_OF_BASE:
        return whole
    own = [one for one in roll if barred_from(rules, one, candidate)]
    if base is Base.MEMBERS:
        return whole - len(own)
    if base is Base.VALID:
        return whole - tally.barred
    return whole - sum(one.is_there for one in own)


def _outcomes(
    reached: Mapping[str, tuple[int, int]], seats: int | None, *, has_quorum: bool
) -> dict[str, Outcome]:
    """Kết quả từng phương án from its votes and those it needs."""
    if not has_quorum:
        return dict.fromkeys(reached, Outcome.NO_QUORUM)
    found = {
        code: Outcome.PASSED if votes >= needed else Outcome.SHORT
        for code, (votes, needed) in reached.items()
    }
    if seats is None:
        return found
    enough = sorted(
        (code for code, outcome in found.items() if outcome is Outcome.PASSED),
        key=lambda code: -reached[code][0],
    )
    free = seats
    for _, same in groupby(enough, key=lambda code: reached[code][0]):
        group = list(same)
        if len(group) > free:
            found |= dict.fromkeys(group, Outcome.TIED if free else Outcome.NO_SEAT)
            free = 0
        else:
            free -= len(group)
    return found


def tallied(
    candidates: Sequence[Candidate],
    answers: Sequence[tuple[str, Answer]],
    barred: Mapping[str, int],
) -> dict[str, Tally]:
    """Cộng ý kiến theo phương án, from answers in any order."""
    numbers = {one.code: dict.fromkeys(Answer, 0) for one in candidates}
    for code, answer in answers:
        numbers[code][answer] += 1
    return {
        code: Tally(of[Answer.AGREE], of[Answer.DISAGREE], of[Answer.ABSTAIN], barred.get(code, 0))
        for code, of in numbers.items()
    }


def early_warnings(rules: VoteRules, voters: int) -> tuple[str, ...]:
    """Cảnh báo trước khi bỏ phiếu: so few voters that a ballot cannot stay secret."""
    if rules.conduct is Conduct.PAPER or voters >= _FEW:
        return ()
    if voters == 1:
        return ("Chỉ có một người bỏ phiếu nên phiếu không thể kín.",)
    return (f"Chỉ có {voters} người bỏ phiếu nên mỗi người suy ra được phiếu của người kia.",)


def outstanding_warnings(cast: int, there: int) -> tuple[str, ...]:
    """Cảnh báo trong lúc bỏ phiếu: so few are left that their names are better not shown."""
    left = there - cast
    if 0 < left < _FEW:
        return (f"Chỉ còn {left} người chưa bỏ phiếu; đừng chiếu danh sách người còn thiếu.",)
    return ()


def closing_warnings(rules: VoteRules, roll: Sequence[RollMember]) -> tuple[str, ...]:
    """Cảnh báo trước khi đóng: whose vote would be missing from a count that is never undone."""
    found = []
    unmarked = sum(one.presence is Presence.UNMARKED for one in roll)
    if unmarked:
        found.append(f"Còn {unmarked} người chưa điểm danh; đóng bây giờ thì họ tính là vắng mặt.")
    out = sum(one.paper is Paper.GIVEN for one in roll)
    if out:
        found.append(f"Còn {out} phiếu giấy chưa vào hòm; đóng bây giờ thì tính là không thu về.")
    left = sum(one.is_there and not one.has_cast for one in roll) - out
    if left and rules.conduct is Conduct.ELECTRONIC:
        found.append(f"Còn {left} người có mặt chưa bỏ phiếu; đóng bây giờ thì phiếu ấy không có.")
    silent = sum(one.presence is Presence.ABSENT and not one.written_by for one in roll)
    if silent and rules.threshold.base is Base.MEMBERS:
        found.append(
            f"Còn {silent} người vắng chưa có ý kiến bằng văn bản; đóng bây giờ thì họ vẫn tính "
            "vào căn cứ tính tỷ lệ mà không có phiếu."
        )
    return tuple(found)


FEWEST_TO_TELL = 3
"""Ít nhất bao nhiêu phiếu hợp lệ thì văn bản nêu số phiếu từng phương án."""


def tells_ballots(result: VoteResult) -> bool:
    """Quá ít phiếu hợp lệ: the figures would tell what each of them said."""
    return result.count.valid < FEWEST_TO_TELL


def secrecy_warnings(result: VoteResult) -> tuple[str, ...]:
    """Cảnh báo sau khi kiểm phiếu: where the figures alone tell what everybody cast."""
    found = list(early_warnings(result.rules, result.count.valid) if result.count.valid else ())
    same = [
        one.candidate.text
        for one in result.candidates
        if result.count.valid > 1
        and max(one.tally.agree, one.tally.disagree, one.tally.abstain)
        == one.tally.total - one.tally.barred
        and one.tally.total > one.tally.barred
    ]
    if same:
        found.append(
            f"Mọi phiếu giống nhau ở: {', '.join(same)}; ai cũng biết mọi người đã bỏ thế nào."
        )
    if result.written:
        found.append("Ý kiến bằng văn bản có tên người gửi nên không kín.")
    return tuple(found)


def share_of(one: CandidateResult) -> str:
    """Tỷ lệ phiếu đạt được, to two decimals of a per cent, only to be read."""
    return "–" if not one.base else f"{vi_number(Fraction(100 * one.votes, one.base), 2)} %"


_VERDICTS = {
    Subject.OFFICE: ("Trúng cử", "Chưa đơn vị nào trúng cử, cần bầu lại"),
    Subject.INITIATIVE: ("Được công nhận", "Không sáng kiến nào được công nhận"),
    Subject.RANKING: ("Đạt ngưỡng phiếu", "Không đơn vị nào đạt ngưỡng phiếu"),
}


def verdict_words(subject: Subject) -> tuple[str, str]:
    """Lời kết luận về việc này: what stands before those that passed, and what is said of none."""
    return _VERDICTS.get(subject, ("Được thông qua", "Không phương án nào được thông qua"))


def minutes(title: str, subject: Subject, result: VoteResult) -> tuple[str, ...]:
    """Lời đọc kết quả, a sentence or two a line, with every figure that the minutes need."""
    count, rules = result.count, result.rules
    absent = result.members - result.present
    letters = f", trong đó {result.written} gửi ý kiến bằng văn bản" if result.written else ""
    lines = [
        f"{title}.",
        f"Tổng số thành viên {result.members}; có mặt {result.present}, vắng {absent}{letters}.",
        f"Phát ra {count.issued} phiếu; thu về {count.returned}, không thu về "
        f"{count.not_returned}; hợp lệ {count.valid}, không hợp lệ {count.invalid}.",
        f"Ngưỡng thông qua: {rules.threshold.words()} ({rules.threshold.source}).",
    ]
    if not result.has_quorum and rules.quorum is not None:
        lines.append(
            f"Cần ít nhất {share_words(rules.quorum)} thành viên dự, tức {result.quorum} người; "
            f"mới có {result.present} nên cuộc bỏ phiếu chưa có giá trị."
        )
    lines += [_said(result, one) for one in result.candidates]
    passed = ", ".join(one.text for one in result.passed)
    of_some, of_none = verdict_words(subject)
    lines.append(f"{of_some}: {passed}." if passed else f"{of_none}.")
    return tuple(lines)


def _said(result: VoteResult, one: CandidateResult) -> str:
    rules = result.rules
    word = rules.answer_words(Answer.AGREE)
    others = [
        f"{number} {rules.answer_words(answer)}"
        for answer, number in (
            (Answer.DISAGREE, one.tally.disagree),
            (Answer.ABSTAIN, one.tally.abstain),
        )
        if answer in rules.answers and rules.kind is VoteKind.APPROVAL
    ]
    if one.tally.barred:
        others.append(f"{one.tally.barred} {rules.barred_words.lower()}")
    said = f"{one.candidate.text}: {one.tally.agree} phiếu {word}"
    said += f" ({', '.join(others)})" if others else ""
    if result.written:
        letters = [
            f"{number} {rules.answer_words(answer)}"
            for answer, number in (
                (Answer.AGREE, one.written.agree),
                (Answer.DISAGREE, one.written.disagree),
                (Answer.ABSTAIN, one.written.abstain),
            )
            if answer in rules.answers
        ]
        counted = "" if rules.threshold.base is Base.MEMBERS else ", không tính vào kết quả"
        said += f"; bằng văn bản: {', '.join(letters)}{counted}"
    outcome = OUTCOME_WORDS[one.outcome]
    lack = f", còn thiếu {one.missing} phiếu" if one.missing else ""
    return (
        f"{said}. Cộng {one.votes} trên {BASE_WORDS[rules.threshold.base]} {one.base}, "
        f"bằng {share_of(one)}; cần {one.needed}: {outcome}{lack}."
    )
