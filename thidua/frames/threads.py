"""Bảng hiển thị của giải trình và kiến nghị: one row a thread."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from decimal import Decimal

import pandas as pd

from thidua import labels
from thidua.domain.ground.points import vi_number
from thidua.domain.period.windows import day_of, vi_day
from thidua.domain.thread.thread import KIND_WORDS, Side, Thread


def threads_frame(
    threads: Sequence[Thread],
    awaiting: Collection[Thread],
    name: Callable[[str], str],
    now: datetime,
) -> pd.DataFrame:
    """Các luồng; `awaiting` are those that wait for the reader, `name` that of a unit."""
    return pd.DataFrame(
        {
            "Đơn vị": [name(one.unit) for one in threads],
            "Tiêu chí": [one.criterion for one in threads],
            "Loại": [KIND_WORDS[one.kind].capitalize() for one in threads],
            "Tình trạng": [one.words(now).capitalize() for one in threads],
            "Chờ": ["bạn" if one in awaiting else _SIDES[one.turn] for one in threads],
            "Điểm cũ": [_points(one.old_points) for one in threads],
            "Điểm mới": [_points(one.new_points) for one in threads],
            "Mở ngày": [vi_day(day_of(one.opened_at)) for one in threads],
        }
    )


_SIDES = {Side.UNIT: "đơn vị", Side.CHAIR: "tổ thẩm định", None: ""}


def _points(points: Decimal | None) -> str:
    return labels.MISSING if points is None else vi_number(points)
