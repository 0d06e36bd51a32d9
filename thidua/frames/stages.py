"""Bảng hiển thị của giai đoạn: its deadlines and the extensions that were given."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import pandas as pd

from thidua import labels
from thidua.domain.period.stage import Stage
from thidua.domain.period.windows import Window, vi_moment


def windows_frame(path: Sequence[Stage], known: Mapping[Stage, Window]) -> pd.DataFrame:
    """Thời hạn đã đặt, a row a stage in the order of the year."""
    rows = [(stage, known[stage]) for stage in path if stage in known]
    return pd.DataFrame(
        {
            "Giai đoạn": [labels.STAGES[stage] for stage, _ in rows],
            "Mở": [_moment(window.opens_at) for _, window in rows],
            "Hạn nhắc": [_moment(window.soft_deadline) for _, window in rows],
            "Hạn cuối": [_moment(window.hard_deadline) for _, window in rows],
        }
    )


def _moment(at: datetime | None) -> str:
    return labels.MISSING if at is None else vi_moment(at)


def extensions_frame(given: Sequence[tuple[str, Stage, datetime, str, str]]) -> pd.DataFrame:
    """Các lần gia hạn: unit, stage, until when, why, by whom."""
    return pd.DataFrame(
        {
            "Đơn vị": [unit for unit, *_ in given],
            "Giai đoạn": [labels.STAGES[stage] for _, stage, *_ in given],
            "Gia hạn đến": [vi_moment(until) for _, _, until, *_ in given],
            "Lý do": [reason for *_, reason, _ in given],
            "Người quyết định": [granted_by for *_, granted_by in given],
        }
    )
