"""Bảng hiển thị của bản sửa đổi: lines that no longer fit, and places before and after."""

from collections.abc import Mapping, Sequence

import pandas as pd

from thidua import labels
from thidua.domain.ground.points import Scale, vi_number
from thidua.domain.scoring.fit import Misfit
from thidua.domain.scoring.sheet import HAND_WORDS
from thidua.domain.verify.case import Move, Place, place_words


def misfits_frame(misfits: Sequence[Misfit], names: Mapping[str, str]) -> pd.DataFrame:
    """Các dòng không còn khớp."""
    return pd.DataFrame(
        {
            "Đơn vị": [names.get(one.unit, one.unit) for one in misfits],
            "Tiêu chí": [one.criterion for one in misfits],
            "Loại bảng điểm": [HAND_WORDS[one.hand] for one in misfits],
            "Người chấm": [
                names.get(one.reviewer, one.reviewer) or labels.MISSING for one in misfits
            ],
            "Vì sao không còn khớp": [one.why for one in misfits],
        }
    )


def effect_frame(moves: Sequence[Move], names: Mapping[str, str], scale: Scale) -> pd.DataFrame:
    """Chỗ đứng trước và sau, of the units whose total or place is another."""

    def total(place: Place) -> str:
        return labels.MISSING if place.total is None else vi_number(place.total, scale.places)

    def rank(place: Place) -> str:
        return labels.MISSING if place.rank is None else str(place.rank)

    return pd.DataFrame(
        {
            "Đơn vị": [names.get(one.unit, one.unit) for one in moves],
            "Tổng trước": [total(one.before) for one in moves],
            "Tổng sau": [total(one.after) for one in moves],
            "Hạng trước": [rank(one.before) for one in moves],
            "Hạng sau": [rank(one.after) for one in moves],
            "Thay đổi": [place_words(one) or "chỉ đổi tổng điểm" for one in moves],
        }
    )
