"""Bảng hiển thị hội đồng: its members, the agenda of a meeting, who came to it."""

from collections.abc import Mapping, Sequence

import pandas as pd

from thidua import labels
from thidua.domain.council.council import (
    COUNCIL_KIND_WORDS,
    COUNCIL_LEVEL_WORDS,
    POSITION_WORDS,
    Council,
    CouncilMember,
    span_words,
)
from thidua.domain.council.meeting import AGENDA_WORDS, AgendaKind, CouncilMeeting
from thidua.domain.council.outcome import ItemOutcome


def councils(found: Sequence[Council], sitting: Mapping[int, int]) -> pd.DataFrame:
    """Mỗi hội đồng một dòng; `sitting` says how many are in office today."""
    return pd.DataFrame(
        {
            "Mã": [one.code for one in found],
            "Hội đồng": [one.name for one in found],
            "Loại": [COUNCIL_KIND_WORDS[one.kind] for one in found],
            "Cấp": [COUNCIL_LEVEL_WORDS[one.level] for one in found],
            "Quyết định": [one.decision or labels.MISSING for one in found],
            "Nhiệm kỳ": [one.term_words or labels.MISSING for one in found],
            "Đương nhiệm": [f"{sitting[one.key]} người" for one in found],
            "Quy định biểu quyết": [one.rule_words for one in found],
        }
    )


def members(
    found: Sequence[CouncilMember], names: Mapping[str, str], may_vote: frozenset[str]
) -> pd.DataFrame:
    """Mỗi thành viên một dòng: the post, the unit, the term, how they vote."""
    return pd.DataFrame(
        {
            "Chức danh": [POSITION_WORDS[one.position] for one in found],
            "Họ tên": [one.name for one in found],
            "Đơn vị": [names.get(one.unit, one.unit) or "ngoài khối" for one in found],
            "Thời gian": [span_words(one.begins, one.ends) or labels.MISSING for one in found],
            "Bỏ phiếu": [
                "trên phần mềm" if one.account in may_vote else "phiếu giấy hoặc bằng văn bản"
                for one in found
            ],
        }
    )


def agenda(found: Sequence[ItemOutcome], names: Mapping[str, str]) -> pd.DataFrame:
    """Mỗi việc một dòng, with its votes once they were counted."""
    return pd.DataFrame(
        {
            "TT": [str(one.item.position) for one in found],
            "Việc": [AGENDA_WORDS[one.item.kind] for one in found],
            "Nội dung": [
                f"{one.item.code} · {one.item.text}"
                if one.item.kind is AgendaKind.INITIATIVE
                else one.item.text
                for one in found
            ],
            "Đơn vị": [names.get(one.item.unit, one.item.unit) or labels.MISSING for one in found],
            "Kết quả": [one.words for one in found],
            "Đã ghi vào sổ": ["rồi" if one.item.is_taken else "chưa" for one in found],
        }
    )


def attendance(meeting: CouncilMeeting, sitting: Sequence[CouncilMember]) -> pd.DataFrame:
    """Mỗi thành viên một dòng: there or not, and which matters they keep out of, and why."""
    return pd.DataFrame(
        {
            "Chức danh": [POSITION_WORDS[one.position] for one in sitting],
            "Họ tên": [one.name for one in sitting],
            "Dự họp": [meeting.of(one.key).words for one in sitting],
            "Không tham gia": [
                "; ".join(
                    f"việc {item.position} ({meeting.why_kept(one, item)})"
                    for item in meeting.kept_from(one)
                )
                or labels.MISSING
                for one in sitting
            ],
        }
    )
