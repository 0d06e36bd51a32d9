"""Bảng hiển thị của thống nhất điểm: the hands side by side, and other ways of combining."""

import pandas as pd

from thidua import labels
from thidua.domain.ground.points import vi_number
from thidua.domain.review.combining import COMBINING_WORDS
from thidua.domain.rules.entry import LineState
from thidua.domain.scoring.entry_rows import GIVEN_WORDS
from thidua.domain.verify.agreement import SettledLine, Settling
from thidua.frames.ranking.standings import most_shown, shown


def hands_frame(settling: Settling) -> pd.DataFrame:
    """Mỗi tiêu chí một dòng: claim, combined value, spread, what is in force and whose it is."""
    covenant = settling.covenant
    rows = settling.lines
    return pd.DataFrame(
        {
            "Mã": [row.criterion.code for row in rows],
            "Nội dung": [row.criterion.text for row in rows],
            "Tối đa": [most_shown(covenant, row.criterion) for row in rows],
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
    """Từng người chấm cho bao nhiêu và vì sao."""
    values = {} if row.combined is None else row.combined.values
    return pd.DataFrame(
        {
            "Người chấm": [settling.reviewers.get(one, one) for one in values],
            "Điểm": [shown(settling.covenant, value) for value in values.values()],
            "Lý do": [row.reasons.get(one, "") for one in values],
        }
    )


def ways_words(settling: Settling, row: SettledLine) -> str:
    """Các cách tổng hợp bằng lời: the covenant's, then the others for information."""
    covenant = settling.covenant
    points = None if row.combined is None else row.combined.points
    said = f"Theo giao ước ({COMBINING_WORDS[covenant.combining]}): {shown(covenant, points)}"
    others = [f"{COMBINING_WORDS[how]} {shown(covenant, one)}" for how, one in row.others.items()]
    return f"{said}. Để tham khảo: {'; '.join(others)}." if others else f"{said}."
