"""Bảng hiển thị của hạn mức: how many are proposed of how many, and what to do about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from thidua import labels
from thidua.domain.law.book import LawView
from thidua.domain.law.programme import Programme, denominator_words
from thidua.domain.law.quota import QUOTA_STATUS_WORDS, QuotaState
from thidua.domain.verify.case import Name


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaRow:
    """Một hạn mức để vẽ: what it limits, how it stands, where it is written."""

    title: str
    state: QuotaState
    rule: str
    reference: str
    warnings: tuple[str, ...] = ()


def award_rows(view: LawView, award: str, states: Mapping[str, QuotaState]) -> tuple[QuotaRow, ...]:
    """Các hạn mức của một danh hiệu."""
    kind = view.book.awards[award]
    return tuple(
        QuotaRow(
            title=kind.name,
            state=states[rule.code],
            rule=rule.text,
            reference=rule.citation.reference,
            warnings=rule.citation.warnings(view.on),
        )
        for rule in view.quotas(award)
        if rule.code in states
    )


def programme_rows(
    view: LawView,
    programme: Programme,
    states: Mapping[str, Mapping[str, QuotaState]],
    readings: Mapping[str, str],
) -> tuple[QuotaRow, ...]:
    """Các hạn mức của một chương trình: every group, then each share of leaders once.

    `readings` are the readings of the denominator that were chosen, by limit.
    """
    rows = [
        QuotaRow(
            title=f"{group.code} {group.name}",
            state=states[group.code][group.code],
            rule=f"Nhóm {group.code}",
            reference=group.citation.reference,
            warnings=group.citation.warnings(view.on),
        )
        for group in programme.groups
    ]
    for limit in programme.leader_limits:
        reading = readings.get(limit.code, "")
        counted = limit.with_reading(reading)
        rows.append(
            QuotaRow(
                title="Tỷ lệ lãnh đạo",
                state=states[counted[0]][limit.code],
                rule=f"{limit.text}; {denominator_words(programme, limit, reading)}",
                reference=limit.citation.reference,
                warnings=limit.citation.warnings(view.on),
            )
        )
    return tuple(rows)


def count_text(state: QuotaState) -> str:
    """Số đề nghị trên số suất, and how it stands: «2/3 · trong hạn mức»."""
    most = "" if state.most is None else f"/{state.most}"
    return f"{state.count}{most} · {QUOTA_STATUS_WORDS[state.status]}"


SLOTS = ("đã dùng", "còn trống", "quá số suất")
"""Ba loại chỗ: a full circle, an empty one, a cross."""

MOST_SLOTS = 16
"""Vẽ nhiều nhất chừng ấy chỗ một dòng; of more the words alone tell."""


def slots_frame(rows: Sequence[QuotaRow]) -> pd.DataFrame:
    """Số liệu các suất: a row a place, and at least one row a quota, which bears the words."""
    cells: list[dict[str, object]] = []
    for at, row in enumerate(rows):
        kinds = _slots(row.state)
        own = {"Hàng": at, "Hạn mức": row.title, "Chữ": count_text(row.state), "Rộng": len(kinds)}
        cells += [
            own | {"Chỗ": place, "Suất": kind, "Đầu": place == 0}
            for place, kind in enumerate(kinds or [""])
        ]
    columns = ["Hàng", "Hạn mức", "Chữ", "Rộng", "Chỗ", "Suất", "Đầu"]
    return pd.DataFrame(cells, columns=columns)


def _slots(state: QuotaState) -> list[str]:
    taken, free, over = SLOTS
    most = state.count if state.most is None else state.most
    found = [taken] * min(state.count, most) + [free] * max(0, most - state.count)
    found += [over] * max(0, state.count - most)
    return found if len(found) <= MOST_SLOTS else []


def quota_table(rows: Sequence[QuotaRow], name: Name) -> pd.DataFrame:
    """Hạn mức thành bảng, with the rule and the article of each."""
    return pd.DataFrame(
        {
            "Hạn mức": [row.title for row in rows],
            "Đề nghị": [str(row.state.count) for row in rows],
            "Số suất": [
                labels.MISSING if row.state.most is None else str(row.state.most) for row in rows
            ],
            "Căn cứ tính tỷ lệ": [row.state.basis or labels.MISSING for row in rows],
            "Tình trạng": [QUOTA_STATUS_WORDS[row.state.status] for row in rows],
            "Cần làm": [row.state.advice_with(name) or labels.MISSING for row in rows],
            "Quy định": [row.rule for row in rows],
            "Căn cứ": ["; ".join([row.reference, *row.warnings]) for row in rows],
        }
    )
