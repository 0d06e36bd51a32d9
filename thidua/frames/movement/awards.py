"""Bảng hiển thị khen thưởng của một phong trào: its groups, the funnel, places of each unit."""

from collections.abc import Mapping, Sequence

import pandas as pd

from thidua import labels
from thidua.domain.awards.allocation import GroupAllocation, RoundAwards
from thidua.domain.awards.proposal import STANDING, ProposalState, ProposedAward

_S = ProposalState
_REACHED = {
    "Đề nghị": STANDING | {_S.CUT},
    "Đã họp bình xét": frozenset({_S.VOTED, _S.SENT, _S.DECIDED}),
    "Đã trình cấp trên": frozenset({_S.SENT, _S.DECIDED}),
    "Có quyết định": frozenset({_S.DECIDED}),
}
"""Nấc nào gồm những trạng thái nào: who went further passed the earlier ones."""


def funnel(found: Sequence[ProposedAward], names: Mapping[str, str]) -> pd.DataFrame:
    """Thang đề nghị → họp → gửi → quyết định, as the funnel of awards is drawn."""
    counts = {step: sum(one.state in states for one in found) for step, states in _REACHED.items()}
    most = max(*counts.values(), 1)
    named = {
        step: [names.get(one.subject, one.subject) for one in found if one.state in states]
        for step, states in _REACHED.items()
    }
    return pd.DataFrame(
        {
            "Thứ tự": range(len(counts)),
            "Nấc": list(counts),
            "Từ": [0.0] * len(counts),
            "Số": [float(count) for count in counts.values()],
            "Đến": [float(most)] * len(counts),
            "Nhãn": [str(count) for count in counts.values()],
            "Gồm": [", ".join(named[step]) or labels.MISSING for step in counts],
        }
    )


def funnel_table(found: Sequence[ProposedAward], names: Mapping[str, str]) -> pd.DataFrame:
    """Thang thành bảng."""
    drawn = funnel(found, names)
    return pd.DataFrame({"Nấc": drawn["Nấc"], "Số đề nghị": drawn["Nhãn"], "Gồm": drawn["Gồm"]})


def groups_table(found: Sequence[GroupAllocation]) -> pd.DataFrame:
    """Từng nhóm: proposed, eligible, sent, allocated, limit, and what to do."""
    return pd.DataFrame(
        {
            "Nhóm": [f"{one.group} {one.name}" for one in found],
            "Đề nghị": [str(one.proposed) for one in found],
            "Đủ điều kiện": [str(one.eligible) for one in found],
            "Đã gửi": [str(one.gone) for one in found],
            "Đã phân bổ": [_given(one) for one in found],
            "Chưa phân bổ": [
                labels.MISSING if one.rest is None or not one.is_allocated else str(one.rest)
                for one in found
            ],
            "Hạn mức": [_limit(one) for one in found],
            "Cần làm": [one.advice for one in found],
        }
    )


def round_table(found: RoundAwards) -> pd.DataFrame:
    """Từng nhóm trong một đợt khác đợt hằng năm."""
    return pd.DataFrame(
        {
            "Nhóm": [f"{one.code} {one.name}" for one in found.groups],
            "Đề nghị": [str(one.proposed) for one in found.groups],
            "Hạn mức của đợt": [one.limit_words for one in found.groups],
            "Cần làm": [one.advice or labels.MISSING for one in found.groups],
        }
    )


def own_table(found: Sequence[GroupAllocation]) -> pd.DataFrame:
    """Từng nhóm như một đơn vị thấy: its places and its proposals."""
    return pd.DataFrame(
        {
            "Nhóm": [f"{one.group} {one.name}" for one in found],
            "Suất của đơn vị": [_given(one) for one in found],
            "Đề nghị": [str(one.proposed) for one in found],
            "Đã gửi": [str(one.gone) for one in found],
            "Hạn mức cả nhóm": [_limit(one) for one in found],
        }
    )


def _given(one: GroupAllocation) -> str:
    if one.most is None:
        return "không giới hạn" if one.advice == "không giới hạn" else labels.MISSING
    return str(one.given) if one.shares else "chưa phân bổ"


def _limit(one: GroupAllocation) -> str:
    if one.most is not None:
        return str(one.most)
    return "không giới hạn" if one.advice == "không giới hạn" else "chưa quy định"


def shares_table(found: Sequence[GroupAllocation], names: Mapping[str, str]) -> pd.DataFrame:
    """Suất của từng đơn vị, those from the rest with the reason."""
    rows = [(group, one) for group in found for one in group.shares]
    return pd.DataFrame(
        {
            "Nhóm": [group.group for group, _ in rows],
            "Đơn vị": [names.get(one.unit, one.unit) for _, one in rows],
            "Được phân bổ": [str(one.places) for _, one in rows],
            "Từ phần chưa phân bổ": [str(one.from_rest) for _, one in rows],
            "Lý do": [one.reason or labels.MISSING for _, one in rows],
        }
    )
