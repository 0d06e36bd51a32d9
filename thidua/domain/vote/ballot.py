"""Lá phiếu: what one may say, and how its voter alone finds it again among all that were cast.

A ballot is kept as one slip for each candidate, and nothing tells which slips belong together, so
that a slip somebody may not cast (for the own unit) gives the others away no more than it must.
"""

import hashlib
import hmac
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from thidua.domain.vote.vote import Answer, Candidate, VoteKind, VoteRules

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1"})
_GROUP = 5
RECEIPT_LENGTH = 20
"""Độ dài mã biên nhận: 32 to this power are too many to try."""

_KEPT = {Answer.AGREE: "a", Answer.DISAGREE: "d", Answer.ABSTAIN: "n", None: "-"}
_READ = {letter: answer for answer, letter in _KEPT.items()}


@dataclass(frozen=True, slots=True)
class Slip:
    """Mảnh phiếu: one answer about one candidate; `mark` binds it to a receipt nobody else has."""

    candidate: str
    answer: Answer
    salt: str
    mark: str


@dataclass(frozen=True, slots=True)
class FoundSlip:
    """Mảnh phiếu tìm theo biên nhận: its answer, None where not exactly one bears the receipt."""

    candidate: str
    answer: Answer | None


def ballot_faults(
    rules: VoteRules, candidates: Sequence[Candidate], answers: Mapping[str, Answer]
) -> tuple[str, ...]:
    """Chỗ sai của một lá phiếu over exactly these candidates, a sentence each."""
    if set(answers) != {one.code for one in candidates}:
        return ("Lá phiếu phải có ý kiến với mọi phương án và chỉ với các phương án ấy.",)
    if not set(answers.values()) <= set(rules.answers):
        return ("Lá phiếu có ý kiến mà cách bỏ phiếu này không có.",)
    chosen = sum(answer is Answer.AGREE for answer in answers.values())
    if rules.kind is not VoteKind.APPROVAL and rules.most is not None and chosen > rules.most:
        return (f"Lá phiếu chọn {chosen}, nhiều nhất được chọn {rules.most}.",)
    return ()


def receipt(numbers: Iterable[int]) -> str:
    """Mã biên nhận from random bytes: letters and digits that are not mistaken for one another."""
    letters = "".join(_LETTERS[number % 32] for number in numbers)[:RECEIPT_LENGTH]
    return "-".join(letters[at : at + _GROUP] for at in range(0, RECEIPT_LENGTH, _GROUP))


def normal_receipt(typed: str) -> str | None:
    """Mã như đã cấp, however it was typed; None where it cannot be one."""
    letters = "".join(typed.upper().split()).replace("-", "").translate(_ALIKE)
    is_whole = len(letters) == RECEIPT_LENGTH and set(letters) <= set(_LETTERS)
    return letters if is_whole else None


def slip(code: str, vote: str, candidate: str, answer: Answer, salt: str) -> Slip:
    """Mảnh phiếu mang dấu của biên nhận này; `vote` is the name of the ballot box."""
    return Slip(candidate, answer, salt, _mark(code, vote, candidate, answer, salt))


def _mark(code: str, vote: str, candidate: str, answer: Answer, salt: str) -> str:
    key = normal_receipt(code) or ""
    said = json.dumps([vote, candidate, answer.value, salt], ensure_ascii=False)
    return hmac.new(key.encode(), said.encode(), hashlib.sha256).hexdigest()


def find(code: str, vote: str, slips: Iterable[Slip]) -> tuple[FoundSlip, ...]:
    """Phiếu của người có biên nhận này, a line a candidate; a changed slip is not found."""
    listed = list(slips)
    bearing = [
        one
        for one in listed
        if hmac.compare_digest(one.mark, _mark(code, vote, one.candidate, one.answer, one.salt))
    ]
    counts = Counter(one.candidate for one in bearing)
    answers = {one.candidate: one.answer for one in bearing if counts[one.candidate] == 1}
    return tuple(
        FoundSlip(code_, answers.get(code_))
        for code_ in dict.fromkeys(one.candidate for one in listed)
    )


def packed(candidates: Sequence[Candidate], slips: Sequence[Slip], filler: Sequence[str]) -> bytes:
    """Nội dung để niêm: of the same length whatever was said, in the order of the candidates.

    `filler` stands where a candidate has no slip: as long as a salt and a mark, and as random.
    """
    by_code = {one.candidate: one for one in slips}
    rows = []
    for place, candidate in enumerate(candidates):
        kept = by_code.get(candidate.code)
        rows.append(
            [_KEPT[None], filler[place][:32], filler[place][:64]]
            if kept is None
            else [_KEPT[kept.answer], kept.salt, kept.mark]
        )
    return json.dumps(rows, separators=(",", ":")).encode()


def unpacked(candidates: Sequence[Candidate], content: bytes) -> list[Slip]:
    """Các mảnh phiếu đã niêm."""
    found = []
    for candidate, (letter, salt, mark) in zip(candidates, json.loads(content), strict=True):
        answer = _READ[letter]
        if answer is not None:
            found.append(Slip(candidate.code, answer, salt, mark))
    return found
