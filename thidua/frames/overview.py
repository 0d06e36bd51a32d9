"""Bảng hiển thị của tổng quan: progress by unit and ranks by year."""

from collections.abc import Sequence

import pandas as pd

from thidua import labels


def progress_frame(rows: Sequence[tuple[str, int, int, int, bool]]) -> pd.DataFrame:
    """Tiến độ: name, number of lines, scored by the unit, verified, whether confirmed."""
    return pd.DataFrame(
        {
            "Đơn vị": [name for name, *_ in rows],
            "Tự chấm": [f"{own}/{lines}" for _, lines, own, _, _ in rows],
            "Thẩm định": [f"{checked}/{lines}" for _, lines, _, checked, _ in rows],
            "Tình trạng": [_state(*row[1:]) for row in rows],
        }
    )


def _state(lines: int, own: int, checked: int, confirmed: bool) -> str:
    if confirmed:
        return "Đã thẩm định"
    if checked == lines:
        return "Chờ xác nhận thẩm định"
    if checked:
        return "Đang thẩm định"
    if own == lines:
        return "Đã tự chấm, chờ thẩm định"
    return "Đang tự chấm" if own else "Chưa bắt đầu"


def ranks_frame(years: Sequence[tuple[int, Sequence[tuple[str, int | None]]]]) -> pd.DataFrame:
    """Hạng qua các năm: a row a unit and year that has a rank."""
    return pd.DataFrame(
        [
            {"Năm": str(year), "Đơn vị": name, "Hạng": rank}
            for year, ranks in years
            for name, rank in ranks
            if rank is not None
        ],
        columns=["Năm", "Đơn vị", "Hạng"],
    )


def rank_table(years: Sequence[tuple[int, Sequence[tuple[str, int | None]]]]) -> pd.DataFrame:
    """Hạng qua các năm thành bảng: units down, years across."""
    names = list(dict.fromkeys(name for _, ranks in years for name, _ in ranks))
    columns: dict[str, list[str]] = {"Đơn vị": names}
    for year, ranks in years:
        known = dict(ranks)
        columns[str(year)] = [str(known.get(name) or labels.MISSING) for name in names]
    return pd.DataFrame(columns)
