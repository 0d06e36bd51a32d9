"""Phiếu trên màn chiếu: turn-out while it is open, the result once it is counted, never who."""

from thidua.domain.document.deck.blocks import Cell, Column, Slide, SlideLines, SlideTable, Tone
from thidua.domain.document.deck.words import capital, row
from thidua.domain.ground.text import folded
from thidua.domain.meeting.calm import AFTER_REVEAL, calm
from thidua.domain.meeting.facts import MeetingFacts, RoomVote
from thidua.domain.vote.counting import (
    OUTCOME_WORDS,
    CandidateResult,
    VoteResult,
    share_of,
    tells_ballots,
    verdict_words,
)
from thidua.domain.vote.vote import SUBJECT_WORDS, Candidate, Subject

FEW_LEFT = 3
"""Còn ít hơn thế thì không nêu số: whoever has not cast yet would be seen at a glance."""

MOST_ROWS = 14
_OF_PEOPLE = frozenset({Subject.AWARD, Subject.INITIATIVE})
_PLAIN = frozenset(
    folded(one)
    for one in (
        *("Đồng ý", "Không đồng ý", "Tán thành", "Không tán thành", "Nhất trí", "Không nhất trí"),
        *("Thông qua", "Không thông qua", "Có", "Không", "Không ý kiến", "Ý kiến khác"),
    )
)


def vote(facts: MeetingFacts, one: RoomVote) -> Slide:
    """Một cuộc bỏ phiếu, as far as it has come."""
    name = f"Phiếu: {one.title}"
    if one.is_open:
        return calm(name, one.title, *turn_out_lines(one), notes=(_OPEN,))
    if one.result is None:
        return calm(name, one.title, "Chưa mở bỏ phiếu.")
    if not one.is_whole:
        said = "Dữ liệu phiếu khác lúc kiểm phiếu nên không chiếu kết quả."
        return calm(name, one.title, said, notes=("Xem trang «Hệ thống», kiểm tra toàn vẹn.",))
    if _waits(facts, one, one.result):
        return calm(name, one.title, "Đã kiểm phiếu.", AFTER_REVEAL)
    return _result(facts, one, name, one.result)


def _waits(facts: MeetingFacts, one: RoomVote, result: VoteResult) -> bool:
    """Chờ công bố xong xếp hạng: which units passed tells of it, whatever the vote was about."""
    if one.ranks:
        return not facts.is_all_revealed
    return facts.is_held_back and any(_is_unit(facts, row.candidate) for row in result.candidates)


_OPEN = (
    "Màn chiếu chỉ nêu số đã bỏ trong lúc bỏ phiếu; còn dưới ba người chưa bỏ thì thôi nêu số. "
    "Mở, điểm danh và kiểm phiếu ở trang «Bình xét»."
)


def turn_out_lines(one: RoomVote) -> tuple[str, ...]:
    """Số đã bỏ; none of it where so few are left that their names would be seen."""
    need = f"Thông qua khi đạt {one.threshold}."
    if one.is_paper:
        return f"Đang bỏ phiếu giấy: {one.there} người có mặt.", need
    if one.there - one.cast < FEW_LEFT:
        return "Đang bỏ phiếu.", f"Còn dưới {FEW_LEFT} người chưa bỏ nên không nêu số.", need
    return f"Đang bỏ phiếu: đã bỏ {one.cast}/{one.there}.", need


def _result(facts: MeetingFacts, one: RoomVote, name: str, result: VoteResult) -> Slide:
    count = result.count
    turn_out = (
        f"Có mặt {result.present}/{result.members}; phát ra {count.issued}, thu về "
        f"{count.returned}, hợp lệ {count.valid}"
    )
    notes = (f"{SUBJECT_WORDS[one.subject]}; thông qua khi đạt {one.threshold}.",)
    if not result.has_quorum:
        said = f"Cuộc phiếu chưa có giá trị: có mặt {result.present}, cần {result.quorum}."
        return calm(name, one.title, said, notes=notes)
    if tells_ballots(result):
        said = f"Chỉ {count.valid} phiếu hợp lệ nên không nêu số từng phương án."
        return calm(name, one.title, turn_out, said, notes=notes)
    rows = result.candidates
    names = candidate_names(facts, one, [row.candidate for row in rows])
    more = len(rows) - MOST_ROWS
    lines = [turn_out, *([f"… và {more} phương án khác"] if more > 0 else [])]
    return Slide(
        name=name,
        title=f"{one.title}: {_verdict(one, result, names)}",
        blocks=(
            SlideLines(tuple(lines)),
            SlideTable(
                columns=(
                    Column("Phương án", 44),
                    Column("Phiếu", 12, is_number=True),
                    Column("Cần", 10, is_number=True),
                    Column("Tỷ lệ", 16, is_number=True),
                    Column("Kết quả", 22),
                ),
                rows=tuple(
                    row(
                        names[found.candidate.code],
                        f"{found.votes}/{found.base}",
                        str(found.needed),
                        share_of(found),
                        _outcome(found),
                    )
                    for found in rows[:MOST_ROWS]
                ),
                summary="Số phiếu, số cần và kết quả của từng phương án",
            ),
        ),
        notes=notes,
    )


def _outcome(one: CandidateResult) -> Cell:
    said = OUTCOME_WORDS[one.outcome]
    return Cell(f"✓ {said}", Tone.GOOD) if one.has_passed else Cell(f"✗ {said}", Tone.BAD)


def _verdict(one: RoomVote, result: VoteResult, names: dict[str, str]) -> str:
    passed = [names[found.code] for found in result.passed]
    good, bad = verdict_words(one.subject)
    if not passed:
        return bad[:1].lower() + bad[1:]
    if len(passed) == 1:
        return f"{good.lower()} {passed[0]}"
    return f"{good.lower()} {len(passed)}/{len(result.candidates)} phương án"


def candidate_names(
    facts: MeetingFacts, one: RoomVote, candidates: list[Candidate]
) -> dict[str, str]:
    """Tên các phương án trên màn chiếu: units by name, words by which nobody can be known.

    What else was typed may hold a name, so it is told by its place on the ballot.
    """
    kind = "Đối tượng {} trên phiếu" if one.subject in _OF_PEOPLE else "Phương án {}"
    found = {}
    for place, candidate in enumerate(candidates, start=1):
        if _is_unit(facts, candidate):
            unit = facts.members.get(candidate.unit)
            found[candidate.code] = capital(candidate.text) if unit is None else unit.name
        elif _is_plain(candidate) or _names_the_covenant(facts, one, candidate):
            found[candidate.code] = capital(candidate.text)
        else:
            found[candidate.code] = kind.format(place)
    return found


def _is_unit(facts: MeetingFacts, candidate: Candidate) -> bool:
    """Phương án là một đơn vị: the unit itself, not whoever is of it."""
    return bool(candidate.unit) and candidate.code == candidate.unit


def _is_plain(candidate: Candidate) -> bool:
    return folded(candidate.text).strip(" .!") in _PLAIN


def _names_the_covenant(facts: MeetingFacts, one: RoomVote, candidate: Candidate) -> bool:
    """Phương án là chính bản giao ước, as the form proposes it."""
    ours = folded(f"Giao ước thi đua {facts.period.when}")
    return one.subject is Subject.COVENANT and folded(candidate.text) == ours
