"""Bảng hiển thị của tổng quan: progress by unit and ranks by year."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

import pandas as pd

from thidua import labels
from thidua.domain.period.period import BlockPeriod
from thidua.domain.period.progress import Share, UnitProgress
from thidua.domain.period.stage import STAGE_WORDS
from thidua.domain.period.windows import day_of

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


STRIP = {"xong": "✓ xong", "dở": "… đang làm", "chưa": "✗ chưa làm"}
"""Ba mức của dải tiến độ: a sign before each word, so that it is told without colour."""

_STEPS = ("Tự chấm", "Nộp", "Chấm chéo", "Thẩm định")


def strip_frame(rows: Sequence[UnitProgress]) -> pd.DataFrame:
    """Dải tiến độ: a cell a unit and step, ticked or with how much of it is done.

    A step that nobody has in this period has no column; what is behind stands on top.
    """
    ordered = sorted(rows, key=lambda row: (row.is_verified, row.is_claimed, -_left(row)))
    cells = []
    for at, row in enumerate(ordered):
        for step, (done, whole) in _steps(row, with_cross=any(one.to_get.whole for one in rows)):
            level = "xong" if done >= whole else "dở" if done else "chưa"
            said = "✓" if level == "xong" else ("✗" if whole == 1 else f"{done}/{whole}")
            cells.append(
                {
                    "don_vi": row.member.code,
                    "Đơn vị": row.member.called,
                    "Hàng": at,
                    "Việc": step,
                    "Cột": _STEPS.index(step),
                    "Mức": STRIP[level],
                    "Chữ": said,
                }
            )
    return pd.DataFrame(cells, columns=["don_vi", "Đơn vị", "Hàng", "Việc", "Cột", "Mức", "Chữ"])


def _left(row: UnitProgress) -> int:
    return (row.lines - row.self_scored) + (row.lines - row.verified)


def _steps(row: UnitProgress, *, with_cross: bool) -> list[tuple[str, tuple[int, int]]]:
    steps = [("Tự chấm", (row.self_scored, row.lines)), ("Nộp", (int(row.is_claimed), 1))]
    steps += [("Chấm chéo", (row.to_get.done, row.to_get.whole))] if with_cross else []
    checked = (row.lines, row.lines) if row.is_verified else (row.verified, row.lines)
    if row.verified == row.lines and not row.is_verified:
        checked = (row.lines - 1, row.lines)
    return [*steps, ("Thẩm định", checked)]


def strip_said(rows: Sequence[UnitProgress]) -> str:
    """Bao nhiêu đơn vị đã xong, and who is behind with what."""
    done = [row for row in rows if row.is_verified]
    said = f"{len(done)}/{len(rows)} đơn vị đã thẩm định xong"
    behind = [
        f"{row.member.called} ({row.lines - row.verified} tiêu chí)"
        if row.is_claimed
        else f"{row.member.called} (chưa nộp)"
        for row in rows
        if not row.is_verified
    ]
    if not behind:
        return said
    rest = f" và {len(behind) - 3} đơn vị nữa" if len(behind) > 3 else ""
    return f"{said}; còn {', '.join(behind[:3])}{rest}"


class BlockRow(Protocol):
    """Một khối ở một kỳ, as the table of all blocks reads it."""

    @property
    def period(self) -> BlockPeriod:
        """Kỳ."""

    @property
    def until(self) -> datetime | None:
        """Hạn của giai đoạn."""

    @property
    def units(self) -> int:
        """Số đơn vị."""

    @property
    def claimed(self) -> int:
        """Đã nộp."""

    @property
    def verified(self) -> int:
        """Đã thẩm định."""

    @property
    def late(self) -> int:
        """Quá hạn."""


def blocks_frame(rows: Sequence[BlockRow]) -> pd.DataFrame:
    """Mọi khối: a row a block, counts with their share."""
    return pd.DataFrame(
        {
            "Khối": [row.period.block_name for row in rows],
            "Giai đoạn": [STAGE_WORDS[row.period.stage] for row in rows],
            "Hạn": [
                labels.MISSING if row.until is None else f"{day_of(row.until):%d/%m/%Y}"
                for row in rows
            ],
            "Đã nộp": [_of_units(row.claimed, row.units) for row in rows],
            "Đã thẩm định": [_of_units(row.verified, row.units) for row in rows],
            "Quá hạn": [str(row.late) for row in rows],
        }
    )


def _of_units(done: int, whole: int) -> str:
    return f"{done}/{whole} · {done * 100 // whole} %" if whole else labels.MISSING


def blocks_said(rows: Sequence[BlockRow]) -> str:
    """Bao nhiêu khối, and in how many somebody is late."""
    late = sum(row.late > 0 for row in rows)
    said = f"{len(rows)} khối trong năm"
    return f"{said}; {late} khối có đơn vị quá hạn" if late else f"{said}; không đơn vị nào quá hạn"


RankYears = Sequence[tuple[int, Sequence[tuple[str, int | None]]]]
"""Hạng theo năm, units by name."""


def ranks_frame(years: RankYears, followed: str) -> pd.DataFrame:
    """Hạng qua các năm: a row a unit and year that has a rank; the last one bears the name."""
    cells = [
        {
            "Năm": str(year),
            "Đơn vị": name,
            "Hạng": rank,
            "Theo dõi": name == followed,
            "Cuối": "",
        }
        for year, ranks in years
        for name, rank in ranks
        if rank is not None
    ]
    last = {cell["Đơn vị"]: cell for cell in cells}
    shared: dict[tuple[object, object], list[str]] = {}
    for name, cell in last.items():
        shared.setdefault((cell["Năm"], cell["Hạng"]), []).append(str(name))
    for (_, rank), names in shared.items():
        last[names[0]]["Cuối"] = f"{rank}. {', '.join(names)}"
    return pd.DataFrame(cells, columns=["Năm", "Đơn vị", "Hạng", "Theo dõi", "Cuối"])


def rank_table(years: RankYears) -> pd.DataFrame:
    """Hạng qua các năm thành bảng: units down, years across."""
    names = list(dict.fromkeys(name for _, ranks in years for name, _ in ranks))
    columns: dict[str, list[str]] = {"Đơn vị": names}
    for year, ranks in years:
        known = dict(ranks)
        columns[str(year)] = [str(known.get(name) or labels.MISSING) for name in names]
    return pd.DataFrame(columns)
