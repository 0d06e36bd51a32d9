"""Bảng hiển thị của phân công chấm chéo: who scores which cell, and how much each has to do."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from thidua.domain.period.windows import vi_moment
from thidua.domain.review.assignment import active, by_pair, gaps, group_words
from thidua.domain.review.plan import Assignment, DeclaredRecusal, ReviewPlan

_ALL = "Người chấm mọi nhóm"


def cells_frame(
    plan: ReviewPlan, names: Mapping[str, str], groups: Sequence[str], per_cell: int
) -> pd.DataFrame:
    """Ai chấm ô nào: a row a unit, a column a group; one column where all groups are alike."""
    found: dict[tuple[str, str], list[str]] = {}
    for one in plan.assignments:
        found.setdefault((one.unit, one.group), []).append(_reviewer(plan, one, names))
    missing = gaps(plan, names, groups, per_cell)
    cells = {
        (unit, group): _cell(found.get((unit, group), []), per_cell, missing.get((unit, group)))
        for unit in names
        for group in groups
    }
    columns = {"Đơn vị được chấm": list(names.values())}
    if all(len({cells[unit, group] for group in groups}) == 1 for unit in names):
        columns[_ALL] = [cells[unit, groups[0]] for unit in names]
    else:
        for group in groups:
            title = f"Nhóm {group_words(group)}"
            columns[title] = [cells[unit, group] for unit in names]
    return pd.DataFrame(columns)


def _reviewer(plan: ReviewPlan, one: Assignment, names: Mapping[str, str]) -> str:
    name = names.get(one.reviewer, one.reviewer)
    if plan.recused(one.reviewer, one.unit):
        return f"{name} (từ chối)"
    return f"{name} (vắng)" if one.absent_reason else name


def _cell(reviewers: Sequence[str], per_cell: int, there: int | None) -> str:
    lack = [] if there is None else [f"thiếu {per_cell - there}"]
    return " · ".join([*reviewers, *lack])


def loads_frame(
    plan: ReviewPlan, names: Mapping[str, str], reviewers: Iterable[str]
) -> pd.DataFrame:
    """Khối lượng mỗi người chấm, who has nothing to do included."""
    cells = Counter(one.reviewer for one in active(plan))
    units = Counter(reviewer for reviewer, _ in plan.pairs())
    listed = list(dict.fromkeys([*reviewers, *(one.reviewer for one in plan.assignments)]))
    return pd.DataFrame(
        {
            "Người chấm": [names.get(one, one) for one in listed],
            "Đơn vị": [units[one] for one in listed],
            "Ô": [cells[one] for one in listed],
        }
    )


def absences_frame(plan: ReviewPlan, names: Mapping[str, str]) -> pd.DataFrame:
    """Người chấm vắng, and what they would have scored."""
    away = [one for one in plan.assignments if one.absent_reason]
    reasons = {(one.reviewer, one.unit): one.absent_reason for one in away}
    pairs = sorted(by_pair(away))
    return pd.DataFrame(
        {
            "Người chấm vắng": [names.get(reviewer, reviewer) for reviewer, _ in pairs],
            "Đơn vị được chấm": [names.get(unit, unit) for _, unit in pairs],
            "Lý do": [reasons[pair] for pair in pairs],
        }
    )


def recusals_frame(recusals: Sequence[DeclaredRecusal], names: Mapping[str, str]) -> pd.DataFrame:
    """Các cặp từ chối chấm, as they were declared."""
    return pd.DataFrame(
        {
            "Người chấm": [names.get(one.reviewer, one.reviewer) for one in recusals],
            "Từ chối chấm": [names.get(one.unit, one.unit) for one in recusals],
            "Lý do": [one.reason for one in recusals],
            "Người khai": [one.declared_by for one in recusals],
            "Lúc": [vi_moment(one.declared_at) for one in recusals],
        }
    )
