"""Cả tỉnh: every block ranked by the product, and the same rows read and ranked by polars."""

import sqlite3
from contextlib import closing
from decimal import Decimal
from importlib import import_module
from itertools import count
from pathlib import Path
from typing import Any

from thidua.bench import seed
from thidua.bench.clock import medians, timed
from thidua.bench.effort import Effort
from thidua.bench.place import ACTOR, new_database
from thidua.bench.row import Row
from thidua.db import queries
from thidua.db.engine import reading, sqlite_file, writing
from thidua.domain.rules.rows import InputRow
from thidua.domain.scoring.file import ScoreFile, ScoreRow
from thidua.domain.scoring.sheet import Hand
from thidua.services.ground.work import Work
from thidua.services.period import rosters
from thidua.services.ranking import standings
from thidua.services.scoring import imports

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
    size = f"{effort.blocks} khối × {effort.units} đơn vị × {effort.criteria} tiêu chí"
    compared = (
        "all_standings(), đủ kiểm tra và xếp loại ÷ polars đọc ba cột của đúng các dòng ấy từ cùng "
        "tệp SQLite, cộng và xếp hạng; thời gian bộ xử lý"
    )
    rows = [
        Row(
            id=f"province.{name}",
            name=f"Xếp hạng cả tỉnh, {when}: {size}",
            target=_TARGET,
            compared=compared,
            sizes={"lines": lines, "runs": effort.runs},
        )
        for name, when in (
            ("saved", "mỗi khối vừa có một lần ghi điểm"),
            ("again", "không có gì đổi"),
        )
    ]
    try:
        polars = import_module("polars")
    except ModuleNotFoundError:
        reason = "chưa cài polars (có trong tests/requirements.txt)"
        return [row.without(skipped=reason) for row in rows]
    url = new_database(folder, "tinh")
    seed.fill(
        url,
        seed.Province(
            blocks=effort.blocks, units=effort.units, criteria=effort.criteria, mark="tỉnh"
        ),
    )
    turn = count()

    def after_saves() -> int:
        _save_everywhere(url, next(turn))
        return timed(lambda: _rank_all(url))

    def again() -> int:
        return timed(lambda: _rank_all(url))

    def theirs() -> int:
        return timed(lambda: _rank_frame(polars, url))

    after_saves()
    if by_product(url) != by_polars(polars, url):
        fault = "hai bên không cho cùng tổng điểm và vị thứ"
        return [row.without(fault=fault) for row in rows]
    return [
        row.with_medians(*medians(ours, theirs, effort.runs))
        for row, ours in zip(rows, (after_saves, again), strict=True)
    ]


def _save_everywhere(url: str, turn: int) -> None:
    """Mỗi khối một lần ghi: the first line of its first unit, as a verdict that counts at once."""
    with reading(url) as session:
        periods = rosters.periods(Work(session, ACTOR))
    typed = InputRow(points=str(turn % seed.MAX_POINTS))
    for period in periods:
        with writing(url) as session:
            members = queries.members(session, period)
            imports.import_scores(
                Work(session, ACTOR, period),
                hand=Hand.VERIFIED,
                file=ScoreFile((ScoreRow(members[0].code, "1.1", typed),)),
                is_verdict=True,
            )


def _rank_all(url: str) -> list[standings.Board]:
    with reading(url) as session:
        work = Work(session, ACTOR)
        return standings.all_standings(work, periods=rosters.periods(work))


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
