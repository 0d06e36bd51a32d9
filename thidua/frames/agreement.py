"""Bảng hiển thị của thống nhất điểm: the hands side by side, and other ways of combining."""

import pandas as pd

from thidua import labels
from thidua.domain.combining import COMBINING_WORDS
from thidua.domain.covenant import Combining
from thidua.domain.entry_rows import GIVEN_WORDS
from thidua.domain.points import vi_number
from thidua.domain.settling import SettledLine, Settling
from thidua.domain.sheet import LineState
from thidua.frames.standings import shown


def hands_frame(settling: Settling) -> pd.DataFrame:
    """Mỗi tiêu chí một dòng: claim, combined value, spread, what is in force and whose it is."""
    covenant = settling.covenant
    rows = settling.lines
    return pd.DataFrame(
        {
            "Mã": [row.criterion.code for row in rows],
            "Nội dung": [row.criterion.text for row in rows],
            "Tối đa": [shown(covenant, row.criterion.max_points) for row in rows],
            "Tự chấm": [shown(covenant, row.claim) for row in rows],
            "Tổng hợp": [
                labels.MISSING if row.combined is None else shown(covenant, row.combined.points)
                for row in rows
            ],
            "Độ lệch": [
                labels.MISSING if row.combined is None else vi_number(row.combined.spread)
                for row in rows
            ],
            "Đang tính": [shown(covenant, row.points) for row in rows],
            "Theo": [source_words(row) for row in rows],
        }
    )


def source_words(row: SettledLine) -> str:
    """Điểm đang tính là của ai: agreed, combined, or the chair's team's own scoring."""
    entry = row.in_force
    if entry is None or entry.state is LineState.CLEARED:
        return "chưa có"
    if entry.state in GIVEN_WORDS:
        waiting = "" if entry.confirmed else ", chờ người thứ hai"
        return f"{GIVEN_WORDS[entry.state]}{waiting}"
    return "tổ thẩm định chấm"


def values_frame(settling: Settling, row: SettledLine) -> pd.DataFrame:
    """Từng người chấm cho bao nhiêu, then what each way of combining makes of it."""
    covenant = settling.covenant
    names, values = [], []
    if row.combined is not None:
        for reviewer, value in row.combined.values.items():
            names.append(settling.reviewers.get(reviewer, reviewer))
            values.append(vi_number(value))
        names.append(f"Giao ước: {_word(covenant.combining)}")
        values.append(shown(covenant, row.combined.points))
    for how, points in row.others.items():
        names.append(f"Để tham khảo: {_word(how)}")
        values.append(shown(covenant, points))
    return pd.DataFrame({"Người chấm, cách tổng hợp": names, "Điểm": values})


def _word(how: Combining) -> str:
    return COMBINING_WORDS[how]
