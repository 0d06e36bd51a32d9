"""Bảng hiển thị của tổng quan: progress by unit and ranks by year."""

from collections.abc import Collection, Sequence

import pandas as pd

from thidua import labels
from thidua.domain.period.progress import Share, UnitProgress

NEXT = "Việc tiếp theo"


def progress_frame(
    rows: Sequence[UnitProgress], late: Collection[str] = (), following: Sequence[str] = ()
) -> pd.DataFrame:
    """Tiến độ đơn vị × việc; tasks that nobody has in this period have no column.

    `late` are the units whose deadline is over while they still owe the work of this stage,
    `following` the way to the next act of each unit, empty where it waits.
    """
    columns = {
        "Đơn vị": [row.member.called for row in rows],
        "Tự chấm": [
            f"{row.self_scored}/{row.lines}{', đã nộp' if row.is_claimed else ''}" for row in rows
        ],
        "Phiếu phải chấm": [_share(row.to_give) for row in rows],
        "Phiếu nhận được": [_share(row.to_get) for row in rows],
        "Thẩm định": [f"{row.verified}/{row.lines}" for row in rows],
        "Giải trình mở": [str(row.open_threads or "") for row in rows],
        "Chờ xác nhận": [str(row.waiting or "") for row in rows],
        "Tình trạng": [
            f"{_state(row)}{', quá hạn' if row.member.code in late else ''}" for row in rows
        ],
        NEXT: list(following),
    }
    return pd.DataFrame({title: cells for title, cells in columns.items() if any(cells)})


def _share(share: Share) -> str:
    return f"{share.done}/{share.whole}" if share.whole else ""


def _state(row: UnitProgress) -> str:
    if row.is_verified:
        return "Đã thẩm định"
    if row.verified == row.lines:
        return "Chờ xác nhận thẩm định"
    if row.verified:
        return "Đang thẩm định"
    if row.is_claimed:
        waits = row.to_get.done < row.to_get.whole
        return "Chờ phiếu chấm chéo" if waits else "Chờ thẩm định"
    if row.self_scored == row.lines:
        return "Đã chấm đủ, chưa nộp"
    return "Đang tự chấm" if row.self_scored else "Chưa bắt đầu"


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
