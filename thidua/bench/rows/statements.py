"""Số câu lệnh SQL: what a page asks must not grow with the number of units, whatever changed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

from sqlalchemy import event

from thidua.bench import seed
from thidua.bench.effort import Effort
from thidua.bench.place import new_database, signed_in, use
from thidua.bench.row import Measure, Row
from thidua.bench.saving import saver
from thidua.bench.script_run import Visit, serving
from thidua.db.engine import engine
from thidua.ui.frame import menu

_TARGET = Decimal("1")


def measure(folder: Path, effort: Effort) -> list[Row]:
    """Mỗi trang ở hai cỡ khối, counted in a later run of one visit."""
    sizes = (effort.many_units, effort.few_units)
    urls: dict[str, str | None] = {}
    changes = []
    for units in sizes:
        url = new_database(folder, f"khoi-{units}")
        province = seed.Province(
            blocks=1, units=units, criteria=effort.criteria, mark=f"{units} đơn vị", is_open=True
        )
        seed.fill(url, province)
        urls[url] = signed_in(url)
        changes.append(saver(url, province).save)
    return [
        page_row(entry.name, entry.title, entry.file, urls, sizes, after)
        for entry in menu.present()
        for after in ((), changes)
    ]


def page_row(
    name: str,
    title: str,
    page: Path,
    urls: Mapping[str, str | None],
    sizes: Sequence[int],
    changes: Sequence[Callable[[], None]] = (),
) -> Row:
    """Một trang: its statements in each of the two databases, by who is signed in there.

    `changes` are what somebody else saves in each of them before they are counted.
    """
    when = ", sau một lần lưu trong khối" if changes else ""
    row = Row(
        id=f"statements.{name}{'.after' if changes else ''}",
        name=f"Số câu lệnh SQL của trang {title}{when}: khối {sizes[0]} đơn vị ÷ khối {sizes[1]}",
        target=_TARGET,
        compared="đếm mọi câu lệnh gửi tới cơ sở dữ liệu trong một lượt chạy lại của trang thật",
        measure=Measure.STATEMENTS,
        sizes={"units_many": sizes[0], "units_few": sizes[1]},
    )
    counts = []
    for place, (url, cookie) in enumerate(urls.items()):
        use(url)
        with serving(page, cookie) as runtime:
            visit = Visit(script=page, runtime=runtime)
            visit.run()
            if changes:
                changes[place]()
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
