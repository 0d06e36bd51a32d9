"""Một khối trong cơ sở dữ liệu lớn: its standings must not feel how much others have stored."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from pathlib import Path

from thidua.bench import seed
from thidua.bench.clock import medians, timed
from thidua.bench.effort import Effort
from thidua.bench.place import ACTOR, new_database
from thidua.bench.row import Row
from thidua.bench.words import thousands
from thidua.db.engine import reading
from thidua.domain.period.period import BlockPeriod
from thidua.services.ground.work import Work
from thidua.services.period import rosters
from thidua.services.ranking import standings

_TARGET = Decimal("1.2")
_WHEN = {
    "block.first": "giao ước đọc lần đầu",
    "block.again": "giao ước đã có trên kệ",
}


def measure(folder: Path, effort: Effort) -> list[Row]:
    """Bảng xếp hạng một khối ở hai cỡ: the first reading of a covenant, and a later one.

    Each run takes another block with a covenant of its own, so that a first reading is one.
    """
    small, few = _database(folder, "nho", effort, effort.small_lines)
    big, many = _database(folder, "lon", effort, effort.big_lines)
    rows = []
    for key, when in _WHEN.items():
        ours, theirs = medians(_standings_in_turn(big), _standings_in_turn(small), effort.runs)
        rows.append(
            Row(
                id=key,
                name=f"Bảng xếp hạng một khối, {when}: có {thousands(many)} dòng điểm ÷ có "
                f"{thousands(few)}",
                target=_TARGET,
                compared=f"standings() của {effort.units} đơn vị × {effort.criteria} tiêu chí trên "
                "hai cơ sở dữ liệu SQLite; các dòng còn lại là của khối khác",
                ours=ours,
                theirs=theirs,
                sizes={"lines_big": many, "lines_small": few, "runs": effort.runs},
            )
        )
    return rows


def _database(folder: Path, name: str, effort: Effort, lines: int) -> tuple[str, int]:
    """Cơ sở dữ liệu of about this many lines, one block more than there are runs."""
    province = seed.Province(
        blocks=effort.runs + 1, units=effort.units, criteria=effort.criteria, mark=name
    )
    url = new_database(folder, f"khoi-{name}")
    seed.fill(url, province)
    return url, seed.add_others(url, province, lines)


def _standings_in_turn(url: str) -> Callable[[], int]:
    """Đo khối kế tiếp; the first block only wakes the connection."""
    with reading(url) as session:
        found = [
            period
            for period in rosters.periods(Work(session, ACTOR))
            if period.covenant_version is not None
        ]
    _standings(url, found[:1])
    waiting = iter(found[1:])
    return lambda: timed(lambda: _standings(url, [next(waiting)]))


def _standings(url: str, periods: Iterable[BlockPeriod]) -> None:
    for period in periods:
        with reading(url) as session:
            standings.standings(Work(session, ACTOR, period))
