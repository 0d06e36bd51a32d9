"""Bảng hiển thị điểm các năm trước của một tiêu chí."""

from collections.abc import Sequence

import pandas as pd

from thidua import labels
from thidua.domain.ground.points import vi_number
from thidua.domain.scoring.past import PastPoints


def past_frame(years: Sequence[PastPoints]) -> pd.DataFrame:
    """Mỗi năm một dòng; a year whose criterion was another one says so."""
    return pd.DataFrame(
        {
            "Năm": [str(one.year) for one in years],
            "Tự chấm": [_points(one, settled=False) for one in years],
            "Thẩm định": [_points(one, settled=True) for one in years],
            "Tối đa": [vi_number(one.max_points) for one in years],
            "Lý do": [one.reason for one in years],
            "So sánh": ["" if one.is_same else "tiêu chí đã đổi" for one in years],
        }
    )


def _points(one: PastPoints, *, settled: bool) -> str:
    points = one.settled if settled else one.own
    return labels.MISSING if points is None else vi_number(points)
