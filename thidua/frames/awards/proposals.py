"""Bảng hiển thị của đề nghị khen thưởng: where each stands, and who the awards go to."""

import json
from collections.abc import Callable, Sequence
from fractions import Fraction

import pandas as pd

from thidua import labels
from thidua.domain.awards.eligibility_json import kept_words
from thidua.domain.awards.proposal import PROPOSAL_WORDS, AwardSplit, ProposalState, ProposedAward
from thidua.domain.ground.points import vi_number

LEADERS, DIRECT, UNSAID = "Giữ chức vụ lãnh đạo", "Người trực tiếp", "Chưa khai chức vụ"
COLLECTIVES = "Tập thể"

Called = Callable[[ProposedAward], str]


def proposals_frame(
    found: Sequence[ProposedAward],
    name: Called,
    award_name: Called,
    thing_name: Callable[[str], str],
) -> pd.DataFrame:
    """Các đề nghị: a row each, its state and what that rests on."""
    return pd.DataFrame(
        {
            "Đối tượng": [name(one) for one in found],
            "Danh hiệu, hình thức": [award_name(one) for one in found],
            "Tình trạng": [PROPOSAL_WORDS[one.state].capitalize() for one in found],
            "Kết quả xét": [verdict_words(one) for one in found],
            "Thành tích đã dùng": [uses_words(one, thing_name) or labels.MISSING for one in found],
            "Căn cứ": [basis_words(one) or labels.MISSING for one in found],
            "Lý do": [one.reason or one.despite or labels.MISSING for one in found],
        }
    )


def uses_words(one: ProposedAward, thing_name: Callable[[str], str]) -> str:
    """Thành tích mà đề nghị này dùng, each with its year and evidence."""
    return "; ".join(
        f"{thing_name(use.what)} năm {use.year}{f' ({use.evidence})' if use.evidence else ''}"
        for use in one.uses
    )


def verdict_words(one: ProposedAward) -> str:
    """Kết quả xét đã giữ lại, when it was put forward or decided."""
    if not one.verdict:
        return labels.MISSING
    said = kept_words(json.loads(one.verdict))
    return said if one.judged_on is None else f"{said} (ngày xét {one.judged_on:%d/%m/%Y})"


def basis_words(one: ProposedAward) -> str:
    """Bước gần nhất dựa vào đâu: the decision, who cut it, or the document."""
    if one.state is ProposalState.DECIDED:
        day = "" if one.day is None else f"ngày {one.day:%d/%m/%Y}"
        said = [f"Quyết định {one.decision}", day, one.authority, one.signer]
    elif one.state is ProposalState.CUT:
        day = "" if one.day is None else f"ngày {one.day:%d/%m/%Y}"
        said = [one.council, day, one.document]
    else:
        said = [one.document]
    return ", ".join(part for part in said if part)


def recipients_frame(split: AwardSplit, collectives: int) -> pd.DataFrame:
    """Khen cho ai: individuals who hold an office, those who do not, and collectives.

    Shares are of the individuals alone.
    """
    counts = {LEADERS: split.leaders, DIRECT: split.workers, UNSAID: split.unknown}
    total = sum(counts.values())
    rows = [(group, count, _share_text(count, total)) for group, count in counts.items()]
    rows.append((COLLECTIVES, collectives, str(collectives)))
    return pd.DataFrame(
        {
            "Hàng": range(len(rows)),
            "Nhóm": [group for group, _, _ in rows],
            "Số": [count for _, count, _ in rows],
            "Bề rộng": [2 * max(count for _, count, _ in rows) + 1 for _ in rows],
            "Chữ": [text for _, _, text in rows],
        }
    )


def _share_text(count: int, total: int) -> str:
    if not total:
        return str(count)
    return f"{count} ({vi_number(Fraction(100 * count, total), 1)} % số cá nhân)"


def recipients_table(split: AwardSplit, collectives: int) -> pd.DataFrame:
    """Khen cho ai, thành bảng."""
    frame = recipients_frame(split, collectives)
    return pd.DataFrame({"Nhóm": frame["Nhóm"], "Số đề nghị": frame["Chữ"]})
