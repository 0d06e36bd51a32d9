"""Nhật ký dài: pages, a save and a check must not feel how much was recorded before."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import count
from pathlib import Path

from thidua.bench import record_seed
from thidua.bench.clock import medians, timed
from thidua.bench.effort import Effort
from thidua.bench.place import ACTOR, demo_database, signed_in, use
from thidua.bench.row import Row
from thidua.bench.script_run import Visit, serving
from thidua.bench.streamlit_inside import Runtime
from thidua.bench.words import thousands
from thidua.db import queries
from thidua.db.engine import reading, writing
from thidua.domain.access.permissions import Actor, Grant, Role
from thidua.domain.period.period import BlockPeriod
from thidua.domain.scoring.sheet import Hand, SheetStatus
from thidua.domain.scoring.stored import StoredSheet
from thidua.services.demo.centres import BLOCK_CODE
from thidua.services.ground.audit import Act
from thidua.services.ground.work import Work
from thidua.services.period import rosters
from thidua.services.record import chained, replay
from thidua.services.scoring import sheets
from thidua.services.scoring.sheets import LineEdit
from thidua.ui.frame import menu
from thidua.web import identity

_YEAR = 2025
_TARGET = Decimal("1.2")
_WARM_RUNS = 2
_PER = 1_000
_PAGES = ("nhat_ky", "cham_diem")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Khối mẫu với một nhật ký dài: its address, who is signed in, and how many entries it has."""

    url: str
    cookie: str
    period: BlockPeriod
    entries: int


def measure(folder: Path, effort: Effort) -> list[Row]:
    """Nhật ký, Chấm điểm, một lần lưu và kiểm tra ở hai cỡ nhật ký."""
    few = _place(folder / "ngan", effort.few_entries)
    many = _place(folder / "dai", effort.many_entries)
    sizes = {"entries_many": many.entries, "entries_few": few.entries}
    how_long = f"nhật ký {thousands(many.entries)} mục ÷ {thousands(few.entries)} mục"
    rows = []
    for name in _PAGES:
        with _pages(name, many, few) as (ours, theirs):
            pair = medians(ours, theirs, effort.page_runs)
        rows.append(
            Row(
                id=f"record.{name}",
                name=f"Trang {menu.entry(name).title}: {how_long}",
                target=_TARGET,
                compared="lượt chạy lại của tệp trang trên khối mẫu, mỗi lượt sau khi có thêm một "
                "mục nhật ký; hầu hết các mục là của khối đang xem",
                sizes={**sizes, "runs": effort.page_runs},
            ).with_medians(*pair)
        )
    rows.append(
        Row(
            id="record.save",
            name=f"Lưu một dòng điểm: {how_long}",
            target=_TARGET,
            compared="save_lines() một dòng tự chấm, cả giao dịch tới khi đã nằm trên đĩa, SQLite",
            sizes={**sizes, "runs": effort.page_runs},
        ).with_medians(*medians(_saving(many), _saving(few), effort.page_runs))
    )
    checked = medians(_checking(many), _checking(few), effort.runs)
    rows.append(
        Row(
            id="record.verify",
            name=f"Kiểm tra {thousands(_PER)} mục: {how_long}",
            target=_TARGET,
            compared="nối chuỗi và dựng lại dữ liệu từ mọi mục, chia cho số mục",
            sizes={**sizes, "runs": effort.runs},
        ).with_medians(*checked)
    )
    return rows


def _place(folder: Path, entries: int) -> _Place:
    folder.mkdir()
    url = demo_database(folder)
    use(url)
    with reading(url) as session:
        period = rosters.period(Work(session, ACTOR), block=BLOCK_CODE, year=_YEAR)
    length = record_seed.lengthen(url, period, entries)
    return _Place(url=url, cookie=signed_in(url), period=period, entries=length)


@contextmanager
def _pages(name: str, *places: _Place) -> Iterator[list[Callable[[], int]]]:
    """Trang này ở từng nơi, run by whoever is signed in there."""
    page = menu.entry(name).file
    with serving(page) as runtime:
        runs = [running(page, runtime, place.url, place.cookie, place.period) for place in places]
        yield runs


def running(
    page: Path, runtime: Runtime, url: str, cookie: str, period: BlockPeriod | None = None
) -> Callable[[], int]:
    """Chạy trang ở một nơi, by whoever is signed in there, each time after one more entry."""
    visit = Visit(script=page, runtime=runtime)

    def run() -> int:
        use(url)
        identity.cookie = lambda: cookie
        with writing(url) as session:
            Work(session, ACTOR, period).record(Act("what_if.viewed"))
        passed = visit.run()
        if visit.complaint:
            raise RuntimeError(visit.complaint)
        return passed

    for _ in range(_WARM_RUNS):
        run()
    return run


def _saving(place: _Place) -> Callable[[], int]:
    """Lưu một dòng, with another explanation each time."""
    unit, code = _a_line(place)
    grant = Grant(Role.UNIT_OFFICER, place.period.block_code, unit, _YEAR)
    officer = Actor("Cán bộ đo", (grant,), "do")
    numbers = count()

    def save() -> int:
        line = _sheets(place)[unit].lines[code]
        entry = replace(line.entry, explanation=f"Đo lần {next(numbers)}")
        edits = [LineEdit(code, line.version, entry)]

        def work() -> None:
            with writing(place.url) as session:
                sheets.save_lines(
                    Work(session, officer, place.period), unit=unit, hand=Hand.SELF, edits=edits
                )

        return timed(work)

    return save


def _a_line(place: _Place) -> tuple[str, str]:
    """Một dòng còn sửa được."""
    return next(
        (unit, code)
        for unit, sheet in _sheets(place).items()
        if sheet.status is SheetStatus.DRAFT
        for code in sheet.lines
    )


def _sheets(place: _Place) -> dict[str, StoredSheet]:
    with reading(place.url) as session:
        return queries.sheets(session, place.period, Hand.SELF)


def _checking(place: _Place) -> Callable[[], int]:
    """Kiểm tra cả nhật ký; the time of a thousand entries."""

    def check() -> None:
        with reading(place.url) as session:
            fault = chained.chain_fault(session)
            faults = replay.replayed(session).faults
            if fault is not None or faults:
                raise RuntimeError(f"{fault} {faults[:1]}")

    with reading(place.url) as session:
        entries, _ = chained.head(session)
    return lambda: timed(check) * _PER // entries
