"""Bảng hiển thị của nhật ký."""

from collections.abc import Sequence

import pandas as pd

from thidua import labels
from thidua.domain.period.windows import VIETNAM
from thidua.domain.record.recorded import RecordedAct


def record_frame(entries: Sequence[RecordedAct]) -> pd.DataFrame:
    """Các mục nhật ký, in the order given; times on the clock of Vietnam.

    Which part of the year an entry is of is said only where some are of one.
    """
    has_parts = any(one.part for one in entries)
    found = pd.DataFrame(
        {
            "Lúc": [f"{one.at.astimezone(VIETNAM):%d/%m/%Y %H:%M:%S}" for one in entries],
            "Người làm": [_who(one) for one in entries],
            "Kỳ": [one.part or "Cả năm" for one in entries],
            "Việc": [labels.ACTIONS.get(one.action, one.action) for one in entries],
            "Đơn vị": [one.unit for one in entries],
            "Tiêu chí": [one.criterion for one in entries],
            "Trước": [one.old for one in entries],
            "Sau": [one.new for one in entries],
            "Lý do": [one.reason for one in entries],
            "Mục": [str(one.position) for one in entries],
        }
    )
    return found if has_parts else found.drop(columns="Kỳ")


def history_frame(entries: Sequence[RecordedAct]) -> pd.DataFrame:
    """Lịch sử một ô: the same, without what is the same in every row."""
    return record_frame(entries).drop(columns=["Đơn vị", "Tiêu chí", "Mục", "Kỳ"], errors="ignore")


def unit_frame(entries: Sequence[RecordedAct]) -> pd.DataFrame:
    """Nhật ký của một đơn vị: all but its own name in every row."""
    return record_frame(entries).drop(columns=["Đơn vị"])


def _who(one: RecordedAct) -> str:
    return f"{one.actor}, nhập thay {one.on_behalf_of}" if one.on_behalf_of else one.actor
