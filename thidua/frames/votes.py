"""Bảng hiển thị của bỏ phiếu: the roll without a word of what was cast, results, slips, offices."""

from collections.abc import Callable, Mapping, Sequence

import pandas as pd

from thidua import labels
from thidua.domain.vote.ballot import Slip
from thidua.domain.vote.counting import OUTCOME_WORDS, VoteResult, share_of
from thidua.domain.vote.vote import (
    OFFICE_WORDS,
    PRESENCE_WORDS,
    Answer,
    Conduct,
    HeldOffice,
    Paper,
    Presence,
    RollMember,
    VoteKind,
    VoteRules,
)


def roll_frame(
    rules: VoteRules, roll: Sequence[RollMember], names: Mapping[str, str]
) -> pd.DataFrame:
    """Danh sách bỏ phiếu: who is there and whose ballot is in the box; `names` of all members."""
    columns = {
        "Thành viên": [one.name for one in roll],
        "Điểm danh": [_presence(one, names) for one in roll],
        "Văn bản": [_document(one) for one in roll],
    }
    if rules.conduct is Conduct.ELECTRONIC:
        columns["Lá phiếu"] = [_ballot(one) for one in roll]
        columns["Người bỏ phiếu"] = [", ".join(one.voters) or labels.MISSING for one in roll]
    return pd.DataFrame(columns)


def _presence(one: RollMember, names: Mapping[str, str]) -> str:
    word = PRESENCE_WORDS[one.presence].capitalize()
    is_delegated = one.presence is Presence.DELEGATED
    return f"{word} cho {names.get(one.delegate, one.delegate)}" if is_delegated else word


def _document(one: RollMember) -> str:
    if one.written_by and not one.confirmed_by:
        return f"{one.document} (chờ người thứ hai)"
    return one.document or labels.MISSING


def _ballot(one: RollMember) -> str:
    if one.has_cast:
        return "đã bỏ (giấy)" if one.paper is Paper.IN_BOX else "đã bỏ"
    if one.paper is Paper.GIVEN:
        return "đang cầm phiếu giấy"
    return "chưa bỏ" if one.is_there else labels.MISSING


def result_frame(result: VoteResult) -> pd.DataFrame:
    """Kết quả từng phương án, in the order of the ballot."""
    rules, rows = result.rules, result.candidates
    columns: dict[str, list[object]] = {
        "Phương án": [one.candidate.text for one in rows],
        "Kết quả": [OUTCOME_WORDS[one.outcome].capitalize() for one in rows],
        "Cộng": [one.votes for one in rows],
        "Cần": [one.needed for one in rows],
        "Căn cứ tính tỷ lệ": [one.base for one in rows],
        "Tỷ lệ": [share_of(one) for one in rows],
        _title(rules, Answer.AGREE): [one.tally.agree for one in rows],
        _title(rules, Answer.DISAGREE): [one.tally.disagree for one in rows],
    }
    if rules.kind is VoteKind.APPROVAL:
        columns[_title(rules, Answer.ABSTAIN)] = [one.tally.abstain for one in rows]
    if any(one.tally.barred for one in rows):
        columns[rules.barred_words] = [one.tally.barred for one in rows]
    if result.written:
        word = rules.answer_words(Answer.AGREE)
        columns[f"Văn bản {word}"] = [one.written.agree for one in rows]
    return pd.DataFrame(columns)


def _title(rules: VoteRules, answer: Answer) -> str:
    return rules.answer_words(answer).capitalize()


def slips_frame(rules: VoteRules, slips: Sequence[Slip], names: dict[str, str]) -> pd.DataFrame:
    """Các mảnh phiếu đã công bố, by their marks."""
    return pd.DataFrame(
        {
            "Phương án": [names[one.candidate] for one in slips],
            "Ý kiến": [rules.answer_words(one.answer) for one in slips],
            "Muối": [one.salt for one in slips],
            "Dấu": [one.mark for one in slips],
        }
    )


def offices_frame(held: Sequence[HeldOffice], name: Callable[[str], str]) -> pd.DataFrame:
    """Ai đã giữ chức năm nào."""
    return pd.DataFrame(
        {
            "Năm": [str(one.year) for one in held],
            "Chức vụ": [OFFICE_WORDS[one.office].capitalize() for one in held],
            "Đơn vị": [name(one.unit) for one in held],
            "Theo": [one.source or "người dùng ghi" for one in held],
        }
    )
