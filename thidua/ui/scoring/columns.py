"""Cột của lưới chấm: what each shows, how wide it is, and how tall the lines must be to be read."""

from collections.abc import Mapping
from math import ceil
from typing import Any

import pandas as pd
import streamlit as st

from thidua.domain.covenant.covenant import Criterion
from thidua.domain.rules import Field
from thidua.domain.rules.rows import STATES_TYPED, FormRow
from thidua.domain.scoring.draft import Draft
from thidua.domain.scoring.file import EXPLANATION
from thidua.frames.ranking.standings import shown
from thidua.services.scoring.desk import Desk
from thidua.ui.widgets.widths import LINE, LOW, WRAPS, longest

TEXT, KIND, HOW, MOST = "Nội dung", "Loại", "Cách nhập", "Tối đa"
ATTACHED = "Tệp kèm"
_COMPUTED, _OWN = "Điểm tính", "Tự chấm"
_NUMBERS = (MOST, _COMPUTED, _OWN, ATTACHED, "Kế hoạch", "Kết quả", "Số lượt", "Điểm")
_WIDTHS = {
    "Mã": 60,
    KIND: 120,
    MOST: 75,
    ATTACHED: 75,
    Field.NAME.value: 150,
    EXPLANATION: 130,
    _OWN: 84,
}
_USUAL, _ROOM = 84, 980
_NARROW_HOW, _WIDE_HOW = 100, 190
_NARROWEST = 240
_PADDING = 18


def grid_frame(desk: Desk, draft: Draft, attached: Mapping[str, int]) -> pd.DataFrame:
    """Bảng của lưới: every cell a text, typed cells over stored ones; evidence as it is counted."""
    rows = draft.rows
    columns: dict[str, list[str]] = {
        "Mã": [row.code for row in rows],
        TEXT: [row.form.label if row.form.is_first else f"– {row.form.label}" for row in rows],
        KIND: [row.form.kind for row in rows],
        MOST: [_most(desk, row.criterion) if row.form.is_first else "" for row in rows],
        HOW: [typed_words(row.form) for row in rows],
    }
    for name in draft.columns:
        columns[name] = [draft.cell(place, name) for place in range(len(rows))]
    columns[ATTACHED] = [
        str(attached[row.code]) if row.form.is_first and row.code in attached else ""
        for row in rows
    ]
    points = {_COMPUTED: desk.score.lines}
    if desk.shows_claim:
        points[_OWN] = desk.own_score.lines
    for title, lines in points.items():
        columns[title] = [
            shown(desk.covenant, lines.get(row.code)) if row.form.is_first else "" for row in rows
        ]
    return pd.DataFrame(columns)


def typed_words(form: FormRow) -> str:
    """Cách nhập: the very words that may be typed where words are, else how the number is."""
    if Field.CHOICE not in form.asked:
        return form.hint
    words = [one for one in form.choices if one not in STATES_TYPED]
    return " · ".join(words) or form.hint


def _most(desk: Desk, criterion: Criterion) -> str:
    """Điểm tối đa; that there is a bonus beyond it, of which «Cách nhập» says how much."""
    most = shown(desk.covenant, criterion.max_points)
    return most if criterion.rule.own_bonus == 0 else f"{most} + thưởng"


def widths(frame: pd.DataFrame) -> dict[str, int]:
    """Bề rộng từng cột: what the others leave goes to the words that are to be read."""
    found = {
        str(title): _WIDTHS.get(str(title), _USUAL)
        for title in frame.columns
        if title != TEXT and not _is_idle(frame, str(title))
    }
    found[HOW] = min(_WIDE_HOW, max(_NARROW_HOW, longest(frame[HOW]) + _PADDING + 6))
    if any("thưởng" in most for most in frame[MOST]):
        found[MOST] = 120
    return {**found, TEXT: max(_NARROWEST, _ROOM - sum(found.values()))}


def row_height(frame: pd.DataFrame) -> int:
    """Chiều cao của dòng, by the longest text: low where all of it stands in one line."""
    wide = widths(frame)
    lines = max(
        ceil(longest(frame[name]) / (wide[name] - _PADDING))
        for name in (TEXT, HOW, KIND)
        if name in wide
    )
    return LOW if lines <= 1 else max(WRAPS, LINE * (lines + 1))


def column_config(frame: pd.DataFrame) -> dict[str, Any]:
    """Cấu hình cột: texts everywhere, so that what is typed or pasted comes as it was.

    A column of choices would drop a pasted «đạt», «dat» or «x» without a word, since only what is
    spelled as its options are is taken.
    """
    wide = widths(frame)
    return {
        str(title): st.column_config.TextColumn(
            width=wide[str(title)],
            alignment="right" if title in _NUMBERS else "left",
            pinned=title == "Mã",
        )
        if str(title) in wide
        else None
        for title in frame.columns
    }


def _is_idle(frame: pd.DataFrame, title: str) -> bool:
    """Cột tên loại mà nhóm này không có loại nào."""
    return title == KIND and not frame[title].any()
