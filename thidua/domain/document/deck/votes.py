"""Mỗi cuộc phiếu: turn-out, what each candidate reached and needed, or why that is not shown."""

from decimal import Decimal

from thidua.domain.document.deck.blocks import (
    Cell,
    ChartKind,
    Column,
    LeftOut,
    Series,
    Slide,
    SlideChart,
    SlideLines,
    SlideTable,
    Tone,
)
from thidua.domain.document.deck.facts import DeckFacts, HeldVote, Naming
from thidua.domain.document.deck.words import (
    LABEL_NAME,
    LONGEST_WORDS,
    TITLE_NAME,
    capital,
    cut,
    row,
)
from thidua.domain.vote.counting import (
    OUTCOME_WORDS,
    CandidateResult,
    VoteResult,
    share_of,
    tells_ballots,
    verdict_words,
)
from thidua.domain.vote.vote import BASE_WORDS, SUBJECT_WORDS, Answer, Subject, VoteKind

VOTES = "Mỗi cuộc phiếu"


def vote_title(subject: Subject, result: VoteResult, naming: Naming) -> str:
    """Ai đạt bao nhiêu phiếu, cần bao nhiêu; of many how many passed."""
    rows, passed = result.candidates, [one for one in result.candidates if one.has_passed]
    if not result.has_quorum:
        return f"Cuộc phiếu chưa có giá trị: có mặt {result.present}, cần {result.quorum}"
    if tells_ballots(result):
        return (
            f"Đã kiểm phiếu; chỉ {result.count.valid} phiếu hợp lệ nên không nêu số từng phương án"
        )
    if len(rows) == 1:
        return _one(rows[0], naming)
    if len(passed) == 1:
        return _one(passed[0], naming)
    if not passed:
        return f"{verdict_words(subject)[1]} ({len(rows)} phương án)"
    return f"{verdict_words(subject)[0]}: {len(passed)}/{len(rows)} phương án"


def _one(one: CandidateResult, naming: Naming) -> str:
    name = cut(naming.candidate(one.candidate), TITLE_NAME)
    said = f"{name} đạt {one.votes}/{one.base} phiếu, cần {one.needed}"
    return said if one.has_passed else f"{said}: {OUTCOME_WORDS[one.outcome]}"


def held(facts: DeckFacts, naming: Naming) -> tuple[list[Slide], list[LeftOut]]:
    """Các trang phiếu, in the order the votes were set up, and those that are not shown."""
    if facts.votes is None:
        return [], [LeftOut(VOTES, "người lấy tệp không được xem kết quả bỏ phiếu")]
    if not facts.votes:
        return [], [LeftOut(VOTES, "kỳ này chưa lập cuộc bỏ phiếu nào")]
    slides, left_out = [], []
    for place, vote in enumerate(facts.votes, start=1):
        name = f"Cuộc phiếu {place}" + ("" if naming.hides else f" «{cut(vote.title, 60)}»")
        if vote.result is None:
            left_out.append(LeftOut(name, "chưa kiểm phiếu"))
        elif not vote.is_whole:
            left_out.append(LeftOut(name, "dữ liệu phiếu khác lúc kiểm phiếu, đừng dùng"))
        else:
            slides.append(_slide(name, vote, vote.result, naming))
    return slides, left_out


def _slide(name: str, vote: HeldVote, result: VoteResult, naming: Naming) -> Slide:
    count, rules = result.count, result.rules
    absent = result.members - result.present
    turn_out = (
        f"Tổng số {result.members}; có mặt {result.present}, vắng {absent}, bằng văn bản "
        f"{result.written}; phát ra {count.issued}, thu về {count.returned}, hợp lệ {count.valid}"
    )
    asked = SUBJECT_WORDS[vote.subject] if naming.hides else f"«{cut(vote.title, LONGEST_WORDS)}»"
    notes = (
        f"Nguồn: kết quả kiểm phiếu {name[:1].lower()}{name[1:]} ({SUBJECT_WORDS[vote.subject]}).",
        f"Ngưỡng thông qua: {rules.threshold.words()}"
        + (f" ({naming.free(rules.threshold.source)})." if not naming.hides else "."),
        f"Tỷ lệ tính trên {BASE_WORDS[rules.threshold.base]}.",
        "Xem: trang «Bình xét».",
    )
    title = vote_title(vote.subject, result, naming)
    if tells_ballots(result):
        why = (
            f"Chỉ có {count.valid} phiếu hợp lệ: nêu số phiếu từng phương án thì suy ra được ai bỏ "
            "thế nào, nên trang này không có bảng phiếu."
        )
        return Slide(
            name=name, title=title, blocks=(SlideLines((asked, turn_out, why)),), notes=notes
        )
    return Slide(
        name=name,
        title=title,
        blocks=(SlideLines((asked, turn_out)), _table(result, naming), _chart(result, naming)),
        notes=notes,
    )


def _table(result: VoteResult, naming: Naming) -> SlideTable:
    rules = result.rules
    answers = [one for one in Answer if one in rules.answers]
    if rules.kind is not VoteKind.APPROVAL:
        answers = [Answer.AGREE]
    has_barred = any(one.tally.barred for one in result.candidates)
    columns = (
        Column("Phương án", 34),
        *(Column(capital(rules.answer_words(one)), 12, is_number=True) for one in answers),
        *([Column("Không bỏ cho mình", 13, is_number=True)] if has_barred else []),
        Column("Cộng", 10, is_number=True),
        Column("Cần", 9, is_number=True),
        Column("Tỷ lệ", 15, is_number=True),
        Column("Kết quả", 20),
    )
    return SlideTable(
        columns=columns,
        rows=tuple(
            row(
                naming.candidate(one.candidate),
                *(str(_number(one, answer)) for answer in answers),
                *([str(one.tally.barred)] if has_barred else []),
                str(one.votes),
                str(one.needed),
                share_of(one),
                _outcome(one),
            )
            for one in result.candidates
        ),
        summary="Số phiếu, số cần và kết quả của từng phương án",
    )


def _number(one: CandidateResult, answer: Answer) -> int:
    of = {
        Answer.AGREE: one.tally.agree,
        Answer.DISAGREE: one.tally.disagree,
        Answer.ABSTAIN: one.tally.abstain,
    }
    return of[answer]


def _outcome(one: CandidateResult) -> Cell:
    said = OUTCOME_WORDS[one.outcome]
    if one.has_passed:
        return Cell(f"✓ {said}", Tone.GOOD)
    return Cell(f"✗ {said}", Tone.BAD)


def _chart(result: VoteResult, naming: Naming) -> SlideChart:
    rows = result.candidates
    return SlideChart(
        kind=ChartKind.BARS,
        categories=tuple(cut(naming.candidate(one.candidate), LABEL_NAME) for one in rows),
        series=(
            Series("Phiếu đạt", tuple(Decimal(one.votes) for one in rows)),
            Series("Cần", tuple(Decimal(one.needed) for one in rows)),
        ),
        summary="Số phiếu đạt bên số phiếu cần của từng phương án; số ở bảng bên cạnh",
    )
