"""Cả tỉnh: every block ranked by the product, and the same rows read and ranked by polars."""

import sqlite3
from contextlib import closing
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import Any

from thidua.bench import seed
from thidua.bench.clock import medians, timed
from thidua.bench.effort import Effort
from thidua.bench.place import ACTOR, new_database
from thidua.bench.row import Row
from thidua.db.engine import reading, sqlite_file
from thidua.services.ground.work import Work
from thidua.services.period import rosters
from thidua.services.ranking import standings

_TARGET = Decimal("1.0")
_SCORES = """
    SELECT block.code AS block, unit.code AS unit, score_line.points AS points
    FROM score_line
    JOIN score_sheet ON score_sheet.id = score_line.sheet_id
    JOIN unit ON unit.id = score_sheet.unit_id
    JOIN block_year ON block_year.id = score_sheet.block_year_id
    JOIN block ON block.id = block_year.block_id
    WHERE score_line.live = 1 AND score_sheet.hand = 'verified'
"""

Places = dict[str, tuple[Decimal, int]]


def measure(folder: Path, effort: Effort) -> list[Row]:
    """Xếp hạng mọi khối của tỉnh ÷ polars; a fault where the two do not agree on every unit."""
    lines = effort.blocks * effort.units * effort.criteria
    row = Row(
        id="province",
        name=f"Xếp hạng cả tỉnh: {effort.blocks} khối × {effort.units} đơn vị × {effort.criteria} "
        "tiêu chí",
        target=_TARGET,
        compared="standings() của từng khối, đủ kiểm tra và xếp loại ÷ polars đọc ba cột của "
        "đúng các dòng "
        "ấy từ cùng tệp SQLite, cộng và xếp hạng",
        sizes={"lines": lines, "runs": effort.runs},
    )
    try:
        polars = import_module("polars")
    except ModuleNotFoundError:
        reason = "chưa cài polars (có trong tests/requirements.txt)"
        return [row.without(skipped=reason)]
    url = new_database(folder, "tinh")
    seed.fill(url, seed.Province(effort.blocks, effort.units, effort.criteria, "tỉnh"))
    if by_product(url) != by_polars(polars, url):
        return [row.without(fault="hai bên không cho cùng tổng điểm và vị thứ")]
    return [
        row.with_medians(
            *medians(
                lambda: timed(lambda: _rank_all(url)),
                lambda: timed(lambda: _rank_frame(polars, url)),
                effort.runs,
            )
        )
    ]


def _rank_all(url: str) -> list[standings.Board]:
    with reading(url) as session:
        return [
            standings.standings(Work(session, ACTOR, period))
            for period in rosters.periods(Work(session, ACTOR))
        ]


def by_product(url: str) -> Places:
    """Tổng điểm và vị thứ theo phần mềm."""
    return {
        row.unit: (row.total, row.rank)
        for board in _rank_all(url)
        for row in board.standings.rows
        if row.total is not None and row.rank is not None
    }


def _rank_frame(polars: Any, url: str) -> Any:  # noqa: ANN401 (polars may be missing)
    with closing(sqlite3.connect(sqlite_file(url) or "")) as connection:
        scores = polars.read_database(_SCORES, connection)
    total = polars.col("points").cast(polars.Decimal(18, 2)).sum()
    place = polars.col("points").rank("min", descending=True).over("block")
    return scores.group_by("block", "unit").agg(total).with_columns(rank=place)


def by_polars(polars: Any, url: str) -> Places:  # noqa: ANN401
    """Tổng điểm và vị thứ theo polars."""
    return {
        row["unit"]: (row["points"], row["rank"])
        for row in _rank_frame(polars, url).iter_rows(named=True)
    }
