"""Số câu lệnh SQL: what a page asks of the database must not grow with the number of units."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

from sqlalchemy import event

from thidua.bench import seed
from thidua.bench.effort import Effort
from thidua.bench.place import new_database, signed_in, use
from thidua.bench.row import Measure, Row
from thidua.bench.script_run import Visit, serving
from thidua.db.engine import engine
from thidua.ui.frame import menu

_TARGET = Decimal("1")


def measure(folder: Path, effort: Effort) -> list[Row]:
    """Mỗi trang ở hai cỡ khối, counted in a later run of one visit."""
    sizes = (effort.many_units, effort.few_units)
    urls: dict[str, str | None] = {}
    for units in sizes:
        url = new_database(folder, f"khoi-{units}")
        seed.fill(url, seed.Province(1, units, effort.criteria, f"{units} đơn vị"))
        urls[url] = signed_in(url)
    return [page_row(entry.name, entry.title, entry.file, urls, sizes) for entry in menu.present()]


def page_row(
    name: str, title: str, page: Path, urls: Mapping[str, str | None], sizes: Sequence[int]
) -> Row:
    """Một trang: its statements in each of the two databases, by who is signed in there."""
    row = Row(
        id=f"statements.{name}",
        name=f"Số câu lệnh SQL của trang {title}: khối {sizes[0]} đơn vị ÷ khối {sizes[1]}",
        target=_TARGET,
        compared="đếm mọi câu lệnh gửi tới cơ sở dữ liệu trong một lượt chạy lại của trang thật",
        measure=Measure.STATEMENTS,
        sizes={"units_many": sizes[0], "units_few": sizes[1]},
    )
    counts = []
    for url, cookie in urls.items():
        use(url)
        with serving(page, cookie) as runtime:
            visit = Visit(script=page, runtime=runtime)
            visit.run()
            with counting(url) as sent:
                visit.run()
        if visit.complaint:
            return row.without(fault=f"trang báo lỗi: {visit.complaint}")
        counts.append(len(sent))
    return row.with_medians(*counts)


@contextmanager
def counting(url: str) -> Iterator[list[str]]:
    """Đếm: every statement sent to this database meanwhile."""
    sent: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        sent.append(statement)

    event.listen(engine(url), "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine(url), "before_cursor_execute", note)
