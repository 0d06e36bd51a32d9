"""Bảng hiển thị của nhắc việc: who still owes what, and when each was reminded."""

from collections.abc import Mapping, Sequence

import pandas as pd

from thidua import labels
from thidua.domain.period.reminder import Reminded
from thidua.domain.period.windows import vi_moment


def owed_frame(
    rows: Sequence[tuple[str, str, Sequence[str]]], last: Mapping[str, Reminded]
) -> pd.DataFrame:
    """Đơn vị còn việc: code, name, what it owes; `last` is how each was last reminded."""
    return pd.DataFrame(
        {
            "Đơn vị": [name for _, name, _ in rows],
            "Còn thiếu": ["; ".join(owed) for *_, owed in rows],
            "Nhắc gần nhất": [_moment(last.get(code)) for code, *_ in rows],
        }
    )


def _moment(found: Reminded | None) -> str:
    return labels.MISSING if found is None else vi_moment(found.sent_at)


def history_frame(reminded: Sequence[Reminded], names: Mapping[str, str]) -> pd.DataFrame:
    """Các lần đã nhắc, as they are given."""
    return pd.DataFrame(
        {
            "Lúc": [vi_moment(one.sent_at) for one in reminded],
            "Đơn vị": [names.get(one.unit, one.unit) for one in reminded],
            "Người nhắc": [one.sent_by for one in reminded],
            "Bằng cách": [one.sent_to or "tự chuyển lời" for one in reminded],
            "Lời nhắc": [one.body for one in reminded],
        }
    )
