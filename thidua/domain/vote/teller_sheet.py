"""Tờ kiểm phiếu của tổ kiểm phiếu: what was counted by hand, each number with its place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from thidua.domain.ground.codes import same_code
from thidua.domain.ground.finding import Finding, error
from thidua.domain.ground.text import folded
from thidua.domain.vote.counting import (
    COUNT_WORDS,
    BallotCount,
    Tally,
    counted_answers,
    placed_faults,
    whole_tally,
)
from thidua.domain.vote.vote import Answer, Candidate, VoteDraft

NO_ZERO = "còn trống; không có phiếu nào thì ghi 0"


@dataclass(frozen=True, slots=True)
class Counted:
    """Một số đã đếm; None where nothing is written, `place` says where it would stand."""

    value: int | None
    place: str


@dataclass(frozen=True, slots=True)
class CountedCandidate:
    """Các số của một phương án as the sheet has it, with the name that stands beside them."""

    text: str
    place: str
    numbers: Mapping[Answer, Counted]


@dataclass(frozen=True, slots=True, kw_only=True)
class TellerSheet:
    """Tờ kiểm phiếu of one vote; its title is there so that no other vote is filled by mistake."""

    vote: int
    title: str
    place: str
    numbers: Mapping[str, Counted]
    candidates: Mapping[str, CountedCandidate]

    @property
    def is_blank(self) -> bool:
        """Chưa ai điền số nào."""
        return all(one.value is None for one in self._all())

    def _all(self) -> Iterator[Counted]:
        yield from self.numbers.values()
        for one in self.candidates.values():
            yield from one.numbers.values()


def count_of(
    sheet: TellerSheet, draft: VoteDraft, present: int
) -> tuple[BallotCount | None, tuple[Finding, ...]]:
    """Số phiếu trên tờ; None with a finding at each cell that is empty or does not agree."""
    sheet = _in_our_codes(sheet, draft)
    found = [*_other_vote(sheet, draft), *_gaps(sheet, draft)]
    if found:
        return None, tuple(found)
    numbers = {name: sheet.numbers[name].value or 0 for name in COUNT_WORDS}
    tallies = {one.code: _tally(sheet, draft, one, numbers["valid"]) for one in draft.candidates}
    count = BallotCount(**numbers, tallies=tallies)
    faults = placed_faults(draft.rules, draft.candidates, present, count)
    places = {name: one.place for name, one in sheet.numbers.items()}
    places |= {code: one.numbers[Answer.AGREE].place for code, one in sheet.candidates.items()}
    found = [error("count", one.said, places[one.of]) for one in faults]
    return (None if found else count), tuple(found)


def _in_our_codes(sheet: TellerSheet, draft: VoteDraft) -> TellerSheet:
    """Tờ này với mã như lá phiếu ghi, where the sheet writes one that looks the same."""
    ours = [one.code for one in draft.candidates]
    named = {same_code(code, ours) or code: one for code, one in sheet.candidates.items()}
    return replace(sheet, candidates=named)


def _tally(sheet: TellerSheet, draft: VoteDraft, one: Candidate, valid: int) -> Tally:
    rules = draft.rules
    given = sheet.candidates[one.code].numbers
    return whole_tally(
        rules, [given[answer].value or 0 for answer in counted_answers(rules)], valid
    )


def _other_vote(sheet: TellerSheet, draft: VoteDraft) -> Iterator[Finding]:
    """Tờ này của một cuộc khác, or of other candidates than are voted on now."""
    if folded(sheet.title) != folded(draft.title):
        said = f"tờ này ghi «{sheet.title}» mà cuộc bỏ phiếu là «{draft.title}»; hãy tải tờ mới"
        yield error("other_vote", said, sheet.place)
        return
    asked = {one.code: one.text for one in draft.candidates}
    for code, text in asked.items():
        there = sheet.candidates.get(code)
        if there is None:
            yield error("candidate", f"thiếu dòng của phương án «{text}»", sheet.place)
        elif folded(there.text) != folded(text):
            said = f"mã «{code}» là của «{text}», không phải «{there.text}»"
            yield error("candidate", said, there.place)
    for code, there in sheet.candidates.items():
        if code not in asked:
            said = f"«{there.text}» (mã «{code}») không có trong lá phiếu"
            yield error("candidate", said, there.place)


def _gaps(sheet: TellerSheet, draft: VoteDraft) -> Iterator[Finding]:
    for name, word in COUNT_WORDS.items():
        one = sheet.numbers.get(name)
        if one is None:
            yield error("missing", f"thiếu dòng «{word}»", sheet.place)
        elif one.value is None:
            yield error("missing", f"«{word}» {NO_ZERO}", one.place)
    for code, there in sheet.candidates.items():
        for answer in counted_answers(draft.rules):
            number = there.numbers.get(answer)
            if number is None:
                word = draft.rules.answer_words(answer).capitalize()
                yield error("missing", f"thiếu cột «{word}»", sheet.place)
            elif number.value is None:
                yield error("missing", f"{there.text} (mã {code}): {NO_ZERO}", number.place)
